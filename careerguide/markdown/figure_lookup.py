"""Figures in prose, found in the salary tables: what a `Call` asks for, as HTML linked to its cell.

In: a `Call` and a `Context`. Out: a `Shown`, or else a `Finding` at the unknown word, with a suggestion.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from careerguide.core.numbers import Number
from careerguide.core.problems import Known, Message, known_by_name, known_or_list
from careerguide.markdown.figures import Argument, Call
from careerguide.markdown.marks import Finding
from careerguide.pay.key_figures import median_column, pay_columns
from careerguide.pay.notes import numbered_notes
from careerguide.pay.wording import cell_text
from careerguide.reading.source import Position
from careerguide.schema import ColumnKind
from careerguide.schema.cells import Absent, Amount, Cell, Gap, Range
from careerguide.schema.records import Kind

if TYPE_CHECKING:
    from careerguide.markdown.document import Context
    from careerguide.schema import Region, Row, SalaryTable


class Shown(NamedTuple):
    """A figure as HTML (linked to its cell, or bare inside of another link) and as plain text."""

    linked: str
    bare: str
    text: str


class _Refused(Exception):
    """Why a figure cannot be shown."""

    def __init__(self, place: Position, message: Message, hint: Message | None) -> None:
        super().__init__(str(message))
        self.finding = Finding(place, message, hint, check="figure")


class _ReportedElsewhere(Exception):
    """The figure cannot be shown because of an error that is reported elsewhere."""


def show(call: Call, context: Context) -> Shown | Finding:
    """Return the figure that a call asks for."""
    try:
        table = _table(call, context)
        row_ids, column = _row_and_column(call, table)
        rows, currency = _rows(table, row_ids, context.regions), table.currency
        if call.function == "pay":
            anchor, cell = _cell(table, rows, column)
            currency = currency if table.columns[column.value].kind.statistic.is_pay else ""
        else:
            anchor, cell = _extreme(table, rows, call)
    except _Refused as refusal:
        return refusal.finding
    except _ReportedElsewhere:
        return Shown("", "", "")
    return _shown(table, anchor, cell, currency, context)


def _table(call: Call, context: Context) -> SalaryTable:
    if call.table is None:
        if context.table is None:
            what = Message("this text has no salary table of its own, so a figure must name one")
            hint = Message('add table="…": {known}', known=_known_tables("", context))
            if len(context.tables) == 1:
                hint = Message('add table="{id}"', id=next(iter(context.tables)))
            raise _Refused(call.place, what, hint)
        wanted, place = context.table, call.place
    else:
        wanted, place = call.table
        if wanted not in context.tables:  # the name of a series stands for its newest edition
            wanted, *_ = context.editions.get(wanted, (wanted,))
    if wanted not in context.tables:
        if call.table is None or ("salaries", wanted) in context.broken:
            raise _ReportedElsewhere
        if any(path.endswith(f"/{Kind.TABLE.file(wanted)}") for path in context.drafts):
            what = Message("the salary table “{id}” is about a draft, which readers will not see", id=wanted)
            raise _Refused(place, what, Message("publish its role (draft: no), or take the figure out"))
        raise _Refused(place, Message("there is no salary table “{id}”", id=wanted), _known_tables(wanted, context))
    return context.tables[wanted]


def _known_tables(wanted: str, context: Context) -> Message:
    return known_or_list(wanted, context.tables, f"{Kind.TABLE}/")


def _row_and_column(call: Call, table: SalaryTable) -> tuple[list[Argument], Argument]:
    """Return the arguments that name the rows, and the last one; refuse too few or too many."""
    given = call.arguments
    names = ["region", *table.all_dimensions]
    wanted = [*names, "column"] if call.function == "pay" else names
    least = len(wanted) if call.function == "pay" else 1
    if not least <= len(given) <= len(wanted):
        few = len(given) < least
        what = Message("this figure does not say enough") if few else Message("this figure says too much")
        hint = Message("write {form}", form=_form(call.function, _example(given, table, call.function)))
        raise _Refused(call.place, what, hint)
    return (list(given[:-1]), given[-1]) if call.function == "pay" else (list(given), given[-1])


def _example(given: Sequence[Argument], table: SalaryTable, function: str) -> list[str]:
    """Return a call's words as the table has them: the typed ones that it knows, else its first ones."""
    row = table.pay[0]
    words = [[row.region, *(each.region for each in table.pay)], [*table.segments]]
    words += [[*table.columns]] if function == "pay" else []
    typed = {argument.value for argument in given}
    return [next((word for word in known if word in typed), known[0]) for known in words if known]


def _form(function: str, words: list[str]) -> str:
    return "{{ " + function + "(" + ", ".join(f'"{word}"' for word in words) + ") }}"


