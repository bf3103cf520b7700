"""Finds the front matter of a Markdown file, and git's conflict markers in any content file.

In: a `Source`. Out: the front matter and the body with their first lines, and Problems. A line that is almost a fence
is reported and treated as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from careerguide.core.problems import Message, Problem
from careerguide.reading.source import Body, Position, Source

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_NEARLY = re.compile(
    r"(?:--|-{4,}|-?[—–−]{1,3}-{0,2}|-[ ]?-[ ]?-|_{3,}|={3,}|\*{3,}"
    r"|[\u200b\ufeff\u00a0]?---[\u200b\ufeff\u00a0]?)[ \t]*$"
)
_INDENTED = re.compile(r"[ \t]+---[ \t]*$")
_VALUE_AND_FENCE = re.compile(r"(?P<value>.*\S)[ \t\u00a0]+(?P<fence>-{3,}|[—–]-?)[ \t]*$")
_KEY = re.compile(r"[a-z_]+[:：]")
_MOST_ABOVE = 6  # lines above the front matter
_MARKER = re.compile(r"(?:<{7}|>{7}) \S")
_CODE = re.compile(r" {0,3}(?:```|~~~)")


class FrontMatter(NamedTuple):
    """The YAML between the fences, the line on which it begins, the Body, and what is wrong with the fences."""

    block: str
    first_line: int
    body: Body
    problems: list[Problem]


def split(source: Source, text: str) -> FrontMatter | Problem:
    """Return the front matter and the body of a text; a Problem where they cannot be told apart."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    opening = _opening(source, lines, first)
    if opening is None:
        return _no_front_matter(source, lines[first], first)
    begin, problems = opening
    for number in range(begin, len(lines)):
        if _FENCE.match(lines[number]):
            problems += _second(source, lines, number + 1)
            return _parts(lines, begin, number, number, problems)
        if _NEARLY.match(lines[number]):
            problems.append(_no_fence(source, number, lines[number]))
            return _parts(lines, begin, number, number, problems)
    return _without_end(source, lines, begin, problems)


def _parts(lines: list[str], begin: int, end: int, fence: int, problems: list[Problem]) -> FrontMatter:
    body = Body("\n".join(lines[fence + 1 :]), fence + 2)
    return FrontMatter("".join(f"{line}\n" for line in lines[begin:end]), begin + 1, body, problems)


def _opening(source: Source, lines: list[str], first: int) -> tuple[int, list[Problem]] | None:
    """Return the index of the first line of the front matter with what is wrong above it; None where there is none."""
    line = lines[first]
    if _FENCE.match(line) and first == 0:
        return 1, []
    if _FENCE.match(line):
        what, hint = Message("there are empty lines above the front matter"), Message("delete the lines above ---")
        return first + 1, [_problem(source, first, line, what, hint)]
    if _NEARLY.match(line) or _INDENTED.match(line):
        return first + 1, [_no_fence(source, first, line)]
    if _KEY.match(line) and any(map(_FENCE.match, lines[first:])):
        what = Message("the line --- that begins the front matter is missing")
        return first, [_problem(source, first, line, what, Message("put a line --- above this one"))]
    for number in range(first + 1, min(first + _MOST_ABOVE, len(lines) - 1)):
        if _FENCE.match(lines[number]) and _KEY.match(lines[number + 1]):
            what, hint = Message("a text stands above the front matter"), Message("delete the lines above ---")
            return number + 1, [_problem(source, first, line, what, hint)]
    return None


def _second(source: Source, lines: list[str], start: int) -> Iterator[Problem]:
    """Yield a Problem where the body begins with front matter again, and remove that from the lines."""
    begin = next((number for number in range(start, len(lines)) if lines[number].strip()), start)
    if begin + 1 >= len(lines) or not _FENCE.match(lines[begin]) or not _KEY.match(lines[begin + 1]):
        return
    end = next((number for number in range(begin + 1, len(lines)) if _FENCE.match(lines[number])), None)
    if end is None:
        return
    what = Message("a second front matter begins here, down to line {last}", last=end + 1)
    hint = Message("move its keys to the first one, and delete these lines")
    yield _problem(source, begin, lines[begin], what, hint)
    lines[begin : end + 1] = [""] * (end + 1 - begin)


