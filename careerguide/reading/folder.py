"""Which files of the content folder are what.

In: the content folder. Out: a `ContentFile` for each role, page, salary table and list, in a fixed order, and Problems
for whatever does not belong there. Nothing is read here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from careerguide.models import MAX_SLUG, SLUG
from careerguide.problems import Message, Problem, Severity, did_you_mean
from careerguide.reading.reasons import reason


class Kind(StrEnum):
    """What a content file holds."""

    GUIDE = "guide.yaml"
    REGIONS = "regions.yaml"
    SKILLS = "skills.yaml"
    GLOSSARY = "glossary.yaml"
    ROLE = "roles"
    PAGE = "pages"
    TABLE = "salaries"

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.value.removesuffix(".yaml")


@dataclass(frozen=True)
class ContentFile:
    """A file to read: what it holds, its id (the name without its ending), where it is, and how it is shown."""

    kind: Kind
    id: str
    path: Path
    shown: str


LISTS = (Kind.GUIDE, Kind.REGIONS, Kind.SKILLS, Kind.GLOSSARY)
FOLDERS = {Kind.ROLE: ".md", Kind.PAGE: ".md", Kind.TABLE: ".yaml"}
IMAGES = "images"
# Names that Windows keeps for devices: a clone there could not hold them (Microsoft, "Naming Files, Paths, ...").
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")
# First folders of the site that the generator itself fills: a page of that name would collide.
TAKEN = frozenset(
    ["roles", "salaries", "regions", "compare", "skills", "glossary", "gaps", "search", "data", "pagefind", "cards"]
    + ["css", "js", "fonts", "icons", "images", "404", "index"]
)


def walk(content: Path) -> tuple[list[ContentFile], list[Problem]]:
    """Return the content files, lists first, then by folder and name; and Problems for what does not belong."""
    name = content.name or "content"
    if not content.is_dir():
        what = Message("there is no folder “{folder}”", folder=str(content))
        return [], [Problem(name, 0, 1, what, Message("name the guide's folder with --content"), check="folder")]
    files: list[ContentFile] = []
    problems: list[Problem] = []
    for entry in _entries(content, name, problems):
        shown = f"{name}/{entry.name}"
        if entry.is_symlink():
            problems.append(_no_symlink(shown))
        elif entry.is_dir():
            files += _folder(entry, shown, problems)
        elif entry.name in LISTS:
            files.append(ContentFile(Kind(entry.name), Path(entry.name).stem, Path(entry.path), shown))
        else:
            problems.append(_stray(shown, entry.name, [*LISTS]))
    order = list(Kind)
    files.sort(key=lambda file: (order.index(file.kind), file.id))
    return files, problems


def _entries(folder: str | Path, shown: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """Return what a folder holds by name, without hidden files and the copies that editor programs leave."""
    try:
        with os.scandir(folder) as entries:
            return sorted((e for e in entries if not _is_leftover(e.name)), key=lambda entry: entry.name)
    except OSError as error:
        what = Message("the folder cannot be read: {reason}", reason=reason(error))
        problems.append(Problem(shown, 0, 1, what, Message("check that you may read it"), check="file"))
        return []


def _is_leftover(name: str) -> bool:
    return name.startswith((".", "#", "~$")) or name.endswith(("~", ".swp", ".swo", ".tmp", ".bak"))


def _folder(folder: os.DirEntry[str], shown: str, problems: list[Problem]) -> Iterator[ContentFile]:
    if folder.name == IMAGES:
        return
    if folder.name not in FOLDERS:
        problems.append(_stray(shown + "/", folder.name, [*FOLDERS, IMAGES]))
        return
    kind = Kind(folder.name)
    for entry in _entries(folder.path, shown, problems):
        place = f"{shown}/{entry.name}"
        stem, ending = os.path.splitext(entry.name)  # noqa: PTH122  a Path costs ten times as much
        if entry.is_symlink():
            problems.append(_no_symlink(place))
        elif ending != FOLDERS[kind] or entry.is_dir():
            problems.append(_wrong_ending(place, stem, FOLDERS[kind]))
        elif (problem := bad_id(place, stem, kind)) is not None:
            problems.append(problem)
        else:
            yield ContentFile(kind, stem, Path(entry.path), place)


def bad_id(shown: str, id: str, kind: Kind) -> Problem | None:
    """Return why an id cannot be the name of a file of its kind, or None."""
    if not SLUG.fullmatch(id):
        what = Message("“{id}” cannot be a file's name here, because it becomes an address", id=id)
        hint = Message("use a to z, 0 to 9 and hyphens: client-director")
    elif len(id) > MAX_SLUG:
        what = Message("the file's name has {length} characters, more than {limit}", length=len(id), limit=MAX_SLUG)
        hint = Message("give it a shorter name")
    elif RESERVED.fullmatch(id):
        what, hint = Message("Windows keeps the name “{id}” for a device", id=id), Message("give it another name")
    elif kind is Kind.PAGE and id in TAKEN:
        what = Message("the address {id}/ is already taken by the site itself", id=id)
        hint = Message("give the page another name")
    else:
        return None
    return Problem(shown, 0, 1, what, hint, check="file-name")


def _wrong_ending(shown: str, stem: str, ending: str) -> Problem:
    what = Message("this file is not read: files here end in {ending}", ending=ending)
    return Problem(shown, 0, 1, what, Message("rename it to {name}", name=stem + ending), check="file-name")


def _stray(shown: str, name: str, known: list[str]) -> Problem:
    what = Message("the guide has no use for this file or folder")
    hint = did_you_mean(name, known) or Message("known are: {names}", names=", ".join(known))
    return Problem(shown, 0, 1, what, hint, Severity.ERROR, check="file-name")


def _no_symlink(shown: str) -> Problem:
    what = Message("this is a symbolic link, which could lead out of the guide")
    return Problem(shown, 0, 1, what, Message("put the file itself here"), check="symlink")
