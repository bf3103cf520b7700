"""The ladder of pay: the bands of one region as steps, with what each asks for and what it adds.

In: a `PayTable`. Out: a `Ladder` of the row of which most is known; ladder.js reads the others from the table itself.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from careerguide.charting.axes import ROOM, Scale
from careerguide.charting.charts import NUMERALS, alone, gain, numeral, reach
from careerguide.models import Column, ColumnKind
from careerguide.pay.money import Amount, Gap, Range
from careerguide.views.pay import Figure, PayRegion, PayRow, PayTable


class Rung(NamedTuple):
    """A band of one row: its figure, where it stands on the axis, and what it adds to the one before it."""

    figure: Figure
    x: str
    width: str
    added: Amount | Range | None


class Step(NamedTuple):
    """A band: what is written beside it, what employers ask for, and where the row that is shown stands."""

    numeral: str
    facts: Column
    rung: Rung


class Ladder(NamedTuple):
    """The bands as steps, the region and the kind of employer that they are of, and how many others there are."""

    steps: tuple[Step, ...]
    region: PayRegion
    row: PayRow
    others: int


def ladder(table: PayTable) -> Ladder | None:
    """Return the ladder of a table; None where it has no bands, or one alone."""
    bands = [index for index, column in enumerate(table.columns) if column.facts.kind is ColumnKind.BAND]
    known = [(region, row) for region in table.regions for row in region.rows if _known(row, bands)]
    if len(bands) < 2 or not known:
        return None
    region, row = max(known, key=lambda pair: (_known(pair[1], bands), pair[1].median or 0))
    rungs = _rungs([row.figures[index] for index in bands])
    steps = tuple(
        Step(numeral(table.columns[index].id, number), table.columns[index].facts, rungs[number])
        for number, index in enumerate(bands[: len(NUMERALS)])
    )
    return Ladder(steps, region, row, len(known) - 1)


def _known(row: PayRow, bands: list[int]) -> int:
    return sum(not isinstance(row.figures[index].value, Gap) for index in bands)


def _rungs(figures: list[Figure]) -> list[Rung]:
    cells = [figure.value for figure in figures]
    scale = Scale(0, reach(cells) * ROOM, ())
    gains = [None, *(gain(before, after) for before, after in pairwise(cells))]
    return [Rung(figure, *alone(figure.value, scale), more) for figure, more in zip(figures, gains, strict=True)]
