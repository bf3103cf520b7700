"""The check of links: whatever a page of the site asks for is there."""

import gc
import os
from pathlib import Path

import html5lib
import pytest
from loading import loaded

from careerguide.checks.links import check, resolve
from careerguide.outputs.scan import scan

HOME = b'<!doctype html><title>t</title><a href="roles/a/index.html#duties">A</a><h2 id="top-roles">x</h2>'
ROLE = '<!doctype html>\n<a href="../../index.html">H</a>\n<h2 id="duties">x</h2><h2 id="обязанности">y</h2>'
FILES = {
    "index.html": HOME,
    "roles/a/index.html": ROLE.encode(),
    "css/site.css": b"",
    "icon.svg": b'<svg><path id="star"/></svg>',
    "img/Photo.jpg": b"",
    "404.html": b'<a href="/guide/index.html">H</a>',
}
URL = "https://example.org/guide/"


def faults(body: str, page: str = "roles/a/b.html") -> list[str]:
    """Return the messages about a page with this body."""
    problems = check({**FILES, page: b"<!doctype html>\n" + body.encode()}, URL)
    assert {problem.path for problem in problems} <= {page}
    return [str(problem.message) for problem in problems]


def test_a_sound_site_has_no_problems() -> None:
    """A site in which everything leads somewhere passes."""
    assert check(FILES, URL) == []


@pytest.mark.parametrize(
    "body",
    [
        '<a href="index.html">',
        '<a href="./index.html?x=1#duties">',
        '<a href="../a/index.html#%D0%BE%D0%B1%D1%8F%D0%B7%D0%B0%D0%BD%D0%BD%D0%BE%D1%81%D1%82%D0%B8">',
        '<a href="../a/index.html#обязанности">',
        '<a href="../../index.html#top">',
        '<a href="#">',
        '<a href="#me" id="me">',
        '<a href="../a/index.html#region=kazan&amp;pay=1">',
        '<a href="../../img/%50hoto.jpg">',
        '<a href="mailto:a@example.org">',
        '<a href="http://old.example.org/">',
        '<a href="https://example.org/guide/">',
        '<link rel="canonical" href="https://example.org/guide/roles/a/">',
        '<a href="https://example.org/guidebook/x">',
        '<svg><use href="../../icon.svg#star"/></svg>',
        '<img srcset="../../img/Photo.jpg 1x, ../../img/Photo.jpg 2x" src="../../img/Photo.jpg" alt="a > b">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
        '<label for="q">x</label><input id="q" aria-describedby="q r"><p id="r">',
        '<pattern id="hatch"/><rect fill="url(#hatch)"/>',
        '<!-- <a href="gone.html"> --><script>x = "<a href=\'gone.html\'>"</script>',
        '<textarea><a href="gone.html"></textarea><p data-href="gone.html" title="<a href=gone.html>">',
        "&lt;a href=\"gone.html\"&gt; href='gone.html'",
    ],
)
def test_what_leads_somewhere_passes(body: str) -> None:
    """Sound addresses in every form, and what only looks like an address, are no problem."""
    assert faults(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="gone.html">', "there is no file roles/a/gone.html in the site"),
        ('<a href="../../img/photo.jpg">', "there is no file img/photo.jpg in the site"),
        ("<a href='gone.html'>", "there is no file roles/a/gone.html in the site"),
        ("<A HREF=gone.html>", "there is no file roles/a/gone.html in the site"),
        ('<a title="a > b" href="gone&amp;lost.html">', "there is no file roles/a/gone&lost.html in the site"),
        ('<a href="../a/">', "the link names the folder roles/a/, not a page"),
        ('<a href="..">', "there is no file roles/ in the site"),
        ('<a href="../..">', "the link names the folder /, not a page"),
        ('<a href="../../../x.html">', "../../../x.html leads out of the site"),
        ('<a href="x/../../../../x.html">', "x/../../../../x.html leads out of the site"),
        ('<a href="/guide/index.html">', "/guide/index.html begins at the host's root, where the site may not stand"),
        ('<a href="//example.org/">', "//example.org/ has no scheme"),
        ('<a href="index.html#x">', "there is no #x on the page roles/a/index.html"),
        ('<a href="index.html#Duties">', "there is no #Duties on the page roles/a/index.html"),
        ('<a href="#x">', "there is no #x on the page roles/a/b.html"),
        ('<a href="">', "an address is empty"),
        ('<a href="javascript:alert(1)">', "javascript:alert(1) is a script, not an address"),
        ('<a href="https://example.org/guide/x/">', "there is no file x/index.html in the site"),
        ('<img src="gone.png" alt="">', "there is no file roles/a/gone.png in the site"),
        ('<img src="http://x.org/a.png">', "the page asks another site for http://x.org/a.png"),
        ('<script src="https://cdn.org/a.js"></script>', "the page asks another site for https://cdn.org/a.js"),
        ('<link rel="stylesheet" href="gone.css">', "there is no file roles/a/gone.css in the site"),
        ('<link rel=stylesheet href="https://x.org/a.css">', "the page asks another site for https://x.org/a.css"),
        ('<img srcset="index.html 1x, gone.png 2x">', "there is no file roles/a/gone.png in the site"),
        ('<video poster="gone.jpg">', "there is no file roles/a/gone.jpg in the site"),
        ('<form action="gone.html">', "there is no file roles/a/gone.html in the site"),
        ('<meta http-equiv="refresh" content="0; url=gone.html">', "there is no file roles/a/gone.html in the site"),
        ('<svg><use href="../../icon.svg#moon"/></svg>', "there is no #moon on the page icon.svg"),
        ('<label for="q">', "no element of the page has the id “q”"),
        ('<p id="x" aria-labelledby="x y">', "no element of the page has the id “y”"),
        ('<rect fill="url(#hatch)"/>', "no element of the page has the id “hatch”"),
        ('<p id="x"><p id="x">', "the id “x” stands on the page more than once"),
    ],
)
def test_what_leads_nowhere_is_told(body: str, message: str) -> None:
    """Each address that leads nowhere, and each id that is not there or twice, is one problem."""
    assert faults(body) == [message]


