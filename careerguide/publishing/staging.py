"""The folder in which the next site is put together, out of hard links to what stands and files that are new.

In: an empty folder, or the site before the last one; the live site; what the next one is to hold. Out: it, complete.
A published file is never written to again: a change is a new file under the old name, so links to it stay true.
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


class Replaced(Exception):
    """A file of the live site is not, or no longer, what it was taken for. The paths are in `args`."""


@dataclass
class Tree:
    """A folder being brought to a wanted state; `names` (path → inode) and `folders` are what it holds now."""

    top: Path
    names: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    written: list[str] = field(default_factory=list)
    links: bool = True

    def fill(self, kept: Mapping[str, Entry], live: Path, new: Mapping[str, bytes]) -> dict[str, Entry]:
        """Make the folder hold exactly `kept` (as they stand in `live`) and `new`; return the Entry of each."""
        self._prune(kept.keys() | new.keys())
        entries = dict(kept)
        for path, entry in kept.items():
            if self.names.get(path) != entry.inode:
                entries[path] = self._link(path, entry, live)
        for path, content in new.items():
            entries[path] = self._write(path, content, manifest.digest(content))
        return entries

    def close(self, entries: Mapping[str, Entry]) -> None:
        """Write the manifest, which makes the folder complete."""
        self._write(manifest.NAME, manifest.encode(entries), "")

    def to_flush(self) -> tuple[list[Path], list[Path]]:
        """Return the files and the folders that were written."""
        return [self.top / path for path in self.written], [self.top / folder for folder in sorted(self.touched)]

    def _prune(self, wanted: Iterable[str]) -> None:
        """Remove what is not wanted, and folders that hold nothing wanted."""
        needed = set(map(_parent, wanted))
        for folder in list(needed):
            while folder := _parent(folder):
                needed.add(folder)
        for path in self.names.keys() - set(wanted):
            self._remove(path)
        for folder in sorted(self.folders - needed, reverse=True):
            (self.top / folder).rmdir()
            self.folders.discard(folder)
            self.touched.discard(folder)
            self.touched.add(_parent(folder))

    def _link(self, path: str, entry: Entry, live: Path) -> Entry:
        self._make_room(path)
        if self.links:
            try:
                os.link(f"{live}/{path}", f"{self.top}/{path}")
            except FileNotFoundError as error:
                raise Replaced(path) from error
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                self.links = False
            else:
                return entry
        return self._copy(path, entry, live)

    def _copy(self, path: str, entry: Entry, live: Path) -> Entry:
        """Copy a file, with its time, where the file system knows no hard links."""
        content = (live / path).read_bytes()
        if manifest.digest(content) != entry.digest:
            raise Replaced(path)
        self._write(path, content, entry.digest)
        os.utime(self.top / path, ns=(entry.mtime_ns, entry.mtime_ns))
        return manifest.stamped(entry.digest, (self.top / path).stat())

    def _write(self, path: str, content: bytes, digest: str) -> Entry:
        self._make_room(path)
        with open(f"{self.top}/{path}", "xb") as file:  # noqa: PTH123  Path.open costs a third more for many small files
            file.write(content)
            file.flush()
            status = os.fstat(file.fileno())
        self.written.append(path)
        return manifest.stamped(digest, status)

    def _make_room(self, path: str) -> None:
        if path in self.names:
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
        del self.names[path]
        self.touched.add(_parent(path))


def _parent(path: str) -> str:
    return path.rpartition("/")[0]
