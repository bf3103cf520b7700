"""Markdown as safe HTML in sections: figures, links, opinions and glossary terms put in.

In: a body's text. Out: `render` gives a `Markup`, a pure function of the text and the language that may be cached by
content; `resolve` gives the `Prose` of one document, with everything that depends on the rest of the guide.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from careerguide.problems import Problem
from careerguide.prose.marks import Finding, Mark
from careerguide.prose.typed_money import TypedAmount
from careerguide.reading.source import Body, Source

if TYPE_CHECKING:
    from careerguide.language import Language
    from careerguide.models import Expert, Page, Region, Role, SalaryTable, Skill, Term

KNOWN_SECTIONS = frozenset(
    [
        "duties",
        "environment",
        "cases",
        "market",
        "limits",
        "stakeholders",
        "growth",
        "learning",
        "place",
        "way-in",
        "pay",
    ]
    + ["skills", "applicants", "plans", "fit", "opinions", "experts", "related", "sources"]
)
_BLOCK_END = re.compile(
    r"</?(?:p|li|div|h\d|tr|td|th|blockquote|pre|ul|ol|table|figure|figcaption|dt|dd|br|hr)\b[^>]*>"
)
_IDS = re.compile(r'(<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")*?) id="[^"]*"')
_TAG = re.compile(r'<[^>"]*+(?:"[^"]*+"[^>"]*+)*+>')

Spans = tuple[tuple[int, int], ...]


class Heading(NamedTuple):
    """A heading below a section's own: its anchor, its plain text, its level (3 to 6)."""

    id: str
    title: str
    level: int


@dataclass(frozen=True)
class Section:
    """What stands under one h2: `title` is plain text, `html` leaves the h2 itself out, `line` is where it stands.

    `known` says that the id belongs to KNOWN_SECTIONS, which are compared side by side between roles.
    """

    id: str
    title: str
    title_html: str
    html: str
    known: bool
    line: int
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class Prose:
    """A document's text as HTML, ready for templates; links inside the site are written `site:…`."""

    intro: str
    sections: tuple[Section, ...] = ()
    images: tuple[str, ...] = ()  # paths under content/images/ that the text shows
    terms: tuple[str, ...] = ()  # ids of the glossary terms that the text uses


@dataclass(frozen=True)
class Markup:
    """A document's text as HTML with marks (marks.py) where something from the rest of the guide belongs.

    It is small and soon unpickled (no slots: with them, Python code would run for each object). `plain` are the
    stretches of the introduction and of each section that are plain text, in which glossary terms may be linked;
    `lines` are the lines of the file that a Problem may have to show.
    """

    path: str
    intro: str
    sections: tuple[Section, ...] = ()
    anchors: frozenset[str] = frozenset()  # all ids that a link may lead to
    marks: tuple[Mark, ...] = ()
    plain: tuple[Spans, ...] = ((),)
    amounts: tuple[TypedAmount, ...] = ()
    lines: Mapping[int, str] = field(default_factory=dict)

    def problem(self, finding: Finding) -> Problem:
        """Return a finding of this document as a Problem."""
        place, message, hint, severity, check = finding
        excerpt = self.lines.get(place.line, "")
        return Problem(self.path, place.line, place.column, message, hint, severity, check, excerpt, place.width)


@dataclass(frozen=True, slots=True)
class Context:
    """What `resolve` must know of the rest of the guide. Maps are by id, `anchors` and `drafts` by a document's path.

    `roles` and `pages` are those that are built; `drafts` are the paths of documents that exist but are left out.
    `table` is the id of the document's own salary table, `experts` the people its opinions may name. `broken` are the
    files (folder or list, id) that have mistakes of their own, so that references to them are not called mistakes too.
    """

    language: Language
    table: str | None = None
    experts: Mapping[str, Expert] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    tables: Mapping[str, SalaryTable] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)
    skills: Mapping[str, Skill] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()
    broken: frozenset[tuple[str, str]] = frozenset()
    images: frozenset[str] | None = None  # files under content/images/, relative to it; None: not checked


def render(source: Source, body: Body, language: str) -> tuple[Markup, list[Problem]]:
    """Return a body as Markup, and what is wrong with it; a pure function of its arguments."""
    from careerguide.prose.rendering import rendered

    return rendered(source, body, language)


def resolve(markup: Markup, context: Context) -> tuple[Prose, list[Problem]]:
    """Return Markup as Prose, and what it refers to in vain."""
    from careerguide.prose.resolving import resolved

    return resolved(markup, context)


def plain_text(text: str) -> str:
    """Return the text of a piece of prose without its markup, on one line."""
    return " ".join(html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", text))).split())


def excerpt(section: Section, most: int) -> str:
    """Return the section's text without markup, cut at a word to at most `most` characters."""
    text = plain_text(section.html)
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" .,;:—–-") + "…"


def without_ids(text: str) -> str:
    """Return a piece of prose without its ids, for a page that shows several documents side by side."""
    return _IDS.sub(r"\1", text)
