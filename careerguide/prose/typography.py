"""Quotes, dashes and no-break spaces, as each language sets them.

In: plain text, or well-formed HTML. Out: the same letters and digits, set well; doing it twice changes nothing more.
HTML is flattened first: each tag becomes one private-use character (as does code, and an address shown as text), so
that each rule is one quick pass over plain text, and quotes find their partners across inline tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain

_INLINE, _BLOCK, _SKIPPED = (
    "\ue0f0",
    "\ue0f1",
    "\ue0f2",
)  # what a tag, a block's border, code or an address is flattened to
_FLAT = re.compile("[\ue0f0-\ue0f2]")
_HTML = (
    r"<(?P<skip>code|pre|kbd|samp|script|style|textarea|svg|math)\b.*?</(?P=skip)>"
    r"|<!--.*?-->"
    r'|</?(?P<name>[A-Za-z][A-Za-z0-9-]*+)[^>"\']*+(?:(?:"[^"]*+"|\'[^\']*+\')[^>"\']*+)*+>|'
)
_WEB = r"(?:https?://|ftp://|www\.)[^\s<>]+"
_MAIL = r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
_TAGS, _TAGS_AND_MAIL = re.compile(_HTML + _WEB, re.DOTALL), re.compile(_HTML + _WEB + _MAIL, re.DOTALL)
_ADDRESSES = re.compile(_WEB + _MAIL)
_INLINE_TAGS = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "i", "ins", "mark", "q", "s", "small", "span"]
    + ["strong", "sub", "sup", "time", "u", "var", "wbr"]
)
NBSP = "\u00a0"


class Typographer:
    """Sets text in a language: `text` for titles and labels, `html` for HTML."""

    def __init__(self, language: str) -> None:
        self.language = language.lower().partition("-")[0].partition("_")[0]
        self._rules = _RULES.get(self.language, _plain)

    def text(self, text: str) -> str:
        """Return plain text, well set."""
        kept: list[str] = []
        flat = _ADDRESSES.sub(lambda match: _keep(kept, match.group(), _SKIPPED), text) if "." in text else text
        return _restored(self._rules(flat), kept)

    def html(self, text: str) -> str:
        """Return HTML with its texts well set; attributes, code and addresses stay as they are."""
        kept: list[str] = []
        pattern = _TAGS_AND_MAIL if "@" in text else _TAGS

        def flattened(match: re.Match[str]) -> str:
            kept.append(match[0])
            name = match["name"]
            if name is None:
                return _BLOCK if match["skip"] == "pre" else _SKIPPED
            return _INLINE if name in _INLINE_TAGS else _BLOCK

        flat = pattern.sub(flattened, text.replace("&nbsp;", NBSP))
        return _restored(self._rules(flat), kept)


def _keep(kept: list[str], text: str, char: str) -> str:
    kept.append(text)
    return char


def _restored(flat: str, kept: list[str]) -> str:
    return "".join(chain.from_iterable(zip(_FLAT.split(flat), [*kept, ""], strict=True))) if kept else flat


# --- rules of several languages

_ELLIPSIS = re.compile(r"(?<![.…])\.{3}(?![.…])")
_GROUPS = re.compile(r"\d(?<![\d.,]\d)\d{0,2}(?: \d{3})+(?!\d)")
_RANGE = re.compile(
    r"(\d(?<![\w.,/:–-]\d)(?!\d{3}-\d\d(?!\d))\d{0,8}(?:[.,]\d{1,3})?)-(?!0\d)(\d{1,9}(?:[.,]\d{1,3})?)(?![\w–-]|[.,:/]\d)"
)
_DASH = re.compile(
    r"[ \u00a0\n](?<=[^\s\ue0f1][ \u00a0\n])[ \u00a0\n]*(--|[-–—])(?![ \u00a0\n]*[-–—])(?:[ \u00a0]+|(?=\n))(?=(.?))"
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def _plain(text: str) -> str:
    return _ELLIPSIS.sub("…", text) if "..." in text else text


def _numbers(text: str) -> str:
    text = _GROUPS.sub(lambda match: match.group().replace(" ", NBSP), text)
    return _RANGE.sub("\\1–\\2", text) if "-" in text else text


def _dash(match: re.Match[str]) -> str:
    """Return an em dash that does not begin a line, or between numbers an en dash."""
    before = match.string[match.start() - 1]
    between_numbers = before.isdigit() and match[2].isdigit() and match[1] != "—"
    after = " " if match.group()[-1] in " \u00a0" else ""
    return NBSP + ("–" if between_numbers else "—") + after


# --- Russian

_SHORT = "[А-Яа-яЁё]"
_UNITS = (
    r"%|₽|°|€|тыс|млн|млрд|трлн|руб|коп|лет|год|гг?\.|мес|недел|дн|день|сут|час|ч\b|мин"
    r"|сек|км|см?\b|м\b|кг|шт|чел|раз|балл"
)
_GLUE = re.compile(  # the spaces that hold together what stands on both sides
    r" (?=\S)(?:"
    rf"(?<=(?<![\w-]){_SHORT} )(?<![ \u00a0][бж] )"
    rf"|(?<=(?<![\w-]){_SHORT}{{2}} )(?<![ \u00a0](?:ли|же|бы|ль) )"
    r"|(?=(?:ли|же|бы|ль|б|ж)(?![\w-]))"
    rf"|(?<=[\d\ue001] )(?={_UNITS})|(?<=[№§] )(?=\d)"
    r"|(?<=(?<!\w)[А-ЯЁA-Z]\. )(?=[А-ЯЁA-Z][\w.])"
    r"|(?<=[а-яё] )(?=[А-ЯЁ]\.[ \u00a0]?[А-ЯЁ]\.)"
    r"|(?<=т\. )(?=[дпеко]\.))"
)
_QUOTES = re.compile('["«»„“”\ue0f1]')
_OPENS_AFTER = frozenset(" \u00a0\n\t([{<-–—/" + _BLOCK)


def _russian(text: str) -> str:
    text = _plain(text)
    if "'" in text:
        text = _APOSTROPHE.sub("’", text)
    text = _DASH.sub(_dash, _numbers(text))
    text = _GLUE.sub(NBSP, text)
    return _russian_quotes(text) if '"' in text or "“" in text or "«" in text or "„" in text else text


def _russian_quotes(text: str) -> str:
    """Set « » and „ “ for all quotes that find their partner in the same block; leave the others as they are."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    opening = -1  # where the latest opening quote stands
    for match in _QUOTES.finditer(text):
        at, char = match.start(), match.group()
        if char == _BLOCK:
            opened.clear()
        elif char in "«„" or (
            char in '"“' and not (char == "“" and opened and text[opened[-1]] == "„") and _opens(text, at, opening)
        ):
            opened.append(at)
            opening = at
        elif opened:
            pairs[opened.pop()] = at
    return _with_pairs(text, pairs)


