"""Write careerguide/pages/charts/outlines.json, the outlines of all countries on which maps are drawn.

In: `countries-50m.json` of the npm package world-atlas, in which Natural Earth's public-domain data are TopoJSON:

    npm pack world-atlas@2 && tar xzf world-atlas-2.*.tgz
    uv run python tools/simplify_outlines.py package/countries-50m.json

The result is committed, so that a build needs no other file; run this again for newer outlines.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from math import ceil, floor, radians, sin
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from careerguide.pages.charts.outlines import FILE, PRECISION  # noqa: E402
from careerguide.pages.charts.simplifying import XY, area_within, kept  # noqa: E402

LEAST = 1e-6  # of a sphere of radius 1: the triangles of a line that are worth keeping
ISLAND = 1e-6  # the same for a whole ring; the largest ring of a country stays


def arcs_of(topology: dict[str, Any]) -> list[list[XY]]:
    """Return the lines of a TopoJSON, in degrees of longitude and latitude; none is torn at the 180th meridian."""
    (x_scale, y_scale), (x_start, y_start) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line: list[XY] = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            longitude = x * x_scale + x_start
            line.append((_near(longitude, line[-1][0]) if line else longitude, y * y_scale + y_start))
        arcs.append(line)
    return arcs


def _near(longitude: float, other: float) -> float:
    return longitude - 360 * round((longitude - other) / 360)


def equal_area(line: list[XY]) -> list[XY]:
    """Return a line on a sphere of radius 1, unrolled as a cylinder, on which areas are those of the sphere."""
    return [(radians(longitude), sin(radians(latitude))) for longitude, latitude in line]


def simplified(line: list[XY]) -> list[XY]:
    """Return a line without the points that change it little."""
    return [line[index] for index in kept(equal_area(line), LEAST)]


def country(geometry: dict[str, Any], arcs: list[list[XY]], simpler: list[list[XY]]) -> list[Any]:
    """Return a country as it is written: its least and greatest longitudes and latitudes, and its rings."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    rings = {tuple(ring): area_within(equal_area(joined(ring, arcs))) for polygon in polygons for ring in polygon}
    largest = max(rings.values())
    kept = sorted((ring for ring, size in rings.items() if size >= min(ISLAND, largest)), key=lambda ring: -rings[ring])
    lines = [line if len(line := joined(ring, simpler)) > 4 else joined(ring, arcs) for ring in kept]
    longitudes, latitudes = zip(*(point for line in lines for point in line), strict=True)
    box = [floor(min(longitudes)), floor(min(latitudes)), ceil(max(longitudes)), ceil(max(latitudes))]
    return [*box, [encoded(as_steps(line)) for line in lines]]


def joined(ring: tuple[int, ...] | list[int], arcs: list[list[XY]]) -> list[XY]:
    """Return the points of a ring, of which the last is not the first again."""
    points: list[XY] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += [(_near(x, points[-1][0]) if points else x, y) for x, y in arc[:-1]]
    return points


def as_steps(line: list[XY]) -> list[int]:
    """Return the first point, then the steps from each point to the next: longitude, latitude, longitude, …"""
    points = [(round(x * PRECISION), round(y * PRECISION)) for x, y in line]
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(points) if (x, y) != (x0, y0)]
    return [value for point in (points[0], *steps) for value in point]


def encoded(numbers: list[int]) -> str:
    """Return numbers as text, in the encoded polyline format: five bits to a character, the lowest first."""
    text = ""
    for number in numbers:
        bits = ~(number << 1) if number < 0 else number << 1
        while bits >= 32:
            text += chr((bits & 31 | 32) + 63)
            bits >>= 5
        text += chr(bits + 63)
    return text


def main(path: str) -> None:
    """Write the outlines, a line for each country."""
    topology = json.loads(Path(path).read_text("utf-8"))
    arcs = arcs_of(topology)
    simpler = [simplified(arc) for arc in arcs]
    countries = {
        each["properties"]["name"]: country(each, arcs, simpler)
        for each in topology["objects"]["countries"]["geometries"]
    }
    lines = [f"{json.dumps(name)}:{json.dumps(countries[name], separators=(',', ':'))}" for name in sorted(countries)]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
