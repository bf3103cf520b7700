"""`careerguide init`: the guide to begin with is complete, builds without a warning, and replaces nothing."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

import build
from careerguide.editing import installed_from
from careerguide.editing.init import LANGUAGES
from careerguide.schema.gaps import GapKind

ROOT = Path(__file__).parent.parent
SOURCE = "git+https://example.org/careerguide@v0.2.0"


def init(folder: Path, lang: str, *more: str) -> int:
    said = [f"--lang={lang}", "--title=Work: “here” & #now", "--currency=EUR", f"--source={SOURCE}", *more]
    return build.main(["init", str(folder), *said])


def files(folder: Path) -> dict[str, bytes]:
    """Return the content of each file by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    """Each language in which there is a guide to begin with."""
    return request.param


def test_there_is_one_in_each_language_of_the_program() -> None:
    assert LANGUAGES == ("de", "en", "ru")


def test_it_builds_without_a_warning_and_needs_no_advice(tmp_path: Path, lang: str, capsys) -> None:
    """Whatever the title is; and its settings for VS Code are current."""
    assert init(tmp_path, lang) == 0
    folders = [f"--{name}={tmp_path / name}" for name in ("content", "output", "cache")]
    capsys.readouterr()

    assert build.main(["build", "--strict", "--quiet", *folders]) == 0
    assert build.main(["check", "--strict", "--quiet", *folders]) == 0
    assert build.main(["schema", "--check", "--strict", "--quiet", *folders]) == 0
    assert capsys.readouterr() == ("", "")
    assert "&amp; #now" in (tmp_path / "output/index.html").read_text(encoding="utf-8")


def test_it_shows_everything_that_a_guide_may_have(tmp_path: Path, lang: str) -> None:
    """Two roles, a table with each kind of gap, regions, skills, a glossary, two pages; no mark is left in a text."""
    init(tmp_path, lang)
    content = tmp_path / "content"
    table = (content / "salaries/gardener.yaml").read_text(encoding="utf-8")

    assert [kind for kind in GapKind if kind not in table] == []
    assert "currency: EUR" in table
    assert sorted(path.stem for path in (content / "roles").iterdir()) == ["gardener", "head-gardener"]
    assert sorted(path.stem for path in (content / "pages").iterdir()) == ["about", "methodology"]
    assert {"regions.yaml", "skills.yaml", "glossary.yaml", "guide.yaml"} <= {path.name for path in content.iterdir()}
    assert [name for name, raw in files(tmp_path).items() if re.search(rb"@[A-Z]+@", raw)] == []


def test_the_languages_have_the_same_files(tmp_path: Path) -> None:
    for lang in LANGUAGES:
        init(tmp_path / lang, lang)
    assert len({frozenset(files(tmp_path / lang)) for lang in LANGUAGES}) == 1


def test_the_version_of_the_program_is_stated_once(tmp_path: Path) -> None:
    """The workflow and the dev container install what requirements.txt says."""
    init(tmp_path, "en")
    written = files(tmp_path)

    assert written["requirements.txt"].decode().splitlines()[-1] == f"careerguide[excel] @ {SOURCE}"
    assert [name for name, raw in written.items() if SOURCE.encode() in raw] == ["requirements.txt"]
    workflow = yaml.safe_load(written[".github/workflows/guide.yml"])
    runs = [step.get("run", "") for step in workflow["jobs"]["build"]["steps"]]
    assert "pip install --requirement requirements.txt" in runs
    assert any(run.startswith("careerguide build --strict") for run in runs)
    assert "requirements.txt" in json.loads(written[".devcontainer/devcontainer.json"])["postCreateCommand"]
    assert "careerguide check" in written[".vscode/tasks.json"].decode()


def test_its_workflow_uses_the_actions_of_this_repository(tmp_path: Path) -> None:
    """In the same versions, so that an update here is an update of what is written there."""
    init(tmp_path, "en")
    uses = re.compile(r"uses: (\S+@[0-9a-f]{40} # v[\d.]+)$", re.MULTILINE)
    here = "".join(path.read_text(encoding="utf-8") for path in (ROOT / ".github/workflows").glob("*.yml"))
    there = (tmp_path / ".github/workflows/guide.yml").read_text(encoding="utf-8")

    assert set(uses.findall(there)) <= set(uses.findall(here))
    assert there.count("uses: ") == len(uses.findall(there)) > 0


def test_what_exists_is_kept(tmp_path: Path, capsys) -> None:
    """A repository may have a README already; one that has content is refused whole."""
    (tmp_path / "README.md").write_text("Mine", encoding="utf-8")

    assert init(tmp_path, "en") == 0
    assert "README.md" in capsys.readouterr().err
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "Mine"
    before = files(tmp_path)
    shutil.rmtree(tmp_path / ".vscode")

    assert init(tmp_path, "ru") == 1
    assert "content: ошибка: здесь уже есть путеводитель" in capsys.readouterr().err
    assert files(tmp_path) == {name: raw for name, raw in before.items() if not name.startswith(".vscode")}


