"""What the command line says of itself: in the guide's language, its own words and argparse's."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from careerguide.commands.arguments import COMMANDS

ROOT = Path(__file__).parent.parent
RUSSIAN = f"--content={ROOT / 'tests/guides/minimal'}"
ENGLISH = re.compile(r"(?<!build\.)\b[a-z]{2,} [a-z]{2,}")  # two words on end; names and options stand alone


def said(*arguments: str) -> tuple[int, str]:
    """Return the exit code of a command line and all that it says."""
    ended = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return ended.returncode, ended.stdout


def guide(folder: Path, text: str) -> str:
    (folder / "guide.yaml").write_text(text, encoding="utf-8")
    return f"--content={folder}"


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_is_in_the_language_of_the_guide(command: tuple[str, ...]) -> None:
    """Every line: of ours, and of argparse."""
    code, help = said(*command, "--help", RUSSIAN)

    about = " ".join(help.split()).replace(" ".join(("build.py", *command)), "")
    assert code == 0
    assert "показать эту справку" in about
    assert ENGLISH.findall(about) == []


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        (["chek"], "COMMAND: 'chek' здесь не подходит (можно: 'build', 'check', "),
        (["build", "chek"], "здесь не подходит: chek"),
        (["check", "--format=xml"], "--format: 'xml' здесь не подходит (можно: "),
        (["serve", "--port=http"], "--port: порт — число от 0 (любой свободный) до 65535"),
        (
            ["build", "--base-url=example.org"],
            "--base-url: напишите адрес целиком, например https://example.org/guide/",
        ),
        (["import"], "не хватает: FILE"),
        (["build", "--output"], "--output: после этого параметра нужно значение"),
        (["build", "--strict=1"], "--strict: этому параметру значение не нужно: '1'"),
    ],
)
def test_a_mistake_is_told_in_the_language_of_the_guide(mistake: list[str], told: str) -> None:
    """What was typed, what is wrong with it, and what could be typed instead."""
    code, text = said(mistake[0], RUSSIAN, *mistake[1:])

    assert code == 2
    assert f"ошибка: {told}" in text


@pytest.mark.parametrize("state", ["title: [", "language: 7", "language: xx", ""])
def test_without_a_language_it_is_english(tmp_path: Path, state: str) -> None:
    """A guide that is broken, or in a language without a catalogue, keeps nobody from reading the help."""
    code, text = said("check", "--format=xml", guide(tmp_path, state))

    assert code == 2
    assert "error: argument --format: invalid choice: 'xml'" in text


def test_the_language_that_is_asked_for_is_the_one_that_is_spoken(tmp_path: Path) -> None:
    """--lang stands over the guide's own."""
    assert "show this help message" in said("check", "--help", "--lang=en", RUSSIAN)[1]
    assert "показать эту справку" in said("check", "--help", "--lang=ru", guide(tmp_path, "language: en"))[1]
