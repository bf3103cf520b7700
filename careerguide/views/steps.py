"""The ladder of pay: the bands of one region as steps, with what each asks for and what it adds.

In: a `PayTable`. Out: a `Ladder` of the row of which most is known; ladder.js reads the others from the table itself.
"""

from __future__ import annotations

from typing import NamedTuple

from careerguide.charting.axes import ROOM, Scale
from careerguide.charting.charts import NUMERALS, bar, form_of, gain, numeral, reach
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
    rungs = []
    for number, figure in enumerate(figures):
        drawn = bar(_ALONE, [figure.value], scale).parts
        added = gain(cells[number - 1], cells[number]) if number else None
        rungs.append(Rung(figure, drawn[0].x, drawn[0].width, added))
    return rungs


_ALONE = form_of({"I": Column(kind=ColumnKind.BAND, label="I")})
