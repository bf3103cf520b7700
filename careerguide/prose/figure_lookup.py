"""Figures in prose, found in the salary tables: what a `Call` asks for, as HTML linked to its cell.

In: a `Call` and a `Context`. Out: a `Shown`, or else a `Finding` at the word that names nothing, with what was meant.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from careerguide.pay.money import Amount, Cell, Gap, Number, Range
from careerguide.problems import Message, did_you_mean, known_or_list
from careerguide.prose.figures import Argument, Call
from careerguide.prose.marks import Finding
from careerguide.reading.source import Position

if TYPE_CHECKING:
    from careerguide.models import Region, Row, SalaryTable
    from careerguide.prose import Context


class Shown(NamedTuple):
    """A figure as HTML (linked to its cell, or bare where it stands in a link already) and as plain text."""

    linked: str
    bare: str
    text: str


class _Refused(Exception):
    """Why a figure cannot be shown."""

    def __init__(self, place: Position, message: Message, hint: Message | None) -> None:
        super().__init__(str(message))
        self.finding = Finding(place, message, hint, check="figure")


class _ToldElsewhere(Exception):
    """The figure cannot be shown because of a mistake that is told where it stands."""


def show(call: Call, context: Context) -> Shown | Finding:
    """Return the figure that a call asks for."""
    try:
        table = _table(call, context)
        row_ids, column = _row_and_column(call, table)
        rows = _rows(table, row_ids, context.regions)
        if call.function == "pay":
            anchor, cell = _cell(table, rows, column)
        else:
            anchor, cell = _extreme(table, rows, call)
    except _Refused as refusal:
        return refusal.finding
    except _ToldElsewhere:
        return Shown("", "", "")
    return _shown(table, anchor, cell, context)


def _table(call: Call, context: Context) -> SalaryTable:
    if call.table is None:
        if context.table is None:
            what = Message("this text has no salary table of its own, so a figure must name one")
            hint = Message('add table="…": {known}', known=known_or_list("", context.tables))
            if len(context.tables) == 1:
                hint = Message('add table="{id}"', id=next(iter(context.tables)))
            raise _Refused(call.place, what, hint)
        wanted, place = context.table, call.place
    else:
        wanted, place = call.table
    if wanted not in context.tables:
        if call.table is None or ("salaries", wanted) in context.broken:
            raise _ToldElsewhere
        raise _Refused(
            place, Message("there is no salary table “{id}”", id=wanted), known_or_list(wanted, context.tables)
        )
    return context.tables[wanted]


def _row_and_column(call: Call, table: SalaryTable) -> tuple[list[Argument], Argument]:
    """Return the arguments that name the rows, and the last one; refuse too few or too many."""
    given = call.arguments
    names = ["region", "segment"] if table.segments else ["region"]
    wanted = [*names, "column"] if call.function == "pay" else names
    least = len(wanted) if call.function == "pay" else 1
    if not least <= len(given) <= len(wanted):
        few = len(given) < least
        what = Message("this figure does not say enough") if few else Message("this figure says too much")
        hint = Message("write {form}", form=_form(call.function, wanted))
        raise _Refused(call.place, what, hint)
    return (list(given[:-1]), given[-1]) if call.function == "pay" else (list(given), given[-1])


def _form(function: str, words: list[str]) -> str:
    return "{{ " + function + "(" + ", ".join(f'"{word}"' for word in words) + ") }}"


def _rows(table: SalaryTable, ids: list[Argument], regions: Mapping[str, Region]) -> list[Row]:
    """Return the rows of a region, or of a region and a segment."""
    region = ids[0]
    rows = [row for row in table.pay if row.region == region.value]
    if not rows:
        what = Message("the table “{table}” has no region “{id}”", table=table.id, id=region.value)
        names = {
            name: row.region
            for row in table.pay
            if (known := regions.get(row.region))
            for name in (known.name, *known.also)
        }
        raise _Refused(region.place, what, _near(region.value, [row.region for row in table.pay], names))
    if len(ids) == 1:
        return rows
    segment = ids[1]
    found = [row for row in rows if row.segment == segment.value]
    if not found:
        what = Message("the table “{table}” has no segment “{id}”", table=table.id, id=segment.value)
        if segment.value in table.segments:
            what = Message("the table “{table}” has no “{id}” for this region", table=table.id, id=segment.value)
        here = [row.segment for row in rows if row.segment]
        raise _Refused(segment.place, what, _near(segment.value, here, {table.segments[id]: id for id in here}))
    return found


def _cell(table: SalaryTable, rows: list[Row], column: Argument) -> tuple[str, Cell]:
    found = rows[0].cell(column.value)
    if found is None:
        what = Message("the table “{table}” has no column “{id}”", table=table.id, id=column.value)
        labels = {known.label: id for id, known in table.columns.items()}
        raise _Refused(column.place, what, _near(column.value, list(table.columns), labels))
    return rows[0].anchor(column.value), found.value


def _near(word: str, ids: list[str], names: Mapping[str, str]) -> Message:
    """Return a hint for an unknown word: the id of that name, the nearest id or name's id, or all ids."""
    ids = list(dict.fromkeys(ids))
    folded = {name.casefold(): id for name, id in names.items()}
    if word.casefold() in folded:
        return Message("did you mean “{name}”?", name=folded[word.casefold()])
    near = did_you_mean(word, ids)
    by_name = did_you_mean(word, names) if near is None else None
    if by_name is not None:
        return Message("did you mean “{name}”?", name=names[str(by_name.values["name"])])
    return near or known_or_list(word, ids)


