"""Determines which columns of a table break down the figures of a region: kinds of employer, levels, sex …

In: the headings and rows of a `Sheet`, and the columns that the editor names (--by). Out: the headings, those of
breakdowns marked as such, and Problems. What headings do not say is read off the rows: a column of words without which
two rows of a region would be the same is a breakdown. Where several columns could be it, the editor is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from careerguide.core.problems import Message, Problem, Severity, known_or_list
from careerguide.importing.cells import read
from careerguide.importing.decisions import is_empty
from careerguide.importing.headings import Heading, Part, plain_words
from careerguide.importing.sheet import Line, Sheet
from careerguide.importing.units import is_unit
from careerguide.schema import ColumnKind
from careerguide.schema.cells import Amount, Range
from careerguide.schema.dimensions import MOST_DIMENSIONS

BREAKDOWNS = (Part.SEGMENT, Part.DIMENSION)
_MAY_BE_WORDS = (ColumnKind.BAND, ColumnKind.COUNT)  # “Level”, “Employment” may head figures, and words as well


def broken_down(
    sheet: Sheet, head: Line, headings: list[Heading], body: list[Line], by: Sequence[str]
) -> tuple[list[Heading], list[Problem]]:
    """Return the headings, in which at most two are breakdowns, and what is guessed or has to be asked."""
    table = _Table(sheet, head, [_as_words(h, body) for h in headings], body)
    if by:
        return table.chosen([plain_words(name) for name in by])
    named = [h for h in table.headings if h.part in BREAKDOWNS]
    if len(named) > MOST_DIMENSIONS:
        named = [h for h in named if len({line.cell_at(h.index).text for line in body}) > 1]
    if len(named) > MOST_DIMENSIONS:
        return table.marked([]), [table.asked([[h] for h in named])]
    guesses = list(table.guesses(named))
    if len(guesses) > 1:
        return table.marked(named), [table.asked(guesses)]
    guessed = guesses[0] if guesses else []
    told = [table.told(h, h in guessed) for h in [*named, *guessed] if h.part is not Part.SEGMENT]
    return table.marked([*named, *guessed]), told


def _as_words(h: Heading, body: list[Line]) -> Heading:
    """Return a heading of bands or counts as one of a breakdown, or as unknown, if its column holds words."""
    if h.kind not in _MAY_BE_WORDS or not _are_words(h, body):
        return h
    part = Part.DIMENSION if h.kind is ColumnKind.BAND else Part.OTHER
    return replace(h, part=part, kind=None)


def _are_words(h: Heading, body: list[Line]) -> bool:
    texts = [text for line in body if not is_empty(text := line.cell_at(h.index).text)]
    return (
        any(any(map(str.isalpha, text)) for text in texts)
        and not any(isinstance(read(text), Amount | Range) for text in texts)
        and not all(map(is_unit, texts))
    )


@dataclass(frozen=True)
class _Table:
    sheet: Sheet
    head: Line
    headings: list[Heading]
    body: list[Line]

    def marked(self, breakdowns: list[Heading]) -> list[Heading]:
        """Return the headings, with only some of them as breakdowns."""
        indices = {h.index for h in breakdowns}
        return [self._part_of(h, h.index in indices) for h in self.headings]

    def _part_of(self, h: Heading, is_breakdown: bool) -> Heading:
        if is_breakdown and h.part not in BREAKDOWNS:
            return replace(h, part=Part.DIMENSION, kind=None)
        return replace(h, part=Part.OTHER) if not is_breakdown and h.part in BREAKDOWNS else h

    def chosen(self, names: list[str]) -> tuple[list[Heading], list[Problem]]:
        """Return the headings with the breakdowns that the editor names, and a Problem for each unknown name."""
        words = {plain_words(self.head.cell_at(h.index).text): h for h in self.headings}
        known = [self.head.cell_at(h.index).text for h in self.headings if h.label]
        problems = [_unknown(name, known) for name in names if name not in words]
        if len(names) > MOST_DIMENSIONS:
            what = Message("a table has {most} breakdowns besides the region at most", most=MOST_DIMENSIONS)
            problems.append(Problem.of_option("--by", what, Message("leave one out")))
        return self.marked([words[name] for name in names if name in words]), problems

    def guesses(self, named: list[Heading]) -> Iterator[list[Heading]]:
        """Yield the smallest choices of columns of words without which rows of a region would be the same."""
        if self._is_ragged() or self._tells_apart(named):
            return
        words = [h for h in self.headings if h.part is Part.OTHER and h.label and _are_words(h, self.body)]
        for size in range(1, MOST_DIMENSIONS - len(named) + 1):
            found = [list(more) for more in combinations(words, size) if self._tells_apart([*named, *more])]
            if found:
                yield from found
                return

    def _is_ragged(self) -> bool:
        """Return whether rows may lack their first cells, so that columns cannot be read from top to bottom."""
        return self.sheet.shifts and any(len(line.cells) != len(self.head.cells) for line in self.body)

    def _tells_apart(self, breakdowns: list[Heading]) -> bool:
        """Return whether no two rows of a region are the same by these columns; empty cells repeat those above."""
        places = [h.index for h in self.headings if h.part is Part.REGION] + [h.index for h in breakdowns]
        above: dict[int, str] = {}
        seen = set()
        for line in self.body:
            above |= {place: plain_words(text) for place in places if (text := line.cell_at(place).text)}
            if not any(isinstance(read(text_cell.text), Amount | Range) for text_cell in line.filled):
                continue
            key = tuple(above.get(place, "") for place in places)
            if key in seen:
                return False
            seen.add(key)
        return True

    def told(self, h: Heading, is_guess: bool) -> Problem:
        """Return the note about a breakdown: advice, or a warning if it is a guess."""
        text_cell = self.head.cell_at(h.index)
        what = Message("“{label}” is read as what the figures of a region are broken down by", label=text_cell.text)
        hint = Message('to leave the column out: --skip "{name}"', name=text_cell.text)
        severity = Severity.WARNING if is_guess else Severity.ADVICE
        return self.sheet.problem(text_cell, what, hint, severity, "read-dimension")

    def asked(self, choices: list[list[Heading]]) -> Problem:
        """Return the question which columns are the breakdowns."""
        named = {h.index: self.head.cell_at(h.index).text for choice in choices for h in choice}
        what = Message("the figures of a region may be broken down by {names}: which of them?",
                       names=", ".join(f"“{name}”" for name in named.values()))  # fmt: skip
        hint = Message("say it, with {most} of them at most: {options}", most=MOST_DIMENSIONS,
                       options=" / ".join(f'--by "{name}"' for name in named.values()))  # fmt: skip
        return self.sheet.problem(self.head, what, hint, check="unknown-column")


def _unknown(name: str, known: list[str]) -> Problem:
    what = Message("no column of this table is called “{name}”", name=name)
    return Problem.of_option(f"--by {name}", what, known_or_list(name, known))
