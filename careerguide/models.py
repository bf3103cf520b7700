"""The records that editors write, as frozen pydantic models; the JSON Schemas of `build.py schema` come from here.

In: plain dicts, lists and strings (YAML scalars are text). Out: typed records. Every field's description is what an
editor reads in completion; unknown keys are refused; a record does no input or output.
"""

from __future__ import annotations

import calendar
import datetime
import re
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from careerguide.pay.money import Cell


class Record(BaseModel):
    """The base of all records: frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(Record):
    """A record that others refer to: `id` is its file's name, or its key in a map; editors do not write it again."""

    id: SkipJsonSchema[str] = Field("", exclude=True)


# --- field types ------------------------------------------------------------------------------------------------

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_SLUG = 64


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _yes_no(value: object) -> object:
    words = {"true": True, "yes": True, "да": True, "false": False, "no": False, "нет": False}
    if isinstance(value, str):
        if value.strip().casefold() not in words:
            raise PydanticCustomError("yes_no", "write yes or no")
        return words[value.strip().casefold()]
    return value


class When(NamedTuple):
    """A date as far as it is known: `text` is a year, a month or a day in ISO 8601, or "unknown"."""

    text: str

    @property
    def known(self) -> bool:
        """Whether there is a date at all."""
        return self.text != "unknown"

    @property
    def earliest(self) -> datetime.date | None:
        """The first day that it can mean."""
        if not self.known:
            return None
        year, month, day = ([int(part) for part in self.text.split("-")] + [1, 1])[:3]
        return datetime.date(year, month, day)

    @property
    def latest(self) -> datetime.date | None:
        """The last day that it can mean."""
        if not self.known or len(self.text) == 10:
            return self.earliest
        year, month = ([int(part) for part in self.text.split("-")] + [12])[:2]
        return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _per_cent(value: object) -> object:
    return value.rstrip("% \u00a0\u202f").replace(",", ".") if isinstance(value, str) else value


def _when(value: object) -> When:
    if isinstance(value, When):
        return value
    text = str(value).strip()
    if text in {"unknown", "неизвестно", "неизвестна"}:
        return When("unknown")
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise PydanticCustomError("date_form", "“{text}” is no date", {"text": text})
    when = When(text)
    try:
        assert when.earliest
    except ValueError:
        raise PydanticCustomError("date_value", "there is no day “{text}” in the calendar", {"text": text}) from None
    return when


def _day(value: object) -> datetime.date:
    text = str(value).strip()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) or (day := _when(text).earliest) is None:
        raise PydanticCustomError("day_form", "“{text}” is no full date", {"text": text})
    return day


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/<>\"'\\][^\s<>\"\\]*", text):
        raise PydanticCustomError("url", "“{text}” is no web address", {"text": text})
    try:
        urlsplit(text)
    except ValueError:  # brackets that hold no IPv6 address
        raise PydanticCustomError("url", "“{text}” is no web address", {"text": text}) from None
    return text


def _site_address(text: str) -> str:
    if "?" in text or "#" in text:
        raise PydanticCustomError("url", "“{text}” is no web address of a site", {"text": text})
    return _web_address(text)


def _address(text: str) -> str:
    """A web address, a mail address, or a path inside the site."""
    if text.startswith("mailto:") and "@" in text and not re.search(r"[\s<>\"]", text):
        return text
    return _web_address(text)


