"""What a page may weigh: little enough that its first screen comes with the first packets, on any network.

In: the files of the site. Out: warnings, each at the heaviest page that is over a limit. Sizes are as sent: compressed
by gzip, 1 kB = 1,000 bytes. That no page asks another site for anything is checked with the links.

The first paint needs every style sheet, and of the HTML what the first screen shows; the rest is read while that can be
seen already. Which part this is depends on the screen, so it is measured in text: `FIRST_SCREEN` characters are more
than a screen of 1920 × 1080 pixels holds when it is all prose; a paragraph, a row, an item of a list counts as `LINE`
characters more, since its last line is seldom full. Most pages are shorter, and are measured whole.
"""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from careerguide.problems import Message, Problem, Severity

FIRST_PAINT = 14_000  # bytes: what a server sends before it has heard anything back (RFC 6928: ten packets)
SCRIPTS = 10_000  # bytes, of all that a page loads by itself
BLOCKING = 500  # bytes, of scripts that the first paint waits for: enough to set the colour scheme, for nothing else
FONTS = 40_000  # bytes, of all font files
FIRST_SCREEN = 4_000  # characters
LINE = 40

_PIECE = re.compile(rb"<(script|style|svg)\b.*?(?:</\1>|\Z)|<[^>]*(?:>|\Z)|[^<]+", re.DOTALL)  # a tag, or text
_BLOCK = re.compile(rb"<(?=(?:p|li|tr|h[1-6]|dt|dd|label|summary|caption)\b)")
_STYLE = re.compile(rb'<link rel="stylesheet" href="([^"]*)"(?![^>]*media="print")')
_SCRIPT = re.compile(rb'<script(?=[^>]*? src="([^"]*)")([^>]*)>')
_IMPORT = re.compile(rb"^\s*(?:import|export)\b[^;\"']*[\"'](\.[^\"']*)[\"']", re.MULTILINE)


class Weight(NamedTuple):
    """What a page weighs, in bytes as sent."""

    first_paint: int
    scripts: int
    blocking: int


LIMITS: dict[str, tuple[int, Callable[[float, float], Message]]] = {  # by the field of Weight
    "first_paint": (
        FIRST_PAINT,
        lambda size, limit: Message(
            "HTML and styles for the first screen are {size} kB, {limit} at most", size=size, limit=limit
        ),
    ),
    "scripts": (
        SCRIPTS,
        lambda size, limit: Message("the page's scripts are {size} kB, {limit} at most", size=size, limit=limit),
    ),
    "blocking": (
        BLOCKING,
        lambda size, limit: Message("scripts without “defer” are {size} kB, {limit} at most", size=size, limit=limit),
    ),
}


def check(files: Mapping[str, bytes]) -> list[Problem]:
    """Return what of a site is over the budget."""
    scales = Scales(files)
    pages = {path: scales.weigh(path, page) for path, page in files.items() if path.endswith(".html")}
    return over(pages, files)


def over(pages: Mapping[str, Weight], files: Mapping[str, bytes]) -> list[Problem]:
    """Return what is over the budget: which pages, by what they weigh, and the fonts among the files."""
    problems = []
    for name, (limit, tell) in LIMITS.items():
        over = {path: size for path, weight in pages.items() if (size := getattr(weight, name)) > limit}
        if over:
            path = max(over, key=lambda path: over[path])
            problems.append(_problem(path, tell(_kilobytes(over[path]), _kilobytes(limit)), len(over) - 1))
    fonts = {path: len(content) for path, content in files.items() if path.endswith((".woff2", ".woff", ".ttf"))}
    if (size := sum(fonts.values())) > FONTS:
        message = Message("the fonts are {size} kB, {limit} at most", size=_kilobytes(size), limit=_kilobytes(FONTS))
        problems.append(_problem(max(fonts, key=lambda path: fonts[path]), message, 0))
    return problems


class Scales:
    """Weighs pages; each file that they load is weighed once."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._sent: dict[str, int] = {}

    def weigh(self, path: str, page: bytes) -> Weight:
        """Return what a page weighs; for one that is light anyway, at most that."""
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
    """Return what the first screen of a page weighs, or an upper bound that is within the limit and cheaper to find."""
    if len(page) <= limit:
        return len(page)
    first = seen_first(page)
    quick = len(gzip.compress(first, 1, mtime=0))
    return quick if quick <= limit else compressed(first)


def seen_first(page: bytes) -> bytes:
    """Return the beginning of a page, up to `FIRST_SCREEN` characters of text."""
    left = FIRST_SCREEN
    for piece in _PIECE.finditer(page):
        if piece[0].startswith(b"<"):
            left -= LINE if _BLOCK.match(piece[0]) else 0
        elif (text := piece[0].decode("utf-8", "ignore")) and len(text) >= left:
            return page[: piece.start() + len(text[:left].encode())]
        else:
            left -= len(text)
        if left <= 0:
            return page[: piece.end()]
    return page


def compressed(content: bytes) -> int:
    """Return how many bytes are sent."""
    return len(gzip.compress(content, 9, mtime=0))


def _join(page: str, link: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link))


def _kilobytes(bytes: int) -> float:
    return round(bytes / 1000, 1)


def _problem(path: str, message: Message, others: int) -> Problem:
    if others:
        message = Message("{what} (other pages with the same: {count})", what=message, count=others)
    hint = Message("move what the first screen can do without to another page, or load it later")
    return Problem(path, 0, 1, message, hint, severity=Severity.WARNING, check="budget")
