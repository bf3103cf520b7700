"""A table that has been read → the text of a salary file.

In: `Facts`, the columns, breakdowns and rows. Out: YAML with comments in the guide's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from careerguide.core.problems import Message, Translate
from careerguide.importing.facts import Facts
from careerguide.importing.headings import Heading, ladder, statistic
from careerguide.importing.names import Values
from careerguide.importing.rows import Key
from careerguide.languages.language import Language
from careerguide.pay.money import format_cell
from careerguide.reading.yaml_writer import comment, scalar
from careerguide.schema.cells import Written
from careerguide.schema.slug import LIMIT


def write(
    facts: Facts,
    columns: tuple[Heading, ...],
    dimensions: Sequence[Values],
    figures: Mapping[Key, Mapping[str, Written]],
    language: Language,
    named: tuple[Message, Message],
    notes: Mapping[str, str] = MappingProxyType({}),
    offered: Sequence[str] = (),
) -> str:
    """Return the text of content/salaries/<id>.yaml; `named` are its first comment and its source.

    `notes` are those on single cells, by address; `offered` are comments with what the table could have besides.
    """

    say = language.translate
    lines = [*_head(facts, say, *named), "", "columns:"]
    first_band = next((column.id for column in columns if column.wants_range), None)
    for column in columns:
        lines += _column(column, say, column.id == first_band)
    if [each.is_segment for each in dimensions] == [True]:
        values = ", ".join(_values(dimensions[0], {}))
        lines += ["", f"segments: {{{values}}}"]
    elif dimensions:
        lines += ["", "dimensions:", *(line for each in dimensions for line in _dimension(each))]
    return "\n".join([*lines, *offered, "", "pay:", *_pay(figures, dimensions, say), *_notes(notes), ""])


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
    yield f"role: {facts.role}"
    if facts.edition:
        yield from (f"series: {facts.edition.series}", f"edition: {facts.edition.name}")
    yield from (f"currency: {facts.currency}", f"period: {facts.period}")
    yield from (*comment(_BASIS.say(say)), f"basis: {facts.basis}")
    if facts.inferred:
        yield from (*comment(_INFERRED.say(say)), f"inferred: [{', '.join(facts.inferred)}]")
    yield from (*comment(_COLLECTED.say(say)), "collected: unknown")
    yield from (*comment(_SOURCE.say(say)), "source:", f"  id: {facts.table[: LIMIT - 4]}-pay")
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
        below = Message("Below the heading the source has: {words}", words=column.below)
        yield from comment(below.say(say), "    ")
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


def _dimension(dimension: Values) -> Iterator[str]:
    years = ladder(dimension.label or "", dimension.seen.values())
    yield f"  {dimension.id}:"
    if dimension.label:
        yield f"    label: {scalar(dimension.label)}"
    if years:
        yield "    ordered: yes"
    yield "    values:"
    yield from (f"      {value}" for value in _values(dimension, dict(zip(dimension.seen, years, strict=False))))


def _values(dimension: Values, years: Mapping[str, int]) -> Iterator[str]:
    for id, label in dimension.seen.items():
        facts = [f"label: {scalar(label)}"]
        facts += [f"years: {years[id]}"] if id in years else []
        facts += [f"columns: [{', '.join(dimension.columns[id])}]"] if id in dimension.columns else []
        yield f"{id}: {{{', '.join(facts)}}}" if len(facts) > 1 else f"{id}: {scalar(label)}"


def _pay(figures: Mapping[Key, Mapping[str, Written]], dimensions: Sequence[Values], say: Translate) -> Iterator[str]:
    for region in dict.fromkeys(key[0] for key in figures):
        yield from _below((region,), figures, dimensions, say)


def _notes(notes: Mapping[str, str]) -> Iterator[str]:
    if notes:
        yield from ("", "notes:")
    for cell, text in notes.items():
        yield from (f"  - cell: {cell}", f"    text: {scalar(text)}")


def _below(
    key: Key, figures: Mapping[Key, Mapping[str, Written]], dimensions: Sequence[Values], say: Translate, width: int = 0
) -> Iterator[str]:
    """Yield the lines of a region or a value: a row, or what is below it."""
    indent = "  " * len(key)
    if len(key) > len(dimensions):
        yield f"{indent}{key[-1] + ':':<{width}} {_row(figures[key], say)}"
        return
    yield f"{indent}{key[-1]}:"
    seen = dimensions[len(key) - 1].seen
    width = max(map(len, seen)) + 1
    for id in seen:
        if any(other[: len(key) + 1] == (*key, id) for other in figures):
            yield from _below((*key, id), figures, dimensions, say, width)


def _row(cells: Mapping[str, Written], say: Translate) -> str:
    return f"{{{', '.join(f'{id}: {format_cell(cell, say)}' for id, cell in cells.items())}}}"
