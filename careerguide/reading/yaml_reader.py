"""The YAML of a content file as plain dicts, lists and strings, with the position of every key and value.

In: a `Source`. Out: `Data`, or the located Problems that keep it from being read. Scalars stay text: a record's field
decides what they mean. No aliases, no tags, no duplicate keys, one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from careerguide.problems import Message, Problem
from careerguide.reading.source import BAD_CHARACTER, Body, Data, Loc, Position, Source, bad_character

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


_NO_BREAK_INDENT = re.compile(r"^([ ]*[\u00a0\u2000-\u200a\u202f\u205f\u3000])", re.MULTILINE)
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Refused(Exception):
    """Carries the Problem at which reading a YAML document stops."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _compose(source: Source, text: str, first_line: int) -> tuple[Data | None, list[Problem]]:
    pasted = _NO_BREAK_INDENT.search(text)
    if pasted:
        line = text.count("\n", 0, pasted.end()) + first_line
        what = Message("a no-break space stands where the indentation should be plain spaces")
        place = Position(line, pasted.end() - pasted.start(1), 1)
        return None, [source.problem(place, what, Message("delete it and press the space bar instead"), check="yaml")]
    loader = _Loader(text)
    composer = _Composer(source, first_line)
    try:
        value = composer.document(loader)
    except _Refused as refusal:
        return None, [refusal.problem]
    except yaml.YAMLError as error:
        from careerguide.reading.yaml_errors import explain

        return None, [explain(source, error, first_line)]
    finally:
        loader.dispose()
    if value is None:
        what = Message("there is nothing in it") if not text.strip() else Message("there are only comments in it")
        return None, [source.problem(Position(first_line, 1), what, Message("write “key: value” lines"), check="yaml")]
    if not isinstance(value, dict):
        what = Message("this should be a map of “key: value” lines")
        hint = Message("write a key, a colon, a space, a value: “key: value”")
        return None, [source.problem(composer.values[()], what, hint, check="yaml")]
    return Data(source, value, composer.keys, composer.values), composer.problems


@dataclass
class _Open:
    """A map or list whose end has not come yet."""

    loc: Loc
    value: dict[str, Any] | list[Any]
    key: str | None = None


class _Composer:
    """Builds plain values and their positions from YAML events, one pass, without recursion."""

    def __init__(self, source: Source, first_line: int) -> None:
        self.source = source
        self.first_line = first_line
        self.keys: dict[Loc, Position] = {}
        self.values: dict[Loc, Position] = {}
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.result: Any = None

    def document(self, loader: Any) -> Any:
        """Return the value of the only document of the stream, or None for an empty stream."""
        documents = 0
        while (event := loader.get_event()) is not None:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self.scalar(event)
            elif kind is yaml.MappingStartEvent:
                self.start(event, {})
            elif kind is yaml.SequenceStartEvent:
                self.start(event, [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.stack.pop()
            elif kind is yaml.AliasEvent:
                hint = Message("write the value out; if it begins with *, put it in quotes")
                self.refuse(
                    event, Message("*{name} refers to another value, which is not used here", name=event.anchor), hint
                )
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.refuse(event, Message("a second document begins here"), Message("take out the line ---"))
        return self.result

    def place(self, event: Any, width: int = 1) -> Position:
        mark, lines = event.start_mark, self.source.lines
        if mark.line + self.first_line > len(lines):  # what is left out at the end of a file, as after a lone “?”
            return Position(len(lines), len(lines[-1]) + 1)
        return Position(mark.line + self.first_line, mark.column + 1, width)

    def refuse(self, event: Any, what: Message, hint: Message) -> None:
        raise _Refused(self.source.problem(self.place(event), what, hint, check="yaml"))

    def check_plain(self, event: Any) -> None:
        if event.anchor is not None:
            hint = Message("take &{name} out; if it is part of the text, put the text in quotes", name=event.anchor)
            self.refuse(
                event, Message("&{name} names a value for reuse, which is not used here", name=event.anchor), hint
            )
        if event.tag is not None:
            hint = Message("take it out; if it is part of the text, put the text in quotes")
            self.refuse(
                event,
                Message("{tag} is a YAML tag, which is not used here", tag=self.typed_tag(event)),
                hint,
            )

    def typed_tag(self, event: Any) -> str:
        """Return the tag as it stands in the file; YAML itself writes !!x out as tag:yaml.org,2002:x."""
        at = event.start_mark
        line = self.source.lines[at.line + self.first_line - 1][at.column :]
        found = re.search(r"![^\s,\[\]{}]*", line)
        return found.group() if found else str(event.tag)

    def scalar(self, event: Any) -> None:
        if event.anchor is not None or (event.tag is not None and event.tag != "!"):
            self.check_plain(event)
        end = event.end_mark
        width = end.column - event.start_mark.column if end.line == event.start_mark.line else 1
        position = self.place(event, max(1, width))
        if event.style == '"' and (bad := BAD_CHARACTER.search(event.value)):  # written as \u202e or the like
            raise _Refused(self.source.problem(position, *bad_character(bad.group()), check="characters"))
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self.key(top, event.value, position)
        else:
            self.values[self.attach(event.value)] = position

    def key(self, top: _Open, name: str, position: Position) -> None:
        assert isinstance(top.value, dict)
        loc = (*top.loc, name)
        if name in top.value:
            what = Message("“{key}” stands here twice (first on line {line})", key=name, line=self.keys[loc].line)
            hint = Message("keep one of the two")
            self.problems.append(self.source.problem(position, what, hint, check="duplicate-key"))
        else:
            self.keys[loc] = position
        top.key = name

    def attach(self, value: Any) -> Loc:
        """Put a value where it belongs, and return its location."""
        if not self.stack:
            self.result = value
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
            return (*top.loc, len(top.value) - 1)
        key = top.key or ""
        top.value[key] = value
        top.key = None
        return (*top.loc, key)

    def start(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        if event.anchor is not None or event.tag is not None:
            self.check_plain(event)
        if self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None:
            hint = Message("a key is plain text; put text that begins with { or [ in quotes")
            self.refuse(event, Message("a map or a list stands where a key should be"), hint)
        if len(self.stack) >= MAX_DEPTH:
            self.refuse(
                event,
                Message("maps and lists are nested too deep"),
                Message("put text that begins with - or [ in quotes"),
            )
        loc = self.attach(value)
        self.values[loc] = self.place(event)
        self.stack.append(_Open(loc, value))
