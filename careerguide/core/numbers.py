"""The type of an amount."""

from __future__ import annotations

from decimal import Decimal

Number = int | Decimal  # whole amounts are int, others Decimal; never float
