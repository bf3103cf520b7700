"""The guide as a whole: content/guide.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from careerguide.schema.codes import LanguageCode
from careerguide.schema.collection import Collection
from careerguide.schema.fields import Address, Record, SiteAddress, Text, WebAddress
from careerguide.schema.slug import Slug
from careerguide.schema.theme import Theme


class CallToAction(Record):
    """One button that the guide's owner offers, such as ordering a full pay review."""

    label: Text = Field(description="What the button says")
    url: Address | None = Field(None, description="Where it leads; while it is empty the button is not shown")


class NavigationItem(Record):
    """One entry of the site's menu."""

    label: Text = Field(description="What the entry says")
    page: Text = Field(description="The page's address inside the site, such as roles/ or about/")


class SkillLevel(Record):
    """How well somebody has a skill."""

    label: Text = Field(description="What the level is called: Working")
    meaning: Text | None = Field(None, description="What somebody can do at this level")


class Settings(Record):
    """The guide as a whole (content/guide.yaml)."""

    title: Text = Field(description="The guide's name")
    tagline: Text = Field(description="What it is, in one sentence")
    language: LanguageCode = Field(description="The language of the content: ru, en, en-US …")
    base_url: SiteAddress | None = Field(None, description="The address where the site will stand")
    repository: WebAddress | None = Field(None, description="The repository, for “edit this page” and line links")
    license: WebAddress | None = Field(None, description="The address of the licence of the guide's texts and tables")
    branch: Text = Field("main", description="The branch that editors change")
    call_to_action: CallToAction | None = Field(
        None,
        description="A button for the owner's offer",
        examples=["{label: Write to us, url: 'https://example.org/'}"],
    )
    navigation: tuple[NavigationItem, ...] = Field(
        (), description="The menu; empty: the guide's own sections", examples=["[{label: Roles, page: roles/}]"]
    )
    opening: Text | None = Field(
        None,
        description="A page, or a section of one, whose first paragraph home quotes, by its address",
        examples=["about/#differences"],
    )
    theme: Theme = Field(
        Theme(),
        description="Its colour, logo, icon and font",
        examples=["{accent: '#a3141f', logo: images/logo.svg}"],
    )
    collections: dict[Slug, Collection] = Field(
        {},
        description="Kinds of pages of the guide's own, by the folder of their files",
        examples=["{employers: {title: Employers, summary: Who hires, fields: {city: City}}}"],
    )
    skill_levels: dict[Slug, SkillLevel] = Field(
        {},
        description="Levels of skills that roles can ask for, the lowest first",
        examples=["{working: {label: Working, meaning: needs no help with usual tasks}}"],
    )
    stale_after_months: Annotated[int, Field(ge=1, le=600)] = Field(
        24, description="After how many months a figure or a review counts as old"
    )
