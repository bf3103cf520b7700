"""Amounts and ranges as people type them.

In: the text of one cell. Out: an `Amount`, a `Range` or a `Gap`, or a `MoneyError` that says what to write instead.
Nothing is guessed: what can be read in two ways is refused. `format_cell` is the way back, in one canonical form.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from careerguide.core.numbers import Number
from careerguide.core.problems import Message, Translate
from careerguide.languages.number_forms import CENTS
from careerguide.languages.registry import money_words, patterns_of
from careerguide.pay.numerals import MAX_AMOUNT, figure, read_number
from careerguide.pay.numerals import MoneyError as MoneyError
from careerguide.schema.cells import Amount, Gap, Range, Written
from careerguide.schema.currencies import CODES, SIGNS, Basis, currencies
from careerguide.schema.gaps import GAPS, WRITE_GAP, example
from careerguide.schema.periods import Period

MAX_LENGTH = 200  # characters of a cell


def parse_cell(text: str, places: int = CENTS) -> Written:
    """Return what a cell says, or raise MoneyError; `places` as in `read_cell`."""
    return read_cell(text, places=places)[0]


def currencies_named(text: str) -> frozenset[str]:
    """Return the ISO 4217 codes that a readable cell's own sign or code can mean; none where it names no currency."""
    return read_cell(text)[1]


def format_cell(cell: Written, translate: Translate = str) -> str:
    """Return the one way to write a cell in a content file of that language, which parse_cell reads back."""
    words = as_typed(cell)
    return words.say(translate) if isinstance(words, Message) else words


def as_typed(cell: Written) -> Message | str:
    """Return a cell as an editor would type it, for use in a hint."""
    if isinstance(cell, Amount):
        return figure(cell.value)
    if isinstance(cell, Gap):
        return cell.kind.value if cell.bound is None else f"{cell.kind.value} {figure(cell.bound)}"
    if cell.low is None:
        return Message("up to {amount}", amount=figure(cell.high))
    if cell.high is None:
        return Message("from {amount}", amount=figure(cell.low))
    return f"{figure(cell.low)} – {figure(cell.high)}"


# --- reading ----------------------------------------------------------------------------------------------------

_NO_CURRENCY: frozenset[str] = frozenset()
_SPACES = "\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u2026"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_PLAIN = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_DASHES, "-") | dict.fromkeys(_UNSEEN, ""))
_LIKE_DIGITS = str.maketrans("Oo\u041e\u043elI\u0417", "0000113")  # Latin and Cyrillic
_DOTS = re.compile(r"\.{2,}")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}", re.ASCII)
_USUAL = re.compile(r"([1-9]\d{0,2}(?: \d{3}){0,3})(?: ?[-–—] ?([1-9]\d{0,2}(?: \d{3}){0,3}))?", re.ASCII)


@lru_cache(maxsize=1 << 16)
def read_cell(text: str, times: int = 1, places: int = CENTS) -> tuple[Written, frozenset[str]]:
    """Return what a cell says, and the ISO 4217 codes that its own sign or code can mean, or raise MoneyError.

    `times` is the multiplier of amounts that name none of their own: 1000 in a column of thousands. `places` is how
    many decimals the currency of the table has.
    """
    if usual := _USUAL.fullmatch(text):
        first, *others = (int(end.replace(" ", "")) * times for end in usual.groups() if end)
        return (Range(first, others[0]) if others else Amount(first)), _NO_CURRENCY
    if len(text) > MAX_LENGTH:
        what = Message("the cell has {length} characters: it is no amount", length=len(text))
        raise MoneyError(what, Message("write an amount or a range alone: 50 000 – 60 000"))
    plain = " ".join(_DOTS.sub("-", text.translate(_PLAIN)).split())
    if gap := _gap(text.strip(), plain, places):
        return gap, _NO_CURRENCY
    try:
        return _tokens_read(_tokens(plain), plain, times, places)
    except MoneyError:
        if meant := _digits_meant(plain, places):
            what = Message("letters stand in “{text}” that look like digits", text=text.strip())
            raise MoneyError(what, Message("write: {cell}", cell=as_typed(meant))) from None
        raise


