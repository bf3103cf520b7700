"""What pydantic finds in a record, said in an editor's words.

In: the kind of a finding, what was given, and pydantic's own details. Out: what is wrong, and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from careerguide.problems import Message, known_or_list
from careerguide.reading.examples import ENTRIES, example_at
from careerguide.reading.source import Loc

Saying = tuple[Message, Message | None]


def _say_list(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    of_records = str(detail["loc"][-1]) in ENTRIES
    if (of_records or isinstance(detail["input"], Mapping)) and (hint := _like_this(detail["loc"])):
        return Message("a list should stand here"), hint
    if isinstance(detail["input"], Mapping):
        return Message("a list should stand here"), Message("begin each item on a line of its own with “- ”")
    what = Message("a list should stand here, not the text “{text}”", text=_short(given))
    return what, Message("write [{text}], or begin each item on a line of its own with “- ”", text=_short(given))


def _say_map(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    return no_map(detail["loc"])


def no_map(loc: Loc) -> Saying:
    """Return that lines of keys and values should stand at a place, with an example where there is one."""
    what = Message("a map of “key: value” lines should stand here")
    return what, _like_this(loc) or Message("begin each key on a line of its own, indented")


def _like_this(loc: Loc) -> Message | None:
    """Return the hint that shows how the field at a place is filled in."""
    found = example_at(loc)
    return found and Message("write it like this: {start}{example}", start=found[0], example=found[1])


def _say_text(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    hint = Message("write the text after the colon; put text that begins with [ or {brace} in quotes", brace="{")
    return Message("a text should stand here"), hint


def _say_literal(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    known = [str(word) for word in _WORDS.findall(str(context.get("expected", "")))]
    return Message("“{text}” is not one of the words that may stand here", text=_short(given)), known_or_list(
        given, known
    )


def _say_number(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    return Message("“{text}” is no number", text=_short(given)), Message("write digits only, such as 12")


def _say_range(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    bound = next((value for key, value in context.items() if key in {"ge", "gt", "le", "lt"}), "")
    signs = {"greater_than_equal": "≥", "greater_than": ">", "less_than_equal": "≤", "less_than": "<"}
    what = Message("{text} is outside of what makes sense here", text=_short(given))
    return what, Message("write a number {sign} {bound}", sign=signs.get(detail["type"], ""), bound=bound)


def _say_pattern(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    what = Message("“{text}” does not have the right form", text=_short(given))
    return what, _PATTERN_HINTS.get(str(context.get("pattern")))


def _say_long(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    what = Message("“{text}” is too long", text=_short(given))
    return what, Message("at most {count} characters", count=context.get("max_length", ""))


def _say_date(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    hint = Message("write a year, a month or a day (2024, 2024-05, 2024-05-31), or unknown")
    return Message("“{text}” is no date", text=_short(given)), hint


def _say_calendar(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    hint = Message("year, month and day in this order: 2024-05-31")
    return Message("there is no “{text}” in the calendar", text=_short(given)), hint


def _say_day(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    what = Message("“{text}” is no full date", text=_short(given))
    if dotted := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", given.strip()):
        day, month, year = dotted.groups()
        return what, Message("write: {cell}", cell=f"{year}-{month:0>2}-{day:0>2}")
    return what, Message("write year, month and day: 2024-05-31")


def _say_yes_no(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    return Message("“{text}” is neither yes nor no", text=_short(given)), Message("write yes or no")


def _say_url(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    what = Message("“{text}” is no web address", text=_short(given))
    if "." in given and " " not in given.strip() and ":" not in given:
        return what, Message("write it whole: {url}", url=f"https://{given.strip()}")
    if given.startswith(("http://", "https://")) and detail["loc"] == ("base_url",):
        return what, Message("leave out what begins with ? or #")
    return what, Message("write it whole, beginning with https://")


def _say_link(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    return Message("either a role or a text should stand here"), Message("give “role: id” or “text: …”, not both")


def _say_accepted(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    hint = Message("give “cell: …” for a finding of the data checks, “check: …” for any other, not both")
    return Message("either a cell or a check should stand here"), hint


def say_unknown(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    """Return what is said of a finding that has no words of its own here."""
    return Message("“{text}” cannot stand here", text=_short(given)), None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


TOO_SHORT = frozenset({"string_too_short", "too_short"})
_WORDS = re.compile(r"'([^']+)'")
EMPTY_PRONE = frozenset(  # a value that is left empty is said to be empty, whatever else it fails to be
    ["tuple_type", "dict_type", "model_type", "model_attributes_type", "float_parsing", "int_parsing", "literal_error"]
    + ["enum", "string_pattern_mismatch", "date_form", "day_form", "url", "yes_no", "link"]
)
_PATTERN_HINTS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": Message("an id has a to z, 0 to 9 and hyphens: client-director"),
    r"^[A-Z]{3}$": Message("a currency is three capital letters (ISO 4217): RUB, USD, EUR"),
    r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$": Message("a region's code is an ISO 3166-2 one: RU-MOW"),
    r"^[a-z]{2,3}(-[A-Z]{2})?$": Message("a language is a code such as ru, en or en-US"),
    r"^[A-Za-z0-9_-]{1,24}$": Message("a column's id has Latin letters, digits, - and _: II, p90"),
}
SAYINGS: dict[str, Any] = {
    "tuple_type": _say_list,
    "list_type": _say_list,
    "dict_type": _say_map,
    "model_type": _say_map,
    "model_attributes_type": _say_map,
    "string_type": _say_text,
    "literal_error": _say_literal,
    "enum": _say_literal,
    "float_parsing": _say_number,
    "float_type": _say_number,
    "int_parsing": _say_number,
    "int_type": _say_number,
    "int_from_float": _say_number,
    "finite_number": _say_number,
    "greater_than": _say_range,
    "greater_than_equal": _say_range,
    "less_than": _say_range,
    "less_than_equal": _say_range,
    "string_pattern_mismatch": _say_pattern,
    "string_too_long": _say_long,
    "date_form": _say_date,
    "date_value": _say_calendar,
    "day_form": _say_day,
    "yes_no": _say_yes_no,
    "url": _say_url,
    "link": _say_link,
    "accepted": _say_accepted,
}
