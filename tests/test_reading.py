"""Tables of every shape as readers see them: on a phone, on a wide screen, by keyboard and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page
from sites import ROOT, built, served
from test_lists import write

GUIDES = ("account-management", "counts", "german", "levels", "mean-only", "notes", "one-province", "ragged", "sex-age")
TABLE = "account-management/salaries/client-department-head/index.html"
GERMAN = "german/salaries/book-designer/index.html"
Scheme = Literal["light", "dark"]
LONG = "long/regions/p0/index.html"
# Words that stand on two lines, by the number of boxes that each has.
BROKEN = """cells => cells.flatMap((cell) => {
  const found = [];
  for (const text of [...cell.querySelectorAll("a")].map((link) => link.firstChild)) {
    for (const word of text.data.matchAll(/[^\\s\\u2010-]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (range.getClientRects().length > 1) found.push(word[0]);
    }
  }
  return found;
})"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading")
    for guide in GUIDES:
        built(ROOT / "tests/guides" / guide, folder / guide, "--pages-only")
    long = write(folder / "content", 120)
    for role in long.glob("roles/*.md"):
        role.write_text(role.read_text("utf-8").replace("-профессия", "-администратор по электрооборудованию"), "utf-8")
    built(long, folder / "long", "--pages-only")
    return folder


@pytest.fixture(scope="module")
def address(sites: Path) -> Iterator[str]:
    with served(sites) as at:
        yield f"{at}/"


def plain(text: str) -> str:
    """Return the text of HTML, with common spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def legend(sites: Path, page: str) -> list[str]:
    """Return what the legend of a page's first chart says."""
    key = (sites / page).read_text("utf-8").partition('<ul class="chart-key">')[2].partition("</ul>")[0]
    return [plain(re.sub(r"<svg.*?</svg>", "", entry)) for entry in key.split("<li>")[1:]]


# --- phones -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("at", [LONG, "one-province/index.html", "account-management/index.html"])
def test_no_word_of_a_name_is_broken(page: Page, address: str, at: str, width: int) -> None:
    """However narrow the screen, a name beside figures breaks between its words."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address + at)
    names = page.locator(".key-figures tbody th:visible")
    assert names.count() > 3
    assert names.evaluate_all(BROKEN) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("at", [TABLE, "counts/salaries/keeper/index.html"])
def test_nothing_is_seen_beyond_the_median(page: Page, address: str, at: str) -> None:
    """The median ends where the screen does, and what is scrolled under it fades."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + at)
    edge = page.locator(".scroller").first.evaluate("it => it.getBoundingClientRect().right")
    for cell in page.locator(".pay-table .median").all()[:4]:
        assert cell.evaluate("it => it.getBoundingClientRect().right") >= edge
        assert "gradient" in cell.evaluate("it => getComputedStyle(it, '::before').backgroundImage")


@pytest.mark.parametrize("width", [320, 360, 390])
@pytest.mark.parametrize("at", [TABLE, GERMAN])
def test_every_column_can_be_seen_whole(page: Page, address: str, at: str, width: int) -> None:
    """Between the columns that stay in place there is room for any other one."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address + at)
    page.wait_for_function(
        """() => {
          const table = document.querySelector("#table .pay-table");
          const [names, ...columns] = table.tHead.rows[0].cells;
          const width = (cell) => cell.getBoundingClientRect().width;
          const stays = (cell) => getComputedStyle(cell).position === "sticky";
          const taken = [names, ...columns.filter(stays)].reduce((sum, cell) => sum + width(cell), 0);
          const room = table.parentElement.clientWidth - taken;
          return columns.filter((cell) => !stays(cell)).every((cell) => width(cell) <= room + 2);
        }"""
    )


def test_a_gap_among_medians_stands_under_their_heading(page: Page, address: str) -> None:
    """No figure of another column is seen there in its place."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + GERMAN)
    edges = page.locator("#table tr > :last-child:not([colspan])").evaluate_all(
        "cells => cells.map((cell) => Math.round(cell.getBoundingClientRect().right))"
    )
    assert page.locator("#table tr > .gap:last-child").count() == 1
    assert len(set(edges)) == 1