def _rows(table: SalaryTable, ids: list[Argument], regions: Mapping[str, Region]) -> list[Row]:
    """Return the rows of a region, and of the values of dimensions that are given."""
    region = ids[0]
    rows = [row for row in table.pay if row.region == region.value]
    if not rows:
        what = Message("the table “{table}” has no region “{id}”", table=table.id, id=region.value)
        there = [row.region for row in table.pay]
        names = {name: id for id in there if id in regions for name in regions[id].names}
        raise _Refused(region.place, what, known_by_name(region.value, Known(there, names), Kind.TABLE.file(table.id)))
    for place, id in enumerate(ids[1:]):
        rows = _with_value(table, rows, place, id)
    return rows


def _with_value(table: SalaryTable, rows: list[Row], place: int, id: Argument) -> list[Row]:
    """Return the rows with a value of the dimension at a place."""
    found = [row for row in rows if row.segment[place] == id.value]
    if not found:
        name, dimension = list(table.all_dimensions.items())[place]
        what = Message("the table “{table}” has no {dimension} “{id}”", table=table.id, dimension=name, id=id.value)
        if id.value in dimension.values:
            what = Message("the table “{table}” has no “{id}” for this region", table=table.id, id=id.value)
        here = list(dict.fromkeys(row.segment[place] for row in rows))
        known = Known(here, {dimension.values[id].label: id for id in here})
        raise _Refused(id.place, what, known_by_name(id.value, known))
    return found


def _cell(table: SalaryTable, rows: list[Row], column: Argument) -> tuple[str, Cell]:
    found = rows[0].cell(column.value)
    if found is None:
        what = Message("the table “{table}” has no column “{id}”", table=table.id, id=column.value)
        labels = {known.label: id for id, known in table.columns.items()}
        if (median := median_column(table.columns)) is not None:
            labels[ColumnKind.MEDIAN.value] = list(table.columns)[median]
        raise _Refused(column.place, what, known_by_name(column.value, Known(table.columns, labels)))
    if isinstance(found.value, Absent):
        what = Message("the source has no “{id}” for this row", id=column.value)
        there = [cell.column for cell in rows[0].cells if not isinstance(cell.value, Absent)]
        raise _Refused(column.place, what, Message("available: {names}", names=", ".join(there)))
    return rows[0].anchor(column.value), found.value


def _extreme(table: SalaryTable, rows: list[Row], call: Call) -> tuple[str, Cell]:
    """Return the lowest or highest figure of the rows; the first gap where there is no figure at all."""
    lowest = call.function == "pay_min"
    paid = pay_columns(table.columns)
    cells = [(row.anchor(cell.column), cell.value) for row in rows for cell in (row.cells[index] for index in paid)]
    cells = [(anchor, value) for anchor, value in cells if not isinstance(value, Absent)]
    ends = [(*end, anchor) for anchor, value in cells if (end := _end(value, lowest))]
    if not ends:
        return cells[0]
    _, shown, anchor = (min if lowest else max)(ends, key=lambda end: end[0])
    return anchor, shown


def _end(value: Cell, lowest: bool) -> tuple[Number, Cell] | None:
    """Return one end of a cell: the number to compare, and the value to print."""
    if isinstance(value, Amount):
        return value.value, value
    if isinstance(value, Absent):
        return None
    if isinstance(value, Gap):
        return None if value.bound is None or lowest else (value.bound, value)
    low, high = value
    bound = (low if low is not None else high) if lowest else (high if high is not None else low)
    if bound is None:
        return None
    is_open = (low if lowest else high) is None
    return bound, value if is_open else Amount(bound)


def _shown(table: SalaryTable, anchor: str, cell: Cell, currency: str, context: Context) -> Shown:
    text = cell_text(context.language, cell, currency)
    label = html.escape(text)
    page = f"site:salaries/{table.id}/index.html"
    link = f'<a href="{page}#{anchor}">{label}</a>'
    for note in numbered_notes(table).values():
        if note.anchor == anchor:
            name = html.escape(note.label.say(context.language.translate))
            mark = f'<a href="{page}#{note.id}" aria-label="{name}">{note.number})</a>'
            link += f'<sup class="note-mark">{mark}</sup>'
    if isinstance(cell, Gap):
        return Shown(f'<span class="figure gap">{link}</span>', f'<span class="figure gap">{label}</span>', text)
    value = "-".join("" if end is None else str(end) for end in cell)
    opening = f'<data class="figure" value="{value}">'
    return Shown(f"{opening}{link}</data>", f"{opening}{label}</data>", text)


def calls_for(table: SalaryTable, amounts: tuple[Decimal, ...]) -> Iterator[tuple[Row, str]]:
    """Yield the call for each cell that holds exactly these amounts (one, or the two of a range), and its row."""
    paid = pay_columns(table.columns)
    for row in table.pay:
        for cell in (row.cells[index] for index in paid):
            if isinstance(cell.value, Amount | Range) and tuple(cell.value) == amounts:
                yield row, _form("pay", [row.region, *row.segment, cell.column])
