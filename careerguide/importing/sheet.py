"""A table as rows of text, each piece with its place in the file: what every reader makes and the rest works on.

In: pieces of text. Out: a `Sheet`, which can point a Problem at any piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from careerguide.problems import Message, Problem, Severity
from careerguide.reading.source import Position, Source


class Piece(NamedTuple):
    """What stands in one place of the table: its words with single spaces between them, and where it is."""

    text: str
    position: Position


class Line(NamedTuple):
    """One row: its line in the file, and its pieces from left to right."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def filled(self) -> tuple[Piece, ...]:
        """The pieces in which something stands."""
        return tuple(piece for piece in self.pieces if piece.text)

    def piece(self, index: int) -> Piece:
        """Return the piece in a column; past the end of a short row, nothing."""
        if index < len(self.pieces):
            return self.pieces[index]
        return Piece("", self.pieces[0].position if self.pieces else Position(self.number, 1))


@dataclass(frozen=True)
class Sheet:
    """A table's rows; `shifts` says that rows may lack their first pieces (pasted text with merged cells)."""

    source: Source
    lines: tuple[Line, ...]
    shifts: bool = False

    def problem(
        self,
        at: Piece | Line,
        what: Message,
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
        check: str = "import",
    ) -> Problem:
        """Return a Problem about a piece, or about a whole row."""
        position = at.position if isinstance(at, Piece) else Position(at.number, 1)
        return self.source.problem(position, what, hint, severity, check)


def plain(text: str) -> str:
    """Return text with single spaces between its words, whatever kinds of space and line stood there."""
    return " ".join(text.split())


def without_blank(lines: Iterator[Line]) -> tuple[Line, ...]:
    """Return the rows in which something stands."""
    return tuple(line for line in lines if line.filled)
