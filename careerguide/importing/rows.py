"""Reads the figures of a table.

In: a `Sheet` with its `Layout`, and the editor's decisions. Out: `Rows`, and a Problem for whatever is not
understood.

Ambiguous cells are errors, not guesses: a single amount in a column of ranges (does it belong to the medians, or has a
range lost its other end?), and an empty cell (lost, never collected, or withheld?). A gap states why a figure is
missing, which only the source can tell, and a warning would be forgotten once the file exists. So nothing is written
until each is resolved: with `--cell` and `--gap`, as the Problems explain, or in the file itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from careerguide.core.problems import Message, Problem, Severity
from careerguide.importing.cells import (
    doubtful,
    is_misfit,
    misfit,
    missing,
    read,
    read_figure,
    ways_to_settle,
    written_in_full,
)
from careerguide.importing.decisions import Decisions, is_empty, unused
from careerguide.importing.footnotes import Footnotes, footnotes
from careerguide.importing.headings import Heading
from careerguide.importing.layout import Layout, column_times
from careerguide.importing.names import Regions, Values, without_mark
from careerguide.importing.ragged import restrictions
from careerguide.importing.row_names import RowName, RowNames
from careerguide.importing.sheet import Line, Sheet, TextCell
from careerguide.importing.units import UNLIKELY, multiplier
from careerguide.pay.money import MoneyError, names_multiplier
from careerguide.schema.cells import Amount, Range, Written

Key = tuple[str, ...]  # the ids of a row's region and of its value of each breakdown


@dataclass
class Rows:
    """The figures by region and values of the breakdowns, each row by column."""

    figures: dict[Key, dict[str, Written]] = field(default_factory=dict)
    currencies: list[tuple[TextCell, frozenset[str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)  # by address of the cell
    multiplied: bool = False  # because headings or a title name a multiplier


def read_rows(
    sheet: Sheet,
    layout: Layout,
    regions: Regions,
    dimensions: Sequence[Values],
    decisions: Decisions,
    regions_path: str,
    places: int,
) -> Rows:
    """Return the rows of a table, and every Problem in them; `dimensions` learn their values and columns.

    `places` is how many decimals the currency has.
    """
    rows = Rows()
    notes = footnotes(sheet, layout.body, rows.problems)
    names = RowNames(sheet, layout, regions, dimensions, regions_path, rows.problems, notes)
    body = [line for line in layout.body if line not in notes.lines.values()]
    named = [(name, line) for line in body if (name := names.of(line))]
    reader = _Reader(sheet, layout, decisions, notes, rows, dimensions, places)
    reader.restrict(named)
    for name, line in named:
        reader.row(name.key, line, name.shift)
    if not names.lost:
        reader.missing_rows()
    reader.end()
    for line in notes.unused():
        names.unread(line)
    rows.notes = notes.notes
    return rows


def in_other_currencies(sheet: Sheet, rows: Rows, currency: str) -> Iterator[Problem]:
    """Yield the cells that name another currency than the table's."""
    for text_cell, named in rows.currencies:
        if currency not in named:
            what = Message(
                "“{text}” is in another currency than the table ({currency})", text=text_cell.text, currency=currency
            )
            hint = Message("a table has one currency: give these figures a table of their own")
            yield sheet.problem(text_cell, what, hint, check="cell")


