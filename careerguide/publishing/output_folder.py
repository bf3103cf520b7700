"""The output folder and the work folder beside it: whether the output is ours, and moving whole folders between them.

In: the path of the output. Out: an `OutputFolder`; `PublishError` where the folder must not, or cannot, be replaced.

The work folder of an output `site` is `.site.careerguide/`. It holds `lock`; `new`, the site being assembled; `spare`,
the site before the present one, from which the next is assembled in few steps; and `old`, between two renames where
folders cannot be exchanged in one step. The next build cleans up after a killed one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from careerguide.core.os_errors import CommandError, reason
from careerguide.core.problems import Message
from careerguide.publishing import manifest, swap
from careerguide.publishing.manifest import Manifest
from careerguide.publishing.staging import FileReplaced, StagingTree

MOST_NAMED = 5  # files in a message


class PublishError(CommandError):
    """The site cannot be published; the output is unchanged."""

    def __init__(self, shown: str, message: Message, hint: Message) -> None:
        super().__init__(shown, message, hint, check="output")


class OutputChanged(PublishError):
    """Files to be reused (`paths`) are no longer in the output: build again without `Reused`."""

    def __init__(self, shown: str, lost: tuple[str, ...]) -> None:
        names = ", ".join(lost[:MOST_NAMED])
        message = Message("the output was changed by somebody else meanwhile: {names}", names=names)
        super().__init__(shown, message, Message("build again"))
        self.paths = lost


@dataclass(frozen=True)
class OutputFolder:
    """The output folder, and the folders beside it that publishing works with."""

    shown: str
    folder: Path

    @property
    def work(self) -> Path:
        """The work folder beside the output."""
        return self.folder.parent / f".{self.folder.name}.careerguide"

    @property
    def new(self) -> Path:
        """Where the new site is assembled."""
        return self.work / "new"

    @property
    def old(self) -> Path:
        """Where the old site is between two renames."""
        return self.work / "old"

    @property
    def spare(self) -> Path:
        """Where the site before the present one is kept, to assemble the next one from."""
        return self.work / "spare"

    @property
    def lock(self) -> Path:
        """The file that a build locks while it publishes."""
        return self.work / "lock"


def resolve(folder: Path) -> OutputFolder:
    """Return the output folder with the links above it resolved; PublishError for the root of the disk."""
    name = Path(os.path.abspath(folder)).name  # noqa: PTH100  Path.absolute keeps “..”, resolve follows the last link
    if not name:
        message = Message("the output cannot be the root of the disk")
        raise PublishError(str(folder), message, Message("choose another folder with --output"))
    return OutputFolder(str(folder), Path(os.path.abspath(folder)).parent.resolve() / name)  # noqa: PTH100


def refuse_overlap(output: Path, *inputs: Path) -> None:
    """Raise a PublishError where the output is an input folder, is inside one, or contains one."""
    site = resolve(output).folder.resolve()
    for folder in inputs:
        source = folder.resolve()
        if site.is_relative_to(source) or source.is_relative_to(site):
            message = Message("the site would be written over what it is built from: {folder}", folder=str(folder))
            raise PublishError(str(output), message, Message("choose another folder with --output"))


def occupied(folder: Path) -> bool:
    """Return whether a folder exists and is not empty."""
    return folder.exists() and any(folder.iterdir())


def read_manifest(output: OutputFolder) -> Manifest:
    """Return the manifest of an occupied output; PublishError when there is none that can be read."""
    try:
        listed = manifest.read(output.folder)
    except ValueError as error:
        message = Message("the list of published files, {name}, is damaged or of another version", name=manifest.NAME)
        raise PublishError(output.shown, message, _ELSEWHERE) from error
    if listed is None:
        raise PublishError(output.shown, _NOT_OURS, _ELSEWHERE)
    return listed


_NOT_OURS = Message("the folder is not empty, and no build of ours made it")
_ELSEWHERE = Message("choose another folder with --output, or empty this one if nothing in it is needed")


def refuse_unless_ours(output: OutputFolder) -> None:
    """Raise a PublishError, before anything is written, where the output is not a folder that we may replace."""
    for path in (output.folder, output.work):
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            message = Message("{path} is not a folder", path=path.name)
            raise PublishError(output.shown, message, Message("name a real folder with --output, not a link or a file"))
    if occupied(output.folder) and not (output.folder / manifest.NAME).is_file():
        raise PublishError(output.shown, _NOT_OURS, _ELSEWHERE)
    if output.folder.exists() and not os.access(output.folder, os.W_OK):
        message = Message("the output folder is read-only")
        raise PublishError(output.shown, message, Message("give yourself the right to write there"))


@contextmanager
def as_publish_errors(output: OutputFolder) -> Iterator[None]:
    """Turn exceptions of the system into a PublishError."""
    whole = Message("the site that was published before stands as it was; mend this, and build again")
    try:
        yield
    except swap.Busy as error:
        message = Message("another build is publishing here and does not finish")
        raise PublishError(output.shown, message, Message("wait for it, or stop it, and build again")) from error
    except FileReplaced as error:
        raise OutputChanged(output.shown, error.args) from error
    except PermissionError as error:
        message = Message("{path} may not be written", path=error.filename)
        raise PublishError(output.shown, message, Message("give yourself the right to write there")) from error
    except OSError as error:
        why = reason(error)
        message = Message("{path}: {reason}", path=error.filename, reason=why) if error.filename else why
        raise PublishError(output.shown, message, whole) from error


def prepare(output: OutputFolder) -> StagingTree:
    """Return the folder in which to assemble the new site: the spare where there is one, or an empty folder."""
    spare = output.spare
    if spare.is_dir():
        inodes, folders = manifest.scan(spare)
        listed = manifest.read_or_none(spare)
        if listed and manifest.unknown_paths(inodes, listed):
            _rescue(output)
        elif listed and all(os.access(f"{spare}/{folder}", os.W_OK) for folder in folders):
            swap.move(spare, output.new)
            (output.new / manifest.NAME).unlink()
            del inodes[manifest.NAME]
            return StagingTree(output.new, inodes, folders)
        discard(spare)
    output.new.mkdir()
    return StagingTree(output.new)


def _rescue(output: OutputFolder) -> None:
    """Move the spare beside the output: somebody put files into it while it was the output and was being replaced."""
    taken = {path.name for path in output.folder.parent.iterdir()}
    free = next(name for n in range(1, len(taken) + 2) if (name := f"{output.folder.name}.rescued-{n}") not in taken)
    swap.move(output.spare, output.folder.parent / free)


def swap_in(output: OutputFolder) -> Path | None:
    """Replace the output by the new folder; return where the old one is now, if there was one.

    The two are exchanged in one step where the file system supports it, otherwise by two renames, between which there
    is no site. An output on a lower layer of overlayfs, as in a container image, cannot be renamed at all: it is copied
    to `old`, then deleted. A build killed meanwhile leaves no site, or part of one, until the next calls `recover`.
    """
    if not occupied(output.folder):
        if output.folder.exists():
            output.folder.rmdir()
        output.new.rename(output.folder)
        return None
    if swap.exchange(output.new, output.folder):
        return output.new
    try:
        swap.move(output.folder, output.old)
        output.new.rename(output.folder)
    except BaseException:  # Ctrl-C too
        _put_back(output)
        raise
    return output.old


def _put_back(output: OutputFolder) -> None:
    """Restore the old site where the output is incomplete."""
    if output.old.is_dir() and not _is_complete(output.folder):
        discard(output.folder)
        output.old.rename(output.folder)


def _is_complete(folder: Path) -> bool:
    """Return whether a folder has every file of its manifest."""
    listed = manifest.read_or_none(folder)
    return listed is not None and listed.keys() <= manifest.scan(folder)[0].keys()


def recover(output: OutputFolder) -> None:
    """Clean up after a killed build: restore the old site where none is complete, keep a complete one as the spare."""
    _put_back(output)
    for left in (output.old, output.new):
        if left.is_dir() and manifest.read_or_none(left) and not output.spare.exists():
            swap.move(left, output.spare)
        discard(left)
    for copy in output.work.glob("*.part"):
        discard(copy)


def discard(folder: Path) -> None:
    """Delete a work folder, if there is one, even where its folders are read-only."""
    if not folder.is_dir():
        return
    try:
        shutil.rmtree(folder)
    except PermissionError:
        for inner, _, _ in os.walk(folder):
            Path(inner).chmod(0o700)
        shutil.rmtree(folder)
