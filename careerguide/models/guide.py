"""The guide as a whole, its pages, and the lists that roles and tables refer to."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from careerguide.models.fields import (
    Accepted,
    Address,
    Day,
    Named,
    Record,
    SiteAddress,
    Text,
    WebAddress,
    YesNo,
)


class CallToAction(Record):
    """One button that the guide's owner offers, such as ordering a full pay review."""

    label: Text = Field(description="What the button says")
    url: Address | None = Field(None, description="Where it leads; while it is empty the button is not shown")


class NavigationItem(Record):
    """One entry of the site's menu."""

    label: Text = Field(description="What the entry says")
    page: Text = Field(description="The page's address inside the site, such as roles/ or about/")


class Settings(Record):
    """The guide as a whole (content/guide.yaml)."""

    title: Text = Field(description="The guide's name")
    tagline: Text = Field(description="What it is, in one sentence")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] = Field(
        description="The language of the content: ru, en, en-US …"
    )
    base_url: SiteAddress | None = Field(None, description="The address where the site will stand")
    repository: WebAddress | None = Field(None, description="The repository, for “edit this page” and line links")
    branch: Text = Field("main", description="The branch that editors change")
    call_to_action: CallToAction | None = Field(None, description="A button for the owner's offer")
    navigation: tuple[NavigationItem, ...] = Field((), description="The menu; empty: the guide's own sections")
    stale_after_months: Annotated[int, Field(ge=1, le=600)] = Field(
        24, description="After how many months a figure or a review counts as old"
    )


class Region(Named):
    """A city, a state or another place for which pay is known."""

    name: Text = Field(description="The name: Москва")
    in_: Text | None = Field(None, alias="in", description="The name with its preposition, in the right case: в Москве")
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")] | None = Field(
        None, description="The ISO 3166-2 code: RU-MOW"
    )
    also: tuple[Text, ...] = Field((), description="Other names under which tables and readers know it")

    @property
    def where(self) -> str:
        """The name as it stands in “pay …”: with its preposition if one is given."""
        return self.in_ or self.name


class Skill(Named):
    """Something that a role asks for."""

    name: Text = Field(description="The skill: Переговоры")
    summary: Text = Field(description="What it means at work, in one or two sentences")


class Term(Named):
    """A word of the trade."""

    term: Text = Field(description="The word as it stands in texts")
    meaning: Text = Field(description="What it means, for a newcomer")
    also: tuple[Text, ...] = Field((), description="Other spellings and abbreviations")


class Page(Named):
    """A page's facts (the front matter of content/pages/<id>.md)."""

    title: Text = Field(description="The page's title")
    summary: Text = Field(description="What it says, in one sentence")
    reviewed: Day | None = Field(None, description="When somebody last read it all: 2026-11-23")
    accepted: tuple[Accepted, ...] = Field((), description="Findings that are right as they stand")
    draft: YesNo = Field(False, description="yes: shown by serve, left out by build")
