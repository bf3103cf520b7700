"""Marks: private-use characters that stand for something all the way through Markdown, sanitising and typography.

Content never holds such characters (source.py refuses them), so whatever is marked was put there by us: an id, a class
or a link's address without a mark comes from an editor's own HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from careerguide.problems import Message, Severity
from careerguide.reading.source import Position

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from careerguide.prose.figures import Call

OPEN, CLOSE = "\ue000", "\ue001"  # around a mark's number
LEAF = "\ue002"  # instead of OPEN: a block's text, put in before anything else sees the HTML
SECTION, SECTION_END = "\ue003", "\ue004"  # around the text of a heading that begins a section
MOST_FINDINGS = 200  # of one document: past that an editor has pasted something else

MOST_FIGURES = 1_000  # of one document
_DIGITS = str.maketrans({str(digit): chr(0xE010 + digit) for digit in range(10)})
_PLAIN = str.maketrans({chr(0xE010 + digit): str(digit) for digit in range(10)})
MARK = re.compile("\ue000([\ue010-\ue019]+)\ue001")
LEAF_MARK = re.compile("\ue002([\ue010-\ue019]+)\ue001")

SECTION_HEADING = re.compile(f"{SECTION}([^{SECTION}]*){SECTION_END}")


@dataclass(frozen=True)
class Fixed:
    """Something of our own that sanitising would take for an editor's: an id, a class, a tick box."""

    text: str


@dataclass(frozen=True)
class Link:
    """An address as the editor wrote it."""

    target: str
    place: Position


@dataclass(frozen=True)
class Image:
    """A picture's address as the editor wrote it."""

    target: str
    place: Position


@dataclass(frozen=True)
class Figure:
    """What stands between {{ and }}, in the words of the data."""

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
    """A word that the guide's language has to say: the title of a callout."""

    english: str


Mark = Fixed | Link | Image | Figure | Opinion | Word


class Finding(NamedTuple):
    """What is wrong at a place of the body (its first line is 1): a Problem that does not know its file yet."""

    place: Position
    message: Message
    hint: Message | None = None
    severity: Severity = Severity.ERROR
    check: str = "prose"


@dataclass(slots=True)
class Leaf:
    """The text of one block: its lines, and the line and column at which each begins."""

    element: Element
    lines: list[str]
    places: list[tuple[int, int]]
    raw: bool = False  # HTML of an editor's own
    before: str = ""  # what goes before the text: a task's tick box
    html: str = ""  # the text with its inline marks done
    section: int = 0
    opaque: list[tuple[int, int]] = field(default_factory=list)  # where code, addresses and figures stand in the text
    starts: list[int] = field(default_factory=list)  # where each line begins in the joined text

    def position(self, offset: int, width: int = 1) -> Position:
        """Return where the character `offset` of the joined lines stands."""
        if not self.starts:
            self.starts = list(accumulate((len(line) + 1 for line in self.lines[:-1]), initial=0))
        at = bisect_right(self.starts, offset) - 1
        line, column = self.places[at]
        return Position(line, column + offset - self.starts[at], width)


@dataclass(slots=True)
class Title:
    """A heading: its leaf, its level, the id its editor gave it, and the mark that stands for its id."""

    leaf: Leaf
    level: int
    explicit: str | None
    place: Position
    id_mark: int  # the number of the mark that stands for its id
    id: str = ""
    text: str = ""
    section: int = 0

    @property
    def opens_section(self) -> bool:
        """Whether a section begins with it."""
        return self.leaf.element.tag is None


@dataclass(slots=True)
class Note:
    """A footnote: what it says, and the section and number of its first use (0: never used)."""

    label: str
    element: Element
    number: int = 0
    section: int = 0
    uses: int = 0

    @property
    def id(self) -> str:
        """Return the id of the footnote."""
        return f"fn-{self.number}"

    def use_id(self, use: int) -> str:
        """Return the id of the first, second … place that refers to it."""
        return f"fnref-{self.number}" + (f"-{use}" if use > 1 else "")

    @property
    def ids(self) -> list[str]:
        """Return its own id, and those of the places that refer to it."""
        return [self.id, *(self.use_id(use) for use in range(1, self.uses + 1))] if self.uses else []


@dataclass(slots=True)
class Draft:
    """One document while it is being read."""

    marks: list[Mark] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    open_tags: dict[str, int] = field(default_factory=dict)
    notes_used: int = 0
    figures: int = 0
    repeated: int = 0  # characters of addresses that link definitions have repeated
    section: int = 0

    def mark(self, meaning: Mark) -> str:
        """Return the characters that stand for `meaning` from here on."""
        self.marks.append(meaning)
        return mark_of(len(self.marks) - 1)

    def leaf_mark(self, leaf: Leaf) -> str:
        """Return the characters that stand for a block's text."""
        leaf.section = self.section
        self.leaves.append(leaf)
        return LEAF + str(len(self.leaves) - 1).translate(_DIGITS) + CLOSE

    def find(self, place: Position, message: Message, hint: Message | None = None, check: str = "prose") -> None:
        """Remember an error."""
        self._add(Finding(place, message, hint, Severity.ERROR, check))

    def warn(self, place: Position, message: Message, hint: Message | None, check: str) -> None:
        """Remember a warning."""
        self._add(Finding(place, message, hint, Severity.WARNING, check))

    def _add(self, finding: Finding) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)


def mark_of(place: int) -> str:
    """Return the characters that stand for the mark of that number."""
    return OPEN + str(place).translate(_DIGITS) + CLOSE


def number(match: re.Match[str], group: int = 1) -> int:
    """Return the number of a mark that MARK or LEAF_MARK has found."""
    return int(match.group(group).translate(_PLAIN))
