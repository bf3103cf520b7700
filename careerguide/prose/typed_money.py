"""Amounts of money that an editor has typed into a text by hand, where a figure from a table would stay right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from careerguide.prose.marks import Leaf
from careerguide.reading.source import Position

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)|\d{1,15}(?:[.,]\d{1,4})?"
_SCALE = r"тыс(?:\.|яч[а-я]*)?|млн\.?|миллион[а-я]*|k\b|thousand|million"
_UNIT = r"₽|руб(?:\.|л[а-я]+)?|р\.|RUB\b|доллар[а-я]*|USD\b|\$|евро\b|EUR\b|€|£|GBP\b"
_BLANK, _TO = r"[ \u00a0]?", r"[ \u00a0]?[-–—][ \u00a0]?"
_MONEY = re.compile(
    rf"(?<![\w.,])(?:(?P<low>{_NUMBER}){_TO})?(?P<number>{_NUMBER}){_BLANK}(?P<scale>{_SCALE})?{_BLANK}(?:{_UNIT})"
    rf"|[$€£]{_BLANK}(?:(?P<low2>{_NUMBER}){_TO}[$€£]?)?(?P<number2>{_NUMBER}){_BLANK}(?P<scale2>{_SCALE})?"
)
_HINT = re.compile(_UNIT)
_GROUPS = re.compile(r"[ \u00a0\u202f.,](?=\d{3}(?!\d))")


@dataclass(frozen=True)
class TypedAmount:
    """An amount (or a range's two ends) as typed, and where it stands."""

    text: str
    values: tuple[Decimal, ...]
    place: Position


def typed_amounts(leaf: Leaf) -> Iterator[TypedAmount]:
    """Yield the amounts of money in a block's text, outside of code, addresses and figures."""
    if not any(map(_HINT.search, leaf.lines)):
        return
    for match in _MONEY.finditer(_without_opaque(leaf)):
        scale = _scale(match["scale"] or match["scale2"] or "")
        typed = [match["low"] or match["low2"], match["number"] or match["number2"]]
        values = tuple(_value(number) * scale for number in typed if number)
        yield TypedAmount(match.group().strip(), values, leaf.position(match.start(), len(match.group().strip())))


def _without_opaque(leaf: Leaf) -> str:
    """Return the text with as many marks in the place of code, addresses and figures as they have characters."""
    text, at, kept = "\n".join(leaf.lines), 0, []
    for start, end in sorted(leaf.opaque):
        if end > at:
            kept += [text[at:start], "\ue000" * (end - max(start, at))]
            at = end
    return "".join(kept) + text[at:]


def _value(number: str) -> Decimal:
    return Decimal(_GROUPS.sub("", number).replace(",", "."))


def _scale(word: str) -> int:
    if word.startswith(("тыс", "k", "thousand")):
        return 1_000
    return 1_000_000 if word.startswith(("м", "million")) else 1
