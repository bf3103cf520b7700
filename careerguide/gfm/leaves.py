"""The blocks that hold text and no other blocks: paragraphs, code, an editor's own HTML, tables (GFM 4.4 to 4.10)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from careerguide.gfm.links import definition, label_key
from careerguide.gfm.quotes import paragraph_closed
from careerguide.problems import Message
from careerguide.prose.marks import Draft, Fixed, Leaf
from careerguide.reading.source import Position

if TYPE_CHECKING:
    from careerguide.gfm.blocks import Blocks

MAX_CELLS = 20_000  # of one table, with those that short rows leave out

_DELIMITER = re.compile(r"\|? *+:?-++:? *+(?:\| *+:?-++:? *+)*+\|? *+$")
_PIPE = re.compile(r"(?<!\\)\|")
_CLOSE_RAW = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|"
    "tr|track|ul"
)
TAG = re.compile(
    r"</[A-Za-z][A-Za-z0-9-]*+\s*+>"
    r"|<[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?>"
)
_STARTS: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (re.compile(r"<(?:script|pre|style|textarea)(?:\s|>|$)", re.IGNORECASE), _CLOSE_RAW),
    (re.compile(r"<!--"), re.compile("-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r"<![A-Za-z]"), re.compile(">")),
    (re.compile(rf"</?(?:{_BLOCK_TAGS})(?:\s|/?>|$)", re.IGNORECASE), None),
)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a block of HTML ends: at a pattern, or (None) at a blank line."""

    until: re.Pattern[str] | None


def html_ending(line: str, start: int, in_paragraph: bool) -> Ending | None:
    """Return how the HTML block that begins at a place will end; None: no such block begins there."""
    for begins, until in _STARTS:
        if begins.match(line, start):
            return Ending(until)
    if in_paragraph:
        return None
    tag = TAG.match(line, start)
    return Ending(None) if tag and not line[tag.end() :].strip() else None


@dataclass(slots=True)
class Paragraph:
    """Lines of text, without the blanks before them."""

    element: Element
    lines: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    def add(self, line: str, start: int, number: int) -> None:
        """Go on with a line."""
        self.lines.append(line[start:])
        self.places.append((number, start + 1))

    def take_references(self, draft: Draft) -> None:
        """Take the link definitions off the paragraph's beginning."""
        if not self.lines or not self.lines[0].startswith("["):
            return
        text = "\n".join(self.lines)
        at = 0
        while found := definition(text, at):
            label, address, title, at = found
            draft.references.setdefault(label_key(label), (address, title))
        taken = text.count("\n", 0, at) if at < len(text) else len(self.lines)
        del self.lines[:taken], self.places[:taken]

    def close(self, blocks: Blocks) -> None:
        """Give the element its text."""
        paragraph_closed(blocks, self)


@dataclass(slots=True)
class Code:
    """An indented code block."""

    element: Element
    lines: list[str]

    def close(self, blocks: Blocks) -> None:
        """Give the element its text, without the blank lines around it."""
        while self.lines and not self.lines[-1].strip():
            del self.lines[-1]
        SubElement(self.element, "code").text = "\n".join(self.lines) + "\n"


@dataclass(slots=True)
class Fence:
    """A fenced code block, which opened with `mark`, moved in by `indent`."""

    element: Element
    mark: str
    indent: int
    lines: list[str] = field(default_factory=list)

    def takes(self, blocks: Blocks, line: str, at: int) -> bool:
        """Go on with a line, or end."""
        text = line[at:]
        content = text.lstrip(" ")
        closing = content.rstrip(" ")
        if len(text) - len(content) < 4 and closing.startswith(self.mark) and not closing.strip(self.mark[0]):
            blocks.close(len(blocks.boxes))
            return True
        self.lines.append(text[min(self.indent, len(text) - len(content)) :])
        return True

    def close(self, blocks: Blocks) -> None:
        """Give the element its text."""
        SubElement(self.element, "code").text = "\n".join([*self.lines, ""]) if self.lines else ""


@dataclass(slots=True)
class Html:
    """A block of an editor's own HTML."""

    element: Element
    ending: Ending
    lines: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    def takes(self, blocks: Blocks, line: str, at: int) -> bool:
        """Go on with a line, or end; a blank line that ends it is not taken."""
        until = self.ending.until
        if until is None and not line[at:].strip():
            return False
        self.lines.append(line[at:])
        self.places.append((blocks.number, at + 1))
        if until is not None and until.search(line, at):
            blocks.close(len(blocks.boxes))
        return True

    def close(self, blocks: Blocks) -> None:
        """Give the element its text."""
        leaf = Leaf(self.element, self.lines, self.places, raw=True)
        self.element.text = blocks.draft.leaf_mark(leaf)


def alignments(row: str) -> list[str] | None:
    """Return the columns' alignments if this row is a table's delimiter row: "", "left", "center" or "right"."""
    if not _DELIMITER.match(row):
        return None
    found = []
    for cell, _ in cells(row):
        left, right = cell.startswith(":"), cell.endswith(":")
        found.append("center" if left and right else "left" if left else "right" if right else "")
    return found


def cells(row: str) -> list[tuple[str, int]]:
    """Return a row's cells, and where in it each begins."""
    end = len(row.rstrip())
    start = 1 if row.startswith("|") else 0
    bounds = [match.start() for match in _PIPE.finditer(row, start, end)]
    if not bounds or bounds[-1] != end - 1:
        bounds.append(end)
    found = []
    for bound in bounds:
        text = row[start:bound]
        found.append((text.strip(), start + len(text) - len(text.lstrip())))
        start = bound + 1
    return found


@dataclass(slots=True)
class Table:
    """A table that rows are added to."""

    element: Element
    aligned: list[str]
    body: Element | None = None
    count: int = 0

    def head(self, blocks: Blocks, text: str, number: int, column: int) -> None:
        """Begin with the row of headings."""
        head = SubElement(self.element, "thead")
        self.element.text = head.text = head.tail = "\n"
        self.fill(blocks, SubElement(head, "tr"), "th", text, number, column)

    def row(self, blocks: Blocks, line: str, start: int) -> None:
        """Go on with a row."""
        if self.body is None:
            self.body = SubElement(self.element, "tbody")
            self.body.text = self.body.tail = "\n"
        self.fill(blocks, SubElement(self.body, "tr"), "td", line[start:], blocks.number, start + 1)

    def fill(self, blocks: Blocks, row: Element, tag: str, text: str, number: int, column: int) -> None:
        """Add a row's cells: as many as there are headings."""
        row.tail = "\n"
        before, self.count = self.count, self.count + len(self.aligned)
        if self.count > MAX_CELLS:
            if before <= MAX_CELLS:
                what = Message("the table has more than {limit} cells", limit=MAX_CELLS)
                blocks.draft.find(
                    Position(number, column), what, Message("split it, or make it a salary table"), "size"
                )
            return
        found = cells(text)
        for index, align in enumerate(self.aligned):
            cell = SubElement(row, tag)
            if align:
                cell.set("class", blocks.draft.mark(Fixed(align)))
            if index < len(found) and found[index][0]:
                content, at = found[index]
                leaf = Leaf(cell, [content.replace("\\|", "|")], [(number, column + at)])
                cell.text = blocks.draft.leaf_mark(leaf)

    def close(self, blocks: Blocks) -> None:
        """Nothing is left to do."""


def escape(text: str) -> str:
    """Return text as HTML text."""
    return html.escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text
