"""What only drafts use, and what is therefore left out of the site with them.

In: the records of drafts and of what is published. Out: the salary tables of draft roles, and the skills and pictures
that nothing else than drafts uses, as paths that editors know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from careerguide.guide.guide import Guide
from careerguide.markdown import pictures
from careerguide.markdown.document import Context, Markup
from careerguide.markdown.linking import Refusal
from careerguide.markdown.marks import Image
from careerguide.schema import Role, SalaryTable


def tables_of(roles: Iterable[Role], tables: Mapping[str, SalaryTable]) -> list[str]:
    """Return the ids of the salary tables that are about these roles."""
    ids = {role.id for role in roles}
    return [id for id, table in tables.items() if table.role in ids]


def skills_only_of(drafts: Iterable[Role], published: Iterable[Role]) -> list[str]:
    """Return the ids of the skills that drafts name and no published role does, in order."""
    elsewhere = {skill for role in published for skill in role.levels}
    return sorted({skill for role in drafts for skill in role.levels} - elsewhere)


def pictures_only_in(drafts: Iterable[Markup], published: Iterable[str], guide: Guide) -> list[str]:
    """Return the paths under images/ of the pictures that drafts show and published texts do not, in order."""
    context = Context(guide.language, pictures=guide.pictures)
    shown = {
        pictures.find(mark.target, markup.path, context)
        for markup in drafts
        for mark in markup.marks
        if isinstance(mark, Image)
    }
    return sorted({path for path in shown if not isinstance(path, Refusal)}.difference(published))
