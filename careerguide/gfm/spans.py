"""What single characters may begin inside a text: escapes, code, emphasis, figures, bare addresses, HTML.

Each function takes the text being read and where its character stands, and returns where what it has read ends, or None
where the character is plain text. Section numbers are those of https://github.github.com/gfm/.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from careerguide.gfm.emphasis import run_at
from careerguide.gfm.leaves import TAG, escape
from careerguide.gfm.links import bare_address, email_around
from careerguide.problems import Message
from careerguide.prose.marks import MOST_FIGURES, Draft, Figure, Leaf, Link

if TYPE_CHECKING:
    from careerguide.gfm.inline import Inline

MAX_OPEN_TAGS = 100  # of an editor's own HTML, never closed

_TICKS = re.compile("`+")
_RUN = re.compile(r"(?:\*+|_+|~+)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ADDRESS = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+)>")
_EMAIL = re.compile(r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)*+)>")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_SELF_CLOSED = frozenset(
    ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
    + ["p", "li", "td", "th", "tr", "dt", "dd", "thead", "tbody", "tfoot", "option"]
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_RAW = re.compile(TAG.pattern + r"|\{[{%#]")
_DECLARATIONS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


def backslash(inline: Inline, here: int) -> int | None:
    """An escaped character, or a line end that stays one (6.1, 6.12)."""
    after = inline.text[here + 1 : here + 2]
    if after == "\n":
        return inline.put(here, here + 2, "<br>\n")
    return inline.put(here, here + 2, escape(after)) if after in _PUNCTUATION and after else None


def code(inline: Inline, here: int) -> int | None:
    """A code span (6.3)."""
    if inline.ticks is None:
        inline.ticks = {}
        for run in _TICKS.finditer(inline.text):
            inline.ticks.setdefault(len(run.group()), []).append(run.start())
    match = _TICKS.match(inline.text, here)
    assert match
    length = len(match.group())
    places = inline.ticks.get(length, [])
    index = bisect_right(places, here)
    if index == len(places):
        return inline.put(here, match.end(), match.group())
    content = inline.text[match.end() : places[index]].replace("\n", " ")
    if content.strip(" ") and content[0] == content[-1] == " ":
        content = content[1:-1]
    end = places[index] + length
    inline.opaque.append((here, end))
    return inline.put(here, end, f"<code>{escape(content)}</code>")


def run(inline: Inline, here: int) -> int | None:
    """A run of *, _ or ~, which may turn out as emphasis or a strike (6.4, 6.5)."""
    match = _RUN.match(inline.text, here)
    assert match
    inline.flush(here)
    run = run_at(inline.text, here, match.end(), len(inline.pieces))
    if run.opens or run.closes:
        inline.runs.append(run)
    return inline.put(here, match.end(), match.group())


def line_end(inline: Inline, here: int) -> int | None:
    """A line end, which stays one after two blanks (6.12, 6.13)."""
    kept = here
    while kept > inline.start and inline.text[kept - 1] == " ":
        kept -= 1
    return inline.put(kept, here + 1, "<br>\n" if here - kept >= 2 else "\n")


def entity(inline: Inline, here: int) -> int | None:
    """A character by its name or number (6.2)."""
    match = _ENTITY.match(inline.text, here)
    if match is None:
        return None
    char = html.unescape(match.group())
    if char == match.group():
        return None
    return inline.put(here, match.end(), escape(_PRIVATE.sub("\ufffd", char)))


def figure(inline: Inline, here: int) -> int | None:
    """A figure between {{ and }}; a template's own tags are refused."""
    if inline.text.startswith("{{", here):
        end = inline.closed("}}", here + 2)
        place = inline.leaf.position(here, max(1, end - here))
        if end < 0:
            hint = Message("close it with }}, or put it in `backticks` if it is meant as text")
            inline.draft.find(inline.leaf.position(here, 2), Message("{{ is never closed"), hint, "figure")
            return inline.put(here, here + 2, "{{")
        inline.opaque.append((here, end))
        inline.draft.figures += 1
        if inline.draft.figures == MOST_FIGURES:
            what = Message("there are more than {limit} figures in this text", limit=MOST_FIGURES)
            inline.draft.find(place, what, Message("show them as a salary table"), "size")
        return inline.put(here, end, inline.draft.mark(Figure(inline.text[here + 2 : end - 2], place)))
    if inline.text[here + 1 : here + 2] in {"%", "#"}:
        mark = inline.text[here : here + 2]
        what = Message("{mark} begins a template's tag, which text cannot have", mark=mark)
        hint = Message("take it out, or put it in `backticks` if it is meant as text")
        inline.draft.find(inline.leaf.position(here, 2), what, hint, "figure")
    return None


