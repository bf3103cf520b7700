"""A table as rows of text with positions: the result of the readers and the input of all other steps.

In: the texts of cells. Out: a `Sheet`, which can report a Problem at any cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from careerguide.core.problems import Message, Problem, Severity
from careerguide.reading.source import Position, Source


class TextCell(NamedTuple):
    """The text of one cell, with single spaces between words, and its position."""

    text: str
    position: Position


class Line(NamedTuple):
    """One row: its line in the file, and its cells from left to right."""

    number: int
    cells: tuple[TextCell, ...]

    @property
    def filled(self) -> tuple[TextCell, ...]:
        """The cells that are not empty."""
        return tuple(text_cell for text_cell in self.cells if text_cell.text)

    def cell_at(self, index: int) -> TextCell:
        """Return the cell in a column; an empty one past the end of a short row."""
        if index < len(self.cells):
            return self.cells[index]
        return TextCell("", self.cells[0].position if self.cells else Position(self.number, 1))


@dataclass(frozen=True)
class Sheet:
    """A table's rows; with `shifts`, rows may lack their first cells (pasted text with merged cells)."""

    source: Source
    lines: tuple[Line, ...]
    shifts: bool = False

    def problem(
        self,
        at: TextCell | Line,
        what: Message,
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
        check: str = "import",
    ) -> Problem:
        """Return a Problem about a cell, or about a whole row."""
        position = at.position if isinstance(at, TextCell) else Position(at.number, 1)
        return self.source.problem(position, what, hint, severity, check)


def plain(text: str) -> str:
    """Return text with every run of white space replaced by one space."""
    return " ".join(text.split())


def without_blank(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the rows that are not empty."""
    return tuple(line for line in lines if line.filled)
