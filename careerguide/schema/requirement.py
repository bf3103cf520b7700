"""What employers ask for: of a band of a salary table, or of a value of one of its dimensions."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from careerguide.schema.fields import Record, Text, YesNo


class Requirement(Record):
    """One thing that employers ask for, written as a record or in words alone."""

    text: Text = Field(description="What is asked for")
    optional: YesNo = Field(False, description="yes: some employers count it as a plus, and none require it")


def _requirement(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


RequirementField = Annotated[Requirement, BeforeValidator(_requirement)]
