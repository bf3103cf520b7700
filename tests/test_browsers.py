"""A smoke test in Firefox and WebKit: every kind of page, the explorer, the search; and global names in Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driving import HERE, Open, Run, firefox, webkit
from sites import ROOT, built, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

GUIDE = HERE / "guides/account-management"
SPACES = str.maketrans("\u00a0\u202f", "  ")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished site whose pages note what goes wrong in them."""
    folder = built(GUIDE, tmp_path_factory.mktemp("site"))
    (folder / "complaints.js").write_bytes((HERE / "browsers/complaints.js").read_bytes())
    for path in folder.rglob("*.html"):
        html = path.read_text("utf-8").replace("<head>", '<head><script src="/complaints.js"></script>', 1)
        path.write_text(html, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as host:
        yield f"{host}/"


@pytest.fixture(scope="module", params=[firefox, webkit], ids=lambda driven: driven.__name__)
def driven(request: pytest.FixtureRequest) -> Iterator[tuple[Open, Run]]:
    """A browser, started once for all tests of this file."""
    with request.param() as browser:
        yield browser


def kinds(site: Path) -> list[str]:
    """Return one page of each kind: of all that lie equally deep below the same first folder, the first.

    Texts lie beside each other at the top, so that each of them is one.
    """
    pages = sorted(path.relative_to(site) for path in site.rglob("*.html"))
    return [path.as_posix() for path in {(path.parts[0], len(path.parts)): path for path in reversed(pages)}.values()]


FACTS = """
await document.fonts.ready;
const html = document.documentElement;
return {
  complaints,
  titled: document.title !== "" && document.querySelectorAll("h1").length === 1,
  styled: getComputedStyle(html).getPropertyValue("--paper") !== "" && document.fonts.check("16px Literata"),
  scripted: !document.querySelector(".scheme-switch").hidden,
  wider: html.scrollWidth > innerWidth,
};
"""


def test_every_kind_of_page_is_sound(driven: tuple[Open, Run], site: Path, address: str) -> None:
    """It has its heading, style and scripts, is no wider than the window, and nothing goes wrong in it."""
    visit, run = driven
    sound = {"complaints": [], "titled": True, "styled": True, "scripted": True, "wider": False}
    pages = kinds(site)
    assert len(pages) > 10

    found = {}
    for page in pages:
        visit(address + page)
        found[page] = run(FACTS)

    assert found == dict.fromkeys(pages, sound)


SWITCH = """
const paper = () => getComputedStyle(document.documentElement).backgroundColor;
const seen = [paper()];
for (let press = 0; press < 2; press += 1) {
  document.querySelector(".scheme-switch").click();
  seen.push(paper());
}
return { seen, complaints };
"""


def test_the_colour_scheme_is_switched(driven: tuple[Open, Run], address: str) -> None:
    """The button turns light into dark, and dark into the same light."""
    visit, run = driven
    visit(f"{address}index.html")
    said = run(SWITCH)

    first, second, third = said["seen"]
    assert first == third != second
    assert said["complaints"] == []


EXPLORE = """
const form = document.getElementById("explorer");
for (const [name, value] of [["region", "kazan"], ["segment", "agencies"], ["band", "II"], ["pay", "61000"]]) {
  form[name].value = value;
  form[name].dispatchEvent(new Event("input", { bubbles: true }));
}
const said = (name) => form.querySelector(`[data-out=${name}]`).textContent;
const bars = form.querySelector("[data-out=strip]").childElementCount;
return { range: said("range"), lies: said("lies"), pay: said("pay-unit"), hash: location.hash, bars, complaints };
"""


def test_the_explorer_answers(driven: tuple[Open, Run], address: str) -> None:
    """Kazan, agencies, band II: the range of the table, where the reader's pay lies, and an address that leads back."""
    visit, run = driven
    visit(f"{address}salaries/index.html")
    said = run(EXPLORE)

    assert said["range"].translate(SPACES) == "36 000 – 44 000"
    assert said["pay"].translate(SPACES) == "= 61 000 ₽ в месяц"
    assert "а платят вам как в III" in said["lies"].translate(SPACES)
    assert "region=kazan" in said["hash"] and "pay=61000" in said["hash"]
    assert said["bars"] > 3
    assert said["complaints"] == []


SEARCH = """
const until = async (find) => {
  for (let wait = 0; wait < 20000; wait += 50) {
    const found = find();
    if (found) return found;
    await new Promise((go) => setTimeout(go, 50));
  }
  throw new Error(`waited in vain for ${find}`);
};
document.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
const dialog = await until(() => document.querySelector("dialog[open]"));
const field = dialog.querySelector("[name=q]");
field.value = "переговорами";
field.dispatchEvent(new Event("input", { bubbles: true }));
const found = await until(() => dialog.querySelector(".search-results li:has(mark) a"));
return { href: found.href, complaints };
"""


def test_the_search_finds(driven: tuple[Open, Run], site: Path, address: str) -> None:
    """The key “/” opens it, and a word in another form than on the page leads to a page of the site."""
    visit, run = driven
    visit(f"{address}roles/index.html")
    said = run(SEARCH)

    assert said["complaints"] == []
    page = said["href"].removeprefix(address).partition("#")[0]
    assert (site / page).resolve().exists()
    assert said["href"].startswith(address)


GLOBALS = "Object.getOwnPropertyNames(window)"


def test_scripts_share_the_names_that_are_declared(page: Page, site: Path, address: str) -> None:
    """A script puts no other name into the global scope than those that biome.json lets others use."""
    shared = set(json.loads((ROOT / "biome.json").read_text("utf-8"))["javascript"]["globals"])
    page.goto(f"{address}complaints.js")  # a page of the same origin, without scripts
    before = set(page.evaluate(GLOBALS))
    for path in kinds(site):
        page.goto(address + path)
        scope = page.context.new_cdp_session(page).send("Runtime.globalLexicalScopeNames")
        names = {*scope["names"], *(set(page.evaluate(GLOBALS)) - before)}
        assert names - {"complaints"} <= shared, path
