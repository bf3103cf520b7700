"""Every drawing stands on its axis where the figures of its table do, and legends name what is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

import html5lib
import pytest
from odd_figures import odd_figures
from sites import ROOT, built, served, warm_cache

if TYPE_CHECKING:
    from playwright.sync_api import Page

SVG = "{http://www.w3.org/2000/svg}"
GUIDES = ("odd", "us-percentiles", "editions")
NEAR = 0.03  # per cent of an axis: positions are rounded to hundredths, the first and the last tick too
LEAST = 0.4  # per cent of an axis: the least width of a part
POINTS = ("percentile", "median", "low", "high", "entry")


class Column(NamedTuple):
    """A column as the head of its table has it; `middle`: its figures are medians."""

    kind: str
    middle: bool


class Figure(NamedTuple):
    """A cell: its column, its low and high figure, its words."""

    column: Column
    low: float | None
    high: float | None
    words: str

    @property
    def known(self) -> float | None:
        """What is known of one figure."""
        return self.high if self.low is None else self.low


class Axis(NamedTuple):
    """A scale as two of its ticks tell it."""

    zero: float
    unit: float

    def at(self, value: float) -> float:
        """Return a position in per cent, clipped to the axis."""
        return min(100.0, max(0.0, self.zero + self.unit * value))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites of all guides, side by side."""
    work = tmp_path_factory.mktemp("drawn")
    warm_cache(work / "cache")
    for name in GUIDES:
        guide = odd_figures(work / "content") if name == "odd" else ROOT / "tests/guides" / name
        built(guide, work / name, "--cache", str(work / "cache"))
    return work


@pytest.fixture(params=GUIDES)
def site(request: pytest.FixtureRequest, sites: Path) -> Path:
    return sites / request.param


@pytest.fixture
def odd(sites: Path) -> Path:
    return sites / "odd"


# --- pages as they are read ---


@cache
def parsed(page: Path) -> Element:
    return html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def classed(element: Element, name: str, tag: str | None = None) -> list[Element]:
    """Return the elements of a class within one."""
    return [each for each in element.iter(tag) if name in each.get("class", "").split()]


def number(text: str) -> float:
    """Return the only number of a text, whose decimals are two, or fewer than three behind a point."""
    digits = "".join(re.findall(r"[\d.,]", text)).strip(".,")
    whole, point, decimals = digits.replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '')}{point if len(decimals) < 3 else ''}{decimals}")


def share(element: Element, *names: str) -> float:
    return float(next(value for name in names if (value := element.get(name))).removesuffix("%"))


def figures_of(site: Path) -> dict[tuple[str, str], list[Figure]]:
    """Return the rows of all tables, by the table and the anchor of the first figure."""
    found = {}
    for page in site.glob("salaries/*/index.html"):
        (table,) = [each for each in parsed(page).iter("table") if each.get("data-table")]
        heads = [head for head in table.iter("th") if head.get("data-column")]
        columns = [Column(head.get("data-kind", ""), head.get("class") == "median") for head in heads]
        for row in (row for row in table.iter("tr") if row.get("data-region")):
            cells = row.findall("td")
            edges = [[None if end == "-" else float(end) for end in cell.get("data-pay", "").split()] for cell in cells]
            anchor = next(id for cell in cells if (id := cell.get("id")))
            said = [words(cell if (link := cell.find("a")) is None else link) for cell in cells]
            found[page.parent.name, anchor] = [
                Figure(column, low, high, text)
                for column, (low, high), text in zip(columns, edges, said, strict=True)
            ]  # fmt: skip
    return found


def axis_of(drawing: Element) -> Axis:
    """Return the scale of an axis, whose ticks all stand on it."""
    ticks = [(number(words(tick)), share(tick, "x")) for tick in drawing.iter(f"{SVG}text")]
    (first, start), (last, end) = ticks[0], ticks[-1]
    unit = (end - start) / (last - first)
    axis = Axis(start - unit * first, unit)
    assert all(abs(axis.at(value) - at) < NEAR for value, at in ticks)
    return axis


