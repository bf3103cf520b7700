"""Words → YAML, for the commands that write content files.

In: text. Out: the same as it stands in a file, in quotes where it must, or as a comment.
"""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[\w(«][^\n:#,\[\]{}&*!|>'\"%@`=\\]*")


def scalar(text: str) -> str:
    """Return a text as it stands in a YAML file, in a map in braces too: in quotes only where it must be."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.isprintable()
    return text if plain else json.dumps(text, ensure_ascii=False)


def acceptance(**keys: str) -> str:
    """Return an entry of `accepted` as it stands in a file, its reason left to be written.

    Each key has a line of its own: a comma in the reason would end it inside braces.
    """
    first, *others = [f"{key}: {scalar(text)}" for key, text in keys.items()] + ["why: …"]
    return "\n".join([f"  - {first}", *(f"    {line}" for line in others)])


def comment(text: str, indent: str = "", width: int = 118) -> list[str]:
    """Return a text as lines of a comment."""
    lines, line = [], ""
    for word in text.split():
        if line and len(indent) + 2 + len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [f"{indent}# {part}" for part in [*lines, line]]
