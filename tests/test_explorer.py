"""The explorer in a real browser: what it says, by keyboard, from an address; and what stands there without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import ROOT, built, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = ["salaries/", "salaries/client-department-head/", "regions/moskva/", "roles/client-department-head/"]
NARROW_SPACE = str.maketrans("\u00a0\u202f", "  ")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT / "content", tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as at:
        yield at


def said(page: Page, name: str) -> str:
    """Return what the explorer says in one of its places."""
    return page.locator(f"[data-out={name}]").inner_text().translate(NARROW_SPACE)


def choose(page: Page, **choices: str) -> None:
    """Choose in the explorer's lists by what they show."""
    for name, label in choices.items():
        page.locator(f"#explorer [name={name}]").select_option(label=label)


def test_it_begins_with_what_is_known_best(page: Page, address: str) -> None:
    """The first view is a row without gaps: its range, its median, its place; the address stays as it was."""
    page.goto(f"{address}/salaries/")
    assert said(page, "range") == "50 000 – 200 000"
    assert said(page, "median") == "105 000"
    assert said(page, "place") == "1-е место из 12: самая высокая медиана"
    assert page.url.endswith("/salaries/")


def test_a_choice_shows_its_range_its_place_and_the_next_step(page: Page, address: str) -> None:
    """Kazan, agencies, band II: the table's own range, ninth of twelve, and what band III asks for and adds."""
    page.goto(f"{address}/salaries/")
    choose(page, region="Казань", segment="Агентства")
    page.locator("#explorer [name=band]").select_option("II")
    assert said(page, "range") == "36 000 – 44 000"
    assert said(page, "place") == "9-е место из 12: 55 % от самой высокой медианы (Москва)"
    assert said(page, "gain") == "Следующая ступень — Диапазон III: +8 000 – 28 000"
    assert page.locator("[data-out=asks] li").count() == 4


def test_a_gap_is_named_not_filled(page: Page, address: str) -> None:
    """Moscow's agencies have a median, and their ranges are said to be lost."""
    page.goto(f"{address}/salaries/")
    choose(page, region="Москва", segment="Агентства")
    assert said(page, "range") == "утеряно в источнике"
    assert said(page, "median") == "115 000"


def test_my_position(page: Page, address: str) -> None:
    """Pay is compared with bands, the median and the regions; what is not ticked of the next band is still missing."""
    page.goto(f"{address}/salaries/")
    choose(page, region="Казань", segment="Агентства")
    page.locator(".position summary").click()
    page.locator("#explorer [name=pay]").press_sequentially("61000")
    assert page.locator("#explorer [name=pay]").input_value().translate(NARROW_SPACE) == "61 000"
    page.get_by_label("развитые навыки управления").check()
    assert "Диапазон III" in said(page, "lies")
    assert "На 2 000 ниже медианы" in said(page, "lies")
    assert "в 2 из 12 регионов" in said(page, "lies")
    assert said(page, "met").startswith("По отмеченному: Диапазон I.")
    assert page.locator("[data-out=lacking] li").count() == 3


def test_digits_are_grouped_where_they_are_typed(page: Page, address: str) -> None:
    """A digit put in the middle stays under the caret, letters are left out."""
    page.goto(f"{address}/salaries/")
    page.locator(".position summary").click()
    field = page.locator("#explorer [name=pay]")
    field.press_sequentially("12a345")
    field.press("Home")
    field.press_sequentially("9")
    assert field.input_value().translate(NARROW_SPACE) == "912 345"
    assert field.evaluate("field => field.selectionStart") == 1


def test_the_address_holds_the_view(page: Page, address: str, browser: Browser) -> None:
    """A view opened by its address is the one that was chosen, and nothing of it was stored."""
    page.goto(f"{address}/salaries/")
    choose(page, region="Омск", segment="Компании")
    page.locator(".position summary").click()
    page.locator("#explorer [name=pay]").press_sequentially("50000")
    page.get_by_label("развитые навыки управления").check()
    with browser.new_context() as other:
        again = other.new_page()
        again.goto(page.url)
        assert said(again, "median") == said(page, "median") == "65 000"
        assert said(again, "lies") == said(page, "lies") != ""
        assert again.get_by_label("развитые навыки управления").is_checked()
        assert again.evaluate("localStorage.length") == 0
        assert other.cookies() == []


def test_nothing_is_sent(page: Page, address: str) -> None:
    """Choosing and typing asks the server for nothing."""
    page.goto(f"{address}/salaries/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    choose(page, region="Уфа")
    page.locator(".position summary").click()
    page.locator("#explorer [name=pay]").press_sequentially("70000")
    assert {url.rpartition("/")[2] for url in asked} <= {"icon.svg"}  # which Chromium asks for as the address changes


def test_a_wrong_address_does_no_harm(page: Page, address: str) -> None:
    """An address that names what is not there shows the first view, and no script fails."""
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"{address}/salaries/#role=x&region=%3Cb%3E&segment=&band=IX&pay=-5&have=~~")
    assert said(page, "median") != ""
    assert failed == []


def test_it_works_by_keyboard_alone(page: Page, address: str) -> None:
    """From the list of roles Tab leads through every choice and into my position, where Space ticks."""
    page.goto(f"{address}/salaries/")
    page.locator("#explorer [name=role]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert said(page, "median") == "86 000"
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("90000")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert "На 4 000 выше медианы" in said(page, "lies")
    assert said(page, "met").startswith("По отмеченному: пока ни один диапазон.")


def test_it_works_from_disk(page: Page, site: Path) -> None:
    """Opened as a file it reads the same figures."""
    page.goto((site / "salaries/index.html").as_uri())
    assert said(page, "median") == "105 000"


def test_without_scripts_the_figures_stand_in_tables(browser: Browser, address: str) -> None:
    """Without JavaScript there is no form that does nothing, but every figure, and a link to every region."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/salaries/")
        assert not page.locator("#explorer").is_visible()
        assert page.locator("table.pay-table td").count() == 120
        assert page.locator("tr.pay-region a").count() == 12


def test_percentiles_are_explored_too(page: Page, tmp_path: Path) -> None:
    """A table without bands and segments asks for neither, and says between which percentiles pay lies."""
    built(ROOT / "tests/guides/us-percentiles", tmp_path / "site")
    with served(tmp_path / "site") as address:
        page.goto(f"{address}/salaries/")
        assert not page.locator("#explorer [name=band]").is_visible()
        choose(page, region="Maine")
        assert said(page, "range") == "31,200 – 80,300"
        choose(page, region="Hawaii")
        assert said(page, "range") == "52,000 – 239,200 or more"
        choose(page, region="Maine")
        page.locator(".position summary").click()
        page.locator("#explorer [name=pay]").press_sequentially("40000")
        assert said(page, "lies").startswith("Your pay lies between 25th percentile and Median.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, address: str, path: str, scheme: str) -> None:
    """The accessibility checker has nothing to say of pages with charts, in both colour schemes."""
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{address}/{path}")
    for details in page.locator("details").all():
        details.evaluate("details => { details.open = true; }")
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out(page: Page, address: str, path: str, width: int) -> None:
    """No page with charts is wider than the screen."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
