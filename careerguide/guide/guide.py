"""The whole guide in memory: records, prose, and the files that they were read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from careerguide.core.problems import Problem
from careerguide.incremental.dependencies import Traced
from careerguide.incremental.memo import LazyPickle
from careerguide.languages.language import Language
from careerguide.markdown.document import Markup, Prose
from careerguide.pay.summary import PaySummary
from careerguide.reading.source import Body, Data, Source, from_bytes
from careerguide.schema import (
    Accepted,
    AcceptedInTable,
    Entry,
    Page,
    Region,
    Role,
    Row,
    SalaryTable,
    Settings,
    Skill,
    Term,
)
from careerguide.schema.picture import Picture
from careerguide.schema.records import Kind

Acceptances = tuple[Accepted | AcceptedInTable, ...]


@dataclass(frozen=True)
class Document:
    """One content file. It is parsed again when the position of a value is needed, which is rare."""

    kind: Kind
    path: str  # as Problems show it
    raw: bytes
    digest: bytes
    lazy_markup: LazyPickle[Markup] | None = None
    anchors: frozenset[str] = frozenset()

    @cached_property
    def source(self) -> Source:
        """The file's text."""
        source, _ = from_bytes(self.raw, self.path)
        assert source is not None  # a file that cannot be read has no Document
        return source

    @cached_property
    def _parsed(self) -> tuple[Data | None, Body | None]:
        from careerguide.schema.renamed import parse

        return parse(self.kind, self.source)[:2]

    @property
    def data(self) -> Data:
        """The file's YAML or front matter, with positions."""
        assert self._parsed[0] is not None  # as above
        return self._parsed[0]

    @property
    def body(self) -> Body | None:
        """The Markdown below the front matter; None in YAML files."""
        return self._parsed[1]

    @property
    def markup(self) -> Markup | None:
        """The text as HTML with marks; None in YAML files."""
        return self.lazy_markup.value if self.lazy_markup else None

    @property
    def problem(self) -> Callable[..., Problem]:
        """A function that creates a Problem about the value at a location."""
        return self.data.problem


@dataclass(frozen=True, eq=False)
class Guide:
    """The whole guide. Maps are by id, in the alphabetical order of their records' names.

    Pages read from traced maps. Salary tables are available as a whole and in parts (`table_metadata`: without their
    pay; `summaries` and `rows` of the pay), so that a page depends only on the parts that it shows.
    """

    general: Traced[Any]  # the values of the properties below
    records: Mapping[Kind, Traced[Any]]  # of all kinds except the settings
    table_metadata: Traced[SalaryTable]
    summaries: Traced[PaySummary]
    rows: Traced[tuple[Row, ...]]  # by `rows_key`
    editions: Traced[tuple[str, ...]]  # ids of the tables of a series, newest first, by its name and by each of them
    pictures: Traced[Picture]  # by path in content/images/
    paths: Traced[str]  # of roles, tables and pages, by what Kind.file returns: content/roles/design/<id>.md
    documents: Mapping[str, Document]  # by path
    prose: Traced[Prose]  # of roles and pages, by the same path
    drafts: tuple[str, ...]  # paths of drafts and of what only they use, all left out: skills.yaml#<id> for a skill
    terms_used: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by path: ids of terms in the prose
    accepted: Mapping[str, Acceptances] = field(default_factory=dict)  # by path: accepted findings

    @property
    def settings(self) -> Settings:
        """The settings in guide.yaml."""
        settings: Settings = self.general["settings"]
        return settings

    @property
    def language(self) -> Language:
        """The guide's language: its translations and number formats."""
        language: Language = self.general["language"]
        return language

    @property
    def folder(self) -> str:
        """The content folder's name, the first part of every path."""
        return str(self.general["folder"])

    @property
    def maps(self) -> tuple[Traced[Any], ...]:
        """All maps whose reads are recorded."""
        parts = (each for each in vars(self).values() if isinstance(each, Traced))
        return (*self.records.values(), *parts)

    @property
    def regions(self) -> Traced[Region]:
        """The regions, by id."""
        return self.records[Kind.REGIONS]

    @property
    def skills(self) -> Traced[Skill]:
        """The skills, by id."""
        return self.records[Kind.SKILLS]

    @property
    def terms(self) -> Traced[Term]:
        """The glossary's terms, by id."""
        return self.records[Kind.GLOSSARY]

    @property
    def roles(self) -> Traced[Role]:
        """The roles, by id."""
        return self.records[Kind.ROLE]

    @property
    def tables(self) -> Traced[SalaryTable]:
        """The salary tables with their pay, by id."""
        return self.records[Kind.TABLE]

    @property
    def pages(self) -> Traced[Page]:
        """The guide's own pages, by id."""
        return self.records[Kind.PAGE]

    @property
    def entries(self) -> Traced[Entry]:
        """The pages of all collections, by folder/name."""
        return self.records[Kind.ENTRY]

    @property
    def texts(self) -> tuple[Role | Page | Entry, ...]:
        """All records with prose."""
        return (*self.roles.values(), *self.pages.values(), *self.entries.values())

    @property
    def accepted_count(self) -> int:
        """The number of findings that editors have accepted."""
        return sum(len(entries) for entries in self.accepted.values())

    def newest(self, id: str) -> str:
        """Return the newest edition of a table or of a series; the id itself where there are no editions."""
        newest: str = self.editions.get(id, (id,))[0]
        return newest

    def table_of(self, role: Role) -> str | None:
        """Return the id of the table that a role shows, the newest edition of the one it names."""
        return self.newest(role.pay) if role.pay else None

    @property
    def current_tables(self) -> Iterator[SalaryTable]:
        """All salary tables without their pay, except older editions."""
        return (table for table in self.table_metadata.values() if self.newest(table.id) == table.id)

    def path_of(self, record: Role | Page | Entry | SalaryTable) -> str:
        """Return the path of the file that a record was read from, as editors see it."""
        return self.paths[Kind.of(record).file(record.id)]


def rows_key(table: str, region: str) -> str:
    """Return the key of a table's rows for one region."""
    return f"{table}/{region}"


def rows_region(key: str) -> tuple[str, str]:
    """Return the region and the table that a key of `rows` consists of."""
    table, region = key.split("/")
    return region, table
