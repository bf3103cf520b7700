"""Exports of the guide's figures: a CSV and a JSON file for each table, and a data package that describes them.

In: a `Guide`. Out: files by path under `data/`; the same guide gives the same bytes.
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

from careerguide.core import addresses
from careerguide.core.numbers import Number
from careerguide.core.problems import SiteText
from careerguide.guide.guide import Guide
from careerguide.outputs.export_schema import TABLE_SCHEMA, fields_of
from careerguide.pay.reservations import reservations, sentence
from careerguide.rendering.output_task import Output, OutputTask
from careerguide.schema import Column, Dimension, PayCell, Region, Row, SalaryTable, SourceRef
from careerguide.schema.cells import Absent, Amount, Cell, Range

SCHEMA_FILE = "salary-table.schema.json"
PACKAGE_FILE = "datapackage.json"

Json = dict[str, Any]


def tasks(guide: Guide) -> Iterator[OutputTask]:
    """Yield the output tasks of `data/`; none for a guide without salary tables."""
    if not guide.tables:
        return

    def file(name: str, make: Callable[[], bytes]) -> OutputTask:
        return OutputTask(addresses.DATA + name, lambda: Output(make()))

    for id in guide.tables:
        yield file(f"{id}.csv", partial(csv_of, guide, id))
        yield file(f"{id}.json", partial(json_of, guide, id))
    yield file(SCHEMA_FILE, partial(_dump, TABLE_SCHEMA))
    yield file(PACKAGE_FILE, partial(package_of, guide))


# --- CSV ---


def csv_of(guide: Guide, id: str) -> bytes:
    """Return a table as CSV (RFC 4180), one line per cell, with the names that readers see.

    The encoding is UTF-8 with a byte order mark, without which spreadsheet programs misread Cyrillic.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(field["name"] for field in fields_of(guide.tables[id]))
    writer.writerows(_lines(guide, guide.tables[id]))
    return text.getvalue().encode("utf-8-sig")


def _lines(guide: Guide, table: SalaryTable) -> Iterator[list[str]]:
    role = guide.roles.get(table.role)
    series = [table.series, table.edition or ""] if table.series else []
    first = [table.id, as_text(role.title if role else table.role), *series]
    columns = {id: [as_text(column.label), column.kind.value] for id, column in table.columns.items()}
    of_pay = [table.currency, table.period, as_text(sentence(guide.language, reservations(table)))]
    notes = _notes(table)
    for row in table.pay:
        region = guide.regions[row.region]
        segment = [as_text(label) for label in table.labels(row.segment)] or [""]
        place = [*first, as_text(region.name), region.code or "", *segment]
        for cell in published(row):
            low, high, gap = facts_of(cell.value)
            note = as_text(notes.get(row.address(cell.column), ""))
            last = of_pay if table.columns[cell.column].kind.statistic.is_pay else ["", "", ""]
            yield [*place, *columns[cell.column], _plain(low), _plain(high), gap or "", *last, note]


def _notes(table: SalaryTable) -> dict[str, str]:
    return {note.cell: note.text for note in table.notes}


_FORMULA = re.compile(r"""(^|;)(?=[\s"']*[=+\-@＝＋－＠]|[\t\r\n])""")


def as_text(text: str) -> str:
    """Return text escaped so that no spreadsheet program interprets it as a formula.

    Text that begins with = + - @ or a control character is prefixed with an apostrophe (OWASP, "CSV Injection"), and so
    is text after a semicolon, which is the separator of cells in many European locales.
    """
    return _FORMULA.sub(r"\1'", text)


def published(row: Row) -> list[PayCell]:
    """Return the cells of a row for which its source has a place."""
    return [cell for cell in row.cells if not isinstance(cell.value, Absent)]


def facts_of(cell: Cell) -> tuple[Number | None, Number | None, str | None]:
    """Return a cell's low figure, high figure and gap: an amount is both low and high; a bound is a low."""
    if isinstance(cell, Amount):
        return cell.value, cell.value, None
    if isinstance(cell, Range):
        return cell.low, cell.high, None
    return (None, None, None) if isinstance(cell, Absent) else (cell.bound, None, cell.kind.value)


