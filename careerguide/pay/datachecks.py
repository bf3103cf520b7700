"""What should be looked at in a readable salary table: warnings all, because real data breaks some of the rules.

In: a `SalaryTable`, its `Data` (for the lines) and the regions (for their names). Out: Problems, one for each finding
that the table's `accepted` does not name, and one for each acceptance that no finding needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from careerguide.editing.yaml_writer import acceptance
from careerguide.models import ColumnKind, PayCell, Region, Row, SalaryTable
from careerguide.pay.money import Amount, Gap, Number, Range, as_typed
from careerguide.pay.numerals import figure
from careerguide.pay.outliers import outliers
from careerguide.problems import Message, Problem, Severity
from careerguide.reading.source import Data, Loc

CHECKS = {
    "low-above-high": Message("a range begins above its end"),
    "wide-range": Message("a range ends far above its beginning, as if one of its amounts had lost its thousands"),
    "bands-overlap": Message("a band begins below the end of the band before it"),
    "bands-gap": Message("a band begins above the end of the band before it"),
    "median-outside-bands": Message("a median lies in none of its row's bands"),
    "percentiles-not-ascending": Message("a higher percentile is a lower amount"),
    "outlier": Message("a figure stands to its row's median as in no other row"),
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
        address = cell_address(finding.row, finding.cell)
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


def cell_address(row: Row, cell: PayCell) -> str:
    """Return how `accepted` names a cell: region/segment/column, or region/column in a table without segments."""
    return f"{row.region}/{row.segment}/{cell.column}" if row.segment else f"{row.region}/{cell.column}"


def _found(table: SalaryTable) -> Iterator[Finding]:
    bands = _places(table, ColumnKind.BAND)
    medians = _places(table, ColumnKind.MEDIAN)
    ascending = _ascending(table)
    for row in table.pay:
        yield from _ranges(row, bands)
        yield from _neighbours(row, bands)
        if bands and medians:
            yield from _median(row, bands, medians[0])
        yield from _order(row, ascending)
    for row, cell, what in outliers(table):
        yield Finding(row, cell, "outlier", what)


def _places(table: SalaryTable, kind: ColumnKind) -> list[int]:
    return [place for place, column in enumerate(table.columns.values()) if column.kind is kind]


def _ascending(table: SalaryTable) -> list[int]:
    """Return the places of the columns whose amounts should ascend: low, percentiles with the median, high."""
    level = {ColumnKind.LOW: 0.0, ColumnKind.MEDIAN: 50.0, ColumnKind.HIGH: 100.0}
    places = [
        (column.p if column.p is not None else level[column.kind], place)
        for place, column in enumerate(table.columns.values())
        if column.p is not None or column.kind in level
    ]
    return [place for _, place in sorted(places)]


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
            what = Message("{first} ({first_range}) and {second} ({second_range}) overlap", **_both(first, cell))
            yield Finding(row, cell, "bands-overlap", what)
        elif begin > end + 1:
            what = Message(
                "between {first} ({first_range}) and {second} ({second_range}) nothing is said", **_both(first, cell)
            )
            yield Finding(row, cell, "bands-gap", what)


def _both(first: PayCell, second: PayCell) -> dict[str, Message | str]:
    return {
        "first": first.column,
        "first_range": as_typed(first.value),
        "second": second.column,
        "second_range": as_typed(second.value),
    }


def _median(row: Row, bands: list[int], median: int) -> Iterator[Finding]:
    """Yield a median that lies in none of the bands; a row with a band unknown is let be, for it may lie in that."""
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
    known = [(row.cells[place], amount) for place in places if (amount := _least(row.cells[place])) is not None]
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


def _least(cell: PayCell) -> Number | None:
    """Return a cell's amount, or the least that a top-coded one can be."""
    if isinstance(cell.value, Amount):
        return cell.value.value
    return cell.value.bound if isinstance(cell.value, Gap) else None


def _problem(finding: Finding, address: str, table: SalaryTable, data: Data, regions: Mapping[str, Region]) -> Problem:
    row = finding.row
    region = regions[row.region].name if row.region in regions else row.region
    name = f"{region}, {table.segments[row.segment]}" if row.segment else region
    loc: Loc = ("pay", row.region, *((row.segment,) if row.segment else ()), finding.cell.column)
    hint = Message(
        "correct it; if it is right as it stands, add it to “accepted:” and say why:\n{entry}",
        entry=acceptance(cell=address),
    )
    message = Message("{row}: {what}", row=name, what=finding.what)
    return data.problem(loc, message, hint, Severity.WARNING, finding.check)
