"""A salary table's YAML → its record, and what the data checks find in it.

In: a table's `Data`, its id and the guide's regions. Out: `decode` gives a `SalaryTable` (or None) and the Problems
that keep it from being one; `findings` gives warnings about figures that can be read but should be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careerguide.models import ColumnKind, Region, SalaryTable
from careerguide.pay import datachecks
from careerguide.pay.datachecks import cell_address
from careerguide.pay.paygrid import read_grid
from careerguide.problems import Message, Problem, Severity, known_or_list
from careerguide.reading.decoding import decode_record
from careerguide.reading.source import Data


def decode(data: Data, table_id: str, regions: Mapping[str, Region]) -> tuple[SalaryTable | None, list[Problem]]:
    """Return a salary table, or None and every Problem that keeps it from being one."""
    if "pay" not in data.value:
        return decode_record(SalaryTable, data, id=table_id)
    rows, problems = read_grid(data, regions)
    table, more = decode_record(SalaryTable, data, id=table_id, value={**data.value, "pay": rows})
    if table is not None:
        more = [*_columns(table, data), *(() if problems else _accepted(table, data))]
    return (None if problems or more else table), [*problems, *more]


def findings(table: SalaryTable, data: Data, regions: Mapping[str, Region]) -> list[Problem]:
    """Return the warnings about a table: about its figures, and about what it calls inferred."""
    return [*_inferred(table, data), *datachecks.findings(table, data, regions)]


def _inferred(table: SalaryTable, data: Data) -> Iterator[Problem]:
    """Yield each field that is called inferred although nothing is said in it."""
    said = {"basis": table.basis != "unknown", "collected": table.collected.known, "segments": bool(table.segments)}
    for index, name in enumerate(table.inferred):
        if not said.get(name, True):
            what = Message("“{key}” is called inferred, and yet says nothing", key=name)
            hint = Message("write under “{key}” what you assume; or take it out of “inferred”", key=name)
            yield data.problem(("inferred", index), what, hint, Severity.WARNING, "inferred-unknown")


def _columns(table: SalaryTable, data: Data) -> Iterator[Problem]:
    """Yield what contradicts itself in the columns: `p` and `open` where they mean nothing, two of a kind."""
    seen: dict[object, str] = {}
    for id, column in table.columns.items():
        loc = ("columns", id)
        if column.kind is ColumnKind.PERCENTILE and column.p is None:
            hint = Message("add “p: 10”, “p: 25” … to it")
            yield data.problem(
                loc, Message("“{id}” does not say which percentile it is", id=id), hint, check="column", of_key=True
            )
        if column.kind is not ColumnKind.PERCENTILE and column.p is not None:
            hint = Message("take “p” out, or write “kind: percentile”")
            yield data.problem((*loc, "p"), Message("only a percentile has a “p”"), hint, check="column", of_key=True)
        if column.kind is not ColumnKind.BAND and column.open:
            hint = Message("take “open” out")
            yield data.problem((*loc, "open"), Message("only a band can be open"), hint, check="column", of_key=True)
        if column.kind is ColumnKind.BAND or (column.kind is ColumnKind.PERCENTILE and column.p is None):
            continue
        what = column.p if column.kind is ColumnKind.PERCENTILE else column.kind
        if first := seen.get(what):
            message = Message(
                "“{id}” and “{first}” are the same statistic ({what})",
                id=id,
                first=first,
                what=f"{what:g}" if isinstance(what, float) else what,
            )
            yield data.problem(
                loc, message, Message("keep one of the two, or change its kind"), check="column", of_key=True
            )
        seen.setdefault(what, id)


def _accepted(table: SalaryTable, data: Data) -> Iterator[Problem]:
    """Yield the accepted findings whose cell does not exist."""
    if not table.accepted:
        return
    cells = [cell_address(row, cell) for row in table.pay for cell in row.cells]
    known = set(cells)
    for index, accepted in enumerate(table.accepted):
        if accepted.cell and accepted.cell not in known:
            what = Message("“{cell}” is no cell of this table", cell=accepted.cell)
            yield data.problem(
                ("accepted", index, "cell"), what, known_or_list(accepted.cell, cells, most=3), check="accepted"
            )
