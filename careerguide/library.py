"""content/ as one Library: every reference resolved, derived facts computed.

In: the content folder. Out: a `Library`, and all Problems of all files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careerguide.models import Page, Region, Role, SalaryTable, Settings, Skill, Term
from careerguide.prose import Prose
from careerguide.source import Body, Data, Source


@dataclass(frozen=True)
class Document:
    """One content file as read: its text, its YAML with positions, and the Markdown below it (none in YAML files)."""

    source: Source
    data: Data
    body: Body | None = None


@dataclass(frozen=True)
class Library:
    """The whole guide. Maps are by id, in the order in which editors wrote them (files: by name)."""

    settings: Settings
    regions: Mapping[str, Region]
    skills: Mapping[str, Skill]
    terms: Mapping[str, Term]
    roles: Mapping[str, Role]
    tables: Mapping[str, SalaryTable]
    pages: Mapping[str, Page]
    prose: Mapping[str, Prose]  # by path: content/roles/<id>.md, content/pages/<id>.md
    documents: Mapping[str, Document]  # by path
