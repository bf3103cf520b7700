"""Removes the guide's ids, which change with every new record, from files of .vscode/ that are to be compared.

In: the text of a schema or of the snippets. Out: its value without the ids.
"""

from __future__ import annotations

import json
import re
from typing import Any

_OWN = re.compile(r"^((?:# )?(?:path|place|related|compare|skills): )[\[{].*[\]}]$")  # in the snippet of a role


def without_ids(text: str) -> Any:
    """Return the JSON value of a text without the guide's ids; the text itself where it is no JSON."""
    try:
        return _without(json.loads(text))
    except ValueError:
        return text


def _without(value: Any) -> Any:
    if isinstance(value, list):
        return [_without(item) for item in value]
    if isinstance(value, str):
        return _OWN.sub(r"\1[]", value)
    if not isinstance(value, dict):
        return value
    kept = {key: _without(item) for key, item in value.items() if not _is_own(key, item)}
    choices = kept.get("anyOf")
    if isinstance(choices, list):
        choices = [choice for choice in choices if "enumDescriptions" not in choice]
        kept |= {"anyOf": choices}
        if len(choices) == 1:  # as it is written where the guide has no id to offer
            kept = {key: item for key, item in kept.items() if key != "anyOf"} | choices[0]
    return kept


def _is_own(key: str, item: Any) -> bool:
    """Return whether an entry belongs to a record of the guide: the row of a region, or the figures of a table."""
    return key.startswith("figure ") or (
        isinstance(item, dict) and item.get("allOf") == [{"$ref": "#/definitions/row"}]
    )
