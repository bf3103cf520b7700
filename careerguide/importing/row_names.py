"""Determines which region and which values of the breakdowns each row of a table is about.

In: the rows of a `Sheet` from top to bottom, and their `Layout`. Out: a `RowName` for each row of figures, and
Problems. A row without a region has that of the row above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from careerguide.core.problems import Message, Problem, Severity
from careerguide.importing.cells import read
from careerguide.importing.footnotes import Footnotes
from careerguide.importing.headings import is_total
from careerguide.importing.layout import Layout
from careerguide.importing.names import Regions, Values, without_mark
from careerguide.importing.sheet import Line, Sheet, TextCell
from careerguide.schema.cells import Amount, Range


class RowName(NamedTuple):
    """The ids of a row's region and of its value of each breakdown; `shift` is 1 if its first cell is missing."""

    key: tuple[str, ...]
    shift: int


@dataclass
class RowNames:
    """Finds the names of rows, which have to be given from top to bottom."""

    sheet: Sheet
    layout: Layout
    regions: Regions
    dimensions: Sequence[Values]
    regions_path: str
    problems: list[Problem]
    footnotes: Footnotes
    region: str | None = None  # of the row above; None where the guide does not have it
    named: str = ""  # its name in the table
    above: dict[str, str] = field(default_factory=dict)  # the labels of its values, by breakdown
    unknown: set[str] = field(default_factory=set)  # names of regions, reported already
    lost: bool = False  # whether a row has no name because of a Problem

    def of(self, line: Line) -> RowName | None:
        """Return the name of a row; None if it has no figures, or a Problem is reported instead."""
        if self._is_note(line):
            self.unread(line)
            self.region, self.named = None, ""
            return None
        shift = self._shift(line)
        if not self._find_region(line, shift):
            return None
        values = self._values(line, shift)
        if values is None:
            return None
        if extra := [text_cell for text_cell in line.cells[self.layout.width - shift :] if text_cell.text]:
            hint = Message("take it out, or head it")
            self._error(extra[0], Message("there are more cells here than headings"), hint)
        return RowName((self.region, *values), shift) if self.region is not None else None

    def unread(self, line: Line) -> None:
        """Report a line that is no row."""
        what = Message("this line holds no figures and is not read")
        self.problems.append(self.sheet.problem(line, what, None, Severity.WARNING, "unread-line"))

    def _values(self, line: Line, shift: int) -> tuple[str, ...] | None:
        """Return the ids of a row's values; None for a region alone, and where a Problem is reported instead."""
        last = self.layout.dimensions[-1] if self.layout.dimensions else None
        if last and not line.cell_at(last.index - shift).text and not any(self._figures(line, shift)):
            return None
        found = []
        for h, dimension in zip(self.layout.dimensions, self.dimensions, strict=True):
            text_cell = line.cell_at(h.index - shift)
            label = text_cell.text or (self.above.get(dimension.id, "") if h is not last else "")
            if not label or (dimension.is_segment and isinstance(read(label), Amount | Range)):
                self._no_value(line, dimension)
                return None
            if not dimension.knows(label) and is_total(label):
                self._total(text_cell, dimension)
            self.above[dimension.id] = label
            found.append(dimension.of(label))
        return tuple(found)

    def _no_value(self, line: Line, dimension: Values) -> None:
        what = Message("this row does not say which “{dimension}” it is of", dimension=dimension.label or "")
        if dimension.is_segment:
            what = Message("this row does not say which kind of employer it is of")
        self._error(line, what, Message("write it behind the region, as in the other rows"))

    def _total(self, text_cell: TextCell, dimension: Values) -> None:
        what = Message("“{name}” is read as a value like the others", name=text_cell.text)
        hint = Message('if this row sums up others, leave it out: --skip "{name}"', name=text_cell.text)
        self.problems.append(self.sheet.problem(text_cell, what, hint, Severity.WARNING, "read-dimension"))

    def _error(self, at: TextCell | Line, what: Message, hint: Message, check: str = "import") -> None:
        self.problems.append(self.sheet.problem(at, what, hint, check=check))
        self.lost = True

    def _find_region(self, line: Line, shift: int) -> bool:
        """Store the region of a row, or keep that of the row above; return whether the table names one."""
        name = line.cell_at(self.layout.region)
        if name.text and not shift:
            if name.text != self.named:
                self.above.clear()
            self.named, self.region = name.text, self.regions.find(name.text)
            if (bare := without_mark(name.text)) != name.text:
                self.footnotes.leave_out(name, name.text[len(bare) :].strip())
            if self.region is None:
                self._unknown_region(name)
        elif not self.named or not self.layout.dimensions:
            self._error(line, Message("this row names no region"), Message("write the region at its beginning"))
            return False
        return True

    def _shift(self, line: Line) -> int:
        """Return 1 where a row lacks its first cell, the region that it shares with the row above."""
        if not self.sheet.shifts or [self.layout.region, *(h.index for h in self.layout.dimensions)] != [0, 1]:
            return 0
        first, second = line.cell_at(0).text, line.cell_at(1).text
        if not first or self.regions.find(first):
            return 0
        knows = self.dimensions[0].knows
        return int(not knows(second) and (knows(first) or read(second) is not None))

    def _figures(self, line: Line, shift: int) -> Iterator[str]:
        return (line.cell_at(column.index - shift).text for column in self.layout.columns)

    def _is_note(self, line: Line) -> bool:
        texts = [text_cell.text for text_cell in line.filled]
        return len(texts) == 1 and not self.regions.find(texts[0]) and read(texts[0]) is None

    def _unknown_region(self, name: TextCell) -> None:
        if name.text not in self.unknown:
            what = Message("no region of the guide goes by the name “{name}”", name=name.text)
            self._error(name, what, self.regions.hint(name.text, self.regions_path), "unknown-region")
        self.unknown.add(name.text)
