"""Values that can be read and are hardly meant: dates that are still to come, shares below one per cent.

In: a Guide without errors, and today's date. Out: advice at the value.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from careerguide.core.dates import When
from careerguide.core.problems import Message, Problem, Severity
from careerguide.guide.guide import Guide
from careerguide.reading.source import Loc
from careerguide.schema import Page, Role, SalaryTable


def findings(library: Guide, today: datetime.date) -> Iterator[Problem]:
    """Yield each date after today, and each share that was probably meant as a part of one."""
    records: list[Role | Page | SalaryTable] = [*library.roles.values(), *library.pages.values()]
    for record in [*records, *library.table_metadata.values()]:
        data = library.documents[library.path_of(record)]
        for loc, date in _dates(record):
            day = date.earliest if isinstance(date, When) else date
            if day and day > today:
                what, hint = Message("this date is still to come"), Message("check its year, month and day")
                yield data.problem(loc, what, hint, Severity.ADVICE, "unlikely-value")
        for index, applicant in enumerate(record.applicants if isinstance(record, Role) else ()):
            if 0 < applicant.share < 1:
                what = Message("this is read as less than one per cent")
                hint = Message(
                    "if a part of 1 is meant, write it in per cent: {share}", share=f"{applicant.share * 100:g}"
                )
                yield data.problem(("applicants", index, "share"), what, hint, Severity.ADVICE, "unlikely-value")


def _dates(record: Role | Page | SalaryTable) -> Iterator[tuple[Loc, When | datetime.date | None]]:
    """Yield the dates of a record, each with its location."""
    if isinstance(record, SalaryTable):
        yield ("collected",), record.collected
        yield ("source", "date"), record.source.date
        return
    yield ("reviewed",), record.reviewed
    for index, source in enumerate(record.sources if isinstance(record, Role) else ()):
        yield ("sources", index, "date"), source.date
