"""One content file as text, and its YAML as plain strings with the position of every key and value.

In: a path, or bytes. Out: a `Source` (text, lines, digest), a `Data` tree of dicts, lists and strings with positions,
and Problems for whatever cannot be read. YAML scalars stay text: a record's field decides what they mean.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from careerguide.problems import Message, Problem, Severity

MAX_BYTES = 2_000_000  # of one content file: past that an editor has pasted something that is no text
MAX_DEPTH = 20  # of nested maps and lists: no record goes deeper than seven
MAX_LINE = 20_000  # characters in one line

Loc = tuple[str | int, ...]


class Position(NamedTuple):
    """A place in a file: line and column counted from 1, and the number of characters meant."""

    line: int
    column: int
    width: int = 1


START = Position(1, 1)
WHOLE_FILE = Position(0, 1)


@dataclass(frozen=True)
class Source:
    """A content file: `path` as editors know it (posix, from the guide's folder), its text, and the text's digest."""

    path: str
    text: str
    digest: str

    @property
    def lines(self) -> list[str]:
        """Return the lines without their ends."""
        return self.text.split("\n")

    def problem(
        self,
        position: Position,
        message: Message,
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
        check: str = "content",
    ) -> Problem:
        """Return a Problem at a position of this file, with the line itself."""
        lines = self.lines
        excerpt = lines[position.line - 1] if 0 < position.line <= len(lines) else ""
        return Problem(
            self.path, position.line, position.column, message, hint, severity, check, excerpt, position.width
        )

    def position_at(self, offset: int, width: int = 1) -> Position:
        """Return the position of a character of the text."""
        before = self.text[:offset]
        return Position(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1, width)


@dataclass(frozen=True)
class Data:
    """A YAML document: `value` of dicts, lists and strings; `keys` and `values` map a location to its position.

    A location is the tuple of keys and indices that leads to a value, as pydantic reports it.
    """

    source: Source
    value: dict[str, Any]
    keys: dict[Loc, Position] = field(default_factory=dict)
    values: dict[Loc, Position] = field(default_factory=dict)

    def position(self, loc: Loc, of_key: bool = False) -> Position:
        """Return where `loc` stands, or where the nearest thing around it does."""
        while loc:
            for places in (self.keys, self.values) if of_key else (self.values, self.keys):
                if loc in places:
                    return places[loc]
            loc = loc[:-1]
        return START

    def problem(
        self,
        loc: Loc,
        message: Message,
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
        check: str = "content",
        of_key: bool = False,
    ) -> Problem:
        """Return a Problem about the value (or the key) at `loc`."""
        return self.source.problem(self.position(loc, of_key), message, hint, severity, check)


@dataclass(frozen=True)
class Body:
    """The Markdown below the front matter; `first_line` is the line of the file on which it begins."""

    text: str
    first_line: int


def read(path: Path, shown: str) -> tuple[Source | None, list[Problem]]:
    """Return the file at `path` as a Source named `shown`, or None with the Problems that keep it from being text."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return None, [_whole(shown, "this is not an ordinary file", "replace it by a text file")]
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        return None, [_whole(shown, "the file cannot be read: {reason}", "check that it exists", reason=reason)]
    return from_bytes(raw, shown)


def from_bytes(raw: bytes, shown: str) -> tuple[Source | None, list[Problem]]:
    """Return bytes as a Source: UTF-8 with or without a byte order mark, any line ends, no control characters."""
    if len(raw) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        return None, [
            _whole(shown, "the file is larger than {limit} MB", "split it, or take out what is no text", limit=limit)
        ]
    digest = hashlib.blake2b(raw, digest_size=16).hexdigest()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(raw, error, shown)]
    source = Source(shown, text.replace("\r\n", "\n").replace("\r", "\n"), digest)
    problems = list(_bad_characters(source))
    return (None if problems else source), problems


def _whole(shown: str, message: str, hint: str, **values: object) -> Problem:
    return Problem(shown, 0, 1, Message(message, **values), Message(hint), check="file")


