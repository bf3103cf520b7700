"""The explorer in a real browser: its output, by keyboard, from an address; and the page without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import ROOT, built, served
from test_money import READ, REFUSED

from careerguide.languages.registry import money_words
from careerguide.pages.views.explorer import any_of
from careerguide.pay.money import currencies_named
from careerguide.schema.cells import Amount, Range
from careerguide.schema.currencies import signs_of, words_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = ["salaries/", "salaries/client-department-head/", "regions/moskva/", "roles/client-department-head/"]
NARROW_SPACE = str.maketrans("\u00a0\u202f", "  ")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT / "tests/guides/account-management", tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as at:
        yield at


def said(page: Page, name: str) -> str:
    """Return the text of an element of the explorer."""
    return page.locator(f"[data-out={name}]").inner_text().translate(NARROW_SPACE)


def choose(page: Page, **choices: str) -> None:
    """Choose in the explorer's lists by what they show."""
    for name, label in choices.items():
        page.locator(f"#explorer [name={name}]").select_option(label=label)


def test_it_begins_with_what_is_known_best(page: Page, address: str) -> None:
    """The first view is a row without gaps: its range, its median, its place; the address stays as it was."""
    page.goto(f"{address}/salaries/")
    assert said(page, "range") == "50 000 – 200 000 и больше"
    assert said(page, "key") == "105 000"
    assert said(page, "place") == "1-е место из 12: самая высокая медиана"
    assert page.url.endswith("/salaries/")


def test_a_choice_shows_its_range_its_place_and_the_next_step(page: Page, address: str) -> None:
    """Kazan, agencies, band II: the table's own range, ninth or tenth of twelve, what band III asks for and adds."""
    page.goto(f"{address}/salaries/")
    choose(page, region="Казань", segment="Агентства")
    page.locator("#explorer [name=band]").select_option("II")
    assert said(page, "range") == "36 000 – 44 000"
    assert said(page, "place") == "9–10-е место из 12: 55 % от самой высокой медианы (Москва)"
    assert said(page, "gain") == "Следующая ступень — Диапазон III: +8 000 – +28 000"
    assert page.locator("[data-out=asks] li").count() == 4


def test_a_gap_is_named_not_filled(page: Page, address: str) -> None:
    """Moscow's agencies have a median, and their ranges are shown as lost."""
    page.goto(f"{address}/salaries/")
    choose(page, region="Москва", segment="Агентства")
    assert said(page, "range") == "утрачено в источнике"
    assert said(page, "key") == "115 000"


def type_pay(page: Page, amount: str) -> None:
    """Type what the reader is paid in place of what stands there."""
    page.locator("#explorer [name=pay]").fill("")
    page.locator("#explorer [name=pay]").press_sequentially(amount)


def test_pay_and_experience_are_answered_in_one_sentence(page: Page, address: str) -> None:
    """What one is paid lies in a band and beside the medians; with experience, also by how much that is too little."""
    page.goto(f"{address}/salaries/")
    choose(page, region="Казань", segment="Агентства")
    type_pay(page, "60000")
    assert said(page, "pay-unit") == "= 60 000 ₽ в месяц"
    assert said(page, "lies") == "Вам платят как в диапазоне III: 44 000 – 72 000 ₽."
    assert said(page, "against") == "На 3 000 ₽ ниже медианы. Ни в одном регионе из 12 это не больше медианы."
    page.locator("#explorer [name=band]").select_option("IV")
    assert said(page, "lies") == (
        "По опыту вы в диапазоне IV (72 000 – 110 000 ₽), а платят вам как в III: на 12 000 ₽ меньше нижней границы."
    )
    type_pay(page, "120000")
    assert said(page, "lies") == (
        "По опыту вы в диапазоне IV (72 000 – 110 000 ₽), и платят вам на 10 000 ₽ больше его верхней границы. "
        "Это не предел: отдельные работодатели платят и больше."
    )
    type_pay(page, "90000")
    assert said(page, "lies") == "По опыту вы в диапазоне IV (72 000 – 110 000 ₽), и ваша зарплата в него попадает."


