"""Lettering: words in the guide's font, of which each letter is drawn once and each pair of letters measured once.

In: a font (WOFF2, with a weight axis or without) and words. Out: how long they are, and a picture of them. The font's
own engine sets every line anew, which takes five times as long for the same pixels.
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

LETTER = re.compile(r"[Tf][fhijl]+|.", re.DOTALL)  # what the font may join counts as one letter


class Picture(NamedTuple):
    """White shapes on black, and where their corner is as seen from the beginning of the baseline."""

    image: Image.Image
    left: int
    top: int


@lru_cache(maxsize=32)
def sized(font: bytes, size: int, weight: int) -> FreeTypeFont:
    """Return a font in one size and weight."""
    face = ImageFont.truetype(io.BytesIO(font), size)
    with suppress(OSError):  # the font has one weight
        face.set_variation_by_axes([weight])
    return face


@lru_cache(maxsize=4096)
def has(face: FreeTypeFont, character: str) -> bool:
    """Return whether a font has a shape for a character."""
    return bytes(face.getmask(character)) != bytes(face.getmask("\uffff"))


def length(face: FreeTypeFont, text: str) -> float:
    """Return how far it is from a text's beginning to its end, in pixels."""
    return sum(_step(face, letter, after) for letter, after in pairwise([*LETTER.findall(text), ""]))


def picture(face: FreeTypeFont, text: str) -> Picture:
    """Return a picture of a text; no letter is higher than the ascent, or begins that far left of its place."""
    ascent, descent = face.getmetrics()
    image = Image.new("L", (round(length(face, text)) + 2 * ascent, ascent + descent))
    at: float = ascent
    for letter, after in pairwise([*LETTER.findall(text), ""]):
        shape, left, top = _letter(face, letter)
        image.paste(255, (round(at) + left, ascent + top), shape)
        at += _step(face, letter, after)
    return Picture(image, -ascent, -ascent)


@lru_cache(maxsize=4096)
def _letter(face: FreeTypeFont, letter: str) -> Picture:
    ascent, descent = face.getmetrics()
    image = Image.new("L", (round(face.getlength(letter)) + 2 * ascent, ascent + descent))
    ImageDraw.Draw(image).text((ascent, ascent), letter, 255, face, anchor="ls")
    box = image.getbbox() or (ascent, ascent, ascent, ascent)
    return Picture(image.crop(box), box[0] - ascent, box[1] - ascent)


@lru_cache(maxsize=65536)
def _step(face: FreeTypeFont, letter: str, after: str) -> float:
    """Return how far it is from a letter's beginning to that of the next one."""
    return face.getlength(letter + after) - face.getlength(after)
