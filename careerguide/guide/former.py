"""Earlier ids of records, whose addresses lead to the present ones.

In: the decoded records. Out: each earlier id, and Problems where one cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from careerguide.core.problems import Message, Problem
from careerguide.reading.source import Loc
from careerguide.schema.records import TAKEN, Kind

if TYPE_CHECKING:
    from careerguide.guide.guide import Guide
    from careerguide.guide.references import Unlinkable


class Former(NamedTuple):
    """An earlier id, the position among those of its record, and the present id."""

    old: str
    position: int
    id: str


def former(guide: Guide, kind: Kind) -> Iterator[Former]:
    """Yield every earlier id of the records of a kind."""
    records: Mapping[str, Any] = {}
    if kind not in (Kind.GUIDE, Kind.ENTRY):
        records = guide.table_metadata if kind is Kind.TABLE else guide.records[kind]
    for id, record in records.items():
        for position, old in enumerate(record.was):
            yield Former(old, position, id)


def check(guide: Guide, unlinkable: Unlinkable) -> Iterator[Problem]:
    """Yield a Problem for each earlier id that is in use, reserved, or claimed by two records."""
    for kind in Kind:
        known = {*guide.records.get(kind, ()), *(id for of, id in unlinkable.drafts | unlinkable.broken if of is kind)}
        claimed: dict[str, str] = {}
        for it in former(guide, kind):
            hint = Message("take it out here")
            if it.old in known:
                what = Message("“{id}” is no earlier id: it is in use", id=it.old)
            elif kind is Kind.PAGE and it.old in TAKEN:
                what = Message("“{id}” cannot have been a page: the program has its own pages there", id=it.old)
            elif claimed.setdefault(it.old, it.id) != it.id:
                what = Message("“{other}” says too that it was “{id}”", id=it.old, other=claimed[it.old])
                hint = Message("leave it to the one that has taken its place")
            else:
                continue
            loc: Loc = (it.id, "was", it.position) if kind.is_list else ("was", it.position)
            path = guide.paths[kind.file(it.id)]
            yield guide.documents[path].problem(loc, what, hint, check="former-id")
