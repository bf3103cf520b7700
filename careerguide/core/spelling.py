"""Finds the known name that a misspelt one probably means.

In: a word as typed, and names. Out: the name nearest to it, if the two differ by no more than a typing mistake or a
word left out. The time for one word does not depend on the number of names once there are many.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice

from careerguide.core.lookalikes import Lookalike, by_look, lookalike

FEW = 200  # names that are compared one by one
LONG = 5  # letters of a word in which more than one may be mistyped
SHORT = range(3, 5)  # letters of a word that is understood only where nothing else comes near

_SEPARATOR = re.compile(r"[\s_-]+")


class Names(Collection[str]):
    """Names among which that of a misspelt word is searched; the first of equals is found."""

    def __init__(self, names: Iterable[str]) -> None:
        self._words = {name: _words(name) for name in dict.fromkeys(names)}

    def __contains__(self, name: object) -> bool:
        return name in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def lookalike(self, word: str) -> Lookalike | None:
        """Return the name that a word looks like without being it, or None."""
        return lookalike(word, self._words, self._looks)

    def listed(self, most: int) -> str | None:
        """Return all names, joined by commas; None where that has more than `most` characters."""
        if sum(map(len, islice(self._words, most))) > most:
            return None
        names = ", ".join(self._words)
        return names if len(names) <= most else None

    def nearest(self, word: str) -> str | None:
        """Return the name that a word probably means, ignoring case; None if none is near."""
        typed = _words(word)
        near = [name for name in self._candidates(typed) if is_alike(typed, self._words[name])]
        if not near:
            return self._only_one_close(typed)
        matcher = SequenceMatcher(None, b=" ".join(typed), autojunk=False)

        def similarity(name: str) -> float:
            matcher.set_seq1(" ".join(self._words[name]))
            return matcher.ratio()

        return max(near, key=similarity)

    def around(self, word: str, count: int) -> list[str]:
        """Return names that come before and after a word in the alphabet, which begin as it does if any do."""
        at = bisect_left(self._alphabetical, word.casefold(), key=str.casefold)
        start = max(0, min(at - count // 2, len(self._alphabetical) - count))
        return self._alphabetical[start : start + count]

    @cached_property
    def _looks(self) -> dict[str, str]:
        return by_look(self._words)

    @cached_property
    def _alphabetical(self) -> list[str]:
        return sorted(self._words, key=lambda name: (name.casefold(), name))

    def _only_one_close(self, typed: tuple[str, ...]) -> str | None:
        """Return the one name of a single word that a short word comes close to; None where several do, or none."""
        if len(typed) != 1 or len(typed[0]) not in SHORT:
            return None
        one_word = (name for name in self._candidates(typed) if len(self._words[name]) == 1)
        close = list(islice((name for name in one_word if _is_close(typed[0], *self._words[name])), 2))
        return close[0] if len(close) == 1 else None

    def _candidates(self, typed: tuple[str, ...]) -> Iterable[str]:
        if len(self._words) <= FEW:
            return self._words
        variants = (*_variants(typed), *map("".join, _without_a_word(typed)))
        near = (name for variant in variants for name in self._by_variant.get(variant, ()))
        return dict.fromkeys([*near, *self._with_a_word_more.get("".join(typed), ())])

    @cached_property
    def _by_variant(self) -> dict[str, list[str]]:
        """The names by each of their variants: two that share one may differ by a letter, or within one word."""
        return self._by(_variants)

    @cached_property
    def _with_a_word_more(self) -> dict[str, list[str]]:
        """The names by what is left of each without one of its words."""
        return self._by(lambda words: map("".join, _without_a_word(words)))

    def _by(self, keys: Callable[[tuple[str, ...]], Iterable[str]]) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for name, words in self._words.items():
            for key in dict.fromkeys(keys(words)):
                index.setdefault(key, []).append(name)
        return index


def is_alike(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Return whether two names, as words, differ by the space between words, by mistyped letters, or by one word."""
    if "".join(first) == "".join(second):
        return True
    if len(first) == len(second):
        return all(one == other or _is_mistyped(one, other) for one, other in zip(first, second, strict=True))
    shorter, longer = sorted((first, second), key=len)
    if len(longer) - len(shorter) > 1 or 2 * len("".join(shorter)) <= len("".join(longer)):
        return False
    return shorter in _without_a_word(longer)


def _is_mistyped(one: str, other: str) -> bool:
    """Return whether two words differ by so few letters that one is probably a misspelling of the other.

    The first letter of a word is seldom mistyped (Kukich, Techniques for automatically correcting words, 1992).
    """
    shorter, longer = sorted((one, other), key=len)
    if longer.isdigit() or shorter.isdigit():
        return False
    least, same_start = len(shorter), one[0] == other[0]
    most = next((edits for length, edits in ((8, 3), (LONG, 2)) if same_start and least >= length), int(least >= 4))
    if len(longer) - least <= most and _edits(one, other) <= most:
        return True
    return longer[:-1] == shorter and least >= 2


def _is_close(one: str, other: str) -> bool:
    """Return whether two words differ by one letter that is not the first, or by their endings: duty, duties."""
    if one[0] != other[0] or one.isdigit() or other.isdigit():
        return False
    shorter, longer = sorted((one, other), key=len)
    stem = shorter[: max(2, len(shorter) - 1)]
    return _edits(one, other) == 1 or (longer.startswith(stem) and len(longer) - len(shorter) <= 2)


def _edits(one: str, other: str) -> int:
    """Return the fewest insertions, deletions, replacements and swaps of neighbours that turn one word into the other.

    This is the optimal string alignment distance.
    """
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def _words(name: str) -> tuple[str, ...]:
    return tuple(filter(None, _SEPARATOR.split(name.casefold())))


def _variants(words: tuple[str, ...]) -> Iterator[str]:
    """Yield a name joined up, the same without each of its letters, and with each long word cut to its first letter."""
    joined = "".join(words)
    yield joined
    yield from {joined[:at] + joined[at + 1 :] for at in range(len(joined))}
    if len(words) > 1:
        for at, word in enumerate(words):
            if len(word) >= LONG:
                yield " ".join((*words[:at], f"{word[0]}…", *words[at + 1 :]))


def _without_a_word(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (words[:at] + words[at + 1 :] for at in range(len(words)))
