"""What the preview adds to a page: a script that reloads it, and Problems shown over it.

In: Problems and the language of their messages. Out: data for browser/overlay.js, which inserts it as text, never as
HTML, and the two script elements that are appended to every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from careerguide.commands.problem_formats import EXCERPT_WIDTH, to_terminal
from careerguide.commands.report import counts
from careerguide.core.problems import SEVERITIES, Message, Problem, Severity, visible
from careerguide.languages.language import Language

FILES = Path(__file__).parent / "browser"  # overlay.js and overlay.css
PREFIX = "/livereload"  # of all that is served besides the site; livereload.js requires this name
MOST_PROBLEMS = 50  # problems shown over a page; the terminal shows them all

Locate = Callable[[str], Path | None]  # from a displayed path to the file


def scripts(build_id: str) -> bytes:
    """Return the script to append to a page of this build, which loads livereload.js."""
    return f'\n<script src="{PREFIX}/overlay.js" data-build="{escape(build_id)}" defer></script>\n'.encode()


def plain_page(language: Language, title: Message, text: str) -> bytes:
    """Return a page with a title and a text, for where the site has none."""
    heading = escape(title.say(language.translate))
    return (
        f'<!doctype html>\n<html lang="{escape(language.code)}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{heading}</title>\n'
        f"<h1>{heading}</h1>\n<pre>{escape(visible(text))}</pre>\n"
    ).encode()


def listing(problems: Iterable[Problem], language: Language) -> str:
    """Return problems as text for a terminal."""
    return "\n\n".join(to_terminal(problem, language.translate) for problem in problems)


def describe(problems: Sequence[Problem], failed: bool, language: Language, editor: str, locate: Locate) -> Any:
    """Return the data for overlay.js; with `failed`, the page below it shows an earlier state of the guide."""
    say = language.translate
    first = sorted(problems, key=lambda problem: list(Severity).index(problem.severity))[:MOST_PROBLEMS]
    return {
        "language": language.code,
        "title": counts(problems, language),
        "failed": failed,
        "close": say("Close"),
        "stopped": say("The preview has stopped"),
        "problems": [_described(problem, language, editor, locate) for problem in first],
    }


def _described(problem: Problem, language: Language, editor: str, locate: Locate) -> dict[str, Any]:
    say = language.translate
    before, marked, after = _cut(problem)
    file = locate(problem.path)
    return {
        "severity": problem.severity.value,
        "word": SEVERITIES[problem.severity].say(say),
        "message": visible(problem.say(say)),
        "hint": visible(problem.hint.say(say)) if problem.hint else "",
        "place": visible(f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path),
        "line": problem.line,
        "before": visible(before),
        "marked": visible(marked),
        "after": visible(after),
        "editor": _in_editor(editor, file, problem) if file else "",
    }


def _cut(problem: Problem) -> tuple[str, str, str]:
    """Return the source line before, under and after the caret, cut off far from it."""
    line, at = problem.excerpt.rstrip(), max(0, problem.column - 1)
    if not line.strip() or not problem.line:
        return "", "", ""
    end = at + min(max(problem.width, 1), EXCERPT_WIDTH)
    before, after = line[max(0, at - EXCERPT_WIDTH) : at], line[end : end + EXCERPT_WIDTH]
    return (
        ("…" if at > EXCERPT_WIDTH else "") + before,
        line[at:end] or " ",
        after + ("…" if line[end + EXCERPT_WIDTH :] else ""),
    )


def _in_editor(editor: str, file: Path, problem: Problem) -> str:
    """Return the address that opens a file in the editor at the line of a Problem."""
    path = file.resolve().as_uri().removeprefix("file://")
    values = {"{path}": path, "{line}": str(max(problem.line, 1)), "{column}": str(max(problem.column, 1))}
    for name, value in values.items():
        editor = editor.replace(name, value)
    return editor
