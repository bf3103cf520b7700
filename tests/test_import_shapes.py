"""`build.py import`: tables with counts, breakdowns, editions and footnotes."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from imported import figures, guide_of_two_cities, run, saved, table
from sites import built

from careerguide.pay.money import format_cell
from careerguide.schema import ColumnKind, SalaryTable
from careerguide.schema.cells import Absent


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A guide of two roles and two cities, Москва and Санкт-Петербург, with a table of the role `designer`."""
    return guide_of_two_cities(tmp_path)


# --- numbers of people --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["Опрошено", "Респондентов", "Кол-во вакансий", "Численность", "Number of responses", "n", "Employed", "Anzahl"],
)
def test_numbers_of_people_are_a_column_of_counts(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], heading: str
) -> None:
    """By its heading alone; the editor is told that it is read as no pay."""
    file = saved(tmp_path, f"Город;Медиана;{heading}\nМосква;5000;1 068\nПитер;6000;0\n")

    assert run(small, file, "--role", "designer", "--force") == 0

    made = table(small, "designer")
    column = list(made.columns)[1]
    assert (made.columns[column].kind, made.columns[column].label) == (ColumnKind.COUNT, heading)
    assert figures(made)[f"moskva/{column}"] == "1 068"
    assert figures(made)[f"spb/{column}"] == "0"
    assert f"advice: the column “{heading}” is read as numbers of people, no pay" in capsys.readouterr().err


COUNTED = {
    "of a title": ("Зарплаты, тыс. руб.;;\nГород;Медиана;Опрошено\nМосква;115;40\n", [], "40"),
    "of another column": ("Город;Медиана, тыс. руб.;Опрошено\nМосква;115;40\n", [], "40"),
    "of the row": ("Город;Медиана;Ед.;Опрошено\nМосква;115;тыс. руб.;40\n", [], "40"),
    "of the editor": ("Город;Медиана;Опрошено\nМосква;115;40\n", ["--unit", "thousand"], "40"),
    "of its own": ("Город;Медиана;Численность, тыс. чел.\nМосква;115000;1,5\n", [], "1 500"),
    "of its own below": ("Город;Медиана;Численность\n;;тыс. чел.\nМосква;115000;1,5\n", [], "1 500"),
}


@pytest.mark.parametrize(("text", "options", "people"), COUNTED.values(), ids=COUNTED)
def test_people_are_not_counted_in_thousands_of_money(
    small: Path, tmp_path: Path, text: str, options: list[str], people: str
) -> None:
    """Only the heading of the column itself can say that thousands of people are meant."""
    assert run(small, saved(tmp_path, text), "--role", "designer", "--force", *options) == 0
    assert list(figures(table(small, "designer")).values()) == ["115 000", people]


