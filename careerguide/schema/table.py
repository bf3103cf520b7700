"""Salary tables: metadata, columns, and the figures as `pay` decodes them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from careerguide.core.problems import Message, SiteText
from careerguide.schema.cells import Cell
from careerguide.schema.codes import ColumnId, CurrencyCode
from careerguide.schema.currencies import Basis
from careerguide.schema.dimensions import (
    MOST_DIMENSIONS,
    SEGMENT,
    Dimension,
    LabelOrValue,
    Requirements,
    Segment,
    Years,
)
from careerguide.schema.edition import Edition
from careerguide.schema.fields import FormerIds, Named, PartialDate, Record, SourceRef, Text, YesNo
from careerguide.schema.gaps import UNBOUNDED_GAPS
from careerguide.schema.periods import Period
from careerguide.schema.slug import Slug
from careerguide.schema.statistics import ColumnKind


class Column(Record):
    """A column of a salary table."""

    kind: ColumnKind = Field(description="What its figures are: {kinds}")
    label: Text = Field(description="Its heading")
    p: Annotated[float, Field(gt=0, lt=100)] | None = Field(None, description="For a percentile: which, such as 10")
    years: Years = None
    requires: Requirements = ()
    open: YesNo = Field(False, description="For a band: yes, when single employers pay more than its top")
    note: Text | None = Field(None, description="What must be known of the column")

    @property
    def level(self) -> float | None:
        """The position of its figures among those of a row, from 0 (lowest) to 100; 50 for a median."""
        return self.p if self.kind.statistic.takes_p else self.kind.statistic.level


InferrableField = Literal["currency", "period", "basis", "collected", "segments", "dimensions", "columns"]
INFERRABLE: dict[InferrableField, Message] = {  # in words
    "currency": SiteText("the currency"),
    "period": SiteText("the period"),
    "basis": SiteText("before or after tax"),
    "collected": SiteText("when it was collected"),
    "segments": SiteText("the kinds of employer"),
    "dimensions": SiteText("what the figures are broken down by"),
    "columns": SiteText("the columns"),
}


class PayCell(NamedTuple):
    """One figure: the id of its column, its value, and its line in the YAML file."""

    column: str
    value: Cell
    line: int


class Row(NamedTuple):
    """The figures of one region and (where the table has dimensions) one segment, in the order of the columns."""

    region: str
    segment: Segment
    cells: tuple[PayCell, ...]

    def anchor(self, column: str) -> str:
        """Return the anchor of a column's cell on the table's page: moskva-agencies-median."""
        return "-".join((self.region, *self.segment, column))

    def address(self, column: str) -> str:
        """Return how `accepted` and `notes` name a column's cell: moskva/agencies/median, or moskva/median."""
        return "/".join((self.region, *self.segment, column))

    def cell(self, column: str) -> PayCell | None:
        """Return the cell of a column, or None where the table has no such column."""
        return next((cell for cell in self.cells if cell.column == column), None)


_CELL_SCHEMA = {
    "type": "string",
    "examples": ["115 000", "50 000 – 60 000", "from 200 000", *UNBOUNDED_GAPS],
}
_CELLS_SCHEMA = {"type": "object", "additionalProperties": _CELL_SCHEMA}
PAY_SCHEMA: dict[str, Any] = {"type": "object", "additionalProperties": {"anyOf": [_CELLS_SCHEMA]}}
_nested = PAY_SCHEMA["additionalProperties"]["anyOf"]
for _ in range(MOST_DIMENSIONS):
    _nested.append({"type": "object", "additionalProperties": {"anyOf": [_CELLS_SCHEMA, _CELL_SCHEMA]}})
    _nested = _nested[-1]["additionalProperties"]["anyOf"]


def _accepted(value: object) -> object:
    """Reject an entry with both or neither of cell and check, unless a misspelt key is the actual mistake."""
    if isinstance(value, dict) and ({"cell", "check"} <= set(value) or set(value) <= {"text", "why"}):
        raise PydanticCustomError("accepted", "give either a cell or a check")
    return value