def test_the_answer_stands_under_the_field(page: Page, address: str) -> None:
    """On a phone the sentence is seen while one types: nothing has to be opened or scrolled to."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/salaries/client-department-head/#region=kazan&segment=agencies")
    type_pay(page, "60000")
    field, answer = (page.locator(at).bounding_box() for at in ("#explorer [name=pay]", "[data-out=lies]"))
    assert field
    assert answer
    assert 0 < answer["y"] - field["y"] < 120


def test_what_is_ticked_is_experience(page: Page, address: str) -> None:
    """A band is reached with all that it requires; what is only a plus keeps nobody below it."""
    page.goto(f"{address}/salaries/")
    choose(page, region="Казань", segment="Агентства")
    type_pay(page, "61000")
    page.locator(".position summary").click()
    page.get_by_label("развитые навыки управления").check()
    assert said(page, "met").startswith("По вашим отметкам — Диапазон I.")
    assert page.locator("[data-out=lacking] li").count() == 3
    for box in page.locator("[data-band=II] input, [data-band=III] input").all():
        box.check()
    assert "английский" in page.locator("[data-band=III]").inner_text()
    assert said(page, "met").startswith("По вашим отметкам — Диапазон III.")
    assert said(page, "lies").startswith(
        "По опыту вы в диапазоне III (44 000 – 72 000 ₽), и ваша зарплата в него попадает."
    )


def test_what_is_not_surely_an_amount_is_asked_back(page: Page, address: str) -> None:
    """A sum that nobody is paid, and words that are not read, get a question with buttons and no verdict."""
    page.goto(f"{address}/salaries/")
    choose(page, region="Казань", segment="Агентства")
    type_pay(page, "60")
    assert said(page, "ask") == "60 ₽? Может быть:"
    assert not page.locator(".verdict").is_visible()
    page.get_by_role("button", name="60 000 ₽").click()
    assert said(page, "lies").startswith("Вам платят как в диапазоне III")
    for text, asked in {
        "60 тыс. в месяц": ["60 000 ₽"],
        "60000-70000": ["60 000 ₽", "70 000 ₽"],
        "-5": ["5 000 ₽"],
    }.items():
        type_pay(page, text)
        buttons = page.locator("[data-out=perhaps] button").all_inner_texts()
        assert [button.translate(NARROW_SPACE) for button in buttons] == asked
    type_pay(page, "много")
    assert said(page, "ask").startswith("Не похоже на сумму")
    type_pay(page, "60 тыс")
    assert said(page, "ask") == ""
    assert said(page, "pay-unit") == "= 60 000 ₽ в месяц"


def test_the_pages_of_a_role_and_a_region_lead_to_it(page: Page, address: str) -> None:
    """A region's page asks about that region, a role's about the region whose ladder is shown."""
    page.goto(f"{address}/regions/kazan/")
    page.get_by_role("link", name="А сколько платят мне").click()
    page.wait_for_selector("#explorer:not([hidden])")
    assert page.locator("#explorer [name=region]").input_value() == "kazan"
    page.goto(f"{address}/roles/client-department-head/")
    page.locator(".pay-ladder").scroll_into_view_if_needed()
    page.locator(".pay-ladder select").select_option(label="Омск, Компании")
    page.get_by_role("link", name="А сколько платят мне").click()
    page.wait_for_selector("#explorer:not([hidden])")
    assert page.locator("#explorer [name=region]").input_value() == "omsk"
    assert page.locator("#explorer [name=segment]").input_value() == "companies"


def test_an_open_top_is_not_the_highest_pay(page: Page, tmp_path: Path) -> None:
    """Above a top-coded figure nothing is known, and so nobody is told to be above all."""
    built(ROOT / "tests/guides/us-percentiles", tmp_path / "site")
    with served(tmp_path / "site") as address:
        page.goto(f"{address}/salaries/#region=hawaii")
        type_pay(page, "300,000")
        assert said(page, "lies").startswith("Your pay is above $239,200, where the figures end")
        choose(page, region="Maine")
        assert said(page, "lies") == "Your pay is above all figures known here."


def test_equal_medians_share_a_place(page: Page, address: str) -> None:
    """Two regions with the same median are both seventh to eighth."""
    page.goto(f"{address}/salaries/#region=chelyabinsk&segment=agencies")
    assert said(page, "place").startswith("7–8-е место из 12")


def test_amounts_are_read_as_in_cells(page: Page, address: str) -> None:
    """What a cell reads as one amount the field reads as the same; of anything else it is not certain."""
    page.goto(f"{address}/salaries/")
    for text in (*READ, *REFUSED):
        cell = READ.get(text)
        named = currencies_named(text) if cell else ()
        currency = min(named, default="RUB")
        words = {
            "thousand": any_of(money_words(lambda money: money.thousand)),
            "million": any_of(money_words(lambda money: money.million)),
            "words": any_of(words_for(currency)),
            "signs": any_of(signs_of(currency)),
        }
        read = page.evaluate("([text, words]) => readAmount(text, words)", [text, words])
        assert read["sure"] == isinstance(cell, Amount), text
        if isinstance(cell, Amount):
            assert read["amounts"] == [pytest.approx(float(cell.value))], text
        elif isinstance(cell, Range) and re.match(r"[\d$]", text):
            assert set(read["amounts"]) <= {cell.low, cell.high}, text


def test_the_address_holds_the_view(page: Page, address: str, browser: Browser) -> None:
    """A view opened by its address is the one that was chosen, and nothing of it was stored."""
    page.goto(f"{address}/salaries/")
    choose(page, region="Омск", segment="Компании")
    type_pay(page, "50000")
    page.locator(".position summary").click()
    page.get_by_label("развитые навыки управления").check()
    with browser.new_context() as other:
        again = other.new_page()
        again.goto(page.evaluate("location.href"))
        assert said(again, "key") == said(page, "key") == "65 000"
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
    type_pay(page, "70000")
    assert {url.rpartition("/")[2] for url in asked} <= {"icon.svg"}  # which Chromium asks for as the address changes


def test_a_wrong_address_does_no_harm(page: Page, address: str) -> None:
    """An address that names what is not there shows the first view, and no script fails."""
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"{address}/salaries/#role=x&region=%3Cb%3E&segment=&band=IX&pay=-5&have=~~")
    assert said(page, "key") != ""
    assert failed == []


def test_it_works_by_keyboard_alone(page: Page, address: str) -> None:
    """From the list of roles Tab leads through every choice to my pay and to what is asked for, where Space ticks."""
    page.goto(f"{address}/salaries/")
    page.locator("#explorer [name=role]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert said(page, "key") == "86 000"
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("90000")
    page.keyboard.press("Tab")  # to what must be known of the figures
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert "На 4 000 ₽ выше медианы" in said(page, "against")
    assert said(page, "met").startswith("По вашим отметкам — пока ни один диапазон.")


def test_it_works_from_disk(page: Page, site: Path) -> None:
    """Opened as a file it reads the same figures."""
    page.goto((site / "salaries/index.html").as_uri())
    assert said(page, "key") == "105 000"


def test_without_scripts_the_figures_stand_in_tables(browser: Browser, address: str) -> None:
    """Without JavaScript there is no form that does nothing, but every figure, and a link to every region."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/salaries/")
        assert not page.locator("#explorer").is_visible()
        assert page.locator("table.pay-table td").count() == 120
        assert page.locator("tr.pay-region a").count() == 12


def test_percentiles_are_explored_too(page: Page, tmp_path: Path) -> None:
    """A table without bands and segments has no controls for them, and shows the percentiles of the span."""
    built(ROOT / "tests/guides/us-percentiles", tmp_path / "site")
    with served(tmp_path / "site") as address:
        page.goto(f"{address}/salaries/")
        assert not page.locator("#explorer [name=band]").is_visible()
        choose(page, region="Maine")
        assert said(page, "range") == "$31,200 – $80,300"
        choose(page, region="Hawaii")
        assert said(page, "range") == "$52,000 – $239,200 or more"
        choose(page, region="Maine")
        type_pay(page, "40000")
        assert said(page, "lies").startswith("Your pay lies between 25th percentile and Median.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, address: str, path: str, scheme: str) -> None:
    """The accessibility checker has no findings on pages with charts, in both colour schemes."""
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
