"""The base class of records, the types of their fields, and records that are part of several others."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

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
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from careerguide.core.addresses import is_site_address, is_web_address
from careerguide.core.dates import When
from careerguide.languages.registry import known_languages, merged
from careerguide.schema.slug import Slug

BOOLEANS = merged(lambda rules: rules.booleans)
UNKNOWN = tuple(word for rules in known_languages().values() for word in rules.unknown)  # words for an unknown date


class Record(BaseModel):
    """The base class of records: frozen; unknown keys are rejected."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # a build may not need any validator


def keys_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a record by the keys that editors write."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


class Named(Record):
    """A record that others refer to: `id` is its file's name, or its key in a map; editors do not write it again."""

    id: SkipJsonSchema[str] = Field("", exclude=True)


# --- types of fields


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _yes_no(value: object) -> object:
    if isinstance(value, str):
        word = value.strip().casefold()
        if word not in BOOLEANS:
            raise PydanticCustomError("yes_no", "write yes or no")
        return BOOLEANS[word]
    return value


def _when(value: object) -> When:
    if isinstance(value, When):
        return value
    text = str(value).strip()
    if text in UNKNOWN:
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
    if not is_web_address(text):
        raise PydanticCustomError("url", "“{text}” is no web address", {"text": text})
    return text


def _site_address(text: str) -> str:
    if not is_site_address(text):
        raise PydanticCustomError("url", "“{text}” is no web address of a site", {"text": text})
    return text


def short_for(key: str) -> BeforeValidator:
    """Return a validator of records that may be written as a text alone: the value of one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) and value else value)


def _address(text: str) -> str:
    """Return a web address or a mail address."""
    if text.startswith("mailto:") and "@" in text and not re.search(r"[\s<>\"]", text):
        return text
    return _web_address(text)


Text = Annotated[str, AfterValidator(_one_line), StringConstraints(min_length=1)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Address = Annotated[str, AfterValidator(_address)]
SiteAddress = Annotated[str, AfterValidator(_site_address)]
PartialDate = Annotated[
    When,
    PlainValidator(_when),
    WithJsonSchema({"type": "string", "examples": ["unknown", "2024", "2024-05", "2024-05-31"]}),
]
Day = Annotated[datetime.date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
FormerIds = Annotated[
    tuple[Slug, ...], Field(description="Earlier ids: their addresses lead here", examples=["[old-id]"])
]


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
    """An accepted warning of a role or page, by the name of its check."""

    check: Text = Field(description="The check's name, as it stands beside the warning: source-date")
    text: Text | None = Field(None, description="Words of the line that is meant; absent: every finding of the check")
    why: Text = Field(description="Why it is right as it stands")
