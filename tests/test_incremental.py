"""A site built upon an earlier one is the clean one, byte for byte, whatever was edited in between."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from picture_files import picture

import build
from careerguide.commands.report import Report

ROOT = Path(__file__).parent.parent
FOLDERS = {
    "content": ROOT / "tests/guides/account-management",
    "templates": ROOT / "templates",
    "static": ROOT / "static",
}
COLD_CACHES = True  # a clean build here shares nothing with another
SEQUENCES = int(os.environ.get("SEQUENCES", "2"))
EDITS = 8  # of a sequence
Edit = Callable[[Path, random.Random], None]


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def some(folder: Path, pattern: str, rng: random.Random) -> Path:
    return rng.choice(sorted(folder.glob(pattern)))


def text(guide: Path, rng: random.Random) -> None:
    role = some(guide, "content/roles/*.md", rng)
    role.write_text(role.read_text(encoding="utf-8") + f"\nЕщё строка {rng.random()}.\n", encoding="utf-8")


def median(guide: Path, rng: random.Random) -> None:
    replaced(guide / "content/salaries/client-department-head.yaml", "115 000", f"{rng.randrange(110, 119)} 000")


def title(guide: Path, rng: random.Random) -> None:
    replaced(some(guide, "content/roles/*.md", rng), "title: ", f"title: {rng.randrange(10)} ")


def reviewed(guide: Path, rng: random.Random) -> None:
    replaced(some(guide, "content/roles/*.md", rng), "\nreviewed: 20", f"\nreviewed: 2{rng.randrange(10)}")


def new_role(guide: Path, rng: random.Random) -> None:
    role = some(guide, "content/roles/*.md", rng)
    lines = (line for line in role.read_text(encoding="utf-8").splitlines() if not line.startswith("pay:"))
    (role.parent / f"new-{rng.randrange(4)}.md").write_text("\n".join(lines), encoding="utf-8")


def removed_role(guide: Path, rng: random.Random) -> None:
    for role in sorted((guide / "content/roles").glob("new-*.md"))[:1]:
        role.unlink()


def region(guide: Path, rng: random.Random) -> None:
    replaced(guide / "content/regions.yaml", "name: ", f"name: {rng.choice('АБВ')}")


def skill(guide: Path, rng: random.Random) -> None:
    replaced(guide / "content/skills.yaml", "summary: ", f"summary: {rng.randrange(10)} ")


def term(guide: Path, rng: random.Random) -> None:
    replaced(guide / "content/glossary.yaml", "meaning: ", f"meaning: {rng.randrange(10)} ")


def template(guide: Path, rng: random.Random) -> None:
    part = some(guide, "templates/**/*.html", rng)
    remark = f"{{# {rng.random()} #}}\n<!-- {rng.randrange(9)} -->\n"
    part.write_text(part.read_text(encoding="utf-8") + remark, encoding="utf-8")


def words(guide: Path, rng: random.Random) -> None:
    replaced(guide / "templates/translations/ru.po", 'msgstr "Профессии"', f'msgstr "Профессии {rng.randrange(9)}"')


def style(guide: Path, rng: random.Random) -> None:
    sheet = guide / "static/css/site.css"
    sheet.write_text(sheet.read_text(encoding="utf-8") + f"\n.x{rng.randrange(9)} {{ color: red; }}\n", "utf-8")


def setting(guide: Path, rng: random.Random) -> None:
    replaced(guide / "content/guide.yaml", "tagline: ", f"tagline: {rng.randrange(10)} ")


def restored(guide: Path, rng: random.Random) -> None:
    """A file as it was in the beginning, with the time that it had then."""
    kept = some(FOLDERS["content"], rng.choice(["roles/*.md", "*.yaml", "salaries/*.yaml"]), rng)
    shutil.copy2(kept, guide / "content" / kept.relative_to(FOLDERS["content"]))


def draft(guide: Path, rng: random.Random) -> None:
    for role in sorted((guide / "content/roles").glob("new-*.md"))[:1]:
        replaced(role, "---\n", f"---\ndraft: {rng.choice(['yes', 'no'])}\n")


def photo(guide: Path, rng: random.Random) -> None:
    """A picture that is new or another one, small or large, shown by one more text."""
    file = guide / f"content/images/photo-{rng.randrange(2)}.jpg"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(picture(rng.choice([400, 1000, 1700]), 300, "JPEG"))
    role = some(guide, "content/roles/*.md", rng)
    role.write_text(role.read_text(encoding="utf-8") + f"\n![Вид](../images/{file.name})\n", encoding="utf-8")


def edition(guide: Path, rng: random.Random) -> None:
    """Another edition of a table, older or newer than the present one."""
    table = guide / "content/salaries/client-department-head.yaml"
    body = table.read_text(encoding="utf-8")
    if "\nseries:" not in body:
        body = f"{body}series: head\nedition: 2024\n"
        table.write_text(body, encoding="utf-8")
    year = rng.choice(["2023", "2025"])
    (table.parent / f"head-{year}.yaml").write_text(body.replace("edition: 2024", f"edition: {year}"), "utf-8")


EDIT_KINDS: list[Edit] = [
    *(text, median, title, reviewed, new_role, removed_role, region, skill),
    *(term, template, words, style, setting, restored, draft, photo, edition),
]


def built(guide: Path, output: str, cache: str, *more: str) -> int:
    named = [part for name in FOLDERS for part in (f"--{name}", str(guide / name))]
    return build.main(
        ["build", *named, "--output", str(guide / output), "--cache", str(guide / cache), "--quiet"]
        + ["--base-url", "https://example.org/guide/", *more]
    )


def files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: content for path, content in found.items() if path != ".careerguide.json"}


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_a_build_upon_another_is_the_clean_one(tmp_path: Path, seed: int) -> None:
    """After each of a random sequence of edits, reused and rendered files together equal a clean build.

    More sequences: SEQUENCES=100 uv run pytest tests/test_incremental.py
    """
    for name, folder in FOLDERS.items():
        shutil.copytree(folder, tmp_path / name)
    rng = random.Random(seed)
    built(tmp_path, "site", "cache")
    for number in range(EDITS):
        edit = rng.choice(EDIT_KINDS)
        edit(tmp_path, rng)
        failed = built(tmp_path, "site", "cache")
        clean = tmp_path / f"clean-{number}"
        assert built(tmp_path, clean.name, f"none-{number}") == failed
        if failed:
            continue
        one, other = files(tmp_path / "site"), files(clean)
        assert one.keys() == other.keys(), edit.__name__
        different = [path for path in one if one[path] != other[path]]
        assert not different, edit.__name__
        shutil.rmtree(clean)


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    for name, folder in FOLDERS.items():
        shutil.copytree(folder, tmp_path / name)
    return tmp_path


def made(guide: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Build, and return the files that were rendered, each with its changed dependencies."""
    reasons: dict[str, str] = {}
    keep = Report.done

    def done(report: Report, *told: Any) -> int:
        reasons.update({file: " ".join(map(" ".join, reads)) for file, reads in report.reasons.items()})
        return keep(report, *told)

    with monkeypatch.context() as patch:
        patch.setattr(Report, "done", done)
        assert built(guide, "site", "cache") == 0
    return reasons


