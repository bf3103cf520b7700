"""The drawing of a social card: 1200 × 630 pixels in the guide's own type, paper, ink and red.

In: a font (WOFF2, with a weight axis or without) and lines of text. Out: a PNG; the same lines give the same bytes.
A picture's pixels are numbers in a palette of sixteen colours from the start, so that none has to be looked for.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageChops, ImageColor, ImageDraw
from PIL.ImageFont import FreeTypeFont

from careerguide.exporting import lettering
from careerguide.exporting.lettering import length, sized

if TYPE_CHECKING:
    from careerguide.exporting.cards import Lines

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
TITLE_SIZES = (112, 96, 84, 76, 68, 60)  # px: the largest in which the title fits
TITLE_LINES = 3
TEXT_LINES = 3
PAY_BASELINE = HEIGHT - 126
PAY_RULE = PAY_BASELINE - 88
COMPRESSION = 2  # of zlib: 4 saves a seventh of the bytes and takes half as long again


class Colour(NamedTuple):
    """A colour, and the numbers of its shades in the palette: one for each share of ink from 0 to 255."""

    full: int
    shades: list[int]


PAPER = ImageColor.getrgb("#fdfdfb")
PALETTE = bytearray(PAPER)


def _mixed(name: str, steps: int) -> Colour:
    """Put a colour into the palette, in so many steps from the paper's."""
    before = len(PALETTE) // 3 - 1
    for step in range(1, steps + 1):
        PALETTE.extend(round(a + (b - a) * step / steps) for a, b in zip(PAPER, ImageColor.getrgb(name), strict=True))
    levels = [round(share * steps / 255) for share in range(256)]
    return Colour(before + steps, [before + level if level else 0 for level in levels])


RULE, RED, SOFT, INK = _mixed("#d6d4cc", 1), _mixed("#a3141f", 4), _mixed("#565a60", 4), _mixed("#17191c", 6)


def draw(font: bytes, lines: Lines) -> bytes:
    """Return a card."""
    image = _sheet(font, lines.site).copy()
    pays = bool(lines.figure or lines.gap)
    at = _heading(image, font, lines.kicker, lines.title, PAY_RULE - 28 if pays else HEIGHT - 200)
    if lines.text:
        _paragraph(image, font, lines.text, at)
    if pays:
        _pay(image, font, lines)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    """Return a picture as PNG; Pillow hands it to zlib row after row, which takes twice as long."""
    padded = Image.new("P", (WIDTH + 2, HEIGHT))  # each row starts with the number of its filter: none
    padded.paste(image, (2, 0))
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0),  # four bits for each number in a palette
        b"PLTE": bytes(PALETTE),
        b"IDAT": zlib.compress(padded.tobytes("raw", "P;4"), COMPRESSION),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    )


def missing(font: bytes, text: str) -> set[str]:
    """Return the characters that a font has no shape for."""
    plain = sized(font, 32, 400)
    return {character for character in set(text) if not character.isspace() and not lettering.has(plain, character)}


def _write(image: Image.Image, at: tuple[float, float], text: str, face: FreeTypeFont, colour: Colour) -> None:
    """Write a text that begins at a place on its baseline."""
    letters, left, top = lettering.picture(face, text)
    place = (round(at[0]) + left, round(at[1]) + top)
    shaded = letters.point(colour.shades)
    under = image.crop((*place, place[0] + shaded.width, place[1] + shaded.height))
    image.paste(ImageChops.lighter(under, shaded), place)  # the higher number: what was there stays


@lru_cache(maxsize=1)
def _sheet(font: bytes, site: str) -> Image.Image:
    """Return what all cards begin with: the guide's name over the double rule that stands at the head of every page."""
    image = Image.new("L", (WIDTH, HEIGHT))
    canvas, bold = ImageDraw.Draw(image), sized(font, 30, 700)
    _write(image, (MARGIN, 76), _fitting(bold, site, WIDTH - 2 * MARGIN), bold, INK)
    canvas.rectangle((MARGIN, 98, WIDTH - MARGIN, 103), INK.full)
    canvas.rectangle((MARGIN, 108, WIDTH - MARGIN, 109), INK.full)
    return image


