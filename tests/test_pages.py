"""Which pages a guide has, what each shows, and what machines read of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from loading import loaded, with_settings
from sites import built

from careerguide.guide.guide import Guide
from careerguide.pages.plan import plan
from careerguide.pages.planned_page import PlannedPage, file_of
from careerguide.schema.cells import Amount, GapKind, Range

ROOT = Path(__file__).parent.parent
BASE = "https://example.org/guide/"


def guide(folder: Path, **settings: str) -> Guide:
    """Return a whole guide, with some of its settings replaced."""
    library, problems = loaded(folder)
    assert library, [str(problem.message) for problem in problems]
    return with_settings(library, **settings)


@pytest.fixture(scope="module")
def library() -> Guide:
    return guide(ROOT / "tests/guides/account-management", base_url=BASE)


@pytest.fixture(scope="module")
def pages(library: Guide) -> dict[str, PlannedPage]:
    return {page.url: page for page in plan(library)}


def nodes(page: PlannedPage, kind: str) -> list[dict]:
    """Return the descriptions of one schema.org type on a page."""
    return [dict(node) for node in page.data(page.create_view()) if node["@type"] == kind]


def test_every_record_has_its_page(library: Guide, pages: dict[str, PlannedPage]) -> None:
    """Every role, table, region, skill and text has the address derived from its id."""
    assert {f"roles/{id}/" for id in library.roles} <= pages.keys()
    assert {f"salaries/{id}/" for id in library.tables} <= pages.keys()
    assert {f"regions/{id}/" for id in library.regions} <= pages.keys()
    assert {f"skills/{id}/" for id in library.skills} <= pages.keys()
    assert {f"{id}/" for id in library.pages} <= pages.keys()
    assert {"", "roles/", "salaries/", "skills/", "glossary/", "gaps/", "404.html", "robots.txt"} <= pages.keys()


def test_every_term_is_in_the_glossary_once(library: Guide, pages: dict[str, PlannedPage]) -> None:
    """The glossary holds each term, Cyrillic ones in the order of the alphabet before Latin ones."""
    terms = [term for letter in pages["glossary/"].create_view().list.groups for term in letter.entries]
    assert sorted(term.id for term in terms) == sorted(library.terms)
    latin = [term.term[0].isascii() for term in terms]
    assert latin == sorted(latin)


def test_no_two_pages_write_one_file(pages: dict[str, PlannedPage], library: Guide) -> None:
    """Every page has a file of its own."""
    files = [page.file for page in plan(library)]
    assert len(files) == len(set(files))


def test_addresses_name_files() -> None:
    """A folder's file is its index.html, home's too; an anchor stays; a file is itself."""
    assert file_of("") == "index.html"
    assert file_of("roles/x/#pay") == "roles/x/index.html#pay"
    assert file_of("404.html") == "404.html"


def test_all_figures_of_the_source_stand_on_the_table_page(pages: dict[str, PlannedPage]) -> None:
    """The page has 92 ranges, 24 medians and Moscow's four gaps, each with its own anchor."""
    table = pages["salaries/client-department-head/"].create_view().table
    figures = [figure for region in table.regions for row in region.rows for figure in row.figures]
    assert sum(isinstance(figure.value, Range) for figure in figures) == 92
    assert sum(isinstance(figure.value, Amount) for figure in figures) == 24
    gaps = [figure for figure in figures if figure.look == "gap"]
    assert {figure.value.kind for figure in gaps} == {GapKind.LOST_IN_SOURCE}
    assert [figure.anchor for figure in gaps] == [f"moskva-agencies-{band}" for band in ("I", "II", "III", "IV")]
    assert len({figure.anchor for figure in figures}) == 120
    assert (table.summary.known, table.summary.missing) == (116, 4)


def test_machines_read_the_same_figures(pages: dict[str, PlannedPage]) -> None:
    """The regions' pages hold 24 medians and 92 bands of the role, and never a percentile that is none."""
    found = [node for url, page in pages.items() if url.startswith("regions/") for node in nodes(page, "Occupation")]
    figures = [figure for role in found for figure in role["estimatedSalary"]]
    spreads = [figure for figure in figures if figure["@type"] == "MonetaryAmountDistribution"]
    bands = [figure for figure in figures if figure["@type"] == "MonetaryAmount"]
    assert len(spreads) == 24
    assert len(bands) == 92
    assert {key for spread in spreads for key in spread} == {"@type", "name", "currency", "duration", "median"}
    assert all(band["value"]["minValue"] < band["value"]["maxValue"] for band in bands)
    assert {band["value"]["unitText"] for band in bands} == {"MONTH"}
    assert 115_000 in {spread["median"] for spread in spreads}
    assert {spread["duration"] for spread in spreads} == {"P1M"}


