"""Views of salary tables: rows by region, the address of every figure, and a summary."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import NamedTuple

from careerguide.core.dates import When
from careerguide.core.numbers import Number
from careerguide.core.problems import Message, SiteText
from careerguide.guide.guide import Guide, rows_key
from careerguide.pages.ages import stale_from
from careerguide.pages.charts.bars import edges
from careerguide.pages.views.site import Words
from careerguide.pay.key_figures import KeyFigure, key_cells, key_figure, key_order, pay_columns, ranked_cell
from careerguide.pay.notes import numbered_notes
from careerguide.pay.reservations import reservations
from careerguide.pay.summary import PaySummary, summary
from careerguide.pay.wording import edition_text
from careerguide.schema import Column, PayCell, Region, Row, SalaryTable, SourceRef
from careerguide.schema.cells import Absent, Amount, Cell, Gap
from careerguide.schema.currencies import Basis
from careerguide.schema.dimensions import DimensionValue, Segment
from careerguide.schema.periods import Period
from careerguide.schema.place import Coordinates
from careerguide.schema.statistics import MEDIAN_LEVEL

EMPLOYER = SiteText("Employer")
FEW = "count few"  # of people, in the eyes of the table's editors


class PayNote(NamedTuple):
    """A note on a cell: its number, what its mark is called, its anchor, the labels of the cell, the text."""

    number: int
    label: Message
    id: str
    place: tuple[str, ...]
    text: str


class PayFigure(NamedTuple):
    """One cell: its position (`anchor` on the table's page, `line` in its YAML file) and its value.

    `edges` are its low and its high figure for scripts, "-" for an unknown one; `look` are its classes.
    """

    column: str
    anchor: str
    value: Cell
    line: int
    edges: str
    look: str
    note: PayNote | None

    @property
    def is_absent(self) -> bool:
        """Whether the source has no such figure."""
        return isinstance(self.value, Absent)


class PayRow(NamedTuple):
    """The figures of one region and, where the table has dimensions, one segment.

    `key` has the cells of its key figure, each with gap or absent where it has none, `key_notes` the notes on them;
    `ranked` is the cell by which it is ranked, None where it has no place; `order` is the sort key of rows; `few` tells
    that few people are behind the figures.
    """

    segment: Segment
    labels: tuple[str, ...]
    key: tuple[tuple[Cell, str], ...]
    key_notes: tuple[PayNote, ...]
    ranked: Amount | Gap | None
    order: Number
    figures: tuple[PayFigure, ...]
    few: bool

    @property
    def amount(self) -> Number | None:
        """The key figure as a number; None for a gap or a range."""
        return self.ranked.value if isinstance(self.ranked, Amount) else None

    @property
    def name(self) -> str:
        """What its segment is called."""
        return ", ".join(self.labels)

    @property
    def anchor(self) -> str:
        """The anchor of its first figure."""
        return next(figure.anchor for figure in self.figures if not figure.is_absent)

    @property
    def notes(self) -> tuple[PayNote, ...]:
        """The notes on its figures."""
        return tuple([figure.note for figure in self.figures if figure.note])


class PayRegion(NamedTuple):
    """The rows of one region."""

    id: str
    name: str
    where: str
    rows: tuple[PayRow, ...]
    part_of: Region | None  # the region in which it lies
    at: Coordinates | None

    @property
    def within(self) -> str:
        """The id of the region in which it lies, or ""."""
        return self.part_of.id if self.part_of else ""


class PayColumn(NamedTuple):
    """A column with its id."""

    id: str
    facts: Column


class PayDimension(NamedTuple):
    """A dimension besides the region: its label, and its values with their ids, in order."""

    id: str
    label: Words
    ordered: bool
    ids: tuple[str, ...]
    values: tuple[DimensionValue, ...]

    @property
    def told(self) -> bool:
        """Whether there is more to say of its values than their labels."""
        return any(value.requires or value.years is not None for value in self.values)


class Oddity(NamedTuple):
    """An accepted finding of the data checks: the labels and the anchor of its cell, the reason."""

    place: tuple[str, ...]
    anchor: str
    why: str


class PayTable(NamedTuple):
    """A salary table, with all its regions, some of them or none."""

    id: str
    url: str
    path: str
    title: str  # with the edition, where it is an older one
    edition: str | None
    role: str
    role_title: str
    currency: str
    period: Period
    basis: Basis
    inferred: tuple[str, ...]
    collected: When
    stale_from: datetime.date | None  # the day on which the figures become stale
    source: SourceRef
    reviewed: datetime.date | None  # when its role's page was last read in full
    note: str | None
    reservations: tuple[Message, ...]
    small_below: int | None
    columns: tuple[PayColumn, ...]
    key: KeyFigure
    dimensions: tuple[PayDimension, ...]
    regions: tuple[PayRegion, ...]
    oddities: tuple[Oddity, ...]
    summary: PaySummary

    @property
    def notes(self) -> tuple[PayNote, ...]:
        """The notes on the figures of its regions."""
        return tuple([note for region in self.regions for row in region.rows for note in row.notes])

    @property
    def steps(self) -> int | None:
        """The index of the dimension whose values are steps; None where none is ordered."""
        return next((index for index, dimension in enumerate(self.dimensions) if dimension.ordered), None)

    @property
    def compared(self) -> int | None:
        """The index of the dimension whose values are compared side by side: the last without an order."""
        sides = [n for n, each in enumerate(self.dimensions) if not each.ordered and len(each.ids) > 1]
        return sides[-1] if sides else None

    @property
    def segments(self) -> tuple[str, ...]:
        """The names of all segments, as of rows."""
        labels = ([value.label for value in dimension.values] for dimension in self.dimensions)
        return tuple(", ".join(names) for names in product(*labels)) if self.dimensions else ()

    @property
    def parents(self) -> tuple[str, ...]:
        """The ids of the regions in which its own lie, "" for those that lie in none; several: it is nested."""
        return tuple(dict.fromkeys(region.within for region in self.regions))

    @property
    def under_one(self) -> bool:
        """Whether the first of its regions has all others in it."""
        first = self.regions[0].id if self.regions else ""
        return len(self.regions) > 1 and all(region.within == first for region in self.regions[1:])

    def among_siblings(self, order: Callable[[PayRegion], Number]) -> tuple[PayRegion, ...]:
        """Return its regions, those that lie in the same one together, the highest by `order` first among them."""
        place = {id: number for number, id in enumerate(self.parents)}
        return tuple(sorted(self.regions, key=lambda region: (place[region.within], -order(region))))

    @property
    def few(self) -> bool:
        """Whether few people are behind the figures of one of its rows."""
        return self.small_below is not None and any(row.few for region in self.regions for row in region.rows)

    @property
    def only(self) -> str | None:
        """The heading of its only column of pay; None where it has several."""
        paid = [column.facts.label for column in self.columns if column.facts.kind.statistic.is_pay]
        return paid[0] if len(paid) == 1 else None

    @property
    def by_key(self) -> bool:
        """Whether lists show the span of its key figures, and that of all its figures beside it."""
        return self.summary.key_low is not None and self.only is None


def pay_table(guide: Guide, table: SalaryTable) -> PayTable:
    """Return the view of a whole table."""
    oddities = tuple(_oddity(guide, table, cell, why) for cell, why in table.accepted_cells)
    metadata = pay_metadata(guide, table, guide.summaries[table.id])
    return metadata._replace(regions=_by_region(guide, table, metadata.key, table.pay), oddities=oddities)


def pay_metadata(guide: Guide, table: SalaryTable, summary: PaySummary) -> PayTable:
    """Return the view of a table without its regions, for lists; `table` may lack its pay."""
    role = guide.roles.get(table.role)
    return PayTable(
        id=table.id,
        url=f"salaries/{table.id}/",
        path=guide.path_of(table),
        title=table_title(guide, table),
        edition=table.edition,
        role=table.role,
        role_title=role.title if role else "",
        currency=table.currency,
        period=table.period,
        basis=table.basis,
        inferred=table.inferred,
        collected=table.collected,
        stale_from=stale_from(table.collected, guide.settings.stale_after_months),
        source=table.source,
        reviewed=role.reviewed if role else None,
        note=table.note,
        reservations=reservations(table),
        small_below=table.small_below,
        columns=tuple(PayColumn(id, column) for id, column in table.columns.items()),
        key=key_figure(table.columns),
        dimensions=_dimensions(table),
        regions=(),
        oddities=(),
        summary=summary,
    )


def table_title(guide: Guide, table: SalaryTable) -> str:
    """Return the title of a table, or of its role, with the year of an earlier edition."""
    role = guide.roles.get(table.role)
    title = table.title or (role.title if role else table.id)
    if table.edition is None or guide.newest(table.id) == table.id:
        return title
    return f"{title}, {edition_text(guide.language, table.edition)}"


def pay_in_region(guide: Guide, id: str, region: str) -> PayTable:
    """Return the view of a table with one region, for pages that show many tables."""
    table = guide.table_metadata[id]
    (shown,) = _by_region(guide, table, key_figure(table.columns), guide.rows[rows_key(id, region)])
    values = [row.figures[index].value for row in shown.rows for index in pay_columns(table.columns)]
    is_open = any(column.open for column in table.columns.values())
    reach = summary(values, [row.ranked for row in shown.rows], 1, is_open)
    return pay_metadata(guide, table, reach)._replace(regions=(shown,))


def _oddity(guide: Guide, table: SalaryTable, cell: str, why: str) -> Oddity:
    return Oddity(_place(guide, table, cell), cell.replace("/", "-"), why)


def _notes(guide: Guide, table: SalaryTable) -> dict[str, PayNote]:
    """Return the notes of a table by the anchors of their cells."""
    notes = numbered_notes(table).items()
    return {note.anchor: PayNote(*note[:3], _place(guide, table, cell), note.text) for cell, note in notes}


def _place(guide: Guide, table: SalaryTable, cell: str) -> tuple[str, ...]:
    """Return the labels of a cell's region, segment and column."""
    region, *segment, column = cell.split("/")
    name = guide.regions[region].name if region in guide.regions else region
    return (name, *table.labels(tuple(segment)), table.columns[column].label)


def _dimensions(table: SalaryTable) -> tuple[PayDimension, ...]:
    return tuple(
        PayDimension(id, each.label or EMPLOYER, each.ordered, tuple(each.values), tuple(each.values.values()))
        for id, each in table.all_dimensions.items()
    )


def _by_region(guide: Guide, table: SalaryTable, key: KeyFigure, pay: Iterable[Row]) -> tuple[PayRegion, ...]:
    rows: dict[str, list[PayRow]] = {}
    notes = _notes(guide, table)
    for row in pay:
        rows.setdefault(row.region, []).append(_row(table, key, row, notes))
    return tuple(_region(guide, guide.regions[id], tuple(rows)) for id, rows in rows.items())


def _region(guide: Guide, region: Region, rows: tuple[PayRow, ...]) -> PayRegion:
    part_of = guide.regions[region.part_of] if region.part_of else None
    return PayRegion(region.id, region.name, region.where, rows, part_of, region.at)


def _row(table: SalaryTable, key: KeyFigure, row: Row, notes: Mapping[str, PayNote]) -> PayRow:
    figures = tuple([_figure(table, row, cell, notes) for cell in row.cells])
    cells = [cell.value for cell in row.cells]
    noted = tuple([note for index in key.columns if (note := figures[index].note)])
    return PayRow(
        row.segment,
        table.labels(row.segment),
        shown_cells(key_cells(key, cells)),
        noted,
        ranked_cell(key, cells),
        key_order(key, cells),
        figures,
        any(figure.look == FEW for figure in figures),
    )


def _figure(table: SalaryTable, row: Row, cell: PayCell, notes: Mapping[str, PayNote]) -> PayFigure:
    value, (low, high) = cell.value, edges(cell.value)
    pay = f"{'-' if low is None else low} {'-' if high is None else high}"
    anchor = row.anchor(cell.column)
    look = _look(table.columns[cell.column], value, table.small_below or 0)
    return PayFigure(cell.column, anchor, value, cell.line, pay, look, notes.get(anchor))


def shown_cells(cells: Iterable[Cell]) -> tuple[tuple[Cell, str], ...]:
    """Return cells, each with gap or absent where it has no figure."""
    return tuple((cell, _missing(cell)) for cell in cells)


def _missing(value: Cell) -> str:
    """Return gap or absent for a cell without a figure."""
    return "gap" if isinstance(value, Gap) else "absent" if isinstance(value, Absent) else ""


def _look(column: Column, value: Cell, small_below: int) -> str:
    missing = _missing(value)
    if column.kind.statistic.is_pay:
        return f"{missing} median".strip() if column.level == MEDIAN_LEVEL else missing
    if missing:
        return missing
    return FEW if isinstance(value, Amount) and value.value < small_below else "count"
