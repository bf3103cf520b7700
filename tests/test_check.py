"""`build.py check`: what an editor is told besides what a build says, how it is accepted, in which forms it comes."""

import ast
import io
import json
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from loading import loaded
from picture_files import saved
from PIL import Image

import build
from careerguide.checks.checks import ACCEPTABLE, CHECKS, Level
from careerguide.commands import progress
from careerguide.core.problems import visible
from careerguide.markdown.words import Words
from careerguide.pay import data_checks
from careerguide.reading.source import Body

HERE = Path(__file__).parent
ROOT = HERE.parent
SENTENCE = "Каждое утро он садится за стол и читает письма всех своих заказчиков."
ANOTHER = "Каждый вечер он встаёт из-за стола и отвечает на письма всех своих заказчиков."

Edit = Callable[[Path], object]


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small guide of the test's own, in the folder where the commands run."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(HERE / "guides/minimal", tmp_path / "content")
    return tmp_path / "content"


def run(command: str, *options: str) -> int:
    places = ["--content=content", "--output=site", "--cache=cache", "--lang=en"]
    return build.main([command, *places, *options])


def found(capsys: pytest.CaptureFixture[str], *options: str) -> list[tuple[str, int | None, str]]:
    """Return path, line and check of all that `check` finds."""
    run("check", "--format=json", *options)
    told = json.loads(capsys.readouterr().out)
    return [(file["path"], each["line"], each["check"]) for file in told["files"] for each in file["problems"]]


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n\n" + text + "\n", encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def accept(path: Path, check: str, text: str | None = None) -> None:
    """Accept a finding in a file, as an editor does."""
    entry = (
        f"accepted:\n  - check: {check}\n"
        + (f"    text: {json.dumps(text, ensure_ascii=False)}\n" if text else "")
        + "    why: так надо\n"
    )
    if path.suffix == ".yaml":
        append(path, entry)
    else:
        change(path, "---\n", "---\n" + entry)


# --- the register -----------------------------------------------------------------------------------------------------

# Where a check's name stands among the arguments of what makes a Problem, if it is not given by name.
PLACES = {
    "_error": (3,),
    "Finding": (4, 2),
    "problem": (4,),
    "Problem": (6,),
    "warn": (3,),
    "find": (3,),
    "wrong": (3,),
}


def names_in(path: Path) -> Iterator[str]:
    """Yield the names of checks that a module gives: by name, by position, as a default, or as one of two."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call):
            places = PLACES.get(getattr(node.func, "attr", getattr(node.func, "id", "")), ())
            given = [node.args[place] for place in places if place < len(node.args)]
            given += node.args[-1:] if places and any(isinstance(each, ast.Starred) for each in node.args) else []
            given += [keyword.value for keyword in node.keywords if keyword.arg == "check"]
        elif isinstance(node, ast.IfExp):  # the one of two names that grid.py chooses
            given = [node.orelse] if ast.unparse(node).startswith("'unknown-") else []
        elif isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "check" and node.value:
            given = [node.value]
        elif isinstance(node, ast.FunctionDef):
            named = node.args.args[len(node.args.args) - len(node.args.defaults) :]
            given = [d for a, d in zip(named, node.args.defaults, strict=True) if a.arg == "check"]
        for value in given:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def test_every_check_of_the_code_is_registered_and_no_other() -> None:
    """A name that a Problem bears is in the register, and what is registered is found somewhere."""
    modules = [path for path in sorted((ROOT / "careerguide").rglob("*.py")) if path.name != "checks.py"]
    used = {name for path in modules for name in names_in(path)}

    assert sorted(used - CHECKS.keys()) == []
    assert sorted(CHECKS.keys() - used) == []


def test_a_name_is_plain_and_a_summary_one_sentence() -> None:
    """Names can be typed into any file; what a check finds fits on a line."""
    for name, check in CHECKS.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert "\n" not in check.summary.id
        assert len(check.summary.id) < 90


def test_every_line_of_the_list_is_said_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    """No line of `check --list --lang ru` is the English one."""
    said = []
    for language in ("en", "ru"):
        assert build.main(["check", "--list", "--lang", language, "--content", "nowhere"]) == 0
        said.append([line for line in capsys.readouterr().out.splitlines() if line])
    english, russian = said
    assert len(english) == len(russian) > 0
    assert set(english) & set(russian) == set()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_list_has_a_line_for_each_check(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`check --list` names every check once, with what it finds, and checks nothing."""
    assert build.main(["check", "--list", "--lang", language, "--content", "nowhere"]) == 0

    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert sorted(line.split()[0] for line in lines) == sorted(CHECKS)
    assert ("предложение стоит" in " ".join(lines)) == (language == "ru")


