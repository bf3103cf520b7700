"""Raw HTML in texts: what the site would drop or cannot close is shown as typed, with a warning.

In: the `html-block` and `html-inline` elements of a tree. Out: the same with HTML in which each < begins a tag that
sanitising.py knows what to do with, so that no text is lost in a tag, a comment or an element that nobody has meant.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import accumulate
from typing import NamedTuple
from xml.etree.ElementTree import Element

from careerguide.core.problems import Message
from careerguide.markdown.draft import Draft
from careerguide.markdown.figure_marks import figures_in
from careerguide.markdown.places import Places, make_text
from careerguide.markdown.sanitising import DROPPED_WHOLE
from careerguide.reading.source import Position

MAX_OPEN_TAGS = 100  # that are never closed

TAG = re.compile(
    r"</(?P<closing>[A-Za-z][A-Za-z0-9-]*+)\s*+>"
    r"|<(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    r"(?P<attributes>(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+)\s*+/?>"
)
_ADDRESS = re.compile(r"\b(?:href|src)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)
_ENDINGS = (("<!--", "-->", 2), ("<?", "?>", 2), ("<![CDATA[", "]]>", 9), ("<!", ">", 2))
_MAY_STAY_OPEN = """
    area br col embed hr img input link meta source track wbr p li td th tr dt dd thead tbody tfoot option
"""
_NEVER_OPEN = frozenset(_MAY_STAY_OPEN.split())
# The elements of https://html.spec.whatwg.org/#toc-semantics, and those that browsers know from before.
_HTML = """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br
    button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em
    embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i
    iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noembed
    noframes noscript object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp
    script search section select slot small source span strike strong style sub summary sup svg table tbody td
    template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
"""
_ELEMENTS = frozenset(_HTML.split())

# Elements that show something only by what they load, or by a script, and so nothing here.
_SHOW_NOTHING = frozenset(["applet", "audio", "canvas", "frame", "input", "video"])
# Elements that browsers open again in each paragraph that follows until they are closed.
_MARKS = frozenset(["b", "big", "code", "em", "font", "i", "mark", "s", "small", "strike", "strong", "sub", "sup", "u"])

Placing = Callable[[int, int], Position]


class Verdict(Enum):
    """What is done with a piece."""

    KEEP = "kept"
    DROP = "left out, as a script is"
    SHOW = "shown as it is typed"


class Piece(NamedTuple):
    """A tag, a comment or the like (`html`), or the text between two of them; and the positions of its characters."""

    text: str
    html: bool
    position: Placing


def tidy_html(draft: Draft) -> None:
    """Tidy the raw HTML of a tree, mark the figures in it, and record the positions of its addresses."""
    if not any(True for kind in ("html-block", "html-inline") for _ in draft.tree.root.iter(kind)):
        return
    judge = _Judge(draft)
    for parent in list(draft.tree.root.iter()):
        kinds = {child.tag for child in parent}
        if "html-block" in kinds:
            for block in parent.findall("html-block"):
                _tidy_block(block, judge)
        elif "html-inline" in kinds:
            _tidy_inlines(parent, judge)
    judge.never_closed()


def _tidy_block(block: Element, judge: _Judge) -> None:
    pieces = list(_pieces(block.text or "", placing(block, judge.draft.tree.places)))
    parts = []
    for piece, verdict in zip(pieces, judge.verdicts(pieces), strict=True):
        if verdict is Verdict.SHOW:
            parts.append(html.escape(piece.text, quote=False))
        elif verdict is Verdict.KEEP:
            parts.append(piece.text if piece.html else _with_figures(piece, judge.draft))
    block.text = "".join(parts)


def _tidy_inlines(parent: Element, judge: _Judge) -> None:
    places = judge.draft.tree.places
    pieces = [
        Piece(child.text or "", child.tag == "html-inline", placing(child, places))
        if child.tag == "html-inline"
        else Piece("", False, _nowhere)
        for child in parent
    ]
    kept = []
    for child, piece, verdict in zip(parent, pieces, judge.verdicts(pieces), strict=True):
        if piece.html and verdict is Verdict.SHOW:
            make_text(child, child.text)
        if verdict is not Verdict.DROP:
            kept.append(child)
    parent[:] = kept


def _nowhere(at: int, width: int) -> Position:
    raise AssertionError("only pieces of HTML have positions")


def placing(element: Element, places: Places) -> Placing:
    """Return what gives the positions of the characters of an element's HTML."""
    span = places.span(element)
    lines = (element.text or "").split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]

    def position(at: int, width: int) -> Position:
        index = bisect_right(starts, at) - 1
        source = places.line(span.line + index)
        begin = max(source.find(lines[index], span.column - 1 if index == 0 else 0), source.find(lines[index]), 0)
        return Position(span.line + index, begin + at - starts[index] + 1, width)

    return position


