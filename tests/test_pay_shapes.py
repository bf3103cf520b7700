"""Tables of every shape, on frozen guides: a median that is written as a percentile, and tables without any median."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import ROOT, built, served
from small_guides import write

import build
from careerguide.pages.views import region

if TYPE_CHECKING:
    from playwright.sync_api import Page

WITHOUT_MEDIAN = ("mean-only", "low-high", "quartiles", "entry-only", "bands-only")
SHAPES = (*WITHOUT_MEDIAN, "median-as-percentile")
REGIONS = dict.fromkeys(SHAPES, "omsk") | {"quartiles": "michigan", "median-as-percentile": "michigan"}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites of all shapes, side by side."""
    folder = tmp_path_factory.mktemp("sites")
    for shape in SHAPES:
        built(ROOT / "tests/guides" / shape, folder / shape)
    return folder


@pytest.fixture(scope="module")
def address(sites: Path) -> Iterator[str]:
    with served(sites) as at:
        yield at


def html(sites: Path, page: str) -> str:
    return (sites / page / "index.html").read_text(encoding="utf-8")


def text(part: str) -> str:
    """Return the words of some HTML as they are read, with plain spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", part)).replace("\u2060", "").split())


def by_region(sites: Path, shape: str) -> str:
    """Return the short table of a role page's facts."""
    found = re.search(r'<details class="by-region">.*?</details>', html(sites, f"{shape}/roles/keeper"), re.DOTALL)
    assert found
    return text(found[0])


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_builds_without_a_word(shape: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said of any of them, under --strict."""
    assert (
        build.main(["--strict", "--content", str(ROOT / "tests/guides" / shape), "--output", str(tmp_path / "x")]) == 0
    )
    assert capsys.readouterr().err == ""


# --- the 50th percentile is the median ---


def test_the_50th_percentile_is_the_median_everywhere(sites: Path) -> None:
    """Role, table, region and machines are told of the median; where it is a gap they are told why."""
    shape = "median-as-percentile"
    facts = by_region(sites, shape)
    assert facts == ("Median by region Maine 47,800 Oregon 52,400 Michigan withheld by the publisher Hawaii 141,900")

    table = html(sites, f"{shape}/salaries/keeper")
    assert len(re.findall(r'<td id="[a-z]+-p50" class="median"', table)) == 3
    assert "The highest median: Hawaii, $141,900; the lowest: Maine, $47,800." in text(table)

    region = text(html(sites, f"{shape}/regions/maine"))
    assert "Place 3 of 3, 34% of the highest median" in region
    assert "No median, so no place among the regions" in text(html(sites, f"{shape}/regions/michigan"))
    assert "$47,800 – $141,900 per year, medians" in text(html(sites, f"{shape}/salaries"))
    assert "$47,800 – $141,900 per year medians by region" in text(html(sites, f"{shape}/compare/inspector-keeper"))
    assert "Medians by region" in text(html(sites, shape))


def test_machines_read_the_50th_percentile_as_the_median(sites: Path) -> None:
    """schema.org has no percentile50: the region's page names the median, beside the quartiles."""
    (spread,) = [node for node in nodes(sites, "median-as-percentile/regions/oregon") if "median" in node]
    assert (spread["percentile25"], spread["median"], spread["percentile75"]) == (41_700, 52_400, 66_800)


def test_the_explorer_compares_by_the_50th_percentile(page: Page, address: str) -> None:
    """It calls it the median, and ranks regions by it."""
    page.goto(f"{address}/median-as-percentile/salaries/keeper/#region=oregon")
    assert words_of(page)[:2] == [
        "$41,700 – $66,800 per year",
        "Median: 52,400. Place 2 of 3: 37% of the highest median (Hawaii)",
    ]


# --- no median at all ---


def test_no_page_speaks_of_a_median_that_there_is_not(sites: Path) -> None:
    """Neither the role's nor the table's nor the home page has the word, in either language."""
    for shape in WITHOUT_MEDIAN:
        for page in ("", "roles/keeper", "salaries/keeper", "salaries", "compare/inspector-keeper"):
            assert not re.search("median|медиан", text(html(sites, f"{shape}/{page}")), re.IGNORECASE), (shape, page)


NAMED = {
    "mean-only": "По регионам: Среднее Государство Частные компании Москва 80 000 95 000 Санкт-Петербург 72 000 90 000 "
    "Омск 60 000 скрыто издателем Томск 64 500 64 500",
    "low-high": "По регионам: От — До Москва 60 000 – 120 000 Санкт-Петербург 55 000 – 100 000 "
    "Омск 40 000 – скрыто издателем Томск не собиралось – 90 000",
    "quartiles": "By region: 25th percentile – 75th percentile Maine 38,450 – 61,050 Oregon 41,700 – 66,800 "
    "Michigan 39,000 – withheld by the publisher Hawaii 88,300 – 239,200 or more",
    "entry-only": "По регионам: На старте Москва 50 000 Санкт-Петербург 45 000 Омск не собиралось Томск 38 000",
    "bands-only": "По регионам: Первый — Второй Москва 50 000 – 90 000 Санкт-Петербург от 45 000 "
    "Омск 35 000 – утрачено в источнике Томск утрачено в источнике",
}


@pytest.mark.parametrize("shape", WITHOUT_MEDIAN)
def test_a_role_names_what_stands_in_for_the_median(sites: Path, shape: str) -> None:
    """By region there is the only figure, or from the lowest to the highest column, with gaps in words."""
    assert by_region(sites, shape) == NAMED[shape]


STANDINGS = {
    "mean-only/regions/spb": "«Среднее»: 2-е место из 4, 90 % от наибольшего",
    "entry-only/regions/moskva": "«На старте»: 1-е место из 3, больше всех",
    "mean-only/regions/omsk": "Числа нет, поэтому нет и места среди регионов",
    "low-high/regions/moskva": "Медианы нет, поэтому нет и места среди регионов",
}


@pytest.mark.parametrize("page", STANDINGS)
def test_a_region_is_ranked_by_one_figure_alone(sites: Path, page: str) -> None:
    """A mean or the only figure ranks regions, under its own name; a range ranks none."""
    assert STANDINGS[page] in text(html(sites, page))


def test_the_one_statistic_of_a_table_is_named_beside_its_span(sites: Path) -> None:
    """What beginners get is not presented as what a role pays."""
    assert "38 000 – 50 000 ₽ в месяц · На старте" in text(html(sites, "entry-only/roles"))
    assert "60 000 – 95 000 ₽ в месяц · Среднее" in text(html(sites, "mean-only/salaries/keeper"))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_row_is_drawn_by_what_it_has(sites: Path, shape: str) -> None:
    """Each row of a chart has a part or a mark, and hatching where something is not known."""
    for page in ("roles/keeper", "salaries/keeper"):
        bars = re.findall(r'<svg class="bar" role="img".*?</svg>', html(sites, f"{shape}/{page}"), re.DOTALL)
        assert bars
        assert all(re.search("<(rect|circle)", bar) for bar in bars)
        assert any("gap-part" in bar for bar in bars)


def test_means_are_compared_between_employers(sites: Path) -> None:
    """The picture of who pays more is one of means, and says so."""
    assert "Среднее: Государство / Частные компании" in text(html(sites, "mean-only/salaries/keeper"))


def test_machines_read_a_mean_as_an_amount(sites: Path) -> None:
    """schema.org has no word for a mean, so it is an amount under its own name, and never a median."""
    amounts = [node for node in nodes(sites, "mean-only/regions/omsk") if node.get("@type") == "MonetaryAmount"]
    paid = {"@type": "QuantitativeValue", "value": 60_000, "unitText": "MONTH"}
    assert [(node["name"], node["value"]) for node in amounts] == [("Омск, Государство: Среднее", paid)]
    assert '"median"' not in json.dumps(nodes(sites, "mean-only/regions/omsk"))


EXPLORED = {
    "mean-only/salaries/keeper/#region=spb": [
        "72 000 ₽ в месяц", "Среднее: 72 000. 2-е место из 4: 90 % от наибольшего (Москва)"
    ],
    "low-high/salaries/keeper/#region=omsk": ["40 000 ₽ в месяц"],
    "quartiles/salaries/keeper/#region=maine": ["$38,450 – $61,050 per year"],
    "entry-only/salaries/keeper/#region=moskva": ["50 000 ₽ в месяц", "На старте: 50 000. 1-е место из 3: больше всех"],
    "entry-only/salaries/keeper/#region=omsk": ["не собиралось", "На старте: не собиралось."],
    "bands-only/salaries/keeper/#region=moskva": ["50 000 – 90 000 ₽ в месяц"],
    "bands-only/salaries/keeper/#region=spb": ["45 000 – 55 000 и больше ₽ в месяц"],
}  # fmt: skip


@pytest.mark.parametrize("place", EXPLORED)
def test_the_explorer_says_what_there_is(page: Page, address: str, place: str) -> None:
    """It shows the range or the only figure, compares by what is named, and no script fails."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/{place}")
    assert words_of(page) == EXPLORED[place]
    assert errors == []


def test_my_pay_is_compared_with_the_mean_by_its_name(page: Page, address: str) -> None:
    """What the reader is paid is above or below the column of that name, in so many regions."""
    page.goto(f"{address}/mean-only/salaries/keeper/#region=spb&segment=state&pay=75000")
    said = page.locator("[data-out=against]").inner_text().translate(SPACES)
    assert said == "На 3 000 ₽ больше, чем «Среднее». Регионов, где это больше, чем «Среднее»: 3 из 4."


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("shape", SHAPES)
def test_no_script_fails_and_nothing_sticks_out(page: Page, address: str, shape: str, width: int) -> None:
    """On every kind of page, on a phone and on a desk."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 900})
    for path in (
        "",
        "roles/",
        "roles/keeper/",
        "salaries/",
        "salaries/keeper/",
        f"regions/{REGIONS[shape]}/",
        "compare/",
    ):
        page.goto(f"{address}/{shape}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert errors == [], path


SPACES = str.maketrans("\u00a0\u202f", "  ")


def words_of(page: Page) -> list[str]:
    """Return the lines of the explorer's answer."""
    lines = page.locator("#explorer .answer [role=status] p:visible").all_inner_texts()
    return [line.translate(SPACES).strip() for line in lines]


def nodes(sites: Path, page: str) -> list[dict[str, object]]:
    """Return every object of a page's structured data, however deep."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html(sites, page), re.DOTALL)
    return [node for block in blocks for node in _objects(json.loads(block))]


def _objects(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(part)


# --- medians that are top-coded ---

TOP_CODED = """\
role: surgeon
currency: USD
period: year
basis: gross
collected: 2024-05
source: {id: test, kind: statistics, title: Figures made up for a test, date: 2024-05}
columns:
  median: {kind: median, label: Median}
pay:
  utah: {median: 200 000}
  ohio: {median: top_coded 239 200}
  iowa: {median: 199 700}
  maine: {median: suppressed}
"""


@pytest.fixture(scope="module")
def top_coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which one median is only known to be higher than the others."""
    folder = tmp_path_factory.mktemp("top-coded")
    return built(top_coded_guide(folder / "content"), folder / "site")


def top_coded_guide(content: Path) -> Path:
    """Write a guide in which one median is only known to be higher than the others, and one is not known."""
    names = "".join(f"{id}: {{name: {id.title()}}}\n" for id in ("utah", "ohio", "iowa", "maine"))
    write(content, {"surgeon": "pay: surgeon\n"}, regions=names)
    (content / "salaries").mkdir()
    (content / "salaries/surgeon.yaml").write_text(TOP_CODED, "utf-8")
    return content


def test_no_known_median_is_the_highest_where_another_is_top_coded(top_coded: Path) -> None:
    """Lists, charts and the region's place take the top-coded figure for what it is: so much or more."""
    for page in ("roles", "salaries", "salaries/surgeon", "roles/surgeon"):
        assert "$199,700 – $239,200 or more per year" in text(html(top_coded, page)), page
    table = text(html(top_coded, "salaries/surgeon"))
    assert "The highest median: Ohio, $239,200 or more; the lowest: Iowa, $199,700." in table
    rows = re.findall(r'<li data-keys="(\S+)">.*?class="row-name"[^>]*>(\w+)', html(top_coded, "salaries/surgeon"))
    assert rows == [("239200", "Ohio"), ("200000", "Utah"), ("199700", "Iowa"), ("-", "Maine")]
    said = {id: text(html(top_coded, f"regions/{id}")) for id in ("utah", "ohio", "iowa")}
    assert "Place 1 of 3: the highest median Surgeon" in said["ohio"]
    assert "Place 2 of 3; exactly the middle of the list Surgeon" in said["utah"]
    assert "Place 3 of 3; about the middle of the list Surgeon" in said["iowa"]


def test_pay_is_known_where_there_is_a_figure(top_coded: Path) -> None:
    """A region of gaps alone has a table, which says why, and no pay that is known."""
    assert "Pay is known for 1 role of 1." in text(html(top_coded, "regions/ohio"))
    said = text(html(top_coded, "regions/maine"))
    assert "Pay is known" not in said
    assert "No source known to us names a figure for this region." in said


def test_a_list_of_many_roles_says_or_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a region has too many roles for charts, a top-coded figure is no amount either."""
    monkeypatch.setattr(region, "CHARTED", 0)
    content = top_coded_guide(tmp_path / "content")
    assert "Surgeon 239,200 or more 239,200 or more" in text(html(built(content, tmp_path / "site"), "regions/ohio"))


def test_machines_are_told_of_the_people_behind_a_mean(tmp_path: Path) -> None:
    """As behind a median, though there is no distribution that could say so."""
    content = top_coded_guide(tmp_path / "content")
    columns = "columns: {mean: {kind: mean, label: Mean}, asked: {kind: count, label: Asked}}\n"
    table = f"{TOP_CODED.partition('columns:')[0]}{columns}pay:\n  utah: {{mean: 20.50, asked: 12}}\n"
    (content / "salaries/surgeon.yaml").write_text(table.replace("period: year", "period: hour"), "utf-8")
    built(content, tmp_path / "site")
    (amount,) = [node for node in nodes(tmp_path, "site/regions/utah") if node.get("@type") == "MonetaryAmount"]
    assert amount["description"] == "Asked: 12."
    assert amount["value"] == {"@type": "QuantitativeValue", "value": 20.5, "unitText": "HOUR"}


def test_the_explorer_ranks_top_coded_medians_too(page: Page, top_coded: Path) -> None:
    """It says the same places as the pages of regions, and compares the reader's pay with what is known."""
    with served(top_coded) as address:
        for region, said in {
            "ohio": "Median: 239,200 or more. Place 1 of 3: the highest median",
            "utah": "Median: 200,000. Place 2 of 3",
            "iowa": "Median: 199,700. Place 3 of 3",
        }.items():
            page.goto(f"{address}/salaries/surgeon/#region={region}&pay=199800")
            page.reload()
            assert words_of(page)[1] == said
        against = page.locator("[data-out=against]").inner_text().translate(SPACES)
        assert against == "$100 above the median. Regions where that is more than the median: 1 of 3."


def test_a_range_that_ends_below_its_beginning_is_explored_too(page: Page, tmp_path: Path) -> None:
    """A source has such ranges; they are a warning, and no reason for a script to fail."""
    content = top_coded_guide(tmp_path / "content")
    table = TOP_CODED.partition("columns:")[0] + "columns: {I: {kind: band, label: Band}}\npay:\n"
    (content / "salaries/surgeon.yaml").write_text(f"{table}  utah: {{I: 60 000 – 50 000}}\n", "utf-8")
    with served(built(content, tmp_path / "site")) as address:
        page.goto(f"{address}/salaries/surgeon/#region=utah")
        assert words_of(page) == ["$50,000 – $60,000 per year"]


# --- dimensions ---


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites of guides with levels, with two dimensions, and with fewer columns for some employers."""
    folder = tmp_path_factory.mktemp("divided")
    for shape in ("levels", "sex-age", "ragged"):
        built(ROOT / "tests/guides" / shape, folder / shape)
    return folder


def panels(page: str) -> dict[str, list[str]]:
    """Return the names of the rows of each panel of the ranges."""
    found = page.partition('<div class="panels')[2].split('<div class="panel">')[1:]
    title = re.compile(r"<h3>(.*?)</h3>")
    return {title.findall(each)[0]: re.findall(r'class="row-name"[^>]*>(?:<a[^>]*>)?([^<]+)', each) for each in found}


def test_levels_are_drawn_step_by_step_for_each_region(divided: Path) -> None:
    """Small multiples: a panel for each region, the best paid first, its rows in the order of the levels."""
    drawn = panels(html(divided, "levels/salaries/keeper").partition('id="table"')[0])
    assert list(drawn) == ["Москва", "Санкт-Петербург", "Омск", "Томск"]
    levels = ["Нет опыта", "1–3 года", "3–6 лет", "Больше 6 лет"]
    assert [[name.replace("\u00a0", " ").replace("\u2060", "") for name in rows] for rows in drawn.values()] == [
        levels
    ] * 4


def test_the_ladder_goes_from_level_to_level(divided: Path) -> None:
    """Each level has its key figure, what it asks for, and what it adds to the one before."""
    steps = text(html(divided, "levels/roles/keeper").partition('class="pay-ladder"')[2].partition("</ol>")[0])
    assert "II 1–3 года 80 000 ₽ в месяц, от 1 года Прибавка к предыдущей ступени: +20 000 умение зажечь лампу" in steps


def test_rows_are_called_by_their_dimensions(divided: Path) -> None:
    """The table's first heading names them, and nothing calls them employers."""
    assert '<th scope="col">Опыт</th>' in html(divided, "levels/salaries/keeper")
    assert '<th scope="col">Sex, Age</th>' in html(divided, "sex-age/salaries/keeper")
    for page in ("levels/salaries/keeper", "levels/roles/keeper", "sex-age/regions/maine"):
        assert not re.search("[Рр]аботодател|[Ee]mployer", text(html(divided, page).partition('id="explorer"')[0])), (
            page
        )


def test_amounts_of_a_column_have_the_same_decimals(page: Page, divided: Path) -> None:
    """If one has cents all have, in the table, the charts, the lead, a text and the explorer; people have none."""
    table = html(divided, "sex-age/salaries/keeper")
    cells = re.findall(r'<td id="[^"]*-mean"[^>]*><a[^>]*>([^<]+)</a>', table)
    assert cells
    assert all(re.fullmatch(r"\d+\.\d\d|[a-z ]+", cell) for cell in cells)
    assert ">310<" in table
    assert "$21.50 – $36.05 per hour" in text(table)
    assert "women at most $30.20" in text(html(divided, "sex-age/roles/keeper"))
    with served(divided) as address:
        page.goto(f"{address}/sex-age/salaries/keeper/#region=maine&sex=women&age=old")
        assert page.locator("[data-out=range]").inner_text() == "$30.00"


DINARS = """\
role: keeper
currency: TND
period: hour
basis: gross
collected: 2025
source: {id: s, kind: survey, title: S, date: 2025}
columns: {median: {kind: median, label: Median}, asked: {kind: count, label: Asked}}
pay: {tunis: {median: 12.1250, asked: 12}, sfax: {median: 11, asked: 9}, sousse: {median: 11.5, asked: 8}}
"""


@pytest.fixture(scope="module")
def dinars(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a guide in a currency with three decimals."""
    folder = tmp_path_factory.mktemp("dinars")
    regions = "".join(f"{id}: {{name: {id.title()}, in: in {id.title()}}}\n" for id in ("tunis", "sfax", "sousse"))
    content = write(folder / "content", {"keeper": "pay: keeper\n"}, regions=regions)
    (content / "salaries").mkdir()
    (content / "salaries/keeper.yaml").write_text(DINARS, "utf-8")
    return built(content, folder / "site")


def test_a_currency_with_three_decimals_shows_them(dinars: Path) -> None:
    """One amount with millimes gives its column three decimals, in the table, the lead and the exports."""
    page = html(dinars, "salaries/keeper")
    assert re.findall(r'data-pay="([\d.]+) [^"]*"', page)[::2] == ["12.125", "11.000", "11.500"]
    assert "TND 11.000 – TND 12.125 per hour" in text(page)
    exported = (dinars / "data/keeper.csv").read_text(encoding="utf-8-sig")
    assert "median,11.000,11.000,,TND" in exported
    table = json.loads((dinars / "data/keeper.json").read_bytes())
    assert [cell["low"] for cell in table["cells"] if cell["column"] == "median"] == [12.125, 11.0, 11.5]
    assert '"minValue":11.0,"maxValue":12.125' in html(dinars, "roles/keeper")


def test_the_explorer_and_the_search_show_three_decimals(page: Page, dinars: Path) -> None:
    """Scripts write amounts as the table does, and ask back what can be thousands or thousandths."""
    with served(dinars) as address:
        page.goto(f"{address}/salaries/keeper/#region=sfax")
        assert page.locator("[data-out=range]").inner_text() == "TND 11.000".replace(" ", "\u00a0")
        read = "words => ['12,500', '12.1250', '1 234.567'].map((text) => readAmount(text, words).amounts)"
        words = {"thousand": "k", "million": "m", "words": "TND", "signs": "¤", "places": "3"}
        assert page.evaluate(read, words) == [[12500, 12.5], [12.125], [1234.567]]


def test_sides_without_an_order_are_compared(divided: Path) -> None:
    """Women and men stand on one line for each region and age."""
    compared = text(html(divided, "sex-age/salaries/keeper").partition('id="medians"')[2].partition("</section>")[0])
    assert "Oregon, 30 to 49 Men +$2.80 (9%)" in compared
    assert "Mean: Women / Men" in compared
    assert 'id="medians"' not in html(divided, "levels/salaries/keeper")


def test_each_dimension_is_a_field_of_the_exports(divided: Path) -> None:
    """CSV and data package have a column for each, JSON names the values of each cell."""
    head, first, *_ = (divided / "sex-age/data/keeper.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head == "table,role,region,region_code,sex,age,column,kind,low,high,gap,currency,period,reservations,note"
    assert first.startswith("keeper,Lighthouse keeper,Maine,US-ME,Women,16 to 29,Mean,mean,21.50,21.50,,USD,hour")
    package = json.loads((divided / "sex-age/data/datapackage.json").read_bytes())
    fields = [field["name"] for field in package["resources"][0]["schema"]["fields"]]
    assert ",".join(fields) == head
    table = json.loads((divided / "sex-age/data/keeper.json").read_bytes())
    assert table["cells"][0]["values"] == {"sex": "women", "age": "young"}
    assert [(each["id"], each["ordered"]) for each in table["dimensions"]] == [("sex", False), ("age", True)]


def test_what_a_source_has_no_place_for_is_empty_and_no_gap(divided: Path) -> None:
    """It is not counted, not drawn as unknown, not exported, and said to screen readers alone."""
    table = html(divided, "ragged/salaries/keeper")
    cell = '<td class="absent" data-pay="- -"><span class="unseen">the source has no such figure</span></td>'
    assert table.count(cell) == 6
    assert "5 figures of 12 are not known" in text(table)
    private = table.partition("<h3>Private</h3>")[2].partition("</ol>")[0]
    assert private.count("gap-part") == 1  # Hawaii, whose median is withheld
    exported = (divided / "ragged/data/keeper.csv").read_text(encoding="utf-8-sig")
    assert exported.count("Private,") == 3


def test_the_explorer_has_a_choice_for_each_dimension(page: Page, divided: Path) -> None:
    """The address names each, and what is shown is the row of all choices."""
    with served(divided) as address:
        page.goto(f"{address}/sex-age/salaries/keeper/#region=oregon&sex=men&age=old")
        assert [label.split("\n")[0] for label in page.locator(".choices label:visible").all_inner_texts()] == [
            "Region", "Sex", "Age"
        ]  # fmt: skip
        assert page.locator("[data-out=range]").inner_text() == "$36.05"
        page.locator("select[name=sex]").select_option("women")
        assert "withheld" in page.locator("[data-out=range]").inner_text()
        page.wait_for_url(lambda url: "region=oregon&sex=women&age=old" in url)


def test_the_ladder_of_levels_shows_another_region(page: Page, divided: Path) -> None:
    """Its figures become those of the region that is chosen."""
    with served(divided) as address:
        page.goto(f"{address}/levels/roles/keeper/")
        page.locator(".pay-ladder").scroll_into_view_if_needed()
        page.locator(".pay-ladder select").select_option("Санкт-Петербург")
        steps = page.locator(".steps [data-out=pay]").all_inner_texts()
        assert [step.translate(SPACES) for step in steps] == ["52 000", "71 000", "96 000", "140 000"]
        assert page.locator(".steps [data-out=gain]").all_inner_texts()[0].translate(SPACES) == "+19 000"


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("shape", ["levels", "sex-age", "ragged"])
def test_dimensions_fit_any_screen(page: Page, divided: Path, shape: str, width: int) -> None:
    """No page is wider than the screen, and no script fails."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": width, "height": 900})
    region = "moskva" if shape == "levels" else "maine"
    with served(divided) as address:
        for path in ("", "roles/keeper/", "salaries/", "salaries/keeper/", f"regions/{region}/"):
            page.goto(f"{address}/{shape}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert errors == [], path


# --- numbers of people ---


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a guide that says how many people are behind its figures."""
    folder = tmp_path_factory.mktemp("counted")
    built(ROOT / "tests/guides/counts", folder / "counts")
    return folder


def test_people_are_no_money(counted: Path) -> None:
    """They are in no span, no chart and no count of figures; a text shows them without a currency."""
    role = text(html(counted, "counts/roles/keeper"))
    assert "In Oregon 1,068 people do; the lowest pay is $41,700 ." in role
    assert "all figures: $38,450 – $88,300" in role
    assert "2 figures of 12 are not known" in role
    amounts = [n for n in nodes(counted, "counts/regions/oregon") if str(n.get("@type")).startswith("MonetaryAmount")]
    assert [(n.get("name"), n.get("median"), n.get("description")) for n in amounts] == [
        ("Oregon", 52_400, "Employed: 1068. Asked: 132.")
    ]
    lines = (counted / "counts/data/keeper.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1] == "keeper,Lighthouse keeper,Maine,US-ME,,Employed,count,310,310,,,,,"
    assert lines[3].endswith("percentile,38450,38450,,USD,year,Before tax.,")


def test_rows_with_few_people_say_so(counted: Path) -> None:
    """Beside each number below the limit, in charts, in the facts of the role, and once in words below the table."""
    table = html(counted, "counts/salaries/keeper")
    assert re.findall(r'<td id="([a-z-]+)" class="count few"', table) == ["michigan-asked", "hawaii-employed"]
    assert "fewer than 30 are behind the figures" in text(table)
    assert by_region(counted, "counts").endswith("Michigan 49,300 few people Hawaii 88,300 few people")


def test_the_explorer_says_how_many_people_are_behind_a_figure(page: Page, counted: Path) -> None:
    """Their number, with a word of caution where they are few."""
    with served(counted) as address:
        page.goto(f"{address}/counts/salaries/keeper/#region=michigan")
        said = page.locator("[data-out=counts]").inner_text()
        assert said == "Employed: 75. Asked: 12. Few people: chance weighs heavily in these figures."
        assert page.locator("[data-out=range]").inner_text().translate(SPACES) == "$39,000 – $65,900"


# --- notes on cells ---


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a guide with notes on a median, a band and a gap."""
    folder = tmp_path_factory.mktemp("noted")
    built(ROOT / "tests/guides/notes", folder / "notes")
    return folder


def test_a_note_is_marked_in_prose_and_in_medians(noted: Path) -> None:
    """Wherever the figure stands alone its mark leads to the note on the table's page, under an accessible name."""
    mark = 'salaries/keeper/index.html#note-keeper-moskva-state-median" aria-label="Примечание 1">1)</a></sup>'
    assert html(noted, "notes").count(mark) == 1
    assert html(noted, "notes/roles/keeper").count(mark) == 3  # facts, text, chart


def test_a_note_is_told_to_machines(noted: Path) -> None:
    """The distribution that has the noted median is described by the note, and so is a noted band."""
    described = [node.get("description") for node in nodes(noted, "notes/regions/moskva") if "median" in node]
    assert described == ["В источнике это число стоит под первым диапазоном. Мы читаем его как медиану.", None]


def test_the_explorer_shows_the_notes_of_what_it_shows(page: Page, noted: Path) -> None:
    """Beside the figure stands its note, without the mark; a row without notes has none."""
    with served(noted) as address:
        page.goto(f"{address}/notes/salaries/keeper/#region=moskva&segment=state")
        assert page.locator("[data-out=notes]").inner_text().translate(SPACES).startswith("В источнике это число")
        assert page.locator("[data-out=key]").inner_text().translate(SPACES) == "80 000"
        page.locator("select[name=segment]").select_option("private")
        assert not page.locator("[data-out=notes]").is_visible()
