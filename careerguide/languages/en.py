"""English."""

from __future__ import annotations

import re

from careerguide.languages.punctuation import NBSP, dash, dash_pattern, ellipses, inch_marks, opens, ranges
from careerguide.languages.rules import HeadingPatterns, LanguageRules, MoneyWords, ProsePatterns

_QUOTES = re.compile("[\"'“‘]")
_DASH = dash_pattern("--?|—")
_TWO_HYPHENS = re.compile(r"(?<=\w)--(?=\w)")
_GLUE = re.compile(  # spaces at which a line must not break
    r"(?:(?<=\d) (?=(?:[kcm]?m|[kcm]²|k?g|mg|lbs?|oz|ft|mi|ml|hrs?|min|k?W|kWh|[MG]B|°[CF]|%|million|billion|thousand"
    r"|per cent|percent)(?![\w-]))"
    r"|(?<![\w-])(?:pp?|Nos?|[Ff]igs?|ch|vol|sec)\. (?=\d)|(?<![\w-])(?:Mr|Mrs|Ms|Dr|Prof)\. (?=[A-Z])"
    r"|(?<![\w.])[A-Z]\. (?=[A-Z][\w.]))"
)
_FEET = re.compile(r"(?<=\d)'(?=\d{1,2}\")")
_LETTERS_LEFT_OUT = re.compile(r"'(?=(?:n|tis|twas)(?!\w))", re.IGNORECASE)


def typography(text: str) -> str:
    """Return text with “quotes”, apostrophes, dashes, ellipses, and no-break spaces before measures."""
    text = ellipses(text)
    if "-" in text or "—" in text:
        text = _TWO_HYPHENS.sub("—", _DASH.sub(dash, ranges(text)))
    text = _GLUE.sub(lambda match: match[0][:-1] + NBSP, text)
    return _quotes(text) if '"' in text or "'" in text else text


def _quotes(text: str) -> str:
    parts, start, opening = [], 0, -1
    inches = inch_marks(text)
    for match in _QUOTES.finditer(text):
        at, char = match.start(), match.group()
        if at in inches or _FEET.match(text, at):
            continue
        opening_one = char in "“‘" or opens(text, at, opening)
        if opening_one:
            opening = at
        if char in "\"'":
            decade = char == "'" and (text[at + 1 : at + 2].isdigit() or _LETTERS_LEFT_OUT.match(text, at))
            single = "‘" if opening_one and not decade else "’"
            parts += [text[start:at], ("“" if opening_one else "”") if char == '"' else single]
            start = at + 1
    return "".join(parts) + text[start:]


def word_forms(word: str) -> str:
    """Return a pattern for a word and its plural."""
    return f"{word}(?:s|es)?"


RULES = LanguageRules(
    typography=typography,
    word_forms=word_forms,
    endings=("s", "es", "ies", "y", "ed", "ing"),
    booleans={"yes": True, "no": False, "true": True, "false": False},
    unknown=("unknown",),
    year="year",
    money=MoneyWords(
        at_most=("up to", "at most", "to"),
        at_least=("at least", "from"),
        below=("less", "below", "under"),
        above=("more", "above", "over"),
        than=("than",),
        conjunctions=("and", "or"),
        maximum=("max",),
        minimum=("min",),
        about=("about", "approx", "approximately", "circa", "ca", "c"),
        thousand=("k", "thousand"),
        million=("mln", "million"),
    ),
    prose=ProsePatterns(thousand=r"k\b|thousand", million="million"),
    headings=HeadingPatterns(
        region=r"\b(?:region|city|cities|state|area|place|location|county|metro)",
        segment=r"\b(?:segment|employer|sector|industry|type)",
        dimension=r"\b(?:sex\b|gender|experience|seniority|education|qualification)",
        age=r"\bages?\b",
        pay=r"\b(?:salar|pay\b|wage|earning|income|compensation)",
        band=r"\b(?:band|grade|level|step)\w*",
        percentile="percentile|centile|pctl?",
        percentile_letter="p",
        ordinal="st|nd|rd|th",
        total=r"\btotal\b|^all\b|^average$|^overall\b|\bnational\b|^(?:u\.?s\.?|united states)$",
        thousand=r"\bthousands?\b|[$€£₽]\s?k\b|\bk\s?[$€£₽]|\b(?:usd|eur|gbp|rub)\s?k\b|\bk\s?(?:usd|eur|gbp|rub)\b"
        r"|(?<![\d.,])['’]?000(?:'?s)?\b|[x×*$€£₽]\s?1[ ,.]?000\b",
        million=r"\bmillions?\b|\bmln\b",
        unit_prefix="in",
        quantiles={
            25: r"\bq1\b|(?:lower|first|1st) quartile",
            75: r"\bq3\b|(?:upper|third|3rd) quartile",
            10: r"(?:first|1st|lowest) decile",
            90: r"(?:ninth|9th|highest) decile",
        },
        statistics={
            "count": r"\bcount\b|\bnumber of\b|\bemployment\b|^employe(?:d|es)$|\btot_emp\b|\bsample\b|^vacancies$"
            r"|^(?:survey )?respondents$|^responses$|^people$|^(?:people )?asked$|^n$",
            "median": r"\bmedian|_median|\bmdn\b",
            "mean": r"\bmean|_mean|\baverage|\bavg\b|\bmn\b",
            "entry": r"\bentry|\bstarting",
            "low": r"(?:^|\s)(?:min\w*\.?|low\w*|from)$|^(?:min|low)\w*\b",
            "high": r"(?:^|\s)(?:max\w*\.?|high\w*|to)$|^(?:max|high)\w*\b",
        },
        no_experience=r"no experience|(?:under|less than|up to) (?:1|one) year",
        years=r"years?\b|yrs?\b",
        to="to",
        periods={
            "hour": r"hourly|per hour|an hour|\bh_",
            "day": "daily|per day|a day",
            "week": "weekly|per week|a week",
            "month": "monthly|per month|a month",
            "year": r"annual|yearly|per year|a year|per annum|\ba_",
        },
        bases={"gross": r"\bgross\b|before tax", "net": r"\bnet\b|after tax|take-home"},
        no_data=("n/a", "na", "n.a.", "no data", "x"),
    ),
)
