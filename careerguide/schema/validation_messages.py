"""Messages for editors about pydantic's validation errors.

In: the type of an error, the given value, and pydantic's details. Out: a message and a hint.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from careerguide.core.lookalikes import SPACES, UNSEEN, as_drawn
from careerguide.core.problems import Message, did_you_mean, known_or_list
from careerguide.reading.mending import quoted
from careerguide.reading.source import Loc
from careerguide.reading.yaml_writer import scalar
from careerguide.schema.codes import CURRENCY, HINTS
from careerguide.schema.currencies import currencies
from careerguide.schema.examples import ENTRIES, example_at
from careerguide.schema.place import DEGREES
from careerguide.schema.slug import WHOLE, is_slug, what_a_slug_is
from careerguide.schema.typed_dates import date_meant

Explanation = tuple[Message, Message | None]
LISTS = frozenset({"list_type", "tuple_type"})  # errors of what should be a list
REFERENCES = {("pay",), ("role",)}  # keys whose values are ids of other files


_QUOTED = re.compile(r"""^["'“”„«»‘’](.+)["'“”„«»‘’]$""")


def _explain_list(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    of_records = str(detail["loc"][-1]) in ENTRIES
    if (of_records or isinstance(detail["input"], Mapping)) and (hint := _like_this(detail["loc"])):
        return Message("a list should stand here"), hint
    if isinstance(detail["input"], Mapping):
        return Message("a list should stand here"), Message("begin each item on a line of its own with “- ”")
    what = Message("a list should stand here, not the text “{text}”", text=_short(given.replace("\n", " ")))
    if _DASHED.match(given) or "\n" in given:
        parts = _DASHED.split(given) if _DASHED.match(given) else given.split("\n")
        first = next(filter(None, (part.strip() for part in parts)), "")
        hint = Message(
            "begin each item on a line of its own with a hyphen and a space: {example}", example=f"- {first}"
        )
        return what, hint
    inner = given.strip()[1:-1] if re.fullmatch(r"\(.*\)|\{.*\}", given.strip()) else given
    parts = [part.strip() for part in re.split(";" if ";" in inner else ",", inner)]
    items = [scalar(_QUOTED.sub(r"\1", part)) for part in parts if part]
    hint = Message("write [{text}], or begin each item on a line of its own with “- ”", text=", ".join(items))
    return what, hint


def _explain_map_error(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    if typed := _NO_SPACE.fullmatch(given):
        hint = Message("write: {example}", example=f"{typed[1]}: {typed[2]}")
        return Message("a space is missing after the colon"), hint
    return explain_map(detail["loc"])


def explain_map(loc: Loc) -> Explanation:
    """Return that a map is expected at a location, with an example where there is one."""
    what = Message("a map of “key: value” lines should stand here")
    return what, _like_this(loc) or Message("begin each key on a line of its own, indented")


def _like_this(loc: Loc) -> Message | None:
    """Return a hint with an example of the field at a location."""
    found = example_at(loc)
    return found and Message("write it like this: {start}{example}", start=found[0], example=found[1])


def _explain_text(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    if isinstance(detail["input"], Mapping) and len(detail["input"]) == 1:
        ((key, value),) = detail["input"].items()
        if isinstance(value, str) and value:
            hint = Message("put the text in quotes: {example}", example=quoted(f"{key}: {value}"))
            return Message("a colon with a space after it stands inside this text"), hint
    hint = Message("write the text after the colon; put text that begins with [ or {brace} in quotes", brace="{")
    return Message("a text should stand here"), hint


def _explain_literal(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    known = [str(word) for word in _WORDS.findall(str(context.get("expected", "")))]
    hint = known_or_list(given, known)
    if (meaning := context.get("meaning")) and not did_you_mean(given, known):
        hint = Message("write a word that fits ({meaning})", meaning=meaning)
    return Message("“{text}” is not one of the words that may stand here", text=_short(given)), hint


def _explain_number(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    return Message("“{text}” is no number", text=_short(given)), Message("write digits only, such as 12")


def _explain_range(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    bound = next((value for key, value in context.items() if key in {"ge", "gt", "le", "lt"}), "")
    signs = {"greater_than_equal": "≥", "greater_than": ">", "less_than_equal": "≤", "less_than": "<"}
    what = Message("{text} is outside of what makes sense here", text=_short(given))
    return what, Message("write a number {sign} {bound}", sign=signs.get(detail["type"], ""), bound=bound)


def _explain_pattern(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    what, drawn = Message("“{text}” does not have the right form", text=_short(given)), as_drawn(given)
    pattern = str(context.get("pattern"))
    if drawn != given and re.fullmatch(pattern, drawn):
        return what, known_or_list(given, [drawn])
    if form := next((form for form in (given.lower(), given.upper()) if re.fullmatch(pattern, form)), None):
        return what, Message("write: {example}", example=form)
    if pattern == CURRENCY.pattern and len(named := currencies(given)) == 1:
        return what, Message("write: {example}", example=next(iter(named)))
    if detail["loc"][-1:] in REFERENCES:
        return what, _id_of_a_file(given)
    return what, what_a_slug_is(given) if pattern == WHOLE else HINTS.get(pattern)


def _id_of_a_file(given: str) -> Message:
    """Return what an id is that names a file; the id itself where a path was written."""
    stem = posixpath.splitext(posixpath.basename(given.strip()))[0]
    if stem != given and is_slug(stem):
        return Message("write its id: {id}", id=stem)
    return Message("write the id: the name of the file without its folder and ending, such as account-manager")


def _explain_long(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    what = Message("“{text}” is too long", text=_short(given))
    return what, Message("at most {count} characters", count=context.get("max_length", ""))


def _explain_many(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    what = Message("there are more entries here than there can be")
    return what, Message("keep at most {count}", count=context.get("max_length", ""))


def _explain_fact(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    ((label, value),) = detail["input"].items()
    example = f"{{label: {scalar(label)}, value: {scalar(value)}}}"
    return Message("a fact has a label and a value"), Message("write: {example}", example=example)


def _explain_date(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    hint = Message("write a year, a month or a day (2024, 2024-05, 2024-05-31), or unknown")
    if meant := date_meant(given):
        hint = Message("write: {cell}", cell=meant)
    return Message("“{text}” is no date", text=_short(given)), hint


def _explain_calendar(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    what = Message("there is no “{text}” in the calendar", text=_short(given))
    if meant := date_meant(given):
        return what, Message("write: {cell}", cell=meant)
    return what, Message("year, month and day in this order: 2024-05-31")


def _explain_day(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    what = Message("“{text}” is no full date", text=_short(given))
    if (meant := date_meant(given)) and meant.count("-") == 2:
        return what, Message("write: {cell}", cell=meant)
    return what, Message("write year, month and day: 2024-05-31")


def _explain_yes_no(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    return Message("“{text}” is neither yes nor no", text=_short(given)), Message("write yes or no")


def _explain_url(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    what = Message("“{text}” is no web address", text=_short(given))
    if "." in given and " " not in given.strip() and ":" not in given:
        return what, Message("write it whole: {url}", url=f"https://{given.strip()}")
    if given.startswith(("http://", "https://")) and detail["loc"] == ("base_url",):
        return what, Message("leave out what begins with ? or #")
    return what, Message("write it whole, beginning with https://")


def _explain_colour(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    if not given:
        return Message("“{key}” is empty", key=detail["loc"][1]), Message("write a value, or take the line out")
    digits = given.strip().lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    example = f'"#{digits.lower()}"' if re.fullmatch("[0-9a-fA-F]{6}", digits) else '"#a3141f"'
    what = Message("“{text}” is no colour", text=_short(given))
    return what, Message("write # and six digits from 0 to f, in quotes: {example}", example=example)


def _explain_link(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    return Message("either a role or a text should stand here"), Message("give “role: id” or “text: …”, not both")


def _explain_accepted(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    hint = Message("give “cell: …” for a finding of the data checks, “check: …” for any other, not both")
    return Message("either a cell or a check should stand here"), hint


_DECIMAL_COMMAS = re.compile(r"([-+−]?\d{1,3}),\s*(\d+)[,;\s]+([-+−]?\d{1,3}),\s*(\d+)")


def _explain_place(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    written = detail["input"]
    text = ", ".join(map(str, written)) if isinstance(written, list) else re.sub(r"[()]", "", given)
    what = Message("“{text}” is no latitude and longitude in degrees", text=_short(text))
    if comma := _DECIMAL_COMMAS.fullmatch(text):
        return what, Message("write decimals with a point: {example}", example="[{}.{}, {}.{}]".format(*comma.groups()))
    degrees = re.split(r"[,;\s]+", text)
    if isinstance(written, str) and len(degrees) == 2 and all(map(DEGREES.fullmatch, degrees)):
        return what, Message("write: {example}", example=f"[{', '.join(degrees)}]")
    return what, _like_this(detail["loc"])


def _explain_no_place(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    first, second = (str(each).strip() for each in detail["input"])
    if context["swapped"]:
        what = Message("the longitude stands before the latitude, which is {number} at most", number=90)
        return what, Message("write: {example}", example=f"[{second}, {first}]")
    what = Message("there is no place at “{text}”", text=f"{first}, {second}")
    return what, Message("a latitude lies between -90 and 90, a longitude between -180 and 180")


def explain_unknown(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Explanation:
    """Return the message for an error type without one of its own."""
    return Message("“{text}” cannot stand here", text=_short(given)), None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


_DASHED = re.compile(rf"(?:^|(?<=\s))(?:-+|[—–−•·*‣▪])[\s{SPACES}{UNSEEN}]*")
_NO_SPACE = re.compile(rf"([a-z_]+):[{SPACES}{UNSEEN}]*([^\s/].*)", re.DOTALL)
TOO_SHORT = frozenset({"string_too_short", "too_short"})
_WORDS = re.compile(r"'([^']+)'")
EMPTY_PRONE = frozenset(  # errors of empty values, which are reported as empty instead
    ["tuple_type", "dict_type", "model_type", "model_attributes_type", "float_parsing", "int_parsing", "literal_error"]
    + ["enum", "string_pattern_mismatch", "date_form", "day_form", "url", "yes_no", "link", "place_form"]
)
VALIDATION_MESSAGES: dict[str, Any] = {
    "tuple_type": _explain_list,
    "list_type": _explain_list,
    "dict_type": _explain_map_error,
    "model_type": _explain_map_error,
    "model_attributes_type": _explain_map_error,
    "string_type": _explain_text,
    "literal_error": _explain_literal,
    "enum": _explain_literal,
    "float_parsing": _explain_number,
    "float_type": _explain_number,
    "int_parsing": _explain_number,
    "int_type": _explain_number,
    "int_from_float": _explain_number,
    "finite_number": _explain_number,
    "greater_than": _explain_range,
    "greater_than_equal": _explain_range,
    "less_than": _explain_range,
    "less_than_equal": _explain_range,
    "string_pattern_mismatch": _explain_pattern,
    "string_too_long": _explain_long,
    "too_long": _explain_many,
    "fact": _explain_fact,
    "date_form": _explain_date,
    "date_value": _explain_calendar,
    "day_form": _explain_day,
    "yes_no": _explain_yes_no,
    "url": _explain_url,
    "colour": _explain_colour,
    "link": _explain_link,
    "accepted": _explain_accepted,
    "place_form": _explain_place,
    "place_range": _explain_no_place,
}
