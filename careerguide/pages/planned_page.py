"""One page of the site, as it is planned.

In: its address, template and texts, and the function that creates its view. Out: a `PlannedPage`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from careerguide.pages import structured_data
from careerguide.pages.ages import stale_from
from careerguide.pages.views.site import SEARCH, Crumb, SiteInfo, Words

View = Any
Data = tuple[Mapping[str, Any], ...]  # JSON-LD


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One page of the site: its address, its template, and the function that creates its view.

    `url` is the page's folder ("" is home) or, without a trailing slash, the file itself ("404.html", "sitemap.xml").
    The view is created when the page is rendered. The repr, of which the digest is taken, has neither view nor site.
    """

    url: str
    template: str
    create_view: Callable[[], View] = field(repr=False)
    site: SiteInfo = field(repr=False)
    title: Words
    description: Words
    crumbs: tuple[Crumb, ...] = ()  # the pages above this one, home first
    source: str | None = None  # the content file of the page
    lastmod: datetime.date | None = None
    describe: Callable[[View], Data] = field(default=lambda _: (), repr=False)  # the structured data of its view
    entries: tuple[Any, ...] = ()  # of a sitemap or feed, for the digest
    found: bool = True  # by search engines, and with a card where it is shared

    @property
    def file(self) -> str:
        """The file's path inside the output folder."""
        return file_of(self.url)

    def data(self, view: View) -> Data:
        """Return the structured data: of the site, the breadcrumbs and the article, then that of the view."""
        site = self.site
        nodes: list[Mapping[str, Any]] = [] if self.url else [structured_data.website(site, SEARCH.url)]
        if self.crumbs:
            nodes.append(structured_data.breadcrumbs(site, (*self.crumbs, Crumb(self.url, self.title))))
        if self.template in ARTICLES:
            nodes.append(structured_data.article(site, self.url, self.title, self.description, self.lastmod))
        return (*nodes, *self.describe(view))

    @property
    def stale_from(self) -> datetime.date | None:
        """The day on which the last review becomes stale."""
        return stale_from(self.lastmod, self.site.stale_after_months) if self.lastmod else None


ARTICLES = frozenset({"role.html", "text.html"})  # templates of pages that are written and reviewed by somebody


def file_of(url: str) -> str:
    """Return the file of an address inside the site: roles/x/#y → roles/x/index.html#y."""
    path = re.split("[?#]", url, maxsplit=1)[0]
    return f"{path}index.html{url[len(path) :]}" if not path or path.endswith("/") else url
