"""Comparison of two roles, and the page on which any two or three are chosen.

Only skills with the same id and duties with the same bold lead count as shared. Everything else is shown side by side
without any judgement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from careerguide.core.problems import SiteText
from careerguide.guide.guide import Guide
from careerguide.languages.collation import is_foreign, sort_key
from careerguide.languages.language import Language
from careerguide.languages.registry import folded
from careerguide.languages.typography import Typographer
from careerguide.markdown.document import Section, excerpt, plain_text, without_ids
from careerguide.pages.charts.axes import Tick, scale_from_zero
from careerguide.pages.views.index import Index, RoleEntry
from careerguide.pages.views.listing import FOLDED, Listing, listing
from careerguide.pages.views.pairs import Pair
from careerguide.pages.views.role import PlaceFact, SkillEntry, place_of, skills_of
from careerguide.pages.views.site import Words
from careerguide.pages.views.small import SmallBar, highest_of, small_bar
from careerguide.schema import Code, Fit, Role
from careerguide.schema.periods import Period

SHARED = SiteText("in both")
NAMES = SiteText("Other titles")
CODES = SiteText("Classified as")
EXCERPT = 420  # characters of a section
WHOLE = ("duties", "fit")  # sections that are shown as they are
_LEAD = re.compile(r"<li>(?=\s*(?:<p>)?\s*<strong>(.*?)</strong>)", re.DOTALL)


class Passage(NamedTuple):
    """A section of a role: its title, its address, and an excerpt."""

    title: str
    url: str
    text: str


class Side(NamedTuple):
    """One of the two roles; `fit` is its self-check, and `fit_text` what is written about that."""

    entry: RoleEntry
    fit: Fit
    fit_text: Passage | None
    place: tuple[PlaceFact, ...]
    skills: tuple[SkillEntry, ...]  # that the other role does not require
    duties: Markup | None
    bar: SmallBar | None
    alone: tuple[Passage, ...]  # sections of a known type that only this role has


class PayAxis(NamedTuple):
    """The axis of both roles' pay."""

    currency: str
    period: Period
    ticks: tuple[Tick, ...]


class LabelledFact(NamedTuple):
    """A fact that either role has, and what is known of it for each."""

    label: Words
    values: tuple[str | None, ...]


class ComparisonView(NamedTuple):
    """Two roles side by side."""

    pair: Pair
    sides: tuple[Side, Side]
    axis: PayAxis | None  # None: unknown, or different currencies or periods
    paid: int  # how many of the two have a figure
    fits: bool  # whether either has a self-check, or a text about whom it suits
    facts: tuple[LabelledFact, ...]
    skills: tuple[tuple[SkillEntry, SkillEntry], ...]  # in common, as each role asks for it
    levels_differ: bool  # of one of these skills
    shared_duties: int
    passages: tuple[tuple[Passage, Passage], ...]  # sections of the same type


class NamedPair(NamedTuple):
    """A pair with the titles of its roles."""

    pair: Pair
    one: str
    other: str


class ChoiceView(NamedTuple):
    """The pairs that have a page, and the roles to choose any two or three of (none: too many for the page)."""

    list: Listing[NamedPair]
    roles: tuple[RoleEntry, ...]


def comparison_view(guide: Guide, index: Index, id: str) -> ComparisonView:
    """Return the comparison of two roles."""
    pair = index.pairs[id]
    ids = (pair.first, pair.second)
    asked = tuple({skill.id: skill for skill in skills_of(guide, index, guide.roles[id])} for id in ids)
    mark = Typographer(guide.language.code).text(SHARED.say(guide.language.translate))
    texts = tuple(_sections(guide, id) for id in ids)
    duties = tuple(section["duties"].html if "duties" in section else "" for section in texts)
    shared = _leads(duties[0]) & _leads(duties[1])
    bars, axis = _pay(index, ids)
    common = tuple((skill, asked[1][id]) for id, skill in asked[0].items() if id in asked[1])
    both = [id for id in texts[0] if id in texts[1] and id not in WHOLE]

    def side(own: int, other: int) -> Side:
        alone = (_passage(ids[own], s) for id, s in texts[own].items() if id not in texts[other] and id != "fit")
        return _side(guide, index, ids[own])._replace(
            fit_text=_passage(ids[own], texts[own]["fit"]) if "fit" in texts[own] else None,
            skills=tuple(skill for id, skill in asked[own].items() if id not in asked[other]),
            duties=_marked(duties[own], shared, mark) if duties[own] else None,
            bar=bars.get(ids[own]),
            alone=tuple(alone),
        )

    sides = (side(0, 1), side(1, 0))
    return ComparisonView(
        pair=pair,
        sides=sides,
        axis=axis,
        paid=sum(_has_figures(it.entry) for it in sides),
        fits=any(it.fit_text or it.fit.for_ or it.fit.not_for for it in sides),
        facts=_facts([guide.roles[id] for id in ids]),
        skills=common,
        levels_differ=any(one.level != other.level for one, other in common),
        shared_duties=len(shared),
        passages=tuple((_passage(ids[0], texts[0][id]), _passage(ids[1], texts[1][id])) for id in both),
    )


