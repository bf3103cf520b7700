"""The state that tree processors share while they process one document: the tree, and their results."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from careerguide.core.problems import Message, Severity
from careerguide.markdown.adapter import Tree
from careerguide.markdown.marks import MOST_FINDINGS, Finding, Mark, Suspect, mark_of
from careerguide.markdown.places import Leaf, Places
from careerguide.reading.source import Position


@dataclass(slots=True)
class Title:
    """A heading: its element and level, the id its editor gave it, and its section (0: before the first)."""

    element: Element
    level: int
    explicit: str | None
    place: Position
    section: int
    opens_section: bool
    id: str = ""
    text: str = ""


@dataclass(slots=True)
class Note:
    """A footnote: its text, and the section and number of its first use (0: never used)."""

    label: str
    element: Element
    place: Position
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
    """One document in processing: its tree, and the results of the tree processors."""

    tree: Tree = field(default_factory=lambda: Tree(Element("div"), Places([], [])))
    marks: list[Mark] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)  # the words of each block, for checks
    written: dict[str, Position] = field(default_factory=dict)  # addresses in an editor's own HTML
    suspects: list[Suspect] = field(default_factory=list)
    figures: int = 0

    def mark(self, meaning: Mark) -> str:
        """Add a mark with this meaning, and return its characters."""
        self.marks.append(meaning)
        return mark_of(len(self.marks) - 1)

    def find(self, place: Position, message: Message, hint: Message | None = None, check: str = "prose") -> None:
        """Record an error."""
        self._add(Finding(place, message, hint, Severity.ERROR, check))

    def warn(self, place: Position, message: Message, hint: Message | None, check: str) -> None:
        """Record a warning."""
        self._add(Finding(place, message, hint, Severity.WARNING, check))

    def _add(self, finding: Finding) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)
