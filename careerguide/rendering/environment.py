"""The Jinja environment: the templates of a guide, compiled once, with the names of those that each refers to.

In: the folders of templates, a `Language`, the published names of the assets. Out: an `Environment` that is strict
about undefined names, escapes all text, and traces which templates an output depends on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

import jinja2
from jinja2 import StrictUndefined, Template, meta, nodes
from jinja2.bccache import Bucket, BytecodeCache

from careerguide.incremental.cache import Cache, digest_of
from careerguide.incremental.dependencies import LazyMap, Traced
from careerguide.languages.catalogue import Id
from careerguide.languages.language import Language
from careerguide.languages.typography import Typographer
from careerguide.rendering import filters, links, template_sources


class _CompiledTemplates(BytecodeCache):
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


class Contents(NamedTuple):
    """What is known of a template without rendering it: the templates that it names, and its English texts."""

    names: tuple[str, ...]
    texts: tuple[Id, ...]


def _contents_key(text: str) -> bytes:
    return digest_of("contents of a template", text)


class Environment(jinja2.Environment):
    """Records which templates are rendered, and which ones these include, extend or import."""

    def __init__(self, layers: Sequence[Path], language: Language, assets: Mapping[str, str], cache: Cache) -> None:
        super().__init__(
            loader=template_sources.loader(layers),
            bytecode_cache=_CompiledTemplates(cache),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            optimized=False,  # it folds constants, of which there are none, and takes a tenth of the time of loading
        )
        self._cache = cache
        texts, self.problems = template_sources.read(layers)
        self.sources = Traced("templates", texts)
        self._referenced = LazyMap(self.sources, self._references)
        self._parsed: dict[str, nodes.Template] = {}  # by text, of those that are not compiled yet
        typographer = Typographer(language.code)
        self.globals |= filters.gettext_functions(language, typographer)
        self.globals |= {"language": language, "url": links.url, "asset": links.asset_links(assets)}
        self.filters |= filters.formatters(language, typographer) | {"here": links.here}

    def _references(self, name: str) -> list[str]:
        """Return the template and those that it refers to, transitively: Jinja loads an import only once."""
        names = [name]
        for each in names:
            names += [other for other in self.contents(each, self.sources.get(each, "")).names if other not in names]
        return names

    def contents(self, name: str, text: str) -> Contents:
        """Return what is known of a template from an earlier run, or from parsing it."""
        known: Contents | None = self._cache.get(_contents_key(text))
        if known is None:
            tree = self._parsed[text] = self.parse(text, name)
            known = self._remember(text, tree)
        return known

    def _remember(self, text: str, tree: nodes.Template) -> Contents:
        names = (other for other in meta.find_referenced_templates(tree) if other)
        contents = Contents(tuple(names), tuple(template_sources.texts_in(tree)))
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
