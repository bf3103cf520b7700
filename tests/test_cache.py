"""What is kept between runs, and when nothing has to be built at all."""

import shutil
import sqlite3
from pathlib import Path

import pytest

import build
from careerguide.commands.arguments import parse
from careerguide.guide.guide import Guide
from careerguide.guide.loading import load
from careerguide.incremental import cache as cache_module
from careerguide.incremental.cache import FILE, Cache, digest_of

COLD_CACHES = True  # what a first build leaves is what is asked here
MINIMAL = Path(__file__).parent / "guides/minimal"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "content"))


def run(content: Path, *more: str) -> int:
    folder = content.parent
    folders = ["--content", content, "--output", folder / "site", "--cache", folder / "cache"]
    return build.main([*map(str, folders), "--lang", "en", *more])


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    return {p.as_posix(): (p.stat().st_mtime_ns, p.stat().st_ino) for p in folder.rglob("*") if p.is_file()}


def test_a_value_is_found_again_by_another_run(tmp_path: Path) -> None:
    """What one run puts in, the next gets out."""
    with Cache(tmp_path) as first:
        first.put(digest_of("a"), ["value"])
    with Cache(tmp_path) as second:
        assert second.get(digest_of("a")) == ["value"]
        assert second.get(digest_of("b")) is None


def test_other_code_asks_under_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results of another version of the code or of a library are never reused."""
    before = digest_of("a")
    monkeypatch.setattr(cache_module, "code_version", lambda: b"another")

    assert digest_of("a") != before


def test_texts_do_not_run_into_each_other() -> None:
    """The digest of two texts tells where one ends and the other begins."""
    assert digest_of("ab", "c") != digest_of("a", "bc")


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_costs_time_only(damage: bytes, tmp_path: Path) -> None:
    """A cache that cannot be read is replaced by an empty one."""
    with Cache(tmp_path) as cache:
        cache.put(digest_of("a"), 1)
    (tmp_path / FILE).write_bytes(damage)

    with Cache(tmp_path) as cache:
        assert cache.get(digest_of("a")) is None
        cache.put(digest_of("a"), 2)
    with Cache(tmp_path) as cache:
        assert cache.get(digest_of("a")) in {2, None}


def test_a_damaged_value_is_not_trusted(tmp_path: Path) -> None:
    """A value whose bytes have been damaged is recomputed."""
    with Cache(tmp_path) as cache:
        cache.put(digest_of("a"), "value")
    with sqlite3.connect(tmp_path / FILE) as file:
        file.execute("UPDATE kept SET value = value || x'00'")

    with Cache(tmp_path) as cache:
        assert cache.get(digest_of("a")) is None


def test_a_cache_that_another_run_is_writing_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds at once do not wait for each other's cache for long, and neither fails."""
    monkeypatch.setattr(cache_module, "LOCK_TIMEOUT", 0.0)
    with Cache(tmp_path) as cache:
        cache.put(digest_of("a"), 1)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with Cache(tmp_path) as cache:
        cache.put(digest_of("b"), 2)

    other.execute("ROLLBACK")
    with Cache(tmp_path) as cache:
        assert cache.get(digest_of("a")) == 1


def test_nothing_changed_touches_nothing(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second build of the same guide reports that nothing has changed, and writes no file of the site."""
    run(content)
    before = stamps(content.parent / "site")
    capsys.readouterr()

    assert run(content) == 0
    assert "nothing has changed" in capsys.readouterr().out
    assert stamps(content.parent / "site") == before


def test_nothing_changed_is_seen_where_nothing_is_to_be_said(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --quiet, too, a second build of the same guide renders nothing."""
    run(content, "--quiet")
    monkeypatch.setattr(build, "make", None)

    assert run(content, "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_an_old_time_stamp_hides_no_change(content: Path) -> None:
    """A file that was changed but has its old modification time is read again."""
    import os

    run(content)
    role = content / "roles/designer.md"
    status = role.stat()
    role.write_text(role.read_text(encoding="utf-8").replace("страницу", "странницу"), encoding="utf-8")
    os.utime(role, ns=(status.st_atime_ns, status.st_mtime_ns))

    run(content)
    assert "странницу" in (content.parent / "site/roles/designer/index.html").read_text(encoding="utf-8")


def test_a_site_changed_by_hand_is_put_right(content: Path) -> None:
    """What somebody edited or deleted in the output is there again after the next build."""
    run(content)
    page = content.parent / "site/roles/designer/index.html"
    was = page.read_bytes()
    page.write_bytes(b"edited")
    (content.parent / "site/index.html").unlink()

    assert run(content) == 0
    assert page.read_bytes() == was
    assert (content.parent / "site/index.html").exists()


def test_warnings_are_told_every_time(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build with warnings is not silenced by an unchanged guide."""
    table = content / "salaries/designer.yaml"
    table.write_text(table.read_text(encoding="utf-8").replace("II: 60 000", "II: 65 000"), encoding="utf-8")
    said = []
    for _ in range(2):
        run(content)
        said.append(capsys.readouterr().err)

    assert "warning" in said[0]
    assert said[0] == said[1]


def test_a_cached_build_equals_a_clean_one(content: Path) -> None:
    """A site built with what an earlier build kept is the clean one, byte for byte."""
    site, clean = content.parent / "site", content.parent / "clean"
    run(content)
    about = content / "pages/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\nЕщё строка.\n", encoding="utf-8")
    run(content)
    run(content, "--output", str(clean), "--cache", str(content.parent / "none"))

    def files(folder: Path) -> dict[str, bytes]:
        found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        return {path: bytes for path, bytes in found.items() if path != ".careerguide.json"}

    assert files(site) == files(clean)


def test_a_preview_keeps_its_guide_until_the_guide_changes(content: Path, tmp_path: Path) -> None:
    """An edit of a template or a style leaves the guide, one of a text, a word or a template's name makes it anew."""
    templates = tmp_path / "templates"
    templates.mkdir()
    options = parse(["serve", f"--content={content}", f"--templates={templates}", f"--cache={tmp_path / 'cache'}"])
    cache = Cache(None, live=True)

    def guide() -> Guide:
        with cache:
            return load(options, cache).guide

    def write(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    write(templates / "role.html", '{% extends "careerguide/role.html" %}')
    first = guide()
    write(templates / "role.html", '{% extends "careerguide/base.html" %}')
    assert guide() is first

    for path in ("templates/own.html", "templates/translations/ru.po", "content/pages/new.md"):
        before = guide()
        text = 'msgid ""\nmsgstr "Language: ru\\n"\n' if path.endswith(".po") else "---\ntitle: New\nsummary: S.\n---\n"
        write(tmp_path / path, text)
        assert guide() is not before
        assert guide() is guide()
