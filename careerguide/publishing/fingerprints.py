"""Names with a digest of the content: a browser may cache `css/site.1f2e3d4c.css` for ever without showing old content.

In: files by name. Out: the name under which each is published, its bytes (with references to other files under their
new names), and a Problem for each broken reference.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote

from careerguide.core.digest import with_digits
from careerguide.core.problems import Message, Problem, did_you_mean
from careerguide.publishing.minify import minify

_RENAMED = frozenset(
    [".css", ".js", ".mjs", ".woff2", ".woff", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"]
)
_CSS = re.compile(
    r"/\*.*?\*/"
    r"|@import\s+(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)')"
    r"|url\(\s*(?:\"(?P<url_double>[^\"\n]*)\"|'(?P<url_single>[^'\n]*)'|(?P<bare>[^\s\"'()]*))\s*\)"
    r"|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'",
    re.DOTALL | re.IGNORECASE,
)
_JS = re.compile(r"\b(?:from|import)\s*\(?\s*(?:\"(?P<double>\.{1,2}/[^\"\n]+)\"|'(?P<single>\.{1,2}/[^'\n]+)')")
_REFERENCES = {".css": _CSS, ".js": _JS, ".mjs": _JS}


@dataclass
class PublishedNames:
    """Finds the published names and files; Problems name files in `folder`."""

    originals: Mapping[str, bytes]
    folder: str
    fingerprint: bool = True
    names: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def publish(self, name: str) -> str:
        """Return the published name of a file, having published all files that it refers to."""
        if name not in self.names:
            self._open.append(name)
            content = self._with_new_references(name, self.originals[name])
            self._open.pop()
            content = minify(name, content) if self.fingerprint else content
            self.names[name] = with_digits(name, content) if self.fingerprint and _is_new_reference(name) else name
            self.files[self.names[name]] = content
        return self.names[name]

    def _with_new_references(self, name: str, content: bytes) -> bytes:
        """Return the content of a file with the published names of the files that it refers to."""
        pattern = _REFERENCES.get(PurePosixPath(name).suffix)
        if pattern is None:
            return content
        text = content.decode("utf-8", "surrogateescape")
        parts: list[str] = []
        done = 0
        for start, end, reference in _references(pattern, text):
            parts += [text[done:start], self._new_reference(name, text, start, reference)]
            done = end
        return "".join([*parts, text[done:]]).encode("utf-8", "surrogateescape")

    def _new_reference(self, name: str, text: str, start: int, reference: str) -> str:
        """Return the reference at offset `start` of a file with the published name of its target."""
        path = re.split(r"[?#]", reference, maxsplit=1)[0]
        if not path or path.lower().startswith(("data:", "about:")):
            return reference
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
        if problem := self._error(path, target):
            line = text.count("\n", 0, start) + 1
            excerpt = text.split("\n", line)[line - 1]
            column = start - text.rfind("\n", 0, start)
            place = (f"{self.folder}/{name}", line, column)
            self.problems.append(Problem(*place, *problem, check="assets", excerpt=excerpt, width=len(reference)))
            return reference
        new = posixpath.basename(self.publish(target))
        return path[: path.rfind("/") + 1] + new + reference[len(path) :]

    def _error(self, path: str, target: str) -> tuple[Message, Message | None] | None:
        """Return what is wrong with a reference and what to do, or None."""
        if re.match(r"[a-z][a-z0-9+.-]*:|//", path, re.IGNORECASE):
            return Message("this asks another site for a file"), Message(
                "put the file into {folder}/", folder=self.folder
            )
        if path.startswith("/"):
            message = Message("this begins at the host's root, where the site may not stand")
            return message, Message("write it from this file: ../{path}", path=path.lstrip("/"))
        if target in self._open:
            names = " → ".join([*self._open[self._open.index(target) :], target])
            return Message("files refer to each other in a circle: {names}", names=names), None
        if target not in self.originals:
            message = Message("there is no file {path}", path=f"{self.folder}/{target}")
            return message, did_you_mean(target, self.originals)
        return None


@lru_cache(maxsize=128)  # a preview reads the same files again and again
def _references(pattern: re.Pattern[str], text: str) -> list[tuple[int, int, str]]:
    """Return the start, the end and the text of each reference in a file."""
    return [
        (match.start(group), match.end(group), reference)
        for match in pattern.finditer(text)
        for group, reference in match.groupdict().items()
        if reference is not None
    ]


def _is_new_reference(name: str) -> bool:
    """Return whether a file may get another name; files at the top, such as robots.txt, are requested by name."""
    return "/" in name and not name.startswith(".") and PurePosixPath(name).suffix.lower() in _RENAMED