def _not_utf8(raw: bytes, error: UnicodeDecodeError, shown: str) -> Problem:
    line = raw.count(b"\n", 0, error.start) + 1
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        what = Message("the file is UTF-16, not UTF-8")
    else:
        what = Message("the file is not UTF-8 text: byte {byte}", byte=f"0x{raw[error.start]:02X}")
    return Problem(shown, line, 1, what, Message("save it as “UTF-8” in your editor"), check="encoding")


# C0 and C1 controls, bidirectional overrides, noncharacters, and the private use area into which fonts such as
# Symbol and Wingdings put the bullets that a word processor leaves behind.
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ufffe\uffff]")
_MOST_BAD = 20


def _bad_characters(source: Source) -> Iterator[Problem]:
    for count, match in enumerate(_BAD.finditer(source.text)):
        if count == _MOST_BAD:
            return
        char = match.group()
        if "\ue000" <= char <= "\uf8ff":
            what = Message(
                "a symbol of a word processor's font ({code}), which shows as a box", code=f"U+{ord(char):04X}"
            )
            hint = Message("replace it by a plain character, such as - for a bullet")
        else:
            what = Message("an invisible control character ({code})", code=f"U+{ord(char):04X}")
            hint = Message("delete it, or type the words around it anew")
        yield source.problem(source.position_at(match.start()), what, hint, check="characters")
    for number, line in enumerate(source.lines if len(source.text) > MAX_LINE else (), 1):
        if len(line) > MAX_LINE:
            what = Message("the line has {length} characters, more than {limit}", length=len(line), limit=MAX_LINE)
            yield source.problem(
                Position(number, MAX_LINE), what, Message("break it into shorter lines"), check="line-length"
            )


def parse_yaml(source: Source) -> tuple[Data | None, list[Problem]]:
    """Return a YAML file as Data; None with one located Problem (or several) when it is no map of plain values."""
    return _compose(source, source.text, 1)


_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


def parse_markdown(source: Source) -> tuple[Data | None, Body, list[Problem]]:
    """Return a Markdown file's front matter as Data, and its Body; Problems say what is wrong with the front matter."""
    text = source.text
    first = text.split("\n", 1)[0]
    if first.rstrip() != "---":
        what = Message("the file does not begin with front matter")
        hint = Message("put a line --- first, then “title: …”, then a line --- again")
        if re.match(r"---\s*\S", first):
            what = Message("the front matter stands on one line with its ---")
            hint = Message("put --- on a line of its own, then one “key: value” on each line, then --- again")
        return (
            None,
            Body(text, 1),
            [source.problem(Position(1, 1, max(1, len(first))), what, hint, check="front-matter")],
        )
    end = _FENCE.search(text, len(first) + 1)
    if end is None:
        what = Message("the front matter that begins here never ends")
        hint = Message("put a line --- after its last key")
        return None, Body("", 1), [source.problem(Position(1, 1, 3), what, hint, check="front-matter")]
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
        from careerguide.yaml_errors import explain

        return None, [explain(source, error, first_line)]
    finally:
        loader.dispose()
    if value is None:
        what = Message("there is nothing in it") if not text.strip() else Message("there are only comments in it")
        return None, [source.problem(Position(first_line, 1), what, Message("write “key: value” lines"), check="yaml")]
    if not isinstance(value, dict):
        what = Message("this should be a map of “key: value” lines")
        hint = Message("write a key, a colon, a space, a value: “title: …”")
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
        mark = event.start_mark
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
                Message(
                    "{tag} is a YAML tag, which is not used here", tag=f"!{event.tag.lstrip('!').rpartition(':')[2]}"
                ),
                hint,
            )

    def scalar(self, event: Any) -> None:
        if event.anchor is not None or (event.tag is not None and event.tag != "!"):
            self.check_plain(event)
        end = event.end_mark
        width = end.column - event.start_mark.column if end.line == event.start_mark.line else 1
        position = self.place(event, max(1, width))
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
