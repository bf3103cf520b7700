"""What may begin a block: each function reads one character's rules, from the quote's > to the table's |.

In: a line, where its content begins (`at`), where its text begins (`start`), and how many boxes it goes on with. Out:
None where nothing begins; DONE where the line is used up; or where the content of a box that was opened begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from careerguide.gfm.boxes import Box, List, block, text_start
from careerguide.gfm.leaves import Fence, Html, Paragraph, Table, alignments, cells, html_ending
from careerguide.problems import Message
from careerguide.prose.marks import SECTION, SECTION_END, Fixed, Leaf, Note, Title
from careerguide.reading.source import Position

if TYPE_CHECKING:
    from careerguide.gfm.blocks import Blocks

DONE = -1

_THEMATIC = re.compile(r"(?:(?:\* *+){3,}+|(?:- *+){3,}+|(?:_ *+){3,}+)$")
_ATX = re.compile(r"(#{1,6})(?: +(.*))?$")
_SETEXT = re.compile(r"(=+|-+) *$")
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_ITEM = re.compile(r"(?:([-+*])|(\d{1,9})([.)]))(?= |$)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,64})\]: ?")


def quote(blocks: Blocks, line: str, at: int, start: int, depth: int) -> int | None:
    """Open a block quote (5.1)."""
    if blocks.too_deep(start):
        return None
    element = block(blocks.begin(depth), "blockquote")
    blocks.boxes.append(Box("quote", element))
    return start + 1 + line.startswith(" ", start + 1)


def heading(blocks: Blocks, line: str, at: int, start: int, depth: int) -> int | None:
    """Read an ATX heading (4.2)."""
    match = _ATX.match(line, start)
    if match is None:
        return None
    parent = blocks.begin(depth)
    text = (match.group(2) or "").rstrip(" ")
    bare = text.rstrip("#")
    if not bare or bare.endswith(" "):
        text = bare.rstrip(" ")
    title(
        blocks,
        parent,
        len(match.group(1)),
        [text],
        [(blocks.number, (match.start(2) if match.group(2) else match.start()) + 1)],
    )
    return DONE


def title(blocks: Blocks, parent: Element, level: int, lines: list[str], places: list[tuple[int, int]]) -> None:
    """Add a heading; one of level 2 at the top begins a section."""
    place = Position(places[0][0], places[0][1], max(1, len(lines[0])))
    lines[-1], explicit = _explicit_id(lines[-1])
    id_mark = blocks.draft.mark(Fixed(""))
    id_number = len(blocks.draft.marks) - 1
    section = level == 2 and parent is blocks.root
    element = block(parent, f"h{level}")
    leaf = Leaf(element, lines, places)
    if section:
        blocks.draft.section += 1
    element.text = blocks.draft.leaf_mark(leaf)
    if section:
        element.tag, element.text = None, SECTION + element.text + SECTION_END  # type: ignore[assignment]
    else:
        element.set("id", id_mark)
    blocks.draft.titles.append(Title(leaf, level, explicit, place, id_number, section=blocks.draft.section))


def rule_or_item(blocks: Blocks, line: str, at: int, start: int, depth: int) -> int | None:
    """Read a delimiter row, an underline, a thematic break or a list item, whichever comes first (4.1, 4.3, 5.2)."""
    if line[start] == "-" and underline(blocks, line, start, depth):
        return DONE
    if _THEMATIC.match(line, start):
        block(blocks.begin(depth), "hr")
        return DONE
    return item(blocks, line, at, start, depth) if line[start] != "_" else None


def underlined(blocks: Blocks, line: str, at: int, start: int, depth: int) -> int | None:
    """Read what makes a heading or a table's head of the line above."""
    return DONE if underline(blocks, line, start, depth) else None


def underline(blocks: Blocks, line: str, start: int, depth: int) -> bool:
    """Return whether the line made a heading or a table's head of the line above."""
    leaf = blocks.leaf
    if not isinstance(leaf, Paragraph) or depth < len(blocks.boxes):
        return False
    if table(blocks, leaf, line[start:]):
        return True
    match = _SETEXT.match(line, start)
    if match is None:
        return False
    leaf.take_references(blocks.draft)
    if not leaf.lines:
        return False
    blocks.leaf = None
    del blocks.boxes[-1].element[-1]
    leaf.lines[-1] = leaf.lines[-1].rstrip()
    level = 1 if match.group(1)[0] == "=" else 2
    title(blocks, blocks.boxes[-1].element, level, leaf.lines, leaf.places)
    return True


