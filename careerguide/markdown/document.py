"""Markdown as safe HTML in sections, with figures, links, opinions and glossary terms inserted.

In: a body's text. Out: `render` gives a `Markup`, a pure function of the text and the language that may be cached by
content; `resolve` gives the `Prose` of one document, with everything that depends on the rest of the guide.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from careerguide.core.problems import Problem
from careerguide.markdown.marks import Finding, Mark, Suspect
from careerguide.markdown.typed_money import TypedAmount
from careerguide.reading.source import Body, Source
from careerguide.schema.records import Kind

if TYPE_CHECKING:
    from careerguide.core.problems import Known
    from careerguide.languages.language import Language
    from careerguide.markdown.linking import Stems
    from careerguide.schema import Expert, Region, SalaryTable, Term
    from careerguide.schema.picture import Picture

_BLOCK_END = re.compile(
    r"</?(?:p|li|div|h\d|tr|td|th|blockquote|pre|ul|ol|table|figure|figcaption|dt|dd|br|hr)\b[^>]*>"
)
_IDS = re.compile(r'(<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")*?) id="[^"]*"')
_TAG = re.compile(r'<[^>"]*+(?:"[^"]*+"[^>"]*+)*+>')
_ASIDE = re.compile(r'<div class="(?:callout [a-z]+|footnotes)"')
_DIV = re.compile(r"<(/?)div\b[^>]*>")
_REFERENCE = re.compile(r'<sup id="fnref-.*?</sup>')

Spans = tuple[tuple[int, int], ...]


class Heading(NamedTuple):
    """A heading below a section's own: its anchor, its plain text, its level (3 to 6)."""

    id: str
    title: str
    level: int


@dataclass(frozen=True)
class Section:
    """The content below one h2: `title` is plain text, `html` excludes the h2 itself, `line` is its line.

    `known` says that the id belongs to SECTIONS (schema/sections.py), which are compared side by side between roles.
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
    suspects: tuple[Suspect, ...] = ()
    lines: Mapping[int, str] = field(default_factory=dict)

    def problem(self, finding: Finding) -> Problem:
        """Return a finding of this document as a Problem."""
        place, message, hint, severity, check = finding
        excerpt = self.lines.get(place.line, "")
        return Problem(self.path, place.line, place.column, message, hint, severity, check, excerpt, place.width)


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of the guide that `resolve` reads. Maps are by id, `anchors` and `drafts` by a document's path.

    `records` are those that are built; `drafts` are the paths of what exists but is left out (`Guide.drafts`).
    `table` is the id of a role's own salary table, `experts` the people its opinions may name. `broken` are the
    files (folder or list, id) that have mistakes of their own, so that references to them are not called mistakes too.
    """

    language: Language
    table: str | None = None
    is_role: bool = False
    experts: Mapping[str, Expert] = field(default_factory=dict)
    records: Mapping[Kind, Mapping[str, Any]] = field(default_factory=dict)
    editions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of salary tables, as in Guide
    paths: Mapping[str, str] = field(default_factory=dict)  # by what Kind.file returns
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()
    broken: frozenset[tuple[str, str]] = frozenset()
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # by path under content/images/
    stems: Mapping[str, Stems] = field(default_factory=dict)  # of "files", to find the one that was misspelt
    known: Mapping[str, Known] = field(default_factory=dict)  # of lists by kind, to find the entry that was meant

    def path_of(self, kind: Kind, id: str, root: str) -> str:
        """Return the path of the file with a record, in the content folder `root`."""
        file = kind.file(id)
        return self.paths.get(file, f"{root}/{file}")

    @property
    def tables(self) -> Mapping[str, SalaryTable]:
        """The salary tables, by id."""
        return self.records.get(Kind.TABLE, {})

    @property
    def regions(self) -> Mapping[str, Region]:
        """The regions, by id."""
        return self.records.get(Kind.REGIONS, {})

    @property
    def terms(self) -> Mapping[str, Term]:
        """The glossary's terms, by id."""
        return self.records.get(Kind.GLOSSARY, {})


def render(source: Source, body: Body, language: str) -> tuple[Markup, list[Problem]]:
    """Return a body as Markup, and its Problems; a pure function of its arguments."""
    from careerguide.markdown.rendering import rendered

    return rendered(source, body, language)


def resolve(markup: Markup, context: Context) -> tuple[Prose, list[Problem]]:
    """Return Markup as Prose, and a Problem for each reference that leads nowhere."""
    from careerguide.markdown.resolving import resolved

    return resolved(markup, context)


def plain_text(text: str) -> str:
    """Return the text of a piece of prose without its markup, on one line."""
    return " ".join(html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", text))).split())


def excerpt(section: Section, most: int) -> str:
    """Return the section's text without markup and asides, cut at a word to at most `most` characters."""
    text = plain_text(_without_asides(section.html))
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" .,;:—–-") + "…"


def _without_asides(text: str) -> str:
    """Return a piece of prose without its callouts, its footnotes and the references to them."""
    text = _REFERENCE.sub("", text)
    while aside := _ASIDE.search(text):
        depth = 0
        for tag in _DIV.finditer(text, aside.start()):
            depth += -1 if tag[1] else 1
            if not depth:
                text = text[: aside.start()] + text[tag.end() :]
                break
        else:
            break
    return text


def without_ids(text: str) -> str:
    """Return a piece of prose without its ids, for a page that shows several documents side by side."""
    return _IDS.sub(r"\1", text)
