"""Typographic rules shared by several languages, for text flattened by typography.py.

In flattened text a tag, a block boundary, code or an address is one character. Each rule is one pass.
"""

from __future__ import annotations

import re

INLINE, BLOCK, SKIPPED = "\ue0f0", "\ue0f1", "\ue0f2"  # an inline tag; a block boundary; code or an address
NBSP = "\u00a0"

_ELLIPSIS = re.compile(r"(?<![.…])\.{3}(?![.…])")
_GROUPS = re.compile(r"\d(?<![\d.,]\d)\d{0,2}(?: \d{3})+(?!\d)")
# The number of a standard has the year after a hyphen: ГОСТ 7.32-2017, ISO 9001-2015.
_STANDARD = (
    r"(?<!\w)(?:ГОСТ|ОСТ|СНиП|СанПиН|СП|ТУ|РД|ИСО|МЭК|ISO|IEC|DIN|EN|BS|ASTM)"
    r"(?:[ \u00a0/](?:Р|ИСО|МЭК|ISO|IEC|EN|TR|TS))*[ \u00a0]\d[\d.]*(?:-\d+)+"
)
_RANGE = re.compile(
    _STANDARD + r"|(?<![\d:.-])(\d{1,2}:\d\d)-(\d{1,2}:\d\d)(?![\d:-])|(?<![\w-])([IVX]+)-([IVX]+)(?![\w-])"
    r"|(\d(?<![\w.,/:–-]\d)(?!\d{3}-\d\d(?!\d))\d{0,8}(?:[.,]\d{1,3})?)-(?!0\d)(\d{1,9}(?:[.,]\d{1,3})?)(?![\w–-]|[.,:/]\d)"
)
_INCHES = re.compile(r'\d"')
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_OPENS_AFTER = frozenset(" \u00a0\n\t([{<-–—/" + BLOCK)


def ellipses(text: str) -> str:
    """Return text with three dots replaced by an ellipsis."""
    return _ELLIPSIS.sub("…", text) if "..." in text else text


def number_groups(text: str) -> str:
    """Return text with no-break spaces between groups of three digits."""
    return _GROUPS.sub(lambda match: match.group().replace(" ", NBSP), text)


def ranges(text: str) -> str:
    """Return text with hyphens between numbers, times or Roman numerals replaced by en dashes."""
    return _RANGE.sub(_with_dash, text) if "-" in text else text


def _with_dash(match: re.Match[str]) -> str:
    return "–".join(filter(None, match.groups())) or match[0]


def apostrophes(text: str) -> str:
    """Return text with typographic apostrophes within words."""
    return _APOSTROPHE.sub("’", text) if "'" in text else text


def dash_pattern(marks: str) -> re.Pattern[str]:
    """Return the pattern of a dash between words; its groups are the typed mark and the character after the dash."""
    return re.compile(
        rf"[ \u00a0\n](?<=[^\s{BLOCK}][ \u00a0\n])[ \u00a0\n]*({marks})"
        r"(?![ \u00a0\n]*[-–—])(?:[ \u00a0]+|(?=\n))(?=(.?))"
    )


def dash(match: re.Match[str]) -> str:
    """Return the dash for a match, em or (between numbers) en, preceded by a no-break space."""
    before = match.string[match.start() - 1]
    between_numbers = before.isdigit() and match[2].isdigit() and match[1] != "—"
    return _spaced("–" if between_numbers else "—", match)


def en_dash(match: re.Match[str]) -> str:
    """Return an en dash for a match, preceded by a no-break space."""
    return _spaced("–", match)


def _spaced(dash: str, match: re.Match[str]) -> str:
    return NBSP + dash + (" " if match.group()[-1] in " \u00a0" else "")


def opens(text: str, at: int, opening: int) -> bool:
    """Return whether an ambiguous quote at `at` opens; `opening` is the position of the latest opening quote."""
    before, after = at - 1, at + 1
    while before >= 0 and text[before] == INLINE:
        before -= 1
    while after < len(text) and text[after] == INLINE:
        after += 1
    starts = before < 0 or text[before] in _OPENS_AFTER or before == opening
    return starts and after < len(text) and text[after] not in " \u00a0\n\t" + BLOCK


def inch_marks(text: str) -> frozenset[int]:
    """Return the positions of straight quotes that are inch marks: after a digit, where no quotation ends."""
    marks: set[int] = set()
    end = 0
    for block in text.split(BLOCK) if _INCHES.search(text) else ():
        start, end = end, end + len(block) + 1
        quotes = [start + match.start() for match in re.finditer('"', block)]
        odd, opened, opening = len(quotes) % 2 == 1, 0, -1
        for at in quotes:
            if opens(text, at, opening):
                opened, opening = opened + 1, at
            elif text[at - 1 : at].isdigit() and (odd or not opened):
                marks.add(at)
                odd = not odd
            else:
                opened = max(0, opened - 1)
    return frozenset(marks)


def paired_quotes(text: str, typed: re.Pattern[str], outer: str, inner: str) -> str:
    """Return text with `outer` and `inner` for all quotes that are paired within a block; others are left unchanged.

    `typed` finds block boundaries and the quotes that are replaced: « and „ open, " and “ open or close.
    """
    if not any(quote in text for quote in '"“«„'):
        return text
    pairs: dict[int, int] = {}
    opened: list[int] = []
    opening = -1  # the position of the latest opening quote
    inches = inch_marks(text)
    for match in typed.finditer(text):
        at, char = match.start(), match.group()
        if at in inches:
            continue
        if char == BLOCK:
            opened.clear()
        elif char in "«„" or (
            char in '"“' and not (char == "“" and opened and text[opened[-1]] == "„") and opens(text, at, opening)
        ):
            opened.append(at)
            opening = at
        elif opened:
            pairs[opened.pop()] = at
    return _replace_pairs(text, pairs, outer, inner)


def _replace_pairs(text: str, pairs: dict[int, int], outer: str, inner: str) -> str:
    """Return text with its quotes replaced; `pairs` maps the positions of opening quotes to those of closing ones."""
    parts, start = [], 0
    ends: list[int] = []
    for at in sorted([*pairs, *pairs.values()]):
        parts.append(text[start:at])
        start = at + 1
        if at in pairs:
            parts.append((inner if ends else outer)[0])
            ends.append(pairs[at])
        else:
            ends.pop()
            parts.append((inner if ends else outer)[1])
    return "".join(parts) + text[start:]
