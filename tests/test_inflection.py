"""The full-text search finds the words of a Russian guide in every form that people type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pymorphy3
import pytest
from loading import loaded
from sites import ROOT, built, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GUIDE = ROOT / "tests/guides/account-management"
LEAST = 0.95  # of all forms
KINDS = {"NOUN", "ADJF"}
NOT_ASKED = {"Apro", "Supr"}  # pronouns, superlatives

# For each list of forms: those by which Pagefind finds a page with any of them in its text.
FOUND = """async ([address, words]) => {
  const pagefind = await import(address + "pagefind/pagefind.js");
  const plain = (word) => word.toLowerCase().replace(/[^\\p{L}]/gu, "").replaceAll("ё", "е");
  const found = [];
  for (const forms of words) {
    const wanted = new Set(forms.map(plain));
    const one = [];
    for (const form of forms) {
      const { results } = await pagefind.search(form);
      for (const result of results) {
        const { content, locations } = await result.data();
        const text = content.split(/\\s+/);
        if (locations.some((place) => wanted.has(plain(text[place] ?? "")))) { one.push(form); break; }
      }
    }
    found.push(one);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = built(GUIDE, tmp_path_factory.mktemp("inflection"))
    with served(folder) as host:
        yield f"{host}/"


def found(browser: Browser, address: str, words: list[list[str]]) -> list[list[str]]:
    """Return the forms of each word that find a page."""
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(address)
        result: list[list[str]] = page.evaluate(FOUND, [address, words])
        return result


def words_of(guide: Path, most: int) -> list[list[str]]:
    """Return the forms of nouns and adjectives in the texts of a guide."""
    morph = pymorphy3.MorphAnalyzer()
    read = loaded(guide).guide
    assert read
    html = " ".join(section.html for prose in read.prose.values() for section in prose.sections)
    text = re.sub(r"<(table|svg)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    paradigms: dict[str, list[str]] = {}
    for word in sorted(set(re.findall(r"\b[а-яё]{4,}\b", text))):
        parsed: Any = morph.parse(word)[0]
        forms = {it.word for it in parsed.lexeme if it.tag.POS in KINDS and not NOT_ASKED & it.tag.grammemes}
        if parsed.tag.POS in KINDS and word in forms:
            paradigms.setdefault(parsed.normal_form, sorted(forms))
    step = max(1, len(paradigms) // most)
    return list(paradigms.values())[::step][:most]


def test_words_with_short_i_are_found_in_every_form(browser: Browser, address: str) -> None:
    """Adjectives in -ый and -ий, whose ending a stemmer only knows if й remains й."""
    endings = ["ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ое", "ые", "ых", "ыми"]
    words = [[stem + ending for ending in endings] for stem in ("крупн", "разн", "рекламн")]
    assert found(browser, address, words) == words


def test_nearly_all_forms_of_all_words_are_found(browser: Browser, address: str) -> None:
    """True paradigms of 300 nouns and adjectives of the guide, whatever form the guide itself uses."""
    words = words_of(GUIDE, 300)
    hits = found(browser, address, words)

    asked = sum(map(len, words))
    lost = [form for forms, hit in zip(words, hits, strict=True) for form in forms if form not in hit]
    assert len(words) == 300
    assert 1 - len(lost) / asked >= LEAST, f"{len(lost)} of {asked} are lost: {', '.join(lost[:40])}"
