"""The search page: an index of everything by letter, which scripts put a full-text search above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from careerguide.library import Library
from careerguide.problems import Message
from careerguide.views.lists import Letter, by_letter

KINDS = {
    "roles": Message("Roles"),
    "salaries": Message("Pay"),
    "regions": Message("Regions"),
    "skills": Message("Skills"),
    "glossary": Message("Words"),
    "": Message("Pages"),
}  # of what can be found, by the folder in which it stands
ROLE, SKILL, REGION, WORD = Message("a role"), Message("a skill"), Message("a region"), Message("a word")


class IndexEntry(NamedTuple):
    """A name in the index: what it names and where that stands; `see` is its proper name where this is another one."""

    name: str
    kind: Message
    url: str
    see: str | None = None


class SearchView(NamedTuple):
    """The index, and the kinds under which results are grouped."""

    letters: tuple[Letter[IndexEntry], ...]
    kinds: dict[str, Message]


def search_view(library: Library) -> SearchView:
    """Return what the search page shows."""
    entries = [*_roles(library), *_terms(library)]
    entries += [IndexEntry(skill.name, SKILL, f"skills/{skill.id}/") for skill in library.skills.values()]
    entries += [IndexEntry(region.name, REGION, f"regions/{region.id}/") for region in library.regions.values()]
    return SearchView(by_letter(entries, lambda entry: entry.name), KINDS)


def _roles(library: Library) -> Iterator[IndexEntry]:
    for role in library.roles.values():
        url = f"roles/{role.id}/"
        yield IndexEntry(role.title, ROLE, url)
        for name in (*role.names.also, role.names.en):
            if name:
                yield IndexEntry(name, ROLE, url, role.title)


def _terms(library: Library) -> Iterator[IndexEntry]:
    for term in library.terms.values():
        url = f"glossary/#{term.id}"
        yield IndexEntry(term.term, WORD, url)
        for name in term.also:
            yield IndexEntry(name, WORD, url, term.term)
