"""Words, numbers, amounts and dates in the forms of each language."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from careerguide.core.dates import When
from careerguide.core.os_errors import CommandError
from careerguide.languages.language import Language
from careerguide.pay.wording import basis_text, cell_text, gap_text, period_text
from careerguide.schema.cells import Amount, Gap, GapKind, Range
from careerguide.schema.currencies import Basis
from careerguide.schema.periods import Period

RUSSIAN = """
msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
"n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "from {amount}"
msgstr "от {amount}"

msgid "up to {amount}"
msgstr "до {amount}"

msgid "{amount} or more"
msgstr "{amount} или больше"

msgid "lost in the source"
msgstr "утрачено в источнике"

msgid "per month"
msgstr "в месяц"

msgid "before tax"
msgstr "до вычета налогов"

msgid "date not known"
msgstr "дата неизвестна"

msgid "{n} city"
msgid_plural "{n} cities"
msgstr[0] "{n} город"
msgstr[1] "{n} города"
msgstr[2] "{n} городов"

#, fuzzy
msgid "not collected"
msgstr "не уверены"
"""


@pytest.fixture(scope="module")
def ru(tmp_path_factory: pytest.TempPathFactory) -> Language:
    folder = tmp_path_factory.mktemp("translations")
    (folder / "ru.po").write_text(RUSSIAN, encoding="utf-8")
    return Language.load("ru", folder)


@pytest.fixture(scope="module")
def en() -> Language:
    return Language.load("en-US", Path("no-such-folder"))


def shown(text: str) -> str:
    """Return a text with visible no-break spaces."""
    return text.replace("\u00a0", "_")


def test_words_come_from_the_po_file(ru: Language) -> None:
    """Translations come from the .po file; a text that is missing or fuzzy there remains in English."""
    assert gap_text(ru, GapKind.LOST_IN_SOURCE) == "утрачено в источнике"
    assert gap_text(ru, GapKind.NOT_COLLECTED) == "not collected"
    assert gap_text(ru, GapKind.SUPPRESSED) == "withheld by the publisher"
    assert period_text(ru, Period.MONTH) == "в месяц"
    assert basis_text(ru, Basis.GROSS) == "до вычета налогов"
    assert ru.translate("") == ""


@pytest.mark.parametrize(("n", "said"), [(1, "город"), (2, "города"), (5, "городов"), (12, "городов"), (21, "город")])
def test_plurals(ru: Language, n: int, said: str) -> None:
    """A count takes the form of its language."""
    assert ru.ntranslate("{n} city", "{n} cities", n) == f"{{n}} {said}"


def test_a_country_falls_back_to_its_language(tmp_path: Path) -> None:
    """The words of ru.po serve ru-RU too, unless ru_RU.po is there."""
    (tmp_path / "ru.po").write_text(RUSSIAN, encoding="utf-8")
    assert period_text(Language.load("ru-KZ", tmp_path), Period.MONTH) == "в месяц"
    (tmp_path / "ru_KZ.po").write_text(RUSSIAN.replace("в месяц", "айына"), encoding="utf-8")
    assert period_text(Language.load("ru-KZ", tmp_path), Period.MONTH) == "айына"


def test_a_broken_po_file_is_an_error(tmp_path: Path) -> None:
    """A translation file that cannot be read stops the build instead of leaving the site half in English."""
    (tmp_path / "ru.po").write_text('msgid "a"\nmsgstr "b"\nnonsense\n', encoding="utf-8")
    with pytest.raises(CommandError) as raised:
        Language.load("ru", tmp_path)
    assert (raised.value.problem.path, raised.value.problem.line) == (str(tmp_path / "ru.po"), 3)


AMOUNTS = [
    ("ru", Amount(115_000), "RUB", "115_000_₽"),
    ("ru", Amount(Decimal("12.5")), "RUB", "12,50_₽"),
    ("ru", Range(50_000, 60_000), "RUB", "50_000_– 60_000_₽"),
    ("ru", Range(50_000, None), "RUB", "от_50_000_₽"),
    ("ru", Range(None, 60_000), "RUB", "до_60_000_₽"),
    ("ru", Gap(GapKind.LOST_IN_SOURCE), "RUB", "утрачено в источнике"),
    ("ru", Gap(GapKind.TOP_CODED, 239_200), "USD", "239_200_$_или_больше"),
    ("en", Amount(115_000), "USD", "$115,000"),
    ("en", Amount(115_000), "RUB", "RUB_115,000"),
    ("en", Range(50_000, 60_000), "USD", "$50,000_– $60,000"),
    ("en", Range(12, Decimal("12.5")), "USD", "$12.00_– $12.50"),
    ("en", Range(50_000, None), "USD", "from_$50,000"),
    ("en", Gap(GapKind.TOP_CODED), "USD", "more than the source shows"),
]


@pytest.mark.parametrize(("code", "cell", "currency", "said"), AMOUNTS)
def test_cells(ru: Language, en: Language, code: str, cell: Amount | Range | Gap, currency: str, said: str) -> None:
    """A cell is written as its language writes amounts, without a place to break inside one; a gap is named."""
    assert shown(cell_text({"ru": ru, "en": en}[code], cell, currency)) == said


LANGUAGES = {
    code: Language.load(code, Path("none"))
    for code in (
        "ru",
        "en",
        "en-US",
        "en-IN",
        "de",
        "de-CH",
        "fr",
        "es",
        "pl",
        "pt-BR",
        "kk",
        "uk",
        "sv",
        "ar",
        "he",
        "fa",
        "ja",
        "hi",
        "lv",
    )
}


@pytest.mark.parametrize("code", LANGUAGES)
@given(n=st.integers(0, 10**12))
def test_whole_numbers_are_babels_own(code: str, n: int) -> None:
    """The quick way of writing whole numbers gives exactly what Babel gives, in every kind of locale."""
    language, locale = LANGUAGES[code], code.replace("-", "_")
    for currency in ("RUB", "USD", "EUR"):
        cents = format_currency(Decimal(n), currency, locale=locale, currency_digits=False)
        whole = re.sub(r"[.,]00(?![\d,.])", "", cents)
        assert language.money(n, currency).replace("\u00a0", "") == whole.replace("\u00a0", "")
    assert language.number(n) == format_decimal(n, locale=locale)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_amount_can_break(code: str) -> None:
    """No locale leaves a breaking space inside an amount, a share or a number."""
    language = LANGUAGES[code]
    for text in (
        language.money(1234567, "USD"),
        language.money(12.5, "RUB"),
        language.percent(9.5),
        language.number(1e6),
    ):
        assert not set(text) & set(" \u2009\t\n"), text


def test_numbers(ru: Language, en: Language) -> None:
    """Shares are given in per cent, and numbers keep the decimals that they have."""
    assert shown(ru.percent(64)) == "64_%"
    assert shown(ru.percent(9.5)) == "9,5_%"
    assert en.percent(64) == "64%"
    assert shown(ru.number(1234567)) == "1_234_567"
    assert shown(ru.number(-5000)) == "-5_000"
    assert ru.number(1.095) == "1,095"
    assert ru.number(3.0) == "3"


DATES = [
    (When("2026-11-23"), "23 ноября 2026", "November 23, 2026"),
    (datetime.date(2026, 11, 23), "23 ноября 2026", "November 23, 2026"),
    (When("2026-11"), "ноябрь 2026", "November 2026"),
    (When("2026"), "2026", "2026"),
    (When("unknown"), "дата неизвестна", "date not known"),
]


@pytest.mark.parametrize(("when", "russian", "english"), DATES)
def test_dates(ru: Language, en: Language, when: When | datetime.date, russian: str, english: str) -> None:
    """A date is formatted in its precision, without the word for year at its end."""
    assert ru.date(when) == russian
    assert en.date(when) == english


def test_a_language_that_nobody_knows_has_english_words_and_forms() -> None:
    """A language without a .po file keeps its own number forms; one that Babel does not know takes the English ones."""
    german = Language.load("de", Path("none"))
    assert (shown(german.money(115_000, "EUR")), period_text(german, Period.MONTH)) == ("115.000_€", "per month")
    assert Language.load("tlh", Path("none")).money(115_000, "USD") == "$115,000"


def test_direction() -> None:
    """A page knows in which direction its language is written."""
    assert [Language.load(code, Path("none")).direction for code in ("ru", "ar", "he")] == ["ltr", "rtl", "rtl"]
