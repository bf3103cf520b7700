"""German."""

from __future__ import annotations

import re

from careerguide.languages.punctuation import (
    BLOCK,
    NBSP,
    apostrophes,
    dash_pattern,
    ellipses,
    en_dash,
    number_groups,
    paired_quotes,
    ranges,
)
from careerguide.languages.rules import HeadingPatterns, LanguageRules, MoneyWords, ProsePatterns

# --- typography

_DASH = dash_pattern("--?|[–—]")
_GLUE = re.compile(  # spaces at which a line must not break
    r" (?=\S)(?:"
    r"(?<=\d )(?=[%€$£]|Tsd\b|Mio\b|Uhr\b|km\b|kg\b)|(?<=[€$£] )(?=\d)|(?<=[§] )(?=\d)"
    r"|(?<=\b[zduosi]\. )(?=[BhaÄäUu]\.)|(?<=\b(?:Dr|Nr|St)\. )(?=[\wÄÖÜ]))"
)
_QUOTES = re.compile(f'["„“”{BLOCK}]')


def typography(text: str) -> str:
    """Return text with „quotes“, en dashes, and no-break spaces within abbreviations and before units."""
    text = apostrophes(ellipses(text))
    if "-" in text or "–" in text or "—" in text:
        text = _DASH.sub(en_dash, ranges(text))
    text = _GLUE.sub(NBSP, number_groups(text))
    return paired_quotes(text, _QUOTES, outer="„“", inner="‚‘")


# --- words

_LEAST_STEM = 4  # the minimum length of a stem without its ending
_BARE_ENDING = re.compile(r"(?:en|er|es|em|e|n|s)$")


def word_forms(word: str) -> str:
    """Return a pattern for a word with any ending; a word with a short stem keeps its own."""
    stem = _BARE_ENDING.sub("", word)
    return f"{stem}(?:e[mnrs]?|ens|erns?|n|s|in|innen)?" if len(stem) >= _LEAST_STEM else f"{word}(?:e[nrs]?|n|s)?"


_LATIN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_AS_LATIN = str.maketrans(_LATIN)


def latin(text: str) -> str:
    """Return lower-case text without umlauts and ß, as an address spells them."""
    return text.translate(_AS_LATIN)


_KEYS = {"y": "z", "z": "y", ";": "ö", "'": "ä", "[": "ü", "-": "ß"}  # QWERTZ

RULES = LanguageRules(
    typography=typography,
    dash="–",
    same_letters=_LATIN,
    latin=latin,
    word_forms=word_forms,
    inflects_each_word=True,
    endings=("e", "en", "er", "ern", "es", "em", "n", "s", "in", "innen", "ung", "ungen"),
    keys=_KEYS,
    booleans={"ja": True, "nein": False},
    unknown=("unbekannt",),
    year="jahr",
    money=MoneyWords(
        at_most=("bis zu", "bis", "höchstens", "maximal"),
        at_least=("ab", "mindestens", "von"),
        below=("weniger", "unter"),
        above=("mehr", "über"),
        than=("als",),
        conjunctions=("und", "oder"),
        about=("etwa", "rund", "zirka", "ungefähr"),
        thousand=("tsd", "tausend"),
        million=("mio", "million", "millionen"),
        currencies={"euro": "EUR", "franken": "CHF"},
    ),
    prose=ProsePatterns(
        thousand=r"Tsd\b\.?|[Tt]ausend", million=r"Mio\b\.?|Million(?:en)?", currency=r"Euro\b|Franken\b"
    ),
    headings=HeadingPatterns(
        region=r"\b(?:region|stadt\b|städte|bundesl[aä]nd|kanton|bezirk|(?:land|ort|kreis)\b)",
        segment=r"\b(?:segment|arbeitgeber|branche|sektor|art des)",
        dimension=r"\bgeschlecht|erfahrung|\bausbildung|\bqualifikation|abschluss",
        age=r"\balter",
        pay=r"gehalt|gehälter|lohn|löhne|verdienst|entgelt|vergütung|einkommen",
        band=r"\b(?:stufe|entgeltgruppe|gehaltsgruppe|tarifgruppe|gehaltsband)\w*",
        percentile="perzentil",
        ordinal=r"\.",
        total=r"\binsgesamt\b|\bgesamt\b|^alle$|^deutschland$|^österreich$|^schweiz$",
        thousand=r"\btsd\b\.?|\btausend\b",
        million=r"\bmio\b\.?|\bmillionen\b",
        quantiles={
            25: r"(?:unteres|erstes|1\.) quartil",
            75: r"(?:oberes|drittes|3\.) quartil",
            10: r"(?:erstes|unterstes|1\.) dezil",
            90: r"(?:neuntes|oberstes|9\.) dezil",
        },
        statistics={
            "count": r"\banzahl\b|\bzahl der\b|\bbeschäftigte|^befragte$|^stichprobe",
            "mean": r"durchschnitt|mittelwert|arithmetisches mittel",
            "entry": r"einstieg|berufsanfäng|anfangsgeh",
            "low": r"(?:^|\s)(?:von|niedrigste\w*)$|^(?:niedrigst|untere|untergrenze)",
            "high": r"(?:^|\s)(?:bis|höchste\w*)$|^(?:höchst|obere|obergrenze)",
        },
        no_experience=r"ohne (?:berufs)?erfahrung|(?:unter|weniger als) (?:1|einem) jahr",
        years="jahre?",
        to="bis",
        periods={
            "hour": r"pro stunde|je stunde|stundenl|/\s?(?:h|std)\b",
            "day": "pro tag|je tag|tagessatz",
            "week": "pro woche|je woche",
            "month": r"pro monat|je monat|im monat|monatlich|monatsgeh|/\s?monat",
            "year": r"pro jahr|je jahr|im jahr|jährlich|jahresgeh|/\s?jahr",
        },
        bases={"gross": r"\bbrutto", "net": r"\bnetto"},
        currencies={r"\beuro\b": "EUR", r"\bfranken\b": "CHF"},
        no_data=("k. a.", "k.a.", "keine angabe", "keine daten"),
    ),
)
