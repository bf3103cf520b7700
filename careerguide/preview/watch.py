"""Noticing that files have changed.

In: folders. Out: a signal after every change in them, however it came about: saved in place or by rename, ten files at
once, the whole folder replaced or gone for a while. Nothing is missed, not even what changes while the watching begins.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, suppress
from pathlib import Path

from watchfiles import awatch

STEP = 15  # ms without a further change after which changes count as one
LONGEST = 150  # ms after which changes are told even when more keep coming
TICK = 250  # ms after which the folders themselves are looked at, when nothing changes

Snapshot = dict[str, tuple[int, int, int]]


def snapshot(folders: Sequence[Path]) -> Snapshot:
    """Return what tells the present state of all files in the folders from any other: their identity, time and size."""
    found: Snapshot = {}
    for folder in folders:
        for where, _, names in os.walk(folder):
            for path in (os.path.join(where, name) for name in names):  # noqa: PTH118 (a Path costs ten times as much)
                try:
                    state = os.lstat(path)
                except OSError:
                    continue  # it went away meanwhile, which the watching will tell
                found[path] = (state.st_ino, state.st_mtime_ns, state.st_size)
    return found


async def changes(folders: Sequence[Path], since: Snapshot) -> AsyncIterator[None]:
    """Yield after every change in the folders since a snapshot of them was taken."""
    known: Snapshot | None = since
    while True:
        async with aclosing(_watched(folders)) as signals:
            await anext(signals, None)
            if snapshot(folders) != known:
                yield
            async for _ in signals:
                yield
        known = None  # a folder was replaced, so that whatever is in it is news


async def _watched(folders: Sequence[Path]) -> AsyncGenerator[None]:
    """Yield once the folders are being watched, then after every change; end when one is replaced, made or removed."""
    places = _places(folders)
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
        with suppress(FileNotFoundError):  # removed between the question and the watching: begin anew
            async for batch in batches:
                if batch or not begun:
                    yield
                begun = True
                if _places(folders) != places:
                    return


def _places(folders: Sequence[Path]) -> list[tuple[int, int] | None]:
    """Return the identity of each folder on its disk: a watched folder that was replaced tells nothing any more."""
    return [_place(folder) for folder in folders]


def _place(folder: Path) -> tuple[int, int] | None:
    try:
        state = folder.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino
