"""The Jinja environment, which renders planned pages.

In: the folders of templates, a `Language`, the published names of the assets. Out: `render(page)`. Filters format
numbers, money and dates; the values come from views/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import Environment, StrictUndefined, Template, TemplateError, meta, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from careerguide.core.problems import Message, Problem
from careerguide.incremental.cache import Cache, digest_of
from careerguide.incremental.dependencies import LazyMap, Traced
from careerguide.languages.catalogue import Id
from careerguide.languages.language import Language
from careerguide.languages.typography import Typographer
from careerguide.pages.planned_page import PlannedPage, View, file_of
from careerguide.pages.views.compare import within_sentence
from careerguide.pages.views.site import Words
from careerguide.pay.reservations import sentence
from careerguide.pay.summary import PaySummary
from careerguide.pay.wording import (
    basis_text,
    cell_text,
    change_text,
    edition_text,
    gap_text,
    meaning_text,
    period_text,
)
from careerguide.rendering import template_sources
from careerguide.rendering.output_task import Cards, Output, OutputTask
from careerguide.rendering.template_errors import explain
from careerguide.schema.cells import Cell
from careerguide.schema.table import INFERRABLE

CACHED_TEXTS = 16_384  # titles, labels and amounts recur on many pages
_way_to_root: ContextVar[str] = ContextVar("way_to_root", default="")


class Templates:
    """The templates in one language, loaded once for all pages. Those of the first folder cover those of the next.

    `assets` maps the name of an asset ("css/site.css") to its published name ("css/site.1f2e3d4c.css"); names that are
    not in it are published unchanged. `cache` stores compiled templates.
    """

    def __init__(
        self,
        layers: Sequence[Path],
        language: Language,
        assets: Mapping[str, str] | None = None,
        cache: Cache | None = None,
    ) -> None:
        cache = cache or Cache(None)
        self._layers, self._language = layers, language
        self.assets = Traced("assets", assets or {})
        self.pages: Traced[Any] = Traced("planned pages", {})
        self._environment = _environment(layers, language, self.assets, cache)

    @property
    def maps(self) -> tuple[Traced[Any], ...]:
        """The traced maps that pages read besides the guide."""
        return self.assets, self.pages, self._environment.sources

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with templates before any page is rendered."""
        return self._environment.problems

    @property
    def texts(self) -> frozenset[Id]:
        """The English texts of all templates that can be parsed."""
        texts: set[Id] = set()
        for name, text in self._environment.sources.items():
            with suppress(TemplateError):
                texts.update(self._environment.contents(name, text).texts)
        return frozenset(texts)

    def load(self) -> None:
        """Load all templates; errors are ignored here, since the page that needs the template reports them."""
        for name in self._environment.list_templates(filter_func=_is_page):
            with suppress(TemplateError):
                self._environment.get_template(name)

    def tasks(self, pages: Sequence[PlannedPage], cards: Cards) -> list[OutputTask]:
        """Return the output task of every page."""
        shared = {"language": self._language, "cards": cards.style, "site": pages[0].site} if pages else {}
        self.pages = Traced("planned pages", {**shared, **{page.file: page for page in pages}})
        return [OutputTask(page.file, partial(self._output, page.file, cards)) for page in pages]

    def _output(self, file: str, cards: Cards) -> Output | Problem:
        """Return a page's file, or a Problem where a template fails."""
        page, *_ = (self.pages[key] for key in (file, "site", "language", "cards"))  # what every page depends on
        try:
            view = page.create_view()
            card = cards.card(page, view)
            return Output(self.render(page, view, card.file if card else "").encode(), card)
        except Exception as error:
            problem = explain(error, self._layers)
            if problem is None:
                raise
            return problem

    def render(self, page: PlannedPage, view: View = None, card: str = "") -> str:
        """Return the text of a page's file; its view is created if none is given. `card` is the path of its card."""
        view = page.create_view() if view is None else view
        before = _way_to_root.set(way_to_root(page))
        try:
            template = self._environment.get_template(page.template)
            return template.render(page=page, site=page.site, view=view, data=page.data(view), card=card)
        finally:
            _way_to_root.reset(before)


def _is_page(name: str) -> bool:
    """Return whether a template is loaded ahead: an original by its longer name is loaded where one extends it."""
    return name.endswith(".html") and not name.startswith(f"{template_sources.ORIGINAL}/")


def way_to_root(page: PlannedPage) -> str:
    """Return the path from a page to the root: relative, except for 404.html, which is served at any depth."""
    return page.site.base_path if page.url == "404.html" else "../" * page.url.count("/")


