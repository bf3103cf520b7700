"""The manifest inside the output folder: it marks the folder as ours and lists the files that we published.

In: an output folder. Out: its `Manifest` (path → digest, size, time and inode of each file), and what is on the disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from careerguide.core.file_names import OS_JUNK

NAME = ".careerguide.json"
VERSION = 1


class Entry(NamedTuple):
    """One published file: its digest, and the metadata that show, without reading it, that it is unchanged."""

    digest: str
    size: int
    mtime_ns: int
    inode: int


Manifest = dict[str, Entry]  # by posix path


def digest(content: bytes) -> str:
    """Return the digest that identifies the content of a published file: 32 hex digits of SHA-256."""
    return hashlib.sha256(content).hexdigest()[:32]


def read(folder: Path) -> Manifest | None:
    """Return the manifest of an output folder; None when there is none, ValueError when it is damaged."""
    try:
        raw = (folder / NAME).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        value = json.loads(raw)
        if value["version"] != VERSION:
            raise ValueError(f"manifest version {value['version']}")
        return {path: Entry(*entry) for path, entry in value["files"].items()}
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a manifest: {error}") from error


def read_or_none(folder: Path) -> Manifest | None:
    """Return the manifest of a folder, or None when it is missing or damaged."""
    try:
        return read(folder)
    except ValueError:
        return None


def encode(files: Mapping[str, Entry]) -> bytes:
    """Return the bytes of the manifest of `files`."""
    head = {"made_by": "careerguide", "note": "This folder is replaced by every build.", "version": VERSION}
    return json.dumps({**head, "files": dict(sorted(files.items()))}, separators=(",", ":")).encode()


def walk(top: Path) -> tuple[dict[str, os.stat_result], list[str]]:
    """Return the regular files below `top` with their stat, and everything else (links, pipes) but folders.

    Folders are not listed: an empty one holds nothing that could be lost.
    """
    files: dict[str, os.stat_result] = {}
    others: list[str] = []
    for path, entry in _entries(top):
        if entry.is_dir(follow_symlinks=False):
            continue
        if stat.S_ISREG((status := entry.stat(follow_symlinks=False)).st_mode):
            files[path] = status
        else:
            others.append(path)
    return files, others


def scan(top: Path) -> tuple[dict[str, int], set[str]]:
    """Return the inode of everything below `top` except folders, and the folders; twice as fast as `walk`."""
    inodes: dict[str, int] = {}
    folders: set[str] = set()
    for path, entry in _entries(top):
        if entry.is_dir(follow_symlinks=False):
            folders.add(path)
        else:
            inodes[path] = entry.inode()
    return inodes, folders


def _entries(top: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield everything below a folder by its relative posix path; links are not followed."""
    stack = [(str(top), "")]
    while stack:
        folder, prefix = stack.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    stack.append((entry.path, f"{prefix}{entry.name}/"))
                yield prefix + entry.name, entry


def entry_of(content_digest: str, status: os.stat_result) -> Entry:
    """Return the Entry of a file with this digest and stat."""
    return Entry(content_digest, status.st_size, status.st_mtime_ns, status.st_ino)


def unknown_paths(paths: Iterable[str], manifest: Manifest) -> list[str]:
    """Return, in order, those of a folder's paths that are not in its manifest; junk of the operating system is."""
    unknown = (path for path in paths if path not in manifest and path != NAME)
    return sorted(path for path in unknown if path.rpartition("/")[2] not in OS_JUNK)


def is_unchanged(entry: Entry, status: os.stat_result, written_ns: int) -> bool:
    """Return whether a file is still the one that its Entry describes, without reading it.

    Somebody can replace a file and restore its size, modification time and inode, but not its ctime. So the ctime has
    to be earlier than the moment at which the manifest was written.
    """
    return status.st_ctime_ns < written_ns and entry[1:] == (status.st_size, status.st_mtime_ns, status.st_ino)
