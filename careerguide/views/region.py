"""A region's page: every role with pay data there on one axis, and how the region stands to the others.

In: the region's tables and the standings of all regions. Out: one chart for each currency and period.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from careerguide.charting.axes import Tick, scale_from_zero
from careerguide.charting.charts import form_of, reach
from careerguide.models import Region, SalaryTable
from careerguide.pay.ladder import Standing, standings
from careerguide.views.charts import RangeRow, names_of, range_row
from careerguide.views.index import Index
from careerguide.views.pay import PayRow, PayTable

Standings = Mapping[tuple[str, str | None], Mapping[str, Standing]]  # by table and segment, then by region


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


class RegionView(NamedTuple):
    """A region: every role with pay data there."""

    region: Region
    tables: tuple[PayTable, ...]
    without: int  # how many roles have no figures here
    charts: tuple[RegionChart, ...]


def region_view(index: Index, region: Region, places: Standings) -> RegionView:
    """Return a region's page."""
    tables = index.tables_of_region.get(region.id, ())
    groups: dict[tuple[str, str], list[PayTable]] = {}
    for table in tables:
        groups.setdefault((table.currency, table.period), []).append(table)
    charts = (_chart(group, places) for group in groups.values())
    without = len(index.entries) - len({table.role for table in tables})
    return RegionView(region, tables, without, tuple(chart for chart in charts if chart))


def all_standings(tables: Mapping[str, SalaryTable]) -> Standings:
    """Return how all regions compare, in every table and segment."""
    return {
        (id, segment): standings(table, segment)
        for id, table in tables.items()
        for segment in (*table.segments, *([] if table.segments else [None]))
    }


def _chart(tables: Sequence[PayTable], places: Standings) -> RegionChart | None:
    rows = [(table, region.id, row) for table in tables for region in table.regions for row in region.rows]
    highest = max((reach([figure.value for figure in row.figures]) for _, _, row in rows), default=0.0)
    if not highest:
        return None
    scale = scale_from_zero(highest)
    compared = []
    for table, region, row in rows:
        form = form_of({column.id: column.facts for column in table.columns})
        drawn = range_row(form, scale, names_of(form, table.columns), region, table.title, row)
        compared.append(_compared(table, region, row, drawn, places))
    compared.sort(key=lambda role: -(role.row.median if role.row.median is not None else -1))
    first = tables[0]
    return RegionChart(f"{first.currency}-{first.period}", first.currency, first.period, scale.ticks, tuple(compared))


def _compared(table: PayTable, region: str, row: PayRow, drawn: RangeRow, places: Standings) -> Compared:
    standing = places.get((table.id, row.segment), {}).get(region)
    return Compared(table.title, row.name, table.url, drawn, standing)
