"""Whether anything changed since the last build: decided before anything is imported that only a build needs.

In: the folders of a build, and the options that shape it. Out: whether the site in the output is what a build would
make again. Every input is read and compared by content; time stamps are not asked.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from careerguide.commands import Options
from careerguide.inputs import read

DIGEST_SIZE = 16


def digest_of(options: Options) -> str:
    """Return the digest of everything that a build is made from: content, templates, assets, code, options."""
    known = hashlib.blake2b(digest_size=DIGEST_SIZE)
    shaping = (
        options.base_url,
        options.strict,
        options.drafts,
        options.lang,
        options.quiet,
        options.pages_only,
        os.environ.get("SOURCE_DATE_EPOCH"),
    )
    known.update(repr(shaping).encode() + code_version())
    for folder in (options.content, options.templates, options.static):
        known.update(_digest_of_folder(folder))
    return known.hexdigest()


@lru_cache(maxsize=1)
def code_version() -> bytes:
    """Return the digest of the interpreter, the libraries and our own code."""
    package = Path(__file__).parent
    known = hashlib.blake2b(repr([sys.version, *_libraries()]).encode(), digest_size=DIGEST_SIZE)
    known.update(_digest(str(package.parent / "build.py")) + _digest_of_folder(package))
    return known.digest()


def _digest_of_folder(folder: Path) -> bytes:
    known = hashlib.blake2b(f"{folder.name}\n".encode(), digest_size=DIGEST_SIZE)
    for name, path in sorted(_files(str(folder), "")):
        known.update(name.encode("utf-8", "surrogateescape") + b"\0" + _digest(path))
    return known.digest()


def _libraries() -> list[str]:
    """Return the names of what is installed, with versions: each has a folder of that name."""
    folders = [folder for folder in sys.path if os.path.isdir(folder)]  # noqa: PTH112  every millisecond counts here
    return sorted(name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208


def _digest(path: str) -> bytes:
    try:
        return read(path).digest
    except OSError as error:
        return repr(error.errno).encode()


def _files(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield every ordinary file below a folder, and the names of all else, by its path in it."""
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


def told_before(options: Options, inputs: str) -> str | None:
    """Return what to say of a site that is already what a build of these inputs would make; None when it has to run.

    The output is asked too: whoever changed it by hand gets it built anew.
    """
    from careerguide.publishing.output import standing

    try:
        stamp = json.loads(_path(options).read_bytes())
        if stamp["inputs"] == inputs and stamp["output"] == standing(options.output):
            return str(stamp["told"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # no stamp, or not one of ours: build
    return None


def remember(options: Options, inputs: str, told: str) -> None:
    """Note that the output now is what these inputs make, and what to say when nothing has changed.

    Nothing is noted where the inputs changed while the site was being made: part of it may come from either state.
    """
    from careerguide.publishing.output import standing

    if digest_of(options) != inputs:
        return

    path = _path(options)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps({"inputs": inputs, "output": standing(options.output), "told": told}), "utf-8")
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()  # a cache that cannot be written costs time, nothing else


def _path(options: Options) -> Path:
    place = hashlib.blake2b(str(options.output.absolute()).encode("utf-8", "surrogateescape"), digest_size=8)
    return options.cache / f"built-{place.hexdigest()}.json"
