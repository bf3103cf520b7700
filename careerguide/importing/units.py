"""The unit of a table's figures: the multiplier and the currency that headings, titles and cells name.

In: words from a table. Out: the multiplier that they name ($000, RUB k), and the currencies that they can mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from statistics import median

from careerguide.core.problems import Message, Problem
from careerguide.importing.headings import plain_words
from careerguide.languages.registry import merged, pattern_of
from careerguide.pay.numerals import figure
from careerguide.schema import SalaryTable
from careerguide.schema.cells import Absent, Amount, Range, Written
from careerguide.schema.currencies import CODES, SIGNS
from careerguide.schema.periods import Period

UNITS = {"one": 1, "thousand": 1000}
UNLIKELY = 10_000  # in a column of thousands: ten millions and more are rather amounts already written in full
FEW = 1000  # a month or a year is paid with more than that in nearly every currency, or it is thousands
FAR = 100  # times another table of the guide in the same currency and period

_THOUSAND = pattern_of(lambda rules: rules.headings.thousand)
_MILLION = pattern_of(lambda rules: rules.headings.million)
_PREFIX = pattern_of(lambda rules: rules.headings.unit_prefix)
_UNIT = re.compile(rf"(?<!\d)(?<!\d\s)(?:(?P<thousand>{_THOUSAND})|(?P<million>{_MILLION}))")
_WORDS = merged(lambda rules: rules.headings.currencies)
_SIGN = re.compile("|".join([f"[{''.join(SIGNS)}]", rf"\bK?(?:{'|'.join(CODES)})\b", *_WORDS]))
_CURRENCY = rf"(?:(?:{_SIGN.pattern})\.?)?"
_IN_LABEL = re.compile(
    rf"(?:\b{_PREFIX}\s+)?{_CURRENCY}\s*(?<!\d)(?<!\d\s)(?:{_THOUSAND}|{_MILLION})[\s.]*{_CURRENCY}", re.IGNORECASE
)
_PERIODS = merged(lambda rules: {pattern: name for name, pattern in rules.headings.periods.items()})
_PERIOD = re.compile("|".join(rf"(?:{pattern})\w*" for pattern in _PERIODS))
_LEFT_OVER = re.compile(r"\(\W*\)|\[\W*\]|[\s,;:–—-]+$")


def multiplier(text: str) -> int | None:
    """Return the multiplier that words name, if they name one: 1000 for “$000”."""
    found = _UNIT.search(plain_words(text))
    return None if found is None else 1000 if found["thousand"] else 10**6


def without_unit(label: str) -> str:
    """Return a heading without the multiplier of its figures, which are written in full in the new file."""
    if multiplier(label) is None:
        return label
    plain = _LEFT_OVER.sub("", _IN_LABEL.sub("", label))
    return " ".join(_LEFT_OVER.sub("", plain).split()) or label


def unit_in(label: str) -> str:
    """Return the words of a heading that name its multiplier; empty where none do."""
    found = _IN_LABEL.search(label)
    return found.group().strip() if found and multiplier(label) else ""


def is_unit(text: str) -> bool:
    """Return whether a cell names the unit of its row, and nothing else: “$000”, “USD”, “€ per month”."""
    rest = _PERIOD.sub("", _SIGN.sub("", _IN_LABEL.sub("", text)).casefold())
    return bool(text) and rest != text.casefold() and not any(map(str.isalnum, rest))


def currencies_in(text: str) -> list[frozenset[str]]:
    """Return the codes that each sign, code or word for a currency in a heading can mean."""
    return [_codes(match.group()) for match in _SIGN.finditer(text)]


def _codes(token: str) -> frozenset[str]:
    if token[-3:] in CODES:
        return frozenset({token[-3:]})
    codes = SIGNS.get(token) or next(codes for word, codes in _WORDS.items() if re.match(word, token))
    return frozenset(codes.split())


def usual_amount(cells: Iterable[Written]) -> float | None:
    """Return the median of all amounts in cells, including the ends of ranges; None without amounts."""
    amounts = [float(end) for cell in cells if isinstance(cell, Amount | Range) for end in cell if end is not None]
    return median(amounts) if amounts else None


def table_cells(table: SalaryTable) -> list[Written]:
    """Return the figures of pay of a table of the guide."""
    cells = (cell for row in table.pay for cell in row.cells if table.columns[cell.column].kind.statistic.is_pay)
    return [cell.value for cell in cells if not isinstance(cell.value, Absent)]


def unclear(cells: Iterable[Written], others: Mapping[str, float], currency: str, period: str) -> Problem | None:
    """Return the question whether small figures are thousands; None where they are plausible full amounts.

    `others` are the usual amounts of the guide's other tables in the same currency and period, by table.
    """
    usual = usual_amount(cells)
    if usual is None or any(usual > other / FAR for other in others.values()):
        return None
    if not others and (usual >= FEW or period not in {Period.MONTH, Period.YEAR}):
        return None
    shown = {"amount": figure(round(usual)), "currency": currency}
    what = Message("the figures are about {amount} {currency}: are they thousands?", **shown)
    if others:
        table, other = next(iter(others.items()))
        what = Message("the figures are about {amount} {currency}, those of the table “{table}” about {other}: "
                       "are they thousands?", table=table, other=figure(round(other)), **shown)  # fmt: skip
    return Problem.of_option("--unit", what, Message("say which: --unit thousand, or --unit one"))
