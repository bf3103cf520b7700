"""A region's page: every role with pay data there on one axis, and the rank of the region among all.

In: the region's tables and the rankings of all regions. Out: one chart for each currency and period; in a large guide,
a list instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.core.problems import SiteText
from careerguide.guide.guide import Guide
from careerguide.pages.charts.axes import Tick, scale_from_zero
from careerguide.pages.charts.bars import Band, Bar, Form, form_of
from careerguide.pages.views.charts import (
    RangeRow,
    Span,
    bands,
    drawn_marks,
    drawn_spans,
    highest_pay,
    legend,
    range_row,
)
from careerguide.pages.views.index import Index
from careerguide.pages.views.listing import Group, Listing
from careerguide.pages.views.pay import PayNote, PayRow, PayTable, pay_in_region
from careerguide.pages.views.site import Words
from careerguide.pay.key_figures import KeyFigure
from careerguide.pay.ranking import Standing
from careerguide.pay.summary import PaySummary
from careerguide.schema import Column, ColumnKind, Region
from careerguide.schema.periods import Period

CHARTED = 60  # tables that are shown as charts; more are listed
HIGHEST = 30  # of those listed


class Compared(NamedTuple):
    """A role's pay in the region for one segment, and its rank among all regions (None: no key figure)."""

    title: str
    segment: str
    url: str
    key: KeyFigure
    row: RangeRow
    standing: Standing | None


class RegionChart(NamedTuple):
    """The pay in one currency and period, on one axis."""

    id: str
    currency: str
    period: Period
    ticks: tuple[Tick, ...]
    key: KeyFigure | None  # this, `bands` and `spans` are those that are the same in all tables that have them
    bands: tuple[tuple[Band, Column], ...]
    spans: tuple[Span, ...]
    legend: tuple[tuple[ColumnKind, Words], ...]  # kinds of marks with their labels
    marks: frozenset[str]  # what is drawn, as in `RangeChart`
    rows: tuple[Compared, ...]


class Listed(NamedTuple):
    """A role's pay in the region."""

    title: str
    url: str
    pay: PaySummary
    key: KeyFigure
    notes: tuple[PayNote, ...]


class RegionList(NamedTuple):
    """The pay in one currency and period: the roles with the highest medians, then all by name."""

    currency: str
    period: Period
    roles: Listing[Listed]


class RegionView(NamedTuple):
    """A region: every role with pay data there, in `charts` and `tables`, or in `lists` where there are many."""

    region: Region
    above: tuple[Region, ...]  # the regions in which it lies, the largest first
    inside: tuple[Region, ...]  # the regions that are part of it
    paid: int  # how many roles have figures here
    roles: int  # of how many
    tables: tuple[PayTable, ...]
    charts: tuple[RegionChart, ...]
    lists: tuple[RegionList, ...]


def region_view(guide: Guide, index: Index, id: str) -> RegionView:
    """Return a region's page."""
    region = guide.regions[id]
    tables = tuple(pay_in_region(guide, id, region.id) for id in index.table_ids_of_region.get(region.id, ()))
    groups: dict[tuple[str, Period], list[PayTable]] = {}
    for table in tables:
        groups.setdefault((table.currency, table.period), []).append(table)
    paid = len({table.role for table in tables if table.summary.low is not None})
    inside = tuple(guide.regions[each] for each in index.regions_within.get(id, ()))
    view = RegionView(region, _above(guide, region), inside, paid, len(index.entries), (), (), ())
    if len(tables) > CHARTED:
        return view._replace(lists=tuple(_list(*unit, group) for unit, group in groups.items()))
    charts = (_chart(group, index) for group in groups.values())
    return view._replace(tables=tables, charts=tuple(chart for chart in charts if chart))


def _above(guide: Guide, region: Region) -> tuple[Region, ...]:
    """Return the regions in which one lies, the largest first."""
    above: list[Region] = []
    while region.part_of:
        region = guide.regions[region.part_of]
        above.append(region)
    return tuple(reversed(above))


def _list(currency: str, period: Period, tables: Sequence[PayTable]) -> RegionList:
    ranked = tuple(_listed(table) for table in sorted(tables, key=_rank))
    rest = Group("rest", SiteText("All others"), False, ranked[HIGHEST:])
    groups = (Group("highest", SiteText("The highest pay"), False, ranked[:HIGHEST]), rest)
    return RegionList(currency, period, Listing(groups[: 1 + bool(rest.entries)], len(ranked)))


def _rank(table: PayTable) -> tuple[bool, Number, Number]:
    return not table.key.median, -(table.summary.key_high or 0), -(table.summary.high or 0)


def _listed(table: PayTable) -> Listed:
    first = table.regions[0].rows[0]
    return Listed(table.title, f"{table.url}#{first.anchor}", table.summary, table.key, table.notes)


def _chart(tables: Sequence[PayTable], index: Index) -> RegionChart | None:
    rows = [(table, region.id, row) for table in tables for region in table.regions for row in region.rows]
    highest = max((highest_pay(table, [row]) for table, _, row in rows), default=0.0)
    if not highest:
        return None
    scale = scale_from_zero(highest)
    compared: list[Compared] = []
    forms = {table.id: _form(table) for table in tables}
    bars: dict[str, list[Bar]] = {}
    for table, region, row in rows:
        drawn = range_row(forms[table.id][0], scale, region, table.title, row)
        bars.setdefault(table.id, []).append(drawn.bar)
        compared.append(_compared(table, region, row, drawn, index))
    compared.sort(key=lambda role: (not role.key.median, -role.row.order))
    first, marks = tables[0], {id: drawn_marks(each) for id, each in bars.items()}
    return RegionChart(
        f"{first.currency}-{first.period}",
        first.currency,
        first.period,
        scale.ticks,
        _common_key(tables),
        _common_bands(forms.values()),
        _common_spans(drawn_spans(forms[id][0], each) for id, each in marks.items()),
        tuple(dict.fromkeys(mark for each in forms.values() for mark in legend(*each))),
        frozenset().union(*marks.values()),
        tuple(compared),
    )


def _form(table: PayTable) -> tuple[Form, list[Column]]:
    return form_of({column.id: column.facts for column in table.columns}), [column.facts for column in table.columns]


def _common_key(tables: Iterable[PayTable]) -> KeyFigure | None:
    """Return the key figure of the tables in which it is one figure, if it is called the same in all of them."""
    found = {table.key.median or table.key.headings: table.key for table in tables if table.key.column is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def _common_bands(forms: Iterable[tuple[Form, list[Column]]]) -> tuple[tuple[Band, Column], ...]:
    """Return the bands of the tables that have any, if these are the same in all of them."""
    found: dict[object, tuple[tuple[Band, Column], ...]] = {}
    for each in forms:
        if pairs := bands(*each):
            found[tuple((band.label, band.level, column.years, column.label) for band, column in pairs)] = pairs
    return next(iter(found.values())) if len(found) == 1 else ()


def _common_spans(drawn: Iterable[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Return the spans whose ends are called the same in all tables that have them."""
    found = tuple(dict.fromkeys(span for spans in drawn for span in spans if span.ends))
    kinds = [span.kind for span in found]
    return tuple(span for span in found if kinds.count(span.kind) == 1)


def _compared(table: PayTable, region: str, row: PayRow, drawn: RangeRow, index: Index) -> Compared:
    standing = index.standings[table.id][row.segment].get(region)
    return Compared(table.title, row.name, table.url, table.key, drawn, standing)
