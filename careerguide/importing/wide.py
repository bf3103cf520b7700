"""Converts tables in which the kind of employer is part of the headings, not a column of its own.

In: a `Sheet` with headings such as “Agencies: median” or “Median agencies”, or with “Agencies” above “Median”. Out: the
same table with a column of employers and a row for each, and a Problem for each guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from careerguide.core.problems import Message, Problem, Severity
from careerguide.importing.cells import read
from careerguide.importing.headings import SEGMENT_HEADING, Part, heading, stated_once, statistic, without_statistic
from careerguide.importing.layout import IsRegion
from careerguide.importing.sheet import Line, Sheet, TextCell
from careerguide.importing.units import is_unit, multiplier, unit_in, without_unit
from careerguide.schema import ColumnKind
from careerguide.schema.currencies import CODES

_BETWEEN = re.compile(r"\s*[:/–—]\s*|\s+-\s+")

Columns = dict[str, dict[str, int]]  # the index of each statistic of each employer


@dataclass(frozen=True)
class _Wide:
    """A wide table: its columns by employer and statistic, the columns that its rows share, and the names of both."""

    columns: Columns
    shared: tuple[int, ...]
    counts: tuple[TextCell, ...]  # the headings of columns of counts for all employers together, which are left out
    width: int
    segments: dict[str, TextCell]
    statistics: dict[str, TextCell]


def unfolded(sheet: Sheet, is_region: IsRegion, is_segment: Callable[[str], bool]) -> tuple[Sheet, list[Problem]]:
    """Return a sheet in which each kind of employer has rows of its own; any other sheet as it is."""
    for place, (line, heads) in enumerate(_heads(sheet)):
        if wide := _wide(line):
            above, below = sheet.lines[:place], sheet.lines[place + heads :]
            rows = [row for each in below for row in _rows(each, wide, is_region)]
            top = _line(line, wide, TextCell(SEGMENT_HEADING, line.cell_at(0).position), wide.statistics.get)
            told = [_left_out(sheet, text_cell) for text_cell in wide.counts]
            told += [_guessed(sheet, name) for name in wide.segments.values() if not is_segment(name.text)]
            return replace(sheet, lines=(*above, top, *rows), shifts=False), told
    return sheet, []


def _heads(sheet: Sheet) -> Iterator[tuple[Line, int]]:
    """Yield candidates for the line of headings, and how many lines each spans: one, or employers above statistics."""
    for line, below in pairwise(sheet.lines):
        yield (_joined(line, below), 2) if _is_group(line, below) else (line, 1)


def _is_group(line: Line, below: Line) -> bool:
    """Return whether a line names employers, each above several statistics of the line below it."""
    named = [statistic(text_cell.text)[0] for text_cell in below.cells]
    first = next((index for index, kind in enumerate(named) if kind not in (None, ColumnKind.COUNT)), None)
    if first is None or any(statistic(text_cell.text)[0] for text_cell in line.filled):
        return False
    groups = [text_cell for text_cell in line.cells[first:] if text_cell.text]
    return len(groups) > 1 and bool(line.cell_at(first).text) and not any(_amount(text_cell) for text_cell in groups)


def _amount(text_cell: TextCell) -> bool:
    return read(text_cell.text) is not None


def _joined(line: Line, below: Line) -> Line:
    """Return two lines of headings as one: “Agencies”, of a merged cell, goes before each statistic below it."""
    text_cells, group = [], ""
    for index in range(max(len(line.cells), len(below.cells))):
        above, text_cell = line.cell_at(index), below.cell_at(index)
        group = above.text or group
        if group and statistic(text_cell.text)[0]:
            position = above.position if above.text else text_cell.position
            text_cells.append(TextCell(f"{group}: {text_cell.text}", position))
        else:
            text_cells.append(above if above.text else text_cell)
    return Line(line.number, tuple(text_cells))


def _wide(line: Line) -> _Wide | None:
    """Return how a line of headings names employers; None where it does not, or not in every column of figures."""
    columns: Columns = {}
    segments: dict[str, TextCell] = {}
    statistics: dict[str, TextCell] = {}
    shared, counts = [], []
    split_at = _split if any(_split(text_cell.text) for text_cell in line.cells) else _split_words
    for index, text_cell in enumerate(line.cells):
        if split := split_at(text_cell.text):
            segment, words = split
            id = heading(0, without_unit(words)).id
            if id in columns.setdefault(segment.casefold(), {}):
                return None
            columns[segment.casefold()][id] = index
            segments.setdefault(segment.casefold(), TextCell(segment, text_cell.position))
            statistics.setdefault(id, TextCell(words[0].upper() + words[1:], text_cell.position))
        elif heading(index, text_cell.text).is_count:
            counts.append(text_cell)
        elif heading(index, text_cell.text).part in (Part.FIGURES, Part.SEGMENT):
            return None
        else:
            shared.append(index)
    repeated = split_at is _split or len(statistics) < sum(map(len, columns.values()))
    if len(columns) < 2 or not repeated:
        return None
    return _Wide(columns, tuple(shared), tuple(counts), len(line.cells), segments, statistics)


def _split(text: str) -> tuple[str, str] | None:
    """Return the employer and the statistic that a heading names: “Agencies: median”."""
    for found in reversed(list(_BETWEEN.finditer(text))):
        segment, words = text[: found.start()], text[found.end() :]
        if statistic(words)[0] and any(map(str.isalpha, segment)) and not _is_not_employer(segment):
            unit = "" if multiplier(words) else unit_in(segment)
            return without_unit(segment), f"{words}, {unit}" if unit else words
    return None


def _split_words(text: str) -> tuple[str, str] | None:
    """Return the same for a heading without a mark between the two: “Median agencies”."""
    plain, unit = without_unit(text), unit_in(text)
    segment = without_statistic(plain).strip(" ,()[]")
    is_employer = any(map(str.isalpha, segment)) and not _is_not_employer(segment)
    if statistic(plain)[0] in (None, ColumnKind.COUNT) or not is_employer:
        return None
    words = plain.replace(segment, "").strip(" ,()[]")
    segment = segment[0].upper() + segment[1:]
    return (segment, f"{words}, {unit}" if unit else words) if statistic(words)[0] else None


def _is_not_employer(words: str) -> bool:
    """Return whether words before a statistic are not the name of an employer: “Salary”, “net”, “USD”."""
    stated = stated_once([words], "period") or stated_once([words], "basis") or words in CODES
    return bool(stated) or is_unit(words) or heading(0, words).part is Part.FIGURES


def _rows(line: Line, wide: _Wide, is_region: IsRegion) -> Iterator[Line]:
    """Yield a row for each employer of a line; a line without figures (a note, years below headings) stays one row."""
    if not any(is_region(line.cell_at(index).text) for index in wide.shared) and not any(map(_amount, line.filled)):
        first = {id: next(own[id] for own in wide.columns.values() if id in own) for id in wide.statistics}
        yield _line(line, wide, TextCell("", line.cell_at(0).position), lambda id: line.cell_at(first[id]))
        return
    more = line.cells[wide.width :]
    for key, own in wide.columns.items():
        cells = {id: line.cell_at(index) for id, index in own.items()}
        yield _line(line, wide, TextCell(wide.segments[key].text, line.cell_at(0).position), cells.get, more)
        more = ()


def _line(
    line: Line, wide: _Wide, segment: TextCell, cell: Callable[[str], TextCell | None], more: tuple[TextCell, ...] = ()
) -> Line:
    """Return one row of the new table: what all rows share, the employer, the figures, and whatever follows them."""
    nothing = TextCell("", line.cell_at(0).position)
    shared = (line.cell_at(index) for index in wide.shared)
    return Line(line.number, (*shared, segment, *(cell(id) or nothing for id in wide.statistics), *more))


def _left_out(sheet: Sheet, text_cell: TextCell) -> Problem:
    what = Message("the column “{label}” counts people of all kinds of employer together and is left out",
                   label=text_cell.text)  # fmt: skip
    hint = Message("head it with a kind of employer if it is about that one alone")
    return sheet.problem(text_cell, what, hint, Severity.WARNING, "unread-column")


def _guessed(sheet: Sheet, text_cell: TextCell) -> Problem:
    what = Message("“{name}” is read as a kind of employer", name=text_cell.text)
    hint = Message("if it is something else, head the columns differently")
    return sheet.problem(text_cell, what, hint, Severity.WARNING, "guessed-segment")
