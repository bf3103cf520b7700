"""Charts of pay as templates draw them: every region's range on one axis, and medians segment against segment.

In: a `PayTable`. Out: records of places on an axis (from charts.py) and of the very figures that the table shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from careerguide.charting.axes import Scale, Tick, scale_around, scale_from_zero
from careerguide.charting.charts import Bar, Form, bar, edges, form_of, reach
from careerguide.pay.money import Amount, Cell, Gap, GapKind, Number
from careerguide.views.pay import Figure, PayRow, PayTable

ROWS_SHOWN = 24  # of each segment; the others can be unfolded
SHAPES = 4  # of the points of a dumbbell


class RangeRow(NamedTuple):
    """One row of range bars: its name, the figures that it draws and why some are missing."""

    region: str
    name: str
    anchor: str  # of the row's first figure in the table
    median: Number | None
    bar: Bar
    figures: tuple[tuple[str, Cell], ...]  # with the numerals of bands, the labels of other columns
    gaps: tuple[GapKind, ...]
    words_at: str  # where the words for a gap stand on a track that is all gap, beside the median: start, end, or ""
    keys: str  # the figures that rows can be sorted by, "-" where one is not known


class RangePanel(NamedTuple):
    """The range bars of one segment (None in a table without segments), highest median first."""

    id: str
    segment: str | None
    shown: tuple[RangeRow, ...]
    more: tuple[RangeRow, ...]
    highest: RangeRow | None
    lowest: RangeRow | None


class RangeChart(NamedTuple):
    """Range bars on a common axis from zero."""

    form: Form
    ticks: tuple[Tick, ...]
    panels: tuple[RangePanel, ...]
    sorts: tuple[str, ...]  # the labels of the figures in `RangeRow.keys`
    marks: frozenset[str]  # what there is to explain: box, whisker, span, median, mean, entry, more, gap
    ends: tuple[str, ...]  # the labels of the columns between which a whisker or a span is drawn
    quartiles: tuple[str, ...]  # and of those between which a box is


class Dot(NamedTuple):
    """A segment's median in a dumbbell; `shape` tells segments apart without colour."""

    at: str
    value: Number
    segment: str
    shape: int


class PairRow(NamedTuple):
    """A region's medians, lowest first; `ahead` is the segment that pays more, by `difference` and `percent`."""

    region: str
    name: str
    dots: tuple[Dot, ...]
    missing: tuple[GapKind, ...]
    ahead: str | None
    difference: Number | None
    percent: int | None
    keys: str


class PairChart(NamedTuple):
    """Medians, segment against segment, the region with the highest median first."""

    ticks: tuple[Tick, ...]
    from_zero: bool
    segments: tuple[str, ...]
    shown: tuple[PairRow, ...]
    more: tuple[PairRow, ...]


# --- range bars -------------------------------------------------------------------------------------------------


def range_chart(table: PayTable) -> RangeChart | None:
    """Return the range bars of a table; None where no figure is known."""
    rows = [(region.id, region.name, row) for region in table.regions for row in region.rows]
    highest = reach(figure.value for _, _, row in rows for figure in row.figures)
    if not highest:
        return None
    form, scale = form_of({column.id: column.facts for column in table.columns}), scale_from_zero(highest)
    groups: dict[str | None, list[RangeRow]] = {row.segment: [] for _, _, row in rows}
    segments = {row.segment: row.name for _, _, row in rows}
    for region, name, row in rows:
        groups[row.segment].append(range_row(form, scale, region, name, row))
    return RangeChart(
        form=form,
        ticks=scale.ticks,
        panels=tuple(_panel(f"{table.id}-{id or 'all'}", segments[id], group) for id, group in groups.items()),
        sorts=tuple(table.columns[index].facts.label for index in form.sorts),
        marks=_marks([row.bar for group in groups.values() for row in group]),
        ends=tuple(form.names[index] for index in form.points[:1] + form.points[-1:]),
        quartiles=tuple(form.names[index] for index in form.box or ()),
    )


