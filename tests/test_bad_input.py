"""Files that are none, too large, too deep or oddly named: each is told at its place, and the build ends soon."""

import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from picture_files import picture

import build
from careerguide.commands.arguments import parse
from careerguide.core.problems import Problem, Severity

ROOT = Path(__file__).parent.parent
MOST_SECONDS = 10.0  # of processor time; all of these take less than one on an idle machine
FACTS = "---\ntitle: Роль\nsummary: Одна из ролей.\n---\n"
NOBODY = 65534
PICTURE = picture()
Change = Callable[[Path], object]
Place = tuple[str, int, str]

posix = pytest.mark.skipif(os.name != "posix", reason="other systems have no such files")


@pytest.fixture
def content() -> Iterator[Path]:
    """A small guide in a folder that every user may read."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        shutil.copytree(ROOT / "tests/guides/minimal", Path(folder) / "content")
        yield Path(folder) / "content"
        for top, names, _ in os.walk(folder):
            for name in names:
                (Path(top) / name).chmod(0o755)


def problems_of(content: Path) -> list[Problem]:
    """Return what is said of a guide; whatever stands in it, that must not take long."""
    started = time.process_time()
    files, report = build.make(parse(["check", "--content", str(content), "--cache", str(content.parent / "cache")]))
    assert time.process_time() - started < MOST_SECONDS
    errors = [problem for problem in report.problems if problem.severity is Severity.ERROR]
    assert (files is None) == bool(errors)
    assert all(problem.path.startswith("content") for problem in errors), [problem.path for problem in errors]
    return errors


def told(content: Path) -> set[Place]:
    """Return the place and the check of everything that is wrong with a guide."""
    return {(problem.path, problem.line, problem.check) for problem in problems_of(content)}


def put(name: str, text: str | bytes) -> Change:
    def change(content: Path) -> None:
        path = content / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    return change


def add(name: str, text: str) -> Change:
    return lambda content: put(name, (content / name).read_text(encoding="utf-8") + text)(content)


def fifo(name: str) -> Change:
    def change(content: Path) -> None:
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).unlink(missing_ok=True)
        os.mkfifo(content / name)

    return change


def link(name: str, target: str) -> Change:
    def change(content: Path) -> None:
        (content / name).parent.mkdir(exist_ok=True)
        if (content / name).is_dir():
            shutil.rmtree(content / name)
        (content / name).symlink_to(target)

    return change


@posix
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (fifo("roles/x.md"), ("content/roles/x.md", 0, "file")),
        (fifo("guide.yaml"), ("content/guide.yaml", 0, "file")),
        (fifo("images/x.png"), ("content/images/x.png", 0, "assets")),
        (link("roles/x.md", "/etc/passwd"), ("content/roles/x.md", 0, "symlink")),
        (link("roles/x.md", "x.md"), ("content/roles/x.md", 0, "symlink")),
        (link("pages/deep.md", "../pages/deep.md/x"), ("content/pages/deep.md", 0, "symlink")),
        (link("salaries", "."), ("content/salaries", 0, "symlink")),
        (link("images", "/"), ("content/images", 0, "symlink")),
        (link("images/loop", "."), ("content/images/loop", 0, "assets")),
        (link("images/out.png", "/etc/passwd"), ("content/images/out.png", 0, "assets")),
        (lambda content: (content / "pages/x.md").mkdir(parents=True), ("content/pages/x.md/", 0, "file-name")),
    ],
    ids=lambda value: "" if callable(value) else value[0],
)
def test_only_ordinary_files_are_read(change: Change, expected: Place, content: Path) -> None:
    """A pipe is not waited for, and no link, loop of links or folder is followed or read."""
    change(content)

    assert expected in told(content)


@pytest.mark.parametrize("name", [".designer.md.swp", "designer.md~", "#designer.md#", "~$designer.md", "designer.bak"])
def test_what_editor_programs_leave_is_not_read(name: str, content: Path) -> None:
    """Swap files and backups beside a role are neither roles nor mistakes."""
    put(f"roles/{name}", b"\x00\xff")(content)

    assert told(content) == set()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be a user without rights for a while, where the test is run by the administrator."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@posix
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("roles/designer.md", ("content/roles/designer.md", 0, "file")),
        ("guide.yaml", ("content/guide.yaml", 0, "file")),
        ("roles", ("content/roles", 0, "file")),
        ("", ("content", 0, "file")),
    ],
)
def test_what_may_not_be_read_is_told(name: str, expected: Place, content: Path) -> None:
    """A file or folder without the right to read it is named; the rest of the guide is checked all the same."""
    assert told(content) == set()
    (content / name).chmod(0)
    with as_nobody():
        found = problems_of(content)
    (content / name).chmod(0o755)

    assert expected in {(problem.path, problem.line, problem.check) for problem in found}
    assert "empty-guide" not in {problem.check for problem in found}
    assert "check that it exists" not in {str(problem.hint) for problem in found}


def test_files_that_come_and_go_while_they_are_read(content: Path) -> None:
    """A guide that is being replaced while it is read is told as what was there, never as a crash."""
    role, picture, away = content / "roles/art-director.md", content / "images/a.png", content.parent / "away"
    put("images/a.png", PICTURE)(content)
    done = threading.Event()

    def replace() -> None:
        while not done.is_set():
            for file in (role, picture):
                file.rename(away)
                away.rename(file)

    other = threading.Thread(target=replace)
    other.start()
    try:
        for _ in range(12):
            assert {path for path, _, _ in told(content)} <= {
                *("content/roles/art-director.md", "content/roles/designer.md", "content/images/a.png")
            }
    finally:
        done.set()
        other.join()
    assert told(content) == set()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("images/con.png", PICTURE), ("content/images/con.png", 0, "file-name")),
        (put("images/é.png", PICTURE), ("content/images/é.png", 0, "file-name")),
        (put(f"images/{'y' * 101}.png", PICTURE), (f"content/images/{'y' * 101}.png", 0, "file-name")),
        (put("images/x.svg", b"<svg/>"), ("content/images/x.svg", 0, "assets")),
        (add("regions.yaml", "nul: {name: x}\n"), ("content/regions.yaml", 3, "record")),
        (add("skills.yaml", "com1: {name: x, summary: y}\n"), ("content/skills.yaml", 3, "record")),
        (add("glossary.yaml", "main: {term: x, meaning: y}\n"), ("content/glossary.yaml", 3, "record")),
        (add("glossary.yaml", "nul: {term: x, meaning: y}\n"), None),
        (add("glossary.yaml", "Brief: {term: x, meaning: y}\n"), ("content/glossary.yaml", 3, "record")),
        (add("glossary.yaml", "'--': {term: x, meaning: y}\n"), ("content/glossary.yaml", 3, "record")),
        (add("glossary.yaml", f"{'a' * 101}: {{term: x, meaning: y}}\n"), ("content/glossary.yaml", 3, "record")),
        (add("glossary.yaml", "../x: {term: x, meaning: y}\n"), ("content/glossary.yaml", 3, "record")),
    ],
)
def test_names_that_some_disks_cannot_store(change: Change, expected: Place | None, content: Path) -> None:
    """A picture or a record whose address could not be stored everywhere is told where it is named."""
    change(content)

    assert told(content) == ({expected} if expected else set())


@posix
@pytest.mark.parametrize("names", [("A.png", "a.png"), ("\u00e9.png", "e\u0301.png"), ("a:b.png",), ("a|b.png",)])
def test_pictures_that_are_one_on_some_disks(names: tuple[str, ...], content: Path) -> None:
    """Names that differ by case or Unicode form alone, or hold what Windows refuses, are told by `check` already."""
    for name in names:
        put(f"images/{name}", PICTURE)(content)
    if len([*(content / "images").iterdir()]) < len(names):
        pytest.skip("this disk takes them for the same itself")

    assert {check for _, _, check in told(content)} == {"file-name"}


def test_of_a_file_full_of_bad_characters_the_first_are_told(content: Path) -> None:
    """Twenty at their places: a report of thousands would hide everything else."""
    (content / "roles/designer.md").write_text(FACTS + "а\x00б\n" * 5_000, encoding="utf-8")

    _, report = build.make(parse(["check", f"--content={content}"]))

    told = [problem.line for problem in report.problems if problem.check == "characters"]
    assert told == list(range(5, 25))


@posix
def test_a_picture_whose_name_is_no_text(content: Path) -> None:
    """A name in another encoding is told, spelt out."""
    (content / "images").mkdir()
    (content / "images" / os.fsdecode(b"\xff.png")).write_bytes(PICTURE)

    assert {check for _, _, check in told(content)} == {"file-name"}


LARGE = {
    "a line of 1 MB": (put("roles/x.md", FACTS + "а" * 500_000), "line-length"),
    "a line of 1 MB in YAML": (add("guide.yaml", f"branch: {'a' * 1_000_000}\n"), "line-length"),
    "a file of 5 MB": (put("roles/x.md", FACTS + "слово\n" * 450_000), "file"),
    "a list of 5 MB": (put("skills.yaml", "".join(f"s{n}: {{name: n, summary: s}}\n" for n in range(170_000))), "file"),
    "a text of 1 MB": (put("roles/x.md", FACTS + ("слово " * 10 + "\n") * 9_000), "size"),
    "50,000 unknown keys": (add("guide.yaml", "".join(f"k{n}: v\n" for n in range(50_000))), "unknown-key"),
    "50,000 skills that are none": (put("skills.yaml", "".join(f"k{n}: v\n" for n in range(50_000))), "record"),
    "9,000 links that lead nowhere": (
        put("roles/x.md", FACTS + "".join(f"[a](b{n}.md)\n" for n in range(9_000))),
        "link",
    ),
    "10,000 brackets in YAML": (put("guide.yaml", "title: " + "[" * 10_000), "yaml"),
    "10,000 braces in YAML": (put("guide.yaml", "title: " + "{" * 10_000), "yaml"),
    "10,000 lists on a line of YAML": (put("guide.yaml", "title:\n" + "- " * 9_900), "yaml"),
    "1,000 maps below each other": (put("guide.yaml", "".join(" " * n + "a:\n" for n in range(1_000))), "yaml"),
    "10,000 quotes": (put("roles/x.md", FACTS + "> " * 9_900 + "a"), "nesting"),
    "10,000 lists": (put("roles/x.md", FACTS + "- " * 9_900 + "a"), "nesting"),
    "10,000 brackets": (put("roles/x.md", FACTS + "[" * 10_000), "nesting"),
    "10,000 tags": (put("roles/x.md", FACTS + "<b>" * 6_000), "nesting"),
    "a table of 4,000 columns": (
        put("roles/x.md", FACTS + "|" + "a|" * 4_000 + "\n|" + "-|" * 4_000 + "\n" + "a\n" * 4_000),
        "size",
    ),
}


@pytest.mark.parametrize(("change", "check"), LARGE.values(), ids=LARGE)
def test_what_is_too_large_or_too_deep_is_refused(change: Change, check: str, content: Path) -> None:
    """Each limit has its Problem, which comes soon; and of very many mistakes so many are told as can be read."""
    change(content)

    found = problems_of(content)

    assert check in {problem.check for problem in found}
    assert len(found) <= 250


def test_a_salary_table_of_a_thousand_columns(content: Path) -> None:
    """A table of a thousand columns is built or refused within the bound."""
    columns = "".join(f"  p{n}: {{kind: percentile, p: {n / 10.01:.4f}, label: P{n}}}\n" for n in range(1, 1_001))
    cells = "".join(f"      p{n}: {1000 + n}\n" for n in range(1, 1_001))
    table = content / "salaries/designer.yaml"
    head, _, _ = table.read_text(encoding="utf-8").partition("columns:")
    pay = "".join(f"  {region}:\n    agencies:\n{cells}" for region in ("moskva", "spb"))
    table.write_text(f"{head}columns:\n{columns}segments: {{agencies: Агентства}}\npay:\n{pay}", encoding="utf-8")

    assert {path for path, _, _ in told(content)} <= {"content/roles/designer.md", "content/pages/about.md"}


NO_PAGES = ["javascript:alert(1)", "//example.org/", "https://example.org/", "../x", "/roles/", 'roles/"x=', "data:,x"]
NO_PAGES += ["#x", "rols/", "roles"]


@pytest.mark.parametrize(
    "line",
    [
        *('base_url: "https://[::1"', 'base_url: "https://example.org/?a"', 'base_url: "https://example.org/#a"'),
        *('repository: "https://[x"', f"stale_after_months: {'9' * 6_000}", "stale_after_months: 1e9"),
        *(f"navigation: [{{label: x, page: {json.dumps(page)}}}]" for page in NO_PAGES),
    ],
)
def test_settings_that_would_break_every_page(line: str, content: Path) -> None:
    """An address that is none, and a menu entry that leads to no page, are told in guide.yaml itself."""
    add("guide.yaml", line + "\n")(content)

    assert [(problem.path, problem.line) for problem in problems_of(content)] == [("content/guide.yaml", 4)]


@pytest.mark.parametrize(
    "front_matter",
    [
        *("reviewed: 9999-12-31", "reviewed: 0001-01-01", "reviewed: ٢٠٢٤-٠٥-٠١", "reviewed: 0000-00-00"),
        *(f"applicants: [{{share: {share}, who: x}}]" for share in ("nan", "inf", "1e400", "-1", "''")),
        *("skills: [[[[]]]]", "names: []", "experts: {A: {}}", "path: {to: [{}]}", "place: x", "draft: ''"),
        *("fit: null", "codes: [{}]", "pay: ../designer", "pay: con"),
        "learning: [{kind: book, title: x, url: 'https://['}]",
    ],
)
def test_odd_values_are_told_or_shown(front_matter: str, content: Path) -> None:
    """A value at the edge of its form is either shown or told on its line."""
    put("roles/x.md", FACTS.replace("---\n", f"---\n{front_matter}\n", 1))(content)

    assert {(path, line) for path, line, _ in told(content)} <= {("content/roles/x.md", 2)}
