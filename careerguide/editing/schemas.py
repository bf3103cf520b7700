"""The models of schema/ as JSON Schemas in the guide's language (draft 7, which the YAML extension of VS Code reads).

In: a guide (for its language and its ids). Out: a schema for each kind of content file. VS Code gives YAML scalars
types (2024 is a number, `draft: yes` a string, `draft: true` a boolean), while our models read text; so a field accepts
every type whose text is valid. The guide's ids are suggested, but others are valid too: a role may have been added
since the schemas were written.

Only a build can check references, days of February, the form of amounts, whether each row has each column and segment,
contradictions between columns, and duplicate keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from careerguide.core.colours import ACCENT
from careerguide.core.problems import Message, Translate
from careerguide.guide.snapshot import GuideSnapshot
from careerguide.schema import Collection, Record
from careerguide.schema.codes import EDITION
from careerguide.schema.descriptions import described
from careerguide.schema.dimensions import MOST_DIMENSIONS
from careerguide.schema.fields import BOOLEANS, UNKNOWN
from careerguide.schema.gaps import GAPS
from careerguide.schema.records import Kind
from careerguide.schema.slug import LIMIT, WHOLE

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"


def schemas(guide: GuideSnapshot) -> dict[str, Schema]:
    """Return the schema of each kind of content file, by its name; of each collection, its own."""
    kinds = {kind.schema: _schema(kind, guide) for kind in Kind if kind is not Kind.ENTRY}
    return kinds | {f"collection-{id}": _entry(own, guide) for id, own in guide.collections.items()}


def _schema(kind: Kind, guide: GuideSnapshot) -> Schema:
    say = guide.language.translate
    schema = _record(kind.model, guide)
    if kind is Kind.TABLE:
        schema["properties"]["pay"] |= _pay(guide)
        schema["definitions"] = {"row": _row(say)}
    if kind.is_list and kind is not Kind.GUIDE:
        schema = _by_id(schema)
    title = (kind.plural if kind.is_list else kind.one).say(say)
    return {"$schema": DRAFT, "title": title[0].upper() + title[1:], **schema}


def _entry(collection: Collection, guide: GuideSnapshot) -> Schema:
    schema = _record(Kind.ENTRY.model, guide)
    for key, label in collection.fields.items():
        texts = {"type": "array", "items": TEXT}
        schema["properties"][key] = {"anyOf": [TEXT, texts], "description": label}
    return {"$schema": DRAFT, "title": collection.title, **schema}


# --- fields -------------------------------------------------------------------------------------------------------

_WEB = r"https?://[^\s/<>\"'\\]+\.?[^\s<>\"\\]*"
_SHORT, _LONG, _FEBRUARY = (
    "(0[469]|11)-(0[1-9]|[12]\\d|30)",
    "(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])",
    "02-(0[1-9]|[12]\\d)",
)
_DAY = f"(?!0000)\\d{{4}}-({_LONG}|{_SHORT}|{_FEBRUARY})"
_MONTH = r"(?!0000)\d{4}-(0[1-9]|1[0-2])"
_SHARE = r"^\s*(100([.,]0+)?|\d{1,2}([.,]\d+)?)[%\s]*$"
_YES = "|".join("".join(f"[{char.upper()}{char}]" for char in word) for word in BOOLEANS)

TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
YES_NO: Schema = {
    "anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}, {"type": "string", "pattern": f"^\\s*({_YES})\\s*$"}]
}
WHEN: Schema = {
    "type": ["string", "integer"],
    "pattern": f"^\\s*({'|'.join(UNKNOWN)}|(?!0000)\\d{{4}}|{_MONTH}|{_DAY})\\s*$",
    "minimum": 1000,
    "maximum": 9999,
    "examples": ["unknown", "2024", "2024-05", "2024-05-31"],
}
YEAR: Schema = {"type": ["string", "integer"], "minimum": 1900, "maximum": 2199}
DAY: Schema = {"type": "string", "pattern": f"^\\s*{_DAY}\\s*$", "examples": ["2026-11-23"]}
WEB_ADDRESS: Schema = {"type": "string", "pattern": f"^{_WEB}$", "examples": ["https://example.org/"]}
ADDRESS: Schema = {"type": "string", "pattern": f'^({_WEB}|mailto:[^\\s<>"]*@[^\\s<>"]*)$'}
COORDINATES: Schema = {
    "type": "array",
    "items": [
        {"type": "number", "minimum": -90, "maximum": 90},
        {"type": "number", "minimum": -180, "maximum": 180},
    ],
    "minItems": 2,
    "maxItems": 2,
    "examples": [[48.21, 16.37]],
}

COLOUR: Schema = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$", "examples": [ACCENT]}

# Fields whose form is not in the schema that pydantic returns.
FIELDS: dict[str, Schema] = {
    "Accent.dark": COLOUR,
    "Accent.light": COLOUR,
    "CallToAction.url": ADDRESS,
    "Region.at": COORDINATES,
    "SalaryTable.edition": YEAR | {"pattern": EDITION.pattern},
    "ApplicantShare.share": {"type": ["number", "string"], "minimum": 0, "maximum": 100, "pattern": _SHARE},
}
# Fields that refer to a record by its id.
REFERENCES: dict[str, Callable[[GuideSnapshot], Mapping[str, str]]] = {
    "RequiredSkill.skill": lambda guide: {id: skill.name for id, skill in guide.skills.items()},
    "RequiredSkill.level": lambda guide: guide.skill_levels,
    "Role.pay": lambda guide: {id: guide.roles.get(table.role, id) for id, table in guide.tables.items()},
    "SalaryTable.role": lambda guide: guide.roles,
    "Link.role": lambda guide: guide.roles,
    "Region.part_of": lambda guide: {id: region.name for id, region in guide.regions.items()},
}
# Records that may be written as the value of one field.
SHORT = {
    "Accent": "Accent.light",
    "Link": "Link.role",
    "RequiredSkill": "RequiredSkill.skill",
    "Requirement": "Requirement.text",
    "DimensionValue": "DimensionValue.label",
}


def _record(model: type[Record], guide: GuideSnapshot) -> Schema:
    raw = model.model_json_schema(by_alias=True)
    return _object(model.__name__, raw, raw.get("$defs", {}), guide)


def _object(name: str, raw: Schema, defs: Mapping[str, Schema], guide: GuideSnapshot) -> Schema:
    """Return the schema of a record: its fields with their descriptions, and no other key."""
    properties = {key: _field(f"{name}.{key}", field, defs, guide) for key, field in raw["properties"].items()}
    schema: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    schema |= {key: raw[key] for key in ("required", "oneOf", "dependencies") if raw.get(key)}
    if name == "Link":
        schema["oneOf"] = [{"required": ["role"]}, {"required": ["text"]}]
    if name in SHORT:
        choices = REFERENCES.get(SHORT[name])
        return {"anyOf": [_suggesting(FIELDS.get(SHORT[name], TEXT), choices(guide) if choices else {}), schema]}
    return schema


def _field(name: str, raw: Schema, defs: Mapping[str, Schema], guide: GuideSnapshot) -> Schema:
    """Return the schema of a field, with its description in the guide's language and the ids it may refer to."""
    schema = dict(FIELDS.get(name) or _value(raw, defs, guide))
    if name in REFERENCES:
        choices = REFERENCES[name](guide)
        schema = (
            {**schema, "items": _suggesting(schema["items"], choices)}
            if "items" in schema
            else _suggesting(schema, choices)
        )
    if description := raw.get("description"):
        schema["description"] = described(description).say(guide.language.translate)
    if isinstance(raw.get("default"), str | int) and not isinstance(raw["default"], bool):
        schema["default"] = raw["default"]
    return schema


