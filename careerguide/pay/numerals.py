"""One number as people write it.

In: digits with whatever groups them. Out: an int or a Decimal, or a `MoneyError` that says what to write instead.
"""

from __future__ import annotations

import re
from decimal import Decimal

from careerguide.core.numbers import Number
from careerguide.core.problems import Message
from careerguide.languages.number_forms import CENTS
from careerguide.schema.cells import Range
from careerguide.schema.gaps import WRITE_GAP

MAX_AMOUNT = 10**12  # past that two figures have run together


class MoneyError(ValueError):
    """What a cell says cannot be read; `message` says why, `hint` what to write, `meant` which range it spells."""

    def __init__(self, message: Message, hint: Message | None = None, meant: Range | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint
        self.meant = meant


def figure(value: Number | None) -> str:
    """Return a number in the one way in which content files have it: 50 000, 1 234.50.

    After a third decimal comes a zero, because 1.234 can also be read as 1 234.
    """
    if isinstance(value, int):
        return f"{value:,}".replace(",", " ")
    text = f"{value:,.3f}".replace(",", " ")
    return text[:-1] if text.endswith("0") else f"{text}0"


_WHOLE = re.compile(r"(0|[1-9][0-9]*)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}([ '’.,])[0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]{1,4}))?")
_LAKHS = re.compile(r"([1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})()(?:\.([0-9]{1,2}))?")  # India: 1,15,000
THOUSANDTHS = 3  # decimals that are as many as the digits of a group


def read_number(text: str, times: int, places: int = CENTS) -> Number:
    """Return what a number says, times a multiplier; `places` is how many decimals its currency has.

    One comma before three digits groups thousands, because most money has no three decimals; one point there is
    refused, because spreadsheets print 50.000 for 50; after a multiplier, or of a currency that has them, either is.
    """
    if (grouped := _GROUPED.fullmatch(text) or _LAKHS.fullmatch(text)) and (
        len(grouped[3] or "") != THOUSANDTHS or places >= THOUSANDTHS
    ):
        digits, mark, decimals = grouped.groups("")
        comma_may_be_point = times > 1 or places >= THOUSANDTHS
        if not decimals and digits.count(mark) == 1 and (mark == "." or (mark == "," and comma_may_be_point)):
            raise _two_ways(text, times)
        return _value(text, re.sub(r"[^0-9]", "", digits), decimals, times, places)
    if whole := _WHOLE.fullmatch(text):
        digits, decimals = whole.groups("")
        return _value(text, digits, decimals, times, places)
    what = Message("the digits of “{number}” are not grouped by three", number=text)
    raise MoneyError(what, Message("write it as 50 000 or 1 234.50; between two amounts write a dash"))


def _two_ways(text: str, times: int) -> MoneyError:
    digits = re.sub(r"[^0-9]", "", text)
    large, small = int(digits) * times, Decimal(digits) * times / 1000
    hint = Message("write {large} or {small}", large=figure(large), small=figure(_tidy(small)))
    return MoneyError(Message("“{number}” can be read in two ways", number=text), hint)


def _value(text: str, whole: str, decimals: str, times: int, places: int) -> Number:
    if len(whole) > len(str(MAX_AMOUNT)):
        raise _too_large(text)
    exact = Decimal(f"{whole}.{decimals[:9]}" if decimals else whole) * times
    if len(decimals) > 8 or exact != round(exact, places):
        hint = Message("write at most two digits after the point: 1 234.50")
        if places >= THOUSANDTHS:
            hint = Message("write at most three digits after the point: 1 234.567")
        raise MoneyError(Message("“{number}” has too many decimals for money", number=text), hint)
    if exact > MAX_AMOUNT:
        raise _too_large(text)
    if exact == 0:
        raise MoneyError(Message("nobody is paid zero"), WRITE_GAP)
    return _tidy(exact)


def _tidy(value: Decimal) -> Number:
    return int(value) if value == int(value) else value


def _too_large(text: str) -> MoneyError:
    hint = Message("check its digits; between two amounts write a dash: 50 000 – 60 000")
    return MoneyError(Message("“{number}” is more than anybody is paid", number=text), hint)
