"""Comparisons: related roles have their own pages, any others a table; shared facts are never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from loading import loaded
from sites import ROOT, built, served

from careerguide.guide.guide import Guide
from careerguide.languages.language import Language
from careerguide.pages.views.compare import comparison_view, within_sentence
from careerguide.pages.views.index import index_of
from careerguide.pages.views.pairs import pairs_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

PAIR = "compare/client-department-head-client-service-director/"
ROLE = "---\ntitle: {title}\nsummary: S.\n{more}---\n{body}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT / "tests/guides/account-management", tmp_path_factory.mktemp("compare") / "site")


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as host:
        yield f"{host}/"


def guide(folder: Path, **roles: tuple[str, str]) -> Guide:
    """Return a guide with these roles: front matter and text by id (underscores are hyphens)."""
    (folder / "roles").mkdir(parents=True)
    (folder / "guide.yaml").write_text("title: G\ntagline: T\nlanguage: en\n", "utf-8")
    (folder / "skills.yaml").write_text("a: {name: A, summary: S.}\nb: {name: B, summary: S.}\n", "utf-8")
    for id, (more, body) in roles.items():
        text = ROLE.format(title=id.title().replace("_", " "), more=more, body=body)
        (folder / "roles" / f"{id.replace('_', '-')}.md").write_text(text, "utf-8")
    library = loaded(folder).guide
    assert library
    return library


def test_each_pair_is_compared_once(tmp_path: Path) -> None:
    """Two that name each other have one page, ids in order, with the reasons of both; so has a chosen pair."""
    library = guide(
        tmp_path / "g",
        zoo=("related: [{role: ape, why: Both climb, inferred: yes}]\n", ""),
        ape=("related: [zoo, {text: a tree}, lone]\n", ""),
        lone=("compare: [zoo]\n", ""),
    )
    pair, chosen = pairs_of(library).values()

    assert (pair.first, pair.second, pair.url) == ("ape", "zoo", "compare/ape-zoo/")
    assert [tuple(reason) for reason in pair.reasons] == [("Ape", None, False), ("Zoo", "Both climb", True)]
    assert (chosen.first, chosen.second, chosen.reasons) == ("lone", "zoo", ())


@pytest.mark.parametrize(
    ("given", "said", "hint"),
    [
        ("[zo]", "there is no role “zo”", "did you mean “zoo”?"),
        ("[ape]", "the role refers to itself", "take the line out"),
        ("[whale]", "there is no role “whale”", "available: ape, zoo"),
    ],
)
def test_what_cannot_be_compared_is_told(given: str, said: str, hint: str, tmp_path: Path) -> None:
    """A role that is not there, or the role itself, at its place in the file."""
    folder = tmp_path / "g"
    guide(folder, zoo=("", ""), ape=("", ""))
    role = folder / "roles/ape.md"
    role.write_text(role.read_text("utf-8").replace("summary: S.", f"summary: S.\ncompare: {given}"), "utf-8")
    (problem,) = loaded(folder).problems

    assert (problem.line, problem.message.say(str), problem.hint and problem.hint.say(str)) == (4, said, hint)


def test_no_two_pairs_share_an_address(tmp_path: Path) -> None:
    """a-b with c, and a with b-c, would have one name: the second gets another."""
    roles = {"a": ("compare: [b-c]\n", ""), "a_b": ("compare: [c]\n", ""), "b_c": ("", ""), "c": ("", "")}
    addresses = [pair.url for pair in pairs_of(guide(tmp_path / "g", **roles)).values()]

    assert addresses == ["compare/a-b-c/", "compare/a-b--c/"]


def test_the_longest_ids_have_pages(tmp_path: Path) -> None:
    """Two roles whose ids have 100 characters each are compared on a page that a disk can store."""
    first, second = ("long_" * 20)[:99] + "a", ("long_" * 20)[:99] + "b"
    guide(tmp_path / "g", **{first: ("", ""), second: (f"compare: [{first.replace('_', '-')}]\n", "")})
    site = built(tmp_path / "g", tmp_path / "site")

    (page,) = (site / "compare").glob("*/index.html")
    assert len(page.parent.name) == 201


def test_duties_are_shared_when_they_bear_the_same_name(tmp_path: Path) -> None:
    """The same bold lead is marked on both sides, whatever its case; the same word elsewhere is not."""
    duties = "## Duties {{#duties}}\n\n- **{}** Some of it.\n- **Other {}.** People.\n"
    library = guide(
        tmp_path / "g",
        one=("compare: [two]\nskills: [a, b]\n", duties.format("People.", 1)),
        two=("skills: [b]\n", duties.format("people:", 2)),
    )
    (key,) = pairs_of(library)
    view = comparison_view(library, index_of(library), key)

    assert view.shared_duties == 1
    assert [side.duties.count('class="shared"') for side in view.sides if side.duties] == [1, 1]
    assert [skill.id for skill, _ in view.skills] == ["b"]
    assert [[skill.id for skill in side.skills] for side in view.sides] == [["a"], []]


def test_titles_within_a_sentence() -> None:
    """A Russian title loses its capital there; names, abbreviations and English titles keep theirs."""
    russian, english = (Language.load(code, Path("none")) for code in ("ru", "en"))
    assert within_sentence("Коммерческий директор", russian) == "коммерческий директор"
    assert within_sentence("PR-директор", russian) == "PR-директор"
    assert within_sentence("Директор МХАТ", russian) == "Директор МХАТ"
    assert within_sentence("Art Director", russian) == "Art Director"
    assert within_sentence("Designer", english) == "Designer"


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
    """Every related role is listed with the reason and a link to the comparison."""
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
    table.locator("thead th").nth(2).wait_for()
    assert table.locator(".gap").count() == 2
    common = table.locator("tr", has_text="Навыки, нужные во всех")
    assert "Переговоры" in common.inner_text()
    assert "Английский" not in common.inner_text()
    said = table.inner_text()
    page.reload()
    table.locator("thead th").nth(2).wait_for()
    assert page.locator(".side-table").inner_text() == said


def test_on_a_phone_two_roles_stand_side_by_side(browser: Browser, address: str) -> None:
    """Both columns are in the window, on the page of a pair and in the table; of three, two are, under their names."""
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto(address + PAIR)
        boxes = [side.bounding_box() for side in page.locator("#duties .side").all()]
        assert_beside(boxes)
        page.goto(f"{address}compare/?roles=client-department-head,client-service-director")
        page.locator(".side-table td").nth(1).wait_for()
        duties = page.locator(".side-table tr", has_text="Обязанности").locator("td")
        assert_beside([cell.bounding_box() for cell in duties.all()])
        page.goto(f"{address}compare/?roles=client-department-head,client-service-director,commercial-director")
        page.locator(".side-table thead th").nth(2).wait_for()
        assert_beside([cell.bounding_box() for cell in duties.all()[:2]])
        names = [name.bounding_box() for name in page.locator(".side-table thead th").all()]
        below = [cell.bounding_box() for cell in duties.all()]
        assert [name and name["x"] for name in names] == [cell and cell["x"] for cell in below]
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def assert_beside(boxes: Sequence[FloatRect | None]) -> None:
    one, other = filter(None, boxes)
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]
    assert other["x"] + other["width"] <= 390


def test_what_three_roles_share_is_read_on_a_phone(page: Page, address: str) -> None:
    """It and the title of every row stand within the screen, and no number of a list is cut off."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}compare/?roles=client-department-head,client-service-director,commercial-director")
    page.locator(".side-table").wait_for()
    for part in ("td[colspan]", "th"):
        for cell in page.locator(f".side-table > tbody > tr > {part}").all():
            box = cell.bounding_box()
            assert box
            assert box["x"] + box["width"] <= 390
            assert box["height"] < 80
    numbered = page.locator(".side-table ol")
    assert set(numbered.evaluate_all("all => all.map((it) => getComputedStyle(it).listStylePosition)")) == {"inside"}


