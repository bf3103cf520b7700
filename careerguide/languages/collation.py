"""Collation: sorts words as a dictionary does, by the alphabet of a language.

A letter that is not in the alphabet is treated as its base letter: in German ä as a, in Russian ё as е. In Swedish,
whose alphabet has ä, it remains ä.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_FIRST = 0xE000  # the private use area: letters of the alphabet sort after all other characters


def sort_key(text: str, alphabet: str) -> tuple[bool, str, str]:
    """Return the sort key of a word in a dictionary, ignoring case; words in other scripts come last."""
    return is_foreign(text, alphabet), text.casefold().translate(_order(alphabet)), text


class _Order(dict[int, str]):
    """What each character is sorted as, found out when it is first met."""

    def __init__(self, alphabet: str) -> None:
        self._alphabet = alphabet

    def __missing__(self, code: int) -> str:
        letter = _letter(chr(code), self._alphabet)
        place = self._alphabet.find(letter)
        return self.setdefault(code, letter if place < 0 else chr(_FIRST + place))


_order = cache(_Order)


def initial(text: str, alphabet: str) -> str:
    """Return the letter under which a dictionary lists a word."""
    return _letter(text[:1].casefold()[:1], alphabet).upper()


def is_foreign(text: str, alphabet: str) -> bool:
    """Return whether a word begins with a letter of another alphabet."""
    letter = _letter(text[:1].casefold()[:1], alphabet)
    return letter.isalpha() and letter not in alphabet


def spells(word: str, alphabet: str) -> bool:
    """Return whether a lower-case word consists of letters of the alphabet."""
    return all(_letter(char, alphabet) in alphabet for char in word)


def _letter(char: str, alphabet: str) -> str:
    if char in alphabet:
        return char
    base = unicodedata.normalize("NFD", char)[:1]
    return base if base and base in alphabet else char
