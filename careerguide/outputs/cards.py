"""Social cards: the pictures that other sites show with a link to a page.

In: pages with their views, the guide's language and font. Out: the path of each page's card, and PNG files by path. The
name of a card is the digest of everything that it depends on, so that browsers and the cache never mix up versions.
Pages with the same words share a card.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from careerguide.core import addresses
from careerguide.core.colours import ACCENT
from careerguide.core.options import Options
from careerguide.core.problems import Message
from careerguide.core.progress import Watch, unwatched
from careerguide.guide.guide import Guide
from careerguide.incremental.cache import Cache
from careerguide.incremental.memo import cached_map
from careerguide.languages.language import Language
from careerguide.languages.typography import Typographer
from careerguide.pages.planned_page import PlannedPage
from careerguide.pages.views.card import AND_MORE, NO_DATA, Card, card_of
from careerguide.pages.views.site import Words
from careerguide.pay.wording import period_text
from careerguide.publishing import assets
from careerguide.publishing.manifest import Entry
from careerguide.publishing.output import Reused
from careerguide.rendering.output_task import Picture
from careerguide.schema.theme import FONT

LEAST = 20  # cards that justify one process


class Lines(NamedTuple):
    """The lines of text on a card; empty ones are left out."""

    site: str
    kicker: str
    title: str
    text: str
    figure: str = ""  # the pay
    unit: str = ""  # the period
    more: str = ""  # a note that single employers pay more
    gap: str = ""  # a note on unknown figures


def renderer(guide: Guide, options: Options, cache: Cache) -> CardRenderer:
    """Return what draws the cards of a guide, in its own font and colour."""
    theme = guide.settings.theme
    font = None if options.pages_only else assets.path(options.static_layers, theme.font_file or FONT)
    return CardRenderer(guide.language, font, cache, theme.accent.light if theme.accent else ACCENT)


class CardRenderer:
    """Determines and draws cards; without a font there are none."""

    def __init__(self, language: Language, font: Path | None, cache: Cache, accent: str = ACCENT) -> None:
        self.language, self.font, self.cache, self.accent = language, font, cache, accent
        self._typographer = Typographer(language.code)

    def card(self, page: PlannedPage, view: Any) -> Picture | None:
        """Return a page's card; None without a base URL, or if the font lacks any of its characters."""
        if not (self._font and page.found and page.site.base_url and page.file.endswith(".html")):
            return None
        lines = self._lines(card_of(view, page.title, page.description), page.site.title)
        from careerguide.outputs.drawing import missing

        if missing(self._font, "".join(lines)):
            return None
        digest = hashlib.blake2b("\0".join(lines).encode(), key=self.style, digest_size=16).hexdigest()
        return Picture(f"{addresses.CARDS}{digest}.png", lines)

    def files(
        self, pictures: Mapping[str, Picture], published: Mapping[str, Entry], watch: Watch = unwatched
    ) -> dict[str, bytes | Reused]:
        """Return the given cards by path: reused as published, from the cache, or newly drawn."""
        missing = sorted(pictures.keys() - published.keys())
        keys = [bytes.fromhex(Path(file).stem) for file in missing]
        drawn = cached_map(self._drawn, [pictures[file] for file in missing], keys, self.cache, {}, LEAST)
        new = dict(zip(missing, watch(Message("cards drawn"), drawn, len(missing)), strict=True))
        return {file: new.get(file) or Reused.of(published[file]) for file in sorted(pictures)}

    def _drawn(self, picture: Picture) -> bytes:
        from careerguide.outputs.drawing import draw

        return draw(self._font, Lines(*picture.words), self.accent)

    @cached_property
    def _font(self) -> bytes:
        return self.font.read_bytes() if self.font and self.font.is_file() else b""

    @cached_property
    def style(self) -> bytes:
        """The digest of everything that all cards depend on."""
        code = b"".join((Path(__file__).parent / name).read_bytes() for name in ("drawing.py", "lettering.py"))
        libraries = version("pillow") + zlib.ZLIB_RUNTIME_VERSION
        return hashlib.blake2b(self._font + code + (libraries + self.accent).encode(), digest_size=64).digest()

    def _lines(self, card: Card, site: str) -> Lines:
        """Return the lines of a card in the guide's language."""
        words = Lines(*map(self._words, (site, card.kicker, card.title, card.text)))
        if card.unknown:
            return words._replace(gap=self._words(NO_DATA))
        pay = card.pay
        if pay is None or pay.low is None or pay.high is None:
            return words
        reach = (pay.key_low, pay.key_high) if card.by_key else (pay.low, pay.high)
        beyond = pay.key_beyond if card.by_key else pay.beyond
        return words._replace(
            figure=self.language.span(*reach, card.currency, beyond),
            unit=self._unit(card),
            more=self._words(AND_MORE) if pay.open and not card.by_key else "",
            gap=self._missing(pay.missing, pay.known) if pay.missing else "",
        )

    def _unit(self, card: Card) -> str:
        period = period_text(self.language, card.period) if card.period else ""
        return " · ".join(filter(None, [period, self._words(card.statistic)]))

    def _missing(self, missing: int, known: int) -> str:
        sentence = self.language.ntranslate(
            "%(num)s figure of %(all)s is not known", "%(num)s figures of %(all)s are not known", missing
        )
        return sentence % {"num": self.language.number(missing), "all": self.language.number(missing + known)}

    def _words(self, words: Words) -> str:
        return str(self._typographer.text(words.say(self.language.translate) if isinstance(words, Message) else words))
