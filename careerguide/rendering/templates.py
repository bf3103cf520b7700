"""The templates of a guide, which render its planned pages.

In: the folders of templates, a `Language`, the published names of the assets. Out: the output task of each page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from careerguide.core.problems import Problem
from careerguide.incremental.cache import Cache
from careerguide.incremental.dependencies import Traced
from careerguide.languages.catalogue import Id
from careerguide.languages.language import Language
from careerguide.pages.planned_page import PlannedPage, View
from careerguide.rendering import template_sources
from careerguide.rendering.environment import Environment
from careerguide.rendering.links import links_from
from careerguide.rendering.output_task import Cards, Output, OutputTask
from careerguide.rendering.template_errors import explain


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
        self._environment = Environment(layers, language, self.assets, cache)

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
        with links_from(page):
            template = self._environment.get_template(page.template)
            return template.render(page=page, site=page.site, view=view, data=page.data(view), card=card)


def _is_page(name: str) -> bool:
    """Return whether a template is loaded ahead: an original by its longer name is loaded where one extends it."""
    return name.endswith(".html") and not name.startswith(f"{template_sources.ORIGINAL}/")
