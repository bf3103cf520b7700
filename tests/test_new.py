"""`build.py new`: whatever it writes is complete, valid, and passes `check` untouched."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import build
from careerguide.guide.snapshot import read_snapshot
from careerguide.reading.yaml_writer import scalar
from careerguide.schema import Role
from careerguide.schema.sections import SECTIONS
from careerguide.schema.slug import slug

HERE = Path(__file__).parent
ROOT = HERE.parent


@pytest.fixture(params=["minimal", "us-percentiles", "no-pay"])
def content(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Small guides: in Russian with bands, in American English with percentiles, with neither regions nor tables."""
    shutil.copytree(HERE / "guides" / request.param, tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A guide of two roles in Russian."""
    shutil.copytree(HERE / "guides/minimal", tmp_path / "content")
    return tmp_path / "content"


def new(content: Path, *words: str) -> int:
    return build.main(["new", *words, "--content", str(content), "--lang", "en"])


def check(content: Path, *options: str) -> int:
    return build.main(["check", "--content", str(content), *options])


# --- what is written ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["role", "--title", "Верстальщик книг"],
        ["page", "--title", "Как это устроено: коротко", "--summary", "О том, «как» — и почему."],
        ["region", "--title", "Нижний Тагил", "--in", "в Нижнем Тагиле"],
        ["region", "--title", "Ohio", "--code", "US-OH"],
        ["skill", "--title", "Переговоры", "--summary", "Договариваться: о цене, о сроках."],
        ["term", "--title", "питч", "--meaning", "Короткое выступление: две минуты, не больше"],
    ],
    ids=["role", "page", "region", "region with its code", "skill", "term"],
)
def test_what_is_new_passes_check(content: Path, words: list[str]) -> None:
    """Drafts or not, not even a warning is said of it, in any guide."""
    assert new(content, *words) == 0
    assert check(content, "--strict") == 0
    assert check(content, "--strict", "--drafts") == 0


def test_a_new_role_is_a_draft(small: Path, tmp_path: Path) -> None:
    """Readers do not meet an empty page: `build` leaves it out until its draft line is taken out."""
    assert new(small, "role", "--title", "Верстальщик") == 0

    assert (
        build.main(["--content", str(small), "--output", str(tmp_path / "site"), "--cache", str(tmp_path / "c")]) == 0
    )
    assert not (tmp_path / "site/roles/verstalshchik").exists()


def test_a_new_role_has_every_section_and_every_field(small: Path) -> None:
    """All compared sections and all fields (but what answers a warning), each with a hint in the guide's language."""
    new(small, "role", "--title", "Верстальщик")

    text = (small / "roles/verstalshchik.md").read_text(encoding="utf-8")
    assert re.findall(r"^## .+ \{#([a-z-]+)\}\n\n<!-- .+ -->$", text, re.MULTILINE) == [
        section.id for section in SECTIONS.values() if section.hint
    ]
    keys = {field.alias or name for name, field in Role.model_fields.items()} - {"id", "accepted", "was"}
    assert set(re.findall(r"^(?:# )?([a-z_]+): ", text, re.MULTILINE)) == keys
    assert "Обязанности" in text


def test_every_example_is_valid_once_its_mark_is_taken_away(small: Path) -> None:
    """An editor who takes the # from every example has a role that passes, but for the table that is not there yet."""
    new(small, "role", "designer-2", "--title", "Ещё один дизайнер")
    path = small / "roles/designer-2.md"
    text = re.sub(r"^# ([a-z_]+: )", r"\1", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(re.sub(r"^(pay: .*|path: .*|draft: .*)\n", "", text, flags=re.MULTILINE), encoding="utf-8")

    assert check(small) == 0


@pytest.mark.parametrize("guide", ["minimal", "us-percentiles"])
def test_a_new_table_has_every_region_and_no_figure(guide: str, tmp_path: Path) -> None:
    """It takes nothing of another role's table; each cell says that nothing is collected, and guesses are marked."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides" / guide, content)
    role = {"minimal": "art-director", "us-percentiles": "inspector"}[guide]

    assert new(content, "salary", "--role", role) == 0

    known, _ = read_snapshot(content, ROOT / "templates/translations")
    table = known.tables[role]
    assert list(table.columns) == ["low", "median", "high"]
    assert (table.segments, table.period, set(table.inferred)) == ({}, "month", {"currency", "period"})
    assert {row.region for row in table.pay} == set(known.regions)
    assert {cell.value.kind for row in table.pay for cell in row.cells} == {"not_collected"}  # type: ignore[union-attr]
    assert check(content) == 0


def test_the_dimensions_that_a_new_table_offers_are_valid(small: Path) -> None:
    """Without their # the example and its rows, in the place of the others, make a table with a ladder."""
    assert new(small, "salary", "--role", "art-director") == 0
    file = small / "salaries/art-director.yaml"
    head = file.read_text(encoding="utf-8").partition("\npay:\n")[0].replace("# dimensions:", "dimensions:")
    rows = "\n".join(line.removeprefix("# ") for line in head.splitlines() if line.startswith("#   "))

    file.write_text(f"{head}\npay:\n{rows}\n", encoding="utf-8")

    known, _ = read_snapshot(small, ROOT / "templates/translations")
    table = known.tables["art-director"]
    assert [row.segment for row in table.pay] == [("junior",), ("senior",)]
    assert table.dimensions["level"].ordered
    assert check(small) == 0


def test_the_first_table_of_a_guide(tmp_path: Path) -> None:
    """Without another table to follow it has a bottom, a median and a top, in the currency of the regions' country."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides/no-pay", content)

    assert new(content, "salary", "--role", "gardener") == 1
    assert new(content, "region", "--title", "Bern", "--code", "CH-BE") == 0
    assert new(content, "salary", "--role", "gardener") == 0

    known, _ = read_snapshot(content, ROOT / "templates/translations")
    assert list(known.tables["gardener"].columns) == ["low", "median", "high"]
    assert known.tables["gardener"].currency == "CHF"


# --- what is left alone -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "old", [b"a: {name: A}", b"# c\r\na: {name: A}\r\n", b"\xef\xbb\xbfa:\n  name: A  # x\n\n\n", b""]
)
def test_the_rest_of_a_list_stays_byte_for_byte(small: Path, old: bytes) -> None:
    """Comments, line ends, a mark at the beginning, an end without a line end: only what is new is added behind it."""
    path = small / "regions.yaml"
    path.write_bytes(old)

    assert new(small, "region", "--title", "Тверь") == 0

    made = path.read_bytes()
    assert made.startswith(old)
    assert "Тверь".encode() in made
    assert (b"\r\n" in old) == (b"\r\n" in made)
    assert b"\r\n" not in old or b"\n" not in made.replace(b"\r\n", b"")


def test_a_list_that_cannot_be_added_to_is_left_alone(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A map in braces has no end to add to: the editor gets the lines, and the file stays as it is."""
    path = small / "regions.yaml"
    path.write_text("{moskva: {name: Москва}, spb: {name: Питер}}\n", encoding="utf-8")
    before = path.read_bytes()

    assert new(small, "region", "--title", "Тверь") == 1
    assert path.read_bytes() == before
    assert "put these lines where they belong:" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "said"), [
    (["role", "designer", "--title", "Дизайнер"], "content/roles/designer.md is there already"),
    (["salary", "--role", "designer"], "content/salaries/designer.yaml is there already"),
    (["region", "--title", "Питер"], "“spb” is there already"),
    (["term", "brief", "--title", "бриф", "--meaning", "x"], "“brief” is there already"),
    (["page", "roles", "--title", "Роли"], "the address roles/ is already taken"),
    (["role", "../x", "--title", "X"], "cannot be a file's name"),
    (["role", "con", "--title", "X"], "Windows keeps the name"),
    (["role", "--title", "設計師"], "no id can be made of this name"),
    (["salary", "--role", "desinger"], "did you mean “designer”?"),
    (["region", "--title", "Тверь", "--code", "Tver"], "does not have the right form"),
    (["term", "--title", "питч"], "--meaning is missing"),
    (["role"], "--title is missing"),
])  # fmt: skip
def test_what_cannot_be_written_is_told(
    small: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    """Nothing is overwritten, nothing invalid is written, and the remedy is named."""
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}

    assert new(small, *words) == 1
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before


