"""The preview: shows the guide in the browser, rebuilt whenever a file is saved.

In: `make`, which builds the site in memory. Out: a server that listens on this machine only, under the path of the
published site, until Ctrl-C. Nothing is written. A page that somebody opens is made at once, and the others after it.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from urllib.parse import quote

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from careerguide.commands import report
from careerguide.core.options import Options
from careerguide.core.problems import Message, Problem
from careerguide.guide import loading
from careerguide.incremental import input_files
from careerguide.incremental.cache import cache_of
from careerguide.incremental.input_files import Reader
from careerguide.preview import handlers, overlay, watch
from careerguide.preview.site import BuildResult, Changes, Make, Preview, Superseded, build
from careerguide.publishing.output import Files

HOST = "127.0.0.1"
IDLE = 2.0  # seconds after the last change
NEXT_PORTS = 100  # how many ports after a taken one are tried


def serve(options: Options, make: Make) -> int:
    """Serve the guide until Ctrl-C; return the exit code."""
    logging.getLogger("tornado.general").setLevel(logging.ERROR)  # that a request was malformed helps no editor
    read = input_files.read_changed()
    with suppress(KeyboardInterrupt):  # before there are signal handlers, or on systems without them
        _read_ahead(options, read)
        asyncio.run(_Server(options, partial(make, read=read)).run())
    return 0


def _read_ahead(options: Options, read: Reader) -> None:
    """Parse the content into the preview's cache while processes can still be forked, which threads forbid."""
    with suppress(Exception), cache_of(options) as cache:  # the first build tells what is wrong
        loading.load(options, cache, read=read)


class _Server:
    """Watches the folders, builds and serves, concurrently."""

    def __init__(self, options: Options, make: Make) -> None:
        self.options, self.make = options, make
        self.preview = Preview(options)
        self.changed, self.ended = asyncio.Event(), asyncio.Event()
        self.folders = options.inputs

    async def run(self) -> None:
        """Serve until Ctrl-C."""
        for name in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(name, self._end)
        http = self._listen()
        work = [self._watch(watch.snapshot(self.folders)), self._build(), self.ended.wait()]
        tasks = [asyncio.ensure_future(task) for task in work]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        http.stop()
        await http.close_all_connections()
        for task in tasks:
            task.cancel()
        for task in done:
            task.result()  # only a bug ends watching or building, and is raised here

    def _end(self) -> None:
        """Shut down at the first Ctrl-C; a second one terminates immediately."""
        self.ended.set()
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().remove_signal_handler(name)

    def _listen(self) -> HTTPServer:
        sockets = _bind(self.options.port)
        port = sockets[0].getsockname()[1]
        application = handlers.application(self.preview, _forwarded_hosts(self.options, port))
        http = HTTPServer(application, max_header_size=handlers.MAX_BYTES)
        http.add_sockets(sockets)
        address = f"http://{HOST}:{port}{quote(self.preview.base)}"
        if self.options.port not in (0, port):
            self._print(Message("port {port} is taken", port=self.options.port))
        self._print(Message("the preview is at {address} (Ctrl-C ends it)", address=address))
        if self.options.open_browser:  # in a thread that may be left behind: some browsers return only when closed
            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()
        return http

    async def _watch(self, since: watch.Snapshot) -> None:
        self.changed.set()
        async for _ in watch.changes(self.folders, since):
            self.preview.settled.clear()
            self.changed.set()

    async def _build(self) -> None:
        """Build whenever something has changed.

        A failed build is not shown if files have changed meanwhile: they may be half saved.
        """
        gc.disable()
        while True:
            await self._next_change()
            self.changed.clear()
            viewer = _Viewer(self)
            built = await asyncio.to_thread(build, self.options, self.make, self.preview.language, viewer)
            if built is None or (built.failed and self.changed.is_set()):
                continue
            before = self.preview.problems
            changes = self.preview.end(built)
            self.settle()
            handlers.notify(problems=changes.problems)
            self._report(built, changes, before)

    def settle(self) -> None:
        """Let requests go on, unless files have changed meanwhile."""
        if not self.changed.is_set():
            self.preview.settled.set()

    async def _next_change(self) -> None:
        """Wait for a change. Garbage is collected while idle, not during a build.

        The objects of the first build are excluded: they live to the end, and traversing them takes a second or two.
        """
        if self.preview.files:
            if not gc.get_freeze_count():
                gc.freeze()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), IDLE)
            if not self.changed.is_set():
                gc.collect()
        await self.changed.wait()

    def _report(self, built: BuildResult, changes: Changes, before: Collection[Problem]) -> None:
        """Print the new Problems, and one line about the build."""
        fresh = [problem for problem in built.problems if problem not in before]
        if fresh:
            print(overlay.listing(fresh, built.language), end="\n\n", file=sys.stderr, flush=True)
        pages = sum(name.endswith(".html") for name in changes.files)
        changed = built.language.ntranslate("{n} page changed", "{n} pages changed", pages).format(n=pages)
        counts, seconds = report.counts(built.problems, built.language), built.language.number(round(built.seconds, 2))
        summary = Message("built in {seconds} s, {changed}", seconds=seconds, changed=changed)
        if built.failed:
            summary = Message("{counts}: nothing can be shown yet", counts=counts)
            if self.preview.files:
                summary = Message("{counts}: the last good state is shown", counts=counts)
        elif counts:
            summary = Message("{built}, {counts}", built=summary, counts=counts)
        self._print(summary)

    def _print(self, message: Message) -> None:
        print(message.say(self.preview.language.translate), flush=True)


class _Viewer:
    """Passes the files of a build, which runs in a thread of its own, on to the server."""

    def __init__(self, server: _Server) -> None:
        self._server, self._loop = server, asyncio.get_running_loop()

    def begin(self, files: Files, missing: Collection[str]) -> None:
        """Show the files that are current, and let open pages ask for the others."""
        self._loop.call_soon_threadsafe(self._begin, files, missing)

    def _begin(self, files: Files, missing: Collection[str]) -> None:
        changes = self._server.preview.begin(files, missing)
        self._server.settle()
        handlers.notify(changes.files)

    def next(self) -> str | None:
        """Return the file that has been asked for, if any."""
        if self._server.changed.is_set() or self._server.ended.is_set():
            raise Superseded
        with suppress(IndexError):
            return self._server.preview.wanted.popleft()
        return None

    def show(self, file: str, content: bytes) -> None:
        """Show a file that has been rendered."""
        self._loop.call_soon_threadsafe(self._server.preview.show, file, content)


def _forwarded_hosts(options: Options, port: int) -> set[str]:
    """Return the host names under which a port is forwarded: those that were named, and that of a GitHub codespace."""
    hosts = set(options.allow_host)
    name, domain = (os.environ.get(it) for it in ("CODESPACE_NAME", "GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN"))
    return {*hosts, f"{name}-{port}.{domain}".lower()} if name and domain else hosts


def _bind(port: int) -> list[socket.socket]:
    """Return sockets that listen on a port or, where it is taken, on the next free one."""
    for candidate in range(port, min(port + NEXT_PORTS, 65_536)):
        with suppress(OSError):
            return bind_sockets(candidate, HOST, family=socket.AF_INET)
    return bind_sockets(0, HOST, family=socket.AF_INET)
