"""What to do about an id that a list of the guide does not have: the id that was meant, or the lines to add.

In: the id as typed, the list, and its entries. Out: a hint whose lines can be pasted at the end of the list's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from careerguide.core.problems import Known, Message, known_by_name
from careerguide.reading.yaml_writer import scalar
from careerguide.schema.records import Kind
from careerguide.schema.slug import is_slug, slug


def known_entries(kind: Kind, records: Mapping[str, Any]) -> Known:
    """Return the ids of a list with the names of its entries."""
    names = {str(getattr(record, kind.name_field)): id for id, record in records.items()}
    return Known(records, names)


def known_or_add(word: str, kind: Kind, known: Known) -> Message:
    """Return the hint about an id that is not in a list."""
    lines = entry_lines(word, kind)
    if not known.ids:
        return Message("add it to {path}, which is made if it is not there:\n{lines}", path=str(kind), lines=lines)
    hint = known_by_name(word, known, str(kind))
    if word.casefold() in known.by_name or not lines or known.ids.lookalike(word):
        return hint
    return Message("{hint}\nif it is new, add it to {path}:\n{lines}", hint=hint, path=str(kind), lines=lines)


def entry_lines(word: str, kind: Kind) -> str:
    """Return an entry of a list with what it must have: its name from what was typed, the rest to be written."""
    id = word if is_slug(word) else slug(word)
    if not id:
        return ""
    name = word if word != id else id.replace("-", " ").capitalize()
    required = [key for key, field in kind.model.model_fields.items() if field.is_required() and key != "id"]
    values = [scalar(name), *["…"] * (len(required) - 1)]
    return "\n".join([f"{id}:", *(f"  {key}: {value}" for key, value in zip(required, values, strict=True))])
