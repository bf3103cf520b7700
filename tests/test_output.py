"""Publishing: the whole new site or the old one untouched."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from careerguide.publishing import manifest, staging, swap
from careerguide.publishing.output import OutputChanged, Published, PublishError, Reused, previous, publish

ROOT = Path(__file__).parents[1]
SITE = {"index.html": b"home", "roles/a/index.html": b"role a", "css/site.css": b"body {}"}


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a site but the manifest, whose time stamps differ from run to run."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: content for path, content in files.items() if path != manifest.NAME}


def inodes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*")}


@pytest.fixture(params=["exchange", "two renames", "no hard links"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test as on this system, as on one without an atomic exchange, and as on one without hard links."""
    if request.param == "two renames":
        monkeypatch.setattr(swap, "_exchange_call", lambda: None)
    if request.param == "no hard links":

        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
    return str(request.param)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_the_folder_holds_exactly_the_site(site: Path, disk: str) -> None:
    """After every publication the output holds the files given and the mark for GitHub, and nothing else."""
    assert publish(SITE, site).written == tuple(sorted(SITE))
    assert tree(site) == {**SITE, ".nojekyll": b""}
    for step in range(4):
        files = {"index.html": b"home %d" % step, "css/site.css": b"body {}", f"new/{step}/index.html": b"new"}
        done = publish(files, site)
        assert tree(site) == {**files, ".nojekyll": b""}
        assert done.written == ("index.html", f"new/{step}/index.html")
        assert done.removed == (("roles/a/index.html",) if step == 0 else (f"new/{step - 1}/index.html",))


def test_nothing_changed_touches_nothing(site: Path) -> None:
    """Publishing the same site again leaves every file, folder and time as it was."""
    publish(SITE, site)
    before = inodes(site), site.stat().st_mtime_ns, (site / "index.html").stat().st_ctime_ns
    done = publish(SITE, site)
    assert done == Published()
    assert (inodes(site), site.stat().st_mtime_ns, (site / "index.html").stat().st_ctime_ns) == before


def test_unchanged_files_keep_their_inode_and_time(site: Path) -> None:
    """A change of one file leaves the others as they are on disk, so that a server or rsync sees no change."""
    publish(SITE, site)
    for step in range(3):
        before = (site / "css/site.css").stat()
        publish({**SITE, "index.html": b"%d" % step}, site)
        after = (site / "css/site.css").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_becomes_a_folder_and_back(site: Path, disk: str) -> None:
    """What was a file may be a folder in the next site, and the other way round."""
    for files in ({"a": b"1"}, {"a/b": b"2"}, {"a": b"3"}, {"a/b/c": b"4"}):
        publish(files, site)
        assert tree(site) == {**files, ".nojekyll": b""}


def test_reused_files_need_no_bytes(site: Path, disk: str) -> None:
    """A file given as Reused stands in the new site with the bytes that it had."""
    publish(SITE, site)
    known = previous(site)
    assert known
    files = {path: Reused(entry.digest) for path, entry in known.items()}
    done = publish({**files, "index.html": b"new home"}, site)
    assert done.written == ("index.html",)
    assert tree(site) == {**SITE, "index.html": b"new home", ".nojekyll": b""}


def test_a_reused_file_that_is_gone_is_named(site: Path) -> None:
    """Reused files that the output has no more, or with other bytes, are named, and the output stays."""
    publish(SITE, site)
    known = previous(site)
    assert known
    (site / "css/site.css").write_bytes(b"edited by hand")
    before = tree(site)
    with pytest.raises(OutputChanged) as caught:
        publish({path: Reused(known["css/site.css"].digest) for path in ("css/site.css", "lost.css")}, site)
    assert caught.value.paths == ("css/site.css", "lost.css")
    assert tree(site) == before


def test_a_file_edited_by_hand_is_put_right(site: Path) -> None:
    """A published file that was edited in the output is replaced, even when its size and time were put back."""
    publish(SITE, site)
    page = site / "index.html"
    stamp = page.stat().st_mtime_ns
    page.unlink()
    page.write_bytes(b"hack")
    os.utime(page, ns=(stamp, stamp))
    (site / "css/site.css").unlink()
    assert publish(SITE, site).written == ("css/site.css", "index.html")
    assert tree(site) == {**SITE, ".nojekyll": b""}


