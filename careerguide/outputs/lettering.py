"""Text in the guide's font: measures and draws it, with caches of glyphs and of kerned pairs.

In: a font (WOFF2, with or without a weight axis) and text. Out: its length, and an image of it. Without the caches,
Pillow lays out every line again, which takes five times as long for the same pixels.
"""

from __future__ import annotations

import io
import re
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

LETTER = re.compile(r"[Tf][fhijl]+|.", re.DOTALL)  # ligatures count as one letter


class TextImage(NamedTuple):
    """White text on black, and the position of the image's corner relative to the start of the baseline."""

    image: Image.Image
    left: int
    top: int


@lru_cache(maxsize=32)
def sized(font: bytes, size: int, weight: int) -> FreeTypeFont:
    """Return a font in a size and weight."""
    face = ImageFont.truetype(io.BytesIO(font), size)
    with suppress(OSError):  # the font has one weight
        face.set_variation_by_axes([weight])
    return face


@lru_cache(maxsize=4096)
def has(face: FreeTypeFont, character: str) -> bool:
    """Return whether a font has a glyph for a character."""
    return bytes(face.getmask(character)) != bytes(face.getmask("\uffff"))


def length(face: FreeTypeFont, text: str) -> float:
    """Return the length of a text in pixels."""
    return sum(_advance(face, letter, after) for letter, after in pairwise([*LETTER.findall(text), ""]))


def text_image(face: FreeTypeFont, text: str) -> TextImage:
    """Return an image of a text; no glyph is higher than the ascent, or starts further than that to the left."""
    ascent, descent = face.getmetrics()
    image = Image.new("L", (round(length(face, text)) + 2 * ascent, ascent + descent))
    at: float = ascent
    for letter, after in pairwise([*LETTER.findall(text), ""]):
        shape, left, top = _letter(face, letter)
        image.paste(255, (round(at) + left, ascent + top), shape)
        at += _advance(face, letter, after)
    return TextImage(image, -ascent, -ascent)


@lru_cache(maxsize=4096)
def _letter(face: FreeTypeFont, letter: str) -> TextImage:
    ascent, descent = face.getmetrics()
    image = Image.new("L", (round(face.getlength(letter)) + 2 * ascent, ascent + descent))
    ImageDraw.Draw(image).text((ascent, ascent), letter, 255, face, anchor="ls")
    box = image.getbbox() or (ascent, ascent, ascent, ascent)
    return TextImage(image.crop(box), box[0] - ascent, box[1] - ascent)


@lru_cache(maxsize=65536)
def _advance(face: FreeTypeFont, letter: str, after: str) -> float:
    """Return the advance of a letter, kerned with the next one."""
    return face.getlength(letter + after) - face.getlength(after)
