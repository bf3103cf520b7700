"""Warns of a site that is near the limits of GitHub Pages, before a deployment fails.

In: the size of each file of the site, in bytes. Out: warnings. The limits are those of docs.github.com/pages, “GitHub
Pages limits”, and of repositories (“About large files on GitHub”).
"""

from __future__ import annotations

from collections.abc import Mapping

from careerguide.core.problems import Message, Problem, Severity

MAX_SITE = 1_000_000_000  # bytes
MAX_FILE = 100_000_000  # bytes, of one file
NEAR = 0.8  # of a limit, from which to warn
_MB = 1_000_000


def check(sizes: Mapping[str, int]) -> list[Problem]:
    """Return a warning for each limit that is near or exceeded."""
    hint = Message("GitHub Pages publishes no more: make pictures smaller, or keep them elsewhere")
    problems = []
    for path, size in sizes.items():
        if size > NEAR * MAX_FILE:
            what = Message("the file has {size} MB; {limit} MB is the limit", size=size // _MB, limit=MAX_FILE // _MB)
            problems.append(Problem(path, 0, 1, what, hint, Severity.WARNING, check="hosting"))
    whole = sum(sizes.values())
    if whole > NEAR * MAX_SITE:
        what = Message("the site has {size} MB; {limit} MB is the limit", size=whole // _MB, limit=MAX_SITE // _MB)
        largest = max(sizes, key=lambda path: sizes[path])
        problems.append(Problem(largest, 0, 1, what, hint, Severity.WARNING, check="hosting"))
    return problems
