"""A salary table's page: its charts, its figures, what must be known of them."""

from __future__ import annotations

from typing import NamedTuple

from careerguide.views.charts import PairChart, RangeChart, pair_chart
from careerguide.views.explorer import Explorer, explorer_of
from careerguide.views.index import Index
from careerguide.views.pay import PayTable


class SalaryView(NamedTuple):
    """A salary table and its charts; None where there is nothing to draw."""

    table: PayTable
    ranges: RangeChart | None
    pairs: PairChart | None
    explorer: Explorer | None


def salary_view(index: Index, id: str) -> SalaryView:
    """Return what a salary table's page shows."""
    table = index.tables[id]
    return SalaryView(table, index.ranges[id], pair_chart(table), explorer_of([table], index.tables))
