"""Pay on a map: where the places are, whose land is drawn, which labels have room, and what a reader can do with it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from math import hypot, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from loading import loaded
from sites import ROOT, built, served

from careerguide.pages.charts.labels import WIDTHS, Mark, labels_of, length
from careerguide.pages.charts.outlines import FILE, _ring, countries, country_of, land
from careerguide.pages.charts.projection import frame_of, projected
from careerguide.pages.views.index import index_of
from careerguide.pages.views.map import PayMap
from careerguide.schema.place import Coordinates

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROVINCE = ROOT / "tests/guides/one-province"
CHUKOTKA = [Coordinates(64.73, 177.5), Coordinates(66.32, -179.12), Coordinates(43.12, 131.89)]
STATES = [Coordinates(64.2, -152.5), Coordinates(45.37, -69.24), Coordinates(20.29, -156.37)]
PLACES = st.builds(Coordinates, st.floats(-89, 89), st.floats(-180, 180))


# --- the projection -------------------------------------------------------------------------------------------------


@given(st.lists(PLACES, min_size=1, max_size=8))
def test_every_place_is_on_the_map(places: list[Coordinates]) -> None:
    """Wherever places are, they are within the frame around them, which is no narrow strip."""
    frame = frame_of(places)
    assert all(0 < x < 1 and 0 < y < 1 for x, y in map(frame.place, places))
    assert 0.5 <= round(frame.ratio, 6) <= 1


@pytest.mark.parametrize("latitude", [0, 35, -50, 70])
def test_areas_are_true(latitude: float) -> None:
    """A degree by a degree has the same area on the map as on the sphere, also far from the centre."""
    centre = Coordinates(40, 100)
    corners = [(latitude, 130), (latitude, 131), (latitude + 1, 131), (latitude + 1, 130)]
    points = [projected(Coordinates(*corner), centre) for corner in corners]
    drawn = abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise([*points, points[0]]))) / 2
    assert drawn == pytest.approx(radians(1) * (sin(radians(latitude + 1)) - sin(radians(latitude))), rel=1e-3)


def test_north_is_up_and_east_is_right() -> None:
    """South of the equator too."""
    south, north, east = Coordinates(-40, 20), Coordinates(-30, 20), Coordinates(-40, 30)
    frame = frame_of([south, north, east])
    assert frame.place(north)[1] < frame.place(south)[1]
    assert frame.place(east)[0] > frame.place(south)[0]


def test_the_180th_meridian_is_nowhere_special() -> None:
    """Chukotka lies on both sides of it: its places are near to each other, and Vladivostok is to their west."""
    frame = frame_of(CHUKOTKA)
    anadyr, egvekinot, vladivostok = map(frame.place, CHUKOTKA)
    assert hypot(anadyr[0] - egvekinot[0], anadyr[1] - egvekinot[1]) < 0.15
    assert vladivostok[0] < min(anadyr[0], egvekinot[0])


# --- the land -------------------------------------------------------------------------------------------------------


def test_the_file_of_outlines_is_small() -> None:
    """All countries together have the weight of a photograph."""
    assert FILE.stat().st_size <= 150_000
    assert len(countries()) > 230


def test_no_outline_is_torn_at_the_180th_meridian() -> None:
    """From each corner to the next it is less than half a turn, but for Antarctica, which surrounds the pole."""
    for name, country in countries().items():
        for ring in map(_ring, country.rings):
            assert all(abs(a.longitude - b.longitude) < 90 for a, b in pairwise(ring)), name
            closed = abs(ring[0].longitude - ring[-1].longitude) < 90
            assert closed or name == "Antarctica", name


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [
        (55.75, 37.62, "Russia"),
        (59.94, 30.31, "Russia"),  # on the coast, which is simplified
        (66.32, -179.12, "Russia"),
        (64.2, -152.5, "United States of America"),
        (20.79, -156.33, "United States of America"),
        (-29.31, 27.48, "Lesotho"),  # a hole of South Africa
        (-16.78, -179.97, "Fiji"),
        (1.35, 103.82, "Singapore"),
        (48.65, -2.0, "France"),
        (0.0, -30.0, None),
    ],
)
def test_a_place_is_found_in_its_country(latitude: float, longitude: float, country: str | None) -> None:
    """Beyond the 180th meridian, in an enclave, on a simplified coast; nowhere in the middle of the sea."""
    assert country_of(Coordinates(latitude, longitude)) == country


@pytest.mark.parametrize("places", [CHUKOTKA, STATES, [Coordinates(0, -30), Coordinates(1, -31)]])
def test_the_land_is_small_and_within_the_map(places: list[Coordinates]) -> None:
    """A path of some kilobytes, none of whose shapes goes far beyond the map; no land where there is none."""
    frame = frame_of(places)
    path = land(frame, tuple(places))
    assert len(path) < 4_000
    starts = [tuple(map(int, shape.partition("l")[0].split())) for shape in path.split("M")[1:]]
    assert all(-21 <= x <= 1021 and -21 <= y <= 1000 * frame.ratio + 21 for x, y in starts)
    assert bool(path) == (places[0].latitude != 0)


# --- the labels -----------------------------------------------------------------------------------------------------


def test_a_lone_mark_has_its_label_to_the_right() -> None:
    """At all widths on one side; its figure follows on greater maps."""
    (labels,) = labels_of((Mark(0.4, 0.5, 4.0, 3.0),), 0.6, 0.7)
    assert [(label.side.anchor, label.with_figure) for label in labels] == [("start", False), ("start", True)]
    assert sum((label.widths for label in labels), ()) == WIDTHS


def test_a_label_without_room_is_left_out() -> None:
    """Of many marks in one spot not all are labelled; the first of them is."""
    crowd = tuple(Mark(0.5 + index / 1000, 0.5, 6.0, 3.0) for index in range(12))
    labels = labels_of(crowd, 0.6, 0.7)
    assert labels[0]
    assert not all(labels)


def test_narrow_letters_make_short_labels() -> None:
    """The length of a label is known without a browser."""
    assert length("Lille") < length("Omaha") < length("Владивосток") < length("東京都千代田区千代田")


# --- the regions on it ----------------------------------------------------------------------------------------------


def maps_of(folder: Path) -> dict[str, PayMap | None]:
    """Return the map of each salary table of a guide."""
    guide = loaded(folder).guide
    assert guide
    return dict(index_of(guide).pay_maps)


def test_a_province_is_not_among_its_towns() -> None:
    """It is named as not on the map, like a town without coordinates; the best paid town comes first."""
    drawn = maps_of(PROVINCE)["keeper"]
    assert drawn
    assert drawn.absent == ("Brittany", "Morlaix")
    state, private = drawn.layers
    assert [mark.name for mark in state.marks] == ["Rennes", "Brest", "Lorient", "Quimper", "Vannes", "Saint-Malo"]
    assert [[mark.name for mark in tied] for tied in (state.highest, state.lowest)] == [["Rennes"], ["Vannes"]]
    assert private.title == "Private"


def test_a_gap_is_hollow_and_never_zero() -> None:
    """A region without a known figure has a mark without a shade or a figure."""
    drawn = maps_of(PROVINCE)["keeper"]
    assert drawn
    assert drawn.gaps
    assert [mark.name for mark in drawn.layers[1].marks if not mark.shade] == ["Lorient", "Saint-Malo"]
    assert all(mark.amount is None for layer in drawn.layers for mark in layer.marks if not mark.shade)


def test_areas_are_in_proportion_to_figures() -> None:
    """Twice the pay is twice the area, in every segment; the highest figure has the darkest shade."""
    drawn = maps_of(PROVINCE)["keeper"]
    assert drawn
    known = [mark for layer in drawn.layers for mark in layer.marks if mark.amount is not None]
    sizes = {float(mark.radius.removesuffix("rem")) ** 2 / float(mark.amount or 0) for mark in known}
    assert max(sizes) == pytest.approx(min(sizes), rel=0.02)
    assert max(known, key=lambda mark: mark.amount or 0).shade == 4


def placed(folder: Path, guide: str, places: dict[str, str]) -> Path:
    """Return a copy of a frozen guide in which some regions say where they are, and no others."""
    copy = shutil.copytree(ROOT / "tests/guides" / guide, folder / guide)
    regions = re.sub(r", at: \[.*?\]", "", (copy / "regions.yaml").read_text("utf-8"))
    for id, at in places.items():
        regions = re.sub(rf"^({id}: .*)\}}$", rf"\1, at: {at}}}", regions, flags=re.MULTILINE)
    (copy / "regions.yaml").write_text(regions, "utf-8")
    return copy


@pytest.mark.parametrize("places", [{}, {"brest": "[48.39, -4.49]"}])
def test_one_place_is_no_map(tmp_path: Path, places: dict[str, str]) -> None:
    """Neither is none."""
    assert maps_of(placed(tmp_path, "one-province", places))["keeper"] is None


def test_a_figure_that_is_a_range_is_not_drawn(tmp_path: Path) -> None:
    """Without one figure by which regions are compared there is nothing to size a circle by."""
    places = {"moskva": "[55.75, 37.62]", "omsk": "[54.99, 73.37]"}
    assert maps_of(placed(tmp_path, "low-high", places))["keeper"] is None
    assert maps_of(placed(tmp_path, "levels", places))["keeper"] is not None


# --- in a browser ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the guide of one province is served."""
    with served(built(PROVINCE, tmp_path_factory.mktemp("map") / "site", "--pages-only")) as host:
        yield f"{host}/"


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a guide of twelve places close to each other is served."""
    folder = shutil.copytree(PROVINCE, tmp_path_factory.mktemp("crowded") / "guide")
    towns = {f"town-{n}": f"[{48 + n % 4 / 5}, {-3 + n // 4 / 4 + n % 2 / 9:.2f}]" for n in range(12)}
    regions = "".join(f"{id}: {{name: Saint-{id.title()}, at: {at}}}\n" for id, at in towns.items())
    (folder / "regions.yaml").write_text(regions, "utf-8")
    head, _, rest = (folder / "salaries/keeper.yaml").read_text("utf-8").partition("pay:\n")
    row = "{{p25: 1900, median: {}, p75: 3500}}"
    pay = [f"  {id}: {{state: {row.format(2000 + 90 * n)}, private: suppressed}}\n" for n, id in enumerate(towns)]
    accepted = rest[rest.index("accepted:") :]
    (folder / "salaries/keeper.yaml").write_text("".join([head, "pay:\n", *pay, accepted]), "utf-8")
    with served(built(folder, folder.parent / "site", "--pages-only")) as host:
        yield f"{host}/"


BOXES = """() => {
    const land = document.querySelector('.map-land').getBoundingClientRect();
    const boxes = (selector) => [...document.querySelectorAll(selector)]
        .filter((it) => it.getClientRects().length)
        .map((it) => it.getBoundingClientRect())
        .map((it) => [it.left - land.left, it.top - land.top, it.right - land.left, it.bottom - land.top]);
    return [boxes('.map text'), boxes('.map-marks circle'), land.width, land.height];
}"""
OVERHANG = 3  # px: empty space above and below the letters of a line


@pytest.mark.parametrize("width", [320, 390, 480, 768, 1280])
@pytest.mark.parametrize("site", ["address", "crowded"])
def test_labels_overlap_nothing(page: Page, request: pytest.FixtureRequest, site: str, width: int) -> None:
    """No other label, no mark, not the edge of the map; and the page is no wider than the window."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{request.getfixturevalue(site)}salaries/keeper/")
    page.evaluate("document.fonts.ready")
    texts, marks, map_width, map_height = page.evaluate(BOXES)
    assert len(texts) >= 3
    for index, (left, top, right, bottom) in enumerate(texts):
        assert left >= 0 and right <= map_width and top >= -OVERHANG and bottom <= map_height + OVERHANG
        for other in [*texts[index + 1 :], *marks]:
            beside = left >= other[2] or other[0] >= right
            assert beside or top + OVERHANG >= other[3] or other[1] + OVERHANG >= bottom
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_mark_leads_to_its_row(page: Page, address: str) -> None:
    """On the table's page and from home; what it says is its name and its figure."""
    for start in ("salaries/keeper/", ""):
        page.goto(address + start)
        mark = page.locator(".map-marks a", has_text="Brest").first
        assert mark.locator("title").text_content() == "Brest: 2,550"
        mark.locator("circle").click()
        page.wait_for_url("**/salaries/keeper/**#brest-state-p25")
        assert page.locator(":target").inner_text() == "2,200"


