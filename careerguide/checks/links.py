"""Checks that every link, asset and id of the finished site leads to a file and an element that exist.

In: the files of the site, or the links that `scan` found in its pages. Out: Problems at lines of the built pages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from careerguide.core.problems import Message, Problem, did_you_mean
from careerguide.outputs.scan import PageLinks, Target, TargetKind, find, find_again, scan

NOT_FOUND = "404.html"  # served at every depth, so its links begin at the host's root
SUGGESTED = 20  # missing files for which a similar name is searched, which takes 0.1 s in a site of 5,000 files

_SCRIPTS = ("javascript:", "vbscript:", "data:text/html")


class Fault(NamedTuple):
    """The message and the hint about a broken target."""

    message: Message
    hint: Message | None


def check(files: Mapping[str, bytes], base_url: str = "") -> list[Problem]:
    """Return the Problems of the links, assets and ids of a site's pages.

    `base_url` is the address of the published site; addresses that begin with it are checked too.
    """
    pages = {path: scan(content) for path, content in files.items() if path.endswith((".html", ".svg"))}
    return resolve(pages, files.keys(), files.__getitem__, base_url)


def resolve(
    pages: Mapping[str, PageLinks],
    paths: Collection[str],
    read: Callable[[str], bytes],
    base_url: str = "",
    to_check: Iterable[str] | None = None,
) -> list[Problem]:
    """Return the Problems of the links between the pages of a site; `paths` are all its files, `read` returns one.

    Only the links on the pages `to_check` are checked (None: all pages). A fault that many pages share, such as one in
    the navigation, is reported once, with their number.
    """
    site = _Site(pages, frozenset(paths), base_url)
    places: dict[Fault, list[tuple[str, Target | str]]] = {}
    for path in sorted(pages if to_check is None else to_check):
        page = pages[path]
        for name in page.repeated:
            places.setdefault(_repeated(name), []).append((path, name))
        to_root = "../" * path.count("/")
        known_good = site.known_good.setdefault(to_root, set())
        for target in page.targets:
            kind, value = target
            if kind is TargetKind.LINK and value in known_good:
                continue
            if fault := site.fault(path, page, target):
                places.setdefault(fault, []).append((path, target))
            elif kind is TargetKind.LINK and to_root and value.startswith(to_root):
                known_good.add(value)
    problems = [_problem(fault, where, read) for fault, where in places.items()]
    return sorted(problems, key=lambda problem: problem.sort_key)


class Checked(NamedTuple):
    """A site without broken links: its paths, and for each page the digests of its content and of its ids."""

    paths: frozenset[str]
    pages: Mapping[str, tuple[str, bytes]]

    def pages_to_check(self, now: Checked) -> list[str]:
        """Return the pages whose links may be broken in a later state of the site.

        These are the changed ones, or all where a file has been removed or the ids of a page have changed.
        """
        ids = {path: ids for path, (_, ids) in self.pages.items()}
        if self.paths - now.paths or any(ids.get(path, own) != own for path, (_, own) in now.pages.items()):
            return [*now.pages]
        return [path for path, page in now.pages.items() if self.pages.get(path) != page]


@dataclass
class _Site:
    """The possible targets of links."""

    pages: Mapping[str, PageLinks]
    paths: frozenset[str]
    base_url: str
    missing: dict[str, Fault] = field(default_factory=dict)
    known_good: dict[str, set[str]] = field(default_factory=dict)  # links by the relative path to the root

    @cached_property
    def base_path(self) -> str:
        return "/" + urlsplit(self.base_url).path.strip("/") + "/" if urlsplit(self.base_url).path.strip("/") else "/"

    @cached_property
    def folded(self) -> dict[str, str]:
        return {path.casefold(): path for path in sorted(self.paths)}

    def fault(self, path: str, page: PageLinks, target: Target) -> Fault | None:
        """Return the fault of one target of a page, or None."""
        kind, value = target
        if kind is TargetKind.ELEMENT:
            return None if value in page.ids else _no_element(value, page)
        if not value:
            return Fault(Message("an address is empty"), Message("name the page or the file, or take the link out"))
        head, _, fragment = value.partition("#")
        if not head:
            return self._fragment_fault(path, fragment)
        if ":" in head and ":" in head.partition("/")[0]:
            return self._absolute_fault(kind, value, head, fragment)
        if head.startswith("//"):
            return Fault(Message("{address} has no scheme", address=value), Message("write https:// before it"))
        return self._inner_fault(path, head.partition("?")[0], value, fragment)

    def _absolute_fault(self, kind: TargetKind, value: str, head: str, fragment: str) -> Fault | None:
        lower = head.lower()
        if lower.startswith(_SCRIPTS):
            return Fault(Message("{address} is a script, not an address", address=value), Message("take it out"))
        if self.base_url and head.rstrip("/").startswith(self.base_url.rstrip("/")):
            rest = head[len(self.base_url.rstrip("/")) :].partition("?")[0]
            if rest[:1] in {"", "/"}:
                inner = unquote(rest.lstrip("/"))
                inner += "index.html" if not inner or inner.endswith("/") else ""
                return self._file_fault(inner, fragment)
        if kind is TargetKind.ASSET and lower.startswith(("http:", "https:")):
            message = Message("the page asks another site for {address}", address=value)
            return Fault(message, Message("put the file into static/ and link to it there"))
        return None

    def _inner_fault(self, path: str, head: str, value: str, fragment: str) -> Fault | None:
        """Return the fault of an address inside the site, written as `head` on the page at `path`, or None."""
        if head.startswith("/"):
            if path != NOT_FOUND:
                message = Message("{address} begins at the host's root, where the site may not stand", address=value)
                return Fault(message, Message("links inside the site are relative to the page"))
            if not head.startswith(self.base_path):
                return _leaves(value)
            inner: str | None = head[len(self.base_path) :]
        else:
            inner = _join(path, head) if head else path
        if inner is None:
            return _leaves(value)
        return self._file_fault(unquote(inner) if "%" in inner else inner, fragment)

    def _file_fault(self, inner: str, fragment: str) -> Fault | None:
        if inner in self.paths:
            return self._fragment_fault(inner, fragment) if fragment else None
        if inner not in self.missing:
            self.missing[inner] = self._missing(inner)
        return self.missing[inner]

    def _missing(self, inner: str) -> Fault:
        index = f"{inner.rstrip('/')}/index.html".lstrip("/")
        if index in self.paths:
            message = Message("the link names the folder {path}, not a page", path=inner or "/")
            return Fault(message, Message("write {path}", path=index))
        message = Message("there is no file {path} in the site", path=inner)
        if other := self.folded.get(inner.casefold()):
            return Fault(message, Message("the file is called {path}: upper and lower case count", path=other))
        return Fault(message, did_you_mean(inner, self.paths) if len(self.missing) < SUGGESTED else None)

    def _fragment_fault(self, path: str, fragment: str) -> Fault | None:
        """Return the fault of a fragment, by the rules of HTML, “find a potential indicated element”; or None."""
        page = self.pages.get(path)
        fragment = fragment.partition(":~:")[0]
        if "=" in fragment:  # no id of ours: choices for a script of the page, such as #region=kazan
            return None
        if page is None or not fragment or fragment in page.ids or (decoded := unquote(fragment)) in page.ids:
            return None
        if decoded.lower() == "top":
            return None
        message = Message("there is no #{fragment} on the page {path}", fragment=decoded, path=path)
        return Fault(message, did_you_mean(decoded, sorted(page.ids)))


def _join(path: str, link: str) -> str | None:
    """Return the target of a relative link on the page at `path`; None where it is outside the site."""
    folder = path.rpartition("/")[0]
    while link.startswith("../"):
        if not folder:
            return None
        folder, link = folder.rpartition("/")[0], link[3:]
    joined = f"{folder}/{link}" if folder else link
    return _normal(joined) if "./" in link or link.endswith(".") else joined


def _normal(path: str) -> str | None:
    """Return a path without “.” and “..” segments; None where it leads outside the site."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == ".." and not steps:
            return None
        if step == "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps) + ("/" if steps and path.endswith(("/.", "/..")) else "")


