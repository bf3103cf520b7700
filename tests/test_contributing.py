"""What GitHub shows of the project besides its files: handbooks, forms and the template of a proposal."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from handbook import FENCE, HANDBOOKS, ROOT

from careerguide.gfm.headings import slug

FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
# Where GitHub shows a text, below the repository's own address: there its relative links begin.
SHOWN_AT = {
    **{
        path: f"blob/HEAD/{path.relative_to(ROOT).as_posix()}"
        for path in (*HANDBOOKS.values(), ROOT / "CONTRIBUTING.md")
    },
    **dict.fromkeys(FORMS, "issues/new"),
    ROOT / ".github/PULL_REQUEST_TEMPLATE.md": "pull/1",
}


@pytest.mark.parametrize("page", SHOWN_AT, ids=lambda path: path.name)
def test_links_of_the_documents_lead_somewhere(page: Path) -> None:
    """Each link inside the repository leads, from where GitHub shows the text, to a file and a heading of it."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"(`+).*?\1", "", text)):
        file, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        shown = SHOWN_AT[page]
        address = posixpath.normpath(posixpath.join(posixpath.dirname(shown), file)) if file else shown
        if address == "issues/new/choose":
            continue
        assert address.startswith("blob/HEAD/"), target
        other = ROOT / address.removeprefix("blob/HEAD/")
        assert other.exists(), target
        assert not anchor or unquote(anchor) in anchors(other.read_text(encoding="utf-8")), target


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {slug(re.sub(r"[`*]", "", heading)) for heading in headings}


FORM_PARTS = {"markdown", "input", "textarea", "dropdown", "checkboxes"}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_issue_forms_are_such_as_github_takes(path: Path) -> None:
    """A form has a name, a description and parts of known kinds, each question with an id and a label of its own.

    https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
    """
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.name == "config.yml":
        assert set(form) <= {"blank_issues_enabled", "contact_links"}
        return
    assert {"name", "description", "body"} <= set(form) <= {"name", "description", "title", "labels", "body"}
    questions = [part for part in form["body"] if part["type"] != "markdown"]
    assert {part["type"] for part in form["body"]} <= FORM_PARTS
    assert all(re.fullmatch(r"[a-z_-]+", part["id"]) for part in questions)
    for texts in ([part["id"] for part in questions], [part["attributes"]["label"] for part in questions]):
        assert len(texts) == len(set(texts))
    for part in questions:
        options = part["attributes"].get("options", [])
        if part["type"] == "dropdown":
            assert options and len(options) == len(set(options)) and "None" not in options
