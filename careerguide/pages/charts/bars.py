"""Range bars as positions on an axis; templates/charts/ draws them.

In: a table's columns, the cells of one row and a `Scale`. Out: a `Bar`, whose positions are SVG attributes in per cent
of the axis ("12.5%"), so that the font size of a chart does not depend on its width. Nothing is estimated: unknown
figures become a part of kind "gap" between the nearest known ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.pages.charts.axes import Scale, per_cent
from careerguide.pages.charts.labels import length
from careerguide.pay.key_figures import bands_of, key_figure, median_column, pay_columns, points_of
from careerguide.schema import Column, ColumnKind
from careerguide.schema.cells import Absent, Amount, Cell, Gap, Range
from careerguide.schema.statistics import MEDIAN_LEVEL, Drawing

END = 100.0  # per cent of the axis
MIN_WIDTH = 0.4  # per cent of the axis: the least width of a part
NUMERAL = 5.3  # per cent of the axis on a phone: how wide numerals are for each rem that they would be as labels
LEVELS = 4  # shades of bands
DEEPEST = 2  # a band that lies over more others is as low as one that lies over so many
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class BarPart(NamedTuple):
    """An interval of a bar. `kind`: band, box, whisker, span or gap; `level`: the shade of a band, from 1.

    `depth` is how many bands it lies over: it is drawn lower than those, so that all their ends are seen.
    """

    kind: str
    x: str
    width: str
    level: int = 0
    label: str = ""
    middle: str = ""
    narrow: bool = False
    open: bool = False
    depth: int = 0


class Mark(NamedTuple):
    """A point on a bar; `kind` is that of its column, or the median for a 50th percentile."""

    kind: ColumnKind
    at: str


class Bar(NamedTuple):
    """The bar of one row; `more` is the position of the arrow for pay beyond the highest figure."""

    parts: tuple[BarPart, ...]
    marks: tuple[Mark, ...]
    more: str | None


class Band(NamedTuple):
    """A band column: the index of its cell, the label of its part of the bar, its shade."""

    cell: int
    label: str
    level: int
    open: bool


class Form(NamedTuple):
    """How the rows of a table are drawn: `kind` is bands, percentiles or span; integers are indices of cells.

    `points` are the figures of a row without bands, lowest first; `box` the quartiles; `key` is the key figure if it is
    a single column; `marks` are marks with the kinds of their columns; `sorts` the figures by which rows can be sorted.
    `names` are the labels of all figures of a row; `paid` those that are pay.
    """

    kind: str
    names: tuple[str, ...]
    bands: tuple[Band, ...]
    points: tuple[int, ...]
    box: tuple[int, int] | None
    key: int | None
    marks: tuple[tuple[ColumnKind, int], ...]
    sorts: tuple[int, ...]
    paid: tuple[int, ...]


# --- how a table is drawn ---------------------------------------------------------------------------------------


def form_of(columns: Mapping[str, Column]) -> Form:
    """Return how the rows of a table with these columns are drawn."""
    bands, points, key = _band_columns(columns), points_of(columns), key_figure(columns)
    numerals = {band.cell: band.label for band in bands}
    drawn = [band.cell for band in bands] or points
    percentiles = sum(column.kind.statistic.takes_p for column in columns.values())
    return Form(
        kind="bands" if bands else "percentiles" if percentiles > 1 else "span",
        names=tuple(numerals.get(index, column.label) for index, column in enumerate(columns.values())),
        bands=bands,
        points=() if bands else tuple(points),
        box=None if bands or percentiles < 2 else _box(columns),
        key=key.column,
        marks=tuple(_marks(columns, drawn)),
        sorts=tuple(index for index in dict.fromkeys([key.column, *drawn]) if index is not None),
        paid=tuple(pay_columns(columns)),
    )


def _marks(columns: Mapping[str, Column], drawn: Sequence[int]) -> Iterator[tuple[ColumnKind, int]]:
    """Yield the columns drawn as marks: those whose drawing is a mark, a single point, and last the median."""
    median = median_column(columns)
    for index, column in enumerate(columns.values()):
        drawing = column.kind.statistic.drawing
        single = drawing is Drawing.POINT and list(drawn) == [index]
        if index != median and (single or (drawing is Drawing.MARK and (index not in drawn or len(drawn) == 1))):
            yield column.kind, index
    if median is not None:
        yield ColumnKind.MEDIAN, median


def _band_columns(columns: Mapping[str, Column]) -> tuple[Band, ...]:
    ids = list(columns)
    found = [(index, ids[index]) for index in bands_of(columns)]
    return tuple(
        Band(cell, numeral(columns[id].label, number), shade(number, len(found)), columns[id].open)
        for number, (cell, id) in enumerate(found)
    )


def shade(number: int, count: int) -> int:
    """Return the shade of one of `count` bands or steps: the lowest has the first one, the highest the last."""
    return 1 + round((LEVELS - 1) * number / max(1, count - 1))


def numeral(label: str, number: int) -> str:
    """Return what is written in a band's part of a bar: its label where that is short enough, else its number."""
    if len(label) <= 4:
        return label
    return NUMERALS[number] if number < len(NUMERALS) else str(number + 1)


