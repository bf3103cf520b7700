"""Figures → where they stand on an axis: numbers only, the drawing is in templates/charts/.

In: a table's columns, the cells of one row and a `Scale`. Out: a `Bar` whose places are shares of the axis, written as
SVG attributes ("12.5%"), so that a drawing keeps the size of its letters at any width. Nothing is estimated: what is
not known becomes a part of kind "gap" between the nearest known figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from careerguide.charting.axes import Scale, per_cent
from careerguide.models import Column, ColumnKind
from careerguide.pay.money import Amount, Cell, Gap, Range

NARROW = 5.5  # per cent of the axis: a band in which a phone has no room for its numeral
LEVELS = 4  # shades of bands
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Part(NamedTuple):
    """A stretch of a bar. `kind`: band, box, whisker, span or gap; `level`: the shade of a band, 1 is the lowest."""

    kind: str
    x: str
    width: str
    level: int = 0
    label: str = ""
    middle: str = ""
    narrow: bool = False
    open: bool = False


class Mark(NamedTuple):
    """A point on a bar: its median, its mean or what beginners get."""

    kind: str
    at: str


class Bar(NamedTuple):
    """One row's drawing; `more` is where an arrow says that pay goes further than the figures."""

    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]
    more: str | None


class Band(NamedTuple):
    """A column that is a band: the index of its cell, what is written in its part of the bar, its shade."""

    cell: int
    label: str
    level: int
    open: bool


class Form(NamedTuple):
    """How the rows of a table are drawn: `kind` is bands, percentiles or span; the rest are indices of cells.

    `points` are the figures of a row without bands, lowest first; `box` the two between which half of all people are.
    """

    kind: str
    bands: tuple[Band, ...]
    points: tuple[int, ...]
    box: tuple[int, int] | None
    median: int | None
    marks: tuple[tuple[str, int], ...]


# --- how a table is drawn ---------------------------------------------------------------------------------------


def form_of(columns: Mapping[str, Column]) -> Form:
    """Return how the rows of a table with these columns are drawn."""
    kinds = [(index, column.kind) for index, column in enumerate(columns.values())]
    bands = _band_columns(columns)
    ordered = sorted((place, index) for index, c in enumerate(columns.values()) if (place := _place(c)) is not None)
    found = {kind: index for index, kind in reversed(kinds)}
    middle = next((index for place, index in ordered if place == 50), None)
    has_low = ColumnKind.LOW in found or any(0 < place < 50 for place, _ in ordered)
    marks = [("mean", ColumnKind.MEAN), *([("entry", ColumnKind.ENTRY)] if has_low or bands else [])]
    percentiles = sum(kind is ColumnKind.PERCENTILE for _, kind in kinds)
    points = ordered if has_low else sorted([*ordered, *((0.0, i) for i, k in kinds if k is ColumnKind.ENTRY)])
    return Form(
        kind="bands" if bands else "percentiles" if percentiles > 1 else "span",
        bands=bands,
        points=() if bands else tuple(index for _, index in points),
        box=None if bands or percentiles < 2 else _box(ordered),
        median=middle,
        marks=tuple((name, found[kind]) for name, kind in marks if kind in found),
    )


def _band_columns(columns: Mapping[str, Column]) -> tuple[Band, ...]:
    found = [(index, id) for index, (id, column) in enumerate(columns.items()) if column.kind is ColumnKind.BAND]
    of = max(1, len(found) - 1)
    return tuple(
        Band(cell, numeral(id, number), 1 + round((LEVELS - 1) * number / of), columns[id].open)
        for number, (cell, id) in enumerate(found)
    )


def numeral(id: str, number: int) -> str:
    """Return what is written in a band's part of a bar: its id where that is short enough, else its Roman number."""
    return id if len(id) <= 4 or number >= len(NUMERALS) else NUMERALS[number]


def _place(column: Column) -> float | None:
    """Return where a column stands between the lowest (0) and the highest (100) figure of a row."""
    if column.kind is ColumnKind.PERCENTILE:
        return column.p
    return {ColumnKind.LOW: 0.5, ColumnKind.MEDIAN: 50.0, ColumnKind.HIGH: 99.5}.get(column.kind)


def _box(ordered: Sequence[tuple[float, int]]) -> tuple[int, int] | None:
    """Return the quartiles, or the percentiles nearest to the median on either side."""
    places = dict(ordered)
    below, above = [p for p in places if p < 50], [p for p in places if p > 50]
    if not below or not above:
        return None
    return places[25 if 25 in places else below[-1]], places[75 if 75 in places else above[0]]


# --- a row ------------------------------------------------------------------------------------------------------


