"""`careerguide check --upgrade`: what this version of the program asks of a guide that was begun with an earlier one.

In: the options. Out: advice about the guide's own templates, words and settings; nothing is written. Renamed fields of
content are advice of every `check` (schema/renamed.py), and blocks that are gone warnings of every build.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from careerguide import __version__
from careerguide.checks.own_templates import outline_of, own_names
from careerguide.core.options import Options
from careerguide.core.problems import Message, Problem, Severity
from careerguide.core.program import quoted
from careerguide.editing.init import shared_texts
from careerguide.editing.schema import stale_files
from careerguide.guide.site_identity import site_identity
from careerguide.guide.snapshot import read_snapshot
from careerguide.languages import catalogue
from careerguide.rendering import template_sources
from careerguide.rendering.template_sources import ORIGINAL
from careerguide.translating.extraction import texts

REQUIREMENTS = "requirements.txt"
_VERSION = re.compile(r"^careerguide\b.*?(?:==|@v)(\d[\w.]*)", re.MULTILINE)
_PIN = re.compile(r"@[0-9a-f]{40} # v\S+")  # of an action, which Dependabot keeps current


def findings(options: Options) -> Iterator[Problem]:
    """Yield what an owner has to look at; nothing in the program's own repository, which has one layer of templates."""
    if len(options.template_layers) == 1:
        return
    root = options.content.resolve().parent
    yield from _copied_templates(options)
    yield from _unused_words(options)
    yield from _other_version(options.content.parent / REQUIREMENTS)
    yield from _other_settings(root)
    guide, _ = read_snapshot(options.content, *options.translations)
    if (root / ".vscode").is_dir() and stale_files(guide, root):
        what, hint = Message("the settings for VS Code are not current"), Message("write them anew: {program} schema")
        yield _advice(".vscode", 0, what, hint)


def _advice(path: str, line: int, what: Message, hint: Message) -> Problem:
    return Problem(path, line, 1, what, hint, Severity.ADVICE, "upgrade")


def _copied_templates(options: Options) -> Iterator[Problem]:
    """Yield each own template that replaces the program's as a whole, with the blocks that it lacks."""
    sources, _ = template_sources.read(options.template_layers)
    for name in own_names(sources):
        original, own = f"{ORIGINAL}/{name}", outline_of(sources[name])
        if original not in sources or own.extends == original:
            continue
        what = Message("this template replaces the program's, so that no change of the program reaches it")
        if lacking := outline_of(sources[original]).blocks.keys() - own.blocks.keys():
            names = tuple(sorted(lacking))
            what = Message("this template replaces the program's, and lacks its blocks: {names}", names=names)
        path = (options.template_layers[-1] / name).as_posix()
        extends = f'{{% extends "{original}" %}}'
        hint = Message(
            "compare it with {path}; one that begins with {extends} keeps the rest", path=path, extends=extends
        )
        yield _advice(f"{options.templates.resolve().name}/{name}", 0, what, hint)


def _unused_words(options: Options) -> Iterator[Problem]:
    """Yield each entry of the guide's own catalogues that neither the program nor a template says."""
    code = site_identity(options)[1].code
    known = texts(options.template_layers)
    for path in catalogue.files(code, options.translations[0]):
        for entry in catalogue.parse(path.read_bytes()):
            if entry.id and (id := catalogue.id_of(entry)) not in known.readers and id not in known.editors:
                said = id if isinstance(id, str) else id[0]
                what = Message("nothing says “{text}” in this version", text=said)
                hint = Message("{program} translate {code} lays it aside, and says what is to be translated", code=code)
                shown = f"{options.templates.resolve().name}/translations/{path.name}"
                yield _advice(shown, entry.lineno or 0, what, hint)


def _other_version(requirements: Path) -> Iterator[Problem]:
    """Yield that requirements.txt names another version than that of the running program."""
    stated = _VERSION.search(_text(requirements))
    if stated and stated[1] != __version__:
        what = Message(
            "version {stated} is stated here, and {version} is running", stated=stated[1], version=__version__
        )
        hint = Message("install what is stated: pip install --requirement {file}", file=quoted(requirements))
        yield _advice(REQUIREMENTS, 0, what, hint)


def _other_settings(root: Path) -> Iterator[Problem]:
    """Yield each file of `init` that is there and lacks lines that this version writes."""
    for name, wanted in shared_texts().items():
        if name == REQUIREMENTS or not (root / name).is_file():
            continue
        present, wanted_lines = (_PIN.sub("@", text).splitlines() for text in (_text(root / name), wanted))
        lines = list(difflib.unified_diff(present, wanted_lines, lineterm="", n=1))[2:]
        if any(line.startswith("+") for line in lines):
            what = Message("this version of init writes this file otherwise")
            hint = Message("take over what you need (+ is new):\n{lines}", lines="\n".join(lines))
            yield _advice(name, 0, what, hint)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
