"""Plans the pages of the site: their addresses, templates and views.

In: a `Guide`. Out: every page of the site as a `PlannedPage`, in a fixed order. Pure: no clock, no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from careerguide.core.problems import Message, Problem, SiteText, known_or_list
from careerguide.guide.former import former
from careerguide.guide.guide import Guide
from careerguide.pages import structured_data
from careerguide.pages.for_machines import for_machines
from careerguide.pages.planned_page import Data, PlannedPage, View
from careerguide.pages.views.collection import EntryView, collection_view, entries_of, entry_view
from careerguide.pages.views.compare import choice_view, comparison_view, within_sentence
from careerguide.pages.views.gaps import gaps_view
from careerguide.pages.views.index import Index, index_of
from careerguide.pages.views.lists import (
    GlossaryView,
    glossary_view,
    home_view,
    roles_view,
    salaries_view,
    skill_view,
    skills_view,
)
from careerguide.pages.views.opening import unknown_opening
from careerguide.pages.views.pay import table_title
from careerguide.pages.views.region import RegionView, region_view
from careerguide.pages.views.role import RoleView, role_view
from careerguide.pages.views.salary import SalaryView, salary_view
from careerguide.pages.views.search import search_view
from careerguide.pages.views.site import (
    COMPARE,
    GAPS,
    HOME,
    ROLES,
    SALARIES,
    SEARCH,
    SiteInfo,
    collections,
    overview_of,
    site_info,
)
from careerguide.pages.views.text import text_view
from careerguide.schema.records import Kind, located


def _nothing(*_: object) -> Any:
    return ()


def plan(guide: Guide, index: Index | None = None) -> list[PlannedPage]:
    """Return every page of the site, in a fixed order."""
    site = site_info(guide)
    index = index or index_of(guide)
    home, source = partial(home_view, index, guide), f"{guide.folder}/{Kind.GUIDE}"
    pages = [
        PlannedPage("", "home.html", home, site, site.title, site.tagline, source=source),
        *(page for kind in Kind for page in PLANS[kind](site, guide, index)),
        *_comparisons(site, guide, index),
        _gaps(site, guide, index),
        _search(site, guide),
        PlannedPage("404.html", "404.html", _nothing, site, SiteText("No such page"), "", found=False),
        *_moved(site, guide),
    ]
    return [*pages, *for_machines(site, pages)]


def unlinked_menu(guide: Guide, pages: Iterable[PlannedPage]) -> list[Problem]:
    """Return a Problem for each menu entry and each quoted section of guide.yaml that is not there."""
    addresses = [page.url for page in pages if page.url.endswith("/") and page.found]
    paths = [path.partition("/")[2] for path in guide.drafts if path.endswith(".md")]
    drafts = {kind.page(id) for kind, id in map(located, paths)}
    document = guide.documents[f"{guide.folder}/{Kind.GUIDE}"]
    problems = []
    for index, item in enumerate(guide.settings.navigation):
        url = item.page.partition("#")[0]
        if url not in addresses:
            what = Message("“{target}” is no page of this guide", target=item.page)
            hint = known_or_list(url, addresses)
            if url in drafts:
                what = Message("“{target}” is a draft, which readers will not see", target=item.page)
                hint = Message("publish it (draft: no), or take the link out")
            problems.append(document.data.problem(("navigation", index, "page"), what, hint, check="link"))
    return [*problems, *unknown_opening(guide)]


def _roles(site: SiteInfo, guide: Guide, index: Index) -> Iterator[PlannedPage]:
    url, title = ROLES
    about = SiteText("All roles of the guide: what they do and how to get there")
    if guide.table_metadata:
        about = SiteText("All roles of the guide: what they do, how to get there, what they pay")
    yield PlannedPage(url, "roles.html", partial(roles_view, guide, index), site, title, about, (HOME,))
    for role in guide.roles.values():
        yield PlannedPage(
            Kind.ROLE.page(role.id),
            "role.html",
            partial(role_view, guide, index, role.id),
            site,
            role.title,
            role.summary,
            (HOME, ROLES),
            source=guide.path_of(role),
            lastmod=role.reviewed,
            describe=partial(_occupation, site),
        )


def _occupation(site: SiteInfo, view: RoleView) -> Data:
    return (structured_data.occupation(site, view.role, view.pay, structured_data.overall),)


def _salaries(site: SiteInfo, guide: Guide, index: Index) -> Iterator[PlannedPage]:
    if not guide.table_metadata and not guide.regions:
        return
    url, title = SALARIES
    about = SiteText("Pay by role, region and kind of employer: what is known and what is not")
    yield PlannedPage(url, "salaries.html", partial(salaries_view, guide, index), site, title, about, (HOME,))
    for table in guide.table_metadata.values():
        name = table_title(guide, table)
        about = SiteText("{title}: pay by region and kind of employer, with sources and gaps", title=name)
        yield PlannedPage(
            Kind.TABLE.page(table.id),
            "salary.html",
            partial(salary_view, guide, index, table.id),
            site,
            SiteText("{title}: pay", title=name),
            about,
            (HOME, SALARIES),
            source=guide.path_of(table),
            describe=partial(_dataset, site, about),
        )


def _dataset(site: SiteInfo, about: Message, view: SalaryView) -> Data:
    return (structured_data.dataset(site, view.table, about),)


def _regions(site: SiteInfo, guide: Guide, index: Index) -> Iterator[PlannedPage]:
    for region in guide.regions.values():
        title = SiteText("Pay {where}", where=region.in_) if region.in_ else SiteText("{title}: pay", title=region.name)
        yield PlannedPage(
            Kind.REGIONS.page(region.id),
            "region.html",
            partial(region_view, guide, index, region.id),
            site,
            title,
            SiteText("{region}: what each role with pay data pays there", region=region.name),
            (HOME, SALARIES),
            source=f"{guide.folder}/{Kind.REGIONS}",
            describe=partial(_paid_there, site, guide),
        )


def _paid_there(site: SiteInfo, guide: Guide, view: RegionView) -> Data:
    tables = {table.role: table for table in view.tables if table.role in guide.roles}
    return tuple(structured_data.occupation(site, guide.roles[id], table) for id, table in tables.items())


def _listed(
    kind: Kind, about: Message, all_view: Callable[[Guide, Index], View], view: Callable[[Guide, Index, str], View]
) -> Planner:
    """Return a planner for the records of a list: an overview page, then a page for each."""

    def pages(site: SiteInfo, guide: Guide, index: Index) -> Iterator[PlannedPage]:
        records = guide.records[kind]
        if not records:
            return
        above = overview_of(kind)
        source = f"{guide.folder}/{kind}"
        show_all = partial(all_view, guide, index)
        yield PlannedPage(above.url, f"{kind.stem}.html", show_all, site, above.title, about, (HOME,), source)
        for it in records.values():
            show, trail = partial(view, guide, index, it.id), (HOME, above)
            yield PlannedPage(kind.page(it.id), f"{kind.word}.html", show, site, it.name, it.summary, trail, source)

    return pages


def _glossary(site: SiteInfo, guide: Guide, index: Index) -> Iterator[PlannedPage]:
    if not guide.terms:
        return
    url, title = overview_of(Kind.GLOSSARY)
    about = SiteText("Words of the trade, explained for newcomers")
    yield PlannedPage(
        url,
        "glossary.html",
        partial(glossary_view, guide, index),
        site,
        title,
        about,
        (HOME,),
        source=f"{guide.folder}/{Kind.GLOSSARY}",
        describe=partial(_meanings, site, guide),
    )


def _meanings(site: SiteInfo, guide: Guide, view: GlossaryView) -> Data:
    meanings = {term.term: term.meaning for term in guide.terms.values()}
    return (structured_data.terms(site, Kind.GLOSSARY.plural, meanings),)


def _comparisons(site: SiteInfo, guide: Guide, index: Index) -> Iterator[PlannedPage]:
    if len(guide.roles) < 2:
        return
    url, title = COMPARE
    about = SiteText("Two or three roles side by side: duties, place, skills")
    if guide.table_metadata:
        about = SiteText("Two or three roles side by side: duties, place, skills, pay")
    yield PlannedPage(url, "compare.html", partial(choice_view, guide, index), site, title, about, (HOME,))
    for key, pair in index.pairs.items():
        one = guide.roles[pair.first].title
        other = within_sentence(guide.roles[pair.second].title, guide.language)
        name = SiteText("{one} or {other}", one=one, other=other)
        about = SiteText("{one} and {other}: what they share and what sets them apart", one=one, other=other)
        show = partial(comparison_view, guide, index, key)
        yield PlannedPage(pair.url, "comparison.html", show, site, name, about, (HOME, COMPARE))


def _gaps(site: SiteInfo, guide: Guide, index: Index) -> PlannedPage:
    url, title = GAPS
    about = SiteText("Every figure and fact that the sources do not give, and how to add it")
    return PlannedPage(url, "gaps.html", partial(gaps_view, guide, index), site, title, about, (HOME,))


def _search(site: SiteInfo, guide: Guide) -> PlannedPage:
    url, title = SEARCH
    about = SiteText("Every role, skill, region and word of the guide, in the order of the alphabet")
    return PlannedPage(url, "search.html", partial(search_view, guide), site, title, about, (HOME,))


def _texts(site: SiteInfo, guide: Guide, index: Index) -> Iterator[PlannedPage]:
    for text in guide.pages.values():
        path = guide.path_of(text)
        show = partial(text_view, guide, path)
        url = Kind.PAGE.page(text.id)
        yield PlannedPage(url, "text.html", show, site, text.title, text.summary, (HOME,), path, lastmod=text.reviewed)


def _collections(site: SiteInfo, guide: Guide, index: Index) -> Iterator[PlannedPage]:
    for id, above in collections(guide).items():
        own = guide.settings.collections[id]
        show_all = partial(collection_view, guide, id)
        yield PlannedPage(above.url, "collection.html", show_all, site, own.title, own.summary, (HOME,))
        for entry in entries_of(guide, id):
            yield PlannedPage(
                Kind.ENTRY.page(entry.id),
                own.template,
                partial(entry_view, guide, entry.id),
                site,
                entry.title,
                entry.summary,
                (HOME, above),
                source=guide.path_of(entry),
                lastmod=entry.reviewed,
                describe=partial(_article, site),
            )


def _article(site: SiteInfo, view: EntryView) -> Data:
    entry = view.entry
    return (structured_data.article(site, Kind.ENTRY.page(entry.id), entry.title, entry.summary, entry.reviewed),)


def _moved(site: SiteInfo, guide: Guide) -> Iterator[PlannedPage]:
    """Yield a page at each earlier address of a record, which leads to the present one."""
    for kind in Kind:
        for it in former(guide, kind) if kind.has_page_each else ():
            show = partial(kind.page, it.id)
            title = SiteText("This page has moved")
            yield PlannedPage(kind.page(it.old), "moved.html", show, site, title, "", crumbs=(HOME,), found=False)


Planner = Callable[[SiteInfo, Guide, Index], Iterable[PlannedPage]]
# The pages for the records of each kind.
PLANS: dict[Kind, Planner] = {
    Kind.GUIDE: _nothing,
    Kind.ROLE: _roles,
    Kind.TABLE: _salaries,
    Kind.REGIONS: _regions,
    Kind.SKILLS: _listed(Kind.SKILLS, SiteText("Skills, and the roles that ask for them"), skills_view, skill_view),
    Kind.GLOSSARY: _glossary,
    Kind.PAGE: _texts,
    Kind.ENTRY: _collections,
}
