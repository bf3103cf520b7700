"""`build.py schema`: the files of .vscode/, and what an editor's program does with them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import build
from careerguide.editing.vscode import GLOBS, tasks
from careerguide.guide.snapshot import read_snapshot

HERE = Path(__file__).parent
ROOT = HERE.parent


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "guides/minimal", tmp_path / "content")
    return tmp_path / "content"


def schema(content: Path, *options: str) -> int:
    return build.main(["schema", "--content", str(content), "--lang", "en", *options])


def test_the_files_are_where_vs_code_looks_for_them(content: Path) -> None:
    """Each kind of .yaml file is mapped to a schema that is there, by a path relative to the folder that is opened."""
    assert schema(content) == 0

    settings = json.loads((content.parent / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert len(settings["yaml.schemas"]) == len(GLOBS)
    for path, glob in settings["yaml.schemas"].items():
        assert (content.parent / path).is_file()
        assert list(content.parent.glob(glob))
    recommended = json.loads((content.parent / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert recommended == {"recommendations": ["redhat.vscode-yaml"]}


def test_check_tells_what_is_not_current(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Written, it is current; after a change of the guide it says which files are not, and writes nothing."""
    assert schema(content, "--check") == 1
    assert not (content.parent / ".vscode").exists()
    schema(content)
    assert schema(content, "--check") == 0

    path = content / "guide.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("language: ru", "language: en"), encoding="utf-8")
    before = (content.parent / ".vscode/schemas/salary.json").read_bytes()

    assert schema(content, "--check") == 1
    assert "salary.json: error: this file is not current" in capsys.readouterr().err
    assert (content.parent / ".vscode/schemas/salary.json").read_bytes() == before


def test_an_editors_own_settings_stay(content: Path) -> None:
    """Ours are put beside them, once however often the command runs."""
    folder = content.parent / ".vscode"
    folder.mkdir()
    (folder / "settings.json").write_text(
        '{"editor.fontSize": 16, "yaml.schemas": {"./a.json": "b.yaml"}}', encoding="utf-8"
    )
    (folder / "tasks.json").write_text(
        '{"version": "2.0.0", "tasks": [{"label": "mine"}, {"label": "check"}]}', encoding="utf-8"
    )

    assert [schema(content), schema(content)] == [0, 0]

    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    assert settings["editor.fontSize"] == 16
    assert len(settings["yaml.schemas"]) == len(GLOBS) + 1
    labels = [task["label"] for task in json.loads((folder / "tasks.json").read_text(encoding="utf-8"))["tasks"]]
    assert labels == ["mine", "check", "serve"]


def test_settings_with_comments_are_left_alone(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no plain JSON cannot be rewritten without losing the comments: nothing is written, the lines are told."""
    folder = content.parent / ".vscode"
    folder.mkdir()
    (folder / "settings.json").write_text("{\n  // mine\n}", encoding="utf-8")

    assert schema(content) == 1
    assert (folder / "settings.json").read_text(encoding="utf-8") == "{\n  // mine\n}"
    assert "yaml.schemas" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_task_marks_every_problem_at_its_line(
    command: str, language: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first line of each problem, as the commands print it, is matched by one pattern of the task."""
    change = content / "guide.yaml"
    text = re.sub("^language: .*", f"language: {language}", change.read_text(encoding="utf-8"), flags=re.MULTILINE)
    change.write_text(text, encoding="utf-8")
    role = next((content / "roles").glob("*.md"))
    role.write_text(role.read_text(encoding="utf-8") + "\n[x](nowhere.md)\n\n#### Deep\n\n:tada:\n", encoding="utf-8")
    (content / "roles/Big Name.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    places = [f"--{name}={content.parent / name}" for name in ("output", "cache")]
    build.main([command, "--content", str(content), *places])

    shown = capsys.readouterr().err.splitlines()
    known, _ = read_snapshot(content, ROOT / "templates/translations")
    matchers = tasks(known)["tasks"][0]["problemMatcher"]
    found = [
        (m["severity"], m["pattern"].get("kind"), match[1])
        for line in shown
        for m in matchers
        if (match := re.match(m["pattern"]["regexp"], line))
    ]
    path = f"content/roles/{role.name}"
    assert {("error", None, path), ("warning", None, path), ("error", "file", "content/roles/Big Name.md")} <= {*found}
    assert len(found) == sum(line.startswith("content/") for line in shown)


def test_a_change_of_ids_alone_is_advice(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new role, region, table or skill does not turn the check of the schemas red; another structure does."""
    schema(content)
    role = "---\ntitle: New\nsummary: It is new.\n---\nText.\n"
    (content / "roles/new-role.md").write_text(role, encoding="utf-8")
    with (content / "skills.yaml").open("a", encoding="utf-8") as file:
        file.write("\nnew-skill:\n  name: New\n  summary: It is new.\n")
    with (content / "regions.yaml").open("a", encoding="utf-8") as file:
        file.write("\nnew-region:\n  name: New\n")
    capsys.readouterr()
    assert schema(content, "--check", "--strict") == 0
    said = capsys.readouterr().err
    assert "role.json: advice: the lists of ids are of an older state" in said
    assert "uv run build.py schema" in said

    path = content.parent / ".vscode/schemas/role.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"summary"', '"sumary"'), encoding="utf-8")
    assert schema(content, "--check") == 1
    assert "role.json: error: this file is not current" in capsys.readouterr().err


def test_snippets_give_files_that_pass(content: Path) -> None:
    """The snippet of a whole role, with its places filled in as VS Code does, is a role that passes `check`."""
    schema(content)
    snippets = json.loads((content.parent / ".vscode/career-guide.code-snippets").read_text(encoding="utf-8"))
    for kind, folder in {"role": "roles", "page": "pages"}.items():
        body = "\n".join(snippets[kind]["body"])
        body = body.replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2026-11-23")
        text = re.sub(r"\\([\\$}])", r"\1", re.sub(r"\$\{\d+:([^}]*)\}", r"\1", body))
        (content / folder / "from-snippet.md").write_text(text + "\n", encoding="utf-8")

    assert build.main(["check", "--content", str(content), "--drafts"]) == 0


def test_figures_are_offered_with_the_tables_own_ids(content: Path) -> None:
    """The snippet of a figure lists regions, segments and columns of its table."""
    schema(content)
    snippets = json.loads((content.parent / ".vscode/career-guide.code-snippets").read_text(encoding="utf-8"))

    (body,) = snippets["figure designer"]["body"]
    assert body == '{{ pay("${1|moskva,spb|}", "${2|agencies,companies|}", "${3|I,II,median|}") \\}\\}'
