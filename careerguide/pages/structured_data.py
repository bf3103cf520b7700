"""Structured data: schema.org descriptions of pages as plain JSON, without unknown facts.

Bands are `MonetaryAmount`s from `minValue` to `maxValue`; only percentile columns become percentiles. Each amount says
per what it is paid: a distribution by its `duration`, any other by the `unitText` of its value.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from careerguide.core.addresses import DATA
from careerguide.core.numbers import Number
from careerguide.pages.views.pay import PayRegion, PayRow, PayTable
from careerguide.pages.views.site import Crumb, SiteInfo, Words
from careerguide.schema import Column, Role
from careerguide.schema.cells import Amount, Range
from careerguide.schema.edition import interval

Node = dict[str, Any]

KEYWORDS = {"type_": "@type", "id_": "@id", "context_": "@context"}  # as Python keyword arguments
POINTS: dict[float | None, str] = {  # the properties of schema.org, by the level of columns
    10: "percentile10",
    25: "percentile25",
    50: "median",
    75: "percentile75",
    90: "percentile90",
}


def known(**facts: Any) -> Node:
    """Return a node without empty facts; `type_` and `id_` become @type and @id."""
    return {KEYWORDS.get(name, name): fact for name, fact in facts.items() if fact not in (None, "", (), [], {})}


def number(value: Number) -> int | float:
    """Return an amount as a JSON number."""
    return float(value) if isinstance(value, Decimal) else value


def breadcrumbs(site: SiteInfo, trail: Iterable[Crumb]) -> Node:
    """Return the breadcrumbs of a page; addresses are left out where the site has none."""
    items = [
        known(
            type_="ListItem",
            position=position,
            name=crumb.title,
            item=site.base_url + crumb.url if site.base_url else None,
        )
        for position, crumb in enumerate(trail, 1)
    ]
    return known(context_="https://schema.org", type_="BreadcrumbList", itemListElement=items)


def website(site: SiteInfo, search: str | None) -> Node:
    """Return the site; `search` is the address of the page that handles ?q=, where there is one."""
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


def article(site: SiteInfo, url: str, title: Words, description: Words, reviewed: datetime.date | None) -> Node:
    """Return an article, with the day of its last review."""
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
    columns = [(column.facts, POINTS.get(column.facts.level)) for column in table.columns]
    return [node for region in table.regions for row in region.rows for node in _row(table, columns, region, row)]


def overall(table: PayTable) -> list[Node]:
    """Return the span of a table's figures; the figures themselves are on the pages of its regions."""
    low, high = table.summary.low, None if table.summary.beyond else table.summary.high
    return [] if low is None else [_amount(table.title, table, Range(low, high))]


def occupation(
    site: SiteInfo, role: Role, table: PayTable | None, figures: Callable[[PayTable], list[Node]] = salaries
) -> Node:
    """Return a role, with its pay in the regions of `table`: every figure, or only their span (`overall`)."""
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


def _row(table: PayTable, columns: list[tuple[Column, str | None]], region: PayRegion, row: PayRow) -> list[Node]:
    where = f"{region.name}, {row.name}" if row.name else region.name
    points: Node = {}
    about, amounts = [], []
    for (column, point), figure in zip(columns, row.figures, strict=True):
        note = [figure.note.text] if figure.note else []
        if point and isinstance(figure.value, Amount):
            points[point] = number(figure.value.value)
            about += note
        elif not column.kind.statistic.is_pay:
            about += [f"{column.label}: {figure.value.value}."] if isinstance(figure.value, Amount) else []
        elif isinstance(figure.value, Amount | Range):
            amounts.append((_amount(f"{where}: {column.label}", table, figure.value), note))
    if not points:
        return [amount | known(description=" ".join([*note, *about])) for amount, note in amounts]
    spread = {"@type": "MonetaryAmountDistribution", "name": where, "currency": table.currency}
    unit = {"duration": table.period.duration}
    others = (amount | known(description=" ".join(note)) for amount, note in amounts)
    return [spread | known(description=" ".join(about)) | unit | points, *others]


def _amount(name: str, table: PayTable, value: Amount | Range) -> Node:
    ends = {"value": value.value} if isinstance(value, Amount) else {"minValue": value.low, "maxValue": value.high}
    figures = {end: number(figure) for end, figure in ends.items() if figure is not None}
    quantity = {"@type": "QuantitativeValue", **figures, "unitText": table.period.upper()}
    return {"@type": "MonetaryAmount", "name": name, "currency": table.currency, "value": quantity}


def dataset(site: SiteInfo, table: PayTable, description: Words) -> Node:
    """Return a salary table as a dataset, with the addresses of its files where the site has one."""
    files = {"text/csv": "csv", "application/json": "json"}
    downloads = [
        known(type_="DataDownload", encodingFormat=form, contentUrl=f"{site.base_url}{DATA}{table.id}.{ending}")
        for form, ending in files.items()
    ]
    return known(
        context_="https://schema.org",
        type_="Dataset",
        name=table.title,
        description=description,
        url=f"{site.base_url}{table.url}" if site.base_url else None,
        inLanguage=site.language,
        temporalCoverage=table.collected.text if table.collected.known else table.edition and interval(table.edition),
        version=table.edition,
        spatialCoverage=[region.name for region in table.regions],
        license=site.license,
        creator=known(type_="Organization", name=site.title, url=site.base_url),
        distribution=downloads if site.base_url else None,
        variableMeasured=[column.facts.label for column in table.columns],
        isBasedOn=known(
            type_="CreativeWork",
            name=table.source.title,
            publisher=known(type_="Organization", name=table.source.publisher) if table.source.publisher else None,
            datePublished=table.source.date.text if table.source.date.known else None,
            url=table.source.url,
        ),
    )


def terms(site: SiteInfo, title: Words, meanings: Mapping[str, str]) -> Node:
    """Return a glossary; `meanings` are by term."""
    return known(
        context_="https://schema.org",
        type_="DefinedTermSet",
        name=title,
        inLanguage=site.language,
        hasDefinedTerm=[known(type_="DefinedTerm", name=term, description=text) for term, text in meanings.items()],
    )
