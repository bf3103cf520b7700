"""Editions of a salary table: the newest is shown, older ones keep their addresses, like is compared with like."""

from __future__ import annotations

import csv
import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from loading import loaded
from sites import ROOT, built

import build
from careerguide.outputs.search import requests
from careerguide.pages.views.index import index_of
from careerguide.schema.edition import edition_order, interval

GUIDE = ROOT / "tests/guides/editions"
OLDER = ("keeper-2019", "keeper-2022", "keeper-2023", "diver-2024-h1", "diver-2024-h2")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(GUIDE, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def without_older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same guide without its older editions, whose tables then are no editions."""
    content = tmp_path_factory.mktemp("guide") / "content"
    shutil.copytree(GUIDE, content)
    for id in OLDER:
        (content / f"salaries/{id}.yaml").unlink()
    for table in content.glob("salaries/*.yaml"):
        table.write_text(re.sub(r"(series|edition): .*\n", "", table.read_text("utf-8")), "utf-8")
    for role, before, now in (("diver", "-2024-h1", "-2025-h1"), ("keeper", "pay: keeper\n", "pay: keeper-2025\n")):
        path = content / f"roles/{role}.md"
        path.write_text(path.read_text("utf-8").replace(before, now).replace("keeper-2022", "keeper-2025"), "utf-8")
    return content


def html(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def text(part: str) -> str:
    """Return the words of some HTML as they are read, with plain spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", part)).replace("\u2060", "").split())


def section(page: str) -> str:
    return page.partition('<section id="trend"')[2].partition("</section>")[0]


def panels(page: str) -> dict[str, str]:
    """Return the charts of a page by what they are called."""
    found = section(page).partition('<ol class="trend-panels">')[2].partition("</ol>")[0].split("<li>")[1:]
    return {text(re.split("</span>| *<small", each)[0]): each for each in found}


def rows(page: str) -> list[str]:
    """Return the rows of the table of changes."""
    return [text(row) for row in re.findall(r"<tr>(.*?)</tr>", section(page), re.DOTALL)]


# --- which edition is shown ---


def test_older_editions_are_counted_nowhere(site: Path, without_older: Path, tmp_path: Path) -> None:
    """Lists, home, regions, gaps, comparisons and the names of the search are those of a guide without them."""
    other = built(without_older, tmp_path / "site")
    pages = ["", "roles", "salaries", "gaps", "search", "compare", "compare/diver-keeper"]
    pages += [f"regions/{region}" for region in ("moskva", "spb", "omsk", "tomsk")]
    for page in pages:
        assert html(site, page) == html(other, page), page
    assert (site / "data/names.json").read_bytes() == (other / "data/names.json").read_bytes()


def test_the_full_text_search_leaves_out_older_editions() -> None:
    """A reader who searches comes to the newest one."""
    guide = loaded(GUIDE).guide
    asked = [request["url"] for request in requests(guide, index_of(guide)) if "url" in request]
    assert [url for url in asked if url.startswith("salaries/")] == ["salaries/diver-2025-h1/", "salaries/keeper-2025/"]


@pytest.mark.parametrize(("role", "table"), [("keeper", "keeper-2025"), ("diver", "diver-2025-h1")])
def test_a_role_shows_the_newest_edition(site: Path, role: str, table: str) -> None:
    """Whether it names the series, as one does here, or an older edition, as the other does."""
    page = html(site, f"roles/{role}")
    assert f'href="../../salaries/{table}/index.html">Вся таблица' in page
    assert f'href="../../salaries/{table}/index.html#trend">Как менялись зарплаты</a>' in page


def test_a_figure_in_a_text_is_of_the_edition_that_it_names(site: Path) -> None:
    """Without a table it is the newest one's."""
    words = text(html(site, "roles/keeper"))
    assert "В Москве платят 71 000 ₽ , а в 2022 году платили 50 000 ₽" in words


def test_a_series_in_a_text_is_its_newest_edition(tmp_path: Path) -> None:
    """A page of the guide need not be edited for each edition."""
    shutil.copytree(GUIDE, tmp_path / "content")
    (tmp_path / "content/pages").mkdir()
    facts = "---\ntitle: О числах\nsummary: Откуда они.\nreviewed: 2026-01-31\n---\n"
    body = 'Смотрителю платят {{ pay("omsk", "city", "median", table="keeper") }}.\n'
    (tmp_path / "content/pages/about.md").write_text(facts + body, encoding="utf-8")
    page = html(built(tmp_path / "content", tmp_path / "site"), "about")
    assert "Смотрителю платят 38 000 ₽" in text(page)
    assert 'href="../salaries/keeper-2025/index.html#omsk-city-median"' in page


def test_an_older_edition_leads_to_the_newest(site: Path) -> None:
    """It keeps its page and its files, says so at the top, and offers no comparison with what one is paid today."""
    page = html(site, "salaries/keeper-2022")
    top = page.partition("<h1>")[2].partition("</header>")[0]
    assert "Смотритель маяка, 2022: зарплаты" in text(top)
    assert 'Это прежний выпуск. <a href="../../salaries/keeper-2025/index.html">Последний: 2025</a>' in top
    assert "explorer" not in page
    assert not section(page)
    assert (site / "data/keeper-2022.csv").exists()
    assert "https://example.org/lights/salaries/keeper-2022/" in (site / "sitemap.xml").read_text("utf-8")
    assert "прежний выпуск" not in html(site, "salaries/keeper-2025")


# --- how pay has changed ---


def test_the_table_tells_every_change_and_every_hole(site: Path) -> None:
    """Each figure in each edition, the change since the last one and since the first; a gap in its own words."""
    head, moscow, *found = rows(html(site, "salaries/keeper-2025"))
    assert head == "Работодатель 2022 2023 2025 Изменение 2023 → 2025 Изменение 2022 → 2025"
    assert moscow == "Порт 50 000 56 000 1) 71 000 +15 000 (+27 %) +21 000 (+42 %)"
    assert found[1:] == [
        "Порт 45 000 скрыто издателем 58 000 неизвестно +13 000 (+29 %)",
        "Частные маяки 52 000 55 000 67 000 +12 000 (+22 %) +15 000 (+29 %)",
        "Порт 40 000 мало людей 38 500 38 000 −500 (−1,3 %) −2 000 (−5 %)",
        "Частные маяки не собиралось 44 000 44 000 без изменений неизвестно",
        "Порт нет в этом выпуске 37 000 42 000 +5 000 (+14 %) неизвестно",
        "Частные маяки нет в этом выпуске не собиралось 47 000 неизвестно неизвестно",
    ]


def test_every_figure_leads_to_its_edition(site: Path) -> None:
    """The reservations about a figure are those of its own table."""
    assert 'href="../../salaries/keeper-2023/index.html#spb-city-median"' in section(html(site, "salaries/keeper-2025"))


def test_reservations_about_a_figure_stand_beside_it(site: Path) -> None:
    """A note of an older edition has its mark, which leads to that edition; few people are called few."""
    page = section(html(site, "salaries/keeper-2025"))
    (marked,) = [row for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL) if "note-mark" in row]
    assert text(marked).startswith("Порт 50 000 56 000 1) 71 000")
    assert 'href="../../salaries/keeper-2023/index.html#note-keeper-2023-moskva-city-median"' in marked
    assert "Порт 40 000 мало людей 38 500" in text(page)
    assert "мало людей" in text(panels(html(site, "salaries/keeper-2025"))["Омск, Порт"])


def test_the_best_paid_rows_have_a_line_each(site: Path) -> None:
    """The best-paid region first; a row with a single figure has no line, and stands in the table alone."""
    drawn = panels(html(site, "salaries/keeper-2025"))
    assert [name.replace("\u00a0", " ") for name in drawn] == [
        "Москва, Порт",
        "Москва, Частные маяки",
        "Санкт-Петербург, Порт",
        "Санкт-Петербург, Частные маяки",
        "Томск, Порт",
        "Омск, Порт",
        "Омск, Частные маяки",
    ]
    assert "<title>2022: 50 000; 2023: 56 000; 2025: 71 000</title>" in drawn["Москва, Порт"].replace("\u00a0", " ")


def test_a_gap_is_a_hole_in_the_line(site: Path) -> None:
    """Nothing joins its neighbours; a line that begins later says since when it is told."""
    drawn = panels(html(site, "salaries/keeper-2025"))
    whole, hole, later = drawn["Москва, Порт"], drawn["Санкт-Петербург, Порт"], drawn["Томск, Порт"]
    assert [each.count('class="trend-line"') for each in (whole, hole, later)] == [2, 0, 1]
    assert [each.count("<circle") for each in (whole, hole, later)] == [3, 2, 2]
    assert [each.count('class="trend-hole"') for each in (whole, hole, later)] == [0, 1, 1]
    assert "2023: скрыто издателем" in text(hole)
    assert text(later).startswith("Томск, Порт +5 000 (+14 %) · 2023 → 2025")


