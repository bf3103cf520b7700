"""Which roles are compared with each other: those that one of the two names as related.

In: a `Library`. Out: every such pair once, in time linear in the number of links.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from careerguide.library import Library


class Reason(NamedTuple):
    """Why a role names another one as related, in the words of its file."""

    role: str  # the title of the role that says so
    why: str | None
    inferred: bool


class Pair(NamedTuple):
    """Two roles by id, in the order of their ids; where their comparison stands, and why they are related."""

    first: str
    second: str
    url: str
    reasons: tuple[Reason, ...]


Pairs = Mapping[str, Pair]  # by the ids of the two


def pairs_of(library: Library) -> Pairs:
    """Return every pair of related roles, in the order of their ids."""
    reasons: dict[str, list[Reason]] = {}
    for role in library.roles.values():
        for link in role.related:
            if link.role and link.role in library.roles and link.role != role.id:
                reasons.setdefault(key_of(role.id, link.role), []).append(Reason(role.title, link.why, link.inferred))
    addresses: set[str] = set()
    return {key: _pair(key, tuple(reasons[key]), addresses) for key in sorted(reasons)}


def key_of(one: str, other: str) -> str:
    """Return under which key a pair stands."""
    return f"{one} {other}" if one < other else f"{other} {one}"


def _pair(key: str, reasons: tuple[Reason, ...], addresses: set[str]) -> Pair:
    """Return a pair at an address of its own: a-b and c make the same name as a and b-c, then the hyphen is doubled."""
    first, second = key.split()
    url = f"compare/{first}-{second}/"
    if url in addresses:
        url = f"compare/{first}--{second}/"
    addresses.add(url)
    return Pair(first, second, url, reasons)