def _heading(image: Image.Image, font: bytes, kicker: str, title: str, bottom: int) -> float:
    """Draw the title as large as it goes above `bottom`, and what it belongs to over it; return its last baseline."""
    top = 170
    if kicker:
        face = sized(font, 30, 600)
        _write(image, (MARGIN, top), _fitting(face, kicker, WIDTH - 2 * MARGIN), face, RED)
        top += 14
    size, lines = _title(font, title, bottom - top)
    face = sized(font, size, 600)
    for number, line in enumerate(lines):
        _write(image, (MARGIN - size // 24, top + size * (0.98 + 1.06 * number)), line, face, INK)
    return top + size * (0.98 + 1.06 * (len(lines) - 1))


def _title(font: bytes, title: str, height: int) -> tuple[int, list[str]]:
    for size in TITLE_SIZES:
        lines = _broken(sized(font, size, 600), title, WIDTH - 2 * MARGIN)
        wide = any(length(sized(font, size, 600), line) > WIDTH - 2 * MARGIN for line in lines)
        if len(lines) <= TITLE_LINES and not wide and size * (1.2 + 1.06 * (len(lines) - 1)) <= height:
            return size, lines
    face = sized(font, TITLE_SIZES[-1], 600)
    rest = _fitting(face, " ".join(lines[TITLE_LINES - 1 :]), WIDTH - 2 * MARGIN)
    return TITLE_SIZES[-1], [*lines[: TITLE_LINES - 1], rest]


def _paragraph(image: Image.Image, font: bytes, text: str, at: float) -> None:
    face = sized(font, 38, 400)
    lines = _balanced(face, text, WIDTH - 2 * MARGIN)
    if len(lines) > TEXT_LINES:
        lines[TEXT_LINES - 1 :] = [_fitting(face, " ".join(lines[TEXT_LINES - 1 :]), WIDTH - 2 * MARGIN)]
    for number, line in enumerate(lines):
        _write(image, (MARGIN, at + 84 + 54 * number), line, face, SOFT)


def _pay(image: Image.Image, font: bytes, lines: Lines) -> None:
    """Draw what is paid, and hatched what is not known of it."""
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((MARGIN, PAY_RULE, WIDTH - MARGIN, PAY_RULE + 1), RULE.full)
    small, at = sized(font, 27, 400), MARGIN
    below = PAY_BASELINE + 62 if lines.figure else PAY_BASELINE
    if lines.figure:
        face = sized(font, 60, 600)
        _write(image, (MARGIN, PAY_BASELINE), lines.figure, face, INK)
        after = MARGIN + length(face, lines.figure) + 20
        unit = _fitting(small, lines.unit, WIDTH - MARGIN - after)
        _write(image, (after, PAY_BASELINE), unit, small, SOFT)
    if lines.gap:
        _hatch(canvas, (MARGIN, below - 24, MARGIN + 68, below + 4))
        gap = _fitting(small, lines.gap, WIDTH - 2 * MARGIN - 88)
        _write(image, (MARGIN + 88, below), gap, small, SOFT)
        at = MARGIN + 88 + round(length(small, gap)) + 28
    if lines.more and length(small, lines.more) <= WIDTH - MARGIN - at:
        _write(image, (at, below), lines.more, small, SOFT)


def _hatch(canvas: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    """Draw the sign for a gap: hatching in a thin frame."""
    left, top, right, bottom = box
    height = bottom - top
    for x in range(left - height + 6, right, 9):
        start, end = max(x, left), min(x + height, right)
        canvas.line((start, bottom - (start - x), end, bottom - (end - x)), SOFT.full, 1)
    canvas.rectangle(box, None, RULE.full, 2)


def _broken(face: FreeTypeFont, text: str, width: float) -> list[str]:
    """Return a text in lines; a word that is wider than a line stands alone."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and length(face, longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _balanced(face: FreeTypeFont, text: str, width: float) -> list[str]:
    """Return a text in as few lines as go, none much shorter than the others."""
    lines = _broken(face, text, width)
    while len(narrower := _broken(face, text, width * 0.95)) == len(lines) and width > 1:
        lines, width = narrower, width * 0.95
    return lines


def _fitting(face: FreeTypeFont, text: str, width: float) -> str:
    """Return a text, cut after the last word that leaves room for an ellipsis, if it is too long."""
    if length(face, text) <= width:
        return text
    while text and length(face, text + "…") > width:
        text = text.rpartition(" ")[0] or text[:-1]
    return text.rstrip(",;: ") + "…"
