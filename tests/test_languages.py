"""What a language brings: one module of careerguide/languages and one catalogue, and nothing anywhere else."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from careerguide.languages.collation import initial, is_foreign, sort_key
from careerguide.languages.registry import known_languages, rules_of
from careerguide.languages.rules import LATIN_ALPHABET
from careerguide.markdown.glossary import glossary
from careerguide.schema import Term
from careerguide.schema.slug import slug

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "careerguide"
DUTCH_MODULE = """
from careerguide.languages.rules import HeadingPatterns, LanguageRules, MoneyWords, ProsePatterns

RULES = LanguageRules(
    typography=lambda text: text.replace("...", "…"),
    latin=lambda text: text.translate(str.maketrans({"ĳ": "ij", "ø": "oe"})),
    word_forms=lambda word: f"{word}(?:e[mnrs]?|s)?",
    inflects_each_word=True,
    booleans={"jawel": True, "nee": False},
    unknown=("onbekend",),
    money=MoneyWords(
        at_most=("hooguit", "tot"), at_least=("vanaf", "minstens"), thousand=("dzd", "duizend"),
        million=("miljoen",), about=("ongeveer",), currencies={"euro": "EUR"},
    ),
    prose=ProsePatterns(thousand="duizend", currency="euro"),
    headings=HeadingPatterns(
        region=r"\\bprovincie", statistics={"mean": "gemiddeld"}, periods={"month": "per maand"}
    ),
)
"""
DUTCH_USE = """
from careerguide.editing.schemas import WHEN, YES_NO
from careerguide.importing.headings import heading, stated_once
from careerguide.schema.slug import slug
from careerguide.markdown.typed_money import _MONEY
from careerguide.pay.money import currencies_named, parse_cell
from careerguide.schema.fields import BOOLEANS, UNKNOWN

cells = ["vanaf 50 dzd.", "tot 60.000,50", "1,5 miljoen euro", "до 60 000", "up to 60 000"]
print([str(parse_cell(cell)) for cell in cells], currencies_named("50 000 euro"))
print(BOOLEANS["jawel"], "onbekend" in UNKNOWN, "[Jj][Aa][Ww]" in str(YES_NO), "onbekend" in str(WHEN))
print(heading(0, "Provincie").part, heading(1, "Gemiddeld").kind, stated_once(["Loon per maand"], "period"))
print(slug("Møre", language="nl"), slug("Köln", language="de"), slug("Köln", language="en"))
print(_MONEY.search("ongeveer 60 duizend euro").group())
"""


BY_SHAPE = {  # modules about letters as shapes, of no language: which look alike, how wide they are
    PACKAGE / "core/lookalikes.py",
    PACKAGE / "pages/charts/labels.py",
}


def test_only_modules_of_languages_have_words_of_a_language() -> None:
    """For Cyrillic letters only: English cannot be detected this way."""
    elsewhere = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for folder, endings in (("careerguide", {".py"}), ("static", {".js", ".css"}), ("templates", {".html", ".svg"}))
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in endings and path.parent != PACKAGE / "languages" and path not in BY_SHAPE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if any("CYRILLIC" in unicodedata.name(char, "") for char in line)
    ]
    assert elsewhere == []


def test_a_language_is_found_by_its_module(tmp_path: Path) -> None:
    """A new module is enough: cells, fields, schemas, headings, ids and prose know its words, beside the others."""
    package = tmp_path / "careerguide"
    package.mkdir()
    for path in PACKAGE.iterdir():
        if path.name not in {"languages", "__pycache__"}:
            (package / path.name).symlink_to(path)
    (package / "languages").mkdir()
    for path in (PACKAGE / "languages").glob("*.py"):
        (package / "languages" / path.name).symlink_to(path)
    (package / "languages/nl.py").write_text(DUTCH_MODULE, encoding="utf-8")

    ran = subprocess.run(
        [sys.executable, "-c", DUTCH_USE], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )

    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [
        "['Range(low=50000, high=None)', \"Range(low=None, high=Decimal('60000.50'))\", 'Amount(value=1500000)', "
        "'Range(low=None, high=60000)', 'Range(low=None, high=60000)'] frozenset({'EUR'})",
        "True True True True",
        "region mean month",
        "moere koeln koln",
        "60 duizend euro",
    ]


def test_a_word_of_a_cell_means_the_same_in_all_languages() -> None:
    """Editors may type words of any language, so no word may have different meanings in two of them."""
    meanings = defaultdict(set)
    for rules in known_languages().values():
        for name, words in vars(rules.money).items():
            for word in words:
                meanings[word.casefold()].add(name)
    assert {word: names for word, names in meanings.items() if len(names) > 1} == {}


@pytest.mark.parametrize("code", known_languages())
def test_patterns_of_a_language_have_no_groups(code: str) -> None:
    """They become parts of larger patterns, whose groups are counted."""
    rules = rules_of(code)
    patterns = [*vars(rules.headings).values(), *vars(rules.prose).values()]
    texts = [text for each in patterns for text in (each.values() if isinstance(each, dict) else [each])]
    assert [text for text in texts if isinstance(text, str) and re.compile(text).groups] == []


SWEDISH = LATIN_ALPHABET + "åäö"


@pytest.mark.parametrize(
    ("alphabet", "words"),
    [
        (rules_of("ru").alphabet, ["1С", "еда", "ёж", "Ель", "йод", "Яма", "BTL", "sales"]),
        (rules_of("en").alphabet, ["360 review", "agency", "Élan", "email", "zoo", "Ель"]),
        (LATIN_ALPHABET, ["Abend", "Ärger", "Arzt", "Öl", "Ost", "Straße", "Strauß"]),
        (SWEDISH, ["Abend", "zon", "å", "ärlig", "öl"]),
    ],
)
def test_words_are_in_the_order_of_a_dictionary(alphabet: str, words: list[str]) -> None:
    """Digits come first, and other scripts last; a mark counts only on a letter that the alphabet has with it."""
    keys = [sort_key(word, alphabet) for word in words]
    assert keys == sorted(keys)


def test_a_word_is_under_the_letter_of_its_alphabet() -> None:
    """Ё is with Е, É with E, Й by itself, and a Latin word in a Russian list is one of another alphabet."""
    russian = rules_of("ru").alphabet
    assert [initial(word, russian) for word in ("ёж", "йод", "sales", "1С")] == ["Е", "Й", "S", "1"]
    assert initial("Élan", LATIN_ALPHABET) == "E"
    assert [is_foreign(word, russian) for word in ("ёж", "sales", "1С")] == [False, True, False]


@pytest.mark.parametrize(
    ("language", "term", "text", "found"),
    [
        ("ru", "медиана", "выше медианы", "медианы"),
        ("ru", "KPI", "все KPIs сразу", "kpis"),
        ("en", "медиана", "above медианы", "медианы"),
        ("en", "sales funnel", "two sales funnels", "sales funnels"),
        ("en", "sales funnel", "one saless funnel", ""),
    ],
)
def test_terms_are_found_in_the_forms_of_their_language(language: str, term: str, text: str, found: str) -> None:
    """The guide's language decides where it has all letters of a word, else one that has."""
    terms = glossary({"t": Term(id="t", term=term, meaning="M.")}, language)
    assert [text[start:end].lower() for start, end, _ in terms.find(text, ((0, len(text)),))] == [found] * bool(found)


def test_ids_are_written_as_the_language_does() -> None:
    """Cyrillic has a Latin form in a guide of any language."""
    assert slug("Нижний Новгород", language="en") == "nizhny-novgorod"
    assert slug("Zoë’s café", language="ru") == "zoes-cafe"
