"""Atomic operations of the operating system: a lock, the exchange of two folders, a flush to disk.

In: folders on one file system. Out: nothing; OSError when the system refuses.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100  # linux/fcntl.h
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS sys/stdio.h
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV})
_MANY = 64  # files and folders; past that one flush of the whole file system is cheaper (0.2 ms each, measured on ext4)
_POLL = 0.02  # seconds between two attempts at a lock that somebody else holds


class Busy(Exception):
    """Another process has held the lock for longer than we wait."""


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock file at `path`; Busy if others still hold it after `patience` seconds. Killed ones release it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        until = time.monotonic() + patience
        while not _try_lock(handle):
            if time.monotonic() >= until:
                raise Busy
            time.sleep(_POLL)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system or the file system does not support it."""
    call = _exchange_call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))


def move(folder: Path, to: Path) -> None:
    """Rename a folder; copy and delete it where it is on a lower layer of overlayfs, which raises EXDEV.

    `to` is complete or absent at any time, and `folder` is deleted only once `to` is complete.
    """
    try:
        folder.rename(to)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        part = to.with_name(f"{to.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(folder, part, symlinks=True)
        part.rename(to)
        shutil.rmtree(folder)


def _exchange_call() -> Callable[[bytes, bytes], int] | None:
    """Return the C library's call, or None; see renameat2(2) and renamex_np(2)."""
    if sys.platform == "win32":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return lambda one, other: int(library.renamex_np(one, other, ctypes.c_uint(_RENAME_SWAP)))
    if hasattr(library, "renameat2"):
        return lambda one, other: int(
            library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, ctypes.c_uint(_RENAME_EXCHANGE))
        )
    return None


def flush(files: Iterable[Path], folders: Iterable[Path], top: Path) -> None:
    """Flush what was written below `top` to disk, so that no power failure can empty a file after the swap."""
    files, folders = list(files), [*folders, top]
    if len(files) + len(folders) > _MANY and _flush_file_system(top):
        return
    for file in files:
        _flush_one(file, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    for folder in folders:
        flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Flush the directory entries of one folder to disk (Windows has no such call, and needs none)."""
    if sys.platform != "win32":
        _flush_one(folder, os.O_RDONLY)


def _flush_one(path: Path, mode: int) -> None:
    handle = os.open(path, mode)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_file_system(top: Path) -> bool:
    """Flush the file system that holds `top`, or all of them; False where neither call exists."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        os.sync()
        return True
    handle = os.open(top, os.O_RDONLY)
    try:
        if library.syncfs(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(top))
    finally:
        os.close(handle)
    return True
