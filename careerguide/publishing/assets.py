"""The files that pages are shown with: static/ (the maintainer's) and content/images/ (the editors').

In: the two folders. Out: `Assets`: the files of the site by path, the name under which each is published, and Problems.

Stylesheets, scripts, fonts and icons in folders of static/ are published under names that change with their content;
files at its top, which others ask for by name, and the editors' pictures keep theirs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from careerguide import inputs
from careerguide.problems import Message, Problem, did_you_mean
from careerguide.publishing import paths
from careerguide.publishing.fingerprints import Names
from careerguide.reading.reasons import reason

IMAGES = "images"
MAX_BYTES = 100_000_000  # of one file: GitHub takes no larger one
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})  # SVG is left out: it can hold scripts


@dataclass(frozen=True)
class Assets:
    """`files` by published path; `names` from the name in static/ (or `images/…`) to that path."""

    names: Mapping[str, str]
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()

    def published(self, name: str) -> str:
        """Return the path under which an asset is published; KeyError, a template's mistake, when there is none."""
        if name not in self.names:
            hint = did_you_mean(name, self.names)
            raise KeyError(f"there is no asset {name}" + (f": {hint}" if hint else ""))
        return self.names[name]


def load(static: Path, images: Path | None = None, *, fingerprint: bool = True) -> Assets:
    """Return everything in static/ and, under `images/`, the pictures of the content; folders may be missing.

    Without `fingerprint` all names stay as they are, which suits a preview.
    """
    problems: list[Problem] = []
    own = _read(static, static.name, problems)
    names = Names(own, static.name, fingerprint)
    for name in sorted(own):
        names.publish(name)
    pictures = _pictures(images, problems) if images else {}
    taken = names.names.keys() & pictures.keys()
    problems += [_taken(static, path) for path in sorted(taken)]
    return Assets(
        {**names.names, **{path: path for path in pictures}},
        {**names.files, **pictures},
        tuple(sorted(problems + names.problems, key=lambda problem: problem.sort_key)),
    )


_RENAME = Message("use a to z, 0 to 9 and hyphens: office-1.png")


def _pictures(images: Path, problems: list[Problem]) -> dict[str, bytes]:
    """Return the pictures of the content by their path in the site."""
    pictures: dict[str, bytes] = {}
    place = f"{images.parent.name}/{images.name}"
    if os.path.islink(images):  # noqa: PTH114  told where the content is read
        return {}
    found = _read(images, place, problems)
    unfit = {problem.path: problem for problem in paths.check(found)}
    problems += [replace(problem, path=f"{place}/{name}", hint=_RENAME) for name, problem in unfit.items()]
    for name, content in found.items():
        if PurePosixPath(name).suffix.lower() in PICTURES:
            pictures[f"{IMAGES}/{name}"] = content
        else:
            message = Message("only pictures belong here: {endings}", endings=", ".join(sorted(PICTURES)))
            hint = Message("save it as one of these, or ask the maintainer to put it into static/")
            problems.append(Problem(f"{place}/{name}", 0, 1, message, hint, check="assets"))
    return pictures


def _read(top: Path, place: str, problems: list[Problem]) -> dict[str, bytes]:
    """Return the files below a folder by posix path, in order; Problems, at `place`, for what cannot be published."""
    files: dict[str, bytes] = {}
    for name, entry in _walk(top, "", place, problems):
        shown = f"{place}/{name}"
        try:
            ordinary = entry.is_file(follow_symlinks=False) and not entry.is_symlink()
            size = entry.stat(follow_symlinks=False).st_size
            if ordinary and size <= MAX_BYTES:
                files[name] = inputs.read(entry.path).raw
                continue
        except OSError as error:
            problems.append(_unreadable(shown, error))
            continue
        if ordinary:
            message = Message("the file is larger than {limit} MB", limit=MAX_BYTES // 1_000_000)
            problems.append(Problem(shown, 0, 1, message, Message("make it smaller"), check="assets"))
        else:
            message, hint = Message("this is not an ordinary file"), Message("replace it by a copy of the file")
            problems.append(Problem(shown, 0, 1, message, hint, check="assets"))
    return files


def _walk(folder: Path, prefix: str, place: str, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield what is no folder, by name, without hidden files (but .well-known) and what editor programs leave."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted((entry for entry in entries if not _is_leftover(entry.name)), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(_unreadable(f"{place}/{prefix}".rstrip("/"), error))
        return
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{prefix}{entry.name}/", place, problems)
        else:
            yield prefix + entry.name, entry


def _is_leftover(name: str) -> bool:
    hidden = name.startswith((".", "#", "~$")) and name != ".well-known"
    return hidden or name.endswith(("~", ".swp", ".swo", ".tmp", ".bak")) or name in {"Thumbs.db", "desktop.ini"}


def _unreadable(shown: str, error: OSError) -> Problem:
    message = Message("the file cannot be read: {reason}", reason=reason(error))
    return Problem(shown, 0, 1, message, Message("check that you may read it"), check="assets")


def _taken(static: Path, path: str) -> Problem:
    message = Message("a picture of the content has the same address")
    return Problem(f"{static.name}/{path}", 0, 1, message, Message("give one of them another name"), check="assets")