def _digits_meant(plain: str, places: int) -> Written | None:
    """Return the cell that a text spells once letters that look like digits are those; None where it spells none."""
    digits = plain.translate(_LIKE_DIGITS)
    return _readable(digits, places) if digits != plain else None


def _readable(plain: str, places: int) -> Written | None:
    """Return the cell that a text spells; None where it spells none."""
    try:
        return _tokens_read(_tokens(plain), plain, places=places)[0]
    except MoneyError:
        return None


def read_count(text: str, times: int = 1) -> Written:
    """Return what a cell of a column of numbers of people says, or raise MoneyError; `times` as in `read_cell`."""
    if text.strip() == "0":
        return Amount(0)
    cell, currencies = read_cell(text, times)
    if isinstance(cell, Gap) or (isinstance(cell, Amount) and isinstance(cell.value, int) and not currencies):
        return cell
    raise MoneyError(Message("“{text}” is no number of people", text=text), Message("write one whole number: 1 068"))


def names_multiplier(text: str) -> bool:
    """Return whether a cell names its own multiplier: 115k, 50 thousand."""
    return any(token.kind in _TIMES for token in _tokens(text.translate(_PLAIN)))


def _gap(text: str, plain: str, places: int) -> Gap | None:
    name, _, rest = plain.partition(" ")
    kind = GAPS.get(name)
    if kind and not rest:
        return Gap(kind)
    if kind and kind.bounded:
        bound = _tokens_read(_tokens(rest), rest, places=places)[0]
        if not isinstance(bound, Amount):
            hint = Message("write one amount: {cell}", cell=example(kind))
            raise MoneyError(Message("“{text}” is no bound", text=rest), hint)
        return Gap(kind, bound.value)
    if re.search(r"\d", plain):
        return None
    if not text:
        raise MoneyError(Message("nothing stands here"), WRITE_GAP)
    near = difflib.get_close_matches(re.sub(r"[\W_]+", "_", plain.casefold()), GAPS, n=1, cutoff=0.7)
    hint = Message("did you mean “{name}”?", name=near[0]) if near else WRITE_GAP
    raise MoneyError(Message("“{text}” is neither an amount nor a reason why it is missing", text=text), hint)


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def _comparative(words: Iterable[str]) -> str:
    """Return a pattern for "or more than": the words with whatever may come before and after them."""
    before, after = _any(_CONJUNCTIONS), _any(money_words(lambda money: money.than))
    return rf"(?:(?:{before}) +)?(?:{_any(words)})(?: +(?:{after}))?"


_CONJUNCTIONS = money_words(lambda money: money.conjunctions)
# Every token has a letter, and an amount or a range is a short word of these letters.
_TOKEN = re.compile(
    r"(?P<N>[0-9]+(?:[ .,'’][0-9]+)*)"
    rf"|(?P<T>(?:{_any(money_words(lambda money: money.at_most))})(?!\w)|≤|<=)"
    rf"|(?P<F>(?:{_any(money_words(lambda money: money.at_least))})(?!\w)|≥|>=)"
    rf"|(?P<B>{_comparative(money_words(lambda money: money.below))}(?!\w)"
    rf"|(?:{_any(money_words(lambda money: money.maximum))})(?!\w)\.?|<)"
    rf"|(?P<O>{_comparative(money_words(lambda money: money.above))}(?!\w)"
    rf"|(?:{_any(money_words(lambda money: money.minimum))})(?!\w)\.?|>)"
    rf"|(?P<A>(?:{_any(money_words(lambda money: money.about))})(?!\w)\.?|[~≈])"
    rf"|(?P<K>(?:{_any(money_words(lambda money: money.thousand))})(?!\w)\.?)"
    rf"|(?P<M>(?:{_any(money_words(lambda money: money.million))})(?!\w)\.?)"
    rf"|(?P<C>(?:{_any([*money_words(lambda money: money.currencies), *CODES])})(?!\w)\.?|[{''.join(SIGNS)}])"
    r"|(?P<D>-+)|(?P<P>\+)|(?P<X>\w+\.?|\S)",
    re.IGNORECASE,
)
_TIMES = {"K": 1000, "M": 10**6}
_SIDE = "C?N[KM]?C?"
_TWO = re.compile(rf"(?P<low>{_SIDE})[XA](?P<high>{_SIDE})")
_BETWEEN = frozenset(["/", "|", "\\", ";", ",", "~", "≈", "÷", *_CONJUNCTIONS])
_SHAPE = re.compile(rf"F?(?P<low>{_SIDE})(?:[DT](?P<high>{_SIDE}))?|(?P<open>{_SIDE})PC?|T(?P<top>{_SIDE})")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


