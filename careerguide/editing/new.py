"""`build.py new`: a file or an entry to fill in, complete and valid from the first moment.

In: the options, and answers typed at a terminal where they are missing. Out: one new file in content/, or an entry at
the end of regions.yaml or glossary.yaml, whose other bytes stay as they are. Nothing that is there already is
replaced.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from careerguide.commands import NewOptions
from careerguide.editing import blanks
from careerguide.editing.known import Known, look
from careerguide.editing.placing import put
from careerguide.editing.slugs import slug
from careerguide.importing.names import Regions
from careerguide.models import Page, Region, Role, Term
from careerguide.pay.salaries import decode as decode_table
from careerguide.problems import Message, Problem, Translate
from careerguide.reading.decoding import decode_record
from careerguide.reading.folder import Kind, bad_id
from careerguide.reading.source import Data, from_bytes
from careerguide.reading.yaml_reader import parse_markdown, parse_yaml
from careerguide.report import Report

KINDS = {
    "role": Kind.ROLE,
    "salary": Kind.TABLE,
    "page": Kind.PAGE,
    "region": Kind.REGIONS,
    "term": Kind.GLOSSARY,
}
# What is asked for each kind: the option, the question, and whether there is no going on without an answer.
QUESTIONS: dict[str, dict[str, tuple[Message, bool]]] = {
    "role": {
        "title": (Message("What is the role called?"), True),
        "summary": (Message("What is it, in one or two sentences? (may be left for later)"), False),
    },
    "salary": {"role": (Message("Which role is the table about (its id)?"), True)},
    "page": {
        "title": (Message("What is the page called?"), True),
        "summary": (Message("What does it say, in one sentence? (may be left for later)"), False),
    },
    "region": {
        "title": (Message("What is the region called?"), True),
        "in_": (Message("And with its preposition, as in “pay in Moscow”? (may be left for later)"), False),
        "code": (Message("Its ISO 3166-2 code, such as RU-MOW? (may be left for later)"), False),
    },
    "term": {
        "title": (Message("Which word?"), True),
        "meaning": (Message("What does it mean, for a newcomer?"), True),
    },
}
TEXTS = {"role": blanks.role, "page": blanks.page, "region": blanks.region, "term": blanks.term}


@dataclass
class Blank:
    """What is to be written: where, and the whole new content of the file; `added` is the part that is new."""

    path: Path
    shown: str
    added: str
    content: bytes = b""
    problems: list[Problem] = field(default_factory=list)


def new(options: NewOptions) -> int:
    """Run the command and return the exit code: 0 written, 1 something is missing or in the way."""
    known, problems = look(options.content, options.translations)
    report = Report(options, known.language, problems)
    answers, missing = _answers(options, report.words.translate)
    report.add(missing)
    if report.failed:
        return report.close(Message("nothing was written"))
    blank = _blank(options, answers, known)
    report.add(blank.problems or _proof(blank, options.kind, known))
    if report.failed:
        return report.close(Message("nothing was written"))
    put(blank.path, blank.content)
    return report.close(Message("{path} is written\n{next}", path=blank.shown, next=_told(blank, options.kind)))


def _answers(options: NewOptions, say: Translate) -> tuple[dict[str, str], list[Problem]]:
    """Return what the options say, and at a terminal what was typed for the rest."""
    answers, problems = {}, []
    for name, (question, needed) in QUESTIONS[options.kind].items():
        answer = getattr(options, name) or ""
        if not answer and sys.stdin.isatty():
            try:
                answer = input(f"{question.say(say)} ").strip()
            except EOFError:
                print()
        option = f"--{name.rstrip('_')}"
        if not answer and needed:
            what = Message("{option} is missing: {question}", option=option, question=question)
            problems.append(Problem(f"new {options.kind}", 0, 1, what, check="option"))
        answers[name] = answer
    return answers, problems


def _blank(options: NewOptions, answers: Mapping[str, str], known: Known) -> Blank:
    """Return what would be written; with Problems where its name is no name, or where something is there already."""
    kind = KINDS[options.kind]
    id = options.id or (answers["role"] if options.kind == "salary" else slug(answers["title"]))
    parts = (kind.value,) if kind in (Kind.REGIONS, Kind.GLOSSARY) else (kind.value, f"{id}{_ending(kind)}")
    blank = Blank(options.content.joinpath(*parts), known.shown(*parts), "")
    in_the_way = _bad_name(id, kind, options.kind) or _there(blank, id, answers, known, kind)
    if in_the_way:
        blank.problems.append(in_the_way)
    elif options.kind == "salary":
        from careerguide.editing.blank_tables import salary

        blank.added, blank.problems = salary(answers["role"], id, options, known)
    else:
        blank.added = TEXTS[options.kind](answers, known, id)
    blank.content = _content(blank, appended=len(parts) == 1)
    return blank


def _ending(kind: Kind) -> str:
    return ".yaml" if kind is Kind.TABLE else ".md"


def _bad_name(id: str, kind: Kind, asked: str) -> Problem | None:
    if not id:
        what = Message("no id can be made of this name")
        return Problem(
            f"new {asked}", 0, 1, what, Message("give one: uv run build.py new {kind} ID", kind=asked), check="option"
        )
    return bad_id(f"new {asked} {id}", id, kind)


def _there(blank: Blank, id: str, answers: Mapping[str, str], known: Known, kind: Kind) -> Problem | None:
    """Return the Problem of a file, an id or a name that is there already."""
    entries = {*known.regions} if kind is Kind.REGIONS else {*known.terms} if kind is Kind.GLOSSARY else set()
    same = Regions(known.regions).find(answers["title"]) if kind is Kind.REGIONS else None
    if same or id in entries:
        what = Message("“{id}” is there already", id=same or id)
    elif kind not in (Kind.REGIONS, Kind.GLOSSARY) and os.path.lexists(blank.path):
        what = Message("{path} is there already", path=blank.shown)
    else:
        return None
    hint = Message("change it there, or give the new one another id")
    return Problem(blank.shown, 0, 1, what, hint, check="exists")


def _content(blank: Blank, appended: bool) -> bytes:
    """Return the file's new bytes: an entry goes to the end of the old ones, with their kind of line end."""
    old = blank.path.read_bytes() if appended and blank.path.exists() else b""
    end = b"\r\n" if b"\r\n" in old else b"\n"
    between = end if old and not old.endswith(b"\n") else b""
    return old + between + blank.added.encode().replace(b"\n", end)


