"""An error of the YAML parser, with what it had read so far.

In: a YAMLError and the text as corrected so far. Out: a `Failure`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from careerguide.reading.mending import MendedText
from careerguide.reading.source import Position


class Scalar(NamedTuple):
    """The last value that the parser read: where it starts and ends, and its quote."""

    start: Position
    end: Position
    quote: str

    @property
    def on_one_line(self) -> bool:
        """Whether the value ends on the line on which it starts."""
        return self.start.line == self.end.line


class Failure(NamedTuple):
    """libyaml's `problem` at `at`, its `context` that began at `since`, and the last value before the error.

    Positions are those in the text as corrected so far.
    """

    problem: str
    context: str
    at: Position
    since: Position | None
    last: Scalar | None
    text: MendedText

    @property
    def line(self) -> str:
        """The line on which the parser stopped."""
        return self.text.line(self.at.line)

    @property
    def rest(self) -> str:
        """The rest of that line."""
        return self.line[self.at.column - 1 :]

    @property
    def after_last(self) -> bool:
        """Whether the parser stopped directly after the last value, on the line on which that begins."""
        last = self.last
        if last is None or not last.on_one_line or last.end.line != self.at.line:
            return False
        return last.end.column <= self.at.column and not self.line[last.end.column - 1 : self.at.column - 1].strip()


def failure_of(error: yaml.YAMLError, text: MendedText, loader: Any) -> Failure:
    """Return the Failure of an error; `loader` creates a parser of a text."""
    at, since = Position(text.first_line, 1), None
    if isinstance(error, yaml.MarkedYAMLError):
        at = _position(error.problem_mark, text) or at
        since = _position(error.context_mark, text)
    problem = getattr(error, "problem", None) or ""
    return Failure(
        problem, getattr(error, "context", None) or "", at, since, _last_scalar(text, loader(text.text)), text
    )


def _position(mark: Any, text: MendedText) -> Position | None:
    return Position(mark.line + text.first_line, mark.column + 1) if mark is not None else None


def _last_scalar(text: MendedText, parser: Any) -> Scalar | None:
    last = None
    try:
        for event in iter(parser.get_event, None):
            last = event if type(event) is yaml.ScalarEvent else last
    except yaml.YAMLError:
        pass  # the error that is being explained
    finally:
        parser.dispose()
    if last is None:
        return None
    start, end = _position(last.start_mark, text), _position(last.end_mark, text)
    assert start is not None and end is not None
    return Scalar(start, end, last.style if last.style in ("'", '"') else "")