def test_a_role_says_how_far_its_pay_reaches(pages: dict[str, PlannedPage]) -> None:
    """A role's own page gives machines the span of all figures, and no median of medians, which nobody measured."""
    (role,) = nodes(pages["roles/client-department-head/"], "Occupation")
    (span,) = role["estimatedSalary"]
    assert (span["@type"], span["value"]["minValue"], span["value"]["maxValue"]) == ("MonetaryAmount", 27_000, 200_000)


def test_texts_are_articles_with_the_day_of_their_last_reading(pages: dict[str, PlannedPage]) -> None:
    """Roles and pages have the date of their last review; lists are not articles."""
    for url in ("roles/commercial-director/", "about/"):
        (article,) = nodes(pages[url], "Article")
        assert article["dateModified"] == pages[url].lastmod.isoformat()
        assert article["url"] == BASE + url
    assert not nodes(pages["roles/"], "Article")


def test_home_says_where_to_search(pages: dict[str, PlannedPage]) -> None:
    """The search address in the structured data is that of the search page."""
    (site,) = nodes(pages[""], "WebSite")
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{BASE}search/?q={{search_term_string}}"
    assert "search/" in pages


def test_a_table_can_be_found_as_a_dataset(pages: dict[str, PlannedPage]) -> None:
    """Catalogues of data learn the licence, who made the table, and the addresses of its files."""
    (table,) = nodes(pages["salaries/client-department-head/"], "Dataset")
    assert table["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert table["creator"]["url"] == BASE
    files = {file["encodingFormat"]: file["contentUrl"] for file in table["distribution"]}
    assert files == {
        "text/csv": f"{BASE}data/client-department-head.csv",
        "application/json": f"{BASE}data/client-department-head.json",
    }


def test_what_is_not_known_is_left_out_for_machines(pages: dict[str, PlannedPage]) -> None:
    """A role without pay has no salary there, and a source without a date no date."""
    (role,) = nodes(pages["roles/commercial-director/"], "Occupation")
    assert "estimatedSalary" not in role
    (table,) = nodes(pages["salaries/client-department-head/"], "Dataset")
    assert "temporalCoverage" not in table
    assert "datePublished" not in table["isBasedOn"]


def test_percentiles_are_percentiles() -> None:
    """Real percentile columns become percentile10 to percentile90, amounts in the table's currency."""
    library = guide(ROOT / "tests" / "guides" / "us-percentiles")
    found = [node for page in plan(library) for node in nodes(page, "Occupation") if page.url.startswith("regions/")]
    spreads = [
        node
        for role in found
        for node in role.get("estimatedSalary", ())
        if node["@type"] == "MonetaryAmountDistribution"
    ]
    assert {"percentile10", "percentile90", "median"} <= {key for spread in spreads for key in spread}
    assert {spread["currency"] for spread in spreads} == {"USD"}


def test_the_way_to_a_page_is_told(pages: dict[str, PlannedPage]) -> None:
    """The trail leads from home to the page, with whole addresses where the site's own is known."""
    (trail,) = nodes(pages["roles/commercial-director/"], "BreadcrumbList")
    addresses = [item["item"] for item in trail["itemListElement"]]
    assert addresses == [BASE, f"{BASE}roles/", f"{BASE}roles/commercial-director/"]


def test_links_between_roles_are_seen_from_both_sides(pages: dict[str, PlannedPage]) -> None:
    """Where one role names another as the way in, the other names it as the way onward, inferred as well."""
    onward = pages["roles/client-department-head/"].create_view().after
    assert [(step.url, step.inferred) for step in onward] == [("roles/client-service-director/", True)]


def test_gaps_page_names_every_gap(pages: dict[str, PlannedPage]) -> None:
    """Every missing figure is there with the line on which to mend it, and every role without pay."""
    view = pages["gaps/"].create_view()
    (group,) = view.figures
    (table,) = group.tables
    (row,) = table.rows
    assert (row.region, row.segment, len(row.figures)) == ("Москва", "Агентства", 4)
    line = (ROOT / "tests/guides" / table.path).read_text("utf-8").splitlines()[row.figures[0].line - 1]
    assert "agencies" in line
    assert "lost_in_source" in line
    assert {entry.id for entry, _ in view.without_pay} == {"client-service-director", "commercial-director"}


def test_sitemap_has_no_invented_dates(pages: dict[str, PlannedPage]) -> None:
    """A page's date is the one on which somebody read it all; pages without one have none."""
    entries = {entry.address: entry.lastmod for entry in pages["sitemap.xml"].create_view()}
    assert entries[f"{BASE}roles/commercial-director/"] == pages["roles/commercial-director/"].lastmod
    assert entries[BASE] is None
    assert not any("404" in address for address in entries)


def test_without_an_address_there_is_no_sitemap(library: Guide) -> None:
    """A sitemap needs whole addresses: a guide that does not know its own has none."""
    nowhere = with_settings(library, base_url=None)
    assert "sitemap.xml" not in {page.url for page in plan(nowhere)}


def test_a_guide_without_pay_skills_or_terms_has_no_empty_lists() -> None:
    """Its menu has only roles, and there are no pages for missing kinds of records."""
    pages = {page.url: page for page in plan(guide(ROOT / "tests" / "guides" / "no-pay"))}
    assert [item.url for item in pages[""].site.menu] == ["roles/"]
    assert not {"salaries/", "skills/", "glossary/"} & pages.keys()


def test_a_guide_without_pay_does_not_speak_of_pay(tmp_path: Path) -> None:
    """No “no data”, no heading over nothing: it is not what the guide is about."""
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "tests/guides/no-pay", folder)
    other = (folder / "roles/gardener.md").read_text("utf-8").replace("title: Gardener", "title: Warden")
    (folder / "roles/warden.md").write_text(other.replace("summary", "compare: [gardener]\nsummary"), "utf-8")
    site = built(folder, tmp_path / "site", "--pages-only")
    for page in site.rglob("*.html"):
        said = page.read_text("utf-8")
        assert not re.search(r"\bpay|salar|no data|зарплат|нет данных", re.sub("<[^>]*>", " ", said), re.I), page


