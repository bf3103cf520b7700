"""Finds mistakes in a line of YAML by its text: no space after a colon, a dash for a hyphen, an unclosed quote.

In: the text and a line of it. Out: a Diagnosis, with the edits that correct the line where they are certain.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from careerguide.core.lookalikes import SPACES, UNSEEN
from careerguide.core.problems import Message
from careerguide.reading.mending import Edit, MendedText, in_flow, indent, quoted, value_end
from careerguide.reading.source import Position
from careerguide.reading.yaml_writer import scalar

KEYED = re.compile(r"(?P<lead>\s*(?:- +)*)(?P<key>(?:[^\s:'\"\[{]|:(?!\s))(?:[^:]|:(?=\S))*):\s+(?P<value>\S.*)?$")
_SIBLING = re.compile(r"\s*(?:- |[\w.-]+:(?:\s|$))")
_ODD = SPACES + UNSEEN
_NO_SPACE = re.compile(
    rf"(?P<lead>\s*(?:- +)*)(?P<key>[A-Za-z_][\w-]*)[ ]?(?P<colon>(?::|：[ ]*|=[ ]?)(?:[{_ODD}][{_ODD} ]*)?)"
    rf"(?P<value>(?!//)[^\s{UNSEEN}].*)$"
)
_COMMENT = re.compile(r"\s*(?P<mark><!--|//)\s*(?P<words>.*?)\s*(?:-->)?\s*$")
_NO_ITEM = re.compile(rf"(?P<lead>\s*)(?P<mark>-[{_ODD}]*|[—–−•·*‣▪][\s{_ODD}]*)(?P<value>[^\s-].*)$")
_KEY_ALONE = re.compile(r"[ ]*(?P<key>[a-z][\w-]*)(?P<mark>[ ;,.]*)")
_EMPHASIS = re.compile(r"(?P<mark>\*\*?|`)(?P<words>[^*`]+)(?P=mark)")
_PAIRS = re.compile(r"[A-Za-z][\w-]*: [^:,]+(?:, [A-Za-z][\w-]*: [^:,]+)+", re.ASCII | re.IGNORECASE)
_FAR = 100  # lines above one that are searched


class Diagnosis(NamedTuple):
    """A mistake in the text as corrected so far, and the edits that correct it where they are certain."""

    position: Position
    message: Message
    hint: Message
    edits: tuple[Edit, ...] = ()


def columns_of_tabs(text: MendedText, number: int) -> int:
    """Return the number of spaces that should indent a line with tabs, judging by the lines above it."""
    line = text.line(number)
    tabs = line[: indent(line)].count("\t")
    above = text.above(number)
    other = above
    while other and number - other < _FAR:
        typed = text.typed_line(other)
        lead = typed[: indent(typed)]
        if "\t" in lead and lead.count("\t") <= tabs and other == above and text.line(other).rstrip().endswith(":"):
            break
        if "\t" in lead and lead.count("\t") == tabs:
            return indent(text.line(other))
        other = text.above(other)
    inside = _content(text.line(above)) if not line.lstrip().startswith("- ") else indent(text.line(above))
    if text.line(above).rstrip().endswith(":"):
        return inside + 2
    levels = _levels(text, above)
    return levels[tabs] if tabs < len(levels) else inside


def _levels(text: MendedText, number: int) -> list[int]:
    """Return how far a line and those that it is nested in are indented, the outermost first."""
    levels, other = [indent(text.line(number))], number
    while levels[0] and (other := text.above(other)) and number - other < _FAR:
        if indent(text.line(other)) < levels[0]:
            levels.insert(0, indent(text.line(other)))
    return levels


def _content(line: str) -> int:
    """Return the column (from 0) at which a line's key or text begins, after the hyphens of a list."""
    match = re.match(r"\s*(?:- +)*", line)
    return match.end() if match else 0


def swallows(text: MendedText, start: Position, end: Position) -> bool:
    """Return whether a quoted text contains lines that are keys or items on the level of the one where it begins."""
    limit = indent(text.line(start.line))
    lines = (text.line(number) for number in range(start.line + 1, end.line + 1))
    return any(_SIBLING.match(line) and indent(line) <= limit for line in lines)


