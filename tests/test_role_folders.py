"""Profiles in folders inside roles/: their ids, links, addresses, drafts, and what `new` and messages say of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from handbook import PICTURE
from loading import loaded
from sites import built

import build
from careerguide.core.problems import Problem

ROLE = "---\ntitle: {title}\nsummary: S.\n{more}---\n{body}\n"
TEXT = """See [the zoo](../zoo.md#duties), [the elk](north/elk.md) and [feeding](../../glossary.yaml#feed).

![A tree](../../images/tree.png)"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a guide of three roles, each in a folder of its own depth, that link to each other."""
    folder = tmp_path / "content"
    for name in ("roles/wild/north", "images"):
        (folder / name).mkdir(parents=True)
    (folder / "guide.yaml").write_text(
        "title: G\ntagline: T\nlanguage: en\nrepository: https://example.org/r\n", "utf-8"
    )
    (folder / "glossary.yaml").write_text("feed: {term: feed, meaning: M.}\n", "utf-8")
    (folder / "images/tree.png").write_bytes(PICTURE)
    write(folder, "zoo", "related: [ape]\n", "## Duties {#duties}\n\n- See [the ape](wild/ape.md).")
    write(folder, "wild/ape", "", TEXT)
    write(folder, "wild/north/elk", "", "See [the ape](../ape.md).")
    return folder


def write(folder: Path, path: str, more: str, body: str) -> None:
    text = ROLE.format(title=path.rpartition("/")[2].title(), more=more, body=body)
    (folder / f"roles/{path}.md").write_text(text, "utf-8")


def links(page: Path) -> set[str]:
    return set(re.findall(r'href="?([^" >]+)', page.read_text("utf-8")))


def said(problem: Problem) -> tuple[str, str]:
    assert problem.hint
    return problem.message.say(str), problem.hint.say(str)


def test_a_folder_is_part_of_no_address(content: Path, tmp_path: Path) -> None:
    """Pages stand where their ids say; links between files lead there; “edit this page” leads to the file."""
    site = built(content, tmp_path / "site", "--pages-only")
    ape = links(site / "roles/ape/index.html")

    assert {"../../roles/zoo/index.html#duties", "../../roles/elk/index.html", "../../glossary/index.html#feed"} <= ape
    assert "https://example.org/r/edit/main/content/roles/wild/ape.md" in ape
    for id in ("zoo", "elk"):
        assert "../../roles/ape/index.html" in links(site / f"roles/{id}/index.html")


def test_two_files_of_one_name_are_told(content: Path) -> None:
    """The second names the first; nothing else is reported."""
    write(content, "wild/north/zoo", "", "")
    (problem,) = loaded(content).problems

    assert (problem.path, problem.check) == ("content/roles/zoo.md", "duplicate-id")
    assert said(problem)[0] == "content/roles/wild/north/zoo.md has the same name, so both would have one address"


def test_a_link_into_the_wrong_folder_is_told_the_way(content: Path) -> None:
    """A path that would be right if the file were elsewhere gets the way to where it is."""
    write(content, "wild/north/elk", "", "See [the ape](ape.md).")
    (problem,) = loaded(content).problems

    assert said(problem) == ("“ape.md” leads to no file of this guide", "did you mean “../ape.md”?")


def test_drafts_in_folders_are_left_out(content: Path) -> None:
    """A link to one is an error, and it is listed by its own path."""
    write(content, "wild/north/elk", "draft: yes\n", "")
    (problem,) = loaded(content).problems

    assert said(problem)[0] == "“north/elk.md” is a draft, which readers will not see"

    write(content, "wild/ape", "", "")
    guide = loaded(content).guide
    assert guide
    assert "content/roles/wild/north/elk.md" in guide.drafts


def test_new_makes_no_second_file_of_a_name(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says where the first one is."""
    code = build.main(["new", "role", "elk", "--title", "Elk", "--content", str(content)])

    assert code != 0
    assert "content/roles/wild/north/elk.md is there already" in capsys.readouterr().err
    assert not (content / "roles/elk.md").exists()


def test_a_page_follows_its_file(content: Path, tmp_path: Path) -> None:
    """A file that moves with the same text is edited at its new place, in a build that reuses the last one."""
    write(content, "zoo", "", "")
    write(content, "wild/ape", "", "")
    cache = ["--cache", str(tmp_path / "cache")]
    built(content, tmp_path / "site", "--pages-only", *cache)
    write(content, "wild/north/elk", "", "")
    (content / "roles/wild/ape.md").rename(content / "roles/ape.md")
    site = built(content, tmp_path / "site", "--pages-only", *cache)

    assert "https://example.org/r/edit/main/content/roles/ape.md" in links(site / "roles/ape/index.html")
