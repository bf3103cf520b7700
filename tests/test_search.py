"""The full-text search in a browser, and the alphabetical index without it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from loading import loaded
from sites import ROOT, built, served

import build
from careerguide.incremental.dependencies import Traced
from careerguide.outputs import search
from careerguide.schema.records import Kind

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BASE = "guide/nested/"  # a base path, as on a project's pages


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole guide, built under a base path."""
    folder = tmp_path_factory.mktemp("search")
    built(ROOT / "tests/guides/account-management", folder / BASE)
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as host:
        yield f"{host}/{BASE}"


def find(page: Page, words: str) -> list[str]:
    """Type words into the search that is open, and return the names of what is found."""
    box = page.locator(".search:visible")
    box.locator("[name=q]").fill(words)
    box.locator("[aria-busy=false]").wait_for(state="attached")
    return box.locator(".search-title").all_inner_texts()


def opened(page: Page, address: str, where: str = "index.html") -> Page:
    """Return a page with the search open over it."""
    page.goto(address + where)
    page.keyboard.press("/")
    page.locator("dialog[open]").wait_for()
    return page


def test_a_word_is_found_in_every_form(page: Page, address: str) -> None:
    """Somebody who types a word in another case finds the role of that name first."""
    assert "Коммерческий директор" in find(opened(page, address), "коммерческому директору")[:1]


def test_io_is_ie(page: Page, address: str) -> None:
    """Words with ё are found by those who type е."""
    with_io = find(opened(page, address), "ведёт")

    assert with_io
    assert find(page, "ведет") == with_io


def test_what_people_call_a_role_is_found_and_never_shown(page: Page, address: str, site: Path) -> None:
    """A name that is only in `search:` finds the role; no page has it in its text."""
    assert find(opened(page, address), "комдир") == ["Коммерческий директор"]
    assert not any("комдир" in path.read_text("utf-8") for path in (site / BASE).rglob("*.html"))
    assert "комдир" not in page.locator("dialog").inner_text().replace(page.input_value("dialog [name=q]"), "")


def test_results_stand_under_their_kinds_with_the_section_that_matched(page: Page, address: str) -> None:
    """Roles and terms are separate groups, matches are marked, and the link of a section points to that section."""
    find(opened(page, address), "дебиторская задолженность")

    groups = page.locator("dialog section:visible h2").all_inner_texts()
    assert {"Профессии", "Словарь", "Навыки"} <= set(groups)
    marked = {word.lower().strip(",.") for word in page.locator("dialog mark").all_inner_texts()}
    assert {"дебиторская", "дебиторской", "задолженность"} <= marked
    section = page.locator("dialog [data-kind=roles] p a").first
    href = section.get_attribute("href") or ""
    section.click()
    page.locator(f"[id='{href.partition('#')[2]}']").wait_for()
    page.wait_for_url(f"{address}roles/**")


def test_a_word_of_the_glossary_leads_to_its_place(page: Page, address: str) -> None:
    """Terms are found one by one, each at its own place in the glossary."""
    find(opened(page, address), "брифы")

    link = page.locator("dialog [data-kind=glossary] .search-title").first
    assert (link.get_attribute("href") or "").endswith("/glossary/#brief")


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    """“/” opens, arrows walk through the results and back, Enter goes there, Escape closes and gives the focus back."""
    page.goto(f"{address}roles/index.html")
    page.locator(".search-link").focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("() => document.activeElement.className") == "search-link"

    page.keyboard.press("/")
    find(page, "коммерческий директор")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => document.activeElement.className") == "search-title"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("() => document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/roles/commercial-director/")


def test_the_key_can_be_turned_off(page: Page, address: str) -> None:
    """A reader whose speech types keys for them turns “/” off, and it stays off; while typing it is a letter anyway."""
    opened(page, address).locator("dialog [type=checkbox]").uncheck()
    page.goto(f"{address}glossary/index.html")
    page.keyboard.press("/")
    page.locator(".search-link").click()
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("/")

    assert page.input_value("dialog [name=q]") == "/"


