"""Files and entries for editors to fill in: every field and every standard section, each with a hint.

In: what the editor has answered, and the guide. Out: text in the guide's language. What must be there is written out;
what may be there stands in a comment as an example that is valid as soon as its # is taken away.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from careerguide.editing.known import Known
from careerguide.editing.yaml_writer import comment, scalar
from careerguide.models import Record, Region, Role, Term
from careerguide.problems import Message, Translate
from careerguide.reading.examples import EXAMPLES

DRAFT = Message("Shown by “uv run build.py serve” only. Take this line out once the text is ready for readers.")
SUMMARY = Message("One or two sentences for somebody who hears of it for the first time: replace them")

# The sections of a role that are compared between roles (prose.KNOWN_SECTIONS), with what belongs there.
SECTIONS = {
    "place": (
        Message("Place in the company"),
        Message("To whom the role answers, who answers to it, and how that differs between companies."),
    ),
    "duties": (Message("Duties"), Message("What one does, as a list: - **Short name.** A sentence or two.")),
    "environment": (
        Message("Working conditions"),
        Message("What the days are like: rhythm, people, paperwork, what one must get used to."),
    ),
    "cases": (
        Message("A case from practice"),
        Message("What was found, what was done, what came of it, and who tells it."),
    ),
    "stakeholders": (
        Message("Whom one has to agree with"),
        Message("Who depends on the role inside and outside of the company, and what each of them wants."),
    ),
    "limits": (
        Message("Where responsibility ends"),
        Message("What is not this role's business, and what in practice is."),
    ),
    "market": (Message("Market"), Message("Who employs such people, and with whom they compete.")),
    "way-in": (
        Message("How people get here"),
        Message("From which roles, with which experience, through which steps."),
    ),
    "growth": (Message("What comes next"), Message("Where one can go from here, and what is needed for it.")),
    "learning": (Message("What to learn"), Message("Books, courses, people; who recommends each of them, and why.")),
    "pay": (
        Message("What it pays"),
        Message("In words only. Figures come from a table (uv run build.py new salary), as the handbook shows."),
    ),
}


class Example(NamedTuple):
    """A field of a role as it could be filled in, and what it means."""

    value: str
    meaning: str


def examples(known: Known, today: str, id: str) -> dict[str, Example]:
    """Return an example for every field that a role may do without, in the order of the record."""
    say = known.language.translate
    own = {
        "related": f"[{next((other for other in known.roles if other != id), 'other-role')}]",
        "skills": f"[{', '.join(list(known.skills)[:3]) or 'negotiation'}]",
        "pay": id,
        "reviewed": today,
    }
    texts = {key: example.say(say) for key, example in EXAMPLES.items() if key != "accepted"} | own
    fields = {field.alias or name: field for name, field in Role.model_fields.items()}
    return {key: Example(texts[key], say(fields[key].description or "")) for key in fields if key in texts}


def role(answers: Mapping[str, str], known: Known, id: str, today: str | None = None) -> str:
    """Return the text of roles/<id>.md: a draft, so that no reader meets an empty page."""
    say = known.language.translate
    lines = ["---", f"title: {scalar(answers['title'])}", *_summary(answers, say), *_draft(say), ""]
    for key, example in examples(known, today or _today(), id).items():
        lines += [*comment(example.meaning), f"# {key}: {example.value}"]
    intro = Message("Two or three sentences that make one want to read on.")
    lines += ["---", "", _hint(intro, say)]
    for section, (title, hint) in SECTIONS.items():
        lines += ["", f"## {title.say(say)} {{#{section}}}", "", _hint(hint, say)]
    return "\n".join([*lines, ""])


def page(answers: Mapping[str, str], known: Known, id: str, today: str | None = None) -> str:
    """Return the text of pages/<id>.md, a draft."""
    say = known.language.translate
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


def region(answers: Mapping[str, str], known: Known, id: str) -> str:
    """Return the entry of a region for regions.yaml."""
    given = {"name": answers["title"], "in": answers.get("in_", ""), "code": answers.get("code", "")}
    return "\n".join([f"{id}:", *_entry(Region, given, known.language.translate), ""])


def term(answers: Mapping[str, str], known: Known, id: str) -> str:
    """Return the entry of a word for glossary.yaml."""
    given = {"term": answers["title"], "meaning": answers["meaning"]}
    return "\n".join([f"{id}:", *_entry(Term, given, known.language.translate), ""])


def _entry(model: type[Record], given: Mapping[str, str], say: Translate) -> Iterator[str]:
    for name, field in model.model_fields.items():
        key = field.alias or name
        if given.get(key):
            yield f"  {key}: {scalar(given[key])}"
        elif field.description:
            yield f"  # {key}: {say(field.description)}"


def _today() -> str:
    return datetime.date.today().isoformat()


def _summary(answers: Mapping[str, str], say: Translate) -> list[str]:
    return [f"summary: {scalar(answers.get('summary') or SUMMARY.say(say))}"]


def _draft(say: Translate) -> list[str]:
    return [*comment(DRAFT.say(say)), "draft: yes"]


def _hint(hint: Message, say: Translate) -> str:
    return f"<!-- {hint.say(say)} -->"