class _Side(NamedTuple):
    """One end of a range: the number as written, its multiplier (1 if none is), its decimals and its currency."""

    text: str
    times: int
    places: int
    currencies: frozenset[str]

    def value(self, times: int | None = None) -> Number:
        """Return the amount, by another multiplier than its own if one is given."""
        return read_number(self.text, times or self.times, self.places)


def _tokens(plain: str) -> list[_Token]:
    return [_Token(match.lastgroup or "X", match.group(), match.start()) for match in _TOKEN.finditer(plain)]


def _tokens_read(
    tokens: list[_Token], plain: str, times: int = 1, places: int = CENTS
) -> tuple[Written, frozenset[str]]:
    """Return the cell that the tokens spell, and its currencies."""
    kinds = "".join(token.kind for token in tokens)
    if "K" in kinds or "M" in kinds:
        times = 1
    shape = _SHAPE.fullmatch(kinds)
    if shape is None:
        raise _unread(tokens, kinds, plain, places)
    found = [name for name, kind in shape.groupdict().items() if kind]
    sides = {name: _side(tokens[slice(*shape.span(name))], times, places) for name in found}
    if "high" in sides:
        return _range(sides["low"], sides["high"])
    ((name, side),) = sides.items()
    value = side.value()
    if name == "top":
        return Range(None, value), side.currencies
    opens = name == "open" or kinds.startswith("F")
    return (Range(value, None) if opens else Amount(value)), side.currencies


def _side(tokens: list[_Token], default: int = 1, places: int = CENTS) -> _Side:
    texts = {token.kind: token.text for token in tokens}
    named = [currencies(token.text) for token in tokens if token.kind == "C"]
    if len(named) == 2 and not named[0] & named[1]:
        raise MoneyError(Message("two currencies stand here"), Message("write the amount without them"))
    times = next((times for kind, times in _TIMES.items() if kind in texts), default)
    return _Side(texts["N"], times, places, frozenset.intersection(*named) if named else _NO_CURRENCY)


def _range(first: _Side, last: _Side) -> tuple[Range, frozenset[str]]:
    """Return the range of two sides; a multiplier given once applies to both where nothing else makes sense."""
    if first.currencies and last.currencies and not first.currencies & last.currencies:
        raise MoneyError(Message("two currencies stand here"), Message("write the amounts without them"))
    named = first.currencies & last.currencies or first.currencies | last.currencies
    low, high = first.value(), last.value()
    if first.times == 1 < last.times and low < 1000:
        low = first.value(last.times)
        if low > high:
            raise _one_multiplier(first, last)
    if last.times == 1 < first.times and high < 1000:
        raise _one_multiplier(first, last)
    return Range(low, high), named


def _one_multiplier(first: _Side, last: _Side) -> MoneyError:
    what = Message(
        "it is not clear whether {times} is meant for {first} and for {last}",
        first=first.text,
        last=last.text,
        times=figure(max(first.times, last.times)),
    )
    return MoneyError(what, Message("write both amounts out: 50 000 – 60 000"))


