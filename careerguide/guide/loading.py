"""Loads the guide: parses every file, resolves every reference, collects the Problems of all files.

In: the content folder. Out: a `Guide` of everything that could be read, and every Problem.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, NamedTuple

from careerguide.core.options import Options
from careerguide.core.problems import Message, Problem, Severity
from careerguide.core.progress import Watch, unwatched
from careerguide.guide import collections, drafts, folder, pictures, references, resolving
from careerguide.guide.editions import editions_of
from careerguide.guide.folder import IMAGES, ContentFile, walk
from careerguide.guide.guide import Acceptances, Document, Guide, rows_key
from careerguide.guide.parsed import ParsedFile, ParsedPay
from careerguide.incremental import input_files
from careerguide.incremental.cache import Cache, digest_of
from careerguide.incremental.dependencies import FEW, LazyMap, Traced, by_name
from careerguide.incremental.input_files import InputFile, Reader
from careerguide.incremental.memo import cached_map
from careerguide.incremental.up_to_date import folder_digest
from careerguide.languages.collation import sort_key
from careerguide.languages.language import Language
from careerguide.reading import source
from careerguide.schema import Row, Settings
from careerguide.schema.codes import LANGUAGE
from careerguide.schema.picture import Picture
from careerguide.schema.records import FOLDERS, LISTS, MARKDOWN, Kind

LEAST_PARSED = 60  # files that justify one process


class Loaded(NamedTuple):
    """The Guide, with everything that could be read, every Problem, and the files that show its pictures."""

    guide: Guide
    problems: list[Problem]
    pictures: Mapping[str, bytes]


def load(options: Options, cache: Cache, watch: Watch = unwatched, read: Reader = input_files.read) -> Loaded:
    """Return the guide in the content folder of `options`, and the Problems of all its files; nothing is written.

    Drafts are left out, with what only they use, unless `options.drafts` is set; `options.base_url` overrides the one
    in guide.yaml. In a preview it is the same guide as before where only templates or static files have changed.
    """
    if not cache.live:
        return _load(options, cache, watch, read)
    key = digest_of("latest guide")
    folders = [folder_digest(folder, read) for folder in (options.content, *options.translations)]
    templates = [path for folder in options.template_layers for path in sorted(folder.rglob("*.html"))]  # by name alone
    known: tuple[object, Loaded] | None = cache.get(key)
    if known is None or known[0] != (folders, templates):
        known = (folders, templates), _load(options, cache, watch, read)
        cache.put(key, known)
    return known[1]._replace(problems=[*known[1].problems])


def _load(options: Options, cache: Cache, watch: Watch, read: Reader) -> Loaded:
    content = options.content
    files, problems = walk(content, collections.stated(content, read))
    unread = any(problem.check in ("file", "folder") for problem in problems)
    unnamed = set(folder.unnamed(problems, content.name))
    loader = _Loader(options.drafts, cache, read, problems, broken={*unnamed})
    for kind in LISTS:  # the guide's language and regions are needed to parse the others
        loader.parse([file for file in files if file.kind is kind], unwatched)
    loader.parse([file for file in files if file.kind not in LISTS], watch)
    if not unread:
        loader.problems += _expected({file.kind for file in files} | {kind for kind, _ in unnamed}, content.name)
    settings = loader.records[Kind.GUIDE].get(Kind.GUIDE.stem)
    if settings:
        settings = settings.model_copy(update=_surroundings(options, settings))
    language = Language.load(loader.language, *options.translations, cache=cache)
    shown = pictures.load(content / IMAGES, cache, read, settings.theme.images if settings else None)
    loader.problems += shown.problems
    loader.leave_out_what_only_drafts_use()
    loader.sort(language.rules.alphabet)
    guide = loader.guide(content.name, settings, language, shown.known)
    unlinkable = references.Unlinkable(
        frozenset((kind, id) for kind, records in loader.drafts.items() for id in records), frozenset(loader.broken)
    )
    loader.problems += references.check(guide, unlinkable)
    filled = {
        id.partition("/")[0] for kind, id in [*((file.kind, file.id) for file in files), *unnamed] if kind is Kind.ENTRY
    }
    loader.problems += collections.check(guide, options.template_layers, filled)
    resolved = resolving.resolve_all(guide, frozenset(loader.broken), cache)
    loader.problems += [problem for each in resolved.values() for problem in each.problems]
    guide = _with_prose(guide, resolved)
    return Loaded(guide, loader.problems, _published(shown, guide))


def _surroundings(options: Options, settings: Settings) -> dict[str, str]:
    """Return the settings that the command line or the job on GitHub knows better, or that guide.yaml leaves out."""
    known = {"base_url": options.base_url} if options.base_url else {}
    repository = os.environ.get("GITHUB_REPOSITORY")
    if repository and not settings.repository:
        known["repository"] = f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{repository}"
    return known


def _with_prose(guide: Guide, resolved: Mapping[str, resolving.Resolved]) -> Guide:
    prose = LazyMap(resolved, lambda path: resolved[path].prose.value, FEW)
    markups = (markup for path in guide.drafts if path in guide.documents and (markup := guide.documents[path].markup))
    published = chain(guide.settings.theme.images, *(each.images for each in resolved.values()))
    unpublished = drafts.pictures_only_in(markups, published, guide)
    return replace(
        guide,
        drafts=(*guide.drafts, *(f"{guide.folder}/{IMAGES}/{name}" for name in unpublished)),
        prose=Traced("prose", prose, {path: each.digest for path, each in resolved.items()}),
        terms_used={path: each.terms for path, each in resolved.items()},
    )


def _published(shown: pictures.Pictures, guide: Guide) -> Mapping[str, bytes]:
    """Return the files of the pictures that are not left out with drafts."""
    left_out = [shown.known[name] for name in shown.known if f"{guide.folder}/{IMAGES}/{name}" in guide.drafts]
    without = {file.path for picture in left_out for file in picture.files}
    return {path: content for path, content in shown.files.items() if path not in without}


@dataclass
class _Loader:
    """The records and documents parsed so far."""

    drafts_too: bool
    cache: Cache
    read: Reader
    problems: list[Problem]
    language: str = "en"
    records: dict[Kind, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    digests: dict[Kind, dict[str, bytes]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    pay: dict[str, ParsedPay] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    drafts: dict[Kind, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    accepted: dict[str, Acceptances] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)

    def parse(self, files: list[ContentFile], watch: Watch) -> None:
        """Parse files and add their records; a file with an error is recorded as broken."""
        inputs: list[tuple[ContentFile, InputFile]] = []
        for file in files:
            found, problems = source.load(file.path, file.display_path, self.read)
            self._add_problems(file, problems)
            if found is not None:
                inputs.append((file, found))
            if found is not None and file.kind is Kind.GUIDE:  # its own mistakes are reported in its language, too
                self.language = _stated_language(found.raw) or self.language
        settings = self.records[Kind.GUIDE].get(Kind.GUIDE.stem)
        fields = {id: tuple(own.fields) for id, own in settings.collections.items()} if settings else {}
        guide = Traced("guide", {"language": self.language, "regions": self.records[Kind.REGIONS], "fields": fields})

        def parsed(item: tuple[ContentFile, InputFile]) -> ParsedFile:
            from careerguide.guide.files import parse_file

            return parse_file(item[0], item[1].raw, guide)

        keys = [
            digest_of("parsed", file.kind, file.id, file.display_path, found.digest.hex()) for file, found in inputs
        ]
        results = cached_map(parsed, inputs, keys, self.cache, by_name(guide), LEAST_PARSED)
        for (file, found), result in zip(inputs, watch(Message("files read"), results, len(inputs)), strict=True):
            self._add(file, found, result)

    def _add(self, file: ContentFile, found: InputFile, parsed: ParsedFile) -> None:
        problems = list(parsed.problems)
        if (Kind.REGIONS, Kind.REGIONS.stem) in self.broken:  # whose own Problems are enough
            problems = [problem for problem in problems if problem.check != "unknown-region"]
        self._add_problems(file, problems)
        self.digests[file.kind] |= parsed.digests
        if parsed.pay:
            self.pay[file.id] = parsed.pay
        if parsed.is_text:
            document = Document(file.kind, file.display_path, found.raw, found.digest, parsed.markup, parsed.anchors)
            self.documents[file.display_path] = document
        self.paths[file.kind.file(file.id)] = file.display_path
        if file.kind in LISTS:
            self.records[file.kind] |= parsed.records
        elif file.id not in parsed.records:
            self.broken.add((file.kind, file.id))
        else:
            self._add_record(file, parsed.records[file.id])

    def _add_record(self, file: ContentFile, record: Any) -> None:
        self.accepted[file.display_path] = record.accepted
        if file.kind in MARKDOWN and record.draft and not self.drafts_too:
            self.drafts[file.kind][file.id] = record
        else:
            self.records[file.kind][file.id] = record

    def leave_out_what_only_drafts_use(self) -> None:
        """Leave out the salary tables of draft roles, and the skills that only draft roles ask for."""
        roles = self.drafts[Kind.ROLE].values()
        only_theirs = {
            Kind.TABLE: drafts.tables_of(roles, self.records[Kind.TABLE]),
            Kind.SKILLS: drafts.skills_only_of(roles, self.records[Kind.ROLE].values()),
        }
        for kind, ids in only_theirs.items():
            records = self.records[kind]
            self.drafts[kind] = {id: records.pop(id) for id in ids if id in records}
        self.pay = {id: pay for id, pay in self.pay.items() if id not in self.drafts[Kind.TABLE]}

    def sort(self, alphabet: str) -> None:
        """Put the records in the order of a dictionary: by the names under which readers look for them."""
        roles = self.records[Kind.ROLE]

        def name(kind: Kind, record: Any) -> str:
            if kind is Kind.TABLE:
                return str(record.title or (roles[record.role].title if record.role in roles else record.id))
            return str(getattr(record, kind.name_field))

        for kind, records in self.records.items():
            ordered = sorted(records.items(), key=lambda item: sort_key(name(kind, item[1]), alphabet))
            if kind is Kind.ENTRY:
                ordered.sort(key=lambda item: math.inf if item[1].order is None else item[1].order)
            self.records[kind] = dict(ordered)
        self.pay = {id: self.pay[id] for id in self.records[Kind.TABLE] if id in self.pay}

    def _add_problems(self, file: ContentFile, problems: list[Problem]) -> None:
        self.problems += problems
        if any(problem.severity is Severity.ERROR for problem in problems):
            self.broken.add((file.kind, file.id))

    def guide(self, folder: str, settings: Settings | None, language: Language, shown: Mapping[str, Picture]) -> Guide:
        """Return a Guide of the parsed records, whose prose is not yet resolved."""
        settings = settings or Settings(title="?", tagline="?", language="en")
        pay, heads = self.pay, self.records[Kind.TABLE]
        tables = LazyMap(pay, lambda id: heads[id].model_copy(update={"pay": pay[id].rows}), FEW)
        return Guide(
            general=Traced("guide", {"settings": settings, "language": language, "folder": folder}),
            records={kind: self._traced(kind) for kind in Kind if kind not in (Kind.GUIDE, Kind.TABLE)}
            | {Kind.TABLE: Traced("salaries", tables, {id: each.digest for id, each in pay.items()})},
            table_metadata=self._traced(Kind.TABLE, "heads of salaries"),
            summaries=Traced("summaries of salaries", {id: each.summary for id, each in pay.items()}),
            rows=self._rows(),
            editions=Traced("editions", editions_of(self.records[Kind.TABLE].values())),
            pictures=Traced("pictures", shown),
            paths=Traced("paths", self.paths),
            documents=self.documents,
            prose=Traced("prose", {}),
            drafts=tuple(
                self.paths[kind.file(id)] + ("" if kind in FOLDERS else f"#{id}")
                for kind in (Kind.ROLE, Kind.TABLE, Kind.SKILLS, Kind.PAGE, Kind.ENTRY)
                for id in self.drafts[kind]
            ),
            accepted=self.accepted,
        )

    def _traced(self, kind: Kind, name: str = "") -> Traced[Any]:
        records, digests = self.records[kind], self.digests[kind]
        return Traced(name or kind.stem, records, {id: digests[id] for id in records if id in digests})

    def _rows(self) -> Traced[tuple[Row, ...]]:
        regions = {rows_key(id, region): it for id, each in self.pay.items() for region, it in each.regions.items()}
        rows = LazyMap(regions, lambda key: regions[key].rows.value, FEW)
        return Traced("rows of salaries", rows, {key: it.digest for key, it in regions.items()})


_LANGUAGE = re.compile(rf"""^language: *["']?({LANGUAGE.pattern.strip("^$")})\b""", re.MULTILINE)


def _stated_language(guide: bytes) -> str | None:
    """Return the language in guide.yaml, even if the rest of the file is invalid."""
    stated = _LANGUAGE.search(guide.decode("utf-8-sig", "replace").replace("\r", "\n"))
    return stated[1] if stated else None


def _expected(kinds: Set[Kind], name: str) -> list[Problem]:
    """Return a Problem for each file that every guide needs and this one lacks; `name` is that of its folder."""
    problems = []
    if Kind.GUIDE not in kinds:
        what = Message("there is no guide.yaml in this folder")
        hint = Message("create {path} with title, tagline and language", path=f"{name}/guide.yaml")
        problems.append(Problem(name, 0, 1, what, hint, check="empty-guide"))
    if Kind.ROLE not in kinds:
        what = Message("there is no role in this guide yet")
        hint = Message("create {path}", path=f"{name}/roles/first-role.md")
        problems.append(Problem(name, 0, 1, what, hint, check="empty-guide"))
    return problems
