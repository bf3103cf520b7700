"""Links and pictures in prose: what an editor writes (`../roles/x.md#duties`), and what it is on the site.

In: an address as typed and the path of the document it stands in. Out: `site:roles/x/index.html#duties` for what is in
the guide, the address itself for the web, or else what is wrong with it and what to do.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from careerguide.problems import Message, did_you_mean, known_or_list

if TYPE_CHECKING:
    from careerguide.models import SalaryTable
    from careerguide.prose import Context

MAX_ADDRESS = 2_000  # characters: more than browsers agree on
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(r"(?:https?|ftp)://[^\s/?#@\\\"<>]+(?:[/?#][^\s\\\"<>]*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@\"<>]+@[^\s@\"<>]+", re.IGNORECASE)
_KEPT = "%/:?#[]@!$&'()*+,;=~-._"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")


class Refusal(NamedTuple):
    """Why an address leads nowhere, and what to do."""

    message: Message
    hint: Message | None


def encoded(address: str) -> str:
    """Return an address with all that is not allowed in one per cent encoded."""
    return quote(address, safe=_KEPT)


def is_outside(address: str) -> bool:
    """Return whether an address that `link` has given leads out of the guide."""
    return not address.startswith(("site:", "#"))


def link(target: str, path: str, own: frozenset[str], context: Context) -> str | Refusal:
    """Return where a link of the document at `path` leads, as an attribute needs it short of escaping.

    `own` are the document's own anchors.
    """
    target = target.strip()
    if len(target) > MAX_ADDRESS:
        what = Message("the address is longer than {limit} characters", limit=MAX_ADDRESS)
        return Refusal(what, Message("link to a shorter one"))
    if _SCHEME.match(target):
        if _WEB.fullmatch(target) or _MAIL.fullmatch(target):
            return encoded(target)
        what = Message("“{target}” is no address that a link may lead to", target=target)
        return Refusal(what, Message("links lead to https:// or mailto: addresses, or to files of this guide"))
    if target.startswith(("/", "\\")):
        what = Message("“{target}” begins at the root, which the guide does not know", target=target)
        return Refusal(what, Message("write the way from this file: ../roles/name.md"))
    file, _, anchor = unquote(target).partition("#")
    if not file:
        return _anchored(_address(path), anchor, own, target)
    where = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
    return _inside(where, anchor, target, path, context)


def _address(path: str) -> str:
    """Return the address of the page that the Markdown file at a path becomes."""
    folder, id = posixpath.split(posixpath.splitext(path)[0])
    return f"site:{id}/index.html" if posixpath.basename(folder) == "pages" else f"site:roles/{id}/index.html"


def _inside(where: str, anchor: str, target: str, path: str, context: Context) -> str | Refusal:
    if where in context.drafts:
        what = Message("“{target}” is a draft, which readers will not see", target=target)
        return Refusal(what, Message("publish it (draft: no), or take the link out"))
    root = posixpath.dirname(posixpath.dirname(path))
    kind, _, name = where.removeprefix(f"{root}/").rpartition("/")
    id, ending = posixpath.splitext(name)
    if (kind or f"{id}.yaml", id) in context.broken:
        return f"site:{kind}/{id}/index.html"
    if (kind, ending) in _DOCUMENTS and id in _records(context, kind):
        if ending == ".md":
            return _anchored(_address(where), anchor, context.anchors.get(where, frozenset()), target)
        return _anchored(f"site:salaries/{id}/index.html", anchor, _cells(context.tables[id], anchor), target)
    if kind or ending != ".yaml" or id not in _lists(context) or where != f"{root}/{name}":
        return _no_such_file(where, target, path, context)
    return _listed(id, anchor, target, context)


_DOCUMENTS = frozenset({("roles", ".md"), ("pages", ".md"), ("salaries", ".yaml")})


def _records(context: Context, kind: str) -> Mapping[str, object]:
    return {"roles": context.roles, "pages": context.pages, "salaries": context.tables}[kind]


def _lists(context: Context) -> frozenset[str]:
    """Return the lists of records that have a page: not those that are missing or empty."""
    return frozenset({"regions", *(["skills"] if context.skills else []), *(["glossary"] if context.terms else [])})


def _listed(kind: str, anchor: str, target: str, context: Context) -> str | Refusal:
    """Return where a link to a list of records leads: to the list, or to the record of that id."""
    if kind == "glossary":
        return _anchored("site:glossary/index.html", anchor, context.terms, target)
    if not anchor:
        return "site:skills/index.html" if kind == "skills" else "site:salaries/index.html"
    ids: Mapping[str, object] = context.skills if kind == "skills" else context.regions
    return f"site:{kind}/{anchor}/index.html" if anchor in ids else _no_such_anchor(target, anchor, ids)


def _files(root: str, context: Context) -> Iterator[str]:
    """Yield every file that a link may lead to."""
    for kind, ending in sorted(_DOCUMENTS):
        yield from (f"{root}/{kind}/{id}{ending}" for id in _records(context, kind))
    yield from (f"{root}/{name}.yaml" for name in sorted(_lists(context)))


def _anchored(address: str, anchor: str, anchors: Iterable[str], target: str) -> str | Refusal:
    if not anchor:
        return address
    return f"{address}#{anchor}" if anchor in anchors else _no_such_anchor(target, anchor, anchors)


def _cells(table: SalaryTable, anchor: str) -> frozenset[str]:
    return frozenset() if not anchor else frozenset(row.anchor(cell.column) for row in table.pay for cell in row.cells)


def _no_such_anchor(target: str, anchor: str, anchors: Iterable[str]) -> Refusal:
    what = Message("there is no “{anchor}” where “{target}” leads", anchor=anchor, target=target)
    return Refusal(what, known_or_list(anchor, sorted(anchors)))


def _no_such_file(where: str, target: str, path: str, context: Context) -> Refusal:
    what = Message("“{target}” leads to no file of this guide", target=target)
    here = posixpath.dirname(path)
    files = list(_files(posixpath.dirname(here), context))
    near = did_you_mean(where, files) or did_you_mean(f"{where}.md", files)
    if near is None:
        return Refusal(what, Message("write the way from this file, such as ../roles/name.md or ../glossary.yaml#term"))
    file = posixpath.relpath(str(near.values["name"]), here)
    anchor = "#" + unquote(target).partition("#")[2]
    return Refusal(what, Message("did you mean “{name}”?", name=file + anchor.rstrip("#")))


def picture(target: str, path: str, context: Context) -> str | Refusal:
    """Return a picture's path under images/, or why it cannot be shown."""
    target = target.strip()
    if _SCHEME.match(target) or target.startswith(("/", "\\")):
        what = Message("the picture “{target}” would be loaded from elsewhere", target=target)
        return Refusal(what, Message("put the file into images/ and write ../images/name.png"))
    root = posixpath.dirname(posixpath.dirname(path))
    where = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
    inside = where.removeprefix(f"{root}/images/")
    if inside == where or not inside.lower().endswith(_PICTURES):
        what = Message("“{target}” is no picture of this guide", target=target)
        return Refusal(what, Message("put the file into images/ and write ../images/name.png"))
    if context.images is not None and inside not in context.images:
        what = Message("there is no picture “{name}” in images/", name=inside)
        return Refusal(what, known_or_list(inside, sorted(context.images)))
    return inside
