"""`--output` with the name of an archive: the whole site as one file, with the same bytes for the same input."""

import gzip
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

import build
from careerguide.publishing import archive

ROOT = Path(__file__).parent.parent


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A guide that can be changed."""
    shutil.copytree(ROOT / "tests/guides/minimal", tmp_path / "content")
    return tmp_path


def run(guide: Path, output: str, *more: str, code: int = 0) -> Path:
    folders = [f"--content={guide / 'content'}", f"--cache={guide / 'cache'}", f"--output={guide / output}"]
    assert build.main(["build", "--lang=en", *folders, *more]) == code
    return guide / output


def files(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != ".careerguide.json"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("name", ["site.tar", "site.tar.gz", "site.tgz"])
def test_it_holds_the_files_of_the_site(guide: Path, name: str) -> None:
    """The same as the folder, in order, of nobody; another build has the same bytes, wherever it was made."""
    site = files(run(guide, "site"))
    packed = run(guide, name)
    with tarfile.open(packed) as tar:
        members = tar.getmembers()
        tar.extractall(guide / "unpacked", filter="data")

    assert files(guide / "unpacked") == site
    assert [member.name for member in members] == sorted(site)
    assert {(member.uid, member.gid, member.uname, member.mode) for member in members} == {(0, 0, "", 0o644)}
    assert {member.mtime for member in members} == {1795392000}  # SOURCE_DATE_EPOCH of conftest.py
    shutil.rmtree(guide / "cache")
    (guide / "elsewhere").mkdir()
    assert run(guide, f"elsewhere/{name}", "--quiet").read_bytes() == packed.read_bytes()


def test_without_a_stated_time_the_bytes_are_the_same_too(guide: Path, monkeypatch) -> None:
    """No clock is read, and GNU tar has nothing against the time."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    first = run(guide, "site.tar", "--pages-only").read_bytes()
    shutil.rmtree(guide / "cache")
    (guide / "site.tar").unlink()

    assert run(guide, "site.tar", "--pages-only").read_bytes() == first
    if tar := shutil.which("tar"):
        (guide / "unpacked").mkdir()
        command = [tar, "--extract", "--file", "site.tar", "--directory", "unpacked"]
        assert subprocess.run(command, cwd=guide, check=True, capture_output=True).stderr == b""


def test_a_change_makes_another_archive_and_none_leaves_it(guide: Path, capsys) -> None:
    """A build of the same input does not write; one after a change does, whole; beside it nothing remains."""
    packed = run(guide, "site.tar", "--pages-only")
    written = packed.stat().st_mtime_ns, packed.stat().st_ino
    assert "unpack it: tar --extract --touch --file " in capsys.readouterr().out
    run(guide, "site.tar", "--pages-only")
    assert "nothing has changed" in capsys.readouterr().out
    assert (packed.stat().st_mtime_ns, packed.stat().st_ino) == written

    text = guide / "content/pages/about.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nOne more.\n", encoding="utf-8")
    with tarfile.open(run(guide, "site.tar", "--pages-only")) as tar:
        page = tar.extractfile("about/index.html")
        assert page
        assert "One more." in page.read().decode()
    assert {path.name for path in guide.iterdir()} == {"content", "cache", "site.tar"}


def test_a_folder_and_an_archive_do_not_disturb_each_other(guide: Path) -> None:
    """Built in turn with one cache, each is what a build of its own makes."""
    for text in ("One.", "Two."):
        page = guide / "content/pages/about.md"
        page.write_text(page.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")
        site = files(run(guide, "site", "--pages-only"))
        with tarfile.open(run(guide, "site.tar.gz", "--pages-only")) as tar:
            assert {member.name: tar.extractfile(member).read() for member in tar} == site  # type: ignore[union-attr]


def test_an_archive_that_somebody_changed_is_made_anew(guide: Path) -> None:
    packed = run(guide, "site.tar", "--pages-only")
    whole = packed.read_bytes()
    packed.write_bytes(b"broken")
    assert run(guide, "site.tar", "--pages-only").read_bytes() == whole
    packed.unlink()
    assert run(guide, "site.tar", "--pages-only").read_bytes() == whole


def test_a_build_that_fails_leaves_the_old_archive(guide: Path, monkeypatch, capsys) -> None:
    """Mistakes in content, and a disk that refuses: the archive is whole or not there at all."""
    packed = run(guide, "site.tar", "--pages-only")
    whole = packed.read_bytes()
    settings = guide / "content/guide.yaml"
    sound = settings.read_text(encoding="utf-8")
    settings.write_text("title: [\n", encoding="utf-8")
    run(guide, "site.tar", "--pages-only", code=1)
    assert packed.read_bytes() == whole

    settings.write_text(sound.replace("title:", "title: New"), encoding="utf-8")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.os, "fsync", full)
    capsys.readouterr()
    run(guide, "site.tar", "--pages-only", code=1)
    assert "there is no room left on the disk" in capsys.readouterr().err
    assert packed.read_bytes() == whole
    assert {path.name for path in guide.iterdir()} == {"content", "cache", "site.tar"}


def test_a_folder_of_this_name_is_refused(guide: Path, capsys) -> None:
    (guide / "site.tar").mkdir()
    run(guide, "site.tar", code=1)
    assert "site.tar is a folder" in capsys.readouterr().err


def test_an_archive_among_the_inputs_is_refused(guide: Path, capsys) -> None:
    run(guide, "content/site.tar", code=1)
    assert "would be written over what it is built from" in capsys.readouterr().err


def test_a_compressed_archive_has_no_clock(tmp_path: Path) -> None:
    """Nor the name of the file, which gzip usually notes."""
    for name in ("a.tar.gz", "b.tgz"):
        assert archive.write({"index.html": b"x"}, tmp_path / name)
        assert not archive.write({"index.html": b"x"}, tmp_path / name)
    assert (tmp_path / "a.tar.gz").read_bytes() == (tmp_path / "b.tgz").read_bytes()
    assert gzip.decompress((tmp_path / "a.tar.gz").read_bytes())[:10] == b"index.html"
