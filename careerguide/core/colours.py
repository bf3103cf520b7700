"""Colours and their contrast, as WCAG 2.2 defines it; shades of a colour that can be read on the site's papers.

In: colours as #rrggbb. Out: contrasts from 1 to 21, and colours.
"""

from __future__ import annotations

import colorsys

LIGHT_PAPER, DARK_PAPER = "#fdfdfb", "#15171a"  # --paper of static/css/site.css; tests/test_colours.py compares them
ACCENT = "#a3141f"  # its --accent, on light paper
TEXT = 4.5  # success criterion 1.4.3
MARKS = 3.0  # success criterion 1.4.11
_STEPS = 1000


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def nearest_shade(colour: str, paper: str, least: float = TEXT) -> str:
    """Return the nearest shade of the same hue and saturation with that contrast on a paper, or the last one."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    end = 0.0 if paper == LIGHT_PAPER else 1.0
    shades = (
        _hex(*colorsys.hls_to_rgb(hue, lightness + (end - lightness) * step / _STEPS, saturation))
        for step in range(_STEPS)
    )
    return next((shade for shade in shades if contrast(shade, paper) >= least), _hex(end, end, end))


def on_dark_paper(colour: str) -> str:
    """Return the shade that is as strong on dark paper as the colour is on light paper, and can be read there."""
    return nearest_shade(colour, DARK_PAPER, max(TEXT, contrast(colour, LIGHT_PAPER)))


def least_share(colour: str, paper: str) -> int:
    """Return how much of a colour, in per cent, has to be mixed into a paper for a mark that can be seen on it."""
    return next((share for share in range(100) if contrast(_mixed(colour, paper, share), paper) >= MARKS), 100)


def _mixed(colour: str, paper: str, share: int) -> str:
    return _hex(*((a * share + b * (100 - share)) / 100 for a, b in zip(_parts(colour), _parts(paper), strict=True)))


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255


def _hex(*parts: float) -> str:
    return "#" + bytes(round(part * 255) for part in parts).hex()


def _luminance(colour: str) -> float:
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
