"""content/ as one Library: every file read, every reference resolved, all Problems of all files gathered.

In: the content folder. Out: a `Library` (None when an error keeps it from standing) and every Problem, sorted by place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from careerguide.cache import Cache, digest_of
from careerguide.checking import accepting, addresses
from careerguide.checking.checks import Level
from careerguide.commands import Options
from careerguide.gfm.headings import RESERVED_IDS
from careerguide.language import Language
from careerguide.models import MAX_SLUG, SLUG, Page, Record, Region, Role, SalaryTable, Settings, Skill, Term
from careerguide.pay.salaries import decode as decode_table
from careerguide.pay.salaries import findings
from careerguide.problems import Message, Problem, Severity
from careerguide.progress import Watch, unwatched
from careerguide.prose import Context, Markup, Prose, render, resolve
from careerguide.reading import references
from careerguide.reading.decoding import MOST, decode_record
from careerguide.reading.folder import IMAGES, RESERVED, ContentFile, Kind, walk
from careerguide.reading.source import Body, Data, Source, read
from careerguide.reading.yaml_reader import parse_markdown, parse_yaml


@dataclass(frozen=True)
class Document:
    """One content file as read: its text, its YAML with positions, and the Markdown below it (none in YAML files)."""

    source: Source
    data: Data
    body: Body | None = None
    markup: Markup | None = None


@dataclass(frozen=True)
class Library:
    """The whole guide. Maps are by id, in the order in which editors wrote them (files: by name)."""

    settings: Settings
    regions: Mapping[str, Region]
    skills: Mapping[str, Skill]
    terms: Mapping[str, Term]
    roles: Mapping[str, Role]
    tables: Mapping[str, SalaryTable]
    pages: Mapping[str, Page]
    documents: Mapping[str, Document]  # by path as shown: content/roles/<id>.md
    prose: Mapping[str, Prose]  # by the same path, of roles and pages
    drafts: tuple[str, ...]  # paths of what is left out because it is a draft
    language: Language  # of the guide: its words and the forms of its numbers
    folder: str  # the content folder's name, with which every path begins
    accepted: accepting.Accepted = field(default_factory=dict)  # by path: findings that are right as they stand

    @property
    def accepted_count(self) -> int:
        """How many findings editors have accepted."""
        return sum(len(entries) for entries in self.accepted.values())

    def path_of(self, record: Role | Page | SalaryTable) -> str:
        """Return the path of the file that a record was read from."""
        return path_of(record, self.folder)


def path_of(record: Role | Page | SalaryTable, folder: str) -> str:
    """Return the path of the file that a record was read from, as editors know it."""
    kind = Kind.ROLE if isinstance(record, Role) else Kind.PAGE if isinstance(record, Page) else Kind.TABLE
    return f"{folder}/{kind}/{record.id}{'.yaml' if kind is Kind.TABLE else '.md'}"


_LANGUAGE = re.compile(r"""^language: *["']?([a-z]{2,3}(?:-[A-Z]{2})?)\b""", re.MULTILINE)