def address(inline: Inline, here: int, end: int, shown: str, target: str) -> int:
    """Let an address be a link to itinline."""
    inline.flush(here)
    inline.bare.append((len(inline.pieces), shown))
    inline.opaque.append((here, end))
    link = inline.draft.mark(Link(target, inline.leaf.position(here, end - here)))
    return inline.put(here, end, f'<a href="{link}">{escape(shown)}</a>')


def colon(inline: Inline, here: int) -> int | None:
    """A bare web address, met at its colon (6.9)."""
    if not inline.text.startswith("://", here):
        return None
    for scheme in ("https", "http", "ftp"):
        begin = here - len(scheme)
        if begin >= inline.start and inline.text.startswith(scheme, begin):
            found = bare_address(inline.text, begin, bool(inline.brackets))
            return address(inline, begin, begin + len(found), found, found) if found else None
    return None


def www(inline: Inline, here: int) -> int | None:
    """A bare web address without its scheme (6.9)."""
    found = bare_address(inline.text, here, bool(inline.brackets)) if inline.text.startswith("www.", here) else None
    return address(inline, here, here + len(found), found, "http://" + found) if found else None


def at_sign(inline: Inline, here: int) -> int | None:
    """A bare mail address (6.9)."""
    found = email_around(inline.text, inline.start, here)
    if found is None:
        return None
    shown = inline.text[found[0] : found[1]]
    return address(inline, found[0], found[1], shown, "mailto:" + shown)


def tag(inline: Inline, here: int) -> int | None:
    """An address in < and >, or an editor's own HTML (6.8, 6.10)."""
    match = _ADDRESS.match(inline.text, here) or _EMAIL.match(inline.text, here)
    if match:
        shown = match.group(1)
        target = shown if match.re is _ADDRESS else "mailto:" + shown
        return address(inline, here, match.end(), shown, target)
    tag = TAG.match(inline.text, here)
    end = tag.end() if tag else declaration(inline, here)
    if end < 0:
        return None
    piece = inline.text[here:end]
    count_tag(inline, piece, here)
    inline.opaque.append((here, end))
    return inline.put(here, end, piece)


def declaration(inline: Inline, here: int) -> int:
    """Return where a comment or the like ends, or -1."""
    for opening, closing in _DECLARATIONS:
        if inline.text.startswith(opening, here):
            return (
                inline.closed(closing, here + len(opening))
                if opening != "<!" or inline.text[here + 2 : here + 3].isalpha()
                else -1
            )
    return -1


def count_tag(inline: Inline, tag: str, here: int) -> None:
    """Count the tags that are open: browsers repeat each of them in all blocks that follow."""
    if "{{" in tag:
        hint = Message("put the figure outside of the < and >")
        inline.draft.find(
            inline.leaf.position(here, len(tag)), Message("a figure stands inside an HTML tag"), hint, "figure"
        )
    name = _NAME.match(tag)
    if name is None or name.group(1).lower() in _SELF_CLOSED:
        return
    opened = inline.draft.open_tags
    key = name.group(1).lower()
    opened[key] = max(0, opened.get(key, 0) + (-1 if tag[1] == "/" else 1))
    if opened[key] > MAX_OPEN_TAGS // 4 or sum(opened.values()) > MAX_OPEN_TAGS:
        what = Message("too many HTML tags are open here that are never closed")
        inline.draft.find(inline.leaf.position(here, len(tag)), what, Message("close each tag: <b>…</b>"), "nesting")


def raw_html(draft: Draft, leaf: Leaf) -> str:
    """Return a block of an editor's own HTML as it is, with its figures marked and its open tags counted."""
    from careerguide.gfm.inline import Inline

    inline = Inline(draft, leaf)
    text, pieces, at, start = inline.text, [""], 0, 0
    while match := _RAW.search(text, at):
        here, at = match.span()
        if text[here] == "<":
            count_tag(inline, match.group(), here)
            continue
        inline.start, inline.pieces = here, []
        end = figure(inline, here)
        if end is not None:
            pieces += [text[start:here], *inline.pieces]
            at = start = end
    return "".join(pieces) + text[start:]
