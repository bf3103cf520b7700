"""Marks of footnotes behind names and figures, and the texts of the footnotes below a table.

In: the rows of a `Sheet` below its headings. Out: notes by the address of their cell, and Problems. A text belongs to a
mark if it begins with it and no other line does; a mark without a text is left out and reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from careerguide.core.problems import Message, Problem, Severity
from careerguide.importing.sheet import Line, Sheet, TextCell

_TEXT = re.compile(r"(?P<mark>[*†‡]+|[¹²³⁰-⁹]+|\d\)|\[\d+\])[\s.:–—-]*(?P<text>\w.*[^\W\d].*)")


@dataclass
class Footnotes:
    """The lines of footnotes by mark, and the notes of the cells that have been read so far."""

    sheet: Sheet
    lines: dict[str, Line]
    problems: list[Problem]
    notes: dict[str, str] = field(default_factory=dict)  # by address of the cell
    used: set[str] = field(default_factory=set)  # marks whose text has become a note
    reported: set[str] = field(default_factory=set)

    def note(self, address: str, text_cell: TextCell, mark: str) -> None:
        """Make the text of a mark a note of a figure, or report that the mark is left out."""
        line = self.lines.get(mark)
        if line is None:
            self.leave_out(text_cell, mark)
            return
        self.notes[address] = _text(line)
        if mark not in self.used:
            self.used.add(mark)
            what = Message("“{text}” becomes a note on each figure with the mark “{mark}”",
                           text=self.notes[address], mark=mark)  # fmt: skip
            self.problems.append(self.sheet.problem(line, what, None, Severity.ADVICE, "footnote-mark"))

    def leave_out(self, text_cell: TextCell, mark: str) -> None:
        """Report once that a mark is left out of the text of a cell."""
        if mark not in self.reported:
            self.reported.add(mark)
            what = Message("the mark “{mark}” is left out", mark=mark)
            hint = Message(
                "look up what it means in the source; if readers should know, write it under “notes” of the table"
            )
            self.problems.append(self.sheet.problem(text_cell, what, hint, Severity.WARNING, "footnote-mark"))

    def unused(self) -> list[Line]:
        """Return the lines of footnotes to which no figure has led."""
        return [line for mark, line in self.lines.items() if mark not in self.used]


def footnotes(sheet: Sheet, body: Iterable[Line], problems: list[Problem]) -> Footnotes:
    """Return the footnotes below a table, none of them used yet."""
    found = [(match["mark"], line) for line in body if (match := _match(line))]
    times = Counter(mark for mark, _ in found)
    return Footnotes(sheet, {mark: line for mark, line in found if times[mark] == 1}, problems)


def _match(line: Line) -> re.Match[str] | None:
    return _TEXT.fullmatch(line.filled[0].text) if len(line.filled) == 1 else None


def _text(line: Line) -> str:
    match = _match(line)
    return match["text"] if match else ""
