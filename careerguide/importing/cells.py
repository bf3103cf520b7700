"""One cell of a table: its amount, or what the editor can do where it has none.

In: the text of a cell and the multiplier of its column. Out: the cell, or a `MoneyError` whose hint names the option of
the command line that resolves it.
"""

from __future__ import annotations

import re
from functools import cache

from careerguide.core.problems import Message, one_of
from careerguide.importing.headings import Heading, plain_words
from careerguide.languages.number_forms import DECIMALS
from careerguide.languages.registry import known_languages
from careerguide.pay.money import MoneyError, as_typed, format_cell, read_cell, read_count
from careerguide.schema.cells import Amount, Range, Written
from careerguide.schema.gaps import UNBOUNDED_GAPS, GapKind, example

_DATE = re.compile(r"\d{4}-(?P<month>\d\d)-(?P<day>\d\d)")
LONGEST_MARK = 20  # characters of a word or sign that replaces a figure


_FORMULA_ERROR = re.compile(r"#(?:[^\W\d_]+(?:/0)?[!?]|[^\W\d_]/[^\W\d_])")


def read_figure(text: str, times: int, places: int, address: str, is_count: bool) -> tuple[Written, frozenset[str]]:
    """Return the value of a cell and the currencies that it can mean; `address` names the cell in hints."""
    try:
        return (read_count(text, times), frozenset()) if is_count else read_cell(text, times, places)
    except MoneyError as error:
        if ends := date_ends(text):
            what = Message("“{text}” is a date: spreadsheets make one of what is typed as {typed}", text=text,
                           typed="-".join(ends))  # fmt: skip
            hint = Message("format the cell as text and type it again, or settle it: --cell {cell}=…", cell=address)
            raise MoneyError(what, hint) from None
        if _FORMULA_ERROR.fullmatch(text.strip()):
            what = Message("“{text}” is the error of a formula", text=text.strip())
            hint = Message("mend the formula in the file, or say what the cell is: --cell {cell}=…", cell=address)
            raise MoneyError(what, hint) from None
        if any(map(str.isdigit, text)) or len(text) > LONGEST_MARK:
            raise
        hint = Message(
            "if it marks a missing figure, say why it is missing: --gap \"{mark}={reason}\" (or {others}, "
            "\"{mark}={bounded}\")",
            mark=text, reason=GapKind.SUPPRESSED, bounded=example(GapKind.TOP_CODED),
            others=tuple(reason for reason in UNBOUNDED_GAPS if reason != GapKind.SUPPRESSED),
        )  # fmt: skip
        raise MoneyError(error.message, hint) from None


def read(text: str, times: int = 1) -> Written | None:
    """Return the value of a cell, or None where it cannot be read; `times` is the multiplier of its column."""
    for places in DECIMALS if text else ():
        try:
            return read_cell(text, times, places)[0]
        except MoneyError:
            continue
    return None


def date_ends(text: str) -> tuple[str, str] | None:
    """Return the two numbers that a spreadsheet probably turned into a date: 10 and 12 for 10 Dec."""
    if date := _DATE.fullmatch(text):
        return str(int(date["day"])), str(int(date["month"]))
    words = re.split(r"[\s./-]+", plain_words(text).strip("."))
    if len(words) != 2:
        return None
    for day, month in (words, words[::-1]):
        number = next((n for n, name in _months() if len(month) > 2 and name.startswith(month)), None)
        if day.isdigit() and number:
            return day, str(number)
    return None


@cache
def _months() -> list[tuple[int, str]]:
    """Return the names of the months in every language, with their numbers."""
    from babel.dates import get_month_names

    return [
        (number, name.casefold())
        for code in known_languages()
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, code).items()
    ]


def is_misfit(column: Heading, cell: Written | None) -> bool:
    """Return whether a cell is an amount in a column of ranges, or a range in a column of amounts."""
    return isinstance(cell, Amount | Range) and isinstance(cell, Range) is not column.wants_range


def misfit(text: str, label: str, cell: Written) -> Message:
    """Return the question to which column a misfit belongs."""
    return Message(
        "“{text}” is one amount in “{label}”, a column of ranges: which column does it belong to?"
        if isinstance(cell, Amount)
        else "“{text}” is a range in “{label}”, a column of single amounts: which column does it belong to?",
        text=text,
        label=label,
    )


def ways_to_settle(prefix: str, places: list[str], own: str, cell: Written) -> Message:
    """Return how to resolve a misfit: assign it to a column where it fits, or declare a gap."""
    options = [f"--cell {prefix}{id}={_without_spaces(cell)}" for id in places[:4]]
    if not options:
        return Message("correct it in the file; if the figure is lost: --cell {cell}=lost_in_source", cell=prefix + own)
    return Message("look into the source, then say it: {options}; or correct the file", options=" / ".join(options))


def _without_spaces(cell: Written) -> str:
    """Return a cell as it can be typed on a command line, in any shell, without quotation marks."""
    text = format_cell(cell).replace(" ", "").replace("–", "-")
    return f"{text.removeprefix('from')}+" if text.startswith("from") else text.replace("upto", "≤")


def missing(columns: list[str], cell: str) -> tuple[Message, Message]:
    """Return the question why columns are empty in a row; `cell` is the address of the first of them."""
    hint = Message(
        "say why: --gap {gaps} for every empty cell, or for one: --cell {cell}=lost_in_source",
        gaps=one_of(UNBOUNDED_GAPS),
        cell=cell,
    )
    return Message("there is no figure for {columns}", columns=", ".join(columns)), hint


def written_in_full(text: str, cell: Written, words: str) -> tuple[Message, Message]:
    """Return the warning about a figure of a column of thousands, and how to override the unit."""
    what = Message("“{text}” is read as {cell}, because of “{words}”", text=text, cell=as_typed(cell), words=words)
    return what, Message("so are all figures below such words; if they are full amounts, add --unit one")


def doubtful(text: str, cell: Written, words: str) -> tuple[Message, Message]:
    """Return the question about a figure that is too large for a column of thousands."""
    what = Message("“{text}” would be {cell}, because of “{words}”", text=text, cell=as_typed(cell), words=words)
    return what, Message("say which: --unit one if these are full amounts, --unit thousand if they are thousands")
