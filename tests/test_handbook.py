"""The editors' handbooks: every example in them builds, every mistake is told in just these words, nothing is left out.

handbook.py says how an example names the place where it belongs. `UPDATE_EXPECTED=1 pytest tests/test_handbook.py`
writes the reports of mistakes anew: read the difference before you commit it.
"""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, get_args, get_origin

import pytest
from handbook import FENCE, HANDBOOKS, ROOT, Example, code, examples, lay, lay_guide, read, rows
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

import build
from careerguide import schema
from careerguide.checks.checks import ACCEPTABLE
from careerguide.commands.arguments import COMMANDS
from careerguide.languages.language import Language
from careerguide.markdown.document import plain_text
from careerguide.markdown.figures import FUNCTIONS
from careerguide.pay import data_checks
from careerguide.pay.money import MoneyError, parse_cell
from careerguide.pay.wording import cell_text
from careerguide.reading.source import Source
from careerguide.reading.yaml_reader import parse_yaml
from careerguide.schema import ColumnKind, Named, Record
from careerguide.schema.cells import Amount, Gap, Range
from careerguide.schema.currencies import Basis
from careerguide.schema.gaps import GapKind
from careerguide.schema.periods import Period
from careerguide.schema.sections import SECTIONS

EXAMPLES = [example for handbook in HANDBOOKS for example in examples(handbook)]
SOUND = [example for example in EXAMPLES if example.over and example.report is None]
MISTAKES = [example for example in EXAMPLES if example.report is not None]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


class LazyMap(NamedTuple):
    """What a build came to."""

    code: int
    said: str