Text = Annotated[str, AfterValidator(_one_line), StringConstraints(min_length=1)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=MAX_SLUG)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Address = Annotated[str, AfterValidator(_address)]
SiteAddress = Annotated[str, AfterValidator(_site_address)]
PartialDate = Annotated[
    When,
    PlainValidator(_when),
    WithJsonSchema({"type": "string", "examples": ["unknown", "2024", "2024-05", "2024-05-31"]}),
]
Day = Annotated[datetime.date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


# --- guide.yaml -------------------------------------------------------------------------------------------------


class CallToAction(Record):
    """One button that the guide's owner offers, such as ordering a full pay review."""

    label: Text = Field(description="What the button says")
    url: Address | None = Field(None, description="Where it leads; while it is empty the button is not shown")


class NavigationItem(Record):
    """One entry of the site's menu."""

    label: Text = Field(description="What the entry says")
    page: Text = Field(description="The page's address inside the site, such as roles/ or about/")


class Settings(Record):
    """The guide as a whole (content/guide.yaml)."""

    title: Text = Field(description="The guide's name")
    tagline: Text = Field(description="What it is, in one sentence")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] = Field(
        description="The language of the content: ru, en, en-US …"
    )
    base_url: SiteAddress | None = Field(None, description="The address where the site will stand")
    repository: WebAddress | None = Field(None, description="The repository, for “edit this page” and line links")
    branch: Text = Field("main", description="The branch that editors change")
    call_to_action: CallToAction | None = Field(None, description="A button for the owner's offer")
    navigation: tuple[NavigationItem, ...] = Field((), description="The menu; empty: the guide's own sections")
    stale_after_months: Annotated[int, Field(ge=1, le=600)] = Field(
        24, description="After how many months a figure or a review counts as old"
    )


# --- regions.yaml, skills.yaml, glossary.yaml -------------------------------------------------------------------


class Region(Named):
    """A city, a state or another place for which pay is known."""

    name: Text = Field(description="The name: Москва")
    in_: Text | None = Field(None, alias="in", description="The name with its preposition, in the right case: в Москве")
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")] | None = Field(
        None, description="The ISO 3166-2 code: RU-MOW"
    )
    also: tuple[Text, ...] = Field((), description="Other names under which tables and readers know it")

    @property
    def where(self) -> str:
        """The name as it stands in “pay …”: with its preposition if one is given."""
        return self.in_ or self.name


class Skill(Named):
    """Something that a role asks for."""

    name: Text = Field(description="The skill: Переговоры")
    summary: Text = Field(description="What it means at work, in one or two sentences")


class Term(Named):
    """A word of the trade."""

    term: Text = Field(description="The word as it stands in texts")
    meaning: Text = Field(description="What it means, for a newcomer")
    also: tuple[Text, ...] = Field((), description="Other spellings and abbreviations")


# --- findings that are right as they stand --------------------------------------------------------------------------


class Accepted(Record):
    """A warning that somebody has looked at, and that is right as it stands."""

    check: Text = Field(description="The check's name, as it stands beside the warning: source-date")
    text: Text | None = Field(None, description="Words of the line that is meant; absent: every finding of the check")
    why: Text = Field(description="Why it is right as it stands")


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


# --- roles ------------------------------------------------------------------------------------------------------


class Names(Record):
    """What else the role is called."""

    en: Text | None = Field(None, description="The English title")
    also: tuple[Text, ...] = Field((), description="Other titles")


class Link(Record):
    """A step to another role (by its id) or to something that is no role of this guide (in words)."""

    role: Slug | None = Field(None, description="The other role's id")
    text: Text | None = Field(None, description="In words, where it is no role of this guide")
    why: Text | None = Field(None, description="Why they are linked")
    inferred: YesNo = Field(False, description="yes: the editors' inference, not said by a source")


def _link(value: object) -> object:
    if isinstance(value, str):
        return {"role": value} if SLUG.fullmatch(value) else {"text": value}
    if isinstance(value, dict) and ("role" in value) == ("text" in value):
        raise PydanticCustomError("link", "give either a role's id or a text")
    return value


LinkField = Annotated[Link, BeforeValidator(_link)]


class Place(Record):
    """Where the role stands in a company."""

    reports_to: tuple[LinkField, ...] = Field((), description="To whom the role answers: text, or a role's id")
    leads: tuple[LinkField, ...] = Field((), description="Who answers to the role: text, or a role's id")


class Path(Record):
    """How people come to the role and where they go next."""

    from_: tuple[LinkField, ...] = Field((), alias="from", description="From where people come: text, or a role's id")
    to: tuple[LinkField, ...] = Field((), description="Where they go next: text, or a role's id")


class Code(Record):
    """A code of an official classification. Never guessed."""

    system: Text = Field(description="The classification: ISCO-08")
    code: Text = Field(description="The code in it")
    name: Text | None = Field(None, description="What the classification calls it")


