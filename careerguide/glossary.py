"""Words of the glossary in a text: the first use of each, in whatever grammatical form, is linked to its meaning.

In: the terms. Out: a `Glossary`, which finds them in a text in linear time. A Cyrillic word is met in any of its forms by leaving its ending
open; where that would leave too little of it, and in other scripts, only the word itself (in English: and its plural) is met.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careerguide.models import Term

MAX_TITLE = 160  # characters of a meaning shown when one points at the term
_LEAST_STEM = 3  # letters that must stay of a word whose ending is left open
_CYRILLIC = re.compile(r"[а-яё]+")
_BARE_ENDING = re.compile(r"(?:ий|ый|ой|ая|яя|ое|ее|ые|ие|[аеиоуыэюяйь])$")
_ENDINGS = (
    "(?:[аеиоуыюяйь]|ам|ах|ая|ев|его|ее|ей|ем|ему|ец|ею|ие|ием|ии|ий|им|ими|их|ию|ия|иям|иях|ов|ого|ое|ой|ом|ому|ою|"
    "ую|ые|ый|ым|ыми|ых|ью|юю|ям|ях|яя|ами|ями)?"
)
_WORD = re.compile(r"[^\W_]+|[\W_]+")


@dataclass(frozen=True, slots=True)
class Glossary:
    """A pattern that finds all terms, and for each of its groups the term's id and its link's opening tag."""

    pattern: re.Pattern[str] | None
    ids: tuple[str, ...]
    tags: tuple[str, ...]

    def find(self, text: str, spans: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int, str, str]]:
        """Yield start, end, id and opening tag of each term's first use within the spans."""
        if self.pattern is None:
            return
        lower = _folded(text)
        if len(lower) != len(text):
            return  # letters such as İ, which have no lower case of one character
        seen: set[str] = set()
        for start, end in spans:
            for match in self.pattern.finditer(lower, start, end):
                group = (match.lastindex or 1) - 1
                if self.ids[group] not in seen:
                    seen.add(self.ids[group])
                    yield match.start(), match.end(), self.ids[group], self.tags[group]


@lru_cache(maxsize=4)
def _compiled(entries: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Glossary:
    phrases = {_folded(phrase): (id, meaning) for id, meaning, words in entries for phrase in words if phrase.strip()}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    if not longest_first:
        return Glossary(None, (), ())
    first = "".join(sorted({re.escape(phrase[0]) for phrase in longest_first}))
    forms = "|".join(f"({_form(phrase)})" for phrase in longest_first)
    pattern = re.compile(rf"(?=[{first}])(?<![\w-])(?:{forms})(?![\w-])")
    meant = [phrases[phrase] for phrase in longest_first]
    return Glossary(pattern, tuple(id for id, _ in meant), tuple(_tag(id, meaning) for id, meaning in meant))


def glossary(terms: Mapping[str, Term]) -> Glossary:
    """Return the terms ready to be found."""
    return _compiled(tuple((id, term.meaning, (term.term, *term.also)) for id, term in terms.items()))


def _tag(id: str, meaning: str) -> str:
    short = meaning if len(meaning) <= MAX_TITLE else meaning[: MAX_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return f'<a class="term" href="site:glossary/index.html#{id}" title="{html.escape(short)}">'


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
