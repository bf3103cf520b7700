"""Typography: the quotes, dashes and no-break spaces of each language.

In: plain text, or well-formed HTML. Out: the same letters and digits with typographic punctuation; idempotent.
HTML is flattened first: each tag becomes one private-use character (as does code, or an address shown as text), so
that each rule is one pass over plain text, and quotes are paired across inline tags.
"""

from __future__ import annotations

import re
from itertools import chain

from careerguide.languages.punctuation import BLOCK, INLINE, NBSP, SKIPPED
from careerguide.languages.registry import rules_of

_FLAT = re.compile(f"[{INLINE}-{SKIPPED}]")
_HTML = (
    r"<(?P<skip>code|pre|kbd|samp|script|style|textarea|svg|math)\b.*?</(?P=skip)>"
    r"|<!--.*?-->"
    r'|</?(?P<name>[A-Za-z][A-Za-z0-9-]*+)[^>"\']*+(?:(?:"[^"]*+"|\'[^\']*+\')[^>"\']*+)*+>|'
)
_WEB = r"(?:https?://|ftp://|www\.)[^\s<>]+"
_MAIL = r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
_TAGS, _TAGS_AND_MAIL = re.compile(_HTML + _WEB, re.DOTALL), re.compile(_HTML + _WEB + _MAIL, re.DOTALL)
_ADDRESSES = re.compile(_WEB + _MAIL)
_INLINE_NAMES = "a abbr b bdi bdo cite data del dfn em i ins mark q s small span strong sub sup time u var wbr"
_INLINE_TAGS = frozenset(_INLINE_NAMES.split())


class Typographer:
    """Applies the typography of a language: `text` for titles and labels, `html` for HTML."""

    def __init__(self, language: str) -> None:
        self._rules = rules_of(language).typography

    def text(self, text: str) -> str:
        """Return plain text with typographic punctuation."""
        skipped = _ADDRESSES.findall(text) if "." in text else []
        return _restored(self._rules(_ADDRESSES.sub(SKIPPED, text) if skipped else text), skipped)

    def html(self, text: str) -> str:
        """Return HTML with typographic punctuation; attributes, code and addresses are unchanged."""
        skipped: list[str] = []
        pattern = _TAGS_AND_MAIL if "@" in text else _TAGS

        def flattened(match: re.Match[str]) -> str:
            skipped.append(match[0])
            name = match["name"]
            if name is None:
                return BLOCK if match["skip"] == "pre" else SKIPPED
            return INLINE if name in _INLINE_TAGS else BLOCK

        flat = pattern.sub(flattened, text.replace("&nbsp;", NBSP))
        return _restored(self._rules(flat), skipped)


def _restored(flat: str, skipped: list[str]) -> str:
    return "".join(chain.from_iterable(zip(_FLAT.split(flat), [*skipped, ""], strict=True))) if skipped else flat
