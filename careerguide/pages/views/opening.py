"""What home quotes: the beginning of a page or of one of its sections, which guide.yaml names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from careerguide.core.problems import Message, Problem, known_or_list
from careerguide.guide.guide import Guide
from careerguide.markdown.document import Section, excerpt
from careerguide.pages.views.compare import Passage
from careerguide.schema.records import Kind

LONGEST = 700  # characters


def opening_of(guide: Guide) -> Passage | None:
    """Return the first paragraph of what home quotes; None where guide.yaml names nothing."""
    section = dict(_sections(guide)).get(guide.settings.opening or "")
    if section is None:
        return None
    first, end, _ = section.html.lstrip().partition("</p>")
    quoted = replace(section, html=first + end) if first.startswith("<p>") else section
    return Passage(section.title, guide.settings.opening or "", excerpt(quoted, LONGEST))


def unknown_opening(guide: Guide) -> Iterator[Problem]:
    """Yield a Problem where guide.yaml names a page or a section that there is not."""
    address = guide.settings.opening
    known = [address for address, _ in _sections(guide)]
    if address and address not in known:
        document = guide.documents[f"{guide.folder}/{Kind.GUIDE}"]
        what = Message("“{target}” is neither a page of editors’ text nor a section of one", target=address)
        yield document.data.problem(("opening",), what, known_or_list(address, known), check="link")


def _sections(guide: Guide) -> Iterator[tuple[str, Section]]:
    """Yield the introductions and the sections of all pages with their addresses."""
    for page in guide.pages.values() if guide.settings.opening else ():
        prose, url = guide.prose[guide.path_of(page)], Kind.PAGE.page(page.id)
        yield url, Section("", page.title, "", prose.intro, known=False, line=1)
        for section in prose.sections:
            yield f"{url}#{section.id}", section