def _extreme(table: SalaryTable, rows: list[Row], call: Call) -> tuple[str, Cell]:
    """Return the lowest or highest figure of the rows; the first gap where there is no figure at all."""
    lowest = call.function == "pay_min"
    found: list[tuple[Number, str, Cell]] = []
    cells = [(row.anchor(cell.column), cell.value) for row in rows for cell in row.cells]
    for anchor, value in cells:
        end = _end(value, lowest)
        if end is not None:
            found.append((*end[:1], anchor, end[1]))
    if not found:
        return cells[0]
    best = (min if lowest else max)(found, key=lambda item: item[0])
    return best[1], best[2]


def _end(value: Cell, lowest: bool) -> tuple[Number, Cell] | None:
    """Return one end of a cell: as a number to compare, and as what is printed."""
    if isinstance(value, Amount):
        return value.value, value
    if isinstance(value, Gap):
        return None if value.bound is None or lowest else (value.bound, value)
    low, high = value
    bound = (low if low is not None else high) if lowest else (high if high is not None else low)
    if bound is None:
        return None
    is_open = (low if lowest else high) is None
    return bound, value if is_open else Amount(bound)


def _shown(table: SalaryTable, anchor: str, cell: Cell, context: Context) -> Shown:
    text = context.language.cell(cell, table.currency)
    label = html.escape(text)
    link = f'<a href="site:salaries/{table.id}/index.html#{anchor}">{label}</a>'
    if isinstance(cell, Gap):
        return Shown(f'<span class="figure gap">{link}</span>', f'<span class="figure gap">{label}</span>', text)
    value = f"{cell.value}" if isinstance(cell, Amount) else _range_value(cell)
    opening = f'<data class="figure" value="{value}">'
    return Shown(f"{opening}{link}</data>", f"{opening}{label}</data>", text)


def _range_value(cell: Range) -> str:
    return f"{cell.low if cell.low is not None else ''}-{cell.high if cell.high is not None else ''}"


def calls_for(table: SalaryTable, amounts: tuple[Decimal, ...]) -> Iterator[tuple[Row, str]]:
    """Yield how each cell that holds just these amounts (one, or a range's two) is called for in a text."""
    for row in table.pay:
        for cell in row.cells:
            value = cell.value
            held = (
                (value.value,)
                if isinstance(value, Amount)
                else (value.low, value.high)
                if isinstance(value, Range)
                else ()
            )
            if held == amounts:
                yield row, _form("pay", [word for word in (row.region, row.segment, cell.column) if word])
