"""A region's page: every role with pay data there on one axis, and the rank of the region among all.

In: the region's tables and the rankings of all regions. Out: one chart for each currency and period; in a large guide,
a list instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.core.problems import SiteText
from careerguide.guide.guide import Guide
from careerguide.pages.charts.axes import Tick, scale_from_zero
from careerguide.pages.charts.bars import Band, form_of
from careerguide.pages.views.charts import RangeRow, highest_pay, legend, range_row
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
    legend: tuple[tuple[ColumnKind, Words], ...]  # the marks of the key figures
    bands: tuple[tuple[Band, Column], ...]  # empty where the tables have different ones
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
    outer = guide.regions[region.part_of] if region.part_of else None
    return (*_above(guide, outer), outer) if outer else ()


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
    legends: dict[tuple[ColumnKind, Words], None] = {}
    for table, region, row in rows:
        columns = {column.id: column.facts for column in table.columns}
        form = form_of(columns)
        drawn = range_row(form, scale, region, table.title, row)
        compared.append(_compared(table, region, row, drawn, index))
        marks = form._replace(marks=tuple(mark for mark in form.marks if mark[1] == form.key))
        legends |= dict.fromkeys(legend(marks, list(columns.values())))
    compared.sort(key=lambda role: (not role.key.median, -role.row.order))
    first = tables[0]
    unit = (f"{first.currency}-{first.period}", first.currency, first.period)
    return RegionChart(*unit, scale.ticks, tuple(legends), _common_bands(tables), tuple(compared))


def _common_bands(tables: Sequence[PayTable]) -> tuple[tuple[Band, Column], ...]:
    """Return the bands of the tables that have any, if these are the same in all of them."""
    found: dict[object, tuple[tuple[Band, Column], ...]] = {}
    for table in tables:
        facts = [column.facts for column in table.columns]
        bands = form_of({column.id: column.facts for column in table.columns}).bands
        if bands:
            looks = tuple((band.label, band.level, facts[band.cell].years, facts[band.cell].label) for band in bands)
            found[looks] = tuple((band, facts[band.cell]) for band in bands)
    return next(iter(found.values())) if len(found) == 1 else ()


def _compared(table: PayTable, region: str, row: PayRow, drawn: RangeRow, index: Index) -> Compared:
    standing = index.standings[table.id][row.segment].get(region)
    return Compared(table.title, row.name, table.url, table.key, drawn, standing)
