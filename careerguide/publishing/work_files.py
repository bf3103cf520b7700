"""Files of the new site that are written where they are made, so that their bytes are neither sent nor held in memory.

In: contents, from any process of a build. Out: a `Written` for each, which publishing moves into the new site. The
files lie in a folder of the work folder that is locked until the build ends; the next build removes what a killed one
has left.
"""

from __future__ import annotations

import itertools
import os
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path

from careerguide.publishing import archive, manifest, output_folder, swap
from careerguide.publishing.output_folder import PublishError
from careerguide.publishing.staging import Written

PREFIX = "made-"
LOCK = "lock"


class WorkFiles(ExitStack):
    """The files of one build, removed with its end. Before `open`, and where that is refused, none is written."""

    def __init__(self, output: Path) -> None:
        super().__init__()
        self._output = output
        self._folder: Path | None = None
        self._numbers = itertools.count()

    def open(self) -> None:
        """Begin to write, if the output is a folder that may be replaced; if not, publishing tells why."""
        if archive.is_archive(self._output) or self._folder:
            return
        with suppress(PublishError, OSError):
            output = output_folder.resolve(self._output)
            output_folder.refuse_unless_ours(output)
            output.work.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=output.work))
            self.callback(_discard, folder)
            self.enter_context(swap.locked(folder / LOCK, patience=0))
            self._folder = folder

    def write(self, content: bytes) -> bytes | Written:
        """Write a content and return the reference to it, or the content itself where it is not or cannot be written.

        What is in the way, as a full disk, is met again by publishing, which tells it.
        """
        if self._folder is None:
            return content
        path = self._folder / f"{os.getpid()}-{next(self._numbers)}"
        try:
            path.write_bytes(content)
        except OSError:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            return content
        return Written(path, manifest.digest(content), len(content))


def discard_left(work: Path) -> None:
    """Remove the files of builds that have ended without doing so."""
    for folder in work.glob(f"{PREFIX}*"):
        with suppress(swap.Busy, FileNotFoundError), swap.locked(folder / LOCK, patience=0):
            output_folder.discard(folder)


def _discard(folder: Path) -> None:
    """Remove a folder of files, and the work folder if it holds nothing else."""
    output_folder.discard(folder)
    with suppress(OSError):
        folder.parent.rmdir()
