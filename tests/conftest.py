"""What several tests share: the system's browser, and a preview to look at in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from previewing import Preview, copy_guide

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# No test depends on the day it is run: whether a review has gone stale is asked as of the day the guides were reviewed.
os.environ["SOURCE_DATE_EPOCH"] = "1795392000"  # 2026-11-23

# In continuous integration generated inputs are the same each time, so that a proposal fails for what it changes alone;
# on a maintainer's machine they differ, and find new ones.
settings.register_profile("repeatable", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("repeatable")

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
