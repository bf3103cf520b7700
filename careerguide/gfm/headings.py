"""The ids of headings: an editor's own `{#id}`, or else what GitHub makes of the heading's text."""

from __future__ import annotations

import re

from careerguide.gfm.brackets import plain_text
from careerguide.problems import Message
from careerguide.prose.marks import MARK, Draft, Fixed, Title

RESERVED_IDS = frozenset(
    {"main", "top", "content", "search", "navigation", "menu", "toc"}
)  # of the pages around the text
# Of the parts that a role's page has by itself (views/role.py): a section of that name becomes one with its part.
OWN_SECTIONS = frozenset({"pay", "applicants", "skills", "way-in", "fit", "experts", "learning", "related", "sources"})
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_ID = re.compile(r"[^\W\d_][\w-]{0,63}")


def slug(text: str) -> str:
    """Return the anchor that GitHub gives a heading: lower case, hyphens for spaces, no punctuation."""
    return _NOT_IN_SLUG.sub("", text.strip().lower()).replace(" ", "-") or "section"


def name_headings(draft: Draft) -> None:
    """Give each heading its text and its id; ids that editors give come first."""
    taken = {id for note in draft.notes.values() for id in note.ids}
    taken |= RESERVED_IDS
    for title in draft.titles:
        title.text = plain_text(title.leaf.html).strip()
        if title.explicit is not None:
            _take(draft, title, title.explicit, taken)
    counts: dict[str, int] = {}
    for title in draft.titles:
        if not title.id:
            base = slug(MARK.sub("", title.text))
            title.id = _free(base, taken | _reserved(title), counts)
            taken.add(title.id)
        draft.marks[title.id_mark] = Fixed(title.id)


def _reserved(title: Title) -> frozenset[str]:
    """Return the ids that a heading cannot have where it stands."""
    return frozenset() if title.opens_section else OWN_SECTIONS


def _take(draft: Draft, title: Title, wanted: str, taken: set[str]) -> None:
    if not _ID.fullmatch(wanted):
        what = Message("“{id}” cannot be a heading's id", id=wanted)
        hint = Message("begin with a letter, go on with letters, digits and hyphens: way-in")
        draft.find(title.place, what, hint, "heading-id")
    elif wanted in RESERVED_IDS:
        what = Message("the id “{id}” belongs to the page around the text", id=wanted)
        draft.find(title.place, what, Message("choose another one"), "heading-id")
    elif wanted in _reserved(title):
        what = Message("“{id}” is the id of a section, which begins with ##", id=wanted)
        draft.find(title.place, what, Message("begin its line with ##, or choose another id"), "heading-id")
    elif wanted in taken:
        what = Message("the id “{id}” is given twice", id=wanted)
        draft.find(title.place, what, Message("give each heading an id of its own"), "heading-id")
    else:
        title.id = wanted
        taken.add(wanted)


def _free(base: str, taken: set[str], counts: dict[str, int]) -> str:
    """Return the id itself, or with the first number that makes it free."""
    if base not in taken:
        return base
    while True:
        counts[base] = counts.get(base, 0) + 1
        numbered = f"{base}-{counts[base]}"
        if numbered not in taken:
            return numbered
