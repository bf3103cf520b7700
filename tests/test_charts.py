"""What charts draw: round ticks, bars where their figures are, gaps that stay gaps, the table's own figures."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import ROOT, built

from careerguide.pages.charts.axes import Scale, round_step, scale_around, scale_from_zero
from careerguide.pages.charts.bars import bar, form_of, gain, highest_figure, single_bar
from careerguide.schema import Column, ColumnKind
from careerguide.schema.cells import Amount, Cell, Gap, GapKind, Range

LOST = Gap(GapKind.LOST_IN_SOURCE)
BANDS = {
    "I": Column(kind=ColumnKind.BAND, label="Band I"),
    "II": Column(kind=ColumnKind.BAND, label="Band II"),
    "III": Column(kind=ColumnKind.BAND, label="Band III", open=True),
    "median": Column(kind=ColumnKind.MEDIAN, label="Median"),
}
PERCENTILES = {
    f"p{p}": Column(kind=ColumnKind.PERCENTILE, label=f"{p}th percentile", p=p) for p in (10, 25, 50, 75, 90)
}
SCALE = Scale(0, 100, ())
SVG = "{http://www.w3.org/2000/svg}"


def drawn(columns: dict[str, Column], *cells: Cell) -> list[tuple[str, str, str]]:
    """Return the kind, place and width of each part of a row's bar."""
    return [(part.kind, part.x, part.width) for part in bar(form_of(columns), cells, SCALE).parts]


# --- axes ---


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (200_000, [0, 50_000, 100_000, 150_000, 200_000]),
        (239_200, [0, 50_000, 100_000, 150_000, 200_000, 250_000]),
        (104_000, [0, 25_000, 50_000, 75_000, 100_000]),
        (9, [0, 2, 4, 6, 8]),
        (1.2, [0, Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), 1, Decimal("1.25")]),
    ],
)
def test_ticks_are_round(highest: float, ticks: list[float]) -> None:
    """An axis begins at zero and is marked at round numbers."""
    assert [tick.value for tick in scale_from_zero(highest).ticks] == ticks


@given(st.floats(0.01, 1e12))
def test_an_axis_has_few_ticks_and_room_for_all(highest: float) -> None:
    """Whatever the highest figure is, it lies on the axis, which has three to seven ticks."""
    scale = scale_from_zero(highest)
    assert 90 < scale.share(highest) < 100
    assert 3 <= len(scale.ticks) <= 7
    assert all(0 <= scale.share(tick.value) <= 100 for tick in scale.ticks)


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_an_axis_of_points_leaves_room_on_both_sides(low: int, more: int) -> None:
    """The axis leaves space for labels at both ends, but never extends below zero."""
    scale = scale_around(low, low + more)
    assert scale.start >= 0
    assert scale.share(low + more) <= 80
    assert scale.start == 0 or scale.share(low) >= 20


def test_steps_are_one_two_and_a_half_or_five() -> None:
    """A step is round at every size."""
    assert [round_step(length) for length in (5, 9, 12, 20, 50, 51)] == [1, 2, 2.5, 5, 10, 20]


# --- bars ---


def test_bands_adjoin() -> None:
    """A band reaches from its low to its high figure; the next one begins there."""
    assert drawn(BANDS, Range(20, 30), Range(30, 50), Range(50, 80), Amount(60)) == [
        ("band", "20%", "10%"),
        ("band", "30%", "20%"),
        ("band", "50%", "30%"),
    ]


def test_what_is_not_known_is_a_gap_between_what_is() -> None:
    """A missing band is drawn from the one before it to the one behind it, missing ends to the ends of the axis."""
    assert drawn(BANDS, Range(20, 30), LOST, Range(50, 80), Amount(60))[1] == ("gap", "30%", "20%")
    assert drawn(BANDS, LOST, Range(30, 50), LOST, Amount(60)) == [
        ("gap", "0%", "30%"),
        ("band", "30%", "20%"),
        ("gap", "50%", "50%"),
    ]
    assert drawn(BANDS, LOST, LOST, LOST, Amount(60)) == [("gap", "0%", "100%")]


