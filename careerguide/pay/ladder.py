"""Facts that follow from a salary table's figures: how far they reach, their medians, their gaps, how regions compare.

In: a `SalaryTable` (and one of its rows). Out: numbers and records. Nothing is estimated: a gap takes part in nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median as middle_of
from typing import NamedTuple

from careerguide.models import Column, ColumnKind, PayCell, Row, SalaryTable
from careerguide.pay.money import Amount, Gap, GapKind, Number, Range


class Bounds(NamedTuple):
    """The lowest and the highest known figure (None where none is known).

    `open_low`, `open_high`: the source says that pay goes further there. `partial`: some of the figures are gaps, so
    that the true bounds may lie further out.
    """

    low: Number | None
    high: Number | None
    open_low: bool = False
    open_high: bool = False
    partial: bool = False


class Standing(NamedTuple):
    """How a region's median compares: rank 1 of `of` is the best paid; ratios are to the highest and the middle one."""

    median: Number
    rank: int
    of: int
    to_highest: float
    to_middle: float


def band_columns(table: SalaryTable) -> dict[str, Column]:
    """Return the columns that are bands, in order."""
    return {id: column for id, column in table.columns.items() if column.kind is ColumnKind.BAND}


def median_column(table: SalaryTable) -> str | None:
    """Return the id of the column with the medians: of that kind, or the 50th percentile; None where there is none."""
    medians = [id for id, column in table.columns.items() if column.kind is ColumnKind.MEDIAN]
    return next(iter(medians), next((id for id, column in table.columns.items() if column.p == 50), None))


def median(table: SalaryTable, row: Row) -> Number | None:
    """Return a row's median, or None where it is a gap or the table has none."""
    column = median_column(table)
    cell = row.cell(column) if column else None
    return cell.value.value if cell and isinstance(cell.value, Amount) else None


def bounds(table: SalaryTable, row: Row) -> Bounds:
    """Return how far a row reaches: over its bands, or in a table without bands over all that it has but the mean."""
    counted = band_columns(table) or {id: c for id, c in table.columns.items() if c.kind is not ColumnKind.MEAN}
    cells = [cell for cell in row.cells if cell.column in counted]
    figures = [number for cell in cells for number in _figures(cell)]
    return Bounds(
        low=min(figures, default=None),
        high=max(figures, default=None),
        open_low=any(isinstance(cell.value, Range) and cell.value.low is None for cell in cells),
        open_high=any(_goes_further(cell, counted[cell.column]) for cell in cells),
        partial=any(isinstance(cell.value, Gap) and cell.value.kind is not GapKind.TOP_CODED for cell in cells),
    )


def table_range(table: SalaryTable) -> Bounds:
    """Return how far the whole table reaches."""
    return _union(bounds(table, row) for row in table.pay)


def region_range(table: SalaryTable, region: str) -> Bounds:
    """Return how far the pay of a region reaches, over its segments."""
    return _union(bounds(table, row) for row in table.pay if row.region == region)


def _figures(cell: PayCell) -> list[Number]:
    if isinstance(cell.value, Gap):
        return [cell.value.bound] if cell.value.bound is not None else []
    return [number for number in cell.value if number is not None]


def _goes_further(cell: PayCell, column: Column) -> bool:
    if isinstance(cell.value, Gap):
        return cell.value.kind is GapKind.TOP_CODED
    return column.open or (isinstance(cell.value, Range) and cell.value.high is None)


def _union(all_bounds: Iterable[Bounds]) -> Bounds:
    rows = list(all_bounds)
    return Bounds(
        low=min((row.low for row in rows if row.low is not None), default=None),
        high=max((row.high for row in rows if row.high is not None), default=None),
        open_low=any(row.open_low for row in rows),
        open_high=any(row.open_high for row in rows),
        partial=any(row.partial for row in rows),
    )


def gaps(table: SalaryTable) -> list[tuple[Row, PayCell]]:
    """Return the cells whose figures are missing, with their rows."""
    return [(row, cell) for row in table.pay for cell in row.cells if isinstance(cell.value, Gap)]


def medians(table: SalaryTable, segment: str | None = None) -> dict[str, Number]:
    """Return the known medians of one segment by region (segment None: of a table without segments)."""
    rows = ((row.region, median(table, row)) for row in table.pay if row.segment == segment)
    return {region: value for region, value in rows if value is not None}


def all_standings(table: SalaryTable) -> dict[str | None, dict[str, Standing]]:
    """Return how all regions compare, in every segment of a table (None in one without segments)."""
    return {segment: standings(table, segment) for segment in table.segments or [None]}


def standings(table: SalaryTable, segment: str | None = None) -> dict[str, Standing]:
    """Return how the regions of one segment compare, best paid first; equal medians share a rank."""
    known = medians(table, segment)
    if not known:
        return {}
    ordered = sorted(known.items(), key=lambda item: -item[1])
    highest, middle = float(ordered[0][1]), middle_of(float(value) for value in known.values())
    ranks: dict[Number, int] = {}
    for place, (_, value) in enumerate(ordered, 1):
        ranks.setdefault(value, place)
    return {
        region: Standing(value, ranks[value], len(known), float(value) / highest, float(value) / middle)
        for region, value in ordered
    }
