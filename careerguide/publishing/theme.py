"""The guide's own look as files of static/: a style sheet, icons.

In: `theme` of guide.yaml, the pictures of the content, the folders of static files. Out: files that cover those of
static/ by name, None for one that is left out; and Problems: colours that cannot be read, files that are not there.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from careerguide.core.colours import DARK_PAPER, LIGHT_PAPER, TEXT, contrast, least_share, nearest_shade
from careerguide.core.digest import digest
from careerguide.core.problems import Message, Problem, Severity, known_or_list
from careerguide.guide.guide import Guide
from careerguide.incremental.cache import Cache, digest_of
from careerguide.publishing.assets import path
from careerguide.reading.source import Loc
from careerguide.schema.picture import DRAWING
from careerguide.schema.records import Kind
from careerguide.schema.theme import FONT, IMAGES, SYSTEM, Accent, Theme

STYLE = "css/theme.css"
SITE_STYLE = "css/site.css"
WOFF2 = b"wOF2"  # with which such a file begins
FONT_FILES = (FONT, "fonts/literata-LICENSE.txt")
ICON = "icon.svg"
ICONS = {  # file: edge in pixels, and how large the picture is in it; the same as in tools/draw_icons.py
    "icons/icon-192.png": (192, 1.0),
    "icons/icon-512.png": (512, 1.0),
    "icons/icon-maskable-512.png": (512, 0.8),  # a launcher may cut it down to a circle of 80 %
    "apple-touch-icon.png": (180, 0.9),  # asked for by this name
}
WHOLE = 55  # per cent of the accent in the line under a link, as css/site.css has it
SMALLEST_ICON = 512  # pixels
_FACES = re.compile(r"(?:/\*[^*]*\*/\s*)?@font-face \{[^}]*\}\n*")

Files = dict[str, bytes | None]


class Themed(NamedTuple):
    """The files of a theme, and its Problems."""

    files: Files
    problems: list[Problem]


def load(guide: Guide, pictures: Mapping[str, bytes], layers: Sequence[Path], cache: Cache) -> Themed:
    """Return the files of the guide's theme: none where guide.yaml has none. `pictures` are those of the site."""
    theme = guide.settings.theme
    if theme == Theme():
        return Themed({}, [])
    problems = [*_findings(guide, theme, layers)]
    files: Files = {}
    if style := _style(theme, layers):
        files[STYLE] = style.encode()
    if theme.font and _has_font(theme.font, layers):
        files |= _without_font(layers)
    own = {name for folder in layers[:-1] for name in (STYLE, ICON, *ICONS) if (folder / name).is_file()}
    icons = _icons(guide, theme, pictures, layers, cache)
    problems += [_covered(name, layers) for name in sorted(own) if name in files or (theme.icon and name in icons)]
    return Themed(files | {name: icon for name, icon in icons.items() if name not in own}, problems)


# --- what is told ---------------------------------------------------------------------------------------------------


def _findings(guide: Guide, theme: Theme, layers: Sequence[Path]) -> Iterator[Problem]:
    problem = guide.documents[f"{guide.folder}/{Kind.GUIDE}"].problem
    if theme.accent:
        for loc, what, hint in _contrasts(theme.accent):
            yield problem(("theme", *loc), what, hint, severity=Severity.WARNING, check="contrast")
    for key, name in theme.pictures.items():
        if (flaw := _picture_flaw(guide, key, name)) is not None:
            yield problem(("theme", key), *flaw, check="assets")
    if theme.font and not _has_font(theme.font, layers):
        what = Message("there is no font “{name}” in static/", name=theme.font)
        hint = known_or_list(theme.font, [*sorted(_fonts(layers)), SYSTEM])
        yield problem(("theme", "font"), what, hint, check="assets")
    elif theme.font and theme.font != SYSTEM and not path(layers, theme.font).read_bytes().startswith(WOFF2):
        what = Message("“{name}” is no WOFF2 font", name=theme.font)
        hint = Message("save the font as WOFF2: another name does not change its format")
        yield problem(("theme", "font"), what, hint, check="assets")