def test_time_is_drawn_to_scale(site: Path) -> None:
    """2023 is at a third of the way from 2022 to 2025."""
    found = re.findall(
        r'<circle class="dot-1" cx="([\d.]+)%"', panels(html(site, "salaries/keeper-2025"))["Москва, Порт"]
    )
    first, second, last = map(float, found)
    assert (second - first) / (last - first) == pytest.approx(1 / 3, abs=0.01)


def test_what_cannot_be_compared_is_named_with_the_reason(site: Path) -> None:
    """Figures after tax are neither drawn nor subtracted from those before tax."""
    page = section(html(site, "salaries/keeper-2025"))
    assert "Не сравниваются: 2019 — налог учтён иначе (после вычета налога)." in text(page)
    assert "2019" not in text(page).partition("Не сравниваются")[0]


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        ("currency: RUB", "currency: USD", "другая валюта (USD)"),
        ("period: month", "period: year", "другой период (в год)"),
        ("{kind: median, label: Медиана}", "{kind: mean, label: Среднее}", "нет столбца с такими же числами"),
    ],
)
def test_each_reason_not_to_compare(tmp_path: Path, was: str, now: str, reason: str) -> None:
    """Currency, period and the kind of figure."""
    shutil.copytree(GUIDE, tmp_path / "content")
    table = tmp_path / "content/salaries/keeper-2022.yaml"
    table.write_text(table.read_text("utf-8").replace(was, now), "utf-8")
    words = text(section(html(built(tmp_path / "content", tmp_path / "site"), "salaries/keeper-2025")))
    assert f"2022 — {reason}." in words
    assert "Изменение 2023 → 2025" in words


def test_the_50th_percentile_is_compared_with_the_median(tmp_path: Path) -> None:
    """They are the same statistic, whatever an edition calls it."""
    shutil.copytree(GUIDE, tmp_path / "content")
    table = tmp_path / "content/salaries/keeper-2022.yaml"
    table.write_text(table.read_text("utf-8").replace("kind: median,", "kind: percentile, p: 50,"), "utf-8")
    words = text(section(html(built(tmp_path / "content", tmp_path / "site"), "salaries/keeper-2025")))
    assert "Изменение 2023 → 2025 Изменение 2022 → 2025" in words


def test_editions_have_the_same_decimals(tmp_path: Path) -> None:
    """Where a figure of one edition has cents, those of all have; a change that rounds to nothing has no sign."""
    shutil.copytree(GUIDE, tmp_path / "content")
    table = tmp_path / "content/salaries/keeper-2025.yaml"
    table.write_text(table.read_text("utf-8").replace("71 000", "'55 999,98'"), "utf-8")
    words = text(section(html(built(tmp_path / "content", tmp_path / "site"), "salaries/keeper-2025")))
    assert "Порт 50 000,00 56 000,00 1) 55 999,98 −0,02 (0 %) +5 999,98 (+12 %)" in words


