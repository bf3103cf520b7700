"""Draws a social card: 1200 × 630 pixels in the guide's font and colours.

In: a font (WOFF2, with or without a weight axis) and lines of text. Out: a PNG; the same lines give the same bytes.
Images are drawn as indices into a palette of sixteen colours, so that no colours need to be quantised.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageChops, ImageColor, ImageDraw
from PIL.ImageFont import FreeTypeFont

from careerguide.core.colours import ACCENT, LIGHT_PAPER
from careerguide.outputs import lettering
from careerguide.outputs.lettering import length, sized

if TYPE_CHECKING:
    from careerguide.outputs.cards import Lines

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
TITLE_SIZES = (112, 96, 84, 76, 68, 60)  # px: the largest in which the title fits
TITLE_LINES = 3
TEXT_LINES = 3
PAY_BASELINE = HEIGHT - 126
PAY_RULE = PAY_BASELINE - 88
COMPRESSION = 3  # of zlib: 4 saves a tenth of the bytes and takes an eighth longer to draw a card


class Colour(NamedTuple):
    """A colour: its index in the palette, and the index of its shade for each coverage from 0 to 255."""

    full: int
    shades: list[int]


# The colours are the light tokens of static/css/site.css; tests/test_colours.py compares them.
PAPER = ImageColor.getrgb(LIGHT_PAPER)
PALETTE = bytearray(PAPER)
ACCENT_SHADES = 4


def _shades(name: str, steps: int) -> bytes:
    """Return a colour in `steps` shades between the paper's colour and its own."""
    parts = list(zip(PAPER, ImageColor.getrgb(name), strict=True))
    return bytes(round(a + (b - a) * step / steps) for step in range(1, steps + 1) for a, b in parts)


def _mixed(name: str, steps: int) -> Colour:
    """Add a colour to the palette, in `steps` shades."""
    before = len(PALETTE) // 3 - 1
    PALETTE.extend(_shades(name, steps))
    levels = [round(share * steps / 255) for share in range(256)]
    return Colour(before + steps, [before + level if level else 0 for level in levels])


RULE, TINGED = _mixed("#d6d4cc", 1), _mixed(ACCENT, ACCENT_SHADES)
SOFT, INK = _mixed("#565a60", 4), _mixed("#17191c", 6)


def draw(font: bytes, lines: Lines, accent: str = ACCENT) -> bytes:
    """Return a card as PNG, with that accent in the place of the program's."""
    image = _sheet(font, lines.site).copy()
    pays = bool(lines.figure or lines.gap)
    at = _heading(image, font, lines.kicker, lines.title, PAY_RULE - 28 if pays else HEIGHT - 200)
    if lines.text:
        _paragraph(image, font, lines.text, at)
    if pays:
        _pay(image, font, lines)
    palette = PALETTE.copy()
    end = 3 * (TINGED.full + 1)
    palette[end - 3 * ACCENT_SHADES : end] = _shades(accent, ACCENT_SHADES)
    return _png(image, palette)


def _png(image: Image.Image, palette: bytearray) -> bytes:
    """Return an image of palette indices as PNG with four bits per pixel."""
    coloured = Image.frombytes("P", image.size, image.tobytes())
    coloured.putpalette(bytes(palette))
    file = io.BytesIO()
    coloured.save(file, "PNG", bits=4, compress_level=COMPRESSION)
    return file.getvalue()


def missing(font: bytes, text: str) -> set[str]:
    """Return the characters of a text that a font lacks."""
    plain = sized(font, 32, 400)
    return {character for character in set(text) if not character.isspace() and not lettering.has(plain, character)}


def _write(image: Image.Image, at: tuple[float, float], text: str, face: FreeTypeFont, colour: Colour) -> None:
    """Draw a text whose baseline starts at `at`."""
    letters, left, top = lettering.text_image(face, text)
    corner = (round(at[0]) + left, round(at[1]) + top)
    shaded = letters.point(colour.shades)
    under = image.crop((*corner, corner[0] + shaded.width, corner[1] + shaded.height))
    image.paste(ImageChops.lighter(under, shaded), corner)  # the higher index, so that nothing is erased


@lru_cache(maxsize=1)
def _sheet(font: bytes, site: str) -> Image.Image:
    """Return the image shared by all cards: the guide's name above the double rule, as at the top of every page."""
    image = Image.new("L", (WIDTH, HEIGHT))
    canvas, bold = ImageDraw.Draw(image), sized(font, 30, 700)
    _write(image, (MARGIN, 76), _truncated(bold, site, WIDTH - 2 * MARGIN), bold, INK)
    canvas.rectangle((MARGIN, 98, WIDTH - MARGIN, 103), INK.full)
    canvas.rectangle((MARGIN, 108, WIDTH - MARGIN, 109), INK.full)
    return image


