"""Atomic writes, for the commands that write content.

In: a path and the new content. Out: the file. A reader sees either the old content or the new, never part of it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from careerguide.core.os_errors import CommandError


def write_file(path: Path, content: bytes) -> None:
    """Write a file atomically, creating its folder and keeping its permissions; CommandError where that fails."""
    temporary = path.with_name(f".{path.name}.tmp")  # hidden, so that builds and the preview ignore it
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(content)
            if path.exists():
                shutil.copymode(path, temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise CommandError.writing(path, error) from error
