"""Output tasks: the files of the site, and the functions that compute their content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from careerguide.core.problems import Problem
from careerguide.pages.planned_page import PlannedPage


class Picture(NamedTuple):
    """A picture that a file refers to: its path, and the words on it."""

    file: str
    words: tuple[str, ...]


class Output(NamedTuple):
    """The content of a file, and the picture that it refers to."""

    content: bytes
    picture: Picture | None = None


class OutputTask(NamedTuple):
    """A file to compute; `make` reads all its dependencies from traced maps."""

    file: str
    make: Callable[[], Output | Problem]


class Cards(Protocol):
    """Determines the social cards of pages."""

    @property
    def style(self) -> bytes:
        """The digest of everything that all cards depend on."""

    def card(self, page: PlannedPage, view: Any) -> Picture | None:
        """Return a page's card; None where it has none."""
