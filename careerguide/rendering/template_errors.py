"""Converts exceptions in templates to Problems.

In: an exception, and the folders of templates. Out: a Problem at the line of the template, or None where the exception
does not come from a template.
"""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Sequence
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from careerguide.core.problems import Message, Problem, did_you_mean
from careerguide.rendering.template_sources import ORIGINAL, loader


def explain(error: Exception, layers: Sequence[Path]) -> Problem | None:
    """Return the Problem at the line of a template that caused an exception; None where none did."""
    if isinstance(error, TemplateSyntaxError):
        what = Message("this template cannot be read: {error}", error=error.message)
        return _problem(Path(error.filename or "?"), error.lineno, layers, what)
    line = _line_in_template(error, layers)
    if isinstance(error, TemplateNotFound):
        what = Message("there is no template {name}", name=error.name)
        file, number = line or (layers[0] / (error.name or "?"), 0)
        return _problem(file, number, layers, what, did_you_mean(str(error.name), _names(layers)))
    if line is None:
        return None
    if isinstance(error, RecursionError):
        what = Message("this template extends or includes itself, directly or by way of others")
        hint = Message("the program's own is named with {original}/ before it", original=ORIGINAL)
        return _problem(*line, layers, what, hint)
    if isinstance(error, UndefinedError):
        what = Message("this template uses what it is not given: {error}", error=str(error))
    else:
        what = Message("there is an error in this template: {error}", error=f"{type(error).__name__}: {error}")
    return _problem(*line, layers, what, _if_it_is_old(line[0].resolve(), layers))


def _line_in_template(error: Exception, layers: Sequence[Path]) -> tuple[Path, int] | None:
    """Return the innermost template line in the traceback of an exception (Jinja adds templates to tracebacks)."""
    folders = [folder.resolve() for folder in layers]
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        file = Path(frame.f_code.co_filename)
        if file.suffix != ".py" and any(map(file.resolve().is_relative_to, folders)):
            return file, number
    return None


def _names(layers: Sequence[Path]) -> list[str]:
    """Return the names of all templates, those that few mean last: originals by their longer names."""
    return sorted(loader(layers).list_templates(), key=lambda name: name.startswith(f"{ORIGINAL}/"))


def _if_it_is_old(file: Path, layers: Sequence[Path]) -> Message | None:
    """Return a hint for a template of the guide's own that covers one of the program, which may have changed."""
    own, *below = (folder.resolve() for folder in layers)
    if file.is_relative_to(own) and any((folder / file.relative_to(own)).is_file() for folder in below):
        return Message("if it is of an earlier version: {program} check --upgrade tells what to compare it with")
    return None


def _problem(file: Path, line: int, layers: Sequence[Path], what: Message, hint: Message | None = None) -> Problem:
    linecache.checkcache(str(file))
    excerpt = linecache.getline(str(file), line).rstrip("\n") if line else ""
    start = len(excerpt) - len(excerpt.lstrip())
    width = max(1, len(excerpt) - start)
    return Problem(
        _shown(file.resolve(), layers), line, start + 1, what, hint, check="template", excerpt=excerpt, width=width
    )


def _shown(file: Path, layers: Sequence[Path]) -> str:
    """Return the displayed path of a template: an original beneath the guide's own is shown as one extends it."""
    for number, folder in enumerate(folder.resolve() for folder in layers):
        if file.is_relative_to(folder):
            return f"{ORIGINAL if number else folder.name}/{file.relative_to(folder).as_posix()}"
    return file.as_posix()
