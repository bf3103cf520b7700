"""Finds slips that need the rest of the guide: links in double brackets, and opinions signed by name.

In: a `Markup` and a `Context`. Out: warnings of the check `slip`, each with the text to write instead.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from careerguide.core.problems import Message, Severity
from careerguide.markdown.marks import Finding, Signature, WikiLink
from careerguide.schema.records import Kind

if TYPE_CHECKING:
    from careerguide.markdown.document import Context, Markup

_LINKED = {
    **dict.fromkeys((Kind.ROLE, Kind.PAGE, Kind.ENTRY), "title"),
    Kind.GLOSSARY: "term",
    Kind.SKILLS: "name",
    Kind.REGIONS: "name",
}


def findings(markup: Markup, context: Context) -> Iterator[Finding]:
    """Yield the slips of a document."""
    for suspect in markup.suspects:
        if isinstance(suspect, WikiLink):
            yield _wiki_link(suspect, markup, context)
        elif (finding := _signature(suspect, context)) is not None:
            yield finding


def _wiki_link(link: WikiLink, markup: Markup, context: Context) -> Finding:
    label = link.label or link.target
    text = label
    for kind, name in _LINKED.items():
        for id, record in context.records.get(kind, {}).items():
            if link.target.casefold() in (id, getattr(record, name).casefold()):
                file = context.path_of(kind, id, markup.path.partition("/")[0]) + (f"#{id}" if kind.is_list else "")
                text = f"[{label}]({posixpath.relpath(file, posixpath.dirname(markup.path))})"
    what = Message("“{mark}” makes no link on GitHub and here", mark="[[…]]")
    return Finding(link.place, what, Message("write {text}", text=text), Severity.WARNING, "slip")


def _signature(signature: Signature, context: Context) -> Finding | None:
    signed = signature.text.casefold().strip("—–-. ")
    for id, expert in context.experts.items():
        if (
            signed in (id, f"@{id}")
            or signed == expert.position.casefold()
            or (expert.name and expert.name.casefold() in signed)
        ):
            what = Message("an opinion is signed with the expert's id, not with the name")
            hint = Message("write {text}", text=f"— @{id}")
            if signature.before.strip("> "):
                hint = Message("write instead:\n{text}", text=f"{signature.before}\n>\n> — @{id}")
            return Finding(signature.place, what, hint, Severity.WARNING, "slip")
    return None
