"""A picture of content/images/, as texts need to know it."""

from __future__ import annotations

from typing import NamedTuple

ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})  # SVG is left out: it can hold scripts
DRAWING = ".svg"  # only where guide.yaml names the file, and nothing in it can run (guide/drawings.py)
WIDEST = 1600  # pixels: a column of text, twice as dense
HEAVY = 500_000  # bytes: some seconds on a phone


class PictureFile(NamedTuple):
    """A file of the site that shows a picture, and how wide it is in pixels."""

    path: str
    width: int


class Picture(NamedTuple):
    """A picture: its size in pixels when upright, and the files that show it, the narrowest first.

    One whose file has a wrong name has the right one as `rename`; one without `files` cannot be shown.
    """

    width: int = 0
    height: int = 0
    files: tuple[PictureFile, ...] = ()
    rename: str = ""
    animated: bool = False
    size: int = 0  # bytes of the editor's file
    published_size: int = 0  # bytes of the widest file of the site
