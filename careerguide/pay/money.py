"""Amounts and ranges as people type them.

In: the text of one cell. Out: an `Amount`, a `Range` or a `Gap`, or a `MoneyError` that says what to write instead.
Nothing is guessed: what can be read in two ways is refused. `format_cell` is the way back, in one canonical form.
"""

from __future__ import annotations

import difflib
import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from careerguide.pay.currencies import CODES, SIGNS, currencies
from careerguide.pay.numerals import WRITE_GAP, figure, read_number
from careerguide.pay.numerals import MoneyError as MoneyError
from careerguide.pay.numerals import Number as Number
from careerguide.problems import Message, Translate


class GapKind(StrEnum):
    """Why a figure is missing. A gap is never a zero, never a blank, never a guess."""

    LOST_IN_SOURCE = "lost_in_source"
    NOT_COLLECTED = "not_collected"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    TOP_CODED = "top_coded"


class Amount(NamedTuple):
    """One amount of money, in the table's currency and period."""

    value: Number


class Range(NamedTuple):
    """From `low` to `high`; None on one side means that it is open there (never on both)."""

    low: Number | None
    high: Number | None


class Gap(NamedTuple):
    """A figure that is not known, and why; `bound` is the least it can be where a top-coded cell says so."""

    kind: GapKind
    bound: Number | None = None


Cell = Amount | Range | Gap

MAX_LENGTH = 200  # characters of a cell


def parse_cell(text: str) -> Cell:
    """Return what a cell says, or raise MoneyError."""
    return read_cell(text)[0]


def currencies_named(text: str) -> frozenset[str]:
    """Return the ISO 4217 codes that a readable cell's own sign or code can mean; none where it names no currency."""
    return read_cell(text)[1]


def format_cell(cell: Cell, translate: Translate = str) -> str:
    """Return the one way to write a cell in a content file of that language, which parse_cell reads back."""
    words = as_typed(cell)
    return words.say(translate) if isinstance(words, Message) else words


def as_typed(cell: Cell) -> Message | str:
    """Return a cell as an editor would type it, to be said in a hint."""
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
_DOTS = re.compile(r"\.{2,}")
_USUAL = re.compile(r"([1-9]\d{0,2}(?: \d{3}){0,3})(?: ?[-–—] ?([1-9]\d{0,2}(?: \d{3}){0,3}))?", re.ASCII)


@lru_cache(maxsize=1 << 16)
def read_cell(text: str) -> tuple[Cell, frozenset[str]]:
    """Return what a cell says, and the ISO 4217 codes that its own sign or code can mean, or raise MoneyError."""
    if usual := _USUAL.fullmatch(text):
        low, high = usual.groups()
        first = int(low.replace(" ", ""))
        return (Amount(first) if high is None else Range(first, int(high.replace(" ", "")))), _NO_CURRENCY
    if len(text) > MAX_LENGTH:
        what = Message("the cell has {length} characters: it is no amount", length=len(text))
        raise MoneyError(what, Message("write an amount or a range alone: 50 000 – 60 000"))
    plain = " ".join(_DOTS.sub("-", text.translate(_PLAIN)).split())
    if gap := _gap(text.strip(), plain):
        return gap, _NO_CURRENCY
    return _tokens_read(_tokens(plain), plain)


def _gap(text: str, plain: str) -> Gap | None:
    name, _, rest = plain.partition(" ")
    if name in _GAPS and not rest:
        return Gap(GapKind(name))
    if name == GapKind.TOP_CODED:
        bound = _tokens_read(_tokens(rest), rest)[0]
        if not isinstance(bound, Amount):
            raise MoneyError(Message("“{text}” is no bound", text=rest), Message("write one amount: top_coded 239 200"))
        return Gap(GapKind.TOP_CODED, bound.value)
    if re.search(r"\d", plain):
        return None
    if not text:
        raise MoneyError(Message("nothing stands here"), WRITE_GAP)
    near = difflib.get_close_matches(re.sub(r"[\W_]+", "_", plain.casefold()), _GAPS, n=1, cutoff=0.7)
    hint = Message("did you mean “{name}”?", name=near[0]) if near else WRITE_GAP
    raise MoneyError(Message("“{text}” is neither an amount nor a reason why it is missing", text=text), hint)


