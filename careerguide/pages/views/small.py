"""Small range bars: the span of a table's figures and of its key figures, comparable between lists.

In: all tables of the guide. Out: a bar for each, on a common axis for each currency and period.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.pages.charts.axes import Scale, per_cent, scale_to_round
from careerguide.pages.views.pay import PayTable
from careerguide.pay.summary import PaySummary


class SmallBar(NamedTuple):
    """The span of all figures (`x` and `width`); within it, that of the key figures (empty where none is known)."""

    x: str
    width: str
    key_x: str
    key_width: str


def small_bars(tables: Mapping[str, PayTable]) -> dict[str, SmallBar]:
    """Return the small range bar of every table with a known figure."""
    highest: dict[tuple[str, str], float] = {}
    for table in tables.values():
        unit = table.currency, table.period
        highest[unit] = max(highest.get(unit, 0.0), float(table.summary.high or table.summary.low or 0))
    scales = {unit: scale_to_round(high) for unit, high in highest.items() if high}
    return {
        id: _small_bar(scales[table.currency, table.period], table.summary)
        for id, table in tables.items()
        if table.summary.low is not None
    }


def _small_bar(scale: Scale, summary: PaySummary) -> SmallBar:
    low = summary.low or 0
    high = summary.high if summary.high is not None else low
    all_pay = SmallBar(scale.at(low), _width(scale, low, high), "", "")
    if summary.key_low is None or summary.key_high is None:
        return all_pay
    return all_pay._replace(key_x=scale.at(summary.key_low), key_width=_width(scale, summary.key_low, summary.key_high))


def _width(scale: Scale, low: Number, high: Number) -> str:
    return per_cent(max(scale.share(high) - scale.share(low), 1.0))