def _leaves(value: str) -> Fault:
    return Fault(Message("{address} leads out of the site", address=value), Message("count the ../ in it"))


def _no_element(name: str, page: PageLinks) -> Fault:
    message = Message("no element of the page has the id “{name}”", name=name)
    return Fault(message, did_you_mean(name, sorted(page.ids)))


def _repeated(name: str) -> Fault:
    message = Message("the id “{name}” stands on the page more than once", name=name)
    return Fault(message, Message("an id names one element: give the other one another name"))


def _problem(fault: Fault, places: list[tuple[str, Target | str]], read: Callable[[str], bytes]) -> Problem:
    """Return the Problem of a fault at its first place, with the number of other pages that share it."""
    path, what = places[0]
    page = read(path)
    offset = find(page, what) if isinstance(what, Target) else find_again(page, what)
    start = page.rfind(b"\n", 0, offset) + 1
    line, _, _ = page[start:].partition(b"\n")
    others = len({page for page, _ in places}) - 1
    message = Message("{what} (other pages with the same: {count})", what=fault.message, count=others)
    return Problem(
        path,
        page.count(b"\n", 0, offset) + 1,
        len(page[start:offset].decode("utf-8", "replace")) + 1,
        message if others else fault.message,
        fault.hint,
        check="links",
        excerpt=line.decode("utf-8", "replace"),
    )
