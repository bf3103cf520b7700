"""Builds the values of a YAML document from the parser's events, with the place of every key and value.

In: events. Out: dicts, lists and strings; Problems for everything that our YAML does not allow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NoReturn

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from careerguide.core.lookalikes import SPACES, UNSEEN
from careerguide.core.problems import Message, Problem
from careerguide.reading.mending import MendedText
from careerguide.reading.source import BAD_CHARACTER, Place, Places, Position, Source, Spot, bad_character
from careerguide.reading.yaml_lines import swallows, wrong_colon

MAX_DEPTH = 20  # of nested maps and lists: no record goes deeper than seven

Node = tuple[Any, Spot, Places]  # a value, its place, and the places of everything in it
_NOTHING: Places = {}
_QUOTES = frozenset("'\"")
_ODD = re.compile(f"[{SPACES}{UNSEEN}]")
_MISSING_SPACE = re.compile(
    rf"([A-Za-z_][\w-]*)(:[{SPACES}{UNSEEN}]*|[ ]?：[ ]?|[ ]=[ ]?)([^\s/{UNSEEN}].*)", re.DOTALL
)


class Refused(Exception):
    """The document cannot be read further, because of `problem`."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class OpenQuote(Exception):
    """A quoted text at `position` contains keys: its closing quote is missing."""

    def __init__(self, position: Position) -> None:
        self.position = position


