"""Collections: pages of a kind that the guide itself defines, under `collections` in content/guide.yaml.

A collection has a folder of its own in the content folder; each of its Markdown files becomes an `Entry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, create_model

from careerguide.schema.fields import Accepted, Day, Named, Record, Text, YesNo
from careerguide.schema.slug import Slug

TEMPLATE = "entry.html"


class Collection(Record):
    """A kind of pages of the guide's own; its key is the folder, and the address of the list."""

    title: Text = Field(description="What they are called: Employers")
    summary: Text = Field(description="What the list of them shows, in one sentence")
    template: Text = Field(TEMPLATE, description="The template of each page, in templates/: employer.html")
    menu: YesNo = Field(False, description="yes: the list is in the menu")
    fields: dict[Slug, Text] = Field(
        {},
        description="The fields that its files have besides, and what readers see them called",
        examples=["{city: City, people: People employed}"],
    )


class Written(Named):
    """A text with a page of its own: what its front matter always holds."""

    title: Text = Field(description="The page's title")
    summary: Text = Field(description="What it says, in one sentence")
    reviewed: Day | None = Field(None, description="When somebody last read it all: 2026-11-23")
    accepted: tuple[Accepted, ...] = Field(
        (),
        description="Findings that are right as they stand",
        examples=["[{check: source-date, why: why it is right}]"],
    )
    draft: YesNo = Field(False, description="yes: shown by serve, left out by build")


Value = str | tuple[str, ...]


class EntryFacts(Written):
    """The front matter of a file of a collection, without the fields of that collection."""

    order: Annotated[int, Field(ge=0, le=100_000)] | None = Field(
        None, description="Its place in the list; those without one come last, by title"
    )


class Entry(EntryFacts):
    """A page of a collection, with the values of the collection's fields; its id is folder/name."""

    own: dict[str, Value] = Field({})

    @property
    def collection(self) -> str:
        """The id of its collection."""
        return self.id.partition("/")[0]


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) and value else value


@lru_cache(maxsize=64)
def model_of(fields: tuple[str, ...]) -> type[EntryFacts]:
    """Return the record that a file with these fields of its own is validated as."""
    texts = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more)]
    return create_model("Entry", __base__=EntryFacts, **dict.fromkeys(fields, (texts, ())))  # type: ignore[call-overload,no-any-return]


def with_values(entry: EntryFacts, written: Mapping[str, Any], fields: Iterable[str]) -> Entry:
    """Return a validated entry as a plain one, which holds the values of its own fields in `own`."""
    values = {key: getattr(entry, key) for key in fields if getattr(entry, key, ())}
    own = {key: value[0] if isinstance(written.get(key), str) else value for key, value in values.items()}
    common = {name: getattr(entry, name) for name in EntryFacts.model_fields}
    return Entry.model_construct(**common, own=own)
