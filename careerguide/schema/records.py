"""Records of folders and lists, and the registry of all kinds of records.

A kind determines where its records are written, which model they have, and where the site shows them. Other packages
attach functions to kinds, in one table each: DECODERS (guide/files.py), PLANS (pages/plan.py) and BLANKS
(editing/blanks.py). A new list whose records have pages needs a model and a kind here, a line in PLANS, two templates.
"""

from __future__ import annotations

import posixpath
from enum import StrEnum
from functools import cache
from typing import NamedTuple, Self

from pydantic import Field

from careerguide.core import addresses
from careerguide.core.addresses import first_folder
from careerguide.core.problems import SiteText
from careerguide.schema.codes import RegionCode
from careerguide.schema.collection import EntryFacts, Written
from careerguide.schema.fields import FormerIds, Named, Record, Text
from careerguide.schema.guide import Settings
from careerguide.schema.place import At
from careerguide.schema.role import Role
from careerguide.schema.slug import Slug
from careerguide.schema.table import SalaryTable


class Region(Named):
    """A city, a state or another place for which pay is known."""

    name: Text = Field(description="The name: Vienna")
    in_: Text | None = Field(
        None, alias="in", description="The name with its preposition, in the case it takes: in Vienna"
    )
    code: RegionCode | None = Field(None, description="The ISO 3166-2 code: RU-MOW")
    also: tuple[Text, ...] = Field((), description="Other names under which tables and readers know it")
    part_of: Slug | None = Field(None, description="The id of the region in which it lies")
    at: At | None = Field(
        None,
        description="Its place on the map: latitude and longitude in degrees, with a point: [48.21, 16.37]",
        examples=["[48.21, 16.37]"],
    )
    was: FormerIds = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all other names."""
        return (self.name, *self.also)

    @property
    def where(self) -> str:
        """The name as used in “pay …”: with its preposition, if one is given."""
        return self.in_ or self.name


class Skill(Named):
    """Something that a role asks for."""

    name: Text = Field(description="The skill: Negotiation")
    summary: Text = Field(description="What it means at work, in one or two sentences")
    was: FormerIds = ()


class Term(Named):
    """A word of the trade."""

    term: Text = Field(description="The word as it stands in texts")
    meaning: Text = Field(description="What it means, for a newcomer")
    also: tuple[Text, ...] = Field((), description="Other spellings and abbreviations")
    was: FormerIds = ()


class Page(Written):
    """A page's facts (the front matter of content/pages/<id>.md)."""

    was: FormerIds = ()


class KindFacts(NamedTuple):
    """The attributes of a `Kind`; see there."""

    word: str
    model: type[Record]
    one: SiteText
    plural: SiteText
    ending: str = ""
    overview: str = ""
    address: str = ""