def open_quote(text: MendedText, at: Position) -> Diagnosis:
    """Return the diagnosis of a quote that is never closed, with where to close it."""
    line, start = text.line(at.line), at.column - 1
    before = KEYED.match(line)
    if before and before["value"] and line[before.start("value")] in "\"'" and before.start("value") < start:
        end = len(line.rstrip())
        value = line[before.start("value") : end]
        example = quoted(value[1:-1] if value.endswith(value[0]) else value)
        hint = Message("put all of it in quotes: {example}", example=example)
        edit = Edit(at.line, before.start("value"), end, example)
        return Diagnosis(at, Message("text goes on after the closing quote"), hint, (edit,))
    close = re.compile(r",\s+[\w-]+:\s|,\s+[\"']|\s*[\]}]+\s*,?\s*$").search(line, start + 1)
    end = close.start() if close and in_flow(line, start) else len(line.rstrip())
    example = line[start:end] + line[start]
    hint = Message("close it at the end of the text: {example}; for quotation marks inside, use « »", example=example)
    what = Message("the quote that opens here is never closed")
    return Diagnosis(at, what, hint, (Edit(at.line, end, end, line[start]),))


def ends_above_a_sibling(text: MendedText, number: int) -> bool:
    """Return whether the next line that is not blank is a key or an item no deeper than a line, or missing."""
    for below in range(number + 1, text.first_line + len(text.lines)):
        line = text.line(below)
        if line.strip():
            return bool(_SIBLING.match(line)) and indent(line) <= indent(text.line(number))
    return True


_KEY_IN_VALUE = re.compile(r"(?<=\S) +(?P<key>[a-z]+(?:_[a-z]+)*):(?=\s|$)")


def colon_in_value(text: MendedText, number: int, match: re.Match[str]) -> Diagnosis:
    """Return the diagnosis of a value, or of a list item that is no key, that needs quotes because of a colon in it."""
    item = "- " in match["lead"] and not re.fullmatch(r"[a-z_]+", match["key"])
    start = match.start("key") if item else match.start("value")
    value, edits = _whole_value(text, number, start)
    if not item and _PAIRS.fullmatch(value):
        line = text.line(number)
        edit = Edit(number, start, value_end(line, start, in_flow=False), f"{{{value}}}")
        what = Message("several keys on one line stand in {braces}", braces="{ }")
        hint = Message("write: {example}", example=f"{match['key'].strip()}: {{{value}}}")
        return Diagnosis(Position(number, start + 1, len(value)), what, hint, (edit,))
    shown = "- " if item else f"{match['key'].strip()}: "
    width = value_end(text.line(number), start, in_flow=False) - start
    what = Message("a colon with a space after it stands inside this text")
    hint = Message("put the text in quotes: {example}", example=shown + quoted(value))
    if key := _KEY_IN_VALUE.search(value):
        line = f"{key['key']}: {value[key.end() :].strip()}".rstrip()
        hint = Message(
            "put the text in quotes: {example}\nif “{key}” is a key, begin a line with it: {line}",
            example=shown + quoted(value),
            key=key["key"],
            line=line,
        )
    return Diagnosis(Position(number, start + 1, width), what, hint, edits)


def begins_badly(text: MendedText, start: Position, what: Message) -> Diagnosis:
    """Return the diagnosis of a value that needs quotes because of its first character."""
    line, at = text.line(start.line), start.column - 1
    hint = Message("put the text in quotes: {example}", example=quoted(line[at:].rstrip()))
    if in_flow(line, at):
        end = value_end(line, at, in_flow=True)
        example = quoted(line[at:end])
        hint = Message("put the text in quotes: {example}", example=example)
        return Diagnosis(start, what, hint, (Edit(start.line, at, end, example),))
    if not re.fullmatch(r"\s*(?:- +)*(?:\S.*:\s+)?", line[:at]):
        return Diagnosis(start, what, Message("put the text in quotes"))
    value, edits = _whole_value(text, start.line, at)
    if marked := _EMPHASIS.fullmatch(value):
        example = scalar(marked["words"])
        hint = Message("write: {example}", example=line[_content(line) : at] + example)
        return Diagnosis(start, what, hint, (edits[0]._replace(text=example), *edits[1:]))
    example = line[_content(line) : at] + quoted(value)
    return Diagnosis(start, what, Message("put the text in quotes: {example}", example=example), edits)


def _whole_value(text: MendedText, number: int, start: int) -> tuple[str, tuple[Edit, ...]]:
    """Return a value with its continuation lines, and the edits that put it in quotes on its first line."""
    line = text.line(number)
    end = value_end(line, start, in_flow=False)
    parts, edits = [line[start:end]], []
    for below in range(number + 1, text.first_line + len(text.lines)):
        more = text.line(below)
        if not more.strip() or indent(more) <= indent(line) or _SIBLING.match(more):
            break
        parts.append(more.strip())
        edits.append(Edit(below, 0, len(more), ""))
    value = " ".join(parts)
    return value, (Edit(number, start, end, quoted(value)), *edits)


