"""Whatever stands in content is inert: in pages, feeds, data, tables, messages and a real browser.

A guide with harmless words and the same guide with hostile ones (tests/hostile.py) must give the same elements with
the same attributes, and the words must come back as they were wherever a machine reads them.
"""

import csv
import io
import json
import os
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import html5lib
import pytest
from hostile import PWN, VECTORS, Say, elements, shape, words, write
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import loaded
from sites import built, served

import build
from careerguide.commands.arguments import parse
from careerguide.schema.fields import Record
from careerguide.schema.theme import Theme

ROOT = Path(__file__).parent.parent
ALL = " ".join(VECTORS)
SHIFTS = range(0, len(VECTORS), 12)  # how the vectors are dealt out to the fields: every one stands first in some
CARD = {"og:image", "og:image:width", "og:image:height", "twitter:card"}  # left out where the font lacks a letter
XML = {"feed.xml", "sitemap.xml"}
Files = dict[str, bytes]


def made(say: Say, text: str = "") -> Files:
    """Return the files of a guide whose every field is what `say` gives."""
    with TemporaryDirectory() as folder:
        content = write(Path(folder), say, text)
        folders = [f"--content={content}", f"--output={folder}/site", f"--cache={folder}/cache"]
        files, report = build.make(parse(["build", "--pages-only", *folders]))
    assert files is not None, [f"{p.path}:{p.line} {p.message}" for p in report.problems]
    return files


@lru_cache(maxsize=1)
def harmless() -> Files:
    """The guide with harmless words."""
    return made(words("слово"))


@lru_cache(maxsize=4)
def hostile(shift: int | None) -> Files:
    """The guide with all vectors in every field, or dealt out to the fields from one of them on."""
    return made(words(ALL) if shift is None else words(*VECTORS[shift:], *VECTORS[:shift]))


def pages(files: Files) -> list[str]:
    return sorted(path for path in files if path.endswith(".html"))


def without_what_fits(page: bytes) -> bytes:
    """Return a page without what depends on the letters of words: its card, and the labels for which a map has room."""
    page = re.sub(rb'<text class="[^"]*at-[^>]*>[^<]*(?:<tspan>[^<]*</tspan>)?</text>', b"", page)
    return re.sub(rb'<meta (?:property|name)="(?:%s)"[^>]*>' % b"|".join(name.encode() for name in CARD), b"", page)


@lru_cache(maxsize=64)
def harmless_shape(path: str) -> list[tuple[str, tuple[str, ...]]]:
    return shape(without_what_fits(harmless()[path]))


# Fields without words of an editor's own: ids, files and marks.
WORDLESS = {"was", "draft", "branch", "template", "theme", "stale_after_months"}


def test_the_hostile_guide_fills_every_field(tmp_path: Path) -> None:
    """A field that is added is filled there too, or named among those without words."""
    filled: dict[type[Record], set[str]] = {}

    def look(value: Any) -> None:
        if isinstance(value, Record):
            fields = type(value).model_fields
            filled.setdefault(type(value), set()).update(
                name for name, field in fields.items() if getattr(value, name) not in (None, (), {}, field.default)
            )
            look([getattr(value, name) for name in fields])
        elif isinstance(value, list | tuple | dict):
            for each in value.values() if isinstance(value, dict) else value:
                look(each)

    guide = loaded(write(tmp_path, words("слово"))).guide
    assert guide
    look([guide.settings, *(record for records in guide.records.values() for record in records.values())])
    empty = {
        (kind.__name__, name)
        for kind, names in filled.items()
        if kind is not Theme
        for name in kind.model_fields.keys() - names
    }
    assert {(kind, name) for kind, name in empty if name not in WORDLESS} == set()


@pytest.mark.parametrize("path", pages(harmless()))
def test_words_make_no_element_and_no_attribute(path: str) -> None:
    """A page with every vector in every field has exactly the elements and attributes of the harmless one."""
    assert shape(without_what_fits(hostile(None)[path])) == harmless_shape(path)


@pytest.mark.parametrize("shift", SHIFTS)
def test_words_at_the_beginning_of_a_field_are_words_too(shift: int) -> None:
    """What counts only where it stands first, such as javascript: or a formula, stands first in some field."""
    for path in pages(harmless()):
        if path.partition("/")[0] not in {"search", "glossary"}:  # whose letters follow the words
            # Sorted, because the order of lists follows the words.
            assert sorted(shape(without_what_fits(hostile(shift)[path]))) == sorted(harmless_shape(path))


