"""Finds figures whose share of their row's median is unlike that of every other row.

In: the rows of a `SalaryTable`. Out: rows, cells and what is odd about them. Regions pay more or less, but within one
table a band or a percentile is nearly the same share of the median everywhere; one that is not is often a typing error.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median as middle_of
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.core.problems import Message
from careerguide.pay.key_figures import central_column, median_column, pay_columns
from careerguide.pay.numerals import figure
from careerguide.schema import PayCell, Row, SalaryTable
from careerguide.schema.cells import Amount, Range
from careerguide.schema.dimensions import Segment

MIN_ROWS = 8  # with a figure in the column: fewer do not show what is usual
LIMIT = 3.5  # robust z: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993
SPREAD = 0.025  # the least spread of a share: published pay is rounded, so that closer agreement is chance
RANGE = 1.25  # times the range of all other shares: in skewed distributions what lies within is usual
SCALE = 10  # times the other rows' median: no region pays ten times as much as another

Odd = tuple[Row, PayCell, Message]

SENTENCES = {
    side: what.id
    for side, what in {
        "low": Message(
            "{column} begins at {amount}, {share} % of its row's median; in other rows it is {low} to {high} %"
        ),
        "high": Message(
            "{column} ends at {amount}, {share} % of its row's median; in other rows it is {low} to {high} %"
        ),
        "value": Message("{column} is {amount}, {share} % of its row's median; in other rows it is {low} to {high} %"),
    }.items()
}
SENTENCES_WITHOUT_MEDIAN = {
    side: what.id
    for side, what in {
        "low": Message("{column} begins at {amount}, {share} % of {whole}; in other rows it is {low} to {high} %"),
        "high": Message("{column} ends at {amount}, {share} % of {whole}; in other rows it is {low} to {high} %"),
        "value": Message("{column} is {amount}, {share} % of {whole}; in other rows it is {low} to {high} %"),
    }.items()
}


class _Figure(NamedTuple):
    """One figure of a cell, and its share of its row's reference."""

    row: Row
    cell: PayCell
    amount: Number
    share: float


def outliers(table: SalaryTable, rows: Sequence[Row]) -> Iterator[Odd]:
    """Yield the cells of some rows of a table that are out of line with the same column and segment of the others."""
    reference, median = central_column(table.columns), median_column(table.columns)
    if reference is None or len(rows) < MIN_ROWS:
        return
    paid = pay_columns(table.columns)
    by_segment: dict[Segment, list[Row]] = defaultdict(list)
    for row in rows:
        if isinstance(row.cells[reference].value, Amount):
            by_segment[row.segment].append(row)
    for segment in by_segment.values():
        if len(segment) >= MIN_ROWS:
            whole = None if reference == median else list(table.columns)[reference]
            yield from _of_segment(segment, [index for index in paid if index != reference], reference, whole)


def _of_segment(rows: list[Row], compared: list[int], reference: int, whole: str | None) -> Iterator[Odd]:
    """Yield what is odd in one segment; `whole` is the column that figures are measured by where it is no median."""
    usual = middle_of(_amount(row, reference) for row in rows)
    sound = []
    for row in rows:
        if usual / SCALE < _amount(row, reference) < usual * SCALE:
            sound.append(row)
        else:
            cell = row.cells[reference]
            shown = {"column": cell.column, "amount": _typed(cell), "usual": figure(round(usual))}
            yield row, cell, Message("{column} is {amount}, where the middle of all rows is {usual}", **shown)
    odd: dict[str, list[Odd]] = defaultdict(list)
    columns = list(_columns(sound, compared, reference))
    for side, figures in columns:
        for finding in _odd(side, figures, whole):
            odd[finding[0].region].append(finding)
    if not odd:
        return
    tested = Counter(one.row.region for _, figures in columns for one in figures)
    for region, found in odd.items():
        if tested[region] >= 3 and len(found) * 2 > tested[region]:
            row = found[0][0]
            cell = row.cells[reference]
            shown = {"column": cell.column, "amount": _typed(cell)}
            yield row, cell, Message("{column} is {amount}, which does not fit the other figures of its row", **shown)
        else:
            yield from found


def _typed(cell: PayCell) -> str:
    return figure(cell.value.value) if isinstance(cell.value, Amount) else ""


def _amount(row: Row, place: int) -> float:
    value = row.cells[place].value
    return float(value.value) if isinstance(value, Amount) else 0.0


def _columns(rows: list[Row], compared: list[int], reference: int) -> Iterator[tuple[str, list[_Figure]]]:
    """Yield the figures that can be compared: each column's amounts, or beginnings, or ends."""
    references = [_amount(row, reference) for row in rows]
    for place in compared:
        sides: dict[str, list[_Figure]] = {"low": [], "high": [], "value": []}
        for row, whole in zip(rows, references, strict=True):
            for side, amount in _sides(row, place):
                sides[side].append(_Figure(row, row.cells[place], amount, float(amount) / whole))
        yield from ((side, figures) for side, figures in sides.items() if len(figures) >= MIN_ROWS)


def _sides(row: Row, place: int) -> Iterator[tuple[str, Number]]:
    """Yield a cell's figures; not the beginning of a band where the one before it ends, which is the same figure."""
    value = row.cells[place].value
    if isinstance(value, Amount):
        yield "value", value.value
    elif isinstance(value, Range):
        before = row.cells[place - 1].value if place else None
        if value.low is not None and not (isinstance(before, Range) and before.high == value.low):
            yield "low", value.low
        if value.high is not None:
            yield "high", value.high


def _odd(side: str, figures: list[_Figure], whole: str | None) -> Iterator[Odd]:
    """Yield the figures whose shares are far from the middle and outside a wide range of all others."""
    sentence = SENTENCES[side] if whole is None else SENTENCES_WITHOUT_MEDIAN[side]
    middle = middle_of(one.share for one in figures)
    spread = max(1.4826 * middle_of(abs(one.share / middle - 1) for one in figures), SPREAD)
    ordered = sorted(figures, key=lambda one: one.share)
    for one, others in ((ordered[0], ordered[1:]), (ordered[-1], ordered[:-1])):
        low, high = others[0].share, others[-1].share
        margin = (high - low) * (RANGE - 1) / 2
        if abs(one.share / middle - 1) > LIMIT * spread and not low - margin <= one.share <= high + margin:
            what = Message(
                sentence,
                column=one.cell.column,
                amount=figure(one.amount),
                whole=whole,
                share=round(one.share * 100),
                low=round(low * 100),
                high=round(high * 100),
            )
            yield one.row, one.cell, what
