"""Amounts and ranges as people type them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from careerguide.problems import Message

Number = int | Decimal  # whole amounts are int, others Decimal; never float


class GapKind(StrEnum):
    """Why a figure is missing. A gap is never a zero, never a blank, never a guess."""

    LOST_IN_SOURCE = "lost_in_source"
    NOT_COLLECTED = "not_collected"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    TOP_CODED = "top_coded"


class Amount(NamedTuple):
    """One amount of money, in the table's currency and period."""

    value: Number


class Range(NamedTuple):
    """From `low` to `high`; None on one side means that it is open there (never on both)."""

    low: Number | None
    high: Number | None


class Gap(NamedTuple):
    """A figure that is not known, and why; `bound` is the least it can be where a top-coded cell says so."""

    kind: GapKind
    bound: Number | None = None


Cell = Amount | Range | Gap


class MoneyError(ValueError):
    """What a cell says cannot be read; `message` says why and `hint` what to write."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


def parse_cell(text: str) -> Cell:
    """Return what a cell says, or raise MoneyError."""
    raise NotImplementedError
