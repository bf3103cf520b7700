"""Rearranges a sheet before its headings are read: leaves out what the editor skips, and turns tables on their side.

In: a `Sheet`. Out: a `Sheet` of the same cells, each with its position in the file, and Problems.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from careerguide.core.problems import Message, Problem, Severity
from careerguide.importing.decisions import Decisions, unused_skip
from careerguide.importing.headings import plain_words
from careerguide.importing.layout import IsRegion, has_amounts
from careerguide.importing.names import without_mark
from careerguide.importing.sheet import Line, Sheet, TextCell, without_blank


def without_skipped(sheet: Sheet, decisions: Decisions) -> tuple[Sheet, list[Problem]]:
    """Return a sheet without the rows and columns to skip, and a Problem for each name that does not occur."""
    if not decisions.skip:
        return sheet, []
    names = {name for line in sheet.lines for text_cell in line.filled for name in _names(text_cell)}
    headings = [line for line in sheet.lines if not has_amounts(line)]
    skipped = {index for line in headings for index, it in enumerate(line.cells) if _is_skipped(it, decisions)}
    lines = (
        Line(line.number, tuple(text_cell for place, text_cell in enumerate(line.cells) if place not in skipped))
        for line in sheet.lines
        if not (has_amounts(line) and any(_is_skipped(text_cell, decisions) for text_cell in line.filled))
    )
    problems = [unused_skip(name, _words(sheet)) for name in sorted(decisions.skip - names)]
    return replace(sheet, lines=without_blank(lines)), problems


def _is_skipped(text_cell: TextCell, decisions: Decisions) -> bool:
    return bool(text_cell.text) and not decisions.skip.isdisjoint(_names(text_cell))


def _names(text_cell: TextCell) -> set[str]:
    return {plain_words(text_cell.text), plain_words(without_mark(text_cell.text))}


def _words(sheet: Sheet) -> list[str]:
    """Return the words that rows and columns can be called by."""
    return list(dict.fromkeys(p.text for line in sheet.lines for p in line.filled if any(map(str.isalpha, p.text))))


def transposed(sheet: Sheet, is_region: IsRegion) -> tuple[Sheet, list[Problem]]:
    """Return a table whose regions are its headings with a row for each region; any other table as it is."""
    for place, line in enumerate(sheet.lines):
        regions = [text_cell for text_cell in line.filled if is_region(text_cell.text)]
        below = sheet.lines[place + 1 :]
        if len(regions) > 1 and not has_amounts(line) and any(map(has_amounts, below)):
            columns = zip_longest(*(each.cells for each in (line, *below)), fillvalue=None)
            turned = [_turned(column, line) for column in columns]
            what = Message("the regions are in the headings: the table is read by columns")
            problem = sheet.problem(line, what, None, Severity.WARNING, "transposed")
            return replace(sheet, lines=(*sheet.lines[:place], *without_blank(turned)), shifts=False), [problem]
    return sheet, []


def _turned(column: tuple[TextCell | None, ...], top: Line) -> Line:
    """Return a column as a row, on the line of its first cell."""
    nothing = TextCell("", (column[0] or top.cell_at(0)).position)
    return Line(nothing.position.line, tuple(text_cell or nothing for text_cell in column))
