"""Slugs, the ids of records as they appear in addresses: validation, and generation from a title."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints

from careerguide.core.problems import Message
from careerguide.languages.transliteration import latin

PATTERN = "[a-z0-9]+(-[a-z0-9]+)*"
WHOLE = f"^{PATTERN}$"  # anchored, for pydantic and JSON Schema
LIMIT = 100  # characters

Slug = Annotated[str, StringConstraints(pattern=WHOLE, max_length=LIMIT)]
_SLUG = re.compile(PATTERN)


def is_slug(text: str) -> bool:
    """Return whether a text can be the id of a record."""
    return _SLUG.fullmatch(text) is not None and len(text) <= LIMIT


def slug(title: str, language: str = "", *, most: int = LIMIT) -> str:
    """Return the slug of a title in a language, truncated between words; "" where no letter can be transliterated."""
    words = re.findall("[a-z0-9]+", latin(title, language))
    while len(words) > 1 and len("-".join(words)) > most:
        words.pop()
    return "-".join(words)[:most]


def what_a_slug_is(text: str) -> Message:
    """Return the rule for ids, with an example made from `text`."""
    example = slug(text) or "account-manager"
    if _SLUG.fullmatch(text):
        return Message("an id has {limit} characters at most: {example}", limit=LIMIT, example=example)
    return Message("use a to z, 0 to 9 and hyphens: {example}", example=example)