_GAPS = tuple(kind.value for kind in GapKind)


# Every token has a letter, and an amount or a range is a short word of these letters.
_TOKEN = re.compile(
    r"(?P<N>[0-9]+(?:[ .,'’][0-9]+)*)"
    r"|(?P<T>(?:up to|at most|не более|до|to)(?!\w)|≤|<=)"
    r"|(?P<F>(?:at least|не менее|от|с|from)(?!\w)|≥|>=)"
    r"|(?P<B>(?:(?:или|и|or|and) +)?(?:менее|меньше|ниже|less|below|under)(?: +(?:чем|than))?(?!\w)"
    r"|(?:максимум|макс|max)(?!\w)\.?|<)"
    r"|(?P<O>(?:(?:или|и|or|and) +)?(?:более|больше|выше|свыше|more|above|over)(?: +(?:чем|than))?(?!\w)"
    r"|(?:минимум|мин|min)(?!\w)\.?|>)"
    r"|(?P<A>(?:около|примерно|порядка|приблизительно|about|approx|approximately|circa|ca|c)(?!\w)\.?|[~≈])"
    r"|(?P<M>(?:тыс|тысяч|тысячи|тысяча|т|к|k|thousand|млн|миллион|миллиона|миллионов|mln|million)(?!\w)\.?)"
    rf"|(?P<C>(?:рублей|рубля|рубль|руб|р|{'|'.join(CODES)})(?!\w)\.?|[{''.join(SIGNS)}])"
    r"|(?P<D>-+)|(?P<P>\+)|(?P<X>\w+\.?|\S)",
    re.IGNORECASE,
)
_SIDE = "C?NM?C?"
_TWO = re.compile(rf"(?P<low>{_SIDE})X(?P<high>{_SIDE})")
_BETWEEN = frozenset(["/", "|", "\\", ";", ",", "и", "или", "and", "or"])
_SHAPE = re.compile(rf"F?(?P<low>{_SIDE})(?:[DT](?P<high>{_SIDE}))?|(?P<open>{_SIDE})PC?|T(?P<top>{_SIDE})")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


class _Side(NamedTuple):
    """One end of a range: the number as written, its multiplier (1 where none is written), and its currency."""

    text: str
    times: int
    currencies: frozenset[str]


def _tokens(plain: str) -> list[_Token]:
    return [_Token(match.lastgroup or "X", match.group(), match.start()) for match in _TOKEN.finditer(plain)]


def _tokens_read(tokens: list[_Token], plain: str) -> tuple[Cell, frozenset[str]]:
    """Return the cell that the tokens spell, and its currencies."""
    kinds = "".join(token.kind for token in tokens)
    shape = _SHAPE.fullmatch(kinds)
    if shape is None:
        raise _unread(tokens, kinds, plain)
    sides = {
        name: _side(tokens[shape.start(name) : shape.end(name)]) for name, kind in shape.groupdict().items() if kind
    }
    if "high" in sides:
        return _range(sides["low"], sides["high"])
    ((name, side),) = sides.items()
    value = read_number(side.text, side.times)
    if name == "top":
        return Range(None, value), side.currencies
    opens = name == "open" or kinds.startswith("F")
    return (Range(value, None) if opens else Amount(value)), side.currencies


def _side(tokens: list[_Token]) -> _Side:
    texts = {token.kind: token.text for token in tokens}
    named = [currencies(token.text) for token in tokens if token.kind == "C"]
    if len(named) == 2 and not named[0] & named[1]:
        raise MoneyError(Message("two currencies stand here"), Message("write the amount without them"))
    times = _times(texts["M"]) if "M" in texts else 1
    return _Side(texts["N"], times, frozenset.intersection(*named) if named else _NO_CURRENCY)


