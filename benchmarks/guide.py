#!/usr/bin/env python3
"""A guide of as many roles as you like, in Russian, the same for the same seed: what benchmarks are run on.

`uv run benchmarks/guide.py 1000 FOLDER` writes it as editors would, so that `uv run build.py --content FOLDER` builds
it. Each role has 6 to 10 kB of text in the sections that real ones have, and a table of 12 regions × 2 segments.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import words
import yaml
from roles import MOST, SEED, Guide, Role, guide_of

PAGES = [  # id, title, text
    ("about", "О справочнике", "Этот справочник составила программа: по нему измеряют, как быстро собирается сайт."),
    (
        "methodology",
        "Как читать числа",
        "Медиана делит людей пополам.\n\n## Пробелы {#gaps}\n\nЧего не знаем, не пишем.",
    ),
]


def write(guide: Guide, folder: Path) -> None:
    """Write a guide as the content of our own generator."""
    for part in ("roles", "salaries", "pages"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    settings = {"title": guide.title, "tagline": guide.tagline, "language": "ru", "base_url": "https://example.org/"}
    _write(folder / "guide.yaml", as_yaml(settings))
    _write(folder / "regions.yaml", as_yaml({id: {"name": name, "in": where} for id, name, where, _ in words.REGIONS}))
    _write(folder / "skills.yaml", as_yaml({id: {"name": name, "summary": about} for id, name, about in words.SKILLS}))
    _write(folder / "glossary.yaml", as_yaml({id: {"term": term, "meaning": about} for id, term, about in words.TERMS}))
    for name, title, text in PAGES:
        _write(folder / f"pages/{name}.md", with_front_matter({"title": title, "summary": title}, text))
    for role in guide.roles:
        _write(folder / f"roles/{role.id}.md", with_front_matter(_facts(role), role.text))
        _write(folder / f"salaries/{role.id}.yaml", table_of(role))


def _facts(role: Role) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": role.title,
        "names": {"en": role.english},
        "summary": role.summary,
        "field": role.field,
    }
    if role.onward:
        facts["path"] = {"to": [{"role": role.onward, "why": "Работа похожа, а отвечают за большее."}]}
    if role.next:
        facts["related"] = [{"role": role.next, "why": "Одна отрасль, похожие обязанности."}]
    return facts | {
        "skills": role.skills,
        "pay": role.id,
        "fit": {"for": role.suits, "not_for": role.suits_not},
        "experts": {
            "practitioner": {
                "position": "Практик, десять лет в профессии",
                "background": ["начинал с самых простых поручений"],
            }
        },
        "learning": [{"kind": "book", "title": "Справочник по профессии", "author": "Коллектив авторов"}],
        "sources": [{"id": "talk", "kind": "interview", "title": "Разговор с практиком", "date": "2026-01"}],
        "reviewed": role.reviewed,
    }


def table_of(role: Role) -> str:
    """Return a role's salary table as a file."""
    columns: dict[str, Any] = {
        id: {"kind": "band", "label": f"Диапазон {id}", "years": years, "requires": asked}
        for id, years, asked in words.BANDS
    }
    table = {
        "role": role.id,
        "currency": "RUB",
        "period": "month",
        "basis": "net",
        "collected": "2026-01",
        "source": {"id": "numbers", "kind": "other", "title": "Числа для измерений", "date": "2026-01"},
        "columns": columns | {"median": {"kind": "median", "label": "Медиана"}},
        "segments": words.SEGMENTS,
        "pay": {
            region: {segment: {column: figure(value) for column, value in row.items()} for segment, row in rows.items()}
            for region, rows in role.pay.items()
        },
    }
    return as_yaml(table, rows=True)


def figure(value: int | tuple[int, int] | str) -> str:
    """Return a figure as editors type it: 115 000, 50 000 – 60 000; a gap by its name."""
    if isinstance(value, tuple):
        return " – ".join(map(figure, value))
    return value if isinstance(value, str) else f"{value:,}".replace(",", " ")


def with_front_matter(facts: dict[str, Any], text: str) -> str:
    """Return a Markdown file."""
    return f"---\n{as_yaml(facts)}---\n\n{text}\n"


def as_yaml(record: object, *, rows: bool = False) -> str:
    """Return YAML as people write it; `rows` puts each innermost map or list on one line."""
    flow = None if rows else False
    return yaml.dump(
        record, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=flow
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


def main() -> None:
    """Write the guide that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N", help=f"how many roles, {MOST} at most")
    parser.add_argument("folder", type=Path, metavar="OUT", help="where the content is put")
    parser.add_argument("--seed", type=int, default=SEED, help=f"another guide for another seed ({SEED})")
    options = parser.parse_args()
    write(guide_of(options.count, options.seed), options.folder)


if __name__ == "__main__":
    main()
