"""When reviews and figures become stale: the day is computed from their own date, never from today's.

Builds do not read the clock: a page contains the day on which it becomes stale, and static/js/site.js shows the notice
from that day on. It therefore also appears on a site that is no longer rebuilt, where it is needed most.
"""

from __future__ import annotations

import calendar
import datetime

from careerguide.core.dates import When

Date = datetime.date | When


def stale_from(date: Date, months: int) -> datetime.date | None:
    """Return the first day on which a date is certainly more than `months` old; None for an unknown date."""
    latest = date.latest if isinstance(date, When) else date
    if latest is None:
        return None
    years, month = divmod(latest.month - 1 + months, 12)
    year = latest.year + years
    if year > datetime.MAXYEAR:
        return None
    day = min(latest.day, calendar.monthrange(year, month + 1)[1])
    return datetime.date(year, month + 1, day) + datetime.timedelta(days=1)