def test_nothing_found_says_so_and_what_to_try(page: Page, address: str) -> None:
    """A word that is nowhere finds nothing, not what begins with the same letter; the index is offered."""
    assert find(opened(page, address), "абракадабра") == []
    assert page.locator("dialog [role=status]").inner_text() == "Ничего не\u00a0нашлось."
    page.locator("dialog .search-none a").click()
    page.wait_for_url("**/search/#index")


def test_the_page_keeps_the_question_in_its_address(page: Page, address: str) -> None:
    """Enter in the dialog leads to the whole list, whose address can be sent to somebody."""
    find(opened(page, address), "клиентам")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q="))
    page.locator("main .search-title").first.wait_for()
    page.locator("main [name=q]").fill("бриф")
    page.wait_for_url(re.compile(r"\?q=%D0%B1%D1%80%D0%B8%D1%84$"))


def test_nothing_is_loaded_before_it_is_needed(page: Page, address: str) -> None:
    """A page on which nobody searches asks for no part of Pagefind."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, address)
    assert not [url for url in asked if "/pagefind/" in url]
    find(page, "бриф")
    assert [url for url in asked if url.endswith("/pagefind/pagefind.js")]
    assert all(url.startswith(address) for url in asked)


def test_without_scripts_the_search_page_is_an_index(browser: Browser, address: str) -> None:
    """Every role, skill, region and term is listed by letter, alternative names with the main one; no search field."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}roles/index.html")
        page.locator(".search-link").click()
        assert not page.locator("[name=q]").is_visible()
        assert page.locator("#index a", has_text="Казань").is_visible()
        cyrillic, latin = page.locator(".letters ul").all_inner_texts()
        assert "В" in cyrillic.split()
        assert all(letter.isascii() for letter in latin.split())
        assert page.locator("#index li", has_text="аккаунт-менеджер").inner_text().split("\n") == [
            "аккаунт-менеджер",
            "см. «эккаунт»",
        ]
        page.locator("#index a", has_text="Коммерческий директор").click()
        page.locator("h1", has_text="Коммерческий директор").wait_for()


def test_from_disk_the_link_leads_to_the_index(page: Page, site: Path) -> None:
    """A saved copy has the index; nothing there pretends to search."""
    page.goto((site / BASE / "index.html").as_uri())
    page.locator(".search-link").click()
    page.locator("#index").wait_for()
    assert not page.locator("[name=q]").is_visible()
    assert page.get_by_text("Поиск работает на сайте").is_visible()


def test_where_pagefind_is_missing_the_index_is_offered(page: Page, site: Path, tmp_path: Path) -> None:
    """The preview has no full-text index; the search page says so and refers to the alphabetical one."""
    shutil.copytree(site / BASE, tmp_path / "site", ignore=shutil.ignore_patterns("pagefind"))
    with served(tmp_path / "site") as host:
        opened(page, f"{host}/").locator("dialog [name=q]").fill("бриф")
        page.locator("dialog [role=status]", has_text="указателе").wait_for()
        assert page.locator("dialog .search-none a").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_everybody_can_use_it(browser: Browser, address: str, scheme: str, width: int) -> None:
    """axe finds nothing in the dialog and on the page, and nothing is wider than the window."""
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        find(opened(page, address), "переговоры")
        assert not Axe().run(page).response["violations"]
        page.goto(f"{address}search/index.html?q=переговоры")
        page.locator("main .search-title").first.wait_for()
        assert not Axe().run(page).response["violations"]
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_only_what_the_search_needs_is_published(site: Path) -> None:
    """None of Pagefind's own interfaces is there, and the stemmer of the guide's language alone."""
    folder = site / BASE / "pagefind"
    assert {path.name for path in folder.iterdir() if path.is_file() and not path.name.endswith(".pf_meta")} == {
        "pagefind.js",
        "pagefind-entry.json",
        "wasm.ru.pagefind",
    }
    assert list(json.loads((folder / "pagefind-entry.json").read_text())["languages"]) == ["ru"]


