"""Formats the cells of a workbook: the value, and the unit that the number format adds (# ##0 "k€").

In: a value and a number format (ECMA-376 part 1, 18.8.31). Out: text, in which dates keep the form of ISO 8601.
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from careerguide.importing.sheet import plain
from careerguide.importing.units import multiplier

_LITERAL = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^-\]]*)[^\]]*\]|\[[^\]]*\]|[_*].')
_PLACES = re.compile(r"[0#?](?:[^;]*?)\.(?P<decimals>[0#?]+)")
_SCALED = re.compile(r"[0#?](?P<commas>,+)(?![,0#?])")


class _Format(NamedTuple):
    """The words that a format adds, its decimals (None: as many as there are), and its commas that divide by 1000."""

    words: str
    decimals: int | None
    thousands: int
    percent: bool


def plain_value(value: object, number_format: str = "General") -> str:
    """Return the text of a cell; a date remains a date, never an amount (spreadsheets turn “10-12” into dates)."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, _format(number_format))
    return plain(str(value))


def unit_of(number_format: str) -> str:
    """Return the words for thousands or millions that a format adds to a number; empty where it adds none."""
    words = _format(number_format).words
    return words if multiplier(words) else ""


def _number(value: float, form: _Format) -> str:
    exact = Decimal(str(value))
    if form.percent:
        return f"{_digits(exact * 100)}%"
    if not multiplier(form.words):
        return _digits(_rounded(exact, form.decimals))
    shown = exact / 1000**form.thousands
    return f"{_digits(_rounded(shown, form.decimals, most=5))} {form.words}"


def _rounded(value: Decimal, decimals: int | None, most: int = 2) -> Decimal:
    """Return a value, rounded as its format shows it if it has too many decimals for money, as averages do.

    Without a format, small values keep five decimals, because they may be thousands.
    """
    if value == round(value, most):
        return value
    shown = decimals if decimals is not None else 2 if value >= 1000 else 5
    return value.quantize(Decimal(1).scaleb(-shown), ROUND_HALF_UP)


def _digits(value: Decimal) -> str:
    """Return the digits of a number; a third decimal is followed by a zero, because 1.234 may also be 1 234."""
    if value == int(value):
        return str(int(value))
    text = f"{value.normalize():f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


@lru_cache(maxsize=1024)
def _format(number_format: str) -> _Format:
    section = _first_section(number_format)
    literals = (m["quoted"] or m["escaped"] or m["currency"] or "" for m in _LITERAL.finditer(section))
    words = plain("".join(literals))
    digits = _LITERAL.sub("", section)
    if not re.search("[0#?]", digits):
        return _Format("", None, 0, percent=False)
    places = _PLACES.search(digits)
    scaled = _SCALED.search(digits)
    decimals = len(places["decimals"]) if places else 0
    return _Format(words, decimals, len(scaled["commas"]) if scaled else 0, "%" in digits)


def _first_section(number_format: str) -> str:
    """Return the section of a format for positive numbers."""
    found = re.match(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*', number_format)
    return found.group() if found else ""
