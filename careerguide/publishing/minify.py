"""Style sheets and scripts without what only their writers need: comments and blanks.

In: the bytes of a file and its name. Out: the bytes as they are published; what is neither stays as it is.

Only blanks go that can mean nothing anywhere: those around `{ } ; ,` and behind a colon. Others are one blank, because
`.a :is(b)` and `.a:is(b)` are two selectors (which rcssmin, inside of @layer, does not know). Of scripts, lines that
are comments go, and what stands before and behind the others.
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
    """Return a file in the form in which it is sent; rules, their order and their values stay the same."""
    shorter = _BY_ENDING.get(PurePosixPath(name).suffix)
    if shorter is None:
        return content
    return shorter(content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def minify_css(text: str) -> str:
    """Return a style sheet that means the same in fewer characters."""
    kept: list[str] = []

    def shorten(match: re.Match[str]) -> str:
        if match["kept"]:
            kept.append(match["kept"])
            return "\x01"
        return "\x00" if re.search(r"\s", re.sub(r"/\*.*?\*/", "", match["blank"], flags=re.DOTALL)) else "/**/"

    short = _NEEDLESS.sub(r"\1\2", _TOKEN.sub(shorten, text)).strip("\x00").replace(";}", "}").replace("\x00", " ")
    return re.sub("\x01", lambda _: kept.pop(0), short)


def minify_js(text: str) -> str:
    """Return a script that does the same; one with a text over several lines (in backticks) stays as it is."""
    lines = text.splitlines()
    if any(line.count("`") % 2 for line in lines) or text.count("/*") != len(_WHOLE_COMMENT.findall(text)):
        return text
    shown = (line.strip() for line in lines)
    return "\n".join(line for line in shown if line and not line.startswith("//")) + "\n"


_WHOLE_COMMENT = re.compile(r"/\*.*?\*/")  # that ends on the line where it begins
_BY_ENDING = {".css": minify_css, ".js": minify_js, ".mjs": minify_js}
