"""Registry of the sections of a role that have fixed ids: they are compared between roles, and some are generated."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from careerguide.core.problems import Message, SiteText
from careerguide.schema.role import Role


class SectionType(NamedTuple):
    """A section: its id, its default title, and a `hint` on what editors write in it.

    `filled` returns whether a record has data for it, which a page shows even without any text. `drawn` is whether
    templates/sections/<id>.html renders that data; otherwise it is shown elsewhere on the page.
    """

    id: str
    title: SiteText
    hint: Message | None = None
    filled: Callable[[Role], object] = lambda role: False
    drawn: bool = False


# In the order in which pages show sections that no text contains, and new roles have those with a hint.
_SECTIONS = (
    SectionType(
        "place",
        SiteText("Place in the company"),
        Message("To whom the role answers, who answers to it, and how that differs between companies."),
        lambda role: role.place.reports_to or role.place.leads,
    ),
    SectionType(
        "duties", SiteText("Duties"), Message("What one does, as a list: - **Short name.** A sentence or two.")
    ),
    SectionType(
        "environment",
        SiteText("Working conditions"),
        Message("What the days are like: rhythm, people, paperwork, what one must get used to."),
    ),
    SectionType(
        "cases",
        SiteText("A case from practice"),
        Message("What was found, what was done, what came of it, and who tells it."),
    ),
    SectionType(
        "stakeholders",
        SiteText("Whom one has to agree with"),
        Message("Who depends on the role inside and outside the company, and what each of them wants."),
    ),
    SectionType(
        "limits",
        SiteText("Where responsibility ends"),
        Message("What is not this role's business, and what in practice is."),
    ),
    SectionType("market", SiteText("Market"), Message("Who employs such people, and with whom they compete.")),
    SectionType(
        "pay",
        SiteText("What it pays"),
        Message("In words only. Figures come from a table ({program} new salary), as the handbook shows."),
        lambda role: True,  # without data, the page says so
        drawn=True,
    ),
    SectionType("applicants", SiteText("Who applies"), filled=lambda role: role.applicants, drawn=True),
    SectionType("skills", SiteText("Skills"), filled=lambda role: role.skills, drawn=True),
    SectionType(
        "way-in",
        SiteText("The way in and onward"),
        Message("From which roles, with which experience, through which steps."),
        lambda role: role.path.from_ or role.path.to,
        drawn=True,
    ),
    SectionType(
        "growth", SiteText("What comes next"), Message("Where one can go from here, and what is needed for it.")
    ),
    SectionType("fit", SiteText("Is it for me?"), filled=lambda role: role.fit.for_ or role.fit.not_for, drawn=True),
    SectionType("experts", SiteText("Whose experience this is"), filled=lambda role: role.experts, drawn=True),
    SectionType(
        "learning",
        SiteText("What to learn from"),
        Message("Books, courses, people; who recommends each of them, and why."),
        lambda role: role.learning,
        drawn=True,
    ),
    SectionType("related", SiteText("Related roles"), filled=lambda role: role.related, drawn=True),
    SectionType("sources", SiteText("Sources"), filled=lambda role: role.sources, drawn=True),
    SectionType("plans", SiteText("Plans")),
    SectionType("opinions", SiteText("Opinions")),
)
SECTIONS = {section.id: section for section in _SECTIONS}
DRAWN = tuple(section.id for section in _SECTIONS if section.drawn)
