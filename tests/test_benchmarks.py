"""The guides that benchmarks are run on: the same for the same seed, without a mistake, and as others' projects."""

import subprocess
import sys
from pathlib import Path

import build

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
WRITE = """
import sys
from pathlib import Path
from projects import projects
from roles import guide_of

guide = guide_of(3)
for project in projects(guide).values():
    project.write(guide, Path(sys.argv[1], project.name))
    for change in project.changes.values():
        assert change.before in Path(sys.argv[1], project.name, change.path).read_text("utf-8"), change
"""


def generate(count: int, folder: Path, *more: str) -> dict[str, bytes]:
    """Run the command and return the files that it wrote."""
    subprocess.run([sys.executable, BENCHMARKS / "guide.py", str(count), folder, *more], check=True)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_seed_is_a_guide(tmp_path: Path) -> None:
    """The same seed writes the same bytes, another one others; a larger guide has more roles."""
    once = generate(3, tmp_path / "once")

    assert generate(3, tmp_path / "again") == once
    assert generate(3, tmp_path / "other", "--seed", "7").keys() == once.keys()
    assert generate(3, tmp_path / "other", "--seed", "7") != once
    assert sum(name.startswith("roles/") for name in once) == 3


def test_its_guide_is_built_without_a_warning(tmp_path: Path) -> None:
    """What benchmarks measure is a build that goes through."""
    generate(3, tmp_path / "content")
    folders = ["--content", tmp_path / "content", "--output", tmp_path / "site", "--cache", tmp_path / "cache"]

    assert build.main([*map(str, folders), "--strict", "--quiet"]) == 0
    assert len(list((tmp_path / "site/roles").glob("*/index.html"))) == 3
    assert (tmp_path / "site/feed.xml").is_file()


def test_roles_are_as_long_as_real_ones(tmp_path: Path) -> None:
    """Each text has 6 to 11 kB."""
    for name, known in generate(40, tmp_path / "content").items():
        if name.startswith("roles/"):
            assert 6_000 < len(known.partition(b"\n---\n")[2]) < 11_000, name


def test_every_project_is_written_with_what_is_changed_in_it(tmp_path: Path) -> None:
    """Each generator's project has the files that the benchmark edits, and the words in them that it replaces."""
    subprocess.run([sys.executable, "-c", WRITE, tmp_path], cwd=BENCHMARKS, check=True)

    for folder in tmp_path.iterdir():
        assert len(list(folder.rglob("*.md"))) >= 3, folder.name
