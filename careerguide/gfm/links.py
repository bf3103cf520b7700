"""The syntax of links: addresses, titles, labels, definitions and bare web addresses (GFM 4.7, 6.6, 6.9)."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

MAX_PARENTHESES = 32  # in each other, in one address
MAX_LABEL = 999

_ANGLE = re.compile(r"<([^<>\n\\]*+(?:\\.[^<>\n\\]*+)*+)>")
_PART = re.compile(r"[^\s()\\]+|\\[^\s]|\\|[()]")
_TITLE = re.compile(
    r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"' r"|'([^'\\]*+(?:\\.[^'\\]*+)*+)'" r"|\(([^()\\]*+(?:\\.[^()\\]*+)*+)\)", re.DOTALL
)
_SPACE = re.compile(r"[ \n]*")
_LABEL = re.compile(r"\[([^\[\]\\]*+(?:\\.[^\[\]\\]*+)*+)\]", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BARE = re.compile(r"(?:https?://|ftp://|(?=www\.))[^\W_][\w-]*(?:\.[\w-]+)*(?::\d+)?(?:[/?#][^\s<]*)?")
_EMAIL_END = re.compile(r"@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.[A-Za-z0-9_-]*[A-Za-z0-9](?![-_@\w])")
_EMAIL_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+")


class Target(NamedTuple):
    """Where a link leads, what its title says, and where its syntax ends; `at` is where the address itself stands."""

    address: str
    title: str
    end: int
    at: int


def unescaped(text: str) -> str:
    """Return text with its backslash escapes and entities resolved."""
    text = _ESCAPED.sub(r"\1", text) if "\\" in text else text
    return html.unescape(text) if "&" in text else text


def label_key(label: str) -> str:
    """Return what two spellings of the same label have in common."""
    return " ".join(label.casefold().split())


def label(text: str, at: int) -> tuple[str, int] | None:
    """Return the [label] that stands at a place, and where it ends."""
    match = _LABEL.match(text, at)
    return (match.group(1), match.end()) if match and len(match.group(1)) <= MAX_LABEL else None


def inline_target(text: str, at: int) -> Target | None:
    """Return the (address "title") that stands at a place."""
    start = _spaces(text, at + 1)
    if text.startswith(")", start):
        return Target("", "", start + 1, start)
    found = _address(text, start)
    if found is None:
        return None
    address, end = found
    after = _spaces(text, end)
    match = _TITLE.match(text, after) if after > end else None
    title = next((group for group in match.groups() if group is not None), "") if match else ""
    after = _spaces(text, match.end()) if match else after
    return Target(unescaped(address), unescaped(title), after + 1, start) if text.startswith(")", after) else None


def definition(text: str, at: int) -> tuple[str, str, str, int] | None:
    """Return the label, address, title and end of the [label]: address "title" that stands at a place."""
    named = label(text, at)
    if named is None or not named[0].strip() or not text.startswith(":", named[1]):
        return None
    start = _spaces(text, named[1] + 1)
    found = _address(text, start) if start < len(text) else None
    if found is None or (found[1] == start):
        return None
    address, end = found
    after = _spaces(text, end)
    match = _TITLE.match(text, after) if after > end else None
    if match:
        line_end = _line_end(text, match.end())
        if line_end is not None:
            title = next((group for group in match.groups() if group is not None), "")
            return named[0], unescaped(address), unescaped(title), line_end
    line_end = _line_end(text, end)
    return None if line_end is None else (named[0], unescaped(address), "", line_end)


def _spaces(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _line_end(text: str, at: int) -> int | None:
    while text.startswith(" ", at):
        at += 1
    if at == len(text):
        return at
    return at + 1 if text[at] == "\n" else None


def _address(text: str, at: int) -> tuple[str, int] | None:
    if text.startswith("<", at):
        match = _ANGLE.match(text, at)
        return (match.group(1), match.end()) if match else None
    start, depth = at, 0
    while match := _PART.match(text, at):
        part = match.group()
        if part == "(":
            depth += 1
            if depth > MAX_PARENTHESES:
                return None
        elif part == ")":
            if depth == 0:
                break
            depth -= 1
        at = match.end()
    return (text[start:at], at) if depth == 0 and at > start else None


def bare_address(text: str, at: int, in_brackets: bool) -> str | None:
    """Return the web address that stands bare at a place, without the punctuation that follows it."""
    before = text[at - 1] if at else " "
    if before.isalnum() or before in "_/":
        return None
    match = _BARE.match(text, at)
    if match is None:
        return None
    address = _trimmed(match.group().partition("]")[0] if in_brackets else match.group())
    host = address.split("://")[-1]
    return address if host and ("." in host or "://" in address) else None


def _trimmed(address: str) -> str:
    opened, closed = address.count("("), address.count(")")
    end = len(address)
    while end:
        char = address[end - 1]
        if char == ")" and closed > opened:
            closed -= 1
        elif char == ";":
            entity = re.search(r"&[A-Za-z0-9]{1,32};$", address[max(0, end - 34) : end])
            end -= len(entity.group()) - 1 if entity else 0
            if not entity:
                break
        elif char not in "?!.,:*_~'\"»”’…":
            break
        end -= 1
    return address[:end]


def email_around(text: str, start: int, at: int) -> tuple[int, int] | None:
    """Return where the mail address around the @ at a place begins and ends; it begins at `start` or later."""
    match = _EMAIL_END.match(text, at)
    if match is None:
        return None
    begin = at
    while begin > max(start, at - 64) and text[begin - 1] in _EMAIL_NAME:
        begin -= 1
    before = text[begin - 1] if begin else " "
    return (begin, match.end()) if begin < at and not before.isalnum() and before != "/" else None
