"""What all pages share: the guide's name, its menu, the addresses of its own sections, its repository."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from careerguide.library import Library
from careerguide.models import CallToAction
from careerguide.problems import Message

Words = str | Message  # editors' words as they are, our own as a gettext id


class Crumb(NamedTuple):
    """A page by its address and its name."""

    url: str
    title: Words


HOME = Crumb("", Message("Home"))
ROLES = Crumb("roles/", Message("Roles"))
SALARIES = Crumb("salaries/", Message("Pay"))
SKILLS = Crumb("skills/", Message("Skills"))
GLOSSARY = Crumb("glossary/", Message("Glossary"))
GAPS = Crumb("gaps/", Message("What is not known"))
COMPARE = Crumb("compare/", Message("Comparing"))
SEARCH = Crumb("search/", Message("Search"))


class Site(NamedTuple):
    """What every page may show of the guide as a whole."""

    title: str
    tagline: str
    language: str
    base_url: str | None  # ends in a slash
    base_path: str  # the path of base_url, "/" where none is set; ends in a slash
    repository: str | None
    branch: str
    call_to_action: CallToAction | None
    menu: tuple[Crumb, ...]
    footer: tuple[Crumb, ...]
    feed: bool  # whether there is a feed: reviews with their dates, and an address at which the site stands
    stale_after_months: int


def site_of(library: Library) -> Site:
    """Return what all pages of the guide share."""
    settings = library.settings
    base_url = settings.base_url.rstrip("/") + "/" if settings.base_url else None
    offer = settings.call_to_action
    return Site(
        title=settings.title,
        tagline=settings.tagline,
        language=settings.language,
        base_url=base_url,
        base_path=urlsplit(base_url).path if base_url else "/",
        repository=settings.repository.rstrip("/") if settings.repository else None,
        branch=settings.branch,
        call_to_action=offer if offer and offer.url else None,
        menu=tuple(Crumb(item.page, item.label) for item in settings.navigation) or _own_sections(library),
        footer=(*(Crumb(f"{page.id}/", page.title) for page in library.pages.values()), GAPS),
        feed=bool(base_url) and _reviewed(library),
        stale_after_months=settings.stale_after_months,
    )


def _reviewed(library: Library) -> bool:
    """Return whether it is known of anything when somebody last read it."""
    return any(it.reviewed for it in library.roles.values()) or any(it.reviewed for it in library.pages.values())


def _own_sections(library: Library) -> tuple[Crumb, ...]:
    sections = [ROLES, SALARIES]
    if library.skills:
        sections.append(SKILLS)
    if len(library.roles) > 1:
        sections.append(COMPARE)
    if library.terms:
        sections.append(GLOSSARY)
    return tuple(sections)
