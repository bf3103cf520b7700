"""Transliteration of words in any script to Latin letters, for ids (schema/slug.py)."""

from __future__ import annotations

import unicodedata

from careerguide.languages.registry import by_preference


def latin(title: str, language: str = "") -> str:
    """Return a title transliterated to lower-case ASCII, without characters that have no Latin form.

    Нижний Новгород becomes nizhny novgorod. Letters that the language does not have follow other languages' rules.
    """
    own, *others = by_preference(language)
    text = _without_marks(own.latin(title.casefold()))
    for rules in others:
        text = rules.latin(text)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().replace("'", "")


def _without_marks(text: str) -> str:
    """Return text without diacritics on Latin letters, which other languages may transliterate differently."""
    plain = ((char, unicodedata.normalize("NFKD", char)) for char in text)
    return "".join(parts if parts[0].isascii() else char for char, parts in plain)
