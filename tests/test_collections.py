"""Collections: kinds of pages that a guide defines in guide.yaml. What is told of mistakes: tests/guides_invalid/."""

import json
import re
import shutil
from pathlib import Path

import pytest
from sites import ROOT

import build

NAMES = ("content", "templates", "static", "output", "cache")


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A folder with a guide that has two collections, and folders for what is its own."""
    shutil.copytree(ROOT / "tests/guides/own-look", tmp_path / "content")
    for name in ("templates", "static"):
        (tmp_path / name).mkdir()
    return tmp_path


def run(guide: Path, *options: str, command: str = "build", code: int = 0) -> Path:
    """Run a command on the guide and return its output folder."""
    folders = [f"--{name}={guide / name}" for name in NAMES]
    options = ("--base-url=https://example.org/", "--lang=en", *options)
    assert build.main([command, "--quiet", *options, *folders]) == code
    return guide / "output"


def page(guide: Path, url: str, *options: str) -> str:
    return (run(guide, *options) / url / "index.html").read_text(encoding="utf-8")


def entry(guide: Path, name: str, text: str, **facts: str) -> None:
    """Write an entry of the collection of employers."""
    lines = [f"{key}: {value}\n" for key, value in {"title": name.title(), "summary": "A firm.", **facts}.items()]
    (guide / f"content/employers/{name}.md").write_text(f"---\n{''.join(lines)}---\n\n{text}\n", encoding="utf-8")


def change(guide: Path, old: str, new: str) -> None:
    file = guide / "content/guide.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_an_entry_has_a_page_with_its_fields_and_its_text(guide: Path) -> None:
    """Fields under the labels of guide.yaml, lists in lines; links and terms as in any other text."""
    html = page(guide, "employers/northern-quays", "--strict")
    assert "<div><dt>Town</dt><dd>Hull</dd></div>" in html
    assert "<dt>Shifts</dt><dd>early<br>late<br>night</dd>" in html
    assert '<a href="../../roles/crane-operator/index.html">crane operator</a>' in html
    assert 'href="../../glossary/index.html#quay"' in html
    assert '<p class="section onward"><a href="../../employers/index.html">Employers</a></p>' in html
    assert "2026-06-01" in html


def test_texts_link_to_entries_and_their_headings(guide: Path) -> None:
    """From roles, pages and other collections, by the way to the file."""
    html = page(guide, "roles/crane-operator")
    assert 'href="../../employers/northern-quays/index.html#what-they-ask-for"' in html
    assert 'href="../employers/pilots/index.html"' in page(guide, "about")
    assert 'href="../../stories/fog/index.html"' in page(guide, "employers/pilots")


def test_the_list_has_those_with_an_order_first(guide: Path) -> None:
    """The others follow by title."""
    entry(guide, "aardvark", "Theirs.")
    entry(guide, "zebra", "Theirs.", order="0")
    links = re.findall(r'<dt><a href="../employers/([\w-]+)/index.html">', page(guide, "employers"))
    assert links == ["zebra", "northern-quays", "aardvark", "pilots"]


def test_a_long_list_is_grouped_by_letter(guide: Path) -> None:
    for letter in "abcdefghijklmnopq":
        (guide / f"content/stories/{letter}.md").write_text(
            f"---\ntitle: {letter.upper()} story\nsummary: Short.\n---\n", encoding="utf-8"
        )
    assert '<input type="search" name="find"' in page(guide, "stories")


def test_a_list_is_in_the_menu_if_asked_and_in_the_footer_otherwise(guide: Path) -> None:
    html = page(guide, "about")
    menu, footer = (re.search(rf"<{tag}\b.*?</{tag}>", html, re.DOTALL)[0] for tag in ("header", "footer"))
    assert "employers/index.html" in menu
    assert "employers/index.html" not in footer
    assert "stories/index.html" not in menu
    assert "stories/index.html" in footer


def test_entries_are_found(guide: Path) -> None:
    """By name, with or without slips, and by what their text says; in the index of all names too."""
    from loading import loaded

    from careerguide.outputs.search import requests

    site = run(guide)
    employers = json.loads((site / "data/names.json").read_text(encoding="utf-8"))["kinds"]["employers"]
    assert employers["address"] == "employers/{id}/"
    assert ["northern-quays", "Northern Quays"] in employers["names"]
    index = (site / "search/index.html").read_text(encoding="utf-8")
    assert 'Northern Quays</a> <span class="index-kind">Employers</span>' in index
    assert 'data-kind="employers"' in index
    documents = {it.get("url"): it.get("file_contents", "") for it in requests(loaded(guide / "content").guide)}
    assert "needs a licence" in documents["employers/northern-quays/"]
    assert "night" in documents["employers/northern-quays/"]


def test_entries_are_in_the_sitemap_with_a_card_and_structured_data(guide: Path) -> None:
    site = run(guide)
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    for url in ("employers/", "employers/northern-quays/", "stories/fog/"):
        assert f"<loc>https://example.org/{url}</loc>" in sitemap
    assert "employers/northern-quays/" in (site / "feed.xml").read_text(encoding="utf-8")
    html = (site / "employers/northern-quays/index.html").read_text(encoding="utf-8")
    assert re.search(r'property="og:image" content="https://example.org/cards/\w+\.png"', html)
    nodes = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    assert [node["@type"] for node in nodes] == ["BreadcrumbList", "Article"]
    assert nodes[1]["dateModified"] == "2026-06-01"


def test_a_draft_is_left_out_until_it_is_published(guide: Path, capsys) -> None:
    site = run(guide)
    assert not (site / "employers/abacus").exists()
    assert "abacus" not in (site / "data/names.json").read_text(encoding="utf-8")
    assert (run(guide, "--drafts") / "employers/abacus/index.html").is_file()


def test_a_collection_of_drafts_has_no_list(guide: Path) -> None:
    """And no link to one."""
    story = guide / "content/stories/fog.md"
    story.write_text(story.read_text(encoding="utf-8").replace("---\n\n", "draft: yes\n---\n\n"), encoding="utf-8")
    pilots = guide / "content/employers/pilots.md"
    pilots.write_text(pilots.read_text(encoding="utf-8").replace("(../stories/fog.md)", ""), encoding="utf-8")
    assert "stories/index.html" not in page(guide, "about")
    assert not (guide / "output/stories").exists()


def test_a_template_of_the_guides_own_has_the_fields(guide: Path) -> None:
    """By their keys: a text, the texts of a list, or nothing; the other collection keeps the program's template."""
    (guide / "templates/employer.html").write_text(
        '{% extends "entry.html" %}{% block fields %}<p id="own">{{ view.own.town|say }}, '
        '{{ view.own.shifts|join("+") }}</p>{% endblock %}',
        encoding="utf-8",
    )
    change(guide, "    title: Employers\n", "    title: Employers\n    template: employer.html\n")
    assert '<p id="own">Hull, early+late+night</p>' in page(guide, "employers/northern-quays", "--strict")
    assert '<p id="own">Hull &amp; Goole, </p>' in page(guide, "employers/pilots")
    assert 'id="own"' not in page(guide, "stories/fog")


