"""Files and entries for editors to fill in: every field and every standard section, each with a hint.

In: the editor's answers, and the guide. Out: text in the guide's language. Required fields are written out; each
optional field is in a comment, as an example that is valid once its # is removed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import NamedTuple

from careerguide.core.options import NewOptions
from careerguide.core.problems import Message, Problem, Translate
from careerguide.guide.snapshot import GuideSnapshot
from careerguide.reading.yaml_writer import comment, scalar
from careerguide.schema import Role
from careerguide.schema.examples import EXAMPLES
from careerguide.schema.records import Kind
from careerguide.schema.sections import SECTIONS

DRAFT = Message("Shown by “{program} serve” only. Take this line out once the text is ready for readers.")
SUMMARY = Message("One or two sentences for somebody who hears of it for the first time: replace them")


class Example(NamedTuple):
    """An example of a role's field, and what the field means."""

    value: str
    meaning: str


def examples(guide: GuideSnapshot, today: str, id: str) -> dict[str, Example]:
    """Return an example for every optional field of a role, in the order of the record."""
    say = guide.language.translate
    others = [other for other in guide.roles if other != id]
    first, last = (others[0], others[-1]) if others else ("other-role", "another-role")
    own = {
        "place": f"{{reports_to: [{first}], leads: [{last}]}}",
        "path": f"{{from: [{first}], to: [{last}]}}",
        "related": f"[{first}]",
        "compare": f"[{first}]",
        "skills": f"[{', '.join(list(guide.skills)[:3]) or 'negotiation'}]",
        "pay": id,
        "reviewed": today,
    }
    texts = {key: example.say(say) for key, example in EXAMPLES.items() if key not in ("accepted", "was")} | own
    fields = {field.alias or name: field for name, field in Role.model_fields.items()}
    return {key: Example(texts[key], say(fields[key].description or "")) for key in fields if key in texts}


def role(answers: Mapping[str, str], guide: GuideSnapshot, id: str, today: str | None = None) -> str:
    """Return the text of roles/<id>.md, a draft, so that no empty page is published."""
    say = guide.language.translate
    lines = ["---", f"title: {scalar(answers['title'])}", *_summary(answers, say), *_draft(say), ""]
    for key, example in examples(guide, today or _today(), id).items():
        lines += [*comment(example.meaning), f"# {key}: {example.value}"]
    intro = Message("Two or three sentences that make one want to read on.")
    lines += ["---", "", _hint(intro, say)]
    for section in SECTIONS.values():
        if section.hint:
            lines += ["", f"## {section.title.say(say)} {{#{section.id}}}", "", _hint(section.hint, say)]
    return "\n".join([*lines, ""])


def page(answers: Mapping[str, str], guide: GuideSnapshot, id: str, today: str | None = None) -> str:
    """Return the text of pages/<id>.md, a draft."""
    say = guide.language.translate
    lines = ["---", f"title: {scalar(answers['title'])}", *_summary(answers, say), *_draft(say)]
    lines += ["# " + say("When somebody last read it all: 2026-11-23")]
    lines += [f"# reviewed: {today or _today()}", "---", ""]
    lines += [
        _hint(
            Message("What the page is about, in a paragraph. The title above is its heading: begin sections with ##."),
            say,
        )
    ]
    return "\n".join([*lines, ""])


def entry(kind: Kind, id: str, answers: Mapping[str, str], say: Translate) -> str:
    """Return the entry of a record for a list file; the first field of the model is the record's title."""
    fields = {name: field for name, field in kind.model.model_fields.items() if name not in ("id", "was")}
    given = {**answers, next(iter(fields)): answers["title"]}
    lines = [f"{id}:"]
    for name, field in fields.items():
        key = field.alias or name
        if given.get(name):
            lines.append(f"  {key}: {scalar(given[name])}")
        elif field.description:
            lines.append(f"  # {key}: {say(field.description)}")
    return "\n".join([*lines, ""])


def _today() -> str:
    return datetime.date.today().isoformat()


def _summary(answers: Mapping[str, str], say: Translate) -> list[str]:
    return [f"summary: {scalar(answers.get('summary') or SUMMARY.say(say))}"]


def _draft(say: Translate) -> list[str]:
    return [*comment(DRAFT.say(say)), "draft: yes"]


def _hint(hint: Message, say: Translate) -> str:
    return f"<!-- {hint.say(say)} -->"


# --- the blanks by kind -----------------------------------------------------------------------------------------------


class Question(NamedTuple):
    """What `new` asks where an option is missing, and whether an answer is required."""

    text: Message
    required: bool = False


class Blank(NamedTuple):
    """The questions by option, and a function that returns the text of a record by its id, or Problems."""

    questions: Mapping[str, Question]
    write: Callable[[Mapping[str, str], GuideSnapshot, str, NewOptions], tuple[str, list[Problem]]]


def _salary(
    answers: Mapping[str, str], guide: GuideSnapshot, id: str, options: NewOptions
) -> tuple[str, list[Problem]]:
    from careerguide.editing.blank_tables import salary  # which imports the command `import`

    return salary(answers["role"], id, options, guide)


def _entry(kind: Kind, questions: Mapping[str, Question]) -> Blank:
    return Blank(questions, lambda answers, guide, id, _: (entry(kind, id, answers, guide.language.translate), []))


# None: `new` creates no such record, because there is only one.
BLANKS: dict[Kind, Blank | None] = {
    **dict.fromkeys(Kind),
    Kind.ROLE: Blank(
        {
            "title": Question(Message("What is the role called?"), True),
            "summary": Question(Message("What is it, in one or two sentences? (may be left for later)")),
        },
        lambda answers, guide, id, _: (role(answers, guide, id), []),
    ),
    Kind.TABLE: Blank({"role": Question(Message("Which role is the table about (its id)?"), True)}, _salary),
    Kind.PAGE: Blank(
        {
            "title": Question(Message("What is the page called?"), True),
            "summary": Question(Message("What does it say, in one sentence? (may be left for later)")),
        },
        lambda answers, guide, id, _: (page(answers, guide, id), []),
    ),
    Kind.REGIONS: _entry(
        Kind.REGIONS,
        {
            "title": Question(Message("What is the region called?"), True),
            "in_": Question(Message("And with its preposition, as in “pay in Moscow”? (may be left for later)")),
            "code": Question(Message("Its code in ISO 3166-2? (may be left for later)")),
        },
    ),
    Kind.SKILLS: _entry(
        Kind.SKILLS,
        {
            "title": Question(Message("What is the skill called?"), True),
            "summary": Question(Message("What does it mean at work, in one or two sentences?"), True),
        },
    ),
    Kind.GLOSSARY: _entry(
        Kind.GLOSSARY,
        {
            "title": Question(Message("Which word?"), True),
            "meaning": Question(Message("What does it mean, for a newcomer?"), True),
        },
    ),
}
