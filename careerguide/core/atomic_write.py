"""Atomic writes, for the commands that write content.

In: paths and their new content. Out: the files. A reader sees either the old content of a file or the new, never part
of it; where one of the files cannot be written, none of them is changed.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from careerguide.core.os_errors import CommandError


def write_file(path: Path, content: bytes) -> None:
    """Write a file atomically, creating its folder and keeping its permissions; CommandError where that fails."""
    write_files({path: content})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write all of the files or, where the disk is full or somebody presses Ctrl-C, none; CommandError as above."""
    folders: list[Path] = []  # that were not there
    temporaries: dict[Path, Path] = {}  # hidden, so that builds and the preview ignore them
    try:
        for path, content in contents.items():
            with _writing(path):
                _make_folder(path.parent, folders)
                temporaries[path] = path.with_name(f".{path.name}.tmp")
                temporaries[path].write_bytes(content)
                if path.exists():
                    shutil.copymode(path, temporaries[path])
        for path, temporary in temporaries.items():
            with _writing(path):
                temporary.replace(path)
    finally:
        for temporary in temporaries.values():
            temporary.unlink(missing_ok=True)
        for folder in reversed(folders):
            with suppress(OSError):  # it has files, as it should
                folder.rmdir()


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder with its parents, and note each that was not there."""
    missing = [each for each in (folder, *folder.parents) if not each.is_dir()]
    for each in reversed(missing):
        if os.path.lexists(each):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(each))
        each.mkdir()
        made.append(each)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CommandError.writing(path, error) from error
