"""A role's page: its facts, its place and path, and its sections in reading order."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from careerguide.core.addresses import COMPARE
from careerguide.core.problems import SiteText
from careerguide.guide.guide import Guide
from careerguide.pages.views.charts import RangeChart, shortened
from careerguide.pages.views.index import Index, RoleLink
from careerguide.pages.views.ladder import Ladder, ladder
from careerguide.pages.views.pairs import pair_key
from careerguide.pages.views.pay import PayTable
from careerguide.pages.views.site import Words
from careerguide.pages.views.small import SmallBar
from careerguide.schema import Role, SkillLevel
from careerguide.schema.sections import DRAWN, SECTIONS

RANGES_SHOWN = 6  # rows of the chart for each segment; the table's page has all of them


PLACE = {  # the fields of Index that tell a role's place and path, in the order of pages
    "reports_to": SiteText("Reports to"),
    "leads": SiteText("Leads"),
    "before": SiteText("The way in"),
    "after": SiteText("The way onward"),
}


class SkillEntry(NamedTuple):
    """A skill in a list."""

    id: str
    url: str
    name: str
    level: SkillLevel | None = None  # that a role asks for


class PlaceFact(NamedTuple):
    """A fact of a role's place and path: the links that tell it; `told` is whether any role of the guide has one."""

    title: SiteText
    links: tuple[RoleLink, ...]
    told: bool


class PageSection(NamedTuple):
    """A section of a page: text, data rendered by the template of its `part`, or both."""

    id: str
    title: Words | Markup
    html: Markup | None
    part: str | None


class RoleView(NamedTuple):
    """The content of a role's page."""

    role: Role
    intro: Markup
    sections: tuple[PageSection, ...]
    place: tuple[PlaceFact, ...]
    untold: tuple[SiteText, ...]  # of its place and path, what is known of other roles
    before: tuple[RoleLink, ...]
    after: tuple[RoleLink, ...]
    related: tuple[RoleLink, ...]
    comparisons: dict[str, str]  # the addresses of comparisons, by that of the related role
    pay_beside: dict[str, PayTable | None]  # what related roles pay, by their addresses
    skills: tuple[SkillEntry, ...]
    levels: tuple[SkillLevel, ...]  # that these skills are asked for at
    pay: PayTable | None
    bar: SmallBar | None
    ranges: RangeChart | None
    ladder: Ladder | None
    editions: int  # of the table
    more_tables: tuple[tuple[str, str], ...]  # other tables of this role: address, title


def role_view(guide: Guide, index: Index, id: str) -> RoleView:
    """Return a role's page."""
    role = guide.roles[id]
    prose = guide.prose[guide.path_of(role)]
    pay = guide.table_of(role)
    table = index.tables.get(pay) if pay else None
    ranges = index.ranges.get(pay) if pay else None
    others = [index.current[id] for id in index.table_ids_of_role.get(role.id, ()) if id != pay]
    skills = skills_of(guide, index, role)
    asked = {skill.level for skill in skills}
    view = RoleView(
        role=role,
        intro=Markup(prose.intro),  # prose is sanitised HTML
        sections=(),
        place=tuple(fact for fact in place_of(index, role.id) if fact.links),
        untold=tuple(fact.title for fact in place_of(index, role.id) if fact.told and not fact.links),
        before=index.before.get(role.id, ()),
        after=index.after.get(role.id, ()),
        related=index.related.get(role.id, ()),
        comparisons=_comparisons(index, role.id),
        pay_beside={step.url: index.entries[_id(step.url)].pay for step in index.related.get(role.id, ()) if step.url},
        skills=skills,
        levels=tuple(level for level in guide.settings.skill_levels.values() if level in asked),
        pay=table,
        bar=index.entries[role.id].bar,
        ranges=shortened(ranges, RANGES_SHOWN) if ranges else None,
        ladder=ladder(table) if table else None,
        editions=len(guide.editions.get(pay, (pay,))) if pay else 0,
        more_tables=tuple((t.url, t.title) for t in others),
    )
    written = {s.id: PageSection(s.id, Markup(s.title_html), Markup(s.html), None) for s in prose.sections}
    return view._replace(sections=_in_order(written, _drawn(view, bool(guide.table_metadata))))


def place_of(index: Index, id: str) -> tuple[PlaceFact, ...]:
    """Return all facts of a role's place and path."""
    maps = ((title, getattr(index, field)) for field, title in PLACE.items())
    return tuple(PlaceFact(title, links.get(id, ()), len(links) > 0) for title, links in maps)


def _comparisons(index: Index, id: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for step in index.related.get(id, ()):
        if step.url:
            other = _id(step.url)
            pair = index.pairs.get(pair_key(id, other))
            found[step.url] = pair.url if pair else f"{COMPARE}?roles={id},{other}"
    return found


def _id(url: str) -> str:
    """Return the id of the role with this address."""
    return url.removeprefix("roles/").removesuffix("/")


def skill_entry(index: Index, id: str) -> SkillEntry:
    """Return a skill as a list entry."""
    return SkillEntry(id, f"skills/{id}/", index.skill_names[id])


def skills_of(guide: Guide, index: Index, role: Role) -> tuple[SkillEntry, ...]:
    """Return the skills that a role asks for, each with its level."""
    levels = guide.settings.skill_levels
    return tuple(
        skill_entry(index, id)._replace(level=levels.get(level or ""))
        for id, level in role.levels.items()
        if id in index.skill_names
    )


def _drawn(view: RoleView, pays: bool) -> list[str]:
    """Return the sections with data to render: from the role's record, or from records that link to it."""
    linked: dict[str, object] = {"way-in": view.before or view.after, "related": view.related, "skills": view.skills}
    if not pays:  # a guide without any pay does not say so in every profile
        linked["pay"] = view.role.pay_note
    return [id for id in DRAWN if linked.get(id, SECTIONS[id].filled(view.role))]


def _in_order(written: dict[str, PageSection], drawn: list[str]) -> tuple[PageSection, ...]:
    """Return the written sections in order, with the parts to render in them; then the other parts."""
    merged = [section._replace(part=id if id in drawn else None) for id, section in written.items()]
    return (*merged, *(PageSection(id, SECTIONS[id].title, None, id) for id in drawn if id not in written))
