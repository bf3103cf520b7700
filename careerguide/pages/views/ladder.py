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
from careerguide.pages.charts.bars import NUMERALS, gain, highest_figure, numeral, single_bar
from careerguide.pages.views.charts import without
from careerguide.pages.views.pay import PayFigure, PayRegion, PayRow, PayTable
from careerguide.pay.key_figures import bands_of
from careerguide.schema import Column, DimensionValue
from careerguide.schema.cells import Amount, Cell, Range
from careerguide.schema.dimensions import Segment


class Rung(NamedTuple):
    """A step of one row: its figure, its position on the axis, and its increase over the one before."""

    figure: PayFigure
    x: str
    width: str
    added: Amount | Range | None


class LadderStep(NamedTuple):
    """A step: its numeral, its name (a band's is its numeral), what it asks for, and its figure in the shown row."""

    numeral: str
    name: str
    facts: Column | DimensionValue
    rung: Rung

    @property
    def open(self) -> bool:
        """Whether single employers pay more than its top."""
        return isinstance(self.facts, Column) and self.facts.open


class Ladder(NamedTuple):
    """The steps, their region and segment, and the number of other rows; or `dimension`, the one that they are of.

    `column` is the id of the column whose figures the steps of a dimension have.
    """

    steps: tuple[LadderStep, ...]
    region: PayRegion
    segment: Segment
    name: str
    others: int
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
    return _ladder(facts, [""] * len(facts), [row for row in rows if row.known])


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
    made = _ladder(dimension.values, names, [row for row in rows if row.known])
    return made and made._replace(dimension=index, column=table.columns[column].id)


def _ladder(facts: Sequence[Column | DimensionValue], names: Sequence[str], known: list[_Candidate]) -> Ladder | None:
    if len(facts) < 2 or not known:
        return None
    best = max(known, key=lambda row: (row.known, row.order))
    rungs = _rungs(best.figures)
    steps = tuple(
        LadderStep(numeral(each.label, number), names[number], each, rungs[number])
        for number, each in enumerate(facts[: len(NUMERALS)])
    )
    return Ladder(steps, best.region, best.segment, ", ".join(best.labels), len(known) - 1)


def _rungs(figures: list[PayFigure]) -> list[Rung]:
    cells = [figure.value for figure in figures]
    scale = Scale(0, highest_figure(cells) * PADDING, ())
    gains = [None, *(gain(before, after) for before, after in pairwise(cells))]
    bars = [single_bar(_from_zero(cell), scale) for cell in cells]
    return [
        Rung(*each) for each in ((figure, *bar, more) for figure, bar, more in zip(figures, bars, gains, strict=True))
    ]


def _from_zero(cell: Cell) -> Cell:
    """Return what is drawn: a range, or all up to an amount."""
    return Range(0, cell.value) if isinstance(cell, Amount) else cell
