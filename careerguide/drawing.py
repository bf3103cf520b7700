"""The drawing of a social card: 1200 × 630 pixels in the guide's own type, paper, ink and red.

In: a font (WOFF2, with a weight axis or without) and lines of text. Out: a PNG; the same lines give the same bytes.
"""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
PAPER, INK, SOFT, RULE, RED = "#fdfdfb", "#17191c", "#565a60", "#d6d4cc", "#a3141f"
COLOURS = 48  # of the palette: five, and the steps between them at the edges of letters
TITLE_SIZES = (92, 80, 70, 60)  # px, the largest that takes no more than three lines
TITLE_LINES = 3
TEXT_LINES = 3
PAY_BASELINE = HEIGHT - 128


def draw(font: bytes, site: str, kicker: str, title: str, text: str, figure: str, unit: str, gap: str) -> bytes:
    """Return a card; an empty line is left out."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    _masthead(canvas, font, site)
    at = _heading(canvas, font, kicker, title)
    if text:
        _paragraph(canvas, font, text, at)
    if figure or gap:
        _pay(canvas, font, figure, unit, gap)
    file = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=False, compress_level=6)
    return file.getvalue()


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
    try:
        face.set_variation_by_axes([weight])
    except OSError:
        pass  # the font has one weight
    return face


def _masthead(canvas: ImageDraw.ImageDraw, font: bytes, site: str) -> None:
    """Draw the guide's name over the double rule that stands at the head of every page."""
    face = _face(font, 30, 700)
    canvas.text((MARGIN, 76), _fitting(face, site, WIDTH - 2 * MARGIN), INK, face, anchor="ls")
    canvas.rectangle((MARGIN, 98, WIDTH - MARGIN, 103), INK)
    canvas.rectangle((MARGIN, 108, WIDTH - MARGIN, 109), INK)


def _heading(canvas: ImageDraw.ImageDraw, font: bytes, kicker: str, title: str) -> int:
    """Draw the title as large as it goes, with what it belongs to above; return where it ends."""
    size, lines = _title(font, title)
    top = 178
    if kicker:
        face = _face(font, 30, 600)
        canvas.text((MARGIN, top), _fitting(face, kicker, WIDTH - 2 * MARGIN), RED, face, anchor="ls")
        top += 12
    face = _face(font, size, 600)
    for number, line in enumerate(lines):
        canvas.text((MARGIN - size // 24, top + size * (0.98 + 1.06 * number)), line, INK, face, anchor="ls")
    return round(top + size * (0.98 + 1.06 * (len(lines) - 1)))


def _title(font: bytes, title: str) -> tuple[int, list[str]]:
    for size in TITLE_SIZES:
        lines = _broken(_face(font, size, 600), title, WIDTH - 2 * MARGIN)
        if len(lines) <= TITLE_LINES:
            return size, lines
    face = _face(font, TITLE_SIZES[-1], 600)
    rest = _fitting(face, " ".join(lines[TITLE_LINES - 1 :]), WIDTH - 2 * MARGIN)
    return TITLE_SIZES[-1], [*lines[: TITLE_LINES - 1], rest]


def _paragraph(canvas: ImageDraw.ImageDraw, font: bytes, text: str, at: int) -> None:
    face = _face(font, 36, 400)
    lines = _broken(face, text, WIDTH - 2 * MARGIN)
    if len(lines) > TEXT_LINES:
        lines[TEXT_LINES - 1 :] = [_fitting(face, " ".join(lines[TEXT_LINES - 1 :]), WIDTH - 2 * MARGIN)]
    for number, line in enumerate(lines):
        canvas.text((MARGIN, at + 78 + 52 * number), line, SOFT, face, anchor="ls")


def _pay(canvas: ImageDraw.ImageDraw, font: bytes, figure: str, unit: str, gap: str) -> None:
    """Draw what is paid, and hatched what is not known of it."""
    canvas.rectangle((MARGIN, PAY_BASELINE - 84, WIDTH - MARGIN, PAY_BASELINE - 83), RULE)
    if figure:
        face, small = _face(font, 60, 600), _face(font, 32, 400)
        canvas.text((MARGIN, PAY_BASELINE), figure, INK, face, anchor="ls")
        at = MARGIN + face.getlength(figure) + 20
        canvas.text((at, PAY_BASELINE), _fitting(small, unit, WIDTH - MARGIN - at), SOFT, small, anchor="ls")
    if gap:
        face = _face(font, 30, 400)
        baseline = PAY_BASELINE + (64 if figure else 0)
        _hatch(canvas, (MARGIN, baseline - 24, MARGIN + 68, baseline + 4))
        canvas.text((MARGIN + 88, baseline), _fitting(face, gap, WIDTH - 2 * MARGIN - 88), SOFT, face, anchor="ls")


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


def _fitting(face: FreeTypeFont, text: str, width: float) -> str:
    """Return a text, cut after the last word that leaves room for an ellipsis, if it is too long."""
    if face.getlength(text) <= width:
        return text
    while text and face.getlength(text + "…") > width:
        text = text.rpartition(" ")[0] or text[:-1]
    return text.rstrip(",;: ") + "…"
