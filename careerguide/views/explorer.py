"""The explorer: which tables stand on its page in full, and which are a link away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from careerguide.charting.charts import numeral
from careerguide.models import Column, ColumnKind
from careerguide.views.pay import PayTable

MOST_FIGURES = 600  # on one page; what is beyond it stands on the pages of its tables


class Asked(NamedTuple):
    """A band and what employers ask for in it; `given` where nobody needs to have been anything before."""

    id: str
    numeral: str
    facts: Column
    given: bool


class Explored(NamedTuple):
    """A table that the explorer reads from its own page."""

    table: PayTable
    asked: tuple[Asked, ...]


class Explorer(NamedTuple):
    """The tables with their figures, and the addresses and titles of the others."""

    tables: tuple[Explored, ...]
    others: tuple[tuple[str, str], ...]


def explorer_of(heads: Iterable[PayTable], tables: Mapping[str, PayTable]) -> Explorer | None:
    """Return the explorer of some tables: the first always in full, others as long as the page stays light.

    Of those that do not stand on the page, the heads are enough.
    """
    here: list[Explored] = []
    others: list[tuple[str, str]] = []
    figures = 0
    for head in heads:
        size = head.summary.known + head.summary.missing
        if not here or figures + size <= MOST_FIGURES:
            here.append(Explored(tables[head.id], _asked(head)))
            figures += size
        else:
            others.append((head.url, head.title))
    return Explorer(tuple(here), tuple(others)) if here else None


def _asked(table: PayTable) -> tuple[Asked, ...]:
    bands = [column for column in table.columns if column.facts.kind is ColumnKind.BAND]
    if not any(column.facts.requires for column in bands):
        return ()
    return tuple(
        Asked(column.id, numeral(column.id, number), column.facts, column.facts.years == 0 and not number)
        for number, column in enumerate(bands)
    )
