"""Workbooks of Excel (.xlsx) → tables. The only importer of openpyxl.

In: the bytes of an uncompressed workbook. Out: its tables by sheet, and notes about what is hidden in them. Of merged
cells only the first has a value; a formula has the value with which the workbook was saved.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from careerguide.core.problems import Message
from careerguide.importing.number_formats import plain_value, unit_of
from careerguide.importing.workbook import Table, bounded, check_cells

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST = 5  # rows or cells that a note names

Note = tuple[Message, Message | None]


def read_tables(raw: bytes) -> dict[str, Table]:
    """Return the tables of a workbook by the name of their sheet."""
    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    hidden = _hidden(raw)
    comments = _comments(raw)
    tables = {}
    for sheet in book.worksheets:
        rows, notes = _rows(sheet)
        notes += _hidden_notes(rows, *hidden.get(sheet.title, ([], [])))
        tables[sheet.title] = Table(rows, sheet.sheet_state == "visible", (*notes, *comments))
    return tables


def _comments(raw: bytes) -> list[Note]:
    """Return a note where a workbook has comments."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        if any(name.startswith(("xl/comments", "xl/threadedComments")) for name in parts.namelist()):
            hint = Message("if they say something of the figures, write it into the table's note")
            return [(Message("the workbook has comments, which are not read"), hint)]
    return []


def _rows(sheet: Any) -> tuple[list[list[str]], list[Note]]:
    """Return the text of each cell, and notes about units in number formats and about cells that are struck out."""
    rows, count = [], 0
    struck: list[str] = []
    units: dict[str, str] = {}
    for row in sheet.iter_rows():
        count += max(1, len(row))
        check_cells(count)
        texts = []
        for cell in row:
            form = cell.number_format or "General"
            text = bounded(plain_value(cell.value, form))
            if isinstance(cell.value, int | float) and (unit := unit_of(form)):
                units.setdefault(unit, text)
            if text and cell.font and cell.font.strike:
                struck.append(cell.coordinate)
            texts.append(text)
        rows.append(texts)
    return rows, [*_unit_notes(units), *_struck_notes(struck)]


def _unit_notes(units: dict[str, str]) -> Iterator[Note]:
    for unit, text in units.items():
        what = Message(
            "the format of cells adds “{unit}” to their numbers: they are read as “{text}”", unit=unit, text=text
        )
        yield what, Message("if the workbook is wrong, correct the format of its cells")


def _struck_notes(cells: list[str]) -> Iterator[Note]:
    if cells:
        names = ", ".join(cells[:_MOST]) + (", …" if len(cells) > _MOST else "")
        yield (
            Message("struck out, and read all the same: {cells}", cells=names),
            Message("delete them if they are no longer valid"),
        )


# --- hidden rows and columns, which openpyxl finds only in sheets that it loads as a whole --------------------------


def _hidden(raw: bytes) -> dict[str, tuple[list[int], list[int]]]:
    """Return the numbers of the hidden rows and columns of each sheet, by its name."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        names = set(parts.namelist())
        relations = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        sheets = [
            (element.get("name", ""), posixpath.normpath(posixpath.join("/xl", targets[element.get(_RELATION)]))[1:])
            for element in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter()
            if element.get(_RELATION) in targets and element.tag.endswith("}sheet")
        ]
        return {name: _hidden_in(parts.read(path)) for name, path in sheets if path in names}


def _hidden_in(xml: bytes) -> tuple[list[int], list[int]]:
    rows = [int(number) for tag in re.findall(rb"<row\b[^>]*>", xml) if (number := _hidden_number(tag, rb"\br"))]
    columns = [
        column
        for tag in re.findall(rb"<col\b[^>]*>", xml)
        if (first := _hidden_number(tag, rb"min")) and (last := _hidden_number(tag, rb"max"))
        for column in range(int(first), min(int(last), int(first) + 256) + 1)
    ]
    return rows, columns


def _hidden_number(tag: bytes, attribute: bytes) -> bytes | None:
    """Return the number in an attribute of a row or column, where that is hidden."""
    found = re.search(attribute + rb'="(\d+)"', tag)
    return found[1] if found and re.search(rb'\bhidden="(?:1|true)"', tag) else None


def _hidden_notes(texts: list[list[str]], rows: list[int], columns: list[int]) -> Iterator[Note]:
    """Yield a note about hidden rows and one about hidden columns, where they are not empty."""
    hint = Message("leave out what should not be published: --skip NAME, by the heading or the first words of the row")
    if filled := [number for number in rows if number <= len(texts) and any(texts[number - 1])]:
        names = ", ".join(_spans(filled, str))
        yield Message("hidden in the workbook, and read all the same: rows {names}", names=names), hint
    if filled := [number for number in columns if any(len(row) >= number and row[number - 1] for row in texts)]:
        names = ", ".join(_spans(filled, get_column_letter))
        yield Message("hidden in the workbook, and read all the same: columns {names}", names=names), hint


def _spans(numbers: Iterable[int], name: Callable[[int], str]) -> Iterator[str]:
    """Yield numbers in sequence as spans: 3–5."""
    for _, group in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0]):
        span = [number for _, number in group]
        yield name(span[0]) if len(span) == 1 else f"{name(span[0])}–{name(span[-1])}"
