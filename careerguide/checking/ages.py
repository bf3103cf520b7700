"""When a review or a figure begins to count as old: a day in the future of its own date, and never today's.

A build has no clock: the page names the day from which on it is old, and the reader's browser (static/js/stale.js)
shows the mark when that day has come. So a mark appears on a site that nobody builds any more, where it is needed most.
"""

from __future__ import annotations

import calendar
import datetime

from careerguide.models import When

Date = datetime.date | When


def stale_from(date: Date, months: int) -> datetime.date | None:
    """Return the first day on which a date is more than `months` old for certain; None for an unknown date."""
    latest = date.latest if isinstance(date, When) else date
    if latest is None:
        return None
    years, month = divmod(latest.month - 1 + months, 12)
    year = latest.year + years
    if year > datetime.MAXYEAR:
        return None
    day = min(latest.day, calendar.monthrange(year, month + 1)[1])
    return datetime.date(year, month + 1, day) + datetime.timedelta(days=1)
