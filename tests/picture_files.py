"""Pictures for tests, drawn when they are needed."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image


def drawn(width: int = 8, height: int = 6, mode: str = "RGB") -> Image.Image:
    """Return a picture of smooth colours: red to the right, green downwards."""
    across = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, Image.new("L", (width, height), 128))).convert(mode)


def picture(width: int = 8, height: int = 6, format: str = "PNG", **options: Any) -> bytes:
    """Return a picture as the content of a file."""
    return saved(drawn(width, height), format, **options)


def saved(image: Image.Image, format: str, **options: Any) -> bytes:
    """Return an image as the content of a file."""
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()
