"""Has the system bring the folders of the output into memory, on another core, while the site is being made.

In: the output folder. Out: nothing; publishing, which looks at every file there, then waits for the disk no more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from careerguide.publishing import manifest, place
from careerguide.work import can_fork, cores


@contextmanager
def looked_at(folder: Path) -> Iterator[None]:
    """Have another process look through an output, and what the next one is made of, during the `with` block."""
    child = 0
    if can_fork() and cores() > 1 and (folder / manifest.NAME).is_file():
        child = os.fork()
        if not child:
            _walk(folder)
    try:
        yield
    finally:
        if child:
            os.waitpid(child, 0)


def _walk(folder: Path) -> None:
    try:
        with suppress(OSError, place.PublishError):
            for top in (folder, place.at(folder).spare):
                manifest.walk(top)
    finally:
        os._exit(0)
