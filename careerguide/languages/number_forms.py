"""Formats amounts and numbers for a locale, without line breaks inside.

In: a number, Babel's locale and a currency. Out: Babel's format, without decimals for whole amounts. The results are
cached: Babel takes some 20 µs for each, and a guide repeats the same amounts.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from careerguide.core.numbers import Number

if TYPE_CHECKING:
    from babel.core import Locale
    from babel.numbers import NumberPattern

NBSP = "\u00a0"
CENTS = 2  # decimals of an amount that is not whole, unless its currency has more
DECIMALS = range(CENTS, 4)  # decimals that an amount can have
_SPACES = re.compile("[ \u2009]")
_CODE_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")


@lru_cache(maxsize=1 << 17)
def amount(value: Number, currency: str, locale: Locale, places: int) -> str:
    """Return a formatted amount in a currency (ISO 4217; "" for a plain number); `places` forces so many decimals."""
    from babel.numbers import format_currency, format_decimal

    if not currency:
        return unbroken(format_decimal(value, format=_decimals(locale, places) if places else None, locale=locale))
    pattern = _currency(locale, places or (0 if isinstance(value, int) else decimals_of(currency)))
    text = format_currency(value, currency, format=pattern, locale=locale, currency_digits=False)
    return unbroken(_CODE_BEFORE_DIGIT.sub(NBSP, text, count=1))


@lru_cache(maxsize=16)
def _currency(locale: Locale, places: int) -> NumberPattern:
    from babel.numbers import parse_pattern

    pattern = locale.currency_formats["standard"].pattern
    return parse_pattern(pattern.replace(".00", _fraction(places)))


def _decimals(locale: Locale, places: int) -> str:
    return re.sub(r"\.#+", _fraction(places), locale.decimal_formats[None].pattern)


def _fraction(places: int) -> str:
    return f".{'0' * places}" if places else ""


@cache
def decimals_of(currency: str) -> int:
    """Return how many decimals an amount in a currency (ISO 4217) has unless it is whole: 3 of dinars, else 2.

    Averages have cents in currencies without any, too.
    """
    from babel.numbers import get_currency_precision

    return min(max(CENTS, get_currency_precision(currency)), max(DECIMALS))


def places_of(n: Number | float) -> int:
    """Return with how many decimals an amount is written, be they zeros; 0 where it is not one with cents."""
    exponent = n.as_tuple().exponent if isinstance(n, Decimal) else 0
    return -exponent if isinstance(exponent, int) and -exponent in DECIMALS else 0


def number(n: Number | float) -> Number:
    """Return a whole number as int, to be formatted without decimals, and any other as the Decimal of its repr.

    An amount with cents stays as it is.
    """
    if isinstance(n, Decimal) and places_of(n):
        return n
    exact = n if isinstance(n, int) else Decimal(str(n))
    return int(exact) if exact == int(exact) else exact


def unbroken(text: str) -> str:
    """Return text with its spaces replaced by no-break spaces."""
    return _SPACES.sub(NBSP, text)
