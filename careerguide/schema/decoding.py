"""Decodes YAML data into a record, and turns pydantic's errors into Problems with positions, for editors.

In: a `Data` (plain text with positions) and a record type. Out: the record, or None and every Problem found in it.
"""

from __future__ import annotations

import copy
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from careerguide.core.lookalikes import as_drawn
from careerguide.core.problems import Message, Problem, did_you_mean, known_or_list
from careerguide.languages.registry import merged
from careerguide.reading.mending import quoted
from careerguide.reading.source import Data, Loc
from careerguide.reading.yaml_writer import scalar
from careerguide.schema import Record
from careerguide.schema.descriptions import described
from careerguide.schema.fields import keys_of
from careerguide.schema.slug import what_a_slug_is
from careerguide.schema.validation_messages import (
    EMPTY_PRONE,
    LISTS,
    TOO_SHORT,
    VALIDATION_MESSAGES,
    explain_map,
    explain_unknown,
)

R = TypeVar("R", bound=Record)
REFERRED_TO = {("experts",), ("pay",)}  # keys of a record that its text refers to
CURLY = frozenset({"“”", "„“", "«»", "‘’"})  # quotes that YAML does not know
MOST = 200  # reported mistakes per record


def decode_record(
    model: type[R], data: Data, *, id: str | None = None, loc: Loc = (), value: Mapping[str, Any] | None = None
) -> tuple[R | None, list[Problem]]:
    """Return the record at `loc` of `data`, or None and its Problems.

    `id` becomes the record's id. `value` replaces the value at `loc`, whose positions remain valid.
    """
    raw = _at(data.value, loc) if value is None else value
    if not isinstance(raw, Mapping):
        what, hint = explain_map(loc)
        if id is not None and isinstance(raw, str) and raw:
            hint = Message("write it like this: {start}{example}", start=f"{id}: ", example=_required(model, raw))
        return None, [data.problem(loc, what, hint, check="record")]
    problems = []
    if id is not None and "id" in raw:
        problems.append(_written_id(data, (*loc, "id"), whole_file=not loc))
    try:
        record = model.model_validate(raw if id is None else {**raw, "id": id})
    except ValidationError as error:
        details = error.errors(include_url=False)[:MOST]
        strange = dict(_without_known_key(model, data, loc, details))
        problems += strange.values()
        problems += [_problem(model, data, loc, d) for d in details if d["loc"][:-1] not in strange or d["loc"] == ()]
        return None, _without_echoes(list(dict.fromkeys(problems)))
    return (None if problems else record), problems


def decode_partly(model: type[R], data: Data, id: str) -> R | None:
    """Return the valid part of a record with mistakes, so that its references and its text can be checked too.

    Invalid values are left out, and missing texts become “…”. None where the text may refer to an invalid value.
    """
    raw: dict[str, Any] = {**copy.deepcopy(data.value), "id": id}
    for _ in range(4):
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            details = error.errors(include_url=False)
        for detail in details:
            if not _repair(raw, detail) and detail["loc"][:1] in REFERRED_TO:
                return None
    return None


def _repair(raw: dict[str, Any], detail: ErrorDetails) -> bool:
    """Replace an invalid value by the intended one and return True, or remove it and return False."""
    *above, last = detail["loc"] or ("",)
    holder: Any = raw
    for step in above:
        if not _holds(holder, step):
            return False
        holder = holder[step]
    if not isinstance(holder, dict) and not _holds(holder, last):
        return False
    given = detail["input"]
    if isinstance(given, str) and as_drawn(given) != given:
        holder[last] = as_drawn(given)
        return True
    if isinstance(holder, list) or detail["type"] == "missing" or given == "":
        holder[last] = "…"
    else:
        holder.pop(last, None)
    return False


