"""Formats amounts and numbers for a locale, without line breaks inside.

In: a number, Babel's locale and a currency. Out: Babel's format, without decimals for whole amounts. The results are
cached: Babel takes some 20 µs for each, and a guide repeats the same amounts.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from careerguide.core.numbers import Number

if TYPE_CHECKING:
    from babel.core import Locale
    from babel.numbers import NumberPattern

NBSP = "\u00a0"
_SPACES = re.compile("[ \u2009]")
_CODE_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")


@lru_cache(maxsize=1 << 17)
def amount(value: Number, currency: str, locale: Locale, cents: bool) -> str:
    """Return a formatted amount in a currency (ISO 4217; "" for a plain number); `cents` forces two decimals."""
    from babel.numbers import format_currency, format_decimal

    if not currency:
        return unbroken(format_decimal(value, format=_decimals(locale) if cents else None, locale=locale))
    pattern = _currency(locale, cents or not isinstance(value, int))
    text = format_currency(value, currency, format=pattern, locale=locale, currency_digits=False)
    return unbroken(_CODE_BEFORE_DIGIT.sub(NBSP, text, count=1))


@lru_cache(maxsize=8)
def _currency(locale: Locale, cents: bool) -> NumberPattern:
    from babel.numbers import parse_pattern

    pattern = locale.currency_formats["standard"].pattern
    return parse_pattern(pattern if cents else pattern.replace(".00", ""))


def _decimals(locale: Locale) -> str:
    return re.sub(r"\.#+", ".00", locale.decimal_formats[None].pattern)


def has_cents(n: Number | float) -> bool:
    """Return whether an amount is written with two decimals, be they zeros."""
    return isinstance(n, Decimal) and n.as_tuple().exponent == -2


def number(n: Number | float) -> Number:
    """Return a whole number as int, to be formatted without decimals, and any other as the Decimal of its repr.

    An amount with cents stays as it is.
    """
    if isinstance(n, Decimal) and has_cents(n):
        return n
    exact = n if isinstance(n, int) else Decimal(str(n))
    return int(exact) if exact == int(exact) else exact


def unbroken(text: str) -> str:
    """Return text with its spaces replaced by no-break spaces."""
    return _SPACES.sub(NBSP, text)
