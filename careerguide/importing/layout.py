"""Where in a sheet the headings are, and what each column is.

In: a `Sheet`. Out: a `Layout` (the columns, and the rows below them), and Problems for what is not understood. A
heading may have a second row below it (experience asked for, a note); in pasted text that row may begin at the first
column of figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from careerguide.importing.headings import Heading, Part, heading, statistic, years_in
from careerguide.importing.sheet import Line, Sheet
from careerguide.models import ColumnKind
from careerguide.pay.money import Amount, Cell, Gap, MoneyError, Range, parse_cell
from careerguide.problems import Message, Problem, Severity

IsRegion = Callable[[str], bool]


@dataclass(frozen=True)
class Layout:
    """The columns of a table, by what they are, and its rows; `guessed`: a column's kind is not in its heading."""

    region: int
    segment: int | None
    columns: tuple[Heading, ...]
    width: int
    body: tuple[Line, ...]
    headings: tuple[str, ...]  # every word above the figures, for what it says of the table as a whole
    guessed: bool = False


def lay_out(sheet: Sheet, is_region: IsRegion) -> tuple[Layout | None, list[Problem]]:
    """Return the layout of a sheet, or None; and what is not understood in its headings."""
    top = next((place for place, line in enumerate(sheet.lines) if _heads(line)), None)
    if top is None:
        what = Message("no line here names the columns")
        hint = Message("begin with a line of headings, such as: Region; Segment; Band I; Median")
        return None, [sheet.problem(sheet.lines[0], what, hint)] if sheet.lines else []
    problems = [_unread(sheet, line) for line in sheet.lines[:top]]
    head, body = sheet.lines[top], list(sheet.lines[top + 1 :])
    headings = [heading(index, piece.text) for index, piece in enumerate(head.pieces)]
    said = [piece.text for line in sheet.lines[: top + 1] for piece in line.filled]
    while (
        headings
        and not head.pieces[len(headings) - 1].text
        and not any(line.piece(len(headings) - 1).text for line in body)
    ):
        headings.pop()
    if body and _continues(body[0], is_region):
        said += [piece.text for piece in body[0].filled]
        headings, more = _below(sheet, headings, body.pop(0))
        problems += more
    headings, guessed, more = _by_content(sheet, head, headings, body, is_region)
    problems += more
    layout, more = _assemble(sheet, head, headings, body, said, guessed)
    return layout, [*problems, *more]


def _heads(line: Line) -> bool:
    """Return whether a row is one of headings: two words or more, one of them known, and no amount."""
    known = [heading(0, piece.text).part is not Part.OTHER for piece in line.filled]
    return len(known) > 1 and any(known) and not any(_amount(piece.text) for piece in line.filled)


def _amount(text: str) -> bool:
    return isinstance(read(text), Amount | Range)


def read(text: str) -> Cell | None:
    """Return what a cell says, or None where it cannot be read."""
    try:
        return parse_cell(text) if text else None
    except MoneyError:
        return None


def _unread(sheet: Sheet, line: Line) -> Problem:
    what = Message("this line stands above the headings and is not read")
    hint = Message("if it says something of the table, put it into “note” or “source” of the new file")
    return sheet.problem(line, what, hint, Severity.WARNING)


def _continues(line: Line, is_region: IsRegion) -> bool:
    """Return whether the row below the headings goes on with them: no amount, no region, and words of a heading."""
    texts = [piece.text for piece in line.filled]
    if any(_amount(text) or is_region(text) for text in texts):
        return False
    return any(text.startswith("(") or years_in(text) is not None or statistic(text)[0] for text in texts)


