"""Social cards: for each page the picture that other sites show beside a link to it.

In: pages with their views, the guide's language and font. Out: the address of each card, and PNG files by path. A
card's name is the digest of all that it is drawn from, so a changed one is fetched anew, and what an earlier run has
drawn is taken from the cache. Pages that say the same share one.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from careerguide.assembling import Picture
from careerguide.cache import Cache
from careerguide.language import Language
from careerguide.memo import remade
from careerguide.pages import Page
from careerguide.problems import Message
from careerguide.progress import Watch, unwatched
from careerguide.prose.typography import Typographer
from careerguide.publishing.manifest import Entry
from careerguide.publishing.output import Reused
from careerguide.views.card import AND_MORE, NO_DATA, Card, card_of
from careerguide.views.site import Words

FONT = "fonts/literata.woff2"
FOLDER = "cards"
LEAST = 20  # that are worth a process


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
    """What cards are drawn with; without a font there are none."""

    def __init__(self, language: Language, font: Path | None, cache: Cache) -> None:
        self.language, self.font, self.cache = language, font, cache
        self._say = Typographer(language.code)

    def card(self, page: Page, view: Any) -> Picture | None:
        """Return a page's card; none where no address of the site is known, or the font has not all of its letters."""
        if not (self._font and page.site.base_url and page.file.endswith(".html")):
            return None
        lines = self._lines(card_of(view, page.title, page.description), page.site.title)
        from careerguide.exporting.drawing import missing

        if missing(self._font, "".join(lines)):
            return None
        digest = hashlib.blake2b("\0".join(lines).encode(), key=self.style, digest_size=16).hexdigest()
        return Picture(f"{FOLDER}/{digest}.png", lines)

    def files(
        self, pictures: Mapping[str, Picture], published: Mapping[str, Entry], watch: Watch = unwatched
    ) -> dict[str, bytes | Reused]:
        """Return every card that is asked for: as it was published, or drawn now or by an earlier run."""
        missing = sorted(pictures.keys() - published.keys())
        keys = [bytes.fromhex(Path(file).stem) for file in missing]
        drawn = remade(self.cache, keys, self._drawn, [pictures[file] for file in missing], LEAST, {})
        made = dict(zip(missing, watch(Message("cards drawn"), drawn, len(missing)), strict=True))
        return {file: made.get(file) or Reused.of(published[file]) for file in sorted(pictures)}

    def _drawn(self, picture: Picture) -> bytes:
        from careerguide.exporting.drawing import draw

        return draw(self._font, Lines(*picture.words))

    @cached_property
    def _font(self) -> bytes:
        return self.font.read_bytes() if self.font and self.font.is_file() else b""

    @cached_property
    def style(self) -> bytes:
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