def test_values_stay_text(guide: Path) -> None:
    """A number, a date or a word that YAML has plans with is shown as it is written."""
    entry(guide, "odd", "Theirs.", town="no", people="010", shifts="[2026-05, 12:30]")
    html = page(guide, "employers/odd")
    assert "<dd>no</dd>" in html
    assert "<dd>010</dd>" in html
    assert "<dd>2026-05<br>12:30</dd>" in html


def test_values_are_escaped(guide: Path) -> None:
    entry(guide, "odd", "Theirs.", town='"<script>alert(1)</script>"')
    assert "<script>alert(1)" not in page(guide, "employers/odd")


def test_a_change_is_seen_by_the_next_build(guide: Path) -> None:
    """Of an entry, of a label, of the fields, of what is not there any more: as a build from nothing sees it."""

    def files() -> dict[str, bytes]:
        site = run(guide)
        paths = (path for path in site.rglob("*") if path.is_file() and path.name != ".careerguide.json")
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}

    run(guide)
    entry(guide, "new", "With a [link](pilots.md).", order="5")
    run(guide)
    change(guide, "people: People employed", "people: Staff, founded: Founded")
    entry(guide, "new", "Without one.", founded="1999")
    (guide / "content/stories/fog.md").write_text("---\ntitle: Mist\nsummary: Else.\n---\n", encoding="utf-8")
    later = files()
    for name in ("output", "cache"):
        shutil.rmtree(guide / name)
    assert files() == later
    assert b"Founded" in later["employers/new/index.html"]
    assert b"Staff" in later["employers/northern-quays/index.html"]


def test_each_collection_has_a_schema(guide: Path, monkeypatch) -> None:
    """With its own fields, for programs that read front matter."""
    (guide / ".vscode").mkdir()
    monkeypatch.chdir(guide)
    assert build.main(["schema", "--quiet", "--content", "content"]) == 0
    schema = json.loads((guide / ".vscode/schemas/collection-employers.json").read_text(encoding="utf-8"))
    assert {"title", "summary", "order", "draft", "town", "people", "shifts"} <= schema["properties"].keys()
    assert schema["properties"]["town"]["description"] == "Town"
    assert schema["additionalProperties"] is False
