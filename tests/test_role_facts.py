"""Facts of a role under labels of the editors' own: in its box of facts, side by side in comparisons, in messages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from loading import loaded
from sites import built, served
from small_guides import role, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from careerguide.core.problems import Problem


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a guide of three roles: two have facts with one label, written in two ways; one has none."""
    roles = {
        "ape": "compare: [zoo]\nfacts: [{label: Education, value: 'a <b>tree</b>'}, {label: Grade, value: 7}]\n",
        "zoo": "facts: [{label: education, value: a fence}]\n",
        "elk": "",
    }
    return write(tmp_path / "g", roles)


def test_facts_stand_in_the_box_and_in_comparisons(page: Page, content: Path, tmp_path: Path) -> None:
    """A label is one row for all roles, whatever its case; what only one role has is a gap in words for the others."""
    with served(built(content, tmp_path / "site")) as host:
        page.goto(f"{host}/roles/ape/")
        assert page.locator(".facts > div").all_inner_texts() == ["Education\na <b>tree</b>", "Grade\n7"]

        page.goto(f"{host}/compare/ape-zoo/")
        rows = [side.locator(".side-facts > div").all_inner_texts() for side in page.locator("#facts .side").all()]
        assert rows[0] == ["Education\na <b>tree</b>", "Grade\n7"]
        assert rows[1] == ["Education\na fence", "Grade\nthe sources do not say"]

        page.goto(f"{host}/compare/?roles=ape,zoo,elk")
        education = page.locator(".side-table tr", has_text="Education")
        education.wait_for()
        assert education.locator("td").all_inner_texts() == ["a <b>tree</b>", "a fence", "the sources do not say"]


def test_what_the_sources_do_not_say_is_named(page: Page, tmp_path: Path) -> None:
    """Of place and path, what is known of other roles is said to be unknown; what is known of none is not mentioned."""
    roles = {"ape": "place: {reports_to: [a keeper]}\npath: {to: [zoo]}\n", "zoo": ""}
    with served(built(write(tmp_path / "g", roles), tmp_path / "site")) as host:
        page.goto(f"{host}/roles/ape/")
        assert page.locator(".facts > div").all_inner_texts() == [
            "Reports to\na keeper",
            "The way onward\nZoo",
            "The sources do not say\nThe way in",
        ]
        page.goto(f"{host}/roles/zoo/")
        assert page.locator(".facts > div").all_inner_texts() == [
            "The way in\nApe",
            "The sources do not say\nReports to; The way onward",
        ]


def problems_of(content: Path, id: str) -> list[Problem]:
    """Return what is wrong with one role."""
    return [problem for problem in loaded(content).problems if problem.path.endswith(f"/{id}.md")]


def test_a_label_stands_once_in_a_role(content: Path) -> None:
    """A second fact with the same label is an error at its label."""
    facts = "facts:\n  - {label: Grade, value: 7}\n  - {label: grade, value: 8}\n"
    (content / "roles/elk.md").write_text(role("Elk", facts), "utf-8")
    (problem,) = problems_of(content, "elk")

    assert (problem.line, problem.column, problem.check) == (6, 13, "duplicate-id")
    assert problem.message.say(str) == "two facts have the label “grade”"


def test_a_fact_written_as_a_pair_is_told_how_to_be_written(content: Path) -> None:
    """“Education: a degree” has a label and a value, in another form: the remedy can be pasted."""
    facts = "facts:\n  - Education: 'yes, a degree'\n"
    (content / "roles/elk.md").write_text(role("Elk", facts), "utf-8")
    (problem,) = problems_of(content, "elk")

    hint = problem.hint and problem.hint.say(str)
    assert hint == 'write: {label: Education, value: "yes, a degree"}'
    (content / "roles/elk.md").write_text(role("Elk", f"facts:\n  - {hint[7:]}\n"), "utf-8")
    assert problems_of(content, "elk") == []
