"""A page of prose, such as the methodology."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from careerguide.library import Library
from careerguide.views.role import Section


class TextView(NamedTuple):
    """What editors wrote, section by section."""

    intro: Markup
    sections: tuple[Section, ...]


def text_view(library: Library, path: str) -> TextView:
    """Return the text of a file as a page shows it; prose is sanitised HTML."""
    prose = library.prose[path]
    sections = tuple(Section(s.id, Markup(s.title_html), Markup(s.html), None) for s in prose.sections)
    return TextView(Markup(prose.intro), sections)
