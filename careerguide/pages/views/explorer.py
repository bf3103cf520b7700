"""The pay explorer: the tables included in its page, and links to the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from careerguide.languages.number_forms import decimals_of
from careerguide.languages.registry import money_words
from careerguide.pages.charts.bars import Band, form_of, numeral
from careerguide.pages.views.charts import bands, legend
from careerguide.pages.views.pay import PayDimension, PayTable
from careerguide.pages.views.site import Words
from careerguide.schema import Column
from careerguide.schema.currencies import signs_of, words_for
from careerguide.schema.dimensions import SEGMENT

MOST_FIGURES = 600  # on one page; tables beyond that limit are linked


class BandRequirements(NamedTuple):
    """A band and its requirements; `given` for the first band, if it requires no experience."""

    id: str
    numeral: str
    facts: Column
    given: bool


class ExplorerTable(NamedTuple):
    """A table included in the explorer's page.

    `key` is the id of the column by which regions are compared ("" where there is none), `mark` how it is drawn, which
    the legend calls `mark_name`; `points` are the ids of the columns that determine the span of a row without bands,
    which the legend calls by its `ends`; `currency_words` and `currency_signs` are patterns of what may stand beside an
    amount; `places` is how many decimals it can have.
    """

    table: PayTable
    key: str
    mark: str
    mark_name: Words
    points: tuple[str, ...]
    ends: tuple[str, ...]
    bands: tuple[tuple[Band, Column], ...]  # in the legend of its picture
    asked: tuple[BandRequirements, ...]
    currency_words: str
    currency_signs: str
    places: int
    named: tuple[PayDimension, ...]  # its dimensions, unless they are the one of `segments`
    counts: bool  # whether it says how many people are behind its figures


class Explorer(NamedTuple):
    """The included tables, the addresses and titles of the others, and patterns of the words for multipliers."""

    tables: tuple[ExplorerTable, ...]
    others: tuple[tuple[str, str], ...]
    thousand: str
    million: str

    @property
    def dimensions(self) -> tuple[PayDimension, ...]:
        """The dimensions that have a choice of their own, those of one id together."""
        return tuple({dimension.id: dimension for entry in self.tables for dimension in entry.named}.values())


def explorer_of(metadata: Iterable[PayTable], tables: Mapping[str, PayTable]) -> Explorer | None:
    """Return the explorer of tables: the first is always included, others as long as the page remains small.

    `metadata` has the tables without their regions; only those included are read from `tables`.
    """
    included: list[ExplorerTable] = []
    others: list[tuple[str, str]] = []
    figures = 0
    for table in metadata:
        size = table.summary.known + table.summary.missing
        if not included or figures + size <= MOST_FIGURES:
            included.append(_explorer_table(tables[table.id]))
            figures += size
        else:
            others.append((table.url, table.title))
    if not included:
        return None
    multipliers = (money_words(lambda money: money.thousand), money_words(lambda money: money.million))
    return Explorer(tuple(included), tuple(others), *map(any_of, multipliers))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern, for scripts too, that matches any of the words."""
    return "|".join(map(re.escape, words))


def _explorer_table(table: PayTable) -> ExplorerTable:
    columns = {column.id: column.facts for column in table.columns}
    key, mark = table.key.column, "median" if table.key.median else ""
    if key is not None and table.columns[key].facts.kind.statistic.is_range:
        key = None
    if key is not None and not mark:
        mark = table.columns[key].facts.kind.value
    named = tuple(dimension for dimension in table.dimensions if dimension.id != SEGMENT)
    counts = not all(column.facts.kind.statistic.is_pay for column in table.columns)
    points = tuple(column.id for column in table.columns if _is_point(column.facts))
    form = form_of(columns)
    ends = tuple(form.names[index] for index in (*form.points[:1], *form.points[1:][-1:]))
    return ExplorerTable(
        table=table,
        key="" if key is None else table.columns[key].id,
        mark=mark,
        mark_name=next((name for kind, name in legend(form, list(columns.values())) if kind == mark), ""),
        points=points,
        ends=ends if len(points) == len(form.points) else (),
        bands=bands(form, list(columns.values())),
        asked=_requirements(table),
        currency_words=any_of(words_for(table.currency)),
        currency_signs=any_of(signs_of(table.currency)),
        places=decimals_of(table.currency),
        named=named,
        counts=counts,
    )


def _is_point(column: Column) -> bool:
    """Return whether a column's figures are amounts that somebody earns, unlike a mean."""
    statistic = column.kind.statistic
    return statistic.is_pay and not statistic.is_range and not (statistic.central and column.level is None)


def _requirements(table: PayTable) -> tuple[BandRequirements, ...]:
    bands = [column for column in table.columns if column.facts.kind.statistic.is_range]
    if not any(column.facts.requires for column in bands):
        return ()
    return tuple(
        BandRequirements(
            column.id, numeral(column.facts.label, number), column.facts, column.facts.years == 0 and not number
        )
        for number, column in enumerate(bands)
    )
