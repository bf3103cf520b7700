"""What an editor has settled on the command line: single cells (--cell) and what empty ones mean (--gap).

In: `moskva/agencies/median=115000`, `lost_in_source`, `*=suppressed`. Out: a `Settled`, or Problems.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from careerguide.pay.money import Cell, Gap, GapKind, MoneyError, parse_cell
from careerguide.problems import Message, Problem, known_or_list

GAPS = tuple(kind.value for kind in GapKind if kind is not GapKind.TOP_CODED)
_EMPTY = frozenset(
    ["", "-", "–", "—", "−", "--", "…", "...", "н/д", "н.д.", "нет данных", "n/a", "na", "n.a.", "no data", "x", "х"]
)


@dataclass(frozen=True)
class Settled:
    """Cells by address, and the gaps that marks stand for ("" is an empty cell and the usual signs for one)."""

    cells: dict[str, Cell] = field(default_factory=dict)
    marks: dict[str, GapKind] = field(default_factory=dict)

    def gap(self, text: str) -> Gap | None:
        """Return the gap that a cell's text stands for."""
        key = text.casefold()
        kind = self.marks.get(key) or (self.marks.get("") if key in _EMPTY else None)
        return Gap(kind) if kind else None


def is_empty(text: str) -> bool:
    """Return whether a cell says nothing, or says that it has nothing to say."""
    return text.casefold() in _EMPTY


def settle(cells: Sequence[str], gaps: Sequence[str]) -> tuple[Settled, list[Problem]]:
    """Return what was settled, and what of it cannot be read."""
    settled, problems = Settled(), []
    for option in cells:
        address, equals, text = option.partition("=")
        try:
            if not equals:
                raise MoneyError(Message("there is no = in it"), Message("write --cell moskva/agencies/median=115000"))
            settled.cells[address.strip()] = parse_cell(text.strip().strip("\"'"))
        except MoneyError as error:
            problems.append(_wrong(f"--cell {option}", error.message, error.hint))
    for option in gaps:
        mark, _, reason = option.rpartition("=")
        if reason in GAPS:
            settled.marks[mark.strip().casefold()] = GapKind(reason)
        else:
            what = Message("“{reason}” is no reason for which a figure is missing", reason=reason)
            problems.append(_wrong(f"--gap {option}", what, known_or_list(reason, GAPS)))
    return settled, problems


def unused(address: str, known: Sequence[str]) -> Problem:
    """Return the Problem of a settled cell that the table does not have."""
    what = Message("“{cell}” is no cell of this table", cell=address)
    return _wrong(f"--cell {address}", what, known_or_list(address, known, most=3))


def _wrong(option: str, what: Message, hint: Message | None) -> Problem:
    return Problem(option, 0, 1, what, hint, check="option")
