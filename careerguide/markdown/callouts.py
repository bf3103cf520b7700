"""Callouts: a quote that begins with [!NOTE] or its like, as GitHub shows them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from careerguide.markdown.draft import Draft
from careerguide.markdown.marks import Fixed, Word

CALLOUTS = {
    "note": Word("Note"),
    "tip": Word("Tip"),
    "important": Word("Important"),
    "warning": Word("Warning"),
    "caution": Word("Caution"),
}
_CALLOUT = re.compile(rf"\[!({'|'.join(CALLOUTS)})\] *", re.IGNORECASE | re.ASCII)


def show_callouts(draft: Draft) -> None:
    """Replace top-level quotes that begin with the name of a callout by boxes with a title."""
    for quote in draft.tree.root.findall("blockquote"):
        words = quote[0] if len(quote) and quote[0].tag == "p" else None
        match = _CALLOUT.fullmatch(words[0].text or "") if words is not None and len(words) else None
        if words is None or match is None or (len(words) > 1 and words[1].text != "\n" and words[1].tag != "br"):
            continue
        del words[:2]
        if not len(words):
            quote.remove(words)
        kind = match.group(1).lower()
        quote.tag = "div"
        quote.set("class", draft.mark(Fixed(f"callout {kind}")))
        quote.set("role", draft.mark(Fixed("note")))
        title = Element("p", {"class": draft.mark(Fixed("callout-title"))})
        title.text, title.tail = draft.mark(CALLOUTS[kind]), "\n"
        quote.insert(0, title)
