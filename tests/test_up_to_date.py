"""A build of unchanged inputs repeats the output of the last one, warnings included, without building anything."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BUILD = HERE.parent / "build.py"
HEAVY = ("jinja2", "pydantic", "yaml", "markdown", "careerguide.guide", "careerguide.pages", "careerguide.rendering")
TIMED = "import time:"  # what begins each line of python -X importtime


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a guide with one warning: a band begins above the end of the one before it."""
    content = Path(shutil.copytree(HERE / "guides/minimal", tmp_path / "content"))
    table = content / "salaries/designer.yaml"
    table.write_text(table.read_text(encoding="utf-8").replace("II: 60 000", "II: 65 000"), encoding="utf-8")
    return content


def run(content: Path, *more: str) -> tuple[int, str, str, set[str]]:
    """Build in a process of its own; return the exit code, what it printed, and the modules that it imported."""
    folders = ["--content", content, "--output", content.parent / "site", "--cache", content.parent / "cache"]
    command = [sys.executable, "-X", "importtime", BUILD, "build", *folders, "--lang", "en", *more]
    ran = subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", check=False)
    lines = ran.stderr.splitlines(keepends=True)
    imported = {line.rpartition("|")[2].strip() for line in lines if line.startswith(TIMED)}
    return ran.returncode, ran.stdout, "".join(line for line in lines if not line.startswith(TIMED)), imported


def built(imported: set[str]) -> bool:
    """Return whether anything was imported that only a build needs."""
    return any(name == heavy or name.startswith(f"{heavy}.") for name in imported for heavy in HEAVY)


@pytest.mark.parametrize("more", [(), ("--strict",), ("--format", "github"), ("--strict", "--quiet")])
def test_warnings_are_repeated_without_a_build(content: Path, more: tuple[str, ...]) -> None:
    """The second build of a guide with warnings has the same output and exit code, and imports few modules.

    Under --strict nothing was published, which is repeated too.
    """
    code, _, told, imported = run(content, *more)
    assert built(imported)
    assert "warning" in told
    assert code == int("--strict" in more)

    again, out, repeated, imported = run(content, *more)
    assert (again, repeated) == (code, told)
    assert not built(imported)
    assert ("nothing has changed" in out) is not bool(code)


def test_another_format_is_another_text(content: Path) -> None:
    """The output in one format is not repeated when another format is requested."""
    run(content)
    assert run(content, "--format", "github")[2].startswith("::warning ")


def test_a_warning_that_was_mended_is_gone(content: Path) -> None:
    """An edit is never answered out of the past; to take it back finds the site as it is now."""
    table = content / "salaries/designer.yaml"
    before = table.read_text(encoding="utf-8")
    run(content)
    table.write_text(before.replace("II: 65 000", "II: 60 000"), encoding="utf-8")
    assert run(content)[2] == ""
    table.write_text(before, encoding="utf-8")
    assert "warning" in run(content)[2]
    assert "65" in (content.parent / "site/salaries/designer/index.html").read_text(encoding="utf-8")


def test_a_failed_build_does_not_forget_the_one_before(content: Path) -> None:
    """After a mistake that was taken back, the site that was published before is still the current one."""
    role = content / "roles/designer.md"
    before = role.read_bytes()
    run(content)
    role.write_bytes(b"no front matter")
    code, _, told, _ = run(content)
    assert (code, run(content)[:3]) == (1, (1, "", told))

    role.write_bytes(before)
    code, out, _, imported = run(content)
    assert (code, "nothing has changed" in out, built(imported)) == (0, True, False)


def test_a_site_that_somebody_changed_is_built_again(content: Path) -> None:
    """The warnings of a site are repeated only where that site is in the output."""
    run(content)
    page = content.parent / "site/index.html"
    page.unlink()

    assert built(run(content)[3])
    assert page.is_file()
