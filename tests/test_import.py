"""`build.py import`: what editors paste and save becomes a salary table, or they are told why not."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imported import figures, guide_of_two_cities, run, saved, table

import build
from careerguide.importing import workbook as workbooks
from careerguide.importing.names import Regions
from careerguide.languages.registry import merged
from careerguide.schema import Region
from careerguide.schema.cells import Gap

HERE = Path(__file__).parent
ROOT = HERE.parent
GUIDE = HERE / "guides/account-management"
SOURCE = HERE / "imports/source-table.txt"
SETTLED = ["--role", "client-department-head", "--gap", "lost_in_source", "--cell", "moskva/agencies/median=115000"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A whole guide without the salary table that is imported into it."""
    shutil.copytree(GUIDE, tmp_path / "content")
    (tmp_path / "content/salaries/client-department-head.yaml").unlink()
    return tmp_path / "content"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A guide of two roles and two cities, Москва and Санкт-Петербург, with a table of the role `designer`."""
    return guide_of_two_cities(tmp_path)


def listing(content: Path) -> set[str]:
    return {path.relative_to(content).as_posix() for path in content.rglob("*")}


# --- the source's own table ---------------------------------------------------------------------------------------


def test_the_sources_table_gives_the_rows_of_the_hand_made_file(content: Path) -> None:
    """With its shifted rows, its merged cities and its second row of headings it becomes the same figures, in order."""
    assert run(content, SOURCE, *SETTLED) == 0

    made, hand = table(content, "client-department-head"), table(GUIDE, "client-department-head")
    assert list(figures(made).items()) == list(figures(hand).items())
    assert [(id, c.kind, c.label, c.years) for id, c in made.columns.items()] == [
        (id, c.kind, c.label, c.years) for id, c in hand.columns.items()
    ]
    assert (made.segments, made.currency, made.period, made.inferred) == (
        hand.segments, hand.currency, hand.period, hand.inferred)  # fmt: skip


def test_the_lone_figure_of_moscow_is_asked_for_not_guessed(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One amount in a column of ranges stops the import, with the very option that settles it, and writes nothing."""
    before = listing(content)

    assert run(content, SOURCE, "--role", "client-department-head") == 1

    said = capsys.readouterr().err
    assert "source-table.txt:3:22: error: “115 000” is one amount in “Диапазон I”" in said
    assert "--cell moskva/agencies/median=115000" in said
    assert "there is no figure for II, III, IV, median" in said
    assert listing(content) == before


