"""Warnings that somebody has looked at: `accepted` in the front matter of a text, or in a salary table.

    accepted:
      - check: typed-money
        text: 50 000 ₽
        why: what the expert said, not a figure of the table

In: Problems, and what each file accepts. Out: the Problems that are left, with one for each acceptance that names no
check, and one for each that nothing needs. Errors are never accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from careerguide.checking.checks import ACCEPTABLE, CHECKS, Level
from careerguide.problems import Message, Problem, Severity, known_or_list

if TYPE_CHECKING:
    from careerguide import models
    from careerguide.library import Document, Library

Entries = tuple["models.Accepted | models.AcceptedInTable", ...]
Accepted = Mapping[str, Entries]  # by path


def settled(problems: Iterable[Problem], library: Library, level: Level) -> list[Problem]:
    """Return the problems that nobody has accepted, and what is wrong with the acceptances of checks of this level."""
    problems = list(problems)
    left, used = [], set()
    for problem in problems:
        entries = library.accepted.get(problem.path, ())
        meant = [index for index, entry in enumerate(entries) if _means(entry.check, entry.text, problem)]
        used |= {(problem.path, index) for index in meant}
        if not meant:
            left.append(problem)
    silent = {problem.path for problem in left if problem.severity is Severity.ERROR} | {*library.drafts}
    for path, entries in library.accepted.items():
        data = library.documents[path]
        for index, entry in enumerate(entries):
            if level is Level.WARNING:
                left += _unknown(entry.check, index, data)
            if _level(entry.check) is level and (path, index) not in used and path not in silent:
                left.append(_unneeded(entry.check, index, data))
    return left


def _means(check: str | None, text: str | None, problem: Problem) -> bool:
    """Return whether an entry is about a problem: by the check, and by words of its line or of its message."""
    if check != problem.check or problem.severity is Severity.ERROR:
        return False
    if text is None or _plain(text) in _plain(problem.excerpt):
        return True
    return any(_plain(str(value)) == _plain(text) for value in problem.message.values.values())


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _level(check: str | None) -> Level | None:
    return ACCEPTABLE[check].level if check in ACCEPTABLE else None


def _unknown(check: str | None, index: int, data: Document) -> Iterator[Problem]:
    if check is None or check in ACCEPTABLE:
        return
    loc = ("accepted", index, "check")
    if check in CHECKS and CHECKS[check].level is Level.ERROR:
        what = Message("“{check}” is an error, which cannot be accepted", check=check)
        yield data.problem(loc, what, Message("mend what it finds, and take this entry out"), check="accepted")
    else:
        what = Message("there is no check “{check}” that can be accepted", check=check)
        yield data.problem(loc, what, known_or_list(check, ACCEPTABLE, most=30), check="accepted")


def _unneeded(check: str | None, index: int, data: Document) -> Problem:
    what = Message("“{check}” does not find what is accepted here", check=check)
    hint = Message("take this entry out of “accepted”; or compare “text” with the line that is meant")
    return data.problem(("accepted", index), what, hint, Severity.WARNING, "accepted-unneeded")
