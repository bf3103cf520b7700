"""A tolerant reader of the guide for the commands that write content, which must work while other files are broken.

In: the content folder. Out: a `GuideSnapshot` of everything that can be read, and the Problems of the lists that these
commands rely on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from careerguide.core.problems import Message, Problem, without_advice
from careerguide.guide.collections import stated
from careerguide.guide.files import decode
from careerguide.guide.folder import ContentFile, walk
from careerguide.languages.language import Language
from careerguide.reading.source import read
from careerguide.schema import Collection, Region, SalaryTable, Skill, Term
from careerguide.schema.records import MARKDOWN, Kind
from careerguide.schema.renamed import parse


@dataclass
class GuideSnapshot:
    """The records of a guide by kind and id, including drafts; for Markdown files, only the titles."""

    content: Path
    language: Language
    records: dict[Kind, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    paths: dict[str, str] = field(default_factory=dict)  # of files as Problems show them, by what Kind.file returns
    pays: dict[str, str] = field(default_factory=dict)  # the id of a role's table, by role

    @property
    def regions(self) -> Mapping[str, Region]:
        """The regions, by id."""
        return self.records[Kind.REGIONS]

    @property
    def skills(self) -> Mapping[str, Skill]:
        """The skills, by id."""
        return self.records[Kind.SKILLS]

    @property
    def skill_levels(self) -> Mapping[str, str]:
        """The names of the levels of skills, by id."""
        settings = self.records[Kind.GUIDE].get(Kind.GUIDE.stem)
        return {id: level.label for id, level in settings.skill_levels.items()} if settings else {}

    @property
    def collections(self) -> Mapping[str, Collection]:
        """The collections, by their folder."""
        settings = self.records[Kind.GUIDE].get(Kind.GUIDE.stem)
        return settings.collections if settings else {}

    @property
    def terms(self) -> Mapping[str, Term]:
        """The glossary's terms, by id."""
        return self.records[Kind.GLOSSARY]

    @property
    def tables(self) -> Mapping[str, SalaryTable]:
        """The salary tables, by id."""
        return self.records[Kind.TABLE]

    @property
    def roles(self) -> Mapping[str, str]:
        """The titles of the roles, by id."""
        return self.records[Kind.ROLE]

    def other_edition(self, role: str, table: str) -> Message | None:
        """Return what makes a new table another edition of the one that a role shows; None where it shows none."""
        shown = self.pays.get(role, table)
        if shown == table:
            return None
        return Message(
            "if it is another edition of {table}, give both one “series” and each its own “edition”", table=shown
        )

    def path_of(self, kind: Kind, id: str) -> str:
        """Return the path of the file with a record, or of the one to be made, as Problems show it."""
        return self.paths.get(kind.file(id), self.display_path(kind.file(id)))

    def display_path(self, *parts: str) -> str:
        """Return the path of a content file as Problems show it."""
        return "/".join([self.content.name or "content", *parts])


def read_snapshot(content: Path, *translations: Path) -> tuple[GuideSnapshot, list[Problem]]:
    """Return a snapshot of the guide, and the Problems of the folder, of guide.yaml and of the lists."""
    files, problems = walk(content, stated(content))
    problems = [problem for problem in problems if problem.check == "folder"]
    guide = GuideSnapshot(content, Language.load("en", *translations))
    for file in files:
        guide.paths[file.kind.file(file.id)] = file.display_path
        problems += _titles(file, guide) if file.kind in MARKDOWN else _records(file, guide)
    if settings := guide.records[Kind.GUIDE].get(Kind.GUIDE.stem):
        guide.language = Language.load(settings.language, *translations)
    return guide, without_advice(problems)


def _records(file: ContentFile, guide: GuideSnapshot) -> list[Problem]:
    """Add the records of a YAML file; Problems of a salary table are ignored, since another file is being written."""
    source, problems = read(file.path, file.display_path)
    if source and all(line.lstrip()[:1] in ("", "#") for line in source.lines):
        return []  # an empty list can be added to
    data, _, more = parse(file.kind, source) if source else (None, None, [])
    problems += more
    if data is not None:
        records, more = decode(file.kind, file.id, data, guide.regions)
        guide.records[file.kind] |= records
        problems += more
    return problems if file.kind.is_list else []


def _titles(file: ContentFile, guide: GuideSnapshot) -> list[Problem]:
    """Add the title of a Markdown file; its Problems are ignored, since another file is being written."""
    source, _ = read(file.path, file.display_path)
    data = parse(file.kind, source)[0] if source else None
    facts: Mapping[str, object] = data.value if data else {}
    title = facts.get("title")
    guide.records[file.kind][file.id] = title if isinstance(title, str) else file.id
    if file.kind is Kind.ROLE and isinstance(pay := facts.get("pay"), str):
        guide.pays[file.id] = pay
    return []
