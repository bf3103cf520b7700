"""What should be looked at in a readable salary table: warnings all, because real data breaks some of the rules.

In: a `SalaryTable`, its `Data` (for the lines) and the regions (for their names). Out: Problems, one for each finding
that the table's `accepted` does not name, and one for each acceptance that no finding needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.core.problems import Message, Problem, Severity
from careerguide.pay.key_figures import bands_of, least, median_column
from careerguide.pay.magnitudes import misfits
from careerguide.pay.money import as_typed
from careerguide.pay.numerals import figure
from careerguide.pay.outliers import outliers
from careerguide.reading.source import Data, Loc
from careerguide.reading.yaml_writer import acceptance
from careerguide.schema import PayCell, Region, Row, SalaryTable
from careerguide.schema.cells import Amount, Range

CHECKS = {
    "low-above-high": Message("a range begins above its end"),
    "wide-range": Message("a range ends far above its beginning, as if one of its amounts had lost its thousands"),
    "bands-overlap": Message("a band begins below the end of the band before it"),
    "bands-gap": Message("a band begins above the end of the band before it"),
    "median-outside-bands": Message("a median lies in none of its row's bands"),
    "percentiles-not-ascending": Message("a higher percentile is a lower amount"),
    "magnitude": Message("a figure is a hundred times more or less than those beside it"),
    "outlier": Message("a figure's share of its row's median is unlike that of any other row"),
    "accepted-unneeded": Message("an accepted finding is not found any more"),
}
WIDE = 10  # times its beginning: no band or pay range that is printed is as wide


class Finding(NamedTuple):
    """What a check found in one cell."""

    row: Row
    cell: PayCell
    check: str
    what: Message


def findings(table: SalaryTable, data: Data, regions: Mapping[str, Region]) -> list[Problem]:
    """Return the warnings about a table's figures."""
    accepted = {entry.cell for entry in table.accepted if entry.cell}
    needed, problems = set(), []
    for finding in _found(table):
        address = finding.row.address(finding.cell.column)
        if address in accepted:
            needed.add(address)
        else:
            problems.append(_problem(finding, address, table, data, regions))
    for index, entry in enumerate(table.accepted):
        if entry.cell and entry.cell not in needed:
            what = Message("the data checks find nothing in {cell}", cell=entry.cell)
            loc, hint = ("accepted", index, "cell"), Message("take this entry out of “accepted”")
            problems.append(data.problem(loc, what, hint, Severity.WARNING, "accepted-unneeded"))
    return problems


def _found(table: SalaryTable) -> Iterator[Finding]:
    """Yield what is odd in a table; of a cell of another order of magnitude, only that."""
    wide = [finding for row in table.pay for finding in _ranges(row, bands_of(table.columns))]
    wide_cells = {(finding.row, finding.cell) for finding in wide}
    far = [misfit for misfit in misfits(table) if (misfit.row, misfit.cell) not in wide_cells]
    yield from wide
    yield from (Finding(misfit.row, misfit.cell, "magnitude", misfit.what) for misfit in far)
    far_cells = {(misfit.row, misfit.cell) for misfit in far}
    yield from (one for row in table.pay for one in _of_row(table, row) if (one.row, one.cell) not in far_cells)
    far_rows = {misfit.row for misfit in far}
    for row, cell, what in outliers(table, [row for row in table.pay if row not in far_rows]):
        yield Finding(row, cell, "outlier", what)


def _of_row(table: SalaryTable, row: Row) -> Iterator[Finding]:
    """Yield what contradicts itself within a row."""
    bands, median = bands_of(table.columns), median_column(table.columns)
    yield from _neighbours(row, bands)
    if bands and median is not None:
        yield from _median(row, bands, median)
    yield from _order(row, _ascending(table))


def _ascending(table: SalaryTable) -> list[int]:
    """Return the places of the columns whose amounts should ascend: low, percentiles with the median, high."""
    levels = [(column.level, place) for place, column in enumerate(table.columns.values()) if column.level is not None]
    return [place for _, place in sorted(levels)]


