"""The Jinja environment: a Page → the text of its file.

In: templates/, a `Language`, the published names of the assets. Out: `render(page)`. Numbers, money and dates are
set here, at the edge; what they are is decided in views/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from careerguide.assembling import Output, Product
from careerguide.cache import Cache, digest_of
from careerguide.compiling import RecordsEnvironment
from careerguide.exporting.cards import Deck
from careerguide.language import Language
from careerguide.pages import Page, View, file_of
from careerguide.pay.money import Cell
from careerguide.pay.reach import PaySummary
from careerguide.problems import Message, Problem
from careerguide.prose.typography import Typographer
from careerguide.template_errors import explain
from careerguide.tracing import Traced, stamp
from careerguide.views.site import Words

_TEMPLATES = frozenset({".html", ".xml", ".txt", ".webmanifest"})
CACHED_WORDS = 16_384  # titles, labels and amounts recur from page to page
_way_to_root: ContextVar[str] = ContextVar("way_to_root", default="")


class Templates:
    """The templates of one folder, in one language; loaded once, used for every page.

    `assets` maps an asset's name ("css/site.css") to the one it is published under ("css/site.1f2e3d.css"); a name
    that is not in it is published as it is. `cache` keeps the compiled templates for later runs.
    """

    def __init__(
        self,
        folder: Path,
        language: Language,
        assets: Mapping[str, str] | None = None,
        cache: Cache | None = None,
    ) -> None:
        self._folder, self._language = folder, language
        self.assets = Traced("assets", assets or {})
        self._environment = environment(folder, language, self.assets)
        if cache is not None:
            self._environment.bytecode_cache = _Compiled(cache, folder, language.code)

    @property
    def maps(self) -> tuple[Traced[Any], ...]:
        """What pages read besides the guide, as it is traced."""
        return self.assets, self._environment.sources

    def load(self) -> None:
        """Load every template that can be; what is wrong with another is told by the page that needs it."""
        for name in self._environment.list_templates(extensions=["html"]):
            with suppress(TemplateError):
                self._environment.get_template(name)

    def products(self, pages: Iterable[Page], deck: Deck) -> Iterator[Product]:
        """Yield every page's file, and how to make it."""
        for site, alike in groupby(pages, attrgetter("site")):
            shared = stamp((site, self._language, deck.style)).hex()
            for page in alike:
                yield Product(page.file, shared + page.facts, partial(self._made, page, deck))

    def _made(self, page: Page, deck: Deck) -> Output | Problem:
        """Return a page's file; the Problem says where a template does not work."""
        try:
            view = page.show()
            card = deck.card(page, view)
            return Output(self.render(page, view, card.file if card else "").encode(), card)
        except Exception as error:
            problem = explain(error, self._folder)
            if problem is None:
                raise
            return problem

    def render(self, page: Page, view: View = None, card: str = "") -> str:
        """Return the text of a page's file; its view is made where none is given. `card` is where its card stands."""
        view = page.show() if view is None else view
        before = _way_to_root.set(way_to_root(page))
        try:
            template = self._environment.get_template(page.template)
            return template.render(page=page, site=page.site, view=view, data=page.data(view), card=card)
        finally:
            _way_to_root.reset(before)


def way_to_root(page: Page) -> str:
    """Return what leads from a page to the site's root: relative, but for 404.html, which is served at any depth."""
    return page.site.base_path if page.url == "404.html" else "../" * page.url.count("/")


class _Compiled(BytecodeCache):
    """Templates compiled in an earlier run, by their text and the words of their language, which stand in them."""

    def __init__(self, cache: Cache, folder: Path, language: str) -> None:
        self._cache = cache
        words = [path.read_text("utf-8", "replace") for path in sorted((folder / "translations").glob("*.po"))]
        self._words = digest_of(language, *words).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._cache.get(self._key(bucket))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._cache.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> bytes:
        return digest_of("template", self._words, bucket.key, bucket.checksum)