def _plain(value: Number | None) -> str:
    return "" if value is None else str(value)


# --- JSON ---


def json_of(guide: Guide, id: str) -> bytes:
    """Return a table as JSON: all its facts, with ids and names, as described by `salary-table.schema.json`."""
    table = guide.tables[id]
    role = guide.roles.get(table.role)
    regions = dict.fromkeys(row.region for row in table.pay)
    facts: Json = {
        "$schema": SCHEMA_FILE,
        "id": table.id,
        "title": table.title,
        "series": table.series,
        "edition": table.edition,
        "role": {"id": table.role, "title": role.title if role else None},
        "currency": table.currency,
        "period": table.period,
        "basis": table.basis,
        "inferred": list(table.inferred),
        "collected": table.collected.text if table.collected.known else None,
        "source": _source(table.source),
        "note": table.note,
        "small_below": table.small_below,
        "columns": [_column(id, column) for id, column in table.columns.items()],
        "segments": [{"id": id, "label": value.label} for id, value in table.segments.items()],
        "dimensions": [_dimension(id, each) for id, each in table.all_dimensions.items()],
        "regions": [_region(guide.regions[id]) for id in regions],
        "cells": list(_cells(table)),
        "accepted": [{"cell": cell, "why": why} for cell, why in table.accepted_cells],
    }
    return _dump(facts)


def _region(region: Region) -> Json:
    return {"id": region.id, "name": region.name, "code": region.code, "part_of": region.part_of}


def _column(id: str, column: Column) -> Json:
    return {
        "id": id,
        "kind": column.kind.value,
        "label": column.label,
        "p": column.p,
        "years": column.years,
        "requires": [wish.text for wish in column.requires if not wish.optional],
        "optional": [wish.text for wish in column.requires if wish.optional],
        "open": column.open,
        "note": column.note,
    }


def _dimension(id: str, dimension: Dimension) -> Json:
    values = [
        {
            "id": id,
            "label": value.label,
            "years": value.years,
            "requires": [wish.text for wish in value.requires if not wish.optional],
            "optional": [wish.text for wish in value.requires if wish.optional],
            "columns": list(value.columns),
        }
        for id, value in dimension.values.items()
    ]
    return {"id": id, "label": dimension.label, "ordered": dimension.ordered, "values": values}


def _cells(table: SalaryTable) -> Iterator[Json]:
    notes, dimensions = _notes(table), list(table.all_dimensions)
    for row in table.pay:
        for cell in published(row):
            low, high, gap = facts_of(cell.value)
            place: Json = {"region": row.region, "segment": row.segment[0] if table.segments else None}
            place |= {"values": dict(zip(dimensions, row.segment, strict=True)), "column": cell.column}
            figure = {"low": _json_number(low), "high": _json_number(high), "gap": gap}
            yield place | figure | {"note": notes.get(row.address(cell.column))}


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


def package_of(guide: Guide) -> bytes:
    """Return the description of the CSV files, a tabular data package (Frictionless, version 1)."""
    say = guide.language.translate
    facts: Json = {
        "profile": "tabular-data-package",
        "name": "salaries",
        "title": guide.settings.title,
        "description": SiteText(
            "All salary tables of this guide. A figure that is missing has its reason under “gap”."
        ).say(say),
        "homepage": guide.settings.base_url,
        "licenses": [{"path": guide.settings.license}] if guide.settings.license else None,
        "resources": [_resource(guide, table) for table in guide.table_metadata.values()],
    }
    return _dump(_known(facts))


def _resource(guide: Guide, table: SalaryTable) -> Json:
    say = guide.language.translate
    role = guide.roles.get(table.role)
    fields = [{**field, "description": field["description"].say(say)} for field in fields_of(table)]
    source = {"title": table.source.title, "path": table.source.url}
    facts: Json = {
        "profile": "tabular-data-resource",
        "name": table.id,
        "path": f"{table.id}.csv",
        "title": table.title or (role.title if role else table.id),
        "description": table.note,
        "series": table.series,
        "edition": table.edition,
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
