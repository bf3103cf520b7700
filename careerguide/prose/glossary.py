"""Words of the glossary in a text: the first use of each, in whatever grammatical form, is linked to its meaning.

In: the terms. Out: a `Glossary`, which finds them in a text in linear time. A Cyrillic word is met in all of its forms
by leaving its ending open; where that would leave too little of it, and in other scripts, only the word itself and (in
English) its plural are met.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from careerguide.models import Term

_LEAST_STEM = 3  # letters that must stay of a word whose ending is left open
_CYRILLIC = re.compile(r"[а-яё]+")
_BARE_ENDING = re.compile(r"(?:ий|ый|ой|ая|яя|ое|ее|ые|ие|[аеиоуыэюяйь])$")
_ENDINGS = (
    "(?:[аеиоуыюяйь]|ами?|ах|ая|ев|его|ее|ей|ему?|ец|ею|ие|ием|ии|ий|ими?|их|ию|ия|иях?|иям|ов|ого|ое|ой|ому?|ою|"
    "ую|ые|ый|ыми?|ых|ью|юю|ями?|ях|яя)?"
)
_WORD = re.compile(r"[^\W_]+|[\W_]+")


class Entry(NamedTuple):
    """What terms that begin alike look like, and for each group of the pattern the id and its link's opening tag."""

    pattern: re.Pattern[str]
    meant: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms: `beginnings` finds where one may begin, `entries` are by those first letters."""

    beginnings: re.Pattern[str] | None
    entries: Mapping[str, Entry]

    def find(self, text: str, spans: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int, str, str]]:
        """Yield start, end, id and opening tag of each term's first use within the spans."""
        lower = _folded(text)
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
                    id, tag = entry.meant[(found.lastindex or 1) - 1]
                    if id not in seen:
                        seen.add(id)
                        yield found.start(), at, id, tag


@lru_cache(maxsize=4)
def _compiled(entries: tuple[tuple[str, tuple[str, ...]], ...]) -> Glossary:
    phrases = {_folded(phrase.strip()): id for id, words in entries for phrase in words if phrase.strip()}
    by_beginning: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):  # the longer of two goes first
        by_beginning.setdefault(phrase[:3].split()[0], []).append(phrase)
    if not by_beginning:
        return Glossary(None, {})
    return Glossary(
        re.compile(rf"\b(?<!-)(?:{_tree(sorted(by_beginning, key=len, reverse=True))})"),
        {
            beginning: Entry(
                re.compile(f"(?:{'|'.join(f'({_form(phrase)})' for phrase in alike)})(?![\\w-])"),
                tuple((phrases[phrase], _tag(phrases[phrase])) for phrase in alike),
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


def glossary(terms: Mapping[str, Term]) -> Glossary:
    """Return the terms ready to be found."""
    return _compiled(tuple((id, (term.term, *term.also)) for id, term in terms.items()))


def _tag(id: str) -> str:
    return f'<a class="term" href="site:glossary/index.html#{id}">'


def _folded(text: str) -> str:
    return text.lower().replace("ё", "е")


def _form(phrase: str) -> str:
    """Return a pattern for a word or phrase in all its forms."""
    parts = []
    for part in _WORD.findall(phrase.strip()):
        if part.isspace():
            parts.append(r"[\s\u00a0]+")
        elif _CYRILLIC.fullmatch(part):
            parts.append(_open_ended(part))
        else:
            parts.append(re.escape(part))
    return "".join(parts) + ("(?:s|es)?" if phrase.isascii() and phrase[-1:].isalpha() else "")


def _open_ended(word: str) -> str:
    stem = _BARE_ENDING.sub("", word)
    return stem + _ENDINGS if len(stem) >= _LEAST_STEM else word
