"""YAML data → one record, with pydantic's findings said as located Problems in an editor's words.

In: a `Data` (plain text with positions) and a record type. Out: the record, or None with every Problem found in it.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from careerguide.editing.yaml_writer import scalar
from careerguide.models import Record
from careerguide.problems import Message, Problem, known_or_list
from careerguide.reading.sayings import EMPTY_PRONE, SAYINGS, TOO_SHORT, no_map, say_unknown
from careerguide.reading.source import Data, Loc

R = TypeVar("R", bound=Record)
MOST = 200  # mistakes of one record that are told


def decode_record(
    model: type[R], data: Data, *, id: str | None = None, loc: Loc = (), value: Mapping[str, Any] | None = None
) -> tuple[R | None, list[Problem]]:
    """Return the record that stands at `loc` of `data`, or None and the Problems that keep it from being one.

    `id` becomes the record's id. `value` replaces what stands at `loc` (whose positions still hold).
    """
    raw = _at(data.value, loc) if value is None else value
    if not isinstance(raw, Mapping):
        what, hint = no_map(loc)
        if id is not None and isinstance(raw, str) and raw:
            hint = Message("write it like this: {start}{example}", start=f"{id}: ", example=_required(model, raw))
        return None, [data.problem(loc, what, hint, check="record")]
    problems = []
    if id is not None and "id" in raw:
        problems.append(_written_id(data, (*loc, "id"), whole_file=not loc))
    try:
        record = model.model_validate(raw if id is None else {**raw, "id": id})
    except ValidationError as error:
        problems += [_problem(model, data, loc, detail) for detail in error.errors(include_url=False)[:MOST]]
        return None, _without_echoes(problems)
    return (None if problems else record), problems


def _required(model: type[Record], text: str) -> str:
    """Return the fields that a record must have, as a map in which a text is the first."""
    first, *others = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
    return "{" + ", ".join([f"{first}: {scalar(text)}", *(f"{key}: …" for key in others)]) + "}"


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
    if kind in TOO_SHORT or (kind in EMPTY_PRONE and (given == "" or given is None)):
        return _empty(model, data, base, detail["loc"])
    what, hint = SAYINGS.get(kind, say_unknown)(str(given), context, detail)
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