def _holds(holder: Any, step: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(step, int) and step < len(holder)
    return isinstance(holder, dict) and step in holder


def _required(model: type[Record], text: str) -> str:
    """Return a YAML map of a record's required fields, with `text` as the value of the first."""
    first, *others = [key for key, field in keys_of(model).items() if field.is_required()]
    return "{" + ", ".join([f"{first}: {scalar(text)}", *(f"{key}: …" for key in others)]) + "}"


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """Drop a Problem about a missing key if another Problem reports the same key as misspelt."""
    meant = {p.hint.values.get("name") for p in problems if p.check == "unknown-key" and p.hint is not None}
    return [p for p in problems if not (p.check == "missing-key" and p.message.values["key"] in meant)]


def _without_known_key(
    model: type[Record], data: Data, base: Loc, details: list[ErrorDetails]
) -> Iterator[tuple[Loc, Problem]]:
    """Yield one Problem for each nested map whose keys are all strange, with the location of that map."""
    unknown: dict[Loc, list[str]] = {}
    for detail in details:
        if detail["type"] == "extra_forbidden":
            unknown.setdefault(detail["loc"][:-1], []).append(str(detail["loc"][-1]))
    for loc, keys in unknown.items():
        known = _keys(model_at(model, loc))
        whole = (*base, *loc)
        if not whole or len(_at(data.value, whole)) > len(keys) or any(_meant(key, known) for key in keys):
            continue
        _, example = explain_map(whole)
        hint = example if example and "example" in example.values else Message("available: {names}", names=known)
        yield loc, data.problem(whole, Message("none of the keys here is known"), hint, check="unknown-key")


def _keys(model: type[BaseModel] | None) -> tuple[str, ...]:
    """Return the keys that editors write in a record."""
    return tuple(key for key in keys_of(model) if key != "id") if model else ()


def _meant(key: str, known: Iterable[str]) -> Message | None:
    """Return the hint with the known key that is meant by another, or by its name in another language; or None."""
    known = list(known)
    if near := did_you_mean(key, known):
        return near
    named = merged(lambda rules: rules.field_names).get(key.casefold(), ())
    name = next((name for name in named if name in known), None)
    return Message("keys are English: write {name}", name=name) if name else None


def _at(value: Any, loc: Loc) -> Any:
    for step in loc:
        value = value[step]
    return value


def _problem(model: type[Record], data: Data, base: Loc, detail: ErrorDetails) -> Problem:
    kind, loc = detail["type"], (*base, *detail["loc"])
    if kind == "extra_forbidden":
        return _unknown_key(model_at(model, detail["loc"][:-1]), data, loc)
    if kind == "missing":
        return _missing(model, data, base, detail["loc"])
    if loc and loc[-1] == "[key]":
        key = str(loc[-2])
        what = Message("“{key}” cannot be an id", key=key)
        return data.problem(loc[:-1], what, what_a_slug_is(key), check="record", of_key=True)
    given = detail["input"]
    context = {**detail.get("ctx", {}), "meaning": _meaning(model, detail["loc"])}
    if kind in TOO_SHORT or (kind in EMPTY_PRONE and (given == "" or given is None)):
        return _empty(model, data, base, detail["loc"])
    text = _on_lines(data, loc, given) if kind in LISTS and isinstance(given, str) else str(given)
    what, hint = VALIDATION_MESSAGES.get(kind, explain_unknown)(text, context, detail)
    return data.problem(loc, what, hint, check="record")


def _meaning(model: type[Record], loc: Loc) -> Message | None:
    """Return what may stand at a location, as its field describes it: the words of a choice, and what they mean."""
    field = _field_at(model, loc)
    return described(field.description) if field and field.description else None


def _on_lines(data: Data, loc: Loc, text: str) -> str:
    """Return a text as it is divided into lines in the file: YAML makes spaces of their ends."""
    first = data.position(loc).line - 1
    lines: list[str] = []
    for line in data.source.lines[first : first + text.count(" ") + 1]:
        lines.append(line.strip())
        if " ".join(lines) == text:
            return "\n".join(lines)
    return text


def _key(loc: Loc) -> str:
    return next((str(step) for step in reversed(loc) if isinstance(step, str)), "")


def _unknown_key(model: type[BaseModel] | None, data: Data, loc: Loc) -> Problem:
    if _after_comma(data, loc):
        return _cut_at_comma(data, loc)
    known = _keys(model)
    what = Message("“{key}” is no key that is known here", key=loc[-1])
    hint = _meant(str(loc[-1]), known) or known_or_list(str(loc[-1]), known)
    return data.problem(loc, what, hint, check="unknown-key", of_key=True)


def _cut_at_comma(data: Data, loc: Loc) -> Problem:
    """Return the Problem of a value in braces that has commas, at the first part that they cut off."""
    keys = list(_at(data.value, loc[:-1]))
    first = last = keys.index(loc[-1])
    while first > 1 and _after_comma(data, (*loc[:-1], keys[first - 1])):
        first -= 1
    while last + 1 < len(keys) and _after_comma(data, (*loc[:-1], keys[last + 1])):
        last += 1
    place, end = (data.position((*loc[:-1], keys[at]), of_key=True) for at in (first, last))
    start = data.position((*loc[:-1], keys[max(0, first - 1)]))
    what = Message("inside {braces} a comma ends the value before it", braces="{ }")
    hint = Message("put the whole value in quotes")
    if start.line == end.line:
        text = data.source.lines[end.line - 1][start.column - 1 : end.column + end.width - 1]
        text = text[1:-1] if text[:1] + text[-1:] in CURLY else text
        hint = Message("put the text in quotes: {example}", example=quoted(text))
    return data.source.problem(place, what, hint, check="unknown-key")


def _after_comma(data: Data, loc: Loc) -> bool:
    """Return whether a key without a value follows a comma on its line, as when an unquoted text contains one."""
    return _before(data, loc).endswith(",") and _at(data.value, loc) == ""


def _before(data: Data, loc: Loc) -> str:
    """Return the text before a key on its line."""
    position = data.position(loc, of_key=True)
    return data.source.lines[position.line - 1][: position.column - 1].rstrip()


def _missing(model: type[Record], data: Data, base: Loc, loc: Loc) -> Problem:
    name = str(loc[-1])
    what = Message("“{key}” is missing", key=name)
    meaning = _meaning(model, loc)
    hint = Message("add a line “{key}: …” ({meaning})", key=name, meaning=meaning) if meaning else None
    return data.problem((*base, *loc[:-1]), what, hint, check="missing-key", of_key=True)


def _written_id(data: Data, loc: Loc, whole_file: bool) -> Problem:
    what = Message("an id is not written here")
    hint = Message("the key above is the id: take this line out")
    if whole_file:
        hint = Message("the file's name is the id: take this line out")
    return data.problem(loc, what, hint, check="unknown-key", of_key=True)


def _empty(model: type[Record], data: Data, base: Loc, loc: Loc) -> Problem:
    """Return the Problem of an empty value; the hint suggests removing it only where it is optional."""
    key = _key((*base, *loc))
    what = Message("“{key}” is empty", key=key)
    hint = Message("write a value, or take the line out")
    if loc and isinstance(loc[-1], int):
        what = Message("an item of “{key}” is empty", key=key)
        hint = Message("write a value, or take the item out")
    elif (field := _field_at(model, loc)) and field.is_required():
        hint = Message("write a value")
    return data.problem((*base, *loc), what, hint, check="record")


def _field_at(model: type[Record], loc: Loc) -> FieldInfo | None:
    """Return the field at a location, or None where there is none."""
    owner = model_at(model, loc[:-1])
    return keys_of(owner).get(str(loc[-1])) if owner and loc else None


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the record type at a location, or None where there is none."""
    current: Any = model
    for step in loc:
        current = _step(current, step)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _step(current: Any, step: str | int) -> Any:
    if isinstance(current, type) and issubclass(current, BaseModel):
        field = keys_of(current).get(str(step))
        return _core(field.annotation) if field else None
    arguments = typing.get_args(current)
    if typing.get_origin(current) is dict:
        return _core(arguments[1])
    return _core(arguments[0]) if arguments else None


def _core(annotation: Any) -> Any:
    """Return a type without Annotated and “| None”."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            annotation = next(a for a in typing.get_args(annotation) if a is not type(None))
        else:
            return annotation
