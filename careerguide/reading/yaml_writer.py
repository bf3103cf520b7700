"""Text → YAML, for the commands that write content files.

In: text. Out: a scalar, in quotes only where needed; an entry of `accepted`; a comment.
"""

from __future__ import annotations

import json
import re
from textwrap import wrap

_PLAIN = re.compile(r"[\w(«][^\n:#,\[\]{}&*!|>'\"%@`=\\]*")


def scalar(text: str) -> str:
    """Return a text as a YAML scalar that is valid in a map in braces too, in quotes only where needed."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.isprintable()
    return text if plain else json.dumps(text, ensure_ascii=False)


def acceptance(**keys: str) -> str:
    """Return an entry of `accepted` in which the reason is left to be filled in.

    Each key has a line of its own, because in braces a comma would end the reason.
    """
    first, *others = [f"{key}: {scalar(text)}" for key, text in keys.items()] + ["why: …"]
    return "\n".join([f"  - {first}", *(f"    {line}" for line in others)])


def comment(text: str, indent: str = "", width: int = 118) -> list[str]:
    """Return a text as lines of a comment, at most `width` characters wide."""
    prefix = f"{indent}# "
    words = " ".join(text.split())
    return wrap(
        words, width, initial_indent=prefix, subsequent_indent=prefix, break_long_words=False, break_on_hyphens=False
    )
