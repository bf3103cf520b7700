"""What no reader looks at: the feed, the manifest, the tags by which other sites show a page, the security policy."""

from __future__ import annotations

import io
import json
import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from PIL import Image

import build

ROOT = Path(__file__).parent.parent
BASE = "https://example.org/guide/"
ATOM = "{http://www.w3.org/2005/Atom}"
DATA = "application/ld+json"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole guide, built for an address."""
    output = tmp_path_factory.mktemp("machines") / "site"
    content = ROOT / "tests/guides/account-management"
    arguments = ["--quiet", "--base-url", BASE, "--content", str(content), "--output", str(output)]
    assert build.main(arguments) == 0
    return output


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, ElementTree.Element]:
    """Every page of the site, parsed."""
    paths = sorted(site.rglob("*.html"))
    return {
        path.relative_to(site).as_posix(): html5lib.parse(path.read_bytes(), namespaceHTMLElements=False)
        for path in paths
    }


def metas(page: ElementTree.Element) -> dict[str, str]:
    found = ((meta.get("property") or meta.get("name"), meta.get("content")) for meta in page.iter("meta"))
    return {name: content or "" for name, content in found if name}


def test_the_feed_tells_what_was_read_anew(site: Path) -> None:
    """It has every role and page with a date, the newest first, each under its own lasting address."""
    feed = ElementTree.fromstring((site / "feed.xml").read_bytes())
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]

    assert f"{BASE}roles/commercial-director/" in ids
    assert len(ids) == len(set(ids)) == 5
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0]
    assert all(datetime.fromisoformat(day).tzinfo for day in days)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert {"self": f"{BASE}feed.xml", "alternate": BASE} == {
        link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")
    }
    assert all(entry.findtext(f"{ATOM}title") and entry.findtext(f"{ATOM}summary") for entry in entries)


def test_the_manifest_names_icons_that_are_there(site: Path) -> None:
    """Every icon has the size given in the manifest; one is maskable."""
    manifest = json.loads((site / "site.webmanifest").read_text("utf-8"))
    assert (manifest["lang"], manifest["dir"], manifest["start_url"]) == ("ru", "ltr", "./")
    for icon in manifest["icons"]:
        with Image.open(io.BytesIO((site / icon["src"]).read_bytes())) as image:
            assert "{}x{}".format(*image.size) == icon["sizes"]
    assert {icon.get("purpose", "any") for icon in manifest["icons"]} == {"any", "maskable"}


def test_a_link_to_a_page_can_be_shown_elsewhere(site: Path, pages: dict[str, ElementTree.Element]) -> None:
    """Every page has one canonical address, a title, a description and a picture that is there."""
    for path, page in pages.items():
        if path == "404.html":
            continue
        tags = metas(page)
        address = BASE + path.removesuffix("index.html")
        canonical = [link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"]
        assert canonical == [tags["og:url"]] == [address]
        assert tags["og:title"], path
        assert tags["og:description"], path
        assert (site / tags["og:image"].removeprefix(BASE)).is_file()
        assert tags["twitter:card"] == "summary_large_image"


def test_a_guide_without_an_address_claims_none(tmp_path: Path) -> None:
    """Without a base URL there is no canonical address, no feed and no card."""
    output = tmp_path / "site"
    assert build.main(["--quiet", "--content", str(ROOT / "tests/guides/minimal"), "--output", str(output)]) == 0
    home = (output / "index.html").read_text("utf-8")
    assert not re.search(r"canonical|og:|twitter:|atom\+xml", home)
    assert not (output / "feed.xml").exists()


def test_a_guide_that_nobody_has_reviewed_has_no_feed(tmp_path: Path) -> None:
    """A feed without entries would have no date: there is none, and no page links to it."""
    output, content = tmp_path / "site", ROOT / "tests/guides/no-pay"
    arguments = ["--quiet", "--base-url", BASE, "--content", str(content), "--output", str(output)]
    assert build.main(arguments) == 0
    assert not (output / "feed.xml").exists()
    assert "feed.xml" not in (output / "index.html").read_text("utf-8")


def test_every_page_has_the_policy_and_obeys_it(pages: dict[str, ElementTree.Element]) -> None:
    """Nothing but the site's own files may run or be shown, and no page has a script, style or handler within it."""
    for path, page in pages.items():
        (policy,) = (
            meta.get("content", "") for meta in page.iter("meta") if meta.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert not list(page.iter("style")), path
        for element in page.iter():
            assert element.tag != "script" or element.get("src") or element.get("type") == DATA, path
            assert not [name for name in element.attrib if name == "style" or str(name).startswith("on")], path


def test_data_for_machines_can_be_read(pages: dict[str, ElementTree.Element]) -> None:
    """Every page's data is JSON, and each description names its kind."""
    for path, page in pages.items():
        for script in page.iter("script"):
            if script.get("type") == DATA:
                assert all(node["@type"] for node in json.loads(script.text or "")), path