def _contrasts(accent: Accent) -> Iterator[tuple[Loc, Message, Message]]:
    """Yield where a colour cannot be read, with its contrast, and the nearest shade that can."""
    light, dark = accent.light, accent.dark
    if contrast(light, LIGHT_PAPER) < TEXT:
        weak = _weak(light, LIGHT_PAPER, Message("light background"))
        better = f'accent: "{nearest_shade(light, LIGHT_PAPER)}"'
        if dark or contrast(light, DARK_PAPER) >= TEXT:
            pair = nearest_shade(light, LIGHT_PAPER), nearest_shade(dark or light, DARK_PAPER)
            better = 'accent: {{light: "{}", dark: "{}"}}'.format(*pair)
        yield ("accent",), weak, Message("write: {example}", example=better)
    if dark and contrast(dark, DARK_PAPER) < TEXT:
        weak = _weak(dark, DARK_PAPER, Message("dark background"))
        yield (
            ("accent", "dark"),
            weak,
            Message("write: {example}", example=f'dark: "{nearest_shade(dark, DARK_PAPER)}"'),
        )


def _weak(colour: str, paper: str, name: Message) -> Message:
    return Message(
        "{colour} on {paper} has a contrast of {contrast} to 1: text needs {least}",
        colour=colour,
        paper=name,
        contrast=int(contrast(colour, paper) * 10) / 10,  # rounded down: 4.48 is not enough
        least=TEXT,
    )


def _picture_flaw(guide: Guide, key: str, name: str) -> tuple[Message, Message] | None:
    """Return why a picture cannot be the logo or the icon, or None."""
    picture = guide.pictures.get(name.removeprefix(IMAGES)) if name.startswith(IMAGES) else None
    if picture is None:
        known = [f"{IMAGES}{each}" for each in guide.pictures]
        hint = known_or_list(name, known) if known else Message("put it into images/ and write images/name.svg")
        return Message("there is no picture “{name}” in the guide's folder", name=name), hint
    edges = (picture.width, picture.height)
    if key == "icon" and picture.files and not name.endswith(DRAWING) and min(edges) < SMALLEST_ICON:
        size = Message("the icon has {width} × {height} pixels", width=edges[0], height=edges[1])
        return size, Message("draw it {size} pixels wide and high, or as SVG", size=SMALLEST_ICON)
    return None


def _covered(name: str, layers: Sequence[Path]) -> Problem:
    what = Message("this file would replace {path}, which the build makes", path=name)
    hint = Message("delete it, or take out what “theme” in guide.yaml says of it")
    return Problem(f"{layers[0].name}/{name}", 0, 1, what, hint, check="assets")


# --- the files ------------------------------------------------------------------------------------------------------


def _style(theme: Theme, layers: Sequence[Path]) -> str:
    """Return the style sheet: nothing but values of what css/site.css leaves open."""
    own = theme.font and theme.font != SYSTEM and _has_font(theme.font, layers)
    parts = [_face(path(layers, theme.font), theme.font)] if own and theme.font else []
    tokens, dark = [], ""
    if theme.accent:
        light = theme.accent.light
        tokens.append(f"--accent: {light};")
        dark = f"--accent: light-dark({light}, {theme.accent.on_dark});"
    if theme.font:
        tokens.append(f"--text: {'Own, ' if own else ''}system-ui, sans-serif;")
    if tokens:
        parts.append(f"@layer tokens {{\n  :root {{ {' '.join(tokens)} }}")
        parts += [f"  @supports (color: light-dark(#000, #fff)) {{ :root {{ {dark} }} }}"] if dark else []
        parts.append("}")
    if theme.accent and (share := _share(theme.accent)) > WHOLE:
        line = f"color-mix(in srgb, var(--accent) {share}%, transparent)"
        parts.append(f"@layer base {{ a {{ text-decoration-color: {line}; }} }}")
    if theme.logo:
        parts.append(_LOGO)
    return "".join(f"{part}\n" for part in parts)


