"""The quotes of languages that have no module, after the Unicode CLDR (delimiters), which Babel leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable

from careerguide.languages.punctuation import BLOCK, NBSP, ellipses, paired_quotes

_QUOTES = {  # outer and inner
    "«»“”": "es pt ca gl el hy",
    "«»„“": "be uk sq",
    "«»‹›": "fa",
    "« »“”": "fr",
    "“”‘’": "it tr nl af id ms vi th hi bn ta te ur sw ga cy mt ko zh ar",
    "„“‚‘": "cs sk sl is et lt lv bg mk lb",
    "„”«»": "pl ro",
    "„”‚’": "hu hr sr bs",
    "””’’": "sv fi he da",
    "«»‘’": "no nb nn",
    "「」『』": "ja",
}
_BY_LANGUAGE = {code: quotes for quotes, codes in _QUOTES.items() for code in codes.split()}
_TYPED = re.compile(f'["{BLOCK}]')
_SPACED = re.compile(r"(?<=«)(?=[^\s])|(?<=[^\s])(?=»)")


def usual_typography(code: str) -> Callable[[str], str]:
    """Return the typography of a language by its quotes alone: straight quotes become its own, others are unchanged."""
    quotes = _BY_LANGUAGE.get(code, "")
    outer, inner = quotes.replace(" ", "")[:2], quotes[-2:]

    def typography(text: str) -> str:
        text = ellipses(text)
        if quotes:
            text = paired_quotes(text, _TYPED, outer, inner)
        return _SPACED.sub(NBSP, text) if " " in quotes else text

    return typography