@pytest.mark.parametrize("width", [390, 1280])
def test_figures_of_a_role_stand_in_its_own_column(page: Page, address: str, width: int) -> None:
    """Those of its regions do not reach into the column of another role; where they are too wide, they scroll."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}compare/?roles=client-department-head,client-service-director,commercial-director")
    page.locator(".side-table summary").first.click()
    cells = page.locator(".side-table .by-region tr:nth-child(2) > *")
    assert cells.count() == 3
    column = page.locator(".side-table > thead th").nth(1).bounding_box()
    assert column
    for cell in cells.all():
        edges = cell.evaluate("it => [it, it.closest('.scroller')].map((one) => one.getBoundingClientRect().right)")
        assert min(edges) <= column["x"]
        assert cell.evaluate("it => it.offsetHeight") < 60


def test_a_comparison_has_the_self_checks(page: Page, address: str) -> None:
    """The reasons for and against stand side by side, on the page of a pair and in the table; nothing can be ticked."""
    reason = "вас задевает чужое недовольство"
    page.goto(address + PAIR)
    assert page.locator("#fit .side").count() == 2
    assert reason in page.locator("#fit").inner_text()
    page.goto(f"{address}compare/?roles=client-department-head,commercial-director")
    page.locator(".side-table thead th").nth(1).wait_for()
    assert reason in page.locator(".side-table").inner_text()
    assert page.locator(".side-table :is(input, form.fit ~ .note)").count() == 0
    assert page.title() == (
        "Руководитель отдела по\xa0работе с\xa0клиентами, Коммерческий директор\xa0— Путеводитель по\xa0профессиям"
    )


def test_the_same_role_twice_is_no_comparison(page: Page, address: str) -> None:
    """With only one role chosen, the page explains what to do."""
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


def test_from_disk_the_choice_leads_to_the_roles(page: Page, site: Path) -> None:
    """A browser reads no other page from disk: three roles are linked, and a pair has its page there, too."""
    page.goto((site / "compare/index.html").as_uri())
    choose(page, "commercial-director", "client-department-head", "client-service-director")
    page.locator(".chooser [role=status] a").nth(2).wait_for()
    page.locator(".chooser [role=status] a").first.click()
    page.locator("h1", has_text="Коммерческий").wait_for()


def test_a_role_that_no_page_compares_is_compared_here(page: Page, tmp_path: Path) -> None:
    """“Compare” at a related role without a page for the pair opens the table of both, whose links work."""
    folder = tmp_path / "g"
    fit = "fit:\n  for: [you climb]\n"
    guide(folder, zoo=(f"related: [ape]\n{fit}", "## Duties {#duties}\n\n- See [the ape](ape.md)\n"), ape=("", ""))
    with served(built(folder, tmp_path / "site")) as host:
        page.goto(f"{host}/roles/zoo/")
        page.locator(".related a", has_text="Compare").click()
        table = page.locator(".side-table")
        table.locator("thead th").nth(1).wait_for()
        assert "you climb" in table.inner_text()
        table.get_by_role("link", name="the ape").click()
        page.wait_for_url(f"{host}/roles/ape/index.html")


def test_any_of_many_roles_is_found_by_typing(page: Page, tmp_path: Path) -> None:
    """Above a hundred roles the choice is a field that completes titles, loaded when it is used."""
    folder = tmp_path / "g"
    guide(folder, **{f"role_{number}": ("", "") for number in range(101)})
    with served(built(folder, tmp_path / "site", "--pages-only")) as host:
        page.goto(f"{host}/compare/")
        assert page.locator("option").count() == 0
        fields = page.locator(".chooser [name=role]")
        fields.first.focus()
        page.locator("datalist option").nth(100).wait_for(state="attached")
        fields.nth(0).fill("Role 7")
        fields.nth(1).fill("Role 99")
        page.locator(".chooser button").click()
        page.locator(".side-table thead th").nth(1).wait_for()
        assert page.locator(".side-table thead th").all_inner_texts() == ["Role 7", "Role 99"]
        page.reload()
        page.locator(".side-table thead th").nth(1).wait_for()
        assert [fields.nth(number).input_value() for number in (0, 1)] == ["Role 7", "Role 99"]


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
