"""What a release rests on: one version, exact versions of what it uses, and licences."""

import re
import shutil
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import build
import careerguide

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_version_is_kept_in_one_place() -> None:
    """`--version` prints what a package of the generator would have, and the changelog has an entry for it."""
    printed = subprocess.run([sys.executable, ROOT / "build.py", "--version"], stdout=subprocess.PIPE, check=True)
    released = re.findall(r"^## \[(\d.*?)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert printed.stdout.decode().split() == ["careerguide", careerguide.__version__]
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "careerguide/__init__.py"
    assert released[0] == careerguide.__version__


def pinned() -> dict[str, Version]:
    """Return the version of each package in constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    requirements = [Requirement(line) for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"==[^*]+", str(requirement.specifier)) for requirement in requirements)
    return {requirement.name: Version(str(requirement.specifier)[2:]) for requirement in requirements}


@pytest.mark.parametrize(
    "dependency",
    [
        *PROJECT["project"]["dependencies"],
        *chain(*PROJECT["project"]["optional-dependencies"].values()),
        *chain(*PROJECT["dependency-groups"].values()),
    ],
)
def test_each_dependency_has_an_exact_version_within_its_range(dependency: str) -> None:
    """Continuous integration installs constraints.txt; the command on its second line writes it anew."""
    requirement = Requirement(dependency)

    assert pinned()[requirement.name.lower()] in requirement.specifier


def test_the_exact_versions_name_no_registry() -> None:
    """Where packages come from is for the settings of pip and uv to say."""
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_a_licence_may_lie_beside_the_guide(tmp_path: Path) -> None:
    """In content/ it is no page, and no mistake either."""
    content = shutil.copytree(ROOT / "tests/guides/minimal", tmp_path / "content")
    (content / "LICENSE.md").write_text("CC BY 4.0", encoding="utf-8")

    assert build.main(["check", "--strict", "--quiet", "--content", str(content), "--cache", str(tmp_path)]) == 0
    assert content.name not in {Path(file).parts[0] for file in PROJECT["project"]["license-files"]}
    assert all((ROOT / file).is_file() for file in PROJECT["project"]["license-files"])


def changelog_sections() -> list[str]:
    """Return the sections of the changelog, the newest first."""
    return re.split(r"^(?=## )", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]


def test_each_version_says_what_an_owner_has_to_do() -> None:
    """All but the first, which nobody upgraded to; the next one too, while it is being written."""
    *sections, first = changelog_sections()
    assert [section.splitlines()[0] for section in sections if "\n### Upgrading\n" not in section] == []
    assert first.startswith("## [0.1.0]")


@pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Linux")
@pytest.mark.parametrize(
    ("tag", "changelog", "refused"),
    [
        ("v1.2.3", "## [1.2.3] - 2026-01-31\n\n### Upgrading\n\nNothing to do.\n", ""),
        ("v1.2.4", "## [1.2.3] - 2026-01-31\n\n### Upgrading\n\nNothing to do.\n", "is not v1.2.3"),
        ("1.2.3", "## [1.2.3] - 2026-01-31\n\n### Upgrading\n\nNothing to do.\n", "is not v1.2.3"),
        ("v1.2.3", "## [1.2.3]\n\n### Upgrading\n\nNothing to do.\n", "has no section"),
        ("v1.2.3", "## [1.2.30] - 2026-01-31\n\n### Upgrading\n\nNothing to do.\n", "has no section"),
        ("v1.2.3", "## [1.2.3] - 2026-01-31\n\n## [1.2.2] - 2026-01-30\n\n### Upgrading\n\nNo.\n", "### Upgrading"),
    ],
)
def test_a_tag_is_released_only_with_its_version_and_its_section(
    tag: str, changelog: str, refused: str, tmp_path: Path
) -> None:
    (tmp_path / "careerguide").mkdir()
    (tmp_path / "careerguide/__init__.py").write_text('"""Of the program."""\n\n__version__ = "1.2.3"\n', "utf-8")
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n## [Unreleased]\n\n{changelog}", encoding="utf-8")
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/release", tmp_path / ".ci")

    ran = subprocess.run(["bash", tmp_path / ".ci/release", tag], capture_output=True, encoding="utf-8")
    assert (ran.returncode, refused in ran.stderr) == (int(bool(refused)), True)


def test_a_release_is_checked_and_tested_and_needs_no_secret() -> None:
    """The job that may publish runs nothing but two fixed actions, on the files that the other has tested."""
    text = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    build_job, publish_job = workflow["jobs"]["build"], workflow["jobs"]["publish"]
    runs = [step.get("run", "") for step in build_job["steps"]]

    assert "secrets." not in text
    assert workflow[True] == {"push": {"tags": ["v*"]}}
    assert build_job["permissions"] == {"contents": "read"}
    assert publish_job["permissions"] == {"id-token": "write"}
    assert (publish_job["environment"], publish_job["needs"]) == ("pypi", "build")
    steps = ('.ci/release "$GITHUB_REF_NAME"', "uv build --build-constraints constraints.txt", "uv run pytest")
    order = [runs.index(run) for run in steps]
    assert order == sorted(order)
    assert [step["uses"].partition("@")[0] for step in publish_job["steps"]] == [
        "actions/download-artifact",
        "pypa/gh-action-pypi-publish",
    ]
