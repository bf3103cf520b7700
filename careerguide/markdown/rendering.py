"""From Markdown to Markup: limits, GitHub's Markdown, sections, sanitising, typography, positions.

In: a source, its body and a language. Out: a `Markup`, and Problems. Nothing here knows of any other file of the guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from careerguide.core.problems import Message, Problem, Severity
from careerguide.languages.typography import Typographer
from careerguide.markdown import figures
from careerguide.markdown.adapter import Unreadable
from careerguide.markdown.document import Heading, Markup, Section, Spans
from careerguide.markdown.draft import Draft, Title
from careerguide.markdown.limits import refusals
from careerguide.markdown.marks import (
    MARK,
    MOST_FINDINGS,
    SECTION_HEADING,
    Figure,
    Finding,
    Fixed,
    Mark,
    Word,
    mark_of,
    number,
)
from careerguide.markdown.pictures import take_sizes
from careerguide.markdown.sanitising import Sanitiser
from careerguide.markdown.typed_money import TypedAmount, typed_amounts
from careerguide.reading.source import Body, Position, Source
from careerguide.schema.sections import SECTIONS

if TYPE_CHECKING:
    from markdown import Markdown

    from careerguide.markdown.extension import GitHubFlavour

_TOKEN = re.compile(
    r"<(/?)(a|h[1-6]|code|pre|kbd|samp|summary|figcaption)\b[^>]*>|" + r'<[^>"]*+(?:"[^"]*+"[^>"]*+)*+>|' + MARK.pattern
)


def rendered(source: Source, body: Body, language: str) -> tuple[Markup, list[Problem]]:
    """Return a body as Markup, and its Problems."""
    rendering = _Rendering(source, body)
    text, refused = rendering.converted()
    if refused:
        return rendering.markup("", (), ()), rendering.problems(refused)
    parts = rendering.parts(text, Typographer(language))
    leaves = rendering.draft.leaves
    amounts = tuple(islice((amount for leaf in leaves for amount in typed_amounts(leaf)), MOST_FINDINGS))
    titles = rendering.draft.titles
    findings = [*rendering.draft.findings, *_heading_findings(titles, body.text.split("\n")), *rendering.findings]
    sections = tuple(rendering.sections(parts))
    return rendering.markup(parts[0], sections, amounts), rendering.problems(findings)


@lru_cache(maxsize=1)
def _markdown() -> tuple[Markdown, GitHubFlavour]:
    from careerguide.markdown.extension import markdown

    return markdown()


class _Rendering:
    """The state of rendering one document: `kept` are the marks that `resolve` will need, by their new numbers."""

    def __init__(self, source: Source, body: Body) -> None:
        self.source = source
        self.body = body
        self.draft = Draft()
        self.kept: list[Mark] = []
        self.renumbered: dict[int, str] = {}
        self.findings: list[Finding] = []
        self.typographer: Typographer | None = None
        self.shown_lines: set[int] = set()

    def converted(self) -> tuple[str, list[Finding]]:
        """Return the text as HTML with marks, as it comes from Markdown, and the reasons to show none of it."""
        if refused := list(refusals(self.body.text)):
            return "", refused
        instance, flavour = _markdown()
        instance.reset()
        try:
            text = instance.convert(self.body.text)
        except Unreadable as error:
            return "", [error.finding]
        self.draft = flavour.draft
        flavour.reset()
        return text, [finding for finding in self.draft.findings if finding.check in {"nesting", "size"}]

    def parts(self, text: str, typographer: Typographer) -> list[str]:
        """Return the introduction, then the title and the text of each section, as clean HTML."""
        self.typographer = typographer
        clean = Sanitiser(self.draft).cleaner().clean
        parts = [take_sizes(clean(part), self.draft) if "<" in part else part for part in SECTION_HEADING.split(text)]
        return [self.settled(typographer.html(part)) for part in parts]

    def settled(self, text: str) -> str:
        """Insert fixed marks, and renumber those that are left for `resolve`."""
        return MARK.sub(self.settle, text)

    def settle(self, match: re.Match[str]) -> str:
        old = number(match)
        meaning = self.draft.marks[old]
        if isinstance(meaning, Fixed):
            return meaning.text
        if old not in self.renumbered:
            if isinstance(meaning, Figure):
                call = figures.parse(meaning.expression, meaning.place)
                if isinstance(call, Finding):
                    self.findings.append(call)
                    return ""
                meaning = replace(meaning, call=self.placed_call(call))
            if not isinstance(meaning, Word):
                meaning = replace(meaning, place=self.placed(meaning.place))
            self.kept.append(meaning)
            self.renumbered[old] = mark_of(len(self.kept) - 1)
        return self.renumbered[old]

    def sections(self, parts: list[str]) -> Iterator[Section]:
        """Yield the section below each heading of level 2."""
        heads = [title for title in self.draft.titles if title.opens_section]
        below: dict[int, list[Heading]] = {}
        for title in self.draft.titles:
            if title.level > 2:
                below.setdefault(title.section, []).append(Heading(title.id, self.title(title), title.level))
        for index, head in enumerate(heads):
            yield Section(
                head.id,
                self.title(head),
                parts[2 * index + 1],
                parts[2 * index + 2],
                head.id in SECTIONS,
                head.place.line + self.body.first_line - 1,
                tuple(below.get(head.section, ())),
            )

    def title(self, title: Title) -> str:
        assert self.typographer
        return self.settled(self.typographer.text(title.text))

    def markup(self, intro: str, sections: tuple[Section, ...], amounts: tuple[TypedAmount, ...]) -> Markup:
        amounts = tuple(replace(amount, place=self.placed(amount.place)) for amount in amounts)
        suspects = tuple(replace(each, place=self.placed(each.place)) for each in self.draft.suspects[:MOST_FINDINGS])
        plain = tuple(self.plain(text) for text in (intro, *(section.html for section in sections)))
        anchors = [title.id for title in self.draft.titles]
        anchors += [id for note in self.draft.notes.values() for id in note.ids]
        lines = self.source.lines
        shown = {line: lines[line - 1] for line in self.shown_lines if 0 < line <= len(lines)}
        kept = tuple(self.kept)
        return Markup(self.source.path, intro, sections, frozenset(anchors), kept, plain, amounts, suspects, shown)

    def plain(self, text: str) -> Spans:
        """Return the plain text outside of links, headings and code; record which figures are inside of links."""
        spans, at, inside, in_link = [], 0, 0, 0
        for match in _TOKEN.finditer(text):
            if not inside and match.start() > at:
                spans.append((at, match.start()))
            at = match.end()
            closing, name, mark = match.groups()
            if name:
                inside += -1 if closing else 1
                in_link += (-1 if closing else 1) if name == "a" else 0
            elif mark and in_link:
                meaning = self.kept[number(match, 3)]
                if isinstance(meaning, Figure):
                    self.kept[number(match, 3)] = replace(meaning, in_link=True)
        return (*spans, (at, len(text))) if at < len(text) else tuple(spans)

    def placed(self, place: Position) -> Position:
        """Return a position in the body as a position in the file."""
        line = place.line + self.body.first_line - 1
        self.shown_lines.add(line)
        return place._replace(line=line)

    def placed_call(self, call: figures.Call) -> figures.Call:
        arguments = tuple(each._replace(place=self.placed(each.place)) for each in call.arguments)
        table = call.table and call.table._replace(place=self.placed(call.table.place))
        return replace(call, arguments=arguments, table=table, place=self.placed(call.place))

    def problems(self, findings: list[Finding]) -> list[Problem]:
        """Return findings as Problems of the file, in order."""
        found = sorted(findings, key=lambda finding: (finding.place, finding.check))[:MOST_FINDINGS]
        return [self.source.problem(*finding._replace(place=self.placed(finding.place))) for finding in found]


def _heading_findings(titles: list[Title], lines: list[str]) -> Iterator[Finding]:
    """Yield what is wrong with the levels and texts of headings."""
    before = 1
    for title in titles:
        if title.level == 1:
            what = Message("the page's title stands in its front matter; a heading in the text begins with ##")
            hint = Message("write ## instead of #, or take the line out")
            before_title = lines[title.place.line - 1][: title.place.column - 1]
            if re.search(r"[^\s>#]", before_title):
                hint = Message("if it is no heading, put \\ before #: {text}", text=f"\\# {title.text}")
            elif "#" not in before_title:
                hint = Message("write {text}, and take out the line of = below it", text=f"## {title.text}")
            yield Finding(title.place, what, hint, check="second-title")
        elif title.level > before + 1:
            what = Message("a heading of level {level} follows one of level {before}", level=title.level, before=before)
            hint = Message("write {marks}", marks="#" * (before + 1))
            yield Finding(title.place, what, hint, Severity.WARNING, "heading-order")
        if not title.text:
            what = Message("the heading has no text")
            yield Finding(title.place, what, Message("write one, or take the line out"), check="heading-empty")
        before = max(title.level, 2) if title.level == 1 else title.level
