"""Detects that nothing has changed since the last build, before the modules that only a build needs are imported.

In: the folders of a build, and the options that affect it. Out: the output of the last build of the same inputs,
warnings included, and its exit code. Inputs are compared by content, not by modification time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from careerguide.core.digest import DIGEST_SIZE
from careerguide.core.options import Options
from careerguide.core.program import PACKAGE, PROGRAM, command
from careerguide.incremental.input_files import Reader, read


class Outcome(NamedTuple):
    """What a command prints on standard output and on standard error, its exit code, and the summary for its job."""

    out: str
    err: str
    code: int
    job_summary: str = ""

    def show(self) -> int:
        """Print both, add to the summary of the GitHub Actions job where this runs in one, return the exit code."""
        print(self.err, end="", file=sys.stderr)
        print(self.out, end="")
        if self.job_summary and (path := os.environ.get("GITHUB_STEP_SUMMARY")):
            with suppress(OSError), Path(path).open("a", encoding="utf-8") as file:  # the log says it all, too
                file.write(self.job_summary)
        return self.code


State = Callable[[Path], str | None]  # identifies the content of an output folder; None where we did not write it


def inputs_digest(options: Options, read: Reader = read) -> str:
    """Return the digest of everything that a build depends on: content, templates, assets, code, options."""
    digest = hashlib.blake2b(digest_size=DIGEST_SIZE)
    relevant = (
        options.base_url,
        options.strict,
        options.drafts,
        options.lang,
        options.quiet,
        options.format,
        options.pages_only,
        command(),
        [str(folder) for folder in (options.content, options.templates, options.static, options.output)],  # as shown
        os.environ.get("SOURCE_DATE_EPOCH"),
        [os.environ.get(name) for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY")],
        options.format == "github" and os.environ.get("GITHUB_SHA"),
    )
    digest.update(repr(relevant).encode() + code_version())
    for folder in options.inputs:
        digest.update(folder_digest(folder, read))
    return digest.hexdigest()


@lru_cache(maxsize=1)
def code_version() -> bytes:
    """Return the digest of the interpreter, the installed libraries and our own code."""
    digest = hashlib.blake2b(repr([sys.version, *_libraries()]).encode(), digest_size=DIGEST_SIZE)
    digest.update(_file_digest(str(PROGRAM / "build.py"), read) + folder_digest(PACKAGE, read))
    return digest.digest()


def folder_digest(folder: Path, read: Reader) -> bytes:
    """Return the digest of a folder: of the names and contents of all files below it."""
    digest = hashlib.blake2b(f"{folder.name}\n".encode("utf-8", "surrogateescape"), digest_size=DIGEST_SIZE)
    for name, path in sorted(_files(str(folder), "")):
        digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + _file_digest(path, read))
    return digest.digest()


def _libraries() -> list[str]:
    """Return the names and versions of the installed packages, from their .dist-info folders."""
    folders = [folder for folder in sys.path if os.path.isdir(folder)]  # noqa: PTH112  startup time
    return sorted(name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208


def _file_digest(path: str, read: Reader) -> bytes:
    try:
        return read(path).digest
    except OSError as error:
        return repr(error.errno).encode()


def _files(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield the name relative to the folder and the path of every file below it; of other entries, the name alone."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            yield prefix + entry.name, entry.path
        else:
            yield f"{prefix}{entry.name} (no file)", os.devnull


def recall(options: Options, inputs: str, state: State) -> Outcome | None:
    """Return the stored outcome of a build of these inputs; None if there is none or the output has changed since."""
    for published in (True, False):
        try:
            known = json.loads(_path(options, published).read_bytes())
            if known["inputs"] == inputs and (not published or known["output"] == state(options.output)):
                return Outcome(*known["outcome"])
        except (OSError, ValueError, KeyError, TypeError):
            pass  # not stored, or not readable: build
    return None


def remember(options: Options, inputs: str, outcome: Outcome, output: str | None) -> None:
    """Store the outcome of a build of these inputs; `output` is the state of the output folder.

    Nothing is stored if the inputs changed during the build: the site may be a mixture of both states.
    """
    if inputs_digest(options) != inputs:
        return
    path = _path(options, published=not outcome.code)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps({"inputs": inputs, "output": output, "outcome": outcome}), "utf-8")
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()  # a cache that cannot be written costs only time


def _path(options: Options, published: bool) -> Path:
    """Return the file in which an outcome is stored: one for published sites, one for builds that failed."""
    output = hashlib.blake2b(str(options.output.absolute()).encode("utf-8", "surrogateescape"), digest_size=8)
    return options.cache / f"{'built' if published else 'failed'}-{output.hexdigest()}.json"
