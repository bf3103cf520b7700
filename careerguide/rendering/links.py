"""Links from the page that is being rendered.

In: an address inside the site, the name of an asset, or rendered prose. Out: the link, or the prose with its links,
relative to that page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from markupsafe import Markup

from careerguide.pages.planned_page import PlannedPage, file_of

_way_to_root: ContextVar[str] = ContextVar("way_to_root", default="")


@contextmanager
def links_from(page: PlannedPage) -> Iterator[None]:
    """Make all links relative to a page, as long as it is rendered."""
    before = _way_to_root.set(way_to_root(page))
    try:
        yield
    finally:
        _way_to_root.reset(before)


def way_to_root(page: PlannedPage) -> str:
    """Return the path from a page to the root: relative, except for 404.html, which is served at any depth."""
    return page.site.base_path if page.url == "404.html" else "../" * page.url.count("/")


def url(target: str) -> str:
    """Return the link from the page being rendered to an address inside the site."""
    return _way_to_root.get() + file_of(target)


# Only inside tags: text may contain the same characters.
_INNER = re.compile(r"""(<[a-z](?:[^"<>]|"[^"]*")*? (?:href|src)=")site:""")
_OFFERED = re.compile(r"""(?<= srcset=")site:[^"]*(?=" sizes=)""")


def here(prose: str) -> Markup:
    """Return rendered prose with its links inside the site made relative to the page being rendered."""
    root = _way_to_root.get()
    prose = _INNER.sub(lambda found: found[1] + root, prose)
    return Markup(_OFFERED.sub(lambda found: found[0].replace("site:", root), prose))


def asset_links(published: Mapping[str, str]) -> Callable[[str], str]:
    """Return the function that links to an asset; `published` has its published name."""

    def asset(name: str) -> str:
        """Return the link from the page being rendered to a file of static/."""
        return _way_to_root.get() + published.get(name, name)

    return asset
