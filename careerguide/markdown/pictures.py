"""Pictures in prose: finds the picture at an editor's path (`../images/x.png`), and returns its element's attributes.

The element has a width and a height, so that the text below does not move when the picture is loaded, and offers the
browser the files of all widths.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from careerguide.core.problems import Message, did_you_mean, known_or_list
from careerguide.markdown.linking import SCHEME, Refusal, encoded
from careerguide.markdown.marks import MARK, Image, number
from careerguide.schema.picture import ENDINGS, Picture

if TYPE_CHECKING:
    from careerguide.markdown.document import Context
    from careerguide.markdown.draft import Draft

SIZES = "(min-width: 44rem) 40rem, 100vw"  # --measure in static/css/site.css, plus the margins

_WHERE_TO = Message("put the file into images/ and write ../images/name.png")
_ELEMENT = re.compile(r'<img\b[^>"]*+(?:"[^"]*+"[^>"]*+)*+>')
_SIZE = re.compile(r' (width|height)="(\d+)"')


def find(target: str, path: str, context: Context) -> str | Refusal:
    """Return the path of a picture under images/, or why it cannot be shown."""
    target = target.strip()
    if SCHEME.match(target) or target.startswith(("/", "\\")):
        return Refusal(Message("the picture “{target}” would be loaded from elsewhere", target=target), _WHERE_TO)
    root = path.partition("/")[0]
    where = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
    name = where.removeprefix(f"{root}/images/")
    is_picture = name in context.pictures or posixpath.splitext(name)[1].lower() in ENDINGS
    if name == where or not is_picture:
        return Refusal(Message("“{target}” is no picture of this guide", target=target), _WHERE_TO)
    if name not in context.pictures:
        return _missing(name, context.pictures)
    if right := context.pictures[name].rename:
        what = Message("the picture's file “{name}” needs another name", name=name)
        return Refusal(what, _rename(name, right))
    return name


def _missing(name: str, pictures: Mapping[str, Picture]) -> str | Refusal:
    """Return why a picture is missing; or its name, where a Problem elsewhere asks to rename a file so."""
    what = Message("there is no picture “{name}” in images/", name=name)
    renames = {it.rename: known for known, it in pictures.items() if it.rename}
    if name in renames:
        return name
    right = [known for known, it in pictures.items() if it.files]
    if not right and not renames:
        return Refusal(what, _WHERE_TO)
    if hint := did_you_mean(name, [*right, *renames]):
        near = str(hint.values["name"])
        hint = _rename(renames[near], near) if near in renames else hint.replacing(name=f"../images/{near}")
        return Refusal(what, hint)
    return Refusal(what, known_or_list(name, sorted([*right, *renames]), "images/"))  # the renaming is told, too


def _rename(name: str, right: str) -> Message:
    return Message("rename the file “{name}” to {right}, and write ../images/{right} here", name=name, right=right)


def attributes(picture: Picture, mark: Image) -> str:
    """Return the value of `src="…"` and the attributes after it, without the last quote."""
    if not picture.files:
        return ""
    addresses = [(html.escape(encoded(f"site:{file.path}")), file.width) for file in picture.files]
    width = mark.width or addresses[-1][1]
    height = max(1, round(picture.height * width / picture.width))
    offered = ""
    if len(addresses) > 1:
        sizes = f"{mark.width}px" if mark.width else SIZES
        offered = f'" srcset="{", ".join(f"{address} {wide}w" for address, wide in addresses)}" sizes="{sizes}'
    return f'{addresses[-1][0]}{offered}" width="{width}" height="{height}" loading="lazy'


def take_sizes(text: str, draft: Draft) -> str:
    """Return sanitised HTML without the sizes of pictures, whose widths are stored in their marks."""

    def without(found: re.Match[str]) -> str:
        asked = dict(_SIZE.findall(found[0]))
        if asked and (match := MARK.search(found[0])) and isinstance(mark := draft.marks[number(match)], Image):
            draft.marks[number(match)] = Image(mark.target, mark.place, int(asked.get("width", 0)))
            return _SIZE.sub("", found[0])
        return found[0]

    return _ELEMENT.sub(without, text)
