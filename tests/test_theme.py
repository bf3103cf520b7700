"""`theme` in guide.yaml: a guide's own colour, logo, icon and font. What is told of mistakes: tests/guides_invalid/."""

import json
import re
import shutil
from pathlib import Path

import pytest
from picture_files import picture, saved
from PIL import Image
from sites import ROOT

import build
from careerguide.core.colours import (
    DARK_PAPER,
    LIGHT_PAPER,
    MARKS,
    TEXT,
    contrast,
    least_share,
    nearest_shade,
    on_dark_paper,
)
from careerguide.guide import drawings
from careerguide.guide.pictures import Flaw

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">{}</svg>'
GUIDE = "title: Ours\ntagline: Ours in green\nlanguage: en\nbase_url: https://example.org/\ntheme:\n"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A folder with the content of a guide, pictures, and a folder for static files of its own."""
    shutil.copytree(ROOT / "tests/guides/minimal", tmp_path / "content")
    (tmp_path / "static").mkdir()
    (tmp_path / "content/images").mkdir()
    return tmp_path


def site(guide: Path, theme: str, *options: str, code: int = 0) -> Path:
    """Return the site of a guide with this theme."""
    (guide / "content/guide.yaml").write_text(GUIDE + theme, encoding="utf-8")
    folders = [f"--{name}={guide / name}" for name in ("content", "static", "output", "cache")]
    assert build.main(["build", "--quiet", "--lang=en", *folders, *options]) == code
    return guide / "output"


def style(site: Path) -> str:
    return next((site / "css").glob("theme.*.css")).read_text(encoding="utf-8")


def asset(site: Path, pattern: str) -> str:
    """Return the published name of a file."""
    return next(site.glob(pattern)).relative_to(site).as_posix()


def test_a_guide_without_a_theme_has_nothing_of_one(guide: Path) -> None:
    (guide / "static").rmdir()
    text = GUIDE.removesuffix("theme:\n")
    (guide / "content/guide.yaml").write_text(text, encoding="utf-8")
    folders = [f"--{name}={guide / name}" for name in ("content", "output", "cache")]
    assert build.main(["build", "--quiet", *folders]) == 0
    assert not list((guide / "output/css").glob("theme.*"))
    assert "theme" not in (guide / "output/index.html").read_text(encoding="utf-8")


def test_one_colour_serves_both_schemes(guide: Path) -> None:
    """The dark one is derived, and can be read; so can the line under a link, in both."""
    made = site(guide, '  accent: "#0B5D3B"\n', "--strict")
    light, dark = re.search(r"--accent:light-dark\((#\w+),(#\w+)\)", style(made)).groups()
    assert light == "#0b5d3b"
    assert contrast(dark, DARK_PAPER) == pytest.approx(contrast(light, LIGHT_PAPER), abs=0.1)
    share = int(re.search(r"var\(--accent\) (\d+)%", style(made))[1])
    assert share >= max(least_share(light, LIGHT_PAPER), least_share(dark, DARK_PAPER))
    page = (made / "index.html").read_text(encoding="utf-8")
    assert page.index("css/site.") < page.index(asset(made, "css/theme.*.css"))


def test_a_pair_of_colours_is_taken_as_given(guide: Path) -> None:
    made = site(guide, '  accent: {light: "#0b5d3b", dark: "#7fd6a8"}\n', "--strict")
    assert "--accent:light-dark(#0b5d3b,#7fd6a8)" in style(made)


def test_icons_cards_and_the_manifest_take_the_accent(guide: Path) -> None:
    """The program's drawing in the guide's colour, with the same corners; nothing remains of the red."""
    made = site(guide, '  accent: "#0b5d3b"\n')
    green, red = (11, 93, 59), (163, 20, 31)
    assert "#0b5d3b" in (made / "icon.svg").read_text(encoding="utf-8")
    for name in ("apple-touch-icon.png", *(f"icons/icon-{size}.*.png" for size in (192, 512, "maskable-512"))):
        icon = Image.open(made / asset(made, name))
        plain = icon.convert("RGB")
        assert plain.getpixel((icon.width // 2, icon.height // 10)) == green
        assert red not in {colour for _, colour in plain.getcolors(1 << 20)}
        original = Image.open(ROOT / "static" / re.sub(r"\.\w+(?=\.png)", "", asset(made, name)))
        assert icon.convert("RGBA").getchannel("A").tobytes() == original.convert("RGBA").getchannel("A").tobytes()
    cards = {colour for card in (made / "cards").iterdir() for _, colour in Image.open(card).convert("RGB").getcolors()}
    assert green in cards
    assert red not in cards
    assert json.loads((made / "site.webmanifest").read_text(encoding="utf-8"))["theme_color"] == "#0b5d3b"


def test_an_icon_of_the_guides_own_static_files_keeps_its_colour(guide: Path) -> None:
    (guide / "static/icon.svg").write_text(SVG.format('<path fill="#a3141f"/>'), encoding="utf-8")
    made = site(guide, '  accent: "#0b5d3b"\n')
    assert "#a3141f" in (made / "icon.svg").read_text(encoding="utf-8")


def test_a_logo_stands_in_the_place_of_the_title(guide: Path) -> None:
    """With the title as its alternative text, and its size, so that nothing moves."""
    (guide / "content/images/logo.svg").write_text(SVG.format("<path d='M0 0h9v9z'/>"), encoding="utf-8")
    made = site(guide, "  logo: images/logo.svg\n", "--strict")
    page = (made / "roles/designer/index.html").read_text(encoding="utf-8")
    assert '<img src="../../images/logo.svg" alt="Ours" width="120" height="40">' in page
    assert "image/svg" not in style(made)

    (guide / "content/images/logo.svg").unlink()
    (guide / "content/images/logo.png").write_bytes(picture(2000, 500))
    page = (site(guide, "  logo: images/logo.png\n") / "index.html").read_text(encoding="utf-8")
    shown = re.search(r'<img src="(images/logo-800\.\w+\.webp)" alt="Ours" width="2000" height="500">', page)
    assert shown
    assert (made / shown[1]).is_file()


def test_a_logo_that_a_draft_shows_too_is_published(guide: Path) -> None:
    (guide / "content/images/logo.png").write_bytes(picture(200, 50))
    text = "---\ntitle: Draft\nsummary: Not yet.\ndraft: yes\n---\n\n![Logo](../images/logo.png)\n"
    (guide / "content/pages/draft.md").write_text(text, encoding="utf-8")
    assert (site(guide, "  logo: images/logo.png\n") / "images/logo.png").is_file()


def test_a_picture_becomes_every_icon(guide: Path) -> None:
    """What launchers cut down stands on the colour of the picture's corner."""
    (guide / "content/images/icon.png").write_bytes(saved(Image.new("RGB", (600, 600), "#1e4fa3"), "PNG"))
    made = site(guide, '  icon: images/icon.png\n  accent: "#0b5d3b"\n', "--strict")
    page = (made / "index.html").read_text(encoding="utf-8")
    assert f'<link rel="icon" href="{asset(made, "icons/icon-192.*")}" type="image/png">' in page
    assert not (made / "icon.svg").exists()
    sizes = {"apple-touch-icon.png": 180, "icons/icon-192.*.png": 192, "icons/icon-maskable-512.*.png": 512}
    for name, edge in sizes.items():
        icon = Image.open(made / asset(made, name))
        assert icon.size == (edge, edge)
        assert icon.convert("RGB").getcolors() == [(edge * edge, (30, 79, 163))]