def panels_of(site: Path, kind: str) -> Iterator[tuple[Path, Axis, list[Element]]]:
    """Yield the panels of a kind of charts on all pages: the page, the axis and the rows."""
    for page in sorted(site.glob("*/*/index.html")):
        for panel in (it for chart in classed(parsed(page), kind, "figure") for it in classed(chart, "panel")):
            (axis,), (grid,) = classed(panel, "axis"), classed(panel, "grid")
            assert [line.get("x1") for line in grid] == [tick.get("x") for tick in axis.iter(f"{SVG}text")]
            yield page, axis_of(axis), [row for rows in classed(panel, "rows") for row in rows]


def row_of(page: Path, row: Element) -> tuple[str, str]:
    """Return the table and the anchor to which the name of a row leads."""
    address, _, anchor = next(href for link in row.iter("a") if "#" in (href := link.get("href", ""))).partition("#")
    return (address.split("/")[-2] if address else page.parent.name), anchor


# --- bars ---


def test_bars_stand_on_their_axis(site: Path) -> None:
    """On every page the bands, boxes, whiskers and marks of a row are where the ticks have its figures."""
    figures, drawn = figures_of(site), 0
    for kind in ("ranges", "region-chart"):
        for page, axis, rows in panels_of(site, kind):
            for row in rows:
                place = row_of(page, row)
                (bar,) = classed(row, "bar")
                assert near(parts_of(bar), parts_expected(figures[place], axis)), (page, place)
                title = words(next(bar.iter(f"{SVG}title")))
                assert [part.partition(": ")[2] for part in title.split("; ")] == [it.words for it in figures[place]]
                drawn += 1
    assert drawn


def parts_of(bar: Element) -> list[tuple[str, float, float]]:
    """Return the parts of a bar that stand for figures, with their positions and widths."""
    found = []
    for part in bar.iter():
        kind = part.get("class", "").split()
        if part.tag == f"{SVG}rect" and "gap-part" not in kind:
            found.append(
                (kind[0].partition("-")[0], share(part, "x"), 0 if kind == ["median"] else share(part, "width"))
            )
        elif part.tag == f"{SVG}circle":
            found.append(("mean" if kind == ["mean"] else "point", share(part, "cx"), 0.0))
    return sorted(found)


def parts_expected(row: Sequence[Figure], axis: Axis) -> list[tuple[str, float, float]]:
    """Return the parts of a bar as its figures have them: bands, or what lies between points; and marks."""
    found, edge = [], 0.0
    bands = [it for it in row if it.column.kind == "band" and it.known is not None]
    for it in bands:
        start, end = edge if it.low is None else axis.at(it.low), 100.0 if it.high is None else axis.at(it.high)
        found.append(("band", start, max(LEAST, end - start)))
        edge = end
    paid = [it for it in row if it.column.kind in POINTS]
    ends = [axis.at(it.known) for it in paid if it.known is not None]
    percentiles = sum(it.column.kind == "percentile" for it in paid)
    if not any(it.column.kind == "band" for it in row) and len(ends) > 1:
        low, high = min(ends), max(ends)
        quartiles = [it.known for it in (paid[0], paid[-1]) if len(paid) == 3] if percentiles > 1 else []
        if percentiles > 1 and len(paid) == 5:
            quartiles = [paid[1].known, paid[3].known]
            found.append(("whisker", low, max(LEAST, high - low)))
        if percentiles > 1 and len(quartiles) == 2 and None not in quartiles:
            first, last = (axis.at(it) for it in quartiles if it is not None)
            found.append(("box", first, max(LEAST, last - first)))
        elif percentiles < 2:
            found.append(("span", low, max(LEAST, high - low)))
    for it in row:
        if it.low is not None and it.low == it.high:
            if it.column.middle:
                found.append(("median", axis.at(it.low), 0.0))
            elif it.column.kind == "mean":
                found.append(("mean", axis.at(it.low), 0.0))
    return sorted(found)


