"""Sentences that stand in two roles: who reads both reads them twice, and who mends one forgets the other.

In: the Library and the words of its texts. Out: a warning at the later place, one for each run of sentences that follow
one another in both. Sentences are compared by their words; the work is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from careerguide.library import Library
from careerguide.models import Role
from careerguide.problems import Message, Problem, Severity
from careerguide.reading.source import Position
from careerguide.reading.wording import Wording, sentences

LEAST = 8  # words: shorter sentences are alike by chance
FIELDS = ("summary", "pay_note")  # of the front matter, where whole sentences stand


class Place(NamedTuple):
    """Where a sentence stands."""

    path: str
    position: Position


def findings(library: Library, texts: Mapping[str, Wording]) -> Iterator[Problem]:
    """Yield what a role says in the words of an earlier one."""
    first: dict[tuple[str, ...], Place] = {}
    for role in library.roles.values():
        path = library.path_of(role)
        said = list(_said(library, role, texts.get(path)))
        known = [(first.get(words), position) for words, position in said]
        for _, run in groupby(known, lambda item: item[0] and item[0].path):
            place, at = next(run)
            if place:
                yield _repeated(library, path, at, place, 1 + sum(1 for _ in run))
        for words, position in said:
            first.setdefault(words, Place(path, position))


def _said(library: Library, role: Role, wording: Wording | None) -> Iterator[tuple[tuple[str, ...], Position]]:
    """Yield the longer sentences of a role with their places."""
    data = library.documents[library.path_of(role)].data
    for name in FIELDS:
        for sentence in sentences(str(data.value.get(name, ""))):
            if len(sentence.words) >= LEAST:
                yield sentence.words, data.position((name,))
    if wording is None:
        return
    for sentence in wording.sentences():
        if len(sentence.words) >= LEAST:
            yield sentence.words, wording.position(sentence.start, _width(wording.text, sentence.start, sentence.end))


def _width(text: str, start: int, end: int) -> int:
    """Return how many characters of a stretch stand on its first line."""
    line_end = text.find("\n", start, end)
    return (end if line_end < 0 else line_end) - start


def _repeated(library: Library, path: str, at: Position, earlier: Place, count: int) -> Problem:
    where = f"{earlier.path}:{earlier.position.line}"
    what = Message("this sentence stands in {place} too", place=where)
    if count > 1:
        what = Message("from here on, {place} says the same (sentences: {count})", place=where, count=count)
    hint = Message("say it here in the words of this role; or say it once, and link to it from the other")
    return library.documents[path].source.problem(at, what, hint, Severity.WARNING, "repeated-sentence")
