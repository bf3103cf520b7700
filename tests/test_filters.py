"""The list of roles narrowed by field, skill and known pay; skills and words that lead onward."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from sites import ROOT, built, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HEAD, SERVICE, COMMERCIAL = (
    "Руководитель отдела по работе с клиентами",
    "Директор по работе с клиентами",
    "Коммерческий директор",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT / "tests/guides/account-management", tmp_path_factory.mktemp("filters") / "site")


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as host:
        yield f"{host}/roles/"


def shown(page: Page) -> set[str]:
    """Return the roles that are to be seen, in plain spaces."""
    return {name.replace("\xa0", " ") for name in page.locator(".role-line:visible a").all_inner_texts()}


def test_each_filter_narrows_the_list_and_says_by_how_much(page: Page, address: str) -> None:
    """A field, a skill, known pay, each alone and together; empty fields are not shown."""
    page.goto(address)
    assert shown(page) == {HEAD, SERVICE, COMMERCIAL}
    page.get_by_label("Область").select_option("Продажи и работа с клиентами")
    assert shown(page) == {HEAD, COMMERCIAL}
    assert page.locator("section:visible h2").count() == 1
    page.get_by_label("с данными о зарплате").check()
    assert shown(page) == {HEAD}
    assert page.locator(".filters [role=status]").inner_text() == "Показано: 1 из\u00a03"
    page.get_by_role("button", name="Показать все").click()
    page.locator(".role-line", has_text=SERVICE).wait_for()
    assert shown(page) == {HEAD, SERVICE, COMMERCIAL}


def test_every_choice_says_what_it_would_leave(page: Page, address: str) -> None:
    """The number beside a choice counts the roles that it leaves beside the other choices; what leaves none is off."""
    page.goto(address)
    skill = page.get_by_label("Навык")
    assert skill.locator("option[value=negotiation]").inner_text() == "Переговоры (3)"
    page.get_by_label("с данными о зарплате").check()
    assert skill.locator("option[value=negotiation]").inner_text() == "Переговоры (1)"
    assert skill.locator("option[value=leadership]").is_disabled()


def test_the_choice_is_in_the_address(page: Page, address: str) -> None:
    """An address that is sent to somebody shows them the same list; what no list knows is passed over."""
    page.goto(address)
    page.get_by_label("Навык").select_option("english")
    page.wait_for_url(f"{address}?skill=english")
    page.goto(f"{address}?skill=english&field=%D0%9D%D0%B5%D1%82&pay=1")
    assert shown(page) == {HEAD}
    assert page.get_by_label("с данными о зарплате").is_checked()
    page.wait_for_url(f"{address}?skill=english&pay=1")


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    """Tab reaches every filter, keys change it, and the list follows."""
    page.goto(address)
    page.get_by_label("Навык").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert shown(page) == {HEAD}


def test_without_scripts_the_whole_list_stands(browser: Browser, address: str) -> None:
    """No filter is shown that could not filter."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        assert shown(page) == {HEAD, SERVICE, COMMERCIAL}
        assert not page.locator(".filters").is_visible()


def test_filters_work_from_disk(page: Page, site: Path) -> None:
    """A saved copy filters as well."""
    page.goto((site / "roles/index.html").as_uri())
    page.get_by_label("с данными о зарплате").check()
    assert shown(page) == {HEAD}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_everybody_can_use_it(browser: Browser, address: str, scheme: str, width: int) -> None:
    """axe finds nothing on the filtered list, and nothing is wider than the window."""
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{address}?pay=1")
        assert not Axe().run(page).response["violations"]
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_a_list_of_one_role_has_no_filters(page: Page, tmp_path: Path) -> None:
    """Where there is nothing to narrow there is no filter."""
    site = built(ROOT / "tests/guides/no-pay", tmp_path / "site")
    page.goto((site / "roles/index.html").as_uri())
    assert page.locator(".filters").count() == 0


def test_words_and_skills_lead_onward(page: Page, site: Path) -> None:
    """A word names the texts that use it; a skill the roles that ask for it and what they mostly ask for besides."""
    page.goto((site / "glossary/index.html").as_uri())
    page.locator("#receivables .also a", has_text="Руководитель").first.click()
    page.locator("h1", has_text="Руководитель").wait_for()
    page.goto((site / "skills/english/index.html").as_uri())
    assert shown(page) == {HEAD}
    assert page.locator(".skills a").count() > 0
