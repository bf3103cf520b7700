"""Checks references between records: every target exists, and no career path is circular.

In: the decoded records with the documents that they came from. Out: Problems at the reference.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from careerguide.core.lookalikes import as_drawn
from careerguide.core.problems import Known, Message, Problem, Severity, did_you_mean, known_by_name, known_or_list
from careerguide.core.spelling import Names
from careerguide.guide import editions, former
from careerguide.guide.folder import UNNAMED
from careerguide.languages.registry import folded
from careerguide.reading.source import Loc
from careerguide.reading.yaml_writer import scalar
from careerguide.schema import Link, Role
from careerguide.schema.additions import known_entries, known_or_add
from careerguide.schema.records import Kind
from careerguide.schema.slug import slug

if TYPE_CHECKING:
    from careerguide.guide.guide import Document, Guide

COMPARE = ("compare",)
_LIKE_ID = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+")
LINKS = (("place", "reports_to"), ("place", "leads"), ("path", "from"), ("path", "to"), ("related",), COMPARE)


@dataclass(frozen=True)
class Unlinkable:
    """What is no target for a reference, by kind and id: drafts and what only they use (an error to refer to), and
    broken files (whose own Problems are enough).
    """

    drafts: frozenset[tuple[str, str]]
    broken: frozenset[tuple[str, str]]

    def may_be_broken(self, kind: Kind, id: str, known: Names) -> bool:
        """Return whether an id may be that of a broken file: also of one whose name cannot be used, so not its id."""
        if (kind, id) in self.broken:
            return True
        return (kind, UNNAMED) in self.broken and known.nearest(id) is None

    def may_be_broken_series(self, id: str, known: Names) -> bool:
        """Return whether an id may be that of a broken salary table, or the name of its series."""
        return (Kind.TABLE, id) in self.broken or (self._has_broken_table and known.nearest(id) is None)

    @cached_property
    def _has_broken_table(self) -> bool:
        return any(kind is Kind.TABLE for kind, _ in self.broken)


class _Targets:
    """What references may mean, made once for all that lead nowhere."""

    def __init__(self, guide: Guide) -> None:
        self.roles = Names(guide.roles)
        self.titles = {role.title.casefold(): role.id for role in guide.roles.values()}
        self.tables = Names([*guide.table_metadata, *guide.editions])
        self.skills = known_entries(Kind.SKILLS, guide.skills)
        self.levels = Known(
            guide.settings.skill_levels, {level.label: id for id, level in guide.settings.skill_levels.items()}
        )


def check(guide: Guide, unlinkable: Unlinkable) -> Iterator[Problem]:
    """Yield a Problem for every reference without a target, and for every circular career path."""
    targets = _Targets(guide)
    for role in guide.roles.values():
        data = guide.documents[guide.path_of(role)]
        yield from _skills(role, data, targets, unlinkable)
        yield from _levels(role, data, targets, unlinkable)
        yield from _links(role, data, guide, unlinkable, targets)
        yield from _pay(role, data, guide, unlinkable, targets)
        yield from _duplicates(role, data)
    for table in guide.current_tables:
        data = guide.documents[guide.path_of(table)]
        yield from _table_role(table.id, table.role, data, guide, unlinkable, targets)
    yield from editions.check(guide)
    yield from _regions(guide, unlinkable)
    yield from _cycles(guide)
    yield from _same_terms(guide)
    yield from former.check(guide, unlinkable)


def _regions(guide: Guide, unlinkable: Unlinkable) -> Iterator[Problem]:
    """Yield each region that is said to lie in one that is not there, or in itself by way of others."""
    if not guide.regions or (Kind.REGIONS, Kind.REGIONS.stem) in unlinkable.broken:
        return
    data = guide.documents[f"{guide.folder}/{Kind.REGIONS}"]
    checked: set[str] = set()
    known = Names(guide.regions)
    for id, region in guide.regions.items():
        if region.part_of and region.part_of not in guide.regions:
            what = Message("there is no region “{id}” in regions.yaml", id=region.part_of)
            hint = known_or_list(region.part_of, known, str(Kind.REGIONS))
            yield data.problem((id, "part_of"), what, hint, check="unknown-region")
        above: dict[str, None] = {}  # from this region outwards, as far as none has been checked
        outer: str | None = id
        while outer and outer in guide.regions and outer not in checked and outer not in above:
            above[outer] = None
            outer = guide.regions[outer].part_of
        if outer in above:
            circle = [*above][[*above].index(outer) :]
            what = Message("the region lies in itself: {path}", path=" → ".join([*circle, outer]))
            hint = Message("take out the part_of that is wrong")
            yield data.problem((outer, "part_of"), what, hint, check="circular-region")
        checked |= above.keys()


def _same_terms(guide: Guide) -> Iterator[Problem]:
    """Yield each word that stands for two terms of the glossary: a text could link to one of them alone."""
    uses = Counter(word.casefold() for term in guide.terms.values() for word in {term.term, *term.also})
    if not any(count > 1 for count in uses.values()):
        return
    document = guide.documents[f"{guide.folder}/{Kind.GLOSSARY}"]
    seen: dict[str, str] = {}
    for id in filter(guide.terms.__contains__, document.data.value):  # in the order of the file
        term = guide.terms[id]
        locs: list[Loc] = [(id, "term"), *((id, "also", index) for index in range(len(term.also)))]
        for loc, word in zip(locs, (term.term, *term.also), strict=True):
            if (other := seen.setdefault(word.casefold(), id)) != id:
                what = Message("“{word}” stands for “{id}” too, so that no text can link to both", word=word, id=other)
                hint = Message("put both meanings into one entry, or call one of them otherwise")
                yield document.problem(loc, what, hint, check="duplicate-term")


def links_of(role: Role) -> Iterator[tuple[Loc, Link]]:
    """Yield every link of a role with its location in the front matter."""
    compared = tuple(Link(role=id) for id in role.compare)
    groups = (role.place.reports_to, role.place.leads, role.path.from_, role.path.to, role.related, compared)
    for base, links in zip(LINKS, groups, strict=True):
        for index, link in enumerate(links):
            yield (*base, index), link


def _skills(role: Role, data: Document, targets: _Targets, unlinkable: Unlinkable) -> Iterator[Problem]:
    if (Kind.SKILLS, "skills") in unlinkable.broken:
        return
    for index, skill in enumerate(required.skill for required in role.skills):
        if skill not in targets.skills.ids:
            hint = known_or_add(skill, Kind.SKILLS, targets.skills)
            what = Message("there is no skill “{id}” in skills.yaml", id=skill)
            yield data.problem(("skills", index), what, hint, check="unknown-skill")


def _levels(role: Role, data: Document, targets: _Targets, unlinkable: Unlinkable) -> Iterator[Problem]:
    if (Kind.GUIDE, Kind.GUIDE.stem) in unlinkable.broken:
        return
    known = targets.levels
    for index, required in enumerate(role.skills):
        if required.level and required.level not in known.ids:
            hint = known_by_name(required.level, known, str(Kind.GUIDE))
            if not known.ids:
                lines = f"skill_levels:\n  {slug(required.level) or 'working'}: {{label: {scalar(required.level)}}}"
                hint = Message("add it to {path}:\n{lines}", path=str(Kind.GUIDE), lines=lines)
            what = Message("there is no level “{id}” under skill_levels in guide.yaml", id=required.level)
            yield data.problem(("skills", index, "level"), what, hint, check="unknown-level")


def _links(role: Role, data: Document, guide: Guide, unlinkable: Unlinkable, targets: _Targets) -> Iterator[Problem]:
    for loc, link in links_of(role):
        if link.text and not link.text.isascii() and as_drawn(link.text) in guide.roles:
            what = Message("there is no role “{id}”", id=link.text)
            yield data.problem(loc, what, did_you_mean(link.text, targets.roles), check="unknown-role")
        elif link.text and link.text.endswith(Kind.ROLE.ending) and " " not in link.text:
            id = posixpath.splitext(posixpath.basename(link.text))[0]
            what = Message("a role is named by its id here, not by its file")
            yield data.problem(loc, what, Message("write its id: {id}", id=id), check="unknown-role")
        elif link.text and (named := targets.titles.get(link.text.casefold(), role.id)) != role.id:
            what = Message("“{text}” is the title of a role of this guide, and becomes no link", text=link.text)
            hint = Message("write its id: {id}", id=named)
            yield data.problem(loc, what, hint, Severity.WARNING, "role-in-words")
        elif link.text and _LIKE_ID.fullmatch(link.text) and (id := slug(link.text)) in guide.roles and id != role.id:
            what = Message("“{text}” is nearly the id of a role of this guide, and becomes no link", text=link.text)
            hint = Message("write its id: {id}", id=id)
            yield data.problem(loc, what, hint, Severity.WARNING, "role-in-words")
        if link.role is None or link.role in guide.roles:
            if link.role == role.id:
                what, hint = Message("the role refers to itself"), Message("take the line out")
                yield data.problem(loc, what, hint, check="self-reference")
            continue
        for problem in _unknown_role(link.role, data, loc, unlinkable, targets):
            unknown = problem.check == "unknown-role" and did_you_mean(link.role, targets.roles) is None
            yield _or_in_words(problem, link.role) if unknown and loc[:1] != COMPARE else problem


def _or_in_words(problem: Problem, id: str) -> Problem:
    """Extend the hint, for a word that was meant as text: whatever looks like an id is read as one."""
    hint = Message("{hint}; if it is no role of this guide, write {text}", hint=problem.hint, text=f"{{text: {id}}}")
    return replace(problem, hint=hint)


def _unknown_role(id: str, data: Document, loc: Loc, unlinkable: Unlinkable, targets: _Targets) -> Iterator[Problem]:
    if (Kind.ROLE, id) in unlinkable.drafts:
        what = Message("the role “{id}” is a draft, which readers will not see", id=id)
        yield data.problem(loc, what, Message("publish it (draft: no), or take this out"), check="draft-reference")
    elif not unlinkable.may_be_broken(Kind.ROLE, id, targets.roles):
        what = Message("there is no role “{id}”", id=id)
        yield data.problem(loc, what, known_or_list(id, targets.roles, f"{Kind.ROLE}/"), check="unknown-role")


def _pay(role: Role, data: Document, guide: Guide, unlinkable: Unlinkable, targets: _Targets) -> Iterator[Problem]:
    if role.pay is None or (Kind.TABLE, role.pay) in unlinkable.broken:
        return
    table = guide.table_metadata.get(guide.newest(role.pay))
    if (Kind.TABLE, role.pay) in unlinkable.drafts:
        what = Message("the salary table “{id}” is about a draft, which readers will not see", id=role.pay)
        hint = Message("pay is never borrowed from another role: name this role's own table, or take the line out")
        yield data.problem(("pay",), what, hint, check="draft-reference")
    elif table is None:
        if not unlinkable.may_be_broken_series(role.pay, targets.tables):
            what = Message("there is no salary table “{id}”", id=role.pay)
            hint = known_or_list(role.pay, targets.tables, f"{Kind.TABLE}/")
            yield data.problem(("pay",), what, hint, check="unknown-table")
    elif table.role != role.id:
        what = Message("the table “{table}” is about the role “{role}”, not this one", table=table.id, role=table.role)
        hint = Message("pay is never borrowed from another role: name this role's own table, or take the line out")
        yield data.problem(("pay",), what, hint, check="foreign-table")


def _duplicates(role: Role, data: Document) -> Iterator[Problem]:
    """Yield each source, skill and fact that has the name of one before it."""
    seen: set[str] = set()
    for index, source in enumerate(role.sources):
        if source.id in seen:
            what, hint = Message("two sources have the id “{id}”", id=source.id), Message("give this one another id")
            yield data.problem(("sources", index, "id"), what, hint, check="duplicate-id")
        seen.add(source.id)
    skills: set[str] = set()
    for index, required in enumerate(role.skills):
        if required.skill in skills:
            what = Message("the skill “{id}” stands here twice", id=required.skill)
            yield data.problem(("skills", index), what, Message("take one of them out"), check="duplicate-id")
        skills.add(required.skill)
    labels: set[str] = set()
    for index, fact in enumerate(role.facts):
        if folded(fact.label) in labels:
            what = Message("two facts have the label “{label}”", label=fact.label)
            hint = Message("put both into one fact, or give this one another label")
            yield data.problem(("facts", index, "label"), what, hint, check="duplicate-id")
        labels.add(folded(fact.label))


def _table_role(
    table: str, role: str, data: Document, guide: Guide, unlinkable: Unlinkable, targets: _Targets
) -> Iterator[Problem]:
    if role not in guide.roles:
        yield from _unknown_role(role, data, ("role",), unlinkable, targets)
    elif guide.roles[role].pay is None and (Kind.ROLE, role) not in unlinkable.broken:
        what = Message("the role “{role}” does not show this table", role=role)
        hint = Message("add “pay: {table}” to {path}", table=table, path=guide.path_of(guide.roles[role]))
        yield data.problem(("role",), what, hint, Severity.WARNING, check="unused-table")


def _cycles(guide: Guide) -> Iterator[Problem]:
    """Yield a Problem for each link that closes a cycle of career steps (depth-first, without recursion)."""
    steps = career_steps(guide.roles)
    done: set[str] = set()
    for start in steps:
        trail: dict[str, Iterator[str]] = {}
        stack = [start] if start not in done else []
        while stack:
            here = stack[-1]
            ahead = trail.setdefault(here, iter(steps[here]))
            after = next(ahead, None)
            if after is None:
                done.add(stack.pop())
                trail.pop(here)
            elif after in trail:
                yield _cycle_problem(guide, [*stack[stack.index(after) :], after])
            elif after not in done:
                stack.append(after)


def _cycle_problem(guide: Guide, cycle: list[str]) -> Problem:
    last, first = cycle[-2], cycle[-1]
    what = Message("the career path goes in a circle: {path}", path=" → ".join(cycle))
    hint = Message("take out the step that is no step forward")
    for role, group, other in ((last, "to", first), (first, "from", last)):
        links = guide.roles[role].path.to if group == "to" else guide.roles[role].path.from_
        for index, link in enumerate(links):
            if link.role == other:
                data = guide.documents[guide.path_of(guide.roles[role])]
                return data.problem(("path", group, index), what, hint, check="circular-path")
    raise AssertionError("every step of the cycle comes from a link")


def career_steps(roles: Mapping[str, Role]) -> dict[str, list[str]]:
    """Return the next roles of each role, whichever of the two names the other."""
    steps: dict[str, dict[str, None]] = {id: {} for id in roles}
    for role in roles.values():
        for link in role.path.to:
            if link.role and link.role in roles and link.role != role.id:
                steps[role.id][link.role] = None
        for link in role.path.from_:
            if link.role and link.role in roles and link.role != role.id:
                steps[link.role][role.id] = None
    return {id: list(after) for id, after in steps.items()}
