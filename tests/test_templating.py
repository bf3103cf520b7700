"""Rendered files: valid HTML, relative links, nothing inline, everything escaped."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from jinja2 import UndefinedError
from loading import loaded, with_settings

from careerguide.guide.guide import Guide
from careerguide.incremental.cache import Cache
from careerguide.languages.language import Language
from careerguide.languages.typography import Typographer
from careerguide.pages.plan import plan
from careerguide.pages.planned_page import PlannedPage
from careerguide.rendering.templates import Templates
from careerguide.schema.cells import Amount, Range

ROOT = Path(__file__).parent.parent
GUIDES = {name: ROOT / "tests" / "guides" / name for name in ("account-management", "us-percentiles", "no-pay")}
XHTML = "{http://www.w3.org/1999/xhtml}"


def rendered(folder: Path, assets: dict[str, str] | None = None, **settings: str) -> dict[str, str]:
    """Return the files of a guide's site by path."""
    library, problems = loaded(folder)
    assert library, [str(problem.message) for problem in problems]
    library = with_settings(library, **settings)
    templates = Templates([ROOT / "templates"], library.language, assets)
    return {page.file: templates.render(page) for page in plan(library)}


@pytest.fixture(scope="module", params=GUIDES)
def site(request: pytest.FixtureRequest) -> dict[str, str]:
    return rendered(GUIDES[request.param], base_url="https://example.org/guide/", repository="https://example.org/repo")


@pytest.fixture(scope="module")
def guide() -> dict[str, str]:
    return rendered(GUIDES["account-management"])


def documents(site: dict[str, str]) -> dict[str, ElementTree.Element]:
    """Return the parsed HTML pages of a site; a page that is not well-formed HTML raises."""
    parser = html5lib.HTMLParser(strict=True)
    return {path: parser.parse(text) for path, text in site.items() if path.endswith(".html")}


def test_every_page_is_html_without_a_parse_error(site: dict[str, str]) -> None:
    """A strict HTML parser finds nothing wrong, and ids are unique on every page."""
    for path, document in documents(site).items():
        ids = [element.get("id") for element in document.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), path


def test_every_page_has_a_frame(site: dict[str, str]) -> None:
    """Every page has a language, a title of its own, one h1, one main and a skip link that leads to it."""
    titles = set()
    for path, document in documents(site).items():
        assert document.get("lang"), path
        assert len(list(document.iter(f"{XHTML}h1"))) == 1, path
        assert [main.get("id") for main in document.iter(f"{XHTML}main")] == ["main"], path
        assert next(document.iter(f"{XHTML}a")).get("href") == "#main", path
        titles.add(next(document.iter(f"{XHTML}title")).text)
    assert len(titles) == len(documents(site))


def test_headings_descend_in_order(site: dict[str, str]) -> None:
    """No heading is more than one level below the heading before it."""
    for path, text in site.items():
        levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_nothing_is_inline(site: dict[str, str]) -> None:
    """A strict content security policy has nothing to forbid: no inline script, style or handler."""
    for path, document in documents(site).items():
        for element in document.iter():
            assert element.tag != f"{XHTML}style", path
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")], path
            if element.tag == f"{XHTML}script" and element.get("type") != "application/ld+json":
                assert element.get("src"), path


def test_links_inside_the_site_are_relative_and_name_files(site: dict[str, str]) -> None:
    """Every link leads to a file of the site by a relative way, so that it works from disk; prose's links too."""
    for path, document in documents(site).items():
        if path == "404.html":
            continue
        for link in document.iter(f"{XHTML}a"):
            target = link.get("href", "").partition("#")[0]
            if not target or re.match(r"https?:|mailto:", target):
                continue
            assert not target.startswith("/"), path
            found = (Path("/site") / path).parent.joinpath(target)
            file = Path(*_normal(found.parts)).relative_to("/site")
            assert str(file) in site or file.parts[0] == "data", (path, target)  # data is no page


def _normal(parts: tuple[str, ...]) -> list[str]:
    normal: list[str] = []
    for part in parts:
        normal = normal[:-1] if part == ".." else [*normal, part]
    return normal