def test_a_gap_is_never_a_figure() -> None:
    """A missing median has no tick, and the bar ends where what is known ends."""
    row = bar(form_of(BANDS), (Range(20, 30), Range(30, 50), LOST, LOST), SCALE)
    assert row.marks == ()
    assert row.more is None


def test_an_open_top_has_an_arrow() -> None:
    """A band with an open top has an arrow where its figures end."""
    assert bar(form_of(BANDS), (Range(20, 30), Range(30, 50), Range(50, 80), Amount(60)), SCALE).more == "80%"
    unbounded = bar(form_of(BANDS), (Range(20, 30), Range(30, 50), Range(50, None), Amount(60)), SCALE)
    assert unbounded.parts[-1].open
    assert unbounded.parts[-1].width == "50%"


def test_a_numeral_stands_beside_the_median() -> None:
    """The numeral of the band in which the median lies is not hidden behind its tick."""
    parts = bar(form_of(BANDS), (Range(20, 30), Range(30, 50), Range(50, 80), Amount(60)), SCALE).parts
    assert [(part.label, part.middle) for part in parts] == [("I", "25%"), ("II", "40%"), ("III", "70%")]


def test_every_end_of_overlapping_bands_is_seen() -> None:
    """A band over another is drawn lower than it, after it, and each numeral stands where nothing covers its band."""
    parts = bar(form_of(BANDS), (Range(20, 50), Range(40, 70), Range(60, 80), LOST), SCALE).parts
    assert [(part.label, part.x, part.width, part.depth, part.middle) for part in parts] == [
        ("I", "20%", "30%", 0, "30%"),
        ("III", "60%", "20%", 0, "75%"),
        ("II", "40%", "30%", 1, "55%"),
    ]
    three = bar(form_of(BANDS), (Range(20, 80), Range(30, 70), Range(40, 60), Amount(45)), SCALE).parts
    assert [(part.label, part.depth, part.middle) for part in three] == [
        ("I", 0, "25%"),
        ("II", 1, "35%"),
        ("III", 2, "52.5%"),
    ]


def test_percentiles_are_a_box_with_whiskers() -> None:
    """The whisker reaches from the 10th to the 90th percentile, the box from the 25th to the 75th."""
    cells = [Amount(value) for value in (10, 25, 40, 60, 90)]
    assert drawn(PERCENTILES, *cells) == [("whisker", "10%", "80%"), ("box", "25%", "35%")]
    assert [(mark.kind, mark.at) for mark in bar(form_of(PERCENTILES), cells, SCALE).marks] == [("median", "40%")]


def test_a_suppressed_percentile_is_a_gap() -> None:
    """Where only the median is known there is no box, only hatching on both sides of it."""
    assert drawn(PERCENTILES, LOST, LOST, Amount(40), LOST, LOST) == [("gap", "0%", "40%"), ("gap", "40%", "60%")]


def test_a_top_coded_percentile_goes_further() -> None:
    """The whisker extends to the bound, and an arrow shows that the figure is higher."""
    cells = (Amount(10), Amount(25), Amount(40), Amount(60), Gap(GapKind.TOP_CODED, 90))
    assert bar(form_of(PERCENTILES), cells, SCALE).more == "90%"
    assert highest_figure(cells) == 90


def test_low_and_high_are_one_bar() -> None:
    """A table of lowest, middle and highest pay is drawn as a bar with a tick."""
    columns = {kind.value: Column(kind=kind, label=kind.value) for kind in (ColumnKind.LOW, ColumnKind.HIGH)}
    assert drawn(columns, Amount(20), Amount(70)) == [("span", "20%", "50%")]


# --- steps ---


