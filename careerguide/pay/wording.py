"""Cells, gaps, columns, periods and tax in a language's words."""

from __future__ import annotations

from careerguide.core.dates import When
from careerguide.core.problems import SiteText
from careerguide.languages.language import Language
from careerguide.languages.number_forms import NBSP
from careerguide.schema import Column
from careerguide.schema.cells import Absent, Amount, Cell, Range
from careerguide.schema.currencies import Basis
from careerguide.schema.gaps import GapKind
from careerguide.schema.periods import Period


def gap_text(language: Language, kind: GapKind) -> str:
    """Return why a figure is missing."""
    return kind.words.say(language.translate)


def period_text(language: Language, period: Period) -> str:
    """Return per what an amount is paid: "per month"."""
    return period.words.say(language.translate)


def basis_text(language: Language, basis: Basis) -> str:
    """Return whether amounts are before or after tax."""
    return basis.words.say(language.translate)


def meaning_text(language: Language, column: Column) -> str:
    """Return what the figures of a column are: "10% of people earn less."."""
    meaning = column.kind.statistic.meaning.say(language.translate)
    return meaning.format(share=language.percent(column.p)) if column.p is not None else meaning


def edition_text(language: Language, edition: str) -> str:
    """Return what an edition is called: "2024", "first half of 2024", "Q3 2024", "October 2024"."""
    year, _, part = edition.partition("-")
    match part[:1], part[1:]:
        case "H", "1":
            message = SiteText("first half of {year}", year=year)
        case "H", _:
            message = SiteText("second half of {year}", year=year)
        case "Q", number:
            message = SiteText("Q{number} {year}", number=number, year=year)
        case _:
            return language.date(When(edition))
    return message.say(language.translate)


def change_text(language: Language, change: Amount | Range, percent: bool = False) -> str:
    """Return a difference with its sign: "+5,000", "−5,000", "+4.3%"; for one between ranges: "+2,000 – +5,000"."""
    numbers = (change.low, change.high) if isinstance(change, Range) else (change.value,)
    form = language.percent if percent else language.number
    ends = [(number, form(-number if number < 0 else number)) for number in numbers if number is not None]
    return f"{NBSP}– ".join(f"{'+' if number > 0 else '−' if number < 0 else ''}{size}" for number, size in ends)


def cell_text(language: Language, cell: Cell, currency: str) -> str:
    """Return what a cell of a salary table says; for a gap, why the figure is missing."""
    if isinstance(cell, Amount):
        return language.money(cell.value, currency)
    if isinstance(cell, Range):
        return language.range(cell.low, cell.high, currency)
    if isinstance(cell, Absent):
        return SiteText("the source has no such figure").say(language.translate)
    if cell.bound is None:
        return gap_text(language, cell.kind)
    return language.or_more(language.money(cell.bound, currency))
