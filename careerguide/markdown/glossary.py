"""Finds the terms of the glossary in a text: the first use of each, in any grammatical form.

In: the terms, and the language of the guide. Out: a `Glossary`, which finds them in a text in linear time. The forms of
a word are those of the guide's language where that has all of its letters, else of the first language that has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from careerguide.languages.collation import spells
from careerguide.languages.registry import by_preference, folded_in_place

if TYPE_CHECKING:
    from careerguide.languages.rules import LanguageRules
    from careerguide.schema import Term

_WORD = re.compile(r"[^\W_]+|[\W_]+")


class Entry(NamedTuple):
    """A pattern of the terms that begin alike, and the id for each of its groups."""

    pattern: re.Pattern[str]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms: `beginnings` finds where a term may begin; `entries` are keyed by those first letters."""

    beginnings: re.Pattern[str] | None
    entries: Mapping[str, Entry]

    def find(self, text: str, spans: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and id of each term's first use within the spans."""
        lower = folded_in_place(text)
        if self.beginnings is None or len(lower) != len(text):
            return  # letters such as İ have no lower case of one character
        seen: set[str] = set()
        for start, end in spans:
            at = start
            while match := self.beginnings.search(lower, at, end):
                entry = self.entries[match.group()]
                found = entry.pattern.match(lower, match.start(), end)
                at = match.end()
                if found:
                    at = found.end()
                    id = entry.ids[(found.lastindex or 1) - 1]
                    if id not in seen:
                        seen.add(id)
                        yield found.start(), at, id


@lru_cache(maxsize=4)
def _compiled(entries: tuple[tuple[str, tuple[str, ...]], ...], language: str) -> Glossary:
    languages = by_preference(language)
    phrases = {folded_in_place(phrase.strip()): id for id, words in entries for phrase in words if phrase.strip()}
    by_beginning: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):  # the longer of two goes first
        by_beginning.setdefault(phrase[:3].split()[0], []).append(phrase)
    if not by_beginning:
        return Glossary(None, {})
    return Glossary(
        re.compile(rf"\b(?<!-)(?:{_tree(sorted(by_beginning, key=len, reverse=True))})"),
        {
            beginning: Entry(
                re.compile(f"(?:{'|'.join(f'({_forms(phrase, languages)})' for phrase in alike)})(?![\\w-])"),
                tuple(phrases[phrase] for phrase in alike),
            )
            for beginning, alike in by_beginning.items()
        },
    )


def _tree(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, branching at each letter so that few are tried at a place."""
    branches: dict[str, list[str]] = {}
    for word in words:
        branches.setdefault(word[:1], []).append(word[1:])
    whole = branches.pop("", None) is not None
    pattern = "|".join(re.escape(letter) + _tree(rest) for letter, rest in branches.items())
    if not pattern:
        return ""
    return f"(?:{pattern}){'?' if whole else ''}"


def glossary(terms: Mapping[str, Term], language: str) -> Glossary:
    """Return the terms ready to be found."""
    return _compiled(tuple((id, (term.term, *term.also)) for id, term in terms.items()), language)


def _forms(phrase: str, languages: tuple[LanguageRules, ...]) -> str:
    """Return a pattern for a word or phrase in all its forms."""
    parts = _WORD.findall(phrase.strip())
    return "".join(_part_forms(part, index == len(parts) - 1, languages) for index, part in enumerate(parts))


def _part_forms(part: str, last: bool, languages: tuple[LanguageRules, ...]) -> str:
    if part.isspace():
        return r"[\s\u00a0]+"
    rules = next((rules for rules in languages if rules.word_forms and spells(part, rules.alphabet)), None)
    if rules and rules.word_forms and (last or rules.inflects_each_word):
        return rules.word_forms(part)
    return re.escape(part)
