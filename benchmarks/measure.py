"""How long a process takes and how much memory, and how long a preview takes from saving to the changed page.

In: a command and its folder. Out: seconds of the clock and of the processors, bytes. Linux and macOS.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

PATIENCE = 30.0  # seconds until a preview is given up
SETTLED = 2.0  # seconds after which a preview that shows its pages watches for changes, too
POLLED = 0.005  # seconds between two looks at a page
SAMPLED = 0.02  # seconds between two looks at memory


class Measured(NamedTuple):
    """One whole process with all that it started: seconds of the clock, seconds of the processors."""

    wall: float
    cpu: float


def run(command: tuple[str, ...], folder: Path) -> Measured:
    """Run a command to its end; one that fails ends the measuring."""
    started = time.perf_counter()
    with _started(command, folder) as process:
        usage = _ended(process)
        wall = time.perf_counter() - started
    if process.returncode:
        log = (folder / LOG).read_text("utf-8", "replace")
        raise SystemExit(f"{' '.join(command)} in {folder} ended with {process.returncode}:\n{log[-3000:]}")
    return Measured(wall, usage.ru_utime + usage.ru_stime)


def peak(command: tuple[str, ...], folder: Path) -> int:
    """Return the most memory, in bytes, that a command and its children held together, from many looks at /proc.

    Shared pages are counted once (PSS). Where there is no /proc, the largest process alone counts.
    """
    most, over = 0, threading.Event()

    def look(group: int) -> None:
        nonlocal most
        while not over.wait(SAMPLED):
            most = max(most, _held(group))

    with _started(command, folder) as process:
        looking = threading.Thread(target=look, args=(process.pid,))
        looking.start()
        usage = _ended(process)
        over.set()
        looking.join()
    return max(most, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


@contextmanager
def preview(command: tuple[str, ...], folder: Path) -> Iterator[str]:
    """Start a server at a free port and yield its address; stop it at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with _started(tuple(part.replace("{port}", port) for part in command), folder) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def until_shown(address: str, text: str, *, gone: bool = False) -> float | None:
    """Return after how many seconds a page contains a text, or no more does; None where it takes too long."""
    started, wanted = time.perf_counter(), text.encode()
    while time.perf_counter() - started < PATIENCE:
        with suppress(OSError, HTTPException), urlopen(address, timeout=PATIENCE) as answer:
            if (wanted in answer.read()) != gone:
                return time.perf_counter() - started
        time.sleep(POLLED)
    return None


LOG = "benchmark.log"


@contextmanager
def _started(command: tuple[str, ...], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / LOG).open("wb") as log:
        yield subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        )


def _ended(process: subprocess.Popen[bytes]) -> resource.struct_rusage:
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage


def _held(group: int) -> int:
    """Return how much memory the processes of a session hold."""
    held = 0
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            if int((entry / "stat").read_text().rpartition(")")[2].split()[3]) == group:
                rollup = (entry / "smaps_rollup").read_text()
                held += int(rollup.partition("\nPss:")[2].split()[0]) * 1024
    return held