def test_a_copied_site_is_known_again(site: Path, tmp_path: Path) -> None:
    """A site restored from a copy, with other times and inodes, counts as unchanged, and is read only once."""
    publish(SITE, site)
    shutil.copytree(site, tmp_path / "copy")
    shutil.rmtree(site)
    shutil.copytree(tmp_path / "copy", site)
    assert publish(SITE, site) == Published()
    known = manifest.read(site)
    assert known
    assert known["index.html"].inode == (site / "index.html").stat().st_ino


def test_a_lost_work_folder_costs_one_reading(site: Path) -> None:
    """Deleting the folder beside the output loses nothing; the site is read once, and known by its stamps again."""
    publish(SITE, site)
    publish({**SITE, "index.html": b"2"}, site)
    shutil.rmtree(site.parent / ".site.careerguide")
    before = (site / manifest.NAME).stat().st_ino
    assert publish({**SITE, "index.html": b"2"}, site) == Published()
    read_anew = (site / manifest.NAME).stat().st_ino
    assert publish({**SITE, "index.html": b"2"}, site) == Published()
    assert read_anew != before
    assert (site / manifest.NAME).stat().st_ino == read_anew


def test_an_empty_folder_may_be_filled(site: Path) -> None:
    """A folder that is there and empty is as good as none."""
    site.mkdir()
    publish(SITE, site)
    assert (site / "index.html").read_bytes() == b"home"


@pytest.mark.parametrize("name", ["notes.txt", ".git/HEAD", "index.html"])
def test_a_folder_of_somebody_else_is_refused(site: Path, name: str) -> None:
    """A folder with files and without our manifest is never touched, and nothing is made beside it."""
    (site / name).parent.mkdir(parents=True)
    (site / name).write_text("mine")
    with pytest.raises(PublishError, match="no build of ours made it") as caught:
        publish(SITE, site)
    assert caught.value.problem.hint
    assert (site / name).read_text() == "mine"
    assert list(site.parent.iterdir()) == [site]


def test_foreign_files_in_the_output_are_refused_by_name(site: Path) -> None:
    """Files that somebody put into our output are named, and neither deleted nor published over."""
    publish(SITE, site)
    (site / "roles/a/notes.txt").write_text("mine")
    (site / "css/link.css").symlink_to("/etc/hostname")
    with pytest.raises(PublishError, match=r"css/link\.css, roles/a/notes\.txt"):
        publish({**SITE, "index.html": b"new"}, site)
    assert (site / "index.html").read_bytes() == b"home"
    assert (site / "roles/a/notes.txt").read_text() == "mine"


def test_a_folder_turned_into_a_link_is_not_followed(site: Path, tmp_path: Path) -> None:
    """A link put in the place of one of our folders leads to a refusal, and what it points to stays."""
    publish(SITE, site)
    (tmp_path / "elsewhere").mkdir()
    (site / "roles").rename(tmp_path / "elsewhere/roles")
    (site / "roles").symlink_to(tmp_path / "elsewhere/roles")
    with pytest.raises(PublishError, match="roles"):
        publish({"index.html": b"new"}, site)
    assert (tmp_path / "elsewhere/roles/a/index.html").read_bytes() == b"role a"


def test_what_file_browsers_drop_is_no_obstacle(site: Path) -> None:
    """The files that macOS and Windows drop into every folder they show are no one's loss."""
    publish(SITE, site)
    (site / "roles/.DS_Store").write_bytes(b"x")
    assert publish(SITE, site) == Published()
    publish({**SITE, "index.html": b"new"}, site)
    assert not (site / "roles/.DS_Store").exists()


def test_files_dropped_in_during_a_swap_are_rescued(site: Path) -> None:
    """A file that came into the output between the check and the swap is moved beside it, not deleted."""
    publish(SITE, site)
    publish({**SITE, "index.html": b"2"}, site)
    (site.parent / ".site.careerguide/spare/notes.txt").write_text("mine")
    publish({**SITE, "index.html": b"3"}, site)
    assert (site.parent / "site.rescued-1/notes.txt").read_text() == "mine"
    assert tree(site) == {**SITE, "index.html": b"3", ".nojekyll": b""}


def test_the_spare_is_not_trusted(site: Path) -> None:
    """Whatever happens to the folder that the next site is made from, the site comes out right."""
    for step in range(4):
        publish({**SITE, "index.html": b"%d" % step}, site)
        spare = site.parent / ".site.careerguide/spare"
        if spare.exists():
            (spare / "css/site.css").unlink()
            (spare / "roles/a/index.html").unlink()
            (spare / "roles/a/index.html").write_bytes(b"role b")
            shutil.rmtree(spare / "css")
    assert tree(site) == {**SITE, "index.html": b"3", ".nojekyll": b""}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 2, "files": {}}', '{"version": 1, "files": {"a": 1}}'])
