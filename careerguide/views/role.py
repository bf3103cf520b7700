"""A role's page: its facts, its place and path, and its sections in the order in which they are read."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from careerguide.library import Library
from careerguide.models import Role
from careerguide.problems import Message
from careerguide.views.charts import RangeChart, shortened
from careerguide.views.index import Entry, Index, Step
from careerguide.views.pairs import key_of
from careerguide.views.pay import PayTable
from careerguide.views.site import Words
from careerguide.views.small import SmallBar
from careerguide.views.steps import Ladder, ladder

PAY_REGIONS_SHOWN = 40  # a longer table stands on its own page alone
RANGES_SHOWN = 6  # rows of the chart, for each segment; all stand on the table's page

OWN_SECTIONS: dict[str, Message] = {
    "pay": Message("What it pays"),
    "applicants": Message("Who applies"),
    "skills": Message("Skills"),
    "way-in": Message("The way in and onward"),
    "fit": Message("Is it for me?"),
    "experts": Message("Whose experience this is"),
    "learning": Message("What to learn from"),
    "related": Message("Related roles"),
    "sources": Message("Sources"),
}


class SkillEntry(NamedTuple):
    """A skill in a list."""

    id: str
    url: str
    name: str
    summary: str
    roles: int


class Section(NamedTuple):
    """A section of a page: what editors wrote, what the template of its `part` draws from the records, or both."""

    id: str
    title: Words | Markup
    html: Markup | None
    part: str | None


class RoleView(NamedTuple):
    """All that a role's page shows."""

    role: Role
    intro: Markup
    sections: tuple[Section, ...]
    reports_to: tuple[Step, ...]
    leads: tuple[Step, ...]
    before: tuple[Step, ...]
    after: tuple[Step, ...]
    related: tuple[Step, ...]
    comparisons: dict[str, str]  # where the role is compared with a related one, by that one's address
    skills: tuple[SkillEntry, ...]
    pay: PayTable | None
    pay_shown: int  # how many of the table's regions stand on this page
    bar: SmallBar | None
    ranges: RangeChart | None
    ladder: Ladder | None
    more_tables: tuple[tuple[str, str], ...]  # other tables of this role: address, title


def role_view(library: Library, index: Index, id: str) -> RoleView:
    """Return what a role's page shows."""
    role = library.roles[id]
    prose = library.prose[library.path_of(role)]
    table = index.tables.get(role.pay) if role.pay else None
    ranges = index.ranges.get(role.pay) if role.pay else None
    shown = table and table._replace(regions=table.regions[:PAY_REGIONS_SHOWN])
    view = RoleView(
        role=role,
        intro=Markup(prose.intro),  # prose is sanitised HTML
        sections=(),
        reports_to=index.reports_to.get(role.id, ()),
        leads=index.leads.get(role.id, ()),
        before=index.before.get(role.id, ()),
        after=index.after.get(role.id, ()),
        related=index.related.get(role.id, ()),
        comparisons=_comparisons(index, role.id),
        skills=tuple(skill_entry(library, index, id) for id in role.skills if id in library.skills),
        pay=shown,
        pay_shown=len(shown.regions) if shown else 0,
        bar=index.entries[role.id].bar,
        ranges=shortened(ranges, RANGES_SHOWN) if ranges else None,
        ladder=ladder(shown) if shown else None,
        more_tables=tuple((t.url, t.title) for t in index.tables_of_role.get(role.id, ()) if t.id != role.pay),
    )
    written = {s.id: Section(s.id, Markup(s.title_html), Markup(s.html), None) for s in prose.sections}
    return view._replace(sections=_in_order(written, _drawn(view)))


def _comparisons(index: Index, id: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for step in index.related.get(id, ()):
        other = (step.url or "").removeprefix("roles/").removesuffix("/")
        if pair := index.pairs.get(key_of(id, other)):
            found[f"roles/{other}/"] = pair.url
    return found


def skill_entry(library: Library, index: Index, id: str) -> SkillEntry:
    """Return a skill as lists show it."""
    skill = library.skills[id]
    return SkillEntry(id, f"skills/{id}/", skill.name, skill.summary, index.roles_asking.get(id, 0))


def _drawn(view: RoleView) -> list[str]:
    """Return which sections the records have something for; pay is always there, if only to say that it is unknown."""
    role = view.role
    filled = {
        "pay": True,
        "applicants": bool(role.applicants),
        "skills": bool(view.skills),
        "way-in": bool(view.before or view.after),
        "fit": bool(role.fit.for_ or role.fit.not_for),
        "experts": bool(role.experts),
        "learning": bool(role.learning),
        "related": bool(view.related),
        "sources": bool(role.sources),
    }
    return [id for id in OWN_SECTIONS if filled[id]]


def _in_order(written: dict[str, Section], drawn: list[str]) -> tuple[Section, ...]:
    """Return the written sections in their order, each with what is drawn of its name; then the others drawn."""
    merged = [section._replace(part=id if id in drawn else None) for id, section in written.items()]
    return (*merged, *(Section(id, OWN_SECTIONS[id], None, id) for id in drawn if id not in written))


class RoleGroup(NamedTuple):
    """The roles of one field; None is for roles that name none."""

    field: str | None
    roles: tuple[Entry, ...]


def by_field(entries: tuple[Entry, ...]) -> tuple[RoleGroup, ...]:
    """Return roles by field, fields in the order of their first role, roles without one last."""
    fields = sorted(dict.fromkeys(entry.field for entry in entries), key=lambda field: field is None)
    groups: dict[str | None, list[Entry]] = {field: [] for field in fields}
    for entry in entries:
        groups[entry.field].append(entry)
    return tuple(RoleGroup(field, tuple(roles)) for field, roles in groups.items())
