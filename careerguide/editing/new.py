"""`build.py new`: creates a valid file or entry for an editor to fill in.

In: the options, and answers typed at a terminal where options are missing. Out: one new file in content/, or an entry
at the end of a list such as regions.yaml, whose other bytes do not change. Nothing that exists is replaced.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from careerguide.commands.report import Report
from careerguide.core.atomic_write import write_file
from careerguide.core.options import NewOptions
from careerguide.core.problems import Message, Problem, without_advice
from careerguide.editing import asking
from careerguide.editing.blanks import BLANKS
from careerguide.guide.files import decode
from careerguide.guide.folder import bad_id
from careerguide.guide.snapshot import GuideSnapshot, read_snapshot
from careerguide.importing.names import Regions
from careerguide.reading.source import from_bytes
from careerguide.schema.records import Kind
from careerguide.schema.renamed import parse
from careerguide.schema.slug import slug

KINDS = {kind.word: (kind, blank) for kind, blank in BLANKS.items() if blank}


@dataclass
class NewFile:
    """The file to write: its path, its displayed path, and its whole content, of which `added` is new."""

    kind: Kind
    path: Path
    shown: str
    added: str
    content: bytes = b""
    problems: list[Problem] = field(default_factory=list)


def new(options: NewOptions) -> int:
    """Run the command and return the exit code: 0 written, 1 something is missing, invalid or exists already."""
    guide, problems = read_snapshot(options.content, *options.translations)
    report = Report(options, guide.language, problems)
    questions = KINDS[options.kind][1].questions
    answers, missing = asking.answers(f"new {options.kind}", options, questions, report.language.translate)
    report.add(missing)
    if report.failed:
        return report.close(Message("nothing was written"))
    new_file = _new_file(options, answers, guide)
    report.add(new_file.problems or _check(new_file, guide))
    if report.failed:
        return report.close(Message("nothing was written"))
    write_file(new_file.path, new_file.content)
    return report.close(
        Message("{path} is written\n{next}", path=new_file.shown, next=_next_step(new_file, answers, guide))
    )


def _new_file(options: NewOptions, answers: Mapping[str, str], guide: GuideSnapshot) -> NewFile:
    """Return the file to write, with Problems where its id is invalid or where it exists already."""
    kind, blank = KINDS[options.kind]
    id = options.id or (answers["role"] if kind is Kind.TABLE else slug(answers["title"], guide.language.code))
    new_file = NewFile(kind, options.content / kind.file(id), guide.display_path(kind.file(id)), "")
    if problem := _bad_name(id, kind) or _existing(new_file, id, answers, guide):
        new_file.problems.append(problem)
    else:
        new_file.added, new_file.problems = blank.write(answers, guide, id, options)
    new_file.content = _content(new_file)
    return new_file


def _bad_name(id: str, kind: Kind) -> Problem | None:
    asked = f"new {kind.word}"
    if not id:
        what = Message("no id can be made of this name")
        hint = Message("give one: {program} new {kind} ID", kind=kind.word)
        return Problem.of_option(asked, what, hint)
    return bad_id(f"{asked} {id}", id, kind)


def _existing(new_file: NewFile, id: str, answers: Mapping[str, str], guide: GuideSnapshot) -> Problem | None:
    """Return the Problem of a file, an id or a name that exists already; None otherwise."""
    kind = new_file.kind
    same = Regions(guide.regions, guide.language.code).find(answers["title"]) if kind is Kind.REGIONS else None
    if same or (kind.is_list and id in guide.records[kind]):
        what = Message("“{id}” is there already", id=same or id)
    elif not kind.is_list and (kind.file(id) in guide.paths or os.path.lexists(new_file.path)):
        what = Message("{path} is there already", path=guide.path_of(kind, id))
    else:
        return None
    hint = Message("change it there, or give the new one another id")
    return Problem(new_file.shown, 0, 1, what, hint, check="exists")


def _content(new_file: NewFile) -> bytes:
    """Return the new bytes of the file: an entry is appended to the present ones, with their line ends."""
    old = new_file.path.read_bytes() if new_file.kind.is_list and new_file.path.exists() else b""
    end = b"\r\n" if b"\r\n" in old else b"\n"
    between = end if old and not old.endswith(b"\n") else b""
    return old + between + new_file.added.encode().replace(b"\n", end)


def _check(new_file: NewFile, guide: GuideSnapshot) -> list[Problem]:
    """Return the Problems that a build would report about the new file."""
    source, problems = from_bytes(new_file.content, new_file.shown)
    if source is None:
        return problems
    kind = new_file.kind
    data, _, more = parse(kind, source)
    if data is None:
        hint = Message("put these lines where they belong:\n{lines}", lines=new_file.added)
        return [
            *more,
            Problem(new_file.shown, 0, 1, Message("nothing can be added at its end"), hint, check="content"),
        ]
    return without_advice(more) + decode(kind, new_file.path.stem, data, guide.regions)[1]


def _next_step(new_file: NewFile, answers: Mapping[str, str], guide: GuideSnapshot) -> Message:
    """Return what to do next."""
    if new_file.kind.is_list:
        return Message("{lines}check the guide with: {program} check", lines=new_file.added)
    if new_file.kind is Kind.TABLE:
        fill = Message("fill in its figures, which all say not_collected so far; then run: {program} check")
        edition = guide.other_edition(answers["role"], new_file.path.stem)
        return Message("{edition};\n{fill}", edition=edition, fill=fill) if edition else fill
    return Message(
        "fill it in section by section and look at it with: {program} serve\n"
        "it is a draft, which readers do not see, until the line “draft: yes” is taken out"
    )
