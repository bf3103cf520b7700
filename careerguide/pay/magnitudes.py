"""Finds figures of another order of magnitude than those beside them: thousands typed as units, or the reverse.

In: a `SalaryTable` of any size. Out: rows, cells and what is odd about them. Two figures suffice, because no published
pay reaches a hundred times as high in one row, or in one column, as elsewhere in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.core.problems import Message
from careerguide.pay.key_figures import central_column, pay_columns
from careerguide.pay.numerals import figure
from careerguide.schema import PayCell, Row, SalaryTable
from careerguide.schema.cells import Amount, Range
from careerguide.schema.dimensions import Segment

FAR = 100  # times: the pay of two places or two percentiles differs less, figures in other units differ more
STEP = 5  # times: the pay of neighbouring steps differs less, that of a figure with a digit too few or too many more


class Misfit(NamedTuple):
    """A figure that is far from its neighbours."""

    row: Row
    cell: PayCell
    what: Message


class _Figure(NamedTuple):
    cell: PayCell
    amount: Number


def misfits(table: SalaryTable) -> Iterator[Misfit]:
    """Yield the rows far from the other rows or from the step before, and the figures far from those of their row."""
    paid = pay_columns(table.columns)
    known = [(row, figures) for row in table.pay if (figures := list(_figures(row, paid)))]
    central = central_column(table.columns)
    key = list(table.columns)[paid[0] if central is None else central]
    usual = _usual([float(amount) for _, figures in known for cell, amount in figures if cell.column == key] or [0])
    sound: dict[tuple[str, Segment], tuple[Row, _Figure]] = {}
    for row, figures in known:
        odd = list(_far_figures(row, figures))
        yield from odd
        compared = next((one for one in figures if one.cell.column == key), None)
        if compared and not odd:
            if _is_far(compared.amount, usual):
                yield _far_row(row, compared, usual)
            else:
                sound[row.region, row.segment] = row, compared
    yield from _far_steps(table, sound)


def _figures(row: Row, paid: Sequence[int]) -> Iterator[_Figure]:
    """Yield the amounts of a row's columns of pay; of a range both ends."""
    for cell in (row.cells[index] for index in paid):
        if isinstance(cell.value, Amount | Range):
            yield from (_Figure(cell, amount) for amount in cell.value if amount is not None)


def _far_row(row: Row, first: _Figure, usual: float) -> Misfit:
    shown = {"column": first.cell.column, "amount": figure(first.amount), "usual": figure(round(usual))}
    what = Message("all figures of this row are far from the other rows: {column} is {amount}, "
                   "in other rows about {usual}; has it lost its thousands?", **shown)  # fmt: skip
    return Misfit(row, first.cell, what)


def _far_figures(row: Row, figures: Sequence[_Figure]) -> Iterator[Misfit]:
    """Yield the figures of a row that are far from its middle figure, one of each column."""
    usual = _usual([float(amount) for _, amount in figures])
    found = set()
    for cell, amount in figures:
        if _is_far(amount, usual) and cell.column not in found:
            found.add(cell.column)
            shown = {"column": cell.column, "amount": figure(amount), "usual": figure(round(usual))}
            what = Message("{column} is {amount}, the other figures of its row are about {usual}; "
                           "has it lost its thousands?", **shown)  # fmt: skip
            yield Misfit(row, cell, what)


def _far_steps(table: SalaryTable, known: Mapping[tuple[str, Segment], tuple[Row, _Figure]]) -> Iterator[Misfit]:
    """Yield the figures of an ordered dimension that are far from those of the step before."""
    for place, dimension in enumerate(table.all_dimensions.values()):
        if not dimension.ordered:
            continue
        before = {step: lower for lower, step in pairwise(dimension.values)}
        for (region, segment), (row, one) in known.items():
            step = (*segment[:place], before.get(segment[place], ""), *segment[place + 1 :])
            lower = known.get((region, step))
            if lower and _is_far(one.amount, lower[1].amount, STEP):
                shown = {"column": one.cell.column, "amount": figure(one.amount), "usual": figure(lower[1].amount)}
                what = Message("{column} is {amount}, one step before it is {usual}; "
                               "has it a digit too few or too many?", **shown)  # fmt: skip
                yield Misfit(row, one.cell, what)


def _usual(amounts: Sequence[float]) -> float:
    """Return the middle amount, which is one of them; of two the greater, because thousands are lost, not added."""
    return sorted(amounts)[len(amounts) // 2]


def _is_far(amount: Number, usual: Number | float, far: int = FAR) -> bool:
    return not float(usual) / far < float(amount) < float(usual) * far
