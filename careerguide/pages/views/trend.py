"""How pay has changed: the key figure of every row in the editions of a series that can be compared.

In: the newest table of a series and its older editions. Out: a `Trend`: small line charts of the best-paid rows, all
rows as a table. An edition in another currency, period, tax basis or breakdown is named and not compared; a figure that
an edition does not have is a hole in its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from careerguide.core.numbers import Number, rounded
from careerguide.core.problems import Message, SiteText
from careerguide.pages.charts.axes import Scale, scale_around
from careerguide.pages.charts.bars import edges, gain
from careerguide.pages.charts.lines import LineChart, line_chart, positions
from careerguide.pages.views.pay import PayNote, PayRow, PayTable, shown_cells
from careerguide.pay.cents import has_cents, in_cents
from careerguide.pay.key_figures import KeyFigure, key_cells
from careerguide.schema import Column
from careerguide.schema.cells import Amount, Cell, Range
from careerguide.schema.dimensions import Segment
from careerguide.schema.edition import middle

PANELS = 12
ROWS_SHOWN = 24  # a longer table is closed until a reader opens it
LONGEST = 18  # characters of a figure in a chart that is half as wide as a phone
Place = tuple[str, Segment]  # the region and the segment of a row


class TrendEdition(NamedTuple):
    """An edition, with the reasons why its figures cannot be compared with those of the newest."""

    table: PayTable
    apart: tuple[Message, ...] = ()


class TrendFigure(NamedTuple):
    """The key figure of a row in one edition: its cells, notes and number of people as in `PayRow`.

    `page` is the address of the edition, `anchor` that of the figure on it.
    """

    cells: tuple[tuple[Cell, str], ...]
    page: str
    anchor: str
    notes: tuple[PayNote, ...]
    few: bool


class Change(NamedTuple):
    """The difference of two figures in money and in per cent; a range where both are ranges."""

    amount: Amount | Range
    percent: Amount | Range | None


class TrendRow(NamedTuple):
    """A row: its figure in every edition, None where the edition has no such row, and its changes.

    These are since the editions of `Trend.since`, each None where one of the two figures is not known.
    """

    name: str
    figures: tuple[TrendFigure | None, ...]
    changes: tuple[Change | None, ...]
    order: Number  # the key figure in the newest edition, 0 where it is not known


class TrendRegion(NamedTuple):
    """The rows of one region."""

    id: str
    name: str
    rows: tuple[TrendRow, ...]


class TrendPanel(NamedTuple):
    """The line chart of a row; `change` is that between the first and the last edition with a figure, `ends`."""

    title: str
    row: TrendRow
    chart: LineChart
    change: Change | None
    ends: tuple[TrendEdition, TrendEdition]


class Trend(NamedTuple):
    """The editions of a series, oldest first: those that are compared, and those that are not."""

    editions: tuple[TrendEdition, ...]
    apart: tuple[TrendEdition, ...]
    since: tuple[TrendEdition, ...]  # from which changes are told: the last but one, and the first of several
    panels: tuple[TrendPanel, ...]
    regions: tuple[TrendRegion, ...]
    from_zero: bool

    @property
    def holes(self) -> bool:
        """Whether a line has a hole."""
        return any(panel.chart.holes for panel in self.panels)

    @property
    def long_figures(self) -> bool:
        """Whether figures are too long for two charts beside each other on a phone."""
        cells = (cell for panel in self.panels for figure in panel.row.figures if (cell := _cell(figure)))
        written = (" – ".join(f"{end:,}" for end in dict.fromkeys(edges(cell)) if end is not None) for cell in cells)
        return max(map(len, written), default=0) > LONGEST

    @property
    def rows(self) -> int:
        """The number of rows in the table."""
        return sum(len(region.rows) for region in self.regions)

    @property
    def folded(self) -> bool:
        """Whether the table is long."""
        return self.rows > ROWS_SHOWN


def trend(editions: Sequence[PayTable]) -> Trend:
    """Return how pay has changed in the editions of a series, newest first."""
    newest = editions[0]
    all_editions = [TrendEdition(table, tuple(_differences(table, newest))) for table in reversed(editions)]
    compared = tuple(edition for edition in all_editions if not edition.apart)
    since = tuple(dict.fromkeys((*compared[-2:-1], *compared[:-1][:1])))
    regions = tuple(_regions(compared, since))
    panels, from_zero = _panels(compared, regions)
    apart = tuple(edition for edition in all_editions if edition.apart)
    return Trend(compared, apart, since, panels, regions if since else (), from_zero)


# --- what is compared -------------------------------------------------------------------------------------------------


def _differences(table: PayTable, newest: PayTable) -> Iterator[Message]:
    """Yield the reasons why the figures of a table cannot be compared with those of the newest edition."""
    if table.currency != newest.currency:
        yield SiteText("another currency ({code})", code=table.currency)
    if table.period is not newest.period:
        yield SiteText("another period ({period})", period=table.period.words)
    if table.basis is not newest.basis:
        yield SiteText("another tax basis ({basis})", basis=table.basis.words)
    if [dimension.id for dimension in table.dimensions] != [dimension.id for dimension in newest.dimensions]:
        yield SiteText("figures that are broken down by something else")
    if _key_in(table, newest) is None:
        yield SiteText("no column with the same figures")


def _key_in(table: PayTable, newest: PayTable) -> KeyFigure | None:
    """Return the key figure of the newest edition in another one; None where that lacks one of its columns."""
    found: list[int] = []
    for wanted in (newest.columns[index] for index in newest.key.columns):
        same = [n for n, column in enumerate(table.columns) if _same(column.facts, wanted.facts)]
        named = [n for n in same if table.columns[n].id == wanted.id]
        if not named and (wanted.facts.kind.statistic.is_range or not same):  # of bands there can be several
            return None
        found.append((named or same)[0])
    return newest.key._replace(columns=tuple(found))


def _same(one: Column, other: Column) -> bool:
    """Return whether two columns hold the same statistic: the 50th percentile is the median."""
    return one.level == other.level and (one.level is not None or one.kind is other.kind)


def _regions(compared: Sequence[TrendEdition], since: Sequence[TrendEdition]) -> Iterator[TrendRegion]:
    """Yield every region of the editions with its rows, in the order of the newest edition that has them."""
    newest = compared[-1].table
    figures = _evened([_figures(edition.table, newest) for edition in compared], newest.currency)
    earlier = [compared.index(edition) for edition in since]
    names: dict[str, str] = {}
    rows: dict[str, dict[Segment, PayRow]] = {}
    for edition in reversed(compared):
        for region in edition.table.regions:
            names.setdefault(region.id, region.name)
            for row in region.rows:
                rows.setdefault(region.id, {}).setdefault(row.segment, row)
    for region_id, by_segment in rows.items():
        yield TrendRegion(
            region_id,
            names[region_id],
            tuple(
                _row(row.name, [each.get((region_id, segment)) for each in figures], earlier)
                for segment, row in by_segment.items()
            ),
        )


def _figures(table: PayTable, newest: PayTable) -> Mapping[Place, TrendFigure]:
    """Return the key figure of every row of an edition."""
    key = _key_in(table, newest)
    assert key is not None  # it would not be compared
    return {
        (region.id, row.segment): TrendFigure(
            cells=shown_cells(key_cells(key, [figure.value for figure in row.figures])),
            page=table.url,
            anchor=row.figures[key.columns[0]].anchor,
            notes=tuple(note for index in key.columns if (note := row.figures[index].note)),
            few=row.few,
        )
        for region in table.regions
        for row in region.rows
    }


def _evened(editions: list[Mapping[Place, TrendFigure]], currency: str) -> list[Mapping[Place, TrendFigure]]:
    """Return figures that all have cents if one of them has."""
    cells = (cell for figures in editions for figure in figures.values() for cell, _ in figure.cells)
    if not any(has_cents(cell) for cell in cells):
        return editions

    def evened(figure: TrendFigure) -> TrendFigure:
        return figure._replace(cells=tuple((in_cents(cell, currency), missing) for cell, missing in figure.cells))

    return [{place: evened(figure) for place, figure in figures.items()} for figures in editions]


def _row(name: str, figures: Sequence[TrendFigure | None], earlier: Sequence[int]) -> TrendRow:
    last = _cell(figures[-1])
    changes = tuple(_change(_cell(figures[index]), last) for index in earlier)
    ends = [end for end in edges(last) if end is not None] if last else []
    return TrendRow(name, tuple(figures), changes, ends[0] if ends else 0)


def _cell(figure: TrendFigure | None) -> Amount | Range | None:
    """Return a figure as one cell; None where it, or an end of it, is not known."""
    if figure is None or len(figure.cells) > 1:
        return None
    cell, _ = figure.cells[0]
    return cell if isinstance(cell, Amount | Range) else None


def _change(before: Amount | Range | None, after: Amount | Range | None) -> Change | None:
    more = gain(before, after) if before and after else None
    if more is None or before is None or after is None:
        return None
    ends = [(old, new) for old, new in ((before[0], after[0]), (before[-1], after[-1])) if old and new is not None]
    shares = sorted(_rounded(100 * (Decimal(new) / Decimal(old) - 1)) for old, new in ends)
    if not shares:
        return Change(more, None)
    return Change(more, Amount(shares[0]) if shares[0] == shares[-1] else Range(shares[0], shares[-1]))


def _rounded(share: Decimal) -> Number:
    """Return a share in whole per cent, or in tenths below ten per cent."""
    return rounded(share, 0 if abs(share) >= 10 else 1)


# --- lines ------------------------------------------------------------------------------------------------------------


def _panels(compared: Sequence[TrendEdition], regions: Sequence[TrendRegion]) -> tuple[tuple[TrendPanel, ...], bool]:
    """Return the charts of the best-paid rows with figures to compare, and whether their axis begins at zero."""
    ranked = sorted(regions, key=lambda region: -max(row.order for row in region.rows))
    rows = [
        (", ".join(filter(None, (region.name, row.name))), row)
        for region in ranked
        for row in region.rows
        if sum(_cell(figure) is not None for figure in row.figures) > 1
    ][:PANELS]
    cells = [cell for _, row in rows for figure in row.figures if (cell := _cell(figure))]
    ends = [end for cell in cells for end in edges(cell) if end is not None]
    if not ends:
        return (), True
    xs = positions([middle(edition.table.edition or "") for edition in compared])
    scale = scale_around(min(ends), max(ends))
    return tuple(_panel(title, row, compared, xs, scale) for title, row in rows), scale.start == 0


def _panel(title: str, row: TrendRow, compared: Sequence[TrendEdition], xs: Sequence[str], scale: Scale) -> TrendPanel:
    cells = [_cell(figure) for figure in row.figures]
    chart = line_chart(cells, xs, scale)
    first, last = (label.place for label in chart.labels)
    return TrendPanel(title, row, chart, _change(cells[first], cells[last]), (compared[first], compared[last]))
