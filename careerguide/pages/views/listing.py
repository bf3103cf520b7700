"""Lists of any length, in groups that readers can jump to, narrow and reorder.

In: entries in alphabetical order. Out: the same entries by a property of theirs or, where there are many, by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from careerguide.core.problems import SiteText
from careerguide.languages.collation import initial, is_foreign, sort_key
from careerguide.languages.language import Language
from careerguide.pages.views.site import Words

T = TypeVar("T")

OTHER = SiteText("Other")
FINDABLE = 15  # entries; with more, a list can be searched and is grouped by letter if not by anything else
FOLDED = 100  # entries; with more, groups are closed until a reader opens them, and entries are one line each


class Group(NamedTuple, Generic[T]):
    """The entries under one heading (None: the list has only this group)."""

    id: str  # on its page; empty for the only group
    title: Words | None
    foreign: bool  # whether the heading is a letter of another alphabet than the guide's
    entries: tuple[T, ...]

    @property
    def name(self) -> str:
        """What the group is called in an address: its title as editors wrote it."""
        return self.title if isinstance(self.title, str) else ""

    @property
    def is_letter(self) -> bool:
        """Whether the entries begin with one letter."""
        return "letter-" in self.id


class Listing(NamedTuple, Generic[T]):
    """All entries of a list, in groups."""

    groups: tuple[Group[T], ...]
    total: int

    @property
    def findable(self) -> bool:
        """Whether the list is long enough to be searched."""
        return self.total > FINDABLE

    @property
    def folded(self) -> bool:
        """Whether groups are closed at first, so that the page remains short."""
        return self.total > FOLDED and len(self.groups) > 1


def listing(entries: Iterable[T], name: Callable[[T], str], language: Language, prefix: str = "") -> Listing[T]:
    """Return entries in groups by letter, or in one group where they are few; `prefix` sets the ids apart on a page."""
    entries = tuple(entries)
    if len(entries) > FINDABLE:
        return Listing(by_letter(entries, name, language, prefix), len(entries))
    return Listing((Group("", None, False, entries),) if entries else (), len(entries))


def listing_by(
    entries: Iterable[T],
    group: Callable[[T], str | None],
    name: Callable[[T], str],
    language: Language,
    prefix: str = "",
    rest: Words = OTHER,
) -> Listing[T]:
    """Return entries in groups by a property, groups in alphabetical order; as `listing` where it tells none apart.

    `rest` is the title of the entries without it.
    """
    entries = tuple(entries)
    if len({*map(group, entries)}) < 2:
        return listing(entries, name, language, prefix)
    groups: dict[str | None, list[T]] = {}
    for entry in sorted(entries, key=lambda entry: _group_key(group(entry), language)):
        groups.setdefault(group(entry), []).append(entry)
    return Listing(
        tuple(
            Group(f"{prefix}group-{number}", title or rest, False, tuple(members))
            for number, (title, members) in enumerate(groups.items(), 1)
        ),
        len(entries),
    )


def _group_key(title: str | None, language: Language) -> tuple[bool, tuple[bool, str, str]]:
    return title is None, sort_key(title or "", language.rules.alphabet)


def by_letter(
    entries: Iterable[T], name: Callable[[T], str], language: Language, prefix: str = ""
) -> tuple[Group[T], ...]:
    """Return entries by the first letter of their names, in the dictionary order of the language."""
    alphabet = language.rules.alphabet
    letters: dict[str, list[T]] = {}
    for entry in sorted(entries, key=lambda entry: sort_key(name(entry), alphabet)):
        letters.setdefault(initial(name(entry), alphabet), []).append(entry)
    return tuple(
        Group(f"{prefix}letter-{number}", letter, is_foreign(letter, alphabet), tuple(group))
        for number, (letter, group) in enumerate(letters.items(), 1)
    )