_LOGO = f"""@layer parts {{
  .masthead-title img {{ display: block; block-size: 2.75rem; inline-size: auto; max-inline-size: min(16rem, 60vw); object-fit: contain; object-position: left; padding: 0.2rem; background: light-dark(transparent, {LIGHT_PAPER}); }}
}}"""  # noqa: E501


def _share(accent: Accent) -> int:
    """Return how much of the accent the line under a link needs to be seen in both schemes, in per cent."""
    return max(least_share(accent.light, LIGHT_PAPER), least_share(accent.on_dark, DARK_PAPER))


def _face(file: Path, name: str) -> str:
    """Return the rule that loads a font; a browser makes the bold of one that has a single weight."""
    low, high = _weights(file.read_bytes())
    face = (
        f'@font-face {{ font-family: Own; src: url("../{name}") format("woff2"); '
        f"font-weight: {low}{f' {high}' if high > low else ''}; font-display: swap; }}"
    )
    return face if high > low else f"{face}\n@layer base {{ html {{ font-synthesis: weight style; }} }}"


def _weights(font: bytes) -> tuple[int, int]:
    """Return the least and the largest weight of a font; a font without a weight axis has only that of text."""
    from PIL import ImageFont

    try:
        axes = ImageFont.truetype(io.BytesIO(font)).get_variation_axes()
    except OSError:
        return 400, 400
    weights = [axis for axis in axes if axis["name"] == b"Weight"]
    return (weights[0]["minimum"] or 400, weights[0]["maximum"] or 400) if weights else (400, 400)


def _has_font(name: str, layers: Sequence[Path]) -> bool:
    return name == SYSTEM or name in _fonts(layers)


def _fonts(layers: Sequence[Path]) -> set[str]:
    return {file.relative_to(folder).as_posix() for folder in layers for file in folder.rglob("*.woff2")}


def _without_font(layers: Sequence[Path]) -> Files:
    """Return the program's style sheet without its own font, which nobody would see."""
    style = path(layers, SITE_STYLE)
    text = style.read_text(encoding="utf-8") if style.is_file() else ""
    return {SITE_STYLE: _FACES.sub("", text).encode(), **dict.fromkeys(FONT_FILES)}


def _icons(
    guide: Guide, theme: Theme, pictures: Mapping[str, bytes], layers: Sequence[Path], cache: Cache
) -> dict[str, bytes | None]:
    """Return the icons that the program's own are replaced by: none without an icon and an accent."""
    if theme.icon:
        picture = guide.pictures.get(theme.icon.removeprefix(IMAGES))
        content = pictures.get(picture.files[-1].path) if picture and picture.files else None
        if content is None:
            return {}
        if theme.icon.endswith(DRAWING):
            return {ICON: content, **dict.fromkeys(ICONS)}
        key = digest_of("icons of a picture", digest(content).hex())
        return {ICON: None, **_cached(cache, key, partial(_drawn, content))}
    if not theme.accent:
        return {}
    files = {name: layers[-1] / name for name in (ICON, *ICONS)}
    icons = {name: file.read_bytes() for name, file in files.items() if file.is_file()}
    key = digest_of("icons in a colour", theme.accent.light, *(f"{digest(icon).hex()}" for icon in icons.values()))
    return {**_cached(cache, key, partial(_recoloured, icons, theme.accent.light))}


def _drawn(picture: bytes) -> dict[str, bytes]:
    from careerguide.publishing.icons import drawn

    return drawn(picture, ICONS)


def _recoloured(icons: Mapping[str, bytes], colour: str) -> dict[str, bytes]:
    from careerguide.publishing.icons import recoloured

    return recoloured(icons, colour)


def _cached(cache: Cache, key: bytes, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """Return files from the cache, or made now: to draw them needs a library that is slow to load."""
    known: dict[str, bytes] | None = cache.get(key)
    if known is None:
        known = make()
        cache.put(key, known)
    return known
