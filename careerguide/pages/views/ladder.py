"""The pay ladder: bands or the values of an ordered dimension as steps, with their requirements and increases.

In: a `PayTable`. Out: a `Ladder` of the row with the most known figures; static/js/ladder.js reads other rows from the
table in the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.pages.charts.axes import PADDING, Scale
from careerguide.pages.charts.bars import gain, highest_figure, numeral, shade, single_bar
from careerguide.pages.views.charts import without
from careerguide.pages.views.pay import PayFigure, PayRegion, PayRow, PayTable
from careerguide.pay.key_figures import bands_of
from careerguide.schema import Column, DimensionValue
from careerguide.schema.cells import Amount, Range
from careerguide.schema.dimensions import Segment


class Rung(NamedTuple):
    """A step of one row: its figure, its position on the axis, and its increase over the one before."""

    figure: PayFigure
    x: str
    width: str
    added: Amount | Range | None


class LadderStep(NamedTuple):
    """A step: its numeral and shade, its name ("" for a band), what it asks for, and its figure in the shown row."""

    numeral: str
    shade: int
    name: str
    facts: Column | DimensionValue
    rung: Rung

    @property
    def open(self) -> bool:
        """Whether single employers pay more than its top."""
        return isinstance(self.facts, Column) and self.facts.open


class Ladder(NamedTuple):
    """The steps, their region and segment, and the number of other rows; or `dimension`, the one that they are of.

    `sides` are the ids of the dimensions of the segment.

    `column` is the id of the column whose figures the steps of a dimension have, `from_zero` tells whether their bars
    begin at zero, as those of amounts do.
    """

    steps: tuple[LadderStep, ...]
    region: PayRegion
    segment: Segment
    sides: tuple[str, ...]
    name: str
    others: int
    from_zero: bool
    dimension: int | None = None
    column: str = ""


class _Candidate(NamedTuple):
    region: PayRegion
    segment: Segment
    labels: tuple[str, ...]
    figures: list[PayFigure]
    order: Number

    @property
    def known(self) -> int:
        return sum(isinstance(figure.value, Amount | Range) for figure in self.figures)


def ladder(table: PayTable) -> Ladder | None:
    """Return the ladder of a table: its ordered dimension, or its bands; None where it has less than two steps."""
    if table.steps is not None:
        return _of_dimension(table, table.steps)
    bands = bands_of({column.id: column.facts for column in table.columns})
    rows = (
        _Candidate(region, row.segment, row.labels, [row.figures[index] for index in bands], row.order)
        for region in table.regions
        for row in region.rows
    )
    facts = [table.columns[index].facts for index in bands]
    sides = tuple(dimension.id for dimension in table.dimensions)
    return _ladder(facts, [""] * len(facts), sides, [row for row in rows if row.known], from_zero=False)


def _of_dimension(table: PayTable, index: int) -> Ladder | None:
    """Return the ladder of an ordered dimension, by the key figure."""
    column, dimension = table.key.column, table.dimensions[index]
    if column is None:
        return None
    groups: dict[tuple[str, Segment], list[tuple[PayRegion, PayRow]]] = {}
    for region in table.regions:
        for row in region.rows:
            groups.setdefault((region.id, without(row.segment, index)), []).append((region, row))
    rows = []
    for (_, segment), found in groups.items():
        region, first = found[0]
        order = max(row.order for _, row in found)
        figures = [row.figures[column] for _, row in found]
        rows.append(_Candidate(region, segment, without(first.labels, index), figures, order))
    names = [value.label for value in dimension.values]
    from_zero = not table.columns[column].facts.kind.statistic.is_range
    sides = without(tuple(each.id for each in table.dimensions), index)
    made = _ladder(dimension.values, names, sides, [row for row in rows if row.known], from_zero)
    return made and made._replace(dimension=index, column=table.columns[column].id)


def _ladder(
    facts: Sequence[Column | DimensionValue],
    names: Sequence[str],
    sides: tuple[str, ...],
    known: list[_Candidate],
    from_zero: bool,
) -> Ladder | None:
    if len(facts) < 2 or not known:
        return None
    best = max(known, key=lambda row: (row.known, row.order))
    rungs = _rungs(best.figures, from_zero)
    steps = tuple(
        LadderStep(numeral(each.label, number), shade(number, len(facts)), names[number], each, rungs[number])
        for number, each in enumerate(facts)
    )
    return Ladder(steps, best.region, best.segment, sides, ", ".join(best.labels), len(known) - 1, from_zero)


def _rungs(figures: list[PayFigure], from_zero: bool) -> list[Rung]:
    cells = [figure.value for figure in figures]
    scale = Scale(0, highest_figure(cells) * PADDING, ())
    gains = [None, *(gain(before, after) for before, after in pairwise(cells))]
    bars = [single_bar(cell, scale, from_zero) for cell in cells]
    return [
        Rung(*each) for each in ((figure, *bar, more) for figure, bar, more in zip(figures, bars, gains, strict=True))
    ]
