"""Line charts over time: one line for amounts, two for ranges, with a hole wherever a figure is not known.

In: the figures of a row from the earliest to the latest, their positions in time, and the scale of all rows. Out: a
`LineChart` of positions: across in per cent, from the top in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from careerguide.pages.charts.axes import Scale, per_cent
from careerguide.schema.cells import Amount, Range

HEIGHT = 100
MARGIN = 3  # left and right of the lines, in per cent
EDGE = 30  # per cent: a figure so near to a side is written away from it
Known = Amount | Range


class LineDot(NamedTuple):
    """A known figure, or one end of a range."""

    x: str
    y: int


class LineLabel(NamedTuple):
    """Where the figure at a place of the row is written; `anchor` is that of SVG text."""

    place: int
    x: str
    y: int
    anchor: str


class LineChart(NamedTuple):
    """The lines between neighbours, `holes` where there is no figure, and labels of the first and the last one."""

    lines: tuple[tuple[LineDot, LineDot], ...]
    dots: tuple[LineDot, ...]
    holes: tuple[str, ...]
    labels: tuple[LineLabel, LineLabel]


def positions(times: Sequence[float]) -> list[str]:
    """Return the positions of times, to scale, as SVG attributes."""
    scale = Scale(times[0], times[-1], ())
    return [per_cent(MARGIN + scale.share(time) * (100 - 2 * MARGIN) / 100) for time in times]


def line_chart(cells: Sequence[Known | None], xs: Sequence[str], scale: Scale) -> LineChart:
    """Return the chart of a row with at least one known figure."""
    lines: dict[tuple[LineDot, LineDot], None] = {}
    dots: dict[LineDot, None] = {}
    for side in (0, -1):
        points = [_dot(x, cell, side, scale) for x, cell in zip(xs, cells, strict=True)]
        lines |= dict.fromkeys((one, other) for one, other in pairwise(points) if one and other)
        dots |= dict.fromkeys(point for point in points if point)
    holes = tuple(x for x, cell in zip(xs, cells, strict=True) if cell is None)
    return LineChart(tuple(lines), tuple(dots), holes, _labels(cells, xs, scale))


def _dot(x: str, cell: Known | None, side: int, scale: Scale) -> LineDot | None:
    end = cell[side] if cell else None
    return None if end is None else LineDot(x, round(HEIGHT * (1 - scale.share(end) / 100)))


def _labels(cells: Sequence[Known | None], xs: Sequence[str], scale: Scale) -> tuple[LineLabel, LineLabel]:
    """Return the labels of both ends: the lower one below its dot if there is room, the other above."""
    known = [index for index, cell in enumerate(cells) if cell]
    first, last = (
        (index, [dot.y for side in (0, -1) if (dot := _dot("", cells[index], side, scale))])
        for index in (known[0], known[-1])
    )
    falls = max(first[1]) < max(last[1])

    def label(index: int, heights: Sequence[int], above: bool) -> LineLabel:
        below = max(heights) + 17
        across = float(xs[index].removesuffix("%"))
        anchor = "start" if across < EDGE else "end" if across > 100 - EDGE else "middle"
        return LineLabel(index, xs[index], min(heights) - 8 if above or below > HEIGHT else below, anchor)

    return label(*first, above=falls), label(*last, above=not falls)
