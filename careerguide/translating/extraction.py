"""Which English texts there are to translate, and which of them readers see.

In: folders of templates. Out: every text of the program and of the templates. Readers see those of templates, and those
of the code that are a `SiteText` or a `Word`; all others are for editors.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError

from careerguide.core.program import PACKAGE, PROGRAM
from careerguide.languages.catalogue import Id
from careerguide.rendering.template_sources import SUFFIXES, texts_in
from careerguide.schema.examples import ENTRIES

# Calls that take an English text as a literal, and how many: a plural takes two.
CALLS = {"Message": 1, "SiteText": 1, "Word": 1, "translate": 1, "say": 1, "N_": 1, "ntranslate": 2, "plural": 2}
FOR_READERS = frozenset({"SiteText", "Word"})


class Use(NamedTuple):
    """One use of a text, in a file of the program or of a guide."""

    id: Id
    file: str
    for_readers: bool


class Texts(NamedTuple):
    """Texts by id, each with the files that use it."""

    readers: dict[Id, list[str]]
    editors: dict[Id, list[str]]


def texts(template_layers: Sequence[Path]) -> Texts:
    """Return the texts of the program, and of all templates."""
    uses = [*(use for layer in template_layers for use in _in_templates(layer)), *_in_code()]
    readers: dict[Id, list[str]] = {}
    editors: dict[Id, list[str]] = {}
    for_readers = {use.id for use in uses if use.for_readers}
    for use in uses:
        files = (readers if use.id in for_readers else editors).setdefault(use.id, [])
        if use.file not in files:
            files.append(use.file)
    return Texts(readers, editors)


def readers_texts() -> frozenset[Id]:
    """Return what readers see of the texts in the code; faster than all texts, because most modules have none of it."""
    marked = [path for path in python_files() if any(f"{name}(" in _text(path) for name in FOR_READERS)]
    return frozenset(use.id for path in marked for use in _in_module(path) if use.for_readers)


def python_files() -> list[Path]:
    """Return the modules of the program."""
    story = PROGRAM / "build.py"
    return [*(path for path in sorted(PACKAGE.rglob("*.py")) if path != story), story]


def shown(path: Path) -> str:
    """Return the path of a module as it stands in the repository."""
    return "build.py" if path == PROGRAM / "build.py" else f"{PACKAGE.name}/{path.relative_to(PACKAGE).as_posix()}"


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _in_code() -> tuple[Use, ...]:
    entries = (Use(entry.id, f"{PACKAGE.name}/schema/examples.py", False) for entry in ENTRIES.values())
    return (*(use for path in python_files() for use in _in_module(path)), *entries)


def _in_module(path: Path) -> Iterator[Use]:
    file = shown(path)
    for call in calls(path):
        name = called(call)
        found = [literals(argument) for argument in call.args[: CALLS.get(name, 0)]]
        if len(found) == 2 and all(found):
            yield Use((found[0][0], found[1][0]), file, False)
        elif len(found) == 1:
            yield from (Use(id, file, name in FOR_READERS) for id in found[0])
        if path.parent.name == "schema":
            described = (each.value for each in call.keywords if each.arg in {"description", "examples"})
            yield from (Use(id, file, False) for value in described for id in literals(value))


def calls(path: Path) -> list[ast.Call]:
    """Return all calls in a module."""
    return [node for node in ast.walk(ast.parse(_text(path))) if isinstance(node, ast.Call)]


def called(call: ast.Call) -> str:
    """Return the name of what is called, without the object that it belongs to."""
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def literals(node: ast.expr) -> list[str]:
    """Return the literal that an expression is, the two of "one" if … else "other", or those of a list."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    if isinstance(node, ast.List):
        return [id for each in node.elts for id in literals(each)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _in_templates(folder: Path) -> Iterator[Use]:
    for path in sorted(folder.rglob("*")):
        if path.suffix not in SUFFIXES:
            continue
        file = f"templates/{path.relative_to(folder).as_posix()}"
        with suppress(TemplateSyntaxError):
            yield from (Use(id, file, True) for id in texts_in(Environment().parse(path.read_text(encoding="utf-8"))))
