"""Limits of size and nesting, checked before a text is parsed.

Each rule is linear, and so are the parsers behind it; so a bound on the size is a bound on the time too
(tests/test_limits.py holds it).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from careerguide.core.problems import Message
from careerguide.markdown.marks import Finding
from careerguide.reading.source import BAD_CHARACTER, Position, bad_character

MAX_CHARACTERS = 200_000  # of one text (400 kB of Cyrillic): a long chapter of a book has a fifth of that
MAX_RUN = 1_000  # of one mark in a row

_RUN = re.compile(r"([*_~`\[\]<>&!(){}|\\])\1++")
_ENTITY = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}))")


def refusals(text: str) -> Iterator[Finding]:
    """Yield the reasons not to parse a text."""
    if len(text) > MAX_CHARACTERS:
        what = Message("the text has {length} characters, more than {limit}", length=len(text), limit=MAX_CHARACTERS)
        yield Finding(Position(1, 1), what, Message("split it into several pages"), check="size")
        return
    run = next((match for match in _RUN.finditer(text) if len(match.group()) >= MAX_RUN), None)
    if run:
        what = Message("“{char}” stands here more than {limit} times in a row", char=run.group(1), limit=MAX_RUN - 1)
        yield Finding(_position(text, run.start()), what, Message("take it out"), check="nesting")
    for match in _ENTITY.finditer(text):
        code = int(match.group(1), 16) if match.group(1) else int(match.group(2))
        if code <= sys.maxunicode and BAD_CHARACTER.match(chr(code)):
            yield Finding(_position(text, match.start()), *_bad_entity(match.group(), code), check="characters")
            return


def _bad_entity(entity: str, code: int) -> tuple[Message, Message]:
    if 0xE000 <= code <= 0xF8FF:
        what = Message("{entity} is a character of a private font, which shows as a box", entity=entity)
        return what, Message("replace it by a plain character")
    return bad_character(chr(code))


def _position(text: str, at: int) -> Position:
    return Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