def test_ranges_change_at_both_ends(site: Path) -> None:
    """A table of bands has two lines in each chart, and a change from the smaller to the larger."""
    page = html(site, "salaries/diver-2025-h1")
    assert rows(page)[-1] == (
        "Омск 44 000 – 82 000 48 000 – 89 000 52 000 – 96 000 +4 000 – +7 000 (+7,9 % – +8,3 %) "
        "+8 000 – +14 000 (+17 % – +18 %)"
    )
    assert panels(page)["Омск"].count('class="trend-line"') == 4
    assert "1-е полугодие 2024" in text(section(page))


def test_a_first_edition_has_nothing_to_compare(without_older: Path, tmp_path: Path) -> None:
    """A series of one table is as a table without one."""
    content = shutil.copytree(without_older, tmp_path / "content")
    table = content / "salaries/keeper-2025.yaml"
    table.write_text(f"series: keeper\nedition: 2025\n{table.read_text('utf-8')}", "utf-8")
    assert not section(html(built(content, tmp_path / "site"), "salaries/keeper-2025"))


# --- for machines ---


def test_exports_name_series_and_edition(site: Path) -> None:
    """In both files of a table and in the data package; a table without has no such column."""
    with (site / "data/keeper-2022.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = [*csv.DictReader(file)]
    assert {(line["series"], line["edition"]) for line in lines} == {("keeper", "2022")}
    facts = json.loads((site / "data/diver-2025-h1.json").read_text("utf-8"))
    assert (facts["series"], facts["edition"]) == ("diver", "2025-H1")
    package = json.loads((site / "data/datapackage.json").read_text("utf-8"))
    resource = next(each for each in package["resources"] if each["name"] == "keeper-2023")
    assert (resource["series"], resource["edition"]) == ("keeper", "2023")
    assert [field["name"] for field in resource["schema"]["fields"]] == [*lines[0]]


def test_the_time_that_an_edition_covers(tmp_path: Path) -> None:
    """Structured data names the edition, and its interval where it is not known when the figures were collected."""
    shutil.copytree(GUIDE, tmp_path / "content")
    table = tmp_path / "content/salaries/diver-2025-h1.yaml"
    table.write_text(table.read_text("utf-8").replace("collected: 2025", "collected: unknown"), "utf-8")
    page = html(built(tmp_path / "content", tmp_path / "site"), "salaries/diver-2025-h1")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    dataset = next(node for node in json.loads(data) if node["@type"] == "Dataset")
    assert (dataset["temporalCoverage"], dataset["version"]) == ("2025-01/2025-06", "2025-H1")


def test_editions_are_ordered_by_when_they_end() -> None:
    """What covers a part of a year is newer than the whole year."""
    ordered = ["2023", "2024-H1", "2024-09", "2024-Q3", "2024", "2024-H2", "2024-12", "2025-01"]
    assert sorted(ordered, key=edition_order) == [
        *("2023", "2024-H1", "2024-Q3", "2024-09", "2024", "2024-H2", "2024-12", "2025-01")
    ]
    assert [interval(each) for each in ("2024", "2024-Q4", "2024-10")] == ["2024", "2024-10/2024-12", "2024-10"]


# --- beginning another edition ---


def test_a_second_table_of_a_role_may_be_another_edition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever begins or imports one is told what joins it to the first."""
    content = shutil.copytree(ROOT / "tests/guides/minimal", tmp_path / "content")
    told = "if it is another edition of designer, give both one “series” and each its own “edition”"
    options = ["--role", "designer", "--content", str(content), "--lang", "en"]
    assert build.main(["new", "salary", "designer-2026", *options]) == 0
    assert told in capsys.readouterr().err
    (tmp_path / "table.csv").write_text("Регион;Медиана\nМосква;90 000\n", encoding="utf-8")
    options += ["--table", "designer-2027", "--currency", "RUB", "--period", "month"]
    assert build.main(["import", str(tmp_path / "table.csv"), *options]) == 0
    assert told in capsys.readouterr().err
