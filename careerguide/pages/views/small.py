"""Small range bars: the span of a table's figures and of its key figures, comparable between lists.

In: the summaries of all tables of the guide. Out: a bar for each, on a common axis for each currency and period.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.pages.charts.axes import Scale, per_cent, scale_to_round
from careerguide.pay.summary import PaySummary

Unit = tuple[str, str]  # currency and period


class SmallBar(NamedTuple):
    """The span of all figures (`x` and `width`); within it, that of the key figures (empty where none is known)."""

    x: str
    width: str
    key_x: str
    key_width: str


def small_bars(tables: Mapping[str, tuple[Unit, PaySummary]]) -> dict[str, SmallBar]:
    """Return the small range bar of every table with a known figure."""
    highest: dict[Unit, float] = {}
    for unit, pay in tables.values():
        highest[unit] = max(highest.get(unit, 0.0), float(pay.high or pay.low or 0))
    scales = {unit: scale_to_round(high) for unit, high in highest.items() if high}
    return {id: _small_bar(scales[unit], pay) for id, (unit, pay) in tables.items() if pay.low is not None}


def _small_bar(scale: Scale, summary: PaySummary) -> SmallBar:
    low = summary.low or 0
    high = summary.high if summary.high is not None else low
    all_pay = SmallBar(scale.at(low), _width(scale, low, high), "", "")
    if summary.key_low is None or summary.key_high is None:
        return all_pay
    return all_pay._replace(key_x=scale.at(summary.key_low), key_width=_width(scale, summary.key_low, summary.key_high))


def _width(scale: Scale, low: Number, high: Number) -> str:
    return per_cent(max(scale.share(high) - scale.share(low), 1.0))
