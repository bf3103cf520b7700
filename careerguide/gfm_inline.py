"""What stands inside a block's text: code, emphasis, links, pictures, HTML, figures, as the GFM specification reads it.

In: a `Leaf`. Out: its HTML, with marks where an address, a figure or a footnote belongs. One pass over the text and one
over its delimiters; every search that may fail remembers that it did, so that no input takes more than linear time.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from careerguide.gfm_emphasis import Run, pair, run_at
from careerguide.gfm_leaves import TAG, escape
from careerguide.gfm_links import Target, bare_address, email_around, inline_target, label, label_key
from careerguide.marks import MARK, Draft, Figure, Fixed, Image, Leaf, Link, Note
from careerguide.problems import Message

MAX_OPEN_TAGS = 100  # of an editor's own HTML, never closed
MAX_ADDRESS = 2_000  # characters of an address that link definitions may repeat

_SPECIAL = re.compile(r"[\\`*_~\[\]<&\n{@!:w]")
_TICKS = re.compile("`+")
_RUN = re.compile(r"(?:\*+|_+|~+)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ADDRESS = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+)>")
_EMAIL = re.compile(r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)*+)>")
_NOTE = re.compile(r"\[\^([^\]\s]{1,64})\]")
_TAGS = re.compile(r'<[^>"]*+(?:"[^"]*+"[^>"]*+)*+>')
_ALT = re.compile(r' alt="([^"]*)"')
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_SELF_CLOSED = frozenset(
    ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
    + ["p", "li", "td", "th", "tr", "dt", "dd", "thead", "tbody", "tfoot", "option"]
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_RAW = re.compile(TAG.pattern + r"|\{[{%#]")
_DECLARATIONS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


@dataclass(slots=True)
class Bracket:
    """A [ or ![ that may begin a link: its place among the pieces, the runs and the bare links, and in the text."""

    piece: int
    at: int
    image: bool
    runs: int
    active: bool = True


class Inline:
    """The text of one leaf while it is being read."""

    def __init__(self, draft: Draft, leaf: Leaf) -> None:
        self.draft = draft
        self.leaf = leaf
        self.text = "\n".join(leaf.lines) if len(leaf.lines) > 1 else leaf.lines[0]
        self.pieces: list[str] = []
        self.runs: list[Run] = []
        self.brackets: list[Bracket] = []
        self.bare: list[tuple[int, str]] = []  # links without brackets: the piece that each is, and its text
        self.opaque: list[tuple[int, int]] = []  # where code, addresses and figures stand
        self.ticks: dict[int, list[int]] | None = None
        self.missing: set[str] = set()  # what does not come any more
        self.start = 0  # of the plain text that is not yet among the pieces

    def html(self) -> str:
        """Return the text as HTML."""
        text, at = self.text, 0
        while match := _SPECIAL.search(text, at):
            here = match.start()
            end = _HANDLERS[text[here]](self, here)
            if end is None:
                at = here + 1
            else:
                at = self.start = end
        if not self.pieces:
            return self.leaf.before + escape(text)
        self.flush(len(text))
        self.emphasise(0)
        self.leaf.opaque = self.opaque
        return self.leaf.before + "".join(self.pieces)

    def flush(self, end: int) -> None:
        """Move the plain text up to `end` to the pieces."""
        if end > self.start:
            self.pieces.append(escape(self.text[self.start : end]))
            self.start = end

    def put(self, here: int, end: int, piece: str) -> int:
        """Let what stands from `here` to `end` be `piece`."""
        self.flush(here)
        self.pieces.append(piece)
        return end

    def emphasise(self, first: int) -> None:
        """Put the tags of the runs from `first` on among the pieces."""
        if len(self.runs) > first:
            runs = self.runs[first:]
            pair(runs)
            for run in runs:
                self.pieces[run.piece] = run.html
            del self.runs[first:]

    def closed(self, closing: str, start: int) -> int:
        """Return where `closing` next ends, or -1."""
        if closing in self.missing:
            return -1
        found = self.text.find(closing, start)
        if found < 0:
            self.missing.add(closing)
            return -1
        return found + len(closing)

    # --- what a character may begin: where it ends, or None when it is plain text

    def backslash(self, here: int) -> int | None:
        after = self.text[here + 1 : here + 2]
        if after == "\n":
            return self.put(here, here + 2, "<br>\n")
        return self.put(here, here + 2, escape(after)) if after in _PUNCTUATION and after else None

    def code(self, here: int) -> int | None:
        if self.ticks is None:
            self.ticks = {}
            for run in _TICKS.finditer(self.text):
                self.ticks.setdefault(len(run.group()), []).append(run.start())
        match = _TICKS.match(self.text, here)
        assert match
        length = len(match.group())
        places = self.ticks[length] if length in self.ticks else []
        index = bisect_right(places, here)
        if index == len(places):
            return self.put(here, match.end(), match.group())
        content = self.text[match.end() : places[index]].replace("\n", " ")
        if content.strip(" ") and content[0] == content[-1] == " ":
            content = content[1:-1]
        end = places[index] + length
        self.opaque.append((here, end))
        return self.put(here, end, f"<code>{escape(content)}</code>")

    def run(self, here: int) -> int | None:
        match = _RUN.match(self.text, here)
        assert match
        self.flush(here)
        run = run_at(self.text, here, match.end(), len(self.pieces))
        if run.opens or run.closes:
            self.runs.append(run)
        return self.put(here, match.end(), match.group())

    def line_end(self, here: int) -> int | None:
        kept = here
        while kept > self.start and self.text[kept - 1] == " ":
            kept -= 1
        return self.put(kept, here + 1, "<br>\n" if here - kept >= 2 else "\n")

    def entity(self, here: int) -> int | None:
        match = _ENTITY.match(self.text, here)
        if match is None:
            return None
        char = html.unescape(match.group())
        if char == match.group():
            return None
        return self.put(here, match.end(), escape(_PRIVATE.sub("\ufffd", char)))

    def figure(self, here: int) -> int | None:
        if self.text.startswith("{{", here):
            end = self.closed("}}", here + 2)
            place = self.leaf.position(here, max(1, end - here))
            if end < 0:
                hint = Message("close it with }}, or put it in `backticks` if it is meant as text")
                self.draft.find(self.leaf.position(here, 2), Message("{{ is never closed"), hint, "figure")
                return self.put(here, here + 2, "{{")
            self.opaque.append((here, end))
            return self.put(here, end, self.draft.mark(Figure(self.text[here + 2 : end - 2], place)))
        if self.text[here + 1 : here + 2] in {"%", "#"}:
            mark = self.text[here : here + 2]
            what = Message("{mark} begins a template's tag, which text cannot have", mark=mark)
            hint = Message("take it out, or put it in `backticks` if it is meant as text")
            self.draft.find(self.leaf.position(here, 2), what, hint, "figure")
        return None

    def address(self, here: int, end: int, shown: str, target: str) -> int:
        """Let an address be a link to itself."""
        self.flush(here)
        self.bare.append((len(self.pieces), shown))
        self.opaque.append((here, end))
        link = self.draft.mark(Link(target, self.leaf.position(here, end - here)))
        return self.put(here, end, f'<a href="{link}">{escape(shown)}</a>')

    def colon(self, here: int) -> int | None:
        if not self.text.startswith("://", here):
            return None
        for scheme in ("https", "http", "ftp"):
            begin = here - len(scheme)
            if begin >= self.start and self.text.startswith(scheme, begin):
                found = bare_address(self.text, begin)
                return self.address(begin, begin + len(found), found, found) if found else None
        return None

    def www(self, here: int) -> int | None:
        found = bare_address(self.text, here) if self.text.startswith("www.", here) else None
        return self.address(here, here + len(found), found, "http://" + found) if found else None

    def at_sign(self, here: int) -> int | None:
        found = email_around(self.text, self.start, here)
        if found is None:
            return None
        shown = self.text[found[0] : found[1]]
        return self.address(found[0], found[1], shown, "mailto:" + shown)

    def tag(self, here: int) -> int | None:
        match = _ADDRESS.match(self.text, here) or _EMAIL.match(self.text, here)
        if match:
            shown = match.group(1)
            target = shown if match.re is _ADDRESS else "mailto:" + shown
            return self.address(here, match.end(), shown, target)
        tag = TAG.match(self.text, here)
        end = tag.end() if tag else self.declaration(here)
        if end < 0:
            return None
        piece = self.text[here:end]
        self.count_tag(piece, here)
        self.opaque.append((here, end))
        return self.put(here, end, piece)

    def declaration(self, here: int) -> int:
        for opening, closing in _DECLARATIONS:
            if self.text.startswith(opening, here):
                return self.closed(closing, here + len(opening)) if opening != "<!" or self.text[here + 2 : here + 3].isalpha() else -1
        return -1

    def count_tag(self, tag: str, here: int) -> None:
        """Count the tags that are open: browsers repeat each of them in all blocks that follow."""
        if "{{" in tag:
            hint = Message("put the figure outside of the < and >")
            self.draft.find(self.leaf.position(here, len(tag)), Message("a figure stands inside an HTML tag"), hint, "figure")
        name = _NAME.match(tag)
        if name is None or name.group(1).lower() in _SELF_CLOSED:
            return
        opened = self.draft.open_tags
        key = name.group(1).lower()
        opened[key] = max(0, opened.get(key, 0) + (-1 if tag[1] == "/" else 1))
        if opened[key] > MAX_OPEN_TAGS // 4 or sum(opened.values()) > MAX_OPEN_TAGS:
            what = Message("too many HTML tags are open here that are never closed")
            self.draft.find(self.leaf.position(here, len(tag)), what, Message("close each tag: <b>…</b>"), "nesting")

    # --- links

    def exclamation(self, here: int) -> int | None:
        if not self.text.startswith("[", here + 1):
            return None
        self.flush(here)
        self.brackets.append(Bracket(len(self.pieces), here + 2, True, len(self.runs)))
        return self.put(here, here + 2, "![")

    def opening(self, here: int) -> int | None:
        if self.text.startswith("^", here + 1):
            match = _NOTE.match(self.text, here)
            note = self.draft.notes.get(match.group(1).casefold()) if match else None
            if match and note:
                return self.put(here, match.end(), self.reference(note, here, match.end() - here))
        self.flush(here)
        self.brackets.append(Bracket(len(self.pieces), here + 1, False, len(self.runs)))
        return self.put(here, here + 1, "[")

    def reference(self, note: Note, here: int, width: int) -> str:
        """Return the number that refers to a footnote; the first one decides under which section it is shown."""
        if not note.uses:
            note.number = 1 + sum(1 for other in self.draft.notes.values() if other.uses)
            note.section = self.leaf.section
        note.uses += 1
        link = self.draft.mark(Link("#" + note.id, self.leaf.position(here, width)))
        return f'<sup id="{self.draft.mark(Fixed(note.use_id))}"><a href="{link}">{note.number}</a></sup>'

    def closing(self, here: int) -> int | None:
        if not self.brackets:
            return None
        bracket = self.brackets.pop()
        target = self.target(bracket, here) if bracket.active else None
        if target is None:
            return None
        self.flush(here)
        self.emphasise(bracket.runs)
        if bracket.image:
            return self.image(bracket, target)
        return self.link(bracket, target)

    def target(self, bracket: Bracket, here: int) -> Target | None:
        """Return where the link that ends here leads: (address), [label], or its own text as a label."""
        if self.text.startswith("(", here + 1):
            found = inline_target(self.text, here + 1)
            if found:
                return found
        if not self.draft.references:
            return None
        named = label(self.text, here + 1)
        if named and named[0].strip():
            key, end = named
        else:
            if here - bracket.at > 999:
                return None
            key, end = self.text[bracket.at : here], named[1] if named else here + 1
        known = self.draft.references.get(label_key(key)) if "[" not in key else None
        return Target(known[0], known[1], end, bracket.at) if known else None

    def place(self, bracket: Bracket, target: Target) -> tuple[int, int]:
        """Return where the address stands and how long it is."""
        return target.at, max(1, min(len(target.address), target.end - target.at))

    def link(self, bracket: Bracket, target: Target) -> int:
        while self.bare and self.bare[-1][0] > bracket.piece:
            piece, shown = self.bare.pop()
            self.pieces[piece] = escape(shown)
        at, width = self.place(bracket, target)
        mark = self.draft.mark(Link(target.address, self.leaf.position(at, width)))
        title = f' title="{html.escape(target.title)}"' if target.title else ""
        self.pieces[bracket.piece] = f'<a href="{mark}"{title}>'
        self.pieces.append("</a>")
        self.opaque.append((target.at, target.end))
        for outer in reversed(self.brackets):
            if not outer.image:
                if not outer.active:
                    break
                outer.active = False
        return target.end

    def image(self, bracket: Bracket, target: Target) -> int:
        at, width = self.place(bracket, target)
        while self.bare and self.bare[-1][0] > bracket.piece:
            self.bare.pop()
        content = "".join(self.pieces[bracket.piece + 1 :])
        alt = MARK.sub("", plain_text(content))
        mark = self.draft.mark(Image(target.address, self.leaf.position(at, width)))
        title = f' title="{html.escape(target.title)}"' if target.title else ""
        self.pieces[bracket.piece :] = [f'<img src="{mark}" alt="{html.escape(alt)}"{title}>']
        self.opaque.append((bracket.at - 2, target.end))
        if not alt.strip():
            what = Message("the picture has no alternative text")
            hint = Message("say between [ and ] what it shows, for those who do not see it")
            self.draft.warn(self.leaf.position(bracket.at - 2, 2), what, hint, "image-alt")
        return target.end


def plain_text(content: str) -> str:
    """Return the text of a piece of HTML, with pictures by their alternative text; marks stay."""
    if "<" in content:
        content = _TAGS.sub(_alt, content)
    return html.unescape(content).replace("\n", " ").strip()


def _alt(tag: re.Match[str]) -> str:
    match = _ALT.search(tag.group()) if tag.group().startswith("<img") else None
    return match.group(1) if match else ""


def raw_html(draft: Draft, leaf: Leaf) -> str:
    """Return a block of an editor's own HTML as it is, with its figures marked and its open tags counted."""
    inline = Inline(draft, leaf)
    text, pieces, at, start = inline.text, [""], 0, 0
    while match := _RAW.search(text, at):
        here, at = match.span()
        if text[here] == "<":
            inline.count_tag(match.group(), here)
            continue
        inline.start, inline.pieces = here, []
        end = inline.figure(here)
        if end is not None:
            pieces += [text[start:here], *inline.pieces]
            at = start = end
    return "".join(pieces) + text[start:]


_HANDLERS: dict[str, Callable[[Inline, int], int | None]] = {
    "\\": Inline.backslash,
    "`": Inline.code,
    **dict.fromkeys("*_~", Inline.run),
    "\n": Inline.line_end,
    "&": Inline.entity,
    "{": Inline.figure,
    ":": Inline.colon,
    "w": Inline.www,
    "@": Inline.at_sign,
    "<": Inline.tag,
    "!": Inline.exclamation,
    "[": Inline.opening,
    "]": Inline.closing,
}