def test_a_median_that_is_pressed_stays_where_it_is(page: Page, address: str) -> None:
    """What says that its address is copied does not move it."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + TABLE)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} } })")
    cell = page.locator("#table td.median").nth(3)
    cell.locator("a").click()
    page.wait_for_selector("#table td[data-said]")
    edge = "it => it.getBoundingClientRect().right"
    assert cell.evaluate(edge) == page.locator("#table td.median").nth(2).evaluate(edge)


def test_a_table_says_what_it_holds_wherever_it_is_scrolled(page: Page, address: str) -> None:
    """Its caption, with the currency, is in sight whole."""
    page.set_viewport_size({"width": 320, "height": 844})
    page.goto(address + TABLE)
    for scrolled in (0, 200):
        page.locator("#table .scroller").evaluate("(it, to) => { it.scrollLeft = to; }", scrolled)
        box = page.locator("#table caption").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_letters_of_a_legend_are_as_those_of_its_chart(page: Page, address: str, scheme: Scheme) -> None:
    """They are told from what they stand on in both schemes."""
    page.emulate_media(color_scheme=scheme)
    page.goto(address + TABLE)
    page.wait_for_selector(".explorer:not([hidden]) .strip .label-1")
    colour = "all => all.map((it) => getComputedStyle(it).fill)"
    for look in ("label-1", "label-4"):
        drawn = page.locator(f".explorer .strip .{look}").evaluate_all(colour)
        assert drawn
        assert set(page.locator(f".explorer .chart-key .{look}").evaluate_all(colour)) == set(drawn)


def test_a_figure_that_has_the_focus_is_in_sight(page: Page, address: str) -> None:
    """Arrow keys bring it out from under the columns that stay in place."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + TABLE)
    page.locator("#table tr:has(td:not(.gap)) td > a").nth(5).focus()
    for key in ["ArrowRight"] * 3 + ["ArrowLeft"] * 3:
        page.keyboard.press(key)
        edges = page.evaluate(
            """() => {
              const row = document.activeElement.closest("tr");
              const [name, figure, median] = [row.cells[0], document.activeElement, row.querySelector(".median")]
                .map((it) => it.getBoundingClientRect());
              return [name.right, figure.left, figure.right - 2, median.left]; // 2 px of padding
            }"""
        )
        assert edges == sorted(edges) or edges[1] > edges[3]  # the median itself


@pytest.mark.parametrize("guide", ["account-management", "one-province", "mean-only"])
def test_the_counters_stand_in_columns(page: Page, address: str, guide: str) -> None:
    """What does not fit in one row is in even columns, and no counter is alone below three others."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}{guide}/index.html")
    rows: dict[int, list[int]] = {}
    for x, y in page.locator(".tally > div").evaluate_all("all => all.map((it) => [it.offsetLeft, it.offsetTop])"):
        rows.setdefault(y, []).append(x)
    first, *others = rows.values()
    for row in others:
        assert row == first[: len(row)]
        assert len(first) < 3 or len(row) > 1


def test_the_sign_of_an_inference_stands_with_its_words(page: Page, address: str) -> None:
    """No line ends in “≈”."""
    page.goto(f"{address}account-management/roles/client-department-head/index.html")
    content = page.locator(".inferred").first.evaluate("it => getComputedStyle(it, '::before').content")
    assert content == '"≈\xa0"'


# --- charts -----------------------------------------------------------------------------------------------------


def test_a_legend_explains_everything_once(sites: Path) -> None:
    """On the page of a table and on that of a region: boxes, arrows and gaps too, and nothing twice."""
    ragged = legend(sites, "ragged/salaries/keeper/index.html")
    assert ragged == ["25th percentile – 75th percentile", "median", "not known", "$ per year"]
    region = legend(sites, "one-province/regions/brittany/index.html")
    assert region == ["Lower quarter – Upper quarter", "median", "€ per month"]
    assert "бывает и больше" in legend(sites, "account-management/regions/kazan/index.html")


@pytest.mark.parametrize("skill", ["negotiation"])
def test_the_bars_of_a_skill_have_a_legend(sites: Path, skill: str) -> None:
    """Wherever small bars stand, it is said what their parts are."""
    page = (sites / f"account-management/skills/{skill}/index.html").read_text("utf-8")
    assert '<svg class="small-bar"' in page
    assert "медианы по регионам" in plain(page.partition('<ul class="small-legend">')[2].partition("</ul>")[0])


def test_single_figures_are_not_called_ranges(sites: Path) -> None:
    """A table of means has a chart of pay by region, one of quartiles a chart of ranges."""
    headings = {
        guide: plain((sites / guide / "salaries/keeper/index.html").read_text("utf-8").partition('id="ranges"')[2][:80])
        for guide in ("mean-only", "levels")
    }
    assert "Зарплаты по регионам" in headings["mean-only"]
    assert "Диапазоны по регионам" in headings["levels"]


def test_one_figure_has_one_name_in_all_choices(page: Page, address: str) -> None:
    """The order by the median is called the same above every chart."""
    page.goto(address + TABLE)
    assert set(page.locator(".chart-sort option:first-child").all_inner_texts()) == {"медиана"}
    for key in page.locator(".chart-key:visible:has(.median)").all():
        assert "медиана" in key.inner_text()


@pytest.mark.parametrize("at", ["sex-age/salaries/keeper/index.html", "levels/roles/keeper/index.html"])
def test_words_of_a_gap_stand_in_its_row(page: Page, address: str, at: str) -> None:
    """On a wide screen they are level with the name of the row, or right below it."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address + at)
    found = page.locator(".rows li:has(.row-gaps):visible").evaluate_all(
        """rows => rows.map((row) => {
          const [name, words] = [".row-name", ".row-gaps"].map((it) => row.querySelector(it).getBoundingClientRect());
          const middle = (box) => box.top + box.height / 2;
          return [Math.abs(middle(words) - middle(name)), words.top - name.bottom, words.left - name.left];
        })"""
    )
    assert found
    for apart, below, aside in found:
        assert apart < 4 or (abs(below) < 4 and aside == 0)


