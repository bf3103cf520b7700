"""An Excel workbook (.xlsx) → a `Sheet`. The only importer of openpyxl, which a guide without workbooks can do without.

In: the workbook's bytes. Out: the rows of one of its sheets, or the Problems that keep them from being read. Of cells
that are merged only the first holds anything; what a formula gave when the workbook was last saved is what it says.
"""

from __future__ import annotations

import datetime
import io
from importlib import import_module
from typing import Any

from careerguide.importing.sheet import Line, Piece, Sheet, plain, without_blank
from careerguide.problems import Message, Problem, Severity, known_or_list
from careerguide.reading.source import Position, Source

MAX_CELLS = 1_000_000
_GLUE = " | "


class _TooLarge(Exception):
    """A workbook has more cells than any table of pay."""


def read_workbook(raw: bytes, shown: str, wanted: str | None) -> tuple[Sheet | None, list[Problem]]:
    """Return a workbook's table: the sheet called `wanted`, or else the first in which anything stands."""
    try:
        openpyxl: Any = import_module("openpyxl")
    except ImportError:
        hint = Message("install it (uv sync --extra excel), or save the sheet as CSV and import that")
        return None, [_whole(shown, Message("a workbook can be read only where openpyxl is installed"), hint)]
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheets = {sheet.title: _texts(sheet) for sheet in book.worksheets}
    except _TooLarge:
        what = Message("the workbook has more than {limit} cells", limit=MAX_CELLS)
        return None, [_whole(shown, what, Message("keep the sheet that is meant, and save it with its figures alone"))]
    except Exception:  # a damaged workbook can fail in any of the parsers beneath openpyxl
        what = Message("the workbook cannot be read: it is damaged, or no workbook at all")
        return None, [_whole(shown, what, Message("open and save it anew, or save the sheet as CSV and import that"))]
    return _chosen({name: rows for name, rows in sheets.items() if any(map(any, rows))}, shown, wanted)


def _chosen(sheets: dict[str, list[list[str]]], shown: str, wanted: str | None) -> tuple[Sheet | None, list[Problem]]:
    if not sheets:
        return None, [_whole(shown, Message("there is nothing in it"), Message("save the workbook with its figures"))]
    if wanted is not None and wanted not in sheets:
        what = Message("there is no sheet “{name}” with anything in it", name=wanted)
        return None, [_whole(shown, what, known_or_list(wanted, sheets))]
    name = wanted or next(iter(sheets))
    problems = []
    if len(sheets) > 1 and wanted is None:
        what = Message("several sheets hold something; “{name}” is read", name=name)
        hint = Message("for another one add --sheet: {names}", names=", ".join(sheets))
        problems = [_whole(shown, what, hint, Severity.WARNING)]
    return _sheet(sheets[name], f"{shown} [{name}]"), problems


def _texts(sheet: Any) -> list[list[str]]:
    rows, count = [], 0
    for row in sheet.iter_rows(values_only=True):
        rows.append([_text(value) for value in row])
        count += len(row)
        if count > MAX_CELLS:
            raise _TooLarge
    return rows


def _text(value: Any) -> str:
    """Return what a cell shows; a date stays one (Excel makes dates of “10-12”), and so is never an amount."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    return plain(str(value))


def _sheet(rows: list[list[str]], shown: str) -> Sheet:
    source = Source(shown, "\n".join(_GLUE.join(row).rstrip(" |") for row in rows))
    lines = []
    for number, row in enumerate(rows, 1):
        column, pieces = 1, []
        for text in row:
            pieces.append(Piece(text, Position(number, column, max(1, len(text)))))
            column += len(text) + len(_GLUE)
        lines.append(Line(number, tuple(pieces)))
    return Sheet(source, without_blank(iter(lines)))


def _whole(shown: str, what: Message, hint: Message, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(shown, 0, 1, what, hint, severity, "file")
