"""What VS Code needs to help an editor: settings, snippets, a task, and the extension to install.

In: a guide. Out: the files of its .vscode/ folder. The YAML extension checks and completes .yaml files by their
schemas. It does not look into the front matter of Markdown (redhat-developer/vscode-yaml, issue 207), nor does VS
Code by itself; there, snippets complete, and the task “check” marks every mistake at its line.
"""

from __future__ import annotations

import re
from typing import Any

from careerguide.editing import blanks
from careerguide.editing.known import Known
from careerguide.problems import Message
from careerguide.reading.folder import FOLDERS, Kind

SCHEMAS = "schemas"
# Which schema is for which files; roles and pages are Markdown, their schemas are for programs that read front matter.
GLOBS = {
    "guide": Kind.GUIDE.value,
    "regions": Kind.REGIONS.value,
    "skills": Kind.SKILLS.value,
    "glossary": Kind.GLOSSARY.value,
    "salary": f"{Kind.TABLE.value}/*{FOLDERS[Kind.TABLE]}",
}

TITLES = {
    "role": Message("A whole role to fill in"),
    "page": Message("A whole page to fill in"),
}


def settings(known: Known) -> dict[str, Any]:
    """Return the settings that editing this guide needs; an editor's own are kept beside them."""
    folder = known.content.resolve().name
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


def tasks(known: Known) -> dict[str, Any]:
    """Return the tasks: `check` marks every Problem at its line, in whatever language it is told; `serve` previews."""
    say = known.language.translate
    severities = {"error": Message("error").say(say), "warning": Message("warning").say(say)}
    matchers = [_matcher(severity, word) for severity, word in severities.items()]
    check = {"label": "check", "command": "uv run build.py check", "problemMatcher": matchers}
    serve = {"label": "serve", "command": "uv run build.py serve", "problemMatcher": [], "isBackground": True}
    return {
        "version": "2.0.0",
        "tasks": [
            {"type": "shell", "group": {"kind": "build", "isDefault": True}, **check},
            {"type": "shell", **serve},
        ],
    }


def _matcher(severity: str, word: str) -> dict[str, Any]:
    return {
        "owner": f"careerguide-{severity}",
        "fileLocation": ["autoDetect", "${workspaceFolder}"],
        "severity": severity,
        "pattern": {
            "regexp": rf"^(\S.*?):(\d+):(\d+): {re.escape(word)}: (.*)$",
            "file": 1,
            "line": 2,
            "column": 3,
            "message": 4,
        },
    }


def snippets(known: Known) -> dict[str, Any]:
    """Return the snippets for Markdown: whole files, fields of the front matter, an opinion, a figure."""
    say = known.language.translate
    answers = {"title": "@title@", "summary": "@summary@"}
    texts = {"role": blanks.role(answers, known, "id", "@today@"), "page": blanks.page(answers, known, "id", "@today@")}
    made = {name: _snippet(name, _filled(text), TITLES[name].say(say)) for name, text in texts.items()}
    for key, example in blanks.examples(known, "@today@", "id").items():
        made[key] = _snippet(f"{key}:", _filled(f"{key}: {example.value}"), example.meaning)
    opinion = f"> ${{1:{say('What the person thinks, in your words.')}}}\n>\n> — @${{2:expert-id}}"
    made["opinion"] = _snippet("opinion", opinion, say("An opinion, shown with the expert beside it"))
    for table in known.tables.values():
        parts = [[row.region for row in table.pay], list(table.segments), list(table.columns)]
        places = [_choice(number, names) for number, names in enumerate(filter(None, parts), 1)]
        figure = f"{{{{ pay({', '.join(places)}) \\}}\\}}"
        made[f"figure {table.id}"] = _snippet("pay", figure, f"{say('A figure of the table')} {table.id}")
    return made


def _snippet(prefix: str, body: str, description: str) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "body": body.rstrip("\n").split("\n"), "description": description}


def _filled(text: str) -> str:
    """Return text as a snippet: its marks become places to fill in, and what snippets give a meaning to loses it."""
    plain = re.sub(r"([\\$])", r"\\\1", text)
    plain = plain.replace("@title@", "${1:title}").replace("@summary@", "${2:summary}")
    return plain.replace("@today@", "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE")


def _choice(number: int, names: list[str]) -> str:
    return f'"${{{number}|{",".join(dict.fromkeys(names))}|}}"'
