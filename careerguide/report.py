"""What a command tells the person who ran it: every Problem, then one closing line.

In: Problems and what was done. Out: text on standard error (problems) and standard output (the closing line of a
build that went well), in the language of the guide or of --lang; and the exit code.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from careerguide.commands import Options
from careerguide.language import Language
from careerguide.output import Published
from careerguide.problems import Message, Problem, Severity, to_github, to_terminal


class Report:
    """Gathers Problems, shows them once, and counts them."""

    def __init__(self, options: Options, language: Language, problems: Iterable[Problem]) -> None:
        self.options = options
        self.words = Language.load(options.lang, options.translations) if options.lang else language
        self.problems = list(problems)
        self.left_out: tuple[str, ...] = ()  # paths of drafts

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
        errors, warnings = self.count(Severity.ERROR), self.count(Severity.WARNING)
        counts = [self._plural("{n} error", "{n} errors", errors)] if errors else []
        counts += [self._plural("{n} warning", "{n} warnings", warnings)] if warnings else []
        if self.problems or not self.options.quiet:
            said = outcome.say(self.words.translate)
            print(", ".join(counts) + (": " if counts else "") + said, file=sys.stderr)
        return 1 if self.failed else 0

    def stop(self, message: Message, hint: Message | None) -> int:
        """Show the Problems and why nothing could be written; return the exit code."""
        self._show_problems()
        print(f"{self.words.translate('error')}: {message.say(self.words.translate)}", file=sys.stderr)
        if hint:
            print(f"  = {hint.say(self.words.translate)}", file=sys.stderr)
        return 1

    def done(self, published: Published, count: int, seconds: float) -> int:
        """Show the warnings, and say what was built, where it is, and how long it took; return the exit code."""
        self._show_problems()
        if not self.options.quiet:
            told = Message(
                "{files} in {folder}: {written} written, {removed} removed; {seconds} s",
                files=self._plural("{n} file", "{n} files", count),
                folder=self.options.output,
                written=len(published.written),
                removed=len(published.removed),
                seconds=self.words.number(round(seconds, 1)),
            )
            print(told.say(self.words.translate) + self._drafts())
        return 0

    def unchanged(self, count: int) -> str:
        """Return the closing line of a later build that finds nothing changed; empty where nothing is to be said."""
        files = self._plural("{n} file", "{n} files", count)
        told = Message("{files} in {folder}: nothing has changed", files=files, folder=self.options.output)
        return "" if self.options.quiet else told.say(self.words.translate) + self._drafts() + "\n"

    def _drafts(self) -> str:
        """Return the line that names the drafts which were left out; empty where there is none."""
        if not self.left_out:
            return ""
        told = Message("left out as drafts: {paths}", paths=", ".join(self.left_out))
        return "\n" + told.say(self.words.translate)

    def _plural(self, one: str, many: str, n: int) -> str:
        return self.words.ntranslate(one, many, n).format(n=self.words.number(n))

    def _show_problems(self) -> None:
        to_text = to_github if self.options.format == "github" else to_terminal
        for problem in self.problems:
            print(to_text(problem, self.words.translate), file=sys.stderr, end="\n" if to_text is to_github else "\n\n")
