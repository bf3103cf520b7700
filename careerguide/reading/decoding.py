"""YAML data → one record, with pydantic's findings said as located Problems in an editor's words.

In: a `Data` (plain text with positions) and a record type. Out: the record, or None with every Problem found in it.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from careerguide.models import Record
from careerguide.problems import Message, Problem, known_or_list
from careerguide.reading.source import Data, Loc

R = TypeVar("R", bound=Record)


def decode_record(
    model: type[R], data: Data, *, id: str | None = None, loc: Loc = (), value: Mapping[str, Any] | None = None
) -> tuple[R | None, list[Problem]]:
    """Return the record that stands at `loc` of `data`, or None and the Problems that keep it from being one.

    `id` becomes the record's id. `value` replaces what stands at `loc` (whose positions still hold).
    """
    raw = _at(data.value, loc) if value is None else value
    if not isinstance(raw, Mapping):
        what = Message("a map of “key: value” lines should stand here")
        return None, [data.problem(loc, what, Message("begin each key on a line of its own, indented"), check="record")]
    problems = []
    if id is not None and "id" in raw:
        problems.append(_written_id(data, (*loc, "id"), whole_file=not loc))
    try:
        record = model.model_validate(raw if id is None else {**raw, "id": id})
    except ValidationError as error:
        problems += [_problem(model, data, loc, detail) for detail in error.errors(include_url=False)]
        return None, _without_echoes(problems)
    return (None if problems else record), problems


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """Leave out that a key is missing where another Problem says that it is there, but misspelt."""
    meant = {p.hint.values.get("name") for p in problems if p.check == "unknown-key" and p.hint is not None}
    return [p for p in problems if not (p.check == "missing-key" and p.message.values["key"] in meant)]


def _at(value: Any, loc: Loc) -> Any:
    for step in loc:
        value = value[step]
    return value


def _problem(model: type[Record], data: Data, base: Loc, detail: ErrorDetails) -> Problem:
    kind, loc = detail["type"], (*base, *detail["loc"])
    if kind == "extra_forbidden":
        return _unknown_key(_model_at(model, detail["loc"][:-1]), data, loc)
    if kind == "missing":
        return _missing(model, data, base, detail["loc"])
    if loc and loc[-1] == "[key]":
        what, hint = _bad_key(str(loc[-2]))
        return data.problem(loc[:-1], what, hint, check="record", of_key=True)
    given = detail["input"]
    context = detail.get("ctx", {})
    if kind in _TOO_SHORT or (kind in _EMPTY_PRONE and (given == "" or given is None)):
        return _empty(model, data, base, detail["loc"])
    what, hint = _SAYINGS.get(kind, _say_unknown)(str(given), context, detail)
    return data.problem(loc, what, hint, check="record")


def _key(loc: Loc) -> str:
    return next((str(step) for step in reversed(loc) if isinstance(step, str)), "")


def _unknown_key(model: type[BaseModel] | None, data: Data, loc: Loc) -> Problem:
    if _after_comma(data, loc):
        what = Message("inside {braces} a comma ends the value before it", braces="{ }")
        hint = Message("put the whole value in quotes: it goes on with “{text}”", text=loc[-1])
        return data.problem(loc, what, hint, check="unknown-key", of_key=True)
    known = [] if model is None else [f.alias or name for name, f in model.model_fields.items() if name != "id"]
    what = Message("“{key}” is no key that is known here", key=loc[-1])
    return data.problem(loc, what, known_or_list(str(loc[-1]), known, most=30), check="unknown-key", of_key=True)


def _after_comma(data: Data, loc: Loc) -> bool:
    """Whether a key without a value follows a comma on its line, as the rest of a text cut in two does."""
    place = data.position(loc, of_key=True)
    before = data.source.lines[place.line - 1][: place.column - 1].rstrip()
    return before.endswith(",") and _at(data.value, loc) == ""


def _missing(model: type[Record], data: Data, base: Loc, loc: Loc) -> Problem:
    owner = _model_at(model, loc[:-1])
    name = str(loc[-1])
    fields = {} if owner is None else {f.alias or n: f for n, f in owner.model_fields.items()}
    what = Message("“{key}” is missing", key=name)
    meaning = fields[name].description if name in fields else None
    hint = Message("add a line “{key}: …” ({meaning})", key=name, meaning=Message(meaning)) if meaning else None
    return data.problem((*base, *loc[:-1]), what, hint, check="missing-key", of_key=True)


def _written_id(data: Data, loc: Loc, whole_file: bool) -> Problem:
    what = Message("an id is not written here")
    hint = Message("the key above is the id: take this line out")
    if whole_file:
        hint = Message("the file's name is the id: take this line out")
    return data.problem(loc, what, hint, check="unknown-key", of_key=True)


def _empty(model: type[Record], data: Data, base: Loc, loc: Loc) -> Problem:
    """Return that a value is left empty; only what may be absent may be taken out."""
    what = Message("“{key}” is empty", key=_key((*base, *loc)))
    hint = Message("write a value, or take the line out")
    if loc and isinstance(loc[-1], int):
        what, hint = (
            Message("an item of “{key}” is empty", key=_key((*base, *loc))),
            Message("write a value, or take the item out"),
        )
    elif _is_required(_model_at(model, loc[:-1]), loc):
        hint = Message("write a value")
    return data.problem((*base, *loc), what, hint, check="record")


def _is_required(owner: type[BaseModel] | None, loc: Loc) -> bool:
    fields = {} if owner is None else {f.alias or name: f for name, f in owner.model_fields.items()}
    return bool(loc) and loc[-1] in fields and fields[str(loc[-1])].is_required()


def _bad_key(key: str) -> tuple[Message, Message]:
    what = Message("“{key}” cannot be an id", key=key)
    return what, Message("use a to z, 0 to 9 and hyphens: client-director")


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the record type that a location leads to, or None where it leads to none."""
    current: Any = model
    for step in loc:
        current = _step(current, step)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _step(current: Any, step: str | int) -> Any:
    if isinstance(current, type) and issubclass(current, BaseModel):
        for name, info in current.model_fields.items():
            if step in (info.alias, name):
                return _core(info.annotation)
        return None
    arguments = typing.get_args(current)
    if typing.get_origin(current) is dict:
        return _core(arguments[1])
    return _core(arguments[0]) if arguments else None


