"""The blocks of a text (headings, lists, quotes, tables, fences …) as the GFM specification reads them.

In: lines. Out: an ElementTree whose texts are marks of `Leaf`s, for gfm_inline.py to fill in. One pass over the lines, no
recursion: each line goes on with the boxes (quotes, list items, footnotes) that are open, may open new ones, and what
is left of it goes to a leaf. Section numbers in docstrings are those of https://github.github.com/gfm/.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from careerguide.gfm_leaves import Code, Fence, Html, Paragraph, Table, alignments, cells, html_ending
from careerguide.marks import SECTION, SECTION_END, Draft, Fixed, Leaf, Note, Opinion, Title, Word
from careerguide.problems import Message
from careerguide.source import Position

MAX_DEPTH = 30  # of lists and quotes in each other

_THEMATIC = re.compile(r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_ATX = re.compile(r"(#{1,6})(?: +(.*))?$")
_ATX_END = re.compile(r"(?:^| +)#+ *$")
_SETEXT = re.compile(r"(=+|-+) *$")
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,}) *(.*)$")
_ITEM = re.compile(r"(?:([-+*])|(\d{1,9})([.)]))(?= |$)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,64})\]: ?")
_HEADING_ID = re.compile(r"(?:^| +)\{#([^{}]*)\} *$")
_TASK = re.compile(r"\[([ xX])\](?= )")
_CALLOUT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] *$", re.IGNORECASE)
_SIGNED = re.compile(r"(?:—|–|--?) *@(\S+) *$")


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
                _tighten(each.element)
        return self.root

    def line(self, line: str) -> None:
        at, depth = self.going_on(line)
        if depth == len(self.boxes) and isinstance(self.leaf, Fence | Html) and self.leaf.takes(self, line, at):
            return
        opened = False
        while True:
            start = _text_start(line, at)
            if start == len(line):
                self.blank_line(line, at, depth, opened)
                return
            if start - at >= 4:
                if not isinstance(self.leaf, Paragraph):
                    self.code(line, at, depth)
                    return
                break
            starter = _STARTERS.get(line[start])
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
            start = _text_start(line, at)
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
            if box.kind == "quote" and box.last is not None and box.last.element is _last(box.element):
                self.opinion(box, box.last)

    def text(self, line: str, start: int, depth: int) -> None:
        """Put a line that begins no block into the paragraph or table that goes on, or begin a paragraph (4.8)."""
        leaf = self.leaf
        if isinstance(leaf, Paragraph):
            leaf.add(line, start, self.number)  # also when a quote's mark or an item's indent is left out
        elif isinstance(leaf, Table) and depth == len(self.boxes):
            leaf.row(self, line, start)
        else:
            element = _block(self.begin(depth), "p")
            self.leaf = Paragraph(element)
            self.leaf.add(line, start, self.number)

    def code(self, line: str, at: int, depth: int) -> None:
        if isinstance(self.leaf, Code) and depth == len(self.boxes):
            self.leaf.lines.append(line[at + 4 :])
            self.blank = False
            return
        self.leaf = Code(_block(self.begin(depth), "pre"), [line[at + 4 :]])

    def leaf_text(self, element: Element, text: str, column: int) -> Leaf:
        """Let one line of this line be an element's text."""
        leaf = Leaf(element, [text], [(self.number, column)])
        element.text = self.draft.leaf_mark(leaf)
        return leaf

    def too_deep(self, start: int) -> bool:
        if len(self.boxes) <= MAX_DEPTH:
            return False
        if not any(finding.check == "nesting" for finding in self.draft.findings):
            what = Message("lists or quotes are nested more than {limit} deep", limit=MAX_DEPTH)
            self.draft.find(Position(self.number, start + 1), what, Message("take some levels out"), "nesting")
        return True

    # --- what may begin at a character: None: it does not; -1: the line is used up; else where the content begins

    def quote(self, line: str, at: int, start: int, depth: int) -> int | None:
        """Open a block quote (5.1)."""
        if self.too_deep(start):
            return None
        element = _block(self.begin(depth), "blockquote")
        self.boxes.append(Box("quote", element))
        return start + 1 + line.startswith(" ", start + 1)

    def heading(self, line: str, at: int, start: int, depth: int) -> int | None:
        """Read an ATX heading (4.2)."""
        match = _ATX.match(line, start)
        if match is None:
            return None
        parent = self.begin(depth)
        text = _ATX_END.sub("", match.group(2) or "")
        self.title(parent, len(match.group(1)), [text], [(self.number, match.start(2) + 1)])
        return -1

    def title(self, parent: Element, level: int, lines: list[str], places: list[tuple[int, int]]) -> None:
        """Add a heading; one of level 2 at the top begins a section."""
        place = Position(places[0][0], places[0][1], max(1, len(lines[0])))
        explicit = _HEADING_ID.search(lines[-1])
        if explicit:
            lines[-1] = lines[-1][: explicit.start()]
        id_mark = self.draft.mark(Fixed(""))
        id_number = len(self.draft.marks) - 1
        section = level == 2 and parent is self.root
        element = _block(parent, f"h{level}")
        leaf = Leaf(element, lines, places)
        if section:
            self.draft.section += 1
        element.text = self.draft.leaf_mark(leaf)
        if section:
            element.tag, element.text = None, SECTION + element.text + SECTION_END  # type: ignore[assignment]
        else:
            element.set("id", id_mark)
        given = explicit.group(1) if explicit else None
        self.draft.titles.append(Title(leaf, level, given, place, id_number, section=self.draft.section))

    def rule_or_item(self, line: str, at: int, start: int, depth: int) -> int | None:
        """Read a delimiter row, an underline, a thematic break or a list item, whichever comes first (4.1, 4.3, 5.2)."""
        if line[start] == "-" and self.underline(line, start, depth):
            return -1
        if _THEMATIC.match(line, start):
            _block(self.begin(depth), "hr")
            return -1
        return self.item(line, at, start, depth) if line[start] != "_" else None

    def underlined(self, line: str, at: int, start: int, depth: int) -> int | None:
        """Read what makes a heading or a table's head of the line above."""
        return -1 if self.underline(line, start, depth) else None

    def underline(self, line: str, start: int, depth: int) -> bool:
        leaf = self.leaf
        if not isinstance(leaf, Paragraph) or depth < len(self.boxes):
            return False
        if self.table(leaf, line[start:]):
            return True
        match = _SETEXT.match(line, start)
        if match is None:
            return False
        leaf.take_references(self.draft)
        if not leaf.lines:
            return False
        self.leaf = None
        del self.boxes[-1].element[-1]
        leaf.lines[-1] = leaf.lines[-1].rstrip()
        level = 1 if match.group(1)[0] == "=" else 2
        self.title(self.boxes[-1].element, level, leaf.lines, leaf.places)
        return True

    def table(self, head: Paragraph, row: str) -> bool:
        """Make the last line of a paragraph a table's head if this row underlines it (4.10)."""
        aligned = alignments(row)
        if aligned is None or "|" not in row + head.lines[-1] or len(cells(head.lines[-1])) != len(aligned):
            return False
        text, (number, column) = head.lines.pop(), head.places.pop()
        parent = self.boxes[-1].element
        if head.lines:
            self.close(len(self.boxes))
        else:
            del parent[-1]
        self.leaf = Table(_block(parent, "table"), aligned)
        self.leaf.head(self, text, number, column)
        return True

    def item(self, line: str, at: int, start: int, depth: int) -> int | None:
        """Open a list item, in the list that goes on or in a new one (5.2, 5.3)."""
        match = _ITEM.match(line, start)
        if match is None:
            return None
        rest = _text_start(line, match.end())
        empty = rest == len(line)
        if isinstance(self.leaf, Paragraph) and depth == len(self.boxes) and (empty or match.group(2) not in {None, "1"}):
            return None
        if self.too_deep(start):
            return None
        marker = match.group(1) or match.group(3)
        box = self.boxes[depth - 1]
        same = box.open_list if box.open_list is not None and box.open_list.marker == marker else None
        blank = self.blank
        parent = self.begin(depth, item=same is not None)
        if same is None:
            same = self.new_list(parent, marker, match.group(2))
            box.open_list = same
        elif blank:
            same.loose = True
        content = match.end() + 1 if empty or rest - match.end() > 4 else rest
        self.boxes.append(Box("item", _block(same.element, "li"), content - at, same))
        return min(content, len(line))

    def new_list(self, parent: Element, marker: str, first: str | None) -> List:
        element = _block(parent, "ol" if first else "ul")
        element.text = "\n"
        if first and int(first) != 1:
            element.set("start", str(int(first)))
        self.lists.append(List(element, marker))
        return self.lists[-1]

    def fence(self, line: str, at: int, start: int, depth: int) -> int | None:
        """Open a fenced code block (4.5)."""
        match = _FENCE.match(line, start)
        if match is None:
            return None
        pre = _block(self.begin(depth), "pre")
        self.leaf = Fence(pre, match.group(1), start - at)
        return -1

    def html(self, line: str, at: int, start: int, depth: int) -> int | None:
        """Open a block of an editor's own HTML (4.6)."""
        goes_on = isinstance(self.leaf, Paragraph) and depth == len(self.boxes)
        ending = html_ending(line, start, goes_on)
        if ending is None:
            return None
        element = _block(self.begin(depth), "p")
        element.tag = None  # type: ignore[assignment]  # an element without a tag is written as its content alone
        self.leaf = Html(element, ending)
        self.leaf.takes(self, line, at)
        return -1

    def note(self, line: str, at: int, start: int, depth: int) -> int | None:
        """Open a footnote."""
        match = _NOTE.match(line, start)
        if match is None or (isinstance(self.leaf, Paragraph) and depth == len(self.boxes)) or self.too_deep(start):
            return None
        label = match.group(1).casefold()
        self.begin(depth)
        element = Element("li")
        if label in self.draft.notes:
            what = Message("the footnote [^{label}] is explained twice", label=match.group(1))
            self.draft.find(Position(self.number, start + 1, len(match.group())), what, Message("keep one of the two"))
        self.draft.notes.setdefault(label, Note(label, element))
        self.boxes.append(Box("note", element, 4))
        return match.end()

    # --- what paragraphs turn into by their first or last words

    def paragraph_closed(self, paragraph: Paragraph) -> None:
        """Give a paragraph its text; a tick box or a callout's name at its beginning is not part of it."""
        paragraph.take_references(self.draft)
        box = self.boxes[-1]
        first = len(box.element) == 1
        if first and paragraph.lines and box.kind == "quote" and len(self.boxes) == 2:
            self.callout(box, paragraph)
        if not paragraph.lines:
            del box.element[-1]
            return
        paragraph.lines[-1] = paragraph.lines[-1].rstrip()
        leaf = Leaf(paragraph.element, paragraph.lines, paragraph.places)
        paragraph.element.text = self.draft.leaf_mark(leaf)
        box.last = leaf
        task = _TASK.match(leaf.lines[0]) if first and box.kind == "item" else None
        if task:
            checked = "" if task.group(1) == " " else " checked"
            leaf.before = self.draft.mark(Fixed(f'<input type="checkbox" disabled{checked}>'))
            leaf.lines[0] = leaf.lines[0][task.end() :]
            leaf.places[0] = (leaf.places[0][0], leaf.places[0][1] + task.end())
            box.element.set("class", self.draft.mark(Fixed("task")))

    def callout(self, box: Box, paragraph: Paragraph) -> None:
        """Make a quote that begins with [!NOTE] or its like a callout."""
        match = _CALLOUT.match(paragraph.lines[0])
        if match is None:
            return
        del paragraph.lines[0], paragraph.places[0]
        kind = match.group(1).capitalize()
        box.element.tag = "div"
        box.element.set("class", self.draft.mark(Fixed(f"callout {kind.lower()}")))
        box.element.set("role", self.draft.mark(Fixed("note")))
        title = Element("p", {"class": self.draft.mark(Fixed("callout-title"))})
        title.text, title.tail = self.draft.mark(Word(kind)), "\n"
        box.element.insert(0, title)

    def opinion(self, box: Box, leaf: Leaf) -> None:
        """Make a quote whose last line is — @somebody an opinion."""
        match = _SIGNED.match(leaf.lines[-1])
        if match is None or box.element.tag != "blockquote":
            return
        line, column = leaf.places[-1]
        place = Position(line, column + match.start(1) - 1, len(match.group(1)) + 1)
        del leaf.lines[-1], leaf.places[-1]
        if not leaf.lines:
            leaf.lines, leaf.places = [""], [(line, column)]
            del box.element[-1]
        quote = Element("blockquote")
        quote.text, quote.tail = "\n", "\n"
        quote.extend(list(box.element))
        for child in list(box.element):
            box.element.remove(child)
        box.element.tag = "figure"
        box.element.set("class", self.draft.mark(Fixed("opinion")))
        box.element.append(quote)
        caption = SubElement(box.element, "figcaption")
        caption.text, caption.tail = self.draft.mark(Opinion(match.group(1), place)), "\n"


_Starter = Callable[[Blocks, str, int, int, int], "int | None"]
_STARTERS: dict[str, _Starter] = {
    ">": Blocks.quote,
    "#": Blocks.heading,
    "`": Blocks.fence,
    "~": Blocks.fence,
    "<": Blocks.html,
    "=": Blocks.underlined,
    "|": Blocks.underlined,
    ":": Blocks.underlined,
    "[": Blocks.note,
    **dict.fromkeys("-*_", Blocks.rule_or_item),
    **dict.fromkeys("+0123456789", Blocks.item),
}


_SPACES = re.compile(" *")


def _text_start(line: str, at: int) -> int:
    match = _SPACES.match(line, at)
    return match.end() if match else at


def _block(parent: Element, tag: str) -> Element:
    element = SubElement(parent, tag)
    element.tail = "\n"
    return element


def _last(element: Element) -> Element | None:
    return element[-1] if len(element) else None


def _tighten(items: Element) -> None:
    """Let the paragraphs of a list be its items' own text (5.3)."""
    for item in items:
        for child in item:
            if child.tag == "p":
                child.tag = None  # type: ignore[assignment]
