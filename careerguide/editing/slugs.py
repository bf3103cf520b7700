"""Titles in any script → ids in Latin letters.

In: words as an editor typed them. Out: an id such as `nizhny-novgorod`, or "" where no letter has a Latin form.
"""

from __future__ import annotations

import re
import unicodedata

from careerguide.models import MAX_SLUG

# How Russian names are usually written on signs and maps, without the marks that need a keyboard of their own.
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u",
}  # fmt: skip
_TABLE = str.maketrans(_LATIN)
_ADJECTIVE = re.compile(r"[иы]й\b")  # Нижний: nizhny, not nizhniy


def slug(title: str, most: int = MAX_SLUG) -> str:
    """Return an id made of a title's letters and digits, at most `most` characters, cut between words."""
    latin = _ADJECTIVE.sub("y", title.casefold()).translate(_TABLE)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    while len(words) > 1 and len("-".join(words)) > most:
        words.pop()
    return "-".join(words)[:most]