class Composer:
    """Builds the values of one document in one pass; `problems` are those found so far."""

    def __init__(self, source: Source, text: MendedText, events: Iterator[Any]) -> None:
        self.source = source
        self.mended = text
        self.first_line = text.first_line
        self.events = events
        self.problems: list[Problem] = []

    def document(self) -> Node | None:
        """Return the document, or None for an empty stream; Refused or OpenQuote where it cannot be read."""
        document = None
        for event in self.events:
            if isinstance(event, NodeEvent):
                document = self._node(event, 0)
            elif document is not None and isinstance(event, DocumentStartEvent):
                self._add(event, Message("a second document begins here"), Message("take out the line ---"))
                return document
        return document

    def _node(self, event: Any, depth: int) -> Node:
        """Return the node that begins with an event, inside `depth` maps and lists."""
        if type(event) is ScalarEvent:
            return self._text(event), self._spot(event), _NOTHING
        self._check_plain(event)
        if type(event) is AliasEvent:
            return f"*{event.anchor}", self._spot(event), _NOTHING
        if depth == MAX_DEPTH:
            hint = Message("put text that begins with - or [ in quotes")
            self._refuse(event, Message("maps and lists are nested too deep"), hint)
        values, places = (self._map if type(event) is MappingStartEvent else self._list)(depth + 1)
        return values, self._spot(event), places

    def _map(self, depth: int) -> tuple[dict[str, Any], Places]:
        values: dict[str, Any] = {}
        places: Places = {}
        for event in self.events:
            if type(event) is MappingEndEvent:
                break
            if type(event) is not ScalarEvent:
                self._check_plain(event)
                hint = Message("a key is plain text; put text that begins with { or [ in quotes")
                self._refuse(event, Message("a map or a list stands where a key should be"), hint)
            key, spot = self._text(event), self._spot(event)
            value = next(self.events)
            if type(value) is ScalarEvent and not value.value and (found := _MISSING_SPACE.fullmatch(key)):
                key, values[found[1]], places[found[1]] = self._divided(found, spot)
                continue
            if not key.isascii():
                key = self._cleaned(key, spot)
            again, place, below = self._node(value, depth)
            if key in values:
                both_maps = isinstance(again, dict) and isinstance(values[key], dict)
                self._twice(key, places[key][0], spot, both_maps=both_maps)
                if both_maps:
                    values[key] = again | values[key]
                    places[key] = (*places[key][:2], below | places[key][2])
                continue
            values[key], places[key] = again, (spot, place, below)
        return values, places

    def _list(self, depth: int) -> tuple[list[Any], Places]:
        values: list[Any] = []
        places: Places = {}
        for event in self.events:
            if type(event) is SequenceEndEvent:
                break
            value, spot, below = self._node(event, depth)
            places[len(values)] = (spot, spot, below)
            values.append(value)
        return values, places

    def _text(self, event: Any) -> str:
        text: str = event.value
        if event.anchor is not None or event.tag not in {None, "!"}:
            self._check_plain(event)
        if event.style == '"' and (bad := BAD_CHARACTER.search(text)):  # written as \u202e or the like
            self.problems.append(
                self.source.problem(self._place(event), *bad_character(bad.group()), check="characters")
            )
            return BAD_CHARACTER.sub("", text)
        if event.style in _QUOTES and event.end_mark.line != event.start_mark.line:
            self._check_closed(event)
        return text

    def _check_closed(self, event: Any) -> None:
        """Raise OpenQuote for a quoted text that contains keys: its first line lacks the closing quote."""
        start, end = event.start_mark, event.end_mark
        opens = Position(start.line + self.first_line, start.column + 1)
        if swallows(self.mended, opens, Position(end.line + self.first_line, end.column + 1)):
            raise OpenQuote(opens)

    def _spot(self, event: Any) -> Spot:
        """Return the place of an event in the file as typed, with its width where it ends on the same line."""
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        width = (end.column - column or 1) if end.line == line else 1
        if self.mended.edits:
            return self.mended.typed(Position(line + self.first_line, column + 1, width))
        return line + self.first_line, column + 1, width

    def _place(self, event: Any) -> Position:
        """Return the place of an event as a Position."""
        return self.source.at(self._spot(event))

    def _cleaned(self, key: str, spot: Spot) -> str:
        """Return a key without invisible characters, which are reported."""
        odd = _ODD.search(key)
        clean = _ODD.sub("", key)
        if odd is None or clean != clean.strip() or not clean:
            return key
        number, column, _ = spot
        at = self.source.lines[number - 1].find(odd.group(), column - 1)
        what = Message("an invisible character ({code}) stands in this key", code=f"U+{ord(odd.group()):04X}")
        if unicodedata.category(odd.group()) == "Zs":
            what = Message("a no-break space ({code}) stands in this key", code=f"U+{ord(odd.group()):04X}")
        place = Position(number, max(at + 1, column))
        self.problems.append(self.source.problem(place, what, Message("write: {example}", example=clean), check="yaml"))
        return clean

    def _divided(self, found: re.Match[str], spot: Spot) -> tuple[str, str, Place]:
        """Return the key, the value and the place of a line without a space after its colon, which is reported."""
        key, colon, value = found.groups()
        line, column, _ = spot
        at = column + len(key) + len(colon)
        what = wrong_colon(colon)
        hint = Message("write: {example}", example=f"{key}: {value}")
        mark = at - 1 if colon[0] == ":" else at - len(colon.lstrip(" "))
        place = self.source.at((line, mark, 1))
        self.problems.append(self.source.problem(place, what, hint, check="yaml"))
        return key, value, ((line, column, len(key)), (line, at, len(value)), _NOTHING)

    def _twice(self, key: str, first: Spot, spot: Spot, *, both_maps: bool) -> None:
        """Report a key that its map has already; two maps under one key are read as one."""
        what = Message("“{key}” stands here twice (first on line {line})", key=key, line=first[0])
        hint = Message("keep one of the two")
        if both_maps:
            hint = Message("move what stands under it to the first one, and take this line out")
        self.problems.append(self.source.problem(self.source.at(spot), what, hint, check="duplicate-key"))

    def _check_plain(self, event: Any) -> None:
        """Report an alias, an anchor or a tag."""
        name = event.anchor
        if type(event) is AliasEvent:
            what = Message("*{name} refers to another value, which is not used here", name=name)
            self._add(event, what, Message("write the value out; if it begins with *, put it in quotes"))
            return
        if name is not None:
            hint = Message("take &{name} out; if it is part of the text, put the text in quotes", name=name)
            self._add(event, Message("&{name} names a value for reuse, which is not used here", name=name), hint)
        if event.tag is not None:
            hint = Message("take it out; if it is part of the text, put the text in quotes")
            self._add(event, Message("{tag} is a YAML tag, which is not used here", tag=self._typed_tag(event)), hint)

    def _typed_tag(self, event: Any) -> str:
        """Return a tag as typed; the parser expands !!x to tag:yaml.org,2002:x."""
        at = event.start_mark
        line = self.source.lines[at.line + self.first_line - 1][at.column :]
        found = re.search(r"![^\s,\[\]{}]*", line)
        return found.group() if found else str(event.tag)

    def _add(self, event: Any, what: Message, hint: Message) -> None:
        """Report a mistake after which reading goes on."""
        line, column, _ = self._spot(event)
        self.problems.append(self.source.problem(self.source.at((line, column, 1)), what, hint, check="yaml"))

    def _refuse(self, event: Any, what: Message, hint: Message) -> NoReturn:
        """Report a mistake at which reading stops."""
        self._add(event, what, hint)
        raise Refused(self.problems.pop())
