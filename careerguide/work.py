"""The same work on many things: by as many processes as there are cores, where there is enough of it.

In: things, and what is to be made of each. Out: what was made of them, in the same order.

The processes are forks of this one, so that they have whatever it has read; only results are sent between them. Where
a system cannot fork safely, or threads run (as in the preview), everything is done here.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNKS = 8  # that each process is given, one after the other: whoever is done sooner takes more
CAN_FORK = sys.platform == "linux"
PR_SET_PDEATHSIG = 1  # linux/prctl.h

_work: tuple[Callable[[Any], Any], Sequence[Any]] = (len, ())  # of the processes that are at it


def spread(make: Callable[[T], R], things: Sequence[T], least: int) -> Iterator[R]:
    """Yield what `make` makes of each thing; `least` is how many things are worth a process of their own."""
    processes = min(cores(), len(things) // least)
    if processes < 2 or not can_fork():
        yield from map(make, things)
        return
    yield from _forked(make, things, processes)


def can_fork() -> bool:
    """Return whether a fork of this process is safe."""
    return CAN_FORK and threading.active_count() == 1


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _forked(make: Callable[[T], R], things: Sequence[T], processes: int) -> Iterator[R]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    global _work
    _work = make, things
    size = -(-len(things) // (processes * CHUNKS))
    try:
        with ProcessPoolExecutor(processes, get_context("fork"), _end_with, (os.getpid(),)) as pool:
            yield from pool.map(_one, range(len(things)), chunksize=size)
    finally:
        _work = len, ()


def _end_with(parent: int) -> None:
    """Have this process end when the one that it was forked from is killed: it would wait for work for ever."""
    import ctypes

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _one(place: int) -> Any:
    make, things = _work
    return make(things[place])
