"""When a date begins to count as old."""

from __future__ import annotations

import datetime

import pytest

from careerguide.core.dates import When
from careerguide.pages.ages import Date, stale_from


@pytest.mark.parametrize(
    ("date", "months", "first"),
    [
        (datetime.date(2026, 11, 23), 24, "2028-11-24"),
        (datetime.date(2024, 2, 29), 12, "2025-03-01"),
        (datetime.date(2025, 12, 31), 2, "2026-03-01"),
        (When("2024"), 12, "2026-01-01"),
        (When("2024-05"), 1, "2024-07-01"),
        (When("2024-05-31"), 1, "2024-07-01"),
    ],
)
def test_a_date_is_old_when_it_is_so_for_certain(date: Date, months: int, first: str) -> None:
    """The months are counted from the last day that the date can mean, to the day after."""
    found = stale_from(date, months)
    assert found is not None
    assert found.isoformat() == first


@pytest.mark.parametrize(("date", "months"), [(When("unknown"), 24), (When("9999"), 24)])
def test_what_is_not_known_is_not_called_old(date: Date, months: int) -> None:
    """An unknown date is shown as unknown, not as stale."""
    assert stale_from(date, months) is None
