"""Finds paragraphs that were meant as something else: lists, tables, rules, callouts and signatures of opinions.

In: a parsed document. Out: for each such paragraph its position, what is wrong, and the lines to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from careerguide.core.lookalikes import SPACES, UNSEEN
from careerguide.core.problems import Message, nearest
from careerguide.markdown.callouts import CALLOUTS
from careerguide.markdown.draft import Draft
from careerguide.markdown.places import Leaf, Places
from careerguide.markdown.text_runs import TextRuns
from careerguide.reading.source import Position
from careerguide.schema.slug import PATTERN

Slip = tuple[Position, Message, str | Message]  # where, what is wrong, the lines to write instead or what to do

_PREFIX = re.compile(r"[ \t]*+(?:>[ \t]?+)*+[ \t]*+")
_BULLET = re.compile(r"[•●▪◦‣⁃·■–—][ \t\u00a0]*+(?=\S)")
_SURE_BULLET = re.compile(r"[•●▪◦‣⁃■][ \t\u00a0]*+(?=\S)")
_ODD_SPACE = re.compile(rf"([-+*])[ ]?[{SPACES}{UNSEEN}][{SPACES}{UNSEEN} ]*+(?=\S)")
_ODD_NUMBER = re.compile(rf"(\d{{1,3}}[.)])[ ]?[{SPACES}{UNSEEN}][{SPACES}{UNSEEN} ]*+(?=\S)")
_INNER_BULLET = re.compile(r"(?<=\S)[ \t]+[•●▪◦‣⁃■][ \t]+(?=\S)")
_LETTER_BULLET = re.compile(r"[o§ü](?: {2,}|\t)[ \t]*(?=\S)")  # bullets of fonts such as Wingdings
_GLUED = re.compile(r"(?:[-+]|\*(?!\*))(?=[^\W\d_])")
_GLUED_NUMBER = re.compile(r"(\d{1,3}[.)])(?=[^\W\d_])")
_LETTER = re.compile(r"[^\W\d_]\)[ \t]++(?=\S)")
_SEPARATOR = re.compile(r"(?=.*[-–—=_])[-–—=_:|+ \t]++")
_RULE = re.compile(r"[—–]{2,}|={3,}|[—–][-—–]+|-[—–]+")
_WIDE = re.compile(r"\t[\t ]*| {3,}")
_SIGNED = re.compile(rf"(?P<words>.*[^\s—–-])[ \t]*+(?:—|–|(?<=\s)--?)[ \t]*+@(?P<id>{PATTERN})[ .]*+")
_ONLY_SIGNED = re.compile(rf"(?P<mark>(?:—|–|--?)[ \t]*+|)(?P<at>[@＠][ \t]*+)(?P<id>{PATTERN})[ .]*+")
_CALLOUT = re.compile(r"\[![ \t]*+(?P<name>[^\]\n]*+)\][ \t]*+(?P<rest>.*+)")
_SUSPECT = re.compile(
    rf"^(?:[•●▪◦‣⁃·■–—]|(?:[-+*]|\d{{1,3}}[.)])(?:[^\W\d_]|[ ]?[{SPACES}{UNSEEN}])|[^\W\d_]\)[ \t]|[o§ü]  "
    r"|={3}|-[—–]|\[!|[@＠])|\t|\||\S {3,}\S|^[^;\n]+;[^\s;]|[@＠][ \t]*[a-z0-9-]+[ .]*$",
    re.MULTILINE,
)
_PROSE = re.compile(r"[\w\s.,:!?«»“”„()%№’'\"/+…–—-]*+")
_INDENT = re.compile(r"(?: {4}| {0,3}\t)")
_LONG_HEADING = 80  # characters
_SHORT_RULE = 5


class Paragraph(NamedTuple):
    """The lines of a paragraph as typed, each split into its prefix (> and blanks) and its text; `first` is a line."""

    first: int
    prefixes: list[str]
    lines: list[str]

    @property
    def place(self) -> Position:
        """The position of its first line."""
        return Position(self.first, len(self.prefixes[0]) + 1, max(1, len(self.lines[0].rstrip())))

    def slip(self, what: Message, lines: list[str]) -> Slip:
        """Return a slip of the whole paragraph, with the lines to write instead."""
        inner = self.prefixes[-1] if len(self.prefixes) > 1 else _continued(self.prefixes[0])
        prefixes = [self.prefixes[0], *([inner] * (len(lines) - 1))]
        written = [(prefix + line).rstrip() for prefix, line in zip(prefixes, lines, strict=True)]
        return self.place, what, "\n".join(written)


def _continued(prefix: str) -> str:
    """Return the prefix of the second line of a paragraph whose first line has this prefix."""
    return re.sub(r"[^>\s]", " ", prefix)


def block_slips(draft: Draft, runs: TextRuns) -> Iterator[Slip]:
    """Yield a slip for each paragraph, heading and code block that was meant as something else."""
    places = draft.tree.places
    cut_off: set[int] = set()  # lines with rows that are in no table
    for leaf in draft.leaves:
        if leaf.element.tag in ("p", None) and _SUSPECT.search(leaf.text):
            paragraph = _paragraph(leaf, places)
            if runs.hold(paragraph.first, len(paragraph.prefixes[0]) + 1):
                above = _above(paragraph.first, places)
                if all(map(_is_row, [*paragraph.lines, places.line(above)])):
                    yield from _cut_off(paragraph) if above not in cut_off else ()
                    cut_off |= set(range(paragraph.first, paragraph.first + len(paragraph.lines)))
                elif _outside_quote(paragraph) and places.line(above).lstrip().startswith(">"):
                    what = Message("the signature of an opinion is a line of its quote")
                    yield paragraph.place, what, Message("write > before it, and on the empty line above it")
                else:
                    yield from _of_paragraph(paragraph)
    for title in draft.titles:
        if title.level == 2 and (found := _underlined(title.element, places)):
            yield found
    for element in draft.tree.root.iter("pre"):
        yield from _of_code(element, places)
    for element in draft.tree.root.iter("table"):
        yield from _lost_cells(element, places)


def _above(number: int, places: Places) -> int:
    """Return the number of the nearest line above one that is not blank; 0 without one."""
    return next((above for above in range(number - 1, 0, -1) if places.line(above).strip()), 0)


def _is_row(line: str) -> bool:
    """Return whether a line is typed as a row of a table, with a bar at both ends."""
    line = line.strip(" >")
    return line[:1] == line[-1:] == "|" and line.count("|") > 2


def _cut_off(paragraph: Paragraph) -> Iterator[Slip]:
    what = Message("an empty line cuts these cells off from the table above")
    yield paragraph.place, what, Message("take out the empty lines between the rows of the table")


def _outside_quote(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is the signature of an opinion and stands in no quote."""
    signed = _ONLY_SIGNED.fullmatch("\n".join(paragraph.lines).strip())
    return signed is not None and bool(signed["mark"]) and ">" not in paragraph.prefixes[0]


