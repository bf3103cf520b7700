"""A page of prose, such as the methodology."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from careerguide.guide.guide import Guide
from careerguide.pages.views.role import PageSection


class TextView(NamedTuple):
    """The text of a page by section."""

    intro: Markup
    sections: tuple[PageSection, ...]


def text_view(guide: Guide, path: str) -> TextView:
    """Return the page of a text; prose is sanitised HTML."""
    prose = guide.prose[path]
    sections = tuple(PageSection(s.id, Markup(s.title_html), Markup(s.html), None) for s in prose.sections)
    return TextView(Markup(prose.intro), sections)
