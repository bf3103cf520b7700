"""Files for VS Code: settings, snippets, tasks, and the extension to install.

In: a guide. Out: the content of files in .vscode/. The YAML extension checks and completes .yaml files by their
schemas, but not the front matter of Markdown (redhat-developer/vscode-yaml, issue 207): there, snippets complete, and
the task “check” marks every mistake at its line.
"""

from __future__ import annotations

import re
from typing import Any

from careerguide.core.problems import SEVERITIES, Message, Severity
from careerguide.core.program import IN_REPOSITORY, INSTALLED
from careerguide.editing import blanks
from careerguide.guide.snapshot import GuideSnapshot
from careerguide.schema.records import FOLDERS, LISTS, MARKDOWN

SCHEMAS = "schemas"
# The files of each schema; roles and pages are Markdown, and their schemas are for programs that read front matter.
GLOBS = {kind.schema: kind.file("*") for kind in [*LISTS, *FOLDERS] if kind not in MARKDOWN}

PLACES: list[dict[str, Any]] = [  # of a problem: a line, or a file as a whole
    {"regexp": r"^(\S.*?):(\d+):(\d+)", "file": 1, "line": 2, "column": 3, "message": 4},
    {"regexp": r"^(\S(?:(?!:\d+:\d+:|: ).)*)", "kind": "file", "file": 1, "message": 2},
]
TITLES = {
    "role": Message("A whole role to fill in"),
    "page": Message("A whole page to fill in"),
}


def settings(guide: GuideSnapshot) -> dict[str, Any]:
    """Return the settings for editing this guide."""
    folder = guide.content.resolve().name
    return {
        "yaml.schemas": {f"./.vscode/{SCHEMAS}/{name}.json": f"{folder}/{glob}" for name, glob in GLOBS.items()},
        "yaml.yamlVersion": "1.2",
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True},
        "[markdown]": {
            "editor.wordWrap": "on",
            "editor.quickSuggestions": {"comments": "on", "strings": "on", "other": "on"},
        },
    }


def extensions() -> dict[str, Any]:
    """Return the extensions that VS Code offers to install."""
    return {"recommendations": ["redhat.vscode-yaml"]}


def tasks(guide: GuideSnapshot) -> dict[str, Any]:
    """Return the tasks: `check`, whose matchers find every Problem in the guide's language, and `serve`."""
    say = guide.language.translate
    program = IN_REPOSITORY if (guide.content.resolve().parent / "build.py").is_file() else INSTALLED
    matchers = [_matcher(severity, word.say(say), **place) for severity, word in SEVERITIES.items() for place in PLACES]
    check = {"label": "check", "command": f"{program} check", "problemMatcher": matchers}
    serve = {"label": "serve", "command": f"{program} serve", "problemMatcher": [], "isBackground": True}
    return {
        "version": "2.0.0",
        "tasks": [
            {"type": "shell", "group": {"kind": "build", "isDefault": True}, **check},
            {"type": "shell", **serve},
        ],
    }


def _matcher(severity: Severity, word: str, regexp: str, **pattern: Any) -> dict[str, Any]:
    """Return the matcher of the problems of one severity in the output of `check` and `build`."""
    return {
        "owner": f"careerguide-{severity}" + ("-file" if "kind" in pattern else ""),
        "fileLocation": ["autoDetect", "${workspaceFolder}"],
        "severity": "info" if severity is Severity.ADVICE else severity.value,
        "pattern": {"regexp": f"{regexp}: {re.escape(word)}: (.*)$", **pattern},
    }


def snippets(guide: GuideSnapshot) -> dict[str, Any]:
    """Return the snippets for Markdown: whole files, fields of the front matter, an opinion, a figure."""
    say = guide.language.translate
    answers = {"title": "@title@", "summary": "@summary@"}
    texts = {"role": blanks.role(answers, guide, "id", "@today@"), "page": blanks.page(answers, guide, "id", "@today@")}
    found = {name: _snippet(name, _escaped(text), TITLES[name].say(say)) for name, text in texts.items()}
    for key, example in blanks.examples(guide, "@today@", "id").items():
        found[key] = _snippet(f"{key}:", _escaped(f"{key}: {example.value}"), example.meaning)
    opinion = f"> ${{1:{say('What the person thinks, in your words.')}}}\n>\n> — @${{2:expert-id}}"
    found["opinion"] = _snippet("opinion", opinion, say("An opinion, shown with the expert beside it"))
    for table in guide.tables.values():
        parts = [
            [row.region for row in table.pay],
            *map(list, (each.values for each in table.all_dimensions.values())),
            list(table.columns),
        ]
        places = [_choice(number, names) for number, names in enumerate(filter(None, parts), 1)]
        figure = f"{{{{ pay({', '.join(places)}) \\}}\\}}"
        found[f"figure {table.id}"] = _snippet("pay", figure, f"{say('A figure of the table')} {table.id}")
    return found


def _snippet(prefix: str, body: str, description: str) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "body": body.rstrip("\n").split("\n"), "description": description}


def _escaped(text: str) -> str:
    """Return text as the body of a snippet: special characters are escaped, and marks become placeholders."""
    plain = re.sub(r"([\\$])", r"\\\1", text)
    plain = plain.replace("@title@", "${1:title}").replace("@summary@", "${2:summary}")
    return plain.replace("@today@", "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE")


def _choice(number: int, names: list[str]) -> str:
    return f'"${{{number}|{",".join(dict.fromkeys(names))}|}}"'
