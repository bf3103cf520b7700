"""A salary table to fill in: the columns and segments of the guide's other tables, every region, no figure yet.

In: a role, the options, the guide. Out: the text of salaries/<id>.yaml, in which every cell says `not_collected`.
"""

from __future__ import annotations

from careerguide.commands import NewOptions
from careerguide.editing.known import Known
from careerguide.importing.facts import Facts, country_of, currency_of
from careerguide.importing.headings import Heading, Part
from careerguide.importing.writer import write
from careerguide.models import ColumnKind, SalaryTable
from careerguide.pay.money import Gap, GapKind
from careerguide.problems import Message, Problem, known_or_list


def salary(role: str, id: str, options: NewOptions, known: Known) -> tuple[str, list[Problem]]:
    """Return the text of a table, or the Problems of a role or of regions that are not there."""
    problems = []
    if role not in known.roles:
        what = Message("there is no role “{id}”", id=role)
        problems.append(Problem("new salary", 0, 1, what, known_or_list(role, known.roles), check="option"))
    if not known.regions:
        what, hint = Message("the guide has no regions yet"), Message("add one first: uv run build.py new region")
        problems.append(Problem(known.shown("regions.yaml"), 0, 1, what, hint, check="option"))
    like = next(iter(known.tables.values()), None)
    currency = options.currency or (like.currency if like else currency_of(country_of(known, known.regions)))
    if currency is None:
        what = Message("it is not clear in which currency the figures are")
        problems.append(Problem("new salary", 0, 1, what, Message("say it: --currency RUB"), check="option"))
    if problems or currency is None:
        return "", problems
    facts = Facts(id, role, currency, options.period or (like.period if like else "month"), "unknown", ())
    columns, segments = _columns(like, known), dict(like.segments) if like else {}
    gap = Gap(GapKind.NOT_COLLECTED)
    row = {column.id: gap for column in columns}
    figures = {(region, segment): row for region in known.regions for segment in (segments or [None])}
    opening = Message("A table to fill in: write an amount or a range in the place of each not_collected.")
    return write(
        facts, columns, segments, figures, known.language, (opening, Message("The source is not named yet"))
    ), []


def _columns(like: SalaryTable | None, known: Known) -> tuple[Heading, ...]:
    """Return the columns of another table of the guide; where there is none, a bottom, a median and a top."""
    if like is not None:
        return tuple(
            Heading(place, column.label, Part.FIGURES, id, column.kind, column.p, column.years)
            for place, (id, column) in enumerate(like.columns.items())
        )
    usual = {ColumnKind.LOW: Message("From"), ColumnKind.MEDIAN: Message("Median"), ColumnKind.HIGH: Message("To")}
    return tuple(
        Heading(place, label.say(known.language.translate), Part.FIGURES, str(kind), kind)
        for place, (kind, label) in enumerate(usual.items())
    )
