"""Killed, starved of disk, raced by another build, given a broken cache: the site is the old one or the new one, whole.

`KILLS=500 pytest tests/test_faults.py` kills more builds than every run does.
"""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

import build

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals, limits and mounts of POSIX")
ROOT = Path(__file__).parent.parent
KILLS = int(os.environ.get("KILLS", "6"))
Files = dict[str, bytes]


def content_of(folder: Path, state: int) -> Path:
    """Return one of two states of a small guide, which differ in most of their pages, and in which pages there are."""
    content = folder / f"{state}/content"
    shutil.copytree(ROOT / "tests/guides/minimal", content)
    if state:
        guide = content / "guide.yaml"
        guide.write_text(guide.read_text(encoding="utf-8").replace("Малый", "Другой"), encoding="utf-8")
        facts = "---\ntitle: Новая роль\nsummary: Её не было.\n---\n## Обязанности {#duties}\n\nБыть новой.\n"
        (content / "roles/new.md").write_text(facts, encoding="utf-8")
    return content


def command(content: Path, folder: Path) -> list[str]:
    """Return how a guide is built into `folder`/site."""
    said = [f"--content={content}", f"--output={folder / 'site'}", f"--cache={folder / 'cache'}"]
    return [sys.executable, str(ROOT / "build.py"), "build", "--quiet", "--lang=en", *said]


