"""The overview pages: home, and the lists of roles, tables, skills and terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from careerguide.core.problems import SiteText
from careerguide.guide.guide import Guide
from careerguide.pages.views.compare import Passage
from careerguide.pages.views.explorer import Explorer, explorer_of
from careerguide.pages.views.index import Index, RoleEntry
from careerguide.pages.views.listing import FINDABLE, FOLDED, Listing, by_letter, listing, listing_by
from careerguide.pages.views.map import PayMap
from careerguide.pages.views.opening import opening_of
from careerguide.pages.views.pay import PayTable
from careerguide.pages.views.role import SkillEntry, skill_entry
from careerguide.schema import Skill, SkillLevel, Term

HOME_ROLES = 24  # with more, the home page has their fields only
HOME_REGIONS = 24
MEDIANS = SiteText("medians by region")
SKILLS_BESIDE = 10
EXPLORED = 5  # tables that are shown whole on the page of all; with more, each has only its own page


class RegionEntry(NamedTuple):
    """A region in a list."""

    id: str
    url: str
    name: str
    tables: int
    part_of: str | None  # the name of the region in which it lies


class BarLegend(NamedTuple):
    """What the small bars of a list have in their middle, and whether one goes beyond their axis."""

    middle: SiteText
    beyond: bool


class HomeView(NamedTuple):
    """The home page: the contents of the guide with counts; where roles are few, these and the largest salary table."""

    roles: tuple[RoleEntry, ...]
    fields: Listing[RoleEntry] | None  # where roles are many
    role_count: int
    regions: tuple[RegionEntry, ...]
    region_count: int
    known: int
    missing: int
    table: PayTable | None  # the table with the most figures, its regions by key figure, highest first
    map: PayMap | None  # of that table
    term_count: int
    skill_count: int
    bars: BarLegend | None
    opening: Passage | None  # the beginning of a section that the editors chose


class RolesView(NamedTuple):
    """All roles by field, and the criteria to filter them by: fields, required skills, known pay."""

    list: Listing[RoleEntry]
    skills: tuple[SkillEntry, ...]
    paid: int
    sortable: bool  # by pay
    bars: BarLegend | None


class SalariesView(NamedTuple):
    """All salary tables and regions; the roles without pay data."""

    list: Listing[PayTable]  # without their regions
    sortable: bool  # by pay
    regions: Listing[RegionEntry]
    without: Listing[RoleEntry]
    explorer: Explorer | None


class Requiring(NamedTuple):
    """The roles that require a skill at one level; None: they do not say how well."""

    level: SkillLevel | None
    roles: tuple[RoleEntry, ...]


class SkillView(NamedTuple):
    """A skill, the roles that require it, and the skills that most of these also require."""

    skill: Skill
    groups: tuple[Requiring, ...]  # by level, the lowest first
    beside: tuple[SkillEntry, ...]
    brief: bool
    bars: BarLegend | None


class SkillSummary(NamedTuple):
    """A skill in the list of all."""

    id: str
    url: str
    name: str
    summary: str
    roles: int


class SkillsView(NamedTuple):
    """All skills."""

    list: Listing[SkillSummary]


class GlossaryView(NamedTuple):
    """All terms by letter, and by their ids the address and title of texts that use them."""

    list: Listing[Term]
    texts: Mapping[str, tuple[tuple[str, str], ...]]


def home_view(index: Index, guide: Guide) -> HomeView:
    """Return the home page."""
    regions = region_entries(guide, index)
    tables = list(index.current.values())
    few = len(index.entries) <= HOME_ROLES
    largest = max(tables, key=lambda table: table.summary.known, default=None) if few else None
    return HomeView(
        roles=tuple(index.entries.values()) if few else (),
        fields=None if few else roles_by_field(guide, index),
        role_count=len(index.entries),
        regions=regions[:HOME_REGIONS],
        region_count=len(regions),
        known=sum(table.summary.known for table in tables),
        missing=sum(table.summary.missing for table in tables),
        table=_by_key(index.tables[largest.id]) if largest else None,
        map=index.pay_maps[largest.id] if largest else None,
        term_count=len(guide.terms),
        skill_count=len(guide.skills),
        bars=_legend(index.entries.values()) if few else None,
        opening=opening_of(guide),
    )


def _legend(entries: Iterable[RoleEntry]) -> BarLegend | None:
    """Return the legend of the small bars of some roles; None where there is no bar."""
    drawn = [(entry.pay, entry.bar) for entry in entries if entry.pay and entry.bar]
    if not drawn:
        return None
    medians = all(table.key.median for table, _ in drawn)
    return BarLegend(MEDIANS if medians else SiteText("key figures by region"), any(bar.beyond for _, bar in drawn))


def _by_key(table: PayTable) -> PayTable:
    ranked = table.among_siblings(lambda region: max((row.order for row in region.rows), default=0))
    return table._replace(regions=ranked[:HOME_REGIONS], oddities=())


def region_entries(guide: Guide, index: Index) -> tuple[RegionEntry, ...]:
    """Return all regions as lists show them."""
    return tuple(
        RegionEntry(
            id,
            f"regions/{id}/",
            region.name,
            len(index.table_ids_of_region.get(id, ())),
            guide.regions[region.part_of].name if region.part_of else None,
        )
        for id, region in guide.regions.items()
    )


def roles_by_field(guide: Guide, index: Index) -> Listing[RoleEntry]:
    """Return all roles, by field."""
    return listing_by(index.entries.values(), lambda role: role.field, lambda role: role.title, guide.language)


def roles_view(guide: Guide, index: Index) -> RolesView:
    """Return all roles, by field."""
    paid = [entry.pay for entry in index.entries.values() if entry.pay]
    return RolesView(
        list=roles_by_field(guide, index),
        skills=tuple(skill_entry(index, id) for id in index.skill_names if id in index.role_ids_of_skill),
        paid=len(paid),
        sortable=comparable(paid),
        bars=_legend(index.entries.values()) if len(index.entries) <= FOLDED else None,
    )


def comparable(tables: Iterable[PayTable]) -> bool:
    """Return whether several tables can be sorted by pay: they have one currency and period."""
    units = [(table.currency, table.period) for table in tables if table.summary.known]
    return len(units) > 1 and len({*units}) == 1


def salaries_view(guide: Guide, index: Index) -> SalariesView:
    """Return all tables and regions."""
    tables = tuple(index.current.values())
    without = [entry for entry in index.entries.values() if not entry.pay]
    fields = {role.id: role.field for role in index.entries.values()}
    language = guide.language
    explorer = explorer_of(tables, index.tables)
    return SalariesView(
        list=listing_by(tables, lambda table: fields.get(table.role), lambda table: table.title, language),
        sortable=comparable(tables),
        regions=_regions(guide, index),
        without=listing(without, lambda role: role.title, language, "without-"),
        explorer=explorer if explorer and not explorer.others and len(tables) <= EXPLORED else None,
    )


def _regions(guide: Guide, index: Index) -> Listing[RegionEntry]:
    entries, rest = region_entries(guide, index), SiteText("Part of no other region")
    return listing_by(entries, lambda it: it.part_of, lambda it: it.name, guide.language, "regions-", rest)


def skill_view(guide: Guide, index: Index, id: str) -> SkillView:
    """Return a skill's page."""
    skill = guide.skills[id]
    roles = index.roles_of_skill.get(skill.id, ())
    others = Counter(id for entry in roles for id in entry.skills if id != skill.id)
    most = [id for id, count in others.most_common(SKILLS_BESIDE) if 2 * count > len(roles)]
    beside = tuple(skill_entry(index, id) for id in most)
    levels = guide.settings.skill_levels
    asked = {role.id: guide.roles[role.id].levels.get(id) for role in roles}
    groups = (
        Requiring(levels.get(level or ""), tuple(role for role in roles if asked[role.id] == level))
        for level in (*levels, None)
    )
    brief = len(roles) > FINDABLE  # there is no search in this list
    found = tuple(group for group in groups if group.roles)
    return SkillView(skill, found, beside, brief, None if brief else _legend(roles))


def skills_view(guide: Guide, index: Index) -> SkillsView:
    """Return all skills."""
    entries = (
        SkillSummary(it.id, f"skills/{it.id}/", it.name, it.summary, len(index.role_ids_of_skill.get(it.id, ())))
        for it in guide.skills.values()
    )
    return SkillsView(listing(entries, lambda skill: skill.name, guide.language))


def glossary_view(guide: Guide, index: Index) -> GlossaryView:
    """Return all terms, by letter."""
    letters = by_letter(guide.terms.values(), lambda term: term.term, guide.language)
    return GlossaryView(Listing(letters, len(guide.terms)), index.texts_of_term)