def _core(annotation: Any) -> Any:
    """Return a type without its Annotated and its “| None”."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            annotation = next(a for a in typing.get_args(annotation) if a is not type(None))
        else:
            return annotation


# --- what pydantic found, in an editor's words --------------------------------------------------------------------

Saying = tuple[Message, Message | None]


def _say_list(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    if isinstance(detail["input"], Mapping):
        return Message("a list should stand here"), Message("begin each item on a line of its own with “- ”")
    what = Message("a list should stand here, not the text “{text}”", text=_short(given))
    return what, Message("write [{text}], or begin each item on a line of its own with “- ”", text=_short(given))


def _say_map(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    what = Message("a map of “key: value” lines should stand here")
    return what, Message("begin each key on a line of its own, indented")


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
    return what, Message("write year, month and day: 2024-05-31")


def _say_yes_no(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    return Message("“{text}” is neither yes nor no", text=_short(given)), Message("write yes or no")


def _say_url(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    what = Message("“{text}” is no web address", text=_short(given))
    if "." in given and " " not in given.strip() and ":" not in given:
        return what, Message("write it whole: {url}", url=f"https://{given.strip()}")
    return what, Message("write it whole, beginning with https://")


def _say_link(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    return Message("either a role or a text should stand here"), Message("give “role: id” or “text: …”, not both")


def _say_accepted(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    hint = Message("give “cell: …” for a finding of the data checks, “check: …” for any other, not both")
    return Message("either a cell or a check should stand here"), hint


def _say_unknown(given: str, context: Mapping[str, Any], detail: ErrorDetails) -> Saying:
    return Message("“{text}” cannot stand here ({said})", text=_short(given), said=detail["msg"]), None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


_TOO_SHORT = frozenset({"string_too_short", "too_short"})
_WORDS = re.compile(r"'([^']+)'")
_EMPTY_PRONE = frozenset(  # a value that is left empty is said to be empty, whatever else it fails to be
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
_SAYINGS: dict[str, Any] = {
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
