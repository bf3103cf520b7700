"""A region's page: every role with pay data there on one axis, and how the region stands to the others.

In: the region's tables and the standings of all regions. Out: one chart for each currency and period; of a long guide,
one list instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from careerguide.charting.axes import Tick, scale_from_zero
from careerguide.charting.charts import form_of, reach
from careerguide.library import Library
from careerguide.models import Region
from careerguide.pay.ladder import Standing
from careerguide.pay.money import Amount, Number, Range
from careerguide.views.charts import RangeRow, range_row
from careerguide.views.index import Index
from careerguide.views.pay import PayRow, PayTable

CHARTED = 60  # tables, all of which a chart and their own figures show; more are listed


class Compared(NamedTuple):
    """A role's pay in the region from one kind of employer, and its place among all regions (None: no median)."""

    title: str
    segment: str | None
    url: str
    row: RangeRow
    standing: Standing | None


class RegionChart(NamedTuple):
    """What is paid in one currency for one period, on one axis."""

    id: str
    currency: str
    period: str
    ticks: tuple[Tick, ...]
    rows: tuple[Compared, ...]


class Listed(NamedTuple):
    """A role's pay in the region: from its lowest to its highest figure, and its medians (None: not known)."""

    title: str
    url: str
    pay: Amount | Range | None
    medians: Amount | Range | None


class RegionList(NamedTuple):
    """What is paid in one currency for one period, the highest median first."""

    currency: str
    period: str
    roles: tuple[Listed, ...]


class RegionView(NamedTuple):
    """A region: every role with pay data there; in full, or in `lists` where there are many."""

    region: Region
    total: int
    without: int  # how many roles have no figures here
    tables: tuple[PayTable, ...]
    charts: tuple[RegionChart, ...]
    lists: tuple[RegionList, ...]


def region_view(library: Library, index: Index, id: str) -> RegionView:
    """Return a region's page."""
    region = library.regions[id]
    tables = index.tables_of_region.get(region.id, ())
    groups: dict[tuple[str, str], list[PayTable]] = {}
    for table in tables:
        groups.setdefault((table.currency, table.period), []).append(table)
    without = len(index.entries) - len({table.role for table in tables})
    bare = RegionView(region, len(tables), without, (), (), ())
    if len(tables) > CHARTED:
        return bare._replace(lists=tuple(_list(*unit, group) for unit, group in groups.items()))
    charts = (_chart(group, index) for group in groups.values())
    return bare._replace(tables=tables, charts=tuple(chart for chart in charts if chart))


def _list(currency: str, period: str, tables: Sequence[PayTable]) -> RegionList:
    ranked = sorted(tables, key=lambda table: (-(table.summary.median_high or 0), -(table.summary.high or 0)))
    return RegionList(currency, period, tuple(_listed(table) for table in ranked))


def _listed(table: PayTable) -> Listed:
    all_pay, first = table.summary, table.regions[0].rows[0].figures[0]
    pay, medians = _span(all_pay.low, all_pay.high), _span(all_pay.median_low, all_pay.median_high)
    return Listed(table.title, f"{table.url}#{first.anchor}", pay, medians)


def _span(low: Number | None, high: Number | None) -> Amount | Range | None:
    if low is None or high is None:
        return None
    return Amount(low) if low == high else Range(low, high)


def _chart(tables: Sequence[PayTable], index: Index) -> RegionChart | None:
    rows = [(table, region.id, row) for table in tables for region in table.regions for row in region.rows]
    highest = max((reach([figure.value for figure in row.figures]) for _, _, row in rows), default=0.0)
    if not highest:
        return None
    scale = scale_from_zero(highest)
    compared = []
    for table, region, row in rows:
        form = form_of({column.id: column.facts for column in table.columns})
        drawn = range_row(form, scale, region, table.title, row)
        compared.append(_compared(table, region, row, drawn, index))
    compared.sort(key=lambda role: -(role.row.median if role.row.median is not None else -1))
    first = tables[0]
    return RegionChart(f"{first.currency}-{first.period}", first.currency, first.period, scale.ticks, tuple(compared))


def _compared(table: PayTable, region: str, row: PayRow, drawn: RangeRow, index: Index) -> Compared:
    standing = index.standings[table.id][row.segment].get(region)
    return Compared(table.title, row.name, table.url, drawn, standing)
