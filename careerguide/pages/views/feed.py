"""The feed: reviewed pages, the newest first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from careerguide.pages.views.site import Words

NEWEST = 100  # entries


class FeedEntry(NamedTuple):
    """One page of the feed."""

    url: str
    title: Words
    summary: Words
    updated: datetime.date


def feed_view(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Return the most recent entries, newest first; entries of the same day keep the guide's order."""
    return tuple(sorted(entries, key=lambda entry: entry.updated, reverse=True)[:NEWEST])
