"""The part of the Earth that a map shows: its projection, and where a place lies on it.

In: the coordinates of places. Out: a `Frame` around them. The projection is Lambert's azimuthal equal-area one (Snyder,
Map Projections, 1987, p. 182), centred on the places: it is the same for a province and for Russia, knows no 180th
meridian, and is nearly free of distortion wherever the places are close to each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin, sqrt
from typing import NamedTuple

from careerguide.pages.charts.simplifying import XY
from careerguide.schema.place import Coordinates

MARGIN = 0.14  # of the greater side, around the places: space for marks and labels
SMALLEST = 0.012  # of the Earth's radius, about 75 km: a map shows no less
FLATTEST, TALLEST = 0.5, 1.0  # height by width
FARTHEST = -0.999  # cosine of the angle to the centre: beyond it is the antipode, which has no place on the map


class Frame(NamedTuple):
    """A rectangle of the projected Earth around `centre`; `left` to `height` are in radii of the Earth."""

    centre: Coordinates
    left: float
    top: float
    width: float
    height: float

    @property
    def ratio(self) -> float:
        """The height of the map by its width."""
        return self.height / self.width

    def place(self, at: Coordinates) -> XY:
        """Return where a place lies: the shares of the map's width from the left, and of its height from the top."""
        x, y = projected(at, self.centre)
        return (x - self.left) / self.width, (y - self.top) / self.height


def frame_of(places: Sequence[Coordinates]) -> Frame:
    """Return a frame around places, with a margin; its sides are not too different."""
    centre = _centre(places)
    points = [projected(place, centre) for place in places]
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    margin = max(MARGIN * max(right - left, bottom - top), SMALLEST / 2)
    width, height = right - left + 2 * margin, bottom - top + 2 * margin
    width, height = max(width, height / TALLEST), max(height, width * FLATTEST)
    return Frame(centre, (left + right - width) / 2, (top + bottom - height) / 2, width, height)


def projected(at: Coordinates, centre: Coordinates) -> XY:
    """Return a place on the plane, in radii of the Earth east and south of the centre."""
    latitude, middle = radians(at.latitude), radians(centre.latitude)
    east = radians(at.longitude - centre.longitude)
    nearness = sin(middle) * sin(latitude) + cos(middle) * cos(latitude) * cos(east)
    scale = sqrt(2 / (1 + max(FARTHEST, nearness)))
    north = cos(middle) * sin(latitude) - sin(middle) * cos(latitude) * cos(east)
    return scale * cos(latitude) * sin(east), -scale * north


def _centre(places: Sequence[Coordinates]) -> Coordinates:
    """Return the middle of the places by latitude, and that of the shortest arc with all of them by longitude."""
    latitudes = [place.latitude for place in places]
    around = sorted({place.longitude % 360 for place in places})
    gaps = [(east - west) % 360 or 360 for west, east in zip(around[-1:] + around, around, strict=False)]
    first, empty = around[gaps.index(max(gaps))], max(gaps)
    return Coordinates((min(latitudes) + max(latitudes)) / 2, (first + (360 - empty) / 2 + 180) % 360 - 180)
