"""The command `check`: everything that a build checks, and advice, sorted by file.

In: the options, and `make`, which builds the site in memory. Out: the report on standard error (JSON and SARIF, which
other programs read, on standard output), and the exit code: 1 for an error, under --strict for a warning too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from careerguide.checks.checks import CHECKS, Level
from careerguide.commands import report_formats
from careerguide.commands.report import Report
from careerguide.core.options import CheckOptions
from careerguide.core.problems import Message, Problem, Severity
from careerguide.languages.language import Language
from careerguide.publishing.output import Files

Make = Callable[[CheckOptions], tuple[Files | None, Report]]

TITLES = {
    Level.ERROR: Message("Errors: nothing is published before they are mended"),
    Level.WARNING: Message("Warnings of build and check: mend them, or accept them with a reason"),
    Level.ADVICE: Message("Advice of check alone: it stops nothing; follow it, or accept it with a reason"),
    Level.COMMAND: Message("Problems of other commands, about what they were asked to do"),
}


def check(options: CheckOptions, make: Make, more: Iterable[Problem] = ()) -> int:
    """Check the guide, with `more` problems, or list the checks; return the exit code."""
    if options.list:
        from careerguide.guide.site_identity import site_identity

        print(listing(site_identity(options)[1]))
        return 0
    _, report = make(options)
    report.add(more)
    report.problems.sort(key=lambda problem: problem.sort_key)
    if options.format in report_formats.MACHINE_READABLE:
        print(report_formats.MACHINE_READABLE[options.format](report))
        return int(report.failed)
    return report.with_problems(_last_line(report)).show()


def listing(language: Language) -> str:
    """Return the name of every check with what it finds, a line each."""
    width = max(len(name) for name in CHECKS)
    blocks = []
    for level, title in TITLES.items():
        lines = [title.say(language.translate)]
        for name, known in sorted(CHECKS.items()):
            if known.level is level:
                lines.append(f"  {name:{width}}  {known.summary.say(language.translate)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _last_line(report: Report) -> str:
    """Return how many problems were found and what to do about them, or that there is none."""
    files = report.plural("in {n} file", "in {n} files", len({problem.path for problem in report.problems}))
    counts = report.counts()
    if report.count(Severity.ERROR):
        outcome = Message("{counts} {files}: mend the errors before you publish", counts=counts, files=files)
    elif report.count(Severity.WARNING):
        outcome = Message(
            "{counts} {files}: mend the warnings before you publish, or accept them with a reason",
            counts=counts,
            files=files,
        )
    elif report.problems:
        outcome = Message(
            "{counts} {files}: the guide can be published; follow the advice, or accept it with a reason",
            counts=counts,
            files=files,
        )
    elif report.guide is None:
        return ""
    else:
        checked = report.plural("{n} file checked", "{n} files checked", len(report.guide.documents))
        count = report.guide.accepted_count
        accepted = ", " + report.plural("{n} finding accepted", "{n} findings accepted", count) if count else ""
        outcome = Message("{checked}: all is well", checked=checked + accepted)
    return outcome.say(report.language.translate) + "\n"
