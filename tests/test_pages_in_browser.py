"""Every kind of page in a real browser: in both schemes, at all widths, without scripts, on paper and from disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sites import ROOT, served

import build

GUIDE = ROOT / "tests/guides/account-management"
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
    """A whole guide, built for a folder of a host."""
    site = tmp_path_factory.mktemp("pages") / "repo"
    arguments = ["--quiet", "--base-url", "https://example.org/repo/", "--content", str(GUIDE), "--output", str(site)]
    assert build.main(arguments) == 0
    return site


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where that guide is served: under the path /repo/."""
    with served(folder.parent) as host:
        yield f"{host}/repo/"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_for_little(kind: str, page: Page, address: str) -> None:
    """Six requests at most before it can be read: the page, its font, what blocks its first paint; ten in all."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + KINDS[kind])
    page.wait_for_load_state("networkidle")
    blocking = page.evaluate(
        "() => performance.getEntriesByType('resource').filter((it) => it.renderBlockingStatus === 'blocking').length"
    )
    assert blocking > 0
    assert 2 + blocking <= 6
    assert len(asked) <= 10, asked


def test_words_in_a_chart_stay_where_there_is_room(page: Page, address: str) -> None:
    """Charts are not mirrored where a script runs from right to left, so that their words may not be either."""
    page.goto(address + KINDS["salary table"])
    places = """() => [...document.querySelectorAll('.rows li:has(.row-gaps)')].map((row) => {
        const [bar, words] = ['.bar', '.row-gaps'].map((part) => row.querySelector(part).getBoundingClientRect());
        return [words.left - bar.left, bar.right - words.right].map(Math.round);
    })"""
    usual = page.evaluate(places)
    page.evaluate("() => { document.documentElement.dir = 'rtl' }")

    assert usual
    assert page.evaluate(places) == usual


def test_what_leads_on_points_where_the_text_runs(page: Page, address: str) -> None:
    page.goto(address + ROLE)
    arrow = "() => getComputedStyle(document.querySelector('p.onward a'), '::after').content"
    assert "→" in page.evaluate(arrow)
    page.evaluate("() => { document.documentElement.dir = 'rtl' }")
    assert "←" in page.evaluate(arrow)


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
def test_text_of_twice_the_size_fits_a_phone(kind: str, page: Page, address: str) -> None:
    """With text at 200 % nothing has to be scrolled sideways either."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + KINDS[kind])
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_all_of_the_menu_is_in_sight(page: Page, address: str, width: int) -> None:
    """Every section of the guide can be seen and pressed without scrolling, the search stands beside the title."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address + KINDS["glossary"])
    for item in page.locator(".menu a").all():
        box = item.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    title, search = (page.locator(at).bounding_box() for at in (".masthead-title", ".search-link"))
    assert title
    assert search
    assert abs(title["y"] - search["y"]) < 12


def test_a_phone_shows_the_median_of_a_wide_table(page: Page, address: str) -> None:
    """The median stays at the edge of the screen while the bands are scrolled under it."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + KINDS["salary table"])
    for part in (".pay-table thead .median", ".pay-table td.median"):
        box = page.locator(part).first.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("kind", ["roles", "glossary", "compare"])
def test_a_list_does_not_move_when_its_filters_come(kind: str, page: Page, address: str) -> None:
    """They have their room before the script that shows them has run."""
    page.set_viewport_size({"width": 390, "height": 844})
    top = "it => it.getBoundingClientRect().top"
    content = page.locator("main .section").first
    page.goto(address + KINDS[kind])
    page.locator(".filters:not([hidden])").first.wait_for()
    shown = content.evaluate(top)
    page.route(re.compile(r"/js/(list|compare)[^/]*\.js"), lambda route: route.abort())
    page.reload()
    assert page.locator(".filters[hidden]").count() > 0
    assert content.evaluate(top) == shown


def test_a_long_word_of_the_self_check_fits_in_large_type(page: Page, address: str) -> None:
    """It goes on in the next line where it is wider than a phone."""
    page.set_viewport_size({"width": 320, "height": 844})
    page.goto(address + ROLE)
    reason = page.locator(".fit label > span").first
    reason.evaluate("it => { it.textContent = 'человеконенавистничество-'.repeat(3); }")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    edges = reason.evaluate("it => [it, it.parentElement].map((one) => one.getBoundingClientRect().right)")
    assert edges[0] <= edges[1]


def test_the_counters_stand_on_one_line(page: Page, address: str) -> None:
    """The numbers of a row are level, however long the words under them are."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    tops = page.locator(".tally > div").evaluate_all(
        "all => all.map((it) => [it, it.querySelector('dd')].map((e) => e.getBoundingClientRect().top))"
    )
    assert len(tops) > 3
    assert len({round(number - box) for box, number in tops}) == 1


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
    page.wait_for_url("**/#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_chosen_scheme_is_there_before_the_first_paint(page: Page, address: str) -> None:
    """The reader's choice does not wait for deferred scripts, so that nothing flashes."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.locator(".scheme-switch").click()
    page.route("**/js/page.*.js", lambda route: route.abort())
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