def test_the_page_of_lost_addresses_works_at_any_depth(site: dict[str, str]) -> None:
    """404.html leads home by the absolute base path, and asks not to be indexed."""
    assert 'href="/guide/index.html"' in site["404.html"]
    assert 'href="/guide/css/site.css"' in site["404.html"]
    assert "noindex" in site["404.html"]


def test_every_figure_of_the_table_has_an_address_and_stands_as_in_the_source(guide: dict[str, str]) -> None:
    """The table's page prints 92 ranges, 24 medians and four gaps in words, each in a cell with its own id."""
    page = guide["salaries/client-department-head/index.html"]
    cells = dict(re.findall(r'<td id="([^"]+)"[^>]*><a[^>]*>([^<]*)</a></td>', page))
    plain = {id: re.sub(r"\s", "", text) for id, text in cells.items()}
    assert len(plain) == 120
    assert plain["moskva-companies-IV"] == "120000–200000"
    assert plain["moskva-agencies-median"] == "115000"
    assert cells["moskva-agencies-I"] == "утрачено в\u00a0источнике"
    assert sum("–" in text for text in plain.values()) == 92
    assert sum(text.isdigit() for text in plain.values()) == 24


RUSSIAN = ("account-management", "bands-only", "many-regions", "minimal")
INLINE = re.compile(r"</?(?:a|abbr|b|cite|em|i|small|strong|sub|sup|time)\b[^>]*>")
SHOWN = re.compile(r' (?:alt|aria-label|content|placeholder|title)="([^"]*[а-яё][^"]*)"')


@pytest.mark.parametrize("name", RUSSIAN)
def test_our_own_words_are_set_like_those_of_editors(name: str) -> None:
    """Typography changes nothing in a finished page: neither texts, across inline tags too, nor attributes."""
    russian = Typographer("ru")
    site = rendered(ROOT / "tests" / "guides" / name, base_url="https://example.org/")
    for path, page in ((path, page) for path, page in site.items() if path.endswith(".html")):
        text = INLINE.sub("", page).replace("&nbsp;", "\u00a0").replace("–", "—")  # between two figures it is shorter
        for line, expected in zip(text.splitlines(), russian.html(text).splitlines(), strict=True):
            assert line == expected, path
        for value in SHOWN.findall(page.replace("&nbsp;", "\u00a0")):
            assert value == russian.text(value), path


def test_a_number_stays_with_what_it_counts(guide: dict[str, str]) -> None:
    """No line ends between a number and the next word, nor before the period of an amount."""
    page = guide["salaries/client-department-head/index.html"]
    assert "4\u00a0значения из\u00a0120\u00a0неизвестны" in page
    assert "₽&nbsp;в\u00a0месяц" in page


def test_what_machines_read_is_json(site: dict[str, str]) -> None:
    """Every description for machines is JSON with nothing empty in it."""
    found = [
        json.loads(text)
        for page in site.values()
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    ]
    assert found
    assert not [1 for nodes in found for node in nodes for value in node.values() if value in (None, "", [], {})]


def test_prose_links_are_made_relative(guide: dict[str, str]) -> None:
    """No page shows the mark with which prose writes its links."""
    assert not [path for path, text in guide.items() if "site:" in text]


def test_the_lead_of_a_table_reaches_as_far_as_its_chart() -> None:
    """A top-coded figure is shown as the highest one, with a note that pay exceeds it."""
    page = rendered(GUIDES["us-percentiles"])["salaries/keeper/index.html"]
    lead = re.search(r'<p class="lead">(.*?)</p>', page)
    assert lead
    said = " ".join(re.sub(r"<.*?>", " ", html.unescape(lead[1])).split(".")[0].split())
    assert said == "$47,800 – $141,900 per year, medians (all figures: $31,200 – $239,200 or more)"


def test_words_are_in_the_guides_language(guide: dict[str, str]) -> None:
    """The templates' own words are Russian in a Russian guide."""
    home = re.sub(r"<[^>]+>", " ", guide["index.html"])
    assert "Перейти к\u00a0тексту" in home
    assert not re.search(r"\b(Roles|Pay|Skills|figure|region)\b", home)


