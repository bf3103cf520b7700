"""Data shared by all pages: the guide's title, menu, overview pages and repository."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from careerguide.core import addresses
from careerguide.core.problems import Message, SiteText
from careerguide.guide.guide import Guide
from careerguide.schema import CallToAction
from careerguide.schema.picture import DRAWING, Picture
from careerguide.schema.records import LISTS, Kind
from careerguide.schema.theme import IMAGES, Theme

Words = str | Message  # editors' words unchanged, our own as a gettext id


class Crumb(NamedTuple):
    """A link to a page: its address and its title."""

    url: str
    title: Words


def overview_of(kind: Kind) -> Crumb:
    """Return a link to the overview page of a kind."""
    return Crumb(kind.overview, kind.plural)


HOME = Crumb("", SiteText("Home"))
ROLES, SALARIES = overview_of(Kind.ROLE), overview_of(Kind.TABLE)
GAPS = Crumb(addresses.GAPS, SiteText("What is not known"))
COMPARE = Crumb(addresses.COMPARE, SiteText("Comparing"))
SEARCH = Crumb(addresses.SEARCH, SiteText("Search"))


class Look(NamedTuple):
    """What pages have to name of the guide's theme; its colours and letters are in css/theme.css."""

    accent: str | None
    styled: bool  # whether there is a css/theme.css
    font: str  # the file of static/; empty where readers' devices have it
    logo: Picture | None
    has_svg_icon: bool
    has_png_icons: bool


class SiteInfo(NamedTuple):
    """The facts of the guide as a whole that any page may show."""

    title: str
    tagline: str
    language: str
    base_url: str | None  # ends in a slash
    base_path: str  # the path of base_url, "/" where none is set; ends in a slash
    repository: str | None
    branch: str
    license: str | None
    call_to_action: CallToAction | None
    menu: tuple[Crumb, ...]
    footer: tuple[Crumb, ...]
    pays: bool  # whether the guide has any pay
    feed: bool  # whether there is a feed: it needs dated reviews and a base URL
    stale_after_months: int
    look: Look


def site_info(guide: Guide) -> SiteInfo:
    """Return the facts shared by all pages of the guide."""
    settings = guide.settings
    base_url = settings.base_url.rstrip("/") + "/" if settings.base_url else None
    offer = settings.call_to_action
    menu = tuple(Crumb(item.page, item.label) for item in settings.navigation) or _own_sections(guide)
    return SiteInfo(
        title=settings.title,
        tagline=settings.tagline,
        language=settings.language,
        base_url=base_url,
        base_path=urlsplit(base_url).path if base_url else "/",
        repository=settings.repository.rstrip("/") if settings.repository else None,
        branch=settings.branch,
        license=settings.license,
        call_to_action=offer if offer and offer.url else None,
        menu=menu,
        footer=(
            *(Crumb(f"{page.id}/", page.title) for page in guide.pages.values()),
            *(above for above in collections(guide).values() if above.url not in {item.url for item in menu}),
            GAPS,
        ),
        pays=bool(guide.table_metadata),
        feed=bool(base_url) and _reviewed(guide),
        stale_after_months=settings.stale_after_months,
        look=_look(guide, settings.theme),
    )


def _look(guide: Guide, theme: Theme) -> Look:
    logo = guide.pictures.get(theme.logo.removeprefix(IMAGES)) if theme.logo else None
    is_drawing = bool(theme.icon) and str(theme.icon).endswith(DRAWING)
    return Look(
        accent=theme.accent.light if theme.accent else None,
        styled=bool(theme.accent or theme.font or theme.logo),
        font=theme.font_file,
        logo=logo if logo and logo.files else None,
        has_svg_icon=not theme.icon or is_drawing,
        has_png_icons=not is_drawing,
    )


def _reviewed(guide: Guide) -> bool:
    """Return whether any text has the date of a review."""
    return any(it.reviewed for it in guide.texts)


def _own_sections(guide: Guide) -> tuple[Crumb, ...]:
    lists = [overview_of(kind) for kind in LISTS if kind.has_overview and guide.records[kind]]
    compare = [COMPARE] if len(guide.roles) > 1 else []
    glossary = [crumb for crumb in lists if crumb.url == Kind.GLOSSARY.overview]
    pay = [SALARIES] if guide.table_metadata else []
    own = [crumb for id, crumb in collections(guide).items() if guide.settings.collections[id].menu]
    return (ROLES, *pay, *(crumb for crumb in lists if crumb not in glossary), *own, *compare, *glossary)


def collections(guide: Guide) -> dict[str, Crumb]:
    """Return links to the lists of the guide's own collections that have a page to show, by their ids."""
    filled = {id.partition("/")[0] for id in guide.entries}
    return {id: Crumb(f"{id}/", own.title) for id, own in guide.settings.collections.items() if id in filled}