@pytest.mark.parametrize("shift", [None, *SHIFTS])
def test_addresses_stay_what_they_are(shift: int | None) -> None:
    """No word becomes an address: links are relative, or those few that the guide itself gives."""
    for path in pages(harmless()):
        for element in elements(hostile(shift)[path]):
            for name in {"href", "src", "action", "formaction", "poster", "data"} & set(element.attrib):
                address = element.attrib[name].strip()
                assert re.match(
                    r"(https?://(example\.org|e\.org|github\.com)/|mailto:a@|\.\./|[a-z0-9/_.#-]+)", address
                )
                assert not re.match(r"(?i)[\s\x00-\x20]*(javascript|data|vbscript):", address)


@pytest.mark.parametrize("path", sorted(XML))
def test_xml_is_well_formed_and_has_only_its_own_elements(path: str) -> None:
    """The feed and the site map parse, with the elements of the harmless ones; the feed's words come back whole."""
    one, other = (ElementTree.fromstring(files[path]) for files in (harmless(), hostile(None)))

    assert [(e.tag, sorted(e.attrib)) for e in one.iter()] == [(e.tag, sorted(e.attrib)) for e in other.iter()]
    if path == "feed.xml":
        assert PWN in "".join(other.itertext())


def test_json_gives_the_words_back() -> None:
    """The manifest, the tables, the data package and the descriptions for machines parse, with the words in them."""
    for path, content in hostile(None).items():
        if path.endswith((".json", ".webmanifest")):
            told = json.dumps(json.loads(content), ensure_ascii=False)
            assert path.endswith("schema.json") or f"<script>{PWN}</script>" in told, path
    for path in pages(hostile(None)):
        for script in elements(hostile(None)[path]):
            if script.tag == "script" and script.attrib.get("type") == "application/ld+json":
                told = json.loads(script.text)
                assert all("@context" in fact for fact in (told if isinstance(told, list) else [told]))


@pytest.mark.parametrize("shift", [None, *SHIFTS])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_cell_is_a_formula(shift: int | None, delimiter: str) -> None:
    """No cell of a CSV file begins like a formula, in a spreadsheet program that expects semicolons neither."""
    tables = [text.decode("utf-8-sig") for path, text in hostile(shift).items() if path.endswith(".csv")]
    rows = [row for table in tables for row in csv.reader(io.StringIO(table), delimiter=delimiter)]

    assert len(tables) == 3
    assert len(rows) >= 13
    assert not [cell for row in rows for cell in row if re.match(r"""[\s"]*[=+\-@＝＋－＠\t]""", cell)]


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from("<>\"'&;=/\\`{}%#:!-@+|,()[] \nabдё0\u00a0\u200b"), min_size=1, max_size=30),
        min_size=1,
        max_size=9,
    ).filter(lambda texts: all(text.strip() for text in texts))
)
def test_any_words_are_inert(texts: list[str]) -> None:
    """Whatever marks are strung together, the pages keep their elements, and data their form."""
    files = made(words(*texts))

    for path in ("index.html", "roles/first/index.html", "salaries/pay/index.html", "404.html"):
        assert sorted(shape(without_what_fits(files[path]))) == sorted(harmless_shape(path))
    assert [e.tag for e in ElementTree.fromstring(files["feed.xml"]).iter()] == [
        e.tag for e in ElementTree.fromstring(harmless()["feed.xml"]).iter()
    ]
    assert len({len(row) for row in csv.reader(io.StringIO(files["data/pay.csv"].decode("utf-8-sig")))}) == 1


# --- prose ---

ALLOWED = {"a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h2", "h3"}
ALLOWED |= {
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "strong",
    "sub",
    "summary",
}
ALLOWED |= {"sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul", "section", "data", "header", "nav", "span"}
PIECES = [  # without what is told as a mistake where it stands: tests/guides_invalid, tests/test_prose.py
    re.sub(r"\b(src|href)=[^\s>]*", "", vector) for vector in VECTORS if not re.search(r"\{\{|\{%|site:", vector)
]
PLACES = ["{0}", "- {0}", "> {0}", "| {0} | a |\n|--|--|\n| {0} | b |", "~~~\n{0}\n~~~", "`{0}`"]
MARKDOWN = "\n\n".join(place.replace("{0}", piece) for piece in PIECES for place in PLACES)


def test_vectors_in_prose_run_nowhere() -> None:
    """A text full of vectors leaves only harmless elements, and no handler, style or script address."""
    for path in ("roles/first/index.html", "about/index.html"):
        files = made(words("слово"), MARKDOWN)
        article = html5lib.parse(files[path], transport_encoding="utf-8", namespaceHTMLElements=False)
        own = {tag for tag, _ in harmless_shape(path)}
        for element in article.iter():
            if isinstance(element.tag, str):
                assert element.tag in ALLOWED | own
                assert not [name for name in element.attrib if name.startswith("on") or name in {"style", "srcdoc"}]
                assert not re.match(r"(?i)\s*(javascript|data|vbscript):", element.attrib.get("href", ""))
                assert element.tag != "script" or element.text is None or "@context" in element.text


