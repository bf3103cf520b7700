"""Links in prose: what an editor writes (`../roles/x.md#duties`), and what it is on the site.

In: an address as typed and the path of the document that has it. Out: `site:roles/x/index.html#duties` for what is in
the guide, the address itself for the web, or else what is wrong with it and what to do.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from careerguide.core.lookalikes import as_drawn
from careerguide.core.problems import Message, did_you_mean, known_or_list
from careerguide.core.spelling import Names
from careerguide.schema.additions import known_entries, known_or_add
from careerguide.schema.records import FOLDERS, LISTS, MARKDOWN, Kind, located
from careerguide.schema.slug import is_slug

if TYPE_CHECKING:
    from careerguide.markdown.document import Context

MAX_ADDRESS = 2_000  # characters: more than browsers agree on
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(r"(?:https?|ftp)://[^\s/?#@\\\"<>]+(?:[/?#][^\s\\\"<>]*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@\"<>]+@[^\s@\"<>]+", re.IGNORECASE)
_WITHOUTSCHEME = re.compile(
    r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|edu|gov|io|net|org|ru|su|\u0440\u0444)(?:$|/))\S*", re.IGNORECASE
)
_KEPT = "%/:?#[]@!$&'()*+,;=~-._"


class Stems(NamedTuple):
    """Files by their stem, the name without folder and ending: what a misspelt path is compared by."""

    names: Names
    paths: Mapping[str, tuple[str, ...]]

    def nearest(self, path: str) -> str | None:
        """Return the file that a misspelt path probably means; among files of one name, ending and folder decide."""
        folder, name = posixpath.split(path)
        stem, ending = posixpath.splitext(name)
        near = self.names.nearest(stem)
        if near is None:
            return None
        return max(
            self.paths[near],
            key=lambda known: (posixpath.splitext(known)[1] == ending, posixpath.dirname(known) == folder),
        )

    def lookalike(self, path: str) -> Message | None:
        """Return the hint about a path that only looks like that of a file, or None."""
        drawn = as_drawn(path)
        same_stem = self.paths.get(posixpath.splitext(posixpath.basename(drawn))[0], ())
        return did_you_mean(path, [drawn]) if drawn != path and drawn in same_stem else None


def stems_of(paths: Iterable[str]) -> Stems:
    """Return files by their stems."""
    by_stem: dict[str, tuple[str, ...]] = {}
    for path in paths:
        stem = posixpath.splitext(posixpath.basename(path))[0]
        by_stem[stem] = (*by_stem.get(stem, ()), path)
    return Stems(Names(by_stem), by_stem)


class Refusal(NamedTuple):
    """Why an address leads nowhere, and what to do."""

    message: Message
    hint: Message | None


def encoded(address: str) -> str:
    """Return an address, percent-encoded where it has to be."""
    return quote(address, safe=_KEPT)


def is_outside(address: str) -> bool:
    """Return whether an address that `link` has given leads out of the guide."""
    return not address.startswith(("site:", "#"))


def link(target: str, path: str, own: frozenset[str], context: Context) -> str | Refusal:
    """Return where a link of the document at `path` leads, as an attribute needs it short of escaping.

    `own` are the document's own anchors.
    """
    target = target.strip()
    if not target:
        return Refusal(Message("the link has no address"), Message("write it between ( and ), or take the link out"))
    if len(target) > MAX_ADDRESS:
        what = Message("the address is longer than {limit} characters", limit=MAX_ADDRESS)
        return Refusal(what, Message("link to a shorter one"))
    if SCHEME.match(target):
        if _WEB.fullmatch(target) or _MAIL.fullmatch(target):
            return encoded(target)
        return Refusal(Message("“{target}” is no address that a link may lead to", target=target), _no_address(target))
    if target.startswith(("/", "\\")):
        what = Message("“{target}” begins at the root, which the guide does not know", target=target)
        return Refusal(what, Message("write the way from this file: ../roles/name.md"))
    file, _, anchor = unquote(target).partition("#")
    if not file:
        return _anchored(_address(path), anchor, own, target)
    where = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
    return _inside(where, anchor, target, path, context)


def _no_address(target: str) -> Message:
    """Return what to do about an address that a link may not lead to."""
    if not target.lower().startswith(("http:", "https:")):
        return Message("links lead to https:// or mailto: addresses, or to files of this guide")
    if "\\" in target:
        return Message("write / in the place of \\")
    if "@" in target.partition("//")[2].partition("/")[0]:
        return Message("take out what stands before the @: a name or a password is nobody's business")
    return Message("copy it from the browser again: https://, the name of the site, and no space, quote, < or > in it")


def _address(path: str) -> str:
    """Return the address of the page that the Markdown file at a path becomes."""
    kind, id = located(path.partition("/")[2])
    return _file(kind.page(id))


def _file(address: str) -> str:
    """Return the file of an address inside the site, as `site:…`: glossary/#x → site:glossary/index.html#x."""
    page, mark, anchor = address.partition("#")
    return f"site:{page}index.html{mark}{anchor}"


