"""What a Problem looks like on a terminal and on GitHub."""

import pytest

from careerguide.commands.problem_formats import to_github, to_terminal
from careerguide.core.problems import Message, Problem, Severity, did_you_mean, known_or_list


def problem(**changes: object) -> Problem:
    fields: dict[str, object] = {
        "path": "content/roles/x.md",
        "line": 3,
        "column": 8,
        "message": Message("“{text}” is no date", text="осень"),
        "excerpt": "date:  осень",
        "width": 5,
    }
    return Problem(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_terminal_shows_place_message_line_caret_and_remedy() -> None:
    """An editor sees where, what, the line itself, a caret under the text that is meant, and what to do."""
    shown = to_terminal(problem(hint=Message("write a year")))

    assert shown.splitlines() == [
        "content/roles/x.md:3:8: error: “осень” is no date",
        " 3 | date:  осень",
        "   |        ^^^^^",
        "   = write a year",
    ]


def test_a_warning_is_called_one_and_named() -> None:
    """A warning is labelled as such, with the name of the check by which it can be accepted; an error has no name."""
    warning = problem(severity=Severity.WARNING, check="source-date")

    assert to_terminal(warning).splitlines()[0].endswith(": warning: “осень” is no date [source-date]")
    assert to_github(warning).endswith("::“осень” is no date [source-date]")
    assert "[" not in to_terminal(problem(check="record"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("«Ромашка»", "«„Ромашка“» не годится"),
        ("ООО «Ромашка» и «Лютик»", "«ООО „Ромашка“ и „Лютик“» не годится"),
        ("»", "«»» не годится"),
    ],
)
def test_quotes_within_quotes_are_others(text: str, said: str) -> None:
    """What is quoted keeps its own quotation marks apart from those around it."""
    assert Message("“{text}” is wrong", text=text).say(lambda _: "«{text}» не годится") == said


def test_quotes_that_stand_in_none_stay_as_they_are() -> None:
    """A hint to paste is shown exactly as it must be written in the file."""
    assert Message("{text}", text="«Ромашка»").say(lambda _: "см. «это»: {text}") == "см. «это»: «Ромашка»"


def test_values_in_a_row_are_each_said() -> None:
    """Messages among the values of a message are translated too."""
    message = Message("{all}", all=("5", Message("from {amount}", amount="7")))

    assert message.say(lambda id: {"from {amount}": "от {amount}"}.get(id, id)) == "5, от 7"


def test_a_problem_of_a_whole_file_names_no_line() -> None:
    """A Problem of a file as a whole has no line."""
    assert to_terminal(problem(line=0)) == "content/roles/x.md: error: “осень” is no date"


@pytest.mark.parametrize(
    ("excerpt", "column", "before"),
    [("\tx", 2, 4), ("日本x", 3, 4), ("e\u0301x", 3, 1)],
    ids=["a tab is four columns", "wide characters are two", "a combining accent is none"],
)
def test_the_caret_stands_under_its_character(excerpt: str, column: int, before: int) -> None:
    """Tabs, wide and combining characters do not push the caret aside."""
    caret = to_terminal(problem(excerpt=excerpt, column=column, width=1)).splitlines()[2]

    assert caret == "   | " + " " * before + "^"


def test_a_long_line_is_shown_around_the_caret() -> None:
    """A line of a megabyte does not flood the terminal."""
    lines = to_terminal(problem(excerpt="а" * 500_000 + "X" + "б" * 500_000, column=500_001, width=1)).splitlines()

    assert len(lines[1]) < 120
    assert lines[1][lines[2].index("^")] == "X"


def test_content_cannot_steer_the_terminal() -> None:
    """Escape sequences and bidirectional overrides in content are shown, not obeyed."""
    evil = "\x1b[2J\u202e"
    shown = to_terminal(problem(message=Message("“{text}”", text=evil), excerpt=evil, path=evil, hint=Message(evil)))

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\x1b[2J\\u202e" in shown


def test_content_cannot_give_github_commands() -> None:
    """Line ends, percent signs, colons and commas in content stay text in a workflow command."""
    shown = to_github(problem(path="a,b:c.md", message=Message("{text}", text="100%\n::error::x"), hint=Message("y")))

    assert shown == "::error file=a%2Cb%3Ac.md,line=3,col=8::100%25%0A::error::x%0Ay"
    assert "\n" not in shown


def test_values_are_not_formatted_again() -> None:
    """Braces in an editor's text stay braces."""
    assert str(Message("“{text}”", text="{0} {text}")) == "“{0} {text}”"


@pytest.mark.parametrize(
    ("word", "meant"), [("sumary", "summary"), ("Title", "title"), ("zzz", None)], ids=["typo", "case", "nothing near"]
)
def test_did_you_mean(word: str, meant: str | None) -> None:
    """A near miss names what was probably meant; a far one names nothing."""
    near = did_you_mean(word, ["title", "summary", "field"])

    assert (None if near is None else near.values["name"]) == meant


def test_where_nothing_is_near_the_known_words_are_listed() -> None:
    """A word unlike any known one gets the list of allowed words."""
    assert str(known_or_list("zzz", ["title", "summary"])) == "available: title, summary"


@pytest.mark.parametrize("where", ["", " in skills.yaml"])
def test_a_long_list_is_bounded_and_says_where_the_rest_is(where: str) -> None:
    """Up to 600 characters are listed whole; of more, those that come before and after the word in the alphabet."""
    few = [f"skill-{number:02}" for number in range(60)]
    many = [*few, "skill-60", "skill-61"]

    assert str(known_or_list("zzz", few)) == f"available: {', '.join(few)}"
    shown = ", ".join(many[26:34])
    assert str(known_or_list("skill-2a9", many, where[4:])) == f"available: {shown} and 54 more{where}"
