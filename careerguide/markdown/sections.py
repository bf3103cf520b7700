"""Sections: the content below each heading of level 2 at the top of a text."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from careerguide.markdown.draft import Draft
from careerguide.markdown.marks import SECTION, SECTION_END


def mark_sections(draft: Draft) -> None:
    """Put marks around the text of each heading that begins a section, in the place of its tags."""
    for title in draft.titles:
        if title.opens_section:
            heading: Element = title.element
            heading.tag, heading.text = None, SECTION  # type: ignore[assignment]
            SubElement(heading, None).text = SECTION_END  # type: ignore[arg-type]
