"""How far the pay of a table, or of a part of it, reaches: the spans of all figures and of the key figure; the gaps.

In: a `SalaryTable`, or cells. Out: a `PaySummary`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.pay.key_figures import key_amount, key_figure, pay_columns
from careerguide.schema import SalaryTable
from careerguide.schema.cells import Amount, Cell, Gap, Range
from careerguide.schema.gaps import GAPS, GapKind


class PaySummary(NamedTuple):
    """The span of all known figures, that of the key figure, and how many cells are known and missing."""

    low: Number | None
    high: Number | None
    beyond: bool  # `high` is where the source stops counting (a top-coded cell): pay goes further
    open: bool  # single employers pay more than `high`
    key_low: Number | None
    key_high: Number | None
    known: int
    gaps: tuple[tuple[GapKind, int], ...]
    regions: int

    @property
    def missing(self) -> int:
        """How many cells are gaps."""
        return sum(count for _, count in self.gaps)


def summary_of(table: SalaryTable) -> PaySummary:
    """Return how far the pay of a whole table reaches."""
    key, paid = key_figure(table.columns), pay_columns(table.columns)
    return summary(
        [row.cells[index].value for row in table.pay for index in paid],
        [key_amount(key, [cell.value for cell in row.cells]) for row in table.pay],
        len({row.region for row in table.pay}),
        any(column.open for column in table.columns.values()),
    )


def summary(values: Sequence[Cell], key_amounts: Sequence[Number | None], regions: int, open_top: bool) -> PaySummary:
    """Return how far the figures of some regions reach and how many of them are missing."""
    known = [value for value in values if isinstance(value, Amount | Range)]
    gaps = Counter([value.kind for value in values if isinstance(value, Gap)])
    numbers = [number for value in known for number in value if number is not None]
    bounds = [value.bound for value in values if isinstance(value, Gap) and value.bound is not None]
    high = max([*numbers, *bounds], default=None)
    keys = [amount for amount in key_amounts if amount is not None]
    return PaySummary(
        low=min(numbers, default=high),
        high=high,
        beyond=high is not None and high in bounds and high not in numbers,
        open=open_top,
        key_low=min(keys, default=None),
        key_high=max(keys, default=None),
        known=len(known),
        gaps=tuple([(kind, gaps[kind]) for kind in GAPS.values() if kind in gaps]),
        regions=regions,
    )
