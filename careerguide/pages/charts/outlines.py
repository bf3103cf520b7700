"""The land on a map: the outlines of the countries in which its places lie.

In: a `Frame` and places. Out: an SVG path. The outlines are Natural Earth's (outlines-LICENSE.txt), simplified by
tools/simplify_outlines.py; they are read only for a guide whose regions say where they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, pairwise
from math import ceil, cos, hypot, radians
from pathlib import Path
from typing import NamedTuple

from careerguide.pages.charts.projection import Frame, projected
from careerguide.pages.charts.simplifying import XY, area_within, kept
from careerguide.schema.place import Coordinates

FILE = Path(__file__).with_name("outlines.json")
PRECISION = 100  # its coordinates are hundredths of a degree, about a kilometre
WIDTH = 1000  # units of the path across the map
LEAST = 9.0  # square units: smaller corners and islands are left out
BLEED = 20  # units beyond the map in which its edges are hidden
STRAIGHT = 2.0  # degrees: longer lines get points in between
OFFSHORE = 2.0  # degrees: a place so near to a country belongs to it, since its coast is simplified

Ring = tuple[Coordinates, ...]


class Country(NamedTuple):
    """A country: its least and greatest longitudes and latitudes, and its rings as encoded text, holes among them."""

    west: float
    south: float
    east: float
    north: float
    rings: tuple[str, ...]

    def is_near(self, place: Coordinates) -> bool:
        """Return whether a place is within the bounds of the country, or close to them."""
        around = OFFSHORE / max(0.1, cos(radians(place.latitude)))
        beyond_west = (place.longitude - self.west + around) % 360
        return self.south - OFFSHORE <= place.latitude <= self.north + OFFSHORE and (
            beyond_west <= self.east - self.west + 2 * around
        )


@cache
def land(frame: Frame, places: tuple[Coordinates, ...]) -> str:
    """Return the land around places as the path of an SVG of `WIDTH` units across."""
    found = {country_of(place) for place in places}
    rings = (ring for name, country in countries().items() if name in found for ring in country.rings)
    return "".join(_path(shape) for ring in rings for shape in _drawn(_ring(ring), frame))


@cache
def countries() -> dict[str, Country]:
    """Return every country by its name in English."""
    found = json.loads(FILE.read_text("utf-8"))
    return {
        name: Country(west, south, east, north, tuple(rings))
        for name, (west, south, east, north, rings) in found.items()
    }


@cache
def country_of(place: Coordinates) -> str | None:
    """Return the country in which a place lies, else the nearest; None in the middle of the sea."""
    near = {name: country for name, country in countries().items() if country.is_near(place)}
    for name, country in near.items():
        if sum(_is_within(place, _ring(ring)) for ring in country.rings) % 2:
            return name
    distances = [
        (_distance(place, corner), name)
        for name, country in near.items()
        for ring in country.rings
        for corner in _ring(ring)
    ]
    distance, nearest = min(distances, default=(OFFSHORE, None))
    return nearest if distance < OFFSHORE else None


@cache
def _ring(text: str) -> Ring:
    """Return the corners of a ring; its longitudes go on beyond 180."""
    steps = [*_decoded(text)]
    longitudes, latitudes = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple(Coordinates(y / PRECISION, x / PRECISION) for x, y in zip(longitudes, latitudes, strict=True))


def _decoded(text: str) -> Iterator[int]:
    """Yield the numbers of a text in the encoded polyline format: five bits to a character, the lowest first."""
    bits = shift = 0
    for character in text.encode():
        bits |= (character - 63 & 31) << shift
        shift += 5
        if character < 95:
            yield ~(bits >> 1) if bits & 1 else bits >> 1
            bits = shift = 0


def _between(before: Coordinates, corner: Coordinates) -> Iterator[Coordinates]:
    """Yield the points that lead to a corner; a border along a parallel is a straight line on no map."""
    north, east = corner.latitude - before.latitude, corner.longitude - before.longitude
    for count in range(parts := ceil(max(abs(north), abs(east)) / STRAIGHT)):
        share = (count + 1) / parts
        yield Coordinates(before.latitude + share * north, before.longitude + share * east)


def _is_within(place: Coordinates, ring: Ring) -> bool:
    """Return whether a ray from a place to the east crosses a ring an odd number of times."""
    latitude, inside = place.latitude, False
    longitude = ring[0].longitude + (place.longitude - ring[0].longitude + 180) % 360 - 180
    for (y0, x0), (y1, x1) in pairwise((ring[-1], *ring)):
        if (y0 > latitude) != (y1 > latitude):
            inside ^= x0 + (latitude - y0) / (y1 - y0) * (x1 - x0) > longitude
    return inside


def _distance(one: Coordinates, other: Coordinates) -> float:
    east = (one.longitude - other.longitude + 180) % 360 - 180
    return hypot(east * cos(radians(one.latitude)), one.latitude - other.latitude)


def _drawn(ring: Ring, frame: Frame) -> Iterator[list[XY]]:
    """Yield the part of a ring within the frame, in units of the path, unless it is too small to be seen."""
    scale = WIDTH / frame.width
    places = (place for before, corner in pairwise((ring[-1], *ring)) for place in _between(before, corner))
    points = [projected(place, frame.centre) for place in places]
    shape = [((x - frame.left) * scale, (y - frame.top) * scale) for x, y in points]
    shape = _clipped(shape, WIDTH + BLEED, WIDTH * frame.ratio + BLEED)
    if len(shape) > 2 and area_within(shape) >= LEAST:
        closed = [*shape, shape[0]]
        yield [closed[index] for index in kept(closed, LEAST)[:-1]]


def _clipped(shape: list[XY], right: float, bottom: float) -> list[XY]:
    """Return the part of a shape within a rectangle, by the method of Sutherland and Hodgman."""
    for axis, sign, limit in ((0, -1, BLEED), (0, 1, right), (1, -1, BLEED), (1, 1, bottom)):
        if shape:
            shape = list(_on_this_side(shape, axis, sign, limit))
    return shape


def _on_this_side(shape: list[XY], axis: int, sign: int, limit: float) -> Iterator[XY]:
    for before, point in pairwise((shape[-1], *shape)):
        beyond_before, beyond = sign * before[axis] - limit, sign * point[axis] - limit
        if (beyond_before > 0) != (beyond > 0):
            share = beyond_before / (beyond_before - beyond)
            yield before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])
        if beyond <= 0:
            yield point


def _path(shape: Iterable[XY]) -> str:
    """Return a closed path of relative steps in whole units, "M10 20l5-3 7 9z"; empty where it would be a line."""
    points = [(round(x), round(y)) for x, y in shape]
    if len({*points}) < 3:
        return ""
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(points) if (x, y) != (x0, y0)]
    numbers = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{numbers}z"
