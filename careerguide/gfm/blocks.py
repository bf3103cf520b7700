"""The blocks of a text (headings, lists, quotes, tables, fences …) as the GFM specification reads them.

In: lines. Out: an ElementTree whose texts are marks of `Leaf`s, for gfm_inline.py to fill in. One pass over the
lines, no recursion: each line goes on with the boxes (quotes, list items, footnotes) that are open, may open new ones
(gfm_starts.py), and what is left of it goes to a leaf. Section numbers are those of https://github.github.com/gfm/.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from careerguide.gfm.boxes import Box, List, block, text_start, tighten
from careerguide.gfm.leaves import Code, Fence, Html, Paragraph, Table
from careerguide.gfm.quotes import opinion
from careerguide.gfm.starts import STARTERS
from careerguide.problems import Message
from careerguide.prose.marks import Draft
from careerguide.reading.source import Position

MAX_DEPTH = 30  # of lists and quotes in each other
_VERBATIM = (Fence, Html)  # what takes lines as they are


class Blocks:
    """Reads one document, a line at a time."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.root = Element("div")
        self.boxes = [Box("document", self.root)]
        self.lists: list[List] = []
        self.leaf: Paragraph | Fence | Code | Html | Table | None = None
        self.blank = False  # whether a blank line has just gone by, which loosens a list
        self.number = 0

    def read(self, lines: list[str]) -> Element:
        """Return the tree of all lines."""
        for self.number, line in enumerate(lines, 1):
            self.line(line)
        self.close(0)
        for each in self.lists:
            if not each.loose:
                tighten(each.element)
        return self.root

    def line(self, line: str) -> None:
        """Take in one line."""
        at, depth = self.going_on(line)
        if depth == len(self.boxes) and isinstance(self.leaf, _VERBATIM) and self.leaf.takes(self, line, at):
            return
        opened = False
        while True:
            start = text_start(line, at)
            if start == len(line):
                self.blank_line(line, at, depth, opened)
                return
            if start - at >= 4:
                if not isinstance(self.leaf, Paragraph):
                    self.code(line, at, depth)
                    return
                break
            starter = STARTERS.get(line[start])
            after = starter(self, line, at, start, depth) if starter else None
            if after is None:
                break
            if after < 0:
                return
            at, depth, opened = after, len(self.boxes), True
        self.text(line, start, depth)

    def going_on(self, line: str) -> tuple[int, int]:
        """Return where the line's own content begins, and how many boxes it goes on with (section 5)."""
        at = 0
        for depth, box in enumerate(self.boxes):
            if box.kind == "document":
                continue
            start = text_start(line, at)
            if box.kind == "quote":
                if start - at > 3 or not line.startswith(">", start):
                    return at, depth
                at = start + 1
                at += line.startswith(" ", at)
            elif start == len(line):
                if not len(box.element):
                    return at, depth
                at = min(at + box.indent, len(line))
            elif start - at >= box.indent:
                at += box.indent
            else:
                return at, depth
        return at, len(self.boxes)

    def blank_line(self, line: str, at: int, depth: int, opened: bool) -> None:
        """Take in a line that is blank, or has nothing but the beginnings of boxes."""
        if opened or depth < len(self.boxes) or not isinstance(self.leaf, Code):
            self.close(depth)
        if isinstance(self.leaf, Code):
            self.leaf.lines.append(line[at + 4 :])
        self.blank = not opened and self.boxes[-1].kind != "quote"

    def begin(self, depth: int, *, item: bool = False) -> Element:
        """Close what does not go on, and return the element in which a new block begins."""
        self.close(depth)
        box = self.boxes[-1]
        if not item:
            if self.blank and box.of is not None and len(box.element):
                box.of.loose = True
            box.open_list = None
        self.blank = False
        return box.element

    def close(self, depth: int) -> None:
        """End the open leaf, and all boxes from `depth` on."""
        if self.leaf is not None:
            leaf, self.leaf = self.leaf, None
            leaf.close(self)
        while len(self.boxes) > max(depth, 1):
            box = self.boxes.pop()
            if box.kind == "quote" and box.last is not None:
                opinion(self.draft, box, box.last)

    def text(self, line: str, start: int, depth: int) -> None:
        """Put a line that begins no block into the paragraph or table that goes on, or begin a paragraph (4.8)."""
        leaf = self.leaf
        if isinstance(leaf, Paragraph):
            leaf.add(line, start, self.number)  # also when a quote's mark or an item's indent is left out
        elif isinstance(leaf, Table) and depth == len(self.boxes):
            leaf.row(self, line, start)
        else:
            element = block(self.begin(depth), "p")
            self.leaf = Paragraph(element)
            self.leaf.add(line, start, self.number)

    def code(self, line: str, at: int, depth: int) -> None:
        """Take in a line of indented code (4.4)."""
        if isinstance(self.leaf, Code) and depth == len(self.boxes):
            self.leaf.lines.append(line[at + 4 :])
            self.blank = False
            return
        self.leaf = Code(block(self.begin(depth), "pre"), [line[at + 4 :]])

    def too_deep(self, start: int) -> bool:
        """Return whether no more boxes may be opened, which is a Problem."""
        if len(self.boxes) <= MAX_DEPTH:
            return False
        if not any(finding.check == "nesting" for finding in self.draft.findings):
            what = Message("lists or quotes are nested more than {limit} deep", limit=MAX_DEPTH)
            self.draft.find(Position(self.number, start + 1), what, Message("take some levels out"), "nesting")
        return True
