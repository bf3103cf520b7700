"""The Jinja environment: a Page → the text of its file.

In: templates/, a `Language`, the published names of the assets. Out: `render(page)`. Numbers, money and dates are
set here, at the edge; what they are is decided in views/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from careerguide.cache import Cache, digest_of
from careerguide.compiling import Compiler, safe
from careerguide.language import Language
from careerguide.pages import Page, file_of
from careerguide.pay.money import Cell
from careerguide.problems import Message, Problem
from careerguide.prose.typography import Typographer
from careerguide.template_errors import explain
from careerguide.views.pay import PaySummary
from careerguide.views.site import Words

CACHED_WORDS = 16_384  # titles, labels and amounts recur from page to page
_way_to_root: ContextVar[str] = ContextVar("way_to_root", default="")


class Templates:
    """The templates of one folder, in one language; loaded once, used for every page.

    `assets` maps an asset's name ("css/site.css") to the one it is published under ("css/site.1f2e3d.css"); a name
    that is not in it is published as it is. `cache` keeps the compiled templates for later runs; `card` gives the path
    of a page's social card.
    """

    def __init__(
        self,
        folder: Path,
        language: Language,
        assets: Mapping[str, str] | None = None,
        cache: Cache | None = None,
        card: Callable[[Page, Any], str] = lambda page, view: "",
    ) -> None:
        self._folder = folder
        self._environment = environment(folder, language, assets or {})
        self._environment.globals["card"] = card
        if cache is not None:
            self._environment.bytecode_cache = _Compiled(cache, folder, language.code)
        self._loaded: dict[str, Template] = {}

    def render_all(self, pages: Iterable[Page]) -> tuple[dict[str, bytes], list[Problem]]:
        """Return every page's file by path; at a template that does not work it stops, and the Problem says where."""
        files: dict[str, bytes] = {}
        try:
            for page in pages:
                files[page.file] = self.render(page).encode()
        except Exception as error:
            problem = explain(error, self._folder)
            if problem is None:
                raise
            return files, [problem]
        return files, []

    def render(self, page: Page) -> str:
        """Return the text of a page's file."""
        template = self._loaded.get(page.template)
        if template is None:
            template = self._loaded[page.template] = self._environment.get_template(page.template)
        before = _way_to_root.set(way_to_root(page))
        try:
            view = page.show()
            return template.render(page=page, site=page.site, view=view, data=page.data(view))
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


def environment(folder: Path, language: Language, assets: Mapping[str, str]) -> Environment:
    """Return the environment of templates: everything escaped, nothing undefined, words in the guide's language."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.code_generator_class = Compiler
    made.safe = safe  # type: ignore[attr-defined]
    made.words = language.translate  # type: ignore[attr-defined]
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
        if summary.low is None or summary.low == summary.high:
            return "" if summary.low is None else language.money(summary.low, currency)
        return language.range(summary.low, summary.high, currency)

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
