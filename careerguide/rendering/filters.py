"""The functions and filters of templates that format texts and figures in a language.

In: a `Language` and its typography. Out: the functions by their names in templates; the values come from views/.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from careerguide.core.problems import Message
from careerguide.languages.language import Language
from careerguide.languages.typography import Typographer
from careerguide.pages.views.compare import within_sentence
from careerguide.pages.views.site import Words
from careerguide.pay.reservations import sentence
from careerguide.pay.summary import PaySummary
from careerguide.pay.wording import (
    basis_text,
    cell_text,
    change_text,
    edition_text,
    gap_text,
    meaning_text,
    period_text,
)
from careerguide.schema.cells import Cell
from careerguide.schema.table import INFERRABLE

CACHED_TEXTS = 16_384  # titles, labels and amounts recur on many pages


def gettext_functions(language: Language, typographer: Typographer) -> dict[str, Callable[..., str]]:
    """Return `_` and `ngettext` for templates: the translation with its values escaped and typography applied."""

    def gettext(text: str, **values: Any) -> Markup:
        return Markup(typographer.html(Markup(language.translate(text)) % _formatted(language, values)))

    def ngettext(singular: str, plural: str, num: int, **values: Any) -> Markup:
        text = Markup(language.ntranslate(singular, plural, num))
        return Markup(typographer.html(text % _formatted(language, {"num": num, **values})))

    return {"_": _cached(gettext), "ngettext": _cached(ngettext)}


def _formatted(language: Language, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a sentence with numbers in the format of the language: 1,068."""
    return {name: language.number(value) if isinstance(value, int) else value for name, value in values.items()}


def formatters(language: Language, typographer: Typographer) -> dict[str, Callable[..., Any]]:
    """Return the filters that format texts and figures in the language."""

    def say(words: Words) -> str:
        """Return editors' texts with typography applied, our own translated too, HTML unchanged."""
        if isinstance(words, Message):
            return typographer.text(words.say(language.translate))
        return words if isinstance(words, Markup) else typographer.text(words)

    words: dict[str, Callable[..., str]] = {
        "gap": partial(gap_text, language),
        "meaning": partial(meaning_text, language),
        "period": partial(period_text, language),
        "basis": partial(basis_text, language),
        "edition": partial(edition_text, language),
        "inferrable": lambda name: INFERRABLE[name].say(language.translate),
        "sentence": partial(sentence, language),
        "date": language.date,
        "sign": partial(_sign, language),
        "sign_before": partial(_sign_before, language),
        "within": partial(within_sentence, language=language),
    }
    figures: dict[str, Callable[..., Any]] = {
        "money": language.money,
        "span": partial(_span, language),
        "key_span": partial(_key_span, language),
        "priced": partial(_priced, language),
        "figure": _cached_unless_decimal(_typeset(partial(_figure, language), typographer)),
        "change": partial(change_text, language),
        "percent": language.percent,
        "number": language.number,
    }
    as_is: dict[str, Callable[..., str]] = {"say": _cached(say), "jsonld": _jsonld(language)}
    return figures | as_is | {name: _cached(_typeset(words[name], typographer)) for name in words}


def _typeset(formatter: Callable[..., str], typographer: Typographer) -> Callable[..., str]:
    """Return the formatter with typography applied to what it returns."""
    return lambda *values: typographer.text(formatter(*values))


def _span(language: Language, summary: PaySummary, currency: str) -> str:
    """Return the span of pay; empty where no figure is known."""
    return language.span(summary.low, summary.high, currency, summary.beyond)


def _key_span(language: Language, summary: PaySummary, currency: str) -> str:
    """Return the span of key figures; empty where none is known."""
    return language.span(summary.key_low, summary.key_high, currency, summary.key_beyond)


def _figure(language: Language, cell: Cell) -> str:
    """Return a cell without its currency, which the table's caption names."""
    return cell_text(language, cell, "")


def _priced(language: Language, cell: Cell, currency: str) -> str:
    """Return a cell with its currency where that comes before amounts; elsewhere the unit follows the cell."""
    return cell_text(language, cell, currency if _sign_before(language, currency) else "")


def _sign_before(language: Language, currency: str) -> str:
    """Return what comes before amounts in a currency: $; nothing in a language in which it follows them."""
    return language.money(0, currency).partition("0")[0]


def _sign(language: Language, currency: str) -> str:
    """Return the sign of a currency in the language: ₽."""
    return language.money(0, currency).replace("0", "").strip()


def _cached(formatter: Callable[..., str]) -> Callable[..., str]:
    """Return a cached filter; the cache is typed, because Markup equals the plain text with the same characters."""
    return lru_cache(CACHED_TEXTS, typed=True)(formatter)


def _cached_unless_decimal(formatter: Callable[[Cell], str]) -> Callable[[Cell], str]:
    """Return a filter that is cached for cells of whole numbers: of decimals, 40 equals 40.00."""
    cached = _cached(formatter)

    def formatted(cell: Cell) -> str:
        return formatter(cell) if any(isinstance(part, Decimal) for part in cell) else cached(cell)

    return formatted


def _jsonld(language: Language) -> Callable[[Any], Markup]:
    def jsonld(data: Any) -> Markup:
        """Return data as JSON that is safe inside a script element."""
        return htmlsafe_json_dumps(data, dumps=_compact, default=lambda words: words.say(language.translate))

    return jsonld


def _compact(data: Any, **options: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), **options)