class ApplicantShare(Record):
    """A share of the people who apply."""

    share: Annotated[float, BeforeValidator(_per_cent), Field(ge=0, le=100)] = Field(description="Per cent: 64")
    who: Text = Field(description="Of whom: женщины")


class Fit(Record):
    """The self-check: whom the role suits."""

    for_: tuple[Text, ...] = Field((), alias="for", description="It is for you if …")
    not_for: tuple[Text, ...] = Field((), description="It is not for you if …")


class Expert(Record):
    """A person whose experience a profile tells of."""

    name: Text | None = Field(None, description="The name; leave it out where the source does not give it")
    position: Text = Field(description="Who the person is")
    background: tuple[Text, ...] = Field((), description="What they did before, a line each")
    plans: tuple[Text, ...] = Field((), description="What they plan, a line each")
    role_model: Text | None = Field(None, description="Whom they name as the best of the trade")
    known_gaps: tuple[Text, ...] = Field((), description="What is not known or contradicts itself, a line each")


class Learning(Record):
    """Something to learn from."""

    kind: Literal["book", "media", "course", "place", "people"] = Field(
        description="What it is: book, media, course, place or people"
    )
    title: Text = Field(description="Its title")
    author: Text | None = Field(None, description="Who wrote it")
    url: WebAddress | None = Field(None, description="Its address")
    note: Text | None = Field(None, description="Why it is worth it, and who says so")


class SourceRef(Record):
    """Where facts come from."""

    id: Slug = Field(description="A short name for it")
    kind: Literal["interview", "article", "pay-review", "statistics", "survey", "standard", "other"] = Field(
        description="What it is: interview, article, pay-review, statistics, survey, standard or other"
    )
    title: Text = Field(description="Its title")
    publisher: Text | None = Field(None, description="Who published it; leave it out where it is not known")
    url: WebAddress | None = Field(None, description="Its address")
    date: PartialDate = Field(description="unknown, or a year, month or day: 2024, 2024-05, 2024-05-31")
    note: Text | None = Field(None, description="What is known to be missing or doubtful in it")


class Role(Named):
    """A role's facts (the front matter of content/roles/<id>.md)."""

    title: Text = Field(description="The role's name")
    names: Names = Field(Names(), description="Other titles")
    search: tuple[Text, ...] = Field((), description="What people type into a search, never shown")
    summary: Text = Field(description="What the role is, in one or two sentences")
    field: Text | None = Field(None, description="The trade it belongs to")
    place: Place = Field(Place(), description="To whom it reports and whom it leads")
    path: Path = Field(Path(), description="How people come to it and where they go")
    related: tuple[LinkField, ...] = Field((), description="Roles to compare it with")
    skills: tuple[Text, ...] = Field((), description="Ids of skills.yaml")
    codes: tuple[Code, ...] = Field((), description="Codes of official classifications, never guessed")
    pay: Slug | None = Field(None, description="The salary table's id; absent: the page says that there is no data")
    pay_note: Text | None = Field(None, description="What the source says of pay in words")
    applicants: tuple[ApplicantShare, ...] = Field((), description="Who applies, in shares")
    fit: Fit = Field(Fit(), description="Whom the role suits and whom it does not")
    experts: dict[Slug, Expert] = Field({}, description="People quoted as — @id")
    learning: tuple[Learning, ...] = Field((), description="Books, media, courses")
    sources: tuple[SourceRef, ...] = Field((), description="Where the facts come from")
    reviewed: Day | None = Field(None, description="When somebody last read it all: 2026-11-23")
    accepted: tuple[Accepted, ...] = Field((), description="Findings that are right as they stand")
    draft: YesNo = Field(False, description="yes: shown by serve, left out by build")


class Page(Named):
    """A page's facts (the front matter of content/pages/<id>.md)."""

    title: Text = Field(description="The page's title")
    summary: Text = Field(description="What it says, in one sentence")
    reviewed: Day | None = Field(None, description="When somebody last read it all: 2026-11-23")
    accepted: tuple[Accepted, ...] = Field((), description="Findings that are right as they stand")
    draft: YesNo = Field(False, description="yes: shown by serve, left out by build")


# --- salary tables ----------------------------------------------------------------------------------------------


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
        return "-".join(part for part in (self.region, self.segment, column) if part)

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