def test_c_plus_plus_is_a_word(page: Page, tmp_path: Path) -> None:
    """C++ and C# are different words in an English guide; a full stop is not part of a word."""
    shutil.copytree(ROOT / "tests/guides/no-pay", tmp_path / "content")
    for id, text in (("one", "Writes C++ daily."), ("two", "Writes C# and node.js.")):
        role = f"---\ntitle: Role {id}\nsummary: {text}\n---\n"
        (tmp_path / f"content/roles/{id}.md").write_text(role, encoding="utf-8")
    built(tmp_path / "content", tmp_path / "site")
    with served(tmp_path / "site") as host:
        opened(page, f"{host}/")
        for words, title in (("c++", "Role one"), ("C#", "Role two"), ("dailies", "Role one"), ("node.js", "Role two")):
            page.locator("dialog [name=q]").fill(words)
            page.locator("dialog .search-title", has_text=title).wait_for()
            assert page.locator("dialog .search-title").count() == 1


def test_every_heading_that_is_found_is_a_place_on_its_page(site: Path) -> None:
    """The index is built from the records, not from the pages, but each of its addresses exists in the site."""
    guide = loaded(ROOT / "tests/guides/account-management").guide
    assert guide
    asked = search.requests(guide)
    for request in asked:
        page, _, anchor = request.get("url", "").partition("#")
        headings = re.findall(r'<h[2-6] id="([^"]+)"', request.get("file_contents", ""))
        html = (site / BASE / page / "index.html").read_text("utf-8")
        assert all(f'id="{id}"' in html for id in [*headings, anchor] if id), page
    assert len(asked) > len(guide.roles) + len(guide.tables) + len(guide.terms)


def test_the_same_guide_gives_the_same_index(site: Path) -> None:
    """Byte for byte, so that a build can reuse the last index while the digest of the requests is the same."""
    guide = loaded(ROOT / "tests/guides/account-management").guide
    assert guide
    asked = search.requests(guide)
    for path, content in search.files(asked).items():
        assert (site / BASE / path).read_bytes() == content, path
    role, *others = guide.roles.values()
    renamed = {it.id: it for it in (role.model_copy(update={"summary": "Иначе."}), *others)}
    assert search.digest(asked) == search.digest(search.requests(guide))
    assert search.digest(asked) != search.digest(
        search.requests(replace(guide, records={**guide.records, Kind.ROLE: Traced("role", renamed)}))
    )


def test_what_a_record_says_is_found_in_its_section(page: Page, address: str) -> None:
    """A name that is only in a role's facts, not in its text, finds the section of those facts."""
    guide = loaded(ROOT / "tests/guides/account-management").guide
    assert guide
    role = next(role for role in guide.roles.values() if role.learning)
    find(opened(page, address), role.learning[0].title)

    hrefs = [link.get_attribute("href") or "" for link in page.locator("dialog [data-kind=roles] p a").all()]
    assert any(href.endswith(f"/roles/{role.id}/#learning") for href in hrefs)


def test_a_preview_does_not_wait_for_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` and `serve` build no full-text index, so that the preview is fast."""
    from careerguide.commands.arguments import parse

    for step in ("requests", "files"):
        monkeypatch.setattr(search, step, lambda *_: pytest.fail("the index was made"))
    arguments = ["--content", str(ROOT / "tests/guides/minimal"), "--output", str(tmp_path)]
    for command in ("check", "serve"):
        files, _ = build.make(parse([command, *arguments]))
        assert files


@pytest.mark.parametrize("program", ["true", None], ids=["ends at once", "is missing"])
def test_a_search_that_cannot_be_made_is_told(
    program: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One message says what to do; nothing is written and no traceback shown."""
    monkeypatch.setattr(search, "get_executable", lambda: program and shutil.which(program))
    content, output = str(ROOT / "tests/guides/minimal"), tmp_path / "site"
    arguments = ["--quiet", "--lang", "en", "--content", content, "--output", str(output)]

    assert build.main([*arguments, "--cache", str(tmp_path / "cache")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("pagefind: error: ")
    assert "--pages-only" in said
    assert "Traceback" not in said
    assert not output.exists()