def test_a_drawing_becomes_the_icon_and_no_icon_of_the_program_remains(guide: Path) -> None:
    (guide / "content/images/icon.svg").write_text(SVG.format("<path d='M0 0h9v9z'/>"), encoding="utf-8")
    made = site(guide, "  icon: images/icon.svg\n", "--strict")
    icons = json.loads((made / "site.webmanifest").read_text(encoding="utf-8"))["icons"]
    assert icons == [{"src": "icon.svg", "sizes": "any", "type": "image/svg+xml"}]
    assert "M0 0h9v9z" in (made / "icon.svg").read_text(encoding="utf-8")
    assert not (made / "apple-touch-icon.png").exists()
    assert not (made / "icons").exists()


def test_a_file_that_the_theme_would_cover_is_told(guide: Path, capsys) -> None:
    (guide / "content/images/icon.svg").write_text(SVG.format(""), encoding="utf-8")
    (guide / "static/icon.svg").write_text(SVG.format(""), encoding="utf-8")
    site(guide, "  icon: images/icon.svg\n", code=1)
    assert "static/icon.svg: error: this file would replace icon.svg" in capsys.readouterr().err


def test_a_font_of_another_format_is_told(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever its name says."""
    (guide / "static/fonts").mkdir()
    (guide / "static/fonts/own.woff2").write_bytes(b"\0\1\0\0 a TrueType font")
    site(guide, "  font: fonts/own.woff2\n", code=1)
    assert "“fonts/own.woff2” is no WOFF2 font" in capsys.readouterr().err


@pytest.mark.parametrize("font", ["system", "fonts/own.woff2"])
def test_another_font_takes_the_place_of_the_programs(guide: Path, font: str) -> None:
    """Nobody loads the program's; cards are drawn in the guide's."""
    (guide / "static/fonts").mkdir()
    shutil.copy(ROOT / "static/fonts/literata.woff2", guide / "static/fonts/own.woff2")
    if font == "system":
        shutil.rmtree(guide / "static/fonts")
    made = site(guide, f"  font: {font}\n", "--strict")
    page = (made / "index.html").read_text(encoding="utf-8")
    assert not list(made.glob("fonts/literata*"))
    assert "@font-face" not in (made / asset(made, "css/site.*.css")).read_text(encoding="utf-8")
    assert list((made / "cards").iterdir())
    if font == "system":
        assert 'as="font"' not in page
        assert "--text:system-ui,sans-serif" in style(made)
    else:
        assert f'<link rel="preload" href="{asset(made, "fonts/own.*.woff2")}" as="font"' in page
        assert re.search(r"font-family:Own;.*font-weight:400 700;font-display:swap", style(made))


def test_a_change_of_the_theme_is_seen_by_the_next_build(guide: Path) -> None:
    """It is the same as a build from nothing."""

    def files(site: Path) -> dict[str, bytes]:
        paths = (path for path in site.rglob("*") if path.is_file() and path.name != ".careerguide.json")
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}

    site(guide, '  accent: "#0b5d3b"\n')
    later = files(site(guide, '  accent: "#1e4fa3"\n'))
    for name in ("output", "cache"):
        shutil.rmtree(guide / name)
    assert files(site(guide, '  accent: "#1e4fa3"\n')) == later


@pytest.mark.parametrize("colour", ["#ffcc00", "#1e90ff", "#777777", "#ffffff", "#000000", "#00ff00", "#a3141f"])
def test_the_shade_that_is_proposed_can_be_read(colour: str) -> None:
    """On either paper; a colour that can be read already is its own nearest shade."""
    for paper in (LIGHT_PAPER, DARK_PAPER):
        shade = nearest_shade(colour, paper)
        assert contrast(shade, paper) >= TEXT > MARKS
        assert (shade == colour) == (contrast(colour, paper) >= TEXT)
    assert contrast(on_dark_paper(colour), DARK_PAPER) >= TEXT


def test_contrast_is_that_of_wcag() -> None:
    """Figures of its documents: black on white, and the grey that is just dark enough."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<g onload='alert(1)'/>",
        "<foreignObject/>",
        "<style>@import 'https://example.org/x.css';</style>",
        "<style>path { fill: url(https://example.org/x.svg#y) }</style>",
        "<style>@imp<g/>ort 'https://example.org/x.css';</style>",
        "<style>@imp<title>x</title>ort 'https://example.org/x.css';</style>",
        r"<style>path { fill: \75 rl(https://example.org/x.svg#y) }</style>",
        r"<style>@i\mport 'https://example.org/x.css';</style>",
        "<style>svg { background: image-set('https://example.org/x.png' 1x) }</style>",
        r"<path fill='u\72l(//example.org/x.svg#y)'/>",
        "<path fill='url(//example.org/x.svg#y)'/>",
        "<use href='https://example.org/x.svg#y'/>",
        "<a href='javascript:alert(1)'><path/></a>",
        "<image href='data:image/svg+xml,x'/>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<set attributeName='href ' to='x'/>",
        "<g>",
    ],
)
def test_a_drawing_that_could_run_or_load_is_refused(inside: str) -> None:
    assert isinstance(drawings.examine(SVG.format(inside).encode()), Flaw)


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("<!DOCTYPE svg [<!ENTITY x 'y'>]>", SVG.format("")),
        ("<?xml-stylesheet href='x.css'?>", SVG.format("")),
        ("", "<html xmlns='http://www.w3.org/1999/xhtml'/>"),
        ("", "no XML"),
    ],
)
def test_what_is_no_plain_drawing_is_refused(head: str, rest: str) -> None:
    assert isinstance(drawings.examine((head + rest).encode()), Flaw)


@pytest.mark.parametrize("number", ["9" * 400, "9" * 200, "1.2.3", "1e9"])
def test_a_size_that_is_none_is_left_out(number: str) -> None:
    """The drawing is shown without one."""
    for size in (f"width='{number}' height='{number}'", f"viewBox='0 0 {number}x {number}'"):
        made = drawings.examine(f"<svg xmlns='http://www.w3.org/2000/svg' {size}/>".encode())
        assert not isinstance(made, Flaw)
        assert max(made.width, made.height) <= drawings.MAX_SIDE


def test_what_drawing_programs_write_is_taken() -> None:
    """A document type, gradients, clips, styles and pictures within the file."""
    head = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/x">'
    inside = (
        "<style>.a { fill: url(#g) }</style><linearGradient id='g'/><path fill='url(#g)' clip-path='url(\"#c\")'/>"
        "<use href='#g'/><image href='data:image/png;base64,AAAA'/>"
    )
    assert drawings.examine((head + SVG.format(inside)).encode())[:3] == ((".svg",), 120, 40)
