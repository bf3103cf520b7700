"""What a guide already has, read for the commands that write content: they must work while something else is broken.

In: the content folder. Out: `Known`, with whatever can be read, and the Problems of the lists that these commands
rely on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from careerguide.language import Language
from careerguide.models import Region, SalaryTable, Settings, Skill, Term
from careerguide.pay.salaries import decode as decode_table
from careerguide.problems import Problem
from careerguide.reading.decoding import decode_record
from careerguide.reading.folder import ContentFile, Kind, walk
from careerguide.reading.source import Data, read
from careerguide.reading.yaml_reader import parse_markdown, parse_yaml


@dataclass
class Known:
    """The ids and names of a guide; roles and pages by id with their titles, drafts too."""

    content: Path
    language: Language
    regions: dict[str, Region] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    tables: dict[str, SalaryTable] = field(default_factory=dict)
    pays: dict[str, str] = field(default_factory=dict)  # the table that a role shows, by role

    def shown(self, *parts: str) -> str:
        """Return the path of a content file as Problems name it."""
        return "/".join([self.content.name or "content", *parts])


def look(content: Path, translations: Path) -> tuple[Known, list[Problem]]:
    """Return what the guide has, and the Problems of the folder, of guide.yaml and of the lists."""
    files, problems = walk(content)
    problems = [] if content.is_dir() else problems
    known = Known(content, Language.load("en", translations))
    for file in files:
        problems += _markdown(file, known) if file.path.suffix == ".md" else _yaml(file, known, translations)
    return known, problems


def _yaml(file: ContentFile, known: Known, translations: Path) -> list[Problem]:
    source, problems = read(file.path, file.shown)
    if source and all(line.lstrip()[:1] in ("", "#") for line in source.lines):
        return []  # nothing stands in it yet, which is no hindrance to adding something
    data, more = parse_yaml(source) if source else (None, [])
    if data is None:
        return [] if file.kind is Kind.TABLE else [*problems, *more]
    if file.kind is Kind.GUIDE:
        settings, more = decode_record(Settings, data)
        known.language = Language.load(settings.language if settings else "en", translations)
    elif file.kind is Kind.TABLE:
        table, _ = decode_table(data, file.id, known.regions)
        known.tables |= {} if table is None else {file.id: table}
        return []
    elif file.kind is Kind.REGIONS:
        more += _list(Region, data, known.regions)
    elif file.kind is Kind.SKILLS:
        more += _list(Skill, data, known.skills)
    else:
        more += _list(Term, data, known.terms)
    return more


R = TypeVar("R", Region, Skill, Term)


def _list(model: type[R], data: Data, into: dict[str, R]) -> list[Problem]:
    problems: list[Problem] = []
    for id in data.value:
        record, found = decode_record(model, data, id=id, loc=(id,))
        problems += found
        if record is not None:
            into[id] = record
    return problems


def _markdown(file: ContentFile, known: Known) -> list[Problem]:
    """Take a role's or page's title; a mistake in its file is no concern of whoever writes another one."""
    source, _ = read(file.path, file.shown)
    data = parse_markdown(source)[0] if source else None
    facts: Mapping[str, object] = data.value if data else {}
    title = facts.get("title")
    (known.roles if file.kind is Kind.ROLE else known.pages)[file.id] = title if isinstance(title, str) else file.id
    if file.kind is Kind.ROLE and isinstance(pay := facts.get("pay"), str):
        known.pays[file.id] = pay
    return []
