"""Views of pay charts: the ranges of all regions on one axis, and key figures by segment.

In: a `PayTable`. Out: records of positions on an axis (from pages/charts/) and of the figures of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from careerguide.core.numbers import Number, rounded
from careerguide.pages.charts.axes import Scale, Tick, scale_around, scale_from_zero
from careerguide.pages.charts.bars import Band, Bar, Form, bar, edges, form_of, highest_figure
from careerguide.pages.views.pay import PayFigure, PayNote, PayRegion, PayRow, PayTable
from careerguide.pages.views.site import Words
from careerguide.pay.key_figures import pay_columns
from careerguide.schema import Column, ColumnKind
from careerguide.schema.cells import Amount, Cell, Gap
from careerguide.schema.gaps import GapKind

ROWS_SHOWN = 24  # of each segment; the others are collapsed
PANELS_SHOWN = 12  # regions with their steps
STEPS_SHOWN = 4  # the same on the page of a role
SHAPES = 4  # of points in dumbbells
LABEL_SHARE = 0.028  # of a dumbbells' axis on a phone: a character of a label
LABEL_MOST = 0.4  # of the axis: the space for labels on each side
SPANS = ("whisker", "box", "span")  # parts of bars between two columns


class RangeRow(NamedTuple):
    """One row of range bars: its name, its figures, and the reasons for gaps."""

    region: str
    name: str
    anchor: str  # of the row's first figure in the table
    key: Number | None  # the key figure, where it is known and one amount
    ranked: Amount | Gap | None  # the cell by which it is ranked
    bar: Bar
    figures: tuple[tuple[str, Cell], ...]  # by the numeral of a band, or the label of another column
    notes: tuple[PayNote, ...]  # on other figures than the key figure
    key_notes: tuple[PayNote, ...]
    few: bool
    gaps: tuple[GapKind, ...]
    words_at: str  # the position of the text in a row that is all gap: start, end, or ""
    order: Number  # the initial sort key
    keys: str  # the figures by which rows can be sorted, "-" for unknown ones


class Span(NamedTuple):
    """A part of bars between two columns: box, whisker or span, with the labels of the columns."""

    kind: str
    ends: tuple[str, ...]


class RangePanel(NamedTuple):
    """The range bars of one segment, highest key figure first; or those of one region, step by step.

    `title` is the name of the segment ("" in a table without dimensions) or of the region. Where regions lie in others,
    a panel has those that lie in the same one, which the title names too. `highest` and `lowest` have all that tie.
    """

    id: str
    title: str
    shown: tuple[RangeRow, ...]
    more: tuple[RangeRow, ...]
    highest: tuple[RangeRow, ...]
    lowest: tuple[RangeRow, ...]


class RangeChart(NamedTuple):
    """Range bars on a common axis from zero."""

    form: Form
    bands: tuple[tuple[Band, Column], ...]
    ticks: tuple[Tick, ...]
    panels: tuple[RangePanel, ...]
    more: tuple[RangePanel, ...]  # of other regions
    by_step: bool  # whether a panel has the steps of one region
    nested: bool  # whether there is a panel for each region in which others lie
    sorts: tuple[str, ...]  # the labels of the figures in `RangeRow.keys`
    marks: frozenset[str]  # what is drawn of box, whisker, span, more, gap, and the kinds of marks
    spans: tuple[Span, ...]
    legend: tuple[tuple[ColumnKind, Words], ...]  # kinds of marks with their labels

    @property
    def more_regions(self) -> int:
        """How many regions are in `more`."""
        return len({row.region for panel in self.more for row in panel.shown + panel.more})

    @property
    def has_ranges(self) -> bool:
        """Whether a row has more than single figures."""
        return bool(self.marks & {"band", *SPANS})


class Dot(NamedTuple):
    """A segment's key figure in a dumbbell; `shape` tells segments apart without colour."""

    at: str
    value: Number
    segment: str
    shape: int


class PairRow(NamedTuple):
    """A region's key figures, lowest first; `ahead` are the segments that pay most, by `difference` and `percent`.

    A difference of None is not known: there is but one figure, or what is top-coded may be more than all others.
    """

    region: str
    name: str
    dots: tuple[Dot, ...]
    notes: tuple[PayNote, ...]
    missing: tuple[GapKind, ...]
    ahead: tuple[str, ...]
    difference: Number | None
    percent: Number | None
    keys: str


class PairPanel(NamedTuple):
    """The regions that lie in the same one, which is the title ("" for those that lie in none)."""

    id: str
    title: str
    shown: tuple[PairRow, ...]
    more: tuple[PairRow, ...]


class PairChart(NamedTuple):
    """Key figures by segment, the region with the highest one first among those that lie in the same one."""

    ticks: tuple[Tick, ...]
    from_zero: bool
    segments: tuple[str, ...]
    panels: tuple[PairPanel, ...]


