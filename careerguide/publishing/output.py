"""Publishing: the whole new site or the old one untouched, at the price of what changed.

In: the files of the site (path → bytes, or `Reused` for one that stands), and the output folder. Out: `Published`.

The new site is put together beside the output: unchanged files as hard links to the output's, the others written. Then
the two folders change places in one step. The output is recognised as ours by its manifest; a folder without one, or
with files that are not in it, is refused, so that nothing is lost. A lock lets one build at a time publish.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from careerguide.problems import Message
from careerguide.publishing import manifest, paths, place, swap
from careerguide.publishing.manifest import Entry, Manifest
from careerguide.publishing.place import SHOWN, OutputChanged, Place, PublishError

__all__ = ["OutputChanged", "PublishError", "Published", "Reused", "previous", "publish"]

NO_JEKYLL = ".nojekyll"  # tells GitHub Pages to serve the folder as it is


@dataclass(frozen=True, slots=True)
class Reused:
    """Stands for the bytes of a file that is in the output already, with this digest."""

    digest: str
    size: int = 0

    @classmethod
    def of(cls, entry: Entry) -> Reused:
        """Return what stands for a file that was published."""
        return cls(entry.digest, entry.size)


Files = dict[str, bytes | Reused]  # by path


@dataclass(frozen=True)
class Published:
    """What a publication did: the paths written and removed, how many files stayed, and how many pages there are.

    `rescued` is where files were put that somebody had dropped into the output while it was being replaced.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int
    pages: int
    rescued: Path | None = None

    @property
    def changed(self) -> int:
        """Return how many files are other ones than before."""
        return len(self.written) + len(self.removed)


def publish(
    files: Mapping[str, bytes | Reused], folder: Path, *, durable: bool = True, patience: float = 60.0
) -> Published:
    """Make `folder` hold exactly `files`, in one step; PublishError, and nothing changed, when that cannot be done.

    `durable` waits until the disk has the new site before the swap, so that a power failure leaves one site whole;
    `patience` is for how many seconds another build that is publishing here is waited for.
    """
    output = place.at(folder)
    wanted = {NO_JEKYLL: b"", **files}
    for problem in paths.check(wanted, reserved=[manifest.NAME])[:1]:
        raise PublishError(problem.path, problem.message, Message("rename what this file is made from"))
    with place.explained(output):
        place.refuse_unless_ours(output)
        output.work.mkdir(parents=True, exist_ok=True)
        with swap.locked(output.lock, patience):
            try:
                return _publish(wanted, output, durable)
            finally:
                place.discard(output.new)


def standing(folder: Path) -> str | None:
    """Return the digest that names what stands in `folder`; None when that is not exactly what was published there."""
    output = place.at(folder)
    try:
        live = _look(output)
        listed = (output.folder / manifest.NAME).read_bytes()
    except (PublishError, OSError):
        return None
    return None if live.stale or live.entries != live.listed else manifest.digest(listed)


def previous(folder: Path) -> Manifest | None:
    """Return what the last publication put into `folder`; None when there was none, or its list is damaged."""
    output = place.at(folder)
    with place.explained(output):
        if output.old.is_dir() and not output.folder.exists():
            with swap.locked(output.lock, patience=60.0):
                place.recover(output)
        return manifest.readable(output.folder)


def _publish(wanted: Mapping[str, bytes | Reused], output: Place, durable: bool) -> Published:
    """Publish with the lock held."""
    place.recover(output)
    live = _look(output)
    kept, new = _compare(wanted, live.entries, output)
    pages = sum(path.endswith(".html") for path in wanted)
    removed = tuple(sorted(live.listed.keys() - wanted.keys()))
    if live.entries and not new and not removed:
        if live.stale:
            _restamp(output, kept)
        return Published((), (), len(kept), pages)
    tree, rescued = place.base(output)
    tree.close(tree.fill(kept, output.folder, new))
    if output.folder.exists():
        output.new.chmod(stat.S_IMODE(output.folder.stat().st_mode))
    if durable:
        swap.flush(*tree.to_flush(), output.new)
    before = place.swap_in(output)
    if durable:
        swap.flush_folder(output.work)
        swap.flush_folder(output.folder.parent)
    if before:
        before.rename(output.spare)
    return Published(tuple(sorted(new)), removed, len(kept), pages, rescued)


class _Live(NamedTuple):
    """What of ours stands in the output; what its manifest says stands there; whether the two came apart since."""

    entries: Mapping[str, Entry]
    listed: Mapping[str, Entry]
    stale: bool


def _look(output: Place) -> _Live:
    """Return what stands in the output; PublishError when there is something that is not in its manifest."""
    if not place.occupied(output.folder):
        return _Live({}, {}, False)
    listed = place.manifest_of(output)
    found, others = manifest.walk(output.folder)
    if strange := manifest.foreign([*found, *others], listed):
        names = ", ".join(strange[:SHOWN]) + (", …" if len(strange) > SHOWN else "")
        message = Message("the output folder holds what the build did not put there: {names}", names=names)
        raise PublishError(output.shown, message, Message("move it elsewhere, or choose another folder with --output"))
    written_ns = found[manifest.NAME].st_ctime_ns
    entries: dict[str, Entry] = {}
    stale = False
    for path in listed.files.keys() & found.keys():
        entry, status = listed.files[path], found[path]
        if not manifest.intact(entry, status, written_ns):
            entry = manifest.stamped(manifest.digest((output.folder / path).read_bytes()), status)
            stale |= entry != listed.files[path] or status.st_ctime_ns > written_ns
        entries[path] = entry
    return _Live(entries, listed.files, stale)


def _compare(
    wanted: Mapping[str, bytes | Reused], live: Mapping[str, Entry], output: Place
) -> tuple[dict[str, Entry], dict[str, bytes]]:
    """Return what can be kept of the live site, and what has to be written."""
    kept: dict[str, Entry] = {}
    new: dict[str, bytes] = {}
    lost: list[str] = []
    for path, content in wanted.items():
        stands = live.get(path)
        if isinstance(content, Reused):
            if stands is None or stands.digest != content.digest:
                lost.append(path)
            else:
                kept[path] = stands
        elif stands and stands.size == len(content) and stands.digest == manifest.digest(content):
            kept[path] = stands
        else:
            new[path] = content
    if lost:
        raise OutputChanged(output.shown, tuple(sorted(lost)))
    return kept, new


def _restamp(output: Place, entries: Mapping[str, Entry]) -> None:
    """Note anew by what the files are known (a copied or restored site has other times): no need to read them again."""
    fresh = output.work / "manifest"
    fresh.write_bytes(manifest.encode(entries))
    fresh.replace(output.folder / manifest.NAME)
