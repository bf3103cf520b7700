"""`build.py serve` in a process of its own, on a guide that a test may change."""

from __future__ import annotations

import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent
PATIENCE = 20.0  # s after which something that is waited for counts as never coming


def eventually(true: Callable[[], object], what: str) -> None:
    """Return as soon as a condition holds; fail where it never does."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"never came true: {what}"
        time.sleep(0.01)


def copy_guide(folder: Path) -> Path:
    """Put a small guide, the templates and the style into a folder, where they may be changed."""
    shutil.copytree(ROOT / "tests/guides/minimal", folder / "content")
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copytree(ROOT / "static", folder / "static")
    return folder


class Preview:
    """A running preview: where it is, and what it says."""

    def __init__(self, guide: Path, *arguments: str) -> None:
        self.guide = guide
        folders = [f"--{name}={guide / name}" for name in ("content", "templates", "static", "output")]
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), "serve", "--no-open", "--lang=en", *folders, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # one stream: what is said keeps its order
            text=True,
            encoding="utf-8",
        )
        self.said: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.told: list[str] = []
        self._reader = self._read(self.process.stdout)
        self.address = re.findall(r"http://\S+", self.wait_for("the preview is at"))[0]
        self.port = int(self.address.split(":")[2].split("/")[0])

    def _read(self, stream: IO[str] | None) -> threading.Thread:
        assert stream is not None

        def read() -> None:
            for line in stream:
                self.said.put(line)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        return reader

    def wait_for(self, text: str) -> str:
        """Return the next line that the preview says with this text in it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.told.append(self.said.get(timeout=0.2))
            except queue.Empty:
                assert self.process.poll() is None, f"the preview ended: {''.join(self.told)}"
                continue
            if text in self.told[-1]:
                return self.told[-1]
        raise AssertionError(f"the preview never said “{text}”, but: {''.join(self.told)}")

    def end(self, name: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Press Ctrl-C (or send another signal); return the exit code and all that the preview has said."""
        self.process.send_signal(name)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        while not self.said.empty():
            self.told.append(self.said.get())
        return code, "".join(self.told)

    def kill(self) -> None:
        """End the preview in good order, so that its coverage is counted; by force where it does not end."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def path(self, name: str) -> Path:
        """Return a file of the guide."""
        return self.guide / name

    def change(self, name: str, old: str, new: str) -> None:
        """Save a file with one text in place of another."""
        file = self.path(name)
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        file.write_text(text.replace(old, new), encoding="utf-8")