def _box(columns: Mapping[str, Column]) -> tuple[int, int] | None:
    """Return the columns of the quartiles, or those closest to the median on both sides."""
    levels = {column.level: index for index, column in enumerate(columns.values()) if column.level is not None}
    below = [level for level in levels if level < MEDIAN_LEVEL]
    above = [level for level in levels if level > MEDIAN_LEVEL]
    if not below or not above:
        return None
    return levels[25 if 25 in levels else max(below)], levels[75 if 75 in levels else min(above)]


# --- a row ------------------------------------------------------------------------------------------------------


def bar(form: Form, cells: Sequence[Cell], scale: Scale) -> Bar:
    """Return the bar of a row."""
    known = {name: scale.share(cell.value) for name, index in form.marks if isinstance(cell := cells[index], Amount)}
    parts, more = (
        _bands(form, cells, scale, known.get(ColumnKind.MEDIAN)) if form.bands else _points(form, cells, scale)
    )
    if not parts and not known and more is None and any(isinstance(cells[index], Gap) for index in form.paid):
        parts = [_gap(0.0, END)]
    marks = tuple([Mark(name, per_cent(at)) for name, at in known.items()])
    return Bar(tuple(parts), marks, None if more is None else per_cent(more))


def single_bar(cell: Cell, scale: Scale, from_zero: bool = False) -> tuple[str, str]:
    """Return the position and the width of a bar of one figure; the width is zero where it is unknown.

    The bar of an amount begins at zero, as does that of one which is top-coded.
    """
    low, high = edges(cell)
    if low is None and high is None:
        return per_cent(0), per_cent(0)
    start = 0.0 if low is None or from_zero else scale.share(low)
    end = END if high is None else scale.share(high)
    return per_cent(start), _width(start, end)


def highest_figure(cells: Iterable[Cell]) -> float:
    """Return the highest figure of cells, 0 where none is known."""
    return float(max([edge for cell in cells for edge in edges(cell) if edge is not None], default=0))


def edges(cell: Cell) -> tuple[Number | None, Number | None]:
    """Return the low and the high end of a cell; both are None where there is none."""
    if isinstance(cell, Range):
        return cell
    if isinstance(cell, Absent):
        return None, None
    return (cell.value, cell.value) if isinstance(cell, Amount) else (cell.bound, None)


# The numbers below are in per cent of the axis.


def _bands(form: Form, cells: Sequence[Cell], scale: Scale, median: float | None) -> tuple[list[BarPart], float | None]:
    gaps: list[BarPart] = []
    found: list[tuple[Band, float, float, bool]] = []
    edge, missing, more = 0.0, False, None
    for band in form.bands:
        low, high = edges(cells[band.cell])
        if low is None and high is None:
            missing, more = missing or isinstance(cells[band.cell], Gap), None
            continue
        start, end = edge if low is None else scale.share(low), END if high is None else scale.share(high)
        if missing:
            gaps.append(_gap(edge, start))
        found.append((band, start, end, low is None or high is None))
        more = end if band.open or high is None else None
        edge, missing = end, False
    if missing:
        gaps.append(_gap(edge, END))
    parts = [*gaps, *_layered(found, median)]
    return sorted(parts, key=lambda part: (part.depth, float(part.x[:-1]))), more


