"""What records are made of: their base, the types of their fields, and the parts that several of them have."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Annotated, Literal, NamedTuple
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

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_SLUG = 64


class Record(BaseModel):
    """The base of all records: frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # a build may need no validator at all


class Named(Record):
    """A record that others refer to: `id` is its file's name, or its key in a map; editors do not write it again."""

    id: SkipJsonSchema[str] = Field("", exclude=True)


# --- types of fields


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
        _ = when.earliest
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


# --- parts


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


class Accepted(Record):
    """A warning that somebody has looked at, and that is right as it stands."""

    check: Text = Field(description="The check's name, as it stands beside the warning: source-date")
    text: Text | None = Field(None, description="Words of the line that is meant; absent: every finding of the check")
    why: Text = Field(description="Why it is right as it stands")
