"""Every figure's own address, and charts that answer: copying, arrow keys, sorting, another region's steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from sites import ROOT, built, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TABLE = "salaries/client-department-head/index.html"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(built(ROOT / "tests/guides/account-management", tmp_path_factory.mktemp("site"))) as at:
        yield at


def focused(page: Page) -> str:
    """Return the id of the cell in which the focus is."""
    return str(page.evaluate("document.activeElement.closest('td')?.id"))


def test_a_cells_address_leads_to_it(page: Page, address: str) -> None:
    """The address of a figure shows it, and it is marked."""
    page.goto(f"{address}/{TABLE}#moskva-companies-III")
    cell = page.locator("td:target")
    assert cell.get_attribute("id") == "moskva-companies-III"
    assert cell.evaluate("cell => getComputedStyle(cell).outlineStyle") == "solid"


def test_a_figure_links_to_itself_without_scripts(browser: Browser, address: str) -> None:
    """Without JavaScript each of the 120 figures, gaps too, is a link to its own address."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/{TABLE}")
        cells = page.locator("#table td")
        assert cells.count() == 120
        ids, links = (
            cells.evaluate_all(f"cells => cells.map(cell => {what})") for what in ("cell.id", "cell.firstChild.hash")
        )
        assert links == [f"#{id}" for id in ids]
        assert not page.locator(".cell-hint").is_visible()


def test_pressing_a_figure_copies_its_address(browser: Browser, address: str) -> None:
    """The whole address is put on the clipboard, and the page says so."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{address}/{TABLE}")
        page.locator("#spb-agencies-II a").click()
        page.wait_for_function("document.querySelector('.cell-hint').textContent.includes('#spb-agencies-II')")
        assert page.evaluate("navigator.clipboard.readText()").endswith("client-department-head/#spb-agencies-II")
        said = page.locator("#spb-agencies-II").evaluate("it => getComputedStyle(it, '::after').content")
        assert "скопировано" in said
        page.wait_for_selector("#spb-agencies-II a:focus")
        page.keyboard.press("ArrowRight")
        assert focused(page) == "spb-agencies-III"


def test_arrow_keys_move_from_figure_to_figure(page: Page, address: str) -> None:
    """The table is one stop of the Tab key; arrows lead to neighbours and stop at the edge."""
    page.goto(f"{address}/{TABLE}")
    assert page.locator("#table td a[tabindex='0']").count() == 1
    page.locator("#table td a[tabindex='0']").focus()
    for key, cell in [
        ("ArrowRight", "moskva-agencies-II"),
        ("ArrowDown", "moskva-companies-II"),
        ("ArrowDown", "spb-agencies-II"),
        ("ArrowLeft", "spb-agencies-I"),
        ("ArrowLeft", "spb-agencies-I"),
    ]:
        page.keyboard.press(key)
        assert focused(page) == cell


def test_a_chart_is_sorted_as_the_reader_likes(page: Page, address: str) -> None:
    """Rows stand by their median, and by name or by a band when asked; what is not known comes last."""
    page.goto(f"{address}/{TABLE}")
    names = page.locator(".ranges .panel").first.locator(".row-name")
    assert names.all_inner_texts()[:3] == ["Москва", "Санкт-Петербург", "Екатеринбург"]
    order = page.locator(".ranges .chart-sort select")
    order.select_option("name")
    assert names.all_inner_texts() == sorted(names.all_inner_texts())
    order.select_option(label="Диапазон II")
    assert names.all_inner_texts()[0] == "Санкт-Петербург"
    assert names.all_inner_texts()[-1] == "Москва"


def test_sorting_reaches_rows_that_are_folded_away(page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Of 300 regions 24 are shown: by name the first 24, wherever they were before."""
    site = built(ROOT / "tests/guides/many-regions", tmp_path_factory.mktemp("many"))
    with served(site) as address:
        page.goto(f"{address}/salaries/surveyor/")
        page.locator(".ranges .chart-sort select").select_option("name")
        shown = page.locator(".ranges .plot > .rows .row-name").all_inner_texts()
        assert shown == [f"Область {number:03}" for number in range(1, 25)]
        assert page.locator(".ranges details .rows li").count() == 276


def test_the_ladder_climbs_in_another_region(page: Page, address: str) -> None:
    """The steps show Moscow's companies first, and another region's figures when it is chosen."""
    page.goto(f"{address}/roles/client-department-head/")
    steps = page.locator(".steps [data-out=pay]")
    assert [text.replace("\u00a0", " ") for text in steps.all_inner_texts()][2] == "70 000 – 120 000"
    page.locator(".pay-ladder").scroll_into_view_if_needed()
    page.locator(".pay-ladder select").select_option(label="Казань, Агентства")
    assert [text.replace("\u00a0", " ") for text in steps.all_inner_texts()][2] == "44 000 – 72 000"
    gains = page.locator(".steps [data-out=gain]").all_inner_texts()
    assert [text.replace("\u00a0", " ") for text in gains] == ["+8 000", "+8 000 – +28 000", "+28 000 – +38 000"]