def test_a_text_touches_its_page_and_what_quotes_it(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An added line in a role's text renders that role's page and its comparisons again, and nothing else."""
    made(guide, monkeypatch)
    role = guide / "content/roles/commercial-director.md"
    role.write_text(role.read_text(encoding="utf-8") + "\nЕщё строка.\n", encoding="utf-8")

    reasons = made(guide, monkeypatch)
    compared = {f"compare/{other}/index.html" for other in PAIRS}
    assert reasons.keys() == {"roles/commercial-director/index.html", *compared}
    assert set(reasons.values()) == {"prose content/roles/commercial-director.md"}


def test_a_skills_summary_touches_no_role(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of a skill is on its own page and in the list of all; pages that name it stay as they are."""
    made(guide, monkeypatch)
    skills = guide / "content/skills.yaml"
    skills.write_text(re.sub("summary: ", "summary: Это ", skills.read_text(encoding="utf-8"), count=1), "utf-8")

    reasons = made(guide, monkeypatch)
    assert "skills/index.html" in reasons
    assert not [file for file in reasons if file.startswith(("roles/", "compare/", "salaries/", "regions/"))]


def test_an_error_costs_no_more_than_its_correction(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a build that failed, what had been made before it stands: the next renders what the correction touches."""
    made(guide, monkeypatch)
    page = guide / "content/pages/about.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("title:", "titel:", 1), encoding="utf-8")
    assert built(guide, "site", "cache") == 1
    page.write_text(f"{text}\nЕщё строка.\n", encoding="utf-8")

    assert made(guide, monkeypatch).keys() <= {"about/index.html", "index.html"}


PAIRS = ("client-department-head-commercial-director", "client-service-director-commercial-director")


def test_a_figure_touches_what_shows_it(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed median in one city renders again what shows it, roles that lie near too, and nothing unrelated."""
    made(guide, monkeypatch)
    table = guide / "content/salaries/client-department-head.yaml"
    table.write_text(table.read_text(encoding="utf-8").replace("115 000", "116 000", 1), encoding="utf-8")

    reasons = made(guide, monkeypatch)
    assert {"roles/client-department-head/index.html", "salaries/client-department-head/index.html"} <= reasons.keys()
    assert "regions/moskva/index.html" in reasons
    assert "roles/commercial-director/index.html" in reasons
    untouched = {f"compare/{PAIRS[1]}/index.html", "glossary/index.html", "about/index.html", "404.html"}
    assert not untouched & reasons.keys()


def test_a_part_of_a_template_touches_the_pages_that_include_it(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edited part of the glossary's page leaves the roles' pages as they are."""
    made(guide, monkeypatch)
    part = guide / "templates/glossary.html"
    part.write_text(part.read_text(encoding="utf-8") + "{# edited #}\n", encoding="utf-8")

    assert made(guide, monkeypatch) == {"glossary/index.html": "templates glossary.html"}


def test_verbose_says_what_had_changed(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A maintainer sees for each file written what of the guide was another before."""
    built(guide, "site", "cache")
    table = guide / "content/salaries/client-department-head.yaml"
    table.write_text(table.read_text(encoding="utf-8").replace("115 000", "116 000", 1), encoding="utf-8")
    capsys.readouterr()

    built(guide, "site", "cache", "--verbose")
    assert "+ data/client-department-head.csv ← salaries client-department-head\n" in capsys.readouterr().out


def test_pages_alone(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--pages-only skips cards and the search index; --profile prints the time of every step."""
    assert built(guide, "site", "cache", "--pages-only", "--profile") == 0
    paths = files(guide / "site")
    assert not [path for path in paths if path.startswith(("cards/", "pagefind/"))]
    assert b"og:image" not in paths["index.html"]
    assert re.search(r"\d s +\d+\.\d\d s of CPU  reading\n", capsys.readouterr().err)
