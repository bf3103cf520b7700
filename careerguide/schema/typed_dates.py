"""Dates as people type them: 31.05.2024, May 2024, 2024-5.

In: a text that is no date of a content file. Out: the date that it can only mean, in ISO 8601.
"""

from __future__ import annotations

import datetime
import re
from functools import cache

from careerguide.core.lookalikes import UNSEEN
from careerguide.languages.registry import known_languages, pattern_of

_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d{2}(?!\d)")
_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_TIME = re.compile(r"(?<=\d)[T ]\d\d?:\d\d(?::\d\d)?(?:\.\d+)?Z?$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_LONGEST_NUMBER = 2  # digits of a month or a day
_SHORTEST_NAME = 3  # letters of a month: Sep


def date_meant(text: str) -> str | None:
    """Return the year, the month or the day that a text means; None where it means none, or can mean several."""
    text = _TIME.sub("", re.sub(f"[{UNSEEN}]", "", text)).strip().casefold()
    if digits := _DIGITS.fullmatch(text):
        return _iso(*map(int, digits.groups()))
    years = _YEAR.findall(text)
    if len(years) != 1:
        return None
    typed = _NUMBER.findall(_YEAR.sub("", text))
    if any(len(number) > _LONGEST_NUMBER for number in typed):
        return None
    numbers = [int(number) for number in typed]
    month, rest = _named_month(text)
    if not _without_name().fullmatch(rest):
        return None
    if month:
        return _iso(int(years[0]), month, *numbers) if len(numbers) <= 1 else None
    if len(numbers) == 2:
        month, day = numbers if text.startswith(years[0]) else reversed(numbers)
        if month > 12 >= day:
            month, day = day, month
        elif "/" in text and month != day and day <= 12 and not text.startswith(years[0]):
            return None  # of the American order or not
        numbers = [month, day]
    return _iso(int(years[0]), *numbers) if len(numbers) <= 2 else None


def _iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Return a date in ISO 8601; None where it is not in the calendar."""
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    parts = [str(year), *(f"{part:02}" for part in (month, day) if part is not None)]
    return "-".join(parts) if 0 not in (month, day) else None


def _named_month(text: str) -> tuple[int | None, str]:
    """Return the month that a text names, and the text without its name."""
    for word in re.findall(r"[^\W\d_]+", text):
        months = {number for name, number in _months().items() if len(word) >= _SHORTEST_NAME and name.startswith(word)}
        if len(months) == 1:
            return months.pop(), re.sub(rf"{word}\.?", "", text, count=1)
    return None, text


@cache
def _without_name() -> re.Pattern[str]:
    """Return the pattern of a date without the name of its month."""
    return re.compile(rf"[\d\s.,/–—−‑-]*?\s*\(?(?:{pattern_of(lambda rules: rules.year)})?[.)]*")


@cache
def _months() -> dict[str, int]:
    """Return the names of the months in all languages, in the forms that dates have."""
    from babel import Locale

    return {
        name.casefold(): number
        for code in known_languages()
        for forms in (Locale(code).months["format"]["wide"], Locale(code).months["stand-alone"]["wide"])
        for number, name in forms.items()
    }
