"""Page weight: the bytes transferred before the first screen is painted, and for scripts.

In: a page and the files that it loads. Out: its `Weight`, compressed by gzip.

The first paint needs every style sheet, and the part of the HTML that the first screen shows. How much that is depends
on the screen, so it is measured in text: `FIRST_SCREEN` characters are more prose than fits on 1920 × 1080 pixels; each
paragraph, row or list item counts as `LINE` additional characters, since its last line is rarely full. Most pages are
shorter, and are measured as a whole.
"""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple

FIRST_PAINT = 14_000  # bytes: what a server sends before the first acknowledgement (RFC 6928: ten packets)
FIRST_SCREEN = 4_000  # characters
LINE = 40

_TOKEN = re.compile(rb"<(script|style|svg)\b.*?(?:</\1>|\Z)|<[^>]*(?:>|\Z)|[^<]+", re.DOTALL)  # a tag, or text
_BLOCK = re.compile(rb"<(?=(?:p|li|tr|h[1-6]|dt|dd|label|summary|caption)\b)")
_STYLE = re.compile(rb'<link rel="stylesheet" href="([^"]*)"(?![^>]*media="print")')
_SCRIPT = re.compile(rb'<script(?=[^>]*? src="([^"]*)")([^>]*)>')
_IMPORT = re.compile(rb"^\s*(?:import|export)\b[^;\"']*[\"'](\.[^\"']*)[\"']", re.MULTILINE)


class Weight(NamedTuple):
    """The weight of a page, in transferred bytes."""

    first_paint: int
    scripts: int
    blocking: int


class PageWeigher:
    """Weighs pages; the weight of each file that they load is cached."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._sent: dict[str, int] = {}

    def weigh(self, path: str, page: bytes) -> Weight:
        """Return the weight of a page; of a light one, an upper bound."""
        styles = sum(self._size(_join(path, link.decode())) for link in _STYLE.findall(page))
        scripts = [(self._size(_join(path, link.decode())), rest) for link, rest in _SCRIPT.findall(page)]
        return Weight(
            first_paint=styles + _bound(page, FIRST_PAINT - styles),
            scripts=sum(bytes for bytes, _ in scripts),
            blocking=sum(bytes for bytes, rest in scripts if not re.search(rb" (?:defer|async)\b|module", rest)),
        )

    def _size(self, path: str) -> int:
        if path not in self._sent:
            content = self._files.get(path, b"")
            self._sent[path] = compressed(content)
            if path.endswith((".js", ".mjs")):
                imported = {_join(path, it.decode()) for it in _IMPORT.findall(content)}
                self._sent[path] += sum(self._size(it) for it in imported)
        return self._sent[path]


def _bound(page: bytes, limit: int) -> int:
    """Return the weight of a page's first screen, or an upper bound within the limit that is cheaper to compute."""
    if len(page) <= limit:
        return len(page)
    first = seen_first(page)
    quick = len(gzip.compress(first, 1, mtime=0))
    return quick if quick <= limit else compressed(first)


def seen_first(page: bytes) -> bytes:
    """Return the start of a page, up to `FIRST_SCREEN` characters of text."""
    left = FIRST_SCREEN
    for token in _TOKEN.finditer(page):
        if token[0].startswith(b"<"):
            left -= LINE if _BLOCK.match(token[0]) else 0
        elif (text := token[0].decode("utf-8", "ignore")) and len(text) >= left:
            return page[: token.start() + len(text[:left].encode())]
        else:
            left -= len(text)
        if left <= 0:
            return page[: token.end()]
    return page


def compressed(content: bytes) -> int:
    """Return the number of bytes that are transferred."""
    return len(gzip.compress(content, 9, mtime=0))


def _join(page: str, link: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link))