def test_a_segment_is_chosen_without_scripts(browser: Browser, address: str) -> None:
    """One drawing at a time, over the outline that is in the page once; on paper the chosen one alone is named."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}salaries/keeper/")
        assert page.locator("path#map-land").count() == 1
        shown = page.locator(".map-plot").filter(visible=True)
        assert shown.locator("title", has_text="Brest").text_content() == "Brest: 2,550"
        page.get_by_role("radio", name="Private").check()
        assert shown.count() == 1
        assert shown.locator("title", has_text="Brest").text_content() == "Brest: 2,800"
        assert shown.locator("title", has_text="Lorient").text_content() == "Lorient: withheld by the publisher"
        page.emulate_media(media="print")
        assert shown.count() == 1
        box = shown.bounding_box()
        assert box and box["height"] > 100
        assert page.locator(".map-layers label").filter(visible=True).all_inner_texts() == ["Private"]


LUMINANCES = """() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const linear = (it) => (it <= 10 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4);
    return ['.map-land', '.map text', '.map .shade-1', '.map .shade-4', '.map .shade-0'].map((selector) => {
        const { fill, stroke } = getComputedStyle(document.querySelector(selector));
        canvas.fillStyle = selector.endsWith('0') ? stroke : fill;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_stands_out_from_the_land(page: Page, address: str, scheme: str) -> None:
    """Labels 4.5 to 1, circles and hollow marks 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11), in both schemes."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}salaries/keeper/")
    land, *drawn = page.evaluate(LUMINANCES)
    label, *marks = [(max(land, it) + 0.05) / (min(land, it) + 0.05) for it in drawn]
    assert label >= 4.5
    assert min(marks) >= 3, marks


@pytest.mark.parametrize("path", ["", "salaries/keeper/"])
def test_axe_finds_nothing(page: Page, address: str, path: str) -> None:
    """The choice is a group of radio buttons, the map a group of links."""
    page.goto(address + path)
    assert Axe().run(page).response["violations"] == []
    group = page.get_by_role("group", name="State. The highest: €2,700, Rennes; the lowest: €2,200, Vannes.")
    assert group.get_by_role("link", name="Rennes: 2,700").count() == 1
    assert page.locator(".map figcaption").inner_text() == "Not on the map: Brittany, Morlaix."


def test_two_guides_of_whole_countries(tmp_path: Path) -> None:
    """Maps of a few kilobytes, from Hawaii to Maine and from Petersburg to Tomsk; a page is within the budget."""
    for name in ("us-percentiles", "levels"):
        site = built(ROOT / "tests/guides" / name, tmp_path / name, "--pages-only", "--strict")
        for path in ("index.html", "salaries/keeper/index.html"):
            html = (site / path).read_text("utf-8")
            assert html.count('id="map-land"') + html.count("id=map-land") == 1
