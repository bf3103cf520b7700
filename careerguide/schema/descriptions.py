"""Descriptions of fields as messages for editors."""

from __future__ import annotations

from careerguide.core.problems import Message
from careerguide.schema.statistics import LIST_OF_KINDS


def described(description: str) -> Message:
    """Return a field's description, with the list of all kinds of columns in place of {kinds}."""
    return Message(description, **({"kinds": LIST_OF_KINDS} if "{kinds}" in description else {}))
