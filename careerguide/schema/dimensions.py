"""Dimensions of a salary table besides the region: kinds of employer, levels of experience, sex …

A combination of one value of each dimension is a segment; a table with `segments` has one dimension.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from careerguide.schema.codes import ColumnId
from careerguide.schema.fields import Record, Text, YesNo, short_for
from careerguide.schema.slug import Slug

SEGMENT = "segment"  # the id of the dimension that `segments` is short for
MOST_DIMENSIONS = 2
# Names that mean something else in the addresses of the explorer, or are fields of the CSV files.
_RESERVED = "series edition role region band pay have table column kind low high gap currency period note reservations"
RESERVED = frozenset(_RESERVED.split())

Segment = tuple[str, ...]  # the ids of a value of each dimension; empty in a table without dimensions


class Requirement(Record):
    """One thing that employers ask for, written as a record or in words alone."""

    text: Text = Field(description="What is asked for")
    optional: YesNo = Field(False, description="yes: some employers count it as a plus, and none require it")


Years = Annotated[Annotated[float, Field(ge=0, le=60)] | None, Field(description="Years of experience asked for, from")]
Requirements = Annotated[
    tuple[Annotated[Requirement, short_for("text")], ...],
    Field(description="What employers ask for, a line each; {text: …, optional: yes} for what is only a plus"),
]


class DimensionValue(Record):
    """A value of a dimension: a kind of employer, a level."""

    label: Text = Field(description="What it is called")
    years: Years = None
    requires: Requirements = ()
    columns: tuple[ColumnId, ...] = Field((), description="The only columns that the source has for it; absent: all")


LabelOrValue = Annotated[DimensionValue, short_for("label")]


class Dimension(Record):
    """What the figures of a region are broken down by."""

    label: Text | None = Field(None, description="What it is called; absent: Employer")
    ordered: YesNo = Field(False, description="yes, when each value is a step up from the one before")
    values: Annotated[dict[Slug, LabelOrValue], Field(min_length=1)] = Field(description="Its values, in order")
