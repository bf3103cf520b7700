"""Codes with a fixed pattern, each with the hint for text that does not match it."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import StringConstraints

from careerguide.core.problems import Message


class CodePattern(NamedTuple):
    """The pattern of a code: a regular expression that matches the whole, and the hint for editors."""

    pattern: str
    hint: Message


CURRENCY = CodePattern("^[A-Z]{3}$", Message("a currency is three capital letters (ISO 4217): RUB, USD, EUR"))
REGION = CodePattern("^[A-Z]{2}(-[A-Z0-9]{1,3})?$", Message("a region's code is an ISO 3166-2 one: RU-MOW"))
LANGUAGE = CodePattern(
    "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", Message("a language is a code such as ru, en or en-US")
)
COLUMN = CodePattern("^[A-Za-z0-9_-]{1,24}$", Message("a column's id has Latin letters, digits, - and _: II, p90"))
EDITION = CodePattern(
    "^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2]|H[12]|Q[1-4]))?$",
    Message("an edition is a year, a half, a quarter or a month: 2024, 2024-H1, 2024-Q3, 2024-10"),
)
HINTS = {form.pattern: form.hint for form in (CURRENCY, REGION, LANGUAGE, COLUMN, EDITION)}

CurrencyCode = Annotated[str, StringConstraints(pattern=CURRENCY.pattern)]
RegionCode = Annotated[str, StringConstraints(pattern=REGION.pattern)]
LanguageCode = Annotated[str, StringConstraints(pattern=LANGUAGE.pattern)]
ColumnId = Annotated[str, StringConstraints(pattern=COLUMN.pattern)]
