"""A guide's own templates/, static/ and translations lie over the program's, file by file."""

import shutil
from pathlib import Path

import pytest

import build

ROOT = Path(__file__).parent.parent


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A folder with the content of a guide, and empty folders for what is its own."""
    shutil.copytree(ROOT / "tests/guides/minimal", tmp_path / "content")
    for name in ("templates", "static"):
        (tmp_path / name).mkdir()
    return tmp_path


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def run(guide: Path, command: str = "build", code: int = 0) -> Path:
    """Run a command on the guide and return its output folder."""
    names = ("content", "templates", "static", "output", "cache")
    assert build.main([command, "--quiet", *(f"--{name}={guide / name}" for name in names)]) == code
    return guide / "output"


def page(guide: Path, url: str = "roles/designer") -> str:
    """Return a page of the guide, built anew or with what the last build left."""
    return (run(guide) / url / "index.html").read_text(encoding="utf-8")


def test_an_empty_folder_changes_nothing(guide: Path) -> None:
    own = page(guide)
    for name in ("templates", "static"):
        shutil.rmtree(guide / name)
        (guide / name).mkdir()
    assert page(guide) == own


def test_a_template_covers_one_and_extends_it_by_its_longer_name(guide: Path) -> None:
    """The other pages, and the rest of this page, stay as they are."""
    before = page(guide, "regions/moskva")
    text = '{% extends "careerguide/role.html" %}{% block after_facts %}<p id="own">Ours</p>{% endblock %}'
    write(guide / "templates/role.html", text)

    made = page(guide)
    assert made.index('class="facts') < made.index('<p id="own">Ours</p>') < made.index('id="duties"')
    assert page(guide, "regions/moskva") == before


@pytest.mark.parametrize(
    ("template", "block", "url"),
    [
        ("base.html", "header", "regions/moskva"),
        ("base.html", "footer", "regions/moskva"),
        ("base.html", "end_of_page", "regions/moskva"),
        ("base.html", "site_head", "roles/designer"),
        ("role.html", "after_facts", "roles/designer"),
        ("salary.html", "after_pay", "salaries/designer"),
    ],
)
def test_there_is_a_block_where_people_want_to_add(guide: Path, template: str, block: str, url: str) -> None:
    """Each is filled by a template of four lines; in base.html, for all pages at once."""
    own = f"{{% block {block} %}}{{{{ super() }}}}<!-- ours -->{{% endblock %}}"
    text = f"{{% extends 'careerguide/{template}' %}}{own}"
    write(guide / "templates" / template, text)
    assert page(guide, url).count("<!-- ours -->") == 1


def test_a_part_is_covered_wherever_it_is_included(guide: Path) -> None:
    write(guide / "templates/parts/colophon.html", "<footer>Ours</footer>\n")
    assert "<footer>Ours</footer>" in page(guide)
    assert "<footer>Ours</footer>" in page(guide, "salaries/designer")


def test_a_change_of_an_own_template_is_seen_by_the_next_build(guide: Path) -> None:
    """Also when it is taken away."""
    before = page(guide)
    for text in ("One", "Two"):
        write(guide / "templates/parts/colophon.html", text)
        assert text in page(guide)
    (guide / "templates/parts/colophon.html").unlink()
    assert page(guide) == before


def test_a_file_of_static_covers_one_and_others_are_added(guide: Path) -> None:
    """The rest of the program's files are published as ever."""
    write(guide / "static/icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    write(guide / "static/css/own.css", "p { color: red }")
    names = {path.relative_to(guide / "output").as_posix() for path in run(guide).rglob("*")}

    assert (guide / "output/icon.svg").read_text(encoding="utf-8").startswith("<svg xmlns='http:")
    assert any(name.startswith("css/own.") for name in names)
    assert any(name.startswith("css/site.") for name in names)


def test_a_word_of_the_guide_covers_the_programs(guide: Path) -> None:
    """A catalogue may hold the few words that are to be others; all others stay as they are translated."""
    assert ">Поиск<" in page(guide)
    write(guide / "templates/translations/ru.po", 'msgid "Search"\nmsgstr "Найти"\n')
    assert ">Найти<" in page(guide)
    assert "Тёмная" in page(guide)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% block main %}", "templates/role.html:1:1: "),
        ('{% extends "careerguide/rolle.html" %}', "there is no template careerguide/rolle.html"),
        ('{% extends "careerguide/rolle.html" %}', "did you mean “careerguide/role.html”?"),
        ('{% include "parts/mastheat.html" %}', "did you mean “parts/masthead.html”?"),
        ('{% extends "role.html" %}', "1:1: error: this template extends or includes itself"),
        ('{% extends "role.html" %}', "= the program's own is named with careerguide/ before it"),
        ('{% extends "careerguide/role.html" %}{% set page = none %}', "careerguide/"),
    ],
)
def test_a_mistake_is_told_at_its_line(guide: Path, text: str, told: str, capsys) -> None:
    """An original is named as one extends it."""
    write(guide / "templates/role.html", text)
    names = ("content", "templates", "static", "output", "cache")
    assert build.main(["--lang=en", *(f"--{name}={guide / name}" for name in names)]) == 1
    assert told in capsys.readouterr().err
