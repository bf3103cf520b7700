"""The guide's language: translations (from .po files) and formats of numbers, amounts and dates (from Babel).

In: a language code and the folders of translations. Out: a `Language`, which renders every page and message.
Spaces inside an amount do not break; a range may break after its dash.
"""

from __future__ import annotations

import datetime
import gettext
import re
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from careerguide.core.digest import digest
from careerguide.core.numbers import Number
from careerguide.core.os_errors import CommandError
from careerguide.core.problems import Message, SiteText
from careerguide.incremental.cache import Cache
from careerguide.languages import catalogue
from careerguide.languages.number_forms import NBSP, amount, decimals_of, number, places_of, unbroken
from careerguide.languages.registry import rules_of
from careerguide.languages.rules import LanguageRules

if TYPE_CHECKING:
    from babel.core import Locale

    from careerguide.core.dates import When

_COMMAND = re.compile(r"\{program\} (?!init\b)[a-z]+")  # within a message; init begins another guide


@dataclass(frozen=True, eq=False)
class Language:
    """A language: `code` as in guide.yaml, `translations` for templates and messages."""

    code: str
    translations: gettext.NullTranslations = field(repr=False)
    digest: str = ""  # of the catalogues
    guide_arguments: str = ""  # what commands need that messages name; see Options.guide_arguments

    @classmethod
    def load(cls, code: str, *folders: Path, cache: Cache | None = None) -> Language:
        """Return a language with the translations in its catalogues in the folders; English text where none has one.

        The first folder that has a translation counts. CommandError where a file cannot be read, or is no catalogue.
        """
        translations = gettext.NullTranslations()
        contents = []
        for found in reversed([path for folder in folders for path in catalogue.files(code, folder)]):
            try:
                content = found.read_bytes()
            except OSError as error:
                raise CommandError.reading(found, error) from error
            upper = copy(catalogue.load(found, content, cache))
            upper.add_fallback(translations)
            translations = upper
            contents.append(content)
        return cls(code, translations, digest(b"".join(contents)).hex())

    @property
    def rules(self) -> LanguageRules:
        """The rules of the language, besides its catalogue."""
        return rules_of(self.code)

    # --- words ---

    def translate(self, text: str) -> str:
        """Return the translation of a template's or message's English text."""
        translated = self.translations.gettext(text) if text else ""
        if not self.guide_arguments:
            return translated
        arguments = self.guide_arguments.replace("{", "{{").replace("}", "}}")
        return _COMMAND.sub(lambda command: command[0] + arguments, translated)

    def ntranslate(self, singular: str, plural: str, n: int) -> str:
        """Return the translation of a text, in the plural form for `n`."""
        return self.translations.ngettext(singular, plural, n)

    @property
    def direction(self) -> str:
        """The text direction as in HTML: "ltr" or "rtl"."""
        return self._locale.text_direction

    # --- numbers ---

    def number(self, n: Number | float) -> str:
        """Return a formatted number: 1 234,5."""
        return amount(number(n), "", self._locale, places_of(n))

    def percent(self, n: Number | float) -> str:
        """Return a formatted percentage: 64 becomes "64 %"."""
        from babel.numbers import format_percent

        share = Decimal(str(n)) / 100
        return unbroken(format_percent(share, locale=self._locale, decimal_quantization=False))

    def money(self, n: Number | float, currency: str) -> str:
        """Return an amount with its currency (ISO 4217): "115 000 ₽", "$115,000"; with decimals only if it has any."""
        return amount(number(n), currency, self._locale, places_of(n))

    def range(self, low: Number | None, high: Number | None, currency: str) -> str:
        """Return a range: "50 000 – 60 000 ₽", "from $50,000"; the currency once if it comes last, else twice."""
        if low is None or high is None:
            return self._open_range(low, high, currency)
        has_cents = isinstance(low, Decimal) or isinstance(high, Decimal)
        places = (max(places_of(low), places_of(high)) or decimals_of(currency)) if has_cents else 0
        first, last = (amount(end, currency, self._locale, places) for end in (low, high))
        return f"{first.removesuffix(_after_digits(last))}{NBSP}– {last}"

    def span(self, low: Number | None, high: Number | None, currency: str, beyond: bool = False) -> str:
        """Return the formatted span of figures, empty if they are unknown; `beyond`: pay exceeds the highest one."""
        if low is None or high is None:
            return ""
        reach = self.money(low, currency) if low == high else self.range(low, high, currency)
        return self.or_more(reach) if beyond else reach

    def or_more(self, amount: str) -> str:
        """Return a formatted amount as a minimum: "115 000 ₽ or more"."""
        return self._around(SiteText("{amount} or more"), amount)

    def _open_range(self, low: Number | None, high: Number | None, currency: str) -> str:
        words = SiteText("up to {amount}") if low is None else SiteText("from {amount}")
        bound = high if low is None else low
        if bound is None:
            raise ValueError("a range is open on one side at most")
        return self._around(words, self.money(bound, currency))

    def _around(self, words: Message, amount: str) -> str:
        return unbroken(self.translate(words.id)).format(amount=amount)

    # --- dates ---

    def date(self, when: When | datetime.date) -> str:
        """Return a date in its precision: "23 November 2026", "November 2026", "2026", "date not known"."""
        from babel.dates import format_date

        day = when if isinstance(when, datetime.date) else when.earliest
        if day is None:
            return SiteText("date not known").say(self.translate)
        known = 3 if isinstance(when, datetime.date) else when.text.count("-") + 1
        return str(day.year) if known == 1 else format_date(day, self._date_formats[known - 2], locale=self._locale)

    @cached_property
    def _date_formats(self) -> tuple[str, str]:
        """The formats of a month and of a day, without the word for year that some languages append."""
        month = self._locale.datetime_skeletons["yMMMM"].pattern
        day = self._locale.date_formats["long"].pattern
        return _YEAR_WORD.sub("", month), _YEAR_WORD.sub("", day)

    # --- locale ---

    @cached_property
    def _locale(self) -> Locale:
        """Babel's locale of the language, or English if Babel does not know it."""
        from babel.core import Locale, UnknownLocaleError

        for code in (self.code, self.code.partition("-")[0]):
            try:
                return Locale.parse(code, sep="-")
            except (UnknownLocaleError, ValueError):
                continue
        return Locale("en")


_YEAR_WORD = re.compile(r"\s*'[^']+'\.?$")  # 23 ноября 2026 г.


def _after_digits(text: str) -> str:
    """Return what comes after the last digit of an amount: the currency, or nothing where that comes first."""
    return re.sub(r".*\d", "", text)
