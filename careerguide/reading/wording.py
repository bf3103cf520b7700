"""A text's Markdown with everything blanked that is not words of its own, every character at its old place.

In: a document's body. Out: its text without code, and its text without figures, addresses and tags as well; sentences
with their places. Every step is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from careerguide.reading.source import Body, Position

_FENCE = re.compile(r"[ \t>*+\-\d.)]*?(`{3,}|~{3,})([^`\n]*)$")
_TICKS = re.compile(r"`+")
_BLANKS = re.compile(r"[^\n]")
_NOT_WORDS = re.compile(
    r"\{\{[^{}\n]*\}\}|\]\([^()\s]*\)|\{#[^{}\s]*\}|</?[A-Za-z][^<>]*>|https?://[^\s<>]+"
)  # figures, link targets, ids, tags, bare addresses
_NUMBER = re.compile(r"^([ \t>]*)\d{1,9}[.)](?=[ \t])", re.MULTILINE)
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_END = re.compile(r"[.!?…][^\w\s]*\s|\n[ \t>]*\n|\n[ \t>]*[-*+#]|\|")  # between two words that are of two sentences


class Fence(NamedTuple):
    """A fenced block of code: the word after its mark, and where that stands."""

    language: str
    at: int


class Sentence(NamedTuple):
    """A sentence: its words, folded, and where it begins and ends in the text."""

    words: tuple[str, ...]
    start: int
    end: int


class Wording:
    """The words of one body."""

    def __init__(self, body: Body) -> None:
        self.text = body.text
        self.first_line = body.first_line
        self.fences: list[Fence] = []
        self._without_blocks = _without_comments(self._without_fences())

    @cached_property
    def without_code(self) -> str:
        """The text without blocks and spans of code, and without comments."""
        text, runs = self._without_blocks, list(_TICKS.finditer(self._without_blocks))
        places: dict[int, list[int]] = {}
        for run in runs:
            places.setdefault(len(run.group()), []).append(run.start())
        kept, at = [], 0
        for run in runs:
            alike = places[len(run.group())]
            after = bisect_right(alike, run.start())
            if run.start() >= at and after < len(alike):
                end = alike[after] + len(run.group())
                kept += [text[at : run.start()], _BLANKS.sub(" ", text[run.start() : end])]
                at = end
        return "".join(kept) + text[at:]

    @cached_property
    def words(self) -> str:
        """The text without code, figures, addresses, ids, tags and the numbers of lists."""
        text = _NOT_WORDS.sub(lambda match: " " * len(match.group()), self.without_code)
        return _NUMBER.sub(lambda match: match.group(1) + "-" + " " * (len(match.group()) - len(match[1]) - 1), text)

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences in order; headings, items and cells are sentences of their own."""
        return sentences(self.words)

    def position(self, at: int, width: int = 1) -> Position:
        """Return where a character of the text stands in the file."""
        line = bisect_right(self._starts, at)
        return Position(line + self.first_line - 1, at - self._starts[line - 1] + 1, width)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self.text.split("\n")[:-1]), initial=0))

    def _without_fences(self) -> str:
        """Return the text without fenced blocks, having noted each."""
        lines, mark, at = [], "", 0
        for line in self.text.split("\n"):
            match = _FENCE.match(line)
            if mark:
                closes = match and match.group(1).startswith(mark) and not match.group(2).strip()
                lines.append(" " * len(line))
                mark = "" if closes else mark
            elif match:
                mark = match.group(1)
                self.fences.append(Fence(match.group(2).strip().partition(" ")[0].lower(), at + match.start(1)))
                lines.append(" " * len(line))
            else:
                lines.append(line)
            at += len(line) + 1
        return "\n".join(lines)


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


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept += [text[at:start], _BLANKS.sub(" ", text[start : end + 3])]
        at = end + 3
    return "".join(kept) + text[at:]
