"""Scans a rendered page for its ids, links, assets and references to elements.

In: the bytes of a page. Out: `PageLinks`, everything that the link check needs, in a form that can be cached.

The pages are our own, so one regular expression over the bytes finds their tags, a hundred times faster than html5lib;
the tests compare the results of the two.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class TargetKind(StrEnum):
    """The kind of a target: a page to go to, a file loaded by the page, or an element of the page."""

    LINK = "link"
    ASSET = "asset"
    ELEMENT = "element"
    __hash__ = str.__hash__  # ten times faster than that of an enum


class Target(NamedTuple):
    """The target of a reference in a page; the value is as a browser reads it."""

    kind: TargetKind
    value: str


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The ids of a page, those that occur more than once, and the targets of its references (`find` locates them)."""

    ids: frozenset[str]
    repeated: tuple[str, ...]
    targets: tuple[Target, ...]


_ATTRIBUTES = rb"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>"""  # values may hold “>”
_TAG = re.compile(rb"<[a-zA-Z]" + _ATTRIBUTES)
_NO_MARKUP = re.compile(
    rb"<(?:!--.*?-->|(?=[stST])((script|style|textarea|title)(?=[\s/>])" + _ATTRIBUTES + rb")(?<!/>).*?(?=</\2[\s/>]))",
    re.DOTALL | re.IGNORECASE,
)
_WORTH_READING = re.compile(
    rb"(?:id|href|src|srcset|imagesrcset|poster|action|data|content|for|headers|list|popovertarget"
    rb"|aria-(?:labelledby|describedby|controls|owns|details))[\s=/>]|url\(",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_PAINT = re.compile(r"url\(\s*[\"']?#([^)\"']+)[\"']?\s*\)")
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]?\s*(?:url\s*=)?\s*[\"']?(.*?)[\"']?\s*", re.IGNORECASE | re.DOTALL)

# Attributes whose values are ids of elements, and all attributes with targets.
_OF_ELEMENTS = frozenset(
    ["for", "headers", "list", "popovertarget"]
    + ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details"]
)
_WITH_TARGETS = _OF_ELEMENTS | frozenset(
    ["href", "xlink:href", "src", "poster", "data", "srcset", "imagesrcset", "action", "formaction", "content"]
)
_LOADED = frozenset(
    {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon", "mask-icon"}
)
_LOADING = frozenset({"use", "image", "feimage"})  # SVG elements whose href is loaded


Content = tuple[str | None, tuple[Target, ...]]  # of a tag: its id, and the targets of its references


def scan(page: bytes) -> PageLinks:
    """Return the ids and targets in a page (HTML or SVG)."""
    ids: list[str] = []
    targets: dict[Target, None] = {}
    for own, found in filter(None, map(_read_tag, _TAG.findall(_markup(page)))):
        if own is not None:
            ids.append(own)
        for target in found:
            targets[target] = None
    unique = frozenset(ids)
    repeated = [name for name, count in Counter(ids).items() if count > 1] if len(unique) < len(ids) else []
    return PageLinks(unique, tuple(repeated), tuple(targets))


def find(page: bytes, target: Target) -> int:
    """Return the offset of the first tag that refers to `target`."""
    return next(match.start() for match, (_, found) in _read(page) if target in found)


def find_again(page: bytes, name: str) -> int:
    """Return the offset of the second tag with the id `name`."""
    return [match.start() for match, (own, _) in _read(page) if own == name][1]


def _read(page: bytes) -> Iterator[tuple[re.Match[bytes], Content]]:
    for match in _TAG.finditer(_markup(page)):
        if content := _read_tag(match.group()):
            yield match, content


def _markup(page: bytes) -> bytes:
    """Return the page with comments, scripts and the like blanked out, so that offsets are unchanged."""
    return _NO_MARKUP.sub(lambda match: b"<%b" % (match[1] or b"").ljust(len(match[0]) - 1), page)


@lru_cache(maxsize=50_000)  # tags recur, for instance in the navigation of every page
def _read_tag(tag: bytes) -> Content | None:
    """Return the id and the targets of a tag; None for most tags, which have neither."""
    if not _WORTH_READING.search(tag):
        return None
    name, _, rest = re.split(r"([\s/>])", tag[1:].decode("utf-8", "replace"), maxsplit=1)
    attributes: dict[str, str] = {}
    for key, *quoted in _ATTRIBUTE.findall(rest):
        value = "".join(quoted)
        attributes.setdefault(key.lower(), html.unescape(value) if "&" in value else value)
    targets = tuple(Target(kind, value) for kind, value in _targets(name.lower(), attributes))
    return (attributes.get("id"), targets) if targets or "id" in attributes else None


def _targets(name: str, attributes: dict[str, str]) -> Iterator[tuple[TargetKind, str]]:
    """Yield the targets of a tag with these attributes."""
    for key, value in attributes.items():
        if key not in _WITH_TARGETS and "url(" not in value:
            continue
        if key in {"href", "xlink:href"}:
            yield _kind_of_href(name, attributes), value.strip()
        elif key in {"src", "poster"} or (key == "data" and name == "object"):
            yield TargetKind.ASSET, value.strip()
        elif key in {"srcset", "imagesrcset"}:
            yield from ((TargetKind.ASSET, address) for address in _of_srcset(value))
        elif key in {"action", "formaction"}:
            yield TargetKind.LINK, value.strip()
        elif key in _OF_ELEMENTS and not (key == "for" and name == "output" and not value.strip()):
            yield from ((TargetKind.ELEMENT, element) for element in value.split())
        elif key == "content" and name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            if match := _REFRESH.fullmatch(value):
                yield TargetKind.LINK, match[1]
        else:
            yield from ((TargetKind.ELEMENT, element) for element in _PAINT.findall(value))


def _kind_of_href(name: str, attributes: dict[str, str]) -> TargetKind:
    loaded = name in _LOADING or (name == "link" and _LOADED & set(attributes.get("rel", "").lower().split()))
    return TargetKind.ASSET if loaded else TargetKind.LINK


def _of_srcset(value: str) -> list[str]:
    """Return the addresses in a srcset: separated by commas, each optionally followed by its width."""
    return [address.rstrip(",") for address in re.findall(r"(?:^|,|\s)\s*([^\s,]\S*)(?:\s+[\d.]+[wx])?", value)]
