"""The type of an amount, and how numbers are rounded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

Number = int | Decimal  # whole amounts are int, others Decimal; never float


def rounded(value: Number | float, digits: int = 0) -> Number:
    """Return a number with at most `digits` decimals, halves away from zero, as readers and browsers do.

    A float is taken for the shortest number that stands for it, as Intl.NumberFormat takes it.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    found = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return int(found) if found == found.to_integral_value() else found.normalize()