def bar(form: Form, cells: Sequence[Cell], scale: Scale) -> Bar:
    """Return the drawing of one row."""
    marks = (*form.marks, *([("median", form.median)] if form.median is not None else []))
    known = {name: float(cell.value) for name, index in marks if isinstance(cell := cells[index], Amount)}
    parts, more = _bands(form, cells, scale, known.get("median")) if form.bands else _points(form, cells, scale)
    return Bar(tuple(parts), tuple(Mark(name, scale.at(value)) for name, value in known.items()), more)


def reach(cells: Sequence[Cell]) -> float:
    """Return the highest figure of some cells, 0 where none is known."""
    return max((edge for cell in cells for edge in _edges(cell) if edge is not None), default=0.0)


def _edges(cell: Cell) -> tuple[float | None, float | None]:
    """Return the two ends of a cell; both are None for a gap of which nothing is known."""
    if isinstance(cell, Amount):
        return float(cell.value), float(cell.value)
    low, high = cell if isinstance(cell, Range) else (cell.bound, None)
    return None if low is None else float(low), None if high is None else float(high)


def _bands(form: Form, cells: Sequence[Cell], scale: Scale, median: float | None) -> tuple[list[Part], str | None]:
    parts: list[Part] = []
    edge, missing, more = 0.0, False, None
    for band in form.bands:
        low, high = _edges(cells[band.cell])
        if low is None and high is None:
            missing, more = True, None
            continue
        start = edge if low is None else low
        end = scale.end if high is None else high
        if missing:
            parts.append(_gap(scale, edge, start))
        parts.append(_band(scale, start, end, band, median)._replace(open=high is None or low is None))
        more = scale.at(end) if band.open or high is None else None
        edge, missing = end, False
    if missing:
        parts.append(_gap(scale, edge, scale.end))
    return parts, more


def _points(form: Form, cells: Sequence[Cell], scale: Scale) -> tuple[list[Part], str | None]:
    gaps: list[Part] = []
    known: dict[int, float] = {}
    edge, missing, more = 0.0, False, None
    for index in form.points:
        low, high = _edges(cells[index])
        at = low if low is not None else high
        if at is None:
            missing = True
            continue
        if missing:
            gaps.append(_gap(scale, edge, at))
        if isinstance(cells[index], Gap) or high is None:
            more = scale.at(at)
        known[index], edge, missing = at, at, False
    if missing:
        gaps.append(_gap(scale, edge, scale.end))
    return [*gaps, *_stretches(form, known, scale)], more


def _stretches(form: Form, known: Mapping[int, float], scale: Scale) -> list[Part]:
    """Return what is drawn between known figures: a whisker and a box, or one bar."""
    if len(known) < 2:
        return []
    low, high = min(known.values()), max(known.values())
    if form.kind == "span":
        return [_part("span", scale, low, high)]
    box = tuple(known[index] for index in form.box or () if index in known)
    whisker = [] if box == (low, high) else [_part("whisker", scale, low, high)]
    return [*whisker, _part("box", scale, box[0], box[1])] if len(box) == 2 else whisker


def _gap(scale: Scale, low: float, high: float) -> Part:
    return _part("gap", scale, low, max(high, low + (scale.end - scale.start) / 60))


def _band(scale: Scale, low: float, high: float, band: Band, median: float | None) -> Part:
    """Return a band; its numeral stands beside the median's tick, not behind it."""
    start, end = low, high
    if median is not None and low < median < high:
        start, end = (low, median) if median - low > high - median else (median, high)
    return _part("band", scale, low, high)._replace(
        level=band.level,
        label=band.label,
        middle=per_cent((scale.share(start) + scale.share(end)) / 2),
        narrow=scale.share(end) - scale.share(start) < NARROW,
    )


def _part(kind: str, scale: Scale, low: float, high: float) -> Part:
    start = scale.share(low)
    return Part(kind, per_cent(start), per_cent(max(scale.share(high) - start, 0.4)))


# --- a step -----------------------------------------------------------------------------------------------------


def gain(before: Cell, after: Cell) -> Amount | Range | None:
    """Return by how much one cell is more than another, from the smaller difference to the larger; None: not known."""
    if isinstance(before, Gap) or isinstance(after, Gap):
        return None
    (low, high), (next_low, next_high) = (
        (cell.value, cell.value) if isinstance(cell, Amount) else cell for cell in (before, after)
    )
    bottom = None if low is None or next_low is None else next_low - low
    top = None if high is None or next_high is None else next_high - high
    known = sorted(number for number in (bottom, top) if number is not None)
    if not known:
        return None
    if len(known) == 1:
        return Range(known[0], None)
    return Amount(known[0]) if known[0] == known[1] else Range(known[0], known[1])
