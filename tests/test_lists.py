"""Lists of any length: in alphabetical order, in groups, searched and reordered; short pages for a thousand entries."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from sites import built, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FIELDS = ("Ёлки", "Ели", "Яблони", "Берёзы")
PLACES = ("Орёл", "Ейск", "Ёлкино", "Ямал")
TABLE = """role: {id}
currency: RUB
period: month
basis: gross
collected: 2026-03
source: {{id: s, kind: survey, title: Обзор, date: 2026-03}}
columns: {{median: {{kind: median, label: Медиана}}}}
pay:
{rows}
"""
COUNT = 240


def write(folder: Path, count: int, fields: tuple[str, ...] = FIELDS) -> Path:
    """Write a guide whose ids have another order than its titles; two roles of three have pay in every place."""
    for name in ("roles", "salaries"):
        (folder / name).mkdir(parents=True)
    (folder / "guide.yaml").write_text("title: Г\ntagline: Т\nlanguage: ru\n", "utf-8")
    places = "".join(f"p{number}: {{name: {name}}}\n" for number, name in enumerate(PLACES))
    (folder / "regions.yaml").write_text(places, "utf-8")
    (folder / "skills.yaml").write_text(
        "".join(f"s{n}: {{name: Навык {n}, summary: Н.}}\n" for n in range(20)), "utf-8"
    )
    order = random.Random(0).sample(range(count), count)
    for number, rank in enumerate(order):
        id = f"r{number:03}"
        field = f"field: {fields[rank % len(fields)]}\n" if fields else ""
        pay = f"pay: {id}\n" if rank % 3 else ""
        title = f"{'АБЁЕЖ'[rank % 5]}-профессия {rank:03}"
        head = f"title: {title}\nsummary: О.\n{field}{pay}skills: [s{rank % 20}]\nreviewed: 2026-11-01\n"
        (folder / f"roles/{id}.md").write_text(
            f"---\n{head}---\n## Обязанности {{#duties}}\n\n- Дело {rank}.\n", "utf-8"
        )
        if pay:
            rows = "".join(f"  p{place}: {{median: {50_000 + 100 * rank + place}}}\n" for place in range(len(PLACES)))
            (folder / f"salaries/{id}.yaml").write_text(TABLE.format(id=id, rows=rows), "utf-8")
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lists")
    with served(built(write(folder / "g", COUNT), folder / "site", "--pages-only")) as host:
        yield f"{host}/"


def texts(page: Page, selector: str) -> list[str]:
    return [text.replace("\xa0", " ").strip() for text in page.locator(selector).all_text_contents()]


def visible(page: Page) -> list[str]:
    return [text.replace("\xa0", " ") for text in page.locator(".role-line:visible").all_inner_texts()]


def test_every_list_is_in_the_alphabet_of_the_language(page: Page, tmp_path: Path) -> None:
    """Whatever the ids, and ё as е, in lists, groups and choices."""
    with served(built(write(tmp_path / "g", 10), tmp_path / "site", "--pages-only")) as host:
        page.goto(f"{host}/roles/")
        assert texts(page, ".group h2") == ["Берёзы", "Ели", "Ёлки", "Яблони"]
        for group in range(4):
            listed = texts(page, f".group:nth-of-type({group + 1}) .role-line")
            assert listed == sorted(listed, key=lambda title: title.replace("Ё", "Е"))
        page.goto(f"{host}/salaries/")
        assert texts(page, "#by-region .region-list a") == ["Ейск", "Ёлкино", "Орёл", "Ямал"]
        page.goto(f"{host}/compare/")
        choices = texts(page, ".chooser label:first-child option")[1:]
        assert choices == sorted(choices, key=lambda title: title.replace("Ё", "Е"))


def test_a_long_list_is_a_short_page(page: Page, address: str) -> None:
    """Hundreds of roles or tables are closed groups with counts: two screens; a jump to one of them opens it."""
    for path in ("", "roles/", "salaries/", "compare/", "skills/", "regions/p1/", "gaps/"):
        page.goto(address + path)
        assert page.evaluate("() => document.documentElement.scrollHeight") < 5_000, path
    page.goto(f"{address}roles/")
    assert texts(page, ".group > summary .count") == ["60", "60", "60", "60"]
    page.goto(address)
    page.get_by_role("link", name="Ёлки").click()
    page.wait_for_url(f"{address}roles/**")
    assert page.locator(".group[id=group-3] h2").inner_text() == "Ёлки"


def test_many_roles_of_a_skill_are_a_line_each(page: Page, tmp_path: Path) -> None:
    """They can be looked through at a glance, because they cannot be searched there."""
    guide = write(tmp_path / "g", 40)
    for role in guide.glob("roles/*.md"):
        role.write_text(
            role.read_text("utf-8").replace("skills: [", "skills: [s19, ").replace("s19, s19", "s19"), "utf-8"
        )
    with served(built(guide, tmp_path / "site", "--pages-only")) as host:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{host}/skills/s19/")
        assert page.locator(".role-line").count() == 40
        assert page.locator(".role-summary").count() == 0
        page.goto(f"{host}/skills/s0/")
        assert page.locator(".role-summary").count() == 2


def test_pay_is_found_by_typing_a_role(page: Page, address: str) -> None:
    """With hundreds of tables the choice is a field that completes titles, loaded when it is used."""
    page.goto(f"{address}salaries/")
    form = page.locator(".pay-choice")
    assert page.locator("option").count() < 10
    form.get_by_label("Профессия").focus()
    form.locator("#paid-roles option").nth(159).wait_for(state="attached")
    assert form.locator("#paid-roles option").count() == 160  # of 240 that have pay
    title = form.locator("#paid-roles option").nth(7).get_attribute("value") or ""
    form.get_by_role("button").click()
    form.get_by_text("Выберите профессию").wait_for()
    form.get_by_label("Профессия").fill(title.upper())
    form.get_by_label("Регион").fill("Ёлкино")
    form.get_by_role("button").click()
    page.wait_for_url("**/salaries/r*/#region=p2")
    assert title in page.locator("h1").inner_text().replace("\xa0", " ")
    assert page.locator("select[name=region]").input_value() == "p2"


def test_a_list_is_searched_as_one_types(page: Page, address: str) -> None:
    """Words in any case and order, ё as е; matches are shown in their groups, and all is as before when it is empty."""
    page.goto(f"{address}roles/")
    field = page.get_by_label("Найти в списке")
    field.fill("ПРОФЕССИЯ е-")
    found = visible(page)
    assert found
    assert {title[0] for title in found} == {"Е", "Ё"}
    field.fill("017")
    assert [title[-3:] for title in visible(page)] == ["017"]
    assert page.locator(".group:visible").count() == 1
    assert page.locator("[role=status]").inner_text().replace("\xa0", " ") == f"Показано: 1 из {COUNT}"
    page.wait_for_url("**/?find=017")
    field.fill("")
    assert visible(page) == []
    assert page.locator(".group:visible").count() == 4


def test_a_list_is_sorted_by_pay(page: Page, address: str) -> None:
    """The highest key figure first, what is not known last; then by name again."""
    page.goto(f"{address}roles/")
    page.get_by_label("Порядок").select_option("pay")
    ranks = [int(title[-3:]) for title in visible(page)]
    paid = [rank for rank in ranks if rank % 3]
    assert ranks[: len(paid)] == sorted(paid, reverse=True)
    assert len(ranks) == COUNT
    page.get_by_role("button", name="Показать все").click()
    page.locator(".group").first.wait_for()
    page.locator(".group summary").first.click()
    assert len(visible(page)) == 60


def test_a_region_shows_the_best_paid_first(page: Page, address: str) -> None:
    """Thirty roles are open, the others one click away, and any is found by its name."""
    page.goto(f"{address}regions/p1/")
    assert page.locator("tbody tr:visible").count() == 30
    page.get_by_label("Найти в списке").fill("004")
    assert [row[-3:] for row in page.locator("tbody tr:visible th").all_inner_texts()] == ["004"]


def test_without_scripts_a_list_is_whole(browser: Browser, address: str) -> None:
    """Each group opens; nothing is offered that could not work."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}roles/")
        assert not page.locator(".filters").is_visible()
        assert page.locator(".role-line").count() == COUNT
        page.locator(".group summary").nth(2).click()
        assert page.locator(".role-line:visible").count() == 60


def test_long_lists_without_fields_have_letters(page: Page, tmp_path: Path) -> None:
    """Where no field tells roles apart, they are grouped by the first letter of their names."""
    with served(built(write(tmp_path / "g", 20, ()), tmp_path / "site", "--pages-only")) as host:
        page.goto(f"{host}/roles/")
        assert texts(page, ".group h2") == ["А", "Б", "Е", "Ж"]
        assert texts(page, ".letters a") == texts(page, ".group h2")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_everybody_can_use_it(browser: Browser, address: str, scheme: str, width: int) -> None:
    """axe finds nothing, and nothing is wider than the window."""
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        for path in ("", "roles/?find=01", "salaries/", "regions/p1/", "compare/"):
            page.goto(address + path)
            assert not Axe().run(page).response["violations"], path
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path
