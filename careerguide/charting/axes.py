"""A chart's axis: where a figure stands on it, and round numbers to mark it with.

In: the lowest and the highest figure. Out: a `Scale`; places are shares of its length, in per cent.
"""

from __future__ import annotations

from functools import cache
from math import ceil, floor, log10
from typing import NamedTuple

from careerguide.numberforms import number
from careerguide.pay.money import Number

STEPS = (1, 2, 2.5, 5, 10)
ROOM = 1.05  # the axis ends a little beyond the highest figure, for the arrow of an open top


class Tick(NamedTuple):
    """A round number on an axis, where it stands, and the SVG anchor of its label."""

    value: Number
    at: str
    anchor: str


class Scale(NamedTuple):
    """A linear axis from `start` to `end`."""

    start: float
    end: float
    ticks: tuple[Tick, ...]

    def share(self, value: Number | float) -> float:
        """Return where a figure stands, in per cent of the axis, never outside it."""
        share = 100 * (float(value) - self.start) / (self.end - self.start)
        return min(100.0, max(0.0, share))

    def at(self, value: Number | float) -> str:
        """Return where a figure stands, as an SVG attribute."""
        return per_cent(self.share(value))


def per_cent(share: float) -> str:
    """Return a share, 0 to 100, as an SVG attribute: 12.5 becomes "12.5%"."""
    return _hundredths(round(100 * share))


@cache  # of 10,001 at most, where a guide of 1,000 tables has 400,000 places
def _hundredths(count: int) -> str:
    return f"{count / 100:g}%"


def scale_from_zero(highest: Number | float) -> Scale:
    """Return an axis from zero to a little beyond the highest figure."""
    high = float(highest) if highest > 0 else 1.0
    return _scale(0, high * ROOM, round_step(high))


def scale_around(lowest: Number | float, highest: Number | float) -> Scale:
    """Return an axis for points, not bars: around the figures, with room for a label on either side."""
    low, high = float(lowest), float(highest)
    room = 0.35 * (high - low or abs(high) * 0.4 or 1.0)
    start, end = max(0.0, low - room), high + room
    return _scale(start, end, round_step(end - start))


def round_step(length: float, most: int = 5) -> float:
    """Return the smallest round step that divides a length into `most` parts or less.

    Round is 1, 2, 2.5 or 5 times a power of ten.
    """
    power = 10.0 ** floor(log10(length / most))
    return next(step * power for step in STEPS if length / (step * power) <= most * (1 + 1e-9))


def _scale(start: float, end: float, step: float) -> Scale:
    bare = Scale(start, end, ())
    first, last = ceil(start / step - 1e-9), floor(end / step + 1e-9)
    return Scale(start, end, tuple(_tick(bare, round(count * step, 9)) for count in range(first, last + 1)))


def _tick(scale: Scale, value: float) -> Tick:
    share = scale.share(value)
    anchor = "start" if share < 8 else "end" if share > 92 else "middle"
    return Tick(number(value), per_cent(share), anchor)
