"""Input files of a build, with their digests.

In: a path. Out: an `InputFile`.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from careerguide.core.digest import digest


class InputFile(NamedTuple):
    """The content of a file, and its digest."""

    raw: bytes
    digest: bytes


Reader = Callable[[str], InputFile]
SETTLED = 3 * 10**9  # ns after which a further change of a file gets another time on every file system


class NotRegularFile(OSError):
    """The path is that of a pipe, a folder or a device, not of a regular file."""


def read(path: str) -> InputFile:
    """Return a regular file; OSError where it cannot be read, or is not a regular file."""
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116  opening a pipe would block forever
        raise NotRegularFile(path)
    with open(path, "rb") as file:  # noqa: PTH123
        raw = file.read()
    return InputFile(raw, digest(raw))


def read_once() -> Reader:
    """Return a reader that caches the files it reads, for a run that needs the same files more than once."""
    return lru_cache(maxsize=None)(read)


def read_changed() -> Reader:
    """Return a reader for repeated runs, which reads a file again only when its inode, size or times have changed."""
    known: dict[str, tuple[tuple[int, ...], InputFile]] = {}

    def read_if_changed(path: str) -> InputFile:
        before, state = known.get(path), os.stat(path)  # noqa: PTH116
        identity = state.st_ino, state.st_dev, state.st_size, state.st_mtime_ns, state.st_ctime_ns
        if before and before[0] == identity:
            return before[1]
        found = read(path)
        if time.time_ns() - max(state.st_mtime_ns, state.st_ctime_ns) > SETTLED:
            known[path] = identity, found
        return found

    return read_if_changed