@pytest.mark.parametrize(
    ("before", "after", "gained"),
    [
        (Range(60, 70), Range(70, 120), Range(10, 50)),
        (Range(50, 60), Range(60, 70), Amount(10)),
        (Range(50, 60), Range(70, None), Range(20, None)),
        (Amount(50), Range(60, 90), Range(10, 40)),
        (Range(50, None), Range(None, 90), None),
        (LOST, Range(60, 70), None),
        (Range(60, 70), LOST, None),
    ],
)
def test_what_a_step_adds(before: Cell, after: Cell, gained: Cell | None) -> None:
    """A step adds from the smaller to the larger difference of its ends, and nothing is known of a gap."""
    assert gain(before, after) == gained


def test_a_step_of_which_nothing_is_known_has_no_bar() -> None:
    """A figure alone is drawn from its low to its high end, an open one to the end of the axis, a gap not at all."""
    assert single_bar(Range(20, 30), SCALE) == ("20%", "10%")
    assert single_bar(Range(80, None), SCALE) == ("80%", "20%")
    assert single_bar(LOST, SCALE) == ("0%", "0%")


# --- parity ---


@pytest.fixture(scope="module", params=["account-management", "us-percentiles", "many-regions"])
def tables(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    site = built(ROOT / "tests/guides" / request.param, tmp_path_factory.mktemp("site"))
    return list(site.glob("salaries/*/index.html"))


def test_every_label_of_a_chart_is_a_figure_of_the_table(tables: list[Path]) -> None:
    """Each row's title (apart from numerals) and its median have the figures of the table's cells."""
    for path in tables:
        page = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        cells = {cell.get("id"): "".join(cell.itertext()) for cell in page.iter("td") if cell.get("id")}
        told = 0
        for row in rows_of(page, "ranges"):
            first = row.find("a").get("href")[1:]
            of_row = [id for id in cells if id.rpartition("-")[0] == first.rpartition("-")[0]]
            title = "".join(next(row.iter(f"{SVG}title")).itertext())
            assert [part.rpartition(": ")[2] for part in title.split("; ")] == [cells[id] for id in of_row]
            shown = row.find("b")
            assert shown is None or shown.text in {cells[id] for id in of_row}
            told += len(of_row)
        assert told == len(cells) > 0


def test_every_point_of_a_dumbbell_is_a_median_of_the_table(tables: list[Path]) -> None:
    """The points' labels are medians of their region, and the difference is the one between them."""
    for path in tables:
        page = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        medians = sorted(plain(cell) for cell in page.iter("td") if cell.get("class") == "median")
        rows = rows_of(page, "pairs")
        labels = sorted(plain(text) for row in rows for text in row.iter(f"{SVG}text"))
        assert labels == (medians if rows else [])
        for row in rows:
            low, high = (plain(text) for text in row.iter(f"{SVG}text"))
            assert plain(row.find("span/b")) == high - low


def rows_of(page: Element, kind: str) -> list[Element]:
    """Return the rows of a page's charts of one kind."""
    charts = [figure for figure in page.iter("figure") if kind in figure.get("class", "").split()]
    return [row for chart in charts for row in chart.iter("li") if row.get("data-keys")]


def plain(element: Element) -> int:
    """Return the number that an element shows."""
    return int("".join(letter for letter in "".join(element.itertext()) if letter.isdigit()))


def test_all_that_tie_are_the_highest(tmp_path: Path) -> None:
    """What a chart says without being seen names all regions with the same figure."""
    shutil.copytree(ROOT / "tests/guides/minimal", tmp_path / "content")
    table = tmp_path / "content/salaries/designer.yaml"
    table.write_text(table.read_text("utf-8").replace("median: 58 000", "median: 70 000"), "utf-8")
    built(tmp_path / "content", tmp_path / "site")

    text = (tmp_path / "site/salaries/designer/index.html").read_text("utf-8").replace("\xa0", " ")
    assert "амая высокая медиана — Москва, Санкт-Петербург, 70 000" in text
