"""Every check by its name: what it finds, and how much that matters.

In: nothing. Out: `CHECKS`, the register behind `check --list`, `accepted` and the rules of SARIF. A name is stable: it
stands in editors' files and in other programs' settings.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from careerguide.pay import datachecks
from careerguide.problems import Message


class Level(StrEnum):
    """How much a finding matters, and which command finds it."""

    ERROR = "error"  # of every command: it has to be mended
    WARNING = "warning"  # of build and check: it can be accepted at its place
    ADVICE = "advice"  # of check alone: likewise
    COMMAND = "command"  # of import, new, schema and serve: about what was asked of them, not about the guide


class Check(NamedTuple):
    """What a check finds, in one sentence, and how much it matters."""

    summary: Message
    level: Level


_ERRORS = {
    "accepted": Message("an accepted finding names a check or a cell that does not exist"),
    "assets": Message("a picture or another file cannot be published"),
    "cell": Message("a cell holds nothing that can be read as a figure or a gap"),
    "characters": Message("an invisible character, or one of a private font"),
    "circular-path": Message("a career path goes in a circle"),
    "column": Message("a column of a salary table contradicts itself"),
    "content": Message("a file cannot be what it should be"),
    "draft-reference": Message("something refers to a draft, which readers will not see"),
    "duplicate-id": Message("two sources have one id"),
    "duplicate-key": Message("a key stands twice in one map"),
    "empty-guide": Message("the guide lacks its settings or has no role"),
    "encoding": Message("a file is not UTF-8 text"),
    "figure": Message("a figure in a text cannot be read, or is not in its table"),
    "file": Message("a file cannot be read"),
    "file-name": Message("a file has a name that the guide cannot use"),
    "folder": Message("the content folder is not there"),
    "foreign-table": Message("a role shows the salary table of another role"),
    "front-matter": Message("a file's front matter is missing or does not end"),
    "heading-empty": Message("a heading has no text"),
    "heading-id": Message("a heading's id cannot be used, or stands twice"),
    "image": Message("a picture in a text is not in images/"),
    "line-length": Message("a line is too long to have been typed"),
    "link": Message("a link in a text leads nowhere"),
    "links": Message("a link of the finished site leads nowhere"),
    "missing-cell": Message("a row lacks the figure of a column"),
    "missing-key": Message("a record lacks a key that it needs"),
    "nesting": Message("marks or HTML tags are nested too deep"),
    "opinion": Message("an opinion names an expert who is not in the front matter"),
    "output": Message("the site cannot be put where it should be"),
    "path": Message("a file of the site has a name that some disks cannot store"),
    "prose": Message("a text contradicts itself"),
    "record": Message("a value does not have the form of its key"),
    "second-title": Message("a text has a heading of level 1, which is the page's own"),
    "self-reference": Message("a role refers to itself"),
    "size": Message("a text or a table is too large for one page"),
    "symlink": Message("a symbolic link stands in the content"),
    "table": Message("the figures of a salary table are not in rows and columns"),
    "template": Message("a template does not work"),
    "unknown-column": Message("a figure stands in a column that the table does not have"),
    "unknown-key": Message("a key is not known"),
    "unknown-region": Message("a table names a region that regions.yaml does not have"),
    "unknown-role": Message("something refers to a role that does not exist"),
    "unknown-segment": Message("a table names a segment that it does not have"),
    "unknown-skill": Message("a role names a skill that skills.yaml does not have"),
    "unknown-table": Message("a role names a salary table that does not exist"),
    "yaml": Message("YAML that cannot be read"),
}
_WARNINGS = {
    "budget": Message("a page is heavier than its first screen should be"),
    "heading-order": Message("a heading skips a level"),
    "hosting": Message("the site or a file of it is near the limits of GitHub Pages"),
    "image-alt": Message("a picture has no alternative text"),
    "inferred-unknown": Message("a salary table calls inferred what it does not say"),
    "opinion-signature": Message("a quote is signed with more than an expert's id"),
    "typed-money": Message("an amount of money is typed by hand"),
    "unused-table": Message("no role shows a salary table"),
    "web-address": Message("a web address has a mistake in it"),
    **datachecks.CHECKS,
}
_ADVICE = {
    "github-preview": Message("GitHub's preview shows something else than the site"),
    "image-size": Message("a picture is heavy"),
    "missing-section": Message("a role lacks a section that most other roles have"),
    "repeated-sentence": Message("a sentence stands in two roles"),
    "source-date": Message("a source has no date"),
    "stale-figures": Message("a salary table was collected long ago"),
    "stale-review": Message("a text was last read through long ago"),
}
_COMMANDS = {
    "ambiguous-cell": Message("import: an amount can be read in two ways"),
    "breakdown": Message("serve: the program itself has a mistake"),
    "duplicate-row": Message("import: a row stands twice"),
    "exists": Message("import, new: the file is there already"),
    "guessed-segment": Message("import: words of a heading are taken for a kind of employer"),
    "import": Message("import: a table cannot be understood"),
    "option": Message("import, new: an option cannot be what it is"),
    "schema": Message("schema: a settings file cannot be written or is not current"),
    "two-statistics": Message("import: a column's heading names two statistics"),
    "unread-column": Message("import: a column is not read"),
    "unread-line": Message("import: a line is not read"),
}


def _registered() -> dict[str, Check]:
    levels = {Level.ERROR: _ERRORS, Level.WARNING: _WARNINGS, Level.ADVICE: _ADVICE, Level.COMMAND: _COMMANDS}
    return {name: Check(summary, level) for level, group in levels.items() for name, summary in group.items()}


CHECKS = _registered()
# What is no finding about a content file cannot be accepted in one.
ACCEPTABLE = {
    name: check
    for name, check in CHECKS.items()
    if check.level in (Level.WARNING, Level.ADVICE) and name not in {"accepted-unneeded", "budget", "hosting"}
}
