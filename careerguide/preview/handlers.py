"""What the preview answers to a browser.

In: requests and websocket messages. Out: the guide's files, what overlay.py adds to them, and word of every change.
livereload does the browser's side (its script connects, reloads, swaps styles). Its watcher and server are not used:
they poll, build on the loop that answers, drop reloads and check no origin.
"""

from __future__ import annotations

import asyncio
import json
import mimetypes
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import quote, unquote

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler  # type: ignore[import-untyped]
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError

from careerguide.preview import overlay
from careerguide.preview.site import News, Preview

NAMES = ("127.0.0.1", "localhost", "[::1]")  # by which a browser on this machine may call the preview
PATIENCE = 30.0  # s for which a request waits for a build
MOST_BYTES = 65_536  # of a request or a message: nothing longer is ever asked
TYPES = mimetypes.MimeTypes()
TYPES.add_type("application/manifest+json", ".webmanifest")
TYPES.add_type("font/woff2", ".woff2")
TYPES.add_type("text/javascript", ".js")


def application(preview: Preview, port: int) -> Application:
    """Return what answers on a port."""
    hosts = {f"{name}:{port}" for name in NAMES} | (set(NAMES) if port == 80 else set())
    routes = [
        (overlay.AT, _Live),
        (rf"{overlay.AT}\.js", _Script),
        (rf"{overlay.AT}/(overlay\.js|overlay\.css|problems\.json)", _Own),
        (r".*", _Site),
    ]
    return Application(
        routes,
        log_function=lambda handler: None,
        websocket_max_message_size=MOST_BYTES,
        preview=preview,
        port=port,
        hosts=hosts,
    )


def tell(news: News) -> None:
    """Tell all pages what is new; this is for after the new files are in place."""
    styles_only = all(name.endswith(".css") for name in news.files)
    paths = [] if not news.files else ["*.css"] if styles_only else ["*"]
    if news.problems and styles_only:
        paths.append("problems.json")
    for page in _Live.waiters.copy():
        for path in paths:
            page.command(path)


class _Here(RequestHandler):
    """Answers nobody but a browser on this machine that calls it by its own name: no page elsewhere may read drafts."""

    def prepare(self) -> None:
        if self.request.host.lower() not in self.settings["hosts"]:
            raise HTTPError(HTTPStatus.MISDIRECTED_REQUEST)

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def compute_etag(self) -> None:
        """Return no name for what is never kept."""

    @property
    def preview(self) -> Preview:
        """What is being shown."""
        preview: Preview = self.settings["preview"]
        return preview

    def send(self, name: str, body: bytes) -> None:
        """Answer with a file."""
        kind = TYPES.guess_type(name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.finish(body)


class _Site(_Here):
    """The guide's own files; a request waits while they are being built."""

    async def get(self) -> None:
        if self.request.headers.get("Service-Worker"):  # it would show old pages, and outlive the preview
            raise HTTPError(HTTPStatus.NOT_FOUND)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.preview.settled.wait(), PATIENCE)
        answer = self.preview.find(unquote(self.request.path, errors="replace"))
        if answer.location:
            self.redirect(quote(answer.location), status=answer.status)
            return
        self.set_status(answer.status)
        page = answer.name.endswith(".html")
        script = overlay.scripts(self.preview.stamp, self.settings["port"]) if page else b""
        self.send(answer.name, answer.body + script)

    async def head(self) -> None:
        await self.get()


class _Own(_Here):
    """What the preview adds to the guide."""

    def get(self, name: str) -> None:
        problems = name == "problems.json"
        data = json.dumps(self.preview.described()).encode() if problems else (overlay.FILES / name).read_bytes()
        self.send(name, data)


class _Script(_Here, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload.js."""


class _Live(_Here, LiveReloadHandler):  # type: ignore[misc]
    """The line on which pages are told of changes, in livereload's protocol."""

    def prepare(self) -> None:
        """Refuse pages from elsewhere: Tornado asks less of an origin, livereload nothing."""
        super().prepare()
        scheme, _, host = self.request.headers.get("Origin", "").partition("://")
        if scheme != "http" or host not in self.settings["hosts"]:
            raise HTTPError(HTTPStatus.FORBIDDEN)

    def on_message(self, message: str | bytes) -> None:
        """Shake hands; a page that tells of an older state than the present one is reloaded at once."""
        try:
            said = json.loads(message)
            command, plugins = said["command"], said.get("plugins", {})
        except (ValueError, TypeError, KeyError, AttributeError):
            self.close(1003, "not the livereload protocol")
            return
        super().on_message(message)
        if command == "info":
            stamp = plugins.get("preview", {}).get("stamp")
            self.command("problems.json" if stamp == self.preview.stamp else "*")

    def command(self, path: str) -> None:
        """Have the page reload everything ("*"), its styles ("*.css") or the Problems over it."""
        with suppress(WebSocketClosedError):
            sent = self.write_message({"command": "reload", "path": path, "liveCSS": True, "liveImg": False})
            sent.add_done_callback(lambda done: done.exception())  # that it has gone away meanwhile is no mistake
