"""Finds what GitHub's preview shows differently from the site and an editor would not expect to.

In: the words of a text. Out: findings, each at its place. The site parses Markdown as GitHub does (markdown/parser.py),
and editors know that the site's own syntax ({#id}, {{ figures }}, opinions) is not GitHub's; what remains is markup
that only one of the two draws or drops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from careerguide.core.problems import Message, Severity
from careerguide.markdown.marks import Finding
from careerguide.markdown.words import Block, Words
from careerguide.reading.source import Position

DRAWN = frozenset({"mermaid", "math", "geojson", "topojson", "stl"})  # languages of blocks that GitHub draws

_EMOJI = re.compile(r"(?<![\w:/]):(?:[a-z][a-z0-9_-]*|\+1|-1):(?![\w:])")
_FORMULA = re.compile(r"\$\$[^$]+\$\$|(?<![\w$\\])\$(?=[^\s$])[^$\n]*(?<=[^\s$\\])\$(?![\w$])")
_TAG_NAME = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_ALIGN = re.compile(r"\salign\s*=", re.IGNORECASE)


def findings(words: Words) -> Iterator[Finding]:
    """Yield the differences between the preview and the site."""
    for language, place in words.fences():
        if language in DRAWN:
            what = Message("GitHub draws this block of {language}, the site shows its lines", language=language)
            yield _found(place, what, Message("put a picture of it into images/, and show that"))
    for block in words.blocks:
        yield from _in_block(block)
    for tag, place in words.tags():
        if name := _TAG_NAME.match(tag):
            for what, hint in _tag(name.group(1).lower(), tag):
                yield _found(place, what, hint)


def _in_block(block: Block) -> Iterator[Finding]:
    for match in _EMOJI.finditer(block.text):
        what = Message("GitHub turns “{text}” into a picture, the site shows it as typed", text=match.group())
        hint = Message("type the emoji itself, or put this in `backticks`")
        yield _found(block.position(*match.span()), what, hint)
    for match in _FORMULA.finditer(block.text):
        if block.is_typed(match.start(), "$"):
            what = Message("GitHub reads “{text}” as a formula, the site shows it as typed", text=_short(match.group()))
            hint = Message("write the currency's code (USD) or its name instead of $; put a formula in `backticks`")
            yield _found(block.position(match.start(), match.start() + 1), what, hint)


def _found(place: Position, what: Message, hint: Message) -> Finding:
    return Finding(place, what, hint, Severity.ADVICE, "github-preview")


def _tag(name: str, tag: str) -> Iterator[tuple[Message, Message]]:
    """Yield the differences in how the two show a tag (see the allow-list of HTML in github/markup)."""
    if name in {"tt", "strike"}:
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
