"""The page of gaps: every missing figure by kind, table and region, and other facts that the sources do not give."""

from __future__ import annotations

from typing import NamedTuple

from careerguide.core.problems import Message, SiteText
from careerguide.guide.guide import Guide
from careerguide.pages.views.index import Index, RoleEntry, RoleLink, role_link
from careerguide.pages.views.pay import PayTable
from careerguide.schema import Role, SourceRef
from careerguide.schema.cells import Gap
from careerguide.schema.gaps import GAPS, GapKind

DETAILED = 100  # roles or tables; with more, the page only counts the gaps of each


class MissingFigure(NamedTuple):
    """One missing figure: its column's label, its address, and its line in the file."""

    label: str
    anchor: str
    line: int


class GapRow(NamedTuple):
    """The missing figures of one kind in one row of a table."""

    region: str
    segment: str
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
    """Unknown facts of a role or a table: its page, the file to edit, and the facts."""

    title: str | Message
    url: str
    path: str
    known_gaps: tuple[str, ...]  # of the experts
    undated: tuple[SourceRef, ...]
    inferred: tuple[str, ...]  # fields of a table
    steps: tuple[tuple[Message, RoleLink], ...]  # links between roles that editors have inferred


class GapsView(NamedTuple):
    """All unknown facts of the guide."""

    figures: tuple[GapGroup, ...]
    known: int
    missing: int
    without_pay: tuple[tuple[RoleEntry, str], ...]  # roles, with the file to edit
    doubts: tuple[Doubt, ...]
    brief: bool


def gaps_view(guide: Guide, index: Index) -> GapsView:
    """Return all unknown facts of the guide."""
    brief = max(len(index.current), len(index.entries)) > DETAILED
    groups = tuple(group for kind in GAPS.values() if (group := _group(kind, index, brief)).total)
    return GapsView(
        figures=groups,
        known=sum(table.summary.known for table in index.current.values()),
        missing=sum(group.total for group in groups),
        without_pay=tuple(
            (entry, guide.path_of(guide.roles[entry.id])) for entry in index.entries.values() if not entry.pay
        ),
        doubts=tuple(doubt for doubt in (*_of_roles(guide), *_of_tables(index)) if any(doubt[3:])),
        brief=brief,
    )


def _group(kind: GapKind, index: Index, brief: bool) -> GapGroup:
    shown = index.table_metadata if brief else index.tables
    found = (shown[id] for id, table in index.current.items() if kind in dict(table.summary.gaps))
    tables = tuple(_table(kind, table) for table in found)
    return GapGroup(kind, sum(table.total for table in tables), tables)


def _table(kind: GapKind, table: PayTable) -> GapTable:
    labels = {column.id: column.facts.label for column in table.columns if column.facts.kind.statistic.is_pay}
    rows = tuple(
        GapRow(region.name, row.name, missing)
        for region in table.regions
        for row in region.rows
        if (
            missing := tuple(
                MissingFigure(labels[figure.column], f"{table.url}#{figure.anchor}", figure.line)
                for figure in row.figures
                if figure.column in labels and isinstance(figure.value, Gap) and figure.value.kind is kind
            )
        )
    )
    return GapTable(table.title, table.url, table.path, dict(table.summary.gaps)[kind], rows)


def _of_roles(guide: Guide) -> list[Doubt]:
    return [
        Doubt(
            title=role.title,
            url=f"roles/{role.id}/",
            path=guide.path_of(role),
            known_gaps=tuple(gap for expert in role.experts.values() for gap in expert.known_gaps),
            undated=tuple(source for source in role.sources if not source.date.known),
            inferred=(),
            steps=_inferred(guide, role),
        )
        for role in guide.roles.values()
    ]


def _inferred(guide: Guide, role: Role) -> tuple[tuple[Message, RoleLink], ...]:
    links = {
        SiteText("The way in"): role.path.from_,
        SiteText("The way onward"): role.path.to,
        SiteText("Reports to"): role.place.reports_to,
        SiteText("Leads"): role.place.leads,
        SiteText("Related roles"): role.related,
    }
    return tuple(
        (title, step)
        for title, group in links.items()
        for link in group
        if link.inferred and (step := role_link(guide, link))
    )


def _of_tables(index: Index) -> list[Doubt]:
    return [
        Doubt(
            title=SiteText("{title}: pay", title=table.title),
            url=table.url,
            path=table.path,
            known_gaps=(),
            undated=() if table.source.date.known else (table.source,),
            inferred=table.inferred,
            steps=(),
        )
        for table in index.current.values()
    ]
