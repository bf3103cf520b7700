"""What several tests share: guides, the system's browser, and a preview to look at in it."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import english_guide
import pytest
from hypothesis import settings
from previewing import ROOT, Preview, copy_guide
from sites import warm_cache, warmed

from careerguide.incremental import cache

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# No test depends on the day it is run: whether a review has gone stale is asked as of the day the guides were reviewed.
os.environ["SOURCE_DATE_EPOCH"] = "1795392000"  # 2026-11-23

# Nor on the repository whose job runs it: a guide takes its address from there.
for name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "GITHUB_SHA", "GITHUB_STEP_SUMMARY"):
    os.environ.pop(name, None)

# The program is started hundreds of times: without its bytecode, each start compiles it and its libraries again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Nor does any depend on how it is started: a shell has its background jobs, and what they start, ignore Ctrl-C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# In continuous integration generated inputs are the same each time, so that a proposal fails for what it changes alone;
# on a maintainer's machine they differ, and find new ones. No example has a deadline: the machine may be busy.
settings.register_profile("varying", deadline=None)
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable" if os.environ.get("CI") else "varying")


@pytest.fixture(scope="module", autouse=True)
def _warm_caches(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let new caches begin with the program's own templates, compiled, unless a module sets `COLD_CACHES`."""
    connect = cache._connect

    def connected(path: Path) -> sqlite3.Connection:
        if not path.exists():
            warm_cache(path.parent)
        return connect(path)

    with pytest.MonkeyPatch.context() as patch:
        if not getattr(request.module, "COLD_CACHES", False):
            warmed()
            patch.setattr(cache, "_connect", connected)
        yield


# --- guides ---------------------------------------------------------------------------------------------------------

FROZEN = sorted(path for path in (ROOT / "tests/guides").iterdir() if path.is_dir())
CONTENT = ROOT / "content"
_current = {"may_read_content": False}


@pytest.fixture(
    scope="session",
    params=[
        *(pytest.param(path, id=path.name) for path in FROZEN),
        pytest.param(None, id="generated"),
        pytest.param(CONTENT, id="content", marks=pytest.mark.content),
    ],
)
def any_guide(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each valid guide in turn: the frozen ones, a generated one, and the project's own, whatever it says."""
    return request.param or english_guide.write(tmp_path_factory.mktemp("generated") / "content")


def _keep_content_out_of_reach(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse to open the project's own guide in a test that is not marked as being about it."""
    if event in ("open", "os.scandir") and not _current["may_read_content"]:
        path = Path(arguments[0]) if isinstance(arguments[0], str | Path) else Path()
        if path == CONTENT or CONTENT in path.parents:
            raise AssertionError(f"only tests with the fixture any_guide or the mark “content” may read {path}")


sys.addaudithook(_keep_content_out_of_reach)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note whether the test may read the project's own guide."""
    _current["may_read_content"] = item.get_closest_marker("content") is not None


# --- browsers -------------------------------------------------------------------------------------------------------

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",  # continuous integration runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_path() -> str:
    """Return where the system's browser is; skip the test where there is none, or fail it under REQUIRE_BROWSER=1."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    reason = f"no browser on this system (looked for {', '.join(BROWSERS)})"
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, started once for all tests."""
    path = browser_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own for each test, with nothing stored from the last one."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        yield page


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Preview]]:
    """Starts previews of a small guide in a folder of the test's own, and ends them with the test."""
    guide = copy_guide(tmp_path)
    started: list[Preview] = []

    def start_preview(*arguments: str) -> Preview:
        started.append(Preview(guide, *(arguments or ["--port=0"])))
        return started[-1]

    yield start_preview
    for preview in started:
        preview.kill()


@pytest.fixture
def preview(start: Callable[..., Preview]) -> Preview:
    """A running preview of a small guide."""
    return start()


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A running preview for all tests of a module that change nothing in its guide."""
    preview = Preview(copy_guide(tmp_path_factory.mktemp("untouched")), "--port=0")
    yield preview
    preview.kill()