# --- range bars -------------------------------------------------------------------------------------------------


def range_chart(table: PayTable) -> RangeChart | None:
    """Return the range chart of a table; None where no figure is known."""
    rows = [(region, row) for region in table.regions for row in region.rows]
    highest = highest_pay(table, [row for _, row in rows])
    if not highest:
        return None
    columns = {column.id: column.facts for column in table.columns}
    form, scale = form_of(columns), scale_from_zero(highest)
    groups: dict[tuple[str, str], list[RangeRow]] = {}
    nested = len(table.parents) > 1
    for region, row in rows:
        panel, label = _placed(table, nested, region, row)
        groups.setdefault(panel, []).append(range_row(form, scale, region.id, label, row))
    by_step = table.steps is not None
    panels = [_panel(*panel, group, by_step) for panel, group in groups.items()]
    if by_step:
        place = {id: number for number, id in enumerate(table.parents)}
        within = {region.id: place[region.within] for region in table.regions}
        panels.sort(key=lambda panel: (within[panel.shown[0].region], -max(row.order for row in panel.shown)))
    most = PANELS_SHOWN if by_step or nested else len(panels)
    return RangeChart(
        form=form,
        bands=bands(form, list(columns.values())),
        ticks=scale.ticks,
        panels=tuple(panels[:most]),
        more=tuple(panels[most:]),
        by_step=by_step,
        nested=nested,
        sorts=tuple(table.columns[index].facts.label for index in form.sorts),
        marks=(marks := drawn_marks([row.bar for group in groups.values() for row in group])),
        spans=drawn_spans(form, marks),
        legend=legend(form, list(columns.values())),
    )


def _placed(table: PayTable, nested: bool, region: PayRegion, row: PayRow) -> tuple[tuple[str, str], str]:
    """Return the id and the title of a row's panel, and what the row is called in it."""
    if (step := table.steps) is None:
        above = [region.part_of] if nested and region.part_of else []
        ids = (*(it.id for it in above), *(row.segment or ["all"]))
        return ("-".join([table.id, *ids]), ", ".join([*(it.name for it in above), *row.labels])), region.name
    ids, labels = without(row.segment, step), without(row.labels, step)
    return ("-".join([table.id, region.id, *ids]), ", ".join([region.name, *labels])), row.labels[step]


def without(values: tuple[str, ...], index: int) -> tuple[str, ...]:
    """Return the values of all other dimensions than the one at an index."""
    return values[:index] + values[index + 1 :]


def highest_pay(table: PayTable, rows: Sequence[PayRow]) -> float:
    """Return the highest amount of some rows of a table, 0 where none is known."""
    paid = pay_columns({column.id: column.facts for column in table.columns})
    return highest_figure(row.figures[index].value for row in rows for index in paid)


def bands(form: Form, columns: Sequence[Column]) -> tuple[tuple[Band, Column], ...]:
    """Return the bands of a chart with their columns."""
    return tuple((band, columns[band.cell]) for band in form.bands)


def legend(form: Form, columns: Sequence[Column]) -> tuple[tuple[ColumnKind, Words], ...]:
    """Return the labels of a chart's marks, the median first: the label of their kind, or the column's heading."""
    marks = sorted(form.marks, key=lambda mark: mark[0] is not ColumnKind.MEDIAN)
    return tuple((kind, kind.statistic.label or columns[index].label) for kind, index in marks)


def shortened(chart: RangeChart, shown: int) -> RangeChart:
    """Return a range chart with fewer rows (or regions with their steps) and panels shown initially."""
    panels, more = chart.panels, chart.more
    if chart.by_step or chart.nested:
        panels, more = panels[:STEPS_SHOWN], panels[STEPS_SHOWN:] + more
    if not chart.by_step:
        panels = tuple(it._replace(shown=it.shown[:shown], more=it.shown[shown:] + it.more) for it in panels)
    marks = drawn_marks([row.bar for panel in panels for row in panel.shown])
    spans = tuple(span for span in chart.spans if span.kind in marks)
    return chart._replace(panels=panels, more=more, marks=marks, spans=spans)


def range_row(form: Form, scale: Scale, region: str, name: str, row: PayRow) -> RangeRow:
    """Return one row of a range chart."""
    values = [figure.value for figure in row.figures]
    gaps = dict.fromkeys([value.kind for index in form.paid if isinstance(value := values[index], Gap)])
    drawn = bar(form, values, scale)
    return RangeRow(
        region=region,
        name=name,
        anchor=row.anchor,
        key=row.amount,
        ranked=row.ranked,
        bar=drawn,
        figures=tuple(zip(form.names, values, strict=True)),
        notes=tuple([note for note in row.notes if row.amount is None or note not in row.key_notes]),
        key_notes=row.key_notes if row.amount is not None else (),
        few=row.few,
        gaps=tuple(gaps),
        words_at=_words_at(drawn),
        order=row.order,
        keys=" ".join([_key(values[index]) for index in form.sorts]),
    )