class _Environment(RecordsEnvironment):
    """Notes which templates are asked for, those that others bring in too."""

    sources: Traced[str]

    def get_template(self, name: str | Template, parent: str | None = None, globals: Any = None) -> Template:
        """Return a template by its name."""
        if isinstance(name, str):
            self.sources.get(name)
        return super().get_template(name, parent, globals)


_NAMED = re.compile(r"""\{%-?\+?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")


def _sources(folder: Path) -> Traced[str]:
    """Return every template's text by name; its digest is that of all which it names, too.

    What a module of macros imports is asked for once only, by whichever page comes first.
    """
    texts = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8", "replace")
        for path in sorted(folder.rglob("*"))
        if path.suffix in _TEMPLATES
    }

    def digest(name: str) -> bytes:
        names = [name]
        for each in names:
            names += [other for other in _NAMED.findall(texts.get(each, "")) if other not in names]
        return stamp([(each, texts.get(each)) for each in names])

    return Traced("templates", texts, digest)


def environment(folder: Path, language: Language, assets: Mapping[str, str]) -> _Environment:
    """Return the environment of templates: everything escaped, nothing undefined, words in the guide's language."""
    made = _Environment(
        language.translate,
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.sources = _sources(folder)
    made.install_gettext_callables(language.translate, language.ntranslate, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"language": language, "url": url, "asset": _asset(assets)}
    made.filters |= _setting(language) | {"here": here, "jsonld": _jsonld(language)}
    return made


def url(target: str) -> str:
    """Return the link from the page being rendered to an address inside the site."""
    return _way_to_root.get() + file_of(target)


# In a tag only: a text may show the same letters.
_INNER = re.compile(r"""(<[a-z](?:[^"<>]|"[^"]*")*? (?:href|src)=")site:""")


def here(prose: str) -> Markup:
    """Return rendered prose with its links inside the site made relative to the page being rendered."""
    return Markup(_INNER.sub(lambda found: found[1] + _way_to_root.get(), prose))


def _asset(published: Mapping[str, str]) -> Callable[[str], str]:
    def asset(name: str) -> str:
        """Return the link from the page being rendered to a file of static/."""
        return _way_to_root.get() + published.get(name, name)

    return asset


def _setting(language: Language) -> dict[str, Callable[..., Any]]:
    """Return the filters that set words and figures as the language does."""
    typographer = Typographer(language.code)

    def say(words: Words) -> str:
        """Return editors' words in good typography, our own in the guide's language, HTML as it is."""
        if isinstance(words, Message):
            return typographer.text(words.say(language.translate))
        return words if isinstance(words, Markup) else typographer.text(words)

    def span(summary: PaySummary, currency: str) -> str:
        """Return how far pay reaches; empty where no figure is known."""
        return language.span(summary.low, summary.high, currency, summary.beyond)

    def figure(cell: Cell) -> str:
        """Return a cell without its currency, which the table's caption names."""
        return language.cell(cell, "")

    def sign(currency: str) -> str:
        """Return the currency as the language's amounts show it: ₽."""
        return language.money(0, currency).replace("0", "").strip()

    words: dict[str, Callable[..., Any]] = {
        "say": _once(say),
        "gap": _once(language.gap),
        "date": _once(language.date),
        "sign": _once(sign),
    }
    figures: dict[str, Callable[..., Any]] = {"money": language.money, "span": span, "figure": _once(figure)}
    return words | figures | {"percent": language.percent, "number": language.number}


def _once(setting: Callable[..., str]) -> Callable[..., str]:
    """Return a filter that works out each value once; typed, because Markup equals the text that it marks as safe."""
    return lru_cache(CACHED_WORDS, typed=True)(setting)


def _jsonld(language: Language) -> Callable[[Any], Markup]:
    def jsonld(data: Any) -> Markup:
        """Return data as JSON that is safe inside a script element."""
        return htmlsafe_json_dumps(data, dumps=_compact, default=lambda words: words.say(language.translate))

    return jsonld


def _compact(data: Any, **options: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), **options)
