"""What the preview adds to a page: a script that reloads it, and Problems shown over it.

In: Problems and the language they are said in. Out: data for browser/overlay.js, which puts it into the page as text
(nothing of it is ever read as HTML), and the two script elements that are appended to every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from careerguide.language import Language
from careerguide.problems import EXCERPT_WIDTH, Message, Problem, Severity, to_terminal, visible

FILES = Path(__file__).parent / "browser"  # overlay.js and overlay.css
AT = "/livereload"  # under it stands all that the preview serves besides the site; livereload.js insists on the name
MOST = 50  # problems shown over a page; the terminal shows them all

Locate = Callable[[str], Path | None]  # from a path as shown to the file itself


def scripts(stamp: str, port: int) -> bytes:
    """Return what is appended to a page that was built as `stamp`.

    livereload.js would assume port 35729 where the address names none, and wait up to a minute to connect again.
    """
    return (
        f'\n<script src="{AT}/overlay.js" data-stamp="{escape(stamp)}" defer></script>'
        f'\n<script src="{AT}.js?port={port}&amp;mindelay=250&amp;maxdelay=1000" defer></script>\n'
    ).encode()


def plain_page(language: Language, title: Message, text: str) -> bytes:
    """Return a page for want of a better one."""
    heading = escape(title.say(language.translate))
    return (
        f'<!doctype html>\n<html lang="{escape(language.code)}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{heading}</title>\n'
        f"<h1>{heading}</h1>\n<pre>{escape(visible(text))}</pre>\n"
    ).encode()


def listing(problems: Iterable[Problem], language: Language) -> str:
    """Return problems as a terminal shows them."""
    return "\n\n".join(to_terminal(problem, language.translate) for problem in problems)


def count(problems: Iterable[Problem], language: Language) -> str:
    """Return how many problems there are: "2 errors, 1 warning"."""
    severities = [problem.severity for problem in problems]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    told = [language.ntranslate("{n} error", "{n} errors", errors).format(n=errors)] if errors else []
    told += [language.ntranslate("{n} warning", "{n} warnings", warnings).format(n=warnings)] if warnings else []
    return ", ".join(told)


def describe(problems: Sequence[Problem], failed: bool, language: Language, editor: str, locate: Locate) -> Any:
    """Return what overlay.js is to show, as JSON; `failed` says that the page beneath is not the newest."""
    say = language.translate
    first = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)[:MOST]
    return {
        "language": language.code,
        "title": count(problems, language),
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
        "word": say("error") if problem.severity is Severity.ERROR else say("warning"),
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
    """Return the source line before, under and after the caret; what lies far from it is left out."""
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
    """Return the address that opens a file in the editor, at its line."""
    path = file.resolve().as_uri().removeprefix("file://")
    places = {"{path}": path, "{line}": str(max(problem.line, 1)), "{column}": str(max(problem.column, 1))}
    for name, value in places.items():
        editor = editor.replace(name, value)
    return editor
