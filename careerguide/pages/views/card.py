"""The view of a social card: the page's title, and its pay or the fact that it is unknown."""

from __future__ import annotations

from typing import Any, NamedTuple

from careerguide.core.problems import SiteText
from careerguide.pages.views.pay import PayTable
from careerguide.pages.views.role import RoleView
from careerguide.pages.views.salary import SalaryView
from careerguide.pages.views.site import SALARIES, Words
from careerguide.pay.summary import PaySummary
from careerguide.schema.periods import Period

NO_DATA = SiteText("no data on pay")
MEDIAN, MEDIANS = SiteText("median"), SiteText("medians")
AND_MORE = SiteText("and more in single companies")


class Card(NamedTuple):
    """The texts and figures of a card; `pay` without figures is shown as a gap."""

    kicker: Words
    title: Words
    text: Words = ""
    pay: PaySummary | None = None
    by_key: bool = False  # whether the card shows the span of key figures instead of all
    currency: str = ""
    period: Period | None = None
    statistic: Words = ""  # what the figures are, where they are all of one kind
    unknown: bool = False  # whether the card shows that pay is unknown


def card_of(view: Any, title: Words, description: Words) -> Card:
    """Return the card of a page with this view."""
    if isinstance(view, RoleView):
        return _with_pay(Card(view.role.field or "", title), view.pay)
    if isinstance(view, SalaryView):
        return _with_pay(Card(SALARIES.title, view.table.title), view.table)
    return Card("", title, description)


def _with_pay(card: Card, table: PayTable | None) -> Card:
    if table is None or table.summary.low is None:
        return card._replace(unknown=True)
    card = card._replace(pay=table.summary, by_key=table.by_key, currency=table.currency, period=table.period)
    return card._replace(statistic=_key_names(table) if table.by_key else table.only or "")


def _key_names(table: PayTable) -> Words:
    if not table.key.median:
        return " – ".join(table.key.headings)
    return MEDIANS if table.summary.key_low != table.summary.key_high else MEDIAN