def test_words_on_pay_do_where_there_are_no_tables(tmp_path: Path) -> None:
    """A guide without tables lacks no figure of a role of whose pay it tells in words."""
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "tests/guides/no-pay", folder)
    role = folder / "roles/gardener.md"
    role.write_text(role.read_text("utf-8") + "\n## What it pays {#pay}\n\nBoard and lodging.\n", "utf-8")
    site = built(folder, tmp_path / "site", "--pages-only")
    page = (site / "roles/gardener/index.html").read_text("utf-8")
    assert "Open the table" not in (site / "gaps/index.html").read_text("utf-8")
    assert "Board and lodging." in page
    assert "no data" not in page


def test_planning_twice_gives_the_same(library: Guide) -> None:
    """The plan is a pure function: the same guide, the same pages in the same order."""
    assert [repr(page) for page in plan(library)] == [repr(page) for page in plan(library)]


def test_ids_are_fit_for_addresses(pages: dict[str, PlannedPage]) -> None:
    """No address of the site has anything in it that would have to be escaped."""
    assert all(re.fullmatch(r"[a-z0-9/.-]*", url) for url in pages)


def test_a_figure_is_corrected_in_its_table(tmp_path: Path) -> None:
    """A region's page leads to the file that holds its figures, not to the list of regions alone; it is dated."""
    content = tmp_path / "g"
    shutil.copytree(ROOT / "tests/guides/account-management", content)
    settings = content / "guide.yaml"
    settings.write_text(settings.read_text("utf-8") + "repository: https://example.org/r\n", "utf-8")
    page = (built(content, tmp_path / "site", "--pages-only") / "regions/kazan/index.html").read_text("utf-8")

    for file in ("regions.yaml", "salaries/client-department-head.yaml"):
        assert f'href="https://example.org/r/edit/main/{content.name}/{file}"' in page
    assert "Проверено" in page
