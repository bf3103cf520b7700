"""Library → Pages: which pages there are, at which address, from what.

In: a `Library`. Out: every page of the site as a `Page`, in a fixed order. Pure: no clock, no file.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
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
    GlossaryView,
    glossary_view,
    home_view,
    roles_view,
    salaries_view,
    skill_view,
    skills_view,
)
from careerguide.views.region import RegionView, region_view
from careerguide.views.role import RoleView, role_view
from careerguide.views.salary import SalaryView, salary_view
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

View = Any
Data = tuple[Mapping[str, Any], ...]  # JSON-LD


def _nothing(*_: object) -> Any:
    return ()


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site: where it stands, which template draws it, and how to make all that the template may show.

    `url` is the page's folder ("" is home) or, without a slash at its end, the file itself ("404.html", "sitemap.xml").
    The view is made when the page is drawn, which it need not be while all that it was made from stands (`facts`, and
    what is read of the guide's traced maps).
    """

    url: str
    template: str
    show: Callable[[], View]
    site: Site
    title: Words
    description: Words
    crumbs: tuple[Crumb, ...] = ()  # the pages above this one, home first
    source: str | None = None  # the content file that it shows
    lastmod: datetime.date | None = None
    describe: Callable[[View], Data] = _nothing  # what machines read of this kind of page
    entries: tuple[Any, ...] = ()  # what a list of pages shows of them

    @property
    def file(self) -> str:
        """The file's path inside the output folder."""
        return file_of(self.url)

    @property
    def facts(self) -> str:
        """All that the page shows besides the site and its view, in one text."""
        own = (self.url, self.template, self.title, self.description, self.crumbs, self.source, self.lastmod)
        return repr((own, self.entries))

    @property
    def context(self) -> View:
        """The view, made anew."""
        return self.show()

    def data(self, view: View) -> Data:
        """Return what machines read: the guide, the way to the page and its date, then what its kind is about."""
        site = self.site
        found: list[Mapping[str, Any]] = [] if self.url else [jsonld.website(site, SEARCH.url)]
        if self.crumbs:
            found.append(jsonld.breadcrumbs(site, (*self.crumbs, Crumb(self.url, self.title))))
        if self.template in ARTICLES:
            found.append(jsonld.article(site, self.url, self.title, self.description, self.lastmod))
        return (*found, *self.describe(view))

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


def plan(library: Library, index: Index | None = None) -> list[Page]:
    """Return every page of the site, in a fixed order."""
    site = site_of(library)
    index = index or index_of(library)
    pages = [
        Page("", "home.html", partial(home_view, index, library), site, site.title, site.tagline),
        *_roles(site, library, index),
        *_salaries(site, library, index),
        *_regions(site, library, index),
        *_skills(site, library, index),
        *_glossary(site, library, index),
        *_comparisons(site, library, index),
        _gaps(site, library, index),
        *_texts(site, library),
        _search(site, library),
        Page("404.html", "404.html", _nothing, site, Message("No such page"), ""),
    ]
    return [*pages, *_for_machines(site, pages)]


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


def _roles(site: Site, library: Library, index: Index) -> Iterator[Page]:
    url, title = ROLES
    about = Message("All roles of the guide: what they do, how to get there, what they pay")
    yield Page(url, "roles.html", partial(roles_view, library, index), site, title, about, (HOME,))
    for role in library.roles.values():
        yield Page(
            f"roles/{role.id}/",
            "role.html",
            partial(role_view, library, index, role.id),
            site,
            role.title,
            role.summary,
            (HOME, ROLES),
            source=library.path_of(role),
            lastmod=role.reviewed,
            describe=partial(_occupation, site),
        )


def _occupation(site: Site, view: RoleView) -> Data:
    return (jsonld.occupation(site, view.role, view.pay, jsonld.overall),)


def _salaries(site: Site, library: Library, index: Index) -> Iterator[Page]:
    url, title = SALARIES
    about = Message("Pay by role, region and kind of employer: what is known and what is not")
    yield Page(url, "salaries.html", partial(salaries_view, library, index), site, title, about, (HOME,))
    for table in index.heads.values():
        about = Message("{title}: pay by region and kind of employer, with sources and gaps", title=table.title)
        yield Page(
            table.url,
            "salary.html",
            partial(salary_view, index, table.id),
            site,
            Message("Pay: {title}", title=table.title),
            about,
            (HOME, SALARIES),
            source=table.path,
            describe=partial(_dataset, site, about),
        )


def _dataset(site: Site, about: Message, view: SalaryView) -> Data:
    return (jsonld.dataset(site, view.table, about),)


