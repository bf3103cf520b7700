"""The YAML of a content file as plain dicts, lists and strings, with the position of every key and value.

In: a `Source`. Out: `Data`, or the located Problems that keep it from being read. Scalars stay text: a record's field
decides what they mean. No aliases, no tags, no duplicate keys, one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from careerguide.problems import Message, Problem
from careerguide.reading.source import BAD_CHARACTER, Body, Data, Places, Position, Source, Spot, bad_character

MAX_DEPTH = 20  # of nested maps and lists: no record goes deeper than seven


def parse_yaml(source: Source) -> tuple[Data | None, list[Problem]]:
    """Return a YAML file as Data; None with one located Problem (or several) when it is no map of plain values."""
    return _compose(source, source.text, 1)


_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


def parse_markdown(source: Source) -> tuple[Data | None, Body | None, list[Problem]]:
    """Return a Markdown file's front matter as Data, and its Body; Problems say what is wrong with the front matter.

    Without front matter that begins and ends there is no telling what is body, so there is none.
    """
    text = source.text
    first = text.split("\n", 1)[0]
    if first.rstrip() != "---":
        what = Message("the file does not begin with front matter")
        hint = Message("put a line --- first, then “title: …”, then a line --- again")
        if re.match(r"---\s*\S", first):
            what = Message("the front matter stands on one line with its ---")
            hint = Message("put --- on a line of its own, then one “key: value” on each line, then --- again")
        place = Position(1, 1, max(1, len(first)))
        return None, None, [source.problem(place, what, hint, check="front-matter")]
    end = _FENCE.search(text, len(first) + 1)
    if end is None:
        what = Message("the front matter that begins here never ends")
        hint = Message("put a line --- after its last key")
        return None, None, [source.problem(Position(1, 1, 3), what, hint, check="front-matter")]
    block = text[len(first) + 1 : end.start()]
    body = Body(text[end.end() + 1 :], text.count("\n", 0, end.end()) + 2)
    data, problems = _compose(source, block, 2)
    return data, body, problems


_NO_BREAK_INDENT = re.compile("\n *[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Refused(Exception):
    """Carries the Problem at which reading a YAML document stops."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _compose(source: Source, text: str, first_line: int) -> tuple[Data | None, list[Problem]]:
    pasted = _NO_BREAK_INDENT.search("\n" + text)
    if pasted:
        line = text.count("\n", 0, pasted.start()) + first_line
        what = Message("a no-break space stands where the indentation should be plain spaces")
        place = Position(line, len(pasted.group()) - 1, 1)
        return None, [source.problem(place, what, Message("delete it and press the space bar instead"), check="yaml")]
    loader = _Loader(text)
    composer = _Composer(source, first_line, iter(loader.get_event, None))
    try:
        document = composer.document()
    except _Refused as refusal:
        return None, [refusal.problem]
    except yaml.YAMLError as error:
        from careerguide.reading.yaml_errors import explain

        return None, [explain(source, error, first_line)]
    finally:
        loader.dispose()
    if document is None:
        what = Message("there is nothing in it") if not text.strip() else Message("there are only comments in it")
        return None, [source.problem(Position(first_line, 1), what, Message("write “key: value” lines"), check="yaml")]
    value, spot, places = document
    if not isinstance(value, dict):
        what = Message("this should be a map of “key: value” lines")
        hint = Message("write a key, a colon, a space, a value: “key: value”")
        return None, [source.problem(source.at(spot), what, hint, check="yaml")]
    return Data(source, value, places), composer.problems


_Node = tuple[Any, Spot, Places]  # a value, where it stands, and where each thing in it stands
_NOTHING: Places = {}


