"""The guide's language: its words (from a .po file) and the forms of its numbers, amounts and dates (from Babel).

In: a language code and the folder of translations. Out: a `Language`, which every page and message is said with.
A space inside an amount is a no-break one; a range may break after its dash.
"""

from __future__ import annotations

import datetime
import gettext
import hashlib
import io
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from careerguide.cache import Cache, digest_of
from careerguide.numberforms import NBSP, NumberForm, number, unbroken
from careerguide.pay.money import Amount, Cell, GapKind, Number, Range
from careerguide.problems import Message

if TYPE_CHECKING:
    from babel.core import Locale

    from careerguide.models import When

GAPS = {
    GapKind.LOST_IN_SOURCE: Message("lost in the source"),
    GapKind.NOT_COLLECTED: Message("not collected"),
    GapKind.SUPPRESSED: Message("withheld by the publisher"),
    GapKind.NOT_APPLICABLE: Message("not applicable"),
    GapKind.TOP_CODED: Message("more than the source shows"),
}
PERIODS = {
    "hour": Message("per hour"),
    "day": Message("per day"),
    "week": Message("per week"),
    "month": Message("per month"),
    "year": Message("per year"),
}
BASES = {
    "gross": Message("before tax"),
    "net": Message("after tax"),
    "unknown": Message("not known whether before or after tax"),
}


@dataclass(frozen=True, eq=False)
class Language:
    """A language: `code` as in guide.yaml, `catalogue` for templates and messages."""

    code: str
    catalogue: gettext.NullTranslations = field(repr=False)
    digest: str = ""  # of the catalogue's file
    _forms: dict[str, NumberForm] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def load(cls, code: str, folder: Path, cache: Cache | None = None) -> Language:
        """Return a language with the words of `folder`/<code>.po; where there is no such file its words are English."""
        names = dict.fromkeys((code, code.replace("-", "_"), code.partition("-")[0]))
        found = next((path for name in names if (path := folder / f"{name}.po").is_file()), None)
        if found is None:
            return cls(code, gettext.NullTranslations())
        content = found.read_bytes()
        return cls(code, _catalogue(content, cache), hashlib.blake2b(content, digest_size=16).hexdigest())

    # --- words ---

    def translate(self, text: str) -> str:
        """Return a template's or a message's English text in this language."""
        return self.catalogue.gettext(text) if text else ""

    def ntranslate(self, singular: str, plural: str, n: int) -> str:
        """Return the form of a text that goes with `n` things."""
        return self.catalogue.ngettext(singular, plural, n)

    def gap(self, kind: GapKind) -> str:
        """Return why a figure is missing."""
        return GAPS[kind].say(self.translate)

    def period(self, period: str) -> str:
        """Return per what an amount is paid: "per month"."""
        return PERIODS[period].say(self.translate)

    def basis(self, basis: str) -> str:
        """Return whether amounts are before or after tax."""
        return BASES[basis].say(self.translate)

    @property
    def direction(self) -> str:
        """The direction of writing, as HTML says it: "ltr" or "rtl"."""
        return self._locale.text_direction

    # --- numbers ---

    def number(self, n: Number | float) -> str:
        """Return a number: 1 234,5."""
        return self._form("").write(number(n))

    def percent(self, n: Number | float) -> str:
        """Return a share that is given in per cent: 64 becomes "64 %"."""
        from babel.numbers import format_percent

        share = Decimal(str(n)) / 100
        return unbroken(format_percent(share, locale=self._locale, decimal_quantization=False))

    def money(self, n: Number | float, currency: str) -> str:
        """Return an amount with its currency (ISO 4217): "115 000 ₽", "$115,000"; with decimals only if it has any."""
        return self._form(currency).write(number(n))

    def range(self, low: Number | None, high: Number | None, currency: str) -> str:
        """Return a range: "50 000 – 60 000 ₽", "from $50,000"; its currency once where it comes last, else twice."""
        if low is None or high is None:
            return self._open_range(low, high, currency)
        form = self._form(currency)
        cents = isinstance(low, Decimal) or isinstance(high, Decimal)
        return f"{form.write(low, cents).removesuffix(form.after)}{NBSP}– {form.write(high, cents)}"

    def span(self, low: Number | None, high: Number | None, currency: str, beyond: bool = False) -> str:
        """Return how far some figures reach, empty where none is known; `beyond`: pay goes further than the highest."""
        if low is None or high is None:
            return ""
        reach = self.money(low, currency) if low == high else self.range(low, high, currency)
        return self._around(Message("{amount} or more"), reach) if beyond else reach

    def _open_range(self, low: Number | None, high: Number | None, currency: str) -> str:
        words = Message("up to {amount}") if low is None else Message("from {amount}")
        bound = high if low is None else low
        if bound is None:
            raise ValueError("a range is open on one side at most")
        return self._around(words, self.money(bound, currency))

    def _around(self, words: Message, amount: str) -> str:
        return unbroken(self.translate(words.id)).format(amount=amount)

    def cell(self, cell: Cell, currency: str) -> str:
        """Return what a cell of a salary table says; for a gap, why the figure is missing."""
        if isinstance(cell, Amount):
            return self.money(cell.value, currency)
        if isinstance(cell, Range):
            return self.range(cell.low, cell.high, currency)
        if cell.bound is None:
            return self.gap(cell.kind)
        return self._around(Message("{amount} or more"), self.money(cell.bound, currency))

    # --- dates ---

    def date(self, when: When | datetime.date) -> str:
        """Return a date as far as it is known: "23 November 2026", "November 2026", "2026", "date not known"."""
        from babel.dates import format_date

        day = when if isinstance(when, datetime.date) else when.earliest
        if day is None:
            return Message("date not known").say(self.translate)
        known = 3 if isinstance(when, datetime.date) else when.text.count("-") + 1
        return str(day.year) if known == 1 else format_date(day, self._date_forms[known - 2], locale=self._locale)

    @cached_property
    def _date_forms(self) -> tuple[str, str]:
        """The forms of a month and of a day, without the word for year that some languages put at their end."""
        month = self._locale.datetime_skeletons["yMMMM"].pattern
        day = self._locale.date_formats["long"].pattern
        return _YEAR_WORD.sub("", month), _YEAR_WORD.sub("", day)

    # --- how ---

    @cached_property
    def _locale(self) -> Locale:
        """Babel's locale of the language, or English for a language that it does not know."""
        from babel.core import Locale, UnknownLocaleError

        for code in (self.code, self.code.partition("-")[0]):
            try:
                return Locale.parse(code, sep="-")
            except (UnknownLocaleError, ValueError):
                continue
        return Locale("en")

    def _form(self, currency: str) -> NumberForm:
        form = self._forms.get(currency)
        if form is None:
            form = self._forms[currency] = NumberForm(self._locale, currency)
        return form


_YEAR_WORD = re.compile(r"\s*'[^']+'\.?$")  # 23 ноября 2026 г.


@lru_cache(maxsize=8)  # a preview asks for the same words at every change
def _catalogue(content: bytes, cache: Cache | None) -> gettext.GNUTranslations:
    """Return the words of a .po file; PoFileError names the line of one that is no catalogue."""
    key = digest_of("catalogue", content.hex())
    compiled: bytes | None = cache.get(key) if cache else None
    if compiled is None:
        compiled = _compiled(content)
        if cache:
            cache.put(key, compiled)
    return gettext.GNUTranslations(io.BytesIO(compiled))


def _compiled(content: bytes) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    catalog = read_po(io.BytesIO(content), abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()
