"""The pairs of roles that are compared on a page: those that editors chose, and those that name each other as related.

In: a `Guide`. Out: every such pair once, in time linear in the number of links.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from careerguide.core.addresses import COMPARE
from careerguide.guide.guide import Guide


class Reason(NamedTuple):
    """The reason that a role gives for naming another one as related."""

    role: str  # the title of the role that gives it
    why: str | None
    inferred: bool


class Pair(NamedTuple):
    """Two roles by id, in the order of their ids; the address of their comparison, and the reasons."""

    first: str
    second: str
    url: str
    reasons: tuple[Reason, ...]


Pairs = Mapping[str, Pair]  # by the ids of the two


def pairs_of(guide: Guide) -> Pairs:
    """Return every pair of roles that has a page, in the order of their ids."""
    reasons: dict[str, list[Reason]] = {}
    named: dict[str, set[str]] = {}
    chosen: set[str] = set()
    for role in guide.roles.values():
        chosen |= {pair_key(role.id, id) for id in role.compare if id in guide.roles and id != role.id}
        for link in role.related:
            if link.role and link.role in guide.roles and link.role != role.id:
                key = pair_key(role.id, link.role)
                reasons.setdefault(key, []).append(Reason(role.title, link.why, link.inferred))
                named.setdefault(key, set()).add(role.id)
    addresses: set[str] = set()
    keys = sorted(chosen | {key for key, roles in named.items() if len(roles) > 1})
    return {key: _pair(key, tuple(reasons.get(key, ())), addresses) for key in keys}


def pair_key(one: str, other: str) -> str:
    """Return the key of a pair."""
    return f"{one} {other}" if one < other else f"{other} {one}"


def _pair(key: str, reasons: tuple[Reason, ...], addresses: set[str]) -> Pair:
    """Return a pair with a unique address: a-b and c would have the same as a and b-c, so the hyphen is doubled."""
    first, second = key.split()
    url = f"{COMPARE}{first}-{second}/"
    if url in addresses:
        url = f"{COMPARE}{first}--{second}/"
    addresses.add(url)
    return Pair(first, second, url, reasons)
