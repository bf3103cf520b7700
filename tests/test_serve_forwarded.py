"""The preview behind a service that forwards its port, such as a codespace: a proxy with TLS of our own."""

from __future__ import annotations

import re
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
from driving import program
from previewing import Preview, eventually

expect = pytest.importorskip("playwright.sync_api").expect
if TYPE_CHECKING:
    from playwright.sync_api import Browser

Start = Callable[..., Preview]
PUBLIC = "preview.localhost"  # browsers know without asking anyone that this machine is meant


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A server's context with a certificate that nobody has signed."""
    openssl = program("openssl")
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={PUBLIC}"]
    subprocess.run([*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


@contextmanager
def forwarded(preview: Preview, tls: ssl.SSLContext, rewritten: tuple[str, ...]) -> Iterator[int]:
    """Forward a port of this machine to a preview, with its own name in the headers `rewritten`; yield the port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                accepted, _ = listener.accept()
            except OSError:
                return  # closed at the end of the test
            threading.Thread(target=serve, args=(accepted,), daemon=True).start()

    def serve(accepted: socket.socket) -> None:
        with suppress(OSError), tls.wrap_socket(accepted, server_side=True) as browser:
            head = b""
            while b"\r\n\r\n" not in head:
                received = browser.recv(65_536)
                if not received:
                    return
                head += received
            with socket.create_connection(("127.0.0.1", preview.port)) as server:
                server.sendall(rewrite(head))
                answers = threading.Thread(target=pipe, args=(server, browser), daemon=True)
                answers.start()
                pipe(browser, server)
                answers.join()

    def rewrite(head: bytes) -> bytes:
        own = {"Host": f"localhost:{preview.port}", "Origin": f"http://localhost:{preview.port}"}
        for name in rewritten:
            head = re.sub(rb"(?im)^(%b): .*?\r$" % name.encode(), rb"\1: %b\r" % own[name].encode(), head)
        return re.sub(rb"(?im)^Connection: keep-alive\r$", b"Connection: close\r", head)

    threading.Thread(target=accept, daemon=True).start()
    with listener:
        yield listener.getsockname()[1]


def pipe(source: Any, target: Any) -> None:
    with suppress(OSError):
        while received := source.recv(65_536):
            target.sendall(received)
        target.shutdown(socket.SHUT_WR)


@pytest.mark.parametrize(
    "rewritten", [("Host", "Origin"), ("Host",), ("Origin",), ()], ids=["both", "Host", "Origin", "neither"]
)
def test_a_change_is_seen_through_a_service_that_forwards_the_port(
    start: Start, browser: Browser, tls: ssl.SSLContext, rewritten: tuple[str, ...]
) -> None:
    """The page comes by https and reloads over its own origin, under whatever names the service passes on."""
    preview = start("--port=0", "--allow-host", PUBLIC)
    with forwarded(preview, tls, rewritten) as port, browser.new_context(ignore_https_errors=True) as context:
        page = context.new_page()
        opened: list[str] = []
        page.on("websocket", lambda socket: opened.append(socket.url))
        page.goto(f"https://{PUBLIC}:{port}/roles/designer/")
        expect(page.locator("preview-overlay")).to_be_attached()
        eventually(lambda: page.evaluate("true") and opened, "the page listens for changes")
        assert opened[0] == f"wss://{PUBLIC}:{port}/livereload"

        preview.change("content/roles/designer.md", "Коротко о роли", "Очень коротко о роли")

        expect(page.get_by_text("Очень коротко о роли")).to_be_attached()
