"""The full-text search finds the words of a Russian guide in every form that people type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pymorphy3
import pytest
from loading import loaded
from sites import ROOT, built, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GUIDE = ROOT / "tests/guides/account-management"
LEAST = 0.95  # of all forms
PRECISE = 0.8  # of the first results
KINDS = {"NOUN", "ADJF", "VERB", "INFN"}
NOT_ASKED = {"Apro", "Supr"}  # pronouns, superlatives

# For the forms of each word: those by which the search, through its own modules, finds a page with any of them in its
# text; in how many of the first results that is so or the text has a participle, a gerund or a short form of the word;
# and how many first results there are.
FOUND = """async (words) => {
  const box = document.querySelector("main .search");
  const home = new URL("../", location.href);
  const { load } = await import(new URL(box.dataset.names, location.href));
  const names = await load(home);
  const script = new URL(box.dataset.fullText, location.href);
  script.search = new URLSearchParams({ home, lang: document.documentElement.lang });
  const worker = new Worker(script, { type: "module" });
  const fullText = (query) => new Promise((done) => {
    worker.addEventListener("message", ({ data }) => done(data), { once: true });
    worker.postMessage({ id: 0, query, most: 60 });
  });
  const plain = (word) => word.toLowerCase().replace(/[^\\p{L}]/gu, "").replaceAll("ё", "е");
  const found = [], FIRST = 5;
  let right = 0, shown = 0;
  for (const { forms, all } of words) {
    const has = ({ matched }, wanted) => matched.some((word) => wanted.includes(plain(word)));
    const [own, wider] = [forms, all].map((list) => list.map(plain));
    const one = [];
    for (const form of forms) {
      const { results } = await names.texts(form, names.find(form).understood, fullText);
      if (results.some((result) => has(result, own))) one.push(form);
      const first = results.slice(0, FIRST);
      right += first.filter((result) => has(result, wider)).length;
      shown += first.length;
    }
    found.push(one);
  }
  return [found, right, shown];
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = built(GUIDE, tmp_path_factory.mktemp("inflection"))
    with served(folder) as host:
        yield f"{host}/"


class Word(NamedTuple):
    """A word: the forms that are asked for, and all forms that it has."""

    forms: list[str]
    all: list[str]


def found(browser: Browser, address: str, words: list[Word]) -> tuple[list[list[str]], float]:
    """Return the forms of each word that find a page, and the share of the first results that have the word."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}search/")
        forms, right, shown = page.evaluate(FOUND, [word._asdict() for word in words])
        return forms, right / shown


def words_of(guide: Path, most: int) -> list[Word]:
    """Return the forms of nouns, adjectives and verbs in the texts of a guide."""
    morph = pymorphy3.MorphAnalyzer()
    read = loaded(guide).guide
    assert read
    html = " ".join(section.html for prose in read.prose.values() for section in prose.sections)
    text = re.sub(r"<(table|svg)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    paradigms: dict[str, Word] = {}
    for word in sorted(set(re.findall(r"\b[а-яё]{4,}\b", text))):
        parsed: Any = morph.parse(word)[0]
        forms = {it.word for it in parsed.lexeme if it.tag.POS in KINDS and not NOT_ASKED & it.tag.grammemes}
        if parsed.tag.POS in KINDS and word in forms:
            paradigms.setdefault(parsed.normal_form, Word(sorted(forms), [it.word for it in parsed.lexeme]))
    step = max(1, len(paradigms) // most)
    return list(paradigms.values())[::step][:most]


def test_words_with_short_i_are_found_in_every_form(browser: Browser, address: str) -> None:
    """Adjectives in -ый and -ий, whose ending a stemmer only knows if й remains й."""
    endings = ["ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ое", "ые", "ых", "ыми"]
    words = [[stem + ending for ending in endings] for stem in ("крупн", "разн", "рекламн")]
    assert found(browser, address, [Word(forms, forms) for forms in words])[0] == words


def test_nearly_all_forms_of_all_words_are_found(browser: Browser, address: str) -> None:
    """True paradigms of 300 nouns, adjectives and verbs of the guide, whatever form the guide itself uses."""
    words = words_of(GUIDE, 300)
    hits, precision = found(browser, address, words)

    asked = sum(len(word.forms) for word in words)
    lost = [form for word, hit in zip(words, hits, strict=True) for form in word.forms if form not in hit]
    assert len(words) == 300
    assert precision >= PRECISE
    assert 1 - len(lost) / asked >= LEAST, f"{len(lost)} of {asked} are lost: {', '.join(lost[:40])}"