def near(one: list[tuple[str, float, float]], other: list[tuple[str, float, float]]) -> bool:
    same = [kind for kind, *_ in one] == [kind for kind, *_ in other]
    pairs = zip(one, other, strict=True) if same else ()
    return same and all(
        abs(a - b) < 2 * NEAR for left, right in pairs for a, b in zip(left[1:], right[1:], strict=True)
    )


def test_legends_name_what_is_drawn(site: Path) -> None:
    """A legend has a sample of everything in its chart, and of nothing else but bands that a row may lack."""
    for page in sorted(site.glob("*/*/index.html")):
        for chart in (*classed(parsed(page), "ranges", "figure"), *classed(parsed(page), "region-chart", "figure")):
            (key,) = classed(chart, "chart-key")
            named, drawn = kinds_in([key]), kinds_in(classed(chart, "bar"))
            tables = {row_of(page, row)[0] for rows in classed(chart, "rows") for row in rows}
            if len(tables) > 1:  # of several tables, each has its own bands, and may call its quartiles what it likes
                drawn = {kind for kind in drawn if not kind.startswith("band-")}
            assert drawn <= named, page
            assert {kind for kind in named - drawn if not kind.startswith("band-")} == set(), page


def kinds_in(drawings: Sequence[Element]) -> set[str]:
    shapes = [part for each in drawings for part in each.iter() if part.tag in (f"{SVG}rect", f"{SVG}circle")]
    arrows = {"more" for each in drawings for text in classed(each, "more", f"{SVG}text")}
    return arrows | {part.get("class", "").split()[0] for part in shapes}


# --- points, circles, lines ---


def test_dumbbells_stand_on_their_axis(site: Path) -> None:
    """A point is where the ticks have its figure, whatever its shape is."""
    for page, axis, rows in panels_of(site, "pairs"):
        for bar in (bar for row in rows for bar in classed(row, "bar")):
            title = words(next(bar.iter(f"{SVG}title")))
            told = [axis.at(number(part.rpartition(": ")[2])) for part in title.split("; ")]
            points = [share(dot, "cx", "x") for dot in classed(bar, "dot")]
            assert points == pytest.approx(told, abs=2 * NEAR), page


def test_areas_of_a_map_are_in_proportion(site: Path) -> None:
    """Circles in a map and in its legend have areas in proportion to their figures, and shades that never fall."""
    figures = figures_of(site)
    for page in sorted(site.glob("salaries/*/index.html")):
        for chart in classed(parsed(page), "map", "figure"):
            circles = []
            for item in classed(chart, "map-key")[0]:
                circles += [(number(words(item)), circle) for circle in item.iter(f"{SVG}circle")
                            if circle.get("class") != "shade-0"]  # fmt: skip
            for link in chart.iter(f"{SVG}a"):
                (circle,) = link.iter(f"{SVG}circle")
                row = figures[page.parent.name, link.get("href", "")[1:]]
                key = next((it for it in row if it.column.middle), None) or next(
                    it for it in row if it.column.kind != "band"
                )
                assert (key.low is None) == (circle.get("class") == "shade-0")
                if key.low is not None:
                    circles.append((key.low, circle))
            circles.sort(key=lambda each: each[0])
            areas = [float(circle.get("r", "").removesuffix("rem")) ** 2 / value for value, circle in circles]
            assert areas == pytest.approx([areas[0]] * len(areas), rel=0.02)
            shades = [circle.get("class", "") for _, circle in circles]
            assert shades == sorted(shades)


