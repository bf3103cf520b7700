"""The editors' handbooks as tests read them: their examples, their tables, and the guide that they show whole.

How an example says where it belongs, in the info string of its fence:

    ```yaml salaries/designer.yaml              a whole file; all of these together are the handbook's own small guide
    ```yaml in roles/designer.md                keys that are laid over those of a file of that guide
    ```markdown in roles/designer.md            a text that takes the place of that file's, with keys of its own
    … mistake                                   is told as the ```text fence says that comes next

`<!-- record: Role -->` stands before a table that has a row for each field of that record, `<!-- cells -->`,
`<!-- refused -->` and `<!-- figures -->` before tables of what is typed and what comes of it.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
HANDBOOKS = {"ru": ROOT / "docs/editing.ru.md", "en": ROOT / "docs/editing.md"}
FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=fence)\n", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """What a fence holds: its file, whether it is laid `over` it, and for a mistake the fence of its report."""

    handbook: str
    line: int
    language: str
    path: str
    over: bool
    text: str
    report: re.Match[str] | None

    @property
    def name(self) -> str:
        return f"{self.handbook}-{self.line}"


def read(handbook: str) -> str:
    return HANDBOOKS[handbook].read_text(encoding="utf-8")


def examples(handbook: str) -> list[Example]:
    """Return the examples of a handbook; a YAML or Markdown fence that does not say where it belongs is a mistake."""
    text, found = read(handbook), []
    fences = list(FENCE.finditer(text))
    for fence, after in zip(fences, [*fences[1:], None], strict=True):
        language, _, place = fence["info"].partition(" ")
        if language not in ("yaml", "markdown"):
            continue
        line = text.count("\n", 0, fence.start()) + 1
        assert place, f"{HANDBOOKS[handbook].name}:{line}: the example does not say where it belongs"
        path = place.removesuffix(" mistake")
        report = after if place != path else None
        assert report is None or report["info"] == "text", f"{HANDBOOKS[handbook].name}:{line}: no report follows"
        over = path.startswith("in ")
        found.append(Example(handbook, line, language, path.removeprefix("in "), over, fence["text"], report))
    return found


# --- tables ---------------------------------------------------------------------------------------------------------


def rows(handbook: str, mark: str) -> list[list[str]]:
    """Return the rows of the table after a mark, without its head; each cell is text."""
    after = read(handbook).partition(f"<!-- {mark} -->\n")[2].lstrip("\n")
    lines = after.partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip().strip("|").split(" | ")] for line in lines[2:]]


def code(cell: str) -> str:
    """Return what stands in backticks."""
    match = re.fullmatch(r"(`+) ?(.*?) ?\1", cell)
    assert match, f"{cell!r} is not in backticks"
    return match[2]


# --- the handbook's own guide --------------------------------------------------------------------------------------


def lay_guide(handbook: str, folder: Path) -> Path:
    """Write the whole files of a handbook, and the pictures that it names, into a content folder."""
    content = folder / "content"
    for example in examples(handbook):
        if not example.over and example.report is None:
            put(content, example.path, example.text)
    for name in re.findall(r"images/([\w-]+\.png)", read(handbook)):
        (content / "images").mkdir(exist_ok=True)
        (content / "images" / name).write_bytes(PICTURE)
    return content


def put(content: Path, path: str, text: str) -> None:
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def lay(content: Path, example: Example) -> None:
    """Put an example where it belongs."""
    if not example.over:
        put(content, example.path, example.text)
        return
    old = (content / example.path).read_text(encoding="utf-8")
    if not example.path.endswith(".md"):
        put(content, example.path, laid_over(old, example.text))
        return
    _, facts, body = old.split("---\n", 2)
    new = example.text if example.language == "markdown" else f"---\n{example.text}---\n{body}"
    if new.startswith("---\n"):
        _, more, new = new.split("---\n", 2)
        facts = laid_over(facts, more)
    body = new
    put(content, example.path, f"---\n{facts}---\n{body}")


def laid_over(old: str, new: str) -> str:
    """Return YAML with the top keys of `new` in the place of its own of the same name, and the others at its end."""
    blocks, added = dict(keys(old)), dict(keys(new))
    return "".join({**blocks, **added}.values())


def keys(text: str) -> Iterator[tuple[str, str]]:
    for block in re.split(r"^(?=[^\s#-])", text, flags=re.MULTILINE):
        if block:
            yield block.partition(":")[0], block


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\0"))
    + _chunk(b"IEND", b"")
)
