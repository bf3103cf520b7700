"""Runs a command: expected failures end it with one message instead of a traceback.

In: a command, its arguments, and the standard streams. Out: the exit code.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import NoReturn

from careerguide.commands.localized_help import translator
from careerguide.commands.problem_formats import to_github, to_terminal
from careerguide.core.os_errors import CommandError, reason
from careerguide.core.problems import Message, Problem, Translate

FAILED = 1
INTERRUPTED = 128 + signal.SIGINT  # as shells report it
PRINTING = frozenset({"check", "-h", "--help", "--version"})  # arguments with which the output is the result
PACKAGE = "careerguide"


def run_command(command: Callable[[], int], arguments: list[str]) -> int:
    """Run a command and return its exit code; where an expected exception ends it, print the reason."""
    try:
        return command()
    except KeyboardInterrupt:
        _print(Message("interrupted; nothing is left half-written").say(_translate(arguments)))
        return INTERRUPTED
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == PACKAGE:
            raise
        what = Message("the library “{name}” is not installed", name=(error.name or "").partition(".")[0])
        hint = Message("install uv (pip install uv) and run uv run build.py, or install all with pip install -e .")
        problem = Problem("build.py", 0, 1, what, hint, check="file")
    except CommandError as error:
        problem = error.problem
    except OSError as error:
        problem = CommandError.of(error).problem
    to_text = to_github if "github" in {*arguments} or "--format=github" in arguments else to_terminal
    _print(to_text(problem, _translate(arguments)))
    return FAILED


def _print(text: str) -> None:
    print(text, file=sys.stderr)


def _translate(arguments: list[str]) -> Translate:
    """Return the translation into the guide's language, or into English where that cannot be loaded."""
    translate = translator(arguments)
    try:
        translate("error")
    except (CommandError, OSError, ImportError, KeyboardInterrupt):
        return str
    return translate


class StandardStream(TextIOWrapper):
    """Standard output or error. After an error while writing, which is kept in `lost`, all output is dropped."""

    lost: OSError | None = None

    def write(self, text: str) -> int:
        """Write text, or drop it."""
        if self.lost is None:
            try:
                return super().write(text)
            except OSError as error:
                self.lost = error
        return len(text)

    def flush(self) -> None:
        """Flush what was written, or drop it."""
        if self.lost is None:
            try:
                super().flush()
            except OSError as error:
                self.lost = error


def run(main: Callable[[], int]) -> NoReturn:
    """Run `main` with standard streams that may be closed or full, and exit with its code.

    The process ends without freeing its objects, which would take a fifth of the time of a small change.
    """
    output, errors = _standard_streams()
    try:
        code = main()
    except SystemExit as error:  # argparse, which has printed the reason
        code = error.code if isinstance(error.code, int) else FAILED
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output.flush()
    if output.lost is not None and output.lost.errno not in {errno.EPIPE, errno.EINVAL}:  # EINVAL: a pipe of Windows
        what = Message("what this command prints could not be written: {reason}", reason=reason(output.lost))
        _print(what.say(_translate(sys.argv[1:])))
        code = code or FAILED * bool(PRINTING.intersection(sys.argv[1:]))
    errors.flush()
    os._exit(code)


def _standard_streams() -> tuple[StandardStream, StandardStream]:
    """Replace the standard streams: closed ones by the null device, unencodable characters by their escapes."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  open as long as the process runs
    sys.stdout, sys.stderr = streams = _tolerant(sys.stdout), _tolerant(sys.stderr)
    return streams


def _tolerant(stream: object) -> StandardStream:
    if not isinstance(stream, TextIOWrapper):
        return StandardStream(open(os.devnull, "wb"), encoding="utf-8")  # noqa: PTH123  as above
    encoding, line_buffering = stream.encoding, stream.line_buffering
    return StandardStream(stream.detach(), encoding, "backslashreplace", line_buffering=line_buffering)