def test_lines_rise_as_figures_do(site: Path) -> None:
    """The dots of all charts of a trend are on one scale: that of the figures in their titles."""
    for page in sorted(site.glob("salaries/*/index.html")):
        for chart in classed(parsed(page), "trend", "figure"):
            points = []
            for panel in (it for row in classed(chart, "trend-panels")[0] for it in row.findall(f"{SVG}svg")):
                told = [part.rpartition(": ")[2] for part in words(next(panel.iter(f"{SVG}title"))).split("; ")]
                ends = {number(end) for part in told if any(map(str.isdigit, part)) for end in part.split("–")}
                heights = {float(dot.get("cy", "")) for dot in panel.iter(f"{SVG}circle")}
                points += [(min(ends), max(heights)), (max(ends), min(heights))]
            (low, bottom), (high, top) = min(points), max(points)
            for value, height in points:
                assert height == pytest.approx(bottom + (top - bottom) * (value - low) / (high - low), abs=1.1)


def test_a_change_of_one_known_end_is_told(odd: Path) -> None:
    """Where only the lower end of a range is known, and stays the same, nothing has changed that is known."""
    (chart,) = classed(parsed(odd / "salaries/shifts-2024/index.html"), "trend", "figure")
    assert [words(it) for it in classed(chart, "row-difference")] == [
        "−10,000,000 – +10,000,000 (−3.3% – +8.7%)",
        "no change · 2015 → 2024",
    ]


# --- what is said of figures ---


def test_a_tie_has_no_single_winner_and_top_coded_pay_may_be_the_highest(odd: Path) -> None:
    """All who pay most are named; where one may pay even more, nobody is said to be ahead."""
    page = parsed(odd / "salaries/ties/index.html")
    rows = [row for chart in classed(page, "pairs", "figure") for row in chart.iter("li") if row.get("data-keys")]
    said = {words(classed(row, "row-name")[0]): [words(it) for it in classed(row, "row-difference")] for row in rows}
    assert said == {
        "Utah": ["Alpha, Beta +$30,000 (60%)"],
        "Ohio": ["Alpha +$30,000 (60%)"],
        "Iowa": [],
        "Maine": ["the same"],
    }


def test_halves_are_rounded_up_as_scripts_do(odd: Path) -> None:
    """62.5% is 63%, and 22.5% less is 23% less, on every page."""
    standings = [words(it) for it in classed(parsed(odd / "regions/utah/index.html"), "row-standing")]
    assert "Place 3 of 3, 63% of the highest median; 38% below the middle of the list" in standings


def test_a_comparison_says_whose_pay_is_not_known(odd: Path) -> None:
    """A table of gaps is no pay: two such roles do not differ in currency, and one leaves nothing to compare."""
    said = {name: words(parsed(odd / f"compare/{name}/index.html")) for name in
            ("unpaid-withheld", "ends-withheld", "ends-unpaid", "dong-ends")}  # fmt: skip
    assert "no figure for either role" in said["unpaid-withheld"]
    assert "Only one of the two" in said["ends-withheld"]
    assert "Only one of the two" in said["ends-unpaid"]
    assert "one axis cannot show both" in said["dong-ends"]


# --- what scripts draw and say ---


ANSWERS = {
    "hourly maine": "Median: $115.00 or more per hour",
    "hourly utah": "Median: $10.00 per hour",
    "open utah": "Band I – Band III: up to $20,000 – from $40,000 per year",
    "open iowa": "Band I – Band III: $15,000 – $30,000 per year",
    "shifts ohio": "Junior – Senior: from ₫100,000,000 per year",
    "withheld utah": "Mean: withheld by the publisher per day",
    "ends ohio": "Lowest – Highest: $9.50 (few people) per hour",
}


def test_the_search_answers_as_tables_say(page: Page, odd: Path) -> None:
    """Open ranges, top-coded figures, cents and few people are told in the words of the pages."""
    with served(odd) as address:
        page.goto(f"{address}/search/")
        for query, said in ANSWERS.items():
            page.locator("main [name=q]").fill(query)
            page.locator(".search-answer p", has_text=said).wait_for()


