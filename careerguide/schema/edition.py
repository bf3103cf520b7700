"""Editions of a salary table: the year, half, quarter or month that a table of a series is about.

In: the text of an edition. Out: its place in time, by which the editions of a series are ordered and drawn.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from careerguide.schema.codes import EDITION

Edition = Annotated[str, StringConstraints(pattern=EDITION.pattern)]


def months_of(edition: str) -> tuple[int, int, int]:
    """Return the year of an edition, its first month and its last: 2024-H2 becomes 2024, 7, 12."""
    year, _, part = edition.partition("-")
    if not part:
        return int(year), 1, 12
    length = {"H": 6, "Q": 3}.get(part[0], 1)
    last = int(part.removeprefix("H").removeprefix("Q")) * length
    return int(year), last - length + 1, last


def edition_order(edition: str) -> tuple[int, int, int]:
    """Return the sort key of an edition: the latest end is newest, and a part of a year newer than the whole."""
    year, first, last = months_of(edition)
    return year, last, first


def middle(edition: str) -> float:
    """Return the middle of an edition in years: 2024.5 for the year 2024."""
    year, first, last = months_of(edition)
    return year + (first - 1 + last) / 24


def interval(edition: str) -> str:
    """Return an edition as a date or an interval of ISO 8601: 2024, 2024-10, 2024-01/2024-06."""
    year, first, last = months_of(edition)
    if first == last or last - first == 11:
        return edition
    return f"{year}-{first:02}/{year}-{last:02}"
