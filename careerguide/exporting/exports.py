"""The guide's figures to take away: for each table a CSV and a JSON file, and a data package that describes them all.

In: a `Library`. Out: files by path under `data/`; the same library gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from careerguide.assembling import Output, Product
from careerguide.exporting.exportschema import FIELDS, TABLE_SCHEMA
from careerguide.library import Library
from careerguide.models import Column, SalaryTable, SourceRef
from careerguide.pay.money import Amount, Cell, Number, Range
from careerguide.problems import Message

FOLDER = "data/"
SCHEMA_FILE = "salary-table.schema.json"
PACKAGE_FILE = "datapackage.json"

Json = dict[str, Any]


def products(library: Library) -> Iterator[Product]:
    """Yield the files of `data/`, and how to make each; none for a guide without salary tables."""
    if not library.tables:
        return
    state = repr((library.settings, library.language))

    def file(name: str, make: Callable[[], bytes]) -> Product:
        return Product(FOLDER + name, state, lambda: Output(make()))

    for id in library.tables:
        yield file(f"{id}.csv", partial(csv_of, library, id))
        yield file(f"{id}.json", partial(json_of, library, id))
    yield file(SCHEMA_FILE, partial(_dump, TABLE_SCHEMA))
    yield file(PACKAGE_FILE, partial(package_of, library))


# --- CSV ---


def csv_of(library: Library, id: str) -> bytes:
    """Return a table as CSV (RFC 4180), one line for each cell, with the names that readers see.

    UTF-8 with a byte order mark, without which spreadsheet programs do not read Cyrillic.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(field["name"] for field in FIELDS)
    writer.writerows(_lines(library, library.tables[id]))
    return text.getvalue().encode("utf-8-sig")


def _lines(library: Library, table: SalaryTable) -> Iterator[list[str]]:
    role = library.roles.get(table.role)
    first = [table.id, as_text(role.title if role else table.role)]
    columns = {id: [as_text(column.label), column.kind.value] for id, column in table.columns.items()}
    last = [table.currency, table.period]
    for row in table.pay:
        region = library.regions[row.region]
        segment = as_text(table.segments[row.segment]) if row.segment else ""
        place = [*first, as_text(region.name), region.code or "", segment]
        for cell in row.cells:
            low, high, gap = facts_of(cell.value)
            yield [*place, *columns[cell.column], _plain(low), _plain(high), gap or "", *last]


_FORMULA = re.compile(r"""(^|;)(?=[\s"']*[=+\-@＝＋－＠]|[\t\r\n])""")


def as_text(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula.

    Text that begins with = + - @ or a control character gets an apostrophe before it (OWASP, "CSV Injection"); so does
    what follows a semicolon, where a program in many languages of Europe begins the next cell.
    """
    return _FORMULA.sub(r"\1'", text)


def facts_of(cell: Cell) -> tuple[Number | None, Number | None, str | None]:
    """Return a cell's low and high figure and its gap: one amount is both low and high; a bound is a low."""
    if isinstance(cell, Amount):
        return cell.value, cell.value, None
    if isinstance(cell, Range):
        return cell.low, cell.high, None
    return cell.bound, None, cell.kind.value


def _plain(value: Number | None) -> str:
    return "" if value is None else str(value)


# --- JSON ---


def json_of(library: Library, id: str) -> bytes:
    """Return a table as JSON: all its facts, with ids and names, after `salary-table.schema.json`."""
    table = library.tables[id]
    role = library.roles.get(table.role)
    regions = dict.fromkeys(row.region for row in table.pay)
    facts: Json = {
        "$schema": SCHEMA_FILE,
        "id": table.id,
        "title": table.title,
        "role": {"id": table.role, "title": role.title if role else None},
        "currency": table.currency,
        "period": table.period,
        "basis": table.basis,
        "inferred": list(table.inferred),
        "collected": table.collected.text if table.collected.known else None,
        "source": _source(table.source),
        "note": table.note,
        "columns": [_column(id, column) for id, column in table.columns.items()],
        "segments": [{"id": id, "label": label} for id, label in table.segments.items()],
        "regions": [{"id": id, "name": (region := library.regions[id]).name, "code": region.code} for id in regions],
        "cells": list(_cells(table)),
        "accepted": [{"cell": cell, "why": why} for cell, why in table.accepted_cells],
    }
    return _dump(facts)


def _column(id: str, column: Column) -> Json:
    return {
        "id": id,
        "kind": column.kind.value,
        "label": column.label,
        "p": column.p,
        "years": column.years,
        "requires": list(column.requires),
        "open": column.open,
        "note": column.note,
    }


def _cells(table: SalaryTable) -> Iterator[Json]:
    for row in table.pay:
        for cell in row.cells:
            low, high, gap = facts_of(cell.value)
            place = {"region": row.region, "segment": row.segment, "column": cell.column}
            yield place | {"low": _json_number(low), "high": _json_number(high), "gap": gap}


def _source(source: SourceRef) -> Json:
    return {
        "kind": source.kind,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "date": source.date.text if source.date.known else None,
        "note": source.note,
    }


def _json_number(value: Number | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value


def _dump(facts: Json) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


# --- data package ---


def package_of(library: Library) -> bytes:
    """Return the description of the CSV files, a tabular data package (Frictionless, version 1)."""
    say = library.language.translate
    facts: Json = {
        "profile": "tabular-data-package",
        "name": "salaries",
        "title": library.settings.title,
        "description": Message(
            "All salary tables of this guide. A figure that is missing has its reason under “gap”."
        ).say(say),
        "homepage": library.settings.base_url,
        "resources": [_resource(library, table) for table in library.heads.values()],
    }
    return _dump(_known(facts))


def _resource(library: Library, table: SalaryTable) -> Json:
    say = library.language.translate
    role = library.roles.get(table.role)
    fields = [{**field, "description": field["description"].say(say)} for field in FIELDS]
    source = {"title": table.source.title, "path": table.source.url}
    facts: Json = {
        "profile": "tabular-data-resource",
        "name": table.id,
        "path": f"{table.id}.csv",
        "title": table.title or (role.title if role else table.id),
        "description": table.note,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "sources": [_known(source)],
        "schema": {"fields": fields, "missingValues": [""]},
    }
    return _known(facts)


def _known(facts: Json) -> Json:
    return {name: fact for name, fact in facts.items() if fact is not None}
