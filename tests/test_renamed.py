"""A field that was renamed is still read under its earlier name, with advice that can be pasted."""

import shutil
from pathlib import Path

import pytest

import build
from careerguide.schema import renamed
from careerguide.schema.decoding import model_at
from careerguide.schema.records import Kind
from careerguide.schema.renamed import EACH, Renamed

ROOT = Path(__file__).parent.parent
REAL = renamed.RENAMED
NAMES = (
    Renamed(Kind.GUIDE, "subtitle", "tagline", "0.3.0"),
    Renamed(Kind.ROLE, "abstract", "summary", "0.3.0"),
    Renamed(Kind.ROLE, "from", "publisher", "0.3.0", ("sources", EACH)),
    Renamed(Kind.TABLE, "assumed", "inferred", "0.3.0"),
    Renamed(Kind.TABLE, "figures", "pay", "0.3.0"),
    Renamed(Kind.TABLE, "heading", "label", "0.3.0", ("columns", EACH)),
    Renamed(Kind.REGIONS, "iso", "code", "0.3.0"),
)
EARLIER = {  # the file, today's text, the text of an earlier version
    "guide.yaml": ("tagline:", "subtitle:"),
    "roles/designer.md": ("summary:", "abstract:"),
    "salaries/designer.yaml": ("pay:", "figures:"),
    "regions.yaml": ("code:", "iso:"),
}


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renamed, "RENAMED", NAMES)


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A guide that can be changed."""
    shutil.copytree(ROOT / "tests/guides/minimal", tmp_path / "content")
    return tmp_path


def replace(guide: Path, file: str, *texts: tuple[str, str]) -> None:
    path = guide / "content" / file
    text = path.read_text(encoding="utf-8")
    for old, new in texts:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def run(guide: Path, command: str, *more: str, code: int = 0) -> None:
    folders = [f"--{name}={guide / name}" for name in ("content", "output", "cache")]
    assert build.main([command, "--lang=en", "--strict", "--quiet", *folders, *more]) == code


def site(guide: Path) -> dict[str, bytes]:
    """Build the guide and return the files of its site; the manifest has times."""
    run(guide, "build")
    paths = [path for path in (guide / "output").rglob("*") if path.is_file() and path.name != ".careerguide.json"]
    return {path.relative_to(guide).as_posix(): path.read_bytes() for path in paths}


def test_content_of_an_earlier_version_makes_the_same_site(guide: Path, capsys) -> None:
    """Wherever the field is: in the settings, in front matter, in a table, in a list. `build` is silent."""
    today = site(guide)
    for file, texts in EARLIER.items():
        replace(guide, file, texts)
    shutil.rmtree(guide / "output")

    earlier = site(guide)
    assert earlier.keys() == today.keys()
    assert [file for file in earlier if earlier[file] != today[file]] == []
    assert capsys.readouterr() == ("", "")


def test_check_tells_the_line_to_write(guide: Path, capsys) -> None:
    """Advice, at the earlier name; nothing fails."""
    replace(guide, "guide.yaml", ("tagline:", "subtitle:"))
    run(guide, "check")
    said = capsys.readouterr().err
    assert "content/guide.yaml:2:1: advice: “subtitle” is called “tagline” since version 0.3.0 [renamed-field]" in said
    line = (ROOT / "tests/guides/minimal/guide.yaml").read_text(encoding="utf-8").splitlines()[1]
    assert f"it is still read; write: {line}\n" in said


def test_it_is_told_wherever_it_stands(guide: Path, capsys) -> None:
    """In each column, within braces too: what is to be written is the whole line."""
    replace(guide, "salaries/designer.yaml", ("label:", "heading:"))
    run(guide, "check")
    said = capsys.readouterr().err
    text = (ROOT / "tests/guides/minimal/salaries/designer.yaml").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if "label:" in line and "kind:" in line]
    assert lines
    for line in lines:
        assert f"write: {line}\n" in said


def test_both_names_at_once_are_an_error(guide: Path, capsys) -> None:
    replace(guide, "guide.yaml", ("tagline:", "subtitle: Earlier\ntagline:"))
    run(guide, "check", code=1)
    said = capsys.readouterr().err
    assert "guide.yaml:2:1: error: “subtitle” is the earlier name of “tagline”, and both stand here" in said
    assert "keep “tagline” and take “subtitle” out" in said
    assert said.count(": error: ") == 1


def test_a_mistake_in_its_value_is_told_at_its_place(guide: Path, capsys) -> None:
    """Under the present name, which the documentation has."""
    replace(guide, "salaries/designer.yaml", ("inferred: [currency, period]", "assumed: [colour]"))
    run(guide, "check", code=1)
    assert "salaries/designer.yaml:" in (said := capsys.readouterr().err)
    assert "assumed: [colour]" in said
    assert "“colour”" in said


def test_other_commands_read_it_too(guide: Path, capsys) -> None:
    """`new` and `rename` work on a guide of an earlier version."""
    for file, texts in EARLIER.items():
        replace(guide, file, texts)
    run(guide, "new", "region", "kazan", "--title=Kazan", "--in=in Kazan", "--code=RU-TA")
    run(guide, "rename", "region", "moskva", "moscow")
    assert "iso: RU-MOW" in (guide / "content/regions.yaml").read_text(encoding="utf-8")
    run(guide, "build", "--drafts")


@pytest.mark.parametrize("name", [*REAL, *NAMES], ids=lambda name: name.old)
def test_the_present_name_is_a_field_and_the_earlier_is_none(name: Renamed) -> None:
    """Of the real registry too."""
    model = model_at(name.kind.model, name.within)
    assert model
    fields = {info.alias or key for key, info in model.model_fields.items()}
    assert name.new in fields
    assert name.old not in fields
