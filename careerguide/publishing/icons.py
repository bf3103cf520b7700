"""The guide's icons: drawn from a picture of its own, or the program's in another colour.

In: the bytes of a picture, or of the program's icons. Out: PNG files by the names under which the pages link to them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image, ImageColor, ImageOps

from careerguide.core.colours import ACCENT, LIGHT_PAPER

OPAQUE = 255


def drawn(picture: bytes, sizes: Mapping[str, tuple[int, float]]) -> dict[str, bytes]:
    """Return icons of a picture by name; `sizes` are their edges in pixels, and how large the picture is in each.

    What is scaled down stands on the colour of the picture's corner, from edge to edge.
    """
    with Image.open(io.BytesIO(picture)) as opened:
        image = opened.convert("RGBA")
    corner = image.getpixel((0, 0))
    assert isinstance(corner, tuple)
    ground = corner if corner[3] == OPAQUE else (*ImageColor.getrgb(LIGHT_PAPER), OPAQUE)
    return {name: _icon(image, edge, scale, ground) for name, (edge, scale) in sizes.items()}


def _icon(image: Image.Image, edge: int, scale: float, ground: tuple[int, ...]) -> bytes:
    size = round(edge * scale)
    whole = ImageOps.pad(image, (size, size), Image.Resampling.LANCZOS, color=(0, 0, 0, 0))
    sheet = Image.new("RGBA", (edge, edge), ground if scale < 1 else (0, 0, 0, 0))
    sheet.alpha_composite(whole, ((edge - size) // 2,) * 2)
    return _png(sheet)


def recoloured(icons: Mapping[str, bytes], colour: str) -> dict[str, bytes]:
    """Return the program's icons with its accent replaced: every pixel is a mixture of the accent and white."""
    return {name: _recoloured(name, content, colour) for name, content in icons.items()}


def _recoloured(name: str, content: bytes, colour: str) -> bytes:
    if name.endswith(".svg"):
        return content.replace(ACCENT.encode(), colour.encode())
    with Image.open(io.BytesIO(content)) as opened:
        image = opened.convert("RGBA")
    _, green, _, alpha = image.split()
    darkest = ImageColor.getrgb(ACCENT)[1]
    white = green.point([max(0, round((level - darkest) * 255 / (255 - darkest))) for level in range(256)])
    plain = Image.new("RGB", image.size, colour)
    plain.paste("white", mask=white)
    plain.putalpha(alpha)
    return _png(plain)


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
