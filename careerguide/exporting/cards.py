"""Social cards: for each page the picture that other sites show beside a link to it.

In: pages as templates ask for their cards, the guide's language and font. Out: the address of each card, and PNG files
by path. A card's name is the digest of all that it is drawn from, so a changed one is fetched anew, and what an earlier
run has drawn is taken from the cache. Pages that say the same share one.
"""

from __future__ import annotations

import hashlib
import zlib
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from careerguide.cache import Cache
from careerguide.language import Language
from careerguide.pages import Page
from careerguide.problems import Message
from careerguide.progress import Watch, unwatched
from careerguide.prose.typography import Typographer
from careerguide.views.card import AND_MORE, NO_DATA, Card, card_of
from careerguide.views.site import Words

FONT = "fonts/literata.woff2"
FOLDER = "cards"


class Lines(NamedTuple):
    """What a card says; an empty line is left out."""

    site: str
    kicker: str
    title: str
    text: str
    figure: str = ""  # what is paid
    unit: str = ""  # per what
    more: str = ""  # that single employers pay more
    gap: str = ""  # what is not known


class Deck:
    """All cards that were asked for."""

    def __init__(self, language: Language, static: Path, cache: Cache) -> None:
        self.language, self.static, self.cache = language, static, cache
        self._say = Typographer(language.code)
        self._asked: dict[str, Lines] = {}

    def address(self, page: Page, view: Any) -> str:
        """Return where a page's card will stand; nothing where the font is missing or has not all of its letters."""
        if not self._font:
            return ""
        lines = self._lines(card_of(view, page.title, page.description), page.site.title)
        digest = hashlib.blake2b("\0".join(lines).encode(), key=self._style, digest_size=16).hexdigest()
        name = f"{FOLDER}/{digest}.png"
        if name not in self._asked:
            from careerguide.exporting.drawing import missing

            if missing(self._font, "".join(lines)):
                return ""
            self._asked[name] = lines
        return name

    def files(self, watch: Watch = unwatched) -> dict[str, bytes]:
        """Return every card that was asked for, drawn now or by an earlier run."""
        asked = sorted(self._asked.items())
        return {name: self._drawn(name, lines) for name, lines in watch(Message("cards drawn"), asked, len(asked))}

    def _drawn(self, name: str, lines: Lines) -> bytes:
        key = bytes.fromhex(Path(name).stem)
        drawn: bytes | None = self.cache.get(key)
        if drawn is None:
            from careerguide.exporting.drawing import draw

            drawn = draw(self._font, lines)
            self.cache.put(key, drawn)
        return drawn

    @cached_property
    def _font(self) -> bytes:
        path = self.static / FONT
        return path.read_bytes() if path.is_file() else b""

    @cached_property
    def _style(self) -> bytes:
        """The digest of all that cards have in common."""
        code = b"".join((Path(__file__).parent / name).read_bytes() for name in ("drawing.py", "lettering.py"))
        libraries = version("pillow") + zlib.ZLIB_RUNTIME_VERSION
        return hashlib.blake2b(self._font + code + libraries.encode(), digest_size=64).digest()

    def _lines(self, card: Card, site: str) -> Lines:
        """Return what a card says, in the guide's language."""
        words = Lines(*map(self._words, (site, card.kicker, card.title, card.text)))
        if card.unknown:
            return words._replace(gap=self._words(NO_DATA))
        pay = card.pay
        if pay is None or pay.low is None or pay.high is None:
            return words
        return words._replace(
            figure=self.language.span(pay.low, pay.high, card.currency, pay.beyond),
            unit=self.language.period(card.period),
            more=self._words(AND_MORE) if pay.open else "",
            gap=self._missing(pay.missing, pay.known) if pay.missing else "",
        )

    def _missing(self, missing: int, known: int) -> str:
        told = self.language.ntranslate(
            "%(num)s figure of %(all)s is not known", "%(num)s figures of %(all)s are not known", missing
        )
        return told % {"num": missing, "all": missing + known}

    def _words(self, words: Words) -> str:
        return str(self._say.text(words.say(self.language.translate) if isinstance(words, Message) else words))
