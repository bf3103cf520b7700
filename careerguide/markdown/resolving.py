"""From Markup to Prose: inserts figures, links, pictures, opinions and glossary terms from the rest of the guide.

In: a `Markup` and a `Context`. Out: a `Prose`, and Problems for references that lead nowhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from careerguide.core.problems import Message, Problem, Severity, known_or_list
from careerguide.languages.typography import Typographer
from careerguide.markdown import figure_lookup, linking, pictures, slip_lookup
from careerguide.markdown.document import Context, Markup, Prose, Section, Spans
from careerguide.markdown.glossary import Glossary, glossary
from careerguide.markdown.marks import MARK, MOST_FINDINGS, Figure, Finding, Image, Link, Mark, Opinion, Word, number
from careerguide.reading import web_addresses
from careerguide.reading.yaml_writer import acceptance
from careerguide.schema.picture import Picture

if TYPE_CHECKING:
    from careerguide.markdown.typed_money import TypedAmount
    from careerguide.schema import Expert


def resolved(markup: Markup, context: Context) -> tuple[Prose, list[Problem]]:
    """Return Markup as Prose, and a Problem for each reference that leads nowhere."""
    resolving = _Resolving(markup, context)
    terms = glossary(context.terms, context.language.code)
    intro = resolving.html(markup.intro, markup.plain[0], terms)
    pairs = zip(markup.sections, markup.plain[1:], strict=False)
    sections = tuple(resolving.section(section, spans, terms) for section, spans in pairs)
    if context.table or (context.tables and not context.is_role):  # else there is no figure to write instead
        resolving.findings += [_typed(amount, context, markup) for amount in markup.amounts]
    resolving.findings += slip_lookup.findings(markup, context)
    problems = [markup.problem(finding) for finding in resolving.findings]
    prose = Prose(intro, sections, tuple(dict.fromkeys(resolving.images)), tuple(dict.fromkeys(resolving.terms)))
    return prose, sorted(problems, key=lambda problem: problem.sort_key)


class _Resolving:
    """The state of resolving one document: the HTML and the plain text that replace each of its marks."""

    def __init__(self, markup: Markup, context: Context) -> None:
        self.path = markup.path
        self.anchors = markup.anchors
        self.context = context
        self.findings: list[Finding] = []
        self.images: list[str] = []
        self.terms: list[str] = []
        self.typographer = Typographer(context.language.code)
        self.put = [self.turned(mark) for mark in markup.marks]

    def turned(self, mark: Mark) -> tuple[str, str]:
        return ("", "") if len(self.findings) >= MOST_FINDINGS else _TURNS[type(mark)](self, mark)

    def html(self, text: str, spans: Spans, terms: Glossary) -> str:
        """Return HTML with its terms linked and its marks replaced."""
        parts, at = [], 0
        for start, end, id in terms.find(text, spans):
            link = f'<a class="term" href="site:glossary/index.html#{id}">{text[start:end]}</a>'
            parts += [text[at:start], link]
            at = end
            self.terms.append(id)
        parts.append(text[at:])
        return self.with_marks("".join(parts))

    def with_marks(self, text: str) -> str:
        return MARK.sub(lambda match: self.put[number(match)][0], text)

    def words(self, text: str) -> str:
        """Return plain text with its figures as text."""
        return MARK.sub(lambda match: self.put[number(match)][1], text) if "\ue000" in text else text

    def section(self, section: Section, spans: Spans, terms: Glossary) -> Section:
        return replace(
            section,
            title=self.words(section.title),
            title_html=self.with_marks(section.title_html),
            html=self.html(section.html, spans, terms),
            headings=tuple(heading._replace(title=self.words(heading.title)) for heading in section.headings),
        )

    def find(self, finding: Finding) -> tuple[str, str]:
        self.findings.append(finding)
        return "", ""

    # --- what replaces a mark: HTML and plain text

    def figure(self, mark: Figure) -> tuple[str, str]:
        assert mark.call is not None
        shown = figure_lookup.show(mark.call, self.context)
        if isinstance(shown, Finding):
            return self.find(shown)
        typeset = self.typographer
        return typeset.html(shown.bare if mark.in_link else shown.linked), typeset.text(shown.text)

    def link(self, mark: Link) -> tuple[str, str]:
        address = linking.link(mark.target, self.path, self.anchors, self.context)
        if isinstance(address, linking.Refusal):
            return self.find(Finding(mark.place, address.message, address.hint, check="link"))
        if flaw := web_addresses.flaw(mark.target.strip()):
            self.find(Finding(mark.place, *flaw, Severity.WARNING, "web-address"))
        outside = '" rel="noopener' if linking.is_outside(address) else ""  # the mark is between the quotes of href="…"
        return html.escape(address) + outside, ""

    def image(self, mark: Image) -> tuple[str, str]:
        name = pictures.find(mark.target, self.path, self.context)
        if isinstance(name, linking.Refusal):
            return self.find(Finding(mark.place, name.message, name.hint, check="image"))
        self.images.append(name)
        return pictures.attributes(self.context.pictures.get(name, Picture()), mark), ""

    def opinion(self, mark: Opinion) -> tuple[str, str]:
        expert = self.context.experts.get(mark.expert)
        if expert is None:
            what = Message("there is no expert “{id}” in the front matter", id=mark.expert)
            hint = known_or_list(mark.expert, self.context.experts)
            return self.find(Finding(mark.place, what, hint, check="opinion"))
        return self.caption(expert), expert.name or expert.position

    def caption(self, expert: Expert) -> str:
        position = f'<span class="expert-position">{html.escape(self.typographer.text(expert.position))}</span>'
        if expert.name is None:
            return position
        return f'<span class="expert-name">{html.escape(self.typographer.text(expert.name))}</span><br>{position}'

    def word(self, mark: Word) -> tuple[str, str]:
        text = self.context.language.translate(mark.english)
        return html.escape(text), text


_TURNS: dict[type, Callable[..., tuple[str, str]]] = {
    Figure: _Resolving.figure,
    Link: _Resolving.link,
    Image: _Resolving.image,
    Opinion: _Resolving.opinion,
    Word: _Resolving.word,
}


def _typed(amount: TypedAmount, context: Context, markup: Markup) -> Finding:
    """Return the warning about an amount typed by hand: with the figure to use, where the document's table holds it."""
    table = context.tables.get(context.table) if context.table else None
    what = Message("“{amount}” is typed by hand, and will not follow when the pay table changes", amount=amount.text)
    calls = list(figure_lookup.calls_for(table, amount.values)) if table else []
    line = markup.lines.get(amount.place.line, "")
    here = [call for row, call in calls if (region := context.regions.get(row.region)) and _named(region.name, line)]
    hint = Message(
        "if it is not from the table, accept it in the front matter and say why:\n{entry}",
        entry="accepted:\n" + acceptance(check="typed-money", text=amount.text),
    )
    if calls:
        hint = Message("write {figure}", figure=here[0] if here else calls[0][1])
    return Finding(amount.place, what, hint, Severity.WARNING, "typed-money")


def _named(name: str, line: str) -> bool:
    """Return whether a line names a region, in any grammatical case."""
    stem = name.casefold()[: max(4, len(name) - 2)]
    return re.search(rf"(?<!\w){re.escape(stem)}", line.casefold()) is not None
