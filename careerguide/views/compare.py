"""Two roles side by side, and the page on which any two or three are chosen.

What is shared is told only where the files say it in the same words: the same skill, or a duty with the same bold
lead. Everything else simply stands beside each other.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import Markup, escape

from careerguide.charting.axes import Tick, scale_from_zero
from careerguide.library import Library
from careerguide.problems import Message
from careerguide.prose import Section, excerpt, plain_text, without_ids
from careerguide.views.index import Entry, Index, Step
from careerguide.views.pairs import Pair
from careerguide.views.role import SkillEntry, skill_entry
from careerguide.views.small import SmallBar, small_bars

SHARED = Message("in both")
EXCERPT = 420  # characters of a section
PLACED = 150  # roles
_LEAD = re.compile(r"<li>(?=\s*(?:<p>)?\s*<strong>(.*?)</strong>)", re.DOTALL)


class Passage(NamedTuple):
    """A section of a role: its title, where it stands, and its beginning."""

    title: str
    url: str
    text: str


class Side(NamedTuple):
    """One of the two roles."""

    entry: Entry
    reports_to: tuple[Step, ...]
    leads: tuple[Step, ...]
    before: tuple[Step, ...]
    after: tuple[Step, ...]
    skills: tuple[SkillEntry, ...]  # that the other role does not ask for
    duties: Markup | None
    bar: SmallBar | None
    alone: tuple[Passage, ...]  # sections of a known kind that the other role has not


class PayAxis(NamedTuple):
    """The axis on which both roles' pay stands."""

    currency: str
    period: str
    ticks: tuple[Tick, ...]


class ComparisonView(NamedTuple):
    """Two roles side by side."""

    pair: Pair
    sides: tuple[Side, Side]
    axis: PayAxis | None  # None: nothing is known, or not in one currency and period
    skills: tuple[SkillEntry, ...]  # in common
    shared_duties: int
    passages: tuple[tuple[Passage, Passage], ...]  # sections of the same kind


class ChoiceView(NamedTuple):
    """All pairs, and what is compared of any two or three roles."""

    pairs: tuple[tuple[Pair, Entry, Entry], ...]
    sides: tuple[tuple[Side, str], ...]  # with the ids of the skills asked for
    skills: tuple[SkillEntry, ...]
    placed: bool  # whether place, path and reasons are among it: the page of a long list would grow too large


def comparison_view(library: Library, index: Index, id: str) -> ComparisonView:
    """Return two roles side by side."""
    pair = index.pairs[id]
    ids = (pair.first, pair.second)
    asked = tuple(index.entries[id].skills for id in ids)
    mark = SHARED.say(library.language.translate)
    texts = tuple(_sections(library, id) for id in ids)
    duties = tuple(section["duties"].html if "duties" in section else "" for section in texts)
    shared = _leads(duties[0]) & _leads(duties[1])
    bars, axis = _pay(index, ids)
    both = [id for id in texts[0] if id in texts[1] and id != "duties"]

    def side(own: int, other: int) -> Side:
        alone = (_passage(ids[own], s) for id, s in texts[own].items() if id not in texts[other])
        return _side(library, index, ids[own])._replace(
            skills=tuple(skill_entry(library, index, id) for id in asked[own] if id not in asked[other]),
            duties=_marked(duties[own], shared, mark) if duties[own] else None,
            bar=bars.get(ids[own]),
            alone=tuple(alone),
        )

    return ComparisonView(
        pair=pair,
        sides=(side(0, 1), side(1, 0)),
        axis=axis,
        skills=tuple(skill_entry(library, index, id) for id in asked[0] if id in asked[1]),
        shared_duties=len(shared),
        passages=tuple((_passage(ids[0], texts[0][id]), _passage(ids[1], texts[1][id])) for id in both),
    )


def beside(title: str) -> str:
    """Return a title as it stands within a sentence: in Cyrillic without its capital, unless it has others."""
    common = "А" <= title[:1] <= "Я" and title[1:] == title[1:].lower()
    return title[:1].lower() + title[1:] if common else title


def choice_view(library: Library, index: Index) -> ChoiceView:
    """Return the page on which roles are chosen."""
    entries = index.entries
    asked = {skill for entry in entries.values() for skill in entry.skills}
    return ChoiceView(
        pairs=tuple((pair, entries[pair.first], entries[pair.second]) for pair in index.pairs.values()),
        sides=tuple((_side(library, index, id), " ".join(entry.skills)) for id, entry in entries.items()),
        skills=tuple(skill_entry(library, index, id) for id in library.skills if id in asked),
        placed=len(entries) <= PLACED,
    )


def _side(library: Library, index: Index, id: str) -> Side:
    return Side(
        entry=index.entries[id],
        reports_to=index.reports_to.get(id, ()),
        leads=index.leads.get(id, ()),
        before=index.before.get(id, ()),
        after=index.after.get(id, ()),
        skills=(),
        duties=None,
        bar=None,
        alone=(),
    )


def _sections(library: Library, id: str) -> dict[str, Section]:
    """Return a role's sections of known kinds; pay, skills and the way in are compared from the records."""
    prose = library.prose[library.path_of(library.roles[id])]
    return {s.id: s for s in prose.sections if s.known and s.html and s.id not in ("pay", "skills", "sources")}


def _passage(role: str, section: Section) -> Passage:
    return Passage(section.title, f"roles/{role}/#{section.id}", excerpt(section, EXCERPT))


def _lead(text: str) -> str:
    return plain_text(text).casefold().replace("ё", "е").rstrip(" .:;,")


def _leads(html: str) -> frozenset[str]:
    """Return the bold words with which duties begin."""
    return frozenset(_lead(found) for found in _LEAD.findall(html))


def _marked(html: str, shared: frozenset[str], word: str) -> Markup:
    """Return duties, those with a lead in `shared` marked by a word; prose is sanitised HTML."""
    mark = f'<li class="shared"><span class="shared-word">{escape(word)}</span> '
    return Markup(_LEAD.sub(lambda li: mark if _lead(li[1]) in shared else li[0], without_ids(html)))


def _pay(index: Index, ids: tuple[str, str]) -> tuple[dict[str, SmallBar], PayAxis | None]:
    """Return the bars of both roles on one axis; none where nothing is known or units differ."""
    tables = {id: table for id in ids if (table := index.entries[id].pay) and table.summary.low is not None}
    units = {(table.currency, table.period) for table in tables.values()}
    if len(units) != 1:
        return {}, None
    highest = max(float(table.summary.high or table.summary.low or 0) for table in tables.values())
    return small_bars(tables), PayAxis(*units.pop(), scale_from_zero(highest).ticks)