@pytest.mark.parametrize("kind", ["home", "role with pay", "salaries", "salary table", "region", "comparison"])
def test_figures_have_their_reservations_once(kind: str, page: Page, address: str) -> None:
    """Wherever figures stand, one line says what must be known of them, and leads to the source."""
    page.goto(address + KINDS[kind])
    line = page.locator(".reservations:visible")
    assert line.count() == 1
    assert line.inner_text().startswith("Когда собраны суммы, неизвестно; ")
    assert "валюта и период — наше предположение" in line.inner_text().replace("\u00a0", " ")
    line.locator("a").click()
    page.wait_for_url("**/salaries/client-department-head/**#source")
    assert page.locator("#source").is_visible()


def test_a_salary_page_begins_with_the_answer(page: Page, address: str) -> None:
    """On a phone the question and its field are in the first screen, not what is unknown; the rest stands below."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + KINDS["salary table"])
    field = page.locator("#explorer [name=pay]").bounding_box()
    assert field
    assert field["y"] + field["height"] < 844
    assert "налог" in page.locator("#source").inner_text().lower()
    assert page.locator("#source").inner_text().count("уцелели все, кроме") == 1  # the note of the source


@pytest.mark.parametrize("kind", ["role with pay", "salary table", "region"])
def test_a_table_can_be_taken_away_and_cited(kind: str, page: Page, address: str) -> None:
    """Under a table stand its files, and a citation with the address and what is not known, which a click selects."""
    page.goto(address + KINDS[kind])
    for name, starts in {"CSV": "\ufefftable,role,", "JSON": '{"$schema"', "все таблицы сразу": '{"profile"'}.items():
        link = page.locator(".take-away").get_by_role("link", name=name, exact=True)
        assert page.request.get(link.evaluate("it => it.href")).text().startswith(starts)
    page.locator(".take-away summary").click()
    page.locator(".citation").click()
    cited = page.evaluate("getSelection().toString()").replace("\u00a0", " ")
    assert cited.startswith("Зарплаты: Руководитель отдела по работе с клиентами // ")
    assert "https://example.org/repo/salaries/client-department-head/" in cited
    assert "Когда собраны суммы, неизвестно" in cited


@pytest.mark.parametrize("kind", ["role with pay", "salary table", "region"])
def test_a_chart_says_what_it_shows(kind: str, page: Page, address: str) -> None:
    """Its legend has the bands by years, the median, and the unit of the axis; text has no lines behind it."""
    page.goto(address + KINDS[kind])
    legend = page.locator("figure .chart-key").first.inner_text().replace("\u00a0", " ")
    for words in ("от 3 лет", "медиана", "₽ в месяц"):
        assert words in legend
    for text in page.locator(".row-standing").all():
        assert text.evaluate("it => getComputedStyle(it).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_equal_medians_share_a_place_on_a_region_page(page: Page, address: str) -> None:
    """Kazan and Ufa have the same median: both are ninth to tenth."""
    page.goto(address + "regions/kazan/index.html")
    assert "9–10-е место из 12" in page.locator(".row-standing").first.inner_text().replace("\xa0", " ")


def test_ticks_are_counted_and_not_judged(page: Page, address: str) -> None:
    """From the top of the page a link leads to the self-check, which lists and counts the ticks and says no more."""
    page.goto(address + ROLE)
    page.locator(".profile-head a[href='#fit']").click()
    summary = page.locator(".fit-summary")
    said = summary.locator("[role=status]")
    assert not summary.is_visible()
    page.locator(".fit-for input").first.check()
    assert page.locator(".fit-for label").first.inner_text() in summary.inner_text()
    assert said.inner_text().replace("\xa0", " ") == "Вы отметили 1 из 6 доводов «за» и 0 из 3 «против»."
    page.locator(".fit-not-for input").first.check()
    both = "Вы отметили 1 из 6 доводов «за» и 1 из 3 «против». С каким из доводов"
    assert said.inner_text().replace("\xa0", " ").startswith(both)
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


@pytest.mark.parametrize(("kind", "form"), [("roles", ".filters"), ("search", "main .search")])
def test_what_is_chosen_on_a_screen_is_not_printed(kind: str, form: str, page: Page, address: str) -> None:
    """Filters and the search field are of no use on paper."""
    page.goto(address + KINDS[kind])
    assert page.locator(form).first.is_visible()
    page.emulate_media(media="print")
    assert not page.locator(form).first.is_visible()


def test_charts_and_rows_stay_whole_on_paper(page: Page, address: str) -> None:
    """No page break goes through a bar, a row of the table or an expert's opinion."""
    page.goto(address + KINDS["salary table"])
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
