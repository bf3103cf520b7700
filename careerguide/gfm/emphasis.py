"""Emphasis and strikes: which runs of *, _ and ~ open and close what (GFM 6.4 and 6.5)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

MAX_NESTING = 50  # of emphasis in emphasis; further runs stay as they are typed

_TAGS = {("*", 1): "em", ("*", 2): "strong", ("_", 1): "em", ("_", 2): "strong", ("~", 1): "del", ("~", 2): "del"}


@dataclass(slots=True)
class Run:
    """A run of one delimiter, and the tags that it turns into; `piece` is its place among the text's pieces."""

    char: str
    count: int
    length: int
    opens: bool
    closes: bool
    piece: int
    depth: int = 0  # how deep the emphasis nests that has ended since this run opened
    closing: str = ""
    opening: str = ""

    @property
    def html(self) -> str:
        """Return the tags that end here, what is left of the run, and the tags that begin here."""
        return self.closing + self.char * self.count + self.opening


def run_at(text: str, at: int, end: int, piece: int) -> Run:
    """Return the run of one character from `at` to `end`, with what it may do where it stands."""
    char, length = text[at], end - at
    before = text[at - 1] if at else " "
    after = text[end] if end < len(text) else " "
    before_space, after_space = before.isspace(), after.isspace()
    before_mark, after_mark = _is_punctuation(before), _is_punctuation(after)
    left = not after_space and (not after_mark or before_space or before_mark)
    right = not before_space and (not before_mark or after_space or after_mark)
    opens, closes = left, right
    if char == "_":
        opens, closes = left and (not right or before_mark), right and (not left or after_mark)
    elif char == "~" and length > 2:
        opens = closes = False
    return Run(char, length, length, opens, closes, piece)


def _is_punctuation(char: str) -> bool:
    return not char.isalnum() and unicodedata.category(char)[0] in "PS"


def pair(runs: list[Run]) -> None:
    """Turn all runs of a text that belong together into tags, in one pass (the specification's appendix)."""
    openers: list[Run] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        while run.closes and run.count:
            key = (run.char, run.opens, run.length if run.char == "~" else run.length % 3)
            index = _opener(openers, run, bottoms.get(key, -1))
            if index is None:
                bottoms[key] = run.piece - 1
                break
            inside = max(opener.depth for opener in openers[index:])
            del openers[index + 1 :]
            _join(openers[index], run, inside + 1)
            if not openers[index].count:
                done = openers.pop()
                if openers:
                    openers[-1].depth = max(openers[-1].depth, done.depth)
        if run.opens and run.count:
            openers.append(run)


def _opener(openers: list[Run], run: Run, bottom: int) -> int | None:
    """Return which open run a closing one belongs to; none at or before the piece `bottom` does."""
    for index in range(len(openers) - 1, -1, -1):
        opener = openers[index]
        if opener.piece <= bottom or opener.depth >= MAX_NESTING:
            return None
        if opener.char == run.char and _fit(opener, run):
            return index
    return None


def _fit(opener: Run, closer: Run) -> bool:
    if opener.char == "~":
        return opener.length == closer.length
    both = opener.closes or closer.opens
    return not (both and (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3))


def _join(opener: Run, closer: Run, depth: int) -> None:
    width = opener.count if opener.char == "~" else 2 if min(opener.count, closer.count) >= 2 else 1
    tag = _TAGS[opener.char, width]
    opener.opening = f"<{tag}>" + opener.opening
    closer.closing += f"</{tag}>"
    opener.count -= width
    closer.count -= width
    opener.depth = depth