def _lost_cells(element: Element, places: Places) -> Iterator[Slip]:
    """Yield a slip for each row of a table with more cells than the table has columns."""
    span = places.span(element)
    lines = (places.line(number) for number in range(span.line, span.last_line + 1))
    first, *rows = (_cells(_PREFIX.sub("", line, count=1).strip()) for line in lines)
    for number, cells in enumerate(rows, span.line + 1):
        if any(cells[len(first) :]):
            line = places.line(number)
            what = Message(
                "this row has {count} cells, but the table has {columns} columns: the rest is not shown",
                count=len(cells),
                columns=len(first),
            )
            hint = Message(
                "add columns to the first two lines of the table; for a | inside a cell write {text}", text="\\|"
            )
            yield Position(number, 1, len(line)), what, hint


def _paragraph(leaf: Leaf, places: Places) -> Paragraph:
    span = places.span(leaf.element)
    lines = [places.line(number) for number in range(span.line, span.last_line + 1)]
    starts = [span.column - 1, *(len(_PREFIX.match(line).group()) for line in lines[1:])]  # type: ignore[union-attr]
    prefixes = [line[:start] for line, start in zip(lines, starts, strict=True)]
    return Paragraph(span.line, prefixes, [line[start:] for line, start in zip(lines, starts, strict=True)])


