"""Characters that look like others: letters of another alphabet, spaces that are none, and what is not seen at all.

In: a word as typed, and the words that are known. Out: the known word that it looks like, and what differs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"  # of a fixed width or not to be broken: no plain ones
UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_ODD = re.compile(f"[{SPACES}{UNSEEN}]")

# Cyrillic and Greek letters drawn like Latin ones (a part of Unicode's confusables.txt)
_CYRILLIC = str.maketrans("аеорсухіјѕԁԛԝһАВЕКМНОРСТУХІЈЅԌԚԜ", "aeopcyxijsdqwhABEKMHOPCTYXIJSGQW")
_GREEK = str.maketrans("ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovABEZHIKMNOPTYX")
_LATIN = {**_CYRILLIC, **_GREEK}


class Lookalike(NamedTuple):
    """A known word that looks like the one typed, the characters typed instead of its own, and what those are.

    `kind` is an alphabet as Unicode names it, "space", "unseen", or empty where it is none of these.
    """

    name: str
    characters: tuple[str, ...]
    kind: str


def by_look(known: Iterable[str]) -> dict[str, str]:
    """Return the words that are not written in ASCII alone by how they look; the first of equals."""
    looks: dict[str, str] = {}
    for name in known:
        if not name.isascii():
            looks.setdefault(as_drawn(name), name)
    return looks


def lookalike(word: str, known: Container[str], looks: Mapping[str, str]) -> Lookalike | None:
    """Return the known word that the typed one looks like without being it, or None; `looks` are those of `by_look`."""
    drawn = as_drawn(word)
    meant = drawn if drawn != word and drawn in known else looks.get(drawn)
    if meant is None or meant == word:
        return None
    odd = next((char for char in word if _ODD.match(char) and char not in meant), None)
    if odd is not None:
        return Lookalike(meant, (odd,), "space" if unicodedata.category(odd) == "Zs" else "unseen")
    strange = tuple(dict.fromkeys(char for char in word if char not in meant))
    alphabets = {unicodedata.name(char, "").partition(" ")[0] for char in strange}
    return Lookalike(meant, strange, alphabets.pop() if len(alphabets) == 1 else "")


def as_drawn(word: str) -> str:
    """Return a word as it looks: with Latin letters for all that look like them, and without invisible characters."""
    return _ODD.sub("", unicodedata.normalize("NFKC", word.translate(_LATIN)).translate(_LATIN)).strip()
