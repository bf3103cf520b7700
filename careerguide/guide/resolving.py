"""Resolves the prose of every text against the rest of the guide: links, figures, images.

In: a `Guide` without prose. Out: a `Resolved` for each document by its path. A document is resolved again when its file
or any other of its dependencies has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from careerguide.core.problems import Known, Problem
from careerguide.guide.guide import Guide
from careerguide.incremental.cache import Cache, digest_of
from careerguide.incremental.dependencies import LazyMap, Traced, by_name, value_digest
from careerguide.incremental.memo import LazyPickle, cached_map
from careerguide.markdown import linking
from careerguide.markdown.document import Context, Prose, resolve
from careerguide.schema import Entry, Page, Role
from careerguide.schema.additions import known_entries
from careerguide.schema.records import LISTS

LEAST_RESOLVED = 200  # documents that justify one process


class Resolved(NamedTuple):
    """A document's prose, its unresolved references, the digest of the prose, and the terms and images it uses."""

    prose: LazyPickle[Prose]
    problems: list[Problem]
    digest: bytes
    terms: tuple[str, ...]
    images: tuple[str, ...]


def resolve_all(guide: Guide, broken: Iterable[tuple[str, str]], cache: Cache) -> dict[str, Resolved]:
    """Return the resolved prose of every text by path, with Problems for unresolved references."""
    known = linking.files(guide.folder, Context(guide.language, records=guide.records, paths=guide.paths))
    files: Traced[list[Any]] = Traced(
        "files", {"all": list(known), "drafts": sorted(guide.drafts), "broken": sorted(broken)}
    )
    anchors = Traced("anchors", {path: sorted(it.anchors) for path, it in guide.documents.items() if it.lazy_markup})

    lists = {str(kind): kind for kind in LISTS}
    targets = _Targets(
        anchors=LazyMap(anchors, lambda path: frozenset(anchors[path])),
        files=LazyMap(files, lambda name: frozenset(files[name])),
        stems=LazyMap({"files": None}, lambda _: linking.stems_of(files["all"])),
        known=LazyMap(lists, lambda id: known_entries(lists[id], guide.records[lists[id]])),
    )
    records = guide.texts
    paths = [guide.path_of(record) for record in records]
    keys = [digest_of("prose", path, guide.documents[path].digest.hex()) for path in paths]

    def resolved(record: Role | Page | Entry) -> Resolved:
        markup = guide.documents[guide.path_of(record)].markup
        assert markup is not None
        prose, problems = resolve(markup, _context(guide, record, targets))
        return Resolved(LazyPickle(prose), problems, value_digest(prose), prose.terms, prose.images)

    maps = by_name(*guide.maps, anchors, files)
    return dict(zip(paths, cached_map(resolved, records, keys, cache, maps, LEAST_RESOLVED), strict=True))


class _Targets(NamedTuple):
    """Link targets besides records: anchors by document path; drafts and broken files; files by their stems.

    `known` are the entries of lists, among which a misspelt one is searched.
    """

    anchors: Mapping[str, frozenset[str]]
    files: Mapping[str, frozenset[Any]]
    stems: Mapping[str, linking.Stems]
    known: Mapping[str, Known]


def _context(guide: Guide, record: Role | Page | Entry, targets: _Targets) -> Context:
    context = Context(
        language=guide.language,
        records=guide.records,
        editions=guide.editions,
        paths=guide.paths,
        anchors=targets.anchors,
        drafts=targets.files["drafts"],
        broken=targets.files["broken"],
        pictures=guide.pictures,
        stems=targets.stems,
        known=targets.known,
    )
    if isinstance(record, Role):
        return replace(context, table=guide.table_of(record), is_role=True, experts=record.experts)
    return context
