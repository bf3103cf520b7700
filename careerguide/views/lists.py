"""The pages that lead onward: home, and the lists of roles, tables, skills and terms."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from careerguide.library import Library
from careerguide.models import Skill, Term
from careerguide.views.explorer import Explorer, explorer_of
from careerguide.views.index import Entry, Index
from careerguide.views.pay import PayTable
from careerguide.views.role import RoleGroup, SkillEntry, by_field, skill_entry

T = TypeVar("T")

HOME_ROLES = 24  # more stand on the page of all roles
HOME_REGIONS = 24
SKILLS_BESIDE = 10
DESCRIBED = 100  # roles or tables of a list; of more it says their names and pay alone


class RegionEntry(NamedTuple):
    """A region in a list."""

    id: str
    url: str
    name: str
    tables: int


class HomeView(NamedTuple):
    """The first page: what is here, how much of it, where to start, and real figures."""

    roles: tuple[Entry, ...]
    role_count: int
    regions: tuple[RegionEntry, ...]
    region_count: int
    known: int
    missing: int
    table: PayTable | None  # the table with the most figures, its regions by median, highest first
    term_count: int
    skill_count: int


class RolesView(NamedTuple):
    """All roles, by field, and what they can be filtered by: fields, the skills that any asks for, known pay."""

    groups: tuple[RoleGroup, ...]
    total: int
    skills: tuple[SkillEntry, ...]
    paid: int
    brief: bool


class SalariesView(NamedTuple):
    """All salary tables and regions; the roles without pay data."""

    tables: tuple[PayTable, ...]  # without their regions
    regions: tuple[RegionEntry, ...]
    without: tuple[Entry, ...]
    explorer: Explorer | None
    brief: bool


class SkillView(NamedTuple):
    """A skill, the roles that ask for it, and the skills that most of them ask for too."""

    skill: Skill
    roles: tuple[Entry, ...]
    beside: tuple[SkillEntry, ...]
    brief: bool


class SkillsView(NamedTuple):
    """All skills."""

    skills: tuple[SkillEntry, ...]


class Letter(NamedTuple, Generic[T]):
    """What begins with one letter: the names of a list."""

    letter: str
    latin: bool
    entries: tuple[T, ...]


class GlossaryView(NamedTuple):
    """All terms, by letter, and by their ids the texts that use them: address and title."""

    letters: tuple[Letter[Term], ...]
    total: int
    texts: Mapping[str, tuple[tuple[str, str], ...]]


def home_view(index: Index, library: Library) -> HomeView:
    """Return what the first page shows."""
    regions = region_entries(library, index)
    tables = list(index.heads.values())
    largest = max(tables, key=lambda table: table.summary.known, default=None)
    return HomeView(
        roles=tuple(index.entries.values())[:HOME_ROLES],
        role_count=len(index.entries),
        regions=regions[:HOME_REGIONS],
        region_count=len(regions),
        known=sum(table.summary.known for table in tables),
        missing=sum(table.summary.missing for table in tables),
        table=_by_median(index.tables[largest.id]) if largest else None,
        term_count=len(library.terms),
        skill_count=len(library.skills),
    )


def _by_median(table: PayTable) -> PayTable:
    ranked = sorted(table.regions, key=lambda r: max((row.median or 0 for row in r.rows), default=0), reverse=True)
    return table._replace(regions=tuple(ranked[:HOME_REGIONS]), oddities=())


def region_entries(library: Library, index: Index) -> tuple[RegionEntry, ...]:
    """Return all regions as lists show them."""
    return tuple(
        RegionEntry(id, f"regions/{id}/", region.name, index.tables_there.get(id, 0))
        for id, region in library.regions.items()
    )


def roles_view(library: Library, index: Index) -> RolesView:
    """Return all roles, by field."""
    asked = sorted(index.roles_asking, key=lambda id: alphabetical(library.skills[id].name))
    return RolesView(
        groups=by_field(tuple(index.entries.values())),
        total=len(index.entries),
        skills=tuple(skill_entry(library, index, id) for id in asked),
        paid=sum(entry.pay is not None for entry in index.entries.values()),
        brief=len(index.entries) > DESCRIBED,
    )


def salaries_view(library: Library, index: Index) -> SalariesView:
    """Return all tables and regions."""
    regions = region_entries(library, index)
    tables = tuple(index.heads.values())
    without = tuple(entry for entry in index.entries.values() if not entry.pay)
    return SalariesView(tables, regions, without, explorer_of(tables, index.tables), len(tables) > DESCRIBED)


def skill_view(library: Library, index: Index, id: str) -> SkillView:
    """Return a skill's page."""
    skill = library.skills[id]
    roles = index.roles_of_skill.get(skill.id, ())
    others = Counter(id for entry in roles for id in entry.skills if id != skill.id)
    most = [id for id, count in others.most_common(SKILLS_BESIDE) if 2 * count > len(roles)]
    beside = tuple(skill_entry(library, index, id) for id in most)
    return SkillView(skill, roles, beside, len(roles) > DESCRIBED)


def skills_view(library: Library, index: Index) -> SkillsView:
    """Return all skills."""
    return SkillsView(tuple(skill_entry(library, index, id) for id in library.skills))


def glossary_view(library: Library, index: Index) -> GlossaryView:
    """Return all terms, by letter."""
    letters = by_letter(library.terms.values(), lambda term: term.term)
    return GlossaryView(letters, len(library.terms), index.texts_of_term)


def by_letter(entries: Iterable[T], name: Callable[[T], str]) -> tuple[Letter[T], ...]:
    """Return entries by the first letter of their names, in the order of a dictionary."""
    letters: dict[str, list[T]] = {}
    for entry in sorted(entries, key=lambda entry: alphabetical(name(entry))):
        letters.setdefault(name(entry)[0].upper().replace("Ё", "Е"), []).append(entry)
    return tuple(Letter(letter, alphabetical(letter)[0], tuple(group)) for letter, group in letters.items())


def alphabetical(text: str) -> tuple[bool, str, str]:
    """Return what sorts words as a dictionary does: without regard to case, ё beside е, Latin words after Cyrillic."""
    folded = text.casefold().replace("ё", "е")
    latin = unicodedata.normalize("NFD", folded)[:1].isascii()
    return latin, folded, text
