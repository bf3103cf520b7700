"""Limits of page weight, with which the first screen arrives in the first packets on any network.

In: the files of the site. Out: warnings, each at the heaviest page over a limit; of the pages of a kind, which share a
template, the largest is weighed. Sizes are compressed by gzip, as sent; 1 kB = 1,000 bytes. `links` checks that no page
requests anything from another site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from careerguide.core.problems import Message, Problem, Severity
from careerguide.outputs.page_weight import FIRST_PAINT, PageWeigher, Weight

SCRIPTS = 11_100  # bytes, of all scripts that a page loads
BLOCKING = 500  # bytes, of render-blocking scripts: enough to set the colour scheme
FONTS = 40_000  # bytes, of all font files

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


def largest(sizes: Mapping[str, int]) -> list[str]:
    """Return the largest page of each kind, of pages by their sizes: pages of a folder have the same template."""
    found: dict[tuple[str, int], str] = {}
    for path in sorted(sizes):
        kind = path.partition("/")[0], path.count("/")
        if kind not in found or sizes[path] > sizes[found[kind]]:
            found[kind] = path
    return list(found.values())


def check(files: Mapping[str, bytes]) -> list[Problem]:
    """Return the warnings about a site that is over the budget."""
    weigher = PageWeigher(files)
    pages = largest({path: len(content) for path, content in files.items() if path.endswith(".html")})
    return over({path: weigher.weigh(path, files[path]) for path in pages}, files)


def over(pages: Mapping[str, Weight], files: Mapping[str, bytes]) -> list[Problem]:
    """Return the warnings about pages over the budget, by their weights, and about the fonts among the files."""
    problems = []
    for name, (limit, message_of) in LIMITS.items():
        over = {path: size for path, weight in pages.items() if (size := getattr(weight, name)) > limit}
        if over:
            path = max(over, key=lambda path: over[path])
            problems.append(_problem(path, message_of(_kilobytes(over[path]), _kilobytes(limit)), len(over) - 1))
    fonts = {path: len(content) for path, content in files.items() if path.endswith((".woff2", ".woff", ".ttf"))}
    if (size := sum(fonts.values())) > FONTS:
        message = Message("the fonts are {size} kB, {limit} at most", size=_kilobytes(size), limit=_kilobytes(FONTS))
        problems.append(_problem(max(fonts, key=lambda path: fonts[path]), message, 0))
    return problems


def _kilobytes(bytes: int) -> float:
    return round(bytes / 1000, 1)


def _problem(path: str, message: Message, others: int) -> Problem:
    if others:
        message = Message("{what} (other pages with the same: {count})", what=message, count=others)
    hint = Message("move what the first screen can do without to another page, or load it later")
    return Problem(path, 0, 1, message, hint, severity=Severity.WARNING, check="budget")
