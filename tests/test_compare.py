"""Comparing: related roles on pages of their own, any others in a table; what is shared is told, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from loading import loaded
from sites import ROOT, built, served

from careerguide.library import Library
from careerguide.views.compare import beside, comparison_view
from careerguide.views.index import index_of
from careerguide.views.pairs import pairs_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAIR = "compare/client-department-head-client-service-director/"
ROLE = "---\ntitle: {title}\nsummary: S.\n{more}---\n{body}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT / "content", tmp_path_factory.mktemp("compare") / "site")


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as host:
        yield f"{host}/"


def guide(folder: Path, **roles: tuple[str, str]) -> Library:
    """Return a guide with these roles: front matter and text by id (underscores are hyphens)."""
    (folder / "roles").mkdir(parents=True)
    (folder / "guide.yaml").write_text("title: G\ntagline: T\nlanguage: en\n", "utf-8")
    (folder / "skills.yaml").write_text("a: {name: A, summary: S.}\nb: {name: B, summary: S.}\n", "utf-8")
    for id, (more, body) in roles.items():
        text = ROLE.format(title=id.title().replace("_", " "), more=more, body=body)
        (folder / "roles" / f"{id.replace('_', '-')}.md").write_text(text, "utf-8")
    library = loaded(folder).library
    assert library
    return library


def test_each_pair_stands_once(tmp_path: Path) -> None:
    """Named from one side or both, a pair has one page, its ids in order, with the reasons of both sides."""
    library = guide(
        tmp_path / "g",
        zoo=("related: [{role: ape, why: Both climb, inferred: yes}]\n", ""),
        ape=("related: [zoo, {text: a tree}]\n", ""),
        lone=("", ""),
    )
    (pair,) = pairs_of(library).values()

    assert (pair.first, pair.second, pair.url) == ("ape", "zoo", "compare/ape-zoo/")
    assert [tuple(reason) for reason in pair.reasons] == [("Ape", None, False), ("Zoo", "Both climb", True)]


def test_no_two_pairs_share_an_address(tmp_path: Path) -> None:
    """a-b with c, and a with b-c, would have one name: the second gets another."""
    roles = {"a": ("related: [b-c]\n", ""), "a_b": ("related: [c]\n", ""), "b_c": ("", ""), "c": ("", "")}
    addresses = [pair.url for pair in pairs_of(guide(tmp_path / "g", **roles)).values()]

    assert addresses == ["compare/a-b-c/", "compare/a-b--c/"]


def test_duties_are_shared_when_they_bear_the_same_name(tmp_path: Path) -> None:
    """The same bold lead is marked on both sides, whatever its case; the same word elsewhere is not."""
    duties = "## Duties {{#duties}}\n\n- **{}** Some of it.\n- **Other {}.** People.\n"
    library = guide(
        tmp_path / "g",
        one=("related: [two]\nskills: [a, b]\n", duties.format("People.", 1)),
        two=("skills: [b]\n", duties.format("people:", 2)),
    )
    (key,) = pairs_of(library)
    view = comparison_view(library, index_of(library), key)

    assert view.shared_duties == 1
    assert [side.duties.count('class="shared"') for side in view.sides if side.duties] == [1, 1]
    assert [skill.id for skill in view.skills] == ["b"]
    assert [[skill.id for skill in side.skills] for side in view.sides] == [["a"], []]


def test_titles_stand_within_a_sentence() -> None:
    """A Russian title loses its capital there; names and abbreviations keep theirs."""
    assert beside("Коммерческий директор") == "коммерческий директор"
    assert beside("PR-директор") == "PR-директор"
    assert beside("Директор МХАТ") == "Директор МХАТ"
    assert beside("Art Director") == "Art Director"


def test_a_comparison_shows_both_roles_and_what_is_not_known(page: Page, address: str) -> None:
    """Why they are related, marked as inferred; common skills; pay on one axis with an honest gap; duties; sections."""
    page.goto(address + PAIR)

    assert page.locator("#why .inferred").count() == 1
    assert "Переговоры" in page.locator("#skills > .skills").inner_text()
    assert page.locator(".pay-side .pay-range").count() == 1
    assert page.locator(".pay-side .gap").inner_text().strip() == "нет данных"
    assert "сказать, где платят больше, нельзя" in page.locator("#pay").inner_text().replace("\xa0", " ")
    assert page.locator("#duties .side").count() == 2
    assert "Одинаково названных обязанностей нет" in page.locator("#duties .note").inner_text().replace("\xa0", " ")


def test_two_roles_without_pay_say_so(page: Page, address: str) -> None:
    """No axis is drawn where no figure is known."""
    page.goto(f"{address}compare/client-service-director-commercial-director/")
    assert page.locator("#pay .empty").is_visible()
    assert page.locator(".pay-axis").count() == 0


def test_a_role_leads_to_its_comparisons(page: Page, address: str) -> None:
    """Beside every related role stands why it is related, and the way to the comparison."""
    page.goto(f"{address}roles/client-service-director/")
    page.locator(".related li", has_text="Руководитель отдела").get_by_role("link", name="Сравнить").click()
    page.wait_for_url(f"{address}{PAIR}*")
    page.locator("h1", has_text=re.compile("директор")).wait_for()


def choose(page: Page, *ids: str) -> None:
    for index, id in enumerate(ids):
        page.locator(".chooser select").nth(index).select_option(id)
    page.locator(".chooser button").click()


def test_two_related_roles_lead_to_their_page(page: Page, address: str) -> None:
    """Chosen in any order, a pair that has a page of its own is shown there."""
    page.goto(f"{address}compare/")
    choose(page, "client-service-director", "client-department-head")
    page.wait_for_url(re.compile(PAIR))


def test_three_roles_stand_in_a_table(page: Page, address: str) -> None:
    """Facts and skills of three roles, gaps in words, and an address that shows them again."""
    page.goto(f"{address}compare/")
    choose(page, "commercial-director", "client-department-head", "client-service-director")
    table = page.locator(".side-table")
    assert table.locator("thead th").count() == 3
    assert table.locator(".gap").count() == 2
    common = table.locator("tr", has_text="Навыки, нужные во всех")
    assert "Переговоры" in common.inner_text()
    assert "Английский" not in common.inner_text()
    said = table.inner_text()
    page.reload()
    assert page.locator(".side-table").inner_text() == said


def test_the_same_role_twice_is_no_comparison(page: Page, address: str) -> None:
    """Whoever chooses one role alone is told what to do."""
    page.goto(f"{address}compare/")
    choose(page, "commercial-director", "commercial-director")
    page.locator(".chooser [role=status]", has_text="две разные").wait_for()
    assert not page.locator(".side-table").is_visible()


def test_an_address_cannot_put_anything_into_the_page(page: Page, address: str) -> None:
    """Ids that no role has are passed over."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f'{address}compare/?roles=x"],<b>,commercial-director,nobody')
    assert not errors
    assert not page.locator(".side-table").is_visible()


def test_choosing_works_from_disk_and_fetches_nothing(page: Page, site: Path) -> None:
    """The page holds all that it compares."""
    page.goto((site / "compare/index.html").as_uri())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    choose(page, "commercial-director", "client-department-head", "client-service-director")
    page.locator(".side-table thead th").first.wait_for()
    assert not [url for url in asked if not url.endswith("icon.svg")]


def test_without_scripts_all_pairs_are_linked(browser: Browser, address: str) -> None:
    """The list of comparisons is the page; no chooser that could not choose."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}compare/")
        assert page.locator(".pairs-list a").count() == 3
        assert not page.locator(".chooser").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_everybody_can_use_it(browser: Browser, address: str, scheme: str, width: int) -> None:
    """axe finds nothing on a comparison and on the chooser with its table, and nothing is wider than the window."""
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        for where in (PAIR, "compare/?roles=commercial-director,client-department-head,client-service-director"):
            page.goto(address + where)
            assert not Axe().run(page).response["violations"]
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width
