"""The figure of a row by which regions are compared, sorted and listed: its median, or a substitute.

In: the columns of a table. Out: a `KeyFigure`, and with it the cells and the amount of each row. Which column is the
median of a table is defined here alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.schema import Column
from careerguide.schema.cells import Absent, Amount, Cell, Gap, Range
from careerguide.schema.statistics import LOWEST, MEDIAN_LEVEL

Columns = Mapping[str, Column]


class KeyFigure(NamedTuple):
    """The indices and headings of the one column that is compared, or of the lowest and the highest.

    Only a `median` may be called one; anything else goes by its headings.
    """

    columns: tuple[int, ...]
    headings: tuple[str, ...]
    median: bool

    @property
    def column(self) -> int | None:
        """The index of the one column; None where the figure reaches from one column to another."""
        return self.columns[0] if len(self.columns) == 1 else None


def key_figure(columns: Columns) -> KeyFigure:
    """Return the key figure of a table: its median, its mean, its only figure, or from its lowest to its highest."""
    headings = [column.label for column in columns.values()]
    central = central_column(columns)
    if central is not None:
        return KeyFigure((central,), (headings[central],), central == median_column(columns))
    drawn = bands_of(columns) or points_of(columns) or pay_columns(columns)
    ends = tuple(dict.fromkeys([drawn[0], drawn[-1]]))
    return KeyFigure(ends, tuple(headings[index] for index in ends), median=False)


def median_column(columns: Columns) -> int | None:
    """Return the index of the median: the column of that kind, or the 50th percentile."""
    return next((index for index, column in enumerate(columns.values()) if column.level == MEDIAN_LEVEL), None)


def central_column(columns: Columns) -> int | None:
    """Return the index of the median, or else of the first column that tells the middle of a row, such as the mean."""
    median = median_column(columns)
    if median is not None:
        return median
    return next((index for index, column in enumerate(columns.values()) if column.kind.statistic.central), None)


def pay_columns(columns: Columns) -> list[int]:
    """Return the indices of the columns that are pay, unlike a number of people."""
    return [index for index, column in enumerate(columns.values()) if column.kind.statistic.is_pay]


def bands_of(columns: Columns) -> list[int]:
    """Return the indices of the bands, in their order."""
    return [index for index, column in enumerate(columns.values()) if column.kind.statistic.is_range]


def points_of(columns: Columns) -> list[int]:
    """Return the indices of the columns between which a row reaches, lowest level first.

    What beginners get is the lowest point of a row that has no lower one.
    """
    levels = {index: column.level for index, column in enumerate(columns.values()) if column.level is not None}
    if not any(level < MEDIAN_LEVEL for level in levels.values()):
        entry = [index for index, column in enumerate(columns.values()) if column.kind.statistic.lowest]
        levels |= dict.fromkeys(entry, LOWEST)
    return sorted(levels, key=lambda index: levels[index])


def key_cells(key: KeyFigure, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the key figure of a row: one cell, or the two ends of a range of which one is a gap."""
    found = [cells[index] for index in key.columns]
    if len(found) == 1:
        return (found[0],)
    low, high = found
    if low == high:
        return (low,)
    if isinstance(low, Gap | Absent) or isinstance(high, Gap | Absent):
        return (_end(low, 0), _end(high, -1))
    ends = Range(low[0], high[-1])
    return (low, high) if ends == (None, None) else (ends,)


def _end(cell: Cell, side: int) -> Cell:
    """Return one end of a range as an amount, where it is known; any other cell as it is."""
    amount = cell[side] if isinstance(cell, Range) else None
    return cell if amount is None else Amount(amount)


def ranked_cell(key: KeyFigure, cells: Sequence[Cell]) -> Amount | Gap | None:
    """Return the cell by which a row is ranked: an amount, or a gap with a bound; None where it has no place."""
    cell = cells[key.columns[0]] if key.column is not None else None
    return cell if isinstance(cell, Amount) or (isinstance(cell, Gap) and cell.bound is not None) else None


def least(cell: Cell | None) -> Number | None:
    """Return a cell's amount, or the least that a top-coded one can be; None for any other."""
    return cell.value if isinstance(cell, Amount) else cell.bound if isinstance(cell, Gap) else None


def key_order(key: KeyFigure, cells: Sequence[Cell]) -> Number:
    """Return what rows are sorted by: the key figure, its lower end or the bound of a gap; 0 where none is known."""
    first = key_cells(key, cells)[0]
    return least(first) or 0 if isinstance(first, Gap | Absent) else next(end for end in first if end is not None)
