"""The index of references: built once from the whole Guide, so that views need no searches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from careerguide.guide.guide import Guide, rows_region
from careerguide.incremental.dependencies import FEW, LazyMap, Traced
from careerguide.pages.views.charts import RangeChart, range_chart
from careerguide.pages.views.map import PayMap, pay_map
from careerguide.pages.views.pairs import Pair, pairs_of
from careerguide.pages.views.pay import PayTable, pay_metadata, pay_table
from careerguide.pages.views.small import SmallBar, small_bars
from careerguide.pay.ranking import Standing, all_standings
from careerguide.schema import Link, Role, SalaryTable
from careerguide.schema.dimensions import Segment
from careerguide.schema.records import Kind


class RoleLink(NamedTuple):
    """A link to a role; without a `url`, text that names something outside the guide."""

    text: str
    url: str | None
    why: str | None
    inferred: bool


class RoleEntry(NamedTuple):
    """A role in a list."""

    id: str
    url: str
    title: str
    summary: str
    field: str | None
    skills: tuple[str, ...]  # ids
    pay: PayTable | None  # without its regions
    bar: SmallBar | None


@dataclass(frozen=True)
class Index:
    """Maps from ids to the records that refer to them, in the guide's order.

    Values gathered from the whole guide are computed at once and traced by their own digest. Values derived from a few
    records are computed on access, and traced by the records that they depend on.
    """

    entries: Mapping[str, RoleEntry]
    tables: Mapping[str, PayTable]
    table_metadata: Mapping[str, PayTable]  # the tables without their regions
    current: Mapping[str, PayTable]  # the same, except older editions
    ranges: Mapping[str, RangeChart | None]
    pay_maps: Mapping[str, PayMap | None]
    standings: Mapping[str, Mapping[Segment, Mapping[str, Standing]]]  # by table, segment, region
    roles_of_skill: Mapping[str, tuple[RoleEntry, ...]]
    regions_within: Traced[tuple[str, ...]]  # ids of the regions that are part of one
    table_ids_of_region: Traced[tuple[str, ...]]  # ids of the tables with figures for a region
    table_ids_of_role: Traced[tuple[str, ...]]  # ids of a role's tables
    role_ids_of_skill: Traced[tuple[str, ...]]  # ids of the roles that require a skill
    skill_names: Traced[str]
    current_ids: Traced[bool]  # the keys of `current`
    bars: Traced[SmallBar]
    reports_to: Traced[tuple[RoleLink, ...]]
    leads: Traced[tuple[RoleLink, ...]]
    before: Traced[tuple[RoleLink, ...]]
    after: Traced[tuple[RoleLink, ...]]
    related: Traced[tuple[RoleLink, ...]]
    pairs: Traced[Pair]
    texts_of_term: Traced[tuple[tuple[str, str], ...]]  # address and title of the texts that use the term

    @property
    def maps(self) -> tuple[Traced[Any], ...]:
        """All maps whose reads are recorded."""
        return tuple(each for each in vars(self).values() if isinstance(each, Traced))


@lru_cache(maxsize=1)  # a preview shows the same guide again while templates are edited
def index_of(guide: Guide) -> Index:
    """Return the index of a guide, in time linear in its size."""
    tables = LazyMap(guide.tables, lambda id: pay_table(guide, guide.tables[id]), FEW)
    table_metadata = LazyMap(
        guide.table_metadata, lambda id: pay_metadata(guide, guide.table_metadata[id], guide.summaries[id])
    )
    current_ids = Traced("current tables", {table.id: True for table in guide.current_tables})
    current = LazyMap(current_ids, lambda id: table_metadata[id])
    spans = {table.id: ((table.currency, table.period), guide.summaries[table.id]) for table in guide.current_tables}
    bars = Traced("small bars", small_bars(spans))
    skill_names = Traced("names of skills", {skill.id: skill.name for skill in guide.skills.values()})
    entries = LazyMap(guide.roles, lambda id: _entry(guide, guide.roles[id], skill_names, current, bars))
    table_ids_of_region = Traced(
        "tables of regions", _grouped(key for key in map(rows_region, guide.rows) if key[1] in current)
    )
    table_ids_of_role = Traced("tables of roles", _grouped((table.role, table.id) for table in guide.current_tables))
    role_ids_of_skill = Traced("roles asking for skills", _grouped(_required_skills(guide)))

    return Index(
        entries=entries,
        tables=tables,
        table_metadata=table_metadata,
        current=current,
        ranges=LazyMap(guide.tables, lambda id: range_chart(tables[id]), FEW),
        pay_maps=LazyMap(guide.tables, lambda id: pay_map(tables[id], guide.regions, guide.language), FEW),
        standings=LazyMap(guide.tables, lambda id: _standings(guide, guide.tables[id]), FEW),
        roles_of_skill=LazyMap(role_ids_of_skill, lambda skill: tuple(entries[id] for id in role_ids_of_skill[skill])),
        regions_within=Traced(
            "regions within regions",
            _grouped((region.part_of, id) for id, region in guide.regions.items() if region.part_of),
        ),
        table_ids_of_region=table_ids_of_region,
        table_ids_of_role=table_ids_of_role,
        role_ids_of_skill=role_ids_of_skill,
        skill_names=skill_names,
        current_ids=current_ids,
        bars=bars,
        **_link_maps(guide),
        pairs=Traced("pairs", pairs_of(guide)),
        texts_of_term=Traced("texts of terms", _grouped(_texts_by_term(guide))),
    )


def _standings(guide: Guide, table: SalaryTable) -> Mapping[Segment, Mapping[str, Standing]]:
    return all_standings(table, {row.region: guide.regions[row.region].part_of for row in table.pay})


def _link_maps(guide: Guide) -> dict[str, Traced[tuple[RoleLink, ...]]]:
    """Return the links of roles in both directions, by the field of `Index`."""
    roles = guide.roles.values()

    def links(name: str, forth: Groups, back: Groups) -> Traced[tuple[RoleLink, ...]]:
        return Traced(name, _both_ways(guide, [(r, forth(r)) for r in roles], [(r, back(r)) for r in roles]))

    return {
        "reports_to": links("reports to", lambda role: role.place.reports_to, lambda role: role.place.leads),
        "leads": links("leads", lambda role: role.place.leads, lambda role: role.place.reports_to),
        "before": links("before", lambda role: role.path.from_, lambda role: role.path.to),
        "after": links("after", lambda role: role.path.to, lambda role: role.path.from_),
        "related": links("related", lambda role: role.related, lambda role: role.related),
    }


def _required_skills(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield every skill that a role requires, with the role's id."""
    for role in guide.roles.values():
        for skill in role.levels:
            if skill in guide.skills:
                yield skill, role.id