class _Composer:
    """Builds plain values and their places from YAML events, in one pass."""

    def __init__(self, source: Source, first_line: int, events: Iterator[Any]) -> None:
        self.source = source
        self.first_line = first_line
        self.events = events
        self.problems: list[Problem] = []

    def document(self) -> _Node | None:
        """Return the only document of the stream, or None for an empty stream."""
        document = None
        for event in self.events:
            if isinstance(event, NodeEvent):
                document = self.node(event, 0)
            elif document is not None and isinstance(event, DocumentStartEvent):
                self.refuse(event, Message("a second document begins here"), Message("take out the line ---"))
        return document

    def node(self, event: Any, depth: int) -> _Node:
        """Return what begins with an event, inside of `depth` maps and lists."""
        if type(event) is ScalarEvent:
            return self.text(event), self.spot(event), _NOTHING
        self.check_plain(event)
        if depth == MAX_DEPTH:
            hint = Message("put text that begins with - or [ in quotes")
            self.refuse(event, Message("maps and lists are nested too deep"), hint)
        values, places = (self.map if type(event) is MappingStartEvent else self.list)(depth + 1)
        return values, self.spot(event), places

    def map(self, depth: int) -> tuple[dict[str, Any], Places]:
        values: dict[str, Any] = {}
        places: Places = {}
        for event in self.events:
            if type(event) is MappingEndEvent:
                break
            if type(event) is not ScalarEvent:
                self.check_plain(event)
                hint = Message("a key is plain text; put text that begins with { or [ in quotes")
                self.refuse(event, Message("a map or a list stands where a key should be"), hint)
            key, spot = self.text(event), self.spot(event)
            if key in values:
                spot = self.twice(key, places[key][0], spot)
            values[key], place, below = self.node(next(self.events), depth)
            places[key] = (spot, place, below)
        return values, places

    def list(self, depth: int) -> tuple[list[Any], Places]:
        values: list[Any] = []
        places: Places = {}
        for event in self.events:
            if type(event) is SequenceEndEvent:
                break
            value, spot, below = self.node(event, depth)
            places[len(values)] = (spot, spot, below)
            values.append(value)
        return values, places

    def text(self, event: Any) -> str:
        text: str = event.value
        if event.anchor is not None or event.tag not in {None, "!"}:
            self.check_plain(event)
        if event.style == '"' and (bad := BAD_CHARACTER.search(text)):  # written as \u202e or the like
            place = self.source.at(self.spot(event))
            raise _Refused(self.source.problem(place, *bad_character(bad.group()), check="characters"))
        return text

    def spot(self, event: Any) -> Spot:
        """Return where an event stands, and how wide it is where it ends on the same line."""
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        width = (end.column - column or 1) if end.line == line else 1
        return line + self.first_line, column + 1, width

    def twice(self, key: str, first: Spot, spot: Spot) -> Spot:
        """Report a key that stands in a map already, and return where it stands first."""
        what = Message("“{key}” stands here twice (first on line {line})", key=key, line=first[0])
        hint = Message("keep one of the two")
        self.problems.append(self.source.problem(self.source.at(spot), what, hint, check="duplicate-key"))
        return first

    def check_plain(self, event: Any) -> None:
        """Refuse an alias, an anchor and a tag."""
        name = event.anchor
        if type(event) is AliasEvent:
            what = Message("*{name} refers to another value, which is not used here", name=name)
            self.refuse(event, what, Message("write the value out; if it begins with *, put it in quotes"))
        if name is not None:
            hint = Message("take &{name} out; if it is part of the text, put the text in quotes", name=name)
            self.refuse(event, Message("&{name} names a value for reuse, which is not used here", name=name), hint)
        if event.tag is not None:
            hint = Message("take it out; if it is part of the text, put the text in quotes")
            self.refuse(event, Message("{tag} is a YAML tag, which is not used here", tag=self.typed_tag(event)), hint)

    def typed_tag(self, event: Any) -> str:
        """Return the tag as it stands in the file; YAML itself writes !!x out as tag:yaml.org,2002:x."""
        at = event.start_mark
        line = self.source.lines[at.line + self.first_line - 1][at.column :]
        found = re.search(r"![^\s,\[\]{}]*", line)
        return found.group() if found else str(event.tag)

    def refuse(self, event: Any, what: Message, hint: Message) -> NoReturn:
        line, column, _ = self.spot(event)
        raise _Refused(self.source.problem(self.source.at((line, column, 1)), what, hint, check="yaml"))
