"""Finds the characters of a document that the parser treats as plain text, not as code, HTML, an address or a mark."""

from __future__ import annotations

from bisect import bisect_right, insort

from careerguide.markdown.draft import Draft
from careerguide.markdown.places import Leaf


class TextRuns:
    """The runs of plain text by line, computed when a line is asked for."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._leaves: dict[int, list[Leaf]] = {}  # by line
        self._searched: set[int] = set()
        self._found: dict[int, list[tuple[int, int]]] = {}

    def hold(self, line: int, column: int) -> bool:
        """Return whether the character at a position is plain text."""
        for leaf in self._leaves_of(line):
            if id(leaf) not in self._searched:
                self._search(leaf)
        stretches = self._found.get(line, [])
        index = bisect_right(stretches, column, key=lambda stretch: stretch[0]) - 1
        return index >= 0 and column <= stretches[index][1]

    def _search(self, leaf: Leaf) -> None:
        self._searched.add(id(leaf))
        for at, run in leaf.runs:
            first = leaf.position(at)
            last = leaf.position(at + max(0, len(run.text or "") - 1))
            insort(self._found.setdefault(first.line, []), (first.column, last.column))

    def _leaves_of(self, line: int) -> list[Leaf]:
        if not self._leaves:
            for leaf in self._draft.leaves:
                span = leaf.places.span(leaf.element)
                for number in range(span.line, span.last_line + 1):
                    self._leaves.setdefault(number, []).append(leaf)
        return self._leaves.get(line, [])
