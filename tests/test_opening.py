"""What home quotes: the first paragraph of a page, or of a section of one, that guide.yaml names."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading import loaded
from small_guides import GUIDE, write

from careerguide.pages.plan import plan, unlinked_menu
from careerguide.pages.views.opening import opening_of

PAGE = """---
title: About
summary: S.
---

Who made **this**.

More.

## How they differ {#differences}

One leads.[^1]

> [!NOTE]
> Our view.

[^1]: So they say.

## Steps {#steps}

- First
- Second
"""


def content(folder: Path, opening: str) -> Path:
    write(folder, {"ape": ""}, guide=f"{GUIDE}opening: {opening}\n")
    (folder / "pages").mkdir()
    (folder / "pages/about.md").write_text(PAGE, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("opening", "title", "text"),
    [
        ("about/", "About", "Who made this."),
        ("about/#differences", "How they differ", "One leads."),
        ("about/#steps", "Steps", "First Second"),
    ],
)
def test_home_quotes_what_editors_choose(opening: str, title: str, text: str, tmp_path: Path) -> None:
    """The first paragraph, or a text without one as a whole, with its title and its address; no notes."""
    guide = loaded(content(tmp_path / "g", opening)).guide
    assert guide
    assert opening_of(guide) == (title, opening, text)


def test_what_is_not_there_cannot_be_quoted(tmp_path: Path) -> None:
    """A mistyped section is an error at its place, with the one that is meant."""
    guide = loaded(content(tmp_path / "g", "about/#diferences")).guide
    assert guide
    (problem,) = unlinked_menu(guide, plan(guide))
    assert (problem.path, problem.line, problem.check) == ("g/guide.yaml", 4, "link")
    assert problem.hint
    assert problem.hint.say(str) == "did you mean “about/#differences”?"
