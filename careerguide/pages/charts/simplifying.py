"""Lines with fewer points, by the method of Visvalingam and Whyatt (The Cartographic Journal 30/1, 1993).

In: the points of a line. Out: the indices of those that are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

XY = tuple[float, float]


def kept(line: Sequence[XY], least: float) -> list[int]:
    """Return the indices of a line's ends, and of the points that span a triangle of at least this area."""
    last = len(line) - 1
    before, after = [index - 1 for index in range(len(line))], [index + 1 for index in range(len(line))]
    areas = {index: _triangle(*line[index - 1 : index + 2]) for index in range(1, last)}
    queue = [(area, index) for index, area in areas.items()]
    heapify(queue)
    while queue and queue[0][0] < least:
        area, index = heappop(queue)
        if areas.get(index) != area:
            continue  # an entry from before a neighbour was taken out
        del areas[index]
        left, right = before[index], after[index]
        after[left], before[right] = right, left
        for near in (left, right):
            if near in areas:
                areas[near] = max(area, _triangle(line[before[near]], line[near], line[after[near]]))
                heappush(queue, (areas[near], near))
    return sorted({0, last, *areas})


def area_within(ring: Sequence[XY]) -> float:
    """Return the area within a ring, whose last point need not be its first."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)) / 2


def _triangle(a: XY, b: XY, c: XY) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
