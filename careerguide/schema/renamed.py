"""The registry of renamed fields, and the parser that gives each its present name: older content is still read.

In: the text of a content file, and its kind. Out: its YAML or front matter as if it had been written for this version,
advice for each earlier name, and an error where both names stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from careerguide.core.problems import Message, Problem, Severity
from careerguide.reading.source import Body, Data, Loc, Source
from careerguide.reading.yaml_reader import parse_markdown, parse_yaml
from careerguide.schema.records import MARKDOWN, Kind

EACH = "*"  # in `Renamed.within`: every key of a map, every item of a list


class Renamed(NamedTuple):
    """A field that had another name before a version.

    `within` leads from a record to the map that has the field: `("columns", EACH)` for a field of a column.
    """

    kind: Kind
    old: str
    new: str
    since: str
    within: Loc = ()


RENAMED: tuple[Renamed, ...] = ()  # no field has been renamed so far


def parse(kind: Kind, source: Source) -> tuple[Data | None, Body | None, list[Problem]]:
    """Return the YAML of a content file under present names, its Body if it is Markdown, and its Problems.

    Without Data, the YAML cannot be read; without a Body, the front matter of a Markdown file does not begin or end.
    """
    if kind in MARKDOWN:
        data, body, problems = parse_markdown(source)
    else:
        (data, problems), body = parse_yaml(source), None
    if data is not None:
        problems += _give_new_names(kind, data)
    return data, body, problems


def _give_new_names(kind: Kind, data: Data) -> Iterator[Problem]:
    for renamed in RENAMED:
        if renamed.kind is kind:
            within = (EACH, *renamed.within) if kind.is_list and kind is not Kind.GUIDE else renamed.within
            for loc in list(_maps(data.value, within)):
                yield from _rename(data, loc, renamed)


def _maps(value: Any, within: Loc, loc: Loc = ()) -> Iterator[Loc]:
    """Yield where the maps are to which a path leads."""
    if not within:
        if isinstance(value, dict):
            yield loc
        return
    step, *rest = within
    keys: list[Any] = [*value] if isinstance(value, dict) else [*range(len(value))] if isinstance(value, list) else []
    for key in keys:
        if step in (EACH, key):
            yield from _maps(value[key], tuple(rest), (*loc, key))


def _rename(data: Data, loc: Loc, renamed: Renamed) -> Iterator[Problem]:
    """Rename the field in the map at a location, and yield the Problem of its earlier name."""
    fields, places = _at(data, loc)
    if renamed.old not in fields:
        return
    names, at = {"old": renamed.old, "new": renamed.new}, (*loc, renamed.old)
    if renamed.new in fields:
        what = Message("“{old}” is the earlier name of “{new}”, and both stand here", **names)
        hint = Message("keep “{new}” and take “{old}” out", **names)
        yield data.problem(at, what, hint, check="duplicate-key", of_key=True)
        del fields[renamed.old]
        return
    what = Message("“{old}” is called “{new}” since version {version}", **names, version=renamed.since)
    hint = Message("it is still read; write: {line}", line=_line(data, at, renamed))
    yield data.problem(at, what, hint, Severity.ADVICE, "renamed-field", of_key=True)
    for holder in (fields, places):
        entries = {renamed.new if key == renamed.old else key: value for key, value in holder.items()}
        holder.clear()
        holder.update(entries)


def _at(data: Data, loc: Loc) -> tuple[dict[str, Any], dict[Any, Any]]:
    """Return the map at a location, and the places of its keys and values."""
    value: Any = data.value
    places = data.places
    for step in loc:
        value, places = value[step], places[step][2]
    return value, places


def _line(data: Data, loc: Loc, renamed: Renamed) -> str:
    """Return the line of a field as it is to be written."""
    at = data.position(loc, of_key=True)
    line = data.source.lines[at.line - 1]
    before, after = line[: at.column - 1], line[at.column - 1 :]
    return (before + after.replace(renamed.old, renamed.new, 1)).strip()
