"""The editor's decisions on the command line: cells (--cell), gaps (--gap), what to skip (--skip), the unit (--unit).

In: `moskva/agencies/median=115000`, `lost_in_source`, `*=suppressed`, `#=top_coded 239200`, `Total`. Out:
`Decisions`, or Problems.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from careerguide.core.options import ImportOptions
from careerguide.core.problems import Message, Problem, known_or_list
from careerguide.importing.headings import plain_words
from careerguide.importing.units import UNITS
from careerguide.languages.registry import known_languages
from careerguide.pay.money import MoneyError, parse_cell
from careerguide.schema.cells import Gap, Written
from careerguide.schema.gaps import GAPS, UNBOUNDED_GAPS, GapKind, example

_WORDS = [word for rules in known_languages().values() for word in rules.headings.no_data]
_EMPTY = frozenset(["", "-", "–", "—", "−", "--", "…", "...", *_WORDS])


@dataclass(frozen=True)
class Decisions:
    """The editor's decisions: cells by address, gaps by mark ("" is an empty cell), names to skip, the multiplier."""

    cells: dict[str, Written] = field(default_factory=dict)
    marks: dict[str, Gap] = field(default_factory=dict)
    skip: frozenset[str] = frozenset()
    times: int | None = None

    def gap(self, text: str) -> Gap | None:
        """Return the gap that a cell's text means."""
        key = text.casefold()
        return self.marks.get(key) or (self.marks.get("") if key in _EMPTY else None)


def is_empty(text: str) -> bool:
    """Return whether a cell is empty, or holds a word or sign for “no data”."""
    return text.casefold() in _EMPTY


def decisions_of(options: ImportOptions, places: int) -> tuple[Decisions, list[Problem]]:
    """Return the decisions, and a Problem for each option that cannot be read.

    `places` is how many decimals the currency has.
    """
    cells, problems = _cells(options.cells, places)
    marks, more = _marks(options.gaps)
    times = UNITS[options.unit] if options.unit else None
    return Decisions(cells, marks, frozenset(map(plain_words, options.skip)), times), problems + more


def _cells(options: Sequence[str], places: int) -> tuple[dict[str, Written], list[Problem]]:
    cells, problems = {}, []
    for option in options:
        address, equals, text = option.partition("=")
        try:
            if not equals:
                raise MoneyError(Message("there is no = in it"), Message("write --cell moskva/agencies/median=115000"))
            cells[address.strip()] = parse_cell(text.strip().strip("\"'"), places)
        except MoneyError as error:
            problems.append(Problem.of_option(f"--cell {option}", error.message, error.hint))
    return cells, problems


def _marks(options: Sequence[str]) -> tuple[dict[str, Gap], list[Problem]]:
    marks, problems = {}, []
    for option in options:
        mark, _, reason = option.rpartition("=")
        gap = _gap(reason.strip())
        if gap is not None:
            marks[mark.strip().casefold()] = gap
            continue
        if reason.strip() in GAPS:
            what = Message("“{reason}” needs the amount that the source names", reason=reason)
            hint = Message('write: --gap "{mark}={gap}"', mark=mark, gap=example(GapKind.TOP_CODED))
            problems.append(Problem.of_option(f"--gap {option}", what, hint))
            continue
        what = Message("“{reason}” is no reason for which a figure is missing", reason=reason)
        problems.append(Problem.of_option(f"--gap {option}", what, known_or_list(reason, UNBOUNDED_GAPS)))
    return marks, problems


def _gap(reason: str) -> Gap | None:
    """Return the gap that --gap names: a reason, or top_coded with its bound; None if it is neither."""
    if reason in UNBOUNDED_GAPS:
        return Gap(GAPS[reason])
    try:
        cell = parse_cell(reason)
    except MoneyError:
        return None
    return cell if isinstance(cell, Gap) and cell.bound is not None else None


def unused(address: str, known: Sequence[str]) -> Problem:
    """Return the Problem of a cell in --cell that the table does not have."""
    what = Message("“{cell}” is no cell of this table", cell=address)
    return Problem.of_option(f"--cell {address}", what, known_or_list(address, known))


def unused_skip(name: str, known: Sequence[str]) -> Problem:
    """Return the Problem of a name to leave out that is neither a heading nor the name of a row."""
    what = Message("no row or column of this table is called “{name}”", name=name)
    return Problem.of_option(f"--skip {name}", what, known_or_list(name, known))