def test_a_first_table_asks_for_a_currency_that_nothing_says(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Regions of two countries and no other table: the amounts could be in either currency."""
    (small / "salaries/designer.yaml").unlink()
    (small / "regions.yaml").write_text("moskva: {name: Москва, code: RU-MOW}\nminsk: {name: Минск, code: BY-HM}\n")

    assert new(small, "salary", "--role", "designer") == 1
    assert "say it: --currency RUB" in capsys.readouterr().err
    assert new(small, "salary", "--role", "designer", "--currency", "BYN") == 0
    assert "currency: BYN" in (small / "salaries/designer.yaml").read_text(encoding="utf-8")


def test_a_currency_that_no_longer_exists_is_refused(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rouble of before 1998 is told before anything is written."""
    (small / "salaries/designer.yaml").unlink()

    assert new(small, "salary", "--role", "designer", "--currency", "RUR") == 1
    assert "did you mean “RUB”?" in capsys.readouterr().err
    assert not (small / "salaries/designer.yaml").exists()


# --- at a terminal ------------------------------------------------------------------------------------------------


def test_what_is_missing_is_asked_at_a_terminal(small: Path) -> None:
    """Each question in the guide's language; an empty answer to what may be left for later is no hindrance."""
    leader, follower = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "new", "region", "--content", str(small)]
    process = subprocess.Popen(command, stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.write(leader, "Тверь\nв Твери\n\n".encode())
    out, err = process.communicate(timeout=60)
    os.close(leader)
    os.close(follower)

    assert process.returncode == 0, err.decode()
    assert "Как называется регион?" in out.decode()
    text = (small / "regions.yaml").read_text(encoding="utf-8")
    assert "\ntver:\n  name: Тверь\n  in: в Твери\n" in text


def test_an_end_of_input_at_a_terminal_is_no_answer(small: Path) -> None:
    """Ctrl-D where the name is asked for: it is told to be missing, and nothing is written."""
    before = (small / "regions.yaml").read_bytes()
    leader, follower = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "new", "region", "--content", str(small)]
    process = subprocess.Popen(command, stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.write(leader, b"\x04" * 3)
    _, err = process.communicate(timeout=60)
    os.close(leader)
    os.close(follower)

    assert (process.returncode, "--title" in err.decode(), "Traceback" in err.decode()) == (1, True, False)
    assert (small / "regions.yaml").read_bytes() == before


# --- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("title", "id"), [
    ("Директор по работе с клиентами", "direktor-po-rabote-s-klientami"),
    ("Нижний Новгород", "nizhny-novgorod"),
    ("Ростов-на-Дону", "rostov-na-donu"),
    ("Юрист (M&A)", "yurist-m-a"),
    ("Café Manager", "cafe-manager"),
    ("Щётка, объём, съезд", "shchetka-obem-sezd"),
    ("設計師", ""),
])  # fmt: skip
def test_an_id_is_proposed_from_the_title(title: str, id: str) -> None:
    """Russian is transliterated as on road signs, accents fall off, and what has no Latin form gives nothing."""
    assert slug(title) == id


def test_a_long_id_is_cut_between_words() -> None:
    """An id has at most 100 characters, and no half word at its end."""
    title = "Заместитель руководителя департамента по работе с корпоративными клиентами и государственными учреждениями"
    assert (
        slug(title) == "zamestitel-rukovoditelya-departamenta-po-rabote-s-korporativnymi-klientami-i-gosudarstvennymi"
    )


@pytest.mark.parametrize(
    "text", ["Москва", "a: b", "# x", "- y", "{a}", "yes, no", '"q"', "it's", "«ёлки»", "\\n", "@x", "*"]
)
def test_words_are_quoted_where_yaml_would_read_them_otherwise(text: str) -> None:
    """Whatever an editor types is read back as the same text, in a list, in a map and in braces."""
    import yaml

    written = scalar(text)
    assert yaml.load(f"a: {written}\nb: {{c: {written}, d: [{written}]}}", yaml.BaseLoader) == {
        "a": text,
        "b": {"c": text, "d": [text]},
    }