def test_what_is_no_number_of_people_is_told(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half a person, and a range, are told; a column of counts alone is no table of pay."""
    file = saved(tmp_path, "Город;Медиана;Опрошено\nМосква;5000;12,5\nПитер;6000;10–20\n")

    assert run(small, file, "--role", "designer", "--force") == 1
    assert capsys.readouterr().err.count("is no number of people") == 2
    assert run(small, saved(tmp_path, "Город;Опрошено\nМосква;5\n"), "--role", "designer", "--force") == 1
    assert "no column here is one of pay" in capsys.readouterr().err


def test_each_kind_of_employer_has_its_own_number_of_people(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In wide tables a number under one employer is that employer's; one of all together is left out."""
    heads = "Город;N;Агентства: медиана;Агентства: N;Компании: медиана;Компании: N\n"

    assert run(small, saved(tmp_path, f"{heads}Москва;30;5000;10;6000;20\n"), "--role", "designer", "--force") == 0
    assert figures(table(small, "designer")) == {
        "moskva/agencies/median": "5 000",
        "moskva/agencies/n": "10",
        "moskva/companies/median": "6 000",
        "moskva/companies/n": "20",
    }
    assert "counts people of all kinds of employer together and is left out" in capsys.readouterr().err


# --- breakdowns ---------------------------------------------------------------------------------------------------

LEVELS = """\
Город;Опыт;Пол;Медиана;Опрошено
Москва;Нет опыта;М;60 000;10
Москва;Нет опыта;Ж;58 000;12
;1–3 года;М;80 000;8
;;Ж;75 000;9
"""
BY_STATE = """\
State,Level,Sex,Median,P25,P75,n
Москва,Junior,Women,60000,50000,70000,10
Москва,Junior,Men,61000,51000,71000,11
Питер,Junior,Women,62000,52000,72000,12
Питер,Junior,Men,63000,53000,73000,13
"""


def test_a_long_table_with_two_breakdowns_becomes_dimensions(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Labels from the headings, values as they come, merged cells as those above; rising years are a ladder."""
    assert run(small, saved(tmp_path, LEVELS), "--role", "designer", "--force") == 0

    made = table(small, "designer")
    assert figures(made) == {
        "moskva/net-opyta/m/median": "60 000",
        "moskva/net-opyta/m/oprosheno": "10",
        "moskva/net-opyta/zh/median": "58 000",
        "moskva/net-opyta/zh/oprosheno": "12",
        "moskva/1-3-goda/m/median": "80 000",
        "moskva/1-3-goda/m/oprosheno": "8",
        "moskva/1-3-goda/zh/median": "75 000",
        "moskva/1-3-goda/zh/oprosheno": "9",
    }
    level, sex = made.dimensions.values()
    assert (level.label, level.ordered, [value.years for value in level.values.values()]) == ("Опыт", True, [0, 1])
    assert (sex.label, sex.ordered, [value.label for value in sex.values.values()]) == ("Пол", False, ["М", "Ж"])
    assert "advice: “Опыт” is read as what the figures of a region are broken down by" in capsys.readouterr().err


def test_a_column_of_words_headed_level_is_no_band(small: Path, tmp_path: Path) -> None:
    """“Level” heads figures in one table and words in another; the cells tell."""
    assert run(small, saved(tmp_path, BY_STATE), "--role", "designer", "--force") == 0

    made = table(small, "designer")
    assert (list(made.dimensions), list(made.columns)) == (["level", "sex"], ["median", "p25", "p75", "n"])
    assert figures(made)["spb/junior/men/p75"] == "73 000"


@pytest.mark.parametrize("heading", ["Сегмент", "Segment", "Отрасль"])
def test_one_breakdown_by_kind_of_employer_is_segments(small: Path, tmp_path: Path, heading: str) -> None:
    """The short form stays, with the ids that the guide has for its kinds of employer."""
    file = saved(tmp_path, f"Город;{heading};Медиана\nМосква;Агентства;5000\nМосква;Компании;6000\n")

    assert run(small, file, "--role", "designer", "--force") == 0
    assert (list(table(small, "designer").segments), table(small, "designer").dimensions) == (
        ["agencies", "companies"], {})  # fmt: skip


def test_ages_are_no_experience(small: Path, tmp_path: Path) -> None:
    """Ages look like ranges of amounts and like years; they are values, and nobody's experience."""
    file = saved(tmp_path, "Город;Возраст;Медиана\nМосква;16–29 лет;5000\nМосква;30–39 лет;6000\nМосква;40+;7000\n")

    assert run(small, file, "--role", "designer", "--force") == 0
    (age,) = table(small, "designer").dimensions.values()
    assert {id: value.years for id, value in age.values.items()} == {"16-29-let": None, "30-39-let": None, "40": None}


def test_a_breakdown_that_only_the_rows_show_is_told_as_a_guess(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the column two rows of a city would be the same, so it is what tells them apart."""
    file = saved(tmp_path, "Город;Должность;Медиана\nМосква;Юниор;5000\nМосква;Сеньор;6000\n")

    assert run(small, file, "--role", "designer", "--force") == 0
    assert list(table(small, "designer").dimensions) == ["dolzhnost"]
    assert "warning: “Должность” is read as what the figures" in capsys.readouterr().err


def test_of_two_columns_that_could_break_figures_down_the_editor_chooses(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each tells the rows apart, and which one is meant cannot be read off them."""
    file = saved(tmp_path, "Город;Должность;Сфера;Медиана\nМосква;Юниор;Банки;5000\nМосква;Сеньор;Порт;6000\n")

    assert run(small, file, "--role", "designer", "--force") == 1
    assert '--by "Должность" / --by "Сфера"' in capsys.readouterr().err
    assert run(small, file, "--role", "designer", "--force", "--by", "сфера") == 0
    assert [each.label for each in table(small, "designer").dimensions.values()] == ["Сфера"]
    assert run(small, file, "--role", "designer", "--force", "--by", "Сфер") == 1
    assert "did you mean “Сфера”?" in capsys.readouterr().err


def test_numbers_of_grades_are_a_breakdown_when_the_editor_says_so(small: Path, tmp_path: Path) -> None:
    """A column of small numbers is asked about; --by settles it."""
    file = saved(tmp_path, "Город;Грейд;Медиана\nМосква;1;5000\nМосква;2;6000\n")

    assert run(small, file, "--role", "designer", "--force") == 1
    assert run(small, file, "--role", "designer", "--force", "--by", "Грейд") == 0
    assert figures(table(small, "designer")) == {"moskva/1/median": "5 000", "moskva/2/median": "6 000"}


def test_three_breakdowns_are_too_many(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A column with the same word in every row is none; of three others the editor chooses two."""
    same = "Город;Пол;Возраст;Опыт;Медиана\nМосква;М;30;Юниор;5000\nМосква;М;40;Юниор;6000\n"
    other = f"{same}Москва;Ж;40;Сеньор;7000\nМосква;Ж;30;Сеньор;7000\n"

    assert run(small, saved(tmp_path, other), "--role", "designer", "--force") == 1
    assert '--by "Пол" / --by "Возраст" / --by "Опыт"' in capsys.readouterr().err
    assert run(small, saved(tmp_path, same), "--role", "designer", "--force") == 0
    assert list(table(small, "designer").dimensions) == ["vozrast"]


def test_the_dimensions_of_the_guide_keep_their_ids(small: Path, tmp_path: Path) -> None:
    """The same heading and the same value mean the same dimension and value as in another table."""
    old = "Город;Опыт;Медиана\nМосква;без опыта;5000\nМосква;1–3 года;7000\n"
    run(small, saved(tmp_path, old), "--role", "designer", "--force")
    path = small / "salaries/designer.yaml"
    path.write_text(path.read_text("utf-8").replace("opyt:", "level:").replace("bez-opyta:", "junior:"), "utf-8")

    assert run(small, saved(tmp_path, old), "--role", "art-director") == 0
    ((id, level),) = table(small, "art-director").dimensions.items()
    assert (id, list(level.values)) == ("level", ["junior", "1-3-goda"])


def test_a_value_that_sums_up_the_others_is_told(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """“Всего” among the values of a breakdown is read, with the option that leaves its rows out."""
    file = saved(tmp_path, "Город;Пол;Медиана\nМосква;М;5000\nМосква;Ж;6000\nМосква;Всего;5500\n")

    assert run(small, file, "--role", "designer", "--force") == 0
    assert '--skip "Всего"' in capsys.readouterr().err
    assert run(small, file, "--role", "designer", "--force", "--skip", "Всего") == 0
    assert list(figures(table(small, "designer"))) == ["moskva/m/median", "moskva/zh/median"]


def test_what_a_value_never_has_is_no_gap(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A column that is empty in all rows of a value is left out of them; one empty cell is asked about."""
    text = BY_STATE + "Москва,Senior,Women,90000,,,\nПитер,Senior,Women,91000,,,4\n"
    rows = "Москва,Senior,Men,92000,,,5\nПитер,Senior,Men,93000,,,6\n"

    assert run(small, saved(tmp_path, text + rows), "--role", "designer", "--force") == 1
    said = capsys.readouterr().err
    assert "warning: “Senior” has nothing but median, n in any row" in said
    assert "there is no figure for n" in said
    assert said.count("error:") == 1

    assert run(small, saved(tmp_path, text + rows), "--role", "designer", "--force", "--gap", "suppressed") == 0
    made = table(small, "designer")
    assert made.dimensions["level"].values["senior"].columns == ("median", "n")
    assert {address: cell for address, cell in figures(made).items() if cell == "suppressed"} == {
        "moskva/senior/women/n": "suppressed"
    }


def test_a_row_that_only_other_cities_have_is_asked_about(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each city has a row of each value: what is missing is a gap, whose reason only the source can tell."""
    file = saved(tmp_path, "Город;Опыт;Медиана\nМосква;Юниор;5000\nМосква;Сеньор;7000\nПитер;Юниор;6000\n")

    assert run(small, file, "--role", "designer", "--force") == 1
    assert "there is no row of spb/senor" in capsys.readouterr().err
    assert run(small, file, "--role", "designer", "--force", "--gap", "not_collected") == 0
    assert figures(table(small, "designer"))["spb/senor/median"] == "not_collected"
    assert run(small, file, "--role", "designer", "--force", "--cell", "spb/senor/median=8000") == 0
    assert figures(table(small, "designer"))["spb/senor/median"] == "8 000"


# --- editions -----------------------------------------------------------------------------------------------------

PLAIN = "Город;Медиана\nМосква;70000\nПитер;60000\n"


def test_an_edition_of_a_series_is_a_file_of_its_own(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is named by both; the next edition needs no series, and is told how to be imported."""
    file = saved(tmp_path, PLAIN)

    assert run(small, file, "--role", "art-director", "--series", "art", "--edition", "2024-H1") == 0
    said = capsys.readouterr().err
    assert "add “pay: art” to content/roles/art-director.md" in said
    assert "import other editions with --series art and an --edition of their own" in said
    assert run(small, file, "--role", "art-director", "--edition", "2024-H2") == 0

    made = [table(small, id) for id in ("art-2024-h1", "art-2024-h2")]
    assert [(each.series, each.edition) for each in made] == [("art", "2024-H1"), ("art", "2024-H2")]


def test_a_table_that_is_there_can_get_another_edition(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who imports the next year's file finds that the name is taken, and how the new one becomes an edition."""
    assert run(small, saved(tmp_path, PLAIN), "--role", "designer") == 1
    assert "--series designer --edition 2025" in capsys.readouterr().err
    assert run(small, saved(tmp_path, PLAIN), "--role", "designer", "--series", "designer", "--edition", "2025") == 0
    assert "if it is another edition of designer, give both one “series”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--series", "art"], "say it: --edition 2024"),
        (["--edition", "2024"], "say it: --series art-director"),
        (["--edition", "24", "--series", "art"], "2024, 2024-H1, 2024-Q3, 2024-10"),
        (["--edition", "2024", "--series", "Ар т"], "cannot be the name of a series"),
        (["--edition", "2023", "--series", "art", "--table", "other"], "--table art-2023 --force"),
    ],
)
def test_series_and_edition_are_checked(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    """One without the other, neither of another form, and no edition twice."""
    file = saved(tmp_path, PLAIN)
    if "2023" in options:
        assert run(small, file, "--role", "art-director", "--series", "art", "--edition", "2023") == 0

    assert run(small, file, "--role", "art-director", *options) == 1
    assert said in capsys.readouterr().err


# --- footnotes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["*", "**", "†", "¹", " 1)", "[1]"])
def test_the_text_of_a_footnote_becomes_a_note_on_its_figures(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], mark: str
) -> None:
    """Below the table the text begins with the mark; every figure that has the mark gets the note."""
    rows = f"Москва;115 000{mark};130000\nПитер;60000;90000{mark}\n"
    text = f"Город;Медиана;P90\n{rows}{mark.strip()} Наше чтение: медиана.\n"

    assert run(small, saved(tmp_path, text), "--role", "designer", "--force") == 0

    made = table(small, "designer")
    assert [(note.cell, note.text) for note in made.notes] == [
        ("moskva/median", "Наше чтение: медиана."), ("spb/p90", "Наше чтение: медиана."),
    ]  # fmt: skip
    assert figures(made)["moskva/median"] == "115 000"
    said = capsys.readouterr().err
    assert f"becomes a note on each figure with the mark “{mark.strip()}”" in said
    assert "is not read" not in said


UNCERTAIN = {
    "two texts with the mark": "Город;Медиана\nМосква;115 000*\n* одно\n* другое\n",
    "a text with another mark": "Город;Медиана\nМосква;115 000*\n** другое\n",
    "a text of several cells": "Город;Медиана\nМосква;115 000*\n* одно;другое\n",
    "a mark behind a city": "Город;Медиана\nМосква*;115 000\n* другое\n",
}


@pytest.mark.parametrize("text", UNCERTAIN.values(), ids=UNCERTAIN)
def test_a_mark_without_a_certain_text_is_left_out_and_told(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    """Nothing is guessed: the mark and the lines that were not read are named."""
    run(small, saved(tmp_path, text), "--role", "designer", "--force")

    assert "the mark “*” is left out" in capsys.readouterr().err
    assert table(small, "designer").notes == ()


# --- there and back -----------------------------------------------------------------------------------------------


def by_names(table: SalaryTable) -> dict[tuple[str, ...], str]:
    """Return the figures of a table by region and by the labels of values and columns."""
    return {
        (row.region, *table.labels(row.segment), table.columns[cell.column].label): format_cell(cell.value)
        for row in table.pay
        for cell in row.cells
        if not isinstance(cell.value, Absent)
    }


def test_an_export_as_it_is_leads_to_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It has a line for each figure, which is no table to read; what to make of it is said."""
    content = tmp_path / "content"
    shutil.copytree(Path(__file__).parent / "guides/levels", content)
    built(content, tmp_path / "site", "--pages-only")

    assert run(content, tmp_path / "site/data/keeper.csv", "--role", "keeper", "--table", "new") == 1
    said = capsys.readouterr().err
    assert "this is an export of the site" in said
    assert said.count("error:") == 1


@pytest.mark.parametrize("guide", ["sex-age", "counts", "ragged"])
def test_an_export_put_into_columns_is_the_same_table(tmp_path: Path, guide: str) -> None:
    """Dimensions, counts, gaps and columns that a value lacks survive; ids, years and what is ordered are not in it."""
    content = tmp_path / "content"
    shutil.copytree(Path(__file__).parent / "guides" / guide, content)
    built(content, tmp_path / "site", "--pages-only")
    (path,) = (content / "salaries").glob("*.yaml")
    known = table(content, path.stem)
    with (tmp_path / f"site/data/{path.stem}.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    headings = {id: each.label or id for id, each in known.all_dimensions.items()}
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for line in lines:
        row = rows.setdefault((line["region"], *(line[id] for id in headings)), {})
        row[line["column"]] = line["gap"] or line["low"]
    columns = [column.label for column in known.columns.values()]
    pasted = [["Region", *headings.values(), *columns]]
    pasted += [[*row, *(cells.get(column, "") for column in columns)] for row, cells in rows.items()]
    path.unlink()

    file = saved(tmp_path, "\n".join("\t".join(row) for row in pasted))
    options = ["--currency", known.currency, "--period", known.period]

    assert run(content, file, "--role", known.role, "--table", path.stem, *options) == 0
    assert by_names(table(content, path.stem)) == by_names(known)