def _below(sheet: Sheet, headings: list[Heading], line: Line) -> tuple[list[Heading], list[Problem]]:
    """Put the words of the second row of headings to their columns: in order where it has lost its first pieces."""
    figures = [h.index for h in headings if h.part in (Part.FIGURES, Part.OTHER)]
    in_place = all(index in figures for index, piece in enumerate(line.pieces) if piece.text)
    if in_place:
        words = {index: line.piece(index) for index in figures if line.piece(index).text}
    elif sheet.shifts and len(line.filled) == len(figures):
        words = dict(zip(figures, line.filled, strict=True))
    else:
        what = Message("it is not clear which columns the words of this line belong to")
        return headings, [
            sheet.problem(line, what, Message("it is not read; put them into the headings above"), Severity.WARNING)
        ]
    problems, told = [], []
    for h in headings:
        piece = words.get(h.index)
        below = piece.text.strip("()") if piece else ""
        other, p = statistic(below)
        if piece and other and h.kind and (other, p) != (h.kind, h.p):
            what = Message(
                "“{below}” stands below “{label}”: they are two different statistics", below=below, label=h.label
            )
            hint = Message(
                "it is read as “{kind}”; look into the source, and say in the column's note what it is", kind=h.kind
            )
            problems.append(sheet.problem(piece, what, hint, Severity.WARNING, "two-statistics"))
        if h.part is Part.OTHER and other:
            h = replace(heading(h.index, below), label=h.label)
        told.append(replace(h, below=below, years=years_in(below) if h.years is None else h.years))
    return told, problems


def _by_content(
    sheet: Sheet, head: Line, headings: list[Heading], body: list[Line], is_region: IsRegion
) -> tuple[list[Heading], bool, list[Problem]]:
    """Settle by what stands in them the columns whose headings do not say what they are."""
    settled, problems, guessed = [], [], False
    has_region = any(h.part is Part.REGION for h in headings)
    for h in headings:
        cells = [cell for line in body if (cell := read(line.piece(h.index).text)) and not isinstance(cell, Gap)]
        if h.part is Part.OTHER and not has_region and any(is_region(line.piece(h.index).text) for line in body):
            h, has_region = replace(h, part=Part.REGION), True
        elif h.kind is None and h.part in (Part.FIGURES, Part.OTHER) and (h.label or cells):
            if cells and all(isinstance(cell, Range) for cell in cells):
                h, guessed = replace(h, part=Part.FIGURES, kind=ColumnKind.BAND), True
            else:
                problems.append(_not_understood(sheet, head, h, bool(cells)))
        settled.append(h)
    return settled, guessed, problems


def _not_understood(sheet: Sheet, head: Line, h: Heading, figures: bool) -> Problem:
    if not figures:
        what = Message("the column “{label}” holds no figures and is not read", label=h.label or h.index + 1)
        return sheet.problem(head.piece(h.index), what, None, Severity.WARNING, "unread-column")
    what = Message("it is not clear which statistic the column “{label}” is", label=h.label or h.index + 1)
    hint = Message("name it in its heading: Median, Mean, 10th percentile, From, To, Band I …")
    return sheet.problem(head.piece(h.index), what, hint, check="unknown-column")


def _assemble(
    sheet: Sheet, head: Line, headings: list[Heading], body: list[Line], said: list[str], guessed: bool
) -> tuple[Layout | None, list[Problem]]:
    columns = tuple(h for h in headings if h.part is Part.FIGURES and h.kind)
    problems = list(_twice(sheet, head, headings))
    regions = [h.index for h in headings if h.part is Part.REGION]
    segments = [h.index for h in headings if h.part is Part.SEGMENT]
    if not regions:
        what = Message("no column here is one of regions")
        problems.append(sheet.problem(head, what, Message("head the column of regions “Region”")))
    if not columns:
        hint = Message("name it in its heading: Median, Mean, 10th percentile, From, To, Band I …")
        problems.append(sheet.problem(head, Message("no column here is one of figures"), hint))
    if not body:
        problems.append(sheet.problem(head, Message("there are no rows below the headings")))
    if not regions or not columns or not body:
        return None, problems
    segment = segments[0] if segments else None
    return Layout(regions[0], segment, columns, len(headings), tuple(body), tuple(said), guessed), problems


def _twice(sheet: Sheet, head: Line, headings: list[Heading]) -> Iterator[Problem]:
    """Yield the columns that are the same as one before them."""
    seen: dict[tuple[Part, str], Heading] = {}
    for h in headings:
        if h.part is Part.OTHER or (h.part is Part.FIGURES and h.kind is None):
            continue
        if first := seen.get((h.part, h.id)):
            what = Message("“{label}” means the same as the column “{first}”", label=h.label, first=first.label)
            hint = Message("take one of the two out, or head them differently")
            yield sheet.problem(head.piece(h.index), what, hint, check="unknown-column")
        seen.setdefault((h.part, h.id), h)
