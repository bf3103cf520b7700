"""How far long work is, on a terminal: files read, pages rendered, cards drawn.

In: what is being done, and the items it is done to. Out: the same items, one by one, with a bar on standard error once
the work has taken `DELAY`. Nothing is shown, and rich is not even imported, where nobody is looking: on no terminal,
under --quiet, and when the work is done before.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self, TypeVar

from careerguide.commands import Options
from careerguide.problems import Message

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

T = TypeVar("T")
Watch = Callable[[Message, Iterable[Any], int], Iterator[Any]]

DELAY = 0.5  # seconds


def unwatched(what: Message, items: Iterable[T], total: int) -> Iterator[T]:
    """Return the items, for callers that show nothing."""
    return iter(items)


class Progress:
    """The bars of one run; used in a `with` block, at the end of which they are gone."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.watched = options.command in {"build", "check"} and not options.quiet and sys.stderr.isatty()
        self._started = time.perf_counter()
        self._steps: list[tuple[str, float, float]] = []
        self._bars: Bars | None = None

    def step(self, name: str) -> None:
        """Say that a step of the work begins, for whoever wants to know where the time goes."""
        spent = os.times()
        self._steps.append((name, time.perf_counter(), sum(spent[:4])))

    def of(self, what: Message, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield the items, and show how many of the total are done."""
        if not self.watched:
            yield from items
            return
        task = None
        for done, item in enumerate(items):
            if self._bars is None and time.perf_counter() - self._started > DELAY:
                self._bars = self._begun()
            if self._bars is not None:
                if task is None:
                    task = self._bars.add_task(what.say(self._translate), total=total)
                self._bars.update(task, completed=done)
            yield item
        if self._bars is not None and task is not None:
            self._bars.update(task, completed=total)

    def _begun(self) -> Bars:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bars

        from careerguide.preview.site import stated

        self._translate = stated(self.options)[1].translate
        text = TextColumn("{task.description}", markup=False)
        bars = Bars(text, BarColumn(), MofNCompleteColumn(), console=Console(stderr=True), transient=True)
        bars.start()
        return bars

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        """Take the bars off the terminal."""
        if self._bars is not None:
            self._bars.stop()
        if self.options.profile:
            self.step("")
            for (name, began, spent), (_, ended, more) in pairwise(self._steps):
                print(f"{ended - began:8.2f} s  {more - spent:8.2f} s of CPU  {name}", file=sys.stderr)