class Kind(StrEnum):
    """The kind of a content file; the value is the file of a list, or the folder whose files have one record each.

    `word` names one record in commands; `one` and `plural` are for readers. `ending` is the extension of a folder's
    files, empty for a list. `address` is the page of a record, `overview` that of all records; empty where there is no
    such page. The order is that of the site.
    """

    word: str
    model: type[Record]
    one: SiteText
    plural: SiteText
    ending: str
    overview: str
    address: str

    GUIDE = (
        "guide.yaml",
        KindFacts("guide", Settings, SiteText("The guide as a whole"), SiteText("The guide as a whole")),
    )
    ROLE = "roles", KindFacts("role", Role, SiteText("a role"), SiteText("Roles"), ".md", "roles/", "roles/{id}/")
    TABLE = (
        "salaries",
        KindFacts(
            "salary", SalaryTable, SiteText("a salary table"), SiteText("Pay"), ".yaml", "salaries/", "salaries/{id}/"
        ),
    )
    REGIONS = (
        "regions.yaml",
        KindFacts("region", Region, SiteText("a region"), SiteText("Regions"), "", "salaries/", "regions/{id}/"),
    )
    SKILLS = (
        "skills.yaml",
        KindFacts("skill", Skill, SiteText("a skill"), SiteText("Skills"), "", "skills/", "skills/{id}/"),
    )
    GLOSSARY = (
        "glossary.yaml",
        KindFacts("term", Term, SiteText("a word"), SiteText("Glossary"), "", "glossary/", "glossary/#{id}"),
    )
    PAGE = "pages", KindFacts("page", Page, SiteText("a page"), SiteText("Pages"), ".md", address="{id}/")
    # The folders of all collections of guide.yaml; the id of a record is folder/name.
    ENTRY = "*", KindFacts("entry", EntryFacts, SiteText("an entry"), SiteText("Entries"), ".md", address="{id}/")

    def __new__(cls, path: str, facts: KindFacts) -> Self:
        """Return the kind at a path of the content folder, with `facts` as its attributes."""
        kind = str.__new__(cls, path)
        kind._value_ = path
        kind.word, kind.model, kind.one, kind.plural, kind.ending, kind.overview, kind.address = facts
        return kind

    @classmethod
    def of(cls, record: Record) -> Kind:
        """Return the kind of a record."""
        return _of(type(record))

    @property
    def name_field(self) -> str:
        """The field with the name of a record, its first; salary tables are named after their role."""
        return next(name for name in self.model.model_fields if name != "id")

    @property
    def is_list(self) -> bool:
        """Whether one file has all records of this kind."""
        return not self.ending

    @property
    def has_overview(self) -> bool:
        """Whether there is a page for all its records and nothing else."""
        return self.overview == f"{self.stem}/"

    @property
    def has_page_each(self) -> bool:
        """Whether each record has a page of its own."""
        return self.address.endswith("/")

    @property
    def stem(self) -> str:
        """The path without extension: the id of a list's file."""
        return self.value.removesuffix(".yaml")

    @property
    def schema(self) -> str:
        """The name of the JSON Schema of its files."""
        return self.stem if self.is_list else self.word

    def file(self, id: str) -> str:
        """Return the path, inside the content folder, of a new file with the record of an id."""
        if self is Kind.ENTRY:
            return f"{id}{self.ending}"
        return self.value if self.is_list else f"{self.value}/{id}{self.ending}"

    def page(self, id: str) -> str:
        """Return the address of a record inside the site."""
        return self.address.format(id=id)


@cache
def _of(model: type[Record]) -> Kind:
    return next(kind for kind in Kind if issubclass(model, kind.model))


BY_PATH = {kind.value: kind for kind in Kind if kind is not Kind.ENTRY}
LISTS = tuple(kind for kind in Kind if kind.is_list)
FOLDERS = tuple(kind for kind in Kind if not kind.is_list)
NESTED = frozenset({Kind.ROLE})  # whose files may be in folders inside their folder
MARKDOWN = frozenset(kind for kind in FOLDERS if kind.ending == ".md")
# First folders of addresses that are reserved: no page of the guide can use them.
TAKEN = addresses.OWN | {
    first_folder(address) for kind in Kind for address in (kind.overview, kind.address) if address[:1] not in ("", "{")
}


def located(path: str) -> tuple[Kind, str]:
    """Return the kind and the id of the record, or of the list, in a file of the content folder: roles/design/x.md."""
    folder = path.partition("/")[0]
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return (BY_PATH[folder], stem) if folder in BY_PATH else (Kind.ENTRY, f"{folder}/{stem}")


def record_at(address: str) -> tuple[Kind, str] | None:
    """Return the kind and the id of the record with a page of its own at an address inside the site."""
    for kind in Kind:
        folder, _, end = kind.address.partition("{id}")
        id = address.removeprefix(folder).removesuffix("/")
        if end == "/" and address == kind.page(id) and id and "/" not in id and (folder or id not in TAKEN):
            return kind, id
    return None