# --- what is found ----------------------------------------------------------------------------------------------------


def test_a_guide_in_which_all_is_accepted_has_no_findings(capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be mended in a guide is accepted there, each with a reason."""
    content = str(HERE / "guides/account-management")
    assert build.main(["check", "--strict", "--lang", "en", "--content", content]) == 0

    assert re.fullmatch(r"\d+ files checked, \d+ findings accepted: all is well\n", capsys.readouterr().err)


def test_check_writes_nothing(guide: Path) -> None:
    """After `check` there is no site, and the content is as it was."""
    before = {path: path.read_bytes() for path in guide.rglob("*") if path.is_file()}

    assert run("check") == 0

    assert not Path("site").exists()
    assert {path: path.read_bytes() for path in guide.rglob("*") if path.is_file()} == before


def picture(guide: Path, content: bytes) -> None:
    (guide / "images").mkdir()
    (guide / "images/desk.gif").write_bytes(content)
    append(guide / "roles/designer.md", "![Стол](../images/desk.gif)")


def film() -> bytes:
    """Return a picture of 600 kB that moves."""
    frames = [Image.effect_noise((400, 400), 90 + frame) for frame in range(5)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


def third_role(guide: Path) -> None:
    """Add a role whose one section is not the one that the two others have."""
    text = "---\ntitle: Корректор\nsummary: Ищет ошибки.\nskills: [layout]\n---\n## Рынок {#market}\n\nТекст.\n"
    (guide / "roles/corrector.md").write_text(text, encoding="utf-8")


def aged(guide: Path) -> None:
    change(guide / "roles/designer.md", "reviewed: 2026-11-23", "reviewed: 2024-11-22")


ROLE, TABLE = "content/roles/designer.md", "content/salaries/designer.yaml"
FINDINGS: dict[str, tuple[Edit, str, str, str | None]] = {
    "missing-section": (third_role, "content/roles/corrector.md", "", "duties"),
    "repeated-sentence": (
        lambda guide: [append(guide / "roles" / name, SENTENCE) for name in ("art-director.md", "designer.md")],
        "content/roles/art-director.md",
        "Каждое утро",
        "садится за стол",
    ),
    "github-preview": (lambda guide: append(guide / "roles/designer.md", "Готово :tada: да"), ROLE, ":tada:", ":tada:"),
    "image-size": (lambda guide: picture(guide, film()), ROLE, "desk.gif", "desk.gif"),
    "image-alt": (
        lambda guide: (
            picture(guide, saved(Image.new("L", (9, 9)), "GIF")),
            change(guide / "roles/designer.md", "![Стол]", "![]"),
        ),
        ROLE,
        "desk.gif",
        "desk.gif",
    ),
    "web-address": (
        lambda guide: append(guide / "roles/designer.md", "[Там](https://example..org/)"),
        ROLE,
        "Там",
        "example..org",
    ),
    "source-date": (
        lambda guide: change(guide / "roles/designer.md", "date: 2025", "date: unknown"),
        ROLE,
        "id: talk",
        "id: talk",
    ),
    "stale-review": (aged, ROLE, "reviewed:", "2024-11-22"),
    "stale-figures": (
        lambda guide: change(guide / "salaries/designer.yaml", "collected: unknown", "collected: 2023"),
        TABLE,
        "collected:",
        "2023",
    ),
    "opinion-signature": (
        lambda guide: append(guide / "roles/designer.md", "> Думайте.\n>\n> — Анна, @studio"),
        ROLE,
        "Анна",
        "— Анна, @studio",
    ),
    "footnote": (lambda guide: append(guide / "roles/designer.md", "Раз[^1] два."), ROLE, "Раз[^1]", "Раз[^1]"),
    "html-tag": (lambda guide: append(guide / "roles/designer.md", "Пишите <имя>, <name>."), ROLE, "<имя>", "<name>"),
    "heading-order": (lambda guide: append(guide / "roles/designer.md", "#### Глубоко"), ROLE, "####", "Глубоко"),
    "unlikely-value": (
        lambda guide: change(guide / "salaries/designer.yaml", "collected: unknown", "collected: 2062-05"),
        TABLE,
        "collected:",
        "2062-05",
    ),
    "typed-money": (lambda guide: append(guide / "roles/designer.md", "Дали 5 000 ₽."), ROLE, "5 000", "5 000 ₽"),
}


def line_of(path: str, words: str) -> int | None:
    """Return the last line of a file that holds words; None where the whole file is meant."""
    lines = Path(path).read_text(encoding="utf-8").split("\n")
    return max(number for number, line in enumerate(lines, 1) if words in line) if words else None


@pytest.mark.parametrize("check", FINDINGS)
def test_each_finding_is_told_at_its_line(check: str, guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One mistake in a guide without others is reported once, at its line; only a warning fails, and under --strict."""
    edit, path, words, _ = FINDINGS[check]
    edit(guide)

    assert found(capsys) == [(path, line_of(path, words), check)]
    assert run("check") == 0
    assert run("check", "--strict") == (1 if CHECKS[check].level is Level.WARNING else 0)


def test_a_share_below_one_per_cent_is_doubted(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0.55 is meant as 55 per cent; the hint says what to write."""
    change(guide / "roles/designer.md", "reviewed:", "applicants:\n  - {share: 0.55, who: женщины}\nreviewed:")

    assert run("check") == 0
    said = capsys.readouterr().err
    assert "advice: this is read as less than one per cent [unlikely-value]" in said
    assert "write it in per cent: 55" in said


@pytest.mark.parametrize("check", FINDINGS)
def test_each_finding_can_be_accepted_at_its_place(check: str, guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the check's name and words of the line it is silent, in `check` and in `build` alike."""
    edit, path, _, words = FINDINGS[check]
    edit(guide)
    accept(Path(path), check, words)

    assert found(capsys) == []
    assert run("check", "--strict") == 0
    assert run("build", "--strict") == 0


def test_an_acceptance_is_for_the_line_that_it_names(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two findings of one check the other one is still told; without `text` both are accepted."""
    role = guide / "roles/designer.md"
    append(role, "Дали 5 000 ₽.\n\nВзяли 7 000 ₽.")
    accept(role, "typed-money", "5 000 ₽")
    assert found(capsys) == [(ROLE, line_of(ROLE, "Взяли"), "typed-money")]

    change(role, '    text: "5 000 ₽"\n', "")
    assert found(capsys) == []


@pytest.mark.parametrize("check", ["typed-money", "source-date"])
def test_an_acceptance_that_nothing_needs_is_told(check: str, guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told by the command that makes the check: a build does not know that advice is not needed."""
    accept(guide / "roles/designer.md", check)

    assert found(capsys) == [(ROLE, line_of(ROLE, f"check: {check}"), "accepted-unneeded")]
    assert run("build", "--strict") == (1 if CHECKS[check].level is Level.WARNING else 0)


def test_what_a_draft_accepts_is_let_be(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The text of a draft that is left out is not looked into, so nobody can say that it accepts too much."""
    accept(guide / "roles/art-director.md", "typed-money")
    change(guide / "roles/art-director.md", "---\n", "---\ndraft: yes\n")
    change(guide / "roles/designer.md", "path:\n  to: [art-director]\n", "")
    change(guide / "roles/designer.md", "[арт-директору](art-director.md#duties)", "арт-директору")

    assert found(capsys) == []
    assert [check for _, _, check in found(capsys, "--drafts")] == ["accepted-unneeded"]


def test_an_error_cannot_be_accepted(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What keeps the guide from being right stays an error, and so does the attempt."""
    change(guide / "roles/designer.md", "skills: [layout]", "skills: [layuot]")
    accept(guide / "roles/designer.md", "unknown-skill")

    assert [check for _, _, check in found(capsys)] == ["accepted", "unknown-skill"]
    assert run("check") == 1


def test_the_names_that_can_be_accepted_are_all_warnings() -> None:
    """No error, nothing of other commands, and not the finding that an acceptance is not needed."""
    assert {ACCEPTABLE[name].level for name in ACCEPTABLE} == {Level.WARNING, Level.ADVICE}
    assert "accepted-unneeded" not in ACCEPTABLE


# --- single checks ----------------------------------------------------------------------------------------------------


def test_sentences_in_a_row_are_told_once(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A copied passage is one warning that says how much is copied; case, marks and line ends do not hide it."""
    append(guide / "roles/designer.md", f"{SENTENCE} {ANOTHER}")
    append(guide / "roles/art-director.md", f"- **{SENTENCE[:14]}\n  {SENTENCE[15:]}**\n- {ANOTHER.upper()}")

    run("check")

    said = capsys.readouterr().err
    assert f"{ROLE}:{line_of(ROLE, 'Каждое')}" in said
    assert said.count("[repeated-sentence]") == 1
    assert "sentences: 2" in said


@pytest.mark.parametrize(
    "text",
    ["Он читает письма.", f"{SENTENCE} {SENTENCE}", f"```\n{SENTENCE}\n```", f"<!-- {SENTENCE} -->", f"`{SENTENCE}`"],
    ids=["short", "twice in one role", "code", "a comment", "code in a line"],
)
def test_what_is_no_repetition(text: str, guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Short sentences, code and comments are alike for good reasons; within one role the editor sees it."""
    append(guide / "roles/designer.md", text)
    if SENTENCE * 2 not in text.replace(" ", ""):
        append(guide / "roles/art-director.md", text if text.count(SENTENCE) < 2 else "Ничего.")

    assert found(capsys) == []


@pytest.mark.parametrize(
    "text",
    [
        "```mermaid\ngraph TD\n```",
        ":+1:",
        "Платят $100, а потом ещё 200$ сверху",
        "$$x^2$$",
        "<u>важно</u>",
        "<strike>нет</strike>",
        '<p align="center">Посередине</p>',
    ],
)
def test_github_draws_otherwise(text: str, guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What only one of the two draws, or leaves out, is told."""
    append(guide / "roles/designer.md", text)

    checks = [check for _, _, check in found(capsys) if check != "typed-money"]
    assert checks == ["github-preview"]


@pytest.mark.parametrize(
    "text",
    ["`:tada:`", "в 12:30:45", "https://example.org/:a:b", "~~нет~~", "- [ ] да", "> [!NOTE]\n> да", "H<sub>2</sub>O"]
    + ["<details><summary>Ещё</summary>Да</details>", "```yaml\na: b\n```", "a < b и c > d", "```\n<iframe>\n```"],
)
def test_both_draw_the_same(text: str, guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said of what GitHub shows as the site does."""
    append(guide / "roles/designer.md", text)

    assert found(capsys) == []


@pytest.mark.parametrize(
    ("day", "stale"), [("2026-11-22", False), ("2026-11-23", True)], ids=["the last day", "the day after"]
)
def test_a_review_goes_stale_by_the_given_date(
    day: str, stale: bool, guide: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SOURCE_DATE_EPOCH is today where it is set, and the guide says after how many months a review is old."""
    change(guide / "roles/designer.md", "reviewed: 2026-11-23", "reviewed: 2024-11-22")
    seconds = int(time.mktime(time.strptime(f"{day} UTC", "%Y-%m-%d %Z"))) - time.timezone
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds + 43_200))

    assert [check for _, _, check in found(capsys)] == (["stale-review"] if stale else [])
    append(guide / "guide.yaml", "stale_after_months: 60")
    assert found(capsys) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{" * 499 + " ",
        "`" + "`` " * 60_000,
        "<a " * 60_000,
        "](" * 90_000,
        "<!--" * 45_000,
        ":a" * 90_000,
        "$a " * 60_000,
    ]
    + ["слово. " * 28_000, "1. " * 60_000, "\n>" * 90_000, "https://" * 22_000],
    ids=range(11),
)
def test_looking_through_a_text_grows_as_the_text_does(text: str) -> None:
    """Reading the words of a text takes, whatever it holds, no more than in proportion to its length."""
    from careerguide.checks.previewing import findings

    def taken(length: int) -> float:
        started = time.process_time()
        words = Words(Body(text[:length], 1))
        list(words.sentences())
        list(findings(words))
        return time.process_time() - started

    small = large = float("inf")
    for _ in range(8):  # others use the machine too: the best of several tries counts
        small, large = min(small, taken(40_000)), min(large, taken(80_000))
        if large < max(0.01, 3 * small):
            return
    raise AssertionError(f"{small:.4f} s become {large:.4f} s")


# --- the forms of the report ------------------------------------------------------------------------------------------


@pytest.fixture
def flawed(guide: Path) -> Path:
    """The small guide with an error and two warnings, in two files."""
    append(guide / "roles/designer.md", "Дали 5 000 ₽ и [ещё](nowhere.md).")
    append(guide / "pages/about.md", "#### Глубоко")
    return guide


def test_the_text_is_sorted_and_counted(flawed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each finding with file, line and column, caret and remedy, in the order of the files; at the end the counts."""
    assert run("check") == 1

    said = capsys.readouterr().err
    places = re.findall(r"^(content/\S+):\d+:\d+: (?:error|warning|advice): ", said, re.MULTILINE)
    assert places == ["content/pages/about.md", ROLE, ROLE]
    line = line_of(ROLE, "5 000")
    assert f"\n{ROLE}:{line}:6: warning: “5 000 ₽” is typed by hand" in said
    assert " error: “nowhere.md” leads to no file of this guide\n" in said
    assert said.endswith("\n1 error, 2 warnings in 2 files: mend the errors before you publish\n")


def test_a_guide_with_warnings_alone_says_what_to_do(flawed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Advice comes once the errors are gone."""
    change(flawed / "roles/designer.md", "[ещё](nowhere.md)", "ещё")

    assert run("check") == 0
    last = "2 warnings in 2 files: mend the warnings before you publish, or accept them with a reason"
    assert capsys.readouterr().err.endswith(f"\n{last}\n")


def test_advice_stops_nothing(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is called advice, the exit code is 0 under --strict too, and nobody is told to mend it."""
    change(guide / "salaries/designer.yaml", "date: 2025", "date: unknown")

    assert run("check", "--strict") == 0
    said = capsys.readouterr().err
    assert re.match(r"content/salaries/designer.yaml:\d+:\d+: advice: .* \[source-date\]\n", said)
    last = "1 piece of advice in 1 file: the guide can be published; follow the advice, or accept it with a reason"
    assert said.endswith(f"\n{last}\n")


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_summary_of_a_job_lists_all(
    command: str, flawed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """GitHub shows ten annotations of a kind; its summary has every problem, sorted, with a link to the line."""
    for name, value in {"REPOSITORY": "anna/guide", "SHA": "0a1b", "SERVER_URL": "https://github.example"}.items():
        monkeypatch.setenv(f"GITHUB_{name}", value)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    append(flawed / "roles/designer.md", "\n\n".join(f"[ещё](nowhere-{number:02}.md) <b>" for number in range(12)))

    for _ in range(2):  # a build of unchanged files repeats what the last one reported
        (tmp_path / "summary.md").unlink(missing_ok=True)
        assert run(command, "--format=github") == 1
        links = re.findall(r'href="([^"]+)">([^<]+)<', (tmp_path / "summary.md").read_text(encoding="utf-8"))
        assert [place for _, place in links] == sorted((place for _, place in links), key=_by_line)
        assert len(links) >= 13
        line = line_of(ROLE, "nowhere-11")
        address = f"https://github.example/anna/guide/blob/0a1b/{ROLE}?plain=1#L{line}"
        assert (address, f"{ROLE}:{line}:7") in links


def _by_line(place: str) -> tuple[str, int]:
    path, line, _ = place.rsplit(":", 2)
    return path, int(line)


def test_a_new_role_brings_no_advice_to_others(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a new role has and others lack is not asked of them; a copied sentence is told at the copy."""
    append(guide / "roles/designer.md", SENTENCE)
    before = found(capsys)
    text = f"---\ntitle: Арт\nsummary: Ищет.\nskills: [layout]\n---\n{SENTENCE}\n\n## Рынок {{#market}}\n\nТекст.\n"
    for name in ("aa-first.md", "zz-last.md"):  # wherever it stands in the order of names
        (guide / "roles" / name).write_text(text, encoding="utf-8")
        after = found(capsys)
        assert {path for path, *_ in after if (path, *_) not in before} <= {f"content/roles/{name}"}
        assert ("content/roles/" + name, 6, "repeated-sentence") in after
        (guide / "roles" / name).unlink()


def test_quiet_says_nothing_when_all_is_well(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --quiet, silence means that all is well; without, it is said."""
    assert run("check", "--quiet") == 0
    assert "".join(capsys.readouterr()) == ""
    assert run("check") == 0
    assert capsys.readouterr().err == "8 files checked: all is well\n"


def test_github_gets_annotations(flawed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One command of a workflow for each finding, then the counts."""
    run("check", "--format=github")

    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" ")[0] for line in lines[:-1]] == ["::warning", "::warning", "::error"]
    assert f"file={ROLE},line={line_of(ROLE, '5 000')},col=6::" in lines[1]


def test_github_gets_advice_as_a_notice(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stops no proposal does not look as if it did."""
    change(guide / "roles/designer.md", "date: 2025", "date: unknown")
    run("check", "--format=github")

    assert capsys.readouterr().err.startswith(f"::notice file={ROLE},line={line_of(ROLE, 'id: talk')},")


def test_json_is_as_documented(flawed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output is one object with the documented keys, in the language that was asked for."""
    assert run("check", "--format=json", "--lang=ru") == 1

    said = capsys.readouterr()
    told = json.loads(said.out)
    assert said.err == ""
    files = told.pop("files")
    assert told == {"format": 1, "ok": False, "errors": 1, "warnings": 2, "advice": 0, "checked": None, "accepted": 0}
    assert [file["path"] for file in files] == ["content/pages/about.md", ROLE]
    first = files[1]["problems"][0]
    assert list(first) == ["line", "column", "width", "severity", "check", "message", "hint", "excerpt"]
    assert first["message"].startswith("сумма «5 000 ₽»") or "5 000 ₽" in first["message"]
    assert (first["severity"], first["check"], first["excerpt"][5:10]) == ("warning", "typed-money", "5 000")


def sarif(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    run("check", "--format=sarif")
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_sarif_has_what_the_standard_requires(flawed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """SARIF 2.1.0: sarifLog (3.13), run (3.14), toolComponent (3.19), result (3.27), region (3.30)."""
    told = sarif(capsys)

    assert told["version"] == "2.1.0"
    assert told["$schema"].startswith("https://")
    (ran,) = told["runs"]
    rules = ran["tool"]["driver"]["rules"]
    assert ran["tool"]["driver"]["name"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert {rule["defaultConfiguration"]["level"] for rule in rules} == {"error", "warning", "note"}
    assert ran["columnKind"] == "unicodeCodePoints"
    for result in ran["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", place["artifactLocation"]["uri"])
        region = place["region"]
        assert region["startLine"] >= 1
        assert 1 <= region["startColumn"] < region["endColumn"]
        assert re.fullmatch(r"[0-9a-f]{32}", result["partialFingerprints"]["problem/v1"])
    typed = next(result for result in ran["results"] if result["ruleId"] == "typed-money")
    region = typed["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (6, 13)


def test_a_finding_of_a_whole_file_has_no_region(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No line is made up where there is none."""
    third_role(guide)

    (result,) = sarif(capsys)["runs"][0]["results"]
    assert list(result["locations"][0]["physicalLocation"]) == ["artifactLocation"]


@pytest.mark.parametrize("format", ["text", "github", "json", "sarif"])
def test_hostile_names_and_texts_steer_nothing(format: str, guide: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever stands in a name or a text, no control character comes out, and JSON stays JSON."""
    (guide / "roles/\x1b[31m\u202e\udcff.md").write_text("---\n", encoding="utf-8")
    append(guide / "roles/designer.md", '[x](https://"\\u202e..example/ "</script>") 5\u00a0000 ₽ & "\\')
    text = (guide / "pages/about.md").read_text(encoding="utf-8")
    (guide / "pages/about.md").write_text(text + "\nЗнак \x07 и \u2028.\n", encoding="utf-8")

    assert run("check", f"--format={format}") == 1

    said = capfd.readouterr()
    told = said.out + said.err
    assert visible(told) == told
    if format in {"json", "sarif"}:
        json.loads(said.out).items()
        said.out.encode("utf-8")


def test_a_broken_guide_is_reported_in_every_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no guide at all, the same is said, and the exit code is 1."""
    monkeypatch.chdir(tmp_path)
    for format in ("text", "github", "json", "sarif"):
        assert run("check", f"--format={format}") == 1
        assert "folder" in "".join(capsys.readouterr())


# --- progress, and the last line --------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """Standard error as a person sees it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "options", "shown"),
    [(Terminal, [], True), (Terminal, ["--quiet"], False), (io.StringIO, [], False)],
    ids=["a terminal", "quiet", "no terminal"],
)
def test_long_work_shows_how_far_it_is(
    terminal: type[io.StringIO], options: list[str], shown: bool, guide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal, files, pages and cards are counted; elsewhere and under --quiet nothing is shown."""
    screen = terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "DELAY", -1)
    monkeypatch.setattr(progress, "PAUSE", -1)

    assert run("build", *options) == 0

    assert (re.search(r"\rpages rendered: 1/\d+ *\r", screen.getvalue()) is not None) == shown
    assert screen.getvalue() == "" or re.search(r"\r +\r$", screen.getvalue()), "the line is gone at the end"
    assert shown or screen.getvalue() == ""


def test_the_last_line_says_what_where_how_long_and_what_next(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line for a build that went well; --verbose names each file before it."""
    assert run("build", "--verbose") == 0

    *named, last = capsys.readouterr().out.splitlines()
    told = re.fullmatch(
        r"2 roles, 1 salary table: (\d+) files in site \((\d+) written, 0 removed, \d+(\.\d)? s\); next: open (\S+)",
        last,
    )
    assert told is not None
    assert len(named) == int(told[2])
    assert "+ roles/designer/index.html" in named
    assert Path(told[4]).is_file()


def test_a_build_with_warnings_sends_the_editor_to_them(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What comes next is to mend or accept them."""
    append(guide / "roles/designer.md", "Дали 5 000 ₽.")

    assert run("build") == 0
    assert capsys.readouterr().out.endswith("next: mend the warnings above, or accept them with a reason\n")


@pytest.mark.parametrize("handbook", ["docs/editing.md", "docs/editing.ru.md"])
def test_the_handbook_names_what_can_be_accepted(handbook: str) -> None:
    """Its table of checks and the register's agree, but for those of salary tables, which stand with the tables."""
    text = (ROOT / handbook).read_text(encoding="utf-8")
    table = text.partition("check --list")[2].partition("\n### ")[0]

    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == ACCEPTABLE.keys() - data_checks.CHECKS.keys()


def test_a_guide_without_a_table_may_name_amounts(tmp_path: Path) -> None:
    """Where there is no table, no figure could follow one."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides/no-pay", content)
    append(content / "roles/gardener.md", "A mower costs $1,500, and 5 000 руб. buy its fuel.")

    assert build.main(["check", "--strict", "--content", str(content)]) == 0

    assert run("check", "--strict", "--content", str(content)) == 0


@pytest.mark.parametrize("server", [None, "https://git.example.org"])
def test_the_repository_is_the_one_whose_job_runs(
    server: str | None, guide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On GitHub the links to edit a page lead to the repository itself, unless guide.yaml names another."""
    monkeypatch.setenv("GITHUB_REPOSITORY", "anna/guide")
    if server:
        monkeypatch.setenv("GITHUB_SERVER_URL", server)

    known = loaded(guide).guide
    assert known
    assert known.settings.repository == f"{server or 'https://github.com'}/anna/guide"
    append(guide / "guide.yaml", "repository: https://example.org/mine")
    known = loaded(guide).guide
    assert known
    assert known.settings.repository == "https://example.org/mine"
