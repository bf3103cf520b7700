"""Every kind of page in a real browser: in both schemes, at all widths, without scripts, on paper and from disk."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sites import served

import build

KINDS = {
    "home": "index.html",
    "roles": "roles/index.html",
    "role with pay": "roles/client-department-head/index.html",
    "role without pay": "roles/commercial-director/index.html",
    "salaries": "salaries/index.html",
    "salary table": "salaries/client-department-head/index.html",
    "region": "regions/moskva/index.html",
    "skills": "skills/index.html",
    "skill": "skills/negotiation/index.html",
    "glossary": "glossary/index.html",
    "gaps": "gaps/index.html",
    "text": "methodology/index.html",
    "search": "search/index.html",
    "compare": "compare/index.html",
    "comparison": "compare/client-department-head-client-service-director/index.html",
    "no such page": "404.html",
}
ROLE = KINDS["role with pay"]
WIDTHS = (1280, 390)
SCHEMES = {"light": None, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}  # what depends on colours


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide that comes with the project, built for a folder of a host."""
    site = tmp_path_factory.mktemp("pages") / "repo"
    assert build.main(["--quiet", "--base-url", "https://example.org/repo/", "--output", str(site)]) == 0
    return site


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where that guide is served: under the path /repo/."""
    with served(folder.parent) as host:
        yield f"{host}/repo/"


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of: errors, warnings and breaches of the security policy."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("requestfailed", lambda request: found.append(f"failed: {request.url}"))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wrong_with_a_page(kind: str, page: Page, address: str, complaints: list[str]) -> None:
    """Axe finds nothing in either scheme at either width, and the browser complains of nothing."""
    page.goto(address + KINDS[kind])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(page, options=rules)
            assert found.violations_count == 0, f"{width} px, {scheme}: {found.generate_report()}"
    assert complaints == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_the_narrowest_screen_and_its_headings_are_in_order(kind: str, page: Page, address: str) -> None:
    """At 320 px nothing has to be scrolled sideways; there is one h1, and no level is left out."""
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(address + KINDS[kind])
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => Number(h.localName[1]))")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_can_be_read_without_scripts(kind: str, browser: Browser, address: str) -> None:
    """The text stands there, and nothing that would need a script is shown."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + KINDS[kind])
        assert page.locator("h1").is_visible()
        assert len(page.locator("main").inner_text()) > 100
        assert not page.locator(".scheme-switch").is_visible()
        for control in page.locator("button, select, [type=search]").all():
            assert not control.is_visible(), control.evaluate("it => it.outerHTML")