def _opens(text: str, at: int, opening: int) -> bool:
    """Return whether a quote that may open or close opens where it stands."""
    before, after = at - 1, at + 1
    while before >= 0 and text[before] == _INLINE:
        before -= 1
    while after < len(text) and text[after] == _INLINE:
        after += 1
    starts = before < 0 or text[before] in _OPENS_AFTER or before == opening
    return starts and after < len(text) and text[after] not in " \u00a0\n\t" + _BLOCK


def _with_pairs(text: str, pairs: dict[int, int]) -> str:
    parts, start = [], 0
    ends: list[int] = []
    for at in sorted([*pairs, *pairs.values()]):
        parts.append(text[start:at])
        start = at + 1
        if at in pairs:
            parts.append("„" if ends else "«")
            ends.append(pairs[at])
        else:
            ends.pop()
            parts.append("“" if ends else "»")
    return "".join(parts) + text[start:]


# --- English

_STRAIGHT = re.compile("[\"'“‘]")
_ENGLISH_DASH = re.compile(
    r"[ \u00a0\n](?<=[^\s\ue0f1][ \u00a0\n])[ \u00a0\n]*(--?|—)(?![ \u00a0\n]*[-–—])(?:[ \u00a0]+|(?=\n))(?=(.?))"
)
_TWO_HYPHENS = re.compile(r"(?<=\w)--(?=\w)")


def _english(text: str) -> str:
    text = _plain(text)
    if "-" in text or "—" in text:
        text = _TWO_HYPHENS.sub("—", _ENGLISH_DASH.sub(_dash, _RANGE.sub("\\1–\\2", text)))
    if '"' not in text and "'" not in text:
        return text
    parts, start, opening = [], 0, -1
    for match in _STRAIGHT.finditer(text):
        at, char = match.start(), match.group()
        opens = char in "“‘" or _opens(text, at, opening)
        if opens:
            opening = at
        if char in "\"'":
            decade = char == "'" and text[at + 1 : at + 2].isdigit()
            parts += [text[start:at], ("“" if opens else "”") if char == '"' else "‘" if opens and not decade else "’"]
            start = at + 1
    return "".join(parts) + text[start:]


_RULES: dict[str, Callable[[str], str]] = {"ru": _russian, "en": _english}