def test_the_explorer_draws_what_the_legend_names(page: Page, odd: Path) -> None:
    """Bands have the numerals and the shades of the legend, and stand where the scale below them has their ends."""
    with served(odd) as address:
        page.goto(f"{address}/salaries/grades/#region=utah")
        strip = page.locator(".strip")
        read = (
            "all => all.map((it) => [it.textContent, ...['class', 'x', 'width'].map((name) => it.getAttribute(name))])"
        )
        ticks = strip.locator(".strip-tick").evaluate_all(read)
        (first, start), (last, end) = ((number(text), per_cent(x)) for text, _, x, _ in (ticks[0], ticks[-1]))
        drawn = strip.locator("rect[class^=band]").evaluate_all(read)
        for place, (_, _, x, width) in enumerate(drawn, 1):
            for value, at in ((10_000 * place, per_cent(x)), (10_000 * (place + 1), per_cent(x) + per_cent(width))):
                assert at == pytest.approx(start + (end - start) * (value - first) / (last - first), abs=0.1)
        key = page.locator("#explorer .chart-key")
        for part in ("rect[class^=band]", "text[class^=label]"):
            named = [(text, kind) for text, kind, *_ in key.locator(part).evaluate_all(read)]
            assert named == [(text, kind) for text, kind, *_ in strip.locator(part).evaluate_all(read)]
        assert len(drawn) == 7


def test_more_is_said_once(page: Page, odd: Path) -> None:
    """A top-coded band whose top is open is so much or more; with its end known, it is more than that at some."""
    with served(odd) as address:
        said = []
        for region in ("iowa", "utah"):
            page.goto(f"{address}/salaries/grades/#region={region}&band=g7")
            said.append(" ".join(page.locator("[data-out=range]").inner_text().split()))
        assert said == ["$70,000 or more", "$70,000 – $80,000 or more"]


PAID = {
    "ends/#region=ohio&pay=9.5": "Your pay lies between Lowest and Highest.",
    "hourly/#region=utah&pay=20.05": "Your pay lies between P75 and P90. $10.05 above the median. "
    "Regions where that is more than the median: 2 of 3.",
    "hourly/#region=utah&pay=120": "Your pay is above all figures known here. $110.00 above the median. "
    "Regions where that is more than the median: 2 of 2.",
    "open/#region=utah&band=II&pay=45000": "By your experience you are in band II ($20,000 – $40,000), but you are "
    "paid as in III: $5,000 more than its upper end.",
}


def test_my_pay_is_beside_what_is_certain(page: Page, odd: Path) -> None:
    """The highest figure is not exceeded by itself, and a top-coded median may be more than what is above its bound."""
    with served(odd) as address:
        for place, said in PAID.items():
            page.goto(f"{address}/salaries/{place}")
            lines = page.locator("#explorer .verdict p").all_inner_texts()
            assert " ".join(" ".join(lines).split()) == said


@pytest.mark.parametrize("table", ["ends", "hourly", "ties"])
def test_the_explorers_legend_names_spans(page: Page, odd: Path, table: str) -> None:
    """A span has its entry in the legend, by the columns at its ends, and an empty one is seen."""
    with served(odd) as address:
        page.goto(f"{address}/salaries/{table}/#region=ohio")
        named = {"ends": ["Lowest – Highest"], "hourly": ["P10 – P90"], "ties": []}[table]
        assert [text.strip() for text in page.locator("#explorer .chart-key li:has(.span)").all_inner_texts()] == named
        assert page.locator(".strip .span").count() == len(named)


def per_cent(text: str) -> float:
    return float(text.removesuffix("%"))


def test_the_explorer_gives_the_places_of_the_regions_pages(page: Page, odd: Path) -> None:
    """Place and share of the highest are the same wherever they are worked out."""
    with served(odd) as address:
        for table, region in (("ties", "utah"), ("ties", "iowa"), ("hourly", "ohio"), ("hourly", "maine")):
            page.goto(f"{address}/regions/{region}/")
            row = page.locator(f".region-chart li:has(a[href*='salaries/{table}/'])")
            told = row.locator(".row-standing").all_inner_texts()
            page.goto(f"{address}/salaries/{table}/#region={region}{'&segment=c' if table == 'ties' else ''}")
            shown = page.locator("[data-out=place]").inner_text()
            assert re.findall(r"\d+", shown) in [re.findall(r"\d+", each.partition(";")[0]) for each in told]


