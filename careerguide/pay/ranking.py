"""How regions compare by the key figure of a table: their ranks, and their shares of the highest and the middle one.

In: a `SalaryTable`. Out: `Standing`s by region. A gap takes part in nothing; of a top-coded figure it is known that it
is its bound or more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from decimal import Decimal
from math import inf
from statistics import median
from typing import NamedTuple

from careerguide.core.numbers import Number, rounded
from careerguide.pay.key_figures import key_figure, least, ranked_cell
from careerguide.schema import SalaryTable
from careerguide.schema.cells import Amount, Gap
from careerguide.schema.dimensions import Segment


class Standing(NamedTuple):
    """How a region compares: rank 1 of `of` is the best paid.

    Ratios are to the highest and the middle one, None where the source does not show one of the two.
    """

    amount: Number  # what a top-coded figure is at least
    rank: int
    last: int  # the last of the places that equal amounts share, or that a top-coded figure can have
    of: int
    to_highest: float | None
    to_middle: float | None

    @property
    def place(self) -> str:
        """The place, or the first and the last of several: "7", "7–8"."""
        return str(self.rank) if self.last == self.rank else f"{self.rank}–{self.last}"

    @property
    def of_highest(self) -> int:
        """The share of the highest in whole per cent: 100 for nothing but the highest."""
        return 100 if self.to_highest in (None, 1) else min(99, _in_per_cent(self.to_highest))

    @property
    def from_middle(self) -> int:
        """The difference from the middle in whole per cent."""
        return 0 if self.to_middle is None else _in_per_cent(self.to_middle, 1)


def all_standings(table: SalaryTable, part_of: Mapping[str, str | None]) -> dict[Segment, dict[str, Standing]]:
    """Return how regions compare, in every segment of a table, best paid first; equal amounts share a rank.

    A region is compared with those that are `part_of` the same one: a country is not ranked among its towns.
    """
    key = key_figure(table.columns)
    known: dict[Segment, dict[str | None, dict[str, Amount | Gap]]] = {row.segment: {} for row in table.pay}
    for row in table.pay:
        if (cell := ranked_cell(key, [cell.value for cell in row.cells])) is not None:
            known[row.segment].setdefault(part_of.get(row.region), {})[row.region] = cell
    return {
        segment: {region: each for siblings in groups.values() for region, each in _standings(siblings).items()}
        for segment, groups in known.items()
    }


def _standings(known: Mapping[str, Amount | Gap]) -> dict[str, Standing]:
    lows = {region: float(least(cell) or 0) for region, cell in known.items()}
    highs = {region: lows[region] if isinstance(cell, Amount) else inf for region, cell in known.items()}
    ascending, tops = sorted(lows.values()), sorted(highs.values())
    highest, middle = tops[-1], median(tops)
    if middle != median(ascending):
        middle = inf  # it depends on what top-coded figures are

    def standing(region: str) -> Standing:
        low, high = lows[region], highs[region]
        rank, last = 1 + len(known) - bisect_right(ascending, high), len(known) - bisect_left(tops, low)
        of_all = 1.0 if rank == last == 1 else None
        return Standing(
            amount=least(known[region]) or 0,
            rank=rank,
            last=last,
            of=len(known),
            to_highest=low / highest if highest < inf else of_all,
            to_middle=low / middle if max(high, middle) < inf else None,
        )

    return {region: standing(region) for region in sorted(known, key=lambda region: (-lows[region], -highs[region]))}


def _in_per_cent(ratio: float, less: int = 0) -> int:
    """Return a ratio, or by how much it is more than another one, in whole per cent."""
    return int(rounded(100 * (Decimal(str(ratio)) - less)))
