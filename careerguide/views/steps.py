"""The ladder of pay: the bands of one region as steps, with what each asks for and what it adds.

In: a `PayTable`. Out: a `Ladder` of the row of which most is known, and the same steps of every other row.
"""

from __future__ import annotations

from typing import NamedTuple

from careerguide.charting.axes import ROOM, Scale
from careerguide.charting.charts import NUMERALS, bar, form_of, gain, numeral, reach
from careerguide.models import Column, ColumnKind
from careerguide.pay.money import Amount, Gap, Range
from careerguide.views.pay import Figure, PayRow, PayTable

MOST = 60  # rows to choose from; a longer table has the explorer


class Rung(NamedTuple):
    """A band of one row: its figure, where it stands on the axis, and what it adds to the one before it."""

    figure: Figure
    x: str
    width: str
    added: Amount | Range | None


class LadderRow(NamedTuple):
    """The steps of one row."""

    region: str
    name: str
    segment: str | None
    anchor: str
    rungs: tuple[Rung, ...]


class Step(NamedTuple):
    """A band: what is written beside it, what employers ask for, and whether single employers pay more."""

    numeral: str
    facts: Column


class Ladder(NamedTuple):
    """The bands as steps, the row that is shown first, and all rows in the table's order."""

    steps: tuple[Step, ...]
    first: LadderRow
    rows: tuple[LadderRow, ...]


def ladder(table: PayTable) -> Ladder | None:
    """Return the ladder of a table; None where it has no bands, or one alone."""
    bands = [index for index, column in enumerate(table.columns) if column.facts.kind is ColumnKind.BAND]
    pairs = [(region, row) for region in table.regions for row in region.rows]
    known = [row for _, row in pairs if _known(row, bands)]
    if len(bands) < 2 or not known:
        return None
    rows = tuple(_row(bands, region.id, region.name, row) for region, row in pairs if _known(row, bands))
    best = max(range(len(known)), key=lambda index: (_known(known[index], bands), known[index].median or 0, -index))
    steps = tuple(
        Step(numeral(table.columns[index].id, number), table.columns[index].facts)
        for number, index in enumerate(bands[: len(NUMERALS)])
    )
    return Ladder(steps, rows[best], rows[:MOST])


def _known(row: PayRow, bands: list[int]) -> int:
    return sum(not isinstance(row.figures[index].value, Gap) for index in bands)


def _row(bands: list[int], region: str, name: str, row: PayRow) -> LadderRow:
    figures = [row.figures[index] for index in bands]
    cells = [figure.value for figure in figures]
    scale = Scale(0, reach(cells) * ROOM, ())
    rungs = []
    for number, figure in enumerate(figures):
        drawn = bar(_ALONE, [figure.value], scale).parts
        added = gain(cells[number - 1], cells[number]) if number else None
        rungs.append(Rung(figure, drawn[0].x, drawn[0].width, added))
    return LadderRow(region, name, row.name, row.figures[0].anchor, tuple(rungs))


_ALONE = form_of({"I": Column(kind=ColumnKind.BAND, label="I")})
