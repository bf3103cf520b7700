"""What stands inside a block's text: code, emphasis, links, pictures, HTML, figures, as the GFM specification reads it.

In: a `Leaf`. Out: its HTML, with marks where an address, a figure or a footnote belongs. One pass over the text and one
over its delimiters; every search that may fail remembers that it did, so that no input takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from careerguide.gfm import brackets as gfm_brackets
from careerguide.gfm import spans as gfm_spans
from careerguide.gfm.brackets import Bracket
from careerguide.gfm.emphasis import Run, pair
from careerguide.gfm.leaves import escape
from careerguide.prose.marks import Draft, Leaf

_SPECIAL = re.compile(r"[\\`*_~\[\]<&\n{@!:w]")


class Inline:
    """The text of one leaf while it is being read."""

    def __init__(self, draft: Draft, leaf: Leaf) -> None:
        self.draft = draft
        self.leaf = leaf
        self.text = "\n".join(leaf.lines) if len(leaf.lines) > 1 else leaf.lines[0]
        self.pieces: list[str] = []
        self.runs: list[Run] = []
        self.brackets: list[Bracket] = []
        self.bare: list[tuple[int, str]] = []  # links without brackets: the piece that each is, and its text
        self.opaque: list[tuple[int, int]] = []  # where code, addresses and figures stand
        self.ticks: dict[int, list[int]] | None = None
        self.missing: set[str] = set()  # what does not come any more
        self.start = 0  # of the plain text that is not yet among the pieces

    def html(self) -> str:
        """Return the text as HTML."""
        text, at = self.text, 0
        while match := _SPECIAL.search(text, at):
            here = match.start()
            end = _HANDLERS[text[here]](self, here)
            if end is None:
                at = here + 1
            else:
                at = self.start = end
        if not self.pieces:
            return self.leaf.before + escape(text)
        self.flush(len(text))
        self.emphasise(0)
        self.leaf.opaque = self.opaque
        return self.leaf.before + "".join(self.pieces)

    def flush(self, end: int) -> None:
        """Move the plain text up to `end` to the pieces."""
        if end > self.start:
            self.pieces.append(escape(self.text[self.start : end]))
            self.start = end

    def put(self, here: int, end: int, piece: str) -> int:
        """Let what stands from `here` to `end` be `piece`."""
        self.flush(here)
        self.pieces.append(piece)
        return end

    def emphasise(self, first: int) -> None:
        """Put the tags of the runs from `first` on among the pieces."""
        if len(self.runs) > first:
            runs = self.runs[first:]
            pair(runs)
            for run in runs:
                self.pieces[run.piece] = run.html
            del self.runs[first:]

    def closed(self, closing: str, start: int) -> int:
        """Return where `closing` next ends, or -1."""
        if closing in self.missing:
            return -1
        found = self.text.find(closing, start)
        if found < 0:
            self.missing.add(closing)
            return -1
        return found + len(closing)


_HANDLERS: dict[str, Callable[[Inline, int], int | None]] = {
    "\\": gfm_spans.backslash,
    "`": gfm_spans.code,
    **dict.fromkeys("*_~", gfm_spans.run),
    "\n": gfm_spans.line_end,
    "&": gfm_spans.entity,
    "{": gfm_spans.figure,
    ":": gfm_spans.colon,
    "w": gfm_spans.www,
    "@": gfm_spans.at_sign,
    "<": gfm_spans.tag,
    "!": gfm_brackets.exclamation,
    "[": gfm_brackets.opening,
    "]": gfm_brackets.closing,
}
