"""What editors type or paste into a cell is read, or refused with what to write instead."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careerguide.languages.language import Language
from careerguide.pay.money import MoneyError, currencies_named, format_cell, parse_cell
from careerguide.schema.cells import Amount, Cell, Gap, GapKind, Range

TRANSLATIONS = Path(__file__).parent.parent / "templates/translations"


@cache
def load(language: str) -> Language:
    return Language.load(language, TRANSLATIONS)


FIFTY, SIXTY = 50_000, 60_000
READ: dict[str, Cell] = {
    # every kind of space
    "50 000": Amount(FIFTY),
    "50\u00a0000": Amount(FIFTY),
    "50\u202f000": Amount(FIFTY),
    "50\u2009000": Amount(FIFTY),
    "50\u2007000": Amount(FIFTY),
    "\u200b50 000\ufeff": Amount(FIFTY),
    "50\n000": Amount(FIFTY),
    "50000": Amount(FIFTY),
    # every kind of dash
    "50 000 – 60 000": Range(FIFTY, SIXTY),
    "50 000–60 000": Range(FIFTY, SIXTY),
    "50 000 — 60 000": Range(FIFTY, SIXTY),
    "50 000 - 60 000": Range(FIFTY, SIXTY),
    "50000-60000": Range(FIFTY, SIXTY),
    "50 000 \u2212 60 000": Range(FIFTY, SIXTY),
    "50 000..60 000": Range(FIFTY, SIXTY),
    "50 000…60 000": Range(FIFTY, SIXTY),
    # words
    "от 50 000": Range(FIFTY, None),
    "от 50 000 до 60 000": Range(FIFTY, SIXTY),
    "с 50 000 до 60 000": Range(FIFTY, SIXTY),
    "до 60 тыс.": Range(None, SIXTY),
    "не менее 50 000": Range(FIFTY, None),
    "from 50,000": Range(FIFTY, None),
    "From 50,000 to 60,000": Range(FIFTY, SIXTY),
    "up to 60k": Range(None, SIXTY),
    "50 000+": Range(FIFTY, None),
    "50 000 + ₽": Range(FIFTY, None),
    "≥ 50 000": Range(FIFTY, None),
    # multipliers
    "50 тыс.": Amount(FIFTY),
    "50к": Amount(FIFTY),
    "50 K": Amount(FIFTY),
    "50 т.р.": Amount(FIFTY),
    "50–60 тыс.": Range(FIFTY, SIXTY),
    "от 50 до 60 тыс. руб.": Range(FIFTY, SIXTY),
    "50 тыс. – 60 тыс.": Range(FIFTY, SIXTY),
    "50 тыс. – 60 000": Range(FIFTY, SIXTY),
    "50 000 – 60 тыс.": Range(FIFTY, SIXTY),
    "1,2 млн": Amount(1_200_000),
    "1.25 – 2 mln": Range(1_250_000, 2_000_000),
    "500 000 – 1 млн": Range(500_000, 1_000_000),
    "0,5 млн": Amount(500_000),
    "62.5 тыс": Amount(62_500),
    "60 тыс": Amount(SIXTY),
    "60к": Amount(SIXTY),
    # currencies
    "50 000 ₽": Amount(FIFTY),
    "50000руб.": Amount(FIFTY),
    "50 000 р.": Amount(FIFTY),
    "$50,000 – $60,000": Range(FIFTY, SIXTY),
    "50 000 – 60000 руб": Range(FIFTY, SIXTY),
    "€50k": Amount(FIFTY),
    "$60k": Amount(SIXTY),
    "USD 50,000": Amount(FIFTY),
    "50 000 RUB": Amount(FIFTY),
    # decimals and thousands
    "12.5": Amount(Decimal("12.5")),
    "12,50": Amount(Decimal("12.5")),
    "12.00": Amount(12),
    "60 000,50": Amount(Decimal("60000.5")),
    "60000,50": Amount(Decimal("60000.5")),
    "60 000,00": Amount(SIXTY),
    "1,234.50": Amount(Decimal("1234.5")),
    "1 234,50": Amount(Decimal("1234.5")),
    "1.234,50": Amount(Decimal("1234.5")),
    "115,000": Amount(115_000),
    "1,234,567": Amount(1_234_567),
    "1.234.567": Amount(1_234_567),
    "50'000": Amount(FIFTY),
    "1,15,000": Amount(115_000),
    # kept for the data checks to speak of
    "60 000 – 50 000": Range(SIXTY, FIFTY),
    "50 000 – 50 000": Range(FIFTY, FIFTY),
    # gaps
    **{kind.value: Gap(kind) for kind in GapKind},
    "top_coded 239 200": Gap(GapKind.TOP_CODED, 239_200),
    "top_coded $239,200": Gap(GapKind.TOP_CODED, 239_200),
}


@pytest.mark.parametrize("text", READ)
def test_reads(text: str) -> None:
    """An amount, range or gap is read as people type it, whole amounts as int."""
    cell = parse_cell(text)
    assert cell == READ[text]
    assert type(cell) is type(READ[text])
    assert all(type(part) is type(wanted) for part, wanted in zip(cell, READ[text], strict=True))


GAPS = "write the amount, or why it is missing: lost_in_source (it is lost in the source)"
REFUSED = {
    "": ("nothing stands here", GAPS),
    "н/д": ("“н/д” is neither an amount nor a reason why it is missing", GAPS),
    "-": ("“-” is neither", GAPS),
    "—": ("“—” is neither", GAPS),
    "n/a": ("“n/a” is neither", GAPS),
    "#": ("“#” is neither", GAPS),
    "*": ("“*” is neither", GAPS),
    "nan": ("“nan” is neither", GAPS),
    "inf": ("“inf” is neither", GAPS),
    "lost in source": ("“lost in source” is neither", "did you mean “lost_in_source”?"),
    "Not_Colected": ("“Not_Colected” is neither", "did you mean “not_collected”?"),
    "top_coded 1 – 2": ("“1 - 2” is no bound", "write one amount: top_coded 239 200"),
    "0": ("nobody is paid zero", GAPS),
    "-5": ("an amount does not begin with a minus", "take the minus out"),
    "60 тыс. в месяц": ("“в месяц” cannot be read here", "write: 60 000"),
    "-5 000": ("an amount does not begin with a minus", "take the minus out"),
    "– 60 000": ("an amount does not begin with a minus", "for “no more than” write: up to 60 000"),
    "9 999 999 999 999": ("“9 999 999 999 999” is more than anybody is paid", "between two amounts write a dash"),
    "9" * 150: ("is more than anybody is paid", "check its digits"),
    "5" * 300: ("the cell has 300 characters: it is no amount", "write an amount or a range alone"),
    "50.000": ("“50.000” can be read in two ways", "write 50 000 or 50"),
    "62,350 тыс.": ("“62,350” can be read in two ways", "write 62 350 000 or 62 350"),
    "12.3456": ("“12.3456” has too many decimals for money", "at most two digits after the point"),
    "50 000 60 000": ("the digits of “50 000 60 000” are not grouped by three", "between two amounts write a dash"),
    "5 0000": ("the digits of “5 0000” are not grouped by three", "write it as 50 000"),
    "050": ("the digits of “050” are not grouped by three", "write it as 50 000"),
    "900 – 1,2 млн": ("it is not clear whether 1 000 000 is meant for 900 and for 1,2", "write both amounts out"),
    "50 тыс. – 60": ("it is not clear whether 1 000 is meant for 50 and for 60", "write both amounts out"),
    "~50 000": ("“~” says that the figure is not exact", "write: 50 000, and in “notes” that it is not exact"),
    "около 50–60 тыс.": ("“около” says that the figure is not exact", "write: 50 000 – 60 000, and in “notes”"),
    "около половины 50 000": ("“около” says that the figure is not exact", "as the source gives it, or a range"),
    "$50,000 – €60,000": ("two currencies stand here", "write the amounts without them"),
    "€50 RUB": ("two currencies stand here", "write the amount without them"),
    "50 000 - 60000 руб в месяц": ("“в месяц” cannot be read here", "write: 50 000 – 60 000"),
    "50 000 ₽/мес": ("“/мес” cannot be read here", "write: 50 000"),
    "от 50 тыс. до вычета налогов": ("“до вычета налогов” cannot be read here", "write: from 50 000"),
    "зарплата 50 000": ("“зарплата” cannot be read here", "write: 50 000"),
    "50 000 (2024)": ("“(2024)” cannot be read here", "write: 50 000"),
    "50 000 – 60 000+": (
        "“+” cannot be read here",
        "write: 50 000 – 60 000; where the top is open, write: from 50 000",
    ),
    "70 000 – 80 000+": (
        "“+” cannot be read here",
        "write: 70 000 – 80 000; where the top is open, write: from 70 000",
    ),
    "50 000 –": ("“-” cannot be read here", "write: 50 000; where the top is open, write: from 50 000"),
    "1.2M": ("“M” cannot be read here", "write an amount or a range in full"),
    "1e5": ("this is how a spreadsheet shortens a number", "write: 100 000"),
    "7,05E+04": ("this is how a spreadsheet shortens a number", "write: 70 500"),
    "1E+50": ("“E+50” cannot be read here", ""),
    "=70000": ("formulas are not calculated here", "write: 70 000"),
    "=B2*2": ("formulas are not calculated here", "write the result"),
    "70 000*": ("“*” cannot be read here", "write: 70 000"),
    "70 000¹": ("“¹” cannot be read here", "write: 70 000"),
    "(70 000)": ("“(…)” cannot be read here", "write: 70 000"),
    "«70 000»": ("“«…»” cannot be read here", "write: 70 000"),
    "70 000 + бонус": ("“+ бонус” cannot be read here", "write: 70 000"),
    "70 000 + 5 000": ("“+ 5 000” cannot be read here", "write one amount or one range"),
    "65 000 → 70 000": ("“→ 70 000” cannot be read here", "write one amount or one range"),
    "70 тыс. 500 руб.": ("“500 руб.” cannot be read here", "write one amount or one range"),
    "54%": ("“%” cannot be read here", "write one amount or one range"),
    "840 000 в год": ("“в год” cannot be read here", "if the table says “period: year”, write: 840 000"),
    "70 000 (gross)": ("“(gross)” cannot be read here", "if the table says “basis: gross”, write: 70 000"),
    "<60 000": ("“<” cannot be read here", "write: up to 60 000"),
    "> 50 тыс. ₽": ("“>” cannot be read here", "write: from 50 000"),
    "менее 60 000": ("“менее” cannot be read here", "write: up to 60 000"),
    "less than 60,000": ("“less than” cannot be read here", "write: up to 60 000"),
    "свыше 50 000": ("“свыше” cannot be read here", "write: from 50 000"),
    "мин. 50 000": ("“мин.” cannot be read here", "write: from 50 000"),
    "60 000 и выше": ("“и выше” cannot be read here", "write: from 60 000"),
    "60 000 ₽ или более": ("“или более” cannot be read here", "write: from 60 000"),
    "60 000 and less": ("“and less” cannot be read here", "write: up to 60 000"),
    "50 000 / 60 000": ("what “/” means between two amounts", "write: 50 000 – 60 000; if they are two figures"),
    "50 и 60 тыс.": ("what “и” means between two amounts", "write: 50 000 – 60 000; if they are two figures"),
    "50 000 x 12": ("“x 12” cannot be read here", "write one amount or one range"),
    "II 5": ("“II” cannot be read here", "write: 5"),
    "от до 5": ("“от до 5” is no amount", "from 50 000, up to 60 000"),
    "(1": ("“(” cannot be read here", "write: 1"),
    "٥٠": ("“٥٠” is no amount", "write an amount or a range"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_refuses(text: str) -> None:
    """What is no figure, or can be read in two ways, is refused with what to write instead."""
    with pytest.raises(MoneyError) as caught:
        parse_cell(text)
    message, hint = REFUSED[text]
    assert message in str(caught.value.message)
    assert hint in str(caught.value.hint)


def test_a_cell_can_name_its_currency() -> None:
    """A sign or a code says which currencies it can mean, so that a table in another one can refuse it."""
    assert currencies_named("50 000") == frozenset()
    assert currencies_named("50 000 ₽") == {"RUB"}
    assert currencies_named("50 000 руб.") == {"RUB", "BYN"}
    assert {"USD", "CAD"} <= currencies_named("$50,000")
    assert currencies_named("$50,000 – 60,000 USD") == {"USD"}


numbers = st.one_of(
    st.integers(1, 10**12),
    st.decimals("0.01", 10**9, places=2).filter(lambda value: value != int(value)),
)
cells: st.SearchStrategy[Cell] = st.one_of(
    st.builds(Amount, numbers),
    st.builds(Range, numbers, numbers),
    st.builds(Range, numbers, st.none()),
    st.builds(Range, st.none(), numbers),
    st.builds(Gap, st.sampled_from(GapKind), st.none()),
    st.builds(Gap, st.just(GapKind.TOP_CODED), numbers),
)


@pytest.mark.parametrize("language", sorted(path.stem for path in TRANSLATIONS.glob("??.po")))
@given(cells)
def test_the_form_in_each_language_reads_back(language: str, cell: Cell) -> None:
    """Words in a cell are written in the guide's language, and are words that are read."""
    assert parse_cell(format_cell(cell, load(language).translate)) == cell


