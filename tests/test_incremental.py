"""A site built upon an earlier one is the clean one, byte for byte, whatever was edited in between."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import build

ROOT = Path(__file__).parent.parent
SEQUENCES = int(os.environ.get("SEQUENCES", "3"))
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
    kept = some(ROOT, rng.choice(["content/roles/*.md", "content/*.yaml", "content/salaries/*.yaml"]), rng)
    shutil.copy2(kept, guide / kept.relative_to(ROOT))


def draft(guide: Path, rng: random.Random) -> None:
    for role in sorted((guide / "content/roles").glob("new-*.md"))[:1]:
        replaced(role, "---\n", f"---\ndraft: {rng.choice(['yes', 'no'])}\n")


EDIT_KINDS: list[Edit] = [
    *(text, median, title, reviewed, new_role, removed_role, region, skill),
    *(term, template, words, style, setting, restored, draft),
]


def built(guide: Path, output: str, cache: str) -> int:
    folders = {name: guide / name for name in ("content", "templates", "static")}
    named = [part for name, folder in folders.items() for part in (f"--{name}", str(folder))]
    return build.main(
        ["build", *named, "--output", str(guide / output), "--cache", str(guide / cache), "--quiet"]
        + ["--base-url", "https://example.org/guide/"]
    )


def files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: content for path, content in found.items() if path != ".careerguide.json"}


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_a_build_upon_another_is_the_clean_one(tmp_path: Path, seed: int) -> None:
    """After each of a random sequence of edits, what was reused and what was made anew are the clean site together.

    More sequences: SEQUENCES=100 uv run pytest tests/test_incremental.py
    """
    for name in ("content", "templates", "static"):
        shutil.copytree(ROOT / name, tmp_path / name)
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
