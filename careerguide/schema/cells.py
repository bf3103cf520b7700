"""The values of a salary table's cells: an amount, a range, or a gap with the reason why it is missing."""

from __future__ import annotations

from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.schema.gaps import GapKind


class Amount(NamedTuple):
    """One amount of money, in the table's currency and period."""

    value: Number


class Range(NamedTuple):
    """A range from `low` to `high`; None means that it is open on that side (never on both)."""

    low: Number | None
    high: Number | None


class Gap(NamedTuple):
    """An unknown figure, and the reason; `bound` is its minimum where a top-coded cell gives one."""

    kind: GapKind
    bound: Number | None = None


class Absent(NamedTuple):
    """No figure, because the source has no place for one: a segment may have fewer columns. It is no gap."""

    place: None = None


Written = Amount | Range | Gap  # what an editor can write in a cell
Cell = Written | Absent