def table(blocks: Blocks, head: Paragraph, row: str) -> bool:
    """Make the last line of a paragraph a table's head if this row underlines it (4.10)."""
    aligned = alignments(row)
    if aligned is None or "|" not in head.lines[-1] or len(cells(head.lines[-1])) != len(aligned):
        return False
    text, (number, column) = head.lines.pop(), head.places.pop()
    parent = blocks.boxes[-1].element
    if head.lines:
        blocks.close(len(blocks.boxes))
    else:
        del parent[-1]
    blocks.leaf = Table(block(parent, "table"), aligned)
    blocks.leaf.head(blocks, text, number, column)
    return True


def item(blocks: Blocks, line: str, at: int, start: int, depth: int) -> int | None:
    """Open a list item, in the list that goes on or in a new one (5.2, 5.3)."""
    match = _ITEM.match(line, start)
    if match is None:
        return None
    rest = text_start(line, match.end())
    empty = rest == len(line)
    if (
        isinstance(blocks.leaf, Paragraph)
        and depth == len(blocks.boxes)
        and (empty or match.group(2) not in {None, "1"})
    ):
        return None
    if blocks.too_deep(start):
        return None
    marker = match.group(1) or match.group(3)
    box = blocks.boxes[depth - 1]
    same = box.open_list if box.open_list is not None and box.open_list.marker == marker else None
    blank = blocks.blank
    parent = blocks.begin(depth, item=same is not None)
    if same is None:
        same = new_list(blocks, parent, marker, match.group(2))
        box.open_list = same
    elif blank:
        same.loose = True
    content = match.end() + 1 if empty or rest - match.end() > 4 else rest
    blocks.boxes.append(Box("item", block(same.element, "li"), content - at, same))
    return min(content, len(line))


def new_list(blocks: Blocks, parent: Element, marker: str, first: str | None) -> List:
    """Begin a list with its first item's marker and number."""
    element = block(parent, "ol" if first else "ul")
    element.text = "\n"
    if first and int(first) != 1:
        element.set("start", str(int(first)))
    blocks.lists.append(List(element, marker))
    return blocks.lists[-1]


def fence(blocks: Blocks, line: str, at: int, start: int, depth: int) -> int | None:
    """Open a fenced code block (4.5)."""
    match = _FENCE.match(line, start)
    if match is None:
        return None
    pre = block(blocks.begin(depth), "pre")
    blocks.leaf = Fence(pre, match.group(1), start - at)
    return DONE


def html(blocks: Blocks, line: str, at: int, start: int, depth: int) -> int | None:
    """Open a block of an editor's own HTML (4.6)."""
    goes_on = isinstance(blocks.leaf, Paragraph) and depth == len(blocks.boxes)
    ending = html_ending(line, start, goes_on)
    if ending is None:
        return None
    element = block(blocks.begin(depth), "p")
    element.tag = None  # type: ignore[assignment]  # an element without a tag is written as its content alone
    blocks.leaf = Html(element, ending)
    blocks.leaf.takes(blocks, line, at)
    return DONE


def note(blocks: Blocks, line: str, at: int, start: int, depth: int) -> int | None:
    """Open a footnote."""
    match = _NOTE.match(line, start)
    if match is None or (isinstance(blocks.leaf, Paragraph) and depth == len(blocks.boxes)) or blocks.too_deep(start):
        return None
    label = match.group(1).casefold()
    blocks.begin(depth)
    element = Element("li")
    if label in blocks.draft.notes:
        what = Message("the footnote [^{label}] is explained twice", label=match.group(1))
        blocks.draft.find(Position(blocks.number, start + 1, len(match.group())), what, Message("keep one of the two"))
    blocks.draft.notes.setdefault(label, Note(label, element))
    blocks.boxes.append(Box("note", element, 4))
    return match.end()


def _explicit_id(line: str) -> tuple[str, str | None]:
    """Return a heading's line without the {#id} at its end, and the id."""
    at = line.rfind("{#")
    if at < 0 or not line.endswith("}") or "}" in line[at:-1] or (at and line[at - 1] != " "):
        return line, None
    return line[:at].rstrip(" "), line[at + 2 : -1]


STARTERS: dict[str, Callable[[Blocks, str, int, int, int], int | None]] = {
    ">": quote,
    "#": heading,
    "`": fence,
    "~": fence,
    "<": html,
    "=": underlined,
    "|": underlined,
    ":": underlined,
    "[": note,
    **dict.fromkeys("-*_", rule_or_item),
    **dict.fromkeys("+0123456789", item),
}
