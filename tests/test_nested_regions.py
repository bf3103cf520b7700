"""Regions that lie in others: ranked among their siblings, grouped in lists and choices, linked up and down."""

from __future__ import annotations

import gc
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from loading import loaded
from sites import built, served

from careerguide.pages.views.index import index_of
from careerguide.pages.views.region import region_view
from careerguide.pay.ranking import all_standings
from careerguide.schema import Column, ColumnKind, PayCell, Row, SalaryTable
from careerguide.schema.cells import Amount

if TYPE_CHECKING:
    from playwright.sync_api import Page

REGIONS = """land: {name: Land}
north: {name: North, part_of: land}
south: {name: South, part_of: land}
cape: {name: Cape, part_of: north}
"""
TABLE = """role: ape
currency: EUR
period: month
basis: gross
collected: 2026-03
source: {id: s, kind: survey, title: S, date: 2026-03}
columns: {median: {kind: median, label: Median}}
pay:
  land: {median: 3000}
  north: {median: 2900}
  south: {median: 3100}
  cape: {median: 3500}
"""

DIVIDED = (
    TABLE.partition("columns:")[0]
    + """segments: {firms: {label: Firms}, state: {label: State}}
columns:
  a: {kind: band, label: A, requires: []}
  b: {kind: band, label: B, requires: []}
  median: {kind: median, label: Median}
pay:
"""
    + "".join(
        f"  {id}:\n    firms: {{a: 1000–2000, b: 2000–9000, median: {firms}}}\n"
        f"    state: {{a: 1000–2000, b: 2000–9000, median: {state}}}\n"
        for id, firms, state in (
            ("land", 3000, 2500),
            ("north", 2900, 2800),
            ("south", 3100, 2700),
            ("cape", 3500, 3400),
        )
    )
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a guide of one role, with its pay in a country, in two parts of it and in a place of one part."""
    folder = tmp_path / "g"
    for name in ("roles", "salaries"):
        (folder / name).mkdir(parents=True)
    (folder / "guide.yaml").write_text("title: G\ntagline: T\nlanguage: en\n", "utf-8")
    (folder / "regions.yaml").write_text(REGIONS, "utf-8")
    (folder / "roles/ape.md").write_text("---\ntitle: Ape\nsummary: S.\npay: ape\n---\n", "utf-8")
    (folder / "salaries/ape.yaml").write_text(TABLE, "utf-8")
    return folder


def test_regions_are_compared_with_their_siblings(page: Page, content: Path, tmp_path: Path) -> None:
    """On their pages and in the explorer: a province is ranked neither with the country nor with its own places."""
    with served(built(content, tmp_path / "site", "--pages-only")) as host:
        page.goto(f"{host}/regions/north/")
        assert "Place 2 of 2" in page.locator(".row-standing").inner_text().replace("\xa0", " ")
        page.goto(f"{host}/salaries/ape/#region=north")
        choice = page.locator("select[name=region]")
        assert [group.get_attribute("label") for group in choice.locator("optgroup").all()] == ["Land", "North"]
        assert choice.input_value() == "north"
        assert "Place 2 of 2" in page.locator(".explorer").inner_text().replace("\xa0", " ")


def test_pages_lead_up_and_down(page: Page, content: Path, tmp_path: Path) -> None:
    """A region names all in which it lies, and the parts that it has; the list of all is grouped by them."""
    with served(built(content, tmp_path / "site", "--pages-only")) as host:
        page.goto(f"{host}/regions/cape/")
        assert page.locator(".opening .note-line a").all_inner_texts() == ["North", "Land"]
        page.goto(f"{host}/regions/land/")
        assert page.locator("#within a").all_inner_texts() == ["North", "South"]
        page.goto(f"{host}/salaries/")
        assert page.locator("#by-region h3").all_inner_texts() == ["Land", "North", "Part of no other region"]


def test_charts_and_lists_have_siblings_together(page: Page, content: Path, tmp_path: Path) -> None:
    """The ranges, the medians by employer and the list at home: a country is not among its towns."""
    table = content / "salaries/ape.yaml"
    table.write_text(DIVIDED, "utf-8")
    with served(built(content, tmp_path / "site", "--pages-only")) as host:
        page.goto(f"{host}/salaries/ape/")
        panels = page.locator("#ranges .panel")
        assert panels.locator("h3").all_inner_texts() == [
            "Firms",
            "State",
            "Land, Firms",
            "Land, State",
            "North, Firms",
            "North, State",
        ]
        names = [panel.locator(".row-name").all_inner_texts() for panel in panels.all()]
        assert names == [["Land"], ["Land"], ["South", "North"], ["North", "South"], ["Cape"], ["Cape"]]
        panels = page.locator("#medians .panel")
        names = [panel.locator(".row-name").all_inner_texts() for panel in panels.all()]
        assert names == [["Land"], ["South", "North"], ["Cape"]]
        page.goto(f"{host}/roles/ape/")
        page.locator(".pay-ladder").scroll_into_view_if_needed()
        choices = page.locator(".pay-ladder optgroup")
        choices.nth(1).wait_for(state="attached")
        assert [choice.get_attribute("label") for choice in choices.all()] == ["Land", "North"]
        page.goto(host)
        rows = page.locator(".at-a-glance tbody th").all_inner_texts()
        assert rows == ["Land", "Land", "South", "North", "North", "Cape"]


@pytest.mark.parametrize(
    ("old", "new", "line", "check"),
    [
        ("land: {name: Land}", "land: {name: Land, part_of: cape}", 4, "circular-region"),
        ("land: {name: Land}", "land: {name: Land, part_of: land}", 1, "circular-region"),
        ("part_of: north", "part_of: nort", 4, "unknown-region"),
    ],
)
def test_what_cannot_be_is_told_once(old: str, new: str, line: int, check: str, content: Path) -> None:
    """A region that is not there, or a circle of regions, at the first of them by id."""
    (content / "regions.yaml").write_text(REGIONS.replace(old, new), "utf-8")
    (problem,) = loaded(content).problems
    assert (problem.line, problem.check) == (line, check)


def test_parents_of_one_name_are_two(page: Page, content: Path, tmp_path: Path) -> None:
    """Places are compared by the region in which they lie, whatever else has its name."""
    regions = REGIONS + "other: {name: North, part_of: land}\nbay: {name: Bay, part_of: other}\n"
    (content / "regions.yaml").write_text(regions, "utf-8")
    table = content / "salaries/ape.yaml"
    table.write_text(TABLE + "  other: {median: 2800}\n  bay: {median: 5000}\n", "utf-8")
    with served(built(content, tmp_path / "site", "--pages-only")) as host:
        page.goto(f"{host}/salaries/ape/#region=cape")
        assert page.locator("[name=region] optgroup").count() == 3
        assert "No other region" in page.locator("[data-out=place]").inner_text().replace("\xa0", " ")


def processor_time(count: int) -> float:
    """Return how long it takes to rank places that are all paid the same."""
    columns = {"median": Column(kind=ColumnKind.MEDIAN, label="M")}
    pay = tuple(Row(f"p{n}", (), (PayCell("median", Amount(100), 1),)) for n in range(count))
    table = SalaryTable.model_construct(columns=columns, pay=pay)
    gc.collect()
    gc.disable()  # a collection takes as long as all tests before have left objects
    try:
        started = time.process_time()
        (standings,) = all_standings(table, {}).values()
        assert {standing.place for standing in standings.values()} == {f"1–{count}"}
        return time.process_time() - started
    finally:
        gc.enable()


def test_twice_the_places_take_twice_the_time() -> None:
    """Ranking grows as the number of places does, equal amounts included."""
    tries = [(processor_time(10_000), processor_time(20_000)) for _ in range(5)]
    assert min(large for _, large in tries) < 3 * min(small for small, _ in tries)


def test_a_long_chain_of_regions_is_read_once(content: Path) -> None:
    """Regions a thousand deep, or in a circle of a thousand, are told in the time of the reading."""
    count = 1_000
    for last, expected in (("", []), (", part_of: p0", ["circular-region"])):
        lines = [f"p{n}: {{name: P{n}, part_of: p{n + 1}}}\n" for n in range(count)]
        (content / "regions.yaml").write_text(REGIONS + "".join(lines) + f"p{count}: {{name: Last{last}}}\n", "utf-8")
        assert [problem.check for problem in loaded(content).problems] == expected


def test_regions_may_lie_in_each_other_at_any_depth(tmp_path: Path) -> None:
    """A chain of regions that is longer than Python's stack is deep is built like a short one."""
    shutil.copytree(Path(__file__).parent / "guides/minimal", tmp_path / "content")
    lines = (f"r-{n}: {{name: R {n}{f', part_of: r-{n - 1}' if n else ''}}}\n" for n in range(1_100))
    with (tmp_path / "content/regions.yaml").open("a", encoding="utf-8") as regions:
        regions.writelines(lines)

    guide = loaded(tmp_path / "content").guide
    assert guide is not None
    above = region_view(guide, index_of(guide), "r-1099").above
    assert [above[0].id, above[-1].id, len(above)] == ["r-0", "r-1098", 1_099]
