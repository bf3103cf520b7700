"""Runs output tasks: reuses the files of the last build that are current, and renders the others.

In: `OutputTask`s, the traced maps that they read, and the published files. Out: a `SiteBuild`. A file is rendered again
when the digest of any of its dependencies has changed.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, Protocol, Self

from careerguide.core.options import Options
from careerguide.core.problems import Message, Problem
from careerguide.core.progress import Watch, unwatched
from careerguide.incremental.cache import Cache, digest_of
from careerguide.incremental.dependencies import LazyMap, Maps, Read, value_digest
from careerguide.incremental.memo import compute_all
from careerguide.outputs.scan import PageLinks, scan
from careerguide.publishing import manifest
from careerguide.publishing.manifest import Entry
from careerguide.publishing.output import Files, New, PublishError, Reused, previous
from careerguide.publishing.staging import Written
from careerguide.publishing.work_files import WorkFiles
from careerguide.rendering.output_task import Output, OutputTask, Picture

LEAST = 40  # files that justify one process


class OutputFile(NamedTuple):
    """Metadata of a rendered file; for a page, also the digest of its ids."""

    digest: str
    size: int  # bytes
    picture: Picture | None
    ids: bytes
    links: bytes | None  # of a page: a pickled PageLinks; cached separately, because it is rarely needed
    content: New | None  # not cached on disk, and kept only where it is served or published


class BuildState(NamedTuple):
    """The state of a build: all dependencies, numbered, with their digests; each file, with the numbers of its own."""

    numbers: dict[Read, int]
    digests: list[bytes]
    files: dict[str, tuple[tuple[int, ...], OutputFile]]

    def changed(self, maps: Maps) -> dict[int, Read]:
        """Return the dependencies whose digest has changed, by number."""
        digests = self.digests
        return {n: read for read, n in self.numbers.items() if maps[read[0]].digest(read[1]) != digests[n]}

    def with_only(self, current: Iterable[str]) -> Self:
        """Return the state without the files that are not current."""
        files = {file: self.files[file] for file in current}
        return type(self)({**self.numbers}, [*self.digests], files) if files else type(self)({}, [], {})

    def add(self, file: str, reads: Mapping[Read, bytes], output: OutputFile) -> None:
        """Add a file that has been rendered, with the digests of its dependencies."""
        self.files[file] = tuple([self._number(*read) for read in reads.items()]), output

    def _number(self, read: Read, digest: bytes) -> int:
        number = self.numbers.setdefault(read, len(self.digests))
        if number == len(self.digests):
            self.digests.append(digest)
        self.digests[number] = digest
        return number


class Viewer(Protocol):
    """Looks at a site while it is being built, and gets the files that it waits for first."""

    def begin(self, files: Files, missing: Collection[str]) -> None:
        """Take over the files that are current, and the paths of those that are going to be rendered."""

    def next(self) -> str | None:
        """Return the path of a file that is waited for, if any; an exception ends the build, which loses no result."""

    def show(self, file: str, content: bytes) -> None:
        """Take over a file that has been rendered."""


class SiteBuild:
    """The files of a site, with their metadata.

    `static` files are published unchanged. `outputs` are the results of `tasks`; `reasons` has the changed dependencies
    of each file that was rendered. Files in the output folder are only reused if `reuse` is set.
    """

    def __init__(
        self,
        options: Options,
        cache: Cache,
        static: Mapping[str, bytes],
        *,
        reuse: bool = True,
        work_files: WorkFiles | None = None,
    ) -> None:
        self.options, self.cache, self.static, self._work_files = options, cache, static, work_files
        self.published: Mapping[str, Entry] = _published(options) if reuse else {}
        self.tasks: dict[str, OutputTask] = {}
        self.outputs: dict[str, OutputFile] = {}
        self.reasons: dict[str, tuple[Read, ...]] = {}
        self.others: Files = {**static}
        self.problems: list[Problem] = []

    def run(
        self,
        tasks: Iterable[OutputTask],
        maps: Maps,
        prepare: Callable[[], None],
        watch: Watch = unwatched,
        viewer: Viewer | None = None,
    ) -> None:
        """Render the files that are not current; stop at the first that fails, with its Problem.

        `prepare` is called before many files are rendered, to load shared data once instead of in every process; for a
        `viewer` all is rendered in one.
        """
        self.tasks = {task.file: task for task in tasks}
        key = digest_of("build state", str(self.options.output.absolute()))
        before = self.cache.get(key) or BuildState({}, [], {})
        self._reuse(before, maps)
        state = before.with_only(self.outputs)
        missing = sorted((task for file, task in self.tasks.items() if file not in self.outputs), key=_subject)
        if viewer:
            viewer.begin(self.files, [task.file for task in missing])
        elif len(missing) > LEAST:
            prepare()
            if self._work_files:
                self._work_files.open()
        ordered = _waited_for_first(missing, viewer) if viewer else missing
        entries = compute_all(lambda task: (task.file, self._output(task)), ordered, maps, LEAST)
        try:
            for entry in watch(Message("pages rendered"), entries, len(missing)):
                file, output = entry.value
                if isinstance(output, Problem):
                    self.problems = [output]
                    return
                self.outputs[file] = output
                state.add(file, entry.reads, self._cached(output))
                if viewer and isinstance(output.content, bytes):
                    viewer.show(file, output.content)
        finally:
            if (state.digests, state.files) != (before.digests, before.files):
                self.cache.put(key, state)

    def _reuse(self, before: BuildState, maps: Maps) -> None:
        """Reuse the files that are current; record the changed dependencies of the others."""
        changed = before.changed(maps)
        for file in self.tasks:
            reads, output = before.files.get(file, ((), None))
            if output and changed.keys().isdisjoint(reads) and self._is_available(file, output):
                self.outputs[file] = output
            else:
                self.reasons[file] = tuple(changed[position] for position in reads if position in changed)
        self.cache.keep([_links_key(output) for output in self.pages.values()])

    def _cached(self, output: OutputFile) -> OutputFile:
        """Return a file as stored in the build state; its links are cached separately."""
        if self.cache.live:
            return output
        if output.links:
            self.cache.put(_links_key(output), output.links)
        return output._replace(links=None, content=None)

    def _output(self, task: OutputTask) -> OutputFile | Problem:
        output = task.make()
        if isinstance(output, Problem):
            return output
        links = scan(output.content) if _is_page(task.file) else None
        return OutputFile(
            digest=manifest.digest(output.content),
            size=len(output.content),
            picture=output.picture,
            ids=value_digest(sorted(links.ids)) if links else b"",
            links=pickle.dumps(links, pickle.HIGHEST_PROTOCOL) if links else None,
            content=self._kept(output.content),
        )

    def _kept(self, content: bytes) -> New | None:
        """Return a content as the command needs it: not at all to check the site."""
        if self.options.command == "check":
            return None
        return self._work_files.write(content) if self._work_files else content

    def _is_available(self, file: str, output: OutputFile) -> bool:
        """Return whether the content of a current file is available where the command needs it."""
        if self.options.command == "serve":
            return output.content is not None
        published = self.published.get(file)
        return self.options.command == "check" or (published is not None and published.digest == output.digest)

    @property
    def files(self) -> Files:
        """Every file by path: its content, or a reference to the published file."""
        outputs = ((file, self.outputs[file]) for file in self.tasks if file in self.outputs)
        results = {file: Reused(it.digest, it.size) if it.content is None else it.content for file, it in outputs}
        return results | self.others

    @property
    def pages(self) -> dict[str, OutputFile]:
        """Every page by path."""
        return {path: output for path, output in self.outputs.items() if _is_page(path)}

    @property
    def pictures(self) -> dict[str, Picture]:
        """Every picture that a file refers to, by path."""
        return {it.picture.file: it.picture for it in self.outputs.values() if it.picture}

    @cached_property
    def links(self) -> Mapping[str, PageLinks]:
        """The ids and targets of every page and of every static SVG, loaded on access."""
        drawings = {path: scan(content) for path, content in self.static.items() if path.endswith(".svg")}
        pages = self.pages

        def links(path: str) -> PageLinks:
            if path in drawings:
                return drawings[path]
            known: bytes | None = pages[path].links or self.cache.get(_links_key(pages[path]))
            return pickle.loads(known) if known else scan(self.content(path))

        return LazyMap({**pages, **drawings}, links)

    def content(self, path: str) -> bytes:
        """Return the content of a page or a static SVG; a reused page is rendered again."""
        if path in self.static:
            return self.static[path]
        known = self.outputs[path].content
        if isinstance(known, Written):
            return known.path.read_bytes()
        if known is None:
            output = self.tasks[path].make()
            known = output.content if isinstance(output, Output) else b""
        return known


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _waited_for_first(tasks: Iterable[OutputTask], viewer: Viewer) -> Iterator[OutputTask]:
    """Yield the tasks in their order, but first those that the viewer waits for by then."""
    left = {task.file: task for task in tasks}
    while left:
        file = viewer.next()
        yield left.pop(file if file in left else next(iter(left)))


def _subject(task: OutputTask) -> str:
    """Return the subject of a file; files with the same subject are rendered in sequence, to share computed charts."""
    _, _, rest = task.file.partition("/")
    return rest.partition("/")[0].partition(".")[0]


def _links_key(output: OutputFile) -> bytes:
    """Return the key under which a page's PageLinks are cached."""
    return digest_of("links of", output.digest)


def _published(options: Options) -> Mapping[str, Entry]:
    """Return the files that the last build published; none for commands that do not publish."""
    if options.command != "build":
        return {}
    try:
        return previous(options.output) or {}
    except PublishError:
        return {}  # publishing reports the error
