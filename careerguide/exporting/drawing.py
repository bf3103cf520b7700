"""The drawing of a social card: 1200 × 630 pixels in the guide's own type, paper, ink and red.

In: a font (WOFF2, with a weight axis or without) and lines of text. Out: a PNG; the same lines give the same bytes.
"""

from __future__ import annotations

import io
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image, ImageColor, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

if TYPE_CHECKING:
    from careerguide.exporting.cards import Lines

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
PAPER, INK, SOFT, RULE, RED = "#fdfdfb", "#17191c", "#565a60", "#d6d4cc", "#a3141f"
STEPS = 16  # between paper and each of the other colours, at the edges of letters
TITLE_SIZES = (112, 96, 84, 76, 68, 60)  # px: the largest in which the title fits
TITLE_LINES = 3
TEXT_LINES = 3
PAY_BASELINE = HEIGHT - 126
PAY_RULE = PAY_BASELINE - 88


def draw(font: bytes, lines: Lines) -> bytes:
    """Return a card."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    pays = bool(lines.figure or lines.gap)
    _masthead(canvas, font, lines.site)
    at = _heading(canvas, font, lines.kicker, lines.title, PAY_RULE - 28 if pays else HEIGHT - 200)
    if lines.text:
        _paragraph(canvas, font, lines.text, at)
    if pays:
        _pay(canvas, font, lines)
    file = io.BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(file, "PNG", compress_level=6)
    return file.getvalue()


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """Return an image with all colours that a card has: far faster than to look for them in each."""
    paper = ImageColor.getrgb(PAPER)
    colours = [*paper, *ImageColor.getrgb(RULE)]
    for name in (INK, SOFT, RED):
        for step in range(1, STEPS + 1):
            share = step / STEPS
            mixed = zip(paper, ImageColor.getrgb(name), strict=True)
            colours += [round(a + (b - a) * share) for a, b in mixed]
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return palette


def missing(font: bytes, text: str) -> set[str]:
    """Return the characters that a font has no shape for."""
    return {character for character in set(text) if not character.isspace() and not _has(font, character)}


@lru_cache(maxsize=4096)
def _has(font: bytes, character: str) -> bool:
    face = _face(font, 32, 400)
    return bytes(face.getmask(character)) != bytes(face.getmask("\uffff"))


@lru_cache(maxsize=32)
def _face(font: bytes, size: int, weight: int) -> FreeTypeFont:
    face = ImageFont.truetype(io.BytesIO(font), size)
    with suppress(OSError):  # the font has one weight
        face.set_variation_by_axes([weight])
    return face


def _masthead(canvas: ImageDraw.ImageDraw, font: bytes, site: str) -> None:
    """Draw the guide's name over the double rule that stands at the head of every page."""
    face = _face(font, 30, 700)
    canvas.text((MARGIN, 76), _fitting(face, site, WIDTH - 2 * MARGIN), INK, face, anchor="ls")
    canvas.rectangle((MARGIN, 98, WIDTH - MARGIN, 103), INK)
    canvas.rectangle((MARGIN, 108, WIDTH - MARGIN, 109), INK)


def _heading(canvas: ImageDraw.ImageDraw, font: bytes, kicker: str, title: str, bottom: int) -> float:
    """Draw the title as large as it goes above `bottom`, and what it belongs to over it; return its last baseline."""
    top = 170
    if kicker:
        face = _face(font, 30, 600)
        canvas.text((MARGIN, top), _fitting(face, kicker, WIDTH - 2 * MARGIN), RED, face, anchor="ls")
        top += 14
    size, lines = _title(font, title, bottom - top)
    face = _face(font, size, 600)
    for number, line in enumerate(lines):
        canvas.text((MARGIN - size // 24, top + size * (0.98 + 1.06 * number)), line, INK, face, anchor="ls")
    return top + size * (0.98 + 1.06 * (len(lines) - 1))


def _title(font: bytes, title: str, height: int) -> tuple[int, list[str]]:
    for size in TITLE_SIZES:
        lines = _broken(_face(font, size, 600), title, WIDTH - 2 * MARGIN)
        wide = any(_face(font, size, 600).getlength(line) > WIDTH - 2 * MARGIN for line in lines)
        if len(lines) <= TITLE_LINES and not wide and size * (1.2 + 1.06 * (len(lines) - 1)) <= height:
            return size, lines
    face = _face(font, TITLE_SIZES[-1], 600)
    rest = _fitting(face, " ".join(lines[TITLE_LINES - 1 :]), WIDTH - 2 * MARGIN)
    return TITLE_SIZES[-1], [*lines[: TITLE_LINES - 1], rest]


def _paragraph(canvas: ImageDraw.ImageDraw, font: bytes, text: str, at: float) -> None:
    face = _face(font, 38, 400)
    lines = _balanced(face, text, WIDTH - 2 * MARGIN)
    if len(lines) > TEXT_LINES:
        lines[TEXT_LINES - 1 :] = [_fitting(face, " ".join(lines[TEXT_LINES - 1 :]), WIDTH - 2 * MARGIN)]
    for number, line in enumerate(lines):
        canvas.text((MARGIN, at + 84 + 54 * number), line, SOFT, face, anchor="ls")


def _pay(canvas: ImageDraw.ImageDraw, font: bytes, lines: Lines) -> None:
    """Draw what is paid, and hatched what is not known of it."""
    canvas.rectangle((MARGIN, PAY_RULE, WIDTH - MARGIN, PAY_RULE + 1), RULE)
    small, at = _face(font, 27, 400), MARGIN
    below = PAY_BASELINE + 62 if lines.figure else PAY_BASELINE
    if lines.figure:
        face = _face(font, 60, 600)
        canvas.text((MARGIN, PAY_BASELINE), lines.figure, INK, face, anchor="ls")
        after = MARGIN + face.getlength(lines.figure) + 20
        unit = _fitting(small, lines.unit, WIDTH - MARGIN - after)
        canvas.text((after, PAY_BASELINE), unit, SOFT, small, anchor="ls")
    if lines.gap:
        _hatch(canvas, (MARGIN, below - 24, MARGIN + 68, below + 4))
        gap = _fitting(small, lines.gap, WIDTH - 2 * MARGIN - 88)
        canvas.text((MARGIN + 88, below), gap, SOFT, small, anchor="ls")
        at = MARGIN + 88 + round(small.getlength(gap)) + 28
    if lines.more and small.getlength(lines.more) <= WIDTH - MARGIN - at:
        canvas.text((at, below), lines.more, SOFT, small, anchor="ls")


def _hatch(canvas: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    """Draw the sign for a gap: hatching in a thin frame."""
    left, top, right, bottom = box
    height = bottom - top
    for x in range(left - height + 6, right, 9):
        start, end = max(x, left), min(x + height, right)
        canvas.line((start, bottom - (start - x), end, bottom - (end - x)), SOFT, 1)
    canvas.rectangle(box, None, RULE, 2)


def _broken(face: FreeTypeFont, text: str, width: float) -> list[str]:
    """Return a text in lines; a word that is wider than a line stands alone."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and face.getlength(longer) > width:
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
    if face.getlength(text) <= width:
        return text
    while text and face.getlength(text + "…") > width:
        text = text.rpartition(" ")[0] or text[:-1]
    return text.rstrip(",;: ") + "…"