def _heading(image: Image.Image, font: bytes, kicker: str, title: str, bottom: int) -> float:
    """Draw the kicker and, as large as fits above `bottom`, the title; return its last baseline."""
    top = 170
    if kicker:
        face = sized(font, 30, 600)
        _write(image, (MARGIN, top), _truncated(face, kicker, WIDTH - 2 * MARGIN), face, TINGED)
        top += 14
    size, lines = _title(font, title, bottom - top)
    face = sized(font, size, 600)
    for number, line in enumerate(lines):
        _write(image, (MARGIN - size // 24, top + size * (0.98 + 1.06 * number)), line, face, INK)
    return top + size * (0.98 + 1.06 * (len(lines) - 1))


def _title(font: bytes, title: str, height: int) -> tuple[int, list[str]]:
    for size in TITLE_SIZES:
        lines = _wrapped(sized(font, size, 600), title, WIDTH - 2 * MARGIN)
        wide = any(length(sized(font, size, 600), line) > WIDTH - 2 * MARGIN for line in lines)
        if len(lines) <= TITLE_LINES and not wide and size * (1.2 + 1.06 * (len(lines) - 1)) <= height:
            return size, lines
    face = sized(font, TITLE_SIZES[-1], 600)
    rest = _truncated(face, " ".join(lines[TITLE_LINES - 1 :]), WIDTH - 2 * MARGIN)
    return TITLE_SIZES[-1], [*lines[: TITLE_LINES - 1], rest]


def _paragraph(image: Image.Image, font: bytes, text: str, at: float) -> None:
    face = sized(font, 38, 400)
    lines = _balanced(face, text, WIDTH - 2 * MARGIN)
    if len(lines) > TEXT_LINES:
        lines[TEXT_LINES - 1 :] = [_truncated(face, " ".join(lines[TEXT_LINES - 1 :]), WIDTH - 2 * MARGIN)]
    for number, line in enumerate(lines):
        _write(image, (MARGIN, at + 84 + 54 * number), line, face, SOFT)


def _pay(image: Image.Image, font: bytes, lines: Lines) -> None:
    """Draw the pay, and a hatched box for unknown figures."""
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((MARGIN, PAY_RULE, WIDTH - MARGIN, PAY_RULE + 1), RULE.full)
    small, at = sized(font, 27, 400), MARGIN
    below = PAY_BASELINE + 62 if lines.figure else PAY_BASELINE
    if lines.figure:
        face = sized(font, 60, 600)
        _write(image, (MARGIN, PAY_BASELINE), lines.figure, face, INK)
        after = MARGIN + length(face, lines.figure) + 20
        unit = _truncated(small, lines.unit, WIDTH - MARGIN - after)
        _write(image, (after, PAY_BASELINE), unit, small, SOFT)
    if lines.gap:
        _hatch(canvas, (MARGIN, below - 24, MARGIN + 68, below + 4))
        gap = _truncated(small, lines.gap, WIDTH - 2 * MARGIN - 88)
        _write(image, (MARGIN + 88, below), gap, small, SOFT)
        at = MARGIN + 88 + round(length(small, gap)) + 28
    if lines.more and length(small, lines.more) <= WIDTH - MARGIN - at:
        _write(image, (at, below), lines.more, small, SOFT)


def _hatch(canvas: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    """Draw the sign for a gap: a hatched box with a thin frame."""
    left, top, right, bottom = box
    height = bottom - top
    for x in range(left - height + 6, right, 9):
        start, end = max(x, left), min(x + height, right)
        canvas.line((start, bottom - (start - x), end, bottom - (end - x)), SOFT.full, 1)
    canvas.rectangle(box, None, RULE.full, 2)


def _wrapped(face: FreeTypeFont, text: str, width: float) -> list[str]:
    """Return a text wrapped into lines; a word that is wider than a line gets its own."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and length(face, longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _balanced(face: FreeTypeFont, text: str, width: float) -> list[str]:
    """Return a text wrapped into as few lines as possible, of similar lengths."""
    lines = _wrapped(face, text, width)
    while len(narrower := _wrapped(face, text, width * 0.95)) == len(lines) and width > 1:
        lines, width = narrower, width * 0.95
    return lines


def _truncated(face: FreeTypeFont, text: str, width: float) -> str:
    """Return a text, truncated at a word and with an ellipsis if it is too long."""
    if length(face, text) <= width:
        return text
    while text and length(face, text + "…") > width:
        text = text.rpartition(" ")[0] or text[:-1]
    return text.rstrip(",;: ") + "…"
