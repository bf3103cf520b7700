"""What the columns of a table are, by their headings.

In: the words of a heading. Out: a `Heading`: the region, the kind of employer, a statistic, or something not
understood. Abbreviations are those that official tables use (Rosstat, the BLS, the ONS) and people type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from careerguide.editing.slugs import slug
from careerguide.models import ColumnKind


class Part(StrEnum):
    """What a column of the table is about."""

    REGION = "region"
    SEGMENT = "segment"
    FIGURES = "figures"
    OTHER = "other"


@dataclass(frozen=True)
class Heading:
    """One column: where it stands, its words (and those below them), and what it seems to be.

    `kind` is None where the heading does not say which statistic it is: its figures may.
    """

    index: int
    label: str
    part: Part
    id: str = ""
    kind: ColumnKind | None = None
    p: float | None = None
    years: float | None = None
    below: str = ""

    @property
    def wants_range(self) -> bool:
        """Whether its cells are ranges."""
        return self.kind is ColumnKind.BAND


_REGION = re.compile(
    r"\b(регион|город|област|субъект|край|штат|region|city|cities|state|area|place|location|county|metro)"
)
_SEGMENT = re.compile(r"\b(сегмент|работодател|тип|вид компани|отрасл|сектор|segment|employer|sector|industry|type)")
_PAY = re.compile(r"\b(зарплат|заработн|оклад|доход|вилк|оплат|salar|pay\b|wage|earning|income|compensation)")
_PERCENTILE = re.compile(
    r"(?:(?:перцентил|процентил|percentile|centile|pctl?)[^\W\d]*|\bp)[\s_-]*(?P<after>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<before>\d{1,2})\s*-?\s*(?:[а-я]{0,2}|st|nd|rd|th)\s*-?\s*(?:перцентил|процентил|percentile|centile|pct)"
)
_QUARTERS = ((25, r"\bq1\b|нижн\w+ квартил|перв\w+ квартил|1-\w+ квартил|(?:lower|first|1st) quartile"),
             (75, r"\bq3\b|верхн\w+ квартил|трет\w+ квартил|3-\w+ квартил|(?:upper|third|3rd) quartile"),
             (10, r"(?:1-\w+|перв\w+|нижн\w+) дециль|(?:first|1st|lowest) decile"),
             (90, r"(?:9-\w+|девят\w+|верхн\w+) дециль|(?:ninth|9th|highest) decile"))  # fmt: skip
_BAND = re.compile(r"\b(диапазон|грейд|уровень|уровня|разряд|ступен|band|grade|level|step)\w*")
_KINDS = (
    (ColumnKind.MEDIAN, re.compile(r"медиан|\bmedian|_median|\bmdn\b")),
    (ColumnKind.MEAN, re.compile(r"средн|\bmean|_mean|\baverage|\bavg\b|\bmn\b")),
    (ColumnKind.ENTRY, re.compile(r"начальн|стартов|\bentry|\bstarting")),
    (ColumnKind.LOW, re.compile(r"(?:^|\s)(?:от|мин\w*\.?|min\w*\.?|low\w*|from|нижн\w*)$|^(?:мин|min|low|нижн)\w*\b")),
    (
        ColumnKind.HIGH,
        re.compile(r"(?:^|\s)(?:до|макс\w*\.?|max\w*\.?|high\w*|to|верхн\w*)$|^(?:макс|max|high|верхн)\w*\b"),
    ),
)
_NO_YEARS = re.compile(
    r"без опыта|нет опыта|no experience|(?:до|менее|under|less than|up to) (?:1|одного|one) (?:года|year)"
)
_YEARS = re.compile(r"(?<![\d.,])(\d{1,2})(?:\s*(?:[-–—]|до|to)\s*\d{1,2}|\s*\+)?\s*(?:лет|год|years?\b|yrs?\b)")
_NUMERAL = re.compile(r"(?<![a-z])(?:x{0,1}(?:ix|iv|v?i{1,3}|v|x))(?![a-z])|(?<!\d)\d{1,2}(?!\d)")


def folded(text: str) -> str:
    """Return words without the differences that do not matter: case, ё, kinds of dash."""
    return re.sub("[‐‑‒–—−]", "-", text.casefold().replace("ё", "е"))


def years_in(text: str) -> int | None:
    """Return from how many years of experience on a heading is meant, if it says so."""
    words = folded(text)
    if _NO_YEARS.search(words):
        return 0
    found = _YEARS.search(words)
    return int(found.group(1)) if found else None


def statistic(text: str) -> tuple[ColumnKind | None, float | None]:
    """Return which statistic a heading names, and for a percentile which; the 50th is the median."""
    words = folded(text)
    found = _PERCENTILE.search(words)
    p = int(found["after"] or found["before"]) if found else None
    p = p or next((share for share, pattern in _QUARTERS if re.search(pattern, words)), None)
    if p:
        return (ColumnKind.MEDIAN, None) if p == 50 else (ColumnKind.PERCENTILE, p)
    if _BAND.search(words):
        return ColumnKind.BAND, None
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None), None


def heading(index: int, text: str) -> Heading:
    """Return what one heading says."""
    words = folded(text)
    kind, p = statistic(text)
    years = years_in(text)
    if kind is not None:
        id = f"p{p:g}" if p else _band_id(words, index) if kind is ColumnKind.BAND else str(kind)
        return Heading(index, text, Part.FIGURES, id, kind, p, years)
    if _REGION.search(words):
        return Heading(index, text, Part.REGION)
    if _SEGMENT.search(words):
        return Heading(index, text, Part.SEGMENT)
    if years is not None or _PAY.search(words):
        id = f"from-{years}" if years is not None else slug(text, 24) or f"column-{index + 1}"
        return Heading(index, text, Part.FIGURES, id, None, None, years)
    return Heading(index, text, Part.OTHER, slug(text, 24) or f"column-{index + 1}")


def _band_id(words: str, index: int) -> str:
    numeral = _NUMERAL.search(_BAND.sub(" ", words))
    if numeral is None:
        return slug(words, 24) or f"band-{index}"
    return f"band-{numeral.group()}" if numeral.group().isdigit() else numeral.group().upper()


# --- what a heading says of the whole table -----------------------------------------------------------------------

_PERIODS = (
    ("hour", r"в час|/\s?час|hourly|per hour|an hour|\bh_"),
    ("day", r"в день|за смену|daily|per day|a day"),
    ("week", r"в недел|weekly|per week|a week"),
    ("month", r"в месяц|/\s?мес|ежемесячн|monthly|per month|a month"),
    ("year", r"в год\b|годов|/\s?год|annual|yearly|per year|a year|per annum|\ba_"),
)
_BASES = (
    ("gross", r"до вычета|до налог|\bgross\b|before tax"),
    ("net", r"после вычета|на руки|\bnet\b|after tax|take-home"),
)


def said_once(texts: Iterable[str], of: str) -> str | None:
    """Return the period or the basis that headings name, where all that name one name the same."""
    words = " ; ".join(folded(text) for text in texts)
    named = [name for name, pattern in (_PERIODS if of == "period" else _BASES) if re.search(pattern, words)]
    return named[0] if len(named) == 1 else None