def _words_at(drawn: Bar) -> str:
    if {part.kind for part in drawn.parts} != {"gap"}:
        return ""
    if drawn.marks:
        return "start" if float(drawn.marks[-1].at[:-1]) > 50 else "end"
    return "start" if drawn.parts[0].x == "0%" else "end"


def _key(cell: Cell) -> str:
    low, high = edges(cell)
    known = high if low is None else low
    return "-" if known is None else str(known)


def _panel(id: str, title: str, rows: list[RangeRow], by_step: bool) -> RangePanel:
    ranked = sorted(rows, key=lambda row: -row.order)
    known = [row for row in ranked if row.ranked is not None]
    rows = rows if by_step else ranked
    return RangePanel(
        id=id,
        title=title,
        shown=tuple(rows[:ROWS_SHOWN]),
        more=tuple(rows[ROWS_SHOWN:]),
        highest=tuple(row for row in known if row.ranked == known[0].ranked),
        lowest=tuple(row for row in known if row.ranked == known[-1].ranked),
    )


def drawn_spans(form: Form, marks: frozenset[str]) -> tuple[Span, ...]:
    """Return the spans that are drawn, with the labels of the columns at their ends."""
    ends = form.points[:1] + form.points[-1:]
    found = {"whisker": ends, "box": form.box or (), "span": ends}
    return tuple(Span(kind, tuple(form.names[index] for index in found[kind])) for kind in SPANS if kind in marks)


def drawn_marks(bars: Sequence[Bar]) -> frozenset[str]:
    """Return what is drawn in some bars: the kinds of their parts and marks, and "more" for the arrow."""
    parts = {part.kind for bar in bars for part in bar.parts}
    marks = {mark.kind for bar in bars for mark in bar.marks}
    return frozenset(parts | marks | {"more" for bar in bars if bar.more})


# --- dumbbells --------------------------------------------------------------------------------------------------


def pair_chart(table: PayTable) -> PairChart | None:
    """Return the chart of key figures by segment; None where there is nothing to compare."""
    column, side = table.key.column, table.compared
    if side is None or column is None:
        return None
    groups: dict[tuple[str, str], dict[tuple[str, str], dict[str, PayFigure]]] = {}
    nested = len(table.parents) > 1
    for region in table.regions:
        title = region.part_of.name if nested and region.part_of else ""
        panel = groups.setdefault((f"{table.id}-pairs-{region.within}".rstrip("-"), title), {})
        for row in region.rows:
            name = ", ".join([region.name, *without(row.labels, side)])
            panel.setdefault((region.id, name), {})[row.labels[side]] = row.figures[column]
    values = (figure.value for panel in groups.values() for row in panel.values() for figure in row.values())
    known = [value.value for value in values if isinstance(value, Amount)]
    if not known:
        return None
    room = min(LABEL_MOST, LABEL_SHARE * len(f"{max(known):,}"))
    scale = scale_around(min(known), max(known), max(0.35, room / (1 - 2 * room)))
    segments = tuple(value.label for value in table.dimensions[side].values)
    panels = (
        _pair_panel(*panel, [_pair(scale, segments, *row) for row in rows.items()]) for panel, rows in groups.items()
    )
    return PairChart(scale.ticks, scale.start == 0, segments, tuple(panels))


def _pair_panel(id: str, title: str, rows: list[PairRow]) -> PairPanel:
    rows.sort(key=lambda row: -(row.dots[-1].value if row.dots else -1))
    return PairPanel(id, title, tuple(rows[:ROWS_SHOWN]), tuple(rows[ROWS_SHOWN:]))


def _pair(scale: Scale, segments: Sequence[str], place: tuple[str, str], values: dict[str, PayFigure]) -> PairRow:
    known = [(figure.value.value, segment) for segment, figure in values.items() if isinstance(figure.value, Amount)]
    known.sort(key=lambda dot: dot[0])
    missing = dict.fromkeys(figure.value.kind for figure in values.values() if isinstance(figure.value, Gap))
    dots = tuple(Dot(scale.at(value), value, who, segments.index(who) % SHAPES + 1) for value, who in known)
    notes = tuple(figure.note for figure in values.values() if figure.note)
    beyond = any(isinstance(figure.value, Gap) and figure.value.bound is not None for figure in values.values())
    if len(known) < 2 or beyond:
        return PairRow(*place, dots, notes, tuple(missing), (), None, None, f"{dots[-1].value if dots else '-'} -")
    low, high = known[0][0], known[-1][0]
    ahead, more = tuple(segment for value, segment in known if value == high), high - low
    percent = rounded(100 * Decimal(more) / Decimal(low)) or None  # less than a half tells nothing
    return PairRow(*place, dots, notes, tuple(missing), ahead, more, percent, f"{high} {more}")
