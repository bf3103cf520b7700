"""What holds of any valid guide, the project's own in content/ among them: nothing here depends on what it says."""

from __future__ import annotations

import io
import posixpath
import re
import subprocess
import sys
from contextlib import redirect_stderr
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import html5lib
import pytest
from sites import ROOT

import build


class Built(NamedTuple):
    """What a build came to."""

    code: int
    said: str
    site: Path


@pytest.fixture(scope="module")
def built(any_guide: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A guide built strictly, for the root of a host, where the absolute links of 404.html lead to files."""
    site, said = tmp_path_factory.mktemp("any") / "site", io.StringIO()
    folders = ["--content", str(any_guide), "--output", str(site), "--cache", str(site.parent / "cache")]
    with redirect_stderr(said):
        code = build.main(["--strict", "--quiet", "--base-url", "https://example.org/", *folders])
    return Built(code, said.getvalue(), site)


def test_a_valid_guide_builds_without_a_word(built: Built) -> None:
    """Guides in any language, with any kinds of tables or none, are no special case."""
    assert (built.said, built.code) == ("", 0)
    assert (built.site / "index.html").is_file()


def test_every_link_leads_to_a_file_and_a_place_in_it(built: Built) -> None:
    """Links, pictures, scripts and styles of every page are there, and so is what the part after # names."""
    site, ids, targets = built.site, {}, set()
    for path in site.rglob("*.html"):
        page = path.relative_to(site).as_posix()
        elements = [*html5lib.parse(path.read_bytes(), namespaceHTMLElements=False).iter()]
        ids[page] = {element.get("id") for element in elements}
        addresses = [element.get(name) or "" for element in elements for name in ("href", "src")]
        targets |= {(page, address) for address in addresses if address and not re.match(r"[a-z]+:", address)}

    assert len(targets) > len(ids) > 5
    assert [(page, address) for page, address in sorted(targets) if not _there(site, ids, page, address)] == []


def _there(site: Path, ids: dict[str, set[str | None]], page: str, address: str) -> bool:
    way, _, anchor = unquote(address).partition("#")
    root, way = ("", way.lstrip("/")) if way.startswith("/") else (posixpath.dirname(page), way)
    file = posixpath.normpath(posixpath.join(root, way.partition("?")[0])) if way else page
    file = posixpath.join(file, "index.html") if (site / file).is_dir() else file
    # A state of the explorer is no place, but the explorer is: #region=…
    return (site / file).is_file() and (not anchor or ("explorer" if "=" in anchor else anchor) in ids[file])


@pytest.mark.content
def test_without_options_the_projects_own_guide_is_built(tmp_path: Path) -> None:
    """`build.py --strict` alone builds content/ without a warning."""
    command = [sys.executable, str(ROOT / "build.py"), "--strict", "--output", str(tmp_path / "site")]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "site/index.html").is_file()


def test_no_other_test_reads_the_projects_own_guide() -> None:
    """A test that is not marked as being about content/ fails when it opens a file there."""
    for read in (lambda: (ROOT / "content/guide.yaml").read_bytes(), lambda: build.main(["check", "--quiet"])):
        with pytest.raises(AssertionError, match="may read"):
            read()