def test_text_that_looks_like_an_inner_address_is_shown_as_it_is() -> None:
    """The mark of addresses inside the site is replaced in addresses only, not in what a text shows."""
    files = made(words("слово"), '`a href="site:index.html"` и `"site:x"`')

    assert 'a href="site:index.html"' in html5lib.serialize(html5lib.parse(files["about/index.html"].decode()))
    assert '"site:x"' in files["about/index.html"].decode()


# --- a real browser, under the site's own policy ---


def test_nothing_runs_in_a_browser(page, tmp_path: Path) -> None:
    """Every page of the hostile guide opens without a dialog, a foreign script, an error or a breach of its policy."""
    site = built(write(tmp_path, words(ALL), MARKDOWN), tmp_path / "site")
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: said.append(f"{message.type} {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error {error}"))
    page.on("request", lambda request: said.append(request.url) if "127.0.0.1" not in request.url else None)
    with served(site) as address:
        for path in sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html")):
            if path == "404.html":  # whose addresses begin at the host's root
                continue
            page.goto(f"{address}/{path}?q={quote(ALL[:400])}#{quote(ALL[:80])}")
            assert page.evaluate("window.pwned") is None, path
            assert said == [], path


def test_search_results_are_text(page, tmp_path: Path) -> None:
    """What is found is shown as text, with titles, excerpts and the question full of vectors."""
    site = built(write(tmp_path, words(ALL), MARKDOWN), tmp_path / "site")
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    with served(site) as address:
        page.goto(f"{address}/search/index.html?q=onerror")
        page.locator("main .search-results a").first.wait_for()
        assert page.locator("main .search-results").locator("img, script, svg, iframe, [onerror]").count() == 0
        page.locator("main [name=q]").fill(VECTORS[2])
        assert page.evaluate("window.pwned") is None
    assert said == []


# --- what is said of mistakes ---


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run build.py as a user does."""
    command = [sys.executable, ROOT / "build.py", *arguments]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})


def broken(folder: Path) -> Path:
    """Return a guide with vectors where they are told as mistakes: in keys, ids, values and names of files."""
    content = write(folder, words("слово"))
    key, value = (json.dumps(text) for text in ("::error::" + VECTORS[0], "%0A::error::x\n::warning file=a::b \x1b[2J"))
    text = f"---\ntitle: x\nsummary: y\n{key}: {value}\nskills: ['{PWN}']\n---\n[x](javascript:{PWN}) {{{{ x }}}}\n"
    (content / "roles/first.md").write_text(text, encoding="utf-8")
    names = [
        b"a\n::error::x.md",
        b"\x1b[2J.md",
        b"\xff\xfe.md",
        b"%0A::error::x.md",
        b"a,b:c.md",
        "\u202ex.md".encode(),
    ]
    for name in names:
        (content / "roles" / os.fsdecode(name)).write_text("x")
    return content


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such file names")
@pytest.mark.parametrize("format", ["text", "github"])
def test_messages_steer_neither_terminal_nor_github(format: str, tmp_path: Path) -> None:
    """Names and values are shown with their control characters spelt out, and give GitHub no command of their own."""
    ran = run("--format", format, "--lang", "en", "--content", broken(tmp_path), "--output", tmp_path / "site")
    said = ran.stderr.decode("utf-8")

    assert ran.returncode == 1
    assert "Traceback" not in said
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", said)
    lines = said.splitlines()
    if format == "github":
        told = re.compile(r"::(error|warning) file=content/[^:,]*(,line=\d+,col=\d+)?::[^\r]")
        assert all(map(told.match, lines[:-1]))
        assert not re.search("%(?!25|0A|3A|2C)", said)
        assert "roles/%250A%3A%3Aerror%3A%3Ax.md" in said
        assert "roles/a%2Cb%3Ac.md" in said
    else:
        assert not [line for line in lines if line.startswith("::")]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp866"])
def test_an_old_terminal_is_no_obstacle(encoding: str, tmp_path: Path) -> None:
    """Where the terminal or a redirected file cannot show a letter, the letter is spelt out and the site is built."""
    folders = ("--content", ROOT / "tests/guides/minimal", "--output", tmp_path / "site")

    for ran in (run(*folders, PYTHONIOENCODING=encoding), run("check", *folders, PYTHONIOENCODING=encoding)):
        assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)
