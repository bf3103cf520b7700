"""Library → Pages: which pages there are, at which address, from what.

In: a `Library`. Out: every page of the site as a `Page`, in a fixed order. Pure: no clock, no file.
"""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from careerguide.checking.ages import stale_from
from careerguide.exporting import jsonld
from careerguide.library import Library
from careerguide.problems import Message, Problem, known_or_list
from careerguide.views.compare import beside, choice_view, comparison_view
from careerguide.views.feed import FeedEntry, feed_view
from careerguide.views.gaps import gaps_view
from careerguide.views.index import Index, index_of
from careerguide.views.lists import (
    RegionEntry,
    glossary_view,
    home_view,
    region_entries,
    roles_view,
    salaries_view,
    skill_view,
    skills_view,
)
from careerguide.views.region import all_standings, region_view
from careerguide.views.role import role_view
from careerguide.views.salary import salary_view
from careerguide.views.search import search_view
from careerguide.views.site import (
    COMPARE,
    GAPS,
    GLOSSARY,
    HOME,
    ROLES,
    SALARIES,
    SEARCH,
    SKILLS,
    Crumb,
    Site,
    Words,
    site_of,
)
from careerguide.views.text import text_view


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site: where it stands, which template draws it, and all that the template may show.

    `url` is the page's folder ("" is home) or, without a slash at its end, the file itself ("404.html", "sitemap.xml").
    """

    url: str
    template: str
    context: Any
    site: Site
    title: Words
    description: Words
    crumbs: tuple[Crumb, ...] = ()  # the pages above this one, home first
    source: str | None = None  # the content file that it shows
    lastmod: datetime.date | None = None
    data: tuple[Mapping[str, Any], ...] = ()  # JSON-LD

    @property
    def file(self) -> str:
        """The file's path inside the output folder."""
        return file_of(self.url)

    @property
    def stale_from(self) -> datetime.date | None:
        """The day from which on the last reading is an old one."""
        return stale_from(self.lastmod, self.site.stale_after_months) if self.lastmod else None


ARTICLES = frozenset({"role.html", "text.html"})  # the templates of what somebody wrote and can read anew


class SitemapEntry(NamedTuple):
    """A page's whole address, and when somebody last read it all, where that is known."""

    address: str
    lastmod: datetime.date | None


def file_of(url: str) -> str:
    """Return the file that an address inside the site names: roles/x/#y → roles/x/index.html#y."""
    path, mark, anchor = url.partition("#")
    return f"{path}index.html{mark}{anchor}" if not path or path.endswith("/") else url


def plan(library: Library) -> list[Page]:
    """Return every page of the site, in a fixed order."""
    site = site_of(library)
    index = index_of(library)
    regions = region_entries(library, index)
    pages = [
        _home(site, library, index, regions),
        *_roles(site, library, index),
        *_salaries(site, library, index, regions),
        *_regions(site, library, index),
        *_skills(site, library, index),
        *_glossary(site, library, index),
        *_comparisons(site, library, index),
        _gaps(site, library, index),
        *_texts(site, library),
        _search(site, library),
        Page("404.html", "404.html", None, site, Message("No such page"), ""),
    ]
    addresses = {page.url for page in pages}
    return [*(_described(page, addresses) for page in pages), *_for_machines(site, pages)]


def unlinked_menu(library: Library, pages: Iterable[Page]) -> list[Problem]:
    """Return a Problem for each entry of the guide's own menu that leads to no page."""
    addresses = [page.url for page in pages if page.url.endswith("/")]
    document = library.documents[f"{library.folder}/guide.yaml"]
    problems = []
    for index, item in enumerate(library.settings.navigation):
        url = item.page.partition("#")[0]
        if url not in addresses:
            what = Message("“{target}” is no page of this guide", target=item.page)
            hint = known_or_list(url, addresses)
            problems.append(document.data.problem(("navigation", index, "page"), what, hint, check="link"))
    return problems


def _home(site: Site, library: Library, index: Index, regions: tuple[RegionEntry, ...]) -> Page:
    return Page("", "home.html", home_view(index, regions, library), site, site.title, site.tagline)


def _roles(site: Site, library: Library, index: Index) -> Iterator[Page]:
    url, title = ROLES
    about = Message("All roles of the guide: what they do, how to get there, what they pay")
    yield Page(url, "roles.html", roles_view(library, index), site, title, about, (HOME,))
    for role in library.roles.values():
        view = role_view(library, index, role)
        yield Page(
            f"roles/{role.id}/",
            "role.html",
            view,
            site,
            role.title,
            role.summary,
            (HOME, ROLES),
            source=library.path_of(role),
            lastmod=role.reviewed,
            data=(jsonld.occupation(site, role, view.pay, jsonld.overall),),
        )


def _salaries(site: Site, library: Library, index: Index, regions: tuple[RegionEntry, ...]) -> Iterator[Page]:
    url, title = SALARIES
    about = Message("Pay by role, region and kind of employer: what is known and what is not")
    yield Page(url, "salaries.html", salaries_view(index, regions), site, title, about, (HOME,))
    for table in index.tables.values():
        about = Message("{title}: pay by region and kind of employer, with sources and gaps", title=table.title)
        yield Page(
            table.url,
            "salary.html",
            salary_view(table, index.ranges[table.id]),
            site,
            Message("Pay: {title}", title=table.title),
            about,
            (HOME, SALARIES),
            source=table.path,
            data=(jsonld.dataset(site, table, about),),
        )


