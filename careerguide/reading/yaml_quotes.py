"""Explains errors of the YAML parser that are due to quotes and brackets.

In: a `Failure`. Out: a Diagnosis, or None where the cause is another.
"""

from __future__ import annotations

import re

from careerguide.core.problems import Message
from careerguide.reading import yaml_lines
from careerguide.reading.mending import Edit, in_flow, quoted, value_end
from careerguide.reading.source import Position
from careerguide.reading.yaml_failure import Failure
from careerguide.reading.yaml_lines import KEYED, Diagnosis

_VALUE_IS_COMMENT = re.compile(r"[:,\[{] +(?P<value>#\S*)")
_NUMBER_AND_KEY = re.compile(r".*\d(?P<gap>[ ]+)(?P<key>[A-Za-z_][\w-]*)")
_CLOSES = {"[": "]", "{": "}"}
_HASH_AS_VALUE = re.compile(r"(?:[\[{,]\s*|:\s+)#")


def quote_over_keys(failure: Failure) -> Diagnosis | None:
    """Explain an unclosed quote whose text contains lines that are keys or items."""
    last = failure.last
    if last is None or not last.quote or not yaml_lines.swallows(failure.text, last.start, last.end):
        return None
    return yaml_lines.open_quote(failure.text, last.start)


def backslash(failure: Failure) -> Diagnosis | None:
    """Explain a backslash in double quotes."""
    if "quoted scalar" not in failure.context or "escape" not in failure.problem or failure.since is None:
        return None
    at, line = failure.at.column - 1, failure.line
    end = line.find('"', at)
    end = len(line) if end < 0 else end
    what = Message("inside double quotes a backslash means something else")
    hint = Message("use single quotes around the text, or write the backslash twice")
    if failure.since.line == failure.at.line:
        example = "'" + line[failure.since.column : end].replace("'", "''") + "'"
        hint = Message("use single quotes: {example}", example=example)
    doubled = re.sub(r"\\\\?", lambda _: "\\\\", line[at:end])
    return Diagnosis(failure.at, what, hint, (Edit(failure.at.line, at, end, doubled),))


def open_quote(failure: Failure) -> Diagnosis | None:
    """Explain a quote that is never closed."""
    if "quoted scalar" not in failure.context or failure.since is None:
        return None
    return yaml_lines.open_quote(failure.text, failure.since)


def text_after_quote(failure: Failure) -> Diagnosis | None:
    """Explain text after a closing quote."""
    last = failure.last
    if last is None or not last.quote or not failure.after_last or "did not find expected" not in failure.problem:
        return None
    line, start = failure.line, last.start.column - 1
    if not failure.rest.strip() or failure.rest[0] in (":,]}" if in_flow(line, start) else ":"):
        return None
    end = value_end(line, failure.at.column - 1, in_flow(line, start))
    value = line[start:end]
    if value.endswith(last.quote) and (last.quote == "'" or line[: last.end.column - 2].endswith((" ", "("))):
        hint = Message("put all of it in quotes of the other kind: {example}", example=_other_quotes(value))
        text = _other_quotes(value)
    else:
        text = quoted(value)
        hint = Message("put all of it in quotes: {example}", example=text)
    position = Position(failure.at.line, start + 1, end - start)
    what = Message("text goes on after the closing quote")
    return Diagnosis(position, what, hint, (Edit(failure.at.line, start, end, text),))


def _other_quotes(value: str) -> str:
    """Return a quoted text, which contains quotes of the same kind, in quotes of the other kind."""
    inner = value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1]
    return quoted(inner)


def hash_in_brackets(failure: Failure) -> Diagnosis | None:
    """Explain a # in brackets, which begins a comment."""
    last = failure.last
    what = Message("a # with a space before it begins a comment: the rest of the line is not read")
    for number in {failure.since.line if failure.since else 0, failure.text.above(failure.at.line)} - {failure.at.line}:
        line = failure.text.line(number)
        found = _VALUE_IS_COMMENT.search(line) if "did not find expected" in failure.problem else None
        if found and in_flow(line, found.start("value")):
            start = found.start("value")
            end = value_end(line, start, in_flow=True)
            return _in_quotes(Position(number, start + 1, end - start), what, line, start, end)
    if last is None or last.quote or "did not find expected ','" not in failure.problem:
        return None
    line, start = failure.text.line(last.start.line), last.start.column - 1
    comment = re.compile(r"\s+#").match(line, last.end.column - 1) if last.on_one_line else None
    if comment is None:
        return None
    end = value_end(line, comment.end(), in_flow=True)
    return _in_quotes(Position(last.start.line, comment.end()), what, line, start, end)


