"""Explains the errors of the YAML parser.

In: a YAMLError and the text. Out: a Diagnosis at the place where the editor has to change something, which is often not
where the parser stopped (it finds an unclosed quote many lines below). It has edits where the correction is certain.
Mistakes with quotes and brackets are in yaml_quotes.py.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from careerguide.core.problems import Message
from careerguide.reading import yaml_lines, yaml_quotes
from careerguide.reading.mending import Edit, MendedText, indent
from careerguide.reading.source import Position
from careerguide.reading.yaml_failure import Failure, failure_of
from careerguide.reading.yaml_lines import KEYED, Diagnosis


def explain(error: yaml.YAMLError, text: MendedText, loader: Any) -> Diagnosis:
    """Return the Diagnosis of a YAMLError; `loader` creates a parser of a text."""
    failure = failure_of(error, text, loader)
    for diagnose in (
        _tab,
        yaml_quotes.quote_over_keys,
        yaml_quotes.backslash,
        yaml_quotes.open_quote,
        yaml_quotes.text_after_quote,
        yaml_quotes.hash_as_value,
        yaml_quotes.question_mark,
        yaml_quotes.hash_in_brackets,
        yaml_quotes.colon_in_brackets,
        yaml_quotes.open_bracket,
        yaml_quotes.after_bracket,
        _colon_in_value,
        _reserved,
        _no_colon,
        _indent,
    ):
        if found := diagnose(failure):
            return found
    what = Message("YAML cannot be read from here on")
    return Diagnosis(failure.at, what, Message("put text with unusual characters in quotes"))


def _tab(failure: Failure) -> Diagnosis | None:
    line = failure.line
    lead = line[: indent(line)]
    unexpected = "cannot start any token" in failure.problem and failure.rest.startswith("\t")
    if not unexpected and "tab character" not in failure.problem:
        return None
    what, hint = Message("a tab stands where spaces should"), Message("indent with spaces, two for each level")
    if "\t" not in lead:
        return Diagnosis(failure.at, what, hint)
    edit = Edit(failure.at.line, 0, len(lead), " " * yaml_lines.columns_of_tabs(failure.text, failure.at.line))
    return Diagnosis(Position(failure.at.line, lead.index("\t") + 1), what, hint, (edit,))


def _colon_in_value(failure: Failure) -> Diagnosis | None:
    if "mapping values are not allowed" not in failure.problem:
        return None
    text, number = failure.text, failure.at.line
    match = KEYED.match(failure.line)
    if match and match["value"] and failure.at.column > match.start("value"):
        return yaml_lines.colon_in_value(text, number, match)
    above = text.above(number)
    if found := yaml_lines.slip(text, above):
        return found
    if above and not re.search(r":(\s|$)", text.line(above)):
        return yaml_lines.no_colon(text, Position(above, indent(text.line(above)) + 1))
    return yaml_lines.deeper(text, failure.at, above)


def _reserved(failure: Failure) -> Diagnosis | None:
    char = failure.rest[:1]
    closes = "did not find expected node content" in failure.problem and char and char in ",]}"
    starts = "cannot start any token" in failure.problem or "mapping keys are not allowed" in failure.problem
    context = re.search(r"scanning (?:an? )?(block scalar|directive|alias|anchor|tag)|parsing a tag", failure.context)
    value = KEYED.match(failure.line)
    typed = value["value"] or "" if value is not None else ""
    after_mark = typed.startswith(("*", "&", "!")) and "expected key" in failure.problem
    if not (closes or (starts and char) or context or after_mark):
        return None
    start = failure.since if failure.since and context and failure.since.line == failure.at.line else failure.at
    if after_mark and value is not None:
        start = Position(failure.at.line, value.start("value") + 1)
    char = failure.line[start.column - 1 : start.column]
    if char == "*" and (found := yaml_lines.slip(failure.text, start.line)) and found.edits:
        return found
    what = Message("a text cannot begin with {char}", char=char)
    return yaml_lines.begins_badly(failure.text, start, what)


def _no_colon(failure: Failure) -> Diagnosis | None:
    if "could not find expected ':'" not in failure.problem or failure.since is None:
        return None
    return yaml_lines.slip(failure.text, failure.since.line) or yaml_lines.no_colon(failure.text, failure.since)


def _indent(failure: Failure) -> Diagnosis | None:
    off = "did not find expected" in failure.problem and "block" in failure.context
    first = failure.at.column == indent(failure.line) + 1
    if off and first and (found := yaml_lines.slip(failure.text, failure.at.line)):
        return found
    if off or "document start" in failure.problem:
        what = Message("this does not line up with what stands above")
        hint = Message("begin keys of one map, and the - of one list, in the same column")
        return Diagnosis(failure.at, what, hint, yaml_lines.aligned(failure.text, failure.at))
    if "block sequence entries are not allowed" in failure.problem:
        return Diagnosis(
            failure.at,
            Message("a list cannot begin on the line of its key"),
            Message("begin each - on a line of its own, or write [one, two]; put text that begins with - in quotes"),
        )
    return None
