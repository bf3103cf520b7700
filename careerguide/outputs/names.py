"""The names of everything that has an address, for choices too long to be part of a page and for the search.

In: a `Guide`. Out: one JSON file, which static/js/names.js and compare.js read: the names by kind, the rules by which
typed words are compared with them, and where each role's pay is found.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from careerguide.core import addresses
from careerguide.guide.guide import Guide
from careerguide.languages.language import Language
from careerguide.languages.number_forms import unbroken
from careerguide.languages.registry import known_languages, merged
from careerguide.languages.typography import Typographer
from careerguide.pages.views.collection import entries_of
from careerguide.pages.views.site import collections
from careerguide.pay.key_figures import key_figure
from careerguide.pay.reservations import reservations, sentence
from careerguide.pay.wording import gap_text, period_text
from careerguide.rendering.output_task import Output, OutputTask
from careerguide.schema import Region, Role, SalaryTable, Skill, Term
from careerguide.schema.gaps import GapKind
from careerguide.schema.records import Kind

NAMES_FILE = "names.json"
NAMED = (Kind.ROLE, Kind.REGIONS, Kind.SKILLS, Kind.GLOSSARY)

Json = dict[str, Any]


def tasks(guide: Guide) -> Iterator[OutputTask]:
    """Yield the output task of the file."""
    yield OutputTask(addresses.DATA + NAMES_FILE, lambda: Output(_names_file(guide)))


def _names_file(guide: Guide) -> bytes:
    typeset = Typographer(guide.language.code).text
    pay: dict[str, list[Json]] = {}
    for table in guide.current_tables:
        pay.setdefault(table.role, []).append(_pay(guide, table, typeset))
    facts = {
        "kinds": {
            kind.stem: {
                "address": kind.address,
                "names": [[it.id, *map(typeset, _names(it))] for it in guide.records[kind].values()],
            }
            for kind in NAMED
        }
        | {
            id: {
                "address": f"{id}/{{id}}/",
                "names": [[it.id.removeprefix(above.url), typeset(it.title)] for it in entries_of(guide, id)],
            }
            for id, above in collections(guide).items()
        },
        "pay": pay,
        "words": _words(guide.language),
        "rules": _rules(),
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def _words(language: Language) -> Json:
    """Return what stands in place of a figure, and beside one: patterns in which it is `{amount}`."""
    return {
        "gaps": {kind.value: gap_text(language, kind) for kind in GapKind},
        "more": language.or_more("{amount}"),
        "from": unbroken(language.translate("from {amount}")),
        "upTo": unbroken(language.translate("up to {amount}")),
        "few": language.translate("few people"),
    }


def _names(record: Role | Region | Skill | Term) -> list[str]:
    """Return what a record is called, first of all its title."""
    match record:
        case Role():
            names = (record.title, *record.names.also, record.names.en, *record.search)
        case Region():
            usual = merged(lambda rules: rules.headings.place_names)
            names = (*record.names, *usual.get(record.name, ()))
        case Term():
            names = (record.term, *record.also)
        case _:
            names = (record.name,)
    return list(dict.fromkeys(name for name in names if name))


def _pay(guide: Guide, table: SalaryTable, typeset: Callable[[str], str]) -> Json:
    """Return the key figure of a table in words, and what must be known before it is believed."""
    key = key_figure(table.columns)
    columns = list(table.columns)
    say = guide.language.translate
    return {
        "table": table.id,
        "key": [columns[index] for index in key.columns],
        "name": say("Median") if key.median else typeset(" – ".join(key.headings)),
        "per": period_text(guide.language, table.period),
        "note": typeset(_reservations(guide, table)),
    }


def _reservations(guide: Guide, table: SalaryTable) -> str:
    said = sentence(guide.language, reservations(table))
    if not table.collected.known:
        return said
    collected = guide.language.translate("Collected: %(date)s.") % {"date": guide.language.date(table.collected)}
    return f"{collected} {said}"


def _rules() -> Json:
    """Return by which rules of all languages words are compared: people type any of them, on any keyboard."""
    languages = known_languages().values()
    letters = {letter: rules.latin(letter) for rules in languages for letter in rules.alphabet}
    endings = chain.from_iterable(rules.endings for rules in languages)
    return {
        "same": merged(lambda rules: rules.same_letters),
        "keys": [rules.keys for rules in languages if rules.keys],
        "latin": {letter: latin for letter, latin in letters.items() if latin != letter},
        "changes": [group for rules in languages for group in rules.stem_changes],
        "endings": "|".join(sorted(set(endings), key=lambda ending: (-len(ending), ending))),
    }