def test_where_a_file_cannot_be_written_there_is_none(tmp_path: Path, capsys) -> None:
    """Nor a folder, so that the same command works as soon as its remedy is followed."""
    (tmp_path / ".vscode").write_text("Mine", encoding="utf-8")

    assert init(tmp_path, "en", f"--content={tmp_path / 'content'}") == 1
    assert "it is a file where a folder should be" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [".vscode"]

    (tmp_path / ".vscode").unlink()
    assert init(tmp_path, "en") == 0


def test_the_content_of_a_guide_is_no_place_for_another(tmp_path: Path, capsys) -> None:
    init(tmp_path, "en")
    before = files(tmp_path)

    assert init(tmp_path / "content", "en") == 1
    assert "content: error: there is a guide already" in capsys.readouterr().err
    assert files(tmp_path) == before


def test_the_command_that_it_names_shows_the_guide_in_its_own_look(tmp_path: Path, capsys) -> None:
    """Also where the path has to be quoted; templates and styles beside the content are the guide's."""
    folder = tmp_path / "мой guide"
    init(folder, "en")
    named = shlex.split(capsys.readouterr().err.splitlines()[-1].partition("serve ")[2])
    (folder / "templates").mkdir()
    own = '{% extends "careerguide/role.html" %}{% block after_facts %}<p>Ours</p>{% endblock %}'
    (folder / "templates/role.html").write_text(own, encoding="utf-8")
    (folder / "static").mkdir()
    (folder / "static/note.txt").write_text("Ours", encoding="utf-8")

    site = [f"--{name}={tmp_path / name}" for name in ("output", "cache")]
    assert build.main(["build", "--strict", *named, *site]) == 0
    assert "<p>Ours</p>" in (tmp_path / "output/roles/gardener/index.html").read_text(encoding="utf-8")
    assert (tmp_path / "output/note.txt").is_file()


def test_the_content_may_be_the_current_folder(tmp_path: Path, monkeypatch, capsys) -> None:
    """Which has no name in “.”; messages name it all the same."""
    init(tmp_path, "en")
    (tmp_path / "content/stray.txt").touch()
    monkeypatch.chdir(tmp_path / "content")
    capsys.readouterr()

    assert build.main(["check", "--content=.", f"--cache={tmp_path / 'cache'}"]) == 1
    assert "content/stray.txt: error: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--lang=fr", "there is no guide to begin with in the language “fr”"),
        ("--lang=fr", "begin in one of these, then change “language” in guide.yaml: de, en, ru"),
        ("--currency=XYZ", "“XYZ” is no currency of ISO 4217"),
        ("--title=", "--title is missing"),
        ("--source=careerguide.whl", "pip cannot install this program from “careerguide.whl”"),
        ("--source=git+https://example.org/a b@v1", "pip cannot install this program from “git+https"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_written(tmp_path: Path, option: str, told: str, capsys) -> None:
    assert init(tmp_path / "guide", "en", option) == 1
    assert told in capsys.readouterr().err
    assert not (tmp_path / "guide").exists()


@pytest.mark.parametrize("address", ["https://example.org/a/b.git", "git@example.org:a/b.git"])
def test_a_checkout_names_the_tag_of_its_origin(tmp_path: Path, monkeypatch, address: str) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "remote", "add", "origin", address], check=True)
    monkeypatch.setattr(installed_from, "PROGRAM", tmp_path)

    assert installed_from.source() == f"git+https://example.org/a/b.git@{installed_from.TAG}"


@pytest.mark.parametrize(
    ("noted", "source"),
    [
        (None, f"=={installed_from.TAG[1:]}"),
        ({"url": "https://example.org/a.git", "vcs_info": {"vcs": "git", "commit_id": "c0"}}, "git+{url}@c0"),
        (
            {
                "url": "https://example.org/a.git",
                "vcs_info": {"vcs": "git", "commit_id": "c0", "requested_revision": installed_from.TAG},
            },
            f"git+{{url}}@{installed_from.TAG}",
        ),
        ({"url": "https://example.org/careerguide.whl", "archive_info": {}}, "{url}"),
        ({"url": "file:///home/me/careerguide.whl", "archive_info": {}}, None),
    ],
)
def test_an_installed_program_names_what_it_was_installed_from(monkeypatch, noted, source) -> None:
    """An index, a commit or a tag, a file on the web; a file of this machine is of no use elsewhere."""
    monkeypatch.setattr(installed_from, "PROGRAM", installed_from.PACKAGE)
    noted_text = noted and json.dumps(noted)
    monkeypatch.setattr(
        installed_from, "distribution", lambda name: type("", (), {"read_text": lambda self, file: noted_text})()
    )
    assert installed_from.source() == (source and source.format(**(noted or {})))