class Maker:
    """Builds a handbook's guide in a folder of its own."""

    def __init__(self, handbook: str, folder: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.content, self.site = lay_guide(handbook, folder), folder / "site"
        self.handbook, self.cache, self.capsys = handbook, cache, capsys

    def __call__(self) -> LazyMap:
        folders = ["--content", str(self.content), "--output", str(self.site), "--cache", str(self.cache)]
        code = build.main(["build", "--strict", *folders, "--lang", self.handbook, "--quiet"])
        return LazyMap(code, self.capsys.readouterr().err)


@pytest.mark.parametrize("handbook", HANDBOOKS)
def test_the_whole_files_make_a_guide(handbook: str, tmp_path: Path, cache: Path, capsys) -> None:
    """The files that a handbook shows whole are a guide that builds without a word."""
    make = Maker(handbook, tmp_path, cache, capsys)

    assert make() == LazyMap(0, "")
    assert (make.site / "roles/designer/index.html").exists()


@pytest.mark.parametrize("example", SOUND, ids=lambda example: example.name)
def test_an_example_builds(example: Example, tmp_path: Path, cache: Path, capsys) -> None:
    """What a handbook shows as right builds without a warning."""
    make = Maker(example.handbook, tmp_path, cache, capsys)
    lay(make.content, example)

    assert make() == LazyMap(0, "")


@pytest.mark.parametrize("example", MISTAKES, ids=lambda example: example.name)
def test_a_mistake_is_told_in_the_words_of_the_handbook(example: Example, tmp_path: Path, cache: Path, capsys) -> None:
    """What a handbook shows as a mistake stops the build with exactly the report that the handbook shows."""
    make = Maker(example.handbook, tmp_path, cache, capsys)
    lay(make.content, example)

    code, said = make()

    report = said.rpartition("\n\n")[0] + "\n"  # without the last line, which counts
    assert example.report
    if os.environ.get("UPDATE_EXPECTED"):
        rewrite(example, report)
    else:
        assert report == example.report["text"]
    assert code == 1
    assert not make.site.exists()


def rewrite(mistake: Example, report: str) -> None:
    """Put a report into the handbook, whose lines may have moved since its mistakes were counted."""
    place = [example for example in MISTAKES if example.handbook == mistake.handbook].index(mistake)
    now = [example for example in examples(mistake.handbook) if example.report][place]
    assert now.report
    text, (start, end) = read(mistake.handbook), now.report.span("text")
    HANDBOOKS[mistake.handbook].write_text(text[:start] + report + text[end:], encoding="utf-8")


def test_there_are_ten_common_mistakes() -> None:
    """Both handbooks have a chapter of ten mistakes, each with what is said of it."""
    for handbook, heading in {"ru": "## Десять частых ошибок", "en": "## Ten common mistakes"}.items():
        chapter = FENCE.sub(r"\g<fence>\g<info>\n", read(handbook)).partition(heading)[2].partition("\n## ")[0]
        assert [int(n) for n in re.findall(r"^### (\d+)\.", chapter, re.MULTILINE)] == list(range(1, 11))
        assert len(re.findall(r"^`{3,}text$", chapter, re.MULTILINE)) == 10


# --- tables --------------------------------------------------------------------------------------------------------


RECORDS = {
    name: record
    for name, record in inspect.getmembers(schema, inspect.isclass)
    if issubclass(record, Record) and record not in (Record, Named, schema.Entry)  # which editors write as EntryFacts
}


def fields(record: type[Record]) -> dict[str, FieldInfo]:
    """Return the fields that editors write, by their keys; a file's or an entry's id is not written."""
    unwritten = {"id"} if issubclass(record, Named) else set()
    return {info.alias or name: info for name, info in record.model_fields.items() if name not in unwritten}


@pytest.mark.parametrize("handbook", HANDBOOKS)
@pytest.mark.parametrize("name", RECORDS)
def test_every_field_has_its_row_and_a_valid_example(handbook: str, name: str) -> None:
    """The table of a record has a row for each field, none for what is no field, and each example is accepted."""
    known = fields(RECORDS[name])
    table = rows(handbook, f"record: {name}")

    assert [code(row[0]) for row in table] == list(known)
    for key, example, meaning in table:
        data, problems = parse_yaml(Source("example", code(example) + "\n"))
        assert data is not None and not problems, f"{example}: {problems}"
        assert [*data.value] == [code(key)]
        if code(key) != "pay" or name != "SalaryTable":
            info = known[code(key)]
            kind = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
            TypeAdapter(kind).validate_python(data.value[code(key)])
        assert meaning


@pytest.mark.parametrize("handbook", HANDBOOKS)
@pytest.mark.parametrize("name", ["Settings", "Role", "Page", "SalaryTable"])
def test_the_examples_of_a_files_fields_build(handbook: str, name: str, tmp_path: Path, cache: Path, capsys) -> None:
    """The examples of a table of fields, all laid over a file of the handbook's guide, build without a warning."""
    path = {"Settings": "guide.yaml", "Role": "roles/designer.md", "Page": "pages/about.md"}
    make = Maker(handbook, tmp_path, cache, capsys)
    for key, example, _ in rows(handbook, f"record: {name}"):
        if code(key) not in (
            "accepted",
            "collections",
            "columns",
            "dimensions",
            "draft",
            "pay",
            "segments",
            "small_below",
        ):  # built in examples of their own
            text = code(example) + "\n"
            where = path.get(name, "salaries/designer.yaml")
            lay(make.content, Example(handbook, 0, "yaml", where, True, text, None))

    assert make() == LazyMap(0, "")


def language(handbook: str) -> Language:
    return Language.load(handbook, ROOT / "templates/translations")


CURRENCIES = {"ru": "RUB", "en": "GBP"}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("handbook", HANDBOOKS)
def test_every_form_of_a_cell_is_shown(handbook: str) -> None:
    """What stands in the table of cells is read as the table says, and every form of a cell stands in it."""
    table = [(code(typed), shown) for typed, shown in rows(handbook, "cells")]
    cells = [parse_cell(typed) for typed, _ in table]

    for (typed, shown), cell in zip(table, cells, strict=True):
        assert plain(cell_text(language(handbook), cell, CURRENCIES[handbook])) == shown, typed
    assert {cell.kind for cell in cells if isinstance(cell, Gap)} == set(GapKind)
    assert any(isinstance(cell, Gap) and cell.bound for cell in cells)
    assert any(isinstance(cell, Amount) and cell.value % 1 for cell in cells)
    ranges = {(cell.low is None, cell.high is None) for cell in cells if isinstance(cell, Range)}
    assert ranges == {(False, False), (False, True), (True, False)}
    for form in CELL_FORMS:
        assert any(re.search(form, typed) for typed, _ in table), form


# Each kind of word and sign that a cell may hold (careerguide/pay/money.py, _TOKEN), every dash and every grouping.
CELL_FORMS = [r"\d \d{3}", r"\d{5}", r"–", r"-", r"\.\.|…", r"тыс|k\b", r"млн|million", r"₽|£|\$", r"руб|GBP", r"\+"]
CELL_FORMS += [
    r"^≥",
    r"^≤",
    r"^(от|from) ",
    r"^(до|up to) ",
    r"^(не менее|at least) ",
    r"^(не более|at most) ",
    r",\d\d\b",
]


@pytest.mark.parametrize("handbook", HANDBOOKS)
def test_refused_cells_are_refused_in_these_words(handbook: str) -> None:
    """What stands in the table of refused cells is refused, with the words of the table."""
    table = rows(handbook, "refused")

    assert len(table) >= 6
    for typed, said, instead in table:
        with pytest.raises(MoneyError) as refusal:
            parse_cell(code(typed))
        assert refusal.value.message.say(language(handbook).translate) == said
        parse_cell(code(instead))


@pytest.mark.parametrize("handbook", HANDBOOKS)
def test_figures_show_what_the_handbook_says(handbook: str, tmp_path: Path, cache: Path, capsys) -> None:
    """Each figure in the handbook's table shows the text beside it, and every function of figures is among them."""
    table = [(code(typed), shown) for typed, shown in rows(handbook, "figures")]
    make = Maker(handbook, tmp_path, cache, capsys)
    body = "".join(f"## {n} {{#figure-{n}}}\n\n{typed}\n\n" for n, (typed, _) in enumerate(table))
    lay(make.content, Example(handbook, 0, "markdown", "roles/designer.md", True, body, None))

    assert make() == LazyMap(0, "")
    page = (make.site / "roles/designer/index.html").read_text(encoding="utf-8")
    for n, (typed, shown) in enumerate(table):
        section = re.search(rf'<section id="figure-{n}".*?<div class="prose">(.*?)</section>', page, re.DOTALL)
        assert section and plain(plain_text(section[1])) == shown, typed
    assert {re.match(r"\{\{ (\w+)\(", typed)[1] for typed, _ in table} == set(FUNCTIONS)  # type: ignore[index]


# --- nothing is left out -------------------------------------------------------------------------------------------


def words() -> Iterator[str]:
    """Yield every word that may stand in a field which takes only certain words."""
    for record in RECORDS.values():
        for info in record.model_fields.values():
            for part in (info.annotation, *get_args(info.annotation)):
                if get_origin(part) is Literal:
                    yield from get_args(part)
    yield from get_args(schema.InferrableField)


@pytest.mark.parametrize("handbook", HANDBOOKS)
def test_every_word_of_the_format_is_mentioned(handbook: str) -> None:
    """Every word that a field takes, of gap, column and figure, section and acceptable check, is named."""
    text = read(handbook)
    wanted = {*words(), *GapKind, *ColumnKind, *Period, *Basis, *SECTIONS, *data_checks.CHECKS, *ACCEPTABLE}

    assert {word for word in wanted if f"`{word}`" not in text} == set()
    assert {name for name in FUNCTIONS if f"{name}(" not in text} == set()


@pytest.mark.parametrize("handbook", HANDBOOKS)
def test_every_command_and_option_is_mentioned(handbook: str, capsys) -> None:
    """The handbook names every command with every option that `--help` names."""
    text = read(handbook)
    options = set()
    for command in COMMANDS:
        assert f"build.py {command}" in text
        with pytest.raises(SystemExit):
            build.main([command, f"--content={ROOT / 'tests/guides/minimal'}", "--help"])
        options |= set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", capsys.readouterr().out))

    assert {option for option in options if not re.search(rf"{option}(?![a-z-])", text)} == set()