def _times(word: str) -> int:
    return 10**6 if word[0].casefold() in "мm" else 1000


def _range(first: _Side, last: _Side) -> tuple[Range, frozenset[str]]:
    """Return the range of two sides; a multiplier said once holds for both where nothing else makes sense."""
    if first.currencies and last.currencies and not first.currencies & last.currencies:
        raise MoneyError(Message("two currencies stand here"), Message("write the amounts without them"))
    named = first.currencies & last.currencies or first.currencies | last.currencies
    low, high = read_number(first.text, first.times), read_number(last.text, last.times)
    if first.times == 1 < last.times and low < 1000:
        low = read_number(first.text, last.times)
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


def _unread(tokens: list[_Token], kinds: str, plain: str) -> MoneyError:
    """Return the error for tokens that spell no cell; where a part of them does, it says how to write that part."""
    if "A" in kinds:
        word = tokens[kinds.index("A")].text
        hint = Message("write the figure as the source gives it, or a range: 45 000 – 55 000")
        return MoneyError(Message("“{word}” says that the figure is not exact", word=word), hint)
    if cell := _loose_bound(tokens, kinds):
        word = next(token.text for token in tokens if token.kind in "BO")
        return MoneyError(Message("“{text}” cannot be read here", text=word), Message("write: {cell}", cell=cell))
    two = _TWO.fullmatch(kinds)
    if two and (mark := tokens[two.end("low")].text) in _BETWEEN:
        sides = (_side(tokens[slice(*two.span(name))]) for name in ("low", "high"))
        hint = Message(
            "if they are the ends of a range, write: {range}; if they are two figures, give each a column of its own",
            range=as_typed(_range(*sides)[0]),
        )
        return MoneyError(Message("it is not clear what “{mark}” means between two amounts", mark=mark), hint)
    if re.match("C?D", kinds):
        hint = Message("take the minus out; for “no more than” write: up to 60 000")
        return MoneyError(Message("an amount does not begin with a minus"), hint)
    first = re.search("[NCFT]", kinds)
    starts = {0, first.start() if first else 0}
    for start in sorted(starts):
        for end in range(len(kinds), start, -1):
            if _SHAPE.fullmatch(kinds, start, end):
                return _too_much(tokens, start, end, plain)
    hint = Message("write an amount or a range: 50 000, 50 000 – 60 000, from 50 000, up to 60 000")
    return MoneyError(Message("“{text}” is no amount", text=plain), hint)


def _loose_bound(tokens: list[_Token], kinds: str) -> Message | str | None:
    """Return how to write an amount with a word for less or for more; None where there is no such word, or several."""
    side = [token for token in tokens if token.kind not in "BO"]
    if len(tokens) - len(side) != 1 or not re.fullmatch(_SIDE, "".join(token.kind for token in side)):
        return None
    amount = _side(side)
    value = read_number(amount.text, amount.times)
    return as_typed(Range(None, value) if "B" in kinds else Range(value, None))


def _too_much(tokens: list[_Token], start: int, end: int, plain: str) -> MoneyError:
    after = plain[tokens[end].start :] if end < len(tokens) else ""
    what = Message("“{text}” cannot be read here", text=after or plain[: tokens[start].start].strip())
    try:
        cell, _ = _tokens_read(tokens[start:end], plain)
    except MoneyError as error:
        return error
    low = cell.low if isinstance(cell, Range) else cell.value if isinstance(cell, Amount) else None
    if after in {"+", "-"} and low is not None:
        opened = as_typed(Range(low, None))
        hint = Message("write: {cell}; where the top is open, write: {open}", cell=as_typed(cell), open=opened)
    elif after.startswith("-") or (after and not after[0].isspace() and plain[tokens[end].start - 1].isdigit()):
        hint = Message("write an amount or a range in full: 50 000 – 60 000")
    else:
        hint = Message("write: {cell}", cell=as_typed(cell))
    return MoneyError(what, hint)
