"""SVG files that the guide's settings name: a logo, an icon.

In: the bytes of a file. Out: a `PictureContent`, or a `Flaw`: why it is not published. A browser that opens an SVG file
by its address runs what is in it, so a file is published only if there is nothing in it that could run or load.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from xml.parsers import expat

from careerguide.core.problems import Message
from careerguide.guide.pictures import Copy, Flaw, PictureContent
from careerguide.schema.picture import HEAVY

_FORBIDDEN = frozenset(
    {"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler", "listener"}
)
_ADDRESS = re.compile(r"""url\((?!\s*["']?#)|\b(?:image|image-set|src)\(|@import|(?:java|vb)script:""", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)  # of CSS: \75rl( is url(
_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
MAX_SIDE = 100_000  # pixels: a size beyond that is no size
_PLAIN = Message("export it from the drawing program as plain SVG, or as PNG")


class _Refused(Exception):
    """What is in the file that must not be published, as the only argument."""


class _Reader:
    """Reads a drawing up to its end, or to what is refused."""

    def __init__(self) -> None:
        self.root: Mapping[str, str] | None = None
        self.texts: list[list[str]] = []  # of the elements that are open
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._element
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.parser.ProcessingInstructionHandler = self._instruction

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        self.texts.append([])
        namespace, _, tag = name.rpartition(" ")
        if self.root is None:
            if tag != "svg" or namespace != "http://www.w3.org/2000/svg":
                raise _Refused(Message("this is no SVG, whatever the file's name says"))
            self.root = attributes
        if tag in _FORBIDDEN:
            raise _Refused(Message("the SVG holds <{tag}>, which a browser would run or load", tag=tag))
        for key, value in attributes.items():
            plain = key.rpartition(" ")[2]
            if plain.lower().startswith("on"):
                raise _Refused(Message("the SVG holds a script in “{key}”", key=plain))
            linked = plain == "href" and not value.startswith("#") and not _DATA.match(value)
            if linked or _has_address(value) or (tag in ("set", "animate") and value.strip().endswith("href")):
                raise _Refused(_elsewhere(value))

    def _text(self, text: str) -> None:
        self.texts[-1].append(text)

    def _end(self, name: str) -> None:
        """Look at the text of an element as a whole: a style sheet is made of it, whatever stands between its parts."""
        text = "".join(self.texts.pop())
        if _has_address(text):
            raise _Refused(_elsewhere(text.strip()))

    def _document_type(self, name: str, system: str | None, public: str | None, has_entities: bool) -> None:
        if has_entities:
            raise _Refused(Message("the SVG declares entities of its own"))

    def _instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            raise _Refused(_elsewhere(data))


def _has_address(text: str) -> bool:
    """Return whether a text or a value would load or run something if it were read as CSS or as an address."""
    return bool(_ADDRESS.search(text) or ("\\" in text and _ADDRESS.search(_ESCAPE.sub(_unescaped, text))))


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1], 16) if escape[1] else 0
    return escape[2] or (chr(code) if code < sys.maxunicode else "")


def _elsewhere(text: str) -> Message:
    return Message("the SVG refers to something outside of itself: {text}", text=text[:60])


def examine(raw: bytes) -> PictureContent | Flaw:
    """Return what a drawing holds: its size in pixels, or 0 × 0 where it does not say one."""
    if len(raw) > HEAVY:
        return Flaw(Message("the drawing is larger than {limit} kB", limit=HEAVY // 1000), Message("make it simpler"))
    reader = _Reader()
    reader.parser.buffer_text = True
    try:
        reader.parser.Parse(raw, True)
    except _Refused as refused:
        return Flaw(refused.args[0], _PLAIN)
    except (expat.ExpatError, LookupError, ValueError):
        return Flaw(Message("the SVG is damaged or not complete"), _PLAIN)
    width, height = _size(reader.root or {})
    return PictureContent((".svg",), width, height, False, (Copy(width, None),))


def _size(root: Mapping[str, str]) -> tuple[int, int]:
    box = re.findall(r"[\d.]+", root.get("viewBox", ""))[-2:]
    given = [re.match(r"[\d.]+(?=(?:px)?$)", root.get(key, "").strip()) for key in ("width", "height")]
    numbers = [each[0] if each else "" for each in given]
    try:
        width, height = (round(float(number)) for number in (numbers if all(numbers) else box))
    except (ValueError, OverflowError):
        return 0, 0
    return (width, height) if max(width, height) <= MAX_SIDE else (0, 0)
