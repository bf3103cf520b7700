"""Collation: sorts words as a dictionary does, by the alphabet of a language.

A letter that is not in the alphabet is treated as its base letter: in German ä as a, in Russian ё as е. In Swedish,
whose alphabet has ä, it remains ä.
"""

from __future__ import annotations

import unicodedata

_FIRST = 0xE000  # the private use area: letters of the alphabet sort after all other characters


def sort_key(text: str, alphabet: str) -> tuple[bool, str, str]:
    """Return the sort key of a word in a dictionary, ignoring case; words in other scripts come last."""
    letters = "".join(_letter(char, alphabet) for char in text.casefold())
    order = "".join(chr(_FIRST + alphabet.index(char)) if char in alphabet else char for char in letters)
    return is_foreign(text, alphabet), order, text


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
