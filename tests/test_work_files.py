"""Files of a new site that are written beside it before it is assembled."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sites import ROOT, built

from careerguide.publishing.output import publish
from careerguide.publishing.staging import Written
from careerguide.publishing.work_files import LOCK, PREFIX, WorkFiles


def made(site: Path) -> list[Path]:
    """Return the folders of such files that are there."""
    return sorted((site.parent / f".{site.name}.careerguide").glob(f"{PREFIX}*"))


def test_they_become_the_site(tmp_path: Path) -> None:
    """Files are moved into the new site; one that is unchanged is not written."""
    site = tmp_path / "site"
    for changed, written in (("c", ("a.html", "b/c.html")), ("C", ("b/c.html",)), ("C", ())):
        contents = {"a.html": b"a", "b/c.html": changed.encode()}
        with WorkFiles(site) as files:
            files.open()
            references = {path: files.write(content) for path, content in contents.items()}
            assert all(isinstance(reference, Written) for reference in references.values())
            assert len(made(site)) == 1
            assert publish(references, site).written == written
        assert {path: (site / path).read_bytes() for path in contents} == contents
        assert made(site) == []


def test_nothing_is_written_where_nothing_may_be_published(tmp_path: Path) -> None:
    """Beside somebody else's folder and for an archive the contents stay in memory, and no folder appears."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("Dear")
    for output in ("mine", "site.tar"):
        with WorkFiles(tmp_path / output) as files:
            files.open()
            assert files.write(b"page") == b"page"
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_what_cannot_be_written_is_kept(tmp_path: Path) -> None:
    """A content that finds no room beside the output stays in memory, and publishing tells what is wrong."""
    with WorkFiles(tmp_path / "site") as files:
        files.open()
        (folder,) = made(tmp_path / "site")
        shutil.rmtree(folder)
        assert files.write(b"page") == b"page"


def test_a_failed_build_leaves_nothing(tmp_path: Path) -> None:
    """What was written before a build failed is gone, and so is the work folder that it had made."""
    with pytest.raises(OSError, match="disk"), WorkFiles(tmp_path / "site") as files:
        files.open()
        files.write(b"page")
        raise OSError("disk")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_what_a_killed_build_has_left_is_removed(tmp_path: Path) -> None:
    """The next build removes the files of one that was killed, and leaves those of one that is running."""
    code = (
        "import sys; from pathlib import Path; from careerguide.publishing.work_files import WorkFiles\n"
        f"files = WorkFiles(Path({str(tmp_path / 'site')!r})); files.open(); files.write(b'page')\n"
        "print(flush=True); sys.stdin.read()\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "cwd": ROOT}
    with (
        subprocess.Popen([sys.executable, "-c", code], **pipes) as killed,  # type: ignore[call-overload]
        subprocess.Popen([sys.executable, "-c", code], **pipes) as running,  # type: ignore[call-overload]
    ):
        for process in (killed, running):
            process.stdout.readline()
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert len(made(tmp_path / "site")) == 2
        publish({"a.html": b"a"}, tmp_path / "site")
        (left,) = made(tmp_path / "site")
        assert {path.name.partition("-")[0] for path in left.iterdir()} == {LOCK, str(running.pid)}
        running.stdin.close()


def test_a_large_build_leaves_none(tmp_path: Path) -> None:
    """A whole build removes its folder; its files have the permissions that a new file has."""
    site = built(ROOT / "tests/guides/many-regions", tmp_path / "site")
    assert made(site) == []
    (tmp_path / "new").touch()
    usual = os.stat(tmp_path / "new").st_mode  # noqa: PTH116
    assert {path.stat().st_mode for path in site.rglob("*.html")} == {usual}
