"""The limit of a page's weight before its first paint, and the warning about heavier pages."""

from __future__ import annotations

import random

import pytest

from careerguide.checks import budget
from careerguide.outputs import page_weight

HEAD = '<link rel="stylesheet" href="../css/a.css"><script src="../js/a.js" defer></script>'


def noise(bytes: int) -> str:
    """Return text that does not get shorter by compression than to about this size."""
    return random.Random(1).randbytes(bytes).hex()


def site(body: str = "", css: str = "", js: str = "", head: str = HEAD) -> dict[str, bytes]:
    return {"x/index.html": f"{head}{body}".encode(), "css/a.css": css.encode(), "js/a.js": js.encode()}


def told(files: dict[str, bytes]) -> list[str]:
    return [str(problem.message) for problem in budget.check(files)]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (site(css=noise(15_000)), "HTML and styles for the first screen are"),
        (site(js=noise(11_000)), "the page's scripts are"),
        (site(js=noise(600), head='<script src="../js/a.js"></script>'), "scripts without “defer” are"),
        ({"fonts/a.woff2": bytes(30_000), "fonts/b.woff2": bytes(10_001)}, "the fonts are"),
        (site(js="import './b.js';") | {"js/b.js": noise(11_000).encode()}, "the page's scripts are"),
    ],
    ids=["first paint", "scripts", "blocking", "fonts", "imports"],
)
def test_what_is_too_heavy_is_told(files: dict[str, bytes], message: str) -> None:
    """Each limit has its own warning."""
    (said,) = told(files)
    assert said.startswith(message)


def test_print_styles_and_deferred_scripts_do_not_hold_up_the_first_paint() -> None:
    """What is only for paper is not counted, and a script that is deferred blocks nothing."""
    head = '<link rel="stylesheet" href="../css/a.css" media="print"><script src="../js/a.js" defer></script>'
    assert told(site(css=noise(15_000), js=noise(8_000), head=head)) == []


def test_a_long_text_is_measured_to_the_end_of_its_first_screen() -> None:
    """However long a profile is, the first paint needs no more of it than a screen can show."""
    words = " ".join(f"слово{number}" for number in range(30_000))
    assert page_weight.compressed(words.encode()) > page_weight.FIRST_PAINT
    assert told(site(body=f"<p>{words}</p>")) == []


def test_markup_without_text_counts_in_full() -> None:
    """Drawings and data before the first screen's text are part of what has to come first."""
    assert told(site(body=f'<svg><path d="{noise(15_000)}"/></svg><p>text</p>')) != []


def test_rows_fill_the_screen_too() -> None:
    """A table of short cells ends the first screen long before its text does."""
    row = "<tr><td>1</td></tr>"
    assert len(page_weight.seen_first((row * 1_000).encode())) < 150 * len(row)


def test_many_heavy_pages_are_told_once() -> None:
    """The warning is at the heaviest page, with the number of other heavy ones."""
    files = site(css=noise(15_000))
    files["y/index.html"] = files["x/index.html"] + b"<p>more</p>"
    (problem,) = budget.check(files)
    assert problem.path == "y/index.html"
    assert "(other pages with the same: 1)" in str(problem.message)
