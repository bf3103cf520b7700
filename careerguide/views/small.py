"""Small range bars: each table's whole reach and the span of its medians, comparable from list to list.

In: all tables of the guide. Out: a bar for each, on one axis for all that are paid in one currency and period.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from careerguide.charting.axes import Scale, per_cent, scale_from_zero
from careerguide.pay.money import Number
from careerguide.pay.reach import PaySummary
from careerguide.views.pay import PayTable


class SmallBar(NamedTuple):
    """All pay from `x`, `width` wide; within it the medians (empty where none is known)."""

    x: str
    width: str
    medians_x: str
    medians_width: str


def small_bars(tables: Mapping[str, PayTable]) -> dict[str, SmallBar]:
    """Return the small range bar of every table of which a figure is known."""
    highest: dict[tuple[str, str], float] = {}
    for table in tables.values():
        unit = table.currency, table.period
        highest[unit] = max(highest.get(unit, 0.0), float(table.summary.high or table.summary.low or 0))
    scales = {unit: scale_from_zero(high) for unit, high in highest.items() if high}
    return {
        id: _small_bar(scales[table.currency, table.period], table.summary)
        for id, table in tables.items()
        if table.summary.low is not None
    }


def _small_bar(scale: Scale, summary: PaySummary) -> SmallBar:
    low = summary.low or 0
    high = summary.high if summary.high is not None else low
    bare = SmallBar(scale.at(low), _width(scale, low, high), "", "")
    if summary.median_low is None or summary.median_high is None:
        return bare
    width = _width(scale, summary.median_low, summary.median_high)
    return bare._replace(medians_x=scale.at(summary.median_low), medians_width=width)


def _width(scale: Scale, low: Number, high: Number) -> str:
    return per_cent(max(scale.share(high) - scale.share(low), 1.0))
