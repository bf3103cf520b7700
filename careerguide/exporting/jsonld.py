"""What machines read of a page: schema.org descriptions as plain JSON, with nothing in them that is not known.

Bands are `MonetaryAmount`s from `minValue` to `maxValue`, never percentiles: only a column that is one becomes one.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from careerguide.models import Column, ColumnKind, Role
from careerguide.pay.money import Amount, Gap, Number, Range
from careerguide.views.pay import PayRegion, PayRow, PayTable
from careerguide.views.site import Crumb, Site, Words

Node = dict[str, Any]

KEYWORDS = {"type_": "@type", "id_": "@id", "context_": "@context"}  # as Python can write them
DURATIONS = {"hour": "PT1H", "day": "P1D", "week": "P1W", "month": "P1M", "year": "P1Y"}  # ISO 8601
PERCENTILES = {
    10: "percentile10",
    25: "percentile25",
    75: "percentile75",
    90: "percentile90",
}  # all that schema.org has


def known(**facts: Any) -> Node:
    """Return a node without the facts that are not known; `type_` and `id_` stand for @type and @id."""
    return {KEYWORDS.get(name, name): fact for name, fact in facts.items() if fact not in (None, "", (), [], {})}


def number(value: Number) -> int | float:
    """Return an amount as JSON writes it."""
    return float(value) if isinstance(value, Decimal) else value


def breadcrumbs(site: Site, trail: Iterable[Crumb]) -> Node:
    """Return the way from home to a page; addresses are left out where the site has none."""
    items = [
        known(
            type_="ListItem",
            position=place,
            name=crumb.title,
            item=site.base_url + crumb.url if site.base_url else None,
        )
        for place, crumb in enumerate(trail, 1)
    ]
    return known(context_="https://schema.org", type_="BreadcrumbList", itemListElement=items)


def website(site: Site, search: str | None) -> Node:
    """Return the guide as a whole; `search` is the address of the page that answers ?q=, where there is one."""
    action = known(
        type_="SearchAction",
        target=known(type_="EntryPoint", urlTemplate=f"{site.base_url}{search}?q={{search_term_string}}"),
        **{"query-input": "required name=search_term_string"},
    )
    return known(
        context_="https://schema.org",
        type_="WebSite",
        name=site.title,
        description=site.tagline,
        inLanguage=site.language,
        url=site.base_url,
        potentialAction=action if site.base_url and search else None,
    )


def article(site: Site, url: str, title: Words, description: Words, reviewed: datetime.date | None) -> Node:
    """Return a text that somebody wrote, with the day on which all of it was last read."""
    return known(
        context_="https://schema.org",
        type_="Article",
        headline=title,
        description=description,
        inLanguage=site.language,
        dateModified=reviewed.isoformat() if reviewed else None,
        url=site.base_url + url if site.base_url else None,
        isPartOf=known(type_="WebSite", name=site.title, url=site.base_url),
    )


def salaries(table: PayTable) -> list[Node]:
    """Return every known figure of a table."""
    columns = [(column.facts.label, _point(column.facts)) for column in table.columns]
    return [node for region in table.regions for row in region.rows for node in _row(table, columns, region, row)]


def overall(table: PayTable) -> list[Node]:
    """Return how far the figures of a table reach; the figures themselves are on the pages of its regions."""
    low, high = table.summary.low, None if table.summary.beyond else table.summary.high
    return [] if low is None else [_amount(table.title, table.currency, Range(low, high))]


def occupation(
    site: Site, role: Role, table: PayTable | None, figures: Callable[[PayTable], list[Node]] = salaries
) -> Node:
    """Return a role, with the pay of those regions that `table` holds: every figure, or else their span (`overall`)."""
    return known(
        context_="https://schema.org",
        type_="Occupation",
        name=role.title,
        alternateName=[name for name in (role.names.en, *role.names.also) if name],
        description=role.summary,
        url=f"{site.base_url}roles/{role.id}/" if site.base_url else None,
        mainEntityOfPage=f"{site.base_url}roles/{role.id}/" if site.base_url else None,
        occupationalCategory=[f"{code.system} {code.code}" for code in role.codes],
        occupationLocation=[known(type_="AdministrativeArea", name=region.name) for region in table.regions]
        if table
        else None,
        estimatedSalary=figures(table) if table else None,
    )


def _row(table: PayTable, columns: list[tuple[str, str | None]], region: PayRegion, row: PayRow) -> list[Node]:
    where = f"{region.name}, {row.name}" if row.name else region.name
    points: Node = {}
    amounts = []
    for (label, point), figure in zip(columns, row.figures, strict=True):
        if point and isinstance(figure.value, Amount):
            points[point] = number(figure.value.value)
        elif not isinstance(figure.value, Gap):
            amounts.append(_amount(f"{where}: {label}", table.currency, figure.value))
    if not points:
        return amounts
    spread = {"@type": "MonetaryAmountDistribution", "name": where, "currency": table.currency}
    return [spread | {"duration": DURATIONS[table.period]} | points, *amounts]


def _point(column: Column) -> str | None:
    """Return what schema.org calls the point of a distribution that a column holds."""
    if column.kind is ColumnKind.MEDIAN:
        return "median"
    return PERCENTILES.get(int(column.p)) if column.p and column.p == int(column.p) else None


def _amount(name: str, currency: str, value: Amount | Range) -> Node:
    node: Node = {"@type": "MonetaryAmount", "name": name, "currency": currency}
    if isinstance(value, Amount):
        return node | {"value": number(value.value)}
    ends = {"minValue": value.low, "maxValue": value.high}
    return node | {end: number(figure) for end, figure in ends.items() if figure is not None}


def dataset(site: Site, table: PayTable, description: Words) -> Node:
    """Return a salary table as a set of data."""
    return known(
        context_="https://schema.org",
        type_="Dataset",
        name=table.title,
        description=description,
        url=f"{site.base_url}{table.url}" if site.base_url else None,
        inLanguage=site.language,
        temporalCoverage=table.collected.text if table.collected.known else None,
        spatialCoverage=[region.name for region in table.regions],
        variableMeasured=[column.facts.label for column in table.columns],
        isBasedOn=known(
            type_="CreativeWork",
            name=table.source.title,
            publisher=known(type_="Organization", name=table.source.publisher) if table.source.publisher else None,
            datePublished=table.source.date.text if table.source.date.known else None,
            url=table.source.url,
        ),
    )


def terms(site: Site, title: Words, meanings: Mapping[str, str]) -> Node:
    """Return a glossary; `meanings` are by term."""
    return known(
        context_="https://schema.org",
        type_="DefinedTermSet",
        name=title,
        inLanguage=site.language,
        hasDefinedTerm=[known(type_="DefinedTerm", name=term, description=text) for term, text in meanings.items()],
    )
