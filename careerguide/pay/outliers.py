"""Figures that stand to their row's median as in no other row.

In: a `SalaryTable`. Out: rows, cells and what is odd about them. Regions pay more or less, but within one table a band
or a percentile is nearly the same share of the median everywhere; a figure that is not is often a slip of the pen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from careerguide.models import ColumnKind, PayCell, Row, SalaryTable
from careerguide.pay.money import Amount, Number, Range, as_typed
from careerguide.pay.numerals import figure
from careerguide.problems import Message

MIN_ROWS = 8  # with a figure in the column: fewer do not show what is usual
LIMIT = 3.5  # robust z: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993
SPREAD = 0.02  # the least spread of a share: published pay is rounded, so that closer agreement is chance
SCALE = 10  # times the other rows' median: no region pays ten times as much as another

Odd = tuple[Row, PayCell, Message]

SAID = {
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


class _Figure(NamedTuple):
    """One figure of a cell, and its share of its row's reference."""

    row: Row
    cell: PayCell
    amount: Number
    share: float


def outliers(table: SalaryTable) -> Iterator[Odd]:
    """Yield the cells that are out of line with the same column and segment of the other rows."""
    reference = _reference(table)
    if reference is None or len(table.pay) < MIN_ROWS:
        return
    by_segment: dict[str | None, list[Row]] = defaultdict(list)
    for row in table.pay:
        if isinstance(row.cells[reference].value, Amount):
            by_segment[row.segment].append(row)
    for rows in by_segment.values():
        if len(rows) >= MIN_ROWS:
            yield from _of_segment(rows, reference)


def _reference(table: SalaryTable) -> int | None:
    """Return the place of the column that other figures are measured by: the median, or else the mean."""
    columns = list(table.columns.values())
    for wanted in (ColumnKind.MEDIAN, ColumnKind.PERCENTILE, ColumnKind.MEAN):
        for place, column in enumerate(columns):
            if column.kind is wanted and (wanted is not ColumnKind.PERCENTILE or column.p == 50):
                return place
    return None


def _of_segment(rows: list[Row], reference: int) -> Iterator[Odd]:
    usual = median(_amount(row, reference) for row in rows)
    sound = []
    for row in rows:
        if usual / SCALE < _amount(row, reference) < usual * SCALE:
            sound.append(row)
        else:
            cell = row.cells[reference]
            shown = {"column": cell.column, "amount": as_typed(cell.value), "usual": figure(round(usual))}
            yield row, cell, Message("{column} is {amount}, where the middle of all rows is {usual}", **shown)
    odd: dict[str, list[Odd]] = defaultdict(list)
    columns = list(_columns(sound, reference))
    for side, figures in columns:
        for finding in _odd(side, figures):
            odd[finding[0].region].append(finding)
    if not odd:
        return
    tested = Counter(one.row.region for _, figures in columns for one in figures)
    for region, found in odd.items():
        if tested[region] >= 3 and len(found) * 2 > tested[region]:
            row = found[0][0]
            cell = row.cells[reference]
            shown = {"column": cell.column, "amount": as_typed(cell.value)}
            yield row, cell, Message("{column} is {amount}, which does not fit the other figures of its row", **shown)
        else:
            yield from found


def _amount(row: Row, place: int) -> float:
    value = row.cells[place].value
    return float(value.value) if isinstance(value, Amount) else 0.0


def _columns(rows: list[Row], reference: int) -> Iterator[tuple[str, list[_Figure]]]:
    """Yield the figures that can be compared: each column's amounts, or beginnings, or ends."""
    references = [_amount(row, reference) for row in rows]
    for place in range(len(rows[0].cells) if rows else 0):
        if place == reference:
            continue
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


def _odd(side: str, figures: list[_Figure]) -> Iterator[Odd]:
    middle = median(one.share for one in figures)
    distances = [abs(one.share / middle - 1) for one in figures]
    spread = max(1.4826 * median(distances), SPREAD)
    limit = LIMIT * spread
    if max(distances) <= limit:
        return
    usual = [one.share for one, distance in zip(figures, distances, strict=True) if distance <= limit]
    for (row, cell, amount, share), distance in zip(figures, distances, strict=True):
        if distance > limit:
            what = Message(
                SAID[side],
                column=cell.column,
                amount=figure(amount),
                share=round(share * 100),
                low=round(min(usual) * 100),
                high=round(max(usual) * 100),
            )
            yield row, cell, what