# --- lists and figures ------------------------------------------------------------------------------------------


def test_a_region_and_its_parts_are_named_once(page: Page, address: str) -> None:
    """Where all regions lie in the first, they stand below it without another heading."""
    page.goto(f"{address}one-province/index.html")
    names = page.locator(".key-figures tbody th")
    assert names.all_inner_texts()[:2] == ["Brittany", "Rennes"]
    assert names.evaluate_all("all => all.filter((it) => it.className === 'inside').length") == names.count() - 1


def test_gaps_of_one_kind_are_counted_once(sites: Path) -> None:
    """“4 of 120 are not known: lost in the source” needs no second number; several kinds have theirs."""
    one = plain((sites / TABLE).read_text("utf-8").partition('id="source"')[2])
    assert re.search(r"4 значения из 120 неизвестны: утрачено в источнике (?!—)", one)
    several = plain((sites / "levels/salaries/keeper/index.html").read_text("utf-8").partition('id="source"')[2])
    assert "не собиралось — 10, скрыто издателем — 3" in several


def test_a_related_role_says_what_it_pays(sites: Path) -> None:
    """The pay of roles that lie near can be compared without opening each."""
    page = (sites / "account-management/roles/client-service-director/index.html").read_text("utf-8")
    related = plain(page.partition('<ul class="related">')[2].partition("</ul>")[0])
    assert "Руководитель отдела по работе с клиентами" in related
    assert "56 000 – 115 000 ₽ в месяц, медианы" in related
    assert "зарплата неизвестна" in related


def test_gaps_of_many_tables_are_folded(page: Page, address: str) -> None:
    """The page of a large guide is short; without scripts, its lists open too."""
    page.goto(f"{address}long/gaps/index.html")
    lists = page.locator("#without-pay")
    assert not lists.locator("li").first.is_visible()
    lists.locator("summary").click()
    assert lists.locator("li").first.is_visible()


def test_a_group_counts_what_is_left_of_it(page: Page, address: str) -> None:
    """When a list is narrowed, so are the numbers beside the names of its groups."""
    page.goto(f"{address}long/roles/index.html")
    counts = page.locator(".group:not([hidden]) > summary > .count")
    whole = counts.all_inner_texts()
    page.locator("[name=find]").fill("007")
    assert counts.all_inner_texts() == ["1"]
    page.locator("[name=find]").fill("")
    assert counts.all_inner_texts() == whole


def test_a_figure_leads_to_its_region(page: Page, address: str) -> None:
    """From the list of a region one comes to a figure, and the question about one's own pay has that region."""
    page.goto(f"{address}{TABLE}#kazan-companies-II")
    assert page.locator("#explorer [name=region]").input_value() == "kazan"
    assert page.locator("#explorer [name=segment]").input_value() == "companies"


# --- paper ------------------------------------------------------------------------------------------------------


def test_paper_has_no_fields_and_the_citation(page: Page, address: str) -> None:
    """What cannot be pressed is not printed; how to cite the table is, though it is folded on the screen."""
    page.emulate_media(media="print")
    page.goto(f"{address}account-management/index.html")
    assert not page.locator(".find-form").is_visible()
    page.goto(address + TABLE)
    assert page.locator(".citation").bounding_box()["height"] > 20
    assert not page.locator(".take-away summary").is_visible()


def test_a_long_list_begins_below_its_heading(page: Page, address: str) -> None:
    """It goes on to the next sheet, and does not leave the first one empty."""
    page.emulate_media(media="print")
    page.goto(address + LONG)
    assert page.locator(".key-figures").first.evaluate("it => getComputedStyle(it).breakInside") == "auto"


def test_a_printed_table_is_a_small_file(page: Page, address: str) -> None:
    """Gaps do not make megabytes of it."""
    page.goto(f"{address}sex-age/salaries/keeper/index.html")
    assert len(page.pdf(format="A4", print_background=True)) < 2_000_000


def test_a_note_on_a_figure_is_marked_on_paper(page: Page, address: str) -> None:
    """Its mark, which hangs beside the figure, does not reach into the margin, where it would be cut off."""
    sheet = 672  # A4 without its margins
    page.set_viewport_size({"width": sheet, "height": 950})
    page.goto(f"{address}notes/salaries/keeper/index.html")
    page.emulate_media(media="print")
    edges = page.locator(".note-mark a:visible").evaluate_all(
        """links => links.map((link) => {
          const range = document.createRange();
          range.selectNodeContents(link);
          return range.getBoundingClientRect().right;
        })"""
    )
    assert edges
    assert max(edges) <= sheet
