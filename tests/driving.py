"""Firefox and WebKit, opened and asked as a script in the page would be.

Nothing is downloaded: the browsers are the system's, and where one is missing its tests are skipped, or fail under
REQUIRE_BROWSER=1.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SECONDS = 30  # within which a page has loaded, or a script has come to its end
Open = Callable[[str], None]
Run = Callable[[str], Any]  # the body of an async function → what it returns


def program(*names: str) -> str:
    """Return the path of the first of some programs that is there; skip the test, or fail it, where none is."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or missing(f"{' or '.join(names)} is not installed")


def missing(reason: str) -> Any:
    """Skip a test for want of a browser, or fail it where browsers are required."""
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def firefox() -> Iterator[tuple[Open, Run]]:
    """Drive Firefox over WebDriver BiDi with puppeteer-core, which NODE_PATH leads to."""
    node, browser = program("node"), program("firefox-esr", "firefox")
    folders = os.environ.get("NODE_PATH", "").split(os.pathsep)
    if not any(Path(folder, "puppeteer-core").is_dir() for folder in filter(None, folders)):
        missing("puppeteer-core is not in a folder of NODE_PATH (.ci/puppeteer installs it)")
    command = [node, str(HERE / "browsers/firefox.cjs"), browser]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin and process.stdout
        commands, answers = process.stdin, process.stdout

        def ask(**question: str) -> Any:
            print(json.dumps(question), file=commands, flush=True)
            answer = json.loads(answers.readline())
            assert not isinstance(answer, dict) or "error" not in answer, answer
            return answer

        yield lambda url: ask(url=url), lambda script: ask(script=script)
        commands.close()


@contextmanager
def webkit() -> Iterator[tuple[Open, Run]]:
    """Drive WebKitGTK's own browser on a screen that nobody sees."""
    path, screen = program("WebKitWebDriver"), program("Xvfb")
    from selenium.webdriver import WebKitGTK
    from selenium.webdriver.webkitgtk.service import Service

    command = [screen, "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="ascii") as display:
        assert display.stdout
        environment = {**os.environ, "DISPLAY": f":{display.stdout.readline().strip()}"}
        try:
            driver = WebKitGTK(service=Service(path, env=environment))
            driver.set_page_load_timeout(SECONDS)
            driver.set_script_timeout(SECONDS)
            try:
                yield driver.get, lambda script: driver.execute_async_script(ASYNC % script)
            finally:
                driver.quit()
        finally:
            display.terminate()


ASYNC = "const done = arguments[0]; (async () => {%s})().then(done, (error) => done(`failed: ${error}`));"
