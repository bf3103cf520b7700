"""Lists the content folder.

In: the content folder. Out: a `ContentFile` for each role, page, salary table and list, in a fixed order, and Problems
for files that do not belong there. No file is read.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from careerguide.core.file_names import is_device, is_leftover
from careerguide.core.os_errors import reason
from careerguide.core.problems import Message, Problem, Severity, did_you_mean
from careerguide.core.program import quoted
from careerguide.schema.records import BY_PATH, FOLDERS, LISTS, NESTED, TAKEN, Kind
from careerguide.schema.slug import LIMIT, is_slug, slug, what_a_slug_is


@dataclass(frozen=True)
class ContentFile:
    """A file to read: its kind, its id (the name without extension), its path, and the path that Problems show."""

    kind: Kind
    id: str
    path: Path
    display_path: str


IMAGES = "images"
_PICTURES = frozenset([".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".heic"])
_OFFICE = frozenset([".doc", ".docx", ".odt", ".ods", ".pdf", ".rtf", ".xls", ".xlsx", ".csv", ".tsv"])
_TEXT = frozenset(["", ".markdown", ".md", ".mdx", ".txt", ".yaml", ".yml"])
UNNAMED = ""  # stands for the ids of files whose names cannot be used
UNREAD = frozenset(["LICENSE.md"])  # allowed in the content folder, but not part of the guide


def unnamed(problems: Iterable[Problem], folder: str) -> Iterator[tuple[Kind, str]]:
    """Yield the kind and the id of what is not read because of its name, as far as they can be told."""
    for problem in problems:
        path = PurePosixPath(problem.path.removeprefix(f"{folder}/"))
        if problem.check == "duplicate-id":
            yield BY_PATH[path.parts[0]], path.stem
        if problem.check != "file-name":
            continue
        if kind := BY_PATH.get(path.parts[0]):
            yield kind, UNNAMED
        elif len(path.parts) > 1:
            yield Kind.ENTRY, f"{path.parts[0]}/{UNNAMED}"
        elif kind := BY_PATH.get(f"{path.stem}.yaml"):
            yield kind, kind.stem


def no_content(content: Path) -> Problem | None:
    """Return the Problem of a path that is no content folder: nothing is there, or the folder of a guide as a whole."""
    inner = content / "content"
    if not content.is_dir():
        what = Message("there is no folder “{folder}”", folder=str(content))
        hint = Message("go to the guide's folder, or name its content with --content; {program} init begins a guide")
        if os.path.isfile(content.parent / Kind.GUIDE):  # noqa: PTH113  False for what may not be read
            hint = Message("name the folder with guide.yaml: --content {path}", path=quoted(content.parent))
    elif os.path.isfile(inner / Kind.GUIDE) and not os.path.lexists(content / Kind.GUIDE):  # noqa: PTH113  likewise
        what = Message("“{folder}” holds a guide, and is not its content", folder=str(content))
        hint = Message("name its content: --content {path}", path=quoted(inner))
    else:
        return None
    return Problem(content.name or "content", 0, 1, what, hint, check="folder")


def walk(content: Path, collections: Collection[str] | None = ()) -> tuple[list[ContentFile], list[Problem]]:
    """Return the content files, lists first, then by folder and name; and Problems for unexpected files.

    `collections` are the folders of the guide's own; None where they are not known.
    """
    if problem := no_content(content):
        return [], [problem]
    name = content.name or "content"
    files: list[ContentFile] = []
    problems: list[Problem] = []
    for entry in _entries(content, name, problems):
        display_path = f"{name}/{entry.name}"
        if entry.is_symlink():
            problems.append(_no_symlink(display_path))
        elif entry.is_dir():
            files += _folder(entry, display_path, collections, problems)
        elif entry.name in LISTS:
            files.append(ContentFile(BY_PATH[entry.name], Path(entry.name).stem, Path(entry.path), display_path))
        elif entry.name not in UNREAD:
            problems.append(_stray(display_path, entry.name, [*LISTS]))
    order = [*LISTS, *FOLDERS]
    files.sort(key=lambda file: (order.index(file.kind), file.id))
    return list(_unique(files, problems)), problems


def _unique(files: Iterable[ContentFile], problems: list[Problem]) -> Iterator[ContentFile]:
    """Yield the first file of each kind and id; a second one, in another folder, is an error."""
    first: dict[tuple[Kind, str], ContentFile] = {}
    for file in files:
        found = first.setdefault((file.kind, file.id), file)
        if found is file:
            yield file
            continue
        what = Message("{path} has the same name, so both would have one address", path=found.display_path)
        hint = Message("give one of them another name, whatever folder it is in")
        problems.append(Problem(file.display_path, 0, 1, what, hint, check="duplicate-id"))


def _entries(folder: str | Path, display_path: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """Return the entries of a folder by name, without hidden files and the backup copies of text editors."""
    try:
        with os.scandir(folder) as entries:
            return sorted((e for e in entries if not is_leftover(e.name)), key=lambda entry: entry.name)
    except OSError as error:
        what = Message("the folder cannot be read: {reason}", reason=reason(error))
        problems.append(Problem(display_path, 0, 1, what, Message("check that you may read it"), check="file"))
        return []


def _folder(
    folder: os.DirEntry[str], display_path: str, collections: Collection[str] | None, problems: list[Problem]
) -> Iterator[ContentFile]:
    name = folder.name
    if name == IMAGES:
        return
    if name in BY_PATH:
        yield from _files(folder.path, display_path, BY_PATH[name], problems)
    elif collections is not None and name not in collections:
        problems.append(
            _stray(
                display_path + "/",
                name,
                [*(kind for kind in FOLDERS if kind is not Kind.ENTRY), *sorted({*collections} - TAKEN), IMAGES],
            )
        )
    elif is_slug(name) and name not in TAKEN:  # an address that is taken is reported where the collection is named
        yield from _files(folder.path, display_path, Kind.ENTRY, problems, f"{name}/")


def _files(
    folder: str, display_path: str, kind: Kind, problems: list[Problem], above: str = ""
) -> Iterator[ContentFile]:
    """Yield the files of one kind in a folder and, where these are read, in the folders inside it.

    `above` is what comes before their names in their ids.
    """
    for entry in _entries(folder, display_path, problems):
        path = f"{display_path}/{entry.name}"
        stem, ending = os.path.splitext(entry.name)  # noqa: PTH122  a Path is ten times slower
        if entry.is_symlink():
            problems.append(_no_symlink(path))
        elif entry.is_dir() and kind in NESTED:
            yield from _files(entry.path, path, kind, problems, above)
        elif entry.is_dir():
            own = above.rstrip("/") or kind
            what = Message("a folder inside {folder}/ is not read", folder=own)
            hint = Message("move its files into {folder}/ itself", folder=own)
            problems.append(Problem(f"{path}/", 0, 1, what, hint, check="file-name"))
        elif ending != kind.ending:
            problems.append(_wrong_ending(path, stem, ending, kind))
        elif (problem := bad_id(path, stem, kind)) is not None:
            problems.append(problem)
        else:
            yield ContentFile(kind, above + stem, Path(entry.path), path)


def bad_id(display_path: str, id: str, kind: Kind) -> Problem | None:
    """Return why an id cannot be the name of a file of this kind; None where it can."""
    if len(id) > LIMIT:
        what = Message("the file's name has {length} characters, more than {limit}", length=len(id), limit=LIMIT)
        hint = Message("give it a shorter name: {name}", name=slug(id) + kind.ending)
    elif not is_slug(id):
        what = Message("“{id}” cannot be a file's name here, because it becomes an address", id=id)
        hint = what_a_slug_is(id)
    elif is_device(id):
        what, hint = Message("Windows keeps the name “{id}” for a device", id=id), Message("give it another name")
    elif kind is Kind.PAGE and id in TAKEN:
        what = Message("the address {id}/ is already taken by the site itself", id=id)
        hint = Message("give the page another name")
    else:
        return None
    return Problem(display_path, 0, 1, what, hint, check="file-name")


def _wrong_ending(display_path: str, stem: str, ending: str, kind: Kind) -> Problem:
    what = Message("this file is not read: files here end in {ending}", ending=kind.ending)
    hint = Message("rename it to {name}", name=(slug(stem.removesuffix(kind.ending)) or "name") + kind.ending)
    if ending.lower() in _PICTURES:
        hint = Message("pictures belong into images/: move it there")
    elif ending.lower() in _OFFICE:
        hint = Message("copy its text into a new file here that ends in {ending}, and take this one out", ending=".md")
        if kind is Kind.TABLE:
            hint = Message("turn it into a table with: {program} import FILE, and take it out of this folder")
    elif ending.lower() not in _TEXT:
        hint = Message("take it out of this folder")
    return Problem(display_path, 0, 1, what, hint, check="file-name")


def _stray(display_path: str, name: str, known: list[str]) -> Problem:
    what = Message("this file or folder does not belong here")
    hint = did_you_mean(name, known) or did_you_mean(f"{os.path.splitext(name)[0]}.yaml", known)  # noqa: PTH122
    hint = hint or Message("available: {names}", names=", ".join(known))
    return Problem(display_path, 0, 1, what, hint, Severity.ERROR, check="file-name")


def _no_symlink(display_path: str) -> Problem:
    what = Message("this is a symbolic link, which could lead out of the guide")
    return Problem(display_path, 0, 1, what, Message("put the file itself here"), check="symlink")
