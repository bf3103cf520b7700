"""A guide in German, whose readers' words are all there: what a third language looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import ROOT, built, served

from careerguide.importing.headings import heading
from careerguide.languages.registry import rules_of
from careerguide.pay.money import parse_cell
from careerguide.schema.slug import slug

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT / "tests/guides/german", tmp_path_factory.mktemp("german"))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as host:
        yield f"{host}/"


def test_pages_are_in_german(site: Path) -> None:
    """Words, quotes, dashes, numbers, dates and gaps; of a band that is not known the reason."""
    about, role, pay = (
        re.sub(r"\s+", " ", (site / f"{name}/index.html").read_text(encoding="utf-8").replace("\u00a0", " "))
        for name in ("about", "roles/book-designer", "salaries/book-designer")
    )
    assert "„Anführungszeichen“" in about
    assert "<title>Buchgestalterin&nbsp;– Kleiner Führer durch die Buchberufe</title>" in role
    assert "Format und Papier – und liest" in role
    assert "—" not in about + role + pay
    assert "3.250,50 €" in role
    assert "Zuletzt ganz gelesen: 23. November 2026" in re.sub(r"<[^>]+>", "", role)
    for gap in ("in der Quelle verloren", "nicht erhoben", "vom Herausgeber zurückgehalten", "entfällt", "oder mehr"):
        assert gap in pay


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Fahnen", "Fahne"),  # another form
        ("faehigkeiten verhandeln", "Verhandeln"),
        ("herstellungslieter", "Herstellungsleiter"),  # two letters exchanged
        ("tzpografin", "Buchgestalterin"),  # another keyboard
        ("Fähne", "Fahne"),
    ],
)
def test_names_are_found_as_germans_type_them(page: Page, address: str, typed: str, first: str) -> None:
    page.goto(f"{address}search/index.html")
    box = page.locator("main .search")
    box.locator("[name=q]").fill(typed)
    box.locator("[aria-busy=false]").wait_for(state="attached")
    assert box.locator(".search-title").first.inner_text().replace("\u00a0", " ") == first


@pytest.mark.parametrize("typed", ["telefoniert", "Druckerei", "plant"])
def test_texts_are_searched_by_german_stems(page: Page, address: str, typed: str) -> None:
    """The text has telefonieren, Druckereien and planen."""
    page.goto(f"{address}search/index.html")
    box = page.locator("main .search")
    box.locator("[name=q]").fill(typed)
    box.locator(".search-title", has_text="Herstellungsleiter").first.wait_for()


def test_cells_and_headings_are_read_in_german() -> None:
    """And ids are spelt as Germans do."""
    cells = ["ab 50 Tsd.", "bis zu 60 000,50", "1,5 Mio. Euro", "3k", "von 2 000 bis 3 000"]
    assert [str(parse_cell(cell)) for cell in cells] == [
        "Range(low=50000, high=None)",
        "Range(low=None, high=Decimal('60000.50'))",
        "Amount(value=1500000)",
        "Amount(value=3000)",
        "Range(low=2000, high=3000)",
    ]
    headings = [heading(0, text) for text in ("Bundesland", "Durchschnittsgehalt", "Median", "25. Perzentil")]
    assert [(str(each.part), each.kind and str(each.kind)) for each in headings] == [
        ("region", None),
        ("figures", "mean"),
        ("figures", "median"),
        ("figures", "percentile"),
    ]
    assert slug("Ämter für Größe", language="de") == "aemter-fuer-groesse"


@pytest.mark.parametrize(
    ("word", "text"),
    [("druckbogen", "druckbogens"), ("fahne", "fahnen"), ("lektor", "lektorinnen"), ("tarif", "tarife")],
)
def test_terms_are_found_in_their_forms(word: str, text: str) -> None:
    forms = rules_of("de").word_forms
    assert forms is not None
    assert re.fullmatch(forms(word), text)
