"""Levels of skills: on the pages of roles and skills, in comparisons, in the search, in messages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from loading import loaded
from sites import built, served
from small_guides import role, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GUIDE = """title: G
tagline: T
language: en
skill_levels:
  basic: {label: Basic, meaning: has heard of it}
  working: {label: Working, meaning: needs no help}
"""
SKILLS = "climbing: {name: Climbing, summary: S.}\nenglish: {name: English, summary: S.}\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a guide of three roles that ask for one skill: at two levels, and without saying how well."""
    roles = {
        "ape": "compare: [zoo]\nskills: [climbing, {skill: english, level: basic}]\n",
        "elk": "skills: [english]\n",
        "zoo": "skills: [{skill: english, level: working}, climbing]\n",
    }
    return write(tmp_path / "g", roles, guide=GUIDE, skills=SKILLS)


def test_levels_stand_wherever_a_skill_is_asked_for(page: Page, content: Path, tmp_path: Path) -> None:
    """With the role and what it means; grouped on the skill's page, the lowest first; of both roles in comparisons."""
    with served(built(content, tmp_path / "site")) as host:
        page.goto(f"{host}/roles/ape/")
        assert page.locator("#skills .skills a").all_inner_texts() == ["Climbing", "English Basic"]
        assert page.locator("#skills .levels").inner_text().split("\n") == ["Basic", "has heard of it"]

        page.goto(f"{host}/skills/english/")
        sections = [text.split("\n") for text in page.locator("main .section").all_inner_texts()]
        assert [[line for line in lines if line and line != "S."] for lines in sections[:3]] == [
            ["Roles that ask for it: Basic", "has heard of it", "Ape"],
            ["Roles that ask for it: Working", "needs no help", "Zoo"],
            ["Roles that ask for it and do not say how well", "Elk"],
        ]

        page.goto(f"{host}/compare/ape-zoo/")
        assert page.locator("#skills > .skills a").all_inner_texts() == ["Climbing", "English Basic / Working"]
        assert "the first is that of “Ape”" in page.locator("#skills").inner_text().replace("\xa0", " ")

        page.goto(f"{host}/compare/?roles=ape,zoo,elk")
        common = page.locator(".side-table tr", has_text="Skills that all ask for")
        common.wait_for()
        assert common.locator("td").all_inner_texts() == ["English Basic", "English Working", "English"]


@pytest.mark.parametrize(
    ("skills", "check", "column", "hint"),
    [
        ("[{skill: english, level: workin}]", "unknown-level", 34, "did you mean “working”?"),
        ("[{skill: english, level: Working}]", "unknown-level", 34, "write its id: working"),
        ("[{skill: english, level: top}]", "unknown-level", 34, "available: basic, working"),
        ("[{skill: inglish, level: basic}]", "unknown-skill", 10, "did you mean “english”?"),
        ("[english, {skill: english}]", "duplicate-id", 19, "take one of them out"),
    ],
)
def test_what_is_not_known_is_told_with_what_is_near(
    skills: str, check: str, column: int, hint: str, content: Path
) -> None:
    """A level or a skill that is not there, or a skill that is named twice, at its place."""
    (content / "roles/elk.md").write_text(role("Elk", f"skills: {skills}\n"), "utf-8")
    (problem,) = loaded(content).problems

    assert (problem.line, problem.column, problem.check) == (4, column, check)
    assert problem.hint
    assert problem.hint.say(str).startswith(hint)


def test_a_guide_without_levels_is_told_what_to_add(content: Path) -> None:
    """The lines that are missing in guide.yaml can be pasted."""
    (content / "guide.yaml").write_text("title: G\ntagline: T\nlanguage: en\n", "utf-8")
    first, *_ = loaded(content).problems
    assert first.hint
    assert first.hint.say(str) == "add it to guide.yaml:\nskill_levels:\n  basic: {label: basic}"


@pytest.mark.parametrize("width", [1280, 320])
def test_everybody_can_read_the_levels(browser: Browser, content: Path, tmp_path: Path, width: int) -> None:
    """axe finds nothing, and nothing is wider than the window."""
    with (
        served(built(content, tmp_path / "site", "--pages-only")) as host,
        browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True) as context,
    ):
        page = context.new_page()
        for where in ("roles/ape/", "skills/english/", "compare/ape-zoo/"):
            page.goto(f"{host}/{where}")
            assert not Axe().run(page).response["violations"]
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width
