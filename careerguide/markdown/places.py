"""Source positions of the elements of a tree.

Elements carry the parser's `sourcepos`, "first line:column-last line:column", with columns in bytes of UTF-8 and both
ends included. `Places` gives positions in characters of it; a `Leaf` those of the words of a block.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from careerguide.reading.source import Position

OPAQUE = "\ue000"  # in a leaf's words: code, an address, a figure, a tag

_ENCODED = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NEAR = 20  # lines to search for a run that is not at the parser's position


class Span(NamedTuple):
    """A source range: the first and the last character."""

    line: int
    column: int
    last_line: int
    last_column: int


Columns = tuple[int, list[tuple[int, int]]]  # a line; from which character of a run on it has which column


class Places:
    """The lines of a text as they are typed (`lines`) and as they were given to the parser (`parsed`)."""

    def __init__(self, lines: list[str], parsed: list[str]) -> None:
        self.lines = lines
        self.parsed = parsed
        self._bytes: dict[int, bytes] = {}

    def span(self, element: Element) -> Span:
        """Return the source range of an element."""
        first, _, last = element.get("sourcepos", "1:1-1:1").partition("-")
        line, _, column = first.partition(":")
        last_line, _, last_column = last.partition(":")
        start = self._column(int(line), int(column))
        return Span(int(line), start, int(last_line), self._column(int(last_line), int(last_column)))

    def _column(self, line: int, column: int) -> int:
        """Return a column in characters, given in bytes."""
        if line > len(self.parsed):
            return 1
        text = self.parsed[line - 1]
        if text.isascii():
            return min(column, len(text) + 1)
        if line not in self._bytes:
            self._bytes[line] = text.encode()
        return len(self._bytes[line][: max(0, column - 1)].decode(errors="ignore")) + 1

    def typed(self, span: Span) -> str:
        """Return the source text of the first line of a span."""
        line = self.line(span.line)
        return line[span.column - 1 : span.last_column if span.last_line == span.line else len(line)]

    def line(self, number: int) -> str:
        """Return a line as it is typed."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def position(self, element: Element) -> Position:
        """Return where an element begins, as wide as it is on its first line."""
        span = self.span(element)
        return Position(span.line, span.column, max(1, len(self.typed(span).rstrip())))

    def columns(self, run: Element) -> Columns:
        """Return the columns of the characters of a run of text; escapes and entities are longer in the source."""
        line, start, _, end = self.span(run)
        text = run.text or ""
        source = self.parsed[line - 1][start - 1 : end] if line <= len(self.parsed) else ""
        if len(source) == len(text) and self.line(line)[start - 1 : end] == text:
            return line, [(0, start)]
        known, at, after = [(0, start)], 0, 0
        for match in _ENCODED.finditer(source):
            decoded = match.group()[1:] if match.group()[0] == "\\" else html.unescape(match.group())
            if decoded != match.group():
                at += match.start() - after
                known += [(at, start + match.start()), (at + len(decoded), start + match.end())]
                at, after = at + len(decoded), match.end()
        if at + len(source) - after != len(text):
            return self._near(line, text) or (line, known)
        return line, known

    def part(self, run: Element, start: int, end: int) -> Element:
        """Return a part of a run of text as a run of its own."""
        line, known = self.columns(run)
        text = run.text or ""
        first, last = _column_of(known, start), _column_of(known, end) - 1 if end < len(text) else None
        *_, old = run.get("sourcepos", "").partition("-")
        parsed = self.parsed[line - 1] if line <= len(self.parsed) else ""
        stop = f"{line}:{len(parsed[:last].encode())}" if last is not None else old
        return text_element(text[start:end], sourcepos=f"{line}:{len(parsed[: first - 1].encode()) + 1}-{stop}")

    def _near(self, line: int, text: str) -> Columns | None:
        """Return the columns of a run some lines below: after a link over two lines, comrak 0.2 is a line off."""
        for number in range(line, min(line + _NEAR, len(self.lines) + 1)):
            column = self.line(number).find(text)
            if column >= 0:
                return number, [(0, column + 1)]
        return None


class Leaf:
    """The words of one block (a paragraph, a heading, a cell): its runs of text, and OPAQUE for anything else."""

    def __init__(self, element: Element, places: Places) -> None:
        self.element = element
        self.places = places
        self._block = _snapshot(element)
        self.runs: list[tuple[int, Element]] = []
        self._columns: dict[int, Columns] = {}
        parts: list[str] = []
        length = 0
        for run, text in _pieces(element, places):
            if run is not None:
                self.runs.append((length, _snapshot(run)))
            parts.append(text)
            length += len(text)
        self.text = "".join(parts)

    def position(self, at: int, width: int = 1) -> Position:
        """Return the position of a character of the text."""
        if not self.runs:
            return self.places.position(self._block)
        index = max(0, bisect_right(self.runs, at, key=lambda run: run[0]) - 1)
        start, run = self.runs[index]
        if index not in self._columns:
            self._columns[index] = self.places.columns(run)
        line, known = self._columns[index]
        return Position(line, _column_of(known, at - start), width)

    def as_typed(self, at: int, text: str) -> bool:
        """Return whether the characters that begin at a place are typed as they are, without an escape or entity."""
        line, column, _ = self.position(at)
        return self.places.line(line).startswith(text, column - 1)


def _column_of(known: list[tuple[int, int]], at: int) -> int:
    offset, column = known[bisect_right(known, at, key=lambda item: item[0]) - 1]
    return column + at - offset


def make_text(element: Element, text: str | None) -> Element:
    """Return an element as one without a tag, of which the serializer writes nothing but the text."""
    element.tag, element.text = None, text  # type: ignore[assignment]
    return element


def text_element(text: str, **attributes: str) -> Element:
    """Return a new element without a tag."""
    return make_text(Element("", attributes), text)


def is_run(element: Element) -> bool:
    """Return whether an element is a run of text, as the editor typed it."""
    return element.tag is None and "sourcepos" in element.attrib


def _snapshot(element: Element) -> Element:
    """Return a copy of an element without its children: the positions in the tree go before it is serialized."""
    copy = Element(element.tag, element.attrib)
    copy.text = element.text
    return copy


def _pieces(element: Element, places: Places) -> Iterator[tuple[Element | None, str]]:
    for child in element:
        if is_run(child):
            yield child, child.text or ""
        elif child.tag == "br" or (child.tag is None and child.text == "\n"):
            yield None, "\n"
        else:
            yield None, OPAQUE
            if child.tag in {"em", "strong", "del"} or (child.tag == "a" and _is_bracketed(child, places)):
                yield from _pieces(child, places)
                yield None, OPAQUE


def _is_bracketed(link: Element, places: Places) -> bool:
    """Return whether a link is [text](address) or the like, and not a bare address."""
    return places.typed(places.span(link)).startswith("[")
