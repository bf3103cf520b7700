"""What stands on the card by which other sites show a page: its name, and what it pays or that this is not known."""

from __future__ import annotations

from typing import Any, NamedTuple

from careerguide.pay.reach import PaySummary
from careerguide.problems import Message
from careerguide.views.pay import PayTable
from careerguide.views.role import RoleView
from careerguide.views.salary import SalaryView
from careerguide.views.site import SALARIES, Words

NO_DATA = Message("no data on pay")
AND_MORE = Message("and more in single companies")


class Card(NamedTuple):
    """The words and figures of a card; `pay` without figures is shown as the gap that it is."""

    kicker: Words
    title: Words
    text: Words = ""
    pay: PaySummary | None = None
    currency: str = ""
    period: str = ""
    unknown: bool = False  # that nothing is known of the pay belongs to what the page says


def card_of(view: Any, title: Words, description: Words) -> Card:
    """Return the card of a page that shows `view`."""
    if isinstance(view, RoleView):
        return _with_pay(Card(view.role.field or "", title), view.pay)
    if isinstance(view, SalaryView):
        return _with_pay(Card(SALARIES.title, view.table.title), view.table)
    return Card("", title, description)


def _with_pay(card: Card, table: PayTable | None) -> Card:
    if table is None or table.summary.low is None:
        return card._replace(unknown=True)
    return card._replace(pay=table.summary, currency=table.currency, period=table.period)
