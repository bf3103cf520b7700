"""Input files of a build, with their digests.

In: a path. Out: an `InputFile`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from careerguide.core.digest import digest


class InputFile(NamedTuple):
    """The content of a file, and its digest."""

    raw: bytes
    digest: bytes


Reader = Callable[[str], InputFile]


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
