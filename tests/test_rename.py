"""`build.py rename`, and the pages that lead from earlier addresses to the present ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import served

import build
from careerguide.core.options import RenameOptions
from careerguide.core.problems import Problem
from careerguide.editing import rename

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
Run = Callable[..., int]
LINKS = "Как [designer](designer.md#duties) и [designer][d]: designer.\n\n[d]: ../roles/designer.md 'designer'\n"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A small guide that names its records in every way."""
    shutil.copytree(ROOT / "tests/guides/minimal", tmp_path / "content")
    append(tmp_path / "content/roles/art-director.md", f"\n{LINKS}")
    table = tmp_path / "content/salaries/designer.yaml"
    append(table, "notes: [{cell: moskva/agencies/median, text: Округлено.}]\n")
    append(tmp_path / "content/guide.yaml", "navigation: [{label: Дизайнер, page: roles/designer/}]\n")
    return tmp_path


@pytest.fixture
def run(guide: Path) -> Run:
    """Runs a command on the guide and returns the exit code."""

    def command(*arguments: str) -> int:
        folders = [f"--{name}={guide / name}" for name in ("content", "output", "cache")]
        return build.main([arguments[0], "--lang=en", *folders, *arguments[1:]])

    return command


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def text(guide: Path, name: str) -> str:
    return (guide / "content" / name).read_text("utf-8")


def state(guide: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in guide.rglob("*") if path.is_file()}