def hash_as_value(failure: Failure) -> Diagnosis | None:
    """Explain a # with which a value in brackets begins, such as a colour: its closing bracket is in the comment."""
    flow = "flow" in failure.context or "node content" in failure.problem
    first = [position.line for position in (failure.since, failure.last and failure.last.start) if position]
    for number in range(min(first), failure.at.line + 1) if flow and first else ():
        line = failure.text.line(number)
        if (match := _HASH_AS_VALUE.search(line)) and in_flow(line, match.end() - 1):
            start = match.end() - 1
            if line.count('"', 0, start) % 2 or line.count("'", 0, start) % 2:  # it stands in quotes
                continue
            what = Message("a # with a space before it begins a comment: the rest of the line is not read")
            return _in_quotes(Position(number, start + 1), what, line, start, value_end(line, start, in_flow=True))
    return None


def question_mark(failure: Failure) -> Diagnosis | None:
    """Explain a ? with which a value in brackets begins, such as one that stands for an unknown figure."""
    start = failure.at.column - 1
    if not failure.rest.startswith("?") or not in_flow(failure.line, start):
        return None
    end = value_end(failure.line, start, in_flow=True)
    what = Message("a value cannot begin with a ? without quotes")
    return _in_quotes(Position(failure.at.line, start + 1, end - start), what, failure.line, start, end)


def _in_quotes(position: Position, what: Message, line: str, start: int, end: int) -> Diagnosis:
    text = quoted(line[start:end])
    hint = Message("put the text in quotes: {example}", example=text)
    return Diagnosis(position, what, hint, (Edit(position.line, start, end, text),))


def colon_in_brackets(failure: Failure) -> Diagnosis | None:
    """Explain a colon or a semicolon in a list or map in brackets."""
    last = failure.last
    if last is None or last.quote or not failure.after_last or "did not find expected ','" not in failure.problem:
        return None
    if last.start == last.end:  # the value that a key without a colon does not have
        return None
    line, start = failure.line, last.start.column - 1
    if not failure.rest.startswith(":"):
        return None
    semicolon = line.rfind("; ", start, failure.at.column)
    if semicolon >= 0:
        what, hint = Message("a comma should stand here, not a semicolon"), Message("write , instead of ;")
        return Diagnosis(Position(failure.at.line, semicolon + 1), what, hint, _replaced(failure, semicolon, ","))
    if missing := _NUMBER_AND_KEY.fullmatch(line[start : failure.at.column - 1]):
        at = start + missing.start("gap")
        what, hint = Message("a comma is missing here"), Message("write: {example}", example=f", {missing['key']}:")
        edit = Edit(failure.at.line, at, start + missing.end("gap"), ", ")
        return Diagnosis(Position(failure.at.line, at + 1), what, hint, (edit,))
    end = value_end(line, failure.at.column - 1, in_flow=True)
    what = Message("a colon with a space after it stands inside this text")
    return _in_quotes(Position(failure.at.line, start + 1, end - start), what, line, start, end)


def _replaced(failure: Failure, at: int, char: str) -> tuple[Edit, ...]:
    return (Edit(failure.at.line, at, at + 1, char),)


def open_bracket(failure: Failure) -> Diagnosis | None:
    """Explain a bracket that is never closed."""
    flow = re.search(r"flow (sequence|mapping)", failure.context)
    if not flow or failure.since is None:
        return None
    since = failure.since
    opening = "[" if flow[1] == "sequence" else "{"
    closing = _CLOSES[opening]
    what = Message("the {opening} that opens here is not closed properly", opening=opening)
    line = failure.text.line(since.line)
    end = value_end(line, len(line), in_flow=False)
    if failure.at.line > since.line and yaml_lines.ends_above_a_sibling(failure.text, since.line):
        example = line[since.column - 1 : end] + closing
        hint = Message("close it with {closing}: {example}", closing=closing, example=example)
        return Diagnosis(since, what, hint, (Edit(since.line, end, end, closing),))
    edits: tuple[Edit, ...] = ()
    if failure.rest[:1] in {*_CLOSES.values()}:
        edits = (Edit(failure.at.line, failure.at.column - 1, failure.at.column - 1, closing),)
    hint = Message("separate with commas and close with {closing}; put text with , : [ ] in quotes", closing=closing)
    return Diagnosis(since, what, hint, edits)


def after_bracket(failure: Failure) -> Diagnosis | None:
    """Explain text after a closing bracket, or a bracket that nothing opens."""
    before, value = failure.line[: failure.at.column - 1].rstrip(), KEYED.match(failure.line)
    if "expected key" not in failure.problem or not before.endswith(("]", "}")) or not failure.rest:
        return None
    if value is None or not value["value"]:
        return None
    if failure.rest[0] in "]}":
        what = Message("nothing opens the {closing} that closes here", closing=failure.rest[0])
        hint = Message("delete this {closing}", closing=failure.rest[0])
        return Diagnosis(failure.at, what, hint, _replaced(failure, failure.at.column - 1, ""))
    start = Position(failure.at.line, value.start("value") + 1)
    what = Message("a text cannot begin with {char}", char=failure.line[start.column - 1])
    return yaml_lines.begins_badly(failure.text, start, what)