def test_settling_the_figure_leaves_the_rest_of_its_row_to_be_settled(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The place that the figure came from is empty then, and asks for its reason like the others."""
    assert run(content, SOURCE, *SETTLED[:2], *SETTLED[4:]) == 1

    said = capsys.readouterr().err
    assert "there is no figure for I, II, III, IV" in said
    assert said.count("error:") == 1


def test_two_statistics_under_one_heading_are_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """“Медиана” above “Средняя заработная плата” is a warning, and a note in the column that readers will see."""
    run(content, SOURCE, *SETTLED)

    assert "they are two different statistics" in capsys.readouterr().err
    assert "Средняя заработная плата" in (table(content, "client-department-head").columns["median"].note or "")


def test_what_is_odd_in_the_figures_is_told_at_once(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The checks of a build run over the new file: Chelyabinsk is told at the line of the new file."""
    run(content, SOURCE, *SETTLED)

    said = capsys.readouterr().err
    assert "Челябинск, Компании: II ends at 45 000" in said
    assert "content/salaries/client-department-head.yaml:" in said
    assert "rows: 24, columns: 5" in said


def test_the_new_file_is_part_of_a_guide_that_builds(content: Path, tmp_path: Path) -> None:
    """What `import` wrote `build` publishes."""
    run(content, SOURCE, *SETTLED)

    assert build.main(["--content", str(content), "--output", str(tmp_path / "site")]) == 0


# --- kinds of files -----------------------------------------------------------------------------------------------

ROWS = [
    ["Город", "Медиана", "10-й перцентиль"],
    ["Москва", "70 000", "от 50 тыс. ₽"],
    ["Питер", "58 000,50", "40000"],
]
WANT = {"moskva/median": "70 000.00", "moskva/p10": "50 000", "spb/median": "58 000.50", "spb/p10": "40 000"}
PLAIN = [row if n != 1 else [row[0], row[1], "50 тыс. ₽"] for n, row in enumerate(ROWS)]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_any_delimiter_and_encoding(small: Path, tmp_path: Path, mark: str, encoding: str) -> None:
    """Semicolons, commas, tabs and bars; UTF-8 with its mark or not, Excel's UTF-16, Windows-1251."""
    rows = [[f'"{cell}"' if "," in cell and mark == "," else cell for cell in row] for row in PLAIN]
    text = "\r\n".join(mark.join(row) for row in rows).replace("₽", "руб.")
    file = saved(tmp_path, text.encode(encoding))

    assert run(small, file, "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == WANT


def test_windows_1251_is_said(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever imports such a file is told how it was read, to look whether the names came out right."""
    file = saved(tmp_path, "Город;Медиана\nМосква;70000\n".encode("cp1251"))

    assert run(small, file, "--role", "designer", "--force") == 0
    assert "it was read as Windows-1251" in capsys.readouterr().err


def test_bytes_that_are_no_text_are_refused(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A picture renamed to .csv is told to be no text, not read as one."""
    assert run(small, saved(tmp_path, b"\x89PNG\r\n\x1a\n\x00\xff\xfe\xc3\x28"), "--role", "designer") == 1
    assert "not UTF-8" in capsys.readouterr().err


def test_standard_input(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table can be piped in; `-` stands for it."""
    text = "| Город | Медиана |\n|---|---:|\n| Москва | 70 000 |\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    assert run(small, "-", "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == {"moskva/median": "70 000"}


NO_TABLES = {
    "a damaged old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the workbook cannot be read"),
    "a web page called .xls": (b"<html><table><tr><td>Median</td></tr></table></html>", "this is a web page or XML"),
    "a damaged workbook": (b"PK\x03\x04 and no more", "the workbook cannot be read"),
    "another encoding without Cyrillic letters": (b"City;Median\nMoscow \x96 centre;5\n", "not UTF-8"),
}


@pytest.mark.parametrize(("content", "said"), NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table_is_refused(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    """What cannot be read is told with a way around it, whatever its name says."""
    assert run(small, saved(tmp_path, content), "--role", "designer", "--table", "new") == 1
    assert said in capsys.readouterr().err
    assert not (small / "salaries/new.yaml").exists()


def test_a_file_that_is_not_there_is_told(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small, tmp_path / "nowhere.csv", "--role", "designer") == 1
    assert "nowhere.csv: error: the file cannot be read" in capsys.readouterr().err


def workbook(path: Path, rows: list[list[object]], merge: str | None = None, **more: list[list[object]]) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for name, cells in {"Лист1": rows, **more}.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    del book["Sheet"]
    book.save(path)
    return path


def test_a_workbook_with_merged_cities(small: Path, tmp_path: Path) -> None:
    """Numbers of a workbook are amounts; the second row of a city, whose cell is merged, belongs to the city above."""
    rows: list[list[object]] = [
        ["Регион", "Сегмент", "Диапазон I", "Медиана"],
        ["Москва", "Агентства", "50 000 – 60 000", 70000],
        [None, "Компании", "45 000 – 55 000", 62000.0],
    ]
    file = workbook(tmp_path / "pay.xlsx", rows, "A2:A3")

    assert run(small, file, "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == {
        "moskva/agencies/I": "50 000 – 60 000",
        "moskva/agencies/median": "70 000",
        "moskva/companies/I": "45 000 – 55 000",
        "moskva/companies/median": "62 000",
    }


def test_a_range_that_excel_took_for_a_date_is_told(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """“10-12” becomes a day in December in a workbook: it is reported at its row, not read as an amount."""
    import datetime

    file = workbook(tmp_path / "pay.xlsx", [["Город", "Медиана"], ["Москва", datetime.date(2026, 12, 10)]])

    assert run(small, file, "--role", "designer", "--force") == 1
    said = capsys.readouterr().err
    assert "pay.xlsx [Лист1]:2:" in said
    assert "“2026-12-10” is a date: spreadsheets make one of what is typed as 10-12" in said
    assert "--cell moskva/median=…" in said


def test_of_several_sheets_the_first_is_read_and_the_others_named(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The choice is told, and `--sheet` makes another."""
    one: list[list[object]] = [["Город", "Медиана"], ["Москва", 70000]]
    two: list[list[object]] = [["Город", "Медиана"], ["СПб", 50000], ["Питер", 50000]]
    file = workbook(tmp_path / "pay.xlsx", one, Второй=two)

    assert run(small, file, "--role", "designer", "--force") == 0
    assert '--sheet: "Лист1", "Второй"' in capsys.readouterr().err
    assert run(small, file, "--role", "designer", "--force", "--sheet", "Второй") == 1


def test_a_sheet_that_is_not_there_is_told(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt sheet, and a workbook in which nothing stands, are told apart."""
    file = workbook(tmp_path / "pay.xlsx", [["Город", "Медиана"], ["Москва", 70000]])

    assert run(small, file, "--role", "designer", "--force", "--sheet", "Лист2") == 1
    assert "did you mean “Лист1”?" in capsys.readouterr().err
    assert run(small, workbook(tmp_path / "empty.xlsx", []), "--role", "designer", "--force") == 1
    assert "there is nothing in it" in capsys.readouterr().err


def test_a_number_in_scientific_notation_is_an_amount(small: Path, tmp_path: Path) -> None:
    """Some programs write 70 000 as 7E4 into a workbook."""
    plain, other = workbook(tmp_path / "plain.xlsx", [["Город", "Медиана"], ["Москва", 70000]]), tmp_path / "other.xlsx"
    with ZipFile(plain) as old, ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>70000</v>", b"<v>7E4</v>"))

    assert run(small, other, "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == {"moskva/median": "70 000"}


def test_a_workbook_without_end_is_refused(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sheet of more cells than any table has is given up, not read into memory."""
    monkeypatch.setattr(workbooks, "MAX_CELLS", 9)
    file = workbook(tmp_path / "pay.xlsx", [["Город", "Медиана"], *([["Москва", 1]] * 9)])

    assert run(small, file, "--role", "designer", "--force") == 1
    assert "more than 9 cells" in capsys.readouterr().err


def test_without_openpyxl_a_workbook_is_told_to_need_it(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback: how to install it, and the way around it."""
    file = workbook(tmp_path / "pay.xlsx", [["Город", "Медиана"], ["Москва", 70000]])
    monkeypatch.delitem(sys.modules, "careerguide.importing.excel", raising=False)
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    assert run(small, file, "--role", "designer") == 1
    assert "uv sync --extra excel" in capsys.readouterr().err


# --- what is worked out -------------------------------------------------------------------------------------------


def test_percentiles_of_states(tmp_path: Path) -> None:
    """An official table of another country: percentiles by code or name, its marks settled by --gap, dollars a year."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides/us-percentiles", content)
    (content / "salaries/keeper.yaml").unlink()
    text = 'AREA,A_PCT10,A_PCT25,A_MEDIAN,A_MEAN\nMaine,"31,200","38,450","47,800","51,640"\n'
    text += 'US-HI,"52,000",*,"141,900",#\n'

    assert (
        run(content, saved(tmp_path, text), "--role", "keeper", "--gap", "*=suppressed", "--gap", "#=not_collected")
        == 0
    )

    made = table(content, "keeper")
    assert list(made.columns) == ["p10", "p25", "median", "mean"]
    assert (made.currency, made.period) == ("USD", "year")
    assert figures(made)["hawaii/p25"] == "suppressed"
    assert isinstance(made.pay[1].cells[3].value, Gap)


def test_what_is_stated_is_not_called_inferred(small: Path, tmp_path: Path) -> None:
    """Currency, period and basis that a heading or an option states are taken from there."""
    file = saved(tmp_path, "Город;Медиана, € в год, до вычета налога\nМосква;30 000\n")

    assert run(small, file, "--role", "designer", "--force") == 0

    made = table(small, "designer")
    assert (made.currency, made.period, made.basis, made.inferred) == ("EUR", "year", "gross", ())


def test_a_column_of_ranges_under_any_heading_is_a_band(small: Path, tmp_path: Path) -> None:
    """“3–6 лет” says the years, its figures say that it is a band, and the file says that this is inferred."""
    file = saved(tmp_path, "Город;без опыта;3–6 лет\nМосква;50–60 тыс.;60 000...90 000\n")

    assert run(small, file, "--role", "designer", "--force") == 0

    made = table(small, "designer")
    assert [(id, c.kind, c.years) for id, c in made.columns.items()] == [("from-0", "band", 0), ("from-3", "band", 3)]
    assert "columns" in made.inferred


def test_honest_placeholders(small: Path, tmp_path: Path) -> None:
    """What no table says is written as unknown, with a note for the editor in the guide's language."""
    run(small, saved(tmp_path, "Город;Медиана\nМосква;70000\n"), "--role", "designer", "--force")

    made = table(small, "designer")
    assert (made.basis, made.collected.text, made.source.date.text) == ("unknown", "unknown", "unknown")
    assert "pay.csv" in made.source.title
    assert str(tmp_path) not in (small / "salaries/designer.yaml").read_text(encoding="utf-8")


SHAPES = {
    "a city alone above its rows": (
        "Город;Сегмент;Медиана\nМосква;;\n;Агентства;5000\n;Компании;6000\n",
        {"moskva/agencies/median": "5 000", "moskva/companies/median": "6 000"},
    ),
    "a last column without a heading or anything in it": ("Город;Медиана;\nМосква;5000;\n", {"moskva/median": "5 000"}),
    "cities under a heading of one's own": ("Где;Медиана\nМосква;5000\n", {"moskva/median": "5 000"}),
    "a band without a number": ("Город;Грейд\nМосква;5000–6000\n", {"moskva/greyd": "5 000 – 6 000"}),
    "the statistic in the second row of headings": (
        "Город;Выплаты\n;медиана\nМосква;5000\n",
        {"moskva/median": "5 000"},
    ),
    "employers whose names give one id": (
        "Город;Сегмент;Медиана\nМосква;A & B;5000\nМосква;A + B;6000\n",
        {"moskva/a-b/median": "5 000", "moskva/a-b-2/median": "6 000"},
    ),
}
EMPLOYERS = {
    "moskva/agencies/I": "5 000 – 6 000",
    "moskva/agencies/median": "5 500",
    "moskva/companies/I": "6 000 – 7 000",
    "moskva/companies/median": "6 500",
}
WIDE = {
    "before each statistic": "Город;{0}:{1};{0} – {2};{3} — {1};{3}/{2}\n{4}",
    "above the statistics": "Обзор\nГород;{0};;{3};\n;{1};{2};{1};{2}\n{4}",
    "above, the region below": ";{0};;{3};\nГород;{1};{2};{1};{2}\n;(от 2 лет);;(от 2 лет);\n{4}",
}


@pytest.mark.parametrize(("text", "read"), SHAPES.values(), ids=SHAPES)
def test_tables_come_in_many_shapes(small: Path, tmp_path: Path, text: str, read: dict[str, str]) -> None:
    """Each is read as whoever made it meant it."""
    assert run(small, saved(tmp_path, text), "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == read


@pytest.mark.parametrize("text", WIDE.values(), ids=WIDE)
def test_employers_in_the_headings_become_rows(small: Path, tmp_path: Path, text: str) -> None:
    """“Агентства: медиана”, with any dash or slash, or in a row above, is a column of one kind of employer."""
    rows = "Москва;5000–6000;5500;6000–7000;6500\nИсточник: опрос\n"
    file = saved(tmp_path, text.format("Агентства", "диапазон I", "медиана", "Компании", rows))

    assert run(small, file, "--role", "designer", "--force") == 0

    made = table(small, "designer")
    assert figures(made) == EMPLOYERS
    labels = {id: segment.label for id, segment in made.segments.items()}
    assert (labels, made.columns["median"].label) == (
        {"agencies": "Агентства", "companies": "Компании"}, made.columns["median"].label.capitalize())  # fmt: skip


def test_what_an_employer_lacks_is_asked_for_in_its_row(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty cell, and a statistic that only the other employer has, are named by row and column."""
    file = saved(tmp_path, "Город;Агентства: медиана;Компании: медиана;Компании: p10\nМосква;5000;;4000\n")

    assert run(small, file, "--role", "designer", "--force") == 1

    said = capsys.readouterr().err
    assert "--cell moskva/agencies/p10=lost_in_source" in said
    assert "--cell moskva/companies/median=lost_in_source" in said


def test_an_employer_that_is_a_guess_is_told(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words that no table of the guide has for an employer may be something else: the editor is to look."""
    file = saved(tmp_path, "Город;Агентства: медиана;Студии: медиана\nМосква;5000;6000\n")

    assert run(small, file, "--role", "designer", "--force") == 0

    said = capsys.readouterr().err
    assert "pay.csv:1:26: warning: “Студии” is read as a kind of employer [guessed-segment]" in said
    assert "“Агентства”" not in said


@pytest.mark.parametrize(
    "headings", ["Зарплата: медиана;Оклад: p10", "На руки: медиана;Gross: p10", "USD: медиана;2024: p10"]
)
def test_other_words_before_a_statistic_are_no_employers(small: Path, tmp_path: Path, headings: str) -> None:
    """Pay, tax, a currency and a year say something else of the figures."""
    file = saved(tmp_path, f"Город;{headings}\nМосква;5000;4000\n")

    assert run(small, file, "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == {"moskva/median": "5 000", "moskva/p10": "4 000"}


def test_a_second_row_of_headings_says_the_years(small: Path, tmp_path: Path) -> None:
    """Experience that is named below a heading belongs to the column above it."""
    file = saved(tmp_path, "Город;Диапазон I;Медиана\n;(от 2 лет);\nМосква;5000–6000;7000\n")

    assert run(small, file, "--role", "designer", "--force") == 0
    assert [column.years for column in table(small, "designer").columns.values()] == [2, None]


def test_a_second_row_of_headings_that_fits_nowhere_is_told(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words that stand below no column of figures are not guessed at."""
    file = saved(tmp_path, "Город;Диапазон I;Медиана\n(от 2 лет);;\nМосква;5000–6000;7000\n")

    assert run(small, file, "--role", "designer", "--force") == 0
    assert "pay.csv:2:1: warning: it is not clear which columns the words" in capsys.readouterr().err
    assert [column.years for column in table(small, "designer").columns.values()] == [None, None]


@pytest.mark.parametrize(
    ("heading", "currency"), [("Медиана, USD", "USD"), ("Медиана, руб.", "RUB"), ("Медиана, €", "EUR")]
)
def test_a_currency_in_the_headings_is_stated(small: Path, tmp_path: Path, heading: str, currency: str) -> None:
    """A code, a word or a sign: what the table says is not called inferred."""
    assert run(small, saved(tmp_path, f"Город;{heading}\nМосква;5000\n"), "--role", "designer", "--force") == 0

    made = table(small, "designer")
    assert (made.currency, "currency" in made.inferred) == (currency, False)


def test_a_currency_that_nothing_says_is_asked_for(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Regions of two countries and no other table: the amounts could be in either currency."""
    (small / "salaries/designer.yaml").unlink()
    (small / "regions.yaml").write_text("moskva: {name: Москва, code: RU-MOW}\nminsk: {name: Минск, code: BY-HM}\n")
    file = saved(tmp_path, "Город;Медиана\nМосква;5000\nМинск;6000\n")

    assert run(small, file, "--role", "designer") == 1
    assert "say it: --currency RUB" in capsys.readouterr().err
    assert run(small, file, "--role", "designer", "--currency", "BYN") == 0


def test_a_role_that_shows_no_table_yet_is_named(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is to be done next is said: the role's own file has to name the table."""
    assert run(small, saved(tmp_path, "Город;Медиана\nМосква;5000\n"), "--role", "art-director") == 0
    assert "add “pay: art-director” to content/roles/art-director.md" in capsys.readouterr().err


# --- thousands ----------------------------------------------------------------------------------------------------

THOUSANDS = {
    "in brackets": ("Город;Медиана (тыс. руб.)\nМосква;115\n", "Медиана", "115 000"),
    "abbreviated": ("Город;Медиана, т.р.\nМосква;115,5\n", "Медиана", "115 500"),
    "in full": ("Город;Медиана в тысячах рублей\nМосква;115\n", "Медиана", "115 000"),
    "in a title": ("Зарплаты, тыс. руб.;\nГород;Медиана\nМосква;115\n", "Медиана", "115 000"),
    "in a second row of headings": ("Город;Медиана\n;тыс. руб.\nМосква;115\n", "Медиана", "115 000"),
    "in a column of its own": ("Город;Медиана;Ед.\nМосква;115;тыс. руб.\n", "Медиана", "115 000"),
    "as zeros": ("City;Median annual wage (RUB 000)\nМосква;115\n", "Median annual wage", "115 000"),
    "as zeros with an apostrophe": ("City;Median, ₽'000s\nМосква;115\n", "Median", "115 000"),
    "as a letter": ("City;Median (RUB k)\nМосква;115\n", "Median", "115 000"),
    "millions": ("Город;Медиана, млн руб. в год\nМосква;1,38\n", "Медиана, в год", "1 380 000"),
    "beside amounts that say it themselves": ("Город;Медиана (тыс. руб.)\nМосква;115 тыс.\n", "Медиана", "115 000"),
}


@pytest.mark.parametrize(("text", "label", "median"), THOUSANDS.values(), ids=THOUSANDS)
def test_figures_in_thousands_are_written_in_full(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, label: str, median: str
) -> None:
    """Wherever a table names its unit, figures are multiplied, the editor is told, and the label loses the unit."""
    assert run(small, saved(tmp_path, text), "--role", "designer", "--force") == 0

    made = table(small, "designer")
    assert (figures(made), made.columns["median"].label) == ({"moskva/median": median}, label)
    assert made.currency == "RUB"
    assert ("is read as" in capsys.readouterr().err) is ("115 тыс." not in text)


def test_a_column_that_names_no_unit_takes_that_of_the_others(small: Path, tmp_path: Path) -> None:
    """Unless it names a currency alone; ranges and their ends are multiplied, too."""
    text = "Город;Медиана (тыс. руб.);P90;Среднее, руб.;Диапазон I\nМосква;115;180;120 000;50–60\n"

    assert run(small, saved(tmp_path, text), "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == {
        "moskva/median": "115 000", "moskva/p90": "180 000", "moskva/mean": "120 000", "moskva/I": "50 000 – 60 000",
    }  # fmt: skip


def test_each_row_can_have_a_unit(small: Path, tmp_path: Path) -> None:
    """A column of units says it row by row."""
    text = "Город;Медиана;Единица\nМосква;115;тыс. руб.\nПитер;90 000;руб.\n"

    assert run(small, saved(tmp_path, text), "--role", "designer", "--force") == 0

    made = table(small, "designer")
    assert figures(made) == {"moskva/median": "115 000", "spb/median": "90 000"}
    assert "currency" not in made.inferred


UNCLEAR = {
    "full amounts under a heading of thousands": (
        "Город;Медиана (тыс. руб.)\nМосква;115 000\n",
        "pay.csv:2:8: error: “115 000” would be 115 000 000, because of “Медиана (тыс. руб.)”",
        {"one": "115 000", "thousand": "115 000 000"},
    ),
    "small amounts beside another table": (
        "Город;Медиана\nМосква;115\n",
        "--unit: error: the figures are about 115 RUB, those of the table “designer” about",
        {"one": "115", "thousand": "115 000"},
    ),
}


@pytest.mark.parametrize(("text", "said", "units"), UNCLEAR.values(), ids=UNCLEAR)
def test_an_unclear_unit_is_asked_for(
    small: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    said: str,
    units: dict[str, str],
) -> None:
    """Nothing is written until --unit says which it is, and then it is so."""
    monkeypatch.chdir(tmp_path)
    saved(tmp_path, text)

    assert run(small, "pay.csv", "--role", "designer", "--table", "new") == 1
    assert said in capsys.readouterr().err
    for unit, median in units.items():
        assert run(small, "pay.csv", "--role", "designer", "--table", unit, "--unit", unit) == 0
        assert figures(table(small, unit)) == {"moskva/median": median}


def test_small_amounts_of_a_guide_without_tables_are_asked_about(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """115 a month is less than anybody is paid; an hourly rate is not."""
    (small / "salaries/designer.yaml").unlink()
    file = saved(tmp_path, "Город;Медиана\nМосква;115\n")

    assert run(small, file, "--role", "designer") == 1
    assert "the figures are about 115 RUB: are they thousands?" in capsys.readouterr().err
    assert run(small, file, "--role", "designer", "--period", "hour") == 0


# --- what is left out, and other names ----------------------------------------------------------------------------

AS_PEOPLE_HAVE_IT: dict[str, tuple[str, list[str], dict[str, str]]] = {
    "a total": ("Город;Медиана\nМосква;5000\nИтого;5000\n", ["--skip", "итого"], {"moskva/median": "5 000"}),
    "a column": ("Город;Медиана;Выплаты\nМосква;5000;6\n", ["--skip", "Выплаты"], {"moskva/median": "5 000"}),
    "a column of counts": (
        "Город;Медиана;Кол-во вакансий\nМосква;5000;6\n",
        ["--skip", "Кол-во вакансий"],
        {"moskva/median": "5 000"},
    ),
    "a column N": ("City,N,Median\nМосква,6,5000\n", ["--skip", "N"], {"moskva/median": "5 000"}),
    "a year": ("Город;2023;2024, медиана\nМосква;4;5000\n", ["--skip", "2023"], {"moskva/median": "5 000"}),
    "an hourly column": ("AREA,H_MEAN,A_MEAN\nМосква,41,5000\n", ["--skip", "H_MEAN"], {"moskva/mean": "5 000"}),
    "percentiles by per cent": (
        "Город;25%;50 %;75-й\nМосква;5000;6000;7000\n",
        [],
        {"moskva/p25": "5 000", "moskva/median": "6 000", "moskva/p75": "7 000"},
    ),
    "percentiles with a Cyrillic letter": (
        "Город;Р10;P90\nМосква;5000;6000\n",
        [],
        {"moskva/p10": "5 000", "moskva/p90": "6 000"},
    ),
    "a heading with a Latin letter": ("Город;М\u0065диана\nМ\u006fсква;5000\n", [], {"moskva/median": "5 000"}),
    "short names": (
        "Город;Медиана\nМСК;5000\nПитер;6000\n",
        [],
        {"moskva/median": "5 000", "spb/median": "6 000"},
    ),
    "codes without the country": (
        "Город;Медиана\nMOW;5000\nSPE;6000\n",
        [],
        {"moskva/median": "5 000", "spb/median": "6 000"},
    ),
    "employers behind the statistic": (
        "Город;Медиана агентства;Медиана компании\nМосква;5000;6000\n",
        [],
        {"moskva/agencies/median": "5 000", "moskva/companies/median": "6 000"},
    ),
    "marks that are gaps": (
        "Город;Медиана;P90\nМосква;5000;#\nПитер;*;6000\n",
        ["--gap", "*=suppressed", "--gap", "#=top_coded 239200"],
        {"moskva/median": "5 000", "moskva/p90": "top_coded 239 200", "spb/median": "suppressed", "spb/p90": "6 000"},
    ),
    "a table on its side": (
        "Показатель;Москва;Питер\nМедиана;5000;6000\nP90;7000;8000\n",
        [],
        {"moskva/median": "5 000", "moskva/p90": "7 000", "spb/median": "6 000", "spb/p90": "8 000"},
    ),
    "the marks of footnotes": ("Город;Медиана\nМосква*;5000**\n", [], {"moskva/median": "5 000"}),
}


@pytest.mark.parametrize(("text", "options", "read"), AS_PEOPLE_HAVE_IT.values(), ids=AS_PEOPLE_HAVE_IT)
def test_tables_are_read_as_people_have_them(
    small: Path, tmp_path: Path, text: str, options: list[str], read: dict[str, str]
) -> None:
    """Totals, counts, usual short names, marks and tables on their side need no work on the file."""
    assert run(small, saved(tmp_path, text), "--role", "designer", "--force", *options) == 0
    assert figures(table(small, "designer")) == read


def test_every_usual_short_name_means_one_place() -> None:
    """No short name of a city is another's name or short name."""
    names = [name.casefold() for full, short in merged(lambda rules: rules.headings.place_names).items()
             for name in (full, *short)]  # fmt: skip
    assert len(names) == len(set(names))


def test_columns_from_and_to_are_inferred_to_be_the_lowest_and_highest(small: Path, tmp_path: Path) -> None:
    """“от” and “до” may be the ends of a range as well: the file says that this is a guess."""
    assert run(small, saved(tmp_path, "Город;от;до\nМосква;5000;6000\n"), "--role", "designer", "--force") == 0
    assert "columns" in table(small, "designer").inferred


# --- more of workbooks --------------------------------------------------------------------------------------------


def test_what_a_workbook_hides_or_formats_is_told(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hidden rows and columns, struck-out cells and units in number formats; an average is rounded as it is shown."""
    openpyxl = pytest.importorskip("openpyxl")
    file = workbook(
        tmp_path / "pay.xlsx", [["Город", "Медиана", "P90"], ["Москва", 115, 5e5 / 3], ["Питер", 90000, 1e5]]
    )
    book = openpyxl.load_workbook(file)
    sheet = book.active
    sheet["B2"].number_format = '# ##0 "тыс. ₽"'
    sheet["B3"].number_format = '# ##0,\\ "тыс. ₽"'
    sheet["C2"].number_format = "#,##0"
    sheet["C3"].font = openpyxl.styles.Font(strike=True)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.save(file)

    assert run(small, file, "--role", "designer", "--force") == 0

    said = capsys.readouterr().err
    assert "rows 3" in said
    assert "columns C" in said
    assert "struck out, and read all the same: C3" in said
    assert "they are read as “115 тыс. ₽”" in said
    assert figures(table(small, "designer")) == {
        "moskva/median": "115 000", "moskva/p90": "166 667", "spb/median": "90 000", "spb/p90": "100 000",
    }  # fmt: skip


def test_thousandths_of_a_workbook_are_read(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A number of a workbook is no text: 57.125 thousand is 57 125, and 12.125 dinars are not 12 125."""
    rows = [["Город", "Медиана, тыс. руб."], ["Москва", 57.125], ["Питер", 1.5]]
    assert run(small, workbook(tmp_path / "k.xlsx", rows), "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == {"moskva/median": "57 125", "spb/median": "1 500"}

    rows = [["Город", "Медиана"], ["Москва", 12.125], ["Питер", 11]]
    options = ("--role", "designer", "--currency", "TND", "--period", "hour", "--force")
    assert run(small, workbook(tmp_path / "d.xlsx", rows), *options) == 0
    assert figures(table(small, "designer")) == {"moskva/median": "12.1250", "spb/median": "11.00"}


def test_the_sheet_with_the_table_is_read(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cover before it is passed over, and the choice is told."""
    file = workbook(tmp_path / "pay.xlsx", [["Отчёт"], ["2024"]], Данные=[["Город", "Медиана"], ["Москва", 70000]])

    assert run(small, file, "--role", "designer", "--force") == 0
    assert "of several sheets “Данные” is read, the only one with a table" in capsys.readouterr().err
    assert figures(table(small, "designer")) == {"moskva/median": "70 000"}


def test_an_old_workbook_is_read(small: Path) -> None:
    """A workbook of Excel 97 (.xls)."""
    assert run(small, HERE / "imports/old.xls", "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == {
        "moskva/median": "115 000", "moskva/p90": "150 000.50", "spb/median": "90 000", "spb/p90": "120 000.00",
    }  # fmt: skip


NAMESPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in
                      ("office", "table", "text", "manifest"))  # fmt: skip
OPEN_DOCUMENT = f"""<office:document-content {NAMESPACES}><office:body><office:spreadsheet>
<table:table table:name="Лист1">{{}}</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = f"""<manifest:manifest {NAMESPACES}><manifest:file-entry manifest:full-path="/"
manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""


def open_document(path: Path, rows: str) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", MANIFEST)
        parts.writestr("content.xml", OPEN_DOCUMENT.format(rows))
    return path


def ods_cell(value: object, more: str = "") -> str:
    kind = f'"float" office:value="{value}"' if isinstance(value, int) else '"string"'
    return f"<table:table-cell office:value-type={kind} {more}><text:p>{value}</text:p></table:table-cell>"


def test_a_workbook_of_libreoffice_is_read(small: Path, tmp_path: Path) -> None:
    """.ods, with the empty rows and columns up to the end of the sheet that LibreOffice writes."""
    rest = '<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
    rows = "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}{rest}" for row in (["Город", "Медиана"], ["Москва", 70000])
    )
    rows += f'<table:table-row table:number-rows-repeated="1048574">{rest}'

    assert run(small, open_document(tmp_path / "pay.ods", rows), "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == {"moskva/median": "70 000"}


def repacked(path: Path, sheet: Path, change: Callable[[bytes], bytes]) -> Path:
    """Return a workbook whose first sheet is changed."""
    with ZipFile(sheet) as old, ZipFile(path, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name.endswith("sheet1.xml") else old.read(name))
    return path


BOMBS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "an attribute of 200 MB": (
        lambda xml: xml.replace(b"<sheetData", b'<sheetData x="' + b"a" * 200_000_000 + b'"', 1),
        "unpacks to more than 50 MB",
    ),
    "a text of 300 MB": (
        lambda xml: xml.replace("Москва".encode(), b"a" * 300_000_000, 1),
        "unpacks to more than 50 MB",
    ),
    "a text of 40 MB": (lambda xml: xml.replace("Москва".encode(), b"a" * 40_000_000, 1), "more than 32767 characters"),
}


@pytest.mark.parametrize(("change", "said"), BOMBS.values(), ids=BOMBS)
def test_a_workbook_that_unpacks_to_very_much_is_refused(
    small: Path, tmp_path: Path, change: Callable[[bytes], bytes], said: str
) -> None:
    """A small file can hold hundreds of megabytes: it is refused within 400 MB of memory."""
    plain = workbook(tmp_path / "plain.xlsx", [["Город", "Медиана"], ["Москва", 70000]])
    with_text = inline_text(tmp_path / "inline.xlsx", plain)
    file = repacked(tmp_path / "pay.xlsx", with_text, change)

    assert file.stat().st_size < 400_000
    done = limited(small, file)
    assert done.returncode == 1
    assert said in done.stderr


def test_a_workbook_that_declares_less_than_it_holds_is_refused(small: Path, tmp_path: Path) -> None:
    """The declared size of a part is not believed."""
    plain = inline_text(
        tmp_path / "inline.xlsx", workbook(tmp_path / "plain.xlsx", [["Город", "Медиана"], ["Москва", 1]])
    )
    file = repacked(tmp_path / "pay.xlsx", plain, lambda xml: xml.replace("Москва".encode(), b"a" * 300_000_000, 1))
    raw = bytearray(file.read_bytes())
    entry = raw.rfind(b"PK\x01\x02", 0, raw.rfind(b"xl/worksheets/sheet1.xml"))
    raw[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    file.write_bytes(raw)

    done = limited(small, file)
    assert done.returncode == 1
    assert "the workbook cannot be read" in done.stderr


def test_cells_repeated_without_end_are_refused(small: Path, tmp_path: Path) -> None:
    """One cell of an .ods can be said to be repeated a billion times."""
    many = ods_cell(1, 'table:number-columns-repeated="16000"')
    rows = f'<table:table-row table:number-rows-repeated="1000000">{many}</table:table-row>'

    done = limited(small, open_document(tmp_path / "pay.ods", rows))
    assert done.returncode == 1
    assert "more than 1000000 cells" in done.stderr


def inline_text(path: Path, sheet: Path) -> Path:
    """Return a workbook whose city is written in the sheet itself, not among the shared strings."""
    text = '<c r="A2" t="inlineStr"><is><t>Москва</t></is></c>'.encode()
    return repacked(path, sheet, lambda xml: re.sub(rb'<c r="A2"[^>]*>.*?</c>', text, xml))


def limited(content: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """Return an import that ran with 600 MB of address space."""
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (600 * 2**20,) * 2); import build; "
    code = limit + "sys.exit(build.main(sys.argv[1:]))"
    options = ["--role", "designer", "--table", "new", "--content", str(content), "--lang", "en"]
    return subprocess.run(
        [sys.executable, "-c", code, "import", str(file), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


# --- what is refused ----------------------------------------------------------------------------------------------

REFUSED = {
    "a region that the guide does not know": (
        "Город;Медиана\nТверь;50000\nТверь;60000\n",
        ["pay.csv:2:1: error: no region of the guide goes by the name “Тверь”", "tver:\n", "name: Тверь"],
    ),
    "a misspelt region": ("Город;Медиана\nМасква;50000\n", ["did you mean “Москва”?"]),
    "a row that is there twice": (
        "Город;Медиана\nСПб;1\nПитер;50000\nМосква;2\nмосква;3\n",
        ["pay.csv:5:1: error: this row is here twice (first on line 4)"],
    ),
    "an empty cell": (
        "Город;Медиана\nМосква;\n",
        ["pay.csv:2:1: error: there is no figure for median", "--cell moskva/median=lost_in_source"],
    ),
    "an amount that can be read in two ways": (
        "Город;Медиана\nМосква;50.000\n",
        ["pay.csv:2:8: error: “50.000” can be read in two ways"],
    ),
    "a column of nobody knows what": (
        "Город;Медиана;Выплаты\nМосква;5;6\n",
        ["pay.csv:1:15: error: it is not clear which statistic the column “Выплаты” is"],
    ),
    "two columns of one meaning": (
        "Город;Медиана;median\nМосква;5;6\n",
        ["“median” means the same as the column “Медиана”"],
    ),
    "a total": ("Город;Медиана\nМосква;5000\nВ среднем по России;6000\n", ['--skip "В среднем по России"']),
    "a short name of a place that is missing": ("Город;Медиана\nЕкб;5000\n", ["name: Екатеринбург", '--skip "Екб"']),
    "a mark that nobody explains": ("Город;Медиана\nМосква;*\n", ['--gap "*=suppressed"', '"*=top_coded 239 200"']),
    "a range that a spreadsheet took for a date": (
        "Город;Медиана\nМосква;10.дек\nПитер;5-Oct\n",
        ["is a date: spreadsheets make one of what is typed as 10-12", "typed as 5-10", "--cell moskva/median=…"],
    ),
    "years in the headings": ("Город;2023;2024\nМосква;5000;6000\n", ['--skip "2023"', '--skip "2024"']),
    "two columns of one statistic": ("AREA,H_MEAN,A_MEAN\nМосква,5,6\n", ['--skip "H_MEAN" or --skip "A_MEAN"']),
    "no headings": ("Москва;50000\nПитер;60000\n", ["no line here names the columns"]),
    "no columns": ("Москва 50000\n", ["nothing divides its columns"]),
    "nothing at all": ("", ["nothing divides its columns"]),
    "a quotation mark without end": (
        'Город;Медиана\n"Москва;50000\n',
        ["pay.csv:2:1: error: the quotation mark that begins here never ends"],
    ),
    "more cells than headings": (
        "Город;Медиана\nМосква;50000;60000\n",
        ["pay.csv:2:14: error: there are more cells here than headings"],
    ),
    "a row of no kind of employer": (
        "Город;Сегмент;Медиана\nМосква;Агентства;5\nМосква;;6\n",
        ["pay.csv:3:1: error: this row does not say which kind of employer it is of"],
    ),
    "other employers in each city": (
        "Город;Сегмент;Медиана\nМосква;Агентства;5000\nПитер;Компании;6000\n",
        ["there is no row of moskva/companies", "--cell spb/agencies/median=lost_in_source"],
    ),
    "a row of no region": ("Город;Медиана\n;5\n", ["pay.csv:2:1: error: this row names no region"]),
    "an amount in the only column, which is one of ranges": (
        "Город;Диапазон I\nМосква;50000\n",
        [
            "“50000” is one amount in “Диапазон I”, a column of ranges",
            "if the figure is lost: --cell moskva/I=lost_in_source",
        ],
    ),
    "two currencies": ("Город;Медиана;p10\nМосква;50000 €;40000 $\n", ["in another currency than the table"]),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_understood_is_told_and_nothing_is_written(
    small: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    said: list[str],
) -> None:
    """Each mistake is told at its line with a remedy, and the folder is as it was."""
    monkeypatch.chdir(tmp_path)
    saved(tmp_path, text)
    before = listing(small)

    assert run(small, "pay.csv", "--role", "designer", "--table", "new") == 1

    report = capsys.readouterr().err
    assert [part for part in said if part not in report] == []
    assert listing(small) == before


def test_everything_is_told_in_one_go(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three mistakes in one file are three Problems of one run."""
    file = saved(tmp_path, "Город;Медиана\nТверь;50000\nМосква;5О 000\nПитер;\n")

    assert run(small, file, "--role", "designer", "--table", "new") == 1
    assert "3 errors" in capsys.readouterr().err


def test_a_file_that_is_there_stays_there(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only --force replaces a table."""
    file, there = saved(tmp_path, "Город;Медиана\nМосква;50000\n"), small / "salaries/designer.yaml"
    before = there.read_bytes()

    assert run(small, file, "--role", "designer") == 1
    assert there.read_bytes() == before
    assert "--force replaces it" in capsys.readouterr().err
    assert run(small, file, "--role", "designer", "--force") == 0
    assert there.read_bytes() != before


def test_a_warning_is_an_error_under_strict(content: Path) -> None:
    """With --strict nothing is written that a build would complain of."""
    assert run(content, SOURCE, *SETTLED, "--strict") == 1
    assert not (content / "salaries/client-department-head.yaml").exists()


@pytest.mark.parametrize(("options", "said"), [
    (["--role", "desinger"], "did you mean “designer”?"),
    ([], "--role art-director | designer"),
    (["--role", "designer", "--cell", "moskva/p10=1"], "“moskva/p10” is no cell of this table"),
    (["--role", "designer", "--cell", "moskva/median"], "--cell moskva/median: error: there is no = in it"),
    (["--role", "designer", "--cell", "moskva/median=50.000"], "“50.000” can be read in two ways"),
    (["--role", "designer", "--gap", "lost"], "“lost” is no reason"),
    (["--role", "designer", "--gap", "#=top_coded"], '--gap "#=top_coded 239 200"'),
    (["--role", "designer", "--skip", "Итого"], "no row or column of this table is called “итого”"),
    (["--role", "designer", "--table", "../x"], "cannot be a file's name"),
    (["--role", "designer", "--currency", "RUR"], "“RUR” is no currency"),
])  # fmt: skip
def test_options_are_checked_like_the_file(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    """A misspelt option is told with what may stand there."""
    file = saved(tmp_path, "Город;Медиана\nМосква;50000\n")

    assert run(small, file, "--force", *options) == 1
    assert said in capsys.readouterr().err


def test_lines_that_are_no_rows_are_named(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A title above and a note below are not read, and the editor is told at their lines."""
    file = saved(tmp_path, "Обзор 2024;\nГород;Медиана\nМосква;50000\nИсточник: опрос;\n")

    assert run(small, file, "--role", "designer", "--force") == 0

    said = capsys.readouterr().err
    assert "pay.csv:1:1: warning: this line above the headings is not read" in said
    assert "pay.csv:4:1: warning: this line holds no figures" in said


PIECES = [
    "Агентства: медиана",
    "Студии / p10",
    "Город",
    "Медиана",
    "Диапазон I",
    "Сегмент",
    "(от 2 лет)",
    "Москва",
    "Питер",
    "Агентства",
    "50 000",
    "5-6 тыс.",
]
SIGNS = ["", "–", '"', "|", ";", ",", "\t", "\n", "\n", " ", "н/д", "\u00a0", "|---|", "p10", "$1"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*PIECES, *SIGNS]), max_size=40).map("".join))
def test_no_table_is_too_strange_to_be_told_about(small: Path, text: str) -> None:
    """Whatever is pasted, it is read or told to be wrong; only a bug raises."""
    file = saved(small.parent, text)

    assert run(small, file, "--role", "designer", "--table", "strange", "--force", "--quiet") in {0, 1}


def test_the_system_speaks_russian(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be opened is told without the system's English."""
    for file, why in ((tmp_path / "nowhere.csv", "не найдено"), (tmp_path, "это папка")):
        assert build.main(["import", str(file), "--content", str(small), "--lang", "ru"]) == 1
        assert f"файл не удаётся прочитать: {why}\n" in capsys.readouterr().err


def test_another_spelling_of_a_region_is_added_to_it(tmp_path: Path) -> None:
    """A name whose id is taken is offered as another name of that region, beside those it has."""
    region = Region(id="nizhny-novgorod", name="Нижний", also=("НН",))

    hint = Regions({region.id: region}, "ru").hint("Nizhny Novgorod!", "content/regions.yaml")

    assert "“nizhny-novgorod” is in content/regions.yaml already" in str(hint)
    assert str(hint).endswith('\n  also: [НН, "Nizhny Novgorod!"]')


# --- what else is pasted and saved ----------------------------------------------------------------------------------


def test_bold_cells_of_a_pasted_table_are_read(small: Path, tmp_path: Path) -> None:
    """Marks of Markdown around a city or a heading are no part of its name."""
    file = saved(tmp_path, "| Город | **Медиана** |\n|---|---|\n| **Москва** | `70 000` |\n")

    assert run(small, file, "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == {"moskva/median": "70 000"}


def test_lines_of_text_around_a_table_are_told_and_left_out(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report's head and its source are no table, however many lines they are."""
    text = "Отчёт о рынке\nПодготовлен в марте\n\nГород;Медиана\nМосква;70000\nИсточник: опрос\n"

    assert run(small, saved(tmp_path, text), "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == {"moskva/median": "70 000"}
    assert capsys.readouterr().err.count("warning: ") == 3


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#ССЫЛКА!", "#ИМЯ?"])
def test_the_error_of_a_formula_is_no_mark(
    error: str, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is to be mended, not declared a reason why a figure is missing."""
    assert run(small, saved(tmp_path, f"Город;Медиана\nМосква;{error}\n"), "--role", "designer", "--force") == 1

    said = capsys.readouterr().err
    assert f"“{error}” is the error of a formula" in said
    assert "--cell moskva/median=…" in said
    assert "--gap" not in said


def test_documents_are_no_tables(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table has to be copied out of a PDF, or a file of Word."""
    word = io.BytesIO()
    with ZipFile(word, "w") as parts:
        parts.writestr("word/document.xml", "<w/>")
    for name, raw in {"pay.pdf": b"%PDF-1.7\n", "pay.rtf": b"{\\rtf1 x}", "pay.docx": word.getvalue()}.items():
        assert run(small, saved(tmp_path, raw, name), "--role", "designer", "--force") == 1
        assert "this is a document, not a table" in capsys.readouterr().err
