"""Content mistakes as values: what is wrong, where, and what to do about it.

In: a place in a file and a `Message`. Out: text for a terminal (with the line and a caret) or annotations for GitHub.
Mistakes in content are collected as Problems; exceptions are left for bugs.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

Translate = Callable[[str], str]
EXCERPT_WIDTH = 100  # columns of a source line shown around the caret


class Severity(StrEnum):
    """How much a Problem matters: an error stops the build, a warning does so only under --strict."""

    ERROR = "error"
    WARNING = "warning"


class Message:
    """A sentence for editors: an English gettext id and the values that fill its {placeholders}."""

    __slots__ = ("id", "values")

    def __init__(self, id: str, /, **values: object) -> None:
        self.id = id
        self.values = values

    def say(self, translate: Translate) -> str:
        """Return the sentence in the language of `translate`; messages among the values are said in it too."""
        sentence = translate(self.id)
        if not self.values:
            return sentence
        return sentence.format_map({key: _quoted(sentence, key, v, translate) for key, v in self.values.items()})

    def __str__(self) -> str:
        return self.say(str)

    def __repr__(self) -> str:
        return f"Message({self.id!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.id, self.values) == (other.id, other.values)

    def __hash__(self) -> int:
        return hash((self.id, *(value for value in self.values.values() if isinstance(value, str))))


def _quoted(sentence: str, key: str, value: object, translate: Translate) -> object:
    """Return a value as it is said at its place in a sentence: «quotes» within «quotes» become „quotes“."""
    said = _said(value, translate)
    before = sentence.partition(f"{{{key}}}")[0]
    if isinstance(said, str) and before.count("«") > before.count("»"):
        return _GUILLEMETS.sub("„\\1“", said)
    return said


def _said(value: object, translate: Translate) -> object:
    if isinstance(value, tuple):
        return ", ".join(str(_said(item, translate)) for item in value)
    return value.say(translate) if isinstance(value, Message) else value


_GUILLEMETS = re.compile("«([^«»]*)»")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake at one place. `line` and `column` count from 1; `line` 0 means the file as a whole.

    `excerpt` is the source line itself; `width` is how many of its characters the caret underlines;
    `check` is the stable name of the rule that was broken (for `accepted`, SARIF and `check --list`).
    """

    path: str
    line: int
    column: int
    message: Message
    hint: Message | None = None
    severity: Severity = Severity.ERROR
    check: str = "content"
    excerpt: str = field(default="", compare=False)
    width: int = field(default=1, compare=False)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Return what orders problems: by file, then by place."""
        return (self.path, self.line, self.column, self.check, str(self.message))

    def say(self, translate: Translate) -> str:
        """Return what is wrong; beside a warning stands the name of its check, by which it can be accepted."""
        said = self.message.say(translate)
        return f"{said} [{self.check}]" if self.severity is Severity.WARNING else said


def did_you_mean(word: str, known: Iterable[str]) -> Message | None:
    """Return the hint that names the known word nearest to `word`, or None when none is near."""
    known = list(known)
    folded = {name.casefold(): name for name in reversed(known)}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return Message("did you mean “{name}”?", name=folded[near[0]]) if near else None


def known_or_list(word: str, known: Iterable[str], most: int = 12) -> Message:
    """Return a hint for an unknown word: the nearest known one, or else the list of what may stand there."""
    known = list(known)
    near = did_you_mean(word, known)
    if near:
        return near
    if not known:
        return Message("there is nothing to refer to yet: take it out")
    names = ", ".join(known[:most]) + (", …" if len(known) > most else "")
    return Message("known are: {names}", names=names)


def visible(text: str) -> str:
    """Return `text` with control characters made visible, so that nothing in it can steer a terminal."""
    return "".join(_visible_char(char) for char in text)


def on_one_line(text: str) -> str:
    """Return `text` made visible, line ends too: in a workflow's log a line that begins with :: is a command."""
    return visible(text).replace("\n", "\\n")


def _visible_char(char: str) -> str:
    if char in "\t\n":
        return char
    if unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} or char in _BIDI:
        return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"
    return char


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def to_terminal(problem: Problem, translate: Translate = str) -> str:
    """Return a problem as lines of text: place and message, the source line, a caret, what to do."""
    severity = translate("error") if problem.severity is Severity.ERROR else translate("warning")
    place = f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path
    head = f"{on_one_line(place)}: {severity}: {on_one_line(problem.say(translate))}"
    return "\n".join([head, *details(problem, translate)])


def details(problem: Problem, translate: Translate = str) -> list[str]:
    """Return the source line, a caret under what is meant, and what to do, as lines of text."""
    lines = []
    margin = " " * (len(str(problem.line)) + 1)
    if problem.line and problem.excerpt.strip():
        shown, before, marked = _window(problem.excerpt, problem.column, problem.width)
        lines.append(f" {problem.line} | {shown}")
        lines.append(f" {margin}| {' ' * before}{'^' * marked}")
    if problem.hint:
        hint = visible(problem.hint.say(translate)).replace("\n", f"\n {margin}  ")
        lines.append(f" {margin}= {hint}")
    return lines


def _window(line: str, column: int, width: int) -> tuple[str, int, int]:
    """Return the part of a long line around a column, the columns before the mark, and the mark's columns."""
    at = min(max(column - 1, 0), len(line))
    start = 0 if len(line) <= EXCERPT_WIDTH else max(0, min(at - EXCERPT_WIDTH // 3, len(line) - EXCERPT_WIDTH))
    end = min(len(line), start + EXCERPT_WIDTH)
    head, tail = ("…" if start else ""), ("…" if end < len(line) else "")
    before = head + _plain(line[start:at])
    marked = _plain(line[at : min(at + max(width, 1), end)])
    shown = (head + _plain(line[start:end]) + tail).rstrip()
    return shown, _columns(before), max(1, _columns(marked))


def _plain(text: str) -> str:
    return visible(text).replace("\t", "    ")


def _columns(text: str) -> int:
    """Return how many terminal columns `text` takes (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def to_github(problem: Problem, translate: Translate = str, level: str = "") -> str:
    """Return a problem as a workflow command that GitHub shows on the changed line, as its severity or as `level`."""
    text = problem.say(translate)
    if problem.hint:
        text += "\n" + problem.hint.say(translate)
    place = f"file={_property(problem.path)}"
    if problem.line:
        place += f",line={problem.line},col={problem.column}"
    return f"::{level or problem.severity} {place}::{_data(visible(text))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
