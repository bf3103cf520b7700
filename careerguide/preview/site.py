"""The guide as the preview shows it: the newest state that could be built, and what is wrong with the newest of all.

In: `make`, which builds the site in memory. Out: the answer to a path, and what has changed since the last build.
"""

from __future__ import annotations

import asyncio
import secrets
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from careerguide import template_errors
from careerguide.commands import Options
from careerguide.language import Language
from careerguide.preview import overlay
from careerguide.problems import Message, Problem, Severity
from careerguide.publishing.output import Files
from careerguide.reading.source import read
from careerguide.reading.yaml_reader import parse_yaml
from careerguide.report import Report

Make = Callable[[Options], tuple[Files | None, Report]]


@dataclass(frozen=True)
class Built:
    """What came of one build: the files (None where there are none), its Problems, and how long it took in seconds."""

    files: Mapping[str, bytes] | None
    problems: tuple[Problem, ...]
    words: Language
    base: str  # the path under which the site will stand; begins and ends in a slash
    seconds: float

    @property
    def failed(self) -> bool:
        """Whether there is something to mend before the site can be published."""
        return self.files is None or any(problem.severity is Severity.ERROR for problem in self.problems)


class Answer(NamedTuple):
    """What a path leads to: a file of the site, or a redirection (`location`), or neither."""

    status: HTTPStatus
    name: str = ""
    body: bytes = b""
    location: str = ""


class News(NamedTuple):
    """What is other than before: the paths of files, and whether other Problems stand."""

    files: frozenset[str]
    problems: bool


def build(options: Options, make: Make, words: Language) -> Built:
    """Build the site in memory; a template or a program that breaks down is a Problem too, for the preview lives on.

    `words` is the language in which that is said where the guide's own cannot be had.
    """
    started = time.perf_counter()
    files: dict[str, bytes] | None = None
    base = "/"
    try:
        base, words = stated(options)
        made, report = make(options)
        files = {path: it for path, it in made.items() if isinstance(it, bytes)} if made else None
        problems, words = tuple(report.problems), report.words
    except Exception as error:
        problems = (template_errors.explain(error, options.templates) or _breakdown(error),)
    return Built(files, problems, words, base, time.perf_counter() - started)


def _breakdown(error: Exception) -> Problem:
    """Return a mistake in the program as a Problem, having shown its traceback to whoever can mend it."""
    traceback.print_exception(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    what = Message("the program broke down: {error}", error=f"{type(error).__name__}: {error}")
    return Problem(frame.filename, frame.lineno or 0, 1, what, check="breakdown", excerpt=frame.line or "")


def stated(options: Options) -> tuple[str, Language]:
    """Return the base path and the language that guide.yaml states, whatever else may be wrong with it."""
    source, _ = read(options.content / "guide.yaml", "guide.yaml")
    data = parse_yaml(source)[0] if source else None
    guide = data.value if data and isinstance(data.value, Mapping) else {}
    address, code = options.base_url or guide.get("base_url"), options.lang or guide.get("language")
    try:
        path = urlsplit(address if isinstance(address, str) else "").path
    except ValueError:  # no address at all, which is told when it is read as a record
        path = ""
    base = "/" + path.strip("/") + "/" if path.strip("/") else "/"
    return base, Language.load(code if isinstance(code, str) else "en", options.translations)


class Preview:
    """What is being shown. `stamp` names the state of the files, and is another in every run of the program."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.files: Mapping[str, bytes] = {}
        self.problems: tuple[Problem, ...] = ()
        self.failed = False
        self.settled = asyncio.Event()  # set while what is shown is the newest state
        self.base, self.words = stated(options)
        self._run, self._count = secrets.token_hex(4), 0

    @property
    def stamp(self) -> str:
        """The name of the present state of the files."""
        return f"{self._run}-{self._count}"

    def take(self, built: Built) -> News:
        """Show what was built; where nothing could be, keep showing what was, with the Problems over it."""
        files = self.files if built.files is None else built.files
        changed = {name for name in self.files.keys() | files.keys() if self.files.get(name) != files.get(name)}
        news = News(frozenset(changed), (built.problems, built.failed) != (self.problems, self.failed))
        self.files, self.problems, self.failed = files, built.problems, built.failed
        self.base, self.words = (self.base if self.files and built.files is None else built.base), built.words
        self._count += bool(changed)
        return news

    def find(self, path: str) -> Answer:
        """Return the answer to a path, as GitHub Pages gives it."""
        if not self.files:
            return self._unbuilt()
        if path == "/" != self.base or f"{path}/" == self.base:
            return Answer(HTTPStatus.FOUND, location=self.base)
        if not path.startswith(self.base):
            return self._outside(path)
        name = path.removeprefix(self.base)
        if name.endswith("/") or not name:
            name += "index.html"
        if f"{name}/index.html" in self.files:
            return Answer(HTTPStatus.MOVED_PERMANENTLY, location=f"{path}/")
        found = next((file for file in (name, f"{name}.html") if file in self.files), None)
        return Answer(HTTPStatus.OK, found, self.files[found]) if found else self._missing(path)

    def described(self) -> object:
        """Return the Problems as overlay.js shows them."""
        return overlay.describe(self.problems, self.failed, self.words, self.options.editor, self._locate)

    def _unbuilt(self) -> Answer:
        title = Message("The guide cannot be built yet")
        text = overlay.listing(self.problems, self.words)
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, "unbuilt.html", overlay.plain_page(self.words, title, text))

    def _outside(self, path: str) -> Answer:
        text = f"{path}\n\n→ {self.base}"
        body = overlay.plain_page(self.words, Message("This address is outside the guide"), text)
        return Answer(HTTPStatus.NOT_FOUND, "outside.html", body)

    def _missing(self, path: str) -> Answer:
        own = self.files.get("404.html")
        body = overlay.plain_page(self.words, Message("There is no such page"), path) if own is None else own
        return Answer(HTTPStatus.NOT_FOUND, "404.html", body)

    def _locate(self, shown: str) -> Path | None:
        """Return the file that a Problem's path names, if it is one that editors can open."""
        if Path(shown).is_absolute():
            return Path(shown)
        for folder in (self.options.content, self.options.templates, self.options.static):
            top, _, inside = shown.partition("/")
            if top == folder.resolve().name and (folder / inside).is_file():
                return folder / inside
        return None
