"""A file put in its place, whole or not at all: for the commands that write content.

In: a path and its new bytes. Out: the file; whoever looks meanwhile sees the old one or the new one, never a half.
"""

from __future__ import annotations

import shutil
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Write a file; its folder is made where there is none, its rights stay as they were."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.tmp")  # hidden: neither a build nor the preview looks at it
    try:
        half.write_bytes(content)
        if path.exists():
            shutil.copymode(path, half)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
