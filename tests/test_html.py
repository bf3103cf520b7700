"""The HTML of every page by the Nu HTML checker, which knows the whole standard.

VNU_JAR names its file (vnu.jar in the npm package vnu-jar); it needs Java. Without it these tests are skipped, or fail
under REQUIRE_HTML_CHECKER=1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import english_guide
import pytest
from conftest import CONTENT, FROZEN

import build

# The checker reads the policy as if files had no origin and data were scripts; test_pages_in_browser.py asks a browser.
NOT_ASKED = ".*Content Security Policy.*"


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks files."""
    jar, java = os.environ.get("VNU_JAR", ""), shutil.which("java")
    if Path(jar).is_file() and java:
        options = ["--format", "gnu", "--skip-non-html", "--filterpattern", NOT_ASKED]
        return [java, "-Xss4m", "-XX:TieredStopAtLevel=1", "-jar", jar, *options]
    reason = "the Nu HTML checker is not here: set VNU_JAR to the vnu.jar of the npm package vnu-jar, and install Java"
    if os.environ.get("REQUIRE_HTML_CHECKER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.mark.content
def test_every_page_is_valid(checker: list[str], tmp_path: Path) -> None:
    """The checker, started once, has nothing to say of any page of any guide: no error, no warning."""
    guides = {**{path.name: path for path in FROZEN}, "content": CONTENT}
    guides["generated"] = english_guide.write(tmp_path / "generated/content")
    for name, content in guides.items():
        arguments = ["--quiet", "--base-url", "https://example.org/x/", "--content", str(content)]
        assert build.main([*arguments, "--output", str(tmp_path / "sites" / name)]) == 0
    pages = sorted(map(str, (tmp_path / "sites").rglob("*.html")))

    checked = subprocess.run([*checker, *pages], capture_output=True, text=True, encoding="utf-8", check=False)

    assert (checked.stderr, checked.returncode) == ("", 0)