@pytest.mark.parametrize("role", ["grades", "open", "ages"])
def test_the_ladder_is_the_same_when_it_is_drawn_anew(page: Page, odd: Path, role: str) -> None:
    """A script that shows the first choice once more changes no figure, no bar and no link."""
    look = """ladder => [
        ladder.parentElement.querySelector('.my-pay-link').href,
        ladder.querySelector('[data-out=place]').textContent,
        ...[...ladder.querySelectorAll('.steps [data-out]')].map((it) => it.textContent),
        ...[...ladder.querySelectorAll('.bar rect')].flatMap((it) => ['x', 'width'].map((name) =>
            parseFloat(it.getAttribute(name)).toFixed(1)))]"""
    with served(odd) as address:
        page.goto(f"{address}/roles/{role}/")
        ladder = page.locator(".pay-ladder")
        first = ladder.evaluate(look)
        ladder.evaluate("ladder => ladder.scrollIntoView()")
        ladder.locator("option").first.wait_for(state="attached")
        ladder.locator("select").dispatch_event("change")
        assert ladder.evaluate(look) == first
        assert ladder.locator(".steps > li").count() == {"grades": 7, "open": 3, "ages": 14}[role]


def test_a_top_coded_step_is_drawn_from_zero_and_leads_to_its_row(page: Page, odd: Path) -> None:
    """The oldest men of Ohio get so much or more: drawn to the end; the link leads to men, not to the first choice."""
    with served(odd) as address:
        page.goto(f"{address}/roles/ages/")
        ladder = page.locator(".pay-ladder")
        ladder.evaluate("ladder => ladder.scrollIntoView()")
        ladder.locator("option").first.wait_for(state="attached")
        ladder.locator("select").select_option("Ohio, Men")
        bar = ladder.locator(".steps > li").last.locator(".bar rect")
        assert (bar.get_attribute("x"), bar.get_attribute("width")) == ("0%", "100%")
        page.locator(".my-pay-link").click()
        page.locator("#explorer").wait_for()
        assert page.locator("select[name=sex]").input_value() == "m"
        assert page.locator("select[name=region]").input_value() == "ohio"


@pytest.mark.parametrize("width", [320, 1280])
def test_long_amounts_have_room(page: Page, odd: Path, width: int) -> None:
    """No label of an axis runs into another, no point's label off the screen, and no bar over a row's median."""
    page.set_viewport_size({"width": width, "height": 900})
    with served(odd) as address:
        for path in ("salaries/dong/", "salaries/shifts-2024/", "regions/utah/", "compare/dong-ends/"):
            page.goto(f"{address}/{path}")
            page.evaluate("document.fonts.ready")
            for axis in page.locator(".axis, .pay-axis").all():
                ends = axis.locator("text:visible").evaluate_all(
                    "all => all.map((it) => it.getBoundingClientRect()).flatMap(({ left, right }) => [left, right])"
                )
                assert ends == sorted(ends), (path, ends)
            labels = page.locator(".pairs .bar text, .row-median, .trend-panels text")
            boxes = labels.evaluate_all(
                "all => all.map((it) => it.getBoundingClientRect()).map((it) => [it.left, it.right])"
            )
            assert all(left >= 0 and right <= width for left, right in boxes), (path, boxes)
            over = """all => all.filter((it) => {
                const words = it.getBoundingClientRect();
                const bar = it.closest('li').querySelector('.bar').getBoundingClientRect();
                const across = words.left < bar.right && bar.left < words.right;
                return across && words.top < bar.bottom && bar.top < words.bottom;
            }).length"""
            assert page.locator(".row-median").evaluate_all(over) == 0, path