def _of_paragraph(paragraph: Paragraph) -> Iterator[Slip]:
    for find in (_callout, _signature, _list, _table, _rule):
        if found := find(paragraph):
            yield found
            return


def _list(paragraph: Paragraph) -> Slip | None:
    """Return a slip where all lines, except an introducing one, begin with a mark that is no list marker."""
    lines = paragraph.lines
    if any(line.endswith(("  ", "\\")) for line in lines[:-1]):
        return None  # deliberate line breaks
    what = Message("these lines are meant as a list, and are shown as one paragraph")
    if _ODD_SPACE.match(lines[-1]):
        what = Message("a no-break space stands after the mark of an item, so that this is no list")
        return paragraph.slip(what, [_ODD_SPACE.sub(r"\1 ", line, count=1) for line in lines])
    if any(map(_SURE_BULLET.match, lines)):
        items = [item for line in lines for item in (_bullets(line) if _SURE_BULLET.match(line) else [line])]
        return paragraph.slip(what, items)
    for mark, written in _MARKS:
        marked = [mark.match(line) for line in lines]
        head = 0 if marked[0] else 1
        if len(lines) - head < 2 or not all(marked[head:]) or (head and not lines[0].rstrip().endswith(":")):
            continue
        items = [
            f"{written(number, match)} {line[match.end() :].lstrip()}" if match else line
            for number, (line, match) in enumerate(zip(lines, marked, strict=True), 1 - head)
        ]
        return paragraph.slip(what, items)
    return None


def _bullets(line: str) -> list[str]:
    """Return the items of a line that begins with a bullet, and may have more of them between its words."""
    return [f"- {item.strip()}" for item in _INNER_BULLET.split(_SURE_BULLET.sub("", line, count=1))]


_MARKS: tuple[tuple[re.Pattern[str], Callable[[int, re.Match[str]], str]], ...] = (
    (_BULLET, lambda number, match: "-"),
    (_LETTER_BULLET, lambda number, match: "-"),
    (_GLUED, lambda number, match: match.group()),
    (_GLUED_NUMBER, lambda number, match: match[1]),
    (_ODD_NUMBER, lambda number, match: match[1]),
    (_LETTER, lambda number, match: f"{number}."),
)


def _table(paragraph: Paragraph) -> Slip | None:
    """Return a slip where all lines are cells between tabs or pipes, but the delimiter row of a table is missing."""
    lines = [line.strip(" ") for line in paragraph.lines]
    if len(lines) < 2:
        return None
    for between in (re.compile(r"\t"), _WIDE, re.compile(";")):
        cells = [between.split(line.rstrip("\t")) for line in lines]
        if min(map(len, cells)) > 1 and (between.pattern == r"\t" or _with_figures(cells)):
            what = Message("cells between tabs, wide spaces or ; are no table")
            return paragraph.slip(what, _rows([[cell.strip().replace("|", "\\|") for cell in row] for row in cells]))
    if not (all(line.startswith("|") for line in lines) or len({line.count(" | ") for line in lines} - {0}) == 1):
        return None
    if any(line.count("|") < 1 or "`" in line for line in lines):
        return None
    what = Message("a table needs a line of --- below its first line")
    rest = lines[2:] if _SEPARATOR.fullmatch(lines[1]) else lines[1:]
    return paragraph.slip(what, _rows([_cells(line) for line in [lines[0], *rest]]))


def _with_figures(cells: list[list[str]]) -> bool:
    """Return whether rows have as many cells each, and all but the first a figure: no sentence is laid out so."""
    return len(set(map(len, cells))) == 1 and all(any(cell[:1].isdigit() for cell in row[1:]) for row in cells[1:])


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.removeprefix("|").removesuffix("|"))]


def _rows(cells: list[list[str]]) -> list[str]:
    width = max(map(len, cells))
    rows = [f"| {' | '.join([*row, *([''] * (width - len(row)))])} |" for row in cells]
    return [rows[0], "|" + " --- |" * width, *rows[1:]]


