"""What must be known of a salary table before its figures are believed, in one line.

In: a `SalaryTable`. Out: short phrases; `sentence` joins them in a language. Every page and file that shows figures of
the table says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careerguide.core.problems import Message, SiteText
from careerguide.languages.language import Language
from careerguide.pay.key_figures import key_figure
from careerguide.schema import SalaryTable
from careerguide.schema.table import INFERRABLE


def reservations(table: SalaryTable) -> tuple[Message, ...]:
    """Return the reservations about a table: its date, tax, what is assumed, and what is doubtful about its median."""
    return tuple(_reservations(table))


def _reservations(table: SalaryTable) -> Iterator[Message]:
    if not table.collected.known:
        yield SiteText("when the figures were collected is unknown")
    yield table.basis.words
    unit = {"currency", "period"} & set(table.inferred)
    if len(unit) == 2:
        yield SiteText("the currency and the period are our assumption")
    for name in table.inferred:
        if len(unit) < 2 or name not in unit:
            yield SiteText("{fact}: our assumption", fact=INFERRABLE[name])
    columns = list(table.columns.values())
    key = key_figure(table.columns)
    if key.median and any(columns[index].note for index in key.columns):
        yield SiteText("there is a reservation about the median")


def sentence(language: Language, phrases: Sequence[Message]) -> str:
    """Return phrases as one sentence: with a capital and a full stop; empty for none."""
    text = "; ".join(phrase.say(language.translate) for phrase in phrases)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
