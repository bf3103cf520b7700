"""Library → Pages: which pages there are, at which address, from what.

In: a `Library`. Out: every page of the site as a `Page`, in a fixed order. Pure: no clock, no file.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from careerguide.library import Library
from careerguide.views.site import Crumb, Site, Words


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site: where it stands, which template draws it, and all that the template may show.

    `url` is the page's folder ("" is home) or, without a slash at its end, the file itself ("404.html", "sitemap.xml").
    """

    url: str
    template: str
    context: Any
    site: Site
    title: Words
    description: Words
    crumbs: tuple[Crumb, ...] = ()  # the pages above this one, home first
    source: str | None = None  # the content file that it shows
    lastmod: datetime.date | None = None
    data: tuple[Mapping[str, Any], ...] = ()  # JSON-LD

    @property
    def file(self) -> str:
        """The file's path inside the output folder."""
        return file_of(self.url)


def file_of(url: str) -> str:
    """Return the file that an address inside the site names: roles/x/#y → roles/x/index.html#y."""
    path, mark, anchor = url.partition("#")
    return f"{path}index.html{mark}{anchor}" if not path or path.endswith("/") else url


def plan(library: Library) -> list[Page]:
    """Return every page of the site, in a fixed order."""
    raise NotImplementedError
