"""Finds the headings of a sheet and the meaning of each column.

In: a `Sheet`. Out: a `Layout` (the columns, and the rows below them), and Problems for what is not understood. A
heading may have a second row below it (years of experience, a note); in pasted text that row may begin at the first
column of figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from careerguide.core.problems import Message, Problem, Severity
from careerguide.importing.breakdown import BREAKDOWNS, broken_down
from careerguide.importing.cells import read
from careerguide.importing.headings import Heading, Part, heading, statistic, years_in
from careerguide.importing.sheet import Line, Sheet
from careerguide.importing.units import currencies_in, is_unit, multiplier, without_unit
from careerguide.schema import ColumnKind
from careerguide.schema.cells import Amount, Gap, Range

IsRegion = Callable[[str], bool]


@dataclass(frozen=True)
class Layout:
    """The columns of a table, by what they are, and its rows.

    `guessed`: a column's kind is not in its heading. `times`: the multiplier that a title above the table names.
    """

    region: int
    dimensions: tuple[Heading, ...]
    unit: int | None
    columns: tuple[Heading, ...]
    width: int
    body: tuple[Line, ...]
    headings: tuple[str, ...]  # all texts above the figures, some of which are about the whole table
    guessed: bool = False
    times: int | None = None

    def unit_words(self, column: Heading) -> str:
        """Return the words above the figures that name the multiplier of a column."""
        named = (text for text in self.headings if multiplier(text) == (column.times or self.times))
        own = (text for text in self.headings if without_unit(text) == column.label and multiplier(text))
        return next(own, None) or next(named, None) or next(filter(multiplier, self.headings), "")


def column_times(layout: Layout, given: int | None) -> dict[str, int]:
    """Return the multiplier of each column: the editor's, its heading's, the title's, or that of the other columns.

    A heading that names a currency alone, beside others of thousands, is one of full amounts; a column of counts has
    the multiplier of its own heading or none.
    """
    named = {column.times for column in layout.columns if column.times and not column.is_count}
    others = layout.times or (named.pop() if len(named) == 1 else 1)
    return {
        column.id: column.times or 1
        if column.is_count
        else given or column.times or (1 if currencies_in(column.label) else others)
        for column in layout.columns
    }


_EXPORTED = frozenset({"table", "column", "kind", "low", "high", "gap"})  # fields of outputs/export_schema.py


def lay_out(sheet: Sheet, is_region: IsRegion, by: Sequence[str]) -> tuple[Layout | None, list[Problem]]:
    """Return the layout of a sheet, or None; and what is not understood in its headings.

    `by` are the headings of the breakdowns, if the editor names them.
    """
    top, problems = _head(sheet)
    if top is None:
        return None, problems
    titles = {line: multiplier(" ".join(text_cell.text for text_cell in line.filled)) for line in sheet.lines[:top]}
    problems += [_unread(sheet, line) for line, times in titles.items() if times is None]
    head, body = sheet.lines[top], list(sheet.lines[top + 1 :])
    texts = [text_cell.text for text_cell in head.cells]
    headings = [replace(heading(place, without_unit(text)), times=multiplier(text)) for place, text in enumerate(texts)]
    words = [text_cell.text for line in sheet.lines[: top + 1] for text_cell in line.filled]
    while headings and not any(line.cell_at(len(headings) - 1).text for line in (head, *body)):
        headings.pop()
    if body and _continues(body[0], is_region):
        words += [text_cell.text for text_cell in body[0].filled]
        headings, more = _below(sheet, headings, body.pop(0))
        problems += more
    headings = _with_region(headings, body, is_region)
    headings, told = broken_down(sheet, head, headings, body, by)
    if any(problem.severity is Severity.ERROR for problem in told):
        return None, [*problems, *told]  # without the breakdowns all rows would seem to be there twice
    headings, guessed, more = _by_content(sheet, head, headings, body)
    problems += [*told, *more]
    layout, more = _assemble(
        sheet, head, headings, body, words, guessed, any(p.check == "unknown-column" for p in problems)
    )
    if layout:
        layout = replace(layout, times=next(filter(None, titles.values()), None))
    return layout, [*problems, *more]


def _head(sheet: Sheet) -> tuple[int | None, list[Problem]]:
    """Return the place of the headings, or None with the Problem that prevents reading what is below them."""
    top = next((place for place, line in enumerate(sheet.lines) if _heads(line)), None)
    if top is None:
        what = Message("no line here names the columns")
        hint = Message("begin with a line of headings, such as: Region; Segment; Band I; Median")
        return None, [sheet.problem(sheet.lines[0], what, hint)] if sheet.lines else []
    if {text_cell.text for text_cell in sheet.lines[top].filled} >= _EXPORTED:
        what = Message("this is an export of the site, with a line for each figure")
        hint = Message(
            "turn it into a table with a line for each row, by a pivot table: “column” across, the others down"
        )
        return None, [sheet.problem(sheet.lines[top], what, hint)]
    return top, []


def names_columns(sheet: Sheet) -> bool:
    """Return whether a sheet has a row of headings with rows below it."""
    return any(_heads(line) for line in sheet.lines[:-1])


def _heads(line: Line) -> bool:
    """Return whether a row is one of headings: two words or more, one of them known, and no amount."""
    known = [heading(0, text_cell.text).part is not Part.OTHER for text_cell in line.filled]
    return len(known) > 1 and any(known) and not has_amounts(line)


def has_amounts(line: Line) -> bool:
    """Return whether a row holds figures; years and the numbers of percentiles are none."""
    return any(_amount(text_cell.text) for text_cell in line.filled)


def _amount(text: str) -> bool:
    return isinstance(read(text), Amount | Range) and not _YEAR.fullmatch(text)


_YEAR = re.compile(r"(?:19|20)\d\d")


def _unread(sheet: Sheet, line: Line) -> Problem:
    what = Message("this line above the headings is not read")
    hint = Message("if it says something of the table, put it into “note” or “source” of the new file")
    return sheet.problem(line, what, hint, Severity.WARNING)


def _continues(line: Line, is_region: IsRegion) -> bool:
    """Return whether the row below the headings is a part of them: it has no amount, no region, and heading words."""
    texts = [text_cell.text for text_cell in line.filled]
    if any(_amount(text) or is_region(text) for text in texts):
        return False
    return any(
        text.startswith("(") or years_in(text) is not None or statistic(text)[0] or is_unit(text) or multiplier(text)
        for text in texts
    )


def _below(sheet: Sheet, headings: list[Heading], line: Line) -> tuple[list[Heading], list[Problem]]:
    """Assign the second row of headings to the columns: by order where the row lacks its first cells."""
    figures = [h.index for h in headings if h.part in (Part.FIGURES, Part.OTHER)]
    in_place = all(index in figures for index, text_cell in enumerate(line.cells) if text_cell.text)
    if in_place:
        words = {index: line.cell_at(index) for index in figures if line.cell_at(index).text}
    elif sheet.shifts and len(line.filled) == len(figures):
        words = dict(zip(figures, line.filled, strict=True))
    else:
        what = Message("it is not clear which columns the words of this line belong to")
        hint = Message("it is not read; put them into the headings above")
        return headings, [sheet.problem(line, what, hint, Severity.WARNING)]
    problems, read_headings = [], []
    for h in headings:
        text_cell = words.get(h.index)
        below = text_cell.text.strip("()") if text_cell else ""
        other, p = statistic(below)
        if text_cell and other and h.kind and (other, p) != (h.kind, h.p):
            what = Message("“{below}” below “{label}”: they are two different statistics", below=below, label=h.label)
            hint = Message(
                "it is read as “{kind}”; look into the source, and say in the column's note what it is", kind=h.kind
            )
            problems.append(sheet.problem(text_cell, what, hint, Severity.WARNING, "two-statistics"))
        if h.part is Part.OTHER and other:
            h = replace(heading(h.index, below), label=h.label)
        years = years_in(below) if h.years is None else h.years
        read_headings.append(replace(h, below=below, years=years, times=h.times or multiplier(below)))
    return read_headings, problems


def _with_region(headings: list[Heading], body: list[Line], is_region: IsRegion) -> list[Heading]:
    """Return the headings; if none is of regions, the first column that holds regions becomes one."""
    if any(h.part is Part.REGION for h in headings):
        return headings
    others = (h for h in headings if h.part is Part.OTHER)
    found = next((h for h in others if any(is_region(line.cell_at(h.index).text) for line in body)), None)
    return [replace(h, part=Part.REGION) if h is found else h for h in headings]


def _by_content(
    sheet: Sheet, head: Line, headings: list[Heading], body: list[Line]
) -> tuple[list[Heading], bool, list[Problem]]:
    """Determine by their cells the columns whose headings do not state what they are."""
    found, problems, guessed = [], [], False
    for h in headings:
        cells = [cell for line in body if (cell := read(line.cell_at(h.index).text)) and not isinstance(cell, Gap)]
        if h.part in (Part.OTHER, Part.SEGMENT) and _are_units(h, body):
            h = replace(h, part=Part.UNIT)
        elif h.is_count:
            problems.append(_counts(sheet, head, h))
        elif h.kind is None and h.part in (Part.FIGURES, Part.OTHER) and (h.label or cells):
            if cells and all(isinstance(cell, Range) for cell in cells):
                h, guessed = replace(h, part=Part.FIGURES, kind=ColumnKind.BAND), True
            else:
                problems.append(_not_understood(sheet, head, h, bool(cells)))
        found.append(h)
    return found, guessed, problems


def _are_units(h: Heading, body: list[Line]) -> bool:
    texts = [line.cell_at(h.index).text for line in body]
    return any(texts) and all(is_unit(text) for text in texts if text)


def _counts(sheet: Sheet, head: Line, h: Heading) -> Problem:
    text_cell = head.cell_at(h.index)
    what = Message("the column “{label}” is read as numbers of people, no pay", label=text_cell.text)
    if h.times:
        what = Message("the column “{label}” is read as numbers of people, no pay, multiplied by {times}",
                       label=text_cell.text, times=h.times)  # fmt: skip
    hint = Message('if it is pay, name its statistic in the heading; to leave it out: --skip "{name}"',
                   name=text_cell.text)  # fmt: skip
    return sheet.problem(text_cell, what, hint, Severity.ADVICE, "count-column")


def _not_understood(sheet: Sheet, head: Line, h: Heading, figures: bool) -> Problem:
    if not figures:
        what = Message("the column “{label}” holds no figures and is not read", label=h.label or h.index + 1)
        hint = Message('if its words tell groups of rows apart, such as levels: --by "{name}"', name=h.label)
        return sheet.problem(head.cell_at(h.index), what, hint, Severity.WARNING, "unread-column")
    what = Message("it is not clear which statistic the column “{label}” is", label=h.label or h.index + 1)
    text = head.cell_at(h.index).text
    hint = Message("name it in its heading: Median, Mean, 10th percentile, From, To, Band I …")
    if text:
        hint = Message('{name}; or leave the column out: --skip "{text}"', name=hint, text=text)
    return sheet.problem(head.cell_at(h.index), what, hint, check="unknown-column")


def _assemble(
    sheet: Sheet, head: Line, headings: list[Heading], body: list[Line], words: list[str], guessed: bool, asked: bool
) -> tuple[Layout | None, list[Problem]]:
    columns = tuple(h for h in headings if h.part is Part.FIGURES and h.kind)
    problems = list(_twice(sheet, head, headings))
    regions = [h.index for h in headings if h.part is Part.REGION]
    dimensions = tuple(h for h in headings if h.part in BREAKDOWNS)
    if not regions:
        what = Message("no column here is one of regions")
        problems.append(sheet.problem(head, what, Message("head the column of regions “Region”")))
    if all(h.is_count for h in columns) and not asked:
        hint = Message("name it in its heading: Median, Mean, 10th percentile, From, To, Band I …")
        problems.append(sheet.problem(head, Message("no column here is one of pay"), hint))
    if not body:
        problems.append(sheet.problem(head, Message("there are no rows below the headings")))
    if not regions or all(h.is_count for h in columns) or not body:
        return None, problems
    units = [h.index for h in headings if h.part is Part.UNIT]
    guessed = guessed or any(h.kind in (ColumnKind.LOW, ColumnKind.HIGH) for h in columns)
    unit = units[0] if units else None
    return Layout(regions[0], dimensions, unit, columns, len(headings), tuple(body), tuple(words), guessed), problems


def _twice(sheet: Sheet, head: Line, headings: list[Heading]) -> Iterator[Problem]:
    """Yield a Problem for each column that repeats an earlier one."""
    seen: dict[tuple[Part, str], Heading] = {}
    for h in headings:
        if h.part in (Part.OTHER, Part.UNIT) or (h.part is Part.FIGURES and h.kind is None):
            continue
        if first := seen.get((h.part, h.id)):
            what = Message("“{label}” means the same as the column “{first}”", label=h.label, first=first.label)
            texts = {"one": head.cell_at(first.index).text, "other": head.cell_at(h.index).text}
            hint = Message("take one of the two out, or head them differently")
            if texts["one"] != texts["other"]:
                hint = Message('leave one out: --skip "{one}" or --skip "{other}"; or head them differently', **texts)
            yield sheet.problem(head.cell_at(h.index), what, hint, check="unknown-column")
        seen.setdefault((h.part, h.id), h)
