"""A salary table: what it is about, its columns, and the figures as `pay` reads them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from careerguide.models.fields import Named, PartialDate, Record, Slug, SourceRef, Text, YesNo
from careerguide.pay.money import Cell


class ColumnKind(StrEnum):
    """What a column's figures are."""

    BAND = "band"
    PERCENTILE = "percentile"
    MEDIAN = "median"
    MEAN = "mean"
    LOW = "low"
    HIGH = "high"
    ENTRY = "entry"


class Column(Record):
    """A column of a salary table."""

    kind: ColumnKind = Field(description="What its figures are: band, percentile, median, mean, low, high or entry")
    label: Text = Field(description="Its heading")
    p: Annotated[float, Field(gt=0, lt=100)] | None = Field(None, description="For a percentile: which, such as 10")
    years: Annotated[float, Field(ge=0, le=60)] | None = Field(None, description="Years of experience asked for, from")
    requires: tuple[Text, ...] = Field((), description="What employers ask for, a line each")
    open: YesNo = Field(False, description="For a band: yes, when single employers pay more than its top")
    note: Text | None = Field(None, description="What must be known of the column")


InferrableField = Literal["currency", "period", "basis", "collected", "segments", "columns"]
ColumnId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,24}$")]


class PayCell(NamedTuple):
    """One figure: its column's id, an Amount, Range or Gap, and the line of the YAML file on which it stands."""

    column: str
    value: Cell
    line: int


class Row(NamedTuple):
    """The figures of one region and (where the table has segments) one segment, in the order of the columns."""

    region: str
    segment: str | None
    cells: tuple[PayCell, ...]

    def anchor(self, column: str) -> str:
        """Return the anchor of a column's cell on the table's page: moskva-agencies-median."""
        return f"{self.region}-{self.segment}-{column}" if self.segment else f"{self.region}-{column}"

    def cell(self, column: str) -> PayCell | None:
        """Return the cell of a column, or None when the table has no such column."""
        return next((cell for cell in self.cells if cell.column == column), None)


_CELL_SCHEMA = {
    "type": "string",
    "examples": ["115 000", "50 000 – 60 000", "от 200 000", "lost_in_source", "not_collected", "suppressed"],
}
_CELLS_SCHEMA = {"type": "object", "additionalProperties": _CELL_SCHEMA}
PAY_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {
        "anyOf": [_CELLS_SCHEMA, {"type": "object", "additionalProperties": {"anyOf": [_CELLS_SCHEMA, _CELL_SCHEMA]}}]
    },
}


def _accepted(value: object) -> object:
    """Refuse both or neither; where neither stands beside a misspelt key, that key is the mistake."""
    if isinstance(value, dict) and ({"cell", "check"} <= set(value) or set(value) <= {"text", "why"}):
        raise PydanticCustomError("accepted", "give either a cell or a check")
    return value


class AcceptedInTable(Record):
    """A finding in a salary table that is right as it stands: the data checks' by its cell, others by the check."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["cell"]}, {"required": ["check"]}]})

    cell: Text | None = Field(None, description="region/segment/column, or region/column in a table without segments")
    check: Text | None = Field(None, description="The check's name, as it stands beside the warning: source-date")
    text: Text | None = Field(None, description="Words of the line that is meant; absent: every finding of the check")
    why: Text = Field(description="Why it is right as it stands")


class SalaryTable(Named):
    """What a role pays, by region, kind of employer and column (content/salaries/<id>.yaml)."""

    role: Slug = Field(description="The id of the role that it is about")
    title: Text | None = Field(None, description="A title of its own, where the role's name is not enough")
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(description="ISO 4217: RUB, USD")
    period: Literal["hour", "day", "week", "month", "year"] = Field(
        description="Per what: hour, day, week, month or year"
    )
    basis: Literal["gross", "net", "unknown"] = Field(description="gross (before tax), net (after tax) or unknown")
    inferred: tuple[InferrableField, ...] = Field((), description="What the source does not state and we assume")
    collected: PartialDate = Field(description="When the figures were collected: unknown, 2024, 2024-05, 2024-05-31")
    source: SourceRef = Field(description="Where the figures come from")
    note: Text | None = Field(None, description="What a reader must know of the table")
    columns: Annotated[dict[ColumnId, Column], Field(min_length=1)] = Field(description="The columns, in order")
    segments: dict[Slug, Text] = Field({}, description="Kinds of employer, in order; absent: one row a region")
    pay: Annotated[tuple[Row, ...], PlainValidator(lambda rows: rows), WithJsonSchema(PAY_SCHEMA)] = Field(
        description="The figures: region, segment, column; decoded by salaries.py"
    )
    accepted: tuple[Annotated[AcceptedInTable, BeforeValidator(_accepted)], ...] = Field(
        (), description="Findings that are right as they stand"
    )

    @property
    def accepted_cells(self) -> tuple[tuple[str, str], ...]:
        """The cells that the data checks find and that are right as they stand, each with the reason."""
        return tuple((entry.cell, entry.why) for entry in self.accepted if entry.cell)
