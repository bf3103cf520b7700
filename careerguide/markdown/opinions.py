"""Opinions: a quote whose last line is — @somebody, shown with the expert of that id."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from careerguide.core.problems import Message
from careerguide.markdown.draft import Draft
from careerguide.markdown.marks import Fixed, Opinion, Signature
from careerguide.markdown.places import Leaf, Places
from careerguide.reading.source import Position
from careerguide.schema.slug import PATTERN

_SIGNED = re.compile(r"(?:—|–|--?) *@(\S+) *$")
_SIGNED_WITH_WORDS = re.compile(rf"(?:—|–|--?) *(?:.*[ (])?@({PATTERN})")
_DASH = re.compile(r"(?<!\S)([—–-]{1,2})[ \t]*[^\W\d_][^—–]*$")


def show_opinions(draft: Draft) -> None:
    """Replace signed quotes by figures, with a mark for the expert in their captions."""
    for quote in list(draft.tree.root.iter("blockquote")):
        words = quote[-1] if len(quote) else None
        if words is None or words.tag != "p":
            continue
        start = _last_line(words)
        line = Element("span")
        line.extend(words[start:])
        leaf = Leaf(line, draft.tree.places)
        match = _SIGNED.match(leaf.text)
        if match is None:
            _signed_with_words(draft, leaf)
            continue
        del words[max(0, start - 1) :]
        if not len(words):
            quote.remove(words)
        _show(draft, quote, Opinion(match[1], leaf.position(match.start(1) - 1, len(match[1]) + 1)))


def _last_line(words: Element) -> int:
    """Return the index of the first child on the last line of a paragraph."""
    ends = [index for index, child in enumerate(words) if child.text == "\n" or child.tag == "br"]
    return ends[-1] + 1 if ends else 0


def _show(draft: Draft, quote: Element, opinion: Opinion) -> None:
    inner = Element("blockquote")
    inner.text, inner.tail = "\n", "\n"
    inner.extend(list(quote))
    quote[:] = [inner]
    quote.tag = "figure"
    quote.set("class", draft.mark(Fixed("opinion")))
    caption = SubElement(quote, "figcaption")
    caption.text, caption.tail = draft.mark(opinion), "\n"


def _signed_with_words(draft: Draft, leaf: Leaf) -> None:
    """Warn of a last line with an @id and other words: the quote is shown as a plain quote."""
    match = _SIGNED_WITH_WORDS.match(leaf.text)
    if match is None:
        _signed_by_name(draft, leaf)
        return
    what = Message("the quote is not shown as an opinion: there is more than “@{id}” behind its dash", id=match[1])
    hint = Message("write “— @{id}” alone; name and position stand in the front matter, under “experts”", id=match[1])
    draft.warn(_whole_line(leaf.element[0], draft.tree.places), what, hint, "opinion-signature")


def _signed_by_name(draft: Draft, leaf: Leaf) -> None:
    """Note a signature without an id: it may be the name of an expert."""
    if not leaf.runs:
        return
    line, column, width = _whole_line(leaf.element[0], draft.tree.places)
    typed = draft.tree.places.line(line)
    if match := _DASH.search(typed, column - 1):
        before = typed[: match.start(1)].rstrip()
        draft.suspects.append(Signature(typed[match.start(1) :].rstrip(), before, Position(line, column, width)))


def _whole_line(first: Element, places: Places) -> Position:
    span = places.span(first)
    return Position(span.line, span.column, max(1, len(places.line(span.line)[span.column - 1 :].rstrip())))