def shortened(chart: RangeChart, shown: int) -> RangeChart:
    """Return range bars with fewer rows unfolded."""
    panels = (
        panel._replace(shown=panel.shown[:shown], more=panel.shown[shown:] + panel.more) for panel in chart.panels
    )
    return chart._replace(panels=tuple(panels))


def range_row(form: Form, scale: Scale, region: str, name: str, row: PayRow) -> RangeRow:
    """Return one row of range bars."""
    values = [figure.value for figure in row.figures]
    median = values[form.median] if form.median is not None else None
    gaps = dict.fromkeys([value.kind for value in values if isinstance(value, Gap)])
    drawn = bar(form, values, scale)
    return RangeRow(
        region=region,
        name=name,
        anchor=row.figures[0].anchor,
        median=median.value if isinstance(median, Amount) else None,
        bar=drawn,
        figures=tuple(zip(form.names, values, strict=True)),
        gaps=tuple(gaps),
        words_at=_words_at(drawn),
        keys=" ".join([_key(values[index]) for index in form.sorts]),
    )


def _words_at(drawn: Bar) -> str:
    if {part.kind for part in drawn.parts} != {"gap"}:
        return ""
    median = next((float(mark.at[:-1]) for mark in drawn.marks if mark.kind == "median"), 100.0)
    return "start" if median > 50 else "end"


def _key(cell: Cell) -> str:
    low, high = (None, None) if isinstance(cell, Gap) else edges(cell)
    known = high if low is None else low
    return "-" if known is None else str(known)


def _panel(id: str, segment: str | None, rows: list[RangeRow]) -> RangePanel:
    rows.sort(key=lambda row: -(row.median if row.median is not None else -1))
    known = [row for row in rows if row.median is not None]
    return RangePanel(
        id=id,
        segment=segment,
        shown=tuple(rows[:ROWS_SHOWN]),
        more=tuple(rows[ROWS_SHOWN:]),
        highest=known[0] if known else None,
        lowest=known[-1] if known else None,
    )


def _marks(bars: Sequence[Bar]) -> frozenset[str]:
    parts = {part.kind for bar in bars for part in bar.parts}
    marks = {mark.kind for bar in bars for mark in bar.marks}
    return frozenset(parts | marks | {"more" for bar in bars if bar.more})


# --- dumbbells --------------------------------------------------------------------------------------------------


def pair_chart(table: PayTable) -> PairChart | None:
    """Return the medians of segments against each other; None where there is nothing to compare."""
    column = form_of({column.id: column.facts for column in table.columns}).median
    if len(table.segments) < 2 or column is None:
        return None
    figures = [[row.figures[column] for row in region.rows] for region in table.regions]
    known = [figure.value.value for row in figures for figure in row if isinstance(figure.value, Amount)]
    if not known:
        return None
    scale = scale_around(min(known), max(known))
    names = [[row.name or "" for row in region.rows] for region in table.regions]
    rows = [
        _pair(scale, table.segments, region.id, region.name, dict(zip(who, medians, strict=True)))
        for region, who, medians in zip(table.regions, names, figures, strict=True)
    ]
    rows.sort(key=lambda row: -(row.dots[-1].value if row.dots else -1))
    return PairChart(scale.ticks, scale.start == 0, table.segments, tuple(rows[:ROWS_SHOWN]), tuple(rows[ROWS_SHOWN:]))


def _pair(scale: Scale, segments: Sequence[str], region: str, name: str, medians: dict[str, Figure]) -> PairRow:
    known = [(figure.value.value, segment) for segment, figure in medians.items() if isinstance(figure.value, Amount)]
    known.sort(key=lambda dot: dot[0])
    missing = dict.fromkeys(figure.value.kind for figure in medians.values() if isinstance(figure.value, Gap))
    dots = tuple(Dot(scale.at(value), value, who, segments.index(who) % SHAPES + 1) for value, who in known)
    if len(known) < 2:
        return PairRow(region, name, dots, tuple(missing), None, None, None, f"{dots[0].value if dots else '-'} -")
    (low, _), (high, ahead) = known[0], known[-1]
    more = high - low
    percent = round(100 * float(more) / float(low)) if low else None
    return PairRow(region, name, dots, tuple(missing), ahead, more, percent, f"{high} {more}")