def _pieces(text: str, position: Placing) -> Iterator[Piece]:
    """Yield the pieces of a block of HTML."""
    missing: set[str] = set()
    at, here = 0, text.find("<")
    while here >= 0:
        end = _end(text, here, missing)
        if end is not None:
            for start, stop, is_html in ((at, here, False), (here, end, True)):
                if start < stop:
                    yield Piece(text[start:stop], is_html, _from(position, start))
            at = end
        else:
            end = here + 1
        here = text.find("<", end)
    if at < len(text):
        yield Piece(text[at:], False, _from(position, at))


def _from(position: Placing, start: int) -> Placing:
    return lambda at, width: position(start + at, width)


def _end(text: str, here: int, missing: set[str]) -> int | None:
    """Return the end of the tag or comment that begins at a <; if it is never closed, the end of its opening mark."""
    if match := TAG.match(text, here):
        return match.end()
    for opening, closing, length in _ENDINGS:
        if text.startswith(opening, here) and (opening != "<!" or text[here + 2 : here + 3].isalpha()):
            end = -1 if closing in missing else text.find(closing, here + length)
            if end >= 0:
                return end + len(closing)
            missing.add(closing)
            return here + len(opening)
    return None


def _with_figures(piece: Piece, draft: Draft) -> str:
    parts, at = [], 0
    text = piece.text
    for start, end, mark in figures_in(text, piece.position, draft):
        parts += [text[at:start], mark]
        at = end
    return ("".join(parts) + text[at:]).replace("<", "&lt;")


