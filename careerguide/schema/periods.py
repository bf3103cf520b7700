"""Registry of pay periods; everything else about them is derived from here."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from careerguide.core.problems import SiteText


class Period(StrEnum):
    """The period for which an amount is paid."""

    words: SiteText
    duration: str  # ISO 8601

    def __new__(cls, name: str, words: SiteText, duration: str) -> Self:
        """Return the member whose value is the word used in files."""
        period = str.__new__(cls, name)
        period._value_ = name
        period.words, period.duration = words, duration
        return period

    HOUR = "hour", SiteText("per hour"), "PT1H"
    DAY = "day", SiteText("per day"), "P1D"
    WEEK = "week", SiteText("per week"), "P1W"
    MONTH = "month", SiteText("per month"), "P1M"
    YEAR = "year", SiteText("per year"), "P1Y"