THOUSANDTHS = {
    "12.5": Decimal("12.5"),
    "12.1250": Decimal("12.125"),
    "0.750": Decimal("0.75"),
    "1 234.567": Decimal("1234.567"),
    "1,234.567": Decimal("1234.567"),
    "12 500": 12_500,
    "1,250,000": 1_250_000,
}


@pytest.mark.parametrize("text", THOUSANDTHS)
def test_a_currency_with_three_decimals_has_them_in_cells(text: str) -> None:
    """They are read as thousandths where nothing else can be meant, and written so that they are read back."""
    assert parse_cell(text, 3) == Amount(THOUSANDTHS[text])
    assert parse_cell(format_cell(Amount(THOUSANDTHS[text])), 3) == Amount(THOUSANDTHS[text])


@pytest.mark.parametrize("text", ["12,500", "12.500", "12,500 – 13,750", "top_coded 12,500", "12,500 (net)"])
def test_three_digits_are_thousands_or_thousandths(text: str) -> None:
    """In a currency with three decimals a comma can be either, so it is refused, and both readings are offered."""
    with pytest.raises(MoneyError, match="can be read in two ways") as refused:
        parse_cell(text, 3)
    assert str(refused.value.hint) == "write 12 500 or 12.50"


def test_words_are_of_the_language() -> None:
    """What `import` writes into a Russian guide is Russian."""
    assert format_cell(Range(FIFTY, None), load("ru").translate) == "от 50 000"
    assert format_cell(Range(None, FIFTY), load("ru").translate) == "до 50 000"


@given(cells)
def test_the_canonical_form_reads_back(cell: Cell) -> None:
    """Whatever a cell can hold is written in one form, which is read as the same cell."""
    assert parse_cell(format_cell(cell)) == cell


PIECES = (
    "50 000|60|1.5|,|.| |–|-|..|от|до|from|up to|тыс.|к|млн|₽|руб.|$|USD|+|~|около|top_coded|lost_in_source|в месяц|("
)
pasted = st.one_of(st.text(), st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map(" ".join))


@given(pasted)
@example("." * 200)
@example("1 " * 100)
@example("1.1" * 60)
@example("от" * 100)
@example("$" * 200)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text gives a cell whose canonical form is the same cell, or a MoneyError with a message and a hint."""
    try:
        cell = parse_cell(text)
    except MoneyError as error:
        assert str(error.message)
        assert str(error.hint)
    else:
        assert parse_cell(format_cell(cell)) == cell
