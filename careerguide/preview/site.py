"""The state of the preview: the newest files that could be made, and the Problems of the last build.

In: `make`, which builds the site in memory, and its files as they are made. Out: the response to a path, and what has
changed since the last build.
"""

from __future__ import annotations

import asyncio
import secrets
import time
import traceback
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from careerguide.commands.report import Report
from careerguide.core.options import Options
from careerguide.core.os_errors import CommandError
from careerguide.core.problems import Message, Problem, Severity
from careerguide.guide.site_identity import site_identity
from careerguide.languages.language import Language
from careerguide.outputs.site_build import Viewer
from careerguide.preview import overlay
from careerguide.publishing.output import Files
from careerguide.rendering import template_errors, template_sources

Make = Callable[..., tuple[Files | None, Report]]


class Superseded(Exception):
    """Ends a build whose result nobody needs any more: a file has changed, or the preview ends."""


@dataclass(frozen=True)
class BuildResult:
    """The result of one build: the files (None where it failed), its Problems, and how many seconds it took."""

    files: Mapping[str, bytes] | None
    problems: tuple[Problem, ...]
    language: Language
    base: str  # the path of the published site; begins and ends in a slash
    seconds: float

    @property
    def failed(self) -> bool:
        """Whether there is an error, so that the site cannot be published."""
        return self.files is None or any(problem.severity is Severity.ERROR for problem in self.problems)


class Response(NamedTuple):
    """The response to a request: a file, a redirection to `location`, or neither."""

    status: HTTPStatus
    name: str = ""
    body: bytes = b""
    location: str = ""


class Changes(NamedTuple):
    """The paths of the files that a build has changed, and whether it has other Problems than the one before."""

    files: frozenset[str]
    problems: bool


def build(options: Options, make: Make, language: Language, viewer: Viewer | None = None) -> BuildResult | None:
    """Build the site in memory; return None where the build was superseded.

    An exception of a template or the program becomes a Problem, and the preview goes on. `language` is that of the
    messages where the guide's own language is not known.
    """
    started = time.perf_counter()
    files: dict[str, bytes] | None = None
    base = "/"
    try:
        base, language = site_identity(options)
        made, report = make(options, viewer=viewer)
        files = _contents(made) if made else None
        problems, language = tuple(report.problems), report.language
    except Superseded:
        return None
    except CommandError as error:
        problems = (error.problem,)
    except Exception as error:
        problems = (template_errors.explain(error, options.template_layers) or _breakdown(error),)
    return BuildResult(files, problems, language, base, time.perf_counter() - started)


def _contents(files: Files) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if isinstance(content, bytes)}