def test_content_cannot_break_out_of_its_place() -> None:
    """What editors write as plain text is shown as text, in JSON for machines too."""
    evil = "</script><script>alert(1)</script>"
    for path, text in rendered(ROOT / "tests" / "guides" / "no-pay", title=evil, tagline=evil).items():
        assert evil not in text, path


def test_assets_are_linked_by_their_published_names() -> None:
    """A page asks for an asset by the name that its content gave it."""
    site = rendered(ROOT / "tests" / "guides" / "no-pay", assets={"css/site.css": "css/site.1f2e3d.css"})
    assert 'href="css/site.1f2e3d.css"' in site["index.html"]
    assert 'href="../css/site.1f2e3d.css"' in site["roles/index.html"]


def test_canonical_addresses_are_folders(site: dict[str, str], guide: dict[str, str]) -> None:
    """With a base URL every page has its canonical address; without one, none does."""
    assert '<link rel="canonical" href="https://example.org/guide/roles/">' in site["roles/index.html"]
    assert "canonical" not in guide["roles/index.html"]


def test_a_mistake_in_a_template_is_an_error(tmp_path: Path, guide_page: PlannedPage) -> None:
    """A name that does not exist raises, and so does what a record has not; nothing is printed in its place."""
    for name, error in (("nothing_of_the_kind", UndefinedError), ("view.nothing_of_the_kind", UndefinedError)):
        (tmp_path / "role.html").write_text(f"{{{{ {name} }}}}")
        with pytest.raises(error, match="nothing_of_the_kind"):
            Templates([tmp_path], Language.load("ru", tmp_path)).render(guide_page)


def test_words_in_compiled_templates_follow_the_catalogue(tmp_path: Path, guide_page: PlannedPage) -> None:
    """A template compiled in an earlier run uses the new translation after the catalogue has changed."""
    (tmp_path / "translations").mkdir()
    (tmp_path / "role.html").write_text('{{ _("Median") }} {{ _("%(share)s of all", share="<5 %") }}')
    for word, expected in (("Середина", "Середина"), ("<b>100 %%</b>", "<b>100\u00a0%</b>")):
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        (tmp_path / "translations/ru.po").write_text(f'{head}msgid "Median"\nmsgstr "{word}"\n', "utf-8")
        with Cache(tmp_path / "cache") as cache:
            made = Templates([tmp_path], Language.load("ru", tmp_path / "translations"), cache=cache)
            assert made.render(guide_page) == f"{expected} &lt;5\u00a0% of all"


def test_equal_amounts_keep_their_decimals(tmp_path: Path, guide_page: PlannedPage) -> None:
    """40 and 40.00 are equal, and stand on one page each as it was written, whichever comes first."""
    (tmp_path / "role.html").write_text("{% for cell in view %}{{ cell|figure }};{% endfor %}")
    cells = [Amount(40), Amount(Decimal("40.00")), Range(40, 50), Range(Decimal("40.00"), Decimal("50.00"))]
    for view, expected in ((cells, "40;40.00;40 – 50;40.00 – 50.00;"), (cells[1::-1], "40.00;40;")):
        page = replace(guide_page, describe=lambda _: ())
        assert Templates([tmp_path], Language.load("en", tmp_path)).render(page, view) == expected


@pytest.fixture(scope="module")
def guide_page() -> PlannedPage:
    library = loaded(ROOT / "tests" / "guides" / "no-pay").guide
    assert isinstance(library, Guide)
    return next(page for page in plan(library) if page.template == "role.html")


def test_every_word_of_the_templates_is_translated() -> None:
    """The Russian catalogue has a translation for each of its English words."""
    from babel.messages.pofile import read_po

    with (ROOT / "templates" / "translations" / "ru.po").open("rb") as file:
        catalogue = read_po(file)
    assert not [message.id for message in catalogue if message.id and not all(_forms(message.string))]


def _forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)
