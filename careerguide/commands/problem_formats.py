"""A Problem as text: for a terminal, with the source line and a caret below the mistake, or as GitHub's annotation.

In: a `Problem` and the translation of messages. Out: lines of text; whole reports for programs: `report_formats.py`.
"""

from __future__ import annotations

import unicodedata

from careerguide.core.problems import SEVERITIES, Problem, Severity, Translate, clip, on_one_line, visible

EXCERPT_WIDTH = 100  # columns of a source line shown around the caret
ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}  # as GitHub names them


def to_terminal(problem: Problem, translate: Translate = str) -> str:
    """Return a problem as lines of text: position and message, the source line, a caret, the hint."""
    severity = SEVERITIES[problem.severity].say(translate)
    place = f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path
    head = f"{on_one_line(clip(place))}: {severity}: {on_one_line(problem.say(translate))}"
    return "\n".join([head, *details(problem, translate)])


def details(problem: Problem, translate: Translate = str) -> list[str]:
    """Return the source line, a caret below the mistake, and the hint, as lines of text."""
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
    """Return an excerpt of a long line around a column, and the number of columns before and under the caret."""
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


def to_github(problem: Problem, translate: Translate = str) -> str:
    """Return a problem as a workflow command that GitHub shows on the changed line."""
    text = problem.say(translate)
    if problem.hint:
        text += "\n" + problem.hint.say(translate)
    place = f"file={_property(problem.path)}"
    if problem.line:
        place += f",line={problem.line},col={problem.column}"
    return f"::{ANNOTATIONS[problem.severity]} {place}::{_data(visible(text))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
