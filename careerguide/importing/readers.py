"""A file of figures → a `Sheet`, whatever its format and encoding.

In: the bytes of CSV, TSV, a workbook, or a table pasted as text. Out: a `Sheet`, or the Problems that prevent it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from careerguide.core.os_errors import reason, remedy_of_reading
from careerguide.core.problems import Message, Problem, Severity
from careerguide.importing.sheet import Line, Sheet, TextCell, plain, without_blank
from careerguide.reading.source import Position, Source, from_bytes

MAX_BYTES = 20_000_000  # a workbook of one table has a hundredth of that
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip archive (.xlsx, .ods), a compound file (.xls)
DELIMITERS = ("|", "\t", ";", ",")


def read_sheet(file: str, sheet: str | None) -> tuple[Sheet | None, list[Problem]]:
    """Return the table in a file ("-": in standard input), or None with the Problems that prevent it."""
    shown = "stdin" if file == "-" else Path(file).as_posix()
    try:
        raw = sys.stdin.buffer.read(MAX_BYTES + 1) if file == "-" else _bytes(Path(file))
    except OSError as error:
        what = Message("the file cannot be read: {reason}", reason=reason(error))
        return None, [Problem.of_file(shown, what, remedy_of_reading(error))]
    if len(raw) > MAX_BYTES:
        what = Message("the file has more than {limit} MB", limit=MAX_BYTES // 10**6)
        return None, [Problem.of_file(shown, what, Message("save the table alone, and import that"))]
    if raw.startswith(WORKBOOKS):
        from careerguide.importing.workbook import read_workbook

        return read_workbook(raw, shown, sheet)
    if re.match(rb"\s*<(?:!doctype html|html|table|\?xml)\b", raw, re.IGNORECASE):
        what = Message("this is a web page or XML, whatever the file is called")
        hint = Message("open it in a spreadsheet, save it as .xlsx or as CSV, and import that")
        return None, [Problem.of_file(shown, what, hint)]
    if raw.startswith((b"%PDF", b"{\\rtf")):
        what = Message("this is a document, not a table")
        hint = Message("copy the table out of it into a spreadsheet or a text file, and import that")
        return None, [Problem.of_file(shown, what, hint)]
    source, problems = _text(raw, shown)
    if source is None:
        return None, problems
    table, more = _table(source)
    return table, problems + more


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


# --- text ---------------------------------------------------------------------------------------------------------


def _text(raw: bytes, shown: str) -> tuple[Source | None, list[Problem]]:
    """Return bytes as a Source: UTF-8, UTF-16 (Excel's “Unicode text”), or Windows-1251, which is reported."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return from_bytes(raw.decode("utf-16", errors="replace").encode(), shown)
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1251", errors="replace")
        strange = [char for char in text if ord(char) > 127 and char.isalpha()]
        if sum("\u0400" <= char <= "\u04ff" for char in strange) * 2 > len(strange):
            source, problems = from_bytes(text.encode(), shown)
            what = Message("the file is not UTF-8; it was read as Windows-1251")
            hint = Message("look whether the names came out right; if not, save the file as UTF-8 and import that")
            return source, [Problem(shown, 0, 1, what, hint, Severity.WARNING, "encoding"), *problems]
    return from_bytes(raw, shown)


def _table(source: Source) -> tuple[Sheet | None, list[Problem]]:
    delimiter = _delimiter(source.text)
    if delimiter is None:
        what = Message("this is no table: nothing divides its columns")
        hint = Message("divide them by a semicolon, a comma, a tab or a | on every line")
        return None, [Problem(source.path, 1 if source.text else 0, 1, what, hint, check="import")]
    if delimiter == "|":
        return Sheet(source, without_blank(_piped(source)), shifts=True), []
    lines, problem = _separated(source, delimiter)
    return (None, [problem]) if problem else (Sheet(source, lines), [])


def _delimiter(text: str) -> str | None:
    """Return the delimiter of the columns: one on most lines; of several, the one that is rarest within cells."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.split("\n") if line.strip()]
    usual = (mark for mark in DELIMITERS if sum(mark in line for line in lines) > len(lines) / 2)
    return next(usual, None) or _delimiter_between(lines)


def _delimiter_between(lines: list[str]) -> str | None:
    """Return what divides the columns of a table that has lines of text above and below it; no comma, as texts do."""
    for mark in ("|", "\t", ";"):
        having = [number for number, line in enumerate(lines) if mark in line]
        if len(having) > 1 and having[-1] - having[0] == len(having) - 1:
            return mark
    return None


# --- a table pasted as text ---------------------------------------------------------------------------------------

_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")  # |---|:--:|
_MARKED = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")  # **bold**, __bold__, `code`
_BAR = re.compile(r"(?<!\\)\|")


def _piped(source: Source) -> Iterator[Line]:
    for number, text in enumerate(source.lines, 1):
        if "|" not in text:
            yield Line(number, (_text_cell(text, number, 0),))
        elif not _RULE.fullmatch(text):
            start = len(text) - len(text.lstrip())
            start += text[start] == "|"
            end = len(text.rstrip()) - (text.rstrip().endswith("|") and len(text.rstrip()) > start)
            yield Line(number, tuple(_cells(text, number, start, end)))


def _cells(text: str, number: int, start: int, end: int) -> Iterator[TextCell]:
    for bar in _BAR.finditer(text, start, end):
        yield _text_cell(text[start : bar.start()], number, start)
        start = bar.end()
    yield _text_cell(text[start:end], number, start)


def _text_cell(text: str, number: int, offset: int) -> TextCell:
    before = len(text) - len(text.lstrip())
    width = max(1, len(text.strip()))
    return TextCell(plain(_MARKED.sub(r"\2", text.replace("\\|", "|"))), Position(number, offset + before + 1, width))


# --- CSV and TSV --------------------------------------------------------------------------------------------------


def _separated(source: Source, delimiter: str) -> tuple[tuple[Line, ...], Problem | None]:
    """Return the rows of text separated by `delimiter` (RFC 4180), or the Problem of an unclosed quotation mark."""
    part = re.compile(
        rf'(?P<quoted>"(?:[^"]|"")*")?(?P<rest>[^{re.escape(delimiter)}\n]*)(?P<end>{re.escape(delimiter)}|\n|\Z)'
    )
    text, at = source.text, 0
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    lines: list[Line] = []
    text_cells: list[TextCell] = []
    row = line = 1
    while at < len(text):
        match = part.match(text, at)
        assert match is not None
        if match["quoted"] is None and match["rest"].startswith('"'):
            what = Message("the quotation mark that begins here never ends")
            place = Position(line, at - starts[line - 1] + 1)
            return (), source.problem(place, what, Message('write " at its end, or take it out'), check="import")
        words = plain((match["quoted"] or "")[1:-1].replace('""', '"') + match["rest"])
        before = len(match.group()) - len(match.group().lstrip(" "))
        width = max(1, min(len(match.group().rstrip("\n" + delimiter)) - before, len(words) + 2))
        text_cells.append(TextCell(words, Position(line, at - starts[line - 1] + before + 1, width)))
        line += match.group().count("\n")
        at = match.end()
        if match["end"] != delimiter:
            lines.append(Line(row, tuple(text_cells)))
            text_cells, row = [], line
    if text_cells:
        lines.append(Line(row, tuple(text_cells)))
    return without_blank(lines), None