def _inside(where: str, anchor: str, target: str, path: str, context: Context) -> str | Refusal:
    if where in context.drafts and where.endswith(Kind.TABLE.ending):
        what = Message("“{target}” is the pay of a draft, which readers will not see", target=target)
        return Refusal(what, Message("publish its role (draft: no), or take the link out"))
    if where in context.drafts:
        what = Message("“{target}” is a draft, which readers will not see", target=target)
        return Refusal(what, Message("publish it (draft: no), or take the link out"))
    if f"{where}#{anchor}" in context.drafts:
        what = Message("only drafts ask for “{target}”, so readers will not see it", target=target)
        return Refusal(what, Message("publish a role that asks for it (draft: no), or take the link out"))
    root = path.partition("/")[0]
    of, id = located(where.removeprefix(f"{root}/"))
    stem = id.rpartition("/")[2]
    misnamed = not is_slug(stem) and (of, id.removesuffix(stem)) in context.broken  # a mistake that is reported once
    if misnamed or (of, id) in context.broken:
        return f"site:{of}/{id}/index.html"
    if id in context.records.get(of, ()) and where == context.path_of(of, id, root):
        return _anchored(_file(of.page(id)), anchor, _anchors(of, id, where, anchor, context), target)
    for of in _lists(context):
        if where == f"{root}/{of}":
            return _listed(of, anchor, target, context)
    return _no_such_file(where, target, path, context)


def _anchors(kind: Kind, id: str, path: str, wanted: str, context: Context) -> frozenset[str]:
    """Return the anchors that links to a file may name; those of a table only if `wanted` is one."""
    if kind in MARKDOWN:
        return context.anchors.get(path, frozenset())
    if kind is Kind.TABLE and wanted:
        return frozenset(row.anchor(cell.column) for row in context.tables[id].pay for cell in row.cells)
    return frozenset()


def _lists(context: Context) -> Iterator[Kind]:
    """Yield the lists of records that have a page: not those that are missing or empty."""
    for kind in LISTS:
        if kind.overview and context.records.get(kind):
            yield kind


def _listed(kind: Kind, anchor: str, target: str, context: Context) -> str | Refusal:
    """Return where a link to a list of records leads: to the list, or to the record of that id."""
    if not anchor:
        return _file(kind.overview)
    records = context.records.get(kind, {})
    if anchor in records:
        return _file(kind.page(anchor))
    what = Message("there is no “{anchor}” where “{target}” leads", anchor=anchor, target=target)
    known = context.known.get(kind) or known_entries(kind, records)
    return Refusal(what, known_or_add(anchor, kind, known))


def files(root: str, context: Context) -> Iterator[str]:
    """Yield every file that a link may lead to."""
    for kind in sorted(FOLDERS):
        yield from (context.path_of(kind, id, root) for id in context.records.get(kind, ()))
    yield from (f"{root}/{kind}" for kind in sorted(_lists(context)))


def _anchored(address: str, anchor: str, anchors: Iterable[str], target: str) -> str | Refusal:
    if not anchor:
        return address
    return f"{address}#{anchor}" if anchor in anchors else _no_such_anchor(target, anchor, anchors)


def _no_such_anchor(target: str, anchor: str, anchors: Iterable[str]) -> Refusal:
    what = Message("there is no “{anchor}” where “{target}” leads", anchor=anchor, target=target)
    return Refusal(what, known_or_list(anchor, sorted(anchors)))


def _no_such_file(where: str, target: str, path: str, context: Context) -> Refusal:
    what = Message("“{target}” leads to no file of this guide", target=target)
    here = posixpath.dirname(path)
    if _WITHOUTSCHEME.match(target):
        return Refusal(what, Message("for a page of the web write {url}", url=f"https://{target}"))
    if _MAIL.fullmatch(f"mailto:{target}"):
        return Refusal(what, Message("for an e-mail address write {url}", url=f"mailto:{target}"))
    stems = context.stems.get("files") or stems_of(files(path.partition("/")[0], context))
    anchor = ("#" + unquote(target).partition("#")[2]).rstrip("#")
    if alike := stems.lookalike(where):
        return Refusal(what, alike.replacing(name=posixpath.relpath(str(alike.values["name"]), here) + anchor))
    near = stems.nearest(where)
    if near is None:
        return Refusal(what, Message("write the way from this file, such as ../roles/name.md or ../glossary.yaml#term"))
    return Refusal(what, Message("did you mean “{name}”?", name=posixpath.relpath(near, here) + anchor))
