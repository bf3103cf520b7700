"""The output folder and the work folder beside it: whether it is ours, and the moves of whole folders between the two.

In: the path of the output. Out: a `Place`; `PublishError` when the folder may not, or cannot, be replaced.

Beside an output `site` stands `.site.careerguide/`, which holds `lock`; `new`, the site being made; `spare`, the site
before the present one, out of which the next is made with few steps; and `old`, for the moment between two renames
where folders cannot change places in one step. Whatever a killed build left there, the next one puts right.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from careerguide.problems import Message, Problem
from careerguide.publishing import manifest, swap
from careerguide.publishing.manifest import Manifest
from careerguide.publishing.staging import Replaced, Tree
from careerguide.reading.reasons import reason

SHOWN = 5  # names of files in a message


class PublishError(Exception):
    """The site cannot be published; the output is whole, and as it was."""

    def __init__(self, shown: str, message: Message, hint: Message) -> None:
        super().__init__(str(message))
        self.message, self.hint = message, hint
        self.problem = Problem(shown, 0, 1, message, hint, check="output")


class OutputChanged(PublishError):
    """Files that were to be reused (`paths`) are not in the output any more: build again without `Reused`."""

    def __init__(self, shown: str, lost: tuple[str, ...]) -> None:
        names = ", ".join(lost[:SHOWN])
        message = Message("the output was changed by somebody else meanwhile: {names}", names=names)
        super().__init__(shown, message, Message("build again"))
        self.paths = lost


@dataclass(frozen=True)
class Place:
    """The output folder, and the folders beside it that publishing works with."""

    shown: str
    folder: Path

    @property
    def work(self) -> Path:
        """Return the folder beside the output in which publishing works."""
        return self.folder.parent / f".{self.folder.name}.careerguide"

    @property
    def new(self) -> Path:
        """Return where the new site is made."""
        return self.work / "new"

    @property
    def old(self) -> Path:
        """Return where the old site waits while the new one takes its place."""
        return self.work / "old"

    @property
    def spare(self) -> Path:
        """Return where the site before the present one is kept, to make the next one from."""
        return self.work / "spare"

    @property
    def lock(self) -> Path:
        """Return the file that is locked by whoever publishes."""
        return self.work / "lock"


def at(folder: Path) -> Place:
    """Return the output folder with the links above it resolved; PublishError where no folder can be replaced."""
    name = Path(os.path.abspath(folder)).name  # noqa: PTH100  Path.absolute keeps “..”, resolve follows the last link
    if not name:
        message = Message("the output cannot be the root of the disk")
        raise PublishError(str(folder), message, Message("choose another folder with --output"))
    return Place(str(folder), Path(os.path.abspath(folder)).parent.resolve() / name)  # noqa: PTH100


def occupied(folder: Path) -> bool:
    """Return whether there is something in the folder."""
    return folder.exists() and any(folder.iterdir())


def manifest_of(place: Place) -> Manifest:
    """Return the manifest of an occupied output; PublishError when there is none that can be read."""
    try:
        listed = manifest.read(place.folder)
    except ValueError as error:
        message = Message("the list of published files, {name}, is damaged or of another version", name=manifest.NAME)
        raise PublishError(place.shown, message, _ELSEWHERE) from error
    if listed is None:
        raise PublishError(place.shown, _NOT_OURS, _ELSEWHERE)
    return listed


_NOT_OURS = Message("the folder is not empty, and no build of ours made it")
_ELSEWHERE = Message("choose another folder with --output, or empty this one if nothing in it is needed")


def refuse_unless_ours(place: Place) -> None:
    """Raise a PublishError, before anything is made, when the output is not a folder that may be replaced."""
    for path in (place.folder, place.work):
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            message = Message("{path} is not a folder", path=path.name)
            raise PublishError(place.shown, message, Message("name a real folder with --output, not a link or a file"))
    if occupied(place.folder) and not (place.folder / manifest.NAME).is_file():
        raise PublishError(place.shown, _NOT_OURS, _ELSEWHERE)
    if place.folder.exists() and not os.access(place.folder, os.W_OK):
        message = Message("the output folder is read-only")
        raise PublishError(place.shown, message, Message("give yourself the right to write there"))


_REASONS = {
    errno.ENOSPC: Message("there is no room left on the disk"),
    errno.EDQUOT: Message("your share of the disk is used up"),
    errno.EROFS: Message("the disk is read-only"),
    errno.EBUSY: Message("the folder is in use, or a mount point of its own"),
}


@contextmanager
def explained(place: Place) -> Iterator[None]:
    """Turn what the system says into a PublishError."""
    whole = Message("the site that was published before stands as it was; mend this, and build again")
    try:
        yield
    except swap.Busy as error:
        message = Message("another build is publishing here, and does not come to an end")
        raise PublishError(place.shown, message, Message("wait for it, or stop it, and build again")) from error
    except Replaced as error:
        raise OutputChanged(place.shown, error.args) from error
    except PermissionError as error:
        message = Message("{path} may not be written", path=error.filename)
        raise PublishError(place.shown, message, Message("give yourself the right to write there")) from error
    except OSError as error:
        other = Message("{path}: {reason}", path=error.filename or place.shown, reason=reason(error))
        message = _REASONS.get(error.errno or 0) or other
        raise PublishError(place.shown, message, whole) from error


def base(place: Place) -> tuple[Tree, Path | None]:
    """Return the folder to make the new site in, out of the spare where there is one; and where strange files went."""
    rescued, spare = None, place.spare
    if spare.is_dir():
        inodes, folders = manifest.names(spare)
        listed = manifest.readable(spare)
        if listed and manifest.foreign(inodes, listed):
            rescued = _rescue(place)
        elif listed and all(os.access(f"{spare}/{folder}", os.W_OK) for folder in folders):
            spare.rename(place.new)
            (place.new / manifest.NAME).unlink()
            del inodes[manifest.NAME]
            return Tree(place.new, inodes, folders), None
        discard(spare)
    place.new.mkdir()
    return Tree(place.new), rescued


def _rescue(place: Place) -> Path:
    """Move the spare, which holds files that somebody put into the output while it was being replaced, beside it."""
    taken = {path.name for path in place.folder.parent.iterdir()}
    free = next(name for n in range(1, len(taken) + 2) if (name := f"{place.folder.name}.rescued-{n}") not in taken)
    return place.spare.rename(place.folder.parent / free)


def swap_in(place: Place) -> Path | None:
    """Put the new folder into the output's place; return where the old one is now, if there was one."""
    if not occupied(place.folder):
        if place.folder.exists():
            place.folder.rmdir()
        place.new.rename(place.folder)
        return None
    if swap.exchange(place.new, place.folder):
        return place.new
    place.folder.rename(place.old)
    try:
        place.new.rename(place.folder)
    except OSError:
        place.old.rename(place.folder)
        raise
    return place.old


def recover(place: Place) -> None:
    """Put right what a killed build left: the old site goes back where none stands, a complete one is the spare."""
    if place.old.is_dir() and not place.folder.exists():
        place.old.rename(place.folder)
    for left in (place.old, place.new):
        if left.is_dir() and manifest.readable(left) and not place.spare.exists():
            left.rename(place.spare)
        discard(left)


def discard(folder: Path) -> None:
    """Delete a work folder, if it is there; also where somebody forbade writing to folders of the site it once was."""
    if not folder.is_dir():
        return
    try:
        shutil.rmtree(folder)
    except PermissionError:
        for inner, _, _ in os.walk(folder):
            Path(inner).chmod(0o700)
        shutil.rmtree(folder)
