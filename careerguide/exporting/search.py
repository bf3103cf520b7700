"""The full-text search: a guide → the index that static/js/search.js asks.

In: a `Library`. Out: what Pagefind is asked, then the files of `pagefind/`; the same bytes for the same guide. The
index is made of the records themselves: small documents with the headings of the pages, at their addresses.

Pagefind's filters are not used, because it writes them in another order each time. Its process is asked directly, not
through its Python module, which waits a tenth of a second for every answer and cannot take an index larger than 2 MB.
To send it many requests at once makes it no faster: it reads one after the other.
"""

from __future__ import annotations

import json
import re
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib.metadata import version
from types import TracebackType
from typing import Any, NamedTuple, Self

from pagefind.service import get_executable

from careerguide.cache import Cache, digest_of
from careerguide.library import Library
from careerguide.models import Expert, Learning, Region, Role, SalaryTable, SourceRef
from careerguide.problems import Message
from careerguide.prose.typography import Typographer
from careerguide.publishing import manifest
from careerguide.publishing.manifest import Entry
from careerguide.publishing.output import Files, Reused
from careerguide.tracing import Traced
from careerguide.views.index import Index, Step, index_of
from careerguide.views.region import CHARTED
from careerguide.views.role import OWN_SECTIONS
from careerguide.views.site import GAPS, GLOSSARY, Words

FOLDER = "pagefind/"
CHARACTERS = (
    "+#"  # of which words may consist too: C++, C#; with a full stop, each sentence would end in a word of its own
)
LEFT_OUT = ["table", "svg"]  # in prose: figures, which no one searches
UNUSED = re.compile(r"pagefind-(?:ui|modular-ui|component-ui|highlight)\.")  # interfaces other than ours
ABOUT_GAPS = Message("Every figure and fact that the sources do not give, and how to add it")  # as its page says

Request = dict[str, Any]


class Part(NamedTuple):
    """What stands under a heading of a page, in HTML."""

    id: str
    title: str
    html: str


def requests(library: Library, index: Index | None = None) -> tuple[Request, ...]:
    """Return all that Pagefind is asked to make the guide's index, in order."""
    language = library.settings.language.partition("-")[0]
    settings = {"force_language": language, "include_characters": CHARACTERS, "exclude_selectors": LEFT_OUT}
    found = _Documents(library, index or index_of(library))
    return (
        {"type": "NewIndex", "config": settings},
        *(found.role(role) for role in library.roles.values()),
        *(found.table(table) for table in library.heads.values()),
        *found.regions(),
        *(found.written(f"skills/{it.id}/", it.name, it.summary, "") for it in library.skills.values()),
        *(found.written(f"{it.id}/", it.title, it.summary, library.path_of(it)) for it in library.pages.values()),
        found.written(GAPS.url, GAPS.title, ABOUT_GAPS, ""),
        *_terms(library, language),
        {"type": "GetFiles"},
    )


def digest(requests: tuple[Request, ...]) -> bytes:
    """Return the digest of all that the index's files depend on."""
    return digest_of("search", version("pagefind"), json.dumps(requests))


def standing(library: Library, index: Index, cache: Cache, published: Mapping[str, Entry]) -> Files:
    """Return the files by which the guide can be searched: as they were published, where nothing else can be found."""
    asked = requests(library, index)
    key = digest(asked)
    known: dict[str, str] | None = cache.get(key)
    if known and all(path in published and published[path].digest == of for path, of in known.items()):
        return {path: Reused.of(published[path]) for path in known}
    made = files(asked)
    cache.put(key, {path: manifest.digest(content) for path, content in made.items()})
    return {**made}


def files(requests: tuple[Request, ...]) -> dict[str, bytes]:
    """Return the files by which the site can be searched, by path."""
    with _Pagefind() as pagefind:
        for request in requests:
            answer = pagefind.ask(request)
    index = {file["path"]: b64decode(file["content"]) for file in answer["files"] if not UNUSED.match(file["path"])}
    if f"wasm.{requests[0]['config']['force_language']}.pagefind" in index:
        del index["wasm.unknown.pagefind"]
    return {FOLDER + path: index[path] for path in sorted(index)}


def _terms(library: Library, language: str) -> Iterator[Request]:
    """Yield every term of the glossary at its own place there."""
    for term in library.terms.values():
        yield {
            "type": "AddRecord",
            "url": f"{GLOSSARY.url}#{term.id}",
            "language": language,
            "content": f"{term.term}. {term.meaning}",
            "meta": {"title": term.term, "also": ", ".join(term.also)},
        }


