"""A workbook (.xlsx, .xls, .ods) → a `Sheet`: the one of its sheets that holds the table.

In: the workbook's bytes. Out: the rows of a sheet and notes on what is hidden in it, or the Problems that prevent it.
Workbooks are compressed: nothing is unpacked beyond fixed limits.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping
from importlib import import_module
from typing import NamedTuple

from careerguide.core.problems import Message, Problem, Severity, known_or_list
from careerguide.importing.layout import names_columns
from careerguide.importing.sheet import Line, Sheet, TextCell, without_blank
from careerguide.reading.source import Position, Source

MAX_CELLS = 1_000_000
MAX_UNPACKED = 50_000_000  # bytes of all parts but pictures: ten times what a sheet of MAX_CELLS / 10 figures takes
MAX_CELL = 32_767  # characters: as many as Excel takes
CHUNK = 1 << 20
GLUE = " | "
_PICTURES = ("xl/media/", "Pictures/", "media/", "Thumbnails/", "docProps/")


class Refused(Exception):
    """A workbook is too large for a table of pay, or of a kind that cannot be read safely."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Table(NamedTuple):
    """One sheet as rows of text, with notes on what its reader does not see or sees differently."""

    rows: list[list[str]]
    visible: bool = True
    notes: tuple[tuple[Message, Message | None], ...] = ()


def read_workbook(raw: bytes, shown: str, wanted: str | None) -> tuple[Sheet | None, list[Problem]]:
    """Return a workbook's table: the sheet called `wanted`, or else the first that holds a table."""
    try:
        raw, names = _unpacked(raw) if raw.startswith(b"PK") else (raw, [])
        if "xl/workbook.bin" in names:
            raise Refused(Message("this is a binary workbook (.xlsb)"))
        if "word/document.xml" in names:
            raise Refused(Message("this is a document, not a table"))
        reader = "excel" if "xl/workbook.xml" in names else "calamine"
        tables: Mapping[str, Table] = import_module(f"careerguide.importing.{reader}").read_tables(raw)
    except ModuleNotFoundError as error:
        what = Message("a workbook can be read only where {library} is installed", library=error.name)
        hint = Message("install it (uv sync --extra excel), or save the sheet as CSV and import that")
        return None, [Problem.of_file(shown, what, hint)]
    except Refused as error:
        hint = Message("copy the table into a new workbook and save it as .xlsx with its figures alone, or as CSV")
        return None, [Problem.of_file(shown, error.message, hint)]
    except Exception:  # a damaged workbook can fail in any of the parsers beneath the libraries
        what = Message("the workbook cannot be read: it is damaged, locked by a password, or no workbook at all")
        hint = Message("open and save it anew, or save the sheet as CSV and import that")
        return None, [Problem.of_file(shown, what, hint)]
    return _chosen({name: table for name, table in tables.items() if any(map(any, table.rows))}, shown, wanted)


def _unpacked(raw: bytes) -> tuple[bytes, list[str]]:
    """Return a workbook with its parts uncompressed and without pictures, and the names of the parts."""
    plain, left = io.BytesIO(), MAX_UNPACKED
    with zipfile.ZipFile(io.BytesIO(raw)) as packed, zipfile.ZipFile(plain, "w") as unpacked:
        parts = [part for part in packed.infolist() if not part.filename.startswith(_PICTURES)]
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise _too_long()
        for part in parts:
            content = _inflated(packed, part, left)
            left -= len(content)
            unpacked.writestr(part.filename, content)
    return plain.getvalue(), [part.filename for part in parts]


def _inflated(packed: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """Return the content of a part, reading no more than `most` bytes whatever its header declares."""
    content = bytearray()
    with packed.open(part) as stream:
        while chunk := stream.read(CHUNK):
            content += chunk
            if len(content) > most:
                raise _too_long()
    return bytes(content)


def _too_long() -> Refused:
    return Refused(Message("the workbook unpacks to more than {limit} MB", limit=MAX_UNPACKED // 10**6))


def check_cells(count: int) -> None:
    """Raise Refused where a workbook has more cells than any table of pay."""
    if count > MAX_CELLS:
        raise Refused(Message("the workbook has more than {limit} cells", limit=MAX_CELLS))


def bounded(text: str) -> str:
    """Return the text of a cell; Refused where it is too long."""
    if len(text) > MAX_CELL:
        raise Refused(Message("a cell of the workbook has more than {limit} characters", limit=MAX_CELL))
    return text


def _chosen(tables: dict[str, Table], shown: str, wanted: str | None) -> tuple[Sheet | None, list[Problem]]:
    if not tables:
        what, hint = Message("there is nothing in it"), Message("save the workbook with its figures")
        return None, [Problem.of_file(shown, what, hint)]
    if wanted is not None and wanted not in tables:
        what = Message("there is no sheet “{name}” with anything in it", name=wanted)
        return None, [Problem.of_file(shown, what, known_or_list(wanted, tables))]
    sheets = {name: _sheet(table.rows, f"{shown} [{name}]") for name, table in tables.items()}
    fitting = [name for name, sheet in sheets.items() if names_columns(sheet)] or list(sheets)
    seen = [name for name in fitting if tables[name].visible] or fitting
    name = wanted or seen[0]
    problems = [] if wanted else _choice(shown, name, seen, sheets)
    path = sheets[name].source.path
    problems += (Problem.of_file(path, what, hint, Severity.WARNING) for what, hint in tables[name].notes)
    return sheets[name], problems


def _choice(shown: str, name: str, fitting: list[str], sheets: Collection[str]) -> list[Problem]:
    """Return which of several sheets is read, and how to choose another."""
    if len(sheets) == 1:
        return []
    what = Message("of several sheets “{name}” is read, the only one with a table", name=name)
    if len(fitting) > 1:
        what = Message("of several sheets with tables “{name}” is read, and no other", name=name)
    hint = Message("for another one add --sheet: {names}", names=", ".join(f'"{sheet}"' for sheet in sheets))
    return [Problem.of_file(shown, what, hint, Severity.WARNING)]


def _sheet(rows: list[list[str]], shown: str) -> Sheet:
    source = Source(shown, "\n".join(GLUE.join(row).rstrip(" |") for row in rows))
    lines = []
    for number, row in enumerate(rows, 1):
        column, text_cells = 1, []
        for text in row:
            text_cells.append(TextCell(text, Position(number, column, max(1, len(text)))))
            column += len(text) + len(GLUE)
        lines.append(Line(number, tuple(text_cells)))
    return Sheet(source, without_blank(lines))
