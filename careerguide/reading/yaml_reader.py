"""Parses the YAML of a content file into dicts, lists and strings, with the position of every key and value.

In: a `Source`. Out: `Data`, or the Problems that prevent it. Scalars stay text: a record's field decides what they
mean. Aliases, tags, duplicate keys and second documents are not allowed. The values are built in yaml_composer.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from careerguide.core.lookalikes import SPACES, UNSEEN
from careerguide.core.problems import Message, Problem, Severity
from careerguide.reading.front_matter import split, without_conflicts
from careerguide.reading.garbled import garbled
from careerguide.reading.mending import Edit, MendedText, in_flow, quoted
from careerguide.reading.source import Body, Data, Position, Source
from careerguide.reading.yaml_composer import Composer, OpenQuote, Refused
from careerguide.reading.yaml_lines import Diagnosis, open_quote

_ODD_INDENT = re.compile(f"^ *[{SPACES}{UNSEEN}][ {SPACES}{UNSEEN}]*", re.MULTILINE)
_GLUED = re.compile(r"^(?P<key> *(?:- +)*[A-Za-z_][\w-]*):(?P<value>\{.*\}|\[.*\])[ \t]*$", re.MULTILINE)
# A value in braces with a comma before a digit: 70,000. Before a key it would have a colon after it.
_COMMA_IN_NUMBER = re.compile(
    r"(?<=: )[^\s,:\[\]{}\"'#&*!|>%@`][^,:\[\]{}\"'#]*(?<=\d)(?:,\d[^,:\[\]{}\"'#]*)+(?=[,}])"
)
_CUT = re.compile(r"\S[ \t]+#[^\s#!]")
_NOTE = re.compile(r"[ \t]+#(?=\s)")  # where a comment begins that is meant as one
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MOST_MENDED = 40  # mistakes of one block of YAML that are corrected in memory
MOST_NUMBERS = 400  # numbers with commas among them, which are found in one pass
MOST_PARSED = 4_000_000  # characters to parse again for this, which bounds the time


def parse_yaml(source: Source) -> tuple[Data | None, list[Problem]]:
    """Return a YAML file as Data, and its Problems; None where it is no map of plain values."""
    text, problems = without_conflicts(source)
    data, found = _compose(source, text, 1)
    return data, [*problems, *garbled(source), *found]


def parse_markdown(source: Source) -> tuple[Data | None, Body | None, list[Problem]]:
    """Return a Markdown file's front matter as Data, its Body, and the Problems of the front matter.

    Where the front matter does not begin and end, there is no Body.
    """
    text, problems = without_conflicts(source)
    problems += garbled(source)
    parts = split(source, text)
    if isinstance(parts, Problem):
        return None, None, [*problems, parts]
    data, found = _compose(source, parts.block, parts.first_line)
    return data, parts.body, [*problems, *parts.problems, *found]


def _compose(source: Source, block: str, first_line: int) -> tuple[Data | None, list[Problem]]:
    """Return a block of YAML as Data, and Problems; mistakes whose correction is certain are corrected in memory."""
    text = MendedText(block, first_line)
    problems = list(_odd_indents(source, text)) if not block.isascii() else []
    problems += _glued_brackets(source, text)
    problems += _commas_in_numbers(source, text)
    parsed = 0
    for _ in range(MOST_MENDED):
        if parsed > MOST_PARSED:
            break
        parsed += len(text.text) + 1  # which an edit may have made longer
        data, found, diagnosis = _compose_once(source, text)
        if diagnosis is None:
            return data, problems + found
        place = text.typed(diagnosis.position)
        problems.append(source.problem(source.at(place), diagnosis.message, diagnosis.hint, check="yaml"))
        if not diagnosis.edits or problems[-1] in problems[:-1]:
            break
        text.apply(diagnosis.edits)
    return None, problems


def _odd_indents(source: Source, text: MendedText) -> Iterator[Problem]:
    """Replace everything but plain spaces in the indentation, and yield a Problem for each place."""
    block = text.text
    for odd in islice(_ODD_INDENT.finditer(block), MOST_MENDED):
        number = block.count("\n", 0, odd.start()) + text.first_line
        char = odd.group().lstrip(" ")[0]
        place = Position(number, odd.group().index(char) + 1)
        what = Message("a no-break space stands where the indentation should be plain spaces")
        hint = Message("delete it and press the space bar instead")
        if re.match(f"[{UNSEEN}]", char):
            what = Message("an invisible character ({code}) stands in the indentation", code=f"U+{ord(char):04X}")
            hint = Message("delete it")
        yield source.problem(place, what, hint, check="yaml")
        plain = re.sub(f"[{UNSEEN}]", "", odd.group())
        text.apply([Edit(number, 0, len(odd.group()), " " * len(plain))])


def _glued_brackets(source: Source, text: MendedText) -> Iterator[Problem]:
    """Insert the missing space between a key and its brackets, and yield a Problem for each."""
    block = text.text
    for glued in islice(_GLUED.finditer(block), MOST_MENDED):
        number = block.count("\n", 0, glued.start()) + text.first_line
        at = len(glued["key"])
        hint = Message("write: {example}", example=f"{glued['key'].strip(' -')}: {glued['value']}")
        place = text.typed(Position(number, at + 1))
        yield source.problem(place, Message("a space is missing after the colon"), hint, check="yaml")
        text.apply([Edit(number, at, at + 1, ": ")])


def _commas_in_numbers(source: Source, text: MendedText) -> Iterator[Problem]:
    """Quote each number in braces that has a comma in it, which would end it, and yield a Problem for each."""
    left = MOST_NUMBERS
    for number, line in enumerate(text.lines, text.first_line):
        if "{" not in line or left <= 0:
            continue
        comment = re.search(r"(?:^|\s)#", line)
        found = islice(_COMMA_IN_NUMBER.finditer(line, 0, comment.start() if comment else len(line)), left)
        values = [value for value in found if in_flow(line, value.start())]
        left -= len(values)
        edits = []
        for value in values:
            typed = value.group().rstrip()
            what = Message("inside {braces} a comma ends the value before it", braces="{ }")
            hint = Message("put the text in quotes: {example}", example=quoted(typed))
            place = text.typed(Position(number, value.start() + 1, len(typed)))
            yield source.problem(place, what, hint, check="yaml")
            edits.append(Edit(number, value.start(), value.start() + len(typed), quoted(typed)))
        text.apply(reversed(edits))


def _compose_once(source: Source, text: MendedText) -> tuple[Data | None, list[Problem], Diagnosis | None]:
    """Return the Data of the text as corrected so far, its Problems, or the Diagnosis of why it cannot be parsed."""
    loader = _Loader(text.text)
    composer = Composer(source, text, iter(loader.get_event, None))
    try:
        document = composer.document()
    except Refused as refusal:
        return None, [*composer.problems, refusal.problem], None
    except OpenQuote as quote:
        return None, [], open_quote(text, quote.position)
    except yaml.YAMLError as error:
        from careerguide.reading.yaml_errors import explain

        return None, [], explain(error, text, _Loader)
    finally:
        loader.dispose()
    if document is None:
        nothing = not "".join(text.lines).strip()
        what = Message("there is nothing in it") if nothing else Message("it contains only comments")
        place = Position(text.first_line, 1)
        return None, [source.problem(place, what, Message("write “key: value” lines"), check="yaml")], None
    value, spot, places = document
    if not isinstance(value, dict):
        what = Message("this should be a map of “key: value” lines")
        hint = Message("write a key, a colon, a space, a value: “key: value”")
        return None, [*composer.problems, source.problem(source.at(spot), what, hint, check="yaml")], None
    data = Data(source, value, places)
    return data, [*composer.problems, *_cut_values(data, text)], None


def _cut_values(data: Data, text: MendedText) -> Iterator[Problem]:
    """Yield a warning for each value that is cut off by a # directly followed by text."""
    whole = text.text
    lines = {whole.count("\n", 0, cut.start()) + text.first_line for cut in _CUT.finditer(whole)}
    below = [data.places] if lines else []
    while below:
        for _, (number, column, width), inside in below.pop().values():
            below.append(inside)
            line = data.source.lines[number - 1]
            if number not in lines or inside or line[column - 1 : column] in ("'", '"', "|", ">"):
                continue
            start = column - 1 if line[column - 1 :].lstrip().startswith("#") else column - 1 + width
            rest = _NOTE.split(line[start:], maxsplit=1)[0]
            if re.match(r"[ \t]*#[^\s#!]", rest):
                what = Message("a # with a space before it begins a comment: the rest of the line is not read")
                value = line[column - 1 : start] + rest
                hint = Message("put the text in quotes: {example}", example=quoted(value.strip()))
                before = column - 1 + len(value) - len(value.lstrip())
                place = Position(number, before + 1, len(value.strip()))
                yield data.source.problem(place, what, hint, Severity.WARNING, "cut-value")
