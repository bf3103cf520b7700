"""What is in the file of a picture, and the copies of it that readers get.

In: the bytes of a file. Out: a `PictureContent`, or a `Flaw`: why browsers could not show it. Imported only where a
picture has to be decoded, because it brings in Pillow.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from careerguide.core.problems import Message
from careerguide.guide.pictures import PHONE_PICTURE, Copy, Flaw, PictureContent
from careerguide.schema.picture import HEAVY, WIDEST

NARROW = 800  # pixels: a phone's whole width, twice as dense
MAX_PIXELS = 50_000_000  # 200 MB when decoded; more than phones take
MAX_SIDE = 16_000  # pixels: WebP holds 16,383
QUALITY = 82  # of lossy WebP

_FORMATS = ["PNG", "JPEG", "GIF", "WEBP", "AVIF"]  # never those that start other programs, such as EPS
_ENDINGS = {"PNG": (".png",), "GIF": (".gif",), "WEBP": (".webp",), "AVIF": (".avif",)}
_JPEG = (".jpg", ".jpeg")  # also for MPO, which phones write: a JPEG with a second picture behind it
_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_AVIF = b"ftypavif"  # from the fifth byte on
_HEIC = frozenset(b"ftyp" + brand for brand in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"))
_PRIVATE = frozenset({"exif", "xmp", "photoshop", "Raw profile type exif", "XML:com.adobe.xmp"})  # place, time, author
_ORIENTATION = 0x0112  # Exif's tag


def examine(raw: bytes) -> PictureContent | Flaw:
    """Return what a file holds; decoded as a whole, so that one that is cut off is found."""
    if not raw:
        return Flaw(Message("the file is empty"), Message("upload the picture again"))
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(raw), formats=_FORMATS) as image:
            return _too_large(image) or _content(image, raw)
    except Image.DecompressionBombError:
        return Flaw(Message("the picture has more pixels than can be shown"), _SMALLER)
    except UnidentifiedImageError:
        if raw[4:12] in _HEIC:
            return PHONE_PICTURE
        return _DAMAGED if raw.startswith(_SIGNATURES) or raw[4:12] == _AVIF else _NO_PICTURE
    except Exception:  # a decoder, fed with damaged bytes, raises whatever it runs into
        return _DAMAGED


_SMALLER = Message("make it smaller: {width} pixels wide are enough", width=WIDEST)
_DAMAGED = Flaw(
    Message("the picture is damaged or not complete"), Message("upload it again, or open it and save it anew")
)
_NO_PICTURE = Flaw(
    Message("this is no PNG, JPEG, GIF, WebP or AVIF, whatever the file's name says"),
    Message("open it and save the picture as PNG or JPEG: another name does not make a picture of a file"),
)


def _too_large(image: Image.Image) -> Flaw | None:
    """Return the refusal of a picture that would take too much memory, before it is decoded."""
    width, height = image.size
    if width * height <= MAX_PIXELS and max(width, height) <= MAX_SIDE:
        return None
    what = Message("the picture has {width} × {height} pixels, more than can be shown", width=width, height=height)
    return Flaw(what, _SMALLER)


def _content(image: Image.Image, raw: bytes) -> PictureContent:
    endings = _ENDINGS.get(image.format or "", _JPEG)
    animated = endings != _JPEG and getattr(image, "is_animated", False)
    turned = image.getexif().get(_ORIENTATION, 1) >= 5  # by a quarter
    width, height = image.size[::-1] if turned else image.size
    as_it_is = width <= WIDEST and len(raw) <= HEAVY and not _has_private(image)
    if animated:
        image.load()
        return PictureContent(endings, width, height, True, (Copy(width, None),))
    image.draft(None, (WIDEST, WIDEST))  # a JPEG can be decoded at a half of its size, or less
    upright = _upright(image)
    copies = tuple(_copies(upright, (width, height), len(raw) if as_it_is else None, lossless=endings != _JPEG))
    return PictureContent(endings, width, height, False, copies)


def _has_private(image: Image.Image) -> bool:
    """Return whether a file says more than it shows: where and when it was taken, how it has to be turned."""
    return not _PRIVATE.isdisjoint(image.info) or bool(image.getexif())


def _upright(image: Image.Image) -> Image.Image:
    """Return a picture as it is meant to be looked at, in RGB or RGBA; with a colour profile where it is of use."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):  # grey of 16 bits, which would be cut off at 255
        upright = upright.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    profile = upright.info.get("icc_profile")
    if profile and upright.mode not in {"RGB", "RGBA", "P"}:  # of CMYK or grey, which WebP does not have
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(upright, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:
            converted = None  # a profile of something else: the plain conversion is near
        profile, upright = None, converted or upright
    converted = upright.convert(mode)
    converted.info = {"icc_profile": profile}
    return converted


def _copies(image: Image.Image, size: tuple[int, int], original: int | None, *, lossless: bool) -> Iterator[Copy]:
    """Yield the copies of a picture; `original` are the bytes of its file, where that is good enough to be one."""
    width, height = size
    widest = min(width, WIDEST)
    whole = None if original else _webp(image, widest, round(height * widest / width), lossless=lossless)
    if widest * 4 >= NARROW * 5:  # a quarter narrower at least: else it is not worth a file
        narrow = _webp(image, NARROW, max(1, round(height * NARROW / width)), lossless=lossless)
        if len(narrow) < (original or len(whole or b"")):
            yield Copy(NARROW, narrow)
    yield Copy(widest, whole)


def _webp(image: Image.Image, width: int, height: int, *, lossless: bool) -> bytes:
    """Return a picture of that size as WebP: lossless, such as a diagram, unless that takes more than twice as much."""
    scaled = image.resize((width, max(1, height)), Image.Resampling.LANCZOS, reducing_gap=3.0)
    options: dict[str, Any] = {"icc_profile": image.info.get("icc_profile") or b"", "exif": b"", "xmp": b""}
    lossy = _saved(scaled, quality=QUALITY, **options)
    exact = _saved(scaled, lossless=True, **options) if lossless else b""
    return exact if exact and len(exact) <= 2 * len(lossy) else lossy


def _saved(image: Image.Image, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", method=4, **options)
    return file.getvalue()
