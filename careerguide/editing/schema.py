"""`build.py schema`: writes JSON Schemas and settings for VS Code to .vscode/ beside the content folder.

In: the options. Out: the files, or with --check whether they are current. An editor's own settings and other files in
the folder are kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from careerguide.commands.report import Report
from careerguide.core.atomic_write import write_files
from careerguide.core.options import SchemaOptions
from careerguide.core.problems import Message, Problem, Severity
from careerguide.editing.schemas import schemas
from careerguide.editing.vscode import SCHEMAS, extensions, settings, snippets, tasks
from careerguide.editing.without_ids import without_ids
from careerguide.guide.snapshot import GuideSnapshot, read_snapshot

FOLDER = ".vscode"


def schema(options: SchemaOptions) -> int:
    """Run the command and return the exit code: 0, or 1 where something cannot be written or is not current."""
    guide, problems = read_snapshot(options.content, *options.translations)
    report = Report(options, guide.language, problems)
    if report.failed:
        return report.close(Message("nothing was written"))
    root = options.content.resolve().parent
    files, problems = vscode_files(guide, root)
    report.add(problems)
    stale = _stale_paths(files, root)
    if options.check:
        report.add(_stale(path, _present(root / path), files[path]) for path in stale)
        return report.close(Message("nothing was written") if report.problems else Message("everything is up to date"))
    if report.failed:
        return report.close(Message("nothing was written"))
    write_files({root / path: files[path].encode() for path in stale})
    if not stale:
        return report.close(Message("everything is up to date"))
    return report.close(Message("written: {paths}", paths=", ".join(stale)))


def stale_files(guide: GuideSnapshot, root: Path) -> list[str]:
    """Return the paths of the files that are not current in more than the guide's ids."""
    files, _ = vscode_files(guide, root)
    return [path for path in _stale_paths(files, root) if not _same_but_ids(_present(root / path), files[path])]


def _stale_paths(files: Mapping[str, str], root: Path) -> list[str]:
    return [path for path, text in files.items() if _present(root / path) != text]


def vscode_files(guide: GuideSnapshot, root: Path) -> tuple[dict[str, str], list[Problem]]:
    """Return the wanted content of the files by path, and a Problem for each into which ours cannot be merged."""
    files = {f"{FOLDER}/{SCHEMAS}/{name}.json": _text(value) for name, value in schemas(guide).items()}
    files[f"{FOLDER}/career-guide.code-snippets"] = _text(snippets(guide))
    problems = []
    shared = {"settings.json": settings(guide), "extensions.json": extensions(), "tasks.json": tasks(guide)}
    for name, ours in shared.items():
        path = f"{FOLDER}/{name}"
        try:
            theirs = json.loads(_present(root / path) or "{}")
        except ValueError:
            what = Message("this file holds more than plain JSON, so that it is left as it is")
            hint = Message(
                "put into it what is missing, or move it away and run {program} schema again:\n{lines}",
                lines=_text(ours),
            )
            problems.append(Problem(path, 0, 1, what, hint, check="schema"))
            continue
        files[path] = _text(_merged(theirs, ours))
    return files, problems


def _stale(path: str, present: str | None, wanted: str) -> Problem:
    """Return the Problem of a file that is not current: an error, or advice where only the guide's ids differ."""
    hint = Message("write them anew: {program} schema")
    if _same_but_ids(present, wanted):
        what = Message("the lists of ids are of an older state of the guide")
        return Problem(path, 0, 1, what, hint, Severity.ADVICE, check="schema")
    return Problem(path, 0, 1, Message("this file is not current"), hint, check="schema")


def _same_but_ids(present: str | None, wanted: str) -> bool:
    return present is not None and without_ids(present) == without_ids(wanted)


def _merged(theirs: Any, ours: Any) -> Any:
    """Return an editor's settings merged with ours: maps by key, lists by their items, tasks by their labels."""
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