class _Compiled(BytecodeCache):
    """Stores compiled templates in the cache, by their text: as bytes; in a preview as code that is ready to run."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        known = self._cache.get(self._key(bucket))
        if isinstance(known, CodeType):
            bucket.code = known
        elif known:
            bucket.bytecode_from_string(known)
            if bucket.code and self._cache.live:
                self.dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._cache.put(self._key(bucket), bucket.code if self._cache.live else bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> bytes:
        return digest_of("template", bucket.key, bucket.checksum)


class _Contents(NamedTuple):
    """What is known of a template without rendering it: the templates that it names, and its English texts."""

    names: tuple[str, ...]
    texts: tuple[Id, ...]


def _contents_key(text: str) -> bytes:
    return digest_of("contents of a template", text)


class _Environment(Environment):
    """Records which templates are rendered, and which ones these include, extend or import."""

    def __init__(self, layers: Sequence[Path], cache: Cache, **options: Any) -> None:
        super().__init__(loader=template_sources.loader(layers), bytecode_cache=_Compiled(cache), **options)
        self._cache = cache
        texts, self.problems = template_sources.read(layers)
        self.sources = Traced("templates", texts)
        self._referenced = LazyMap(self.sources, self._references)
        self._parsed: dict[str, nodes.Template] = {}  # by text, of those that are not compiled yet

    def _references(self, name: str) -> list[str]:
        """Return the template and those that it refers to, transitively: Jinja loads an import only once."""
        names = [name]
        for each in names:
            names += [other for other in self.contents(each, self.sources.get(each, "")).names if other not in names]
        return names

    def contents(self, name: str, text: str) -> _Contents:
        """Return what is known of a template from an earlier run, or from parsing it."""
        known: _Contents | None = self._cache.get(_contents_key(text))
        if known is None:
            tree = self._parsed[text] = self.parse(text, name)
            known = self._remember(text, tree)
        return known

    def _remember(self, text: str, tree: nodes.Template) -> _Contents:
        names = (other for other in meta.find_referenced_templates(tree) if other)
        contents = _Contents(tuple(names), tuple(template_sources.texts_in(tree)))
        self._cache.put(_contents_key(text), contents)
        return contents

    def compile(self, source: Any, name: str | None = None, filename: str | None = None, *rest: Any, **kw: Any) -> Any:
        """Return the code of a template, parsed only once for its code and for what else is known of it."""
        if isinstance(source, str) and (tree := self._parsed.pop(source, None)) is not None:
            source = tree
        elif isinstance(source, str):
            tree = self.parse(source, name, filename)
            self._remember(source, tree)
            source = tree
        return super().compile(source, name, filename, *rest, **kw)

    def get_template(self, name: str | Template, parent: str | None = None, globals: Any = None) -> Template:
        """Return a template by name, and record it with the templates that it refers to."""
        template = super().get_template(name, parent, globals)
        if isinstance(name, str):
            self._referenced.get(name)
        return template


def _environment(layers: Sequence[Path], language: Language, assets: Mapping[str, str], cache: Cache) -> _Environment:
    """Return the environment: autoescaped, strict about undefined names, translated to the guide's language."""
    environment = _Environment(
        layers,
        cache,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # it folds constants, of which there are none, and takes a tenth of the time of loading
    )
    typographer = Typographer(language.code)
    environment.globals |= _gettext(language, typographer)
    environment.globals |= {"language": language, "url": url, "asset": _asset(assets)}
    environment.filters |= _formatters(language, typographer) | {"here": here, "jsonld": _jsonld(language)}
    return environment


def _gettext(language: Language, typographer: Typographer) -> dict[str, Callable[..., str]]:
    """Return `_` and `ngettext` for templates: the translation with its values escaped and typography applied."""

    def gettext(text: str, **values: Any) -> Markup:
        return Markup(typographer.html(Markup(language.translate(text)) % _formatted(language, values)))

    def ngettext(singular: str, plural: str, num: int, **values: Any) -> Markup:
        text = Markup(language.ntranslate(singular, plural, num))
        return Markup(typographer.html(text % _formatted(language, {"num": num, **values})))

    return {"_": _cached(gettext), "ngettext": _cached(ngettext)}


