"""A parallel map over forked worker processes, serial for small batches; one computation in the background.

In: a function and items. Out: the results, in the same order.

The workers are forks of this process and share what it has read; only results are sent between them. Where a system
cannot fork safely, or threads are running (as in the preview), the map runs in this process.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

CHUNKS = 8  # for each worker, so that those that finish early take over work
CAN_FORK = sys.platform == "linux"
YOUNG = 400_000  # new objects after which a worker collects garbage: pages leave much of it, in cycles
PR_SET_PDEATHSIG = 1  # linux/prctl.h

_work: tuple[Callable[[Any], Any], Sequence[Any]] = (len, ())  # inherited by the forked workers


def parallel_map(function: Callable[[T], R], items: Iterable[T], least: int) -> Iterator[R]:
    """Yield the result of `function` for each item; `least` is the number of items that justify one process.

    The items of an iterator are computed one by one, each when its result is asked for.
    """
    processes = min(cores(), len(items) // least) if isinstance(items, Sequence) else 1
    if isinstance(items, Sequence) and processes > 1 and can_fork():
        yield from _forked(function, items, processes)
    else:
        yield from map(function, items)


def can_fork() -> bool:
    """Return whether this process can be forked safely."""
    return CAN_FORK and threading.active_count() == 1


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def in_background(compute: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """Compute a value in another process while the `with` block runs; yield what waits for the value.

    Where there is no such process, or it fails, the value is computed when it is asked for.
    """
    if cores() < 2 or not can_fork():
        yield compute
        return
    from multiprocessing import get_context

    forking = get_context("fork")
    receiver, sender = forking.Pipe(duplex=False)
    process = forking.Process(target=_send, args=(os.getpid(), compute, sender))
    with _deaf_to_interrupts():
        process.start()
    sender.close()  # the other process has its own: where it ends, so does what is received

    def received() -> R:
        try:
            value: R = receiver.recv()
        except (EOFError, OSError):
            return compute()
        return value

    try:
        yield received
    finally:
        process.kill()
        process.join()
        receiver.close()


def _send(parent: int, compute: Callable[[], Any], sender: Connection) -> None:
    _begin(parent)
    with suppress(Exception):  # the parent meets it, too
        sender.send(compute())


def _forked(function: Callable[[T], R], items: Sequence[T], processes: int) -> Iterator[R]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    global _work
    _work = function, items
    size = -(-len(items) // (processes * CHUNKS))
    try:
        with ProcessPoolExecutor(processes, get_context("fork"), _begin, (os.getpid(),)) as pool:
            try:
                with _deaf_to_interrupts():
                    results = pool.map(_apply, range(len(items)), chunksize=size)
                yield from results
            finally:
                # After an interruption the workers finish what they have begun: one that is killed while it sends a
                # result would leave the rest waiting for the end of it.
                pool.shutdown(cancel_futures=True)
    finally:
        _work = len, ()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Block Ctrl-C, which a terminal sends to every process, while processes are forked that inherit the block."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(parent: int) -> None:
    """Begin as a worker: end when the parent is killed, instead of waiting for work forever; collect garbage.

    What was there before the fork is never looked at: it is shared as long as nothing is written to it.
    """
    import ctypes

    gc.freeze()
    gc.set_threshold(YOUNG)
    gc.enable()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _apply(position: int) -> Any:
    function, items = _work
    return function(items[position])