@dataclass
class _Loading:
    """What has been read so far, file by file."""

    drafts_too: bool
    cache: Cache
    problems: list[Problem] = field(default_factory=list)
    settings: Settings | None = None
    language: str = "en"
    regions: dict[str, Region] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    tables: dict[str, SalaryTable] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    drafts: list[ContentFile] = field(default_factory=list)
    accepted: dict[str, accepting.Entries] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)

    def take(self, file: ContentFile) -> None:
        """Read one file and keep its records; a file with an error is kept as broken."""
        source, problems = read(file.path, file.shown)
        if source is not None:
            parse = self._markdown if file.kind in (Kind.ROLE, Kind.PAGE) else self._yaml
            problems = parse(file, source)
        self.problems += problems
        if any(problem.severity is Severity.ERROR for problem in problems):
            self.broken.add((file.kind, file.id))

    def _yaml(self, file: ContentFile, source: Source) -> list[Problem]:
        data, problems = parse_yaml(source)
        if file.kind is Kind.GUIDE:  # also of a file with mistakes, which are told in this language
            self.language = said[1] if (said := _LANGUAGE.search(source.text)) else self.language
        if data is None:
            return problems
        self.documents[file.shown] = Document(source, data)
        if file.kind is Kind.GUIDE:
            self.settings, more = decode_record(Settings, data)
        elif file.kind is Kind.TABLE:
            table, more = decode_table(data, file.id, self.regions)
            if (Kind.REGIONS, Kind.REGIONS.stem) in self.broken:
                more = [problem for problem in more if problem.check != "unknown-region"]
            if table is None:
                self.broken.add((file.kind, file.id))
            else:
                self.tables[file.id] = table
                self.accepted[file.shown] = table.accepted
                more = [*more, *findings(table, data, self.regions)]
        else:
            more = self._list(file.kind, data)
        return problems + more

    def _list(self, kind: Kind, data: Data) -> list[Problem]:
        if kind is Kind.REGIONS:
            return _records(Region, data, self.regions)
        if kind is Kind.SKILLS:
            return _records(Skill, data, self.skills)
        return _records(Term, data, self.terms)

    def _markdown(self, file: ContentFile, source: Source) -> list[Problem]:
        data, body, problems = parse_markdown(source)
        if body is None:
            return problems
        markup, more = self._rendered(source, body)
        problems += more
        if data is None:
            return problems
        self.documents[file.shown] = Document(source, data, body, markup)
        record: Role | Page | None
        if file.kind is Kind.ROLE:
            record, more = decode_record(Role, data, id=file.id)
        else:
            record, more = decode_record(Page, data, id=file.id)
        if record is not None:
            self.accepted[file.shown] = record.accepted
        if record is not None and record.draft and not self.drafts_too:
            self.drafts.append(file)
        elif isinstance(record, Role):
            self.roles[file.id] = record
        elif isinstance(record, Page):
            self.pages[file.id] = record
        return problems + more

    def _rendered(self, source: Source, body: Body) -> tuple[Markup, list[Problem]]:
        """Return the Markup of a body, made now or in an earlier run: it depends on its text and language alone."""
        key = digest_of("markup", self.language, source.path, source.text)
        known: tuple[Markup, list[Problem]] | None = self.cache.get(key)
        if known is None:
            known = render(source, body, self.language)
            self.cache.put(key, known)
        return known

    def library(self, folder: str, language: Language) -> Library:
        """Return what has been read as a Library whose prose is not yet resolved."""
        return Library(
            settings=self.settings or Settings(title="?", tagline="?", language="en"),
            regions=self.regions,
            skills=self.skills,
            terms=self.terms,
            roles=self.roles,
            tables=self.tables,
            pages=self.pages,
            documents=self.documents,
            prose={},
            drafts=tuple(file.shown for file in self.drafts),
            accepted=self.accepted,
            language=language,
            folder=folder,
        )


R = TypeVar("R", Region, Skill, Term)


def _bad_id(model: type[Record], id: str) -> tuple[Message, Message] | None:
    """Return why a key cannot be the id of a record, and what to do; None where it can."""
    if not SLUG.fullmatch(id) or len(id) > MAX_SLUG:
        hint = Message("an id has a to z, 0 to 9 and hyphens: client-director")
        return Message("“{key}” cannot be an id", key=id), hint
    if model is Term and id in RESERVED_IDS:  # it becomes an anchor
        return Message("the id “{id}” belongs to the page around the text", id=id), Message("choose another one")
    if model is not Term and RESERVED.fullmatch(id):  # it becomes a folder
        return Message("Windows keeps the name “{id}” for a device", id=id), Message("give it another name")
    return None


