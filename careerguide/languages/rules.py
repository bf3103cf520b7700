"""The rules of a language, besides its catalogue of messages.

Patterns are regular expressions without capturing groups; those of headings are matched against lower-case text.
All fields are optional.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

LATIN_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class MoneyWords:
    """Words that qualify amounts in table cells, in every inflected form.

    Cells accept the words of all languages, so that a word must mean the same in all of them.
    """

    at_most: tuple[str, ...] = ()  # before an amount
    at_least: tuple[str, ...] = ()
    below: tuple[str, ...] = ()  # comparatives, before or after an amount
    above: tuple[str, ...] = ()
    than: tuple[str, ...] = ()  # after a comparative
    conjunctions: tuple[str, ...] = ()
    maximum: tuple[str, ...] = ()
    minimum: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    thousand: tuple[str, ...] = ()
    million: tuple[str, ...] = ()
    currencies: Mapping[str, str] = field(default_factory=dict)  # by word: the ISO 4217 codes that it can mean


@dataclass(frozen=True)
class ProsePatterns:
    """Patterns of words by which a number in running text is recognised as an amount of money."""

    thousand: str = ""
    million: str = ""
    currency: str = ""


@dataclass(frozen=True)
class HeadingPatterns:
    """Patterns by which the import recognises the columns of a table, and words of its cells."""

    region: str = ""
    segment: str = ""
    dimension: str = ""  # other columns that break figures down: experience, sex
    age: str = ""  # another of them, whose years are no experience
    pay: str = ""
    band: str = ""
    percentile: str = ""
    percentile_letter: str = ""  # before the number of a percentile: P25
    ordinal: str = ""  # the suffix of a percentile's number: 90th
    total: str = ""  # rows that sum up the others
    thousand: str = ""  # units in which figures are given
    million: str = ""
    unit_prefix: str = ""  # before a unit, no part of it: in thousands
    quantiles: Mapping[int, str] = field(default_factory=dict)  # by percentile: 25, 75, 10, 90
    statistics: Mapping[str, str] = field(default_factory=dict)  # by kind of column: median, mean, …
    no_experience: str = ""
    years: str = ""
    to: str = ""  # between two numbers of years
    periods: Mapping[str, str] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)  # by pattern: the codes that it can mean
    place_prefix: str = ""  # a prefix of place names that is not part of them: г.
    no_data: tuple[str, ...] = ()  # cells that mark a missing figure
    segment_ids: Mapping[str, str] = field(default_factory=dict)  # by the usual names of kinds of employers
    place_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by full name: how people shorten it


def _unchanged(text: str) -> str:
    return text


@dataclass(frozen=True)
class LanguageRules:
    """The rules and words of one language."""

    alphabet: str = LATIN_ALPHABET  # letters in dictionary order; diacritics on other letters are ignored in sorting
    typography: Callable[[str], str] = _unchanged  # applied to flattened text: see typography.py
    dash: str = "—"  # between words
    lowercase_titles: bool = False  # whether a title loses its capital within a sentence
    same_letters: Mapping[str, str] = field(default_factory=dict)  # by letter: what readers write instead: ё and е
    latin_lookalikes: Mapping[str, str] = field(default_factory=dict)  # by Latin letter: its own that looks like it
    latin: Callable[[str], str] = _unchanged  # transliterates lower-case text, for ids
    word_forms: Callable[[str], str] | None = None  # a pattern for all grammatical forms of a lower-case word
    inflects_each_word: bool = False  # of a phrase; else only the last one
    endings: tuple[str, ...] = ()  # of inflected words, which a search ignores where three letters are left
    stem_changes: tuple[str, ...] = ()  # ends of stems that stand for each other: плач(у), плат(ить)
    keys: Mapping[str, str] = field(default_factory=dict)  # by key of an American keyboard: its own letter there
    field_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by word: the keys of records it can mean
    booleans: Mapping[str, bool] = field(default_factory=dict)  # words for yes and for no
    unknown: tuple[str, ...] = ()  # words for an unknown date
    year: str = ""  # a pattern of words after the year of a date: 31 May 2024 г.
    money: MoneyWords = MoneyWords()
    prose: ProsePatterns = ProsePatterns()
    headings: HeadingPatterns = HeadingPatterns()
