"""The records of models/ as JSON Schemas, in the guide's words (draft 7: the YAML extension of VS Code reads that).

In: a guide (for its language and its ids). Out: a schema for each kind of content file. Editors' programs give YAML
scalars types of their own (2024 is a number, `draft: yes` a text, `draft: true` a boolean), the models read all as
text; so a field takes every type whose text it takes. The guide's own ids are offered, but others are not refused: a
role that was added since the schemas were written is no mistake.

What a schema cannot know, and only a build tells: that an id leads somewhere and to the right thing; days that a month
does not have in that year; how amounts are written, and whether each row has each column and each segment; columns
that contradict each other; keys that stand in a map twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from careerguide.editing.known import Known
from careerguide.models import (
    MAX_SLUG,
    Page,
    Record,
    Region,
    Role,
    SalaryTable,
    Settings,
    Skill,
    Term,
)
from careerguide.pay.money import GapKind
from careerguide.problems import Message, Translate

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
TITLES = {
    "guide": Message("The guide as a whole"),
    "regions": Message("The regions, by id"),
    "skills": Message("The skills, by id"),
    "glossary": Message("The words of the trade, by id"),
    "role": Message("A role"),
    "page": Message("A page"),
    "salary": Message("A salary table"),
}


def schemas(known: Known) -> dict[str, Schema]:
    """Return the schema of each kind of content file, by its name in TITLES."""
    say = known.language.translate
    records: dict[str, type[Record]] = {"guide": Settings, "role": Role, "page": Page, "salary": SalaryTable}
    lists: dict[str, type[Record]] = {"regions": Region, "skills": Skill, "glossary": Term}
    made = {name: _record(model, known) for name, model in records.items()}
    made |= {name: _by_id(_record(model, known)) for name, model in lists.items()}
    made["salary"]["properties"]["pay"] |= _pay(known)
    made["salary"]["definitions"] = {"row": _row(say)}
    return {name: {"$schema": DRAFT, "title": title.say(say), **made[name]} for name, title in TITLES.items()}


# --- fields -------------------------------------------------------------------------------------------------------

_ID = "^[a-z0-9]+(-[a-z0-9]+)*$"  # as models.Slug has it
_WEB = r"https?://[^\s/<>\"'\\]+\.?[^\s<>\"\\]*"
_SHORT, _LONG, _FEBRUARY = (
    "(0[469]|11)-(0[1-9]|[12]\\d|30)",
    "(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])",
    "02-(0[1-9]|[12]\\d)",
)
_DAY = f"(?!0000)\\d{{4}}-({_LONG}|{_SHORT}|{_FEBRUARY})"
_MONTH = r"(?!0000)\d{4}-(0[1-9]|1[0-2])"
_SHARE = r"^\s*(100([.,]0+)?|\d{1,2}([.,]\d+)?)[%\s]*$"
_YES = "[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Дд][Аа]|[Нн][Ее][Тт]"

TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
YES_NO: Schema = {
    "anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}, {"type": "string", "pattern": f"^\\s*({_YES})\\s*$"}]
}
WHEN: Schema = {
    "type": ["string", "integer"],
    "pattern": f"^\\s*(unknown|неизвестно|неизвестна|(?!0000)\\d{{4}}|{_MONTH}|{_DAY})\\s*$",
    "minimum": 1000,
    "maximum": 9999,
    "examples": ["unknown", "2024", "2024-05", "2024-05-31"],
}
DAY: Schema = {"type": "string", "pattern": f"^\\s*{_DAY}\\s*$", "examples": ["2026-11-23"]}
WEB_ADDRESS: Schema = {"type": "string", "pattern": f"^{_WEB}$", "examples": ["https://example.org/"]}
ADDRESS: Schema = {"type": "string", "pattern": f'^({_WEB}|mailto:[^\\s<>"]*@[^\\s<>"]*)$'}

# Fields whose meaning does not show in what pydantic says of them.
FIELDS: dict[str, Schema] = {
    "CallToAction.url": ADDRESS,
    "ApplicantShare.share": {"type": ["number", "string"], "minimum": 0, "maximum": 100, "pattern": _SHARE},
}
# Fields that name something of the guide by its id.
REFERENCES: dict[str, Callable[[Known], Mapping[str, str]]] = {
    "Role.skills": lambda known: {id: skill.name for id, skill in known.skills.items()},
    "Role.pay": lambda known: {id: known.roles.get(table.role, id) for id, table in known.tables.items()},
    "SalaryTable.role": lambda known: known.roles,
    "Link.role": lambda known: known.roles,
}


def _record(model: type[Record], known: Known) -> Schema:
    raw = model.model_json_schema(by_alias=True)
    return _object(model.__name__, raw, raw.get("$defs", {}), known)


def _object(name: str, raw: Schema, defs: Mapping[str, Schema], known: Known) -> Schema:
    """Return a record's schema: its fields with their descriptions, and no other key."""
    properties = {key: _field(f"{name}.{key}", field, defs, known) for key, field in raw["properties"].items()}
    made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    made |= {key: raw[key] for key in ("required", "oneOf") if raw.get(key)}
    if name == "Link":  # written as a record, as a role's id, or in words
        made["oneOf"] = [{"required": ["role"]}, {"required": ["text"]}]
        return {"anyOf": [_offered(TEXT, known.roles), made]}
    return made


