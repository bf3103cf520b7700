"""Publishes a site: the output folder holds the whole new site or the whole old one, and only changes are written.

In: the files of the site by path (bytes, `Reused` for a published file, `Written` for one that lies beside it), and the
output folder. Out: `Published`.
An output that is named like an archive is one file instead, of which nothing is reused.

The new site is assembled beside the output out of hard links to unchanged files and of new files. Then the two folders
are exchanged in one step. The manifest identifies the output as ours; a folder without one, or with files that are not
in it, is refused, so that nothing is lost. A lock lets one build at a time publish.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from careerguide.core.problems import Message
from careerguide.publishing import archive, manifest, output_folder, paths, swap
from careerguide.publishing.manifest import Entry, Manifest
from careerguide.publishing.output_folder import OutputChanged, OutputFolder, PublishError, refuse_overlap
from careerguide.publishing.staging import Written
from careerguide.publishing.work_files import discard_left

__all__ = ["OutputChanged", "PublishError", "Published", "Reused", "previous", "publish", "refuse_overlap"]

NO_JEKYLL = ".nojekyll"  # tells GitHub Pages to serve the folder as it is


@dataclass(frozen=True, slots=True)
class Reused:
    """A reference, instead of bytes, to a file that is in the output already, with this digest."""

    digest: str
    size: int = 0

    @classmethod
    def of(cls, entry: Entry) -> Reused:
        """Return the reference to a published file."""
        return cls(entry.digest, entry.size)


New = bytes | Written
Files = dict[str, New | Reused]  # by path


@dataclass(frozen=True)
class Published:
    """The paths that a publication wrote and removed."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def publish(
    files: Mapping[str, New | Reused], folder: Path, *, durable: bool = True, patience: float = 60.0
) -> Published:
    """Make `folder`, or an archive by its name, hold exactly `files`, in one step; nothing changes on PublishError.

    With `durable`, the new site is flushed to disk before the swap, so that a power failure leaves one site whole;
    `patience` is how many seconds to wait for another build that is publishing here.
    """
    output = output_folder.resolve(folder)
    wanted: Files = {NO_JEKYLL: b"", **files}
    for problem in paths.check(wanted, reserved=[manifest.NAME])[:1]:
        raise PublishError(problem.path, problem.message, Message("rename what this file is made from"))
    if archive.is_archive(folder):
        return _publish_archive(wanted, output)
    with output_folder.as_publish_errors(output):
        output_folder.refuse_unless_ours(output)
        output.work.mkdir(parents=True, exist_ok=True)
        with swap.locked(output.lock, patience):
            try:
                return _publish(wanted, output, durable)
            finally:
                output_folder.discard(output.new)


def output_digest(folder: Path) -> str | None:
    """Return the digest of the site in `folder`; None where the folder holds anything else than was published there."""
    output = output_folder.resolve(folder)
    try:
        if archive.is_archive(folder):
            return manifest.digest(output.folder.read_bytes())
        live = _inspect(output)
        listed = (output.folder / manifest.NAME).read_bytes()
    except (PublishError, OSError):
        return None
    return None if live.stale or live.entries != live.listed else manifest.digest(listed)


def previous(folder: Path) -> Manifest | None:
    """Return the manifest of the last publication in `folder`, having undone an interrupted swap; None without one.

    An archive has none, so that nothing of it is reused.
    """
    if archive.is_archive(folder):
        return None
    output = output_folder.resolve(folder)
    with output_folder.as_publish_errors(output):
        if output.old.is_dir() and not output.folder.exists():
            with swap.locked(output.lock, patience=60.0):
                output_folder.recover(output)
        return manifest.read_or_none(output.folder)


def _publish_archive(wanted: Files, output: OutputFolder) -> Published:
    if output.folder.is_dir():
        message = Message("{path} is a folder", path=output.folder.name)
        raise PublishError(output.shown, message, Message("name another file with --output"))
    contents = {path: content for path, content in wanted.items() if isinstance(content, bytes)}
    assert contents.keys() == wanted.keys(), "nothing of an archive is reused"
    with output_folder.as_publish_errors(output):
        written = archive.write(contents, output.folder)
    return Published(tuple(sorted(path for path in wanted if path != NO_JEKYLL)) if written else ())


