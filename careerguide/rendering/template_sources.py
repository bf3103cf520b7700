"""The texts of the templates.

In: the folders of templates; a template of the first covers that of the same name in the next. Out: the text of each by
its name, and a Problem for each that cannot be used: a page in which a part is silently empty looks finished, and lacks
something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader, nodes
from jinja2.ext import extract_from_ast

from careerguide.core.os_errors import reason
from careerguide.core.problems import Message, Problem
from careerguide.languages.catalogue import Id

ORIGINAL = "careerguide"  # what a template that covers another one calls it by: careerguide/role.html
GETTEXT = {"_": 1, "ngettext": 2}  # functions that translate, and how many texts they take
SUFFIXES = frozenset({".html", ".xml", ".txt", ".webmanifest"})


def loader(layers: Sequence[Path]) -> BaseLoader:
    """Return the loader of templates: each by its name, and an original by its name with `careerguide/` before it."""
    return ChoiceLoader([FileSystemLoader(layers), PrefixLoader({ORIGINAL: FileSystemLoader(layers[-1])})])


def read(layers: Sequence[Path]) -> tuple[dict[str, str], list[Problem]]:
    """Return the templates by all names that `loader` knows, and the Problems of those that are unreadable or empty."""
    originals, problems = _read(layers[-1], ORIGINAL if len(layers) > 1 else layers[-1].resolve().name)
    texts = originals | {f"{ORIGINAL}/{name}": text for name, text in originals.items()}
    for folder in layers[:-1]:
        own, more = _read(folder, folder.resolve().name)
        texts |= own
        problems += more
    return texts, problems


def texts_in(tree: nodes.Template) -> Iterator[Id]:
    """Yield the English texts in a parsed template."""
    for _, function, found in extract_from_ast(tree, tuple(GETTEXT)):
        texts = [text for text in ((found,) if isinstance(found, str) else found or ()) if text]
        if len(texts) >= GETTEXT[function]:
            yield (texts[0], texts[1]) if GETTEXT[function] == 2 else texts[0]


def _read(folder: Path, place: str) -> tuple[dict[str, str], list[Problem]]:
    """Return the templates of one folder; `place` is its displayed path."""
    texts, problems = {}, []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in SUFFIXES:
            continue
        name = path.relative_to(folder).as_posix()
        text = _text(path, f"{place}/{name}")
        if isinstance(text, Problem):
            problems.append(text)
        else:
            texts[name] = text
    return texts, problems


def _text(path: Path, shown: str) -> str | Problem:
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        what = Message("the file cannot be read: {reason}", reason=reason(error))
        return _problem(shown, what, Message("check that it is a file and that you may read it"))
    except UnicodeDecodeError as error:
        what = Message("the file is not UTF-8 text: byte {byte}", byte=f"0x{error.object[error.start]:02X}")
        return _problem(shown, what, Message("save it as “UTF-8” in your editor"))
    if not text.strip():
        return _problem(shown, Message("this template is empty"), Message("restore it: git restore {path}", path=shown))
    return text


def _problem(shown: str, message: Message, hint: Message) -> Problem:
    return Problem(shown, 0, 1, message, hint, check="template")