def _no_fence(source: Source, number: int, line: str) -> Problem:
    what = Message("this line is not quite --- and so neither begins nor ends the front matter")
    return _problem(source, number, line, what, Message("write exactly three hyphens, and nothing else on the line"))


def _no_front_matter(source: Source, line: str, number: int) -> Problem:
    what = Message("the file does not begin with front matter")
    hint = Message("put a line --- first, then “title: …”, then a line --- again")
    if re.match(r"---\s*\S", line):
        what = Message("the front matter stands on one line with its ---")
        hint = Message("put --- on a line of its own, then one “key: value” on each line, then --- again")
    return _problem(source, number, line, what, hint)


def _without_end(source: Source, lines: list[str], begin: int, problems: list[Problem]) -> FrontMatter | Problem:
    for number in range(begin, len(lines)):
        if _INDENTED.match(lines[number]):
            return _parts(lines, begin, number, number, [*problems, _no_fence(source, number, lines[number])])
        if found := _VALUE_AND_FENCE.match(lines[number]):
            what = Message("the --- that ends the front matter stands behind a value")
            place = Position(number + 1, found.start("fence") + 1, len(found["fence"]))
            hint = Message("put --- on a line of its own below “{text}”", text=found["value"].strip())
            problems.append(source.problem(place, what, hint, check="front-matter"))
            lines = [*lines[:number], found["value"], *lines[number + 1 :]]
            return _parts(lines, begin, number + 1, number, problems)
    what = Message("the front matter that begins here never ends")
    hint = Message("put a line --- after its last key")
    return _problem(source, max(0, begin - 1), lines[max(0, begin - 1)], what, hint)


def _problem(source: Source, number: int, line: str, what: Message, hint: Message) -> Problem:
    return source.problem(Position(number + 1, 1, max(1, len(line))), what, hint, check="front-matter")


def without_conflicts(source: Source) -> tuple[str, list[Problem]]:
    """Return the text with the first side of git's conflicts, and a Problem for each; no line number changes."""
    if "<<<<<<< " not in source.text and ">>>>>>> " not in source.text:
        return source.text, []
    lines, problems = list(source.lines), []
    for begin, middle, end in _conflicts(source.lines):
        what = Message("git left two versions of these lines here, down to line {last}", last=end + 1)
        hint = Message(
            "keep the right one of the two, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        )
        place = Position(begin + 1, 1, len(lines[begin]))
        problems.append(source.problem(place, what, hint, check="merge-conflict"))
        lines[begin] = ""
        lines[middle : end + 1] = [""] * (end + 1 - middle)
    for number, line in outside_code(lines):
        if _MARKER.match(line):
            what = Message("this line is what git put between two versions of a text")
            place = Position(number + 1, 1, len(line))
            hint = Message("keep the right version, and delete this line")
            problems.append(source.problem(place, what, hint, check="merge-conflict"))
            lines[number] = ""
    return "\n".join(lines), problems


def outside_code(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines outside fenced code blocks, with their numbers (from 0)."""
    code = False
    for number, line in enumerate(lines):
        if _CODE.match(line):
            code = not code
        elif not code:
            yield number, line


def _conflicts(lines: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the lines (from 0) at which each conflict begins, its first side ends, and it ends; except in code."""
    begin = middle = divided = -1
    for number, line in outside_code(lines):
        if line.startswith("<<<<<<< "):
            begin, middle, divided = number, -1, -1
        elif begin >= 0 and line.startswith("||||||| "):
            middle = number
        elif begin >= 0 and line == "=======":
            divided = number
            middle = number if middle < 0 else middle
        elif divided >= 0 and line.startswith(">>>>>>>"):
            yield begin, middle, number
            begin = middle = divided = -1