class AcceptedInTable(Record):
    """An accepted finding in a salary table: of the data checks by its cell, of others by the check."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["cell"]}, {"required": ["check"]}]})

    cell: Text | None = Field(None, description="region/segment/column, or region/column in a table without segments")
    check: Text | None = Field(None, description="The check's name, as it stands beside the warning: source-date")
    text: Text | None = Field(None, description="Words of the line that is meant; absent: every finding of the check")
    why: Text = Field(description="Why it is right as it stands")


class CellNote(Record):
    """What a reader must know of one figure."""

    cell: Text = Field(description="region/segment/column, or region/column in a table without segments")
    text: Text = Field(description="What a reader must know of this figure")


class SalaryTable(Named):
    """What a role pays, by region, kind of employer and column (content/salaries/<id>.yaml)."""

    model_config = ConfigDict(json_schema_extra={"dependencies": {"series": ["edition"], "edition": ["series"]}})

    role: Slug = Field(description="The id of the role that it is about")
    title: Text | None = Field(None, description="A title of its own, where the role's name is not enough")
    series: Slug | None = Field(
        None, description="A name shared by the editions of one table: the newest is shown, with how pay has changed"
    )
    edition: Edition | None = Field(
        None, description="With series: which edition it is: 2024, 2024-H1, 2024-Q3 or 2024-10"
    )
    currency: CurrencyCode = Field(description="ISO 4217: RUB, USD")
    period: Period = Field(description="Per what: hour, day, week, month or year")
    basis: Basis = Field(description="gross (before tax), net (after tax) or unknown")
    inferred: tuple[InferrableField, ...] = Field((), description="What the source does not state and we assume")
    collected: PartialDate = Field(description="When the figures were collected: unknown, 2024, 2024-05, 2024-05-31")
    source: SourceRef = Field(
        description="Where the figures come from",
        examples=["{id: talk, kind: interview, title: What it is called, date: unknown}"],
    )
    note: Text | None = Field(None, description="What a reader must know of the table")
    small_below: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Fewer people than this in a column of kind count are few: the row says so"
    )
    columns: Annotated[dict[ColumnId, Column], Field(min_length=1)] = Field(
        description="The columns, in order", examples=["{median: {kind: median, label: Median}}"]
    )
    segments: dict[Slug, LabelOrValue] = Field(
        {},
        description="Kinds of employer, in order; absent: one row a region",
        examples=["{agencies: Agencies, companies: Companies}"],
    )
    dimensions: Annotated[dict[Slug, Dimension], Field(max_length=MOST_DIMENSIONS)] = Field(
        {},
        description="What the figures of a region are broken down by, one or two dimensions, instead of segments",
        examples=["{level: {label: Level, ordered: yes, values: {junior: Junior, senior: Senior}}}"],
    )
    pay: Annotated[tuple[Row, ...], PlainValidator(lambda rows: rows), WithJsonSchema(PAY_SCHEMA)] = Field(
        description="The figures: region, segment, column"
    )
    notes: tuple[CellNote, ...] = Field(
        (),
        description="What a reader must know of single figures",
        examples=["[{cell: london/median, text: what a reader must know of it}]"],
    )
    accepted: tuple[Annotated[AcceptedInTable, BeforeValidator(_accepted)], ...] = Field(
        (),
        description="Findings that are right as they stand",
        examples=["[{check: source-date, why: why it is right}]"],
    )
    was: FormerIds = ()

    @property
    def all_dimensions(self) -> dict[str, Dimension]:
        """The dimensions besides the region, in order; `segments` is short for one of them."""
        return {SEGMENT: Dimension.model_construct(values=self.segments)} if self.segments else self.dimensions

    def labels(self, segment: Segment) -> tuple[str, ...]:
        """Return the labels of a segment's values."""
        dimensions = self.all_dimensions.values()
        return tuple(each.values[id].label for each, id in zip(dimensions, segment, strict=True))

    @property
    def accepted_cells(self) -> tuple[tuple[str, str], ...]:
        """The accepted findings of the data checks: cells, each with the reason."""
        return tuple((entry.cell, entry.why) for entry in self.accepted if entry.cell)
