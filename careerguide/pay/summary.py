"""How far the pay of a table, or of a part of it, reaches: the spans of all figures and of the key figure; the gaps.

In: a `SalaryTable`, or cells. Out: a `PaySummary`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.pay.key_figures import key_figure, least, pay_columns, ranked_cell
from careerguide.schema import SalaryTable
from careerguide.schema.cells import Amount, Cell, Gap, Range
from careerguide.schema.gaps import GAPS, GapKind


class PaySummary(NamedTuple):
    """The span of all known figures, that of the key figure, and how many cells are known and missing.

    `beyond` and `key_beyond` tell that pay goes further than the high end, which is the bound of a top-coded cell or
    where an open range begins.
    """

    low: Number | None
    high: Number | None
    beyond: bool
    open: bool  # single employers pay more than `high`
    key_low: Number | None
    key_high: Number | None
    key_beyond: bool
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
        [ranked_cell(key, [cell.value for cell in row.cells]) for row in table.pay],
        len({row.region for row in table.pay}),
        any(column.open for column in table.columns.values()),
    )


def summary(values: Sequence[Cell], keys: Sequence[Cell | None], regions: int, open_top: bool) -> PaySummary:
    """Return how far the figures of some regions and their key figures reach, and how many figures are missing."""
    gaps = Counter([value.kind for value in values if isinstance(value, Gap)])
    low, high, beyond = _reach(values)
    key_low, key_high, key_beyond = _reach(keys)
    return PaySummary(
        low=low,
        high=high,
        beyond=beyond,
        open=open_top,
        key_low=key_low,
        key_high=key_high,
        key_beyond=key_beyond,
        known=sum(isinstance(value, Amount | Range) for value in values),
        gaps=tuple([(kind, gaps[kind]) for kind in GAPS.values() if kind in gaps]),
        regions=regions,
    )


def _reach(cells: Sequence[Cell | None]) -> tuple[Number | None, Number | None, bool]:
    """Return the lowest and the highest figure of cells, and whether what they tell of goes further than that."""
    ends: list[Number] = []
    open_ends: set[Number] = set()
    for cell in cells:
        low, high = cell if isinstance(cell, Range) else (least(cell), None)
        ends += [end for end in (low, high) if end is not None]
        if low is not None and high is None and not isinstance(cell, Amount):
            open_ends.add(low)
    highest = max(ends, default=None)
    return min(ends, default=None), highest, highest in open_ends
