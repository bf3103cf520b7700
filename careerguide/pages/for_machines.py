"""The files for machines: the manifest, robots.txt, the sitemap and the feed.

In: the pages for readers. Out: a `PlannedPage` for each file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from careerguide.pages.planned_page import PlannedPage
from careerguide.pages.views.feed import FeedEntry, feed_view
from careerguide.pages.views.site import SiteInfo


class SitemapEntry(NamedTuple):
    """The absolute address of a page, and the date of its last review, where known."""

    address: str
    lastmod: datetime.date | None


def for_machines(site: SiteInfo, pages: Sequence[PlannedPage]) -> Iterator[PlannedPage]:
    """Yield the files for machines: the manifest, robots.txt and, where the base URL is known, sitemap and feed."""
    yield PlannedPage("site.webmanifest", "site.webmanifest", tuple, site, site.title, site.tagline)
    yield PlannedPage("robots.txt", "robots.txt", tuple, site, "", "")
    if site.base_url:
        entries = tuple(SitemapEntry(site.base_url + page.url, page.lastmod) for page in pages if page.found)
        yield PlannedPage("sitemap.xml", "sitemap.xml", lambda: entries, site, "", "", entries=entries)
    if site.feed:
        dated = feed_view(
            FeedEntry(page.url, page.title, page.description, page.lastmod) for page in pages if page.lastmod
        )
        yield PlannedPage("feed.xml", "feed.xml", lambda: dated, site, site.title, site.tagline, entries=dated)
