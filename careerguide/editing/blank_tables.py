"""A salary table to fill in: three columns, every region, no figure yet.

In: a role, the options, the guide. Out: the text of salaries/<id>.yaml, in which every cell says `not_collected`.
"""

from __future__ import annotations

from careerguide.core.options import NewOptions
from careerguide.core.problems import Message, Problem, known_or_list
from careerguide.guide.snapshot import GuideSnapshot
from careerguide.importing.facts import Facts, country_of, currency_of
from careerguide.importing.headings import Heading, Part
from careerguide.importing.writer import write
from careerguide.reading.yaml_writer import comment
from careerguide.schema import ColumnKind, SalaryTable
from careerguide.schema.cells import Amount, Gap, Range
from careerguide.schema.currencies import CODES
from careerguide.schema.examples import EXAMPLES
from careerguide.schema.gaps import GapKind
from careerguide.schema.records import Kind


def salary(role: str, id: str, options: NewOptions, guide: GuideSnapshot) -> tuple[str, list[Problem]]:
    """Return the text of a table, or the Problems where the role, the regions or the currency are not known."""
    problems = []
    if role not in guide.roles:
        what = Message("there is no role “{id}”", id=role)
        problems.append(Problem.of_option("new salary", what, known_or_list(role, guide.roles, f"{Kind.ROLE}/")))
    if not guide.regions:
        what, hint = Message("the guide has no regions yet"), Message("add one first: {program} new region")
        problems.append(Problem(guide.display_path("regions.yaml"), 0, 1, what, hint, check="option"))
    currencies = [options.currency, currency_of(country_of(guide, guide.regions))]
    currencies += [table.currency for table in guide.tables.values()]
    currency = next(filter(None, currencies), None)
    if currency is None:
        what = Message("it is not clear in which currency the figures are")
        problems.append(Problem.of_option("new salary", what, Message("say it: --currency RUB")))
    elif currency not in CODES:
        what = Message("“{code}” is no currency of ISO 4217", code=currency)
        hint = known_or_list(currency, sorted(CODES), "ISO 4217")
        problems.append(Problem.of_option("new salary", what, hint))
    if problems or currency is None:
        return "", problems
    inferred = [name for name in ("currency", "period") if not getattr(options, name)]
    facts = Facts(id, role, currency, options.period or "month", "unknown", tuple(inferred))
    columns = _columns(guide)
    row: dict[str, Amount | Range | Gap] = {column.id: Gap(GapKind.NOT_COLLECTED) for column in columns}
    figures: dict[tuple[str, ...], dict[str, Amount | Range | Gap]] = {(it,): row for it in guide.regions}
    opening = Message("A table to fill in: write an amount or a range in the place of each not_collected.")
    named = opening, Message("The source is not named yet")
    return write(facts, columns, [], figures, guide.language, named, offered=_dimensions(columns, guide)), []


def _dimensions(columns: tuple[Heading, ...], guide: GuideSnapshot) -> list[str]:
    """Return an example of dimensions as comments, with the rows that a region has then."""
    say = guide.language.translate
    described = SalaryTable.model_fields["dimensions"].description or ""
    row = f"{{{', '.join(f'{column.id}: {GapKind.NOT_COLLECTED}' for column in columns)}}}"
    return [
        "",
        *comment(say(described)),
        f"# dimensions: {EXAMPLES['dimensions'].say(say)}",
        *comment(Message("Then each region has a row for each of the values:").say(say)),
        f"#   {next(iter(guide.regions))}:",
        *(f"#     {value}: {row}" for value in ("junior", "senior")),
    ]


def _columns(guide: GuideSnapshot) -> tuple[Heading, ...]:
    """Return three columns: a bottom, a median and a top."""
    usual = {ColumnKind.LOW: Message("From"), ColumnKind.MEDIAN: Message("Median"), ColumnKind.HIGH: Message("To")}
    return tuple(
        Heading(place, label.say(guide.language.translate), Part.FIGURES, str(kind), kind)
        for place, (kind, label) in enumerate(usual.items())
    )
