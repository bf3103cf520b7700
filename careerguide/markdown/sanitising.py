"""Sanitises HTML with nh3: a short list of tags and attributes, everything closed, no scripts.

In: the HTML of one section, in which what is ours is marked. Out: the same, clean. An id, class, address or role
without a mark came from an editor's own HTML: ids and classes are dropped, links and pictures are marked like the
others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerguide.markdown.marks import MARK, Fixed, Image, Link, Word, number
from careerguide.reading.source import START

if TYPE_CHECKING:
    import nh3

    from careerguide.markdown.draft import Draft

_KEPT = """
    a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i
    img ins kbd li mark ol p pre q rp rt ruby s samp small strong sub summary sup table tbody td tfoot th thead tr u ul
    var wbr
"""
_TAGS = frozenset(_KEPT.split())
_DROPPED_WHOLE = """
    script style template iframe noscript object embed svg math textarea select title xmp noembed noframes plaintext
"""
DROPPED_WHOLE = frozenset(_DROPPED_WHOLE.split())
_ATTRIBUTES = {
    "a": {"href", "title", "aria-label"},
    "abbr": {"title"},
    "details": {"open"},
    "div": {"class", "role"},
    "figure": {"class"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"id", "class"},
    "ol": {"start"},
    "p": {"class"},
    "sup": {"id"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan", "scope"},
}
_NUMBERS = frozenset({"width", "height", "start", "colspan", "rowspan"})
_MARKED = {"id": Fixed, "class": Fixed, "role": Fixed, "href": Link, "src": Image, "aria-label": Word}


class Sanitiser:
    """Cleans the HTML of one document."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def cleaner(self) -> nh3.Cleaner:
        """Return what cleans; it is not kept here, because Python never frees a circle that leads through nh3."""
        import nh3

        return nh3.Cleaner(
            tags=set(_TAGS),
            clean_content_tags=set(DROPPED_WHOLE),
            attributes=_ATTRIBUTES,
            attribute_filter=self.attribute,
            link_rel=None,
            url_schemes={"http", "https", "mailto"},
        )

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        """Return an attribute's value as it may stay, or None."""
        wanted = _MARKED.get(name)
        if wanted is None:
            if name in _NUMBERS:
                return value if value.isascii() and value.isdigit() and len(value) <= 4 else None
            return MARK.sub("", value)
        match = MARK.fullmatch(value)
        if match and isinstance(self.draft.marks[number(match)], wanted):
            return value
        if wanted is Link:
            return self.draft.mark(Link(value, self.draft.written.get(value, START)))
        if wanted is Image:
            return self.draft.mark(Image(value, self.draft.written.get(value, START)))
        return None
