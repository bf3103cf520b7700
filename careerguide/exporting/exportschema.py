"""What the files to take away hold: the fields of the CSV files (Frictionless Table Schema) and the JSON Schema."""

from __future__ import annotations

from typing import Any, get_args

from careerguide.models import ColumnKind, InferrableField, SalaryTable
from careerguide.pay.money import GapKind
from careerguide.problems import Message

GAPS = [kind.value for kind in GapKind]
KINDS = [kind.value for kind in ColumnKind]
PERIODS = list(get_args(SalaryTable.model_fields["period"].annotation))
BASES = list(get_args(SalaryTable.model_fields["basis"].annotation))


def _field(name: str, type: str, description: Message, **constraints: Any) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": type, "description": description}
    return field | ({"constraints": constraints} if constraints else {})


FIELDS = (
    _field("table", "string", Message("The salary table's id"), required=True),
    _field("role", "string", Message("The role that it is about"), required=True),
    _field("region", "string", Message("The region's name"), required=True),
    _field("region_code", "string", Message("The region's ISO 3166-2 code, where it has one of its own")),
    _field("segment", "string", Message("The kind of employer; empty in a table without segments")),
    _field("column", "string", Message("The heading of the figure's column"), required=True),
    _field("kind", "string", Message("What the figures of the column are"), required=True, enum=KINDS),
    _field("low", "number", Message("The amount, or the low end of a range; empty: open, or not known")),
    _field("high", "number", Message("The amount, or the high end of a range; empty: open, or not known")),
    _field("gap", "string", Message("Why the figure is missing; empty where there is one"), enum=GAPS),
    _field("currency", "string", Message("ISO 4217"), required=True, pattern="[A-Z]{3}"),
    _field("period", "string", Message("Per what"), required=True, enum=PERIODS),
)


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


TEXT = {"type": "string"}
MAYBE_TEXT = {"type": ["string", "null"]}
MAYBE_NUMBER = {"type": ["number", "null"]}
DATE = {"type": ["string", "null"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "description": "null: not known"}

TABLE_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Salary table",
    "description": "What a role pays by region, kind of employer and column. A figure is never guessed: see gap.",
} | _object(
    **{"$schema": TEXT},
    id=TEXT,
    title=MAYBE_TEXT,
    role=_object(id=TEXT, title=MAYBE_TEXT),
    currency={"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217"},
    period={"enum": PERIODS, "description": "Per what the amounts are paid"},
    basis={"enum": BASES, "description": "Before tax, after tax, or not known"},
    inferred=_list({"enum": list(get_args(InferrableField))})
    | {"description": "What the source does not state and the editors assume"},
    collected=DATE,
    source=_object(kind=TEXT, title=TEXT, publisher=MAYBE_TEXT, url=MAYBE_TEXT, date=DATE, note=MAYBE_TEXT),
    note=MAYBE_TEXT,
    columns=_list(
        _object(
            id=TEXT,
            kind={"enum": KINDS},
            label=TEXT,
            p=MAYBE_NUMBER | {"description": "Of a percentile: which"},
            years=MAYBE_NUMBER | {"description": "Years of experience asked for, from"},
            requires=_list(TEXT) | {"description": "What employers ask for"},
            open={"type": "boolean", "description": "Whether single employers pay more than the top of the band"},
            note=MAYBE_TEXT,
        )
    ),
    segments=_list(_object(id=TEXT, label=TEXT)),
    regions=_list(_object(id=TEXT, name=TEXT, code=MAYBE_TEXT | {"description": "ISO 3166-2"})),
    cells=_list(
        _object(
            region=TEXT,
            segment=MAYBE_TEXT,
            column=TEXT,
            low=MAYBE_NUMBER | {"description": "The amount, or the low end of a range; null: open, or not known"},
            high=MAYBE_NUMBER | {"description": "The amount, or the high end of a range; null: open, or not known"},
            gap={"enum": [*GAPS, None], "description": "Why the figure is missing; null where there is one"},
        )
    ),
    accepted=_list(_object(cell=TEXT, why=TEXT))
    | {"description": "Figures that look odd, and why they are right as they stand"},
)
