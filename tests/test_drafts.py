"""Drafts: nothing of them is published, whatever else of the guide belongs to them."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import build

HERE = Path(__file__).parent

ROLE = """---
title: Zwergmeister
names: {en: Zwergmaster, also: [Zwergchief]}
summary: Zwergsummary.
field: Zwergfield
skills: [zwergskill, layout]
pay: zwergmeister
experts:
  zwergexpert: {position: Zwergposition}
sources:
  - {id: zwergsource, kind: interview, title: Zwergtitle, date: 2025}
reviewed: 2026-11-20
draft: yes
---
Zwergintro.

## Zwergheading

![Zwergalt](../images/zwergpicture.png) ![Zwergalt](../images/shared.png)

> Zwergopinion.
>
> — @zwergexpert
"""
TABLE = """role: zwergmeister
title: Zwergtable
currency: EUR
period: month
basis: unknown
collected: unknown
source: {id: zwergreview, kind: pay-review, title: Zwergreview, date: 2025}
columns:
  median: {kind: median, label: Zwergcolumn}
segments: {zwergsegment: Zwerglabel}
note: Zwergnote
pay:
  moskva: {zwergsegment: {median: 987 654}}
"""
PAGE = "---\ntitle: Zwergpage\nsummary: Zwergpagesummary.\ndraft: yes\n---\nZwergtext.\n"
SKILL = "zwergskill: {name: Zwergskill, summary: Zwergmeaning}\n"
WORDS = re.compile(rb"zwerg|987.?654", re.IGNORECASE)


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """Return a guide with a draft role that has a table, a skill and a picture of its own, and a draft page."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides/minimal", content)
    (content / "guide.yaml").write_text(
        "title: Guide\ntagline: Of roles\nlanguage: en\nbase_url: https://example.org/\n", "utf-8"
    )
    for path, text in (
        ("roles/zwergmeister.md", ROLE),
        ("salaries/zwergmeister.yaml", TABLE),
        ("pages/zwerg.md", PAGE),
    ):
        (content / path).write_text(text, "utf-8")
    skills = content / "skills.yaml"
    skills.write_text(skills.read_text("utf-8") + SKILL, "utf-8")
    (content / "images").mkdir()
    for name in ("zwergpicture", "shared"):
        shutil.copyfile(HERE.parent / "static/apple-touch-icon.png", content / f"images/{name}.png")
    about = content / "pages/about.md"
    about.write_text(about.read_text("utf-8") + "\n![Shared](../images/shared.png)\n", "utf-8")
    return content


@pytest.fixture
def run(guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Return what builds the guide and returns the exit code and all that was printed."""

    def run(*arguments: str) -> tuple[int, str]:
        code = build.main([*arguments, "--lang", "en", "--content", str(guide), "--output", str(tmp_path / "site")])
        return code, "".join(capsys.readouterr())

    return run


def leaks(site: Path) -> list[str]:
    """Return where a published site names something of a draft: in a file's name, or in what it holds."""
    found = []
    for path in (path for path in site.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if content.startswith(b"\x1f\x8b"):  # the search index
            content = gzip.decompress(content)
        name = path.relative_to(site).as_posix()
        if WORDS.search(content) or WORDS.search(name.encode()):
            found.append(name)
    return found


def test_nothing_of_a_draft_is_published(run, tmp_path: Path) -> None:
    """No page, no data, no index, no sitemap and no feed has a word of a draft; the closing line names what it kept."""
    code, said = run("--strict")

    assert code == 0, said
    assert leaks(tmp_path / "site") == []
    assert (tmp_path / "site/images/shared.png").is_file()
    assert said.splitlines()[0] == (
        "left out as drafts: content/roles/zwergmeister.md, content/salaries/zwergmeister.yaml, "
        "content/skills.yaml#zwergskill, content/pages/zwerg.md, content/images/zwergpicture.png"
    )


def test_a_preview_shows_all_of_it(run, tmp_path: Path) -> None:
    """With --drafts the same words are everywhere: the test above looks in the right places."""
    code, said = run("--drafts")

    assert code == 0, said
    found = leaks(tmp_path / "site")
    shown = {re.sub(r"[^/]+$", "", name) or name for name in found}
    wanted = {"roles/zwergmeister/", "salaries/zwergmeister/", "data/", "skills/zwergskill/", "zwerg/", "images/"}
    wanted |= {"regions/moskva/", "gaps/", "search/", "sitemap.xml", "feed.xml", "pagefind/fragment/"}
    assert wanted <= shown, shown


def test_a_role_set_back_to_draft_takes_all_with_it(run, guide: Path, tmp_path: Path) -> None:
    """Published, set back to draft and built again, it leaves nothing behind."""
    role, page = guide / "roles/zwergmeister.md", guide / "pages/zwerg.md"
    for path in (role, page):
        path.write_text(path.read_text("utf-8").replace("draft: yes", "draft: no"), "utf-8")
    assert run()[0] == 0
    assert leaks(tmp_path / "site") != []

    for path in (role, page):
        path.write_text(path.read_text("utf-8").replace("draft: no", "draft: yes"), "utf-8")
    code, said = run()

    assert (code, leaks(tmp_path / "site")) == (0, []), said


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ('{{ pay("moskva", "zwergsegment", "median", table="zwergmeister") }}', "take the figure out"),
        ("[x](../salaries/zwergmeister.yaml)", "publish its role (draft: no), or take the link out"),
        ("[x](../skills.yaml#zwergskill)", "publish a role that asks for it (draft: no), or take the link out"),
        ("[x](../roles/zwergmeister.md)", "publish it (draft: no), or take the link out"),
    ],
    ids=["figure", "table", "skill", "role"],
)
def test_a_text_that_names_something_of_a_draft(run, guide: Path, typed: str, told: str) -> None:
    """What refers to something that readers will not see is an error at its place, and none in a preview."""
    about = guide / "pages/about.md"
    about.write_text(about.read_text("utf-8") + typed + "\n", "utf-8")
    line = about.read_text("utf-8").count("\n")

    code, said = run()

    assert (code, told in said) == (1, True), said
    assert f"content/pages/about.md:{line}:" in said
    assert run("--drafts")[0] == 0


def test_the_menu_and_another_role_that_name_a_draft(run, guide: Path) -> None:
    """So is an entry of the menu, and pay that is borrowed from a draft."""
    settings, role = guide / "guide.yaml", guide / "roles/art-director.md"
    settings.write_text(settings.read_text("utf-8") + "navigation: [{label: X, page: zwerg/}]\n", "utf-8")
    assert "“zwerg/” is a draft, which readers will not see" in run()[1]

    role.write_text(role.read_text("utf-8").replace("skills:", "pay: zwergmeister\nskills:"), "utf-8")
    assert "the salary table “zwergmeister” is about a draft, which readers will not see" in run()[1]
