"""The full-text search index, which static/js/full-text.js queries.

In: a `Guide`. Out: requests to Pagefind, then the files of `pagefind/`; the same bytes for the same guide. The index is
built from the records: small documents with the headings and addresses of the pages.

Pagefind's filters are not used, because their order in its files varies. Its process is used directly instead of its
Python module, which waits a tenth of a second for every answer and cannot handle an index larger than 2 MB. Pipelining
requests would not be faster, because Pagefind processes them one by one.
"""

from __future__ import annotations

import json
import re
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from importlib.metadata import version
from types import TracebackType
from typing import Any, NamedTuple, Self

from pagefind.service import get_executable

from careerguide.core import addresses
from careerguide.core.os_errors import CommandError
from careerguide.core.problems import Message, SiteText
from careerguide.core.program import PROGRAM
from careerguide.guide.guide import Guide
from careerguide.incremental.cache import Cache, digest_of
from careerguide.incremental.dependencies import Maps, Traced
from careerguide.incremental.memo import cached_map
from careerguide.incremental.parallel import in_background
from careerguide.languages.typography import Typographer
from careerguide.pages.views.index import Index, RoleLink, index_of
from careerguide.pages.views.region import CHARTED
from careerguide.pages.views.role import skills_of
from careerguide.pages.views.site import GAPS, Words
from careerguide.publishing import manifest
from careerguide.publishing.output import Files, Reused
from careerguide.schema import Entry, Expert, Learning, Page, Region, Role, SalaryTable, SourceRef
from careerguide.schema.records import LISTS, Kind
from careerguide.schema.sections import SECTIONS

CHARACTERS = "+#"  # also part of words: C++, C#; a full stop would become part of the last word of each sentence
LEFT_OUT = ["table", "svg"]  # in prose: figures, which nobody searches for
UNUSED = re.compile(r"pagefind-(?:ui|modular-ui|component-ui|highlight)\.")  # interfaces other than ours
ABOUT_GAPS = SiteText("Every figure and fact that the sources do not give, and how to add it")  # as its page says

Request = dict[str, Any]


class IndexedSection(NamedTuple):
    """The content below a heading of a page, in HTML."""

    id: str
    title: str
    html: str


def requests(guide: Guide, index: Index | None = None) -> tuple[Request, ...]:
    """Return the requests by which Pagefind builds the guide's index, in order."""
    language = guide.settings.language.partition("-")[0]
    settings = {"force_language": language, "include_characters": CHARACTERS, "exclude_selectors": LEFT_OUT}
    documents = _Documents(guide, index or index_of(guide))
    return (
        {"type": "NewIndex", "config": settings},
        *(documents.role(role) for role in guide.roles.values()),
        *(documents.table(table) for table in guide.current_tables),
        *documents.regions(),
        *(documents.summary_page(kind.page(it.id), it.name, it.summary, "") for kind, it in _listed(guide)),
        *(documents.page(page) for page in guide.pages.values()),
        *(documents.page(entry) for entry in guide.entries.values()),
        documents.summary_page(GAPS.url, GAPS.title, ABOUT_GAPS, ""),
        *_terms(guide, language),
        {"type": "GetFiles"},
    )


def digest(requests: tuple[Request, ...]) -> bytes:
    """Return the digest of everything that the index depends on."""
    return digest_of("search", version("pagefind"), json.dumps(requests))


@contextmanager
def search_files(
    guide: Guide, index: Index, cache: Cache, maps: Maps, published: Mapping[str, manifest.Entry]
) -> Iterator[Callable[[], Files]]:
    """Build the search index while the `with` block runs; yield what waits for its files.

    They are reused as published if the requests are unchanged.
    """
    needed = lru_cache(lambda: requests(guide, index))
    own = digest_of("search requests")
    (key,) = cached_map(lambda _: digest(needed()), [None], [own], cache, maps, 1)
    known: dict[str, str] | None = cache.get(key)
    if known and all(path in published and published[path].digest == of for path, of in known.items()):
        reused: Files = {path: Reused.of(published[path]) for path in known}
        yield lambda: reused
        return
    with in_background(lambda: files(needed())) as built:

        def new() -> Files:
            made = built()
            cache.put(key, {path: manifest.digest(content) for path, content in made.items()})
            return {**made}

        yield new


