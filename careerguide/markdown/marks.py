"""Marks: private-use characters as placeholders that pass through Markdown, sanitising and typography unchanged.

Content never holds such characters (source.py refuses them), so whatever is marked was put there by us: an id, a class
or a link's address without a mark comes from an editor's own HTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from careerguide.core.problems import Message, Severity
from careerguide.reading.source import Position

if TYPE_CHECKING:
    from careerguide.markdown.figures import Call

OPEN, CLOSE = "\ue000", "\ue001"  # around a mark's number
SECTION, SECTION_END = "\ue003", "\ue004"  # around the text of a heading that begins a section
MOST_FINDINGS = 200  # of one document: past that an editor has pasted something else
_DIGITS = str.maketrans({str(digit): chr(0xE010 + digit) for digit in range(10)})
_PLAIN = str.maketrans({chr(0xE010 + digit): str(digit) for digit in range(10)})
MARK = re.compile("\ue000([\ue010-\ue019]+)\ue001")

SECTION_HEADING = re.compile(f"{SECTION}([^{SECTION}]*){SECTION_END}")


@dataclass(frozen=True)
class Fixed:
    """Generated HTML that sanitising must keep: an id, a class, a tick box."""

    text: str


@dataclass(frozen=True)
class Link:
    """An address as the editor wrote it."""

    target: str
    place: Position


@dataclass(frozen=True)
class Image:
    """A picture's address as the editor wrote it, and the width that his own HTML asks for (0: none)."""

    target: str
    place: Position
    width: int = 0


@dataclass(frozen=True)
class Figure:
    """The expression between {{ and }}."""

    expression: str
    place: Position
    call: Call | None = None  # the same, understood
    in_link: bool = False  # no link of its own then: links do not nest


@dataclass(frozen=True)
class Opinion:
    """Whose words a block quote holds."""

    expert: str
    place: Position


@dataclass(frozen=True)
class Word:
    """A word to be translated into the guide's language: the title of a callout."""

    english: str


@dataclass(frozen=True)
class WikiLink:
    """What is typed as [[target|label]], which makes no link on GitHub and here."""

    target: str
    label: str | None
    place: Position


@dataclass(frozen=True)
class Signature:
    """The end of a quote that is signed with words: from its dash on, and the text before that on the line."""

    text: str
    before: str
    place: Position


Suspect = WikiLink | Signature  # a slip or not, depending on the rest of the guide
Mark = Fixed | Link | Image | Figure | Opinion | Word


class Finding(NamedTuple):
    """What is wrong at a place of the body (its first line is 1): a Problem that does not know its file yet."""

    place: Position
    message: Message
    hint: Message | None = None
    severity: Severity = Severity.ERROR
    check: str = "prose"


def mark_of(place: int) -> str:
    """Return the characters of the mark of that number."""
    return OPEN + str(place).translate(_DIGITS) + CLOSE


def number(match: re.Match[str], group: int = 1) -> int:
    """Return the number of a mark that MARK has found."""
    return int(match.group(group).translate(_PLAIN))
