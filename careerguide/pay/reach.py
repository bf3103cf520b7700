"""How far the pay of a table, or of a part of it, reaches: the spans of all figures and of the medians, and the gaps.

In: a `SalaryTable`, or cells. Out: a `PaySummary`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from typing import NamedTuple

from careerguide.models import ColumnKind, Row, SalaryTable
from careerguide.pay.money import Amount, Cell, Gap, GapKind, Number

GAP_KINDS = tuple(GapKind)  # an enum takes a microsecond to walk


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


def summary_of(table: SalaryTable) -> PaySummary:
    """Return how far the pay of a whole table reaches."""
    medians = median_columns(table)
    return summary(
        [cell.value for row in table.pay for cell in row.cells],
        [median_of(row, medians) for row in table.pay],
        len({row.region for row in table.pay}),
        any(column.open for column in table.columns.values()),
    )


def summary(values: Sequence[Cell], row_medians: Sequence[Number | None], regions: int, open_top: bool) -> PaySummary:
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


def median_columns(table: SalaryTable) -> frozenset[str]:
    """Return the ids of the columns of medians."""
    return frozenset([id for id, column in table.columns.items() if column.kind is ColumnKind.MEDIAN])


def median_of(row: Row, columns: Container[str]) -> Number | None:
    """Return the median of a row, where it is known."""
    known = [it.value.value for it in row.cells if it.column in columns and isinstance(it.value, Amount)]
    return known[0] if known else None
