"""The preview: the guide in the browser, and every change as it is saved.

In: `make`, which builds the site in memory. Out: a server for this machine alone, under the path where the site will
stand, until Ctrl-C. Nothing is written.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Collection
from contextlib import suppress
from urllib.parse import quote

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from careerguide.commands import Options
from careerguide.preview import handlers, overlay, watch
from careerguide.preview.site import Built, Make, News, Preview, build
from careerguide.problems import Message, Problem

HERE = "127.0.0.1"
IDLE = 2.0  # seconds after the last change
NEXT_PORTS = 100  # how many ports after a taken one are tried


def serve(options: Options, make: Make) -> int:
    """Show the guide until Ctrl-C; return the exit code."""
    logging.getLogger("tornado.general").setLevel(logging.ERROR)  # that a request was malformed helps no editor
    with suppress(KeyboardInterrupt):  # on systems without signal handlers
        asyncio.run(_Server(options, make).run())
    return 0


class _Server:
    """Watches, builds and answers, all at once."""

    def __init__(self, options: Options, make: Make) -> None:
        self.options, self.make = options, make
        self.preview = Preview(options)
        self.changed, self.ended = asyncio.Event(), asyncio.Event()
        self.folders = (options.content, options.templates, options.static)

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
            task.result()  # the watching or the building ends by itself only by a bug, which is raised here

    def _end(self) -> None:
        """End in good order at the first Ctrl-C; a second one ends at once."""
        self.ended.set()
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().remove_signal_handler(name)

    def _listen(self) -> HTTPServer:
        sockets = _bind(self.options.port)
        port = sockets[0].getsockname()[1]
        http = HTTPServer(handlers.application(self.preview, port), max_header_size=handlers.MOST_BYTES)
        http.add_sockets(sockets)
        address = f"http://{HERE}:{port}{quote(self.preview.base)}"
        if self.options.port not in (0, port):
            self._say(Message("port {port} is taken", port=self.options.port))
        self._say(Message("the preview is at {address} (Ctrl-C ends it)", address=address))
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

        What fails while more is being saved is not shown, for it may be half of it.
        """
        gc.disable()
        while True:
            await self._next_change()
            self.changed.clear()
            built = await asyncio.to_thread(build, self.options, self.make, self.preview.words)
            if built.failed and self.changed.is_set():
                continue
            before = self.preview.problems
            news = self.preview.take(built)
            if not self.changed.is_set():
                self.preview.settled.set()
            handlers.tell(news)
            self._report(built, news, before)

    async def _next_change(self) -> None:
        """Wait for a change. Python looks for what can be freed while nobody waits for a page, and not during a build.

        Through what the first build has made it never looks: all of that stays, and looking takes a second or two.
        """
        if self.preview.files:
            if not gc.get_freeze_count():
                gc.freeze()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), IDLE)
            if not self.changed.is_set():
                gc.collect()
        await self.changed.wait()

    def _report(self, built: Built, news: News, before: Collection[Problem]) -> None:
        """Show the Problems that are new, and in one line what was built."""
        fresh = [problem for problem in built.problems if problem not in before]
        if fresh:
            print(overlay.listing(fresh, built.words), end="\n\n", file=sys.stderr, flush=True)
        pages = sum(name.endswith(".html") for name in news.files)
        changed = built.words.ntranslate("{n} page changed", "{n} pages changed", pages).format(n=pages)
        counts, seconds = overlay.count(built.problems, built.words), built.words.number(round(built.seconds, 2))
        told = Message("built in {seconds} s, {changed}", seconds=seconds, changed=changed)
        if built.failed:
            told = Message("{counts}: the last good state is shown", counts=counts)
        elif counts:
            told = Message("{built}, {counts}", built=told, counts=counts)
        self._say(told)

    def _say(self, message: Message) -> None:
        print(message.say(self.preview.words.translate), flush=True)


def _bind(port: int) -> list[socket.socket]:
    """Return sockets that listen on the port or, where it is taken, on the next free one."""
    for candidate in range(port, min(port + NEXT_PORTS, 65_536)):
        with suppress(OSError):
            return bind_sockets(candidate, HERE, family=socket.AF_INET)
    return bind_sockets(0, HERE, family=socket.AF_INET)
