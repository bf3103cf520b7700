"""The report of a command: every Problem, then one closing line.

In: Problems and what was done. Out: text for standard error (problems) and standard output (the closing line of a
successful build), in the language of the guide or of --lang; and the exit code.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from careerguide.commands.job_summary import job_summary
from careerguide.commands.problem_formats import to_github, to_terminal
from careerguide.core.options import Options
from careerguide.core.problems import Message, Problem, Severity, visible
from careerguide.core.program import quoted
from careerguide.incremental.up_to_date import Outcome
from careerguide.languages.language import Language
from careerguide.publishing.archive import is_archive
from careerguide.publishing.output import Published

if TYPE_CHECKING:
    from careerguide.guide.guide import Guide
    from careerguide.incremental.dependencies import Read


REASONS = 3  # named for a file with --verbose


class Report:
    """Collects Problems, counts them, and puts the output of a command together."""

    def __init__(self, options: Options, language: Language, problems: Iterable[Problem]) -> None:
        self.options = options
        language = Language.load(options.lang, *options.translations) if options.lang else language
        self.language = replace(language, guide_arguments=options.guide_arguments)
        self.problems = list(problems)
        self.guide: Guide | None = None  # None where it could not be loaded
        self.reasons: Mapping[str, tuple[Read, ...]] = {}  # by rendered file: its changed dependencies

    def add(self, problems: Iterable[Problem]) -> None:
        """Add Problems."""
        self.problems += problems

    def count(self, severity: Severity) -> int:
        """Return the number of Problems of one severity."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def failed(self) -> bool:
        """Whether any Problem is an error, or with --strict a warning."""
        return bool(self.count(Severity.ERROR)) or (self.options.strict and bool(self.count(Severity.WARNING)))

    def close(self, outcome: Message) -> int:
        """Print every Problem, their number and a closing sentence; return the exit code."""
        return self.closing(outcome).show()

    def closing(self, outcome: Message) -> Outcome:
        """Return every Problem, their number and a closing sentence."""
        counts = self.counts()
        last = (counts + ": " if counts else "") + outcome.say(self.language.translate) + "\n"
        return self.with_problems(last)

    def with_problems(self, last: str) -> Outcome:
        """Return every Problem and a last line, which --quiet leaves out where there is no Problem."""
        quiet = self.options.quiet and not self.problems
        return self._outcome("", "" if quiet else last, int(self.failed))

    def counts(self) -> str:
        """Return the number of Problems of each severity: “2 errors, 1 warning”; empty where there are none."""
        return counts(self.problems, self.language)

    def done(self, published: Published, count: int, seconds: float) -> Outcome:
        """Return the warnings, what was built, where it is, how long it took and what to do next."""
        changed = [*map(self._why, published.written), *(f"- {path}" for path in published.removed)]
        done = Message(
            "{written} written, {removed} removed, {seconds} s",
            written=len(published.written),
            removed=len(published.removed),
            seconds=self.language.number(round(seconds, 1)),
        )
        listed = "".join(f"{visible(line)}\n" for line in changed) if self.options.verbose else ""
        return self._outcome(listed + self._last_lines(count, done), "", 0)

    def _why(self, path: str) -> str:
        read = [f"{map} {key}" for map, key in self.reasons.get(path, ())]
        more = [f"… ({len(read)})"] if len(read) > REASONS else []
        return f"+ {path}" + (f" ← {', '.join([*read[:REASONS], *more])}" if read else "")

    def unchanged(self, count: int) -> Outcome:
        """Return the report of a later build of the same inputs: the same warnings, and that nothing has changed."""
        return self._outcome(self._last_lines(count, Message("nothing has changed")), "", 0)

    def _last_lines(self, count: int, done: Message) -> str:
        """Return which drafts were left out, what was built and what to do next; empty with --quiet."""
        if self.options.quiet:
            return ""
        guide, say = self.guide, self.language.translate
        assert guide is not None
        drafts = Message("left out as drafts: {paths}", paths=visible(", ".join(guide.drafts)))
        summary = Message(
            "{roles}, {tables}: {files} in {folder} ({done}); next: {next}",
            roles=self.plural("{n} role", "{n} roles", len(guide.roles)),
            tables=self.plural("{n} salary table", "{n} salary tables", len(guide.tables)),
            files=self.plural("{n} file", "{n} files", count),
            folder=visible(str(self.options.output)),
            done=done,
            next=self._next(),
        )
        return (drafts.say(say) + "\n" if guide.drafts else "") + summary.say(say) + "\n"

    def _next(self) -> Message:
        if self.count(Severity.WARNING):
            return Message("mend the warnings above, or accept them with a reason")
        output = self.options.output
        if is_archive(output):
            return Message("unpack it: tar --extract --touch --file {path}", path=visible(quoted(output)))
        return Message("open {path}", path=visible(str(output / "index.html")))

    def plural(self, one: str, many: str, n: int) -> str:
        """Return a number with its noun."""
        return self.language.ntranslate(one, many, n).format(n=self.language.number(n))

    def _outcome(self, out: str, err: str, code: int) -> Outcome:
        """Return the outcome with every Problem at the beginning of `err`, and for a job of GitHub its summary."""
        translate = self.language.translate
        if self.options.format != "github":
            return Outcome(out, "".join(to_terminal(each, translate) + "\n\n" for each in self.problems) + err, code)
        lines = "".join(to_github(problem, translate) + "\n" for problem in self.problems)
        return Outcome(out, lines + err, code, job_summary(self.problems, self.counts(), translate, os.environ))


def counts(problems: Iterable[Problem], language: Language) -> str:
    """Return the number of problems of each severity: “2 errors, 1 warning”; empty where there are none."""
    n = Counter(problem.severity for problem in problems)
    texts = {
        Severity.ERROR: language.ntranslate("{n} error", "{n} errors", n[Severity.ERROR]),
        Severity.WARNING: language.ntranslate("{n} warning", "{n} warnings", n[Severity.WARNING]),
        Severity.ADVICE: language.ntranslate("{n} piece of advice", "{n} pieces of advice", n[Severity.ADVICE]),
    }
    return ", ".join(text.format(n=language.number(n[severity])) for severity, text in texts.items() if n[severity])
