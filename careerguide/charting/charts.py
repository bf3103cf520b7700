"""Figures → where they stand on an axis: numbers only, the drawing is in templates/charts/.

In: a table's columns, the cells of one row and a `Scale`. Out: a `Bar` whose places are shares of the axis, written as
SVG attributes ("12.5%"), so that a drawing keeps the size of its letters at any width. Nothing is estimated: what is
not known becomes a part of kind "gap" between the nearest known figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from careerguide.charting.axes import Scale, per_cent
from careerguide.models import Column, ColumnKind
from careerguide.pay.money import Amount, Cell, Gap, Number, Range

END = 100.0  # per cent of the axis
SEEN = 0.4  # per cent of the axis: the least width of a part
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

    `points` are the figures of a row without bands, lowest first; `box` the two between which half of all people are;
    `sorts` those by which rows can be put in order. `names` are what all figures of a row are called.
    """

    kind: str
    names: tuple[str, ...]
    bands: tuple[Band, ...]
    points: tuple[int, ...]
    box: tuple[int, int] | None
    median: int | None
    marks: tuple[tuple[str, int], ...]
    sorts: tuple[int, ...]


# --- how a table is drawn ---------------------------------------------------------------------------------------


def form_of(columns: Mapping[str, Column]) -> Form:
    """Return how the rows of a table with these columns are drawn."""
    kinds = [(index, column.kind) for index, column in enumerate(columns.values())]
    bands = _band_columns(columns)
    numerals = {band.cell: band.label for band in bands}
    ordered = sorted((place, index) for index, c in enumerate(columns.values()) if (place := _place(c)) is not None)
    found = {kind: index for index, kind in reversed(kinds)}
    middle = next((index for place, index in ordered if place == 50), None)
    has_low = ColumnKind.LOW in found or any(0 < place < 50 for place, _ in ordered)
    beginners = found.get(ColumnKind.ENTRY) if has_low or bands else None
    marks = (("mean", found.get(ColumnKind.MEAN)), ("entry", beginners), ("median", middle))
    percentiles = sum(kind is ColumnKind.PERCENTILE for _, kind in kinds)
    points = ordered if has_low else sorted([*ordered, *((0.0, i) for i, k in kinds if k is ColumnKind.ENTRY)])
    drawn = [band.cell for band in bands] or [index for _, index in points]
    return Form(
        kind="bands" if bands else "percentiles" if percentiles > 1 else "span",
        names=tuple(numerals.get(index, column.label) for index, column in enumerate(columns.values())),
        bands=bands,
        points=() if bands else tuple(drawn),
        box=None if bands or percentiles < 2 else _box(ordered),
        median=middle,
        marks=tuple((name, index) for name, index in marks if index is not None),
        sorts=tuple(index for index in dict.fromkeys([middle, *drawn]) if index is not None),
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
    known = {name: scale.share(cell.value) for name, index in form.marks if isinstance(cell := cells[index], Amount)}
    parts, more = _bands(form, cells, scale, known.get("median")) if form.bands else _points(form, cells, scale)
    marks = tuple([Mark(name, per_cent(at)) for name, at in known.items()])
    return Bar(tuple(parts), marks, None if more is None else per_cent(more))


def alone(cell: Cell, scale: Scale) -> tuple[str, str]:
    """Return where a bar of one figure begins and how wide it is: not at all where nothing is known."""
    low, high = edges(cell)
    if low is None and high is None:
        return per_cent(0), per_cent(0)
    start, end = 0.0 if low is None else scale.share(low), END if high is None else scale.share(high)
    return per_cent(start), _width(start, end)


def reach(cells: Iterable[Cell]) -> float:
    """Return the highest figure of some cells, 0 where none is known."""
    return float(max([edge for cell in cells for edge in edges(cell) if edge is not None], default=0))


def edges(cell: Cell) -> tuple[Number | None, Number | None]:
    """Return the two ends of a cell; both are None for a gap of which nothing is known."""
    if isinstance(cell, Range):
        return cell
    return (cell.value, cell.value) if isinstance(cell, Amount) else (cell.bound, None)


# What follows is in shares of the axis, 0 to 100.


def _bands(form: Form, cells: Sequence[Cell], scale: Scale, median: float | None) -> tuple[list[Part], float | None]:
    parts: list[Part] = []
    edge, missing, more = 0.0, False, None
    for band in form.bands:
        low, high = edges(cells[band.cell])
        if low is None and high is None:
            missing, more = True, None
            continue
        start, end = edge if low is None else scale.share(low), END if high is None else scale.share(high)
        if missing:
            parts.append(_gap(edge, start))
        parts.append(_band(band, start, end, median, low is None or high is None))
        more = end if band.open or high is None else None
        edge, missing = end, False
    if missing:
        parts.append(_gap(edge, END))
    return parts, more


def _points(form: Form, cells: Sequence[Cell], scale: Scale) -> tuple[list[Part], float | None]:
    gaps: list[Part] = []
    known: dict[int, float] = {}
    edge, missing, more = 0.0, False, None
    for index in form.points:
        low, high = edges(cells[index])
        value = low if low is not None else high
        if value is None:
            missing = True
            continue
        at = scale.share(value)
        if missing:
            gaps.append(_gap(edge, at))
        if high is None:
            more = at
        known[index], edge, missing = at, at, False
    if missing:
        gaps.append(_gap(edge, END))
    return [*gaps, *_stretches(form, known)], more


def _stretches(form: Form, known: Mapping[int, float]) -> list[Part]:
    """Return what is drawn between known figures: a whisker and a box, or one bar."""
    if len(known) < 2:
        return []
    low, high = min(known.values()), max(known.values())
    if form.kind == "span":
        return [_part("span", low, high)]
    box = tuple(known[index] for index in form.box or () if index in known)
    whisker = [] if box == (low, high) else [_part("whisker", low, high)]
    return [*whisker, _part("box", box[0], box[1])] if len(box) == 2 else whisker


def _gap(low: float, high: float) -> Part:
    return _part("gap", low, min(END, max(high, low + END / 60)))


def _band(band: Band, low: float, high: float, median: float | None, unbounded: bool) -> Part:
    """Return a band; its numeral stands beside the median's tick, not behind it."""
    start, end = low, high
    if median is not None and low < median < high:
        start, end = (low, median) if median - low > high - median else (median, high)
    middle, narrow = per_cent((start + end) / 2), end - start < NARROW
    return Part("band", per_cent(low), _width(low, high), band.level, band.label, middle, narrow, unbounded)


def _part(kind: str, low: float, high: float) -> Part:
    return Part(kind, per_cent(low), _width(low, high))


def _width(low: float, high: float) -> str:
    return per_cent(max(high - low, SEEN))


# --- a step -----------------------------------------------------------------------------------------------------


def gain(before: Cell, after: Cell) -> Amount | Range | None:
    """Return by how much one cell is more than another, from the smaller difference to the larger; None: not known."""
    if isinstance(before, Gap) or isinstance(after, Gap):
        return None
    ends = ((before[0], after[0]), (before[-1], after[-1]))
    known = sorted([later - sooner for sooner, later in ends if sooner is not None and later is not None])
    if not known:
        return None
    if len(known) == 1:
        return Range(known[0], None)
    return Amount(known[0]) if known[0] == known[1] else Range(known[0], known[1])
