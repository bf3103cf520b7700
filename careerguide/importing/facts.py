"""What a salary table must say beyond its figures, as far as the file, the guide and the command line tell it.

In: the options, the guide, the words and currencies of the table. Out: `Facts`; what nobody states but the editor would
write without thinking (roubles a month for Russian cities) is taken, named as inferred, and never more than that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from careerguide.commands import ImportOptions
from careerguide.editing.known import Known
from careerguide.importing.headings import said_once
from careerguide.importing.layout import Layout
from careerguide.pay.currencies import CODES, SIGNS
from careerguide.problems import Message, Problem, known_or_list
from careerguide.reading.folder import Kind, bad_id

_YEARLY = frozenset(["US", "GB", "CA", "AU", "NZ", "IE", "DE", "FR", "NL", "CH", "AT", "BE", "JP", "SG", "IN"])
_SIGN = re.compile(rf"[{''.join(SIGNS)}]|\b(?:{'|'.join(CODES)})\b|\bруб\w*\.?")


@dataclass(frozen=True)
class Facts:
    """The head of the new file; `inferred` names what neither the file nor the editor states."""

    table: str
    role: str
    currency: str
    period: str
    basis: str
    inferred: tuple[str, ...]


def role_of(options: ImportOptions, known: Known) -> tuple[str, str, list[Problem]]:
    """Return the ids of the table and of its role: as told, by the file's name, or the guide's only one."""
    stem = Path(options.file).stem
    role = options.role or next((id for id in (options.table, stem) if id in known.roles), None)
    if role is None:
        payless = [id for id in known.roles if id not in known.pays]
        role = payless[0] if len(payless) == 1 and len(known.roles) == 1 else None
    if role is None:
        what = Message("it is not clear which role the table is about")
        return "", "", [_asks("--role", what, Message("say it: --role {names}", names=" | ".join(known.roles) or "ID"))]
    if role not in known.roles:
        what = Message("there is no role “{id}”", id=role)
        return "", "", [_asks(f"--role {role}", what, known_or_list(role, known.roles))]
    table = options.table or role
    problem = bad_id(f"--table {table}", table, Kind.TABLE)
    return table, role, [problem] if problem else []


def facts(
    options: ImportOptions, known: Known, layout: Layout, regions: Iterable[str], signs: Sequence[frozenset[str]]
) -> tuple[Facts | None, list[Problem]]:
    """Return the head of the new file, or None and what only the editor can say."""
    table, role, problems = role_of(options, known)
    inferred = ["columns"] if layout.guessed else []
    country = country_of(known, regions)
    currency = options.currency or _stated_currency(layout, signs)
    if currency is None:
        currency = _usual(t.currency for t in known.tables.values()) or currency_of(country)
        inferred.append("currency")
    if currency is None:
        what = Message("it is not clear in which currency the figures are")
        problems.append(_asks("--currency", what, Message("say it: --currency RUB")))
    elif currency not in CODES:
        what = Message("“{code}” is no currency of ISO 4217", code=currency)
        problems.append(_asks(f"--currency {currency}", what, known_or_list(currency, sorted(CODES))))
    period = options.period or said_once(layout.headings, "period")
    if period is None:
        same = (t.period for t in known.tables.values() if t.currency == currency)
        period = _usual(same) or ("year" if country in _YEARLY else "month")
        inferred.append("period")
    if problems or currency is None:
        return None, problems
    basis = said_once(layout.headings, "basis") or "unknown"
    return Facts(table, role, currency, period, basis, tuple(inferred)), []


def _asks(option: str, what: Message, hint: Message) -> Problem:
    return Problem(option, 0, 1, what, hint, check="option")


def _usual(values: Iterable[str]) -> str | None:
    """Return the value that all tables of the guide agree on."""
    counted = Counter(values)
    return next(iter(counted)) if len(counted) == 1 else None


def _stated_currency(layout: Layout, signs: Sequence[frozenset[str]]) -> str | None:
    """Return the one currency that headings and cells can mean; where they differ, that of the first."""
    named = [*(_codes(match.group()) for text in layout.headings for match in _SIGN.finditer(text)), *signs]
    if not named:
        return None
    meant = frozenset.intersection(*named) or named[0]
    return next(iter(meant)) if len(meant) == 1 else "RUB" if "RUB" in meant else None


def _codes(token: str) -> frozenset[str]:
    if token in SIGNS:
        return frozenset(SIGNS[token].split())
    return frozenset({token}) if token in CODES else frozenset({"RUB", "BYN"})


def country_of(known: Known, regions: Iterable[str]) -> str | None:
    """Return the country of the table's regions, by their codes; else that of the guide's language."""
    codes = {(known.regions[id].code or "")[:2] for id in regions} - {""}
    if codes:
        return codes.pop() if len(codes) == 1 else None
    from babel.core import get_global

    language, _, territory = known.language.code.partition("-")
    return territory or str(get_global("likely_subtags").get(language, "")).rpartition("_")[2] or None


def currency_of(country: str | None) -> str | None:
    """Return the currency that a country has now."""
    from babel.numbers import get_territory_currencies

    current = get_territory_currencies(country) if country else []
    return current[0] if len(current) == 1 else None
