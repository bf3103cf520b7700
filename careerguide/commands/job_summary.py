"""The summary of a GitHub Actions job: every problem in a table, each with a link to its line.

In: Problems, and the environment that GitHub gives to a job. Out: Markdown. GitHub shows at most ten annotations of
each kind; a summary may hold 1 MiB (docs.github.com, “Workflow commands”, “Adding a job summary”).
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from careerguide.core.problems import SEVERITIES, Message, Problem, Translate, visible

LIMIT = 900_000  # bytes of UTF-8, below GitHub's 1 MiB
HEADINGS = (Message("Where"), Message("What is wrong"), Message("What to do"))


def job_summary(problems: Iterable[Problem], counts: str, translate: Translate, environ: Mapping[str, str]) -> str:
    """Return the summary of a job that found these problems; empty where there are none."""
    rows = [_row(problem, translate, environ) for problem in sorted(problems, key=lambda problem: problem.sort_key)]
    if not rows:
        return ""
    head = "".join(f"<th>{heading.say(translate)}</th>" for heading in HEADINGS)
    kept, size = [], 0
    for row in rows:
        size += len(row.encode("utf-8", "replace"))
        if size > LIMIT:
            break
        kept.append(row)
    left = len(rows) - len(kept)
    more = Message("{count} more are in the log of this step.", count=left).say(translate) if left else ""
    return f"### {_text(counts)}\n\n<table>\n<tr>{head}</tr>\n{''.join(kept)}</table>\n\n{more}\n"


def _row(problem: Problem, translate: Translate, environ: Mapping[str, str]) -> str:
    severity = SEVERITIES[problem.severity].say(translate)
    hint = f"<pre>{_text(problem.hint.say(translate))}</pre>" if problem.hint else ""
    what = f"<b>{_text(severity)}</b>: {_text(problem.say(translate))}"
    return f"<tr><td>{_place(problem, environ)}</td><td>{what}</td><td>{hint}</td></tr>\n"


def _place(problem: Problem, environ: Mapping[str, str]) -> str:
    """Return the place of a problem, as a link to its line in the commit that was checked."""
    place = _text(f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path)
    repository, commit = environ.get("GITHUB_REPOSITORY"), environ.get("GITHUB_SHA")
    if not repository or not commit:
        return place
    server = environ.get("GITHUB_SERVER_URL", "https://github.com")
    path = quote(problem.path, errors="backslashreplace")
    address = f"{server}/{repository}/blob/{commit}/{path}" + (f"?plain=1#L{problem.line}" if problem.line else "")
    return f'<a href="{html.escape(address)}">{place}</a>'


def _text(text: str) -> str:
    """Return text escaped for HTML within Markdown, with its line ends."""
    return html.escape(visible(text).encode("utf-8", "replace").decode()).replace("\n", "&#10;")