def slip(text: MendedText, number: int) -> Diagnosis | None:
    """Return the diagnosis of a line that is clearly meant as a key or an item but is neither; None for others."""
    line = text.line(number)
    if found := _NO_SPACE.match(line):
        return _no_space(number, line, found)
    if found := _COMMENT.match(line):
        return _foreign_comment(number, line, found)
    found = _NO_ITEM.match(line)
    if found is None:
        return None
    mark = found["mark"]
    odd = re.search(f"[{_ODD}]", mark) if mark[0] == "-" else None
    what = space_for(odd.group()) if odd else Message("an item of a list begins with a hyphen and a space")
    hint = Message("write: {example}", example="- " + found["value"].rstrip())
    edit = Edit(number, found.start("mark"), found.end("mark"), "- ")
    place = Position(number, found.start("mark") + 1, len(mark.rstrip(" ")))
    return Diagnosis(place, what, hint, (edit,) if _in_list(text, number, line) else ())


def _foreign_comment(number: int, line: str, found: re.Match[str]) -> Diagnosis:
    what = Message("{mark} begins no comment in YAML", mark=found["mark"])
    hint = Message("write: {example}", example="# " + found["words"])
    place = Position(number, found.start("mark") + 1, len(line.strip()))
    return Diagnosis(place, what, hint, (Edit(number, 0, len(line), ""),))


def _in_list(text: MendedText, number: int, line: str) -> bool:
    """Return whether the line above is the key of a list, or an item of it in the same column."""
    above = text.line(text.above(number))
    return above.rstrip().endswith(":") or (above.lstrip().startswith("- ") and indent(above) == indent(line))


def _no_space(number: int, line: str, found: re.Match[str]) -> Diagnosis:
    value, colon = found["value"].rstrip(), found["colon"]
    what = wrong_colon(colon)
    hint = Message("write: {example}", example=f"{found['key']}: {value}")
    edit = Edit(number, found.start("colon"), found.end("colon"), ": ")
    at = found.start("colon") + (2 if colon[0] == ":" and len(colon) > 1 else 1)
    return Diagnosis(Position(number, at, 1), what, hint, (edit,))


def wrong_colon(typed: str) -> Message:
    """Return the message about what is typed between a key and its value instead of a colon and a space."""
    mark, after = typed.strip(" ")[0], typed.strip(" ")[1:]
    if mark == "=":
        return Message("a colon should stand here instead of =")
    if mark == "：":
        return Message("this colon is another character ({code}) than the one of YAML", code="U+FF1A")
    return space_for(after[0]) if after else Message("a space is missing after the colon")


def space_for(char: str) -> Message:
    """Return the message about a character in place of a plain space."""
    code = f"U+{ord(char):04X}"
    if re.match(f"[{SPACES}]", char):
        return Message("a no-break space ({code}) stands here, where YAML needs a plain one", code=code)
    return Message("an invisible character ({code}) stands here, where YAML needs a plain space", code=code)


def no_colon(text: MendedText, at: Position) -> Diagnosis:
    """Return the diagnosis of a line that is neither a key nor an item."""
    what = Message("this line has no colon, so it is no “key: value”")
    line = text.line(at.line)
    if re.search(r"\S(?:\t| {3,}\S|[;|].*[;|])", line):
        what = Message("cells from a spreadsheet are no row of a table here")
        return Diagnosis(at, what, Message("write a line for each region: moskva: {median: 50 000}"))
    if (key := _KEY_ALONE.fullmatch(line)) and indent(text.line(text.below(at.line))) > indent(line):
        edit = Edit(at.line, key.start("mark"), len(line), ":")
        return Diagnosis(at, what, Message("write: {example}", example=f"{key['key']}:"), (edit,))
    return Diagnosis(at, what, Message("write “key: value”; text that goes on from the line above is indented"))


def deeper(text: MendedText, at: Position, above: int) -> Diagnosis:
    """Return the diagnosis of a line that is indented deeper than the line above allows."""
    what = Message("this “key: value” line is indented deeper than the line above allows")
    line = text.line(at.line)
    column = _content(text.line(above))
    edits = (Edit(at.line, 0, indent(line), " " * column),) if above and _SIBLING.match(line) else ()
    return Diagnosis(at, what, Message("begin it in the same column as its neighbours"), edits)


def aligned(text: MendedText, at: Position) -> tuple[Edit, ...]:
    """Return the edit that aligns a line with the one above, where it is off by one column or needs the same depth."""
    line, above = text.line(at.line), text.line(text.above(at.line))
    if at.column != indent(line) + 1:
        return ()
    columns = {indent(above)} if line.lstrip().startswith("- ") else {indent(above), _content(above)}
    near = [column for column in columns if abs(column - indent(line)) == 1]
    if not near and indent(line) > _content(above) and not above.rstrip().endswith(":") and _SIBLING.match(line):
        near = [_content(above)]
    return (Edit(at.line, 0, indent(line), " " * near[0]),) if near else ()