def _entry(
    guide: Guide,
    role: Role,
    skills: Mapping[str, str],
    tables: Mapping[str, PayTable],
    bars: Mapping[str, SmallBar],
) -> RoleEntry:
    id = guide.table_of(role)
    return RoleEntry(
        id=role.id,
        url=f"roles/{role.id}/",
        title=role.title,
        summary=role.summary,
        field=role.field,
        skills=tuple(id for id in role.levels if id in skills),
        pay=tables.get(id) if id else None,
        bar=bars.get(id) if id else None,
    )


def _texts_by_term(guide: Guide) -> Iterator[tuple[str, tuple[str, str]]]:
    for text in guide.texts:
        page = Kind.of(text).page(text.id), text.title
        for term in guide.terms_used[guide.path_of(text)]:
            yield term, page


T = TypeVar("T")
Groups = Callable[[Role], tuple[Link, ...]]
Links = Iterable[tuple[Role, tuple[Link, ...]]]


def _both_ways(guide: Guide, forth: Links, back: Links) -> Mapping[str, tuple[RoleLink, ...]]:
    """Return each role's links: its own, then the reverse of links from other roles, without duplicates."""
    steps: dict[str, dict[str, RoleLink]] = {}
    for role, links in forth:
        for link in links:
            if step := role_link(guide, link):
                steps.setdefault(role.id, {})[link.role or step.text] = step
    for role, links in back:
        for link in links:
            if link.role and link.role != role.id:
                step = RoleLink(role.title, f"roles/{role.id}/", link.why, link.inferred)
                steps.setdefault(link.role, {}).setdefault(role.id, step)
    return {id: tuple(found.values()) for id, found in steps.items()}


def role_link(guide: Guide, link: Link) -> RoleLink | None:
    """Return a link with the role's title and address; None where its target is a draft."""
    if not link.role:
        return RoleLink(link.text or "", None, link.why, link.inferred)
    role = guide.roles.get(link.role)
    return RoleLink(role.title, f"roles/{role.id}/", link.why, link.inferred) if role else None


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
