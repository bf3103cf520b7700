"""Problems as other programs read them: JSON, and SARIF for whatever shows findings in code.

In: Problems, and the language to say them in. Out: text. Strings hold nothing that could steer a terminal, and are
valid Unicode whatever stands in the content.

JSON (`--format json`) is one object. Keys may be added; those that are there stay:

    format    1
    ok        whether the exit code is 0
    errors, warnings
              how many
    checked   how many content files were read; null where an error kept the guide from being put together
    accepted  how many findings editors have accepted
    files     by path: [{path, problems: [{line, column, width, severity, check, message, hint, excerpt}]}]
              line and column count from 1 and are null where the file as a whole is meant; severity is "error" or
              "warning"; hint and excerpt (the line itself) may be null

SARIF (`--format sarif`) is version 2.1.0 (OASIS): one run, a rule for each check that can be found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import quote

from careerguide.checking.checks import CHECKS, Level
from careerguide.problems import Problem, Translate, details, on_one_line, visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def by_file(problems: Iterable[Problem]) -> list[tuple[str, list[Problem]]]:
    """Return problems by path, and within a file by place."""
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    return [(path, list(group)) for path, group in groupby(ordered, key=lambda problem: problem.path)]


def as_text(problems: Iterable[Problem], translate: Translate) -> str:
    """Return problems as lines for a terminal, file by file, each with the name of its check."""
    blocks = []
    for path, group in by_file(problems):
        lines = [on_one_line(path)]
        for problem in group:
            place = f"{problem.line}:{problem.column} " if problem.line else ""
            said = on_one_line(problem.message.say(translate))
            lines += [f" {place}{translate(problem.severity)}: {said} [{problem.check}]", *details(problem, translate)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def as_json(problems: Iterable[Problem], translate: Translate, **facts: object) -> str:
    """Return problems as one JSON object; `facts` are what it says of them all."""
    files = [
        {"path": visible(path), "problems": [_plain(problem, translate) for problem in group]}
        for path, group in by_file(problems)
    ]
    return json.dumps({"format": 1, **facts, "files": files}, ensure_ascii=False, indent=1)


def _plain(problem: Problem, translate: Translate) -> dict[str, Any]:
    return {
        "line": problem.line or None,
        "column": problem.column if problem.line else None,
        "width": problem.width if problem.line else None,
        "severity": problem.severity.value,
        "check": problem.check,
        "message": visible(problem.message.say(translate)),
        "hint": visible(problem.hint.say(translate)) if problem.hint else None,
        "excerpt": visible(problem.excerpt) or None,
    }


def as_sarif(problems: Iterable[Problem], translate: Translate) -> str:
    """Return problems as a SARIF log."""
    rules = {name: check for name, check in CHECKS.items() if check.level is not Level.COMMAND}
    places = {name: index for index, name in enumerate(rules)}
    driver = {
        "name": "careerguide",
        "rules": [
            {
                "id": name,
                "shortDescription": {"text": check.summary.say(translate)},
                "defaultConfiguration": {"level": "error" if check.level is Level.ERROR else "warning"},
            }
            for name, check in rules.items()
        ],
    }
    results = [_result(problem, places, translate) for _, group in by_file(problems) for problem in group]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _result(problem: Problem, places: dict[str, int], translate: Translate) -> dict[str, Any]:
    said = visible(problem.message.say(translate))
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
        "level": problem.severity.value,
        "message": {"text": said + (f"\n{visible(problem.hint.say(translate))}" if problem.hint else "")},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"problem/v1": digest},
    }
