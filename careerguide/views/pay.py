"""Pay as pages show it: rows by region, the address of every figure, how much is known and what is missing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Container, Sequence
from typing import NamedTuple

from careerguide.charting.charts import edges
from careerguide.checking.ages import stale_from
from careerguide.library import Library
from careerguide.models import Column, ColumnKind, PayCell, Row, SalaryTable, SourceRef, When
from careerguide.pay.money import Amount, Cell, Gap, GapKind, Number

GAP_KINDS = tuple(GapKind)  # an enum takes a microsecond to walk


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


class PaySummary(NamedTuple):
    """The span of all known figures, the span of the medians, and how many cells are known and missing."""

    low: Number | None
    high: Number | None
    beyond: bool  # `high` is where the source stops counting (a top-coded cell): pay goes further
    open: bool  # single employers pay more than `high`
    median_low: Number | None
    median_high: Number | None
    known: int
    gaps: tuple[tuple[GapKind, int], ...]
    regions: int

    @property
    def missing(self) -> int:
        """How many cells are gaps."""
        return sum(count for _, count in self.gaps)


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
    return pay_head(library, table)._replace(regions=_by_region(library, table), oddities=oddities)


def pay_head(library: Library, table: SalaryTable) -> PayTable:
    """Return the view of a table without its regions, as lists show it: a tenth of the work."""
    role = library.roles.get(table.role)
    open_top = any(column.open for column in table.columns.values())
    medians = _median_columns(table)
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
        summary=_summary(
            [cell.value for row in table.pay for cell in row.cells],
            [_median(row, medians) for row in table.pay],
            len({row.region for row in table.pay}),
            open_top,
        ),
    )


def of_region(table: PayTable, region: PayRegion) -> PayTable:
    """Return the table with one region's rows alone."""
    values = [figure.value for row in region.rows for figure in row.figures]
    summary = _summary(values, [row.median for row in region.rows], 1, table.summary.open)
    return table._replace(regions=(region,), oddities=(), summary=summary)


def _oddity(library: Library, table: SalaryTable, cell: str, why: str) -> Oddity:
    names: dict[str, str] = {id: column.label for id, column in table.columns.items()}
    names |= table.segments
    ids = cell.split("/")
    region = library.regions[ids[0]].name if ids[0] in library.regions else ids[0]
    return Oddity((region, *(names.get(id, id) for id in ids[1:])), "-".join(ids), why)


def _by_region(library: Library, table: SalaryTable) -> tuple[PayRegion, ...]:
    rows: dict[str, list[PayRow]] = {}
    for row in table.pay:
        rows.setdefault(row.region, []).append(_row(table, row))
    return tuple(
        PayRegion(id, library.regions[id].name, library.regions[id].where, tuple(rows)) for id, rows in rows.items()
    )


def _median_columns(table: SalaryTable) -> frozenset[str]:
    return frozenset([id for id, column in table.columns.items() if column.kind is ColumnKind.MEDIAN])


def _median(row: Row, columns: Container[str]) -> Number | None:
    known = [it.value.value for it in row.cells if it.column in columns and isinstance(it.value, Amount)]
    return known[0] if known else None


def _row(table: SalaryTable, row: Row) -> PayRow:
    figures = tuple([_figure(table.columns[cell.column].kind, row, cell) for cell in row.cells])
    name = table.segments[row.segment] if row.segment else None
    return PayRow(row.segment, name, _median(row, _median_columns(table)), figures)


def _figure(kind: ColumnKind, row: Row, cell: PayCell) -> Figure:
    value, (low, high) = cell.value, edges(cell.value)
    pay = f"{'-' if low is None else low} {'-' if high is None else high}"
    look = "gap" if isinstance(value, Gap) else "median" if kind is ColumnKind.MEDIAN else ""
    return Figure(cell.column, kind, row.anchor(cell.column), value, cell.line, pay, look)


def _summary(values: Sequence[Cell], row_medians: Sequence[Number | None], regions: int, open_top: bool) -> PaySummary:
    """Return how far the figures of some regions reach and how many of them are missing."""
    known = [value for value in values if not isinstance(value, Gap)]
    gaps = Counter([value.kind for value in values if isinstance(value, Gap)])
    numbers = [number for value in known for number in value if number is not None]
    bounds = [value.bound for value in values if isinstance(value, Gap) and value.bound is not None]
    high = max([*numbers, *bounds], default=None)
    medians = [median for median in row_medians if median is not None]
    return PaySummary(
        low=min(numbers, default=high),
        high=high,
        beyond=high is not None and high in bounds and high not in numbers,
        open=open_top,
        median_low=min(medians, default=None),
        median_high=max(medians, default=None),
        known=len(known),
        gaps=tuple([(kind, gaps[kind]) for kind in GAP_KINDS if kind in gaps]),
        regions=regions,
    )
