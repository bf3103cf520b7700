"""A salary table's YAML → its record, and what the data checks find in it.

In: a table's `Data`, its id and the guide's regions. Out: `decode` gives a `SalaryTable` (or None) and the Problems
that keep it from being one; `findings` gives warnings about figures that can be read but should be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careerguide.core.problems import Message, Problem, Severity, known_or_list
from careerguide.pay import data_checks
from careerguide.pay.grid import read_grid
from careerguide.pay.key_figures import pay_columns
from careerguide.reading.source import Data, Loc
from careerguide.schema import ColumnKind, Region, SalaryTable
from careerguide.schema.cells import Absent
from careerguide.schema.currencies import CODES, Basis
from careerguide.schema.decoding import decode_record
from careerguide.schema.dimensions import RESERVED


def decode(data: Data, table_id: str, regions: Mapping[str, Region]) -> tuple[SalaryTable | None, list[Problem]]:
    """Return a salary table, or None and every Problem that keeps it from being one."""
    if "pay" not in data.value:
        return decode_record(SalaryTable, data, id=table_id)
    rows, problems = read_grid(data, regions)
    table, more = decode_record(SalaryTable, data, id=table_id, value={**data.value, "pay": rows})
    if table is not None:
        more = [
            *_currency(table, data),
            *_series(table, data),
            *_columns(table, data),
            *_dimensions(table, data),
            *(() if problems or not table.pay else _cells_named(table, data)),
        ]
    return (None if problems or more else table), [*problems, *more]


def findings(table: SalaryTable, data: Data, regions: Mapping[str, Region]) -> list[Problem]:
    """Return the warnings about a table: about its figures, and about what it calls inferred."""
    return [*_inferred(table, data), *data_checks.findings(table, data, regions)]


def _inferred(table: SalaryTable, data: Data) -> Iterator[Problem]:
    """Yield each field that is listed as inferred although it has no value."""
    said = {
        "basis": table.basis is not Basis.UNKNOWN,
        "collected": table.collected.known,
        "segments": bool(table.segments),
        "dimensions": bool(table.dimensions),
    }
    for index, name in enumerate(table.inferred):
        if not said.get(name, True):
            what = Message("“{key}” is called inferred, and yet says nothing", key=name)
            hint = Message("write under “{key}” what you assume; or take it out of “inferred”", key=name)
            yield data.problem(("inferred", index), what, hint, Severity.WARNING, "inferred-unknown")


def _currency(table: SalaryTable, data: Data) -> Iterator[Problem]:
    """Yield a currency that has the form of one and is none."""
    if table.currency not in CODES:
        what = Message("“{code}” is no currency of ISO 4217", code=table.currency)
        yield data.problem(
            ("currency",), what, known_or_list(table.currency, sorted(CODES), "ISO 4217"), check="record"
        )


def _series(table: SalaryTable, data: Data) -> Iterator[Problem]:
    """Yield a series without an edition, or an edition without a series."""
    if table.series and not table.edition:
        what = Message("the table is one of a series and does not say which edition it is")
        hint = Message("add “edition: 2024” (or 2024-H1, 2024-Q3, 2024-10)")
        yield data.problem(("series",), what, hint, check="editions", of_key=True)
    elif table.edition and not table.series:
        what = Message("the table has an edition and does not say of which series")
        hint = Message("add “series: {id}”, the same name in each edition", id=table.role)
        yield data.problem(("edition",), what, hint, check="editions", of_key=True)


def _columns(table: SalaryTable, data: Data) -> Iterator[Problem]:
    """Yield contradictions in the columns: `p` and `open` where they have no meaning, two columns of a kind."""
    seen: dict[object, str] = {}
    if not pay_columns(table.columns):
        hint = Message("add a column of pay: median: {{kind: median, label: …}}")
        yield data.problem(("columns",), Message("no column of this table is pay"), hint, check="column", of_key=True)
    if table.small_below is not None and len(pay_columns(table.columns)) == len(table.columns):
        hint = Message("add a column with “kind: count”, or take this line out")
        problem = Message("“small_below” says from how many people on, and no column counts them")
        yield data.problem(("small_below",), problem, hint, check="column", of_key=True)
    for id, column in table.columns.items():
        loc = ("columns", id)
        kind = column.kind.statistic
        if kind.takes_p and column.p is None:
            hint = Message("add “p: 10”, “p: 25” … to it")
            yield data.problem(
                loc, Message("“{id}” does not say which percentile it is", id=id), hint, check="column", of_key=True
            )
        if not kind.takes_p and column.p is not None:
            hint = Message("take “p” out, or write “kind: percentile”")
            yield data.problem((*loc, "p"), Message("only a percentile has a “p”"), hint, check="column", of_key=True)
        if not kind.is_range and column.open:
            hint = Message("take “open” out")
            yield data.problem((*loc, "open"), Message("only a band can be open"), hint, check="column", of_key=True)
        if kind.is_range or not kind.is_pay or (kind.takes_p and column.p is None):
            continue
        what = column.kind.value if column.level is None else column.level
        if first := seen.get(what):
            yield _same_statistic(table, data, first, id)
        seen.setdefault(what, id)


def _dimensions(table: SalaryTable, data: Data) -> Iterator[Problem]:
    """Yield contradictions in the dimensions: segments beside them, ids in use elsewhere, unknown columns."""
    if table.segments and table.dimensions:
        what, hint = Message("“segments” is a dimension too"), Message("move it into “dimensions”")
        yield data.problem(("segments",), what, hint, check="table", of_key=True)
        return
    for id in table.dimensions.keys() & RESERVED:
        what = Message("a dimension cannot be called “{id}”: addresses and exports use the name", id=id)
        yield data.problem(("dimensions", id), what, Message("choose another one"), check="table", of_key=True)
    for id, dimension in table.all_dimensions.items():
        place: Loc = ("segments",) if table.segments else ("dimensions", id, "values")
        for value, facts in dimension.values.items():
            for index, column in enumerate(facts.columns):
                if column not in table.columns:
                    what = Message("“{id}” is no column of this table", id=column)
                    loc = (*place, value, "columns", index)
                    yield data.problem(loc, what, known_or_list(column, table.columns), check="unknown-column")


def _same_statistic(table: SalaryTable, data: Data, first: str, id: str) -> Problem:
    """Return that two columns hold the same figures: of one kind, or the median and the 50th percentile."""
    one, other = table.columns[first], table.columns[id]
    hint = Message(
        "if they are of two groups, such as levels or kinds of employer, keep one column and name the groups under "
        "“segments:”, each with a row of its own; else correct “kind” or “p” of one, or take it out"
    )
    what = str(other.kind)
    if one.kind is not other.kind:
        what, hint = str(ColumnKind.MEDIAN), Message("the 50th percentile is the median: keep one of the two")
    elif other.p is not None:
        what = f"{other.p:g}"
    message = Message("“{id}” and “{first}” are the same statistic ({what})", id=id, first=first, what=what)
    return data.problem(("columns", id), message, hint, check="column", of_key=True)


def _cells_named(table: SalaryTable, data: Data) -> Iterator[Problem]:
    """Yield the accepted findings and the notes whose cell does not exist, and second notes on a cell."""
    named = [("accepted", index, entry.cell) for index, entry in enumerate(table.accepted) if entry.cell]
    named += [("notes", index, note.cell) for index, note in enumerate(table.notes)]
    if not named:
        return
    cells = [row.address(cell.column) for row in table.pay for cell in row.cells if not isinstance(cell.value, Absent)]
    known, noted = set(cells), set()
    for key, index, cell in named:
        loc = (key, index, "cell")
        if cell not in known:
            what = Message("“{cell}” is no cell of this table", cell=cell)
            yield data.problem(loc, what, known_or_list(cell, cells), check=key)
        elif cell in noted:
            what, hint = Message("“{cell}” has a note already", cell=cell), Message("write both as one note")
            yield data.problem(loc, what, hint, check="notes")
        elif key == "notes":
            noted.add(cell)
