"""Work that is spread over the cores: the same results in the same order, and nobody left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from previewing import eventually

from careerguide.incremental import parallel

ROOT = Path(__file__).parent.parent
SPREAD = """
import os, time
from careerguide.incremental import parallel
parallel.cores = lambda: 2

def wait(number):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)

list(parallel.parallel_map(wait, range(8), 1))
"""


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_results_come_in_order(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    """However many processes share the work, nobody can tell from the results."""
    monkeypatch.setattr(parallel, "cores", lambda: cores)

    assert list(parallel.parallel_map(str, range(50), 10)) == [str(number) for number in range(50)]


@pytest.mark.skipif(not parallel.CAN_FORK, reason="only where work is shared")
def test_a_mistake_of_the_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is raised in another process is raised here."""
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    fails: Callable[[int], float] = lambda number: 1 / (number - 30)  # noqa: E731  as a mistake would be

    with pytest.raises(ZeroDivisionError):
        list(parallel.parallel_map(fails, range(50), 10))


@pytest.mark.skipif(not parallel.CAN_FORK, reason="only where work is shared")
def test_what_is_computed_in_the_background_is_computed_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The block runs on while another process computes the value; on a single core it is computed here."""
    for cores, elsewhere in ((2, True), (1, False)):
        monkeypatch.setattr(parallel, "cores", lambda cores=cores: cores)
        monkeypatch.setattr(parallel, "can_fork", lambda: True)  # a worker of pytest-xdist has a second thread
        with parallel.in_background(os.getpid) as computed:
            assert (computed() != os.getpid()) is elsewhere


@pytest.mark.skipif(not parallel.CAN_FORK, reason="only where work is shared")
def test_a_background_process_that_fails_or_is_killed_costs_only_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it would have computed is computed here; what it met is met here, as the mistake that it is."""
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    monkeypatch.setattr(parallel, "can_fork", lambda: True)
    here = os.getpid()

    def is_killed() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return here

    def fails() -> int:
        raise ZeroDivisionError

    with parallel.in_background(is_killed) as computed:
        assert computed() == here
    with parallel.in_background(fails) as computed, pytest.raises(ZeroDivisionError):
        computed()


@pytest.mark.skipif(not parallel.CAN_FORK, reason="only where work is shared")
def test_what_nobody_waits_for_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception in the block does not wait for the end of the computation, and leaves nobody behind."""
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    monkeypatch.setattr(parallel, "can_fork", lambda: True)

    with pytest.raises(KeyboardInterrupt), parallel.in_background(lambda: time.sleep(600)):
        raise KeyboardInterrupt
    assert not multiprocessing.active_children()


@pytest.mark.skipif(not parallel.CAN_FORK, reason="only where work is shared")
@pytest.mark.parametrize("ended", [signal.SIGKILL, signal.SIGTERM])
def test_who_shares_the_work_of_a_killed_build_ends_with_it(ended: signal.Signals) -> None:
    """Nobody waits for work that will never come."""
    with subprocess.Popen([sys.executable, "-c", SPREAD], cwd=ROOT, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout
        workers = {int(build.stdout.readline()) for _ in range(2)}
        build.send_signal(ended)
        build.wait()

        assert build.pid not in workers
        eventually(lambda: not any(map(runs, workers)), "the others end too")


def runs(process: int) -> bool:
    """Return whether a process is there, and no mere entry of one that has ended."""
    stat = Path(f"/proc/{process}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
