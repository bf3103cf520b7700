"""Tables in which the kind of employer stands in the headings, not in a column of its own.

In: a `Sheet` with headings such as “Agencies: median”, or with “Agencies” above “Median”. Out: the same table with a
column of employers and a row for each, which everything behind it reads; and a Problem where a guess was made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from careerguide.importing.headings import Part, heading, said_once, statistic
from careerguide.importing.layout import IsRegion, read
from careerguide.importing.sheet import Line, Piece, Sheet
from careerguide.pay.currencies import CODES
from careerguide.problems import Message, Problem, Severity

_BETWEEN = re.compile(r"\s*[:/–—]\s*|\s+-\s+")
_COLUMN = "Segment"  # the heading of the new column, as `heading` knows it

Columns = dict[str, dict[str, int]]  # where each statistic of each employer stands


@dataclass(frozen=True)
class _Wide:
    """Such a table: its columns by employer and statistic, the names of both, and the columns that its rows share."""

    columns: Columns
    shared: tuple[int, ...]
    segments: dict[str, Piece]
    statistics: dict[str, Piece]


def unfolded(sheet: Sheet, is_region: IsRegion, is_segment: Callable[[str], bool]) -> tuple[Sheet, list[Problem]]:
    """Return a sheet in which each kind of employer has rows of its own; any other sheet as it is."""
    for place, (line, heads) in enumerate(_heads(sheet)):
        if wide := _wide(line):
            above, below = sheet.lines[:place], sheet.lines[place + heads :]
            rows = [row for each in below for row in _rows(each, wide, is_region)]
            top = _line(line, wide, Piece(_COLUMN, line.piece(0).position), wide.statistics.get)
            guessed = [_guessed(sheet, piece) for piece in wide.segments.values() if not is_segment(piece.text)]
            return replace(sheet, lines=(*above, top, *rows), shifts=False), guessed
    return sheet, []


def _heads(sheet: Sheet) -> Iterator[tuple[Line, int]]:
    """Yield what may be the line of headings, and of how many lines it is made: one, or employers above statistics."""
    for line, below in pairwise(sheet.lines):
        yield (_joined(line, below), 2) if _is_group(line, below) else (line, 1)


def _is_group(line: Line, below: Line) -> bool:
    """Return whether a line names employers, each above several statistics of the line below it."""
    named = [statistic(piece.text)[0] for piece in below.pieces]
    first = next((index for index, kind in enumerate(named) if kind), None)
    if first is None or any(statistic(piece.text)[0] for piece in line.filled):
        return False
    groups = [piece for piece in line.pieces[first:] if piece.text]
    return len(groups) > 1 and bool(line.piece(first).text) and not any(_amount(piece) for piece in groups)


def _amount(piece: Piece) -> bool:
    return read(piece.text) is not None


def _joined(line: Line, below: Line) -> Line:
    """Return two lines of headings as one: “Agencies”, of a merged cell, goes before each statistic below it."""
    pieces, group = [], ""
    for index in range(max(len(line.pieces), len(below.pieces))):
        above, piece = line.piece(index), below.piece(index)
        group = above.text or group
        if statistic(piece.text)[0]:
            pieces.append(Piece(f"{group}: {piece.text}", above.position if above.text else piece.position))
        else:
            pieces.append(above if above.text else piece)
    return Line(line.number, tuple(pieces))


def _wide(line: Line) -> _Wide | None:
    """Return how a line of headings names employers; None where it does not, or not in every column of figures."""
    columns: Columns = {}
    segments: dict[str, Piece] = {}
    statistics: dict[str, Piece] = {}
    shared = []
    for index, piece in enumerate(line.pieces):
        if split := _split(piece.text):
            segment, words = split
            id = heading(0, words).id
            if id in columns.setdefault(segment.casefold(), {}):
                return None
            columns[segment.casefold()][id] = index
            segments.setdefault(segment.casefold(), Piece(segment, piece.position))
            statistics.setdefault(id, Piece(words[0].upper() + words[1:], piece.position))
        elif heading(index, piece.text).part in (Part.FIGURES, Part.SEGMENT):
            return None
        else:
            shared.append(index)
    return _Wide(columns, tuple(shared), segments, statistics) if len(columns) > 1 else None


def _split(text: str) -> tuple[str, str] | None:
    """Return the employer and the statistic that a heading names: “Agencies: median”."""
    for found in reversed(list(_BETWEEN.finditer(text))):
        segment, words = text[: found.start()], text[found.end() :]
        if statistic(words)[0] and any(map(str.isalpha, segment)) and not _says_otherwise(segment):
            return segment, words
    return None


def _says_otherwise(words: str) -> bool:
    """Return whether words before a statistic are no name of an employer: “Salary”, “net”, “USD”."""
    stated = said_once([words], "period") or said_once([words], "basis") or words in CODES
    return bool(stated) or heading(0, words).part is Part.FIGURES


def _rows(line: Line, wide: _Wide, is_region: IsRegion) -> Iterator[Line]:
    """Yield the rows of one line, an employer each; a line of words (a note, years below headings) stays one line."""
    if not any(is_region(line.piece(index).text) for index in wide.shared) and not any(map(_amount, line.filled)):
        first = {id: next(own[id] for own in wide.columns.values() if id in own) for id in wide.statistics}
        yield _line(line, wide, Piece("", line.piece(0).position), lambda id: line.piece(first[id]))
        return
    width = len(wide.shared) + sum(map(len, wide.columns.values()))
    more = line.pieces[width:]
    for key, own in wide.columns.items():
        cells = {id: line.piece(index) for id, index in own.items()}
        yield _line(line, wide, Piece(wide.segments[key].text, line.piece(0).position), cells.get, more)
        more = ()


def _line(
    line: Line, wide: _Wide, segment: Piece, cell: Callable[[str], Piece | None], more: tuple[Piece, ...] = ()
) -> Line:
    """Return one row of the new table: what all rows share, the employer, the figures, and what stands behind them."""
    nothing = Piece("", line.piece(0).position)
    shared = (line.piece(index) for index in wide.shared)
    return Line(line.number, (*shared, segment, *(cell(id) or nothing for id in wide.statistics), *more))


def _guessed(sheet: Sheet, piece: Piece) -> Problem:
    what = Message("“{name}” is read as a kind of employer", name=piece.text)
    hint = Message("if it is something else, head the columns differently")
    return sheet.problem(piece, what, hint, Severity.WARNING, "guessed-segment")
