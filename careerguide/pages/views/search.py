"""The search page: an alphabetical index, above which scripts add a full-text search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from careerguide.guide.guide import Guide
from careerguide.pages.views.listing import Group, by_letter
from careerguide.pages.views.site import Words, collections
from careerguide.schema.records import LISTS, Kind

# The kinds of search results, by the first folder of their address.
KINDS = {
    kind.address.rpartition("{")[0].partition("/")[0]: kind
    for kind in Kind
    if kind.address and kind is not Kind.ENTRY  # each collection has its own folder
}


class IndexEntry(NamedTuple):
    """A name in the index, with its kind and address; `see` is the main name if this is an alternative one."""

    name: str
    kind: Words
    url: str
    see: str | None = None


class SearchView(NamedTuple):
    """The index, and the kinds by which results are grouped."""

    letters: tuple[Group[IndexEntry], ...]
    kinds: Mapping[str, Words]


def search_view(guide: Guide) -> SearchView:
    """Return the search page."""
    own = collections(guide)
    entries = [*_roles(guide), *_terms(guide)]
    entries += [IndexEntry(it.title, own[it.collection].title, Kind.ENTRY.page(it.id)) for it in guide.entries.values()]
    for kind in reversed(LISTS):
        if kind.has_page_each:
            entries += [IndexEntry(it.name, kind.one, kind.page(it.id)) for it in guide.records[kind].values()]
    kinds: dict[str, Words] = {folder: kind.plural for folder, kind in KINDS.items() if guide.records[kind]}
    kinds |= {id: above.title for id, above in own.items()}
    return SearchView(by_letter(entries, lambda entry: entry.name, guide.language), kinds)


def _roles(guide: Guide) -> Iterator[IndexEntry]:
    for role in guide.roles.values():
        url = Kind.ROLE.page(role.id)
        yield IndexEntry(role.title, Kind.ROLE.one, url)
        for name in (*role.names.also, role.names.en):
            if name:
                yield IndexEntry(name, Kind.ROLE.one, url, role.title)


def _terms(guide: Guide) -> Iterator[IndexEntry]:
    for term in guide.terms.values():
        url = Kind.GLOSSARY.page(term.id)
        yield IndexEntry(term.term, Kind.GLOSSARY.one, url)
        for name in term.also:
            yield IndexEntry(name, Kind.GLOSSARY.one, url, term.term)
