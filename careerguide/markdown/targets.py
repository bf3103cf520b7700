"""Replaces the addresses of links and pictures by marks that carry their positions."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from careerguide.core.problems import Message
from careerguide.markdown.draft import Draft
from careerguide.markdown.headings import plain_text
from careerguide.markdown.marks import MARK, Image, Link
from careerguide.markdown.places import Places
from careerguide.reading.source import Position

MAX_REPEATED = 50_000  # characters that link definitions add to a text; the parser leaves links out after 100,000

_NOT_MEANT = re.compile(r"[\">]|[»”’…]$")
_BEGINNING = re.compile(r"[^\">]*")
_AFTER = "»”’…?!.,:*_~'"
_BLANKS = re.compile(r"[ \t]*")


def mark_targets(draft: Draft) -> None:
    """Replace the addresses of links and pictures by marks, and check alternative texts."""
    repeated = 0
    for element in list(draft.tree.root.iter()):
        if element.tag not in {"a", "img"} or "sourcepos" not in element.attrib:
            continue
        name = "href" if element.tag == "a" else "src"
        if name == "href":
            _trim(element)
        target = element.get(name, "")
        place, is_repeated = _place(element, target, draft.tree.places)
        if is_repeated:
            before, repeated = repeated, repeated + len(target) + len(element.get("title", ""))
            if before <= MAX_REPEATED < repeated:
                what = Message("links repeat the same long addresses again and again")
                draft.find(place, what, Message("write each address where it is used"), "size")
        element.set(name, draft.mark((Link if name == "href" else Image)(target, place)))
        if name == "src":
            _check_description(draft, element)


def _trim(link: Element) -> None:
    """Let a bare address end where a quote or a > ends it, which GitHub takes into it and no editor means."""
    text = (link[0].text or "") if len(link) else ""
    if _NOT_MEANT.search(text) and link.get("sourcepos") == link[0].get("sourcepos"):
        length = len(text) - len(_BEGINNING.match(text)[0].rstrip(_AFTER))  # type: ignore[index]
        link[0].text, link.tail = text[:-length], text[-length:]
        link.set("href", link.get("href", "")[:-length])


def _check_description(draft: Draft, picture: Element) -> None:
    """Warn of a picture without an alternative text."""
    if not MARK.sub("", plain_text(picture)).strip():
        what = Message("the picture has no alternative text")
        hint = Message("say between [ and ] what it shows, for those who do not see it")
        draft.warn(draft.tree.places.position(picture)._replace(width=2), what, hint, "image-alt")


def _place(element: Element, target: str, places: Places) -> tuple[Position, bool]:
    """Return the position of the address of a link or a picture, and whether it is in a definition."""
    span = places.span(element)
    opening = places.typed(span)[:2]
    if not opening.startswith("[") and opening != "![":
        return places.position(element), False  # a bare address
    text = span.column + len(opening if opening == "![" else "[")
    line, column = span.line, text
    inside = [child for child in element if "sourcepos" in child.attrib]
    if inside:
        last = places.span(inside[-1])
        line, column = last.last_line, last.last_column + 1
    if not places.line(line).startswith("](", column - 1):
        end = span.last_column if span.last_line == span.line else len(places.line(span.line))
        return Position(span.line, text, max(1, min(len(target), end - text + 1))), True
    column += 2
    while (blanks := _BLANKS.match(places.line(line), column - 1)) and blanks.end() >= len(places.line(line)):
        if line >= len(places.lines):
            break
        line, column = line + 1, 1
    column = blanks.end() + 1 if blanks else column
    rest = places.line(line)[column - 1 :]
    return Position(line, column, max(1, min(len(target), len(rest)))), False