def files(requests: tuple[Request, ...]) -> dict[str, bytes]:
    """Return the files of the search index, by path."""
    with _Pagefind() as pagefind:
        for request in requests:
            answer = pagefind.ask(request)
    index = {file["path"]: b64decode(file["content"]) for file in answer["files"] if not UNUSED.match(file["path"])}
    if f"wasm.{requests[0]['config']['force_language']}.pagefind" in index:
        del index["wasm.unknown.pagefind"]
    return {addresses.INDEX + path: index[path] for path in sorted(index)}


def _listed(guide: Guide) -> Iterator[tuple[Kind, Any]]:
    """Yield the records of lists that have their own pages, except regions, which have no summary."""
    for kind in LISTS:
        if kind.has_page_each and kind is not Kind.REGIONS:
            yield from ((kind, record) for record in guide.records[kind].values())


def _terms(guide: Guide, language: str) -> Iterator[Request]:
    """Yield a request for every term, at its anchor in the glossary."""
    for term in guide.terms.values():
        yield {
            "type": "AddRecord",
            "url": Kind.GLOSSARY.page(term.id),
            "language": language,
            "content": ". ".join((term.term, *term.also, term.meaning)),
            "meta": {"title": term.term},
        }


class _Documents:
    """Requests for the guide's pages: their own text, without what all pages share."""

    def __init__(self, guide: Guide, index: Index) -> None:
        self._guide, self._index = guide, index
        self._set = Typographer(guide.language.code).text

    def say(self, words: Words) -> str:
        """Return our own or editors' words as a page shows them."""
        return self._set(words.say(self._guide.language.translate) if isinstance(words, Message) else words)

    def document(self, url: str, title: str, text: str, parts: Iterable[IndexedSection] = ()) -> Request:
        """Return a page: its title, the text above the first heading, its parts."""
        sections = "".join(f'<h2 id="{escape(it.id)}">{it.title}</h2>{it.html}' for it in parts)
        html = f"<html><body><h1>{escape(title)}</h1>{text}{sections}</body></html>"
        return {"type": "AddFile", "url": url, "file_contents": html}

    def summary_page(self, url: str, title: Words, summary: Words, path: str, facts: Iterable[str] = ()) -> Request:
        """Return a page with a summary, with facts and, where it has its own file, with prose."""
        intro, parts = self._prose(path) if path else ("", {})
        return self.document(url, self.say(title), self._lines([summary, *facts]) + intro, parts.values())

    def page(self, page: Page | Entry) -> Request:
        """Return one of the guide's own pages; an entry with the values of its fields."""
        path = self._guide.path_of(page)
        own = page.own.values() if isinstance(page, Entry) else ()
        values = (each for value in own for each in ((value,) if isinstance(value, str) else value))
        return self.summary_page(Kind.of(page).page(page.id), page.title, page.summary, path, values)

    def role(self, role: Role) -> Request:
        """Return a role's page: its text, with the facts in their sections."""
        intro, parts = self._prose(self._guide.path_of(role))
        for id, html in self._facts(role).items():
            before = parts.get(id, IndexedSection(id, escape(self.say(SECTIONS[id].title)), ""))
            parts[id] = before._replace(html=before.html + html)
        index, names = self._index, (role.names.en, *role.names.also)
        codes = (" ".join(filter(None, (code.system, code.code, code.name))) for code in role.codes)
        facts = (f"{fact.label}: {fact.value}" for fact in role.facts)
        place = self._steps(role, index.reports_to, index.leads)
        head = self._lines([role.summary, role.field, *names, *place, *facts, *codes])
        return self.document(Kind.ROLE.page(role.id), self.say(role.title), head + intro, parts.values())

    def _facts(self, role: Role) -> dict[str, str]:
        """Return the facts of a role's record, by the id of the section that shows them."""
        index = self._index
        skills = skills_of(self._guide, index, role)
        facts = {
            "pay": self._lines([role.pay_note]),
            "applicants": self._lines(it.who for it in role.applicants),
            "skills": self._lines(f"{it.name}: {it.level.label}" if it.level else it.name for it in skills),
            "way-in": self._lines(self._steps(role, index.before, index.after)),
            "fit": self._lines((*role.fit.for_, *role.fit.not_for)),
            "experts": "".join(self._expert(id, expert) for id, expert in role.experts.items()),
            "learning": self._lines(_citation(it, it.author) for it in role.learning),
            "related": self._lines(self._steps(role, index.related)),
            "sources": self._lines(_citation(it, it.publisher) for it in role.sources),
        }
        return {id: html for id, html in facts.items() if html}

    def _expert(self, id: str, expert: Expert) -> str:
        lines = (expert.position, *expert.background, *expert.plans, *expert.known_gaps, expert.role_model)
        return f'<h3 id="expert-{id}">{escape(self.say(expert.name or expert.position))}</h3>{self._lines(lines)}'

    def table(self, table: SalaryTable) -> Request:
        """Return a salary table's page: its columns, source and notes, without figures."""
        columns = [
            line
            for column in table.columns.values()
            for line in (column.label, *(wish.text for wish in column.requires), column.note)
        ]
        parts = [IndexedSection("columns", escape(self.say(SiteText("What the columns mean"))), self._lines(columns))]
        if notes := self._lines(note.text for note in table.notes):
            parts.append(IndexedSection("table", escape(self.say(SiteText("All figures"))), notes))
        if odd := self._lines(why for _, why in table.accepted_cells):
            parts.append(IndexedSection("oddities", escape(self.say(SiteText("Oddities that we have looked at"))), odd))
        source = _citation(table.source, table.source.publisher)
        head = self._lines(
            [
                source,
                table.note,
                *(value.label for each in table.all_dimensions.values() for value in each.values.values()),
            ]
        )
        title = self.say(SiteText("{title}: pay", title=self._title(table)))
        return self.document(Kind.TABLE.page(table.id), title, head, parts)

    def regions(self) -> Iterator[Request]:
        """Yield each region's page with the titles of its tables, unless they are too many for a page."""
        for region in self._guide.regions.values():
            tables = self._index.table_ids_of_region.get(region.id, ())
            titles = [self._title(self._guide.table_metadata[id]) for id in tables] if len(tables) <= CHARTED else []
            url, title = Kind.REGIONS.page(region.id), self.say(_name(region))
            yield self.document(url, title, self._lines([*region.also, *titles]))

    def _title(self, table: SalaryTable) -> str:
        role = self._guide.roles.get(table.role)
        return table.title or (role.title if role else table.id)

    def _prose(self, path: str) -> tuple[str, dict[str, IndexedSection]]:
        prose = self._guide.prose[path]
        return prose.intro, {it.id: IndexedSection(it.id, it.title_html, it.html) for it in prose.sections}

    def _steps(self, role: Role, *maps: Traced[tuple[RoleLink, ...]]) -> Iterator[str]:
        for step in (step for each in maps for step in each.get(role.id, ())):
            yield f"{step.text}. {step.why}" if step.why else step.text

    def _lines(self, lines: Iterable[Words | None]) -> str:
        return "".join(f"<p>{escape(self.say(line))}</p>" for line in lines if line)