def _unread(tokens: list[_Token], kinds: str, plain: str, places: int) -> MoneyError:
    """Return the error for tokens that spell no cell; where a part of them does, it says how to write that part."""
    if plain.startswith("="):
        result = _readable(plain[1:], places)
        hint = Message("write: {cell}", cell=as_typed(result)) if result else Message("write the result: 50 000")
        return MoneyError(Message("formulas are not calculated here"), hint)
    if _SCIENTIFIC.fullmatch(plain) and (value := Decimal(plain.replace(",", "."))) <= MAX_AMOUNT:
        hint = Message("write: {cell}", cell=figure(int(value)))
        return MoneyError(Message("this is how a spreadsheet shortens a number"), hint)
    two = _TWO.fullmatch(kinds)
    if two and (mark := tokens[two.end("low")].text) in _BETWEEN:
        sides = (_side(tokens[slice(*two.span(name))], places=places) for name in ("low", "high"))
        hint = Message(
            "if they are the ends of a range, write: {range}; if they are two figures, give each a column of its own",
            range=as_typed(_range(*sides)[0]),
        )
        return MoneyError(Message("it is not clear what “{mark}” means between two amounts", mark=mark), hint)
    if "A" in kinds:
        word = tokens[kinds.index("A")].text
        hint = Message("write the figure as the source gives it, or a range: 45 000 – 55 000")
        if near := _readable(plain.replace(word, " ", 1).strip(), places):
            hint = Message("write: {cell}, and in “notes” that it is not exact", cell=as_typed(near))
        return MoneyError(Message("“{word}” says that the figure is not exact", word=word), hint)
    if bound := _loose_bound(tokens, kinds, places):
        word = next(token.text for token in tokens if token.kind in "BO")
        hint = Message("write: {cell}", cell=as_typed(bound))
        return MoneyError(Message("“{text}” cannot be read here", text=word), hint, bound)
    if re.match("C?D", kinds):
        hint = Message("take the minus out; for “no more than” write: up to 60 000")
        return MoneyError(Message("an amount does not begin with a minus"), hint)
    first = re.search("[NCFT]", kinds)
    starts = {0, first.start() if first else 0}
    for start in sorted(starts):
        for end in range(len(kinds), start, -1):
            opens_before_more = end < len(kinds) and "P" in kinds[start:end]
            if _SHAPE.fullmatch(kinds, start, end) and not opens_before_more:
                return _too_much(tokens, start, end, plain, places)
    hint = Message("write an amount or a range: 50 000, 50 000 – 60 000, from 50 000, up to 60 000")
    return MoneyError(Message("“{text}” is no amount", text=plain), hint)


def _loose_bound(tokens: list[_Token], kinds: str, places: int) -> Range | None:
    """Return what an amount with a word for less or for more says; None where there is no such word, or several."""
    side = [token for token in tokens if token.kind not in "BO"]
    if len(tokens) - len(side) != 1 or not re.fullmatch(_SIDE, "".join(token.kind for token in side)):
        return None
    amount = _side(side, places=places)
    value = amount.value()
    return Range(None, value) if "B" in kinds else Range(value, None)


def _too_much(tokens: list[_Token], start: int, end: int, plain: str, places: int) -> MoneyError:
    """Return the error for a cell that has more in it than the tokens from `start` to `end`."""
    before = plain[: tokens[start].start].strip()
    after = plain[tokens[end].start :] if end < len(tokens) else ""
    what = Message("“{text}” cannot be read here", text=f"{before}…{after}" if before and after else after or before)
    try:
        cell, _ = _tokens_read(tokens[start:end], plain, places=places)
    except MoneyError as error:
        return error
    low = cell.low if isinstance(cell, Range) else cell.value if isinstance(cell, Amount) else None
    hint = Message("write: {cell}", cell=as_typed(cell))
    if after in {"+", "-"} and low is not None:
        opened = as_typed(Range(low, None))
        hint = Message("write: {cell}; where the top is open, write: {open}", cell=as_typed(cell), open=opened)
    elif settings := _of_the_table(after or before):
        hint = Message(
            "if the table says “{settings}”, write: {cell}; otherwise convert the amount first",
            settings=settings,
            cell=as_typed(cell),
        )
    elif re.search(r"\d", re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", after)) or after[:1] in {"-", "%"}:
        hint = Message("write one amount or one range: 50 000, or 50 000 – 60 000")
    elif after[:1].isalpha() and plain[tokens[end].start - 1].isdigit():
        hint = Message("write an amount or a range in full: 50 000 – 60 000")
    return MoneyError(what, hint)


def _of_the_table(words: str) -> str:
    """Return the fields of a table, as they are written, that say for all its figures what words say beside one."""
    periods = patterns_of(Period, lambda rules: rules.headings.periods)
    bases = patterns_of(Basis, lambda rules: rules.headings.bases)
    words = words.casefold()
    found = [f"period: {period}" for period, said in periods.items() if said.search(words)]
    found += [f"basis: {basis}" for basis, said in bases.items() if said.search(words)]
    return ", ".join(found)
