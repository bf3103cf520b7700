"""Assembles the next site in a folder, out of hard links to unchanged files and of new files.

In: an empty folder or the site before the last one, the live site, and the wanted files. Out: the complete folder. A
published file is never modified: a change is a new file under the old name, so that hard links keep their content.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from careerguide.publishing import manifest
from careerguide.publishing.manifest import Entry

_NO_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
)


class FileReplaced(Exception):
    """A file of the live site is gone or no longer has the expected content. The paths are in `args`."""


@dataclass(frozen=True, slots=True)
class Written:
    """A reference, instead of bytes, to a file of the new site on the file system of the output."""

    path: Path
    digest: str
    size: int


@dataclass
class StagingTree:
    """A folder that is brought to a wanted state; `inodes` (by path) and `folders` are its present content."""

    top: Path
    inodes: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    written: list[str] = field(default_factory=list)
    links: bool = True

    def fill(self, kept: Mapping[str, Entry], live: Path, new: Mapping[str, bytes | Written]) -> dict[str, Entry]:
        """Make the folder hold exactly `kept` (files of `live`) and `new`; return the Entry of each."""
        self._prune(kept.keys() | new.keys())
        entries = dict(kept)
        for path, entry in kept.items():
            if self.inodes.get(path) != entry.inode:
                entries[path] = self._link(path, entry, live)
        for path, content in new.items():
            if isinstance(content, Written):
                entries[path] = self._move(path, content)
            else:
                entries[path] = self._write(path, content, manifest.digest(content))
        return entries

    def close(self, entries: Mapping[str, Entry]) -> None:
        """Write the manifest, the last file."""
        self._write(manifest.NAME, manifest.encode(entries), "")

    def to_flush(self) -> tuple[list[Path], list[Path]]:
        """Return the files and the folders that were written."""
        return [self.top / path for path in self.written], [self.top / folder for folder in sorted(self.touched)]

    def _prune(self, wanted: Iterable[str]) -> None:
        """Remove unwanted files, and folders without wanted ones."""
        needed = set(map(_parent, wanted))
        for folder in list(needed):
            while folder := _parent(folder):
                needed.add(folder)
        for path in self.inodes.keys() - set(wanted):
            self._remove(path)
        for folder in sorted(self.folders - needed, reverse=True):
            (self.top / folder).rmdir()
            self.folders.discard(folder)
            self.touched.discard(folder)
            self.touched.add(_parent(folder))

    def _link(self, path: str, entry: Entry, live: Path) -> Entry:
        self._clear(path)
        if self.links:
            try:
                os.link(f"{live}/{path}", f"{self.top}/{path}")
            except FileNotFoundError as error:
                raise FileReplaced(path) from error
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                self.links = False
            else:
                return entry
        return self._copy(path, entry, live)

    def _copy(self, path: str, entry: Entry, live: Path) -> Entry:
        """Copy a file, with its time, where the file system has no hard links."""
        content = (live / path).read_bytes()
        if manifest.digest(content) != entry.digest:
            raise FileReplaced(path)
        self._write(path, content, entry.digest)
        os.utime(self.top / path, ns=(entry.mtime_ns, entry.mtime_ns))
        return manifest.entry_of(entry.digest, (self.top / path).stat())

    def _write(self, path: str, content: bytes, digest: str) -> Entry:
        self._clear(path)
        with open(f"{self.top}/{path}", "xb") as file:  # noqa: PTH123  Path.open costs a third more for many small files
            file.write(content)
            file.flush()
            status = os.fstat(file.fileno())
        self.written.append(path)
        return manifest.entry_of(digest, status)

    def _move(self, path: str, file: Written) -> Entry:
        self._clear(path)
        os.rename(file.path, f"{self.top}/{path}")  # noqa: PTH104  as above
        self.written.append(path)
        return manifest.entry_of(file.digest, os.stat(f"{self.top}/{path}"))  # noqa: PTH116  as above

    def _clear(self, path: str) -> None:
        if path in self.inodes:
            self._remove(path)
        folder = _parent(path)
        self.touched.add(folder)
        self._make_folder(folder)

    def _make_folder(self, folder: str) -> None:
        if folder and folder not in self.folders:
            self._make_folder(_parent(folder))
            os.mkdir(f"{self.top}/{folder}")  # noqa: PTH102  as above
            self.folders.add(folder)
            self.touched.add(_parent(folder))

    def _remove(self, path: str) -> None:
        os.unlink(f"{self.top}/{path}")  # noqa: PTH108  as above
        del self.inodes[path]
        self.touched.add(_parent(path))


def _parent(path: str) -> str:
    return path.rpartition("/")[0]