def _citation(it: Learning | SourceRef, by: str | None) -> str:
    named = f"{it.title}, {by}" if by else it.title
    return f"{named}. {it.note}" if it.note else named


def _name(region: Region) -> Message:
    return SiteText("Pay {where}", where=region.in_) if region.in_ else SiteText("{title}: pay", title=region.name)


class _Pagefind:
    """A Pagefind process with one index in memory; each request is answered before the next is sent."""

    def __enter__(self) -> Self:
        program = get_executable()
        if program is None:
            hint = Message(
                "install it with pip install pagefind[bin], or build with --pages-only, which leaves out search"
            )
            raise CommandError("pagefind", Message("Pagefind, which makes the search, is not installed"), hint)
        self._process = subprocess.Popen(
            [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROGRAM
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()  # it exits when its input ends

    def ask(self, request: Request) -> dict[str, Any]:
        """Return the answer to a request: both are JSON in base 64, terminated by a comma."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        message = {"message_id": 1, "payload": request | {"index_id": 0}}  # the first and only index
        answer = bytearray()
        try:
            stdin.write(b64encode(json.dumps(message).encode()) + b",")
            stdin.flush()
            while not answer.endswith(b","):
                if not (more := stdout.read1()):  # type: ignore[attr-defined]
                    raise _stopped(Message("it ended before it answered"))
                answer += more
        except BrokenPipeError:
            raise _stopped(Message("it ended before it answered")) from None
        result: dict[str, Any] = json.loads(b64decode(answer[:-1]))["payload"]
        if result["type"] == "Error":
            raise _stopped(result["message"])
        return result


def _stopped(reason: Message | str) -> CommandError:
    hint = Message("run the command again, or with --pages-only, which leaves out search")
    return CommandError("pagefind", Message("Pagefind could not make the search: {reason}", reason=reason), hint)
