"""Series of salary tables: which tables are editions of one another, and contradictions between them.

In: the tables without their pay. Out: the editions of each series, newest first; Problems of series.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from careerguide.core.problems import Message, Problem
from careerguide.schema import SalaryTable
from careerguide.schema.edition import edition_order

if TYPE_CHECKING:
    from careerguide.guide.guide import Guide


def editions_of(tables: Iterable[SalaryTable]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the tables of each series, newest first, by its name and by the id of each of its tables."""
    editions: dict[str, tuple[str, ...]] = {}
    for name, group in _by_series(tables).items():
        ids = tuple(table.id for table in group if table.role == group[-1].role)
        editions |= dict.fromkeys([name, *ids], ids)
    return editions


def check(guide: Guide) -> Iterator[Problem]:
    """Yield each table with an edition, a role or a series that contradicts another table."""
    for name, group in _by_series(guide.table_metadata.values()).items():
        yield from _same_edition(guide, group)
        yield from _other_role(guide, name, group)
        yield from _name_of_other(guide, name, group)


def _same_edition(guide: Guide, group: list[SalaryTable]) -> Iterator[Problem]:
    seen: dict[str | None, SalaryTable] = {}
    for table in group:
        first = seen.setdefault(table.edition, table)
        if first is not table:
            what = Message("{path} is the edition {edition} too", path=guide.path_of(first), edition=table.edition)
            hint = Message("correct one of the two, or take one out")
            yield guide.documents[guide.path_of(table)].problem(("edition",), what, hint, check="editions")


def _other_role(guide: Guide, name: str, group: list[SalaryTable]) -> Iterator[Problem]:
    oldest = group[-1]
    for table in group:
        if table.role != oldest.role and table.role in guide.roles:
            what = Message(
                "the series “{series}” is about the role “{role}” in {path}, and about another one here",
                series=name,
                role=oldest.role,
                path=guide.path_of(oldest),
            )
            hint = Message("write its role here, or give this table a series of its own")
            yield guide.documents[guide.path_of(table)].problem(("role",), what, hint, check="editions")


def _name_of_other(guide: Guide, name: str, group: list[SalaryTable]) -> Iterator[Problem]:
    other = guide.table_metadata.get(name)
    if other is not None and other not in group:
        what = Message("“{id}” is the name of a salary table outside the series", id=name)
        path = guide.path_of(other)
        hint = Message("give the series another name; or add “series: {id}” to {path}", id=name, path=path)
        yield guide.documents[guide.path_of(group[-1])].problem(("series",), what, hint, check="editions")


def _by_series(tables: Iterable[SalaryTable]) -> dict[str, list[SalaryTable]]:
    """Return the tables of each series, newest first."""
    groups: dict[str, list[SalaryTable]] = {}
    for table in sorted(tables, key=lambda table: table.id):
        if table.series and table.edition:
            groups.setdefault(table.series, []).append(table)
    for group in groups.values():
        group.sort(key=lambda table: edition_order(table.edition or ""), reverse=True)
    return groups
