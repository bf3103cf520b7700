"""The pictures of the guide: which files of content/images/ can be shown, at which size, and under which names.

In: the folder. Out: `Pictures`: what texts may show, the files to publish, and Problems. A large picture is published
as copies of two widths, without what the camera noted of place and time. Copies are cached by the content of the file.
"""

from __future__ import annotations

import itertools
import os
import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from careerguide.core.addresses import PICTURES
from careerguide.core.digest import with_digits
from careerguide.core.file_names import is_device
from careerguide.core.problems import Message, Problem
from careerguide.incremental.cache import Cache, digest_of
from careerguide.incremental.input_files import InputFile, Reader
from careerguide.incremental.memo import cached_map
from careerguide.reading.folder_files import read_folder
from careerguide.schema.picture import DRAWING, ENDINGS, Picture, PictureFile
from careerguide.schema.slug import LIMIT, is_slug, slug

LEAST = 2  # pictures that are worth a process


class Flaw(NamedTuple):
    """Why a file is not shown, and what to do."""

    message: Message
    hint: Message


class Copy(NamedTuple):
    """A file that shows a picture at a width in pixels; without `content`, the editor's own file does."""

    width: int
    content: bytes | None


class PictureContent(NamedTuple):
    """A picture: the endings that its format has, its size upright, whether it moves, and its copies, narrow first."""

    endings: tuple[str, ...]
    width: int
    height: int
    animated: bool
    copies: tuple[Copy, ...]


class Pictures(NamedTuple):
    """The pictures by their path in images/, the files of the site by path, and Problems."""

    known: Mapping[str, Picture]
    files: Mapping[str, bytes]
    problems: list[Problem]


def load(folder: Path, cache: Cache, read: Reader, drawings: Container[str] | None = ()) -> Pictures:
    """Return the pictures in a folder, which may be missing; of SVG files, only `drawings`, or all (None)."""
    if os.path.islink(folder):  # noqa: PTH114  refused where the content folder is read; a Path stumbles over a loop
        return Pictures({}, {}, [])
    place = f"{folder.parent.name}/{folder.name}"
    found, problems = read_folder(folder, place, read)
    inputs = {name: file for name, file in found.items() if _ending(name) in ENDINGS or _is_drawing(name, drawings)}
    problems += [_no_picture(f"{place}/{name}") for name in found if name not in inputs]
    refused = [problem.path.removeprefix(f"{place}/") for problem in problems]
    known = dict.fromkeys([*found, *refused], Picture())
    files: dict[str, bytes] = {}
    names = _Names(found)
    for (name, file), content in zip(inputs.items(), _contents(inputs, cache), strict=True):
        if isinstance(content, Flaw):
            problems.append(Problem(f"{place}/{name}", 0, 1, *content, check="assets"))
        elif (right := names.right(name, content.endings)) != name:
            known[name] = Picture(rename=right)
            problems.append(_misnamed(place, name, right, content.endings))
        else:
            published = _published(name, file, content)
            known[name] = _picture(file, content, published)
            files |= published
    return Pictures(known, files, problems)


def _is_drawing(name: str, drawings: Container[str] | None) -> bool:
    return name.endswith(DRAWING) and (drawings is None or name in drawings)


def _contents(files: Mapping[str, InputFile], cache: Cache) -> Iterator[PictureContent | Flaw]:
    """Yield what is in each file: from the cache, or decoded now."""

    def examined(item: tuple[str, InputFile]) -> PictureContent | Flaw:
        name, file = item
        if name.endswith(DRAWING):
            from careerguide.guide.drawings import examine
        else:
            from careerguide.guide.picture_content import examine
        return examine(file.raw)

    keys = [digest_of("picture", _ending(name), file.digest.hex()) for name, file in files.items()]
    return cached_map(examined, list(files.items()), keys, cache, {}, LEAST)


def _published(name: str, file: InputFile, content: PictureContent) -> dict[str, bytes]:
    """Return the files of the site that show a picture, the narrowest first."""
    stem = posixpath.splitext(f"{PICTURES}{name}")[0]
    return {
        f"{PICTURES}{name}" if it.content is None else with_digits(f"{stem}-{it.width}.webp", it.content): (
            file.raw if it.content is None else it.content
        )
        for it in content.copies
    }


def _picture(file: InputFile, content: PictureContent, published: Mapping[str, bytes]) -> Picture:
    offered = tuple(PictureFile(path, it.width) for path, it in zip(published, content.copies, strict=True))
    size = len(published[offered[-1].path])
    return Picture(content.width, content.height, offered, "", content.animated, len(file.raw), size)


_KINDS = {".png": "PNG", ".jpg": "JPEG", ".gif": "GIF", ".webp": "WebP", ".avif": "AVIF"}


class _Names:
    """Finds the name that a picture should have; no two get the same one."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def right(self, name: str, endings: tuple[str, ...]) -> str:
        """Return the name itself where it is right, or one made from it."""
        stem, ending = posixpath.splitext(name)
        parts = [_part(part) for part in stem.split("/")]
        right = "/".join(parts) + (ending.lower() if ending.lower() in endings else endings[0])
        if right == name:
            return name
        stem, ending = posixpath.splitext(right)
        numbers = (f"-{number}" for number in itertools.count(2))
        free = next(new for end in itertools.chain([""], numbers) if (new := stem + end + ending) not in self._taken)
        self._taken.add(free)
        return free


def _part(name: str) -> str:
    """Return the name of a folder, or of a file without its ending, as it can be in an address."""
    if is_slug(name) and not is_device(name):
        return name
    made = slug(name, most=LIMIT - len("-picture")) or "picture"
    return f"{made}-picture" if is_device(made) else made


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1].lower()


HEIC = frozenset([".heic", ".heif"])
PHONE_PICTURE = Flaw(
    Message("this is a HEIC picture, as iPhones take them, which most browsers do not show"),
    Message(
        "open it on a computer and export it as JPEG; "
        "an iPhone takes JPEG from the start under Settings, Camera, Formats, Most Compatible"
    ),
)


def _no_picture(shown: str) -> Problem:
    if _ending(shown) in HEIC:
        return Problem(shown, 0, 1, *PHONE_PICTURE, check="assets")
    message = Message("only pictures belong here: {endings}", endings=", ".join(sorted(ENDINGS)))
    hint = Message("save it as one of these, or ask the maintainer to put it into static/")
    if _ending(shown) == DRAWING:
        hint = Message("save it as PNG: SVG is for the logo and the icon alone, which “theme” in guide.yaml names")
    return Problem(shown, 0, 1, message, hint, check="assets")


def _misnamed(place: str, name: str, right: str, endings: tuple[str, ...]) -> Problem:
    if _ending(name) in endings:
        message = Message("“{name}” cannot be a picture's name here, because it becomes an address", name=name)
    else:
        message = Message(
            "the file is {kind}, although its name ends in {ending}", kind=_KINDS[endings[0]], ending=_ending(name)
        )
    hint = Message("rename the file to {name}", name=right)
    return Problem(f"{place}/{name}", 0, 1, message, hint, check="file-name")
