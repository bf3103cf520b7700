"""Broken guides, and every word that is said of them.

Each folder of tests/guides_invalid/ holds files that are laid over tests/guides/minimal/, and the whole report of the
build: expected.txt in English, expected.ru.txt in Russian. `UPDATE_EXPECTED=1 pytest` writes the reports anew: read the
difference as an editor would before you commit it.
"""

import os
import shutil
from pathlib import Path

import pytest

import build

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "guides_invalid").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize(
    ("language", "expected"), [("en", "expected.txt"), ("ru", "expected.ru.txt")], ids=["en", "ru"]
)
def test_every_word_of_the_report(
    case: Path, language: str, expected: str, tmp_path: Path, capsys, monkeypatch
) -> None:
    """A broken guide stops the build with exit code 1, says all that is wrong, and writes nothing."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(HERE / "guides/minimal", "content")
    shutil.copytree(case, "content", dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected*"))

    code = build.main(["--strict", "--content", "content", "--output", "site", "--lang", language])

    said = capsys.readouterr().err
    if os.environ.get("UPDATE_EXPECTED"):
        (case / expected).write_text(said, encoding="utf-8")
    assert said == (case / expected).read_text(encoding="utf-8")
    assert code == 1
    assert not Path("site").exists()


def test_the_guide_beneath_the_cases_is_sound(tmp_path: Path, capsys) -> None:
    """The guide that the cases are laid over builds without a word, so each complaint is the case's own."""
    content, output = str(HERE / "guides/minimal"), str(tmp_path / "site")

    assert build.main(["--strict", "--content", content, "--output", output]) == 0
    assert capsys.readouterr().err == ""
