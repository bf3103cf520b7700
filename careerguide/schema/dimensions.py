"""Dimensions of a salary table besides the region: kinds of employer, levels of experience, sex …

A combination of one value of each dimension is a segment; a table with `segments` has one dimension.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from careerguide.schema.codes import ColumnId
from careerguide.schema.fields import Record, Text, YesNo
from careerguide.schema.requirement import RequirementField
from careerguide.schema.slug import Slug

SEGMENT = "segment"  # the id of the dimension that `segments` is short for
MOST_DIMENSIONS = 2
# Names that mean something else in the addresses of the explorer, or are fields of the CSV files.
RESERVED = frozenset(
    [
        "series",
        "edition",
        "role",
        "region",
        "band",
        "pay",
        "have",
        "table",
        "column",
        "kind",
        "low",
        "high",
        "gap",
        "currency",
        "period",
        "note",
        "reservations",
    ]
)

Segment = tuple[str, ...]  # the ids of a value of each dimension; empty in a table without dimensions


class DimensionValue(Record):
    """A value of a dimension: a kind of employer, a level."""

    label: Text = Field(description="What it is called")
    years: Annotated[float, Field(ge=0, le=60)] | None = Field(None, description="Years of experience asked for, from")
    requires: tuple[RequirementField, ...] = Field(
        (), description="What employers ask for, a line each; {text: …, optional: yes} for what is only a plus"
    )
    columns: tuple[ColumnId, ...] = Field((), description="The only columns that the source has for it; absent: all")


def _labelled(value: object) -> object:
    return {"label": value} if isinstance(value, str) else value


LabelOrValue = Annotated[DimensionValue, BeforeValidator(_labelled)]


class Dimension(Record):
    """What the figures of a region are broken down by."""

    label: Text | None = Field(None, description="What it is called; absent: Employer")
    ordered: YesNo = Field(False, description="yes, when each value is a step up from the one before")
    values: Annotated[dict[Slug, LabelOrValue], Field(min_length=1)] = Field(description="Its values, in order")
