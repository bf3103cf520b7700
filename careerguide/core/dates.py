"""Dates of limited precision: a year, a month, a day, or unknown; and SOURCE_DATE_EPOCH."""

from __future__ import annotations

import calendar
import datetime
import os
from typing import NamedTuple

from careerguide.core.os_errors import CommandError
from careerguide.core.problems import Message


class When(NamedTuple):
    """A date of limited precision: `text` is a year, a month or a day in ISO 8601, or "unknown"."""

    text: str

    @property
    def known(self) -> bool:
        """Whether the date is known at all."""
        return self.text != "unknown"

    @property
    def earliest(self) -> datetime.date | None:
        """The first day that the date can mean; None where it is unknown."""
        if not self.known:
            return None
        year, month, day = ([int(part) for part in self.text.split("-")] + [1, 1])[:3]
        return datetime.date(year, month, day)

    @property
    def latest(self) -> datetime.date | None:
        """The last day that the date can mean; None where it is unknown."""
        if not self.known or len(self.text) == 10:
            return self.earliest
        year, month = ([int(part) for part in self.text.split("-")] + [12])[:2]
        return datetime.date(year, month, calendar.monthrange(year, month)[1])


def source_date_epoch() -> int | None:
    """Return SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), or None where it is not set.

    CommandError where that is not a number of seconds since 1970, or too large.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        if not (epoch.isascii() and epoch.isdigit()):
            raise ValueError(epoch)
        datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = Message("“{text}” is not a time in seconds since 1970", text=epoch)
        hint = Message("write one, such as 1767225600, or unset it")
        raise CommandError("SOURCE_DATE_EPOCH", message, hint) from error
    return int(epoch)
