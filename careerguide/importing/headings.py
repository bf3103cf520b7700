"""Recognises the columns of a table by their headings.

In: the words of a heading. Out: a `Heading`: the region, the kind of employer, a statistic, a count, or something not
understood. Abbreviations are those that official tables use (Rosstat, the BLS, the ONS) and people type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from careerguide.languages.registry import folded, merged, pattern_of, patterns_of
from careerguide.schema import ColumnKind
from careerguide.schema.slug import slug


class Part(StrEnum):
    """What a column of the table is about."""

    REGION = "region"
    SEGMENT = "segment"
    DIMENSION = "dimension"  # another breakdown: levels, sex …
    FIGURES = "figures"
    UNIT = "unit"  # of the figures of each row
    OTHER = "other"


@dataclass(frozen=True)
class Heading:
    """One column: its index, its words (and those below them), and what it seems to be.

    `kind` is None where the heading does not say which statistic it is: its figures may. `times` is the multiplier that
    the heading names.
    """

    index: int
    label: str
    part: Part
    id: str = ""
    kind: ColumnKind | None = None
    p: float | None = None
    years: float | None = None
    below: str = ""
    times: int | None = None

    @property
    def is_count(self) -> bool:
        """Whether its cells are numbers of people or offers, no pay."""
        return self.kind is ColumnKind.COUNT

    @property
    def wants_range(self) -> bool:
        """Whether its cells are ranges."""
        return self.kind is not None and self.kind.statistic.is_range


SEGMENT_HEADING = "Segment"  # of a column of employers that has no better one

_REGION = re.compile(pattern_of(lambda rules: rules.headings.region))
_SEGMENT = re.compile(pattern_of(lambda rules: rules.headings.segment))
_AGE = pattern_of(lambda rules: rules.headings.age)
_DIMENSION = re.compile(rf"{pattern_of(lambda rules: rules.headings.dimension)}|{_AGE}")
_PAY = re.compile(pattern_of(lambda rules: rules.headings.pay))
_BAND = re.compile(pattern_of(lambda rules: rules.headings.band))
_WORD = pattern_of(lambda rules: rules.headings.percentile)
_LETTER = pattern_of(lambda rules: rules.headings.percentile_letter)
_ORDINAL = pattern_of(lambda rules: rules.headings.ordinal)
_PERCENTILE = re.compile(
    rf"(?:{_WORD}[^\W\d]*|\b{_LETTER})[\s_-]*(?P<after>\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(?P<before>\d{{1,2}})\s*-?\s*{_ORDINAL}?\s*-?\s*{_WORD}"
    rf"|^\W*(?P<alone>\d{{1,2}})\s*(?:%(?:\s*-?\s*{_ORDINAL})?|-?\s*{_ORDINAL}|-?\s*%)\W*$"
)
_QUANTILES = patterns_of((25, 75, 10, 90), lambda rules: rules.headings.quantiles)
_KINDS = patterns_of(  # “from” and “to” last, because other headings contain them
    sorted(ColumnKind, key=lambda kind: kind in (ColumnKind.LOW, ColumnKind.HIGH)),
    lambda rules: rules.headings.statistics,
)
_TOTAL = re.compile(pattern_of(lambda rules: rules.headings.total))
_NO_YEARS = re.compile(pattern_of(lambda rules: rules.headings.no_experience))
_YEARS = re.compile(
    rf"(?<![\d.,])(\d{{1,2}})(?:\s*(?:[-–—]|{pattern_of(lambda rules: rules.headings.to)})\s*\d{{1,2}}|\s*\+)?"
    rf"\s*{pattern_of(lambda rules: rules.headings.years)}"
)
_UP_TO = re.compile(rf"^(?:up )?{pattern_of(lambda rules: rules.headings.to)}\b")
_NUMERAL = re.compile(r"(?<![a-z])(?:x{0,1}(?:ix|iv|v?i{1,3}|v|x))(?![a-z])|(?<!\d)\d{1,2}(?!\d)")


_LOOKALIKES = str.maketrans(merged(lambda rules: rules.latin_lookalikes))
_LOOKALIKE_LETTERS = frozenset(merged(lambda rules: rules.latin_lookalikes).values())
_WORDS = re.compile(r"\w+")


def plain_words(text: str) -> str:
    """Return text in the form in which headings are compared.

    Case, equivalent letters, kinds of dash, and Latin letters in words of another alphabet make no difference.
    """
    return _WORDS.sub(_in_one_alphabet, re.sub("[‐‑‒–—−]", "-", folded(text)))


def _in_one_alphabet(word: re.Match[str]) -> str:
    """Return a word of mixed alphabets with its Latin letters replaced by those that look like them."""
    text = word.group()
    if text.isascii() or not any(char in _LOOKALIKE_LETTERS for char in text):
        return text
    return text.translate(_LOOKALIKES)


def is_total(text: str) -> bool:
    """Return whether a row's name marks it as a total of other rows: Total, Average."""
    return bool(_TOTAL.search(plain_words(text)))


