"""Notes on the cells of a salary table, as pages number and address them.

In: a `SalaryTable`, with or without its pay. Out: `NumberedNote`s by the address of their cell.
"""

from __future__ import annotations

from typing import NamedTuple

from careerguide.core.problems import Message, SiteText
from careerguide.schema import SalaryTable


class NumberedNote(NamedTuple):
    """A note: its number, what its mark is called, its anchor, and that of its cell on the table's page."""

    number: int
    label: Message
    id: str
    anchor: str
    text: str


def numbered_notes(table: SalaryTable) -> dict[str, NumberedNote]:
    """Return the notes of a table by cell (moskva/agencies/median), numbered as they are written."""
    return {
        note.cell: NumberedNote(
            number, SiteText("Note {number}", number=number), f"note-{table.id}-{anchor}", anchor, note.text
        )
        for number, note in enumerate(table.notes, 1)
        for anchor in [note.cell.replace("/", "-")]
    }
