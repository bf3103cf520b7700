"""Guides damaged at random: each is built whole, or refused with a Problem at its place; nothing crashes or hangs.

The seed of a case is its number, so that a failure can be repeated. `MUTATIONS=5000 pytest tests/test_mutation.py`
tries more of them than every run does.
"""

import io
import os
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random

import pytest

import build
from careerguide.commands.arguments import parse
from careerguide.core.problems import Problem, Severity

ROOT = Path(__file__).parent.parent
GUIDES = {"minimal": ROOT / "tests/guides/minimal", "whole": ROOT / "tests/guides/account-management"}
TRIES = int(os.environ.get("MUTATIONS", "40"))
WHOLE = max(8, TRIES // 10)  # of the whole guide, which takes longer
BATCHES = 4  # so that pytest-xdist can share them out

YAML_PIECES = [
    "---\n",
    "---",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "\t",
    "&a ",
    "*a",
    "!!python/object:a ",
    "|",
    ">",
]
TEXT_PIECES = ["# ", "## ", "> ", "> — @movie", "{{ ", " }}", '{{ pay("moskva") }}', "{% raw %}", "`", "```\n", "[^1]"]
HTML_PIECES = ["](", "![a](b.png)", "<script>", "</div>", "<!--", "&#0;", "&#xD800;", "javascript:alert(1)", "<" * 200]
NUMBERS = [
    "NaN",
    "-1",
    "1e400",
    "0x1F",
    "9" * 400,
    "50 000 – 10 000",
    "lost_in_source",
    "2026-13-45",
    "null",
    "~",
    "no",
]
CHARACTERS = ["\r", "\r\n", "\n\n", "\ufeff", "\u202e", "\u2028", "\x00", "e\u0301", "🏳️‍🌈", " " * 300, "а" * 21_000]
ESCAPES = ["\\x1b[2J", "\\ud800", '"\\0"', '"\\u202e"', '"\\ue000"', "../../../etc/passwd"]
KEYS = ["draft: yes\n", "title: x\n", "skills: [a]\n", "path: {to: [designer]}\n", "pay: designer\n", "id: x\n"]
SNIPPETS = YAML_PIECES + TEXT_PIECES + HTML_PIECES + NUMBERS + CHARACTERS + ESCAPES + KEYS

Change = Callable[[Random, bytes, bytes], bytes]


def delete_lines(random: Random, old: bytes, other: bytes) -> bytes:
    lines = old.splitlines(keepends=True)
    at = random.randrange(len(lines) + 1)
    return b"".join(lines[:at] + lines[at + random.choice([1, 1, 1, 2, 9]) :])


def swap_lines(random: Random, old: bytes, other: bytes) -> bytes:
    lines = old.splitlines(keepends=True) or [b""]
    one, two = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"".join(lines)


def duplicate_lines(random: Random, old: bytes, other: bytes) -> bytes:
    lines = old.splitlines(keepends=True) or [b""]
    at = random.randrange(len(lines))
    return b"".join(lines[: at + 1] + lines[at:] * random.choice([1, 1, 30]))


def lines_of_another_file(random: Random, old: bytes, other: bytes) -> bytes:
    lines, foreign = old.splitlines(keepends=True), other.splitlines(keepends=True) or [b""]
    at, start = random.randrange(len(lines) + 1), random.randrange(len(foreign))
    return b"".join(lines[:at] + foreign[start : start + 3] + lines[at:])


def truncate(random: Random, old: bytes, other: bytes) -> bytes:
    return old[: random.randrange(len(old) + 1)]


def delete_bytes(random: Random, old: bytes, other: bytes) -> bytes:
    at = random.randrange(len(old) + 1)
    return old[:at] + old[at + random.choice([1, 2, 20]) :]


def insert_bytes(random: Random, old: bytes, other: bytes) -> bytes:
    at = random.randrange(len(old) + 1)
    return old[:at] + random.randbytes(random.choice([1, 1, 2, 8])) + old[at:]


def insert_snippet(random: Random, old: bytes, other: bytes) -> bytes:
    text = old.decode("utf-8", "surrogateescape")
    at = random.randrange(len(text) + 1)
    return (text[:at] + random.choice(SNIPPETS) + text[at:]).encode("utf-8", "surrogateescape")


def indent(random: Random, old: bytes, other: bytes) -> bytes:
    lines = old.splitlines(keepends=True) or [b""]
    at = random.randrange(len(lines))
    lines[at] = random.choice([b" ", b"  ", b"\t", b"    "]) + lines[at]
    return b"".join(lines)


def replace_value(random: Random, old: bytes, other: bytes) -> bytes:
    lines = old.splitlines(keepends=True) or [b""]
    at = random.randrange(len(lines))
    key, colon, _ = lines[at].partition(b":")
    lines[at] = key + colon + b" " + random.choice(SNIPPETS).encode() + b"\n"
    return b"".join(lines)


CHANGES: list[Change] = [
    *(delete_lines, swap_lines, duplicate_lines, lines_of_another_file, truncate, delete_bytes, insert_bytes),
    *(insert_snippet, insert_snippet, indent, replace_value, replace_value),
]


def damage(random: Random, content: Path) -> None:
    """Damage one to three files of a guide; now and then remove one, or put one in the place of another."""
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        files = sorted(path for path in content.rglob("*") if path.is_file())
        file, other = random.choice(files), random.choice(files)
        if random.random() < 0.04:
            file.unlink()
        elif random.random() < 0.04:
            file.write_bytes(other.read_bytes())
        else:
            file.write_bytes(random.choice(CHANGES)(random, file.read_bytes(), other.read_bytes()))


def checked(content: Path, cache: Path) -> tuple[dict[str, bytes] | None, list[Problem], int]:
    """Return the files that a guide makes, its Problems, and the exit code; what is said is written as it would be."""
    said = ["--content", str(content), "--output", str(content / "none"), "--cache", str(cache), "--format", "github"]
    files, report = build.make(parse(["build", "--pages-only", *said]))
    with redirect_stderr(io.StringIO()), redirect_stdout(io.StringIO()):
        code = report.close(next(iter(p.message for p in report.problems), None) or build.Message("all is well"))
    return files, report.problems, code


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("guide", GUIDES)
def test_a_damaged_guide_is_whole_or_refused(guide: str, batch: int, tmp_path: Path) -> None:
    """Every damaged guide gives a site whose links hold, or located Problems of the content."""
    for seed in range(batch, TRIES if guide == "minimal" else WHOLE, BATCHES):
        content = tmp_path / f"{seed}/content"
        shutil.copytree(GUIDES[guide], content)
        damage(Random(seed), content)

        files, problems, code = checked(content, tmp_path / "cache")

        where = f"seed {seed} of {guide}: {[(p.path, p.line, str(p.message)) for p in problems][:3]}"
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        assert (files is None) == bool(errors) == bool(code), where
        assert all(problem.path.partition("/")[0] == "content" for problem in problems), where
        assert all(problem.line >= 0 and problem.column >= 1 for problem in problems), where
        shutil.rmtree(tmp_path / str(seed))


def test_what_is_refused_is_not_written(tmp_path: Path) -> None:
    """Of a row of damaged guides built over each other, the output always is the last sound one, whole."""
    site, content = tmp_path / "site", tmp_path / "content"
    folders = ["--quiet", "--content", str(content), "--output", str(site), "--cache", str(tmp_path / "cache")]
    stands: dict[str, bytes] = {}
    codes = set()
    for seed in range(7_000, 7_012):
        shutil.rmtree(content, ignore_errors=True)
        shutil.copytree(GUIDES["minimal"], content)
        if seed % 4:
            damage(Random(seed), content)
        with redirect_stderr(io.StringIO()):
            codes.add(code := build.main(folders))
        found = {str(path): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        assert code == 0 or found == stands
        stands = found
    assert codes == {0, 1}
