"""Registry of the reasons why a figure can be missing; everything else about them is derived from here.

A new reason needs an entry here, its translations, and its lines in docs/.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from careerguide.core.problems import Message, SiteText


class GapKind(StrEnum):
    """Why a figure is missing. A gap is never a zero, never a blank, never a guess."""

    words: SiteText
    help: Message
    bounded: bool  # the source gives a bound, which is written after the word

    def __new__(cls, name: str, words: SiteText, help: Message, bounded: bool = False) -> Self:
        """Return the member whose value is the word used in files."""
        kind = str.__new__(cls, name)
        kind._value_ = name
        kind.words, kind.help, kind.bounded = words, help, bounded
        return kind

    LOST_IN_SOURCE = "lost_in_source", SiteText("lost in the source"), Message("it is lost in the source")
    NOT_COLLECTED = "not_collected", SiteText("not collected"), Message("nobody asked")
    SUPPRESSED = "suppressed", SiteText("withheld by the publisher"), Message("the publisher withholds it")
    NOT_APPLICABLE = "not_applicable", SiteText("not applicable"), Message("there is no such case")
    TOP_CODED = (
        "top_coded",
        SiteText("more than the source shows"),
        Message("the source only says that it is more"),
        True,
    )


GAPS = {kind.value: kind for kind in GapKind}  # by the words used in files
UNBOUNDED_GAPS = tuple(word for word, kind in GAPS.items() if not kind.bounded)


def example(kind: GapKind) -> str:
    """Return a cell with a gap of this kind, as an editor writes it."""
    return f"{kind.value} 239 200" if kind.bounded else kind.value


WRITE_GAP = Message(
    "write the amount, or why it is missing: {gaps}",
    gaps=tuple(Message("{word} ({help})", word=example(kind), help=kind.help) for kind in GapKind),
)
