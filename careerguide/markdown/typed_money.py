"""Amounts of money that an editor has typed into a text by hand, where a figure from a table would stay right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from careerguide.languages.registry import pattern_of
from careerguide.markdown.places import Leaf
from careerguide.reading.source import Position

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)|\d{1,15}(?:[.,]\d{1,4})?"
_THOUSAND = pattern_of(lambda rules: rules.prose.thousand)
_MILLION = pattern_of(lambda rules: rules.prose.million)
_SCALE = f"{_THOUSAND}|{_MILLION}"
_UNIT = rf"₽|RUB\b|USD\b|\$|EUR\b|€|£|GBP\b|{pattern_of(lambda rules: rules.prose.currency)}"
_BLANK, _TO = r"[ \u00a0]?", r"[ \u00a0]?[-–—][ \u00a0]?"
# Without a currency, thousands are money unless a longer word says what else they are: 50–60 thousand a year.
_ALONE = r"(?=[ \u00a0]\w{1,3}\b|[ \u00a0]?(?:[^\w\s]|$))"
_MONEY = re.compile(
    rf"(?<![\w.,])(?:(?P<low>{_NUMBER}){_TO})?(?P<number>{_NUMBER}){_BLANK}"
    rf"(?:(?P<scale>{_SCALE}|\u043a\b)?{_BLANK}(?:{_UNIT})|(?P<scale3>{_THOUSAND}|\u043a\b){_ALONE})"
    rf"|(?<![\w$])[$€£]{_BLANK}(?:(?P<low2>{_NUMBER}){_TO}[$€£]?)?(?P<number2>{_NUMBER})"
    rf"(?:(?P<letters>(?:bn|[MB])\b)|{_BLANK}(?P<scale2>{_SCALE})?)"
)
_HINT = re.compile(rf"{_UNIT}|\d{_BLANK}(?:{_THOUSAND}|\u043a\b)")
_GROUPS = re.compile(r"[ \u00a0\u202f.,](?=\d{3}(?!\d))")


@dataclass(frozen=True)
class TypedAmount:
    """An amount (or a range's two ends) as typed, and its position."""

    text: str
    values: tuple[Decimal, ...]
    place: Position


def typed_amounts(leaf: Leaf) -> Iterator[TypedAmount]:
    """Yield the amounts of money in a block's text, outside of code, addresses and figures."""
    if not _HINT.search(leaf.text):
        return
    for match in _MONEY.finditer(leaf.text):
        if match["letters"]:
            continue  # millions and billions are a company's money, nobody's pay
        scale = _scale(match["scale"] or match["scale2"] or match["scale3"] or "")
        typed = [match["low"] or match["low2"], match["number"] or match["number2"]]
        values = tuple(_value(number) * scale for number in typed if number)
        yield TypedAmount(match.group().strip(), values, leaf.position(match.start(), len(match.group().strip())))


def _value(number: str) -> Decimal:
    return Decimal(_GROUPS.sub("", number).replace(",", "."))


def _scale(word: str) -> int:
    if not word:
        return 1
    return 1_000_000 if re.match(_MILLION, word) else 1_000