def run(content: Path, folder: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Build a guide in a process of its own."""
    return subprocess.run(command(content, folder), capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def tree(site: Path) -> Files:
    """Return the files of a site, but for the list of them, which holds times."""
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    found.pop(".careerguide.json", None)
    return found


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[Path, Files]]]:
    """Two states of a guide, each with the site that an undisturbed build makes of it."""
    made = []
    for state in (0, 1):
        folder = tmp_path_factory.mktemp("state")
        content = content_of(folder, state)
        assert run(content, folder).returncode == 0
        made.append((content, tree(folder / "site")))
    assert made[0][1].keys() != made[1][1].keys()
    yield made


def test_a_killed_build_leaves_one_whole_site(states: list[tuple[Path, Files]], tmp_path: Path) -> None:
    """Builds killed at whatever moment leave one state or the other, and the next build recovers by itself."""
    random = Random(7)
    whole = [site for _, site in states]
    for kill in range(KILLS):
        if random.random() < 0.3:
            shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        if random.random() < 0.1:
            shutil.rmtree(tmp_path / "site", ignore_errors=True)
        with subprocess.Popen(command(states[kill % 2][0], tmp_path), stderr=subprocess.DEVNULL) as killed:
            try:
                killed.wait(random.uniform(0.1, 1.6))  # the moment of the kill is what varies
            except subprocess.TimeoutExpired:
                killed.send_signal(signal.SIGKILL)
        if (tmp_path / "site").exists():
            assert tree(tmp_path / "site") in whole, f"kill {kill}"
    for content, site in states:
        ran = run(content, tmp_path)
        assert ran.returncode == 0, ran.stderr
        assert "[gone]" in ran.stderr or not ran.stderr  # what a kill left may have been the state with one role more
        assert tree(tmp_path / "site") == site
    assert {path.name for path in (tmp_path / ".site.careerguide").iterdir()} <= {"lock", "spare"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that a site hardly fits on."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("only the administrator can make a disk")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def remount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", disk], check=True, capture_output=True)


def test_a_full_disk_leaves_the_old_site(states: list[tuple[Path, Files]], small_disk: Path) -> None:
    """Where the new site does not fit, the build says so, the old one stands, and with room the next one is whole."""
    (old, old_site), (new, new_site) = states
    assert run(old, small_disk).returncode == 0
    with (small_disk / "ballast").open("wb") as ballast:
        free = os.statvfs(small_disk)
        ballast.write(b"x" * max(0, (free.f_bavail - 12) * free.f_frsize))

    full = run(new, small_disk)

    assert (full.returncode, "no room left on the disk" in full.stderr) == (1, True)
    assert tree(small_disk / "site") == old_site
    (small_disk / "ballast").unlink()
    assert run(new, small_disk).returncode == 0
    assert tree(small_disk / "site") == new_site


def test_a_disk_that_became_read_only_is_told(states: list[tuple[Path, Files]], small_disk: Path) -> None:
    """An output on a disk that can only be read is left as it is, and the message says why."""
    (old, old_site), (new, _) = states
    assert run(old, small_disk).returncode == 0
    remount(small_disk, "ro")

    ran = run(new, small_disk)

    remount(small_disk, "rw")
    assert (ran.returncode, "read-only" in ran.stderr.lower(), "Traceback" in ran.stderr) == (1, True, False)
    assert tree(small_disk / "site") == old_site


def test_a_file_that_cannot_grow_leaves_the_old_site(states: list[tuple[Path, Files]], tmp_path: Path) -> None:
    """Where the system lets no file grow past some size (a quota), the build says so and the old site stands."""
    (old, old_site), (new, _) = states
    assert run(old, tmp_path).returncode == 0
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}

    ran = run(new, tmp_path, env=unmeasured, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)))

    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False), ran.stderr
    assert tree(tmp_path / "site") == old_site


def test_two_builds_at_once_leave_one_whole_site(states: list[tuple[Path, Files]], tmp_path: Path) -> None:
    """Builds of two states into one folder at the same time both end well, and one of them is what stands."""
    for _ in range(2):
        at_once = [subprocess.Popen(command(content, tmp_path), stderr=subprocess.PIPE) for content, _ in states]
        ends = [(process.communicate()[1], process.returncode) for process in at_once]
        assert [code for _, code in ends] == [0, 0], ends
        assert all(not told or b"[gone]" in told for told, _ in ends), ends  # of a page that only the other has
        assert tree(tmp_path / "site") in [site for _, site in states]


# --- the cache ---


def flip(path: Path) -> None:
    """Change a byte in every hundred."""
    content = bytearray(path.read_bytes())
    for at in range(100, len(content), 100):
        content[at] ^= 0x55
    path.write_bytes(content)


def another_version(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("DROP TABLE kept")
        file.execute("CREATE TABLE kept (name TEXT)")


def in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda path: None,
    "bytes flipped": flip,
    "cut off": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"\x00" * 50_000),
    "of another version": another_version,
    "a folder": in_its_place,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_broken_cache_costs_time_only(damage: Callable[[Path], object], tmp_path: Path) -> None:
    """Whatever becomes of the cache, the site is that of a clean build, now and the next time."""
    content = content_of(tmp_path, 0)
    assert run(content, tmp_path).returncode == 0
    clean = tree(tmp_path / "site")
    damage(tmp_path / "cache/careerguide.sqlite")

    for _ in range(2):
        for stamp in (tmp_path / "cache").glob("built-*.json"):  # by which nothing would be done at all
            stamp.unlink()
        assert run(content, tmp_path).returncode == 0
        assert tree(tmp_path / "site") == clean


def test_a_cache_that_cannot_be_is_no_obstacle(states: list[tuple[Path, Files]], tmp_path: Path) -> None:
    """Where a file stands in the cache's place the site is built without one."""
    (tmp_path / "cache").write_text("mine")
    content, site = states[0]

    for _ in range(2):
        assert run(content, tmp_path).returncode == 0
        assert tree(tmp_path / "site") == site
    assert (tmp_path / "cache").read_text() == "mine"


@pytest.mark.parametrize("stamp", ["{", '{"inputs": 1}', '{"inputs": "x", "output": null, "told": 5}'])
def test_a_broken_stamp_is_no_stamp(stamp: str, states: list[tuple[Path, Files]], tmp_path: Path) -> None:
    """Where it is not known what was built last, it is built."""
    content, site = states[0]
    assert run(content, tmp_path).returncode == 0
    (noted,) = (tmp_path / "cache").glob("built-*.json")
    noted.write_text(stamp)
    (tmp_path / "site/index.html").write_bytes(b"")

    assert run(content, tmp_path).returncode == 0
    assert tree(tmp_path / "site") == site


def test_a_clock_that_was_wrong_hides_no_change(states: list[tuple[Path, Files]], tmp_path: Path) -> None:
    """Files from the future in the output or the content are replaced like others."""
    (old, _), (new, new_site) = states
    assert run(old, tmp_path).returncode == 0
    for path in [*(tmp_path / "site").rglob("*"), *old.rglob("*")]:
        os.utime(path, (4e9, 4e9))

    assert run(new, tmp_path).returncode == 0
    assert tree(tmp_path / "site") == new_site


def test_what_changes_during_a_build_is_not_noted_as_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A guide edited while it is being built, and edited back, is built again: the site is what the files say."""
    content = content_of(tmp_path, 0)
    guide = content / "guide.yaml"
    folders = ["--quiet", f"--content={content}", f"--output={tmp_path / 'site'}", f"--cache={tmp_path / 'cache'}"]
    before = guide.read_bytes()
    make = build.make

    def edited(options, *given, **more):  # type: ignore[no-untyped-def]
        guide.write_bytes(before.replace("Малый".encode(), "Иной".encode()))
        return make(options, *given, **more)

    with monkeypatch.context() as patch:
        patch.setattr(build, "make", edited)
        assert build.main(folders) == 0
    guide.write_bytes(before)

    assert build.main(folders) == 0
    assert "Малый" in (tmp_path / "site/index.html").read_text(encoding="utf-8")
