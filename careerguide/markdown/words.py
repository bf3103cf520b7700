"""The words of a text, block by block, for checks that read what an editor has written.

In: a document's body. Out: its blocks without code, figures, addresses and tags; its sentences, tags and fences
of code; each with its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from careerguide.markdown.adapter import Unreadable
from careerguide.markdown.draft import Draft
from careerguide.markdown.figure_marks import FIGURE
from careerguide.markdown.parser import parse
from careerguide.markdown.places import OPAQUE, Leaf
from careerguide.markdown.raw_html import TAG, placing
from careerguide.reading.source import Body, Position

_FENCE = re.compile(r"(?:`{3,}|~{3,})[ \t]*(\S*)")
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_END = re.compile(r"[.!?…][^\w\s]*\s|\n[ \t>]*\n|\n[ \t>]*[-*+#]|\|")  # between two words that are of two sentences


class Found(NamedTuple):
    """Something in a text, and its place in the file: a tag, or the language of a fence."""

    text: str
    position: Position


class Sentence(NamedTuple):
    """A sentence: its words, folded, and where it begins and ends in its text."""

    words: tuple[str, ...]
    start: int
    end: int


class Block:
    """The words of a paragraph, a heading or a cell; `text` has an OPAQUE in place of each inline that is not text."""

    def __init__(self, leaf: Leaf, first_line: int) -> None:
        self._leaf = leaf
        self._first_line = first_line
        self.text = FIGURE.sub(lambda match: OPAQUE * len(match.group()), leaf.text)

    def position(self, start: int, end: int) -> Position:
        """Return the position of a stretch of the text in the file, as wide as it is on its first line."""
        line, column, _ = self._leaf.position(start)
        last = self._leaf.position(end - 1)
        width = last.column - column + 1 if last.line == line else len(self._leaf.places.line(line)) - column + 1
        return Position(line + self._first_line - 1, column, max(1, width))

    def is_typed(self, at: int, text: str) -> bool:
        """Return whether characters are typed as they are, without an escape."""
        return self._leaf.as_typed(at, text)


class Words:
    """The words of one body."""

    def __init__(self, body: Body) -> None:
        try:
            self._tree = parse(body.text, FIGURE)
        except Unreadable:  # which is reported when the text is rendered
            self._tree = Draft().tree
        self._first_line = body.first_line
        self.blocks = [Block(Leaf(leaf, self._tree.places), body.first_line) for leaf in self._tree.leaves]

    def sentences(self) -> Iterator[tuple[tuple[str, ...], Position]]:
        """Yield the words of each sentence, with its place."""
        for block in self.blocks:
            for sentence in sentences(block.text):
                yield sentence.words, block.position(sentence.start, sentence.end)

    def tags(self) -> Iterator[Found]:
        """Yield the tags of raw HTML."""
        raw = (element for element in self._tree.root.iter() if element.tag in {"html-block", "html-inline"})
        for element in raw:
            position = placing(element, self._tree.places)
            for match in TAG.finditer(element.text or ""):
                yield Found(match.group(), self._in_file(position(match.start(), len(match.group()))))

    def fences(self) -> Iterator[Found]:
        """Yield the language of each fenced block of code."""
        for element in self._tree.root.iter("pre"):
            span = self._tree.places.span(element)
            if match := _FENCE.match(self._tree.places.line(span.line), span.column - 1):
                yield Found(match[1].lower(), self._in_file(Position(span.line, span.column, 3)))

    def _in_file(self, place: Position) -> Position:
        return place._replace(line=place.line + self._first_line - 1)


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text that holds nothing but words."""
    words: list[str] = []
    start = end = 0
    for match in _WORD.finditer(text):
        if words and _END.search(text, end, match.start()):
            yield Sentence(tuple(words), start, end)
            words = []
        start = start if words else match.start()
        words.append(match.group().casefold())
        end = match.end()
    if words:
        yield Sentence(tuple(words), start, end)