def _ranges(row: Row, bands: Iterable[int]) -> Iterator[Finding]:
    for place in bands:
        cell = row.cells[place]
        low, high = cell.value if isinstance(cell.value, Range) else (None, None)
        if low is None or high is None:
            continue
        if low > high:
            what = Message("{column} begins at {low} and ends below it, at {high}", **_ends(cell.column, low, high))
            yield Finding(row, cell, "low-above-high", what)
        elif high >= low * WIDE:
            what = Message(
                "{column} reaches from {low} to {high}, ten times as much and more", **_ends(cell.column, low, high)
            )
            yield Finding(row, cell, "wide-range", what)


def _ends(column: str, low: Number, high: Number) -> dict[str, str]:
    return {"column": column, "low": figure(low), "high": figure(high)}


def _neighbours(row: Row, bands: list[int]) -> Iterator[Finding]:
    """Yield the bands that do not begin where the one before ends (or one above: 50 000 – 59 999, 60 000 – …)."""
    for before, place in pairwise(bands):
        first, cell = row.cells[before], row.cells[place]
        if not isinstance(first.value, Range) or not isinstance(cell.value, Range):
            continue
        start, end = first.value
        begin = cell.value.low
        if start is not None and end is not None and start > end:
            continue
        if end is None or begin is None or begin < end:
            what = Message(
                "{first} ({first_range}) and {second} ({second_range}) overlap",
                **_both(first.column, first.value, cell.column, cell.value),
            )
            yield Finding(row, cell, "bands-overlap", what)
        elif begin > end + 1:
            what = Message(
                "between {first} ({first_range}) and {second} ({second_range}) nothing is said",
                **_both(first.column, first.value, cell.column, cell.value),
            )
            yield Finding(row, cell, "bands-gap", what)


def _both(first: str, first_range: Range, second: str, second_range: Range) -> dict[str, Message | str]:
    return {
        "first": first,
        "first_range": as_typed(first_range),
        "second": second,
        "second_range": as_typed(second_range),
    }


def _median(row: Row, bands: list[int], median: int) -> Iterator[Finding]:
    """Yield a median that lies in none of the bands; rows with an unknown band are skipped: it may lie in that."""
    cell = row.cells[median]
    ranges = [row.cells[place].value for place in bands]
    known = [value for value in ranges if isinstance(value, Range)]
    if not isinstance(cell.value, Amount) or len(known) < len(ranges):
        return
    amount = cell.value.value
    if not any((low is None or low <= amount) and (high is None or amount <= high) for low, high in known):
        shown = tuple(as_typed(value) for value in known)
        what = Message(
            "{column} is {amount}, in none of the bands ({bands})",
            column=cell.column,
            amount=figure(amount),
            bands=shown,
        )
        yield Finding(row, cell, "median-outside-bands", what)


def _order(row: Row, places: list[int]) -> Iterator[Finding]:
    known = [(row.cells[place], amount) for place in places if (amount := least(row.cells[place].value)) is not None]
    for (first, lower), (second, upper) in pairwise(known):
        if upper < lower:
            what = Message(
                "{second} is {upper}, below {first} with {lower}",
                second=second.column,
                upper=figure(upper),
                first=first.column,
                lower=figure(lower),
            )
            yield Finding(row, second, "percentiles-not-ascending", what)


def _problem(finding: Finding, address: str, table: SalaryTable, data: Data, regions: Mapping[str, Region]) -> Problem:
    row = finding.row
    region = regions[row.region].name if row.region in regions else row.region
    name = ", ".join([region, *table.labels(row.segment)])
    loc: Loc = ("pay", row.region, *row.segment, finding.cell.column)
    hint = Message(
        "correct it; if it is right as it stands, add it to “accepted:” and say why:\n{entry}",
        entry=acceptance(cell=address),
    )
    message = Message("{row}: {what}", row=name, what=finding.what)
    return data.problem(loc, message, hint, Severity.WARNING, finding.check)
