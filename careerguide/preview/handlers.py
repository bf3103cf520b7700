"""The request handlers of the preview's server.

In: requests and websocket messages. Out: the guide's files, what overlay.py adds to them, and a message on every
change. Of livereload, only the browser's part is used (its script connects, reloads, replaces style sheets): its
watcher polls, and its server builds on the event loop, drops reloads and does not check the origin.
"""

from __future__ import annotations

import asyncio
import json
import mimetypes
import re
from collections.abc import Collection
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler  # type: ignore[import-untyped]
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError

from careerguide.core.problems import Message
from careerguide.preview import overlay
from careerguide.preview.site import Preview

NAMES = ("127.0.0.1", "localhost", "[::1]")  # by which a browser on this machine may call the preview
PATIENCE = 30.0  # seconds for which a request waits for a build
MAX_BYTES = 65_536  # of a request's headers or a message
TYPES = mimetypes.MimeTypes()
TYPES.add_type("application/manifest+json", ".webmanifest")
TYPES.add_type("font/woff2", ".woff2")
TYPES.add_type("text/javascript", ".js")


def application(preview: Preview, hosts: Collection[str] = ()) -> Application:
    """Return the application that serves a preview; `hosts` are names other than this machine's own."""
    routes = [
        (overlay.PREFIX, _ReloadSocket),
        (rf"{overlay.PREFIX}\.js", _ReloadScript),
        (rf"{overlay.PREFIX}/(overlay\.js|overlay\.css|problems\.json)", _OverlayFiles),
        (r".*", _SiteFiles),
    ]
    return Application(
        routes,
        log_function=lambda handler: None,
        websocket_max_message_size=MAX_BYTES,
        preview=preview,
        names={*NAMES, *hosts},
    )


def notify(files: Collection[str] = (), *, problems: bool = False) -> None:
    """Tell all open pages what has changed; call it once that is in place."""
    styles_only = all(name.endswith(".css") for name in files)
    paths = [] if not files else ["*.css"] if styles_only else ["*"]
    if problems and styles_only:
        paths.append("problems.json")
    for page in _ReloadSocket.waiters.copy():
        for path in paths:
            page.command(path)


class _LocalHandler(RequestHandler):
    """Refuses requests under host names that are not allowed, so that no other site can read drafts.

    The port may differ from our own: a container's may be forwarded from any.
    """

    def prepare(self) -> None:
        if _name(self.request.host) not in self.settings["names"]:
            raise HTTPError(HTTPStatus.MISDIRECTED_REQUEST)

    def write_error(self, status_code: int, **details: Any) -> None:
        """Respond with Tornado's short page; under a host name that is not allowed, with how to allow it."""
        if status_code != HTTPStatus.MISDIRECTED_REQUEST:
            super().write_error(status_code, **details)
            return
        language = self.preview.language
        title = Message("The preview does not know this address")
        hint = Message("If it is yours: {program} serve --allow-host {host}", host=_name(self.request.host))
        self.send("unknown.html", overlay.plain_page(language, title, hint.say(language.translate)))

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def compute_etag(self) -> None:
        """Send no ETag: nothing is cached."""

    @property
    def preview(self) -> Preview:
        """The state of the guide that is served."""
        preview: Preview = self.settings["preview"]
        return preview

    def send(self, name: str, body: bytes) -> None:
        """Respond with a file."""
        kind = TYPES.guess_type(name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.finish(body)


def _name(host: str) -> str:
    """Return the name in a Host header, without its port."""
    return re.sub(r":\d+$", "", host).lower()


class _SiteFiles(_LocalHandler):
    """The guide's own files; a request waits while they are being built."""

    async def get(self) -> None:
        if self.request.headers.get("Service-Worker"):  # it would serve old pages even after the preview has ended
            raise HTTPError(HTTPStatus.NOT_FOUND)
        path = unquote(self.request.path, errors="replace")
        with suppress(TimeoutError):
            await asyncio.wait_for(self.preview.ready(path), PATIENCE)
        response = self.preview.respond(path)
        if response.location:
            self.redirect(quote(response.location), status=response.status)
            return
        self.set_status(response.status)
        page = response.name.endswith(".html")
        script = overlay.scripts(self.preview.build_id) if page else b""
        self.send(response.name, response.body + script)

    async def head(self) -> None:
        await self.get()


class _OverlayFiles(_LocalHandler):
    """The files that the preview adds to the guide."""

    def get(self, name: str) -> None:
        problems = name == "problems.json"
        data = json.dumps(self.preview.problem_data()).encode() if problems else (overlay.FILES / name).read_bytes()
        self.send(name, data)


class _ReloadScript(_LocalHandler, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload.js."""


class _ReloadSocket(_LocalHandler, LiveReloadHandler):  # type: ignore[misc]
    """The websocket on which pages learn of changes, in livereload's protocol."""

    def prepare(self) -> None:
        """Refuse pages of other origins: Tornado checks less than this, livereload nothing.

        Whatever forwards the preview may put our own name into one of Host and Origin, or into both.
        """
        super().prepare()
        scheme, _, host = self.request.headers.get("Origin", "").partition("://")
        names = {_name(host), _name(self.request.host)}
        forwarded = names <= self.settings["names"] and not names <= set(NAMES)
        if scheme not in ("http", "https") or not (host == self.request.host or forwarded):
            raise HTTPError(HTTPStatus.FORBIDDEN)

    def on_message(self, message: str | bytes) -> None:
        """Complete the handshake, and reload a page that shows an earlier build."""
        try:
            data = json.loads(message)
            command, plugins = data["command"], data.get("plugins", {})
        except (ValueError, TypeError, KeyError, AttributeError):
            self.close(1003, "not the livereload protocol")
            return
        super().on_message(message)
        if command == "info":
            build_id = plugins.get("preview", {}).get("build")
            self.command("problems.json" if build_id == self.preview.build_id else "*")

    def command(self, path: str) -> None:
        """Make the page reload itself ("*"), its style sheets ("*.css") or the Problems shown over it."""
        with suppress(WebSocketClosedError):
            sent = self.write_message({"command": "reload", "path": path, "liveCSS": True, "liveImg": False})
            sent.add_done_callback(lambda done: done.exception())  # the page may be closed by now