def _breakdown(error: Exception) -> Problem:
    """Return an exception as a Problem, having printed its traceback for the maintainer."""
    traceback.print_exception(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    what = Message("the program broke down: {error}", error=f"{type(error).__name__}: {error}")
    return Problem(frame.filename, frame.lineno or 0, 1, what, check="breakdown", excerpt=frame.line or "")


class Preview:
    """The files and Problems that are shown. `build_id` is different for each state of the files and in each run.

    While a build runs, `files` has the earlier content of those that are still to be rendered, which are not served.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.files: dict[str, bytes] = {}
        self.problems: tuple[Problem, ...] = ()
        self.failed = False
        self.settled = asyncio.Event()  # set while the files, but for those that are still to be rendered, are current
        self.wanted: deque[str] = deque()  # the files that requests wait for
        self.base, self.language = site_identity(options)
        self._rendering: dict[str, asyncio.Event] = {}  # by file, set once it is rendered
        self._changed: set[str] = set()
        self._run, self._count = secrets.token_hex(4), 0

    @property
    def build_id(self) -> str:
        """The id of the present state of the files."""
        return f"{self._run}-{self._count}"

    def begin(self, files: Files, missing: Collection[str]) -> Changes:
        """Take over the files that a build need not render; return what may have changed."""
        current = _contents(files)
        earlier = {name: self.files.get(name, b"") for name in missing}
        gone = self.files.keys() - current.keys() - earlier.keys()
        changed = gone | {name for name, content in current.items() if self.files.get(name) != content}
        self._changed |= changed
        self.files = current | earlier
        before = self._rendering
        self._rendering = {name: before.get(name) or asyncio.Event() for name in missing}
        _set_all(event for name, event in before.items() if name not in self._rendering)
        outdated = set(missing) - before.keys()  # pages that were being made already are not shown anywhere
        changes = Changes(frozenset(changed | outdated), problems=False)
        self._count += bool(changes.files)
        return changes

    def show(self, file: str, content: bytes) -> None:
        """Take over a file that has been rendered."""
        if self.files.get(file) != content:
            self._changed.add(file)
        self.files[file] = content
        if file in self._rendering:
            self._rendering.pop(file).set()

    def end(self, built: BuildResult) -> Changes:
        """Take over the result of a build, with the last good content of what it could not make; return the changes."""
        self.files = {name: content for name, content in self.files.items() if content or name not in self._rendering}
        _set_all(self._rendering.values())
        self._rendering = {}
        changes = Changes(frozenset(self._changed), (built.problems, built.failed) != (self.problems, self.failed))
        self._changed = set()
        self.problems, self.failed, self.language = built.problems, built.failed, built.language
        self.base = self.base if self.files and built.files is None else built.base
        return changes

    async def ready(self, path: str) -> None:
        """Return once the file at a path is current."""
        await self.settled.wait()
        file = self._file(path) or "404.html"
        if file in self._rendering:
            self.wanted.append(file)
            await self._rendering[file].wait()

    def respond(self, path: str) -> Response:
        """Return the response to a path, like that of GitHub Pages."""
        if not self.files:
            return self._unbuilt()
        if path == "/" != self.base or f"{path}/" == self.base:
            return Response(HTTPStatus.FOUND, location=self.base)
        if not path.startswith(self.base):
            return self._outside(path)
        if f"{path.removeprefix(self.base)}/index.html" in self.files:
            return Response(HTTPStatus.MOVED_PERMANENTLY, location=f"{path}/")
        file = self._file(path)
        return Response(HTTPStatus.OK, file, self.files[file]) if file else self._missing(path)

    def _file(self, path: str) -> str | None:
        """Return the file at a path inside the site; None where there is none."""
        name = path.removeprefix(self.base)
        if name.endswith("/") or not name:
            name += "index.html"
        return next((file for file in (name, f"{name}.html") if file in self.files), None)

    def problem_data(self) -> object:
        """Return the Problems as data for overlay.js."""
        return overlay.describe(self.problems, self.failed, self.language, self.options.editor, self._locate)

    def _unbuilt(self) -> Response:
        title = Message("The guide cannot be built yet")
        text = overlay.listing(self.problems, self.language)
        return Response(HTTPStatus.SERVICE_UNAVAILABLE, "unbuilt.html", overlay.plain_page(self.language, title, text))

    def _outside(self, path: str) -> Response:
        text = f"{path}\n\n→ {self.base}"
        body = overlay.plain_page(self.language, Message("This address is outside the guide"), text)
        return Response(HTTPStatus.NOT_FOUND, "outside.html", body)

    def _missing(self, path: str) -> Response:
        own = self.files.get("404.html")
        body = overlay.plain_page(self.language, Message("There is no such page"), path) if own is None else own
        return Response(HTTPStatus.NOT_FOUND, "404.html", body)

    def _locate(self, shown: str) -> Path | None:
        """Return the file at the displayed path of a Problem; None where there is none."""
        if Path(shown).is_absolute():
            return Path(shown)
        top, _, inside = shown.partition("/")
        for folder in self.options.inputs:
            if top in (folder.resolve().name, template_sources.ORIGINAL) and (folder / inside).is_file():
                return folder / inside
        return None


def _set_all(events: Iterable[asyncio.Event]) -> None:
    for event in events:
        event.set()