def _formatted(language: Language, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a sentence with numbers in the format of the language: 1,068."""
    return {name: language.number(value) if isinstance(value, int) else value for name, value in values.items()}


def url(target: str) -> str:
    """Return the link from the page being rendered to an address inside the site."""
    return _way_to_root.get() + file_of(target)


# Only inside tags: text may contain the same characters.
_INNER = re.compile(r"""(<[a-z](?:[^"<>]|"[^"]*")*? (?:href|src)=")site:""")
_OFFERED = re.compile(r"""(?<= srcset=")site:[^"]*(?=" sizes=)""")


def here(prose: str) -> Markup:
    """Return rendered prose with its links inside the site made relative to the page being rendered."""
    root = _way_to_root.get()
    prose = _INNER.sub(lambda found: found[1] + root, prose)
    return Markup(_OFFERED.sub(lambda found: found[0].replace("site:", root), prose))


def _asset(published: Mapping[str, str]) -> Callable[[str], str]:
    def asset(name: str) -> str:
        """Return the link from the page being rendered to a file of static/."""
        return _way_to_root.get() + published.get(name, name)

    return asset


def _formatters(language: Language, typographer: Typographer) -> dict[str, Callable[..., Any]]:
    """Return the filters that format texts and figures in the language."""

    def say(words: Words) -> str:
        """Return editors' texts with typography applied, our own translated too, HTML unchanged."""
        if isinstance(words, Message):
            return typographer.text(words.say(language.translate))
        return words if isinstance(words, Markup) else typographer.text(words)

    words: dict[str, Callable[..., str]] = {
        "gap": partial(gap_text, language),
        "meaning": partial(meaning_text, language),
        "period": partial(period_text, language),
        "basis": partial(basis_text, language),
        "edition": partial(edition_text, language),
        "inferrable": lambda name: INFERRABLE[name].say(language.translate),
        "sentence": partial(sentence, language),
        "date": language.date,
        "sign": partial(_sign, language),
        "sign_before": partial(_sign_before, language),
        "within": partial(within_sentence, language=language),
    }
    figures: dict[str, Callable[..., Any]] = {
        "money": language.money,
        "span": partial(_span, language),
        "key_span": partial(_key_span, language),
        "priced": partial(_priced, language),
        "figure": _cached_unless_decimal(_typeset(partial(_figure, language), typographer)),
        "change": partial(change_text, language),
        "percent": language.percent,
        "number": language.number,
    }
    return figures | {"say": _cached(say)} | {name: _cached(_typeset(words[name], typographer)) for name in words}


def _typeset(formatter: Callable[..., str], typographer: Typographer) -> Callable[..., str]:
    """Return the formatter with typography applied to what it returns."""
    return lambda *values: typographer.text(formatter(*values))


def _span(language: Language, summary: PaySummary, currency: str) -> str:
    """Return the span of pay; empty where no figure is known."""
    return language.span(summary.low, summary.high, currency, summary.beyond)


def _key_span(language: Language, summary: PaySummary, currency: str) -> str:
    """Return the span of key figures; empty where none is known."""
    return language.span(summary.key_low, summary.key_high, currency, summary.key_beyond)


def _figure(language: Language, cell: Cell) -> str:
    """Return a cell without its currency, which the table's caption names."""
    return cell_text(language, cell, "")


def _priced(language: Language, cell: Cell, currency: str) -> str:
    """Return a cell with its currency where that comes before amounts; elsewhere the unit follows the cell."""
    return cell_text(language, cell, currency if _sign_before(language, currency) else "")


def _sign_before(language: Language, currency: str) -> str:
    """Return what comes before amounts in a currency: $; nothing in a language in which it follows them."""
    return language.money(0, currency).partition("0")[0]


def _sign(language: Language, currency: str) -> str:
    """Return the sign of a currency in the language: ₽."""
    return language.money(0, currency).replace("0", "").strip()


def _cached(formatter: Callable[..., str]) -> Callable[..., str]:
    """Return a cached filter; the cache is typed, because Markup equals the plain text with the same characters."""
    return lru_cache(CACHED_TEXTS, typed=True)(formatter)


def _cached_unless_decimal(formatter: Callable[[Cell], str]) -> Callable[[Cell], str]:
    """Return a filter that is cached for cells of whole numbers: of decimals, 40 equals 40.00."""
    cached = _cached(formatter)

    def formatted(cell: Cell) -> str:
        return formatter(cell) if any(isinstance(part, Decimal) for part in cell) else cached(cell)

    return formatted


def _jsonld(language: Language) -> Callable[[Any], Markup]:
    def jsonld(data: Any) -> Markup:
        """Return data as JSON that is safe inside a script element."""
        return htmlsafe_json_dumps(data, dumps=_compact, default=lambda words: words.say(language.translate))

    return jsonld


def _compact(data: Any, **options: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), **options)
