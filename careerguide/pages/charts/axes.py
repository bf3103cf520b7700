"""Axes of charts: scales with ticks at round numbers.

In: the lowest and the highest figure. Out: a `Scale`; positions are in per cent of its length.
"""

from __future__ import annotations

from functools import cache
from math import ceil, floor, log10
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.languages.number_forms import number

STEPS = (1, 2, 2.5, 5, 10)
ROUND_ENDS = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)
PADDING = 1.05  # the axis extends beyond the highest figure, to leave space for the arrow of an open top


class Tick(NamedTuple):
    """A tick of an axis: a round number, its position, and the SVG text anchor of its label."""

    value: Number
    at: str
    anchor: str


class Scale(NamedTuple):
    """A linear axis from `start` to `end`."""

    start: float
    end: float
    ticks: tuple[Tick, ...]

    def share(self, value: Number | float) -> float:
        """Return the position of a figure in per cent of the axis, clipped to it."""
        share = 100 * (float(value) - self.start) / (self.end - self.start)
        return min(100.0, max(0.0, share))

    def at(self, value: Number | float) -> str:
        """Return the position of a figure as an SVG attribute."""
        return per_cent(self.share(value))


def per_cent(share: float) -> str:
    """Return a percentage as an SVG attribute: 12.5 becomes "12.5%"."""
    return _hundredths(round(100 * share))


@cache  # at most 10,001 entries, while a guide of 1,000 tables has 400,000 positions
def _hundredths(count: int) -> str:
    return f"{count / 100:g}%"


def scale_from_zero(highest: Number | float) -> Scale:
    """Return a scale from zero to slightly above the highest figure."""
    high = float(highest) if highest > 0 else 1.0
    return _scale(0, high * PADDING, round_step(high))


def scale_to_round(highest: Number | float) -> Scale:
    """Return a scale without ticks from zero to a round number, which a new highest figure rarely changes."""
    power = 10.0 ** floor(log10(highest)) if highest > 0 else 1.0
    end = next(end * power for end in ROUND_ENDS if float(highest) <= end * power * (1 + 1e-9))
    return Scale(0, end, ())


def scale_around(lowest: Number | float, highest: Number | float, padding: float = 0.35) -> Scale:
    """Return a scale around the figures, for points instead of bars, with space for labels on both sides.

    `padding` is each of these spaces, as a share of the distance between the figures.
    """
    low, high = float(lowest), float(highest)
    padding *= high - low or abs(high) * 0.4 or 1.0
    start, end = max(0.0, low - padding), high + padding
    return _scale(start, end, round_step(end - start))


def round_step(length: float, most: int = 5) -> float:
    """Return the smallest round step that divides a length into at most `most` parts.

    Round is 1, 2, 2.5 or 5 times a power of ten.
    """
    power = 10.0 ** floor(log10(length / most))
    return next(step * power for step in STEPS if length / (step * power) <= most * (1 + 1e-9))


def _scale(start: float, end: float, step: float) -> Scale:
    without_ticks = Scale(start, end, ())
    first, last = ceil(start / step - 1e-9), floor(end / step + 1e-9)
    return Scale(start, end, tuple(_tick(without_ticks, round(count * step, 9)) for count in range(first, last + 1)))


def _tick(scale: Scale, value: float) -> Tick:
    share = scale.share(value)
    anchor = "start" if share < 8 else "end" if share > 92 else "middle"
    return Tick(number(value), per_cent(share), anchor)
