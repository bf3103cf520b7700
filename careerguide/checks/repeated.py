"""Finds sentences that two roles share: readers read them twice, and editors correct only one of them.

In: the Guide and the words of its texts. Out: advice at the newer of the two roles, one for each run of consecutive
sentences. Sentences are compared by their words, in linear time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from careerguide.checks.precedence import established_first
from careerguide.core.problems import Message, Problem, Severity
from careerguide.guide.guide import Guide
from careerguide.markdown.words import Words, sentences
from careerguide.reading.source import Position
from careerguide.schema import Role

LEAST = 8  # words: shorter sentences are equal by chance
FIELDS = ("summary", "pay_note")  # fields of the front matter that contain sentences


class Place(NamedTuple):
    """The place of a sentence."""

    path: str
    position: Position


def findings(guide: Guide, texts: Mapping[str, Words]) -> Iterator[Problem]:
    """Yield the sentences of a role that are in an older role too."""
    first: dict[tuple[str, ...], Place] = {}
    for role in established_first(guide):
        path = guide.path_of(role)
        sentences_of = list(_sentences(guide, role, texts.get(path)))
        known = [(first.get(words), position) for words, position in sentences_of]
        for _, run in groupby(known, lambda item: item[0] and item[0].path):
            place, at = next(run)
            if place:
                yield _repeated(guide, path, at, place, 1 + sum(1 for _ in run))
        for words, position in sentences_of:
            first.setdefault(words, Place(path, position))


def _sentences(guide: Guide, role: Role, text: Words | None) -> Iterator[tuple[tuple[str, ...], Position]]:
    """Yield the long sentences of a role with their positions."""
    data = guide.documents[guide.path_of(role)].data
    for name in FIELDS:
        for sentence in sentences(str(data.value.get(name, ""))):
            if len(sentence.words) >= LEAST:
                yield sentence.words, data.position((name,))
    for words, position in text.sentences() if text else ():
        if len(words) >= LEAST:
            yield words, position


def _repeated(guide: Guide, path: str, at: Position, earlier: Place, count: int) -> Problem:
    where = f"{earlier.path}:{earlier.position.line}"
    what = Message("this sentence stands in {place} too", place=where)
    if count > 1:
        what = Message("from here on, {place} says the same (sentences: {count})", place=where, count=count)
    hint = Message("say it here in the words of this role; or say it once, and link to it from the other")
    return guide.documents[path].source.problem(at, what, hint, Severity.ADVICE, "repeated-sentence")