def _field(name: str, raw: Schema, defs: Mapping[str, Schema], known: Known) -> Schema:
    """Return a field's schema, with its description in the guide's language and the ids that it may name."""
    made = dict(FIELDS.get(name) or _value(raw, defs, known))
    if name in REFERENCES:
        offered = REFERENCES[name](known)
        made = {**made, "items": _offered(made["items"], offered)} if "items" in made else _offered(made, offered)
    if described := raw.get("description"):
        made["description"] = known.language.translate(described)
    if isinstance(raw.get("default"), str | int) and not isinstance(raw["default"], bool):
        made["default"] = raw["default"]
    return made


def _value(raw: Schema, defs: Mapping[str, Schema], known: Known) -> Schema:
    """Return the schema of a value as pydantic describes it."""
    if "$ref" in raw:
        name = raw["$ref"].rpartition("/")[2]
        return {"enum": defs[name]["enum"]} if "enum" in defs[name] else _object(name, defs[name], defs, known)
    if "anyOf" in raw:  # or null, which an editor says by leaving the key out
        return _value(next(part for part in raw["anyOf"] if part.get("type") != "null"), defs, known)
    if "enum" in raw:
        return {"enum": raw["enum"]}
    if raw.get("type") == "array":
        return {"type": "array", "items": _value(raw["items"], defs, known)}
    if raw.get("type") == "object":
        return _map(raw, defs, known)
    return _scalar(raw)


def _map(raw: Schema, defs: Mapping[str, Schema], known: Known) -> Schema:
    made: Schema = {"type": "object"} | {key: raw[key] for key in ("minProperties",) if key in raw}
    for pattern, value in raw.get("patternProperties", {}).items():
        made["propertyNames"] = {"pattern": pattern, **raw.get("propertyNames", {})}
        made["additionalProperties"] = _value(value, defs, known)
    return made


def _scalar(raw: Schema) -> Schema:
    if raw["type"] == "boolean":
        return YES_NO
    if raw["type"] in ("number", "integer"):
        bounds = {key: raw[key] for key in raw if "imum" in key}
        whole = raw["type"] == "integer"
        return {
            "type": [raw["type"], "string"],
            **bounds,
            "pattern": r"^\s*\d+\s*$" if whole else r"^\s*\d+(\.\d+)?\s*$",
        }
    if raw.get("format") == "date":
        return DAY
    if "unknown" in raw.get("examples", ()):
        return WHEN
    if "pattern" in raw:
        kept: Schema = {key: raw[key] for key in ("pattern", "maxLength") if key in raw}
        return (
            {"type": ["string", "integer"], "minimum": 0, **kept}
            if raw["pattern"] == _ID
            else {"type": "string", **kept}
        )
    return TEXT if "minLength" in raw else WEB_ADDRESS


def _offered(schema: Schema, names: Mapping[str, str]) -> Schema:
    """Return a schema that offers ids with their names, and takes others too."""
    if not names:
        return dict(schema)
    return {"anyOf": [{"enum": list(names), "enumDescriptions": list(names.values())}, schema]}


def _by_id(record: Schema) -> Schema:
    """Return the schema of an ordered map of records by id."""
    return {
        "type": "object",
        "propertyNames": {"pattern": _ID, "maxLength": MAX_SLUG},
        "additionalProperties": record,
    }


# --- the figures of a salary table --------------------------------------------------------------------------------


def _pay(known: Known) -> Schema:
    """Return the schema of a table's figures by region; the guide's own are offered by id, with their names."""
    row = {"$ref": "#/definitions/row"}
    regions = {id: {"allOf": [row], "description": region.name} for id, region in known.regions.items()}
    return {"type": "object", "minProperties": 1, "properties": regions, "additionalProperties": row}


def _row(say: Translate) -> Schema:
    """Return the schema of what stands under a region: a gap, the columns, or the segments with their columns."""
    gap: Schema = {"enum": [kind.value for kind in GapKind]}
    figure: Schema = {
        "type": ["string", "number"],
        "pattern": r"\S",
        "exclusiveMinimum": 0,
        "examples": ["115 000", "50 000 – 60 000", "top_coded 239 200"],
    }
    cell = {"anyOf": [gap, figure], "description": Message("an amount, a range, or why the figure is missing").say(say)}
    cells: Schema = {"type": "object", "additionalProperties": cell}
    return {"anyOf": [gap, cells, {"type": "object", "additionalProperties": {"anyOf": [gap, cells]}}]}
