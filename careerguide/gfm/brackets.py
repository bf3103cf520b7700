"""Links, pictures and the numbers of footnotes: what stands between brackets (GFM 6.6 and 6.7)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerguide.gfm.leaves import escape
from careerguide.gfm.links import MAX_LABEL, Target, inline_target, label, label_key
from careerguide.problems import Message
from careerguide.prose.marks import MARK, Fixed, Image, Link, Note

if TYPE_CHECKING:
    from careerguide.gfm.inline import Inline

MAX_REPEATED = 500_000  # characters that link definitions add to a text

_NOTE = re.compile(r"\[\^([^\]\s]{1,64})\]")
_TAGS = re.compile(r'<[^>"]*+(?:"[^"]*+"[^>"]*+)*+>')
_ALT = re.compile(r' alt="([^"]*)"')


@dataclass(slots=True)
class Bracket:
    """A [ or ![ that may begin a link: its place among the pieces and the runs, and where its text begins."""

    piece: int
    at: int
    image: bool
    runs: int
    active: bool = True


def exclamation(inline: Inline, here: int) -> int | None:
    """The beginning of a picture (6.7)."""
    if not inline.text.startswith("[", here + 1):
        return None
    inline.flush(here)
    inline.brackets.append(Bracket(len(inline.pieces), here + 2, True, len(inline.runs)))
    return inline.put(here, here + 2, "![")


def opening(inline: Inline, here: int) -> int | None:
    """The beginning of a link, or a footnote's number (6.6)."""
    if inline.text.startswith("^", here + 1):
        match = _NOTE.match(inline.text, here)
        note = inline.draft.notes.get(match.group(1).casefold()) if match else None
        if match and note:
            return inline.put(here, match.end(), _reference(inline, note, here, match.end() - here))
    inline.flush(here)
    inline.brackets.append(Bracket(len(inline.pieces), here + 1, False, len(inline.runs)))
    return inline.put(here, here + 1, "[")


def _reference(inline: Inline, note: Note, here: int, width: int) -> str:
    """Return the number that refers to a footnote; the first one decides under which section it is shown."""
    if not note.uses:
        inline.draft.notes_used += 1
        note.number = inline.draft.notes_used
        note.section = inline.leaf.section
    note.uses += 1
    link = inline.draft.mark(Link("#" + note.id, inline.leaf.position(here, width)))
    return f'<sup id="{inline.draft.mark(Fixed(note.use_id(note.uses)))}"><a href="{link}">{note.number}</a></sup>'


def closing(inline: Inline, here: int) -> int | None:
    """The end of a link or a picture."""
    if not inline.brackets:
        return None
    bracket = inline.brackets.pop()
    target = _target(inline, bracket, here) if bracket.active else None
    if target is None:
        return None
    inline.flush(here)
    inline.emphasise(bracket.runs)
    return (_image if bracket.image else _link)(inline, bracket, target)


def _target(inline: Inline, bracket: Bracket, here: int) -> Target | None:
    """Return where the link that ends here leads: (address), [label], or its own text as a label."""
    if inline.text.startswith("(", here + 1):
        found = inline_target(inline.text, here + 1)
        if found:
            return found
    if not inline.draft.references:
        return None
    named = label(inline.text, here + 1)
    if named and named[0].strip():
        key, end = named
    else:
        if here - bracket.at > MAX_LABEL:
            return None
        key, end = inline.text[bracket.at : here], named[1] if named else here + 1
    known = inline.draft.references.get(label_key(key)) if "[" not in key else None
    if known is None:
        return None
    _count_repeated(inline, known, here)
    return Target(known[0], known[1], end, bracket.at)


def _count_repeated(inline: Inline, known: tuple[str, str], here: int) -> None:
    """Count what definitions add to the text: a short text must not become an endless one."""
    draft = inline.draft
    before, draft.repeated = draft.repeated, draft.repeated + len(known[0]) + len(known[1])
    if before <= MAX_REPEATED < draft.repeated:
        what = Message("links repeat the same long addresses again and again")
        draft.find(inline.leaf.position(here), what, Message("write each address where it is used"), "size")


def _place(target: Target) -> tuple[int, int]:
    """Return where the address stands and how long it is."""
    return target.at, max(1, min(len(target.address), target.end - target.at))


def _link(inline: Inline, bracket: Bracket, target: Target) -> int:
    """Put a link's tags around its text, in which no other link stays one."""
    while inline.bare and inline.bare[-1][0] > bracket.piece:
        piece, shown = inline.bare.pop()
        inline.pieces[piece] = escape(shown)
    at, width = _place(target)
    mark = inline.draft.mark(Link(target.address, inline.leaf.position(at, width)))
    title = f' title="{html.escape(target.title)}"' if target.title else ""
    inline.pieces[bracket.piece] = f'<a href="{mark}"{title}>'
    inline.pieces.append("</a>")
    inline.opaque.append((target.at, target.end))
    for outer in reversed(inline.brackets):
        if not outer.image:
            if not outer.active:
                break
            outer.active = False
    return target.end


def _image(inline: Inline, bracket: Bracket, target: Target) -> int:
    """Put a picture in the place of its text."""
    at, width = _place(target)
    while inline.bare and inline.bare[-1][0] > bracket.piece:
        inline.bare.pop()
    content = "".join(inline.pieces[bracket.piece + 1 :])
    alt = MARK.sub("", plain_text(content))
    mark = inline.draft.mark(Image(target.address, inline.leaf.position(at, width)))
    title = f' title="{html.escape(target.title)}"' if target.title else ""
    inline.pieces[bracket.piece :] = [f'<img src="{mark}" alt="{html.escape(alt)}"{title}>']
    inline.opaque.append((bracket.at - 2, target.end))
    if not alt.strip():
        what = Message("the picture has no alternative text")
        hint = Message("say between [ and ] what it shows, for those who do not see it")
        inline.draft.warn(inline.leaf.position(bracket.at - 2, 2), what, hint, "image-alt")
    return target.end


def plain_text(content: str) -> str:
    """Return the text of a piece of HTML, with pictures by their alternative text; marks stay."""
    if "<" in content:
        content = _TAGS.sub(_alt, content)
    return html.unescape(content).replace("\n", " ")


def _alt(tag: re.Match[str]) -> str:
    match = _ALT.search(tag.group()) if tag.group().startswith("<img") else None
    return match.group(1) if match else ""
