"""Amounts with the same decimals: where one of a column has cents, all have.

In: cells. Out: the same cells, their amounts as Decimals with two decimals.
"""

from __future__ import annotations

from decimal import Decimal

from careerguide.core.numbers import Number
from careerguide.schema.cells import Amount, Cell, Gap, Range

CENT = Decimal("0.01")


def has_cents(cell: Cell) -> bool:
    """Return whether an amount of a cell has decimals."""
    return any(isinstance(part, Decimal) for part in cell)


def in_cents(cell: Cell) -> Cell:
    """Return a cell with two decimals in each of its amounts."""
    if isinstance(cell, Amount):
        return Amount(_cents(cell.value))
    if isinstance(cell, Range):
        low, high = (None if end is None else _cents(end) for end in cell)
        return Range(low, high)
    if isinstance(cell, Gap) and cell.bound is not None:
        return Gap(cell.kind, _cents(cell.bound))
    return cell


def _cents(amount: Number) -> Decimal:
    return Decimal(amount).quantize(CENT)
