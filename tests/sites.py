"""Whole guides built for tests, as a reader opens them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import build

ROOT = Path(__file__).parent.parent


def built(content: Path, output: Path, *options: str) -> Path:
    """Return the folder of a guide's finished site."""
    assert build.main(["--quiet", "--content", str(content), "--output", str(output), *options]) == 0
    return output


def warm_cache(folder: Path) -> None:
    """Make a folder a cache in which the program's own templates and catalogues are compiled already."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "careerguide.sqlite").write_bytes(warmed())


@lru_cache(maxsize=1)
def warmed() -> bytes:
    """Return the cache that a build of a small guide leaves."""
    with TemporaryDirectory() as work:
        folders = [f"--output={work}/site", f"--cache={work}/cache"]
        assert build.main(["--quiet", f"--content={ROOT / 'tests/guides/minimal'}", *folders]) == 0
        return Path(work, "cache/careerguide.sqlite").read_bytes()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that ends a request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port for as long as it is needed, and give its address."""
    server = _Server(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
