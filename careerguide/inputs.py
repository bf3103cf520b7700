"""The files that a site is made from, with their digests: each read once, for as long as nobody touches it.

In: a path. Out: an `Input`. A file is not read again while its inode, its size and both its times are as they were, and
it had been left alone for a while when it was read: then a change since shows in the time of the last change, which
nobody can put back. Where a system does not keep that time (Windows), every file is read every time.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from typing import NamedTuple

DIGEST_SIZE = 16
KEEPS_TIME_OF_CHANGE = os.name == "posix"
LEFT_ALONE_NS = 2_000_000_000  # longer than any file system takes for a tick of its clock


class Input(NamedTuple):
    """What a file holds; of what is larger than was asked for, the beginning alone."""

    raw: bytes
    digest: bytes


_Identity = tuple[int, int, int, int, int]
_known: dict[str, tuple[_Identity, Input]] = {}


class NotOrdinary(OSError):
    """What stands at a path is a pipe, a folder or a device."""


def read(path: str, most: int = -1) -> Input:
    """Return what an ordinary file holds, up to `most` bytes and one; OSError where it cannot be read or is none."""
    status, now = os.stat(path), time.time_ns()  # noqa: PTH116  every millisecond counts here
    known = _known.get(path)
    if known and known[0] == _identity(status):
        return known[1]
    if not stat.S_ISREG(status.st_mode):  # to open a pipe would wait for ever
        raise NotOrdinary(path)
    whole = not 0 <= most < status.st_size
    with open(path, "rb") as file:  # noqa: PTH123
        raw = file.read(-1 if whole else most + 1)
    found = Input(raw, hashlib.blake2b(raw, digest_size=DIGEST_SIZE).digest())
    if KEEPS_TIME_OF_CHANGE and whole and max(status.st_ctime_ns, status.st_mtime_ns) < now - LEFT_ALONE_NS:
        _known[path] = _identity(status), found
    return found


def _identity(status: os.stat_result) -> _Identity:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
