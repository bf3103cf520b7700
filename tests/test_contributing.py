"""What GitHub shows of the project besides its files: handbooks, forms and the template of a proposal."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from handbook import FENCE, ROOT

import build
from careerguide.markdown.headings import anchor_of

FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
# Where GitHub shows a text, below the repository's own address: there its relative links begin.
SHOWN_AT = {
    **{
        path: f"blob/HEAD/{path.relative_to(ROOT).as_posix()}"
        for path in (*sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md")
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
    return {anchor_of(re.sub(r"[`*]", "", heading)) for heading in headings}


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


# --- workflows --------------------------------------------------------------------------------------------------------

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_have_the_least_rights_and_fixed_actions(path: Path) -> None:
    """Nobody else's action can change under us, and a proposal runs with the right to read alone."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]

    assert all(re.search(r"@[0-9a-f]{40}$", step["uses"]) for step in steps if "uses" in step)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    if "pull_request" in workflow[True]:  # the key “on”, as YAML 1.1 reads it
        assert not any("permissions" in job for job in workflow["jobs"].values())


def test_a_change_of_content_runs_one_check_which_is_about_the_guide() -> None:
    """Every other workflow for proposals leaves changes of content alone, whether they are pushed or proposed."""
    for path in WORKFLOWS:
        events = yaml.safe_load(path.read_text(encoding="utf-8"))[True]
        if "pull_request" in events:
            ignored = [(events[event] or {}).get("paths-ignore", []) for event in ("push", "pull_request")]
            assert ignored == [[], []] if path.name == "guide.yml" else [["content/**"], ["content/**"]], path.name
            assert all("paths" not in (events[event] or {}) for event in ("push", "pull_request"))


@pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Linux")
@pytest.mark.parametrize(
    ("changed", "published", "tested"),
    [
        (["content/guide.yaml"], True, False),
        (["content/guide.yaml", "build.py"], True, True),
        (["contents.txt"], True, True),
        (["content/guide.yaml"], False, True),
    ],
    ids=["content", "content and code", "beside content", "never published"],
)
def test_publishing_waits_for_tests_only_where_code_has_changed(
    changed: list[str], published: bool, tested: bool, tmp_path: Path
) -> None:
    """The step of the workflow compares with the commit last published, and tests where there is none."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    before, step, *after = _from(workflow["jobs"]["tests"]["steps"], "changed")
    last = _commits(tmp_path / "repository", changed)
    program, output = tmp_path / "gh", tmp_path / "output"  # the runner has GitHub's own gh
    program.write_text(f"#!/bin/sh\necho {last if published else ''}\n")
    program.chmod(0o755)
    known = {"GITHUB_OUTPUT": str(output), "GITHUB_REPOSITORY": "a/b", "GITHUB_REF_NAME": "main"}
    known["PATH"] = f"{tmp_path}:{os.environ['PATH']}"

    command = ["bash", "-e", "-c", step["run"]]
    subprocess.run(command, cwd=tmp_path / "repository", env={**os.environ, **known}, check=True)

    assert (output.read_text() if output.exists() else "") == ("code=true\n" if tested else "")
    assert before["with"]["fetch-depth"] == 0
    assert after and all(later["if"] == "steps.changed.outputs.code" for later in after)
    assert "tests" in workflow["jobs"]["deploy"]["needs"]


def _from(steps: list[dict[str, Any]], id: str) -> list[dict[str, Any]]:
    """Return the step before the one with an id, that step, and all after it."""
    (place,) = (place for place, step in enumerate(steps) if step.get("id") == id)
    return steps[place - 1 :]


def _commits(repository: Path, changed: list[str]) -> str:
    """Make a repository with a commit for each of these files on top of a first one, and return the first one's id."""
    for path in ("old.txt", *changed):
        (repository / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / path).write_text("x")
        for words in ("init", "add -A", "-c user.name=x -c user.email=x@example.org commit -m x"):
            subprocess.run(["git", *words.split()], cwd=repository, check=True, capture_output=True)
    command = ["git", "rev-list", "--max-parents=0", "HEAD"]
    return subprocess.run(command, cwd=repository, check=True, capture_output=True, encoding="utf-8").stdout.strip()


@pytest.mark.parametrize(
    ("mistake", "codes", "kept"),
    [("", [0, 0, 0], True), ("\n#### Глубоко\n", [0, 0, 1], True), ("\n[Там](nowhere.md)\n", [1, 1], False)],
    ids=["a sound guide", "a warning", "an error"],
)
def test_a_proposal_is_built_as_the_workflow_says(
    mistake: str, codes: list[int], kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Advice stops nothing, an error stops before the site is kept, a warning only after it."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "tests/guides/minimal", "content")
    with Path("content/roles/designer.md").open("a", encoding="utf-8") as role:
        role.write(mistake)
    places = ["--content", "content", "--output", "site", "--cache", "cache"]
    workflow = yaml.safe_load((ROOT / ".github/workflows/guide.yml").read_text(encoding="utf-8"))

    ended, uploaded = [], False
    for step in workflow["jobs"]["guide"]["steps"]:
        uploaded = uploaded or ("upload-artifact" in step.get("uses", "") and Path("site/index.html").is_file())
        command = re.fullmatch(r"uv run --no-dev build\.py(.*?)( \|\| true)?", step.get("run", ""))
        if command:
            ended.append(build.main([*command[1].split(), *places]))
            if ended[-1] and not command[2]:
                break

    assert (ended, uploaded) == (codes, kept)
