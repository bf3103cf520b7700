"""The feed: what was read anew, the newest first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from careerguide.views.site import Words

NEWEST = 100  # entries; readers of feeds want what is new, not all that there is


class FeedEntry(NamedTuple):
    """One page of the feed."""

    url: str
    title: Words
    summary: Words
    updated: datetime.date


def feed_view(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Return the newest entries, the newest first; those of one day keep the guide's order."""
    return tuple(sorted(entries, key=lambda entry: entry.updated, reverse=True)[:NEWEST])
