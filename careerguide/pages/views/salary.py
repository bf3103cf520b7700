"""A salary table's page: its charts, figures and notes; what has changed since older editions, or the newer one."""

from __future__ import annotations

from typing import NamedTuple

from careerguide.guide.guide import Guide
from careerguide.pages.views.charts import PairChart, RangeChart, pair_chart
from careerguide.pages.views.explorer import Explorer, explorer_of
from careerguide.pages.views.index import Index
from careerguide.pages.views.map import PayMap
from careerguide.pages.views.pay import PayTable
from careerguide.pages.views.trend import Trend, trend


class SalaryView(NamedTuple):
    """A salary table and its charts; None where there is nothing to draw.

    An older edition has the table of the `newest`, without its regions, and nothing that tells what one is paid today.
    """

    table: PayTable
    ranges: RangeChart | None
    pairs: PairChart | None
    map: PayMap | None
    explorer: Explorer | None
    trend: Trend | None
    newest: PayTable | None


def salary_view(guide: Guide, index: Index, id: str) -> SalaryView:
    """Return a salary table's page."""
    table, editions = index.tables[id], guide.editions.get(id, (id,))
    view = SalaryView(table, index.ranges[id], pair_chart(table), index.pay_maps[id], None, None, None)
    if editions[0] != id:
        return view._replace(newest=index.table_metadata[editions[0]])
    return view._replace(
        explorer=explorer_of([table], index.tables),
        trend=trend([index.tables[each] for each in editions]) if len(editions) > 1 else None,
    )
