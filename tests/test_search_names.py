"""The search by names, which answers first: what people type, understood; the pay of a role in a place."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import ROOT, built, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Response

FIRST_ANSWER = 60_000  # bytes, compressed


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT / "tests/guides/account-management", tmp_path_factory.mktemp("names"))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as host:
        yield f"{host}/"


def find(page: Page, address: str, words: str) -> Locator:
    """Return the search page's box after it has answered."""
    if not page.url.startswith(f"{address}search/"):
        page.goto(f"{address}search/index.html")
    box = page.locator("main .search")
    box.locator("[name=q]").fill(words)
    box.locator("[aria-busy=false]").wait_for(state="attached")
    return box


@pytest.mark.parametrize(
    ("typed", "meant", "first"),
    [
        ("gthtujdjhs", "переговоры", "Переговоры"),  # the other keyboard layout
        ("rjvvthxtcrbq lbhtrnjh", "коммерческий директор", "Коммерческий директор"),
        ("руковадитель", "руководитель", "Руководитель отдела по работе с клиентами"),  # a wrong letter
        ("комерческий директор", "коммерческий директор", "Коммерческий директор"),  # a missing one
        ("перегвооры", "переговоры", "Переговоры"),  # two exchanged
        ("peregovory", "переговоры", "Переговоры"),  # another alphabet
        ("kazan", "казань", "Зарплаты в Казани"),
    ],
)
def test_a_slip_is_forgiven_and_said(page: Page, address: str, typed: str, meant: str, first: str) -> None:
    """The results are those of the word that is meant, and the status says which word that is."""
    box = find(page, address, typed)

    assert box.locator("[role=status]").inner_text().startswith(f"Показаны результаты для «{meant}».")
    assert box.locator(".search-title").first.inner_text().replace("\u00a0", " ") == first


@pytest.mark.parametrize("typed", ["тендер", "Тендеры", "тендера", "ТЕНДЕР"])
def test_the_very_title_comes_first(page: Page, address: str, typed: str) -> None:
    """A term goes before longer ones that begin with it, in whatever form it is typed; nothing is said of slips."""
    box = find(page, address, typed)

    assert box.locator(".search-title").first.inner_text() == "тендер"
    assert box.locator("[role=status]").inner_text().startswith("Найдено")


@pytest.mark.parametrize("typed", ["вернуться", "вернулся", "вернётесь"])
def test_forms_of_verbs_are_found_by_their_stems(page: Page, address: str, typed: str) -> None:
    """Where the full text knows no form of a word, the pages with the same stem are found."""
    assert find(page, address, typed).locator("mark", has_text="верн").count()


@pytest.mark.parametrize("typed", ["сколько платят в уфе", "Уфой"])
def test_a_short_name_is_known_in_every_form(page: Page, address: str, typed: str) -> None:
    """Three letters of which the last one changes are enough."""
    title = find(page, address, typed).locator(".search-title").first.inner_text()
    assert title.replace("\u00a0", " ") in {"Уфа", "Зарплаты в Уфе"}


def test_one_word_of_many_may_be_another(page: Page, address: str) -> None:
    """A role is found by the rest of its name where people call it otherwise."""
    titles = find(page, address, "менеджер по работе с клиентами").locator(".search-title").all_inner_texts()
    found = [title.replace("\u00a0", " ") for title in titles]
    assert found[:2] == ["Директор по работе с клиентами", "Руководитель отдела по работе с клиентами"]


def test_words_that_only_begin_like_a_short_one_are_not_marked(page: Page, address: str) -> None:
    """Neither “Навыки” nor “Руководитель” is what was asked for by “на руки”."""
    box = find(page, address, "на руки")
    box.locator("mark").first.wait_for()
    marked = {word.lower().strip("«».,:;") for word in box.locator("mark").all_inner_texts()}
    assert "руки" in marked
    assert not [word for word in marked if word.startswith(("навык", "назван", "руков"))]


def test_a_city_is_known_by_its_usual_short_name(page: Page, address: str) -> None:
    """Names that everybody uses need not be written into the guide."""
    assert "Петербурге" in find(page, address, "спб").locator(".search-title").first.inner_text()


def test_what_is_only_in_texts_is_not_taken_for_a_slip(page: Page, address: str) -> None:
    """A word that the pages have is searched as it is, even if a name is spelt nearly so."""
    box = find(page, address, "вёл")
    assert "Показаны" not in box.locator("[role=status]").inner_text()


@pytest.mark.parametrize(
    "question",
    [
        "руководитель отдела по работе с клиентами Казань",
        "сколько получает руководитель отдела в Казани",
        "казань руководителю",
        "kazan rukovoditel",
    ],
)
def test_a_role_and_a_place_are_answered_by_the_figure(page: Page, address: str, site: Path, question: str) -> None:
    """The medians of the table, each linked to its place in it, with what must be known before they are believed."""
    answer = find(page, address, question).locator(".search-answer")
    answer.locator("a[href*='#']").first.wait_for()

    table = json.loads((site / "data/client-department-head.json").read_text("utf-8"))
    cells = [it for it in table["cells"] if it["region"] == "kazan" and it["column"] == "median"]
    text = answer.inner_text().replace("\u00a0", "").replace(" ", "")
    assert cells
    assert all(f"{it['low']}₽" in text for it in cells)
    assert "вмесяц" in text
    assert "неизвестно" in text
    assert "валюта" in text
    href = answer.locator("a[href*='#']").first.get_attribute("href") or ""
    assert href.endswith("/salaries/client-department-head/#kazan-agencies-median")
    page.goto(href)
    assert page.locator("[id='kazan-agencies-median']").count() == 1


def test_no_figure_is_told_without_a_role_or_a_place(page: Page, address: str) -> None:
    """A role alone, a place alone and a role without a table get no answer."""
    for words in ("руководитель отдела", "Казань", "коммерческий директор Казань"):
        assert find(page, address, words).locator(".search-answer").is_hidden(), words


def test_the_names_answer_before_the_full_text_is_loaded(page: Page, address: str) -> None:
    """Everything up to the first answer weighs 60 kB at most, the page included; Pagefind is asked for afterwards."""
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.route("**/pagefind/**", lambda _: None)  # never answered
    page.goto(f"{address}index.html")
    page.keyboard.press("/")
    before = {response.url for response in responses}
    page.locator("dialog [name=q]").fill("переговоры")
    page.locator("dialog .search-title", has_text="Переговоры").first.wait_for()

    files = {it.url.partition("?")[0]: it.body() for it in responses if it.ok}
    assert not [url for url in files if "/pagefind/" in url]
    assert f"{address}data/names.json" in files
    assert f"{address}data/names.json" not in before
    assert sum(len(gzip.compress(body)) for url, body in files.items() if "/fonts/" not in url) <= FIRST_ANSWER


def test_without_the_names_the_full_text_answers(page: Page, address: str) -> None:
    """A file that does not arrive takes nothing away but what it would have added."""
    page.route("**/names.json", lambda route: route.abort())
    assert find(page, address, "переговоров").locator(".search-title").count()


@pytest.mark.parametrize("where", ["index.html", "404.html"])
def test_home_and_the_missing_page_have_a_field(browser: Browser, page: Page, address: str, where: str) -> None:
    """What is typed there is found on the search page; without scripts, which search, there is no field."""
    page.goto(address + where)
    page.locator(".find-form [name=q]").fill("переговоры")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**q=*")
    page.locator("main .search-title", has_text="Переговоры").first.wait_for()

    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(address + where)
        assert plain.locator(".find-form").is_hidden()
