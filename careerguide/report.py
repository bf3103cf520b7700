"""What a command tells the person who ran it: every Problem, then one closing line.

In: Problems and what was done. Out: text on standard error (problems) and standard output (the closing line of a
build that went well), in the language of the guide or of --lang; and the exit code.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from careerguide.commands import Options
from careerguide.language import Language
from careerguide.problems import Message, Problem, Severity, to_github, to_terminal, visible
from careerguide.publishing.output import Published

if TYPE_CHECKING:
    from careerguide.library import Library
    from careerguide.tracing import Read


REASONS = 3  # that are named for a file under --verbose


class Report:
    """Gathers Problems, shows them once, and counts them."""

    def __init__(self, options: Options, language: Language, problems: Iterable[Problem]) -> None:
        self.options = options
        self.words = Language.load(options.lang, options.translations) if options.lang else language
        self.problems = list(problems)
        self.guide: Library | None = None  # what the report is about, where it could be put together
        self.reasons: Mapping[str, tuple[Read, ...]] = {}  # for files made anew, what had changed of what they show

    def add(self, problems: Iterable[Problem]) -> None:
        """Take more Problems in."""
        self.problems += problems

    def count(self, severity: Severity) -> int:
        """Return how many Problems are of one severity."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def failed(self) -> bool:
        """Whether the Problems forbid publishing: any error, and under --strict any warning."""
        return bool(self.count(Severity.ERROR)) or (self.options.strict and bool(self.problems))

    def close(self, outcome: Message) -> int:
        """Show every Problem, their number and the outcome; return the exit code."""
        self._show_problems()
        counts = self.counts()
        if self.problems or not self.options.quiet:
            print(counts + (": " if counts else "") + outcome.say(self.words.translate), file=sys.stderr)
        return 1 if self.failed else 0

    def counts(self) -> str:
        """Return how many errors and warnings there are: “2 errors, 1 warning”; empty where there are none."""
        errors, warnings = self.count(Severity.ERROR), self.count(Severity.WARNING)
        counts = [self.plural("{n} error", "{n} errors", errors)] if errors else []
        return ", ".join(counts + ([self.plural("{n} warning", "{n} warnings", warnings)] if warnings else []))

    def stop(self, message: Message, hint: Message | None) -> int:
        """Show the Problems and why nothing could be written; return the exit code."""
        self._show_problems()
        print(f"{self.words.translate('error')}: {message.say(self.words.translate)}", file=sys.stderr)
        if hint:
            print(f"  = {hint.say(self.words.translate)}", file=sys.stderr)
        return 1

    def done(self, published: Published, count: int, seconds: float) -> int:
        """Show the warnings, and say what was built, how long it took, where it is and what to do next."""
        self._show_problems()
        if self.options.verbose:
            changed = [*map(self._why, published.written), *(f"- {path}" for path in published.removed)]
            print(*map(visible, changed), sep="\n", end="\n" if changed else "")
        if not self.options.quiet:
            done = Message(
                "{written} written, {removed} removed, {seconds} s",
                written=len(published.written),
                removed=len(published.removed),
                seconds=self.words.number(round(seconds, 1)),
            )
            print(self._last_lines(count, done))
        return 0

    def _why(self, path: str) -> str:
        read = [f"{map} {key}" for map, key in self.reasons.get(path, ())]
        more = [f"… ({len(read)})"] if len(read) > REASONS else []
        return f"+ {path}" + (f" ← {', '.join([*read[:REASONS], *more])}" if read else "")

    def unchanged(self, count: int) -> str:
        """Return the closing line of a later build that finds nothing changed; empty where nothing is to be said."""
        return "" if self.options.quiet else self._last_lines(count, Message("nothing has changed")) + "\n"

    def _last_lines(self, count: int, done: Message) -> str:
        """Return which drafts were left out, if any; and what was built of what, what was done, and what comes next."""
        guide, say = self.guide, self.words.translate
        assert guide is not None
        drafts = Message("left out as drafts: {paths}", paths=visible(", ".join(guide.drafts)))
        told = Message(
            "{roles}, {tables}: {files} in {folder} ({done}); next: {next}",
            roles=self.plural("{n} role", "{n} roles", len(guide.roles)),
            tables=self.plural("{n} salary table", "{n} salary tables", len(guide.tables)),
            files=self.plural("{n} file", "{n} files", count),
            folder=visible(str(self.options.output)),
            done=done,
            next=self._next(),
        )
        return (drafts.say(say) + "\n" if guide.drafts else "") + told.say(say)

    def _next(self) -> Message:
        if self.problems:
            return Message("mend the warnings above, or accept them with a reason")
        return Message("open {path}", path=visible(str(self.options.output / "index.html")))

    def plural(self, one: str, many: str, n: int) -> str:
        """Return a count in words."""
        return self.words.ntranslate(one, many, n).format(n=self.words.number(n))

    def _show_problems(self) -> None:
        to_text = to_github if self.options.format == "github" else to_terminal
        for problem in self.problems:
            print(to_text(problem, self.words.translate), file=sys.stderr, end="\n" if to_text is to_github else "\n\n")
