"""The metadata of a salary table, as far as the file, the guide and the command line state it.

In: the options, the guide, the words and currencies of the table. Out: `Facts`; what is not stated but any editor would
assume (roubles a month for Russian cities) is assumed and listed as inferred, and nothing else is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from careerguide.core.options import ImportOptions
from careerguide.core.problems import Message, Problem, known_or_list
from careerguide.guide.folder import bad_id
from careerguide.guide.snapshot import GuideSnapshot
from careerguide.importing.editions import Edition, duplicates, edition_of
from careerguide.importing.headings import stated_once
from careerguide.importing.layout import Layout
from careerguide.importing.units import currencies_in
from careerguide.languages.number_forms import decimals_of
from careerguide.schema.currencies import CODES
from careerguide.schema.records import Kind

_YEARLY = frozenset(["US", "GB", "CA", "AU", "NZ", "IE", "DE", "FR", "NL", "CH", "AT", "BE", "JP", "SG", "IN"])


@dataclass(frozen=True)
class Facts:
    """The metadata of the new file; `inferred` names the facts that neither the file nor the editor states."""

    table: str
    role: str
    currency: str
    period: str
    basis: str
    inferred: tuple[str, ...]
    edition: Edition | None = None


def role_of(options: ImportOptions, guide: GuideSnapshot) -> tuple[str, list[Problem]]:
    """Return the id of the table's role: as given, by the file's name, or the guide's only one."""
    stem = Path(options.file).stem
    role = options.role or next((id for id in (options.table, stem) if id in guide.roles), None)
    if role is None:
        payless = [id for id in guide.roles if id not in guide.pays]
        role = payless[0] if len(payless) == 1 and len(guide.roles) == 1 else None
    if role is None:
        what = Message("it is not clear which role the table is about")
        hint = Message("say it: --role {names}", names=" | ".join(guide.roles) or "ID")
        return "", [Problem.of_option("--role", what, hint)]
    if role not in guide.roles:
        what = Message("there is no role “{id}”", id=role)
        return "", [Problem.of_option(f"--role {role}", what, known_or_list(role, guide.roles, f"{Kind.ROLE}/"))]
    return role, []


def table_of(options: ImportOptions, role: str, guide: GuideSnapshot) -> tuple[str, Edition | None, list[Problem]]:
    """Return the id of the new table, and which edition it is: as given, or by the edition or the role."""
    edition, problems = edition_of(options, role, guide)
    table = options.table or (edition.table if edition else role)
    problem = bad_id(f"--table {table}", table, Kind.TABLE)
    problems += [problem] if problem else []
    return table, edition, [*problems, *(duplicates(edition, table, guide) if edition else [])]


def facts_of(
    options: ImportOptions,
    guide: GuideSnapshot,
    layout: Layout,
    regions: Iterable[str],
    signs: Sequence[frozenset[str]],
) -> tuple[Facts | None, list[Problem]]:
    """Return the metadata of the new file, or None with Problems about what only the editor can state."""
    role, problems = role_of(options, guide)
    table, edition, more = table_of(options, role, guide) if role else ("", None, [])
    problems += more
    inferred = ["columns"] if layout.guessed else []
    country = country_of(guide, regions)
    stated = _stated_currencies(layout, signs)
    currency, is_stated = (options.currency, True) if options.currency else _currency(stated, guide, country)
    if not is_stated:
        inferred.append("currency")
    if currency is None:
        what = Message("it is not clear in which currency the figures are")
        codes = " | ".join(sorted(stated, key=lambda code: (code != "USD", code))[:4]) or "RUB"
        problems.append(Problem.of_option("--currency", what, Message("say it: --currency {codes}", codes=codes)))
    elif currency not in CODES:
        what = Message("“{code}” is no currency of ISO 4217", code=currency)
        hint = known_or_list(currency, sorted(CODES), "ISO 4217")
        problems.append(Problem.of_option(f"--currency {currency}", what, hint))
    period = options.period or stated_once(layout.headings, "period")
    if period is None:
        same = (t.period for t in guide.tables.values() if t.currency == currency)
        period = _usual(same) or ("year" if country in _YEARLY else "month")
        inferred.append("period")
    if problems or currency is None:
        return None, problems
    basis = stated_once(layout.headings, "basis") or "unknown"
    return Facts(table, role, currency, period, basis, tuple(inferred), edition), []


def decimals_in(options: ImportOptions, guide: GuideSnapshot, layout: Layout | None = None) -> int:
    """Return how many decimals amounts can have, as far as a currency is known before any of them is read."""
    codes = {options.currency} if options.currency else _stated_currencies(layout, ()) if layout else set()
    usual = _usual(table.currency for table in guide.tables.values())
    return max(map(decimals_of, codes or {usual or ""}))


def _usual(values: Iterable[str]) -> str | None:
    """Return the value that all tables of the guide agree on."""
    counted = Counter(values)
    return next(iter(counted)) if len(counted) == 1 else None


def _stated_currencies(layout: Layout, signs: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the currencies that headings and cells can mean; where they differ, those of the first."""
    units = [line.cell_at(layout.unit).text for line in layout.body] if layout.unit is not None else []
    named = [*(codes for text in (*layout.headings, *units) for codes in currencies_in(text)), *signs]
    return (frozenset.intersection(*named) or named[0]) if named else frozenset()


def _currency(stated: frozenset[str], guide: GuideSnapshot, country: str | None) -> tuple[str | None, bool]:
    """Return the currency of a table, and whether the table itself states it.

    A sign that can mean several ($) means that of the guide's tables or of the country, if it can be.
    """
    if len(stated) == 1:
        return next(iter(stated)), True
    usual = _usual(table.currency for table in guide.tables.values())
    for likely in (usual, currency_of(country), "RUB"):
        if likely in stated:
            return likely, True
    return (None if stated else usual or currency_of(country)), False


def country_of(guide: GuideSnapshot, regions: Iterable[str]) -> str | None:
    """Return the country of the table's regions, by their codes; else that of the guide's language."""
    codes = {(guide.regions[id].code or "")[:2] for id in regions} - {""}
    if codes:
        return codes.pop() if len(codes) == 1 else None
    from babel.core import get_global

    language, _, territory = guide.language.code.partition("-")
    return territory or str(get_global("likely_subtags").get(language, "")).rpartition("_")[2] or None


def currency_of(country: str | None) -> str | None:
    """Return the currency that a country has now."""
    from babel.numbers import get_territory_currencies

    current = get_territory_currencies(country) if country else []
    return current[0] if len(current) == 1 else None
