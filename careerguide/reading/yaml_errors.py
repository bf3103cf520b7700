"""What libyaml says of a document it cannot read, said in an editor's words.

In: a YAMLError and the file. Out: one Problem at the place where the editor has to do something, which is often not
where the parser gave up (an unclosed quote is found at the end of the file).
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from careerguide.problems import Message, Problem
from careerguide.reading.source import Position, Source


class _Failure(NamedTuple):
    """Where the parser stopped, where the thing began that it was reading, and the line on which it stopped."""

    said: str
    context: str
    at: Position
    since: Position | None
    line: str

    @property
    def before(self) -> str:
        return self.line[: self.at.column - 1]

    @property
    def rest(self) -> str:
        return self.line[self.at.column - 1 :]


class _Found(NamedTuple):
    position: Position
    message: Message
    hint: Message


def explain(source: Source, error: yaml.YAMLError, first_line: int) -> Problem:
    """Return the Problem that a YAMLError means; `first_line` is the line of the file on which the YAML begins."""
    failure = _failure(source, error, first_line)
    for diagnose in (
        _tab,
        _open_quote,
        _open_bracket,
        _colon_in_value,
        _text_after_quote,
        _reserved,
        _no_colon,
        _indent,
    ):
        found = diagnose(failure)
        if found:
            break
    else:
        what = Message("YAML cannot be read from here on")
        found = _Found(failure.at, what, Message("put text with unusual characters in quotes"))
    return source.problem(found.position, found.message, found.hint, check="yaml")


def _failure(source: Source, error: yaml.YAMLError, first_line: int) -> _Failure:
    at, since = Position(first_line, 1), None
    if isinstance(error, yaml.MarkedYAMLError):
        at = _position(error.problem_mark, first_line) or at
        since = _position(error.context_mark, first_line)
    lines = source.lines
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    said = getattr(error, "problem", None) or ""
    return _Failure(said, getattr(error, "context", None) or "", at, since, line)


def _position(mark: Any, first_line: int) -> Position | None:
    return Position(mark.line + first_line, mark.column + 1) if mark is not None else None


def _tab(failure: _Failure) -> _Found | None:
    if "cannot start any token" not in failure.said or not failure.rest.startswith("\t"):
        return None
    return _Found(
        failure.at, Message("a tab stands where spaces should"), Message("indent with spaces, two for each level")
    )


def _open_quote(failure: _Failure) -> _Found | None:
    if "quoted scalar" not in failure.context or failure.since is None:
        return None
    if "escape" in failure.said:
        return _Found(
            failure.at,
            Message("inside double quotes a backslash means something else"),
            Message("use single quotes around the text, or write the backslash twice"),
        )
    return _Found(
        failure.since,
        Message("the quote that opens here is never closed"),
        Message("close it at the end of the text; for quotation marks inside, use « »"),
    )


def _open_bracket(failure: _Failure) -> _Found | None:
    flow = re.search(r"flow (sequence|mapping)", failure.context)
    if not flow or failure.since is None:
        return None
    opening, closing = ("[", "]") if flow[1] == "sequence" else ("{", "}")
    return _Found(
        failure.since,
        Message("the {opening} that opens here is not closed properly", opening=opening),
        Message("separate with commas and close with {closing}; put text with , : [ ] in quotes", closing=closing),
    )


def _colon_in_value(failure: _Failure) -> _Found | None:
    if "mapping values are not allowed" not in failure.said:
        return None
    match = re.match(r"\s*(?:- +)?([^:]+):\s+(\S.*)$", failure.line)
    if match and match[2].strip() and failure.at.column > match.start(2):
        value = match[2].rstrip()
        position = Position(failure.at.line, match.start(2) + 1, len(value))
        return _Found(
            position,
            Message("a colon with a space after it stands inside this text"),
            Message("put the text in quotes: {example}", example=f"{match[1].strip()}: {_quoted(value)}"),
        )
    return _Found(
        failure.at,
        Message("this “key: value” line is indented deeper than the line above allows"),
        Message("begin it in the same column as its neighbours"),
    )


def _quoted(value: str) -> str:
    value = value if len(value) <= 60 else value[:59] + "…"
    return "'" + value.replace("'", "''") + "'" if '"' in value else f'"{value}"'


def _text_after_quote(failure: _Failure) -> _Found | None:
    if "did not find expected key" not in failure.said:
        return None
    match = re.match(r"""(\s*(?:- +)?[^:]+:\s+|\s*- +)((["']).*)$""", failure.line)
    if not match or failure.at.column <= match.start(2) + 1:
        return None
    value, quote = match[2].rstrip(), match[3]
    if quote == "'" and re.search(r"\w'\w", value):
        hint = Message("inside single quotes write an apostrophe twice ('') or use ’")
    else:
        hint = Message("put all of it in quotes: {example}", example=_whole_in_quotes(value))
    position = Position(failure.at.line, failure.at.column, max(1, len(failure.rest.rstrip())))
    return _Found(position, Message("text goes on after the closing quote"), hint)


def _whole_in_quotes(value: str) -> str:
    value = value if len(value) <= 60 else value[:59] + "…"
    return f"'{value}'" if "'" not in value else f'"{value}"' if '"' not in value else "« »"


def _reserved(failure: _Failure) -> _Found | None:
    char = failure.rest[:1]
    starts = "cannot start any token" in failure.said or "block scalar" in failure.context
    closes = "did not find expected node content" in failure.said and char and char in ",]}"
    if not char or not (starts or closes or failure.context == "while scanning a directive"):
        return None
    start = failure.since or failure.at
    char = failure.line[start.column - 1 : start.column] if start.line == failure.at.line and not closes else char
    return _Found(
        failure.at if closes else start,
        Message("a text cannot begin with {char}", char=char or failure.rest[:1]),
        Message("put the text in quotes"),
    )


def _no_colon(failure: _Failure) -> _Found | None:
    if "could not find expected ':'" not in failure.said or failure.since is None:
        return None
    return _Found(
        failure.since,
        Message("this line has no colon, so it is no “key: value”"),
        Message("write “key: value”; text that goes on from the line above is indented"),
    )


def _indent(failure: _Failure) -> _Found | None:
    if "did not find expected" in failure.said and "block" in failure.context:
        return _Found(
            failure.at,
            Message("this does not line up with what stands above"),
            Message("begin keys of one map, and the - of one list, in the same column"),
        )
    if "block sequence entries are not allowed" in failure.said:
        return _Found(
            failure.at,
            Message("a list cannot begin on the line of its key"),
            Message("begin each - on a line of its own, or write [one, two]; put text that begins with - in quotes"),
        )
    return None
