"""The command `check`: all that a build checks and all that an editor would want to know, shown file by file.

In: the options, and `make`, which builds the site in memory. Out: the report on standard error (JSON and SARIF, which
other programs read, on standard output), and the exit code: 1 for an error, under --strict for a warning too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from careerguide import formats
from careerguide.checking.checks import CHECKS, Level
from careerguide.commands import CheckOptions
from careerguide.language import Language
from careerguide.problems import Message, Severity, Translate, to_github
from careerguide.publishing.output import Files
from careerguide.report import Report

Make = Callable[[CheckOptions], tuple[Files | None, Report]]

TITLES = {
    Level.ERROR: Message("Errors: nothing is published before they are mended"),
    Level.WARNING: Message("Warnings of build and check: mend them, or accept them with a reason"),
    Level.ADVICE: Message("Advice of check alone: likewise"),
    Level.COMMAND: Message("Said by other commands of what they were asked"),
}


def check(options: CheckOptions, make: Make) -> int:
    """Check the guide, or list the checks; return the exit code."""
    if options.list:
        from careerguide.preview.site import stated

        print(listing(stated(options)[1]))
        return 0
    _, report = make(options)
    _show(report)
    return 1 if report.failed else 0


def listing(language: Language) -> str:
    """Return every check in one line: its name, and what it finds."""
    width = max(len(name) for name in CHECKS)
    blocks = []
    for level, title in TITLES.items():
        lines = [title.say(language.translate)]
        for name, known in sorted(CHECKS.items()):
            if known.level is level:
                lines.append(f"  {name:{width}}  {known.summary.say(language.translate)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _show(report: Report) -> None:
    format, translate = report.options.format, report.words.translate
    if format == "json":
        print(formats.as_json(report.problems, translate, **_facts(report)))
    elif format == "sarif":
        print(formats.as_sarif(report.problems, translate))
    elif format == "github":
        for _, group in formats.by_file(report.problems):
            for problem in group:
                level = "notice" if CHECKS[problem.check].level is Level.ADVICE else ""
                print(to_github(problem, translate, level), file=sys.stderr)
        _close(report, translate)
    else:
        if report.problems:
            print(formats.as_text(report.problems, translate), end="\n\n", file=sys.stderr)
        _close(report, translate)


def _facts(report: Report) -> dict[str, object]:
    guide = report.guide
    return {
        "ok": not report.failed,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "checked": len(guide.documents) if guide else None,
        "accepted": guide.accepted_count if guide else 0,
    }


def _close(report: Report, translate: Translate) -> None:
    """Say how much was found and what to do, or that all is well."""
    files = report.plural("in {n} file", "in {n} files", len({problem.path for problem in report.problems}))
    if report.count(Severity.ERROR):
        outcome = Message("{counts} {files}: mend the errors before you publish", counts=report.counts(), files=files)
    elif report.problems:
        outcome = Message(
            "{counts} {files}: mend them, or accept them with a reason", counts=report.counts(), files=files
        )
    elif report.options.quiet or report.guide is None:
        return
    else:
        checked = report.plural("{n} file checked", "{n} files checked", len(report.guide.documents))
        count = report.guide.accepted_count
        accepted = ", " + report.plural("{n} finding accepted", "{n} findings accepted", count) if count else ""
        outcome = Message("{checked}: all is well", checked=checked + accepted)
    print(outcome.say(translate), file=sys.stderr)
