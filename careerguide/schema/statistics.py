"""Registry of the kinds of pay columns; everything that depends on a kind is derived from here.

A new kind needs an entry here, its translations, its lines in docs/, and the words by which the import recognises it in
headings; a new `Drawing` also needs pages/charts/bars.py and templates/charts/.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Self

from careerguide.core.problems import Message, SiteText, one_of

LOWEST, MEDIAN_LEVEL, HIGHEST = 0.0, 50.0, 100.0


class Drawing(Enum):
    """How the figures of a column are drawn on the bar of a row."""

    BAND = "a stretch from the low to the high end of each cell, which is a range"
    POINT = "a point of the stretch from the lowest to the highest figure of the row"
    MARK = "a mark of its own beside that stretch"
    NONE = "not at all: it is no pay"


@dataclass(frozen=True)
class Statistic:
    """One kind of pay column.

    `level` is the position of its figures among those of a row, from 0 (lowest) to 100; for a percentile, its `p`.
    """

    name: str
    help: Message
    meaning: SiteText  # {share} is `p` in per cent
    drawing: Drawing
    level: float | None = None
    label: SiteText | None = None  # in the legend of a chart; None: the column's own heading
    central: bool = False  # a measure of the middle of a row, by which rows are compared
    lowest: bool = False  # the lowest figure of a row without one of a lower level
    takes_p: bool = False

    @property
    def is_pay(self) -> bool:
        """Whether its cells are amounts of money."""
        return self.drawing is not Drawing.NONE

    @property
    def is_range(self) -> bool:
        """Whether its cells are ranges instead of single amounts."""
        return self.drawing is Drawing.BAND


class ColumnKind(StrEnum):
    """The statistic that a column's figures are."""

    statistic: Statistic

    def __new__(cls, statistic: Statistic) -> Self:
        """Return the member whose value is the name of its entry."""
        kind = str.__new__(cls, statistic.name)
        kind._value_ = statistic.name
        kind.statistic = statistic
        return kind

    BAND = Statistic("band", Message("a range"), SiteText("A range of pay."), Drawing.BAND)
    PERCENTILE = Statistic(
        "percentile", Message("a percentile"), SiteText("{share} of people earn less."), Drawing.POINT, takes_p=True
    )
    MEDIAN = Statistic(
        "median",
        Message("the median"),
        SiteText("Half of the people earn less, half more."),
        Drawing.POINT,
        level=MEDIAN_LEVEL,
        label=SiteText("median"),
        central=True,
    )
    MEAN = Statistic(
        "mean", Message("the mean"), SiteText("The mean of all."), Drawing.MARK, label=SiteText("mean"), central=True
    )
    LOW = Statistic("low", Message("the lowest"), SiteText("The lowest."), Drawing.POINT, level=LOWEST)
    HIGH = Statistic("high", Message("the highest"), SiteText("The highest."), Drawing.POINT, level=HIGHEST)
    ENTRY = Statistic(
        "entry",
        Message("for beginners"),
        SiteText("For a beginner."),
        Drawing.MARK,
        label=SiteText("beginners"),
        lowest=True,
    )
    COUNT = Statistic(
        "count",
        Message("a number of people"),
        SiteText("How many people the figures of the row are about."),
        Drawing.NONE,
    )


RANGES = frozenset(kind.value for kind in ColumnKind if kind.statistic.is_range)
LIST_OF_KINDS = one_of([Message("{word} ({help})", word=kind.value, help=kind.statistic.help) for kind in ColumnKind])
