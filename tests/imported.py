"""Tables that tests import into a guide, and what has become of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import build
from careerguide.guide.snapshot import read_snapshot
from careerguide.pay.money import format_cell
from careerguide.schema import SalaryTable
from careerguide.schema.cells import Absent

ROOT = Path(__file__).parent.parent


def guide_of_two_cities(folder: Path) -> Path:
    """Return the content of a guide of two roles and two cities with a table of the role `designer`."""
    shutil.copytree(Path(__file__).parent / "guides/minimal", folder / "content")
    return folder / "content"


def run(content: Path, file: str | Path, *options: str) -> int:
    """Import a file and return the exit code."""
    return build.main(["import", str(file), "--content", str(content), "--lang", "en", *options])


def saved(folder: Path, text: str | bytes, name: str = "pay.csv") -> Path:
    """Return the path of a file with this content."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def table(content: Path, id: str) -> SalaryTable:
    """Return a salary table of a guide without mistakes."""
    known, problems = read_snapshot(content, ROOT / "templates/translations")
    assert problems == []
    return known.tables[id]


def figures(table: SalaryTable) -> dict[str, str]:
    """Return the figures and gaps of a table by address, as they are written."""
    cells = ((row.address(cell.column), cell.value) for row in table.pay for cell in row.cells)
    return {address: format_cell(value) for address, value in cells if not isinstance(value, Absent)}
