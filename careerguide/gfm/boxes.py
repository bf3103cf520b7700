"""What holds blocks: boxes (quotes, list items, footnotes) and lists, and the tree that they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from careerguide.prose.marks import Leaf


@dataclass(slots=True)
class List:
    """A list and what its items begin with."""

    element: Element
    marker: str
    loose: bool = False


@dataclass(slots=True)
class Box:
    """What holds blocks: the document, a quote, a list item or a footnote."""

    kind: Literal["document", "quote", "item", "note"]
    element: Element
    indent: int = 0  # columns by which its further lines are moved in
    of: List | None = None  # the list that an item belongs to
    open_list: List | None = None  # the list inside it that a next item would join
    last: Leaf | None = None  # the paragraph that ended last in it


def text_start(line: str, at: int) -> int:
    """Return where the blanks that begin at a place end."""
    return len(line) - len(line[at:].lstrip(" "))


def block(parent: Element, tag: str) -> Element:
    """Add a block to its parent, on a line of its own."""
    element = SubElement(parent, tag)
    element.tail = "\n"
    return element


def tighten(items: Element) -> None:
    """Let the paragraphs of a list be its items' own text (5.3); an element without a tag is written as its content."""
    for item in items:
        for child in item:
            if child.tag == "p":
                child.tag = None  # type: ignore[assignment]
