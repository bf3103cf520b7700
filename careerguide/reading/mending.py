"""Corrects mistakes in YAML in memory, so that one run reports all of them.

In: the text as typed, and the edits that correct it. Out: the corrected text, and for each position in it the position
in the file as typed. An edit changes part of one line, so line numbers stay the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from careerguide.reading.source import Position

_COMMENT = re.compile(r"\s+#\s")
_FLOW_END = re.compile(r"\s*[,\]}]")


class Edit(NamedTuple):
    """A replacement of the characters from `start` to `end` (from 0) of a line of the file (from 1)."""

    line: int
    start: int
    end: int
    text: str


class MendedText:
    """A block of YAML, corrected by edits; `first_line` is its first line in the file."""

    def __init__(self, text: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self.first_line = first_line
        self.edits: dict[int, list[Edit]] = {}
        self._typed_lines = tuple(self.lines)

    @property
    def text(self) -> str:
        """The text as corrected so far."""
        return "\n".join(self.lines)

    def line(self, number: int) -> str:
        """Return a line of the file as corrected so far; empty where the block has no such line."""
        index = number - self.first_line
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def typed_line(self, number: int) -> str:
        """Return a line of the file as typed."""
        return self._typed_lines[number - self.first_line]

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply edits to the text; several edits of one line have to be given from its end to its start."""
        for edit in edits:
            if not 0 <= edit.line - self.first_line < len(self.lines):
                continue
            line = self.line(edit.line)
            self.lines[edit.line - self.first_line] = line[: edit.start] + edit.text + line[edit.end :]
            self.edits.setdefault(edit.line, []).append(edit)

    def typed(self, position: Position) -> Position:
        """Return the position in the file as typed of a position in the corrected text."""
        if position.line not in self.edits:
            return position
        start = self._typed_column(position.line, position.column)
        end = self._typed_column(position.line, position.column + position.width)
        return Position(position.line, start, max(1, end - start))

    def _typed_column(self, line: int, column: int) -> int:
        at = column - 1
        for edit in reversed(self.edits[line]):
            if at >= edit.start + len(edit.text):
                at += edit.end - edit.start - len(edit.text)
            elif at > edit.start:
                at = min(at, edit.end)
        return at + 1

    def above(self, number: int) -> int:
        """Return the number of the nearest line above a line that is neither blank nor a comment; 0 without one."""
        while number > self.first_line:
            number -= 1
            if self.line(number).strip() and not self.line(number).lstrip().startswith("#"):
                return number
        return 0

    def below(self, number: int) -> int:
        """Return the number of the nearest line below a line that is neither blank nor a comment; 0 without one."""
        for below in range(number + 1, self.first_line + len(self.lines)):
            if self.line(below).strip() and not self.line(below).lstrip().startswith("#"):
                return below
        return 0


def quoted(value: str) -> str:
    """Return a text as a quoted YAML scalar."""
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def indent(line: str) -> int:
    """Return how many characters of white space a line begins with."""
    return len(line) - len(line.lstrip())


def value_end(line: str, start: int, in_flow: bool) -> int:
    """Return the end of the value that begins at `start`: before its comma or bracket, or before a comment."""
    found = _FLOW_END.search(line, start + 1) if in_flow else _COMMENT.search(line, start)
    return found.start() if found else len(line.rstrip())


def in_flow(line: str, column: int) -> bool:
    """Return whether a bracket that opens on a line is still open at a column (from 0); quoted text does not count."""
    depth, quote = 0, ""
    for at, char in enumerate(line[:column]):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and line[:at].rstrip()[-1:] in {"", ":", ",", "[", "{", "-"}:
            quote = char
        elif char in "[{":
            depth += 1
        elif char in "]}":
            depth -= 1
    return depth > 0
