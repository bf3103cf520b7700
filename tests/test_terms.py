"""Words of the glossary open where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from sites import ROOT, built, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROLE = "roles/client-department-head/index.html"
FOCUS = "() => document.activeElement.className"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = built(ROOT / "tests/guides/account-management", tmp_path_factory.mktemp("terms"))
    with served(folder) as host:
        yield f"{host}/"


def meaning(page: Page, address: str, link: str) -> str:
    """Return what the glossary's page says of the word that a link leads to."""
    with page.context.new_page() as glossary:
        glossary.goto(f"{address}glossary/index.html")
        return glossary.locator(f"[id='{link.partition('#')[2]}'] dd").first.inner_text()


def test_a_word_tells_its_meaning_and_closes(page: Page, address: str) -> None:
    """A press opens the meaning over the text, a second one, Escape or a press elsewhere closes it."""
    page.goto(address + ROLE)
    word, box = page.locator("a.term").first, page.locator(".term-meaning")
    said = meaning(page, address, word.get_attribute("href") or "")

    for close in (word.click, lambda: page.keyboard.press("Escape"), lambda: page.mouse.click(2, 2)):
        word.click()
        box.wait_for()
        assert said in box.inner_text()
        assert word.get_attribute("aria-expanded") == "true"
        close()
        box.wait_for(state="hidden")
        assert word.get_attribute("aria-expanded") == "false"
    assert page.url.endswith("/roles/client-department-head/")


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    """Enter opens and moves into the meaning, Tab reaches the glossary, Escape leads back to the word."""
    page.goto(address + ROLE)
    page.locator("a.term").first.focus()
    page.keyboard.press("Enter")
    page.locator(".term-meaning").wait_for()
    assert page.evaluate(FOCUS) == "term-meaning"
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUS) == "term"
    page.keyboard.press("Enter")
    page.locator(".term-meaning").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/#*")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_everybody_can_read_it(browser: Browser, address: str, scheme: str, width: int) -> None:
    """Touch opens every word's meaning inside the window, also at the edges, and axe finds nothing."""
    window = {"width": width, "height": 700}
    with browser.new_context(viewport=window, has_touch=True, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(address + ROLE)
        for word in page.locator("a.term").all():
            word.scroll_into_view_if_needed()
            word.tap()
            page.locator(".term-meaning").wait_for()
            place = page.locator(".term-meaning").bounding_box()
            assert place
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= width
            assert place["y"] >= 0
            assert place["y"] + place["height"] <= window["height"]
            page.keyboard.press("Escape")
        page.locator("a.term").first.tap()
        page.locator(".term-meaning").wait_for()
        assert not Axe().run(page).response["violations"]


def test_where_there_is_no_script_or_no_glossary_the_word_is_a_link(browser: Browser, page: Page, address: str) -> None:
    """Nobody is left without the meaning."""
    page.goto(address + ROLE)
    page.route(
        "**/glossary/**", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    page.locator("a.term").first.click()
    page.wait_for_url("**/glossary/**#*")

    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(address + ROLE)
        plain.locator("a.term").first.click()
        plain.wait_for_url("**/glossary/**#*")
