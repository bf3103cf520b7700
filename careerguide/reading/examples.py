"""What a field looks like when it is filled in: for hints about a wrong shape, and for files to fill in.

In: where a value stands in a file. Out: an example of that very field, to be said in the guide's language.
"""

from __future__ import annotations

from careerguide.problems import Message
from careerguide.reading.source import Loc

# Fields that hold more than one text, by their keys.
EXAMPLES = {
    "names": Message("{en: English title, also: [another title]}"),
    "search": Message("[what people type into a search]"),
    "field": Message("Advertising and marketing"),
    "place": Message("{reports_to: [general director], leads: [account managers]}"),
    "path": Message("{from: [head of sales], to: [commercial director]}"),
    "codes": Message("[{system: ISCO-08, code: '…', name: …}]"),
    "pay_note": Message("What the source says of pay in words."),
    "applicants": Message("[{share: 64, who: women}]"),
    "fit": Message("{for: [you like people], not_for: [you like silence]}"),
    "experts": Message("{expert-id: {position: who the person is}}"),
    "learning": Message("[{kind: book, title: Its title, author: Its author}]"),
    "sources": Message("[{id: talk, kind: interview, title: What it is called, date: unknown}]"),
    "accepted": Message("[{check: source-date, why: why it is right}]"),
    "columns": Message("{median: {kind: median, label: Median}}"),
    "segments": Message("{agencies: Agencies, companies: Companies}"),
    "source": Message("{id: talk, kind: interview, title: What it is called, date: unknown}"),
    "navigation": Message("[{label: Roles, page: roles/}]"),
    "call_to_action": Message("{label: Write to us, url: 'https://example.org/'}"),
}
# One entry of such a field.
ENTRIES = {
    "codes": Message("{system: ISCO-08, code: '…', name: …}"),
    "applicants": Message("{share: 64, who: women}"),
    "experts": Message("{position: who the person is}"),
    "learning": Message("{kind: book, title: Its title}"),
    "sources": EXAMPLES["source"],
    "accepted": Message("{check: source-date, why: why it is right}"),
    "columns": Message("{kind: median, label: Median}"),
    "navigation": Message("{label: Roles, page: roles/}"),
}


def example_at(loc: Loc) -> tuple[str, Message] | None:
    """Return the example of what stands at a place, with what goes before it (“segments: ”, “- ”); or None."""
    *above, last = ("", *loc)
    key = str(above[-1])
    if isinstance(last, int) and key in ENTRIES:
        return "- ", ENTRIES[key]
    if str(last) in EXAMPLES:
        return f"{last}: ", EXAMPLES[str(last)]
    return (f"{last}: ", ENTRIES[key]) if key in ENTRIES else None