def test_only_the_page_for_the_lost_begins_at_the_root() -> None:
    """404.html is served at every depth, so its links begin with the base path; others do not lead into the site."""
    assert faults('<a href="/guide/roles/a/index.html">', page="404.html") == []
    assert faults('<a href="/roles/a/index.html">', page="404.html") == ["/roles/a/index.html leads out of the site"]


def test_a_problem_has_its_place_and_a_remedy() -> None:
    """A problem stands at line and column of the tag, in characters, and names what was probably meant."""
    page = '<p>Ёлка\n<p>Ёж <a href="../a/indx.html">x</a>'.encode()
    [problem] = check({**FILES, "roles/b/index.html": page}, URL)
    assert (problem.path, problem.line, problem.column) == ("roles/b/index.html", 2, 7)
    assert problem.excerpt == '<p>Ёж <a href="../a/indx.html">x</a>'
    assert str(problem.hint) == "did you mean “roles/a/index.html”?"


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("roles/A/index.html", "the file is called roles/a/index.html: upper and lower case count"),
        ("roles/a", "write roles/a/index.html"),
        ("roles/a/index.html#dutis", "did you mean “duties”?"),
    ],
)
def test_near_misses_are_named(body: str, hint: str) -> None:
    """A wrong case, a folder and a mistyped anchor come with what to write instead."""
    [problem] = check({**FILES, "x.html": f'<a href="{body}">'.encode()}, URL)
    assert str(problem.hint) == hint


def test_a_second_id_is_told_where_it_stands() -> None:
    """An id that is there twice is told at its second place."""
    [problem] = check({"index.html": b'<p id="x">\n<p id="x">\n<p id="x">'})
    assert (problem.line, problem.column) == (2, 1)


def test_a_fault_of_many_pages_is_told_once() -> None:
    """What is wrong in the navigation of every page is one problem, with the number of pages."""
    [problem] = check({f"{n}.html": b'<a href="gone.html">' for n in range(30)})
    assert str(problem.message) == "there is no file gone.html in the site (other pages with the same: 29)"