def _proof(blank: Blank, kind: str, known: Known) -> list[Problem]:
    """Read the new file as a build would; what is wrong with it is told before it is written."""
    source, problems = from_bytes(blank.content, blank.shown)
    if source is None:
        return problems
    parsed = parse_markdown(source) if kind in ("role", "page") else parse_yaml(source)
    data, more = parsed[0], parsed[-1]
    if data is None:
        hint = Message("put these lines where they belong:\n{lines}", lines=blank.added)
        return [*more, Problem(blank.shown, 0, 1, Message("nothing can be added at its end"), hint, check="content")]
    return more + _decoded(data, kind, blank, known)


def _decoded(data: Data, kind: str, blank: Blank, known: Known) -> list[Problem]:
    id = blank.path.stem
    if kind == "salary":
        return decode_table(data, id, known.regions)[1]
    if kind == "role":
        return decode_record(Role, data, id=id)[1]
    if kind == "page":
        return decode_record(Page, data, id=id)[1]
    last = next(reversed(data.value))
    return decode_record(Region if kind == "region" else Term, data, id=last, loc=(last,))[1]


def _told(blank: Blank, kind: str) -> Message:
    """Return what is to be done now."""
    if kind in ("region", "term"):
        return Message("{lines}check the guide with: uv run build.py check", lines=blank.added)
    if kind == "salary":
        return Message("fill in its figures, which all say not_collected so far; then run: uv run build.py check")
    return Message(
        "fill it in section by section and look at it with: uv run build.py serve\n"
        "it is a draft, which readers do not see, until the line “draft: yes” is taken out"
    )
