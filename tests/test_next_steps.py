"""What a message tells to type works where it is printed: in whatever folder the command was started."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MINIMAL = ROOT / "tests/guides/minimal"
FOLDER = "it's {мой} гид"
NAMED = re.compile(r"python -m careerguide [^\n]*--content [^\n]*content\S*(?: [a-z]+)*")


def careerguide(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder, with English messages."""
    command = [sys.executable, "-m", "careerguide", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, timeout=120)


def files(folder: Path) -> list[str]:
    """Return the paths of the files in a folder, but for the cache."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return sorted(path for path in paths if ".cache" not in path)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The content of a guide, as it is named in the folder above the guide's."""
    shutil.copytree(MINIMAL, tmp_path / FOLDER / "content")
    return Path(FOLDER) / "content"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["new", "region", "--title=Омск"], "check"),
        (["new", "role", "--title=Верстальщик", "--summary=Верстает."], "serve"),
        (["new", "role", "--title=!"], "new"),
        (["translate", "fr"], "translate"),
        (["schema", "--check"], "schema"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value[:2]),
)
def test_the_next_command_names_the_guide(elsewhere: Path, words: list[str], named: str, tmp_path: Path) -> None:
    """The command that comes next finds the guide by the same folders as this one."""
    done = careerguide(tmp_path, *words, "--lang=en", "--content", str(elsewhere))
    commands = NAMED.findall(done.stdout + done.stderr)
    assert commands, done.stdout + done.stderr
    for command in commands:
        _, _, _, name, *arguments = shlex.split(command)
        assert (name, arguments[:2]) == (named, ["--content", str(elsewhere)])
    if named == "check":
        assert careerguide(tmp_path, *shlex.split(commands[0])[3:]).returncode == 0


def test_own_folders_are_named_too(elsewhere: Path, tmp_path: Path) -> None:
    (tmp_path / "look").mkdir()
    folders = ["--content", str(elsewhere), "--templates", "look"]
    done = careerguide(tmp_path, "new", "skill", "--title=Счёт", "--summary=Считает.", "--lang=en", *folders)
    assert f"python -m careerguide check --content {shlex.quote(str(elsewhere))} --templates look\n" in done.stderr


def test_in_the_folder_of_the_guide_a_command_is_short(elsewhere: Path, tmp_path: Path) -> None:
    done = careerguide(tmp_path / elsewhere.parent, "new", "skill", "--title=Счёт", "--summary=Считает.", "--lang=en")
    assert done.stderr.endswith("check the guide with: python -m careerguide check\n")


def test_a_draft_names_the_command_of_its_own_folder(elsewhere: Path, tmp_path: Path) -> None:
    """What is written into a file is read by whoever works in the guide."""
    careerguide(tmp_path, "new", "role", "clerk", "--title=Clerk", "--summary=…", "--content", str(elsewhere))
    assert "careerguide serve." in (tmp_path / elsewhere / "roles/clerk.md").read_text(encoding="utf-8")


def test_a_new_guide_is_looked_at_by_its_content(tmp_path: Path) -> None:
    said = ["--lang=en", "--title=Guide", "--currency=EUR", "--source===1.0"]
    done = careerguide(tmp_path, "init", "our guide", *said)
    assert done.stderr.endswith("look at it: python -m careerguide serve --content 'our guide/content'\n")


def test_a_build_from_another_folder_says_where_the_site_is_from_there(tmp_path: Path) -> None:
    """Also where nothing has changed since one that was started elsewhere."""
    shutil.copytree(MINIMAL, tmp_path / "guide/content")
    here = careerguide(tmp_path / "guide", "--lang=en", "--pages-only")
    folders = [f"--{name}=guide/{folder}" for name, folder in (("output", "site"), ("cache", ".cache"))]
    there = careerguide(tmp_path, "--lang=en", "--pages-only", "--content=guide/content", *folders)
    assert (here.returncode, there.returncode) == (0, 0)
    assert here.stdout.endswith("open site/index.html\n")
    assert there.stdout.endswith("open guide/site/index.html\n")


@pytest.mark.parametrize(
    "words", [["check"], ["new", "skill", "--title=Счёт", "--summary=Считает."], ["translate", "fr"]]
)
@pytest.mark.parametrize("place", ["above", "inside"])
def test_a_guide_is_found_where_its_content_was_mistaken(
    elsewhere: Path, words: list[str], place: str, tmp_path: Path
) -> None:
    """Its folder was named instead of its content, or a command typed in the content: one message, nothing written."""
    started, named = (tmp_path, ["--content", FOLDER]) if place == "above" else (tmp_path / elsewhere, [])
    before = files(tmp_path)
    done = careerguide(started, *words, "--lang=en", *named)
    assert (done.returncode, done.stderr.count(": error:")) == (1, 1)
    assert files(tmp_path) == before
    remedy = shlex.split(re.findall(r"--content .*", done.stderr)[0])
    assert careerguide(started, *words, "--lang=en", *remedy).returncode == 0
