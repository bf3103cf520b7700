"""Checks that the paths of a site work on every disk, server and archive.

In: the posix paths of the site's files. Out: a Problem for each that leads out of the site, collides with another, or
cannot be stored somewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from careerguide.core.file_names import is_device
from careerguide.core.problems import Message, Problem

MAX_NAME = 255  # bytes of one name: ext4, APFS and NTFS alike
MAX_PATH = 1024  # bytes of a path: macOS's PATH_MAX

_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*[A-Za-z0-9_-]|[A-Za-z0-9_-]")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')


def check(paths: Iterable[str], reserved: Iterable[str] = ()) -> list[Problem]:
    """Return the Problems of the paths of a site, ordered by path; none of them may be one of `reserved`."""
    paths = sorted(paths)
    problems = [problem for path in paths for problem in _path_problems(path)]
    problems += [
        _problem(path, Message("this name is taken by the build itself")) for path in sorted(set(reserved) & set(paths))
    ]
    problems += _collisions(paths)
    return sorted(problems, key=lambda problem: problem.sort_key)


def _path_problems(path: str) -> Iterator[Problem]:
    if path.startswith("/") or path.endswith("/") or not path:
        yield _problem(path, Message("this is no path of a file inside the site"))
        return
    if len(path) * 4 > MAX_PATH and len(path.encode("utf-8", "surrogatepass")) > MAX_PATH:
        yield _problem(path, Message("the path is longer than {limit} bytes", limit=MAX_PATH))
    for reason in dict.fromkeys(map(_name_reason, path.split("/"))):
        if reason:
            yield _problem(path, reason)


@lru_cache(maxsize=4096)  # the same names, such as index.html, in every folder
def _name_reason(name: str) -> Message | None:
    """Return why a file or folder cannot be called `name`, or None."""
    if name in {"", ".", ".."}:
        return Message("the path would leave the site, or its folder")
    if is_device(name):
        return Message("“{name}” is reserved on Windows", name=name)
    if _PLAIN.fullmatch(name) and len(name) <= MAX_NAME:
        return None
    if found := _FORBIDDEN.search(name):
        return Message("the name contains {character}, which not every disk can store", character=ascii(found.group()))
    if name[-1] in ". ":
        return Message("the name ends in a dot or a space, which Windows drops")
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        return Message("the name is not valid Unicode text")
    return Message("a name in the path is longer than {limit} bytes", limit=MAX_NAME) if length > MAX_NAME else None


def _collisions(paths: list[str]) -> Iterator[Problem]:
    """Yield a Problem for each path that equals another where case or Unicode form does not count."""
    taken: dict[str, str] = {}
    folders: set[str] = set()
    files = set(paths)
    for path in paths:
        end = path.find("/")
        while end != -1:
            folders.add(path[:end])
            end = path.find("/", end + 1)
    for path in sorted(files | folders):
        other = taken.setdefault(path if path.isascii() and path.islower() else fold(path), path)
        if other != path:
            yield _problem(path, Message("on some disks this is the same name as “{other}”", other=other))
    for path in sorted(files & folders):
        yield _problem(path, Message("this is both a file and a folder"))


def fold(path: str) -> str:
    """Return the form in which paths are equal that a disk considers the same (NTFS, APFS)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def _problem(path: str, message: Message) -> Problem:
    return Problem(path, 0, 1, message, Message("rename what this file is made from"), check="path")
