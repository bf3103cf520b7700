"""The roles of a benchmark guide: the same for the same seed, each with text and a table as real ones have.

In: how many, and a seed. Out: a `Guide`, which `guide.py` writes as our own content, `projects.py` as other projects.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

import words

MOST = 10_000  # titles that differ from each other
SEED = 2026
GAPS = 0.02  # of all figures
AREAS = [(field, *area) for field, areas in words.FIELDS.items() for area in areas]
CUTS = (0.55, 0.68, 0.85, 1.2, 1.8)  # where bands begin and end, beside the median
WRITTEN = datetime.date(2026, 1, 12)

Row = dict[str, "int | tuple[int, int] | str"]  # a median, a band from … to, or the name of a gap, by column


class Section(NamedTuple):
    """A section of a role's text; its Markdown is what editors of our own guide write."""

    id: str
    title: str
    markdown: str


@dataclass(frozen=True)
class Role:
    """A role, with all that its pages show."""

    id: str
    title: str
    field: str
    summary: str
    english: str
    next: str | None  # the role that it is compared with
    onward: str | None  # the role that people go on to
    skills: list[str]
    suits: list[str]
    suits_not: list[str]
    reviewed: datetime.date
    intro: str
    sections: list[Section]
    pay: dict[str, dict[str, Row]]  # by region and segment

    @property
    def text(self) -> str:
        """The whole body of the role's file."""
        parts = (f"## {part.title} {{#{part.id}}}\n\n{part.markdown}" for part in self.sections)
        return "\n\n".join([self.intro, *parts])


@dataclass(frozen=True)
class Guide:
    """All roles, in the order of their files' names."""

    title: str
    tagline: str
    roles: list[Role]


def guide_of(count: int, seed: int = SEED) -> Guide:
    """Return a guide of `count` roles."""
    if not 0 < count <= MOST:
        raise SystemExit(f"{count} roles: there are titles for 1 to {MOST}")
    named = sorted((_named(index) for index in range(count)), key=lambda name: (name.field, name.id))
    ids = [name.id for name in named]
    roles = [_role(Random(f"{seed}/{name.id}"), place, name, ids) for place, name in enumerate(named)]
    tagline = "Чем заняты люди на работе, как туда попадают и сколько там платят"
    return Guide("Справочник профессий", tagline, sorted(roles, key=lambda role: role.id))


# --- a role -----------------------------------------------------------------------------------------------------------


class _Name(NamedTuple):
    id: str
    title: str
    field: str


def _named(index: int) -> _Name:
    """Return the title of a role; each of the first `MOST` has its own."""
    field, area, about = AREAS[index * 7 % len(AREAS)]
    turn, place = divmod(index, len(AREAS))
    grade, degree = words.GRADES[turn // len(words.TRADES)]
    trade, who = words.TRADES[(turn * 6 + place) % len(words.TRADES)]
    title = f"{degree} {who} {about}".strip()
    return _Name("-".join(filter(None, (grade, area, trade))), title[0].upper() + title[1:], field)


def _role(random: Random, place: int, name: _Name, ids: list[str]) -> Role:
    beside = ids[(place + 1) % len(ids)] if len(ids) > 1 else None
    return Role(
        *name,
        summary=f"{_sentence(random)} {_sentence(random)}",
        english=name.id.replace("-", " ").capitalize(),
        next=beside,
        onward=ids[place + 1] if place + 1 < len(ids) else None,
        skills=random.sample([id for id, *_ in words.SKILLS], 9),
        suits=random.sample(words.FOR, 6),
        suits_not=random.sample(words.NOT_FOR, 3),
        reviewed=WRITTEN + datetime.timedelta(days=place % 200),
        intro=_paragraph(random, 3),
        sections=_sections(random, beside or ids[0], random.choice(ids)),
        pay=_pay(random),
    )


def _sections(random: Random, beside: str, other: str) -> list[Section]:
    """Return what a role's text tells; it links to two roles, a page and its own figures."""
    region, where = random.choice([(id, where) for id, _, where, _ in words.REGIONS])
    opinion = f"> {_paragraph(random, 2)}\n>\n> — @practitioner"
    partners = [f"**{who}** — {what}." for who, what in random.sample(words.PARTNERS, 4)]
    steps = [f"**Диапазон {id}.** {_sentence(random)}" for id, *_ in words.BANDS]
    texts = {
        "place": f"{_paragraph(random, 2)} Рядом работает [сосед](../roles/{beside}.md).",
        "duties": _listed(random, "1.", _bold(random.sample(words.DUTIES, random.randint(5, 8)))),
        "environment": f"{_paragraph(random, 3)}\n\n{opinion}\n\n{_paragraph(random, 2)}",
        "cases": "\n\n".join(_case(random, title) for title in ("Ошибка", "Новый порядок")),
        "stakeholders": _listed(random, "-", partners),
        "limits": _paragraph(random, 2),
        "growth": _listed(random, "-", steps),
        "qualities": _listed(random, "1.", _bold(random.sample(words.QUALITIES, 4))),
        "way-in": f"{_paragraph(random, 2)} Иногда переходят [отсюда](../roles/{other}.md#duties).",
        "learning": _paragraph(random, 3),
        "pay": _about_pay(region, where),
    }
    return [Section(id, words.SECTIONS[id], text) for id, text in texts.items()]


def _about_pay(region: str, where: str) -> str:
    large, small = words.SEGMENTS
    return (
        f'Медиана в Москве — {{{{ pay("moskva", "{large}", "median") }}}} в крупных компаниях и '
        f'{{{{ pay("moskva", "{small}", "median") }}}} в малых. Начинают там с '
        f'{{{{ pay("moskva", "{large}", "I") }}}}.\n\n'
        f'Для сравнения, {where} медиана крупных компаний — {{{{ pay("{region}", "{large}", "median") }}}}, '
        f'а самые опытные получают {{{{ pay("{region}", "{large}", "IV") }}}}.\n\n'
        "> [!NOTE]\n> Числа придуманы для измерений. Что они значат, сказано в [пояснениях](../pages/methodology.md)."
    )


def _sentence(random: Random) -> str:
    return f"{random.choice(words.WHEN)} {random.choice(words.DEEDS)}{random.choice(words.WHY)}."


def _paragraph(random: Random, sentences: int) -> str:
    return " ".join(_sentence(random) for _ in range(sentences))


def _bold(points: list[tuple[str, str]]) -> list[str]:
    return [f"**{lead}.** {text}" for lead, text in points]


def _listed(random: Random, mark: str, points: list[str]) -> str:
    return f"{_sentence(random)}\n\n" + "\n".join(f"{mark} {point}" for point in points)


def _case(random: Random, title: str) -> str:
    happened = f"{random.choice(words.PAST_WHEN)} {random.choice(words.PAST_DEEDS)}. {random.choice(words.PAST_RESULT)}"
    return f"### {title}\n\n{happened}\n\n{_paragraph(random, 2)}"


def _pay(random: Random) -> dict[str, dict[str, Row]]:
    moscow = 60_000 + 1_000 * random.randrange(120)
    large, small = words.SEGMENTS
    return {
        region: {large: _row(random, moscow * share // 100), small: _row(random, moscow * share * 9 // 1000)}
        for region, _, _, share in words.REGIONS
    }


def _row(random: Random, median: int) -> Row:
    at = [round(median * cut, -3) for cut in CUTS]
    bands = {id: (int(at[place]), int(at[place + 1])) for place, (id, *_) in enumerate(words.BANDS)}
    row: Row = {**bands, "median": round(median, -3)}
    return {column: "not_collected" if random.random() < GAPS else value for column, value in row.items()}