def test_the_keyboard_goes_past_the_menu(page: Page, address: str) -> None:
    """The first thing that Tab reaches leads to the text."""
    page.goto(address + ROLE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert page.locator(".skip-link").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_chosen_scheme_is_there_before_the_first_paint(page: Page, address: str) -> None:
    """The reader's choice does not wait for deferred scripts, so that nothing flashes."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.locator(".scheme-switch").click()
    page.route("**/js/site.*.js", lambda route: route.abort())
    page.goto(address + ROLE)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_the_contents_follow_the_reader(page: Page, address: str) -> None:
    """The section that is being read is marked in the list, and at the page's end the last one."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address + ROLE)
    current = page.locator(".contents [aria-current]")
    assert current.count() == 0
    for id in ("duties", "pay"):
        page.evaluate(f"document.getElementById('{id}').scrollIntoView()")
        page.wait_for_selector(f".contents a[href='#{id}'][aria-current]")
        assert current.count() == 1
    page.keyboard.press("End")
    page.wait_for_selector(".contents li:last-child [aria-current]")


def test_ticks_are_gathered_and_not_added_up(page: Page, address: str) -> None:
    """What is ticked for and against a role is listed in the reader's sight, with a sentence and without a score."""
    page.goto(address + ROLE)
    summary = page.locator(".fit-summary")
    assert not summary.is_visible()
    page.locator(".fit-for input").first.check()
    assert page.locator(".fit-for label").first.inner_text() in summary.inner_text()
    alone = summary.locator("[role=status]").inner_text()
    page.locator(".fit-not-for input").first.check()
    assert summary.locator("[role=status]").inner_text() not in {"", alone}
    assert not any(character.isdigit() for character in summary.inner_text())
    summary.locator("[type=reset]").click()
    summary.wait_for(state="hidden")


@pytest.mark.parametrize(("today", "old"), [("2026-12-01", False), ("2031-01-01", True)])
def test_what_was_read_long_ago_is_marked(page: Page, address: str, today: str, old: bool) -> None:
    """The mark comes with the reader's own calendar, however long ago the site was built."""
    page.clock.set_fixed_time(f"{today}T12:00:00Z")
    page.goto(address + ROLE)
    assert page.locator(".colophon .stale").is_visible() == old


def test_a_profile_prints_as_a_handout(page: Page, address: str) -> None:
    """On paper there are no menus; sources, the page's address and those of links are written out."""
    page.goto(address + KINDS["role without pay"])
    page.emulate_media(media="print")
    assert not page.locator(".menu").is_visible()
    assert page.locator(".sources").is_visible()
    assert page.locator(".address").inner_text() == "https://example.org/repo/roles/commercial-director/"
    for link in page.locator(".learning a[href^=http], .sources a[href^=http]").all():
        assert link.get_attribute("href") in link.evaluate("it => getComputedStyle(it, '::after').content")
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_charts_and_rows_stay_whole_on_paper(page: Page, address: str) -> None:
    """No page break goes through a bar, a row of the table or an expert's opinion."""
    page.goto(address + ROLE)
    page.emulate_media(media="print")
    for part in (".panel", ".pay-table tbody", ".pay-table tr"):
        assert page.locator(part).first.evaluate("it => getComputedStyle(it).breakInside") == "avoid"


def test_colours_that_the_reader_forces_lose_nothing(page: Page, address: str) -> None:
    """With forced colours a gap still differs from a figure: by its outline and its words."""
    page.emulate_media(forced_colors="active")
    page.goto(address + KINDS["salary table"])
    gap = page.locator(".pay-table td.gap").first
    assert gap.evaluate("it => getComputedStyle(it).outlineStyle") == "dashed"
    assert gap.inner_text()


@pytest.mark.parametrize(("motion", "behavior"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_moves_by_itself_where_that_is_not_wanted(page: Page, address: str, motion: str, behavior: str) -> None:
    """Scrolling to a section is smooth only for readers who do not mind."""
    page.emulate_media(reduced_motion=motion)
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behavior


def test_the_guide_can_be_read_from_disk(page: Page, folder: Path) -> None:
    """Opened as a file, a page has its style and its links lead on."""
    page.goto((folder / "index.html").as_uri())
    paper = page.evaluate("getComputedStyle(document.body).fontSize")
    assert paper == "17px"
    page.locator(".role-list a").first.click()
    page.wait_for_url("**/roles/*/index.html")
    page.locator(".breadcrumb a").first.click()
    page.wait_for_url((folder / "index.html").as_uri())


def test_the_policy_is_in_force(page: Page, address: str) -> None:
    """A script that somebody managed to write into a page does not run, and a picture from elsewhere is refused."""
    page.goto(address)
    refused = page.evaluate(
        """() => new Promise((resolve) => {
          const refused = [];
          document.addEventListener("securitypolicyviolation", (event) => {
            refused.push(event.effectiveDirective);
            if (refused.length === 2) resolve(refused);
          });
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          const picture = new Image();
          picture.src = "http://127.0.0.2/x.png";
          document.body.append(script, picture);
        })"""
    )
    assert sorted(refused) == ["img-src", "script-src-elem"]
    assert page.evaluate("window.ran") is None


def test_a_lost_reader_finds_the_way_at_any_depth(page: Page, address: str, folder: Path) -> None:
    """404.html, which a host shows at any address, has its style and its links under the site's own path."""
    lost = (folder / "404.html").read_text("utf-8")
    page.route("**/repo/a/b/c", lambda route: route.fulfill(status=404, body=lost, content_type="text/html"))
    page.goto(address + "a/b/c")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "17px"
    page.locator(".starts a").first.click()
    page.wait_for_url(address)
