"""The registry of checks: what each finds, and how much that matters.

In: nothing. Out: `CHECKS`, used by `check --list`, `accepted` and the rules of SARIF. Names are stable, because content
files and the settings of other programs refer to them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from careerguide.core.problems import Message
from careerguide.pay import data_checks


class Level(StrEnum):
    """How much a finding matters, and which command finds it."""

    ERROR = "error"  # found by every command; has to be corrected
    WARNING = "warning"  # found by build and check; can be accepted
    ADVICE = "advice"  # found by check alone; can be accepted
    COMMAND = "command"  # found by import, new, schema and serve; about their input, not about the guide


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
    "circular-region": Message("a region lies in itself by way of others"),
    "collection": Message("a collection of guide.yaml cannot have its folder, its template or a field"),
    "column": Message("a column of a salary table contradicts itself"),
    "content": Message("a file is not of the kind that belongs there"),
    "draft-reference": Message("something refers to a draft, which readers will not see"),
    "duplicate-id": Message("two files, sources, skills or facts have one name"),
    "duplicate-term": Message("two entries of the glossary are the same word"),
    "duplicate-key": Message("a key stands twice in one map"),
    "editions": Message("salary tables of one series contradict each other, or lack their series or edition"),
    "empty-guide": Message("the guide lacks its settings or has no role"),
    "encoding": Message("a file is not UTF-8 text"),
    "figure": Message("a figure in a text cannot be read, or is not in its table"),
    "file": Message("a file cannot be read"),
    "file-name": Message("a file has a name that the guide cannot use"),
    "folder": Message("the content folder is not there"),
    "foreign-table": Message("a role shows the salary table of another role"),
    "former-id": Message("an earlier id (was) is in use, or two records claim it"),
    "front-matter": Message("a file's front matter is missing or does not end"),
    "heading-empty": Message("a heading has no text"),
    "heading-id": Message("a heading's id cannot be used, or stands twice"),
    "html-unclosed": Message("a comment or the like begins in a text and never ends"),
    "image": Message("a picture in a text is not in images/"),
    "line-length": Message("a line is too long to have been typed"),
    "link": Message("a link in a text leads nowhere"),
    "links": Message("a link of the finished site leads nowhere"),
    "merge-conflict": Message("git left two versions of the same lines"),
    "missing-cell": Message("a row lacks the figure of a column"),
    "missing-key": Message("a record lacks a key that it needs"),
    "nesting": Message("marks or HTML tags are nested too deep"),
    "notes": Message("a note is on a cell that does not exist, or is the second one on its cell"),
    "opinion": Message("an opinion names an expert who is not in the front matter"),
    "output": Message("the site cannot be written to its folder"),
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
    "unknown-level": Message("a role names a level of a skill that guide.yaml does not have"),
    "unknown-region": Message("something names a region that regions.yaml does not have"),
    "unknown-role": Message("something refers to a role that does not exist"),
    "unknown-segment": Message("a table names a segment that it does not have"),
    "unknown-skill": Message("a role names a skill that skills.yaml does not have"),
    "unknown-table": Message("a role names a salary table that does not exist"),
    "yaml": Message("YAML that cannot be read"),
}
_WARNINGS = {
    "budget": Message("the first screen of a page is too heavy"),
    "contrast": Message("the accent colour is too weak on the background of the site"),
    "cut-value": Message("a # cuts off the end of a value"),
    "empty-collection": Message("a collection of guide.yaml has no file yet"),
    "footnote": Message("a footnote has no text, or nothing refers to it"),
    "garbled": Message("letters were lost in another encoding"),
    "heading-order": Message("a heading skips a level"),
    "hosting": Message("the site or a file of it is near the limits of GitHub Pages"),
    "html-tag": Message("a text has something in < and > that is no HTML tag, is never closed, or is left out"),
    "image-alt": Message("a picture has no alternative text"),
    "inferred-unknown": Message("a salary table calls inferred what it does not say"),
    "opinion-signature": Message("a quote is signed with more than an expert's id"),
    "refused-code": Message("a template has a script or a style in it, which browsers refuse"),
    "role-in-words": Message("a role is named by its title instead of its id, and so becomes no link"),
    "slip": Message("something is typed as markup and not understood, so it is shown as it is typed"),
    "typed-money": Message("an amount of money is typed by hand"),
    "untranslated": Message("readers see English words in a guide of another language"),
    "unused-block": Message("a template fills a block that the one that it extends does not have"),
    "unused-template": Message("no page is made from a template of the guide's own"),
    "unused-table": Message("no role shows a salary table"),
    "web-address": Message("a web address has a mistake in it"),
    **data_checks.CHECKS,
}
_ADVICE = {
    "github-preview": Message("GitHub's preview shows something else than the site"),
    "dropped-character": Message("a character that cannot be shown was dropped"),
    "image-size": Message("a picture is heavy for readers, or its file is far larger than what is shown"),
    "missing-section": Message("a role lacks a section that most other roles have"),
    "renamed-field": Message("a field has its name of an earlier version, which is still read"),
    "repeated-sentence": Message("a sentence stands in two roles"),
    "source-date": Message("a source has no date"),
    "stale-figures": Message("a salary table was collected long ago"),
    "stale-review": Message("a text was last read through long ago"),
    "unlikely-value": Message("a date is still to come, or a share is below one per cent"),
    "upgrade": Message("check --upgrade: a file is of an earlier version of the program"),
}
_COMMANDS = {
    "ambiguous-cell": Message("import: an amount can be read in two ways"),
    "breakdown": Message("serve: the program itself has a mistake"),
    "catalogue": Message("translate: a translation is wrong, or is left to do"),
    "count-column": Message("import: a column is read as numbers of people"),
    "duplicate-row": Message("import: a row stands twice"),
    "exists": Message("import, new: the file is there already"),
    "gone": Message("build: a page that was published before is gone"),
    "footnote-mark": Message("import: a cell has the mark of a footnote"),
    "transposed": Message("import: a table with its regions in columns is turned"),
    "unit": Message("import: the unit of the figures is read, or has to be told"),
    "guessed-segment": Message("import: words of a heading are taken for a kind of employer"),
    "import": Message("import: a table cannot be understood"),
    "option": Message("import, new: an option cannot be what it is"),
    "ragged": Message("import: a value of a breakdown has fewer columns than others"),
    "read-dimension": Message("import: a column is read as what figures are broken down by"),
    "schema": Message("schema: a settings file cannot be written or is not current"),
    "two-statistics": Message("import: a column's heading names two statistics"),
    "unread-column": Message("import: a column is not read"),
    "unread-line": Message("import: a line is not read"),
}


def _registered() -> dict[str, Check]:
    levels = {Level.ERROR: _ERRORS, Level.WARNING: _WARNINGS, Level.ADVICE: _ADVICE, Level.COMMAND: _COMMANDS}
    return {name: Check(summary, level) for level, group in levels.items() for name, summary in group.items()}


CHECKS = _registered()
# Findings that are not about a content file, or take a key press to correct.
_NEVER_ACCEPTED = {
    "accepted-unneeded",
    "budget",
    "dropped-character",
    "hosting",
    "refused-code",
    "renamed-field",
    "untranslated",
    "unused-block",
    "unused-template",
    "upgrade",
}
ACCEPTABLE = {
    name: check
    for name, check in CHECKS.items()
    if check.level in (Level.WARNING, Level.ADVICE) and name not in _NEVER_ACCEPTED
}
