"""`build.py schema`: what VS Code needs to know of this guide, in .vscode/ beside the content folder.

In: the options. Out: the files, or with --check whether they are as they would be written. Settings that an editor
has made stay; whatever else is there by another name stays too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from careerguide.commands import SchemaOptions
from careerguide.editing.known import Known, look
from careerguide.editing.placing import put
from careerguide.editing.schemas import schemas
from careerguide.editing.vscode import SCHEMAS, extensions, settings, snippets, tasks
from careerguide.problems import Message, Problem
from careerguide.report import Report

FOLDER = ".vscode"


def schema(options: SchemaOptions) -> int:
    """Run the command and return the exit code: 0 all is current, 1 something is not, or cannot be written."""
    known, problems = look(options.content, options.translations)
    report = Report(options, known.language, problems)
    if report.failed:
        return report.close(Message("nothing was written"))
    root = options.content.resolve().parent
    files, problems = _files(known, root)
    report.add(problems)
    stale = [path for path, text in files.items() if _present(root / path) != text]
    if options.check:
        hint = Message("write them anew: uv run build.py schema")
        report.add(Problem(path, 0, 1, Message("this file is not current"), hint, check="schema") for path in stale)
        return report.close(Message("nothing was written") if report.problems else Message("all is current"))
    if report.failed:
        return report.close(Message("nothing was written"))
    for path in stale:
        put(root / path, files[path].encode())
    if not stale:
        return report.close(Message("all is current"))
    return report.close(Message("written: {paths}", paths=", ".join(stale)))


def _files(known: Known, root: Path) -> tuple[dict[str, str], list[Problem]]:
    """Return the files by path as they should be, and what cannot be told of those that an editor has changed."""
    files = {f"{FOLDER}/{SCHEMAS}/{name}.json": _text(made) for name, made in schemas(known).items()}
    files[f"{FOLDER}/career-guide.code-snippets"] = _text(snippets(known))
    problems = []
    shared = {"settings.json": settings(known), "extensions.json": extensions(), "tasks.json": tasks(known)}
    for name, ours in shared.items():
        path = f"{FOLDER}/{name}"
        try:
            theirs = json.loads(_present(root / path) or "{}")
        except ValueError:
            what = Message("this file holds more than plain JSON, so that it is left as it is")
            hint = Message(
                "put into it what is missing, or move it away and run uv run build.py schema again:\n{lines}",
                lines=_text(ours),
            )
            problems.append(Problem(path, 0, 1, what, hint, check="schema"))
            continue
        files[path] = _text(_merged(theirs, ours))
    return files, problems


def _merged(theirs: Any, ours: Any) -> Any:
    """Return an editor's settings with ours put in: maps by key, lists by what is missing, tasks by their labels."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return theirs | {key: _merged(theirs[key], value) if key in theirs else value for key, value in ours.items()}
    if isinstance(theirs, list) and isinstance(ours, list):
        labels = {item.get("label") for item in ours if isinstance(item, dict)} - {None}
        kept = [item for item in theirs if not (isinstance(item, dict) and item.get("label") in labels)]
        return kept + [item for item in ours if item not in kept]
    return ours


def _present(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