class _Judge:
    """Decides whether each piece of HTML of one document is kept, dropped or shown as typed."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.open: Counter[str] = Counter()
        self.open_marks: dict[str, list[Position]] = {}

    def verdicts(self, pieces: list[Piece]) -> list[Verdict]:
        """Return the verdict on each piece of one block."""
        tags = [TAG.fullmatch(piece.text) if piece.html else None for piece in pieces]
        closings: dict[str, list[int]] = {}
        for index, tag in enumerate(tags):
            if tag and tag["closing"]:
                closings.setdefault(tag["closing"].lower(), []).append(index)
        found: list[Verdict] = []
        while len(found) < len(pieces):
            index, piece, tag = len(found), pieces[len(found)], tags[len(found)]
            later = closings.get(tag["name"].lower(), []) if tag and tag["name"] else []
            after = bisect_right(later, index)
            if tag and after < len(later) and tag["name"].lower() in DROPPED_WHOLE:
                self.left_out(piece, tag)
                found += [Verdict.DROP] * (later[after] - index + 1)
            else:
                found.append(self.tag(piece, tag) if tag else self.other(piece) if piece.html else Verdict.KEEP)
        return found

    def tag(self, piece: Piece, tag: re.Match[str]) -> Verdict:
        """Return the verdict on a tag; of elements that are dropped whole, only stray tags come here."""
        name = (tag["name"] or tag["closing"]).lower()
        if "{{" in piece.text:
            hint = Message("put the figure outside of the < and >")
            place = piece.position(0, len(piece.text))
            self.draft.find(place, Message("a figure stands inside an HTML tag"), hint, "figure")
        if name in DROPPED_WHOLE:
            if tag["closing"]:
                return Verdict.DROP
            if name == "embed":
                self.left_out(piece, tag)
                return Verdict.DROP
            what = Message("“{tag}” is never closed in its paragraph, so it is shown as it is typed", tag=piece.text)
            return self.shown(piece, what)
        if name not in _ELEMENTS:
            return self.shown(piece, Message("“{tag}” is no HTML tag, so it is shown as it is typed", tag=piece.text))
        if name in _SHOW_NOTHING and not tag["closing"]:
            self.left_out(piece, tag)
        self.count(piece, name, closes=bool(tag["closing"]))
        for match in _ADDRESS.finditer(piece.text, *tag.span("attributes")) if tag["attributes"] else ():
            group = match.lastindex or 1
            place = piece.position(match.start(group), max(1, len(match[group])))
            self.draft.written.setdefault(html.unescape(match[group]), place)
        return Verdict.KEEP

    def left_out(self, piece: Piece, tag: re.Match[str]) -> None:
        """Warn of an element that readers do not see, and offer a link where it shows another site."""
        line = piece.text.partition("\n")[0]
        what = Message("the site leaves out “{tag}” and what is in it", tag=f"<{tag['name']}>")
        hint = Message("take it out; if it is meant as text, put it in `backticks`")
        sources = _ADDRESS.findall(tag["attributes"] or "")
        address = next((address for groups in sources for address in groups if "://" in address), "")
        if address:
            link = f"[…]({html.unescape(address)})"
            hint = Message("link to it instead, and say in the brackets what it is: {link}", link=link)
        self.draft.warn(piece.position(0, len(line)), what, hint, "html-tag")

    def never_closed(self) -> None:
        """Warn of each kind of tag that is still open at the end and changes how all that follows looks."""
        for name, places in self.open_marks.items():
            if places:
                what = Message("“{tag}” is never closed, so that all that follows looks like it", tag=f"<{name}>")
                self.draft.warn(places[0], what, Message("close it with {closing}", closing=f"</{name}>"), "html-tag")

    def other(self, piece: Piece) -> Verdict:
        """Return the verdict on a comment or the like."""
        opening, closing, length = next(ending for ending in _ENDINGS if piece.text.startswith(ending[0]))
        if piece.text.find(closing, length) < 0:
            hint = Message("close it with {closing}, or put it in `backticks` if it is meant as text", closing=closing)
            what = Message("“{mark}” is never closed, so that GitHub shows nothing that follows", mark=opening)
            self.draft.find(piece.position(0, len(opening)), what, hint, "html-unclosed")
            return Verdict.SHOW
        if opening == "<!--":
            return Verdict.KEEP
        what = Message("“{mark}” means nothing in a text, so it is shown as it is typed", mark=opening)
        return self.shown(piece, what)

    def shown(self, piece: Piece, what: Message) -> Verdict:
        line = piece.text.partition("\n")[0]
        hint = Message("put it in `backticks` if it is meant as text, or take it out")
        self.draft.warn(piece.position(0, len(line)), what, hint, "html-tag")
        return Verdict.SHOW

    def count(self, piece: Piece, name: str, *, closes: bool) -> None:
        """Count the tags that are open: browsers repeat each of them in all blocks that follow."""
        if name in _NEVER_OPEN:
            return
        if name in _MARKS:
            places = self.open_marks.setdefault(name, [])
            if not closes:
                places.append(piece.position(0, len(piece.text)))
            elif places:
                places.pop()
        self.open[name] = max(0, self.open[name] + (-1 if closes else 1))
        if self.open[name] > MAX_OPEN_TAGS // 4 or (not closes and self.open.total() > MAX_OPEN_TAGS):
            what = Message("too many HTML tags are open here that are never closed")
            place = piece.position(0, len(piece.text))
            self.draft.find(place, what, Message("close each tag: <b>…</b>"), "nesting")
