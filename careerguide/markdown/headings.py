"""Headings: their ids, and the sections that those of level 2 at the top of a text begin.

An id is an explicit `{#id}`, or else the anchor that GitHub derives from the text.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from careerguide.core.problems import Message
from careerguide.markdown.draft import Draft, Title
from careerguide.markdown.marks import MARK, SECTION, SECTION_END, Fixed
from careerguide.markdown.places import Places, is_run, make_text, text_element
from careerguide.reading.source import Position
from careerguide.schema.sections import DRAWN

# Of the pages around the text.
RESERVED_IDS = frozenset({"main", "top", "content", "search", "navigation", "menu", "toc"})
_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
_ID = re.compile(r"[^\W\d_][\w-]{0,63}")


def anchor_of(text: str) -> str:
    """Return the anchor that GitHub gives a heading: lower case, hyphens for spaces, no punctuation."""
    return _NOT_IN_ANCHOR.sub("", text.strip().lower()).replace(" ", "-") or "section"


def read_headings(draft: Draft) -> None:
    """Find the headings, and remove the `{#id}` from their texts; one of level 2 at the top begins a section."""
    sections = {id(child): number for number, child in enumerate(draft.tree.root.findall("h2"), 1)}
    section = 0
    for element in draft.tree.leaves:
        if element.tag in _TAGS:
            section = sections.get(id(element), section)
            place = _place(element, draft.tree.places)
            explicit = _take_id(element, draft.tree.places)
            draft.titles.append(Title(element, int(element.tag[1]), explicit, place, section, id(element) in sections))


def _place(element: Element, places: Places) -> Position:
    """Return the position of the first line of a heading's text."""
    position = places.position(element)
    if not len(element):
        return position._replace(width=1)
    line, column, *_ = places.span(element[0])
    placed = (child for child in reversed(element) if "sourcepos" in child.attrib)
    last = next(child for child in placed if places.span(child).line == line)
    return Position(line, column, max(1, places.span(last).last_column - column + 1))


def _take_id(element: Element, places: Places) -> str | None:
    """Remove the `{#id}` at the end of a heading from its text, and return the id."""
    run = element[-1] if len(element) else None
    if run is None or not is_run(run):
        return None
    text = (run.text or "").rstrip(" ")
    at = text.rfind("{#")
    if at < 0 or not text.endswith("}") or "}" in text[at:-1] or (at and text[at - 1] != " "):
        return None
    kept = len(text[:at].rstrip(" "))
    element.remove(run)
    if kept:
        element.append(places.part(run, 0, kept))
    return text[at + 2 : -1]


def name_headings(draft: Draft) -> None:
    """Give each heading its text and its id; ids that editors give come first."""
    taken = {id for note in draft.notes.values() for id in note.ids} | RESERVED_IDS
    for title in draft.titles:
        title.text = plain_text(title.element)
        if title.explicit is not None:
            _take(draft, title, title.explicit, taken)
    counts: dict[str, int] = {}
    for title in draft.titles:
        if not title.id:
            title.id = _free(title, taken, counts)
            taken.add(title.id)
        title.element.set("id", draft.mark(Fixed(title.id)))


def mark_sections(draft: Draft) -> None:
    """Put marks around the text of each heading that begins a section, in the place of its tags."""
    for title in draft.titles:
        if title.opens_section:
            make_text(title.element, SECTION).append(text_element(SECTION_END))


def plain_text(element: Element) -> str:
    """Return the text of an element without markup, on one line; pictures by their alternative text, marks as marks."""
    texts = (each for each in element.iter() if each.tag != "html-inline")
    parts = (each.get("alt") if each.tag == "img" else each.text for each in texts)
    return "".join(part for part in parts if part).replace("\n", " ").strip()


def _is_reserved(title: Title, wanted: str) -> bool:
    """Return whether an id is reserved for headings that begin a section."""
    return not title.opens_section and wanted in DRAWN


def _take(draft: Draft, title: Title, wanted: str, taken: set[str]) -> None:
    if not _ID.fullmatch(wanted):
        what = Message("“{id}” cannot be a heading's id", id=wanted)
        hint = Message("begin with a letter, go on with letters, digits and hyphens: way-in")
        if _ID.fullmatch(meant := re.sub(r"[^\w-]+", "-", wanted.strip())):
            hint = Message("write {text}", text=f"{{#{meant}}}")
        draft.find(title.place, what, hint, "heading-id")
    elif wanted in RESERVED_IDS:
        what = Message("the id “{id}” belongs to the page around the text", id=wanted)
        draft.find(title.place, what, Message("choose another one"), "heading-id")
    elif _is_reserved(title, wanted):
        what = Message("“{id}” is the id of a section, which begins with ##", id=wanted)
        draft.find(title.place, what, Message("begin its line with ##, or choose another id"), "heading-id")
    elif wanted in taken:
        what = Message("the id “{id}” is given twice", id=wanted)
        draft.find(title.place, what, Message("give each heading an id of its own"), "heading-id")
    else:
        title.id = wanted
        taken.add(wanted)


def _free(title: Title, taken: set[str], counts: dict[str, int]) -> str:
    """Return the id that the heading's text gives, with the first number that makes it free if it is not."""
    base = anchor_of(MARK.sub("", title.text))
    if base not in taken and not _is_reserved(title, base):
        return base
    while True:
        counts[base] = counts.get(base, 0) + 1
        numbered = f"{base}-{counts[base]}"
        if numbered not in taken:
            return numbered
