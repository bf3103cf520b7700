"""Which edition of which series an imported table is.

In: the options, the role and the guide. Out: an `Edition`, or None, and Problems.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from careerguide.core.options import ImportOptions
from careerguide.core.problems import Message, Problem
from careerguide.guide.snapshot import GuideSnapshot
from careerguide.schema.codes import EDITION
from careerguide.schema.slug import is_slug, what_a_slug_is


class Edition(NamedTuple):
    """The series of a table, and which edition it is: 2024, 2024-H1."""

    series: str
    name: str

    @property
    def table(self) -> str:
        """The usual id of the table."""
        return f"{self.series}-{self.name}".lower()


def edition_of(options: ImportOptions, role: str, guide: GuideSnapshot) -> tuple[Edition | None, list[Problem]]:
    """Return the edition that the editor names, if any; its series may be that of the role's other tables."""
    if not options.edition:
        if not options.series:
            return None, []
        what = Message("the table is one of a series and does not say which edition it is")
        return None, [
            Problem.of_option(f"--series {options.series}", what, Message("say it: --edition {year}", year="2024"))
        ]
    if not re.fullmatch(EDITION.pattern, options.edition):
        what = Message("“{edition}” is no edition", edition=options.edition)
        return None, [Problem.of_option(f"--edition {options.edition}", what, EDITION.hint)]
    known = sorted({table.series for table in guide.tables.values() if table.role == role and table.series})
    series = options.series or (known[0] if len(known) == 1 else None)
    if series is None:
        what = Message("the table has an edition and does not say of which series")
        hint = Message("say it: --series {names}", names=" | ".join(known) or role)
        return None, [Problem.of_option(f"--edition {options.edition}", what, hint)]
    if not is_slug(series):
        what = Message("“{id}” cannot be the name of a series", id=series)
        return None, [Problem.of_option(f"--series {series}", what, what_a_slug_is(series))]
    return Edition(series, options.edition), []


def duplicates(edition: Edition, table: str, guide: GuideSnapshot) -> list[Problem]:
    """Return the Problem of an edition that another table of the guide is already."""
    same = [id for id, t in guide.tables.items() if (t.series, t.edition) == edition and id != table]
    if not same:
        return []
    what = Message("the table “{table}” is the edition {edition} too", table=same[0], edition=edition.name)
    hint = Message("to replace it: --table {table} --force", table=same[0])
    return [Problem.of_option(f"--edition {edition.name}", what, hint)]
