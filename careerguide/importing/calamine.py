"""Workbooks of older versions of Excel (.xls) and of LibreOffice (.ods) → tables. The only importer of python-calamine.

In: the workbook's bytes. Out: its tables by sheet. The library gives neither number formats nor hidden rows.
"""

from __future__ import annotations

import io
import re
import zipfile

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from careerguide.core.problems import Message
from careerguide.importing.number_formats import plain_value
from careerguide.importing.workbook import Table, bounded, check_cells

_ROW = re.compile(rb"<[\w:]*table-row\b(?P<row>[^>]*)>|<[\w:]*table-cell\b(?P<cell>[^>]*)>")
_REPEATED = re.compile(rb'number-(?:columns|rows)-repeated="(?P<times>\d{1,9})"')
_UNSEEN = (
    Message("in this kind of workbook hidden rows and the units in number formats are not seen"),
    Message("compare the new file with what the workbook shows; or save it as .xlsx and import that"),
)


def read_tables(raw: bytes) -> dict[str, Table]:
    """Return the tables of a workbook by the name of their sheet."""
    if raw.startswith(b"PK"):
        _check_repeated(raw)
    tables, count = {}, 0
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    for sheet in book.sheets_metadata:
        cells = book.get_sheet_by_name(sheet.name)
        count += cells.total_height * cells.total_width
        check_cells(count)
        rows = [[bounded(plain_value(value)) for value in row] for row in cells.to_python(skip_empty_area=False)]
        tables[sheet.name] = Table(rows, sheet.visible is SheetVisibleEnum.Visible, (_UNSEEN,))
    return tables


def _check_repeated(raw: bytes) -> None:
    """Raise where cells that are written once and repeated (OpenDocument 1.3, 9.1.3 and 9.1.4) would be too many."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        if "content.xml" not in parts.namelist():
            return
        content = parts.read("content.xml")
    count, rows = 0, 1
    for element in _ROW.finditer(content):
        repeated = _REPEATED.search(element["row"] or element["cell"] or b"")
        times = int(repeated["times"]) if repeated else 1
        if element["row"] is not None:
            rows = times
        elif b"value-type=" in element["cell"]:
            count += rows * times
        check_cells(count)
