"""Collections, the guide's own kinds of pages: the list of one, and the page of an entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from careerguide.guide.guide import Guide
from careerguide.pages.views.listing import Group, Listing, listing
from careerguide.pages.views.role import PageSection
from careerguide.pages.views.site import Crumb
from careerguide.pages.views.text import text_view
from careerguide.schema import Entry
from careerguide.schema.collection import Value
from careerguide.schema.records import Kind


class OwnField(NamedTuple):
    """A field of the collection that an entry has, with what readers see it called."""

    key: str
    label: str
    values: tuple[str, ...]


class EntryLink(NamedTuple):
    """An entry in the list of its collection."""

    id: str  # on that page
    url: str
    title: str
    summary: str
    fields: tuple[OwnField, ...]
    own: Mapping[str, Value]


class CollectionView(NamedTuple):
    """All entries of a collection: in the order that they give themselves, or else by letter where they are many."""

    list: Listing[EntryLink]


class EntryView(NamedTuple):
    """An entry: its fields in the order of the collection, `own` by their keys, and its text by section."""

    entry: Entry
    fields: tuple[OwnField, ...]
    own: Mapping[str, Value]
    all: Crumb  # the list
    intro: Markup
    sections: tuple[PageSection, ...]


def entries_of(guide: Guide, collection: str) -> Iterator[Entry]:
    """Yield the entries of a collection in order."""
    return (entry for entry in guide.entries.values() if entry.collection == collection)


def collection_view(guide: Guide, id: str) -> CollectionView:
    """Return the list of a collection."""
    entries = [*entries_of(guide, id)]
    links = tuple(
        EntryLink(
            entry.id.rpartition("/")[2],
            Kind.ENTRY.page(entry.id),
            entry.title,
            entry.summary,
            _fields(guide, entry),
            _own(guide, entry),
        )
        for entry in entries
    )
    if any(entry.order is not None for entry in entries):
        return CollectionView(Listing((Group("", None, False, links),), len(links)))
    return CollectionView(listing(links, lambda link: link.title, guide.language))


def entry_view(guide: Guide, id: str) -> EntryView:
    """Return the page of an entry."""
    entry = guide.entries[id]
    above = Crumb(f"{entry.collection}/", guide.settings.collections[entry.collection].title)
    text = text_view(guide, guide.path_of(entry))
    return EntryView(entry, _fields(guide, entry), _own(guide, entry), above, text.intro, text.sections)


def _own(guide: Guide, entry: Entry) -> dict[str, Value]:
    """Return the values of all fields of the collection; empty where an entry has none."""
    return {key: entry.own.get(key, "") for key in guide.settings.collections[entry.collection].fields}


def _fields(guide: Guide, entry: Entry) -> tuple[OwnField, ...]:
    labels = guide.settings.collections[entry.collection].fields
    values = ((key, entry.own[key]) for key in labels if key in entry.own)
    return tuple(
        OwnField(key, labels[key], (value,) if isinstance(value, str) else tuple(value)) for key, value in values
    )
