"""Machine-readable reports: JSON, and SARIF for programs that show findings in source code.

In: Problems and the language of their messages. Out: text. Strings are valid Unicode without control characters.

JSON (`--format json`) is one object. Keys may be added; those that are there stay:

    format    1
    ok        whether the exit code is 0
    errors, warnings, advice
              how many
    checked   how many content files were read; null where an error kept the guide from being loaded
    accepted  how many findings editors have accepted
    files     by path: [{path, problems: [{line, column, width, severity, check, message, hint, excerpt}]}]
              line and column count from 1 and are null where the file as a whole is meant; severity is "error",
              "warning" or "advice"; hint and excerpt (the line itself) may be null

SARIF (`--format sarif`) is version 2.1.0 (OASIS): one run, a rule for each check that can be found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any
from urllib.parse import quote

from careerguide.checks.checks import CHECKS, Level
from careerguide.commands.report import Report
from careerguide.core.problems import Problem, Severity, Translate, clip, visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "advice": "note"}  # of SARIF, by the severity


def by_file(problems: Iterable[Problem]) -> list[tuple[str, list[Problem]]]:
    """Return problems by path, and within a file by place."""
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    return [(path, list(group)) for path, group in groupby(ordered, key=lambda problem: problem.path)]


def as_json(report: Report) -> str:
    """Return a report as one JSON object."""
    translate, guide = report.language.translate, report.guide
    facts = {
        "format": 1,
        "ok": not report.failed,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "advice": report.count(Severity.ADVICE),
        "checked": len(guide.documents) if guide else None,
        "accepted": guide.accepted_count if guide else 0,
    }
    files = [
        {"path": visible(path), "problems": [_plain(problem, translate) for problem in group]}
        for path, group in by_file(report.problems)
    ]
    return json.dumps({**facts, "files": files}, ensure_ascii=False, indent=1)


def _plain(problem: Problem, translate: Translate) -> dict[str, Any]:
    return {
        "line": problem.line or None,
        "column": problem.column if problem.line else None,
        "width": problem.width if problem.line else None,
        "severity": problem.severity.value,
        "check": problem.check,
        "message": visible(problem.message.say(translate)),
        "hint": visible(problem.hint.say(translate)) if problem.hint else None,
        "excerpt": visible(clip(problem.excerpt)) or None,
    }


def as_sarif(report: Report) -> str:
    """Return the problems of a report as a SARIF log."""
    translate = report.language.translate
    rules = {name: check for name, check in CHECKS.items() if check.level is not Level.COMMAND}
    places = {name: index for index, name in enumerate(rules)}
    driver = {
        "name": "careerguide",
        "rules": [
            {
                "id": name,
                "shortDescription": {"text": check.summary.say(translate)},
                "defaultConfiguration": {"level": LEVELS[check.level.value]},
            }
            for name, check in rules.items()
        ],
    }
    results = [_result(problem, places, translate) for _, group in by_file(report.problems) for problem in group]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _result(problem: Problem, places: dict[str, int], translate: Translate) -> dict[str, Any]:
    text = visible(problem.message.say(translate))
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.path, errors="backslashreplace")}}
    if problem.line:
        end = problem.column + max(problem.width, 1)
        place["region"] = {"startLine": problem.line, "startColumn": problem.column, "endColumn": end}
    known = {"ruleIndex": places[problem.check]} if problem.check in places else {}
    what = "\0".join((problem.path, problem.check, problem.message.id, problem.excerpt.strip()))
    digest = hashlib.blake2b(what.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return {
        "ruleId": problem.check,
        **known,
        "level": LEVELS[problem.severity.value],
        "message": {"text": text + (f"\n{visible(problem.hint.say(translate))}" if problem.hint else "")},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"problem/v1": digest},
    }


MACHINE_READABLE: dict[str, Callable[[Report], str]] = {"json": as_json, "sarif": as_sarif}