def years_in(text: str) -> int | None:
    """Return the years of experience from which a heading applies, or None if it names none."""
    words = plain_words(text)
    if _NO_YEARS.search(words):
        return 0
    found = _YEARS.search(words)
    return int(found.group(1)) if found else None


def ladder(heading: str, values: Iterable[str]) -> list[int]:
    """Return the years of experience from which each value of a breakdown applies; empty unless all name them and rise.

    Only the last may begin with words (“more than 6 years”), because words may name the end as well (“under 3 years”).
    """
    values = list(values)
    years = [years_in(value) for value in values]
    plain = [plain_words(value) for value in values]
    begin = all(text[:1].isdigit() or _NO_YEARS.search(text) for text in plain[:-1])
    if re.search(_AGE, plain_words(heading)) or not begin or len(plain) < 2 or _UP_TO.search(plain[-1]):
        return []
    known = [year for year in years if year is not None]
    return known if len(known) == len(years) and known == sorted(set(known)) else []


def statistic(text: str) -> tuple[ColumnKind | None, float | None]:
    """Return which statistic a heading names, and for a percentile which; the 50th is the median."""
    words = plain_words(text)
    found = _PERCENTILE.search(words)
    p = int(found["after"] or found["before"] or found["alone"]) if found else None
    p = p or next((share for share, pattern in _QUANTILES.items() if pattern.search(words)), None)
    if p:
        return (ColumnKind.MEDIAN, None) if p == 50 else (ColumnKind.PERCENTILE, p)
    if _BAND.search(words):
        return ColumnKind.BAND, None
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(words)), None), None


def without_statistic(text: str) -> str:
    """Return the words of a heading beside those that name its statistic, and beside words for pay."""
    words = plain_words(text)
    if len(words) != len(text):
        return ""
    for pattern in (_PERCENTILE, *_QUANTILES.values(), *_KINDS.values()):
        if found := pattern.search(words):
            start, end = found.span()
            while start and words[start - 1].isalnum():
                start -= 1
            while end < len(words) and words[end].isalnum():
                end += 1
            rest = f"{text[:start]} {text[end:]}"
            return " ".join(re.sub(rf"(?:{_PAY.pattern})\w*", "", rest, flags=re.IGNORECASE).split())
    return ""


def heading(index: int, text: str) -> Heading:
    """Return the meaning of one heading."""
    words = plain_words(text)
    kind, p = statistic(text)
    years = years_in(text)
    if kind is not None:
        return Heading(index, text, Part.FIGURES, _figures_id(index, text, kind, p), kind, p, years)
    if _REGION.search(words):
        return Heading(index, text, Part.REGION)
    if _SEGMENT.search(words):
        return Heading(index, text, Part.SEGMENT, slug(text))
    if years is None and _DIMENSION.search(words):
        return Heading(index, text, Part.DIMENSION, slug(text))
    if years is not None or _PAY.search(words):
        id = f"from-{years}" if years is not None else slug(text, most=24) or f"column-{index + 1}"
        return Heading(index, text, Part.FIGURES, id, None, None, years)
    return Heading(index, text, Part.OTHER, slug(text, most=24) or f"column-{index + 1}")


def _figures_id(index: int, text: str, kind: ColumnKind, p: float | None) -> str:
    if kind is ColumnKind.COUNT:
        return slug(text, most=24) or str(kind)
    if kind is ColumnKind.BAND:
        return _band_id(plain_words(text), index)
    return f"p{p:g}" if p else str(kind)


def _band_id(words: str, index: int) -> str:
    numeral = _NUMERAL.search(_BAND.sub(" ", words))
    if numeral is None:
        return slug(words, most=24) or f"band-{index}"
    return f"band-{numeral.group()}" if numeral.group().isdigit() else numeral.group().upper()


# --- facts about the whole table ----------------------------------------------------------------------------------

_NAMED = {
    "period": patterns_of(("hour", "day", "week", "month", "year"), lambda rules: rules.headings.periods),
    "basis": patterns_of(("gross", "net"), lambda rules: rules.headings.bases),
}


def stated_once(texts: Iterable[str], of: str) -> str | None:
    """Return the period or the basis that headings name, or None if they name none or several."""
    words = " ; ".join(plain_words(text) for text in texts)
    named = [name for name, pattern in _NAMED[of].items() if pattern.search(words)]
    return named[0] if len(named) == 1 else None
