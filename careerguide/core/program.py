"""Where the program's own files are, and how it was started.

`build.py`, templates/ and static/ lie at the top of the repository, and within `careerguide` in a package.
"""

from __future__ import annotations

import shlex
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
PROGRAM = PACKAGE if (PACKAGE / "build.py").is_file() else PACKAGE.parent
IN_REPOSITORY = "uv run build.py"
INSTALLED = "careerguide"
BESIDE_CONTENT = ("templates", "static")  # folders of a guide that lie beside its content, unless they are named


@cache
def command() -> str:
    """Return what to type in order to start the program again in the same way."""
    started = Path(sys.argv[0])
    if started.parts[-2:] == (INSTALLED, "__main__.py"):
        return "python -m careerguide"
    return INSTALLED if started.stem == INSTALLED else IN_REPOSITORY


def quoted(path: Path) -> str:
    """Return a path as it has to be typed in a command."""
    if sys.platform == "win32":
        return f'"{path}"' if " " in str(path) else str(path)
    return shlex.quote(str(path))


def guide_folder() -> Path:
    """Return the folder of the guide: for build.py the one it lies in, for the installed command the current one."""
    return PROGRAM if command() == IN_REPOSITORY else Path()


def beside(content: Path, name: str) -> Path:
    """Return a folder of the guide that lies beside its content, whose path is as it was given."""
    usual = guide_folder() / "content"
    return usual.with_name(name) if content == usual else content.resolve().with_name(name)


def layers(folder: Path, name: str) -> tuple[Path, ...]:
    """Return a folder of the guide and, unless it is the same, the program's own of this name as the lower layer."""
    original = PROGRAM / name
    return (folder,) if folder.resolve() == original else (folder, original)