def test_a_damaged_manifest_is_refused(site: Path, content: str) -> None:
    """When the list of our files cannot be understood, nothing says what is ours, so nothing is replaced."""
    publish(SITE, site)
    (site / manifest.NAME).write_text(content)
    assert previous(site) is None
    with pytest.raises(PublishError, match="damaged or of another version"):
        publish({"index.html": b"new"}, site)
    assert (site / "index.html").read_bytes() == b"home"


def test_links_files_and_the_root_are_no_output(site: Path, tmp_path: Path) -> None:
    """The output must be a real folder: neither a link to one, nor a file, nor the root of the disk."""
    (tmp_path / "real").mkdir()
    site.symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("mine")
    for folder in (site, tmp_path / "file", Path("/")):
        with pytest.raises(PublishError):
            publish(SITE, folder)
    assert list((tmp_path / "real").iterdir()) == []
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", ".careerguide.json", "con.html"])
def test_no_path_leaves_the_output(site: Path, path: str) -> None:
    """A path that leaves the output, or cannot be stored, stops the publication before anything is written."""
    with pytest.raises(PublishError) as caught:
        publish({"index.html": b"home", path: b"x"}, site)
    assert caught.value.problem.path == path
    assert list(site.parent.iterdir()) == []


@pytest.mark.parametrize("broken", ["write", "exchange"])
def test_a_failing_disk_leaves_the_old_site(site: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """When the disk is full, before the swap or in it, the old site stands, the new one's remains are gone."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    publish(SITE, site)
    with monkeypatch.context() as patch:
        patch.setattr(*((staging.StagingTree, "close", full) if broken == "write" else (swap, "exchange", full)))
        with pytest.raises(PublishError, match="no room left on the disk"):
            publish({**SITE, "index.html": b"new"}, site)
    assert tree(site) == {**SITE, ".nojekyll": b""}
    assert not (site.parent / ".site.careerguide/new").exists()
    assert publish({**SITE, "index.html": b"new"}, site).written


def test_a_failing_second_rename_puts_the_old_site_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an exchange in one step the old folder has left its place when the new one fails to take it."""
    publish(SITE, site)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if (self.name, Path(target).name) == ("new", "site"):
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(swap, "_exchange_call", lambda: None)
        patch.setattr(Path, "rename", failing)
        with pytest.raises(PublishError, match="the disk has an error"):
            publish({**SITE, "index.html": b"new"}, site)
    assert tree(site) == {**SITE, ".nojekyll": b""}


def test_what_may_not_be_written_is_named(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A right that is missing somewhere below is told with the path that lacks it."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "site/roles")

    publish(SITE, site)
    with monkeypatch.context() as patch:
        patch.setattr(staging.StagingTree, "close", refused)
        with pytest.raises(PublishError, match="site/roles may not be written"):
            publish({**SITE, "index.html": b"new"}, site)
    assert tree(site) == {**SITE, ".nojekyll": b""}


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux says to an exchange")
def test_an_exchange_that_the_system_has_not_is_told_from_one_that_fails(tmp_path: Path) -> None:
    """A folder cannot change places with one inside it: no such step. One that is gone is a failure, and raises."""
    (tmp_path / "a/b").mkdir(parents=True)

    assert swap.exchange(tmp_path / "a", tmp_path / "a/b") is False
    with pytest.raises(FileNotFoundError):
        swap.exchange(tmp_path / "a", tmp_path / "gone")


@pytest.mark.parametrize("disk", ["exchange", "no hard links"], indirect=True)
def test_a_kept_file_that_changes_meanwhile_is_named(site: Path, disk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the old site that somebody deletes or edits while the new one is made of it is not taken over."""
    publish(SITE, site)
    fill = staging.StagingTree.fill

    def meanwhile(self: staging.StagingTree, *files: object) -> object:
        if disk == "exchange":
            (site / "css/site.css").unlink()
        else:
            (site / "css/site.css").write_bytes(b"edited by hand")
        return fill(self, *files)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(staging.StagingTree, "fill", meanwhile)
        with pytest.raises(OutputChanged):
            publish({**SITE, "index.html": b"new"}, site)
    assert (site / "index.html").read_bytes() == b"home"
    assert publish({**SITE, "index.html": b"new"}, site).written == ("css/site.css", "index.html")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_read_only_output_is_refused(site: Path) -> None:
    """An output in which nothing may be written is left alone, and the message says so."""
    publish(SITE, site)
    site.chmod(0o555)
    with pytest.raises(PublishError, match="read-only"):
        publish({"index.html": b"new"}, site)
    site.chmod(0o755)
    assert tree(site) == {**SITE, ".nojekyll": b""}


def test_a_read_only_folder_of_the_site_is_no_obstacle(site: Path) -> None:
    """A folder inside the output that was made read-only is replaced with the rest, now and in the builds after."""
    for step in range(4):
        publish({**SITE, "index.html": b"%d" % step, f"{step}/page.html": b"x"}, site)
        (site / f"{step}").chmod(0o555)
        (site / "roles").chmod(0o555)
    assert tree(site) == {**SITE, "index.html": b"3", "3/page.html": b"x", ".nojekyll": b""}


def test_a_second_build_waits_or_says_so(site: Path) -> None:
    """While one build publishes another one waits; after its patience it says what it waited for."""
    publish(SITE, site)
    lock = site.parent / ".site.careerguide/lock"
    with swap.locked(lock, 0), pytest.raises(PublishError, match="another build is publishing"):
        publish({"index.html": b"new"}, site, patience=0.05)
    assert tree(site) == {**SITE, ".nojekyll": b""}


def test_builds_at_once_publish_one_after_the_other(site: Path) -> None:
    """Of many publications at once each is whole; the output is one of them, and nothing is left half made."""
    sites = [{"index.html": b"%d" % n, f"{n}.html": b"%d" % n, "same.css": b"same"} for n in range(6)]
    failures: list[Exception] = []

    def build(files: dict[str, bytes]) -> None:
        try:
            for _ in range(5):
                publish(files, site, durable=False)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=build, args=(files,)) for files in sites]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert tree(site) in [{**files, ".nojekyll": b""} for files in sites]


KILLED = """
import sys
from pathlib import Path
from careerguide.publishing import swap
from careerguide.publishing.output import publish
if sys.argv[2] == "two renames":
    swap._exchange_call = lambda: None
step = int(sys.argv[3])
while True:
    step += 1
    files = {f"{n}/index.html": b"%d" % (step if n % 3 == 0 else n) for n in range(60)}
    publish({**files, "step": b"%d" % step}, Path(sys.argv[1]), durable=False)
    print("published", flush=True)
"""
KILLS = int(os.environ.get("KILLS", "8"))


@pytest.mark.parametrize("way", ["exchange", "two renames"])
def test_a_killed_build_leaves_one_site_or_the_other(site: Path, way: str) -> None:
    """Killed at whatever moment, a build leaves a whole site, at the latest once the next one has looked at it."""
    step = 0
    for kill in range(KILLS):
        command = [sys.executable, "-c", KILLED, str(site), way, str(step)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as build:
            assert build.stdout
            build.stdout.readline()
            time.sleep(0.0037 * kill % 0.05)  # the moment of the kill is what varies
            build.send_signal(signal.SIGKILL)
        assert previous(site)
        found = tree(site)
        step = int(found.pop("step"))
        found.pop(".nojekyll")
        assert found == {f"{n}/index.html": b"%d" % (step if n % 3 == 0 else n) for n in range(60)}
    publish(SITE, site)
    assert tree(site) == {**SITE, ".nojekyll": b""}
    work = {path.name for path in (site.parent / ".site.careerguide").iterdir()}
    assert work <= {"lock", "spare"}


def test_an_interrupted_swap_of_two_renames_is_undone(site: Path) -> None:
    """Where the system cannot exchange folders, a kill between the two renames is put right by the next look."""
    publish(SITE, site)
    site.rename(site.parent / ".site.careerguide/old")
    known = previous(site)
    assert known
    assert set(known) == {*SITE, ".nojekyll"}
    assert tree(site) == {**SITE, ".nojekyll": b""}


def test_the_manifest_lists_every_file(site: Path) -> None:
    """The manifest names each file of the site with its digest and size, for whoever wants to check a copy."""
    publish(SITE, site)
    listed = json.loads((site / manifest.NAME).read_bytes())["files"]
    assert {path: entry[:2] for path, entry in listed.items()} == {
        path: [manifest.digest(content), len(content)] for path, content in {**SITE, ".nojekyll": b""}.items()
    }


def test_the_folders_rights_stay(site: Path) -> None:
    """The rights that somebody gave the output folder are those of the next site's folder."""
    publish(SITE, site)
    site.chmod(0o750)
    publish({"index.html": b"new"}, site)
    assert site.stat().st_mode & 0o777 == 0o750
