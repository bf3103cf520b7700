"""Small range bars: the span of a table's figures and of its key figures, comparable between lists.

In: the summaries of all tables of the guide. Out: a bar for each, on a common axis for each currency and period. The
axis ends at a round number that nearly all figures are below, so that a new highest one rarely changes the other bars.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.pages.charts.axes import Scale, per_cent, scale_to_round
from careerguide.pay.summary import PaySummary

Unit = tuple[str, str]  # currency and period


OUTLIERS = 50  # of as many tables one may go beyond the axis, so that it does not make the bars of all others short
ARROW = 99.0  # where a bar begins at the latest, in per cent, so that one beyond the axis is seen


class SmallBar(NamedTuple):
    """The span of all figures (`x` and `width`); within it, that of the key figures (empty where none is known).

    `beyond` tells whether the figures go beyond the axis.
    """

    x: str
    width: str
    key_x: str
    key_width: str
    beyond: bool


def small_bars(tables: Mapping[str, tuple[Unit, PaySummary]]) -> dict[str, SmallBar]:
    """Return the small range bar of every table with a known figure."""
    ends: dict[Unit, list[float]] = {}
    for unit, pay in tables.values():
        if pay.low is not None:
            ends.setdefault(unit, []).append(highest_of(pay))
    scales = {unit: scale_to_round(sorted(highs)[-1 - len(highs) // OUTLIERS]) for unit, highs in ends.items()}
    return {id: small_bar(scales[unit], pay) for id, (unit, pay) in tables.items() if pay.low is not None}


def highest_of(summary: PaySummary) -> float:
    """Return the highest figure of a table, or 0 where none is known."""
    return float(summary.high or summary.low or 0)


def small_bar(scale: Scale, summary: PaySummary) -> SmallBar:
    """Return the small range bar of a table with a known figure, on an axis that begins at zero."""
    low = summary.low or 0
    high = summary.high if summary.high is not None else low
    bar = SmallBar(*_span(scale, low, high), "", "", beyond=float(high) > scale.end)
    if summary.key_low is None or summary.key_high is None:
        return bar
    key_x, key_width = _span(scale, summary.key_low, summary.key_high)
    return bar._replace(key_x=key_x, key_width=key_width)


def _span(scale: Scale, low: Number, high: Number) -> tuple[str, str]:
    """Return the beginning and the width of a span, at least one per cent of the axis."""
    start = min(scale.share(low), ARROW)
    return per_cent(start), per_cent(max(scale.share(high) - start, 1.0))
