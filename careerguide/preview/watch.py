"""Watches folders for changes.

In: folders. Out: a signal after every change: a file saved in place or by rename, ten files at once, a folder replaced
or missing for a while. No change is missed, not even one made while watching begins.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, suppress
from pathlib import Path

from watchfiles import awatch

STEP = 10  # ms without a further change after which changes count as one
LONGEST = 150  # ms after which changes are reported even when more keep coming
TICK = 250  # ms after which, without a change, it is checked whether a folder was replaced

Snapshot = dict[str, tuple[int, int, int]]


def snapshot(folders: Sequence[Path]) -> Snapshot:
    """Return the inode, time and size of every file in the folders, by path."""
    found: Snapshot = {}
    for folder in folders:
        for where, _, names in os.walk(folder):
            for path in (os.path.join(where, name) for name in names):  # noqa: PTH118 (a Path costs ten times as much)
                try:
                    state = os.lstat(path)
                except OSError:
                    continue  # deleted meanwhile, which is a change
                found[path] = (state.st_ino, state.st_mtime_ns, state.st_size)
    return found


async def changes(folders: Sequence[Path], since: Snapshot) -> AsyncIterator[None]:
    """Yield after every change in the folders since the snapshot `since`."""
    known: Snapshot | None = since
    while True:
        async with aclosing(_watched(folders)) as signals:
            await anext(signals, None)
            if snapshot(folders) != known:
                yield
            async for _ in signals:
                yield
        known = None  # a folder was replaced: yield at once


async def _watched(folders: Sequence[Path]) -> AsyncGenerator[None]:
    """Yield once watching has begun, then after every change; end when a folder is replaced, created or removed."""
    identities = _identities(folders)
    watching = awatch(
        *(folder for folder in folders if folder.is_dir()),
        step=STEP,
        debounce=LONGEST,
        rust_timeout=TICK,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    begun = False
    async with aclosing(watching) as batches:
        with suppress(FileNotFoundError):  # removed before watching began: try again
            async for batch in batches:
                if batch or not begun:
                    yield
                begun = True
                if _identities(folders) != identities:
                    return


def _identities(folders: Sequence[Path]) -> list[tuple[int, int] | None]:
    """Return the identity of each folder on its disk: after it is replaced, its watcher reports nothing."""
    return [_identity(folder) for folder in folders]


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        state = folder.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino
