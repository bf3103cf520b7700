"""What refers to what: built once from the whole Library, so that every page's view is made without a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from careerguide.library import Library
from careerguide.models import Link, Role
from careerguide.views.charts import RangeChart, range_chart
from careerguide.views.pairs import Pairs, pairs_of
from careerguide.views.pay import PayTable, of_region, pay_table
from careerguide.views.small import SmallBar, small_bars


class Step(NamedTuple):
    """A link to a role, or to what is no role of this guide: then it has no `url`."""

    text: str
    url: str | None
    why: str | None
    inferred: bool


class Entry(NamedTuple):
    """A role in a list."""

    id: str
    url: str
    title: str
    summary: str
    field: str | None
    skills: tuple[str, ...]  # ids
    pay: PayTable | None  # without its regions: the facts and the summary alone
    bar: SmallBar | None


@dataclass(frozen=True)
class Index:
    """Maps from an id to what refers to it; the values keep the guide's own order."""

    entries: Mapping[str, Entry]
    tables: Mapping[str, PayTable]
    ranges: Mapping[str, RangeChart | None]
    tables_of_region: Mapping[str, tuple[PayTable, ...]]  # each with that region's rows alone
    tables_of_role: Mapping[str, tuple[PayTable, ...]]
    roles_of_skill: Mapping[str, tuple[Entry, ...]]
    reports_to: Mapping[str, tuple[Step, ...]]
    leads: Mapping[str, tuple[Step, ...]]
    before: Mapping[str, tuple[Step, ...]]
    after: Mapping[str, tuple[Step, ...]]
    related: Mapping[str, tuple[Step, ...]]
    pairs: Pairs
    texts_of_term: Mapping[str, tuple[tuple[str, str], ...]]  # address and title of what uses the word


def index_of(library: Library) -> Index:
    """Return what refers to what, in time linear in the size of the guide."""
    tables = {id: pay_table(library, table) for id, table in library.tables.items()}
    bars = small_bars(tables)
    entries = {role.id: _entry(library, role, tables, bars) for role in library.roles.values()}
    roles = library.roles.values()
    return Index(
        entries=entries,
        tables=tables,
        ranges={id: range_chart(table) for id, table in tables.items()},
        tables_of_region=_grouped(_tables_by_region(library, tables)),
        tables_of_role=_grouped((table.role, table) for table in tables.values()),
        roles_of_skill=_grouped((skill, entry) for entry in entries.values() for skill in entry.skills),
        reports_to=_both_ways(library, [(r, r.place.reports_to) for r in roles], [(r, r.place.leads) for r in roles]),
        leads=_both_ways(library, [(r, r.place.leads) for r in roles], [(r, r.place.reports_to) for r in roles]),
        before=_both_ways(library, [(r, r.path.from_) for r in roles], [(r, r.path.to) for r in roles]),
        after=_both_ways(library, [(r, r.path.to) for r in roles], [(r, r.path.from_) for r in roles]),
        related=_both_ways(library, [(r, r.related) for r in roles], [(r, r.related) for r in roles]),
        pairs=pairs_of(library),
        texts_of_term=_grouped(_texts_by_term(library)),
    )


def _entry(library: Library, role: Role, tables: Mapping[str, PayTable], bars: Mapping[str, SmallBar]) -> Entry:
    table = tables.get(role.pay) if role.pay else None
    return Entry(
        id=role.id,
        url=f"roles/{role.id}/",
        title=role.title,
        summary=role.summary,
        field=role.field,
        skills=tuple(id for id in role.skills if id in library.skills),
        pay=table._replace(regions=(), oddities=()) if table else None,
        bar=bars.get(role.pay) if role.pay else None,
    )


def _tables_by_region(library: Library, tables: Mapping[str, PayTable]) -> Iterator[tuple[str, PayTable]]:
    for table in tables.values():
        for region in table.regions:
            yield region.id, of_region(table, region)


def _texts_by_term(library: Library) -> Iterator[tuple[str, tuple[str, str]]]:
    roles = [(f"roles/{role.id}/", role.title, library.path_of(role)) for role in library.roles.values()]
    pages = [(f"{page.id}/", page.title, library.path_of(page)) for page in library.pages.values()]
    for url, title, path in (*roles, *pages):
        for term in library.prose[path].terms:
            yield term, (url, title)


T = TypeVar("T")
Links = Iterable[tuple[Role, tuple[Link, ...]]]


def _both_ways(library: Library, forth: Links, back: Links) -> Mapping[str, tuple[Step, ...]]:
    """Return each role's links: its own, then those of roles that link to it from the other side, once each."""
    steps: dict[str, dict[str, Step]] = {}
    for role, links in forth:
        for link in links:
            if step := step_of(library, link):
                steps.setdefault(role.id, {})[link.role or step.text] = step
    for role, links in back:
        for link in links:
            if link.role and link.role != role.id:
                step = Step(role.title, f"roles/{role.id}/", link.why, link.inferred)
                steps.setdefault(link.role, {}).setdefault(role.id, step)
    return {id: tuple(found.values()) for id, found in steps.items()}


def step_of(library: Library, link: Link) -> Step | None:
    """Return a link as a step; None where it leads to a role that is left out as a draft."""
    if not link.role:
        return Step(link.text or "", None, link.why, link.inferred)
    role = library.roles.get(link.role)
    return Step(role.title, f"roles/{role.id}/", link.why, link.inferred) if role else None


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
