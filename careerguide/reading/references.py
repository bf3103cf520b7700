"""What one record says of another: every reference leads somewhere, and no career path goes in a circle.

In: the decoded records with the documents they came from. Out: Problems at the reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from careerguide.models import Link, Role
from careerguide.problems import Message, Problem, Severity, did_you_mean, known_or_list
from careerguide.reading.folder import Kind
from careerguide.reading.source import Loc

if TYPE_CHECKING:
    from careerguide.library import Document, Library

LINKS = (("place", "reports_to"), ("place", "leads"), ("path", "from"), ("path", "to"), ("related",))


@dataclass(frozen=True)
class Unlinkable:
    """What is no target for a reference: drafts (an error), and broken files (whose own Problems are enough)."""

    drafts: frozenset[str]
    broken: frozenset[tuple[str, str]]


def check(library: Library, unlinkable: Unlinkable) -> Iterator[Problem]:
    """Yield a Problem for every reference that leads nowhere."""
    for role in library.roles.values():
        data = library.documents[library.path_of(role)]
        yield from _skills(role, data, library, unlinkable)
        yield from _links(role, data, library, unlinkable)
        yield from _pay(role, data, library, unlinkable)
        yield from _twice(role, data)
    for table in library.heads.values():
        data = library.documents[library.path_of(table)]
        yield from _table_role(table.id, table.role, data, library, unlinkable)
    yield from _circles(library)


def links_of(role: Role) -> Iterator[tuple[Loc, Link]]:
    """Yield every link of a role with its location in the front matter."""
    groups = (role.place.reports_to, role.place.leads, role.path.from_, role.path.to, role.related)
    for base, links in zip(LINKS, groups, strict=True):
        for index, link in enumerate(links):
            yield (*base, index), link


def _skills(role: Role, data: Document, library: Library, unlinkable: Unlinkable) -> Iterator[Problem]:
    if (Kind.SKILLS, "skills") in unlinkable.broken:
        return
    for index, skill in enumerate(role.skills):
        if skill not in library.skills:
            by_name = next((s.id for s in library.skills.values() if s.name.casefold() == skill.casefold()), None)
            hint = Message("write its id: {id}", id=by_name) if by_name else known_or_list(skill, library.skills)
            yield data.problem(
                ("skills", index),
                Message("there is no skill “{id}” in skills.yaml", id=skill),
                hint,
                check="unknown-skill",
            )


def _links(role: Role, data: Document, library: Library, unlinkable: Unlinkable) -> Iterator[Problem]:
    for loc, link in links_of(role):
        if link.role is None or link.role in library.roles:
            if link.role == role.id:
                what, hint = Message("the role refers to itself"), Message("take the line out")
                yield data.problem(loc, what, hint, check="self-reference")
            continue
        for problem in _unknown_role(link.role, data, loc, library, unlinkable):
            unlike_any = problem.check == "unknown-role" and did_you_mean(link.role, library.roles) is None
            yield _or_in_words(problem, link.role) if unlike_any else problem


def _or_in_words(problem: Problem, id: str) -> Problem:
    """Add to the hint that a Latin word can be meant as a word: what looks like an id is read as one."""
    hint = Message("{hint}; if it is no role of this guide, write {text}", hint=problem.hint, text=f"{{text: {id}}}")
    return replace(problem, hint=hint)


def _unknown_role(id: str, data: Document, loc: Loc, library: Library, unlinkable: Unlinkable) -> Iterator[Problem]:
    if id in unlinkable.drafts:
        what = Message("the role “{id}” is a draft, which readers will not see", id=id)
        yield data.problem(loc, what, Message("publish it (draft: no), or take this out"), check="draft-reference")
    elif (Kind.ROLE, id) not in unlinkable.broken:
        what = Message("there is no role “{id}”", id=id)
        yield data.problem(loc, what, known_or_list(id, library.roles), check="unknown-role")


def _pay(role: Role, data: Document, library: Library, unlinkable: Unlinkable) -> Iterator[Problem]:
    if role.pay is None or (Kind.TABLE, role.pay) in unlinkable.broken:
        return
    table = library.heads.get(role.pay)
    if table is None:
        what = Message("there is no salary table “{id}”", id=role.pay)
        yield data.problem(("pay",), what, known_or_list(role.pay, library.heads), check="unknown-table")
    elif table.role != role.id:
        what = Message("the table “{table}” is about the role “{role}”, not this one", table=table.id, role=table.role)
        hint = Message("pay is never borrowed from another role: name this role's own table, or take the line out")
        yield data.problem(("pay",), what, hint, check="foreign-table")


def _twice(role: Role, data: Document) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, source in enumerate(role.sources):
        if source.id in seen:
            what, hint = Message("two sources have the id “{id}”", id=source.id), Message("give this one another id")
            yield data.problem(("sources", index, "id"), what, hint, check="duplicate-id")
        seen.add(source.id)


def _table_role(table: str, role: str, data: Document, library: Library, unlinkable: Unlinkable) -> Iterator[Problem]:
    if role not in library.roles:
        if role not in unlinkable.drafts:
            yield from _unknown_role(role, data, ("role",), library, unlinkable)
    elif library.roles[role].pay is None:
        what = Message("the role “{role}” does not show this table", role=role)
        hint = Message("add “pay: {table}” to {path}", table=table, path=library.path_of(library.roles[role]))
        yield data.problem(("role",), what, hint, Severity.WARNING, check="unused-table")


def _circles(library: Library) -> Iterator[Problem]:
    """Yield a Problem for each link that closes a circle of career steps (depth-first, without recursion)."""
    steps = career_steps(library.roles)
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
                yield _circle(library, [*stack[stack.index(after) :], after])
            elif after not in done:
                stack.append(after)


def _circle(library: Library, circle: list[str]) -> Problem:
    last, first = circle[-2], circle[-1]
    what = Message("the career path goes in a circle: {path}", path=" → ".join(circle))
    hint = Message("take out the step that is no step forward")
    for role, group, other in ((last, "to", first), (first, "from", last)):
        links = library.roles[role].path.to if group == "to" else library.roles[role].path.from_
        for index, link in enumerate(links):
            if link.role == other:
                data = library.documents[library.path_of(library.roles[role])]
                return data.problem(("path", group, index), what, hint, check="circular-path")
    raise AssertionError("a step of the circle comes from a link")


def career_steps(roles: Mapping[str, Role]) -> dict[str, list[str]]:
    """Return for each role the roles to which one goes next, whichever of the two says so."""
    steps: dict[str, dict[str, None]] = {id: {} for id in roles}
    for role in roles.values():
        for link in role.path.to:
            if link.role and link.role in roles and link.role != role.id:
                steps[role.id][link.role] = None
        for link in role.path.from_:
            if link.role and link.role in roles and link.role != role.id:
                steps[link.role][role.id] = None
    return {id: list(after) for id, after in steps.items()}