def _regions(site: Site, library: Library, index: Index) -> Iterator[Page]:
    places = all_standings(library.tables)
    for region in library.regions.values():
        view = region_view(index, region, places)
        title = Message("Pay {where}", where=region.in_) if region.in_ else Message("Pay: {title}", title=region.name)
        roles = {table.role: table for table in view.tables if table.role in library.roles}
        yield Page(
            f"regions/{region.id}/",
            "region.html",
            view,
            site,
            title,
            Message("{region}: what every role of the guide pays there", region=region.name),
            (HOME, SALARIES),
            source=f"{library.folder}/regions.yaml",
            data=tuple(jsonld.occupation(site, library.roles[id], table) for id, table in roles.items()),
        )


def _skills(site: Site, library: Library, index: Index) -> Iterator[Page]:
    if not library.skills:
        return
    url, title = SKILLS
    source = f"{library.folder}/skills.yaml"
    about = Message("Skills, and the roles that ask for them")
    yield Page(url, "skills.html", skills_view(library, index), site, title, about, (HOME,), source)
    for skill in library.skills.values():
        view = skill_view(library, index, skill)
        trail = (HOME, SKILLS)
        yield Page(f"skills/{skill.id}/", "skill.html", view, site, skill.name, skill.summary, trail, source)


def _glossary(site: Site, library: Library, index: Index) -> Iterator[Page]:
    if not library.terms:
        return
    url, title = GLOSSARY
    about = Message("Words of the trade, for a newcomer")
    meanings = {term.term: term.meaning for term in library.terms.values()}
    yield Page(
        url,
        "glossary.html",
        glossary_view(library, index),
        site,
        title,
        about,
        (HOME,),
        source=f"{library.folder}/glossary.yaml",
        data=(jsonld.terms(site, title, meanings),),
    )


def _comparisons(site: Site, library: Library, index: Index) -> Iterator[Page]:
    if len(library.roles) < 2:
        return
    url, title = COMPARE
    about = Message("Two or three roles side by side: duties, place, skills, pay")
    yield Page(url, "compare.html", choice_view(library, index), site, title, about, (HOME,))
    for pair in index.pairs.values():
        one, other = library.roles[pair.first].title, beside(library.roles[pair.second].title)
        name = Message("{one} or {other}", one=one, other=other)
        about = Message("{one} and {other}: what they share and what sets them apart", one=one, other=other)
        view = comparison_view(library, index, pair)
        yield Page(pair.url, "comparison.html", view, site, name, about, (HOME, COMPARE))


def _gaps(site: Site, library: Library, index: Index) -> Page:
    url, title = GAPS
    about = Message("Every figure and fact that the sources do not give, and how to add it")
    return Page(url, "gaps.html", gaps_view(library, index), site, title, about, (HOME,))


def _search(site: Site, library: Library) -> Page:
    url, title = SEARCH
    about = Message("Every role, skill, region and word of the guide, in the order of the alphabet")
    return Page(url, "search.html", search_view(library), site, title, about, (HOME,))


def _texts(site: Site, library: Library) -> Iterator[Page]:
    for text in library.pages.values():
        path = library.path_of(text)
        view = text_view(library.prose[path])
        yield Page(
            f"{text.id}/", "text.html", view, site, text.title, text.summary, (HOME,), path, lastmod=text.reviewed
        )


def _described(page: Page, addresses: Container[str]) -> Page:
    """Return the page with what machines read of it whatever its kind: the guide, the way to it, its date."""
    site, data = page.site, list(page.data)
    if page.template in ARTICLES:
        data.insert(0, jsonld.article(site, page.url, page.title, page.description, page.lastmod))
    if page.crumbs:
        data.insert(0, jsonld.breadcrumbs(site, (*page.crumbs, Crumb(page.url, page.title))))
    if not page.url:
        data.insert(0, jsonld.website(site, SEARCH.url if SEARCH.url in addresses else None))
    return replace(page, data=tuple(data))


def _for_machines(site: Site, pages: list[Page]) -> list[Page]:
    """Return what no reader opens: the manifest, robots.txt and, where whole addresses are known, sitemap and feed."""
    found = [
        Page("site.webmanifest", "site.webmanifest", None, site, site.title, site.tagline),
        Page("robots.txt", "robots.txt", None, site, "", ""),
    ]
    if site.base_url:
        shown = [page for page in pages if page.url != "404.html"]
        entries = tuple(SitemapEntry(site.base_url + page.url, page.lastmod) for page in shown)
        found.append(Page("sitemap.xml", "sitemap.xml", entries, site, "", ""))
    if site.feed:
        dated = (FeedEntry(page.url, page.title, page.description, page.lastmod) for page in pages if page.lastmod)
        found.append(Page("feed.xml", "feed.xml", feed_view(dated), site, site.title, site.tagline))
    return found
