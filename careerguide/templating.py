"""The Jinja environment: a Page → the text of its file.

In: templates/, a `Language`, the published names of the assets. Out: `render(page)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from careerguide.language import Language
from careerguide.pages import Page


class Templates:
    """The templates of one folder, in one language; loaded once, used for every page.

    `assets` maps an asset's name ("css/site.css") to the one it is published under ("css/site.1f2e3d.css"); a name
    that is not in it is published as it is.
    """

    def __init__(self, folder: Path, language: Language, assets: Mapping[str, str] | None = None) -> None:
        raise NotImplementedError

    def render(self, page: Page) -> str:
        """Return the text of a page's file."""
        raise NotImplementedError