@dataclass
class _Reader:
    sheet: Sheet
    layout: Layout
    decisions: Decisions
    footnotes: Footnotes
    rows: Rows
    dimensions: Sequence[Values]
    places: int
    first: dict[Key, int] = field(default_factory=dict)
    doubted: bool = False  # whether a figure that is too large for its unit has been reported

    def __post_init__(self) -> None:
        self.times = column_times(self.layout, self.decisions.times)
        self.unit_words = {column.id: self.layout.unit_words(column) for column in self.layout.columns}

    def _error(self, at: TextCell | Line, what: Message, hint: Message | None, check: str = "import") -> None:
        self.rows.problems.append(self.sheet.problem(at, what, hint, check=check))

    def restrict(self, named: Sequence[tuple[RowName, Line]]) -> None:
        """Determine which columns the source has for each value of a breakdown, and report where they are fewer."""
        filled = {
            name.key: frozenset(
                column.id
                for column in self.layout.columns
                if line.cell_at(column.index - name.shift).text
                or "/".join((*name.key, column.id)) in self.decisions.cells
            )
            for name, line in named
        }
        found = restrictions(filled, [column.id for column in self.layout.columns])
        for (place, value), columns in found.items():
            dimension = self.dimensions[place]
            dimension.columns[value] = columns
            first = next(line for name, line in named if name.key[place + 1] == value)
            what = Message("“{label}” has nothing but {columns} in any row: its other columns are left out, and are "
                           "no gaps", label=dimension.seen[value], columns=", ".join(columns))  # fmt: skip
            hint = Message("if the source has figures there, take “columns” out of the new file and give the gaps")
            self.rows.problems.append(self.sheet.problem(first, what, hint, Severity.WARNING, "ragged"))

    def columns_of(self, key: Key) -> list[Heading]:
        """Return the columns that the source has for a row."""
        named = [each.columns[id] for each, id in zip(self.dimensions, key[1:], strict=True) if id in each.columns]
        return [column for column in self.layout.columns if all(column.id in columns for columns in named)]

    def missing_rows(self) -> None:
        """Fill the rows that a region lacks with the editor's gaps, or report them."""
        regions = {key[0]: number for key, number in reversed(self.first.items())}
        for region, number in sorted(regions.items(), key=lambda each: each[1]):
            for values in product(*(dimension.seen for dimension in self.dimensions)):
                if (region, *values) not in self.first:
                    self.row((region, *values), Line(number, ()), 0)

    def row(self, key: Key, line: Line, shift: int) -> None:
        """Read the figures of one row."""
        if key in self.first:
            what = Message("this row is here twice (first on line {line})", line=self.first[key])
            self._error(line, what, Message("keep one of the two"), "duplicate-row")
            return
        self.first[key] = line.number
        prefix = f"{'/'.join(key)}/"
        columns = self.columns_of(key)
        text_cells = {column.id: line.cell_at(column.index - shift) for column in columns}
        times = self._times(line, shift)
        raw = {column.id: read(text_cells[column.id].text, times[column.id]) for column in columns}
        own = {id: self.decisions.cells[prefix + id] for id in text_cells if prefix + id in self.decisions.cells}
        moved = {
            column.id for column in columns if is_misfit(column, raw[column.id]) and raw[column.id] in own.values()
        }
        empty = [
            id
            for id, (text, _) in text_cells.items()
            if id not in own and (id in moved or is_empty(text) or self.decisions.gap(text))
        ]
        cells = dict(own)
        for column in columns:
            if column.id in own or column.id in empty:
                continue
            cell = self.cell(column, text_cells[column.id], times[column.id], prefix, empty)
            cells |= {} if cell is None else {column.id: cell}
        self._gaps(line, prefix, empty, text_cells, cells)
        self.rows.figures[key] = {column.id: cells[column.id] for column in columns if column.id in cells}

    def _times(self, line: Line, shift: int) -> dict[str, int]:
        """Return the multiplier of each column of a row: the editor's, the row's own, or that of the headings."""
        unit = line.cell_at(self.layout.unit - shift).text if self.layout.unit is not None else ""
        if self.decisions.times is None and unit:
            self.unit_words = dict.fromkeys(self.times, unit)
            own = multiplier(unit) or 1
            return {c.id: self.times[c.id] if c.is_count else own for c in self.layout.columns}
        return self.times

    def _gaps(
        self, line: Line, prefix: str, empty: list[str], text_cells: dict[str, TextCell], cells: dict[str, Written]
    ) -> None:
        """Fill the empty cells of a row with the gaps that the editor has given, or report them."""
        asked = []
        for id in empty:
            text = text_cells[id].text
            gap = self.decisions.gap(text) or (None if is_empty(text) else self.decisions.gap(""))
            if gap:
                cells[id] = gap
            else:
                asked.append(id)
        if asked:
            what, hint = missing(asked, prefix + asked[0])
            if not line.cells:
                what = Message("there is no row of {row}", row=prefix.rstrip("/"))
            self._error(line, what, hint, "missing-cell")

    def cell(self, column: Heading, text_cell: TextCell, times: int, prefix: str, empty: list[str]) -> Written | None:
        """Return the value of one cell, or None with a Problem where it is unclear."""
        text = self._unmarked(text_cell, prefix + column.id)
        try:
            cell, named = read_figure(text, times, self.places, prefix + column.id, column.is_count)
        except MoneyError as error:
            self._error(text_cell, error.message, error.hint, "cell")
            return None
        if named:
            self.rows.currencies.append((text_cell, named))
        if times > 1 and not column.is_count and not names_multiplier(text):
            self._multiplied(column, text_cell, cell, times)
        if not is_misfit(column, cell):
            return cell
        fitting = [c.id for c in self.layout.columns if c.wants_range is isinstance(cell, Range) and not c.is_count]
        places = [id for id in fitting if id in empty] or fitting
        hint = ways_to_settle(prefix, places, column.id, cell)
        self._error(text_cell, misfit(text_cell.text, column.label, cell), hint, "ambiguous-cell")
        return None

    def _unmarked(self, text_cell: TextCell, address: str) -> str:
        """Return the text of a cell without a footnote's mark, which becomes a note or is reported."""
        text = without_mark(text_cell.text)
        has_mark = text != text_cell.text and any(map(str.isdigit, text))
        if not has_mark or read(text_cell.text) is not None or read(text) is None:
            return text_cell.text
        self.footnotes.note(address, text_cell, text_cell.text[len(text) :].strip())
        return text

    def _multiplied(self, column: Heading, text_cell: TextCell, cell: Written, times: int) -> None:
        """Report, once each, that figures are multiplied, and that one seems to be a full amount already."""
        if self.decisions.times is not None or not isinstance(cell, Amount | Range):
            return
        words = self.unit_words.get(column.id) or "×1000"
        if max(end for end in cell if end is not None) >= UNLIKELY * times:
            if not self.doubted:
                self._error(text_cell, *doubtful(text_cell.text, cell, words), "unit")
            self.doubted = self.rows.multiplied = True
        elif not self.rows.multiplied:
            what, hint = written_in_full(text_cell.text, cell, words)
            self.rows.problems.append(self.sheet.problem(text_cell, what, hint, Severity.WARNING, "unit"))
            self.rows.multiplied = True

    def end(self) -> None:
        """Report the cells given by --cell that the table does not have."""
        known = ["/".join((*key, column.id)) for key in self.first for column in self.columns_of(key)]
        self.rows.problems += (unused(address, known) for address in self.decisions.cells if address not in known)