def _publish(wanted: Files, output: OutputFolder, durable: bool) -> Published:
    """Publish with the lock held."""
    output_folder.recover(output)
    discard_left(output.work)
    live = _inspect(output)
    kept, new = _compare(wanted, live.entries, output)
    removed = tuple(sorted(live.listed.keys() - wanted.keys()))
    if live.entries and not new and not removed:
        if live.stale:
            _refresh_manifest(output, kept)
        return Published()
    tree = output_folder.prepare(output)
    tree.close(tree.fill(kept, output.folder, new))
    if output.folder.exists():
        output.new.chmod(stat.S_IMODE(output.folder.stat().st_mode))
    if durable:
        swap.flush(*tree.to_flush(), output.new)
    before = output_folder.swap_in(output)
    if durable:
        swap.flush_folder(output.work)
        swap.flush_folder(output.folder.parent)
    if before:
        before.rename(output.spare)
    written = tuple(sorted(path for path in new if path != NO_JEKYLL))  # not one of the files of the site
    return Published(written, removed)


class _Live(NamedTuple):
    """Our files in the output, those that its manifest lists, and whether the two differ in anything."""

    entries: Mapping[str, Entry]
    listed: Mapping[str, Entry]
    stale: bool


def _inspect(output: OutputFolder) -> _Live:
    """Return the files in the output; PublishError where one is not in its manifest."""
    if not output_folder.occupied(output.folder):
        return _Live({}, {}, False)
    listed = output_folder.read_manifest(output)
    found, others = manifest.walk(output.folder)
    if unknown := manifest.unknown_paths([*found, *others], listed):
        names = ", ".join(unknown[: output_folder.MOST_NAMED]) + (
            ", …" if len(unknown) > output_folder.MOST_NAMED else ""
        )
        message = Message("the output folder holds files that the build did not write: {names}", names=names)
        raise PublishError(output.shown, message, Message("move it elsewhere, or choose another folder with --output"))
    written_ns = found[manifest.NAME].st_ctime_ns
    entries: dict[str, Entry] = {}
    stale = False
    for path in listed.keys() & found.keys():
        entry, status = listed[path], found[path]
        if not manifest.is_unchanged(entry, status, written_ns):
            entry = manifest.entry_of(manifest.digest((output.folder / path).read_bytes()), status)
            stale |= entry != listed[path] or status.st_ctime_ns > written_ns
        entries[path] = entry
    return _Live(entries, listed, stale)


def _compare(wanted: Files, live: Mapping[str, Entry], output: OutputFolder) -> tuple[dict[str, Entry], dict[str, New]]:
    """Return the files of the live site to keep, and those to write."""
    kept: dict[str, Entry] = {}
    new: dict[str, New] = {}
    lost: list[str] = []
    for path, content in wanted.items():
        entry = live.get(path)
        if isinstance(content, Reused):
            if entry is None or entry.digest != content.digest:
                lost.append(path)
            else:
                kept[path] = entry
        elif entry and _is_content_of(entry, content):
            kept[path] = entry
        else:
            new[path] = content
    if lost:
        raise OutputChanged(output.shown, tuple(sorted(lost)))
    return kept, new


def _is_content_of(entry: Entry, content: New) -> bool:
    if isinstance(content, Written):
        return entry.digest == content.digest
    return entry.size == len(content) and entry.digest == manifest.digest(content)


def _refresh_manifest(output: OutputFolder, entries: Mapping[str, Entry]) -> None:
    """Rewrite the manifest of a copied or restored site, whose times and inodes differ, so as not to read it again."""
    fresh = output.work / "manifest"
    fresh.write_bytes(manifest.encode(entries))
    fresh.replace(output.folder / manifest.NAME)