def _records(model: type[R], data: Data, into: dict[str, R]) -> list[Problem]:
    """Decode an ordered map of records by id into `into`, and return what is wrong with them."""
    problems: list[Problem] = []
    for id in data.value:
        if len(problems) >= MOST:
            break
        if refused := _bad_id(model, id):
            problems.append(data.problem((id,), *refused, check="record", of_key=True))
            continue
        record, found = decode_record(model, data, id=id, loc=(id,))
        problems += found
        if record is not None:
            into[id] = record
    return problems


class Loaded(NamedTuple):
    """What came of reading a guide: the Library (None where an error stands), the language, every Problem by place."""

    library: Library | None
    language: Language
    problems: list[Problem]


def load(options: Options, cache: Cache, watch: Watch = unwatched) -> Loaded:
    """Return the guide in the content folder of `options`, with all Problems of all its files; nothing is written.

    Drafts are left out unless they are asked for, and an address that is asked for takes the place of guide.yaml's.
    """
    content = options.content
    files, problems = walk(content)
    loading = _Loading(options.drafts, cache, problems)
    for file in watch(Message("files read"), files):
        loading.take(file)
    if content.is_dir():
        loading.problems += _expected(files, content)
    if loading.settings and options.base_url:
        loading.settings = loading.settings.model_copy(update={"base_url": options.base_url})
    library = loading.library(content.name, Language.load(loading.language, options.translations))
    unlinkable = references.Unlinkable(
        drafts=frozenset(file.id for file in loading.drafts if file.kind is Kind.ROLE),
        broken=frozenset(loading.broken),
    )
    loading.problems += references.check(library, unlinkable)
    prose, found = _resolve(library, _pictures(content / IMAGES), unlinkable.broken)
    loading.problems += found
    loading.problems += addresses.findings(document.data for document in library.documents.values())
    problems = accepting.settled(loading.problems, library, Level.WARNING)
    problems.sort(key=lambda problem: problem.sort_key)
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    return Loaded(None if failed else replace(library, prose=prose), library.language, problems)


def _pictures(folder: Path) -> frozenset[str]:
    """Return the paths of all files in a folder; nothing where it is a link, which could lead anywhere."""
    below = [] if os.path.islink(folder) else os.walk(folder)  # noqa: PTH114  a Path stumbles where it may not look
    return frozenset((Path(top) / name).relative_to(folder).as_posix() for top, _, names in below for name in names)


def _resolve(
    library: Library, images: frozenset[str], broken: frozenset[tuple[str, str]]
) -> tuple[dict[str, Prose], list[Problem]]:
    """Return the prose of every role and page by path, and what it refers to in vain."""
    prose: dict[str, Prose] = {}
    problems: list[Problem] = []
    guide = Context(
        language=library.language,
        roles=library.roles,
        pages=library.pages,
        tables=library.tables,
        regions=library.regions,
        skills=library.skills,
        terms=library.terms,
        anchors={path: document.markup.anchors for path, document in library.documents.items() if document.markup},
        drafts=frozenset(library.drafts),
        broken=broken,
        images=images,
    )
    records: list[Role | Page] = [*library.roles.values(), *library.pages.values()]
    for record in records:
        path = library.path_of(record)
        markup = library.documents[path].markup
        assert markup is not None
        own = replace(guide, table=record.pay, experts=record.experts) if isinstance(record, Role) else guide
        prose[path], found = resolve(markup, own)
        problems += found
    return prose, problems


def _expected(files: list[ContentFile], content: Path) -> list[Problem]:
    """Return what is missing from a guide altogether."""
    problems = []
    kinds = {file.kind for file in files}
    if Kind.GUIDE not in kinds:
        what = Message("there is no guide.yaml in this folder")
        hint = Message("create {path} with title, tagline and language", path=f"{content.name}/guide.yaml")
        problems.append(Problem(content.name, 0, 1, what, hint, check="empty-guide"))
    if Kind.ROLE not in kinds:
        what = Message("there is no role in this guide yet")
        hint = Message("create {path}", path=f"{content.name}/roles/first-role.md")
        problems.append(Problem(content.name, 0, 1, what, hint, check="empty-guide"))
    return problems
