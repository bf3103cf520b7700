"""The full-text search: the rendered site → the index that static/js/search.js asks.

In: a `Library` and the site's files. Out: the files of `pagefind/`, the same bytes for the same site.

Pages that can be found say so themselves (`data-pagefind-body`, in templates/); the glossary's terms are entries of
their own. Pagefind's filters are not used, because it writes them in another order each time. Its process is asked
directly, not through its Python module, which waits a tenth of a second for every answer and cannot take an index
larger than 2 MB.
"""

from __future__ import annotations

import json
import re
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from html import escape
from types import TracebackType
from typing import Any, Self

from pagefind.service import get_executable

from careerguide.library import Library
from careerguide.models import Role
from careerguide.views.site import GLOSSARY

FOLDER = "pagefind/"
CHARACTERS = (
    "+#"  # of which words may consist too: C++, C#; with a full stop, each sentence would end in a word of its own
)
LEFT_OUT = [
    "table",
    "svg",
    "nav",
    ".chart",
    ".pay-ladder",
    ".role-list",
    ".onward",
    ".field",
]  # numbers, and what other pages say themselves
UNUSED = re.compile(r"pagefind-(?:ui|modular-ui|component-ui|highlight)\.")  # interfaces other than ours
_MAIN = re.compile(r"<main [^>]*data-pagefind-body[^>]*>")
_SECTION = re.compile(r'<section id="([^"]+)"([^>]*>\s*<h[2-4])(?=>)')

Request = dict[str, Any]


def files(library: Library, site: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files by which the site can be searched, by path."""
    language = library.settings.language.partition("-")[0]
    settings = {"force_language": language, "include_characters": CHARACTERS, "exclude_selectors": LEFT_OUT}
    with _Pagefind(settings) as pagefind:
        for entry in (*_pages(library, site), *_terms(library, language)):
            pagefind.ask(**entry)
        made = pagefind.ask(type="GetFiles")["files"]
    index = {file["path"]: b64decode(file["content"]) for file in made if not UNUSED.match(file["path"])}
    if f"wasm.{language}.pagefind" in index:
        del index["wasm.unknown.pagefind"]
    return {FOLDER + path: index[path] for path in sorted(index)}


def _pages(library: Library, site: Mapping[str, bytes]) -> Iterator[Request]:
    """Yield every page that says that it can be found."""
    names = {f"roles/{role.id}/": _names(role) for role in library.roles.values()}
    for path, content in site.items():
        if path.endswith("index.html") and (main := _MAIN.search(text := content.decode())):
            url = path.removesuffix("index.html")
            text = text[: main.end()] + names.get(url, "") + text[main.end() :]
            yield {"type": "AddFile", "url": url, "file_contents": _SECTION.sub(r"<section\2 id=\1", text)}


def _names(role: Role) -> str:
    """Return what else people may look for a role by, as Pagefind reads it; the page itself does not have it."""
    words = ", ".join(name for name in (*role.names.also, role.names.en, *role.search, role.field) if name)
    return f'<meta data-pagefind-meta="also[content]" content="{escape(words)}">' if words else ""


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


class _Pagefind:
    """Pagefind's process with one index in its memory; each question is answered before the next, so order is kept."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._settings = settings

    def __enter__(self) -> Self:
        program = get_executable()
        if program is None:
            raise FileNotFoundError("Pagefind's program is missing: install the package pagefind[bin]")
        self._process = subprocess.Popen([program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._index = self.ask(type="NewIndex", config=self._settings)["index_id"]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()  # it leaves when its input ends

    def ask(self, **payload: Any) -> dict[str, Any]:
        """Return the answer to one request: both are JSON in base 64, ended by a comma."""
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None
        assert told is not None
        request = payload if payload["type"] == "NewIndex" else payload | {"index_id": self._index}
        asked.write(b64encode(json.dumps({"message_id": 1, "payload": request}).encode()) + b",")
        asked.flush()
        answer = b""
        while not answer.endswith(b","):
            if not (more := told.read1()):  # type: ignore[attr-defined]
                raise RuntimeError("Pagefind ended before it answered")
            answer += more
        result: dict[str, Any] = json.loads(b64decode(answer[:-1]))["payload"]
        if result["type"] == "Error":
            raise RuntimeError(f"Pagefind: {result['message']}")
        return result
