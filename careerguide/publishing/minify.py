"""Minifies style sheets and scripts: removes comments and white space.

In: the name and the bytes of a file. Out: the bytes to publish; other files are unchanged.

In CSS, white space around `{ } ; ,` and after a colon is removed; elsewhere it becomes one space, because `.a :is(b)`
and `.a:is(b)` are two selectors (which rcssmin confuses inside @layer). In scripts, whole-line comments, indentation
and trailing white space are removed.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_TOKEN = re.compile(
    r"(?P<kept>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|url\(\s*[^\s\"')][^)]*\))"
    r"|(?P<blank>(?:\s|/\*.*?\*/)+)",
    re.DOTALL | re.IGNORECASE,
)
_NEEDLESS = re.compile(r"\x00?([{};,])\x00?|(:)\x00")


def minify(name: str, content: bytes) -> bytes:
    """Return the minified content of a file; rules, their order and their values stay the same."""
    shorter = _BY_ENDING.get(PurePosixPath(name).suffix)
    if shorter is None:
        return content
    return shorter(content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def minify_css(text: str) -> str:
    """Return an equivalent, shorter style sheet."""
    kept: list[str] = []

    def shorten(match: re.Match[str]) -> str:
        if match["kept"]:
            kept.append(match["kept"])
            return "\x01"
        return "\x00" if re.search(r"\s", re.sub(r"/\*.*?\*/", "", match["blank"], flags=re.DOTALL)) else "/**/"

    short = _NEEDLESS.sub(r"\1\2", _TOKEN.sub(shorten, text)).strip("\x00").replace(";}", "}").replace("\x00", " ")
    return re.sub("\x01", lambda _: kept.pop(0), short)


def minify_js(text: str) -> str:
    """Return an equivalent, shorter script; one with a template literal over several lines is returned unchanged."""
    lines = text.splitlines()
    if any(line.count("`") % 2 for line in lines) or text.count("/*") != len(_WHOLE_COMMENT.findall(text)):
        return text
    stripped = (line.strip() for line in lines)
    return "\n".join(line for line in stripped if line and not line.startswith("//")) + "\n"


_WHOLE_COMMENT = re.compile(r"/\*.*?\*/")  # on one line
_BY_ENDING = {".css": minify_css, ".js": minify_js, ".mjs": minify_js}
