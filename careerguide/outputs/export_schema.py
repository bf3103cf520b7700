"""Schemas of the exports: the fields of CSV files (Frictionless Table Schema), and the JSON Schema of JSON files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from careerguide.core.problems import Message, SiteText
from careerguide.schema import ColumnKind, InferrableField, SalaryTable
from careerguide.schema.codes import CURRENCY
from careerguide.schema.currencies import Basis
from careerguide.schema.dimensions import SEGMENT
from careerguide.schema.gaps import GAPS
from careerguide.schema.periods import Period

KINDS = [kind.value for kind in ColumnKind]
PERIODS = [period.value for period in Period]
BASES = [basis.value for basis in Basis]


def _field(name: str, type: str, description: Message, **constraints: Any) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": type, "description": description}
    return field | ({"constraints": constraints} if constraints else {})


FIELDS = (
    _field("table", "string", SiteText("The salary table's id"), required=True),
    _field("role", "string", SiteText("The role that it is about"), required=True),
    _field("series", "string", SiteText("The series of which the table is an edition"), required=True),
    _field("edition", "string", SiteText("The edition: a year, a half, a quarter or a month"), required=True),
    _field("region", "string", SiteText("The region's name"), required=True),
    _field("region_code", "string", SiteText("The region's ISO 3166-2 code, where it has one of its own")),
    _field("segment", "string", SiteText("The kind of employer; empty in a table without segments")),
    _field("column", "string", SiteText("The heading of the figure's column"), required=True),
    _field("kind", "string", SiteText("What the figures of the column are"), required=True, enum=KINDS),
    _field("low", "number", SiteText("The amount, or the low end of a range; empty: open, or not known")),
    _field("high", "number", SiteText("The amount, or the high end of a range; empty: open, or not known")),
    _field("gap", "string", SiteText("Why the figure is missing; empty where there is one"), enum=list(GAPS)),
    _field(
        "currency", "string", SiteText("ISO 4217; empty for a number of people"), pattern=CURRENCY.pattern.strip("^$")
    ),
    _field("period", "string", SiteText("Per what; empty for a number of people"), enum=PERIODS),
    _field("reservations", "string", SiteText("What must be known before the figure is believed")),
    _field("note", "string", SiteText("What must be known of the figure")),
)


OF_SERIES = frozenset({"series", "edition"})


def fields_of(table: SalaryTable) -> Iterator[dict[str, Any]]:
    """Yield the fields of a table's CSV file: its own dimensions take the place of `segment`.

    `series` and `edition` are fields of a table that has them.
    """
    for field in FIELDS:
        if field["name"] in OF_SERIES and not table.series:
            continue
        if field["name"] != SEGMENT or not table.dimensions:
            yield field
            continue
        for id, dimension in table.dimensions.items():
            label = dimension.label or SiteText("Employer")
            yield _field(id, "string", SiteText("{label}: a dimension of the table", label=label), required=True)


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
    series=MAYBE_TEXT | {"description": "The name shared by all editions of the table; null: it has none"},
    edition=MAYBE_TEXT | {"description": "2024, 2024-H1, 2024-Q3 or 2024-10"},
    role=_object(id=TEXT, title=MAYBE_TEXT),
    currency={"type": "string", "pattern": CURRENCY.pattern, "description": "ISO 4217"},
    period={"enum": PERIODS, "description": "Per what the amounts are paid"},
    basis={"enum": BASES, "description": "Before tax, after tax, or not known"},
    inferred=_list({"enum": list(get_args(InferrableField))})
    | {"description": "What the source does not state and the editors assume"},
    collected=DATE,
    source=_object(kind=TEXT, title=TEXT, publisher=MAYBE_TEXT, url=MAYBE_TEXT, date=DATE, note=MAYBE_TEXT),
    note=MAYBE_TEXT,
    small_below={"type": ["integer", "null"], "description": "Fewer people than this behind a row are few"},
    columns=_list(
        _object(
            id=TEXT,
            kind={"enum": KINDS},
            label=TEXT,
            p=MAYBE_NUMBER | {"description": "Of a percentile: which"},
            years=MAYBE_NUMBER | {"description": "Years of experience asked for, from"},
            requires=_list(TEXT) | {"description": "What employers ask for"},
            optional=_list(TEXT) | {"description": "What some employers count as a plus"},
            open={"type": "boolean", "description": "Whether single employers pay more than the top of the band"},
            note=MAYBE_TEXT,
        )
    ),
    segments=_list(_object(id=TEXT, label=TEXT)) | {"description": "The values of a dimension of kinds of employer"},
    dimensions=_list(
        _object(
            id=TEXT,
            label=MAYBE_TEXT | {"description": "null: kinds of employer"},
            ordered={"type": "boolean", "description": "Whether each value is a step up from the one before"},
            values=_list(
                _object(
                    id=TEXT,
                    label=TEXT,
                    years=MAYBE_NUMBER | {"description": "Years of experience asked for, from"},
                    requires=_list(TEXT) | {"description": "What employers ask for"},
                    optional=_list(TEXT) | {"description": "What some employers count as a plus"},
                    columns=_list(TEXT) | {"description": "The only columns with figures for it; empty: all"},
                )
            ),
        )
    )
    | {"description": "What the figures of a region are broken down by"},
    regions=_list(_object(id=TEXT, name=TEXT, code=MAYBE_TEXT | {"description": "ISO 3166-2"}, part_of=MAYBE_TEXT)),
    cells=_list(
        _object(
            region=TEXT,
            segment=MAYBE_TEXT | {"description": "The kind of employer; null in a table without segments"},
            values={"type": "object", "additionalProperties": TEXT, "description": "A value of each dimension, by id"},
            column=TEXT,
            low=MAYBE_NUMBER
            | {"description": "The amount (a number of people), or the low end of a range; null: open, or not known"},
            high=MAYBE_NUMBER | {"description": "The amount, or the high end of a range; null: open, or not known"},
            gap={"enum": [*GAPS, None], "description": "Why the figure is missing; null where there is one"},
            note=MAYBE_TEXT | {"description": "What must be known of the figure"},
        )
    ),
    accepted=_list(_object(cell=TEXT, why=TEXT))
    | {"description": "Figures that look odd, and why they are right as they stand"},
)
