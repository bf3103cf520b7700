"""A whole English guide generated from a seed: no word, id or figure of it stands in content/ or in tests/guides/.

What must hold of any valid guide is tested on it too, so that a test that asserts what content/ says fails here.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

REGIONS = {"avonbridge": "Avonbridge", "netherby": "Netherby", "saltmarsh": "Saltmarsh & District", "wick": "Wick"}
ROLES = {"cooper": "Cooper", "glazier": "Glazier", "thatcher": "Thatcher", "wheelwright": "Wheelwright & Joiner"}
SEGMENTS = {"yards": "Yards", "shops": "Shops"}
GAPS = ("lost_in_source", "not_collected", "suppressed", "not_applicable")
FORMS: dict[str, dict[str, tuple[dict[str, Any], tuple[float, ...]]]] = {  # a column: its facts, shares of the median
    "cooper": {
        "I": ({"kind": "band", "label": "Band I", "years": "0", "requires": ["a steady hand"]}, (0.7, 0.9)),
        "II": ({"kind": "band", "label": "Band II", "years": "3", "open": "yes"}, (0.9, 1.4)),
        "median": ({"kind": "median", "label": "Median"}, (1,)),
    },
    "glazier": {
        "p10": ({"kind": "percentile", "p": "10", "label": "10th percentile"}, (0.6,)),
        "median": ({"kind": "median", "label": "Median"}, (1,)),
        "p90": ({"kind": "percentile", "p": "90", "label": "90th percentile"}, (1.5,)),
        "mean": ({"kind": "mean", "label": "Mean"}, (1.1,)),
    },
    "thatcher": {
        "low": ({"kind": "low", "label": "Lowest"}, (0.5,)),
        "median": ({"kind": "median", "label": "Median"}, (1,)),
        "high": ({"kind": "high", "label": "Highest"}, (2,)),
    },
}
TEXT = """
A {name} mends what others throw away.

## Duties {{#duties}}

- **Repairs.** See the [{other}](../roles/{next}.md#duties) and the [adze](../glossary.yaml#adze).

## Growth {{#growth}}

{pay}

> Measure twice.
>
> — @master
"""


def write(folder: Path, seed: int = 1) -> Path:
    """Write the guide that belongs to a seed into a content folder; return the folder."""
    random = Random(seed)
    for name in ("roles", "salaries", "pages"):
        (folder / name).mkdir(parents=True)
    for name, facts in _lists().items():
        (folder / name).write_text(_yaml(facts), "utf-8")
    for id, following in zip(ROLES, [*ROLES][1:] + [*ROLES][:1], strict=True):
        (folder / f"roles/{id}.md").write_text(_role(id, following), "utf-8")
    for id in FORMS:
        (folder / f"salaries/{id}.yaml").write_text(_yaml(_table(id, random)), "utf-8")
    draft = {"title": "Tinker", "summary": "Not written yet.", "draft": "yes"}
    (folder / "roles/tinker.md").write_text(f"---\n{_yaml(draft)}---\n", "utf-8")
    about = {"title": "About these trades", "summary": "Trades made up for a test.", "reviewed": "2026-02-03"}
    (folder / "pages/trades.md").write_text(f"---\n{_yaml(about)}---\nNobody works in Netherby.\n", "utf-8")
    return folder


def _yaml(facts: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in facts.items())


def _lists() -> dict[str, dict[str, Any]]:
    return {
        "guide.yaml": {
            "title": "Village Trades",
            "tagline": "Trades & wages that nobody has",
            "language": "en",
            "base_url": "https://example.org/trades/",
            "repository": "https://github.com/example/trades",
        },
        "regions.yaml": {id: {"name": name} for id, name in REGIONS.items()},
        "skills.yaml": {"whittling": {"name": "Whittling", "summary": "Taking away what is not a spoon."}},
        "glossary.yaml": {"adze": {"term": "adze", "meaning": "An axe turned by a quarter.", "also": ["addice"]}},
    }


def _role(id: str, following: str) -> str:
    facts = {
        "title": ROLES[id],
        "summary": f"What a {id} does from morning to night.",
        "field": "Village",
        "path": {"to": ["a yard of one's own"]},
        "related": [{"role": following, "why": "They share a yard."}],
        "skills": ["whittling"],
        "experts": {"master": {"position": "Master of a small yard"}},
        "sources": [{"id": "talk", "kind": "interview", "title": "A talk in a yard", "date": "2025-06"}],
        "reviewed": "2026-01-02",
        **({"pay": id} if id in FORMS else {}),
    }
    cell = '"wick", "yards", "median"' if id == "cooper" else '"wick", "median"'
    pay = f"Half earn more than {{{{ pay({cell}) }}}} in Wick." if id in FORMS else "Nobody has asked about pay."
    return f"---\n{_yaml(facts)}---\n{TEXT.format(name=id, other=following, next=following, pay=pay)}"


def _table(id: str, random: Random) -> dict[str, Any]:
    segments = SEGMENTS if id == "cooper" else {}
    rows = {region: {name: _row(id, random) for name in segments} or _row(id, random) for region in REGIONS}
    return {
        "role": id,
        "currency": "GBP",
        "period": "year",
        "basis": "gross",
        "collected": "2025",
        "source": {"id": "count", "kind": "statistics", "title": "A count of trades", "date": "2025"},
        "columns": {column: facts for column, (facts, _) in FORMS[id].items()},
        **({"segments": segments} if segments else {}),
        "pay": rows,
    }


def _row(id: str, random: Random) -> dict[str, str]:
    """Return a row of figures that stand to their median as in every other row, one in eight of them missing."""
    median = random.randrange(20, 60) * 1_000
    return {
        column: random.choice(GAPS)
        if random.random() < 1 / 8
        else " – ".join(f"{round(median * share):,}".replace(",", " ") for share in shares)
        for column, (_, shares) in FORMS[id].items()
    }
