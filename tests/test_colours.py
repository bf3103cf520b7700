"""The guide's colours are chosen once, as tokens of static/css/site.css; whatever repeats one repeats it exactly."""

import re
from pathlib import Path

import pytest
from PIL import Image
from sites import ROOT

import build
from careerguide.core import colours
from careerguide.publishing import theme

TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
STYLE = (ROOT / "static/css/site.css").read_text(encoding="utf-8")
LIGHT = dict(TOKEN.findall(STYLE))
DARK = {name: dark for name, _, dark in PAIR.findall(STYLE)}
ON_CARDS = ("paper", "ink", "ink-soft", "rule", "accent")
REPEATING = [
    ROOT / "static/icon.svg",
    *sorted((ROOT / "templates").rglob("*.*")),
    *sorted((ROOT / "careerguide").rglob("*.py")),
    *sorted((ROOT / "tools").glob("*.py")),
]


def test_both_forms_of_the_tokens_agree() -> None:
    """A browser that does not know light-dark() shows the same light scheme as one that does."""
    assert {name: light for name, light, _ in PAIR.findall(STYLE)} == LIGHT
    assert set(ON_CARDS) < set(LIGHT)


def test_no_other_colour_is_written_anywhere() -> None:
    """Templates, the web manifest, the icon, cards and tools use the colours of the tokens only."""
    written = {path: set(re.findall(r"#[0-9a-f]{6}\b", path.read_text(encoding="utf-8"))) for path in REPEATING}
    assert {path: colours for path, colours in written.items() if colours - {*LIGHT.values(), *DARK.values()}} == {}
    assert written[ROOT / "static/icon.svg"] == {LIGHT["accent"]}
    assert written[ROOT / "templates/site.webmanifest"] == {LIGHT["paper"]}


def test_a_theme_is_checked_against_the_papers_of_the_site() -> None:
    """The colours that a theme is compared with, and those that it replaces, are the tokens."""
    assert (LIGHT["paper"], DARK["paper"]) == (colours.LIGHT_PAPER, colours.DARK_PAPER)
    assert LIGHT["accent"] == colours.ACCENT
    share = re.search(r"color-mix\(in srgb, var\(--accent\) (\d+)%, transparent\)", STYLE)
    assert share
    assert int(share[1]) == theme.WHOLE


def test_the_programs_own_colours_can_be_read() -> None:
    """Links and marks, and the line under a link, in both schemes."""
    for accent, paper in ((LIGHT["accent"], LIGHT["paper"]), (DARK["accent"], DARK["paper"])):
        assert colours.contrast(accent, paper) >= colours.TEXT
        assert colours.least_share(accent, paper) <= theme.WHOLE


@pytest.mark.parametrize("name", ["icon-192", "icon-512", "icon-maskable-512"])
def test_the_drawn_icons_are_of_the_same_red(name: str) -> None:
    """They are drawn from icon.svg by tools/draw_icons.py."""
    image = Image.open(ROOT / f"static/icons/{name}.png").convert("RGB")
    assert image.getpixel((image.width // 2, image.height // 10)) == rgb(LIGHT["accent"])


def test_a_card_is_drawn_in_the_colours_of_the_page(tmp_path: Path) -> None:
    """A card with pay and a gap has the colours of the page's paper, text, rules and accent."""
    where = ["--content", str(ROOT / "tests/guides/minimal"), "--output", str(tmp_path / "site")]
    assert build.main(["--quiet", "--base-url", "https://example.org/", *where]) == 0
    colours = {
        colour
        for card in (tmp_path / "site/cards").rglob("*.png")
        for _, colour in Image.open(card).convert("RGB").getcolors(1 << 20) or []
    }
    assert {rgb(LIGHT[name]) for name in ON_CARDS} <= colours


def rgb(colour: str) -> tuple[int, ...]:
    """Return a colour as Pillow has it."""
    return tuple(bytes.fromhex(colour[1:]))
