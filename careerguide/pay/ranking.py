"""How regions compare by the key figure of a table: their ranks, and their shares of the highest and the middle one.

In: a `SalaryTable`. Out: `Standing`s by region. A gap takes part in nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.pay.key_figures import key_amount, key_figure
from careerguide.schema import SalaryTable
from careerguide.schema.dimensions import Segment


class Standing(NamedTuple):
    """How a region compares: rank 1 of `of` is the best paid; ratios are to the highest and the middle one."""

    amount: Number
    rank: int
    last: int  # the last of the places that equal amounts share
    of: int
    to_highest: float
    to_middle: float

    @property
    def place(self) -> str:
        """The place, or the places that equal amounts share: "7", "7–8"."""
        return str(self.rank) if self.last == self.rank else f"{self.rank}–{self.last}"


def all_standings(table: SalaryTable, part_of: Mapping[str, str | None]) -> dict[Segment, dict[str, Standing]]:
    """Return how regions compare, in every segment of a table, best paid first; equal amounts share a rank.

    A region is compared with those that are `part_of` the same one: a country is not ranked among its towns.
    """
    key = key_figure(table.columns)
    known: dict[Segment, dict[str | None, dict[str, Number]]] = {row.segment: {} for row in table.pay}
    for row in table.pay:
        if (amount := key_amount(key, [cell.value for cell in row.cells])) is not None:
            known[row.segment].setdefault(part_of.get(row.region), {})[row.region] = amount
    return {
        segment: {region: each for siblings in groups.values() for region, each in _standings(siblings).items()}
        for segment, groups in known.items()
    }


def _standings(known: Mapping[str, Number]) -> dict[str, Standing]:
    ordered = sorted(known.items(), key=lambda item: -item[1])
    highest, middle = float(ordered[0][1]), median(float(value) for value in known.values())
    first: dict[Number, int] = {}
    last: dict[Number, int] = {}
    for place, (_, value) in enumerate(ordered, 1):
        first.setdefault(value, place)
        last[value] = place
    return {
        region: Standing(
            amount=value,
            rank=first[value],
            last=last[value],
            of=len(known),
            to_highest=float(value) / highest,
            to_middle=float(value) / middle,
        )
        for region, value in ordered
    }
