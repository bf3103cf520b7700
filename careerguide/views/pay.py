"""Pay as pages show it: rows by region, the address of every figure, how much is known and what is missing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from careerguide.charting.charts import edges
from careerguide.checking.ages import stale_from
from careerguide.library import Library
from careerguide.models import Column, ColumnKind, PayCell, Row, SalaryTable, SourceRef, When
from careerguide.pay.money import Cell, Gap, Number
from careerguide.pay.reach import PaySummary, median_columns, median_of, summary


class Figure(NamedTuple):
    """One cell: where it stands (`anchor` on the table's page, `line` in its YAML file) and what it says.

    `edges` are its low and its high figure for scripts, "-" where one is not known; `look` is gap, median or "".
    """

    column: str
    kind: ColumnKind
    anchor: str
    value: Cell
    line: int
    edges: str
    look: str


class PayRow(NamedTuple):
    """The figures of one region and, where the table has segments, one segment."""

    segment: str | None
    name: str | None
    median: Number | None
    figures: tuple[Figure, ...]


class PayRegion(NamedTuple):
    """The rows of one region."""

    id: str
    name: str
    where: str
    rows: tuple[PayRow, ...]


class PayColumn(NamedTuple):
    """A column with its id."""

    id: str
    facts: Column


class Oddity(NamedTuple):
    """A finding of the data checks that somebody has looked at: the cell in words, its anchor, the reason."""

    place: tuple[str, ...]
    anchor: str
    why: str


class PayTable(NamedTuple):
    """A salary table, or those of its regions that a page shows."""

    id: str
    url: str
    path: str
    title: str
    role: str
    role_title: str
    currency: str
    period: str
    basis: str
    inferred: tuple[str, ...]
    collected: When
    stale_from: datetime.date | None  # the day from which on the figures are old ones
    source: SourceRef
    note: str | None
    columns: tuple[PayColumn, ...]
    segments: tuple[str, ...]
    regions: tuple[PayRegion, ...]
    oddities: tuple[Oddity, ...]
    summary: PaySummary


def pay_table(library: Library, table: SalaryTable) -> PayTable:
    """Return the view of a whole table."""
    oddities = tuple(_oddity(library, table, cell, why) for cell, why in table.accepted_cells)
    head = pay_head(library, table, library.pay[table.id].summary)
    return head._replace(regions=_by_region(library, table, table.pay), oddities=oddities)


def pay_head(library: Library, table: SalaryTable, summary: PaySummary) -> PayTable:
    """Return the view of a table without its regions, as lists show it; `table` may have no pay."""
    role = library.roles.get(table.role)
    return PayTable(
        id=table.id,
        url=f"salaries/{table.id}/",
        path=library.path_of(table),
        title=table.title or (role.title if role else table.id),
        role=table.role,
        role_title=role.title if role else "",
        currency=table.currency,
        period=table.period,
        basis=table.basis,
        inferred=table.inferred,
        collected=table.collected,
        stale_from=stale_from(table.collected, library.settings.stale_after_months),
        source=table.source,
        note=table.note,
        columns=tuple(PayColumn(id, column) for id, column in table.columns.items()),
        segments=tuple(table.segments.values()),
        regions=(),
        oddities=(),
        summary=summary,
    )


def pay_there(library: Library, table: SalaryTable, region: str, head: PayTable) -> PayTable:
    """Return the view of one region's rows alone, for a page that shows those of many tables."""
    (shown,) = _by_region(library, table, [row for row in table.pay if row.region == region])
    values = [figure.value for row in shown.rows for figure in row.figures]
    reach = summary(values, [row.median for row in shown.rows], 1, head.summary.open)
    return head._replace(regions=(shown,), summary=reach)


def _oddity(library: Library, table: SalaryTable, cell: str, why: str) -> Oddity:
    names: dict[str, str] = {id: column.label for id, column in table.columns.items()}
    names |= table.segments
    ids = cell.split("/")
    region = library.regions[ids[0]].name if ids[0] in library.regions else ids[0]
    return Oddity((region, *(names.get(id, id) for id in ids[1:])), "-".join(ids), why)


def _by_region(library: Library, table: SalaryTable, pay: Iterable[Row]) -> tuple[PayRegion, ...]:
    rows: dict[str, list[PayRow]] = {}
    for row in pay:
        rows.setdefault(row.region, []).append(_row(table, row))
    return tuple(
        PayRegion(id, library.regions[id].name, library.regions[id].where, tuple(rows)) for id, rows in rows.items()
    )


def _row(table: SalaryTable, row: Row) -> PayRow:
    figures = tuple([_figure(table.columns[cell.column].kind, row, cell) for cell in row.cells])
    name = table.segments[row.segment] if row.segment else None
    return PayRow(row.segment, name, median_of(row, median_columns(table)), figures)


def _figure(kind: ColumnKind, row: Row, cell: PayCell) -> Figure:
    value, (low, high) = cell.value, edges(cell.value)
    pay = f"{'-' if low is None else low} {'-' if high is None else high}"
    look = "gap" if isinstance(value, Gap) else "median" if kind is ColumnKind.MEDIAN else ""
    return Figure(cell.column, kind, row.anchor(cell.column), value, cell.line, pay, look)