class _Documents:
    """What a guide's pages say, each as one request: words of the guide, not those that all pages share."""

    def __init__(self, library: Library, index: Index) -> None:
        self._library, self._index = library, index
        self._set = Typographer(library.language.code).text

    def say(self, words: Words) -> str:
        """Return words of ours or of editors as a page shows them."""
        return self._set(words.say(self._library.language.translate) if isinstance(words, Message) else words)

    def document(
        self, url: str, title: str, text: str, parts: Iterable[Part] = (), also: Iterable[str | None] = ()
    ) -> Request:
        """Return a page: its title, what stands above the first heading, its parts; it is found by `also`, too."""
        names = ", ".join(name for name in also if name)
        meta = f'<meta data-pagefind-meta="also[content]" content="{escape(names)}">' if names else ""
        told = "".join(f'<h2 id="{escape(it.id)}">{it.title}</h2>{it.html}' for it in parts)
        html = f"<html><body>{meta}<h1>{escape(title)}</h1>{text}{told}</body></html>"
        return {"type": "AddFile", "url": url, "file_contents": html}

    def written(self, url: str, title: Words, summary: Words, path: str) -> Request:
        """Return a page of a summary and, where it has a file of its own, prose."""
        intro, parts = self._prose(path) if path else ("", {})
        return self.document(url, self.say(title), self._lines([summary]) + intro, parts.values())

    def role(self, role: Role) -> Request:
        """Return a role's page: its text, and in their sections the facts that stand there."""
        intro, parts = self._prose(self._library.path_of(role))
        for id, html in self._facts(role).items():
            before = parts.get(id, Part(id, escape(self.say(OWN_SECTIONS[id])), ""))
            parts[id] = before._replace(html=before.html + html)
        index, names = self._index, (role.names.en, *role.names.also)
        codes = (" ".join(filter(None, (code.system, code.code, code.name))) for code in role.codes)
        head = self._lines([role.summary, *names, *self._steps(role, index.reports_to, index.leads), *codes])
        also = (*role.names.also, role.names.en, *role.search, role.field)
        return self.document(f"roles/{role.id}/", self.say(role.title), head + intro, parts.values(), also)

    def _facts(self, role: Role) -> dict[str, str]:
        """Return what a role's record says, by the section in which it stands."""
        index = self._index
        skills = (self._library.skills[id].name for id in role.skills if id in self._library.skills)
        facts = {
            "pay": self._lines([role.pay_note]),
            "applicants": self._lines(it.who for it in role.applicants),
            "skills": self._lines(skills),
            "way-in": self._lines(self._steps(role, index.before, index.after)),
            "fit": self._lines((*role.fit.for_, *role.fit.not_for)),
            "experts": "".join(self._expert(id, expert) for id, expert in role.experts.items()),
            "learning": self._lines(_told(it, it.author) for it in role.learning),
            "related": self._lines(self._steps(role, index.related)),
            "sources": self._lines(_told(it, it.publisher) for it in role.sources),
        }
        return {id: html for id, html in facts.items() if html}

    def _expert(self, id: str, expert: Expert) -> str:
        lines = (expert.position, *expert.background, *expert.plans, *expert.known_gaps, expert.role_model)
        return f'<h3 id="expert-{id}">{escape(self.say(expert.name or expert.position))}</h3>{self._lines(lines)}'

    def table(self, table: SalaryTable) -> Request:
        """Return a salary table's page: what must be known of it, no figures."""
        columns = [line for it in table.columns.values() for line in (it.label, *it.requires, it.note)]
        parts = [Part("columns", escape(self.say(Message("What the columns mean"))), self._lines(columns))]
        if odd := self._lines(why for _, why in table.accepted_cells):
            parts.append(Part("oddities", escape(self.say(Message("Oddities that we have looked at"))), odd))
        source = _told(table.source, table.source.publisher)
        head = self._lines([source, table.note, *table.segments.values()])
        title = self.say(Message("Pay: {title}", title=self._title(table)))
        return self.document(f"salaries/{table.id}/", title, head, parts)

    def regions(self) -> Iterator[Request]:
        """Yield each region's page: the roles of which pay is known there, unless they are too many for a page."""
        tables: dict[str, list[str]] = {id: [] for id in self._library.regions}
        for table in self._library.heads.values():
            for id in self._library.pay[table.id].rows:
                tables[id].append(self._title(table))
        for region in self._library.regions.values():
            titles = tables[region.id] if len(tables[region.id]) <= CHARTED else []
            yield self.document(f"regions/{region.id}/", self.say(_name(region)), self._lines(titles), (), region.also)

    def _title(self, table: SalaryTable) -> str:
        role = self._library.roles.get(table.role)
        return table.title or (role.title if role else table.id)

    def _prose(self, path: str) -> tuple[str, dict[str, Part]]:
        prose = self._library.prose[path]
        return prose.intro, {it.id: Part(it.id, it.title_html, it.html) for it in prose.sections}

    def _steps(self, role: Role, *maps: Traced[tuple[Step, ...]]) -> Iterator[str]:
        for step in (step for each in maps for step in each.get(role.id, ())):
            yield f"{step.text}. {step.why}" if step.why else step.text

    def _lines(self, lines: Iterable[Words | None]) -> str:
        return "".join(f"<p>{escape(self.say(line))}</p>" for line in lines if line)


def _told(it: Learning | SourceRef, by: str | None) -> str:
    named = f"{it.title}, {by}" if by else it.title
    return f"{named}. {it.note}" if it.note else named


def _name(region: Region) -> Message:
    return Message("Pay {where}", where=region.in_) if region.in_ else Message("Pay: {title}", title=region.name)


class _Pagefind:
    """Pagefind's process with one index in its memory; each request is answered before the next, so order is kept."""

    def __enter__(self) -> Self:
        program = get_executable()
        if program is None:
            raise FileNotFoundError("Pagefind's program is missing: install the package pagefind[bin]")
        self._process = subprocess.Popen([program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()  # it leaves when its input ends

    def ask(self, request: Request) -> dict[str, Any]:
        """Return the answer to one request: both are JSON in base 64, ended by a comma."""
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None
        assert told is not None
        message = {"message_id": 1, "payload": request | {"index_id": 0}}  # its first index and only one
        asked.write(b64encode(json.dumps(message).encode()) + b",")
        asked.flush()
        answer = bytearray()
        while not answer.endswith(b","):
            if not (more := told.read1()):  # type: ignore[attr-defined]
                raise RuntimeError("Pagefind ended before it answered")
            answer += more
        result: dict[str, Any] = json.loads(b64decode(answer[:-1]))["payload"]
        if result["type"] == "Error":
            raise RuntimeError(f"Pagefind: {result['message']}")
        return result