def test_kept_scans_give_what_fresh_ones_give() -> None:
    """What was kept of an unchanged page serves as well as the page: only pages at fault are read again."""
    files = {**FILES, "x.html": b'<a href="gone.html">', "y.html": b'<a href="index.html">'}
    kept = {path: scan(page) for path, page in files.items() if path.endswith((".html", ".svg"))}
    read: list[str] = []

    def reader(path: str) -> bytes:
        read.append(path)
        return files[path]

    assert resolve(kept, files.keys(), reader, URL) == check(files, URL)
    assert read == ["x.html"]


SAMPLES = [
    '<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>a <b href="x"></title></head><body>',
    '<nav><a class="n" href="../a.html?b=1&amp;c=2#d">x</a><br/><img src="a.png" alt="a > b <i href=no>"></nav>',
    '<p id="a"><span\n id = "b"\n>ж</span><SPAN ID=c>x</SPAN><p id=\'d "e"\'>',
    '<script>if (a < b && \'<p id="no">\') {}</script><script src="x.js" defer></script><p id=f>',
    '<style>a::after { content: "<p id=no>" }</style><!-- <p id="no"> --><textarea><p id="no"></textarea><p id=g>',
    '<svg viewBox="0 0 1 1"><defs><pattern id="h"/></defs><rect fill="url(#h)"/><use href="i.svg#x"/></svg>',
    '<table><tr><td headers="h1 h2" id="cell">1 < 2</td></tr></table><details id="z" open></details>',
    '<p title="&quot;&gt;" id="&amp;x&#x44F;">&lt;p id="no"&gt;</p><noscript><p id="q"></p></noscript>',
    '<template><p id="t1"></p></template><a href=" spaced.html ">s</a><a href>e</a><data value="10" id="n">10</data>',
]


@pytest.mark.parametrize("page", [*SAMPLES, "".join(SAMPLES)])
def test_the_scan_sees_what_a_parser_sees(page: str) -> None:
    """On pages with every trap of the syntax the scan finds the ids and addresses that html5lib finds."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    elements = list(tree.iter())
    ids = [element.attrib["id"] for element in elements if "id" in element.attrib]
    addresses = {
        element.attrib[key].strip() for element in elements for key in ("href", "src") if key in element.attrib
    }
    found = scan(page.encode())
    assert found.ids == set(ids)
    assert {target.value for target in found.targets if target.kind in ("link", "asset")} == addresses


def test_hostile_pages_take_no_time() -> None:
    """Unclosed tags, quotes and comments by the thousand are scanned in a moment, and hold no link."""
    for piece in (b"<a ", b'<a href="', b"<!--", b"<script>", b"<a '\"", b'<a b="c" '):
        assert scan(piece * 1_000).targets == ()


def test_broken_links_take_time_in_proportion(tmp_path: Path) -> None:
    """A guide of twice as many roles, each with four broken links, takes about twice the processor time."""

    def content(roles: int) -> Path:
        folder = tmp_path / f"{roles}"
        (folder / "roles").mkdir(parents=True)
        (folder / "guide.yaml").write_text("title: T\ntagline: T\nlanguage: en\n", "utf-8")
        for number in range(roles):
            name = f"{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}{chr(97 + number // 676)}-keeper"
            links = f"[a]({name}s.md) [b](../guides/{name}.md) [c](nowhere-{number}.md) [d]({name}.md#dutis)"
            text = f"---\ntitle: Keeper {number}\nsummary: S.\n---\n{links}\n\n## Duties {{#duties}}\n\nD.\n"
            (folder / f"roles/{name}.md").write_text(text, "utf-8")
        return folder

    def taken(folder: Path, links: int) -> float:
        gc.collect()
        gc.disable()  # as a build does; else what other tests have left in memory is looked through
        try:
            started = processor_time()
            assert len(loaded(folder).problems) == links
            return processor_time() - started
        finally:
            gc.enable()

    def processor_time() -> float:
        return sum(os.times()[:4])  # with that of forked processes, which read a part of the texts

    small, large = content(500), content(1_000)
    least = [float("inf")] * 2
    for _ in range(4):  # others use the machine too: the best of several tries counts
        least = [min(least[0], taken(small, 2_000)), min(least[1], taken(large, 4_000))]
        if least[1] < 3 * least[0]:
            return
    raise AssertionError(f"{least[0]:.3f} s become {least[1]:.3f} s")
