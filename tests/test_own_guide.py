"""docs/own-guide.md: a guide built out of its examples, as a new owner builds it."""

import re
from pathlib import Path

import pytest

import build
from careerguide.commands.arguments import COMMANDS

ROOT = Path(__file__).parent.parent
DOCUMENTS = {"en": ROOT / "docs/own-guide.md", "ru": ROOT / "docs/own-guide.ru.md"}
FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^\| `(\w+)` \| `(\S+)` \|", re.MULTILINE)


@pytest.fixture(params=DOCUMENTS)
def lang(request: pytest.FixtureRequest) -> str:
    """The language of the document, and of the guide that it begins."""
    return request.param


def test_its_examples_make_a_guide(lang: str, tmp_path: Path) -> None:
    """The guide that `init` writes, with every file of the document: it builds strictly, and shows each of them."""
    document = DOCUMENTS[lang].read_text(encoding="utf-8")
    said = [f"--lang={lang}", "--title=Our guide", "--currency=EUR", "--source=git+https://example.org/x@v1"]
    assert build.main(["init", str(tmp_path), *said]) == 0
    for name, text in FILE.findall(document):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    names = ("content", "templates", "static", "output", "cache")
    folders = [f"--{name}={tmp_path / name}" for name in names]
    assert build.main(["build", "--strict", "--quiet", *folders]) == 0

    role = (tmp_path / "output/roles/gardener/index.html").read_text(encoding="utf-8")
    style = next((tmp_path / "output/css").glob("own.*.css"))
    assert f"css/{style.name}" in role
    assert 'src="../../images/logo.svg"' in role
    assert "#0b5d3b" in next((tmp_path / "output/css").glob("theme.*.css")).read_text(encoding="utf-8")
    assert "https://example.org/advice/" in role
    employer = (tmp_path / "output/employers/acme/index.html").read_text(encoding="utf-8")
    assert '<p class="section">' in employer
    assert {"en": "<dt>City</dt><dd>Graz</dd>", "ru": "<dt>Город</dt><dd>Тверь</dd>"}[lang] in employer
    assert "../../employers/index.html" in role
    assert {"en": ">Find<", "ru": ">Найти<"}[lang] in role


def test_every_block_that_it_names_is_there(lang: str) -> None:
    blocks = BLOCK.findall(DOCUMENTS[lang].read_text(encoding="utf-8"))
    assert len(blocks) == 8
    for block, template in blocks:
        assert f"{{% block {block} %}}" in (ROOT / "templates" / template).read_text(encoding="utf-8")


def test_it_names_commands_that_exist(lang: str) -> None:
    named = re.findall(r"careerguide ([a-z]+)\b", DOCUMENTS[lang].read_text(encoding="utf-8"))
    assert {"init", "serve", "build", "check"} <= set(named) <= set(COMMANDS)


def test_both_languages_have_the_same_examples() -> None:
    """The same files, up to words."""
    found = [
        [name.replace("ru.po", "en.po") for name, _ in FILE.findall(path.read_text(encoding="utf-8"))]
        for path in DOCUMENTS.values()
    ]
    assert found[0] == found[1]
    assert len(found[0]) == 8


@pytest.mark.parametrize("path", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=lambda path: path.name)
def test_tables_of_documents_are_whole(path: Path) -> None:
    """Each has a head: an empty line within a table would show the rest of it as text."""
    text = re.sub(r"^( *)(`{3,}).*?^\1\2$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    heads = [block.splitlines()[:2] for block in re.split(r"\n\s*\n", text) if block.lstrip().startswith("|")]
    assert [head[0] for head in heads if not re.fullmatch(r" *\|( *:?-+:? *\|)+", head[-1])] == []
