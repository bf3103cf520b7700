"""Descriptions of fields as messages for editors."""

from __future__ import annotations

from careerguide.core.problems import Message
from careerguide.schema.statistics import LIST_OF_KINDS

LISTS = {"kinds": LIST_OF_KINDS}


def described(description: str) -> Message:
    """Return a field's description with its {placeholders} filled in."""
    return Message(description, **{name: words for name, words in LISTS.items() if f"{{{name}}}" in description})
