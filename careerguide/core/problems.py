"""Problems: content mistakes as values, each with its message, its position in a file and a hint.

Mistakes in content are collected as Problems; exceptions are reserved for bugs. How a Problem is shown is
`commands/problem_formats.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Self

from careerguide.core.lookalikes import Lookalike
from careerguide.core.program import command
from careerguide.core.spelling import Names

Translate = Callable[[str], str]
LONGEST_LINE = 2_000  # characters of a value in a message
LONGEST_VALUE = 20_000  # characters of one of several lines, such as settings to paste
LISTED = 600  # characters of known names that a hint lists in full
NEIGHBOURS = 8  # names that it lists of more


class Message:
    """A text in the guide's language: an English gettext id and the values that fill its {placeholders}.

    One that readers see on the site is a `SiteText`; any other is for editors.

    `{program}` needs no value: it is the command by which the program was started.
    """

    __slots__ = ("id", "values")

    def __init__(self, id: str, /, **values: object) -> None:
        self.id = id
        self.values = values

    def say(self, translate: Translate) -> str:
        """Return the sentence as translated by `translate`, and so any messages among its values."""
        sentence = translate(self.id)
        values = {key: _quoted(sentence, key, value, translate) for key, value in self.values.items()}
        if "{program}" in sentence:
            values["program"] = command()
        return sentence.format_map(values) if values else sentence

    def replacing(self, **values: object) -> Message:
        """Return the same sentence with some of its values replaced."""
        return type(self)(self.id, **{**self.values, **values})

    def __str__(self) -> str:
        return self.say(str)

    def __repr__(self) -> str:
        return f"Message({self.id!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.id, self.values) == (other.id, other.values)

    def __hash__(self) -> int:
        return hash((self.id, *(value for value in self.values.values() if isinstance(value, str))))


class SiteText(Message):
    """A Message that readers see on the site: translators begin with these."""

    __slots__ = ()


class Severity(StrEnum):
    """How much a Problem matters: an error stops the build, a warning does so under --strict, advice never does."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


SEVERITIES = {
    Severity.ERROR: Message("error"),
    Severity.WARNING: Message("warning"),
    Severity.ADVICE: Message("advice"),
}


def _quoted(sentence: str, key: str, value: object, translate: Translate) -> object:
    """Return a value formatted for its position in a sentence: «quotes» within «quotes» become „quotes“."""
    text = _translated(value, translate)
    before = sentence.partition(f"{{{key}}}")[0]
    if isinstance(text, str) and before.count("«") > before.count("»"):
        return _GUILLEMETS.sub("„\\1“", text)
    return text


def _translated(value: object, translate: Translate) -> object:
    if isinstance(value, tuple):
        return clip(", ".join(str(_translated(item, translate)) for item in value))
    if isinstance(value, Message):
        return value.say(translate)
    return clip(value) if isinstance(value, str) else value


def clip(text: str) -> str:
    """Return a text of bounded length: a line that is too long loses its middle, a text of too many lines its end."""
    if len(text) <= LONGEST_LINE:
        return text
    shown = "\n".join(map(_clipped_line, text.split("\n")))
    return shown if len(shown) <= LONGEST_VALUE else f"{shown[:LONGEST_VALUE]} …"


def _clipped_line(line: str) -> str:
    half = LONGEST_LINE // 2
    return line if len(line) <= LONGEST_LINE else f"{line[:half]} … {line[-half:]}"


_GUILLEMETS = re.compile("«([^«»]*)»")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake at one position. `line` and `column` count from 1; `line` 0 means the file as a whole.

    `excerpt` is the source line itself; `width` is how many of its characters the caret underlines;
    `check` is the stable name of the violated rule (for `accepted`, SARIF and `check --list`).
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

    @classmethod
    def of_file(cls, path: str, message: Message, hint: Message | None, severity: Severity = Severity.ERROR) -> Self:
        """Return a Problem of a file as a whole."""
        return cls(path, 0, 1, message, hint, severity, "file")

    @classmethod
    def of_option(cls, option: str, message: Message, hint: Message | None) -> Self:
        """Return an error in an option of the command line, or about a missing one."""
        return cls(option, 0, 1, message, hint, check="option")

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The sort key of problems: by file, then by position."""
        return (self.path, self.line, self.column, self.check, str(self.message))

    def say(self, translate: Translate) -> str:
        """Return what is wrong, followed by the name of the check unless it is an error, which cannot be accepted."""
        said = self.message.say(translate)
        return said if self.severity is Severity.ERROR else f"{said} [{self.check}]"


def did_you_mean(word: str, known: Iterable[str]) -> Message | None:
    """Return a hint with the known word closest to `word`, or None where none is close."""
    names = _names_of(known)
    if alike := names.lookalike(word):
        return _lookalike_hint(alike)
    near = names.nearest(word)
    return Message("did you mean “{name}”?", name=near) if near else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word nearest to `word`, ignoring case, the first of equals; None if none is near."""
    return _names_of(known).nearest(word)


