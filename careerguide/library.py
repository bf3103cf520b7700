"""content/ as one Library: every file read, every reference resolved, all Problems of all files gathered.

In: the content folder. Out: a `Library` (None when an error keeps it from standing) and every Problem, sorted by place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from careerguide import memo
from careerguide.cache import Cache, digest_of
from careerguide.checking import accepting
from careerguide.checking.checks import Level
from careerguide.commands import Options
from careerguide.inputs import Input
from careerguide.language import Language
from careerguide.memo import Packed
from careerguide.models import Page, Region, Role, SalaryTable, Settings, Skill, Term
from careerguide.problems import Message, Problem, Severity
from careerguide.progress import Watch, unwatched
from careerguide.prose import Context, Markup, Prose, resolve
from careerguide.reading import references
from careerguide.reading.folder import IMAGES, LISTS, ContentFile, Kind, walk
from careerguide.reading.readings import MARKDOWN, Pay, Reading, key_of
from careerguide.reading.source import Body, Data, Source, from_bytes
from careerguide.reading.source import load as load_input
from careerguide.tracing import Made, Traced, stamp

LEAST_READ, LEAST_RESOLVED = 60, 200  # files that are worth a process


@dataclass(frozen=True)
class Document:
    """One content file as text. Where its values stand is found out when a Problem is to be told; it seldom is."""

    path: str  # as shown
    input: Input
    packed: Packed[Markup] | None = None
    anchors: frozenset[str] = frozenset()

    @cached_property
    def source(self) -> Source:
        """Its text."""
        source, _ = from_bytes(self.input.raw, self.path)
        assert source is not None  # a Document is made of a file that could be read
        return source

    @cached_property
    def _parsed(self) -> tuple[Data | None, Body | None]:
        from careerguide.reading.yaml_reader import parse_markdown, parse_yaml

        if self.path.endswith(".md"):
            return parse_markdown(self.source)[:2]
        return parse_yaml(self.source)[0], None

    @property
    def data(self) -> Data:
        """Its YAML with positions, or its front matter's."""
        assert self._parsed[0] is not None  # as above
        return self._parsed[0]

    @property
    def body(self) -> Body | None:
        """The Markdown below the front matter; None in YAML files."""
        return self._parsed[1]

    @property
    def markup(self) -> Markup | None:
        """Its text as HTML with marks; None in YAML files."""
        return self.packed.value if self.packed else None

    @property
    def problem(self) -> Callable[..., Problem]:
        """What makes a Problem about the value at a location."""
        return self.data.problem


@dataclass(frozen=True)
class Library:
    """The whole guide. Maps are by id, in the order in which editors wrote them (files: by name)."""

    settings: Settings
    regions: Traced[Region]
    skills: Traced[Skill]
    terms: Traced[Term]
    roles: Traced[Role]
    tables: Traced[SalaryTable]
    heads: Traced[SalaryTable]  # the tables without their pay, which is soon unpacked
    pages: Traced[Page]
    documents: Mapping[str, Document]  # by path as shown: content/roles/<id>.md
    prose: Traced[Prose]  # by the same path, of roles and pages
    drafts: tuple[str, ...]  # paths of what is left out because it is a draft
    language: Language  # of the guide: its words and the forms of its numbers
    folder: str  # the content folder's name, with which every path begins
    terms_used: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by path: ids of terms in the prose
    pay: Mapping[str, Pay] = field(default_factory=dict)  # by table; for planning alone, since it is not traced
    accepted: accepting.Accepted = field(default_factory=dict)  # by path: findings that are right as they stand

    @property
    def maps(self) -> tuple[Traced[Any], ...]:
        """All records, as what is made of them is traced."""
        return (self.regions, self.skills, self.terms, self.roles, self.tables, self.heads, self.pages, self.prose)

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


