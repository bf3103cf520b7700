"""What refers to what: built once from the whole Library, so that every page's view is made without a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, NamedTuple, TypeVar

from careerguide.library import Library
from careerguide.models import Link, Role
from careerguide.pay.ladder import Standing, all_standings
from careerguide.tracing import Made, Traced, stamp
from careerguide.views.charts import RangeChart, range_chart
from careerguide.views.pairs import Pair, pairs_of
from careerguide.views.pay import PayTable, pay_head, pay_table, pay_there
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
    """Maps from an id to what refers to it; the values keep the guide's own order. What is costly is made when read."""

    entries: Traced[Entry]
    tables: Traced[PayTable]
    heads: Traced[PayTable]  # the same without their regions
    ranges: Traced[RangeChart | None]
    standings: Traced[Mapping[str | None, Mapping[str, Standing]]]  # by table, segment, region
    tables_of_region: Traced[tuple[PayTable, ...]]  # each with that region's rows alone
    tables_there: Traced[int]  # how many tables have figures for a region
    tables_of_role: Traced[tuple[PayTable, ...]]
    roles_of_skill: Traced[tuple[Entry, ...]]
    roles_asking: Traced[int]  # how many roles ask for a skill
    reports_to: Traced[tuple[Step, ...]]
    leads: Traced[tuple[Step, ...]]
    before: Traced[tuple[Step, ...]]
    after: Traced[tuple[Step, ...]]
    related: Traced[tuple[Step, ...]]
    pairs: Traced[Pair]
    texts_of_term: Traced[tuple[tuple[str, str], ...]]  # address and title of what uses the word

    @property
    def maps(self) -> tuple[Traced[Any], ...]:
        """All maps, as what is made of them is traced."""
        return tuple(getattr(self, each.name) for each in fields(self))


def index_of(library: Library) -> Index:
    """Return what refers to what, in time linear in the size of the guide."""
    records, roles = library.tables, library.roles.values()
    regions = stamp([library.settings.stale_after_months, *library.regions.values()])
    of_role = _grouped((table.role, id) for id, table in library.heads.items())
    of_region = _grouped((region, id) for id, pay in library.pay.items() for region in pay.rows)
    tables = Made(records, lambda id: pay_table(library, records[id]))
    heads = {id: pay_head(library, table, library.pay[id].summary) for id, table in library.heads.items()}
    bars = small_bars(heads)
    entries = {role.id: _entry(library, role, heads, bars) for role in roles}
    of_skill = _grouped((skill, entry.id) for entry in entries.values() for skill in entry.skills)

    @cache
    def of_table(id: str) -> bytes:
        role = library.roles.get(library.heads[id].role)
        return stamp((library.tables.digest(id), role and role.title, regions))

    @cache
    def of_head(id: str) -> bytes:
        head = heads[id]
        return stamp((library.heads.digest(id), head.title, head.role_title, head.path, head.stale_from, head.summary))

    def of_entry(id: str) -> bytes:
        entry = entries[id]
        return stamp((entry._replace(pay=None), entry.pay and of_head(entry.pay.id)))

    def there(region: str) -> bytes:
        return stamp(
            [(library.pay[id].rows[region], heads[id].title, heads[id].role_title, regions) for id in of_region[region]]
        )

    def steps(name: str, forth: Groups, back: Groups) -> Traced[tuple[Step, ...]]:
        return Traced(name, _both_ways(library, [(r, forth(r)) for r in roles], [(r, back(r)) for r in roles]))

    shown = Traced("entries", entries, of_entry)
    return Index(
        entries=shown,
        tables=Traced("tables of pay", tables, of_table),
        heads=Traced("heads", heads, of_head),
        ranges=Traced("ranges", Made(records, lambda id: range_chart(tables[id])), of_table),
        standings=Traced("standings", Made(records, lambda id: all_standings(records[id])), of_table),
        tables_of_region=Traced(
            "tables of regions",
            Made(
                of_region,
                lambda region: tuple(pay_there(library, records[id], region, heads[id]) for id in of_region[region]),
            ),
            there,
        ),
        tables_there=Traced("tables there", {region: len(ids) for region, ids in of_region.items()}),
        tables_of_role=Traced(
            "tables of roles",
            Made(of_role, lambda role: tuple(tables[id] for id in of_role[role])),
            lambda role: stamp([of_table(id) for id in of_role[role]]),
        ),
        roles_of_skill=Traced(
            "roles of skills",
            {skill: tuple(entries[id] for id in ids) for skill, ids in of_skill.items()},
            lambda skill: stamp([shown.digest(id) for id in of_skill[skill]]),
        ),
        roles_asking=Traced("roles asking", {skill: len(ids) for skill, ids in of_skill.items()}),
        reports_to=steps("reports to", lambda role: role.place.reports_to, lambda role: role.place.leads),
        leads=steps("leads", lambda role: role.place.leads, lambda role: role.place.reports_to),
        before=steps("before", lambda role: role.path.from_, lambda role: role.path.to),
        after=steps("after", lambda role: role.path.to, lambda role: role.path.from_),
        related=steps("related", lambda role: role.related, lambda role: role.related),
        pairs=Traced("pairs", pairs_of(library)),
        texts_of_term=Traced("texts of terms", _grouped(_texts_by_term(library))),
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
        pay=table,
        bar=bars.get(role.pay) if role.pay else None,
    )


def _texts_by_term(library: Library) -> Iterator[tuple[str, tuple[str, str]]]:
    roles = [(f"roles/{role.id}/", role.title, library.path_of(role)) for role in library.roles.values()]
    pages = [(f"{page.id}/", page.title, library.path_of(page)) for page in library.pages.values()]
    for url, title, path in (*roles, *pages):
        for term in library.terms_used[path]:
            yield term, (url, title)


T = TypeVar("T")
Groups = Callable[[Role], tuple[Link, ...]]
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
