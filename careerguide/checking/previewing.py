"""What GitHub's preview shows otherwise than the site, where an editor could not expect it.

In: the words of a text. Out: findings, each at its place. The text itself is read as GitHub reads it (gfm.py), and what
the format adds ({#id}, {{ figures }}, opinions) is meant; what is left is what only one of the two draws or leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from careerguide.gfm.leaves import TAG
from careerguide.problems import Message, Severity
from careerguide.prose.marks import Finding
from careerguide.prose.sanitising import DROPPED_WHOLE
from careerguide.reading.wording import Wording

DRAWN = frozenset({"mermaid", "math", "geojson", "topojson", "stl"})  # languages of blocks that GitHub draws

_EMOJI = re.compile(r"(?<![\w:/]):(?:[a-z][a-z0-9_-]*|\+1|-1):(?![\w:])")
_FORMULA = re.compile(r"\$\$[^$]+\$\$|(?<![\w$\\])\$(?=[^\s$])[^$\n]*(?<=[^\s$\\])\$(?![\w$])")
_TAG_NAME = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_ALIGN = re.compile(r"\salign\s*=", re.IGNORECASE)


def findings(wording: Wording) -> Iterator[Finding]:
    """Yield what an editor sees in the preview and not on the site, or the other way round."""
    for fence in wording.fences:
        if fence.language in DRAWN:
            what = Message("GitHub draws this block of {language}, the site shows its lines", language=fence.language)
            yield _found(wording, fence.at, 3, what, Message("put a picture of it into images/, and show that"))
    for match in _EMOJI.finditer(wording.words):
        what = Message("GitHub turns “{text}” into a picture, the site shows it as typed", text=match.group())
        hint = Message("type the emoji itself, or put this in `backticks`")
        yield _found(wording, match.start(), len(match.group()), what, hint)
    for match in _FORMULA.finditer(wording.words):
        what = Message("GitHub reads “{text}” as a formula, the site shows it as typed", text=_short(match.group()))
        hint = Message("write the currency's code (USD) or its name instead of $; put a formula in `backticks`")
        yield _found(wording, match.start(), 1, what, hint)
    for match in TAG.finditer(wording.without_code):
        if name := _TAG_NAME.match(match.group()):
            for what, hint in _tag(name.group(1).lower(), match.group()):
                yield _found(wording, match.start(), len(match.group()), what, hint)


def _found(wording: Wording, at: int, width: int, what: Message, hint: Message) -> Finding:
    return Finding(wording.position(at, width), what, hint, Severity.WARNING, "github-preview")


def _tag(name: str, tag: str) -> Iterator[tuple[Message, Message]]:
    """Yield what only one of the two shows of a tag (github/markup: its allow-list of HTML)."""
    if name in DROPPED_WHOLE:
        what = Message("the site leaves <{tag}> out, with all that stands in it", tag=name)
        yield what, Message("take it out, and put a link or a picture in its place")
    elif name in {"tt", "strike"}:
        mark = "`…`" if name == "tt" else "~~…~~"
        yield Message("GitHub shows <{tag}>, the site leaves it out", tag=name), Message("write {marks}", marks=mark)
    elif name == "u":
        yield Message("GitHub leaves <u> out, the site underlines"), Message("write {marks}", marks="*…*")
    if _ALIGN.search(tag):
        what = Message("GitHub moves this to the side, the site leaves “align” out")
        yield what, Message("take “align” out")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
