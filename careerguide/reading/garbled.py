"""Finds words whose letters were lost because a program saved or read them in another encoding.

In: a `Source`. Out: a warning for each line, with the words that were meant where they can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from careerguide.core.problems import Message, Problem, Severity
from careerguide.reading.front_matter import outside_code
from careerguide.reading.source import Position, Source

_MOST = 20  # lines of a file that are reported
_LOST = re.compile(
    r"(?<!\S)[^\s\ufffd]*+\ufffd\S*+"
    r"|(?<![\w?!])\?{2,}+(?:[\s,.;:«»\"()—–-]++\?{2,}+)+(?!\w)"  # letters that an encoding lacks become ?
    r"|(?<![\w?!.])\?{4,}+(?![\w!])"
)
_SUSPECT = re.compile("\ufffd|\\?\\?|[\u0420\u0421][\u0080-\uffff]|\u0432\u0402|Ð|Ñ|Ã|â€")


class _Misreading(NamedTuple):
    """UTF-8 read as another encoding: a sure sign of it, and all that can stand between one sign and the next."""

    encoding: str
    sign: re.Pattern[str]
    run: re.Pattern[str]


def _misreading(encoding: str, surely: bytes) -> _Misreading:
    """Return the patterns of UTF-8 read as an encoding; letters of two bytes that begin with `surely` tell it alone."""
    following = _bytes(encoding, 0x80, 0xC0) + "\x80-\x9f"
    cyrillic, latin, mark = (raw.decode(encoding) for raw in (b"\xd0\xd1", b"\xc2\xc3", b"\xe2\x80"))
    printed = following.replace("\u00a0", "")
    to_p, from_r = _bytes(encoding, 0x90, 0xC0), _bytes(encoding, 0x80, 0x90)  # the two parts of the Russian alphabet
    sign = rf"(?:{cyrillic[0]}[{to_p}]|{cyrillic[1]}[{from_r}]){{3,}}|{mark}[{printed}]"
    if surely:
        sign += rf"|[{surely.decode(encoding)}][{printed}]"
    run = rf"(?:[{cyrillic}{latin}][{following}]|{mark}[{following}]|[ -~])+"
    return _Misreading(encoding, re.compile(sign), re.compile(run))


def _bytes(encoding: str, first: int, after: int) -> str:
    """Return the characters of the bytes of a range, for use in a character class."""
    return re.escape("".join(bytes([byte]).decode(encoding, "ignore") for byte in range(first, after)))


_MISREADINGS = (_misreading("cp1251", b""), _misreading("cp1252", b"\xc3"))


def garbled(source: Source) -> Iterator[Problem]:
    """Yield a warning for each line with words whose letters were lost."""
    if _SUSPECT.search(source.text):
        yield from islice(_found(source), _MOST)


def _found(source: Source) -> Iterator[Problem]:
    for number, line in ((index + 1, line) for index, line in outside_code(source.lines)):
        for misreading in _MISREADINGS:
            if sign := misreading.sign.search(line):
                yield _misread(source, number, sign, misreading)
                break
        else:
            if (lost := _LOST.search(line)) and line.count("`", 0, lost.start()) % 2 == 0:
                place = Position(number, lost.start() + 1, len(lost.group()))
                hint = Message("type the words anew, or copy them from an earlier version of the file")
                yield source.problem(place, Message("letters were lost here"), hint, Severity.WARNING, "garbled")


def _misread(source: Source, number: int, sign: re.Match[str], misreading: _Misreading) -> Problem:
    runs = misreading.run.finditer(sign.string)
    run = next((run for run in runs if run.start() <= sign.start() < run.end()), sign)
    start = run.end() - len(run.group().lstrip())
    typed = run.group().strip()
    meant = b"".join(_byte(char, misreading.encoding) for char in typed).decode("utf-8", "replace")
    what = Message("these words were saved in another encoding than they are read in")
    place = Position(number, start + 1, len(typed))
    return source.problem(place, what, Message("write: {example}", example=meant), Severity.WARNING, "garbled")


def _byte(char: str, encoding: str) -> bytes:
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return char.encode("latin-1", "replace")  # a byte for which the encoding has no character