def _names_of(known: Iterable[str]) -> Names:
    """Return names as they are searched, which takes time for many: where they stay the same, callers keep them."""
    return known if isinstance(known, Names) else _names(tuple(known))


_names = lru_cache(maxsize=16)(Names)  # the same ids are searched again and again


class Known:
    """Ids that an unknown word may mean, with the names of what they stand for; made once for all such words."""

    def __init__(self, ids: Iterable[str], names: Mapping[str, str]) -> None:
        self.ids = _names_of(ids)
        self.by_name = {name.casefold(): id for name, id in names.items() if name}
        self.names = _names_of(self.by_name)


def known_by_name(word: str, known: Known, where: str = "") -> Message:
    """Return a hint for an unknown id.

    The hint is the id whose name was written, or else the closest id, the id of the closest name, or the list of ids.
    `where` is the file or folder that has them all.
    """
    if id := known.by_name.get(word.casefold()):
        return Message("write its id: {id}", id=id)
    ids = known.ids
    if not ids.nearest(word) and not ids.lookalike(word) and (name := known.names.nearest(word)):
        return Message("did you mean “{name}”?", name=known.by_name[name])
    return known_or_list(word, ids, where)


def _lookalike_hint(alike: Lookalike) -> Message:
    """Return a hint on the characters by which a word differs from the known word that it looks like."""
    name, letters = alike.name, ", ".join(alike.characters)
    if alike.kind == "space":
        return Message("a no-break space is in it: write {name}", name=name)
    if alike.kind == "unseen":
        code = f"U+{ord(alike.characters[0]):04X}"
        return Message("an invisible character ({code}) is in it: write {name}", code=code, name=name)
    if alike.kind == "CYRILLIC":
        return Message("it has a Cyrillic letter ({letters}): write {name}", letters=letters, name=name)
    if alike.kind == "LATIN":
        return Message("it has a Latin letter ({letters}): write {name}", letters=letters, name=name)
    return Message("it has letters of another alphabet ({letters}): write {name}", letters=letters, name=name)


_BETWEEN_IDS = re.compile(r"\s*[;|/,]\s*|\s+")


def known_or_list(word: str, known: Iterable[str], where: str = "") -> Message:
    """Return a hint for an unknown word: the closest known one, or else the list of allowed ones.

    Of a long list the hint names the word's neighbours in the alphabet, and `where` all of them are.
    """
    all_names = _names_of(known)
    parts = [part for part in _BETWEEN_IDS.split(word) if part]
    if len(parts) > 1 and all(part in all_names for part in parts):
        return Message("separate the ids with commas: {names}", names=", ".join(parts))
    near = did_you_mean(word, all_names)
    if near:
        return near
    if not all_names:
        return Message("there is nothing to refer to yet: take it out")
    if (names := all_names.listed(LISTED)) is not None:
        return Message("available: {names}", names=names)
    names = ", ".join(all_names.around(word, NEIGHBOURS))
    more = len(all_names) - NEIGHBOURS
    if not where:
        return Message("available: {names} and {more} more", names=names, more=more)
    return Message("available: {names} and {more} more in {where}", names=names, more=more, where=where)


def one_of(words: Sequence[str | Message]) -> Message | str:
    """Return words joined by commas, the last one by “or”."""
    if len(words) == 1:
        return words[0]
    return Message("{others} or {last}", others=tuple(words[:-1]), last=words[-1])


def visible(text: str) -> str:
    """Return `text` with control characters escaped, so that it cannot control a terminal."""
    return "".join(_visible_char(char) for char in text)


def on_one_line(text: str) -> str:
    """Return `text` with line breaks escaped too: in a workflow's log a line that begins with :: is a command."""
    return visible(text).replace("\n", "\\n")


def _visible_char(char: str) -> str:
    if char in "\t\n":
        return char
    if unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} or char in _BIDI:
        return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"
    return char


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def without_advice(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that are more than advice, some of which is found by every command while it reads a file."""
    return [problem for problem in problems if problem.severity is not Severity.ADVICE]


def failed(problems: Iterable[Problem]) -> bool:
    """Return whether any of the problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)
