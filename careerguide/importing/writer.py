"""A table that has been read → the text of a salary file.

In: `Facts`, the columns, segments and rows. Out: YAML with comments in the guide's language, laid out as editors lay
it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careerguide.editing.yaml_writer import comment, scalar
from careerguide.importing.facts import Facts
from careerguide.importing.headings import Heading, statistic
from careerguide.importing.rows import Key
from careerguide.language import Language
from careerguide.models import MAX_SLUG
from careerguide.pay.money import Cell, format_cell
from careerguide.problems import Message, Translate


def write(
    facts: Facts,
    columns: tuple[Heading, ...],
    segments: Mapping[str, str],
    figures: Mapping[Key, Mapping[str, Cell]],
    language: Language,
    named: tuple[Message, Message],
) -> str:
    """Return the text of content/salaries/<id>.yaml; `named` are its first comment and its source."""

    say = language.translate
    lines = [*_head(facts, say, *named), "", "columns:"]
    first_band = next((column.id for column in columns if column.wants_range), None)
    for column in columns:
        lines += _column(column, say, column.id == first_band)
    if segments:
        lines += ["", f"segments: {{{', '.join(f'{id}: {scalar(label)}' for id, label in segments.items())}}}"]
    return "\n".join([*lines, "", "pay:", *_pay(figures, segments, say), ""])


_BASIS = Message("gross (before tax), net (after tax), or unknown where the source does not say it")
_COLLECTED = Message("When the figures were collected: 2024, 2024-05, 2024-05-31, or unknown")
_SOURCE = Message("Where the figures come from: give its title, publisher and date as far as they are known")
_KINDS = Message("interview, article, pay-review, statistics, survey, standard or other")
_INFERRED = Message("Not stated by the table, but inferred by us. Take out of the list what you find stated.")
_BANDS = Message(
    "Of a band one can also say what employers ask for (requires: [one thing, another]) "
    "and whether its top is open (open: yes)"
)


def _head(facts: Facts, say: Translate, opening: Message, title: Message) -> Iterator[str]:
    yield from comment(opening.say(say))
    yield from (f"role: {facts.role}", f"currency: {facts.currency}", f"period: {facts.period}")
    yield from (*comment(_BASIS.say(say)), f"basis: {facts.basis}")
    if facts.inferred:
        yield from (*comment(_INFERRED.say(say)), f"inferred: [{', '.join(facts.inferred)}]")
    yield from (*comment(_COLLECTED.say(say)), "collected: unknown")
    yield from (*comment(_SOURCE.say(say)), "source:", f"  id: {facts.table[: MAX_SLUG - 4]}-pay")
    yield from (
        *comment(_KINDS.say(say), "  "),
        "  kind: other",
        f"  title: {scalar(title.say(say))}",
        "  date: unknown",
    )


def _column(column: Heading, say: Translate, explained: bool) -> Iterator[str]:
    yield f"  {column.id}:"
    other = statistic(column.below)[0] if column.below else None
    if column.below and not (other and other is not column.kind):
        told = Message("Below the heading the source has: {words}", words=column.below)
        yield from comment(told.say(say), "    ")
    yield f"    kind: {column.kind}"
    yield f"    label: {scalar(column.label or column.id)}"
    if column.p is not None:
        yield f"    p: {column.p:g}"
    if column.years is not None:
        yield f"    years: {column.years:g}"
    if explained:
        yield from comment(_BANDS.say(say), "    ")
    if other and other is not column.kind:
        note = Message("Below the heading “{label}” the source has “{below}”, which is another statistic.",
                       label=column.label, below=column.below)  # fmt: skip
        yield f"    note: {scalar(note.say(say))}"


def _pay(figures: Mapping[Key, Mapping[str, Cell]], segments: Mapping[str, str], say: Translate) -> Iterator[str]:
    width = max((len(id) for id in segments), default=0) + 1
    by_region: dict[str, dict[str | None, Mapping[str, Cell]]] = {}
    for (region, segment), cells in figures.items():
        by_region.setdefault(region, {})[segment] = cells
    for region, rows in by_region.items():
        if not segments:
            yield f"  {region}: {_row(rows[None], say)}"
            continue
        yield f"  {region}:"
        for segment in segments:
            if segment in rows:
                yield f"    {segment + ':':<{width}} {_row(rows[segment], say)}"


def _row(cells: Mapping[str, Cell], say: Translate) -> str:
    return f"{{{', '.join(f'{id}: {format_cell(cell, say)}' for id, cell in cells.items())}}}"
