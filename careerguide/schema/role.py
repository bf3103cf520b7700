"""The facts of a role: the front matter of its profile."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from careerguide.schema.fields import (
    Accepted,
    Day,
    FormerIds,
    Named,
    Record,
    SourceRef,
    Text,
    WebAddress,
    YesNo,
    short_for,
)
from careerguide.schema.slug import Slug, is_slug


def _per_cent(value: object) -> object:
    return value.rstrip("% \u00a0\u202f").replace(",", ".") if isinstance(value, str) else value


class Names(Record):
    """What else the role is called."""

    en: Text | None = Field(None, description="The English title")
    also: tuple[Text, ...] = Field((), description="Other titles")


class Link(Record):
    """A step to another role (by its id) or to something that is no role of this guide (in words)."""

    role: Slug | None = Field(None, description="The other role's id")
    text: Text | None = Field(None, description="In words, where it is no role of this guide")
    why: Text | None = Field(None, description="Why they are linked")
    inferred: YesNo = Field(False, description="yes: the editors' inference, not said by a source")


def _link(value: object) -> object:
    if isinstance(value, str):
        return {"role": value} if is_slug(value) else {"text": value}
    if isinstance(value, dict) and ("role" in value) == ("text" in value):
        raise PydanticCustomError("link", "give either a role's id or a text")
    return value


LinkField = Annotated[Link, BeforeValidator(_link)]


class Place(Record):
    """The role's place in a company."""

    reports_to: tuple[LinkField, ...] = Field((), description="To whom the role answers: text, or a role's id")
    leads: tuple[LinkField, ...] = Field((), description="Who answers to the role: text, or a role's id")


class Path(Record):
    """How people come to the role and where they go next."""

    from_: tuple[LinkField, ...] = Field((), alias="from", description="From where people come: text, or a role's id")
    to: tuple[LinkField, ...] = Field((), description="Where they go next: text, or a role's id")


class Code(Record):
    """A code of an official classification. Never guessed."""

    system: Text = Field(description="The classification: ISCO-08")
    code: Text = Field(description="The code in it")
    name: Text | None = Field(None, description="What the classification calls it")


class RequiredSkill(Record):
    """A skill that the role asks for, and how well one has to have it."""

    skill: Text = Field(description="The skill's id in skills.yaml")
    level: Text | None = Field(None, description="The id of a level under skill_levels in guide.yaml")


class Fact(Record):
    """A fact of the role under a label of the editors' own: its education, its outlook, its grade."""

    label: Text = Field(description="What it is about: Education")
    value: Text = Field(description="What is known of it")


def _fact(value: object) -> object:
    is_pair = isinstance(value, dict) and len(value) == 1 and not value.keys() & Fact.model_fields.keys()
    if is_pair and all(isinstance(each, str) and each for each in value.values()):  # type: ignore[attr-defined]
        raise PydanticCustomError("fact", "give a label and a value")
    return value


class ApplicantShare(Record):
    """A share of the people who apply."""

    share: Annotated[float, BeforeValidator(_per_cent), Field(ge=0, le=100)] = Field(description="Per cent: 64")
    who: Text = Field(description="Of whom: women")


class Fit(Record):
    """The self-check: whom the role suits."""

    for_: tuple[Text, ...] = Field((), alias="for", description="It is for you if …")
    not_for: tuple[Text, ...] = Field((), description="It is not for you if …")


class Expert(Record):
    """A person whose experience a profile tells of."""

    name: Text | None = Field(None, description="The name; leave it out where the source does not give it")
    position: Text = Field(description="Who the person is")
    background: tuple[Text, ...] = Field((), description="What they did before, a line each")
    plans: tuple[Text, ...] = Field((), description="What they plan, a line each")
    role_model: Text | None = Field(None, description="Whom they name as the best of the trade")
    known_gaps: tuple[Text, ...] = Field((), description="What is not known or contradicts itself, a line each")


class Learning(Record):
    """Something to learn from."""

    kind: Literal["book", "media", "course", "place", "people"] = Field(
        description="What it is: book, media, course, place or people"
    )
    title: Text = Field(description="Its title")
    author: Text | None = Field(None, description="Who wrote it")
    url: WebAddress | None = Field(None, description="Its address")
    note: Text | None = Field(None, description="Why it is worth it, and who says so")


class Role(Named):
    """A role's facts (the front matter of content/roles/<id>.md)."""

    title: Text = Field(description="The role's name")
    names: Names = Field(Names(), description="Other titles", examples=["{en: English title, also: [another title]}"])
    search: tuple[Text, ...] = Field(
        (), description="What people type into a search, never shown", examples=["[what people type into a search]"]
    )
    summary: Text = Field(description="What the role is, in one or two sentences")
    field: Text | None = Field(None, description="The trade it belongs to", examples=["Advertising and marketing"])
    place: Place = Field(
        Place(),
        description="To whom it reports and whom it leads",
        examples=["{reports_to: [general director], leads: [account managers]}"],
    )
    path: Path = Field(
        Path(),
        description="How people come to it and where they go",
        examples=["{from: [head of sales], to: [commercial director]}"],
    )
    facts: tuple[Annotated[Fact, BeforeValidator(_fact)], ...] = Field(
        (),
        description="Other facts in a few words each, under labels that several roles share",
        examples=["[{label: Education, value: a degree in design}]"],
    )
    related: tuple[LinkField, ...] = Field((), description="Roles like it: text, or a role's id")
    compare: tuple[Slug, ...] = Field(
        (), description="Ids of roles with which it is compared on a page; so are roles that name each other as related"
    )
    skills: tuple[Annotated[RequiredSkill, short_for("skill")], ...] = Field(
        (),
        description="Ids of skills.yaml, or {skill: id, level: id} with a level of guide.yaml",
        examples=["[negotiation, {skill: english, level: working}]"],
    )
    codes: tuple[Code, ...] = Field(
        (),
        description="Codes of official classifications, never guessed",
        examples=["[{system: ISCO-08, code: '…', name: …}]"],
    )
    pay: Slug | None = Field(None, description="The salary table's id; absent: the page says that there is no data")
    pay_note: Text | None = Field(
        None, description="What the source says of pay in words", examples=["What the source says of pay in words."]
    )
    applicants: tuple[ApplicantShare, ...] = Field(
        (), description="Who applies, in shares", examples=["[{share: 64, who: women}]"]
    )
    fit: Fit = Field(
        Fit(),
        description="Whom the role suits and whom it does not",
        examples=["{for: [you like people], not_for: [you like silence]}"],
    )
    experts: dict[Slug, Expert] = Field(
        {}, description="People quoted as — @id", examples=["{expert-id: {position: who the person is}}"]
    )
    learning: tuple[Learning, ...] = Field(
        (), description="Books, media, courses", examples=["[{kind: book, title: Its title, author: Its author}]"]
    )
    sources: tuple[SourceRef, ...] = Field(
        (),
        description="Where the facts come from",
        examples=["[{id: talk, kind: interview, title: What it is called, date: unknown}]"],
    )
    reviewed: Day | None = Field(None, description="When somebody last read it all: 2026-11-23")
    accepted: tuple[Accepted, ...] = Field(
        (),
        description="Findings that are right as they stand",
        examples=["[{check: source-date, why: why it is right}]"],
    )
    was: FormerIds = ()
    draft: YesNo = Field(False, description="yes: shown by serve, left out by build")

    @property
    def levels(self) -> dict[str, str | None]:
        """The ids of the skills that the role asks for, each with the id of its level."""
        return {required.skill: required.level for required in self.skills}
