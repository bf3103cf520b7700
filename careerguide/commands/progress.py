"""Shows the progress of long work on a terminal: files read, pages rendered, cards drawn.

In: the items of the work. Out: the same items, one by one, and a line on standard error that counts them once the run
has taken `DELAY`. Nothing is shown with --quiet or where standard error is no terminal.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Self, TypeVar

from careerguide.core.options import Options
from careerguide.core.problems import Message

T = TypeVar("T")
DELAY = 0.5  # seconds until anything is shown
PAUSE = 0.1  # seconds between two changes of the line


class Progress:
    """The progress line of one run, removed at the end of its `with` block; with --profile, the time of each step."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.watched = options.command in {"build", "check"} and not options.quiet and sys.stderr.isatty()
        self._next = time.perf_counter() + DELAY
        self._line = ""
        self._steps: list[tuple[str, float, float]] = []

    def step(self, name: str) -> None:
        """Begin a step, for --profile."""
        self._steps.append((name, time.perf_counter(), sum(os.times()[:4])))

    def of(self, what: Message, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield the items, showing how many of the total are done."""
        text = ""
        for done, item in enumerate(items):
            if self.watched and time.perf_counter() > self._next:
                text = text or self._translated(what)
                self._show(f"{text}: {done}/{total}")
                self._next = time.perf_counter() + PAUSE
            yield item

    def _translated(self, what: Message) -> str:
        from careerguide.guide.site_identity import site_identity

        return what.say(site_identity(self.options)[1].translate)

    def _show(self, line: str) -> None:
        print(f"\r{line.ljust(len(self._line))}", end="", file=sys.stderr, flush=True)
        self._line = line

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        """Remove the line; with --profile, print the times."""
        if self._line:
            self._show("")
            print("\r", end="", file=sys.stderr, flush=True)
        if self.options.profile:
            self.step("")
            for (name, began, spent), (_, ended, more) in pairwise(self._steps):
                print(f"{ended - began:8.2f} s  {more - spent:8.2f} s of CPU  {name}", file=sys.stderr)