def _stated_language(guide: bytes) -> str | None:
    """Return the language that guide.yaml states, whatever else may be wrong with it."""
    said = _LANGUAGE.search(guide.decode("utf-8-sig", "replace").replace("\r", "\n"))
    return said[1] if said else None


@dataclass
class _Loading:
    """What has been read so far, file by file."""

    drafts_too: bool
    cache: Cache
    problems: list[Problem] = field(default_factory=list)
    language: str = "en"
    records: dict[Kind, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    digests: dict[Kind, dict[str, bytes]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    heads: dict[str, bytes] = field(default_factory=dict)  # digests
    pay: dict[str, Pay] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    drafts: list[ContentFile] = field(default_factory=list)
    accepted: dict[str, accepting.Entries] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)

    def read(self, files: list[ContentFile], watch: Watch) -> None:
        """Read files and keep what they hold; one with an error is kept as broken."""
        inputs: list[tuple[ContentFile, Input]] = []
        for file in files:
            found, problems = load_input(file.path, file.shown)
            self._note(file, problems)
            if found is not None:
                inputs.append((file, found))
            if found is not None and file.kind is Kind.GUIDE:  # its mistakes are told in its language, too
                self.language = _stated_language(found.raw) or self.language
        regions = self.records[Kind.REGIONS]
        state = repr(regions)
        keys = [key_of(file, found, self.language, state) for file, found in inputs]

        def made(thing: tuple[ContentFile, Input]) -> Reading:
            from careerguide.reading.files import read_file

            file, found = thing
            return read_file(file, found.raw, self.language, regions)

        readings = memo.remade(self.cache, keys, made, inputs, LEAST_READ, {})
        readings = watch(Message("files read"), readings, len(inputs))
        for (file, found), reading, key in zip(inputs, readings, keys, strict=True):
            self._take(file, found, reading)
            self.digests[file.kind][file.id] = reading.digest if file.kind in MARKDOWN else key
            if reading.pay:
                self.heads[file.id], self.pay[file.id] = reading.head, reading.pay

    def _take(self, file: ContentFile, found: Input, reading: Reading) -> None:
        problems = list(reading.problems)
        if (Kind.REGIONS, Kind.REGIONS.stem) in self.broken:  # whose own mistakes are enough
            problems = [problem for problem in problems if problem.check != "unknown-region"]
        self._note(file, problems)
        if reading.digest:
            self.documents[file.shown] = Document(file.shown, found, reading.markup, reading.anchors)
        if file.kind in LISTS:
            self.records[file.kind] |= reading.records
        elif file.id not in reading.records:
            self.broken.add((file.kind, file.id))
        else:
            self._keep(file, reading.records[file.id])

    def _keep(self, file: ContentFile, record: Any) -> None:
        self.accepted[file.shown] = record.accepted
        if file.kind in MARKDOWN and record.draft and not self.drafts_too:
            self.drafts.append(file)
        else:
            self.records[file.kind][file.id] = record

    def _note(self, file: ContentFile, problems: list[Problem]) -> None:
        self.problems += problems
        if any(problem.severity is Severity.ERROR for problem in problems):
            self.broken.add((file.kind, file.id))

    def library(self, folder: str, settings: Settings | None, language: Language) -> Library:
        """Return what has been read as a Library whose prose is not yet resolved."""
        return Library(
            settings=settings or Settings(title="?", tagline="?", language="en"),
            regions=Traced("regions", self.records[Kind.REGIONS]),
            skills=Traced("skills", self.records[Kind.SKILLS]),
            terms=Traced("terms", self.records[Kind.GLOSSARY]),
            roles=self._traced(Kind.ROLE),
            tables=self._traced(Kind.TABLE, Made(self.pay, lambda id: self.pay[id].whole.value)),
            heads=Traced("heads of tables", self.records[Kind.TABLE], self.heads.__getitem__),
            pages=self._traced(Kind.PAGE),
            documents=self.documents,
            pay=self.pay,
            prose=Traced("prose", {}),
            drafts=tuple(file.shown for file in self.drafts),
            accepted=self.accepted,
            language=language,
            folder=folder,
        )

    def _traced(self, kind: Kind, values: Mapping[str, Any] | None = None) -> Traced[Any]:
        return Traced(kind.value, values or self.records[kind], self.digests[kind].__getitem__)


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
    for kind in LISTS:  # the guide's language and regions are needed to read the others
        loading.read([file for file in files if file.kind is kind], unwatched)
    loading.read([file for file in files if file.kind not in LISTS], watch)
    if content.is_dir():
        loading.problems += _expected(files, content)
    settings = loading.records[Kind.GUIDE].get(Kind.GUIDE.stem)
    if settings and options.base_url:
        settings = settings.model_copy(update={"base_url": options.base_url})
    library = loading.library(content.name, settings, Language.load(loading.language, options.translations, cache))
    unlinkable = references.Unlinkable(
        drafts=frozenset(file.id for file in loading.drafts if file.kind is Kind.ROLE),
        broken=frozenset(loading.broken),
    )
    loading.problems += references.check(library, unlinkable)
    resolved = _resolve(library, _pictures(content / IMAGES), unlinkable.broken, cache)
    loading.problems += [problem for each in resolved.values() for problem in each.problems]
    problems = accepting.settled(loading.problems, library, Level.WARNING)
    problems.sort(key=lambda problem: problem.sort_key)
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    prose = Made(resolved, lambda path: resolved[path].prose.value)
    library = replace(
        library,
        prose=Traced("prose", prose, lambda path: resolved[path].digest),
        terms_used={path: it.terms for path, it in resolved.items()},
    )
    return Loaded(None if failed else library, library.language, problems)


def _pictures(folder: Path) -> frozenset[str]:
    """Return the paths of all files in a folder; nothing where it is a link, which could lead anywhere."""
    below = [] if os.path.islink(folder) else os.walk(folder)  # noqa: PTH114  a Path stumbles where it may not look
    return frozenset((Path(top) / name).relative_to(folder).as_posix() for top, _, names in below for name in names)


class _Resolved(NamedTuple):
    """A document's prose, what it refers to in vain, the digest of the prose, and the terms that it uses."""

    prose: Packed[Prose]
    problems: list[Problem]
    digest: bytes
    terms: tuple[str, ...]


def _resolve(
    library: Library, images: frozenset[str], broken: frozenset[tuple[str, str]], cache: Cache
) -> dict[str, _Resolved]:
    """Return the prose of every role and page by path, each with what it refers to in vain."""
    anchors = {path: document.anchors for path, document in library.documents.items() if document.packed}
    traced = Traced("anchors", anchors, lambda path: stamp(sorted(anchors[path])))
    guide = Context(
        language=library.language,
        roles=library.roles,
        pages=library.pages,
        tables=library.tables,
        regions=library.regions,
        skills=library.skills,
        terms=library.terms,
        anchors=traced,
        drafts=frozenset(library.drafts),
        broken=broken,
        images=images,
    )
    state = repr((guide.language.code, guide.language.digest, guide.drafts, sorted(broken), sorted(images)))
    records: list[Role | Page] = [*library.roles.values(), *library.pages.values()]
    keys = [
        digest_of("prose", state, library.documents[library.path_of(record)].input.digest.hex()) for record in records
    ]

    def made(record: Role | Page) -> _Resolved:
        markup = library.documents[library.path_of(record)].markup
        assert markup is not None
        own = replace(guide, table=record.pay, experts=record.experts) if isinstance(record, Role) else guide
        prose, problems = resolve(markup, own)
        return _Resolved(Packed(prose), problems, stamp(prose), prose.terms)

    maps = memo.named(*library.maps, traced)
    resolved = memo.remade(cache, keys, made, records, LEAST_RESOLVED, maps)
    return {library.path_of(record): it for record, it in zip(records, resolved, strict=True)}


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
