"""A template that does not work, as a Problem at its line.

In: the exception that stopped a build, and the templates' folder. Out: a Problem, or None: no template is to blame.
"""

from __future__ import annotations

import linecache
import traceback
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from careerguide.problems import Message, Problem


def explain(error: Exception, templates: Path) -> Problem | None:
    """Return what is wrong with which line of which template."""
    if isinstance(error, TemplateSyntaxError):
        what = Message("this template cannot be read: {error}", error=error.message)
        return _problem(Path(error.filename or "?"), error.lineno, templates, what)
    line = _line_in_template(error, templates)
    if isinstance(error, TemplateNotFound):
        what = Message("there is no template {name}", name=error.name)
        file, number = line or (templates / (error.name or "?"), 0)
        return _problem(file, number, templates, what)
    if line is None:
        return None
    if isinstance(error, UndefinedError | AttributeError):
        what = Message("this template uses what it is not given: {error}", error=str(error))
    else:
        what = Message("this template stumbles here: {error}", error=f"{type(error).__name__}: {error}")
    return _problem(*line, templates, what)


def _line_in_template(error: Exception, templates: Path) -> tuple[Path, int] | None:
    """Return the innermost line of a template through which an exception came (Jinja names templates in tracebacks)."""
    folder = templates.resolve()
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        file = Path(frame.f_code.co_filename)
        if file.suffix != ".py" and file.resolve().is_relative_to(folder):
            return file, number
    return None


def _problem(file: Path, line: int, templates: Path, what: Message) -> Problem:
    linecache.checkcache(str(file))
    excerpt = linecache.getline(str(file), line).rstrip("\n") if line else ""
    start = len(excerpt) - len(excerpt.lstrip())
    folder = templates.resolve()
    inside = file.resolve().is_relative_to(folder)
    shown = f"{folder.name}/{file.resolve().relative_to(folder).as_posix()}" if inside else file.as_posix()
    width = max(1, len(excerpt) - start)
    return Problem(shown, line, start + 1, what, check="template", excerpt=excerpt, width=width)