def within_sentence(title: str, language: Language) -> str:
    """Return a title for use within a sentence: in Russian in lower case, unless it has other capitals."""
    common = title[1:] == title[1:].lower() and not is_foreign(title, language.rules.alphabet)
    return title[:1].lower() + title[1:] if common and language.rules.lowercase_titles else title


def choice_view(guide: Guide, index: Index) -> ChoiceView:
    """Return the page on which roles are chosen."""
    alphabet = guide.language.rules.alphabet

    def named(pair: Pair) -> NamedPair:
        titles = (guide.roles[pair.first].title, guide.roles[pair.second].title)
        return NamedPair(pair, *sorted(titles, key=lambda title: sort_key(title, alphabet)))

    pairs = sorted(map(named, index.pairs.values()), key=lambda pair: sort_key(pair.one, alphabet))
    roles = tuple(index.entries.values()) if len(index.entries) <= FOLDED else ()
    return ChoiceView(listing(pairs, lambda pair: pair.one, guide.language), roles)


def _side(guide: Guide, index: Index, id: str) -> Side:
    return Side(
        entry=index.entries[id],
        fit=guide.roles[id].fit,
        fit_text=None,
        place=place_of(index, id),
        skills=(),
        duties=None,
        bar=None,
        alone=(),
    )


def _facts(roles: Sequence[Role]) -> tuple[LabelledFact, ...]:
    """Return the names, facts and codes of roles; facts by label, in the order of the first role that has each."""
    values = [{folded(fact.label): fact.value for fact in role.facts} for role in roles]
    labels: dict[str, str] = {}
    for fact in (fact for role in roles for fact in role.facts):
        labels.setdefault(folded(fact.label), fact.label)
    names = LabelledFact(NAMES, tuple(", ".join(filter(None, [role.names.en, *role.names.also])) for role in roles))
    codes = LabelledFact(CODES, tuple("; ".join(map(_code, role.codes)) for role in roles))
    facts = (LabelledFact(label, tuple(known.get(key) for known in values)) for key, label in labels.items())
    return tuple(fact for fact in (names, *facts, codes) if any(fact.values))


def _code(code: Code) -> str:
    return f"{code.system} {code.code}" + (f"\u00a0— {code.name}" if code.name else "")


def _sections(guide: Guide, id: str) -> dict[str, Section]:
    """Return a role's sections of known types; pay, skills and sources are compared from the records."""
    prose = guide.prose[guide.path_of(guide.roles[id])]
    return {s.id: s for s in prose.sections if s.known and s.html and s.id not in ("pay", "skills", "sources")}


def _passage(role: str, section: Section) -> Passage:
    return Passage(section.title, f"roles/{role}/#{section.id}", excerpt(section, EXCERPT))


def _lead(text: str) -> str:
    return folded(plain_text(text)).rstrip(" .:;,")


def _leads(html: str) -> frozenset[str]:
    """Return the bold leads of duties."""
    return frozenset(_lead(found) for found in _LEAD.findall(html))


def _marked(html: str, shared: frozenset[str], word: str) -> Markup:
    """Return duties, with a label on those whose lead is in `shared`; prose is sanitised HTML."""
    mark = f'<li class="shared"><span class="shared-word">{escape(word)}</span> '
    return Markup(_LEAD.sub(lambda li: mark if _lead(li[1]) in shared else li[0], without_ids(html)))


def _has_figures(entry: RoleEntry) -> bool:
    return entry.pay is not None and entry.pay.summary.low is not None


def _pay(index: Index, ids: tuple[str, str]) -> tuple[dict[str, SmallBar], PayAxis | None]:
    """Return the bars of both roles on one axis; none where pay is unknown or the units differ."""
    tables = {id: table for id in ids if (table := index.entries[id].pay) and _has_figures(index.entries[id])}
    units = {(table.currency, table.period) for table in tables.values()}
    if len(units) != 1:
        return {}, None
    scale = scale_from_zero(max(highest_of(table.summary) for table in tables.values()))
    bars = {id: small_bar(scale, table.summary) for id, table in tables.items()}
    return bars, PayAxis(*units.pop(), scale.ticks)