def _layered(found: Sequence[tuple[Band, float, float, bool]], median: float | None) -> list[BarPart]:
    """Return bands as parts, each with its numeral where nothing lies over it."""
    depths: list[int] = []
    for number, (_, low, high, _) in enumerate(found):
        under = {depths[other] for other in range(number) if found[other][1] < high and low < found[other][2]}
        depths.append(min((depth for depth in range(DEEPEST) if depth not in under), default=DEEPEST))
    parts = []
    for number, (band, low, high, unbounded) in enumerate(found):
        over = [each[1:3] for other, each in enumerate(found) if (depths[other], other) > (depths[number], number)]
        start, end = _clear(low, high, [*over, *([(median, median)] if median is not None else [])])
        narrow = end - start < NUMERAL * length(band.label)
        place = per_cent((start + end) / 2), narrow, unbounded, depths[number]
        parts.append(BarPart("band", per_cent(low), _width(low, high), band.level, band.label, *place))
    return parts


def _clear(low: float, high: float, covers: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Return the longest stretch of an interval on which nothing lies, the whole one where there is none."""
    stretches, edge = [], low
    for start, end in sorted(covers):
        stretches.append((edge, min(start, high)))
        edge = max(edge, end)
    longest = max([*stretches, (edge, high)], key=lambda it: it[1] - it[0])
    return longest if longest[1] > longest[0] else (low, high)


def _points(form: Form, cells: Sequence[Cell], scale: Scale) -> tuple[list[BarPart], float | None]:
    gaps: list[BarPart] = []
    known: dict[int, float] = {}
    edge, missing, more = 0.0, False, None
    for index in form.points:
        low, high = edges(cells[index])
        value = low if low is not None else high
        if value is None:
            missing = missing or isinstance(cells[index], Gap)
            continue
        at = scale.share(value)
        if missing:
            gaps.append(_gap(edge, at))
        if high is None:
            more = at
        known[index], edge, missing = at, at, False
    if missing:
        gaps.append(_gap(edge, END))
    return [*gaps, *_point_parts(form, known)], more


def _point_parts(form: Form, known: Mapping[int, float]) -> list[BarPart]:
    """Return the parts between known figures: a whisker and a box, or a span."""
    if len(known) < 2:
        return []
    low, high = min(known.values()), max(known.values())
    if form.kind == "span":
        return [_part("span", low, high)]
    if form.box == (form.points[0], form.points[-1]):  # nothing lies outside the box
        return [_part("box", low, high)]
    box = tuple(known[index] for index in form.box or () if index in known)
    whisker = [] if box == (low, high) else [_part("whisker", low, high)]
    return [*whisker, _part("box", box[0], box[1])] if len(box) == 2 else whisker


def _gap(low: float, high: float) -> BarPart:
    return _part("gap", low, min(END, max(high, low + END / 60)))


def _part(kind: str, low: float, high: float) -> BarPart:
    return BarPart(kind, per_cent(low), _width(low, high))


def _width(low: float, high: float) -> str:
    return per_cent(max(high - low, MIN_WIDTH))


# --- a difference -----------------------------------------------------------------------------------------------------


def gain(before: Cell, after: Cell) -> Amount | Range | None:
    """Return the difference of two cells, from the smaller difference of their ends to the larger; None: unknown."""
    if isinstance(before, Gap | Absent) or isinstance(after, Gap | Absent):
        return None
    ends = ((before[0], after[0]), (before[-1], after[-1]))
    known = sorted([later - sooner for sooner, later in ends if sooner is not None and later is not None])
    if not known:
        return None
    if len(known) == 1:
        return Range(known[0], None)
    return Amount(known[0]) if known[0] == known[1] else Range(known[0], known[1])
