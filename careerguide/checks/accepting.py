"""Accepted findings: `accepted` in the front matter of a text, or in a salary table.

    accepted:
      - check: typed-money
        text: 50 000 ₽
        why: what the expert said, not a figure of the table

In: Problems, and what each file accepts. Out: the Problems that are not accepted, with one for each entry that names no
check, and one for each that matches no finding. Errors cannot be accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careerguide.checks.checks import ACCEPTABLE, CHECKS, Level
from careerguide.core.problems import Message, Problem, Severity, known_or_list
from careerguide.guide.guide import Document, Guide

COMPARED = frozenset({"missing-section", "repeated-sentence"})  # checks whose findings depend on the other roles
SEVERITY = {Level.WARNING: Severity.WARNING, Level.ADVICE: Severity.ADVICE}


def without_accepted(problems: Iterable[Problem], guide: Guide, level: Level) -> list[Problem]:
    """Return, sorted, the problems that are not accepted, and those of the entries for checks of this level."""
    left, used = [], set()
    for problem in problems:
        entries = guide.accepted.get(problem.path, ())
        matching = [index for index, entry in enumerate(entries) if _matches(entry.check, entry.text, problem)]
        used |= {(problem.path, index) for index in matching}
        if not matching:
            left.append(problem)
    unsure = {problem.path for problem in left if problem.severity is Severity.ERROR} | {*guide.drafts}
    for path, entries in guide.accepted.items():
        data = guide.documents[path]
        for index, entry in enumerate(entries):
            if level is Level.WARNING:
                left += _unknown(entry.check, index, data)
            is_used = (path, index) in used or entry.check in COMPARED or path in unsure
            if not is_used and entry.check in ACCEPTABLE and ACCEPTABLE[entry.check].level is level:
                left.append(_unneeded(entry.check, index, data, SEVERITY[level]))
    return sorted(left, key=lambda problem: problem.sort_key)


def _matches(check: str | None, text: str | None, problem: Problem) -> bool:
    """Return whether an entry accepts a problem: by its check, and by text in its line or its message."""
    if check != problem.check or problem.severity is Severity.ERROR:
        return False
    if text is None or _plain(text) in _plain(problem.excerpt):
        return True
    return any(_plain(str(value)) == _plain(text) for value in problem.message.values.values())


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _unknown(check: str | None, index: int, data: Document) -> Iterator[Problem]:
    if check is None or check in ACCEPTABLE:
        return
    loc = ("accepted", index, "check")
    if check in CHECKS and CHECKS[check].level is Level.ERROR:
        what = Message("“{check}” is an error, which cannot be accepted", check=check)
        yield data.problem(loc, what, Message("mend what it finds, and take this entry out"), check="accepted")
    else:
        what = Message("there is no check “{check}” that can be accepted", check=check)
        yield data.problem(loc, what, known_or_list(check, ACCEPTABLE), check="accepted")


def _unneeded(check: str | None, index: int, data: Document, severity: Severity) -> Problem:
    what = Message("“{check}” does not find what is accepted here", check=check)
    hint = Message("take this entry out of “accepted”; or compare “text” with the line that is meant")
    return data.problem(("accepted", index), what, hint, severity, "accepted-unneeded")