def _value(raw: Schema, defs: Mapping[str, Schema], guide: GuideSnapshot) -> Schema:
    """Return the schema of a value as pydantic describes it."""
    if "$ref" in raw:
        name = raw["$ref"].rpartition("/")[2]
        return {"enum": defs[name]["enum"]} if "enum" in defs[name] else _object(name, defs[name], defs, guide)
    if "anyOf" in raw:  # or null, for which an editor leaves the key out
        return _value(next(part for part in raw["anyOf"] if part.get("type") != "null"), defs, guide)
    if "enum" in raw:
        return {"enum": raw["enum"]}
    if raw.get("type") == "array":
        return {"type": "array", "items": _value(raw["items"], defs, guide)}
    if raw.get("type") == "object":
        return _map(raw, defs, guide)
    return _scalar(raw)


def _map(raw: Schema, defs: Mapping[str, Schema], guide: GuideSnapshot) -> Schema:
    schema: Schema = {"type": "object"} | {key: raw[key] for key in ("minProperties",) if key in raw}
    for pattern, value in raw.get("patternProperties", {}).items():
        schema["propertyNames"] = {"pattern": pattern, **raw.get("propertyNames", {})}
        schema["additionalProperties"] = _value(value, defs, guide)
    return schema


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
            if raw["pattern"] == WHOLE
            else {"type": "string", **kept}
        )
    return TEXT if "minLength" in raw else WEB_ADDRESS


def _suggesting(schema: Schema, names: Mapping[str, str]) -> Schema:
    """Return a schema that suggests ids with their names, but accepts others too."""
    if not names:
        return dict(schema)
    return {"anyOf": [{"enum": list(names), "enumDescriptions": list(names.values())}, schema]}


def _by_id(record: Schema) -> Schema:
    """Return the schema of an ordered map of records by id."""
    return {
        "type": "object",
        "propertyNames": {"pattern": WHOLE, "maxLength": LIMIT},
        "additionalProperties": record,
    }


# --- the figures of a salary table --------------------------------------------------------------------------------


def _pay(guide: GuideSnapshot) -> Schema:
    """Return the schema of a table's figures by region; the guide's regions are suggested with their names."""
    row = {"$ref": "#/definitions/row"}
    regions = {id: {"allOf": [row], "description": region.name} for id, region in guide.regions.items()}
    return {"type": "object", "minProperties": 1, "properties": regions, "additionalProperties": row}


def _row(say: Translate) -> Schema:
    """Return the schema of the value of a region: a gap, the columns, or values with what stands below them."""
    gap: Schema = {"enum": list(GAPS)}
    figure: Schema = {
        "type": ["string", "number"],
        "pattern": r"\S",
        "exclusiveMinimum": 0,
        "examples": ["115 000", "50 000 – 60 000", "top_coded 239 200"],
    }
    cell = {"anyOf": [gap, figure], "description": Message("an amount, a range, or why the figure is missing").say(say)}
    cells: Schema = {"type": "object", "additionalProperties": cell}
    row: Schema = {"anyOf": [gap, cells]}
    for _ in range(MOST_DIMENSIONS):
        row = {"anyOf": [*row["anyOf"], {"type": "object", "additionalProperties": row}]}
    return row