def _rule(paragraph: Paragraph) -> Slip | None:
    """Return a slip where a line consists of long dashes, as word processors make them, or of equals signs."""
    lines = [line.strip() for line in paragraph.lines]
    if not any(_RULE.fullmatch(line) for line in lines):
        return None
    written: list[str] = []
    for line in lines:
        is_rule = _RULE.fullmatch(line) is not None
        written += ([""] if is_rule and written else []) + ["---" if is_rule else line]
    return paragraph.slip(Message("a line across the page is typed ---, with an empty line above it"), written)


def _signature(paragraph: Paragraph) -> Slip | None:
    """Return a slip where the last line of a quote has an expert's id, but not in the form of a signature."""
    *before, last = paragraph.lines
    is_quote = paragraph.prefixes[-1].lstrip().startswith(">")
    if match := _ONLY_SIGNED.fullmatch(last.strip()):
        in_list = re.search(r"[-*+][ \t]*$", paragraph.prefixes[0]) if not before else None
        if is_quote and (in_list or not match["mark"] or match["at"] != "@"):
            what = Message("an opinion is signed with a dash — and the expert's id")
            outer = paragraph.prefixes[0][: in_list.start()] if in_list else paragraph.prefixes[0]
            return paragraph._replace(prefixes=[outer, *paragraph.prefixes[1:]]).slip(
                what, [*before, f"— @{match['id']}"]
            )
        return None
    if is_quote and (match := _SIGNED.fullmatch(last.strip())):
        what = Message("the signature of an opinion is a line of its own")
        return paragraph.slip(what, [*before, match["words"].rstrip(), "", f"— @{match['id']}"])
    return None


def _callout(paragraph: Paragraph) -> Slip | None:
    """Return a slip where a quote begins like a callout, but with another name or with text on the same line."""
    match = _CALLOUT.match(paragraph.lines[0])
    if match is None or paragraph.prefixes[0].strip() != ">":
        return None
    name = nearest(match["name"].strip(), CALLOUTS) or "note"
    rest = [match["rest"]] if match["rest"] else []
    what = Message(
        "a callout's first line is one of {names} alone", names=", ".join(f"[!{n.upper()}]" for n in CALLOUTS)
    )
    return paragraph.slip(what, [f"[!{name.upper()}]", *rest, *paragraph.lines[1:]])


def _underlined(element: Element, places: Places) -> Slip | None:
    """Return a slip where --- below a paragraph turns it into an unintended heading."""
    span = places.span(element)
    lines = [places.line(number) for number in range(span.line, span.last_line)]
    if span.column != 1 or not lines or lines[0].lstrip().startswith("#"):
        return None
    text = lines[-1].rstrip()
    is_heading = len(lines) == 1 and len(text) <= _LONG_HEADING and not text.endswith((".", ";", ",", "…"))
    if is_heading or len(places.line(span.last_line).strip()) > _SHORT_RULE:
        return None
    what = Message("--- below a paragraph makes a heading of it; a line across the page needs an empty line above it")
    return Position(span.line, 1, max(1, len(lines[0]))), what, "\n".join([*lines, "", places.line(span.last_line)])


def _of_code(element: Element, places: Places) -> Iterator[Slip]:
    """Yield a slip for prose that is shown as code because its lines are indented."""
    span = places.span(element)
    lines = [places.line(number) for number in range(span.line, span.last_line + 1)]
    if not all(_INDENT.match(line) or not line.strip() for line in lines):
        return
    text = "\n".join(line.strip() for line in lines).strip("\n")
    first = text.partition("\n")[0]
    is_heading = re.fullmatch(r"#{2,6} [^\W\d_].*", text) is not None
    if is_heading or (
        len(text.split()) >= 5 and first[:1].isalpha() and first[:1].isupper() and _PROSE.fullmatch(text)
    ):
        what = Message("a paragraph that is indented by a tab or four spaces is shown as code")
        start = len(lines[0]) - len(lines[0].lstrip())
        yield Position(span.line, start + 1, len(lines[0]) - start), what, text
