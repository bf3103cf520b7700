"""The view of a map: the key figures of a table's regions where these lie, one drawing for each segment.

In: a `PayTable` and the regions of the guide. Out: a `PayMap`, whose positions are SVG attributes in per cent of the
map, and whose lengths are in rem. The land is drawn once and shared by all segments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil, floor, sqrt
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.languages.language import Language
from careerguide.languages.number_forms import number
from careerguide.pages.charts.axes import per_cent, round_step
from careerguide.pages.charts.labels import Label, Mark, labels_of, length
from careerguide.pages.charts.outlines import WIDTH, land
from careerguide.pages.charts.projection import Frame, frame_of
from careerguide.pages.views.pay import PayRegion, PayRow, PayTable
from careerguide.pay.key_figures import least
from careerguide.schema import Region
from careerguide.schema.cells import Absent, Cell
from careerguide.schema.dimensions import Segment

LARGEST = 0.72  # rem: the radius of the highest figure; areas are in proportion to the figures
HOLLOW = 0.28  # of the mark of a gap
SHADES = 4
FEWEST = 2  # regions on a map
MOST_MARKS = 240  # on one page: with more, only the first segments are drawn


class MapLabel(NamedTuple):
    """A label: its way from the middle of its mark, its SVG anchor, and the widths of the map where it is shown."""

    dx: str
    dy: str
    anchor: str
    with_figure: bool
    widths: tuple[int, ...]  # where classes of widths begin, in rem


class MapMark(NamedTuple):
    """A region on a map; `shade` is 0 where its key figure is not known, `radius` a length in rem."""

    name: str
    anchor: str  # of its row's first figure in the table
    figure: Cell  # the key figure
    amount: Number | None
    few: bool
    x: str
    y: str
    radius: str
    shade: int
    labels: tuple[MapLabel, ...]


class MapLayer(NamedTuple):
    """The marks of one segment, highest key figure first; `id` and `title` are empty in a table without dimensions."""

    id: str
    title: str
    marks: tuple[MapMark, ...]

    @property
    def highest(self) -> tuple[MapMark, ...]:
        """The regions with the highest figure."""
        return tuple(mark for mark in self.marks if mark.figure == self.marks[0].figure)

    @property
    def lowest(self) -> tuple[MapMark, ...]:
        """The regions with the lowest known figure."""
        known = [mark for mark in self.marks if mark.shade]
        return tuple(mark for mark in known if mark.figure == known[-1].figure)


class Sample(NamedTuple):
    """An entry of the legend: an amount, and how it is drawn."""

    amount: Number
    radius: str
    shade: int


class PayMap(NamedTuple):
    """The key figures of a table on a map of `width` by `height` units.

    `absent` are the names of the table's regions that are not on it; `all_segments` tells whether all are drawn.
    """

    width: int
    height: int
    land: str
    layers: tuple[MapLayer, ...]
    legend: tuple[Sample, ...]
    gaps: bool
    absent: tuple[str, ...]
    all_segments: bool


class _Spot(NamedTuple):
    """Where a region is on the map, and where its labels."""

    region: PayRegion
    at: tuple[str, str]
    labels: tuple[Label, ...]


class _Measure(NamedTuple):
    """The lowest and the highest figure of a map, which determine sizes and shades."""

    low: float
    high: float

    def radius(self, amount: Number | float) -> float:
        return LARGEST * sqrt(float(amount) / self.high)

    def shade(self, amount: Number | float) -> int:
        share = (float(amount) - self.low) / (self.high - self.low) if self.high > self.low else 1.0
        return min(SHADES, 1 + int(SHADES * share))


def pay_map(table: PayTable, regions: Mapping[str, Region], language: Language) -> PayMap | None:
    """Return the map of a table; None where fewer than two of its regions have a place, or no figure is known."""
    shown = _shown(table, regions)
    amounts = [amount for region in shown for row in region.rows if (amount := least(row.ranked)) is not None]
    if len(shown) < FEWEST or not amounts:
        return None
    ids, places = {region.id for region in shown}, tuple(at for region in shown if (at := region.at))
    frame, measure = frame_of(places), _Measure(float(min(amounts)), float(max(amounts)))
    segments = dict.fromkeys(row.segment for region in shown for row in region.rows if row.ranked is not None)
    drawn = list(segments)[: max(1, MOST_MARKS // len(shown))]
    spots = _spots(shown, frame, max(length(f" {language.number(amount)}") for amount in amounts))
    layers = tuple(_layer(segment, spots, measure) for segment in drawn)
    return PayMap(
        width=WIDTH,
        height=round(WIDTH * frame.ratio),
        land=land(frame, places),
        layers=layers,
        legend=_legend(measure),
        gaps=any(not mark.shade for layer in layers for mark in layer.marks),
        absent=tuple(region.name for region in table.regions if region.id not in ids),
        all_segments=len(drawn) == len(segments),
    )


def _shown(table: PayTable, regions: Mapping[str, Region]) -> list[PayRegion]:
    """Return the regions with a place, on the level of most of them: a country is not drawn among its towns.

    A region on a higher level is drawn where none of its parts is.
    """
    placed = [region for region in table.regions if region.at]
    above = {region.id: _above(region.id, regions) for region in placed}
    levels = Counter(len(outer) for outer in above.values())
    level = max(levels, key=lambda level: levels[level], default=0)
    placed = [region for region in placed if len(above[region.id]) <= level]
    divided = {outer for region in placed for outer in above[region.id]}
    return [region for region in placed if region.id not in divided]


def _above(id: str, regions: Mapping[str, Region]) -> list[str]:
    """Return the ids of the regions in which one lies, the smallest first."""
    above: list[str] = []
    while outer := regions[above[-1] if above else id].part_of:
        above.append(outer)
    return above


def _spots(shown: Sequence[PayRegion], frame: Frame, figure: float) -> list[_Spot]:
    """Return where regions and their labels are; `figure` is the length of the longest figure behind a name."""
    points = [frame.place(region.at) for region in shown if region.at]
    marks = tuple(Mark(*point, length(region.name), figure) for region, point in zip(shown, points, strict=True))
    labels = labels_of(marks, frame.ratio, LARGEST)
    places = [(per_cent(100 * x), per_cent(100 * y)) for x, y in points]
    return [_Spot(*each) for each in zip(shown, places, labels, strict=True)]


def _layer(segment: Segment, spots: Sequence[_Spot], measure: _Measure) -> MapLayer:
    rows = [(spot, row) for spot in spots for row in spot.region.rows if row.segment == segment and not _is_absent(row)]
    rows.sort(key=lambda found: least(found[1].ranked) or -1, reverse=True)
    return MapLayer("-".join(segment), rows[0][1].name, tuple(_mark(spot, row, measure) for spot, row in rows))


def _mark(spot: _Spot, row: PayRow, measure: _Measure) -> MapMark:
    amount = least(row.ranked)
    radius = HOLLOW if amount is None else measure.radius(amount)
    return MapMark(
        name=spot.region.name,
        anchor=row.anchor,
        figure=row.key[0][0],
        amount=row.amount,
        few=row.few,
        x=spot.at[0],
        y=spot.at[1],
        radius=rem(radius),
        shade=0 if amount is None else measure.shade(amount),
        labels=tuple(_label(label, radius) for label in spot.labels),
    )


def _label(label: Label, radius: float) -> MapLabel:
    dx, dy = label.side.offset(radius)
    return MapLabel(rem(dx), rem(dy), label.side.anchor, label.with_figure, label.widths)


def _is_absent(row: PayRow) -> bool:
    return isinstance(row.key[0][0], Absent)


def _legend(measure: _Measure) -> tuple[Sample, ...]:
    """Return one to four round figures among those of the map, or its only figure."""
    step = round_step(measure.high - measure.low, 3) if measure.high > measure.low else measure.high
    counts = range(ceil(measure.low / step - 1e-9), floor(measure.high / step + 1e-9) + 1)
    amounts = [round(count * step, 9) for count in counts]
    return tuple(Sample(number(each), rem(measure.radius(each)), measure.shade(each)) for each in amounts)


def rem(length: float) -> str:
    """Return a length as an SVG attribute."""
    return f"{length:.3g}rem"
