"""Amounts with the same decimals: where one of a column has cents, all have.

In: cells and their currency. Out: the same cells, their amounts as Decimals with the decimals of the currency.
"""

from __future__ import annotations

from decimal import Decimal

from careerguide.core.numbers import Number
from careerguide.languages.number_forms import decimals_of
from careerguide.schema.cells import Amount, Cell, Gap, Range


def has_cents(cell: Cell) -> bool:
    """Return whether an amount of a cell has decimals."""
    return any(isinstance(part, Decimal) for part in cell)


def in_cents(cell: Cell, currency: str) -> Cell:
    """Return a cell with the decimals of a currency in each of its amounts."""
    if isinstance(cell, Amount):
        return Amount(_cents(cell.value, currency))
    if isinstance(cell, Range):
        low, high = (None if end is None else _cents(end, currency) for end in cell)
        return Range(low, high)
    if isinstance(cell, Gap) and cell.bound is not None:
        return Gap(cell.kind, _cents(cell.bound, currency))
    return cell


def _cents(amount: Number, currency: str) -> Decimal:
    return Decimal(amount).quantize(Decimal(1).scaleb(-decimals_of(currency)))
