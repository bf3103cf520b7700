"""One content file as text, with the positions that Problems point at.

In: a path, or bytes. Out: a `Source` (text, lines), or Problems where the file is not text. `Data` is the YAML of a
file as `yaml_reader` parses it: plain values with the position of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from careerguide.core.os_errors import reason, remedy_of_reading
from careerguide.core.problems import Message, Problem, Severity, failed
from careerguide.incremental import input_files
from careerguide.incremental.input_files import InputFile, Reader

MAX_BYTES = 2_000_000  # of one content file: a larger one contains something other than text
MAX_LINE = 20_000  # characters in one line

Loc = tuple[str | int, ...]


class Position(NamedTuple):
    """A place in a file: line and column, counted from 1, and a number of characters."""

    line: int
    column: int
    width: int = 1


Spot = tuple[int, int, int]  # line, column and width, as in a Position; cheaper to create
Place = tuple[Spot, Spot, "Places"]  # of a key (in a list: of the item), of its value, and of everything in the value
Places = dict[str | int, Place]

START = Position(1, 1)


@dataclass(frozen=True)
class Source:
    """A content file: its displayed path (posix, beginning with the content folder's name), and its text."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")

    def problem(
        self,
        position: Position,
        message: Message,
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
        check: str = "content",
    ) -> Problem:
        """Return a Problem at a position of this file, with the line as its excerpt."""
        lines = self.lines
        excerpt = lines[position.line - 1] if 0 < position.line <= len(lines) else ""
        return Problem(
            self.path, position.line, position.column, message, hint, severity, check, excerpt, position.width
        )

    def at(self, spot: Spot) -> Position:
        """Return a spot as a Position; one past the end of the file, as of the value after a lone “?”, is its end."""
        line, last = spot[0], len(self.lines)
        return Position(*spot) if line <= last else Position(last, len(self.lines[-1]) + 1)

    def position_at(self, offset: int, width: int = 1) -> Position:
        """Return the position of a character of the text."""
        before = self.text[:offset]
        return Position(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1, width)


@dataclass(frozen=True)
class Data:
    """A YAML document: its `value`, made of dicts, lists and strings, and the `places` of all keys and values.

    A location (`loc`) is the tuple of keys and indices that leads to a value, as in pydantic's errors.
    """

    source: Source
    value: dict[str, Any]
    places: Places = field(default_factory=dict)

    def position(self, loc: Loc, of_key: bool = False) -> Position:
        """Return the position of the value (or the key) at `loc`, or else of the innermost value around it."""
        spot: Spot = START
        places = self.places
        for step in loc:
            if step not in places:
                break
            key, value, places = places[step]
            spot = key if of_key else value
        return self.source.at(spot)

    def lines(self, loc: Loc) -> dict[str | int, int]:
        """Return the line of each value in the map at `loc`."""
        places = self.places
        for step in loc:
            places = places[step][2]
        return {key: value[0] for key, (_, value, _) in places.items()}

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


def load(path: Path, shown: str, read: Reader = input_files.read) -> tuple[InputFile | None, list[Problem]]:
    """Return the content of the file at `path`, displayed as `shown`, or None with the Problem that prevents it."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [_too_large(shown)]
        return read(str(path)), []
    except input_files.NotRegularFile:
        what, hint = Message("this is not an ordinary file"), Message("replace it by a text file")
        return None, [Problem.of_file(shown, what, hint)]
    except OSError as error:
        what = Message("the file cannot be read: {reason}", reason=reason(error))
        return None, [Problem.of_file(shown, what, remedy_of_reading(error))]


def read(path: Path, shown: str) -> tuple[Source | None, list[Problem]]:
    """Return the file at `path` as a Source displayed as `shown`, or None with the Problems that prevent it."""
    found, problems = load(path, shown)
    return from_bytes(found.raw, shown) if found else (None, problems)


def from_bytes(raw: bytes, shown: str) -> tuple[Source | None, list[Problem]]:
    """Return bytes as a Source: UTF-8 with or without a byte order mark, any line ends, no control characters."""
    if len(raw) > MAX_BYTES:
        return None, [_too_large(shown)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(raw, error, shown)]
    source = Source(shown, text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = list(_bad_characters(source))
    if failed(problems):
        return None, problems
    if _DROPPED.search(source.text):
        problems = [*problems, *_dropped_characters(source)]
        source = Source(shown, _DROPPED.sub(lambda match: _meant(match.group()), source.text))
    return source, problems


def _too_large(shown: str) -> Problem:
    what = Message("the file is larger than {limit} MB", limit=MAX_BYTES // 1_000_000)
    return Problem.of_file(shown, what, Message("split it, or take out what is no text"))


def _not_utf8(raw: bytes, error: UnicodeDecodeError, shown: str) -> Problem:
    line = raw.count(b"\n", 0, error.start) + 1
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        what = Message("the file is UTF-16, not UTF-8")
    else:
        what = Message("the file is not UTF-8 text: byte {byte}", byte=f"0x{raw[error.start]:02X}")
    return Problem(shown, line, 1, what, Message("save it as “UTF-8” in your editor"), check="encoding")


# C0 and C1 controls, bidirectional overrides, noncharacters, and the private use area into which fonts such as
# Symbol and Wingdings put the bullets that a word processor leaves behind.
BAD_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ufffe\uffff]")
# Line separators and control characters without effect, from word processors. They are read as a space, or as the
# character of Windows-1252 that was wrongly decoded as Latin-1.
_DROPPED = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u2028\u2029]")
_MOST_BAD = 20


def bad_character(char: str) -> tuple[Message, Message]:
    """Return the message and the hint for a character that is not allowed in content."""
    code = f"U+{ord(char):04X}"
    if "\ue000" <= char <= "\uf8ff":
        what = Message("a symbol of a word processor's font ({code}), which shows as a box", code=code)
        return what, Message("replace it by a plain character, such as - for a bullet")
    return Message("an invisible control character ({code})", code=code), Message(
        "delete it, or type the words around it anew"
    )


def _bad_characters(source: Source) -> Iterator[Problem]:
    bad = (match for match in BAD_CHARACTER.finditer(source.text) if not _DROPPED.match(match.group()))
    for count, match in enumerate(bad):
        if count == _MOST_BAD:
            return
        place = source.position_at(match.start())
        yield source.problem(place, *bad_character(match.group()), check="characters")
    for number, line in enumerate(source.lines if len(source.text) > MAX_LINE else (), 1):
        if len(line) > MAX_LINE:
            what = Message("the line has {length} characters, more than {limit}", length=len(line), limit=MAX_LINE)
            yield source.problem(
                Position(number, MAX_LINE), what, Message("break it into shorter lines"), check="line-length"
            )


def _meant(char: str) -> str:
    """Return the character or space as which a dropped character is read."""
    if "\x80" <= char <= "\x9f" and char != "\x85":  # which is a line end, too
        return char.encode("latin-1").decode("cp1252", errors="ignore") or " "
    return " "


def _dropped_characters(source: Source) -> Iterator[Problem]:
    for match in islice(_DROPPED.finditer(source.text), _MOST_BAD):
        code, meant = f"U+{ord(match.group()):04X}", _meant(match.group())
        what = Message("an invisible control character ({code}), which is read as a space", code=code)
        hint = Message("delete it")
        if meant != " ":
            what = Message("a control character ({code}), which is read as “{char}”", code=code, char=meant)
            hint = Message("type {char} instead", char=meant)
        place = source.position_at(match.start())
        yield source.problem(place, what, hint, Severity.ADVICE, "dropped-character")
