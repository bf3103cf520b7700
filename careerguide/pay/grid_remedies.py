"""What to write instead of figures that are typed in another form than a salary table takes.

In: what is typed, the columns of the table, the decimals of its currency. Out: the row or the cell as it is written, or
a hint with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import Any

from careerguide.core.problems import Message
from careerguide.pay.money import MoneyError, as_typed, parse_cell
from careerguide.reading.yaml_writer import scalar
from careerguide.schema.cells import Amount, Gap, Range
from careerguide.schema.gaps import WRITE_GAP, GapKind


def pasted_row(text: str, columns: Collection[str]) -> str:
    """Return a row that was pasted from a spreadsheet as it is written; "" where it is none."""
    return row_of([cell.strip() for cell in re.split(r"[;|\t]+| {2,}", text) if cell.strip()], columns)


def row_without_braces(text: str, columns: Collection[str]) -> str:
    """Return a row whose braces are missing, or are none, as it is written; "" where the text names no column."""
    names = "|".join(map(re.escape, sorted(columns, key=len, reverse=True)))
    first, *parts = re.split(rf"(?<![\w-])({names})[ ]*[:=：][ ]*", text.strip("(){}[]<>,;. "))
    if first.strip() or not parts:
        return ""
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return "{" + ", ".join(f"{column}: {scalar(cell.strip(' ,;'))}" for column, cell in pairs) + "}"


def row_of(cells: Sequence[str], columns: Collection[str]) -> str:
    """Return cells as a row is written; "" where they are not as many as the columns."""
    if len(cells) < 2 or len(cells) != len(columns):
        return ""
    pairs = (f"{column}: {scalar(cell)}" for column, cell in zip(columns, cells, strict=True))
    return "{" + ", ".join(pairs) + "}"


def hint_for_cut_figure(figures: dict[str, Any], rest: str, places: int) -> Message:
    """Return what to write for a figure that a comma cut, from the key that its `rest` became."""
    keys = list(figures)
    at = keys.index(rest)
    column, rests = keys[max(0, at - 1)], [rest, *takewhile(lambda key: figures[key] == "", keys[at + 1 :])]
    text = ",".join([str(figures[column]), *rests])
    try:
        parse_cell(text, places)
    except MoneyError as error:
        if error.hint is None or (cell := error.hint.values.get("cell")) is None:
            return error.hint or WRITE_GAP
        return error.hint.replacing(cell=f"{column}: {cell}")
    return Message("write: {example}", example=f"{column}: {scalar(text)}")


def hint_for_list(value: Any, places: int) -> Message:
    """Return what to write for a list of amounts: [70 000] is 70 000, [50 000, 60 000] is a range."""
    texts = value if isinstance(value, list) and all(isinstance(item, str) for item in value) else []
    try:
        return Message("write: {cell}", cell=as_typed(parse_cell(" – ".join(texts), places)))
    except MoneyError:
        return Message("write it as text: 50 000 – 60 000")


def wrong_form(column: str, cell: Amount | Range) -> tuple[Message, Message]:
    """Return what is wrong with a range where one amount should stand, or the other way round, and a hint."""
    if isinstance(cell, Amount):
        what = Message("“{column}” is a band: a range should stand here, not one amount", column=column)
        shown = as_typed(cell)
        hint = Message(
            "write {amount} – …, or from {amount} where its top is open; or move it to the column that it belongs to",
            amount=shown,
        )
        return what, hint
    what = Message("“{column}” is no band: one amount should stand here, not a range", column=column)
    if cell.high is None:
        return what, Message("write: {cell}", cell=as_typed(Gap(GapKind.TOP_CODED, cell.low)))
    return what, Message("write the one amount that the source gives; a column of ranges has “kind: band”")
