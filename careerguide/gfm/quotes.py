"""What paragraphs and quotes turn into by their first or last words: tasks, callouts, opinions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from careerguide.gfm.boxes import Box
from careerguide.problems import Message
from careerguide.prose.marks import Draft, Fixed, Leaf, Opinion, Word
from careerguide.reading.source import Position

if TYPE_CHECKING:
    from careerguide.gfm.blocks import Blocks
    from careerguide.gfm.leaves import Paragraph

_TASK = re.compile(r"\[([ xX])\](?= )")
_CALLOUTS = {
    "note": Word("Note"),
    "tip": Word("Tip"),
    "important": Word("Important"),
    "warning": Word("Warning"),
    "caution": Word("Caution"),
}
_CALLOUT = re.compile(rf"\[!({'|'.join(_CALLOUTS)})\] *$", re.IGNORECASE | re.ASCII)
_SIGNED = re.compile(r"(?:—|–|--?) *@(\S+) *$")
_SIGNED_WITH_WORDS = re.compile(r"(?:—|–|--?) *(?:.*[ (])?@([a-z0-9][a-z0-9-]*)")


def paragraph_closed(blocks: Blocks, paragraph: Paragraph) -> None:
    """Give a paragraph its text; a tick box or a callout's name at its beginning is not part of it."""
    paragraph.take_references(blocks.draft)
    box = blocks.boxes[-1]
    first = len(box.element) == 1
    if first and paragraph.lines and box.kind == "quote" and len(blocks.boxes) == 2:
        callout(blocks.draft, box, paragraph)
    if not paragraph.lines:
        del box.element[-1]
        return
    paragraph.lines[-1] = paragraph.lines[-1].rstrip()
    leaf = Leaf(paragraph.element, paragraph.lines, paragraph.places)
    paragraph.element.text = blocks.draft.leaf_mark(leaf)
    box.last = leaf
    task = _TASK.match(leaf.lines[0]) if first and box.kind == "item" else None
    if task:
        checked = "" if task.group(1) == " " else " checked"
        leaf.before = blocks.draft.mark(Fixed(f'<input type="checkbox" disabled{checked}>'))
        leaf.lines[0] = leaf.lines[0][task.end() :]
        leaf.places[0] = (leaf.places[0][0], leaf.places[0][1] + task.end())
        box.element.set("class", blocks.draft.mark(Fixed("task")))


def callout(draft: Draft, box: Box, paragraph: Paragraph) -> None:
    """Make a quote that begins with [!NOTE] or its like a callout."""
    match = _CALLOUT.match(paragraph.lines[0])
    if match is None:
        return
    del paragraph.lines[0], paragraph.places[0]
    kind = match.group(1).lower()
    box.element.tag = "div"
    box.element.set("class", draft.mark(Fixed(f"callout {kind}")))
    box.element.set("role", draft.mark(Fixed("note")))
    title = Element("p", {"class": draft.mark(Fixed("callout-title"))})
    title.text, title.tail = draft.mark(_CALLOUTS[kind]), "\n"
    box.element.insert(0, title)


def opinion(draft: Draft, box: Box, leaf: Leaf) -> None:
    """Make a quote whose last line is — @somebody an opinion."""
    if box.element.tag != "blockquote" or leaf.element is not box.element[-1]:
        return
    match = _SIGNED.match(leaf.lines[-1])
    if match is None:
        _signed_with_words(draft, leaf)
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
    del box.element[:]
    box.element.tag = "figure"
    box.element.set("class", draft.mark(Fixed("opinion")))
    box.element.append(quote)
    caption = SubElement(box.element, "figcaption")
    caption.text, caption.tail = draft.mark(Opinion(match.group(1), place)), "\n"


def _signed_with_words(draft: Draft, leaf: Leaf) -> None:
    """Warn of a last line that names somebody by @ and says more: the quote stays one, for it may mean anything."""
    match = _SIGNED_WITH_WORDS.match(leaf.lines[-1])
    if match is None:
        return
    line, column = leaf.places[-1]
    what = Message("the quote is not shown as an opinion: there is more than “@{id}” behind its dash", id=match[1])
    hint = Message("write “— @{id}” alone; name and position stand in the front matter, under “experts”", id=match[1])
    draft.warn(Position(line, column, len(leaf.lines[-1].rstrip())), what, hint, "opinion-signature")
