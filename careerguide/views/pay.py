"""Pay as pages show it: rows by region, the address of every figure, how much is known and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from careerguide.library import Library
from careerguide.models import Accepted, Column, ColumnKind, Row, SalaryTable, SourceRef, When
from careerguide.money import Amount, Cell, Gap, GapKind, Number


class Figure(NamedTuple):
    """One cell: where it stands (`anchor` on the table's page, `line` in its YAML file) and what it says."""

    column: str
    anchor: str
    value: Cell
    line: int


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
    source: SourceRef
    note: str | None
    columns: tuple[PayColumn, ...]
    segments: tuple[str, ...]
    regions: tuple[PayRegion, ...]
    accepted: tuple[Accepted, ...]
    summary: PaySummary


def pay_table(library: Library, table: SalaryTable) -> PayTable:
    """Return the view of a whole table."""
    role = library.roles.get(table.role)
    return PayTable(
        id=table.id,
        url=f"salaries/{table.id}/",
        path=f"content/salaries/{table.id}.yaml",
        title=table.title or (role.title if role else table.id),
        role=table.role,
        role_title=role.title if role else "",
        currency=table.currency,
        period=table.period,
        basis=table.basis,
        inferred=table.inferred,
        collected=table.collected,
        source=table.source,
        note=table.note,
        columns=tuple(PayColumn(id, column) for id, column in table.columns.items()),
        segments=tuple(table.segments.values()),
        regions=_by_region(library, table),
        accepted=table.accepted,
        summary=pay_summary(table, table.pay),
    )


def of_region(table: PayTable, region: PayRegion, summary: PaySummary) -> PayTable:
    """Return the table with one region's rows alone."""
    return table._replace(regions=(region,), accepted=(), summary=summary)


def _by_region(library: Library, table: SalaryTable) -> tuple[PayRegion, ...]:
    rows: dict[str, list[PayRow]] = {}
    medians = [id for id, column in table.columns.items() if column.kind is ColumnKind.MEDIAN]
    for row in table.pay:
        rows.setdefault(row.region, []).append(_row(table, row, medians))
    return tuple(
        PayRegion(id, library.regions[id].name, library.regions[id].where, tuple(rows)) for id, rows in rows.items()
    )


def _row(table: SalaryTable, row: Row, medians: list[str]) -> PayRow:
    prefix = "-".join(filter(None, (row.region, row.segment)))
    figures = tuple(Figure(cell.column, f"{prefix}-{cell.column}", cell.value, cell.line) for cell in row.cells)
    median = next((f.value.value for f in figures if f.column in medians and isinstance(f.value, Amount)), None)
    return PayRow(row.segment, table.segments[row.segment] if row.segment else None, median, figures)


def pay_summary(table: SalaryTable, rows: Iterable[Row]) -> PaySummary:
    """Return how far the figures of some rows reach and how many of them are missing."""
    numbers: list[Number] = []
    medians: list[Number] = []
    gaps: Counter[GapKind] = Counter()
    regions = set()
    known = 0
    for row in rows:
        regions.add(row.region)
        for cell in row.cells:
            if isinstance(cell.value, Gap):
                gaps[cell.value.kind] += 1
                continue
            known += 1
            numbers += [number for number in cell.value if number is not None]
            if isinstance(cell.value, Amount) and table.columns[cell.column].kind is ColumnKind.MEDIAN:
                medians.append(cell.value.value)
    return PaySummary(
        low=min(numbers, default=None),
        high=max(numbers, default=None),
        open=any(column.open for column in table.columns.values()),
        median_low=min(medians, default=None),
        median_high=max(medians, default=None),
        known=known,
        gaps=tuple((kind, gaps[kind]) for kind in GapKind if gaps[kind]),
        regions=len(regions),
    )
