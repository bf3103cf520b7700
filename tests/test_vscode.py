"""`build.py schema`: the files of .vscode/, and what an editor's program does with them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import build
from careerguide.editing.known import look
from careerguide.editing.vscode import GLOBS, tasks
from careerguide.problems import Message, Severity, to_terminal
from careerguide.reading.source import Position, read

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

    (content / "regions.yaml").write_text("tver: {name: Тверь}\n", encoding="utf-8")
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


@pytest.mark.parametrize("language", ["minimal", "us-percentiles"])
def test_the_task_marks_every_problem_at_its_line(language: str) -> None:
    """What `check` prints is matched by the task's patterns, in the guide's own language."""
    known, _ = look(HERE / "guides" / language, ROOT / "templates/translations")
    matchers = tasks(known)["tasks"][0]["problemMatcher"]
    source, _ = read(ROOT / "content/guide.yaml", "content/guide.yaml")
    assert source is not None
    for severity in Severity:
        problem = source.problem(Position(3, 5), Message("nothing was written"), severity=severity)
        shown = to_terminal(problem, known.language.translate).splitlines()[0]
        found = [(m["severity"], re.match(m["pattern"]["regexp"], shown)) for m in matchers]
        (matched,) = [(severity, match.groups()[:3]) for severity, match in found if match]
        assert matched == (severity.value, ("content/guide.yaml", "3", "5"))


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
