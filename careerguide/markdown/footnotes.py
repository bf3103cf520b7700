"""Footnotes: numbered by their first use, and shown at the end of the section that uses them first."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from careerguide.core.problems import Message
from careerguide.markdown.draft import Draft, Note
from careerguide.markdown.marks import Fixed, Link, Word
from careerguide.markdown.places import Leaf, text_element
from careerguide.reading.source import Position

_DEFINITION = re.compile(r"\[\^[^\]\s]*\]: ?")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,64})\]")


def place_footnotes(draft: Draft) -> None:
    """Move the footnotes to the end of their sections, and warn of those without a text or a use."""
    _number(draft)
    _take_out(draft)
    for leaf in draft.leaves:
        if "[^" in leaf.text:
            _warn_unexplained(draft, leaf)
    _put_in(draft)


def _number(draft: Draft) -> None:
    """Replace references by numbers, in their order."""
    root = draft.tree.root
    for element in root.iter("footnote"):
        _define(draft, element)
    section = used = 0
    for child in root:
        section += child.tag == "h2"
        for reference in child.iter("footnote-reference"):
            note = draft.notes[_key(reference)]
            if not note.uses:
                used += 1
                note.number, note.section = used, section
            note.uses += 1
            _refer(draft, reference, note)


def _key(element: Element) -> str:
    return element.get("label", "").casefold()


def _define(draft: Draft, element: Element) -> None:
    """Record a footnote; of two with one label, the first is shown."""
    places = draft.tree.places
    span = places.span(element)
    match = _DEFINITION.match(places.line(span.line), span.column - 1)
    place = Position(span.line, span.column, len(match.group()) if match else 1)
    label = element.get("label", "")
    if _key(element) in draft.notes:
        what = Message("the footnote [^{label}] is explained twice", label=label)
        draft.find(place, what, Message("keep one of the two"))
    draft.notes.setdefault(_key(element), Note(label, element, place))


def _refer(draft: Draft, reference: Element, note: Note) -> None:
    """Make a reference the number of its footnote."""
    link = draft.mark(Link("#" + note.id, draft.tree.places.position(reference)))
    reference.clear()
    reference.tag = "sup"
    reference.set("id", draft.mark(Fixed(note.use_id(note.uses))))
    SubElement(reference, "a", href=link).text = str(note.number)


def _take_out(draft: Draft) -> None:
    """Remove all footnotes from the text, and warn of those that nothing refers to."""
    if not draft.notes:
        return
    for parent in list(draft.tree.root.iter()):
        if any(child.tag == "footnote" for child in parent):
            parent[:] = [child for child in parent if child.tag != "footnote"]
    for note in draft.notes.values():
        if not note.uses:
            what = Message("nothing refers to the footnote [^{label}], so it is not shown", label=note.label)
            hint = Message("write [^{label}] where it belongs, or take the footnote out", label=note.label)
            draft.warn(note.place, what, hint, "footnote")


def _warn_unexplained(draft: Draft, leaf: Leaf) -> None:
    for match in _REFERENCE.finditer(leaf.text):
        if leaf.as_typed(match.start(), "[^"):
            what = Message("the footnote [^{label}] has no text", label=match[1])
            hint = Message(
                "explain it on a line of its own: {example}; or put it in `backticks` if it is meant as text",
                example=f"[^{match[1]}]: …",
            )
            draft.warn(leaf.position(match.start(), len(match.group())), what, hint, "footnote")


def _put_in(draft: Draft) -> None:
    """Put the footnotes at the end of the section in which each is first referred to."""
    used = sorted((note for note in draft.notes.values() if note.uses), key=lambda note: note.number)
    if not used:
        return
    boxes: dict[int, Element] = {}
    for note in used:
        if note.section not in boxes:
            boxes[note.section] = Element("div", {"class": draft.mark(Fixed("footnotes"))})
            boxes[note.section].tail = "\n"
            SubElement(boxes[note.section], "ol", start=str(note.number))
        boxes[note.section][0].append(_item(draft, note))
    children: list[Element] = []
    section = 0
    for child in draft.tree.root:
        if child.tag == "h2":
            children += [boxes.pop(section)] if section in boxes else []
            section += 1
        children.append(child)
    draft.tree.root[:] = [*children, *boxes.values()]


def _item(draft: Draft, note: Note) -> Element:
    """Return a footnote as an item of its list, with a link back to the text."""
    item = note.element
    item.tag, item.tail = "li", "\n"
    del item.attrib["label"]
    item.set("id", draft.mark(Fixed(note.id)))
    last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
    last.append(text_element(" "))
    back = draft.mark(Link("#" + note.use_id(1), Position(0, 1)))
    SubElement(last, "a", {"href": back, "aria-label": draft.mark(Word("Back to the text"))}).text = "↩"
    return item
