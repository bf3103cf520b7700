"""The list of what was published, kept inside the output: it says that the folder is ours and what stood in it.

In: an output folder. Out: its `Manifest` (path → digest, size and stamp of each file), and what really stands there.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

NAME = ".careerguide.json"
VERSION = 1
DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # left by file browsers in every folder they show


class Entry(NamedTuple):
    """One published file: its digest, its size, and the stamp by which it is known again without being read."""

    digest: str
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True)
class Manifest:
    """What a publication put into the output: posix path → Entry."""

    files: Mapping[str, Entry]


def digest(content: bytes) -> str:
    """Return the digest by which the contents of published files are compared: 32 hex digits of SHA-256."""
    return hashlib.sha256(content).hexdigest()[:32]


def read(folder: Path) -> Manifest | None:
    """Return the manifest of an output folder; None when there is none, ValueError when it cannot be understood."""
    try:
        raw = (folder / NAME).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        value = json.loads(raw)
        if value["version"] != VERSION:
            raise ValueError(f"manifest version {value['version']}")
        return Manifest({path: Entry(*entry) for path, entry in value["files"].items()})
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a manifest: {error}") from error


def readable(folder: Path) -> Manifest | None:
    """Return the manifest of a folder, or None when there is none that can be understood."""
    try:
        return read(folder)
    except ValueError:
        return None


def encode(files: Mapping[str, Entry]) -> bytes:
    """Return the bytes of the manifest of `files`."""
    head = {"made_by": "careerguide", "note": "This folder is replaced by every build.", "version": VERSION}
    return json.dumps({**head, "files": dict(sorted(files.items()))}, separators=(",", ":")).encode()


def walk(top: Path) -> tuple[dict[str, os.stat_result], list[str]]:
    """Return the ordinary files below `top` with their stat, and what else is there (links, pipes), following no link.

    Paths are posix and relative. Folders are not listed: an empty one holds nothing that could be lost.
    """
    files: dict[str, os.stat_result] = {}
    others: list[str] = []
    stack = [(str(top), "")]
    while stack:
        folder, prefix = stack.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    stack.append((entry.path, path + "/"))
                elif stat.S_ISREG((status := entry.stat(follow_symlinks=False)).st_mode):
                    files[path] = status
                else:
                    others.append(path)
    return files, others


def names(top: Path) -> tuple[dict[str, int], set[str]]:
    """Return the inode of everything below `top` that is no folder, and the folders: half the price of `walk`."""
    inodes: dict[str, int] = {}
    folders: set[str] = set()
    stack = [(str(top), "")]
    while stack:
        folder, prefix = stack.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.add(path)
                    stack.append((entry.path, path + "/"))
                else:
                    inodes[path] = entry.inode()
    return inodes, folders


def stamped(content_digest: str, status: os.stat_result) -> Entry:
    """Return the Entry of a file with this digest and stat."""
    return Entry(content_digest, status.st_size, status.st_mtime_ns, status.st_ino)


def foreign(paths: Iterable[str], manifest: Manifest) -> list[str]:
    """Return those of a folder's paths that no publication of ours put there, in order."""
    strange = (path for path in paths if path not in manifest.files and path != NAME)
    return sorted(path for path in strange if path.rpartition("/")[2] not in DROPPINGS)


def intact(entry: Entry, status: os.stat_result, written_ns: int) -> bool:
    """Return whether a file is still the one that its Entry describes, without reading it.

    Size, time and inode can all be the same after somebody replaced a file and put its time back; its ctime nobody can
    put back. So nothing may have happened to the file since the manifest was written, nor in the same tick.
    """
    return status.st_ctime_ns < written_ns and entry[1:] == (status.st_size, status.st_mtime_ns, status.st_ino)
