"""Markdown as safe HTML in sections: figures, links, opinions and glossary terms put in.

In: a body's text. Out: `render` gives a `Markup`, a pure function of the text and the language that may be cached by
content; `resolve` gives the `Prose` of one document, with everything that depends on the rest of the guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from careerguide.problems import Problem
from careerguide.source import Body, Source

if TYPE_CHECKING:
    from careerguide.language import Language
    from careerguide.models import Expert, Page, Region, Role, SalaryTable, Skill, Term

KNOWN_SECTIONS = frozenset(
    "duties environment cases market limits stakeholders growth learning place way-in pay skills applicants plans "
    "fit opinions".split()
)


class Heading(NamedTuple):
    """A heading below a section's own: its anchor, its plain text, its level (3 to 6)."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Prose:
    """A document's text as HTML, ready for templates; links inside the site are written `site:…`."""

    intro: str
    sections: tuple[Section, ...] = ()
    images: tuple[str, ...] = ()  # paths under content/images/ that the text shows
    terms: tuple[str, ...] = ()  # ids of the glossary terms that the text uses


@dataclass(frozen=True, slots=True)
class Markup:
    """A document's text as HTML with marks where something from the rest of the guide belongs."""

    path: str
    intro: str
    sections: tuple[Section, ...] = ()
    marks: tuple[Any, ...] = ()
    anchors: frozenset[str] = frozenset()  # all ids that a link may lead to


@dataclass(frozen=True, slots=True)
class Context:
    """What `resolve` must know of the rest of the guide. Maps are by id, `anchors` and `drafts` by a document's path.

    `roles` and `pages` are those that are built; `drafts` are the paths of documents that exist but are left out.
    `table` is the id of the document's own salary table, `experts` the people its opinions may name.
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
    images: frozenset[str] | None = None  # files under content/images/, relative to it; None: not checked


def render(source: Source, body: Body, language: str) -> tuple[Markup, list[Problem]]:
    """Return a body as Markup, and what is wrong with it; a pure function of its arguments."""
    raise NotImplementedError


def resolve(markup: Markup, context: Context) -> tuple[Prose, list[Problem]]:
    """Return Markup as Prose, and what it refers to in vain."""
    raise NotImplementedError


def excerpt(section: Section, most: int) -> str:
    """Return the section's text without markup, cut at a word to at most `most` characters."""
    raise NotImplementedError