def _regions(site: Site, library: Library, index: Index) -> Iterator[Page]:
    for region in library.regions.values():
        title = Message("Pay {where}", where=region.in_) if region.in_ else Message("Pay: {title}", title=region.name)
        yield Page(
            f"regions/{region.id}/",
            "region.html",
            partial(region_view, library, index, region.id),
            site,
            title,
            Message("{region}: what every role of the guide pays there", region=region.name),
            (HOME, SALARIES),
            source=f"{library.folder}/regions.yaml",
            describe=partial(_paid_there, site, library),
        )


def _paid_there(site: Site, library: Library, view: RegionView) -> Data:
    tables = {table.role: table for table in view.tables if table.role in library.roles}
    return tuple(jsonld.occupation(site, library.roles[id], table) for id, table in tables.items())


def _skills(site: Site, library: Library, index: Index) -> Iterator[Page]:
    if not library.skills:
        return
    url, title = SKILLS
    source = f"{library.folder}/skills.yaml"
    about = Message("Skills, and the roles that ask for them")
    yield Page(url, "skills.html", partial(skills_view, library, index), site, title, about, (HOME,), source)
    for skill in library.skills.values():
        show = partial(skill_view, library, index, skill.id)
        trail = (HOME, SKILLS)
        yield Page(f"skills/{skill.id}/", "skill.html", show, site, skill.name, skill.summary, trail, source)


def _glossary(site: Site, library: Library, index: Index) -> Iterator[Page]:
    if not library.terms:
        return
    url, title = GLOSSARY
    about = Message("Words of the trade, for a newcomer")
    yield Page(
        url,
        "glossary.html",
        partial(glossary_view, library, index),
        site,
        title,
        about,
        (HOME,),
        source=f"{library.folder}/glossary.yaml",
        describe=partial(_meanings, site, library),
    )


def _meanings(site: Site, library: Library, view: GlossaryView) -> Data:
    return (jsonld.terms(site, GLOSSARY.title, {term.term: term.meaning for term in library.terms.values()}),)


def _comparisons(site: Site, library: Library, index: Index) -> Iterator[Page]:
    if len(library.roles) < 2:
        return
    url, title = COMPARE
    about = Message("Two or three roles side by side: duties, place, skills, pay")
    yield Page(url, "compare.html", partial(choice_view, library, index), site, title, about, (HOME,))
    for key, pair in index.pairs.items():
        one, other = library.roles[pair.first].title, beside(library.roles[pair.second].title)
        name = Message("{one} or {other}", one=one, other=other)
        about = Message("{one} and {other}: what they share and what sets them apart", one=one, other=other)
        show = partial(comparison_view, library, index, key)
        yield Page(pair.url, "comparison.html", show, site, name, about, (HOME, COMPARE))


def _gaps(site: Site, library: Library, index: Index) -> Page:
    url, title = GAPS
    about = Message("Every figure and fact that the sources do not give, and how to add it")
    return Page(url, "gaps.html", partial(gaps_view, library, index), site, title, about, (HOME,))


def _search(site: Site, library: Library) -> Page:
    url, title = SEARCH
    about = Message("Every role, skill, region and word of the guide, in the order of the alphabet")
    return Page(url, "search.html", partial(search_view, library), site, title, about, (HOME,))


def _texts(site: Site, library: Library) -> Iterator[Page]:
    for text in library.pages.values():
        path = library.path_of(text)
        show = partial(text_view, library, path)
        yield Page(
            f"{text.id}/", "text.html", show, site, text.title, text.summary, (HOME,), path, lastmod=text.reviewed
        )


def _for_machines(site: Site, pages: list[Page]) -> Iterator[Page]:
    """Yield what no reader opens: the manifest, robots.txt and, where whole addresses are known, sitemap and feed."""
    yield Page("site.webmanifest", "site.webmanifest", _nothing, site, site.title, site.tagline)
    yield Page("robots.txt", "robots.txt", _nothing, site, "", "")
    if site.base_url:
        shown = [page for page in pages if page.url != "404.html"]
        entries = tuple(SitemapEntry(site.base_url + page.url, page.lastmod) for page in shown)
        yield Page("sitemap.xml", "sitemap.xml", lambda: entries, site, "", "", entries=entries)
    if site.feed:
        dated = feed_view(
            FeedEntry(page.url, page.title, page.description, page.lastmod) for page in pages if page.lastmod
        )
        yield Page("feed.xml", "feed.xml", lambda: dated, site, site.title, site.tagline, entries=dated)
