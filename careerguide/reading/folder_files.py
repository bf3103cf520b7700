"""Reads a folder whose files are published: static/ (the maintainer's) or content/images/ (the editors').

In: the folder. Out: its regular files by posix path, and Problems for everything that cannot be published.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from careerguide.core.file_names import is_leftover
from careerguide.core.os_errors import reason
from careerguide.core.problems import Message, Problem
from careerguide.incremental.input_files import InputFile, Reader

MAX_BYTES = 100_000_000  # of one file: GitHub takes no larger one


def read_folder(top: Path, place: str, read: Reader) -> tuple[dict[str, InputFile], list[Problem]]:
    """Return the files below a folder by name, and Problems; `place` is the folder's displayed path."""
    files: dict[str, InputFile] = {}
    problems: list[Problem] = []
    for name, entry in _walk(top, "", place, problems):
        shown = f"{place}/{name}"
        try:
            ordinary = entry.is_file(follow_symlinks=False) and not entry.is_symlink()
            size = entry.stat(follow_symlinks=False).st_size
            if ordinary and size <= MAX_BYTES:
                files[name] = read(entry.path)
                continue
        except OSError as error:
            problems.append(_unreadable(shown, error))
            continue
        if ordinary:
            message = Message("the file is larger than {limit} MB", limit=MAX_BYTES // 1_000_000)
            problems.append(Problem(shown, 0, 1, message, Message("make it smaller"), check="assets"))
        else:
            message, hint = Message("this is not an ordinary file"), Message("replace it by a copy of the file")
            problems.append(Problem(shown, 0, 1, message, hint, check="assets"))
    return files, problems


def _walk(folder: Path, prefix: str, place: str, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield everything but folders, by name, without hidden files (except .well-known) and backups of text editors."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted((entry for entry in entries if not is_leftover(entry.name)), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(_unreadable(f"{place}/{prefix}".rstrip("/"), error))
        return
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{prefix}{entry.name}/", place, problems)
        else:
            yield prefix + entry.name, entry


def _unreadable(shown: str, error: OSError) -> Problem:
    message = Message("the file cannot be read: {reason}", reason=reason(error))
    return Problem(shown, 0, 1, message, Message("check that you may read it"), check="assets")
