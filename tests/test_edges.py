"""Whatever stops a command from outside is told in one message: no traceback, nothing half-written, no process left.

The commands are run as users run them, in processes of their own.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sites import warm_cache

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals, permissions and mounts of POSIX")
ROOT = Path(__file__).parent.parent
BUILD = [sys.executable, str(ROOT / "build.py")]
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2  # linux/capability.h
PR_CAPBSET_DROP = 24  # linux/prctl.h
LONG = "x" * 300


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small guide in content/."""
    shutil.copytree(ROOT / "tests/guides/minimal", tmp_path / "content")
    warm_cache(tmp_path / "cache")
    return tmp_path


def bound_by_permissions() -> None:
    """Have the administrator, too, write and read only what permissions allow (capabilities(7))."""
    if hasattr(library := ctypes.CDLL(None), "prctl"):
        for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
            library.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def arguments(folder: Path, command: str = "build", *more: str) -> list[str]:
    """Return a command line about the guide in `folder`."""
    folders = [f"--content={folder / 'content'}", f"--output={folder / 'site'}", f"--cache={folder / 'cache'}"]
    return [*BUILD, command, *folders, "--lang=en", *more]


def run(folder: Path, command: str = "build", *more: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command about the guide in `folder`, without rights that permissions do not give."""
    return subprocess.run(
        arguments(folder, command, *more),
        capture_output="stdout" not in options,
        text=True,
        check=False,
        preexec_fn=bound_by_permissions,
        **options,  # type: ignore[call-overload]
    )


def is_one_message(ran: subprocess.CompletedProcess[str], *words: str, code: int = 1) -> None:
    """Hold that a command failed with one short message that has certain words in it."""
    said = ran.stderr
    assert ran.returncode == code, said
    assert "Traceback" not in said
    assert said.count(": error: ") == 1, said
    assert len(said) < 3_000
    for word in words:
        assert word in said, said


# --- Ctrl-C -----------------------------------------------------------------------------------------------------------


def children(group: int) -> list[str]:
    """Return the processes of a process group that are not at their end."""
    found = []
    for state in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = state.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(state.parent.name)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are listed in /proc")
@pytest.mark.parametrize("to_all", [True, False], ids=["from a terminal", "to the command alone"])
def test_an_interrupted_build_ends_in_one_line(to_all: bool, folder: Path) -> None:
    """Ctrl-C at any moment of a build on all cores: one line, exit code 130, no process left, no part of a site."""
    role = (folder / "content/roles/art-director.md").read_text(encoding="utf-8")
    for number in range(150):
        (folder / f"content/roles/role-{number}.md").write_text(role.replace("{#", f"{{#r{number}-"), encoding="utf-8")
    moments = iter((0.3, 0.6, 1.0, 1.5, 2.2))
    interrupted = 0
    for moment in moments:
        with subprocess.Popen(
            arguments(folder, "build", "--pages-only"), stderr=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            try:
                process.wait(moment)  # the moment is what varies
            except subprocess.TimeoutExpired:
                (os.killpg if to_all else os.kill)(process.pid, signal.SIGINT)
            _, said = process.communicate()
        if process.returncode == 130:
            interrupted += 1
            assert said == "interrupted; nothing is left half-written\n"
        for _ in range(3000):
            if not (left := children(process.pid)):
                break
            time.sleep(0.01)
        assert left == []
        assert not (folder / "site").exists() or (folder / "site/.careerguide.json").is_file()
        shutil.rmtree(folder / "cache", ignore_errors=True)
    assert interrupted > 1


@pytest.mark.parametrize("command", [("new", "term"), ("import", "-", "--role=designer")], ids=["new", "import"])
def test_an_interrupted_question_ends_in_one_line(command: tuple[str, ...], folder: Path) -> None:
    """Ctrl-C while `new` asks or `import` waits for its input: one line, exit code 130, nothing written."""
    import pty

    before = sorted(folder.rglob("*"))
    terminal, side = pty.openpty()
    with subprocess.Popen(
        arguments(folder, *command), stdin=side, stdout=side, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        wait_until_it_reads(process.pid)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    os.close(terminal)
    os.close(side)
    assert process.returncode == 130
    assert said.endswith("interrupted; nothing is left half-written\n")  # after the question, which goes there as well
    assert sorted(folder.rglob("*")) == before


def wait_until_it_reads(process: int) -> None:
    """Return once a process sleeps in a read of its standard input, or soon after."""
    for _ in range(500):
        try:
            if Path(f"/proc/{process}/syscall").read_text().startswith("0 0x0 "):  # read(0, …)
                return
        except OSError:
            pass
        time.sleep(0.01)


# --- folders ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["templates", "static"])
def test_a_folder_that_is_not_there_covers_nothing_silently(option: str, folder: Path) -> None:
    """A mistyped folder of templates or styles is told; it would leave the site as it was."""
    is_one_message(run(folder, "build", f"--{option}={folder / 'tempaltes'}"), f"--{option}", "no such folder", code=2)
    assert not (folder / "site").exists()


# --- standard output --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("redirection", ["| true", "2>&1 | true", ">/dev/full 2>&1", ">&-", ">&- 2>&- <&-"])
def test_a_site_is_published_whoever_listens(redirection: str, folder: Path) -> None:
    """A pipe that is closed, a device that is full, or no standard output at all: the site is there, the code is 0."""
    shell = f'set -o pipefail; "$@" {redirection}'
    ran = subprocess.run(["bash", "-c", shell, "bash", *arguments(folder)], capture_output=True, text=True, check=False)

    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), ran.stderr
    assert (folder / "site/index.html").is_file()


def test_a_result_that_is_lost_is_a_failure(folder: Path) -> None:
    """`check --format json` onto a full device fails, and says so; a reader who leaves early is no failure."""
    with Path("/dev/full").open("w") as full:
        ran = run(folder, "check", "--format=json", stdout=full, stderr=subprocess.PIPE)
    assert (ran.returncode, ran.stderr) == (
        1,
        "what this command prints could not be written: there is no room left on the disk\n",
    )
    shell = 'set -o pipefail; "$@" | true'
    for command in (arguments(folder, "check", "--format=json"), [*BUILD, "--help"]):
        left = subprocess.run(["bash", "-c", shell, "bash", *command], capture_output=True, text=True, check=False)
        assert (left.returncode, left.stderr) == (0, "")


# --- files and folders ------------------------------------------------------------------------------------------------

TABLE = "Город;Медиана\nМосква;115000\n"
NEW = ("new", "term", "word", "--title=Слово", "--meaning=Что-то.")
COMMANDS = {
    "new": NEW,
    "new role": ("new", "role", "novice", "--title=Новичок", "--summary=Роль."),
    "import": ("import", "-", "--role=designer", "--table=fresh", "--currency=RUB", "--period=month"),
    "schema": ("schema",),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_cannot_be_written_is_told(command: tuple[str, ...], folder: Path) -> None:
    """A command that may not write where it should says which file and what to do, and leaves all as it was."""
    closed = [folder, folder / "content", folder / "content/roles", folder / "content/salaries"]
    before = sorted(folder.rglob("*"))
    for path in closed:
        path.chmod(0o555)

    ran = run(folder, *command, input=TABLE)

    for path in closed:
        path.chmod(0o755)
    is_one_message(ran, "cannot be written", "give yourself the right")
    assert sorted(folder.rglob("*")) == before


def test_a_cache_that_may_not_be_written_costs_time_only(folder: Path) -> None:
    """The cache folder is closed, or lies in a folder that is: the site is built without it."""
    shutil.rmtree(folder / "cache")
    (folder / "cache").mkdir(mode=0o555)
    assert run(folder).returncode == 0
    (folder / "closed").mkdir(mode=0o555)
    ran = run(folder, "build", f"--cache={folder / 'closed/cache'}")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_no_home_is_needed(folder: Path) -> None:
    """An environment without HOME, PATH and all other variables builds the same site."""
    ran = run(folder, env={})
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_working_folder_that_was_deleted(folder: Path) -> None:
    """Relative names mean nothing there, which is told; with absolute ones the site is built."""
    (folder / "gone").mkdir()
    shell = 'cd "$1" && rmdir "$1" && shift && "$@"'
    command = ["bash", "-c", shell, "bash", str(folder / "gone"), *arguments(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    (folder / "gone").mkdir()
    ran = subprocess.run([*command, "--output=relative", "--strict"], capture_output=True, text=True, check=False)
    is_one_message(ran, "it is not there")


def test_an_output_with_a_long_name_is_told(folder: Path) -> None:
    """300 letters: one message with the name."""
    is_one_message(run(folder, "build", f"--output={folder / LONG}"), LONG, "too long")


def test_errors_about_the_output_name_it(folder: Path) -> None:
    """A folder that is not ours is refused by its name, on GitHub too."""
    (folder / "mine").mkdir()
    (folder / "mine/notes.txt").write_text("mine")
    is_one_message(run(folder, "build", f"--output={folder / 'mine'}"), f"{folder / 'mine'}: error: ", "--output")
    assert run(folder, "build", f"--output={folder / 'mine'}", "--format=github").stderr.startswith("::error file=")


@pytest.mark.parametrize("where", ["content", "content/out", "static/out", "templates", "."])
def test_an_output_among_its_own_inputs_is_refused(where: str, folder: Path) -> None:
    """The site cannot be put into, over or around what it is built from, whatever links say."""
    for name in ("static", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "link").symlink_to(folder)
    inputs = [f"--static={folder / 'static'}", f"--templates={folder / 'templates'}"]
    before = sorted(folder.rglob("*"))
    for top in (folder, folder / "link"):
        is_one_message(run(folder, "build", *inputs, f"--output={top / where}"), "what it is built from", "--output")
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["index.html", "Index.HTML", "roles/Designer/index.html", "pagefind/pagefind.js"])
def test_a_file_in_static_cannot_replace_a_page(name: str, folder: Path) -> None:
    """A file of static/ at the address of a page, in any case of letters, is told by check and build."""
    shutil.copytree(ROOT / "static", folder / "static")
    (folder / "static" / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / "static" / name).write_text("mine")
    for command in ("check", "build"):
        ran = run(folder, command, f"--static={folder / 'static'}")
        assert (ran.returncode, f"static/{name}" in ran.stderr) == (1, True), ran.stderr
        assert "this file would replace" in ran.stderr
    assert not (folder / "site").exists()


# --- templates and translations ---------------------------------------------------------------------------------------

PART = "parts/breadcrumb.html"


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def closed(path: Path) -> None:
    path.chmod(0)


BROKEN: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "empty": (
        PART,
        lambda path: path.write_text(" \n"),
        f"templates/{PART}: error: this template is empty",
    ),
    "missing": (PART, lambda path: path.write_text('{% include "none.html" %}'), '{% include "none.html" %}'),
    "not UTF-8": (PART, lambda path: path.write_bytes(b"\xff"), "not UTF-8 text: byte 0xFF"),
    "a folder": (PART, as_folder, "templates/parts/breadcrumb.html: error: the file cannot be read: it is a folder"),
    "closed": (PART, closed, "you have no right to read it"),
    "catalogue, closed": ("translations/ru.po", closed, "you have no right to read it"),
    "catalogue, a folder": ("translations/ru.po", as_folder, "ru.po: error: the file cannot be read: it is a folder"),
    "catalogue, not UTF-8": ("translations/ru.po", lambda path: path.write_bytes(b'msgid "\xff"'), "no catalogue"),
    "catalogue, nonsense": ("translations/ru.po", lambda path: path.write_text("x"), "no catalogue"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("command", ["build", "check"])
def test_a_template_that_cannot_be_used_is_told(
    command: str, broken: tuple[str, Callable[[Path], None], str], folder: Path
) -> None:
    """A part that is missing, empty or unreadable, or a broken catalogue: one message that names it."""
    name, change, expected = broken
    shutil.copytree(ROOT / "templates", folder / "templates")
    change(folder / "templates" / name)
    more = [f"--templates={folder / 'templates'}"] + (["--lang=ru"] if "ru.po" in name else [])
    ran = run(folder, command, *more)
    assert "Traceback" not in ran.stderr
    assert (ran.returncode, expected in ran.stderr) == (1, True), ran.stderr
    assert not (folder / "site").exists()


# --- arguments and environment ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("time", ["tomorrow", "-1", "99999999999999999999", "1e9", "³"])
def test_a_wrong_source_date_epoch_is_told(time: str, folder: Path) -> None:
    """SOURCE_DATE_EPOCH that is no number of seconds, or one past the calendar's end."""
    is_one_message(run(folder, "check", env={**os.environ, "SOURCE_DATE_EPOCH": time}), "SOURCE_DATE_EPOCH", "unset it")


@pytest.mark.parametrize(
    "address", ["https://", "https:// x", "http:///x", "https://x.org?a", "ftp://x.org", b"https://\xff.org"]
)
def test_a_base_url_is_refused_as_in_the_guide(address: str | bytes, folder: Path) -> None:
    """What guide.yaml may not say, the command line may not either."""
    ran = run(folder, "build", os.fsdecode(b"--base-url=" + os.fsencode(address)))
    is_one_message(ran, "--base-url", "https://example.org/guide/", code=2)
    if isinstance(address, str):
        guide = folder / "content/guide.yaml"
        guide.write_text(f"{guide.read_text(encoding='utf-8')}\nbase_url: '{address}'\n", encoding="utf-8")
        is_one_message(run(folder), "content/guide.yaml", "web address")


@pytest.mark.parametrize("argument", ["--lang", "--title", "--meaning"])
def test_bytes_that_are_no_text_are_told(argument: str, folder: Path) -> None:
    """An argument that is not UTF-8 is refused; the name of a folder may be any bytes."""
    ran = run(folder, *NEW, os.fsdecode(argument.encode() + b"=\xff"))
    is_one_message(ran, "not UTF-8", code=2)
    odd = os.fsdecode(os.fsencode(folder) + b"/\xff")
    assert run(folder, "build", f"--output={odd}").returncode == 0
    is_one_message(run(folder, "build", f"--content={odd}-none"), "there is no folder")


def test_a_message_has_a_bounded_length(folder: Path) -> None:
    """A value of a hundred thousand letters does not flood the terminal, wherever it was written."""
    flood = "я" * 60_000
    is_one_message(run(folder, "build", f"--base-url={flood}"), code=2)
    is_one_message(run(folder, "build", f"--format={flood}"), code=2)
    is_one_message(run(folder, "new", "role", flood[:100_000], "--title=Имя", "--summary=Роль."))
    guide = folder / "content/guide.yaml"
    before = guide.read_text(encoding="utf-8")
    for line in (f"language: {flood[:19_000]}", f"{flood[:19_000]}: 1", f"base_url: {flood[:19_000]}"):
        guide.write_text("\n".join([line, *before.splitlines()[1:]]), encoding="utf-8")
        ran = run(folder)
        assert ran.returncode == 1
        assert len(ran.stderr) < 20_000, len(ran.stderr)


def test_a_python_without_the_libraries_says_what_to_install() -> None:
    """`python build.py --help` in an environment where nothing is installed."""
    ran = subprocess.run(
        [os.path.realpath(sys.executable), "-S", "-E", *BUILD[1:], "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    is_one_message(ran, "is not installed", "pip install")


# --- a lower layer of overlayfs ---------------------------------------------------------------------------------------


@pytest.fixture
def layers(tmp_path: Path) -> Iterator[Callable[[], Path]]:
    """Mounts what lies in tmp_path/disk/lower as the lower layer of an overlay, as an image in a container."""
    disk = tmp_path / "disk"
    merged = disk / "merged"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "none", disk], capture_output=True, check=False).returncode:
        pytest.skip("only the administrator can mount")
    for name in ("lower", "upper", "work", "merged"):
        (disk / name).mkdir()

    def mount() -> Path:
        options = f"lowerdir={disk}/lower,upperdir={disk}/upper,workdir={disk}/work,redirect_dir=off"
        mounted = subprocess.run(["mount", "-t", "overlay", "-o", options, "overlay", merged], check=False)
        if mounted.returncode:
            pytest.skip("this system has no overlayfs")
        return merged

    yield mount
    subprocess.run(["umount", "-l", merged], capture_output=True, check=False)
    subprocess.run(["umount", "-l", disk], check=True)


def pages(site: Path) -> dict[str, bytes]:
    """Return the files of a site, but for the manifest."""
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    found.pop(".careerguide.json")
    return found


def test_a_site_in_a_container_image_is_replaced(folder: Path, layers: Callable[[], Path]) -> None:
    """A site, and what was kept to make the next one from, on a lower layer: replaced whole, and again after that."""
    guide = folder / "content/guide.yaml"
    original = guide.read_text(encoding="utf-8")

    def titled(title: str) -> dict[str, bytes]:
        guide.write_text(original.replace("Малый", title), encoding="utf-8")
        clean = folder / f"clean-{title}"
        assert run(folder, "build", f"--output={clean}").returncode == 0
        return pages(clean)

    for title in ("Первый", "Второй"):
        titled(title)
        assert run(folder, "build", f"--output={folder / 'disk/lower/site'}").returncode == 0
    site = layers() / "site"
    with pytest.raises(OSError, match="cross-device"):
        site.rename(site.with_name("other"))
    for title in ("Третий", "Четвёртый"):
        expected = titled(title)
        ran = run(folder, "build", f"--output={site}")
        assert (ran.returncode, ran.stderr) == (0, "")
        assert pages(site) == expected
        assert {path.name for path in (site.parent / ".site.careerguide").iterdir()} <= {"lock", "spare"}


@pytest.mark.parametrize("kill", range(int(os.environ.get("KILLS", "4"))))
def test_a_build_killed_over_an_image_is_mended_by_the_next(
    kill: int, folder: Path, layers: Callable[[], Path]
) -> None:
    """Killed at any call that moves or deletes: the next build that publishes leaves one whole site."""
    assert run(folder, "build", f"--output={folder / 'disk/lower/site'}").returncode == 0
    site = layers() / "site"
    guide = folder / "content/guide.yaml"
    guide.write_text(guide.read_text(encoding="utf-8").replace("Малый", "Другой"), encoding="utf-8")
    script = (
        "import os, shutil, sys\n"
        "calls = ['rename', 'link', 'unlink', 'rmdir', 'shutil.rmtree', 'shutil.copytree']\n"
        f"left = [{3**kill}]\n"
        "def audit(event, arguments):\n"
        "    if event in {'os.rename', 'os.remove', 'os.rmdir', 'shutil.copyfile'} and 'merged' in str(arguments):\n"
        "        left[0] -= 1\n"
        "        left[0] or os.kill(os.getpid(), 9)\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "import build\n"
        "sys.addaudithook(audit)\n"
        "sys.exit(build.main(sys.argv[1:]))\n"
    )
    command = arguments(folder, "build", f"--output={site}", "--pages-only")[2:]
    subprocess.run([sys.executable, "-c", script, *command], capture_output=True, check=False)

    ran = run(folder, "build", f"--output={site}")

    assert (ran.returncode, ran.stderr) == (0, "")
    clean = folder / "clean"
    assert run(folder, "build", f"--output={clean}").returncode == 0
    assert pages(site) == pages(clean)