def test_a_role_is_renamed_wherever_it_is_named(guide: Path, run: Run) -> None:
    """Links, tables and the menu follow; words that only look like the id stay, and so does a table of that name."""
    assert run("rename", "role", "designer", "visual-designer") == 0

    assert not (guide / "content/roles/designer.md").exists()
    assert "was: [designer]\n" in text(guide, "roles/visual-designer.md")
    assert "pay: designer\n" in text(guide, "roles/visual-designer.md")
    assert text(guide, "salaries/designer.yaml").startswith("role: visual-designer\n")
    new = LINKS.replace("designer.md", "visual-designer.md")
    assert text(guide, "roles/art-director.md").endswith(new)
    assert "page: roles/visual-designer/" in text(guide, "guide.yaml")
    assert run("build", "--strict") == 0
    moved = (guide / "output/roles/designer/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../roles/visual-designer/index.html">' in moved


@pytest.mark.parametrize(
    ("kind", "old", "new", "file", "record"),
    [
        ("region", "moskva", "msk", "regions.yaml", "msk: {name: Москва, was: [moskva], in:"),
        ("skill", "negotiation", "talks", "skills.yaml", "talks: {name: Переговоры, was: [negotiation], summary:"),
        ("term", "brief", "creative-brief", "glossary.yaml", "creative-brief: {term: бриф, was: [brief], meaning:"),
        ("salary", "designer", "designer-2025", "salaries/designer-2025.yaml", "role: designer\nwas: [designer]\n"),
        ("page", "about", "who-we-are", "pages/who-we-are.md", "was: [about]\n"),
    ],
)
def test_every_kind_of_record_is_renamed(
    guide: Path, run: Run, kind: str, old: str, new: str, file: str, record: str
) -> None:
    """The guide builds as before, and the earlier id is noted behind the record's name."""
    assert run("rename", kind, old, new) == 0
    assert record in text(guide, file)
    assert run("build", "--strict") == 0


def test_where_a_file_cannot_be_written_all_stay_as_they_are(guide: Path, run: Run) -> None:
    """A record that is renamed in some of the files would be unknown in the others."""
    (guide / "content/salaries/.designer.yaml.tmp").mkdir()  # where the new text is to be written first
    before = state(guide)

    assert run("rename", "role", "designer", "visual-designer") == 1
    assert state(guide) == before


def test_a_record_may_have_its_earlier_name_back(guide: Path, run: Run) -> None:
    """What was noted is turned round, or there would be a page that leads to itself."""
    assert run("rename", "term", "brief", "creative-brief") == 0
    assert run("rename", "term", "creative-brief", "brief") == 0
    assert "brief: {term: бриф, was: [creative-brief], meaning:" in text(guide, "glossary.yaml")
    assert run("rename", "term", "brief", "short") == 0
    assert "short: {term: бриф, was: [brief, creative-brief], meaning:" in text(guide, "glossary.yaml")


def test_entries_in_block_style_keep_it(guide: Path, run: Run) -> None:
    """The new line stands below the name, as deep as the others; a list of earlier ids gets one more entry."""
    regions = guide / "content/regions.yaml"
    block = "moskva:\n  name: Москва\n  was:\n    - moscow\n  in: в Москве\n"
    regions.write_text(block + text(guide, "regions.yaml").partition("\n")[2], "utf-8")
    assert run("rename", "region", "moskva", "msk") == 0
    assert text(guide, "regions.yaml").startswith(
        "msk:\n  name: Москва\n  was:\n    - moskva\n    - moscow\n  in: в Москве\n"
    )


def test_line_ends_and_byte_order_marks_stay(guide: Path, run: Run) -> None:
    """Files as Windows writes them differ in the changed lines alone."""
    for name in ("roles/designer.md", "roles/art-director.md"):
        path = guide / "content" / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("rename", "role", "designer", "visual-designer") == 0
    for name in ("roles/visual-designer.md", "roles/art-director.md"):
        raw = (guide / "content" / name).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\r\n") == raw.count(b"\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("role", "desinger", "x"), "there is no role “desinger”\n   = did you mean “designer”?"),
        (("role", "designer", "art-director"), "“art-director” is there already"),
        (("role", "designer", "Дизайнер"), "use a to z, 0 to 9 and hyphens"),
        (("page", "about", "roles"), "roles"),
        (("region", "paris", "lyon"), "there is no region “paris”"),
    ],
)
def test_what_cannot_be_renamed_is_refused(
    guide: Path, run: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    """Nothing is written, and what to do is said."""
    before = state(guide)
    assert run("rename", *arguments) == 1
    assert told in capsys.readouterr().err
    assert state(guide) == before


def test_a_guide_with_errors_is_mended_first(guide: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """References of a file that cannot be read would be missed."""
    append(guide / "content/skills.yaml", "broken: [\n")
    before = state(guide)
    assert run("rename", "role", "designer", "visual-designer") == 1
    assert "skills.yaml" in capsys.readouterr().err
    assert state(guide) == before


@pytest.mark.parametrize("name", ["art-director.md", "visual-designer.md", "designer.md"])
def test_what_is_saved_meanwhile_is_not_lost(
    guide: Path, run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A file that an editor saves while references are looked for is neither overwritten nor removed."""
    file = guide / "content/roles" / name
    mend = rename._mend_references

    def save_and_mend(options: RenameOptions, root: Path) -> list[Problem]:
        file.write_text("saved meanwhile", "utf-8")
        return mend(options, root)

    monkeypatch.setattr(rename, "_mend_references", save_and_mend)
    assert run("rename", "role", "designer", "visual-designer") == 1
    assert "edited meanwhile" in capsys.readouterr().err
    assert file.read_text("utf-8") == "saved meanwhile"
    assert (guide / "content/roles/designer.md").exists()


def test_another_file_may_be_saved_meanwhile(guide: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the command does not change it leaves as it is, new files too."""
    mend, page = rename._mend_references, guide / "content/pages/new.md"

    def save_and_mend(options: RenameOptions, root: Path) -> list[Problem]:
        page.write_text("saved meanwhile", "utf-8")
        return mend(options, root)

    monkeypatch.setattr(rename, "_mend_references", save_and_mend)
    assert run("rename", "role", "designer", "visual-designer") == 0
    assert page.read_text("utf-8") == "saved meanwhile"


# --- earlier addresses ---


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("roles/designer.md", "was: [art-director]", "“art-director” is no earlier id: it is in use"),
        ("roles/designer.md", "was: [designer]", "“designer” is no earlier id: it is in use"),
        ("pages/about.md", "was: [salaries]", "“salaries” cannot have been a page"),
        ("roles/designer.md", "was: [Old]", "write: old"),
    ],
)
def test_an_earlier_id_that_cannot_be_one_is_an_error(
    guide: Path, run: Run, capsys: pytest.CaptureFixture[str], file: str, line: str, told: str
) -> None:
    """An address leads to one page, and never in a circle."""
    path = guide / "content" / file
    path.write_text(text(guide, file).replace("\n---\n", f"\n{line}\n---\n", 1), "utf-8")
    assert run("build") == 1
    assert told in capsys.readouterr().err


def test_two_records_cannot_have_been_the_same(guide: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for id in ("designer", "art-director"):
        path = guide / f"content/roles/{id}.md"
        path.write_text(path.read_text("utf-8").replace("\n---\n", "\nwas: [artist]\n---\n", 1), "utf-8")
    assert run("build") == 1
    assert "says too that it was “artist”" in capsys.readouterr().err


def test_an_earlier_address_is_for_readers_alone(guide: Path, run: Run) -> None:
    """Search engines get the new address as the canonical one; sitemap, cards and names know nothing of the old one."""
    assert run("rename", "role", "designer", "visual-designer") == 0
    assert run("build", "--strict", "--base-url=https://example.org/g/") == 0
    output = guide / "output"
    moved = (output / "roles/designer/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/g/roles/visual-designer/">' in moved
    assert "og:image" not in moved
    assert "roles/designer/" not in (output / "sitemap.xml").read_text("utf-8")


def test_an_earlier_address_leads_to_the_page(guide: Path, run: Run, page: Page) -> None:
    """In a browser, of a page and of a term in the glossary."""
    assert run("rename", "role", "designer", "visual-designer") == 0
    assert run("rename", "term", "brief", "creative-brief") == 0
    assert run("build", "--strict") == 0
    with served(guide / "output") as address:
        page.goto(f"{address}/roles/designer/")
        page.wait_for_url(f"{address}/roles/visual-designer/**")
        page.goto(f"{address}/glossary/#brief")
        assert page.evaluate("document.querySelector(':target').closest('div').id") == "creative-brief"


def test_a_page_that_is_gone_is_told_with_the_line_to_add(
    guide: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """It stops nothing, even under --strict: pages may go. It is told once, and not where the address leads on."""
    page = guide / "content/pages/about.md"
    page.with_name("imprint.md").write_text(page.read_text("utf-8"), "utf-8")
    assert run("build", "--strict") == 0
    page.with_name("imprint.md").unlink()
    capsys.readouterr()
    assert run("build", "--strict") == 0
    told = capsys.readouterr().err
    assert "the page imprint/ was published before, and is gone" in told
    assert "was: [imprint]" in told

    append(guide / "content/guide.yaml", "\n")
    assert run("build", "--strict") == 0
    assert "is gone" not in capsys.readouterr().err
    assert run("rename", "page", "about", "who-we-are") == 0
    assert run("build", "--strict") == 0
    assert "is gone" not in capsys.readouterr().err


def test_the_page_that_a_renamed_file_has_become_is_named(
    guide: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a new page reads as the one that is gone, the line is for that one; another new page is no candidate."""
    page = guide / "content/pages/imprint.md"
    page.write_text("---\ntitle: Imprint\nsummary: Who is behind it.\n---\n\nA studio.\n", "utf-8")
    assert run("build", "--strict") == 0
    page.rename(page.with_name("colophon.md"))
    page.with_name("thanks.md").write_text("---\ntitle: Thanks\nsummary: To whom.\n---\n\nTo all.\n", "utf-8")
    capsys.readouterr()
    assert run("build", "--strict") == 0
    assert "its text stands at colophon/ now: add to that one: was: [imprint]" in capsys.readouterr().err


def test_a_page_that_is_gone_may_have_been_changed_by_hand(
    guide: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands in the site instead of the page that was published, if anything, is compared or passed over."""
    page = guide / "content/pages/imprint.md"
    page.write_text("---\ntitle: Imprint\nsummary: Who is behind it.\n---\n\nA studio.\n", "utf-8")
    for name, change in (("colophon", lambda file: file.write_bytes(b"\xff\xfe")), ("masthead", Path.unlink)):
        assert run("build", "--strict") == 0
        published = guide / "output" / page.stem / "index.html"
        change(published)
        page = page.rename(page.with_name(f"{name}.md"))
        capsys.readouterr()
        assert run("build", "--strict") == 0
        assert "is gone" in capsys.readouterr().err
