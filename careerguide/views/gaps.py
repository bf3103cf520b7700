"""The page of what is not known: every gap by kind, table and region, and what else the sources leave open."""

from __future__ import annotations

from typing import NamedTuple

from careerguide.library import Library
from careerguide.models import Role, SourceRef
from careerguide.pay.money import Gap, GapKind
from careerguide.problems import Message
from careerguide.views.index import Entry, Index, Step, step_of
from careerguide.views.pay import PayTable

DETAILED = 100  # roles or tables; of more it says how many gaps each has, which its own page shows


class MissingFigure(NamedTuple):
    """One missing figure: its column's label, its address, and the line on which to mend it."""

    label: str
    anchor: str
    line: int


class GapRow(NamedTuple):
    """The missing figures of one kind in one row of a table."""

    region: str
    segment: str | None
    figures: tuple[MissingFigure, ...]


class GapTable(NamedTuple):
    """The missing figures of one kind in one table."""

    title: str
    url: str
    path: str
    total: int
    rows: tuple[GapRow, ...]


class GapGroup(NamedTuple):
    """All missing figures of one kind."""

    kind: GapKind
    total: int
    tables: tuple[GapTable, ...]


class Doubt(NamedTuple):
    """What is not known of a role or a table: its page, the file on which to mend it, and the doubts themselves."""

    title: str | Message
    url: str
    path: str
    known_gaps: tuple[str, ...]  # said by editors of the experts
    undated: tuple[SourceRef, ...]
    inferred: tuple[str, ...]  # fields of a table
    steps: tuple[tuple[Message, Step], ...]  # links between roles that are the editors' inference


class GapsView(NamedTuple):
    """All that the guide does not know."""

    figures: tuple[GapGroup, ...]
    known: int
    missing: int
    without_pay: tuple[tuple[Entry, str], ...]  # roles, and the file on which to mend it
    doubts: tuple[Doubt, ...]
    brief: bool


def gaps_view(library: Library, index: Index) -> GapsView:
    """Return all that the guide does not know."""
    brief = max(len(index.tables), len(index.entries)) > DETAILED
    groups = tuple(group for kind in GapKind if (group := _group(kind, index, brief)).total)
    return GapsView(
        figures=groups,
        known=sum(table.summary.known for table in index.heads.values()),
        missing=sum(group.total for group in groups),
        without_pay=tuple(
            (entry, library.path_of(library.roles[entry.id])) for entry in index.entries.values() if not entry.pay
        ),
        doubts=tuple(doubt for doubt in (*_of_roles(library), *_of_tables(index)) if any(doubt[3:])),
        brief=brief,
    )


def _group(kind: GapKind, index: Index, brief: bool) -> GapGroup:
    shown = index.heads if brief else index.tables
    tables = tuple(_table(kind, table) for table in shown.values() if kind in dict(table.summary.gaps))
    return GapGroup(kind, sum(table.total for table in tables), tables)


def _table(kind: GapKind, table: PayTable) -> GapTable:
    labels = {column.id: column.facts.label for column in table.columns}
    rows = tuple(
        GapRow(region.name, row.name, missing)
        for region in table.regions
        for row in region.rows
        if (
            missing := tuple(
                MissingFigure(labels[figure.column], f"{table.url}#{figure.anchor}", figure.line)
                for figure in row.figures
                if isinstance(figure.value, Gap) and figure.value.kind is kind
            )
        )
    )
    return GapTable(table.title, table.url, table.path, dict(table.summary.gaps)[kind], rows)


def _of_roles(library: Library) -> list[Doubt]:
    return [
        Doubt(
            title=role.title,
            url=f"roles/{role.id}/",
            path=library.path_of(role),
            known_gaps=tuple(gap for expert in role.experts.values() for gap in expert.known_gaps),
            undated=tuple(source for source in role.sources if not source.date.known),
            inferred=(),
            steps=_inferred(library, role),
        )
        for role in library.roles.values()
    ]


def _inferred(library: Library, role: Role) -> tuple[tuple[Message, Step], ...]:
    links = {
        Message("The way in"): role.path.from_,
        Message("The way onward"): role.path.to,
        Message("Reports to"): role.place.reports_to,
        Message("Leads"): role.place.leads,
        Message("Related roles"): role.related,
    }
    return tuple(
        (title, step)
        for title, group in links.items()
        for link in group
        if link.inferred and (step := step_of(library, link))
    )


def _of_tables(index: Index) -> list[Doubt]:
    return [
        Doubt(
            title=Message("Pay: {title}", title=table.title),
            url=table.url,
            path=table.path,
            known_gaps=(),
            undated=() if table.source.date.known else (table.source,),
            inferred=table.inferred,
            steps=(),
        )
        for table in index.heads.values()
    ]
