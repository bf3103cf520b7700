"""Parses one content file into records, marked-up HTML and Problems.

In: a file's bytes, and the guide's language and regions. Out: a `ParsedFile`, a pure function of these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from careerguide.core.file_names import is_device
from careerguide.core.problems import Message, Problem
from careerguide.guide.folder import ContentFile
from careerguide.guide.parsed import ParsedFile, ParsedPay, RegionRows
from careerguide.incremental.dependencies import value_digest
from careerguide.incremental.memo import LazyPickle
from careerguide.markdown.document import render
from careerguide.markdown.headings import RESERVED_IDS
from careerguide.pay.summary import summary_of
from careerguide.pay.tables import decode as decode_table
from careerguide.pay.tables import findings
from careerguide.reading import plain_text, web_addresses
from careerguide.reading.source import Data, Source, from_bytes
from careerguide.schema import EntryFacts, Record, Region, Row, SalaryTable
from careerguide.schema.collection import model_of, with_values
from careerguide.schema.decoding import MOST, decode_partly, decode_record
from careerguide.schema.records import MARKDOWN, Kind
from careerguide.schema.renamed import parse
from careerguide.schema.slug import is_slug, what_a_slug_is

Decoded = tuple[dict[str, Record], list[Problem]]  # records by id, and their Problems


Fields = tuple[str, ...] | None  # those of a collection; None where guide.yaml cannot be read


class FileData(NamedTuple):
    """A file's YAML or front matter, and what decoding it needs: its kind, its id, the guide's regions, its fields."""

    kind: Kind
    id: str
    data: Data
    regions: Mapping[str, Region]
    fields: Fields = ()


def parse_file(file: ContentFile, raw: bytes, guide: Mapping[str, Any]) -> ParsedFile:
    """Return the records and the text of a file with this content; `guide` says what else it depends on."""
    source, problems = from_bytes(raw, file.display_path)
    if source is None:
        return ParsedFile({}, tuple(problems))
    parsed = _parse(file, source, guide)
    return parsed._replace(problems=(*problems, *parsed.problems))


def _parse(file: ContentFile, source: Source, guide: Mapping[str, Any]) -> ParsedFile:
    if file.kind in MARKDOWN:
        return _markdown(file, source, guide)
    data, _, problems = parse(file.kind, source)
    if data is None:
        return ParsedFile({}, tuple(problems))
    records, more = decode(file.kind, file.id, data, guide["regions"])
    problems = [*_without_quoting(problems, more), *more]
    table = records.get(file.id)
    if isinstance(table, SalaryTable):
        problems += findings(table, data, guide["regions"])
    told = {(problem.line, problem.column) for problem in problems}
    found = (*web_addresses.findings([data]), *plain_text.findings([data]))
    problems += [problem for problem in found if (problem.line, problem.column) not in told]
    if isinstance(table, SalaryTable):
        return _parsed_table(table, tuple(problems))
    return ParsedFile(records, tuple(problems), True)


def _without_quoting(problems: list[Problem], of_values: list[Problem]) -> list[Problem]:
    """Return the Problems of a file's YAML without those that would quote a value which is wrong all the same."""
    wrong = {(problem.line, problem.column) for problem in of_values}
    return [problem for problem in problems if not (_is_of_quotes(problem) and (problem.line, problem.column) in wrong)]


def _is_of_quotes(problem: Problem) -> bool:
    """Return whether a Problem shows the same text in quotes as its remedy."""
    return problem.check == "yaml" and problem.hint is not None and "example" in problem.hint.values


def decode(kind: Kind, id: str, data: Data, regions: Mapping[str, Region], fields: Fields = ()) -> Decoded:
    """Return the records in a file's YAML or front matter by id, and their Problems."""
    return DECODERS[kind](FileData(kind, id, data, regions, fields))


def _parsed_table(table: SalaryTable, problems: tuple[Problem, ...]) -> ParsedFile:
    without_pay = table.model_copy(update={"pay": ()})
    rows: dict[str, list[Row]] = {}
    for row in table.pay:
        rows.setdefault(row.region, []).append(row)
    regions = {id: RegionRows(LazyPickle(tuple(here)), value_digest(tuple(here))) for id, here in rows.items()}
    pay = ParsedPay(summary_of(table), regions, value_digest(table))
    return ParsedFile({table.id: without_pay}, problems, True, {table.id: value_digest(without_pay)}, pay=pay)


def _markdown(file: ContentFile, source: Source, guide: Mapping[str, Any]) -> ParsedFile:
    data, body, problems = parse(file.kind, source)
    if body is None:
        return ParsedFile({}, tuple(problems))
    markup, more = render(source, body, guide["language"])
    problems += more
    if data is None:
        return ParsedFile({}, tuple(problems))
    fields = guide["fields"].get(file.id.partition("/")[0]) if file.kind is Kind.ENTRY else ()
    records, more = decode(file.kind, file.id, data, {}, fields)
    if not records and (partly := decode_partly(file.kind.model, data, file.id)):
        records = {file.id: with_values(partly, {}, ()) if isinstance(partly, EntryFacts) else partly}
    found = (*_without_quoting(problems, more), *more, *web_addresses.findings([data]), *plain_text.findings([data]))
    digests = {id: value_digest(record) for id, record in records.items()}
    return ParsedFile(records, found, True, digests, LazyPickle(markup), markup.anchors)


def _one(file: FileData) -> Decoded:
    id = None if file.kind is Kind.GUIDE else file.id
    record, problems = decode_record(file.kind.model, file.data, id=id)
    return ({} if record is None else {file.id: record}), problems


def _entry(file: FileData) -> Decoded:
    """Return the entry of a collection; where its fields are not known, whatever is written is one."""
    known = file.data.value if file.fields is None else file.fields
    fields = tuple(key for key in known if key not in EntryFacts.model_fields)
    record, problems = decode_record(model_of(fields), file.data, id=file.id)
    return ({} if record is None else {file.id: with_values(record, file.data.value, fields)}), problems


def _table(file: FileData) -> Decoded:
    table, problems = decode_table(file.data, file.id, file.regions)
    return ({} if table is None else {file.id: table}), problems


def _bad_id(kind: Kind, id: str) -> tuple[Message, Message] | None:
    """Return why a key cannot be the id of a record, and a hint; None where it can."""
    if not is_slug(id):
        return Message("“{key}” cannot be an id", key=id), what_a_slug_is(id)
    if not kind.has_page_each and id in RESERVED_IDS:  # it becomes an anchor
        return Message("the id “{id}” belongs to the page around the text", id=id), Message("choose another one")
    if kind.has_page_each and is_device(id):  # it becomes a folder
        return Message("Windows keeps the name “{id}” for a device", id=id), Message("give it another name")
    return None


def _list(file: FileData) -> Decoded:
    """Return the records of a list by id, in order, and their Problems."""
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    data = file.data
    for id in data.value:
        if len(problems) >= MOST:
            break
        if refused := _bad_id(file.kind, id):
            problems.append(data.problem((id,), *refused, check="record", of_key=True))
            continue
        record, found = decode_record(file.kind.model, data, id=id, loc=(id,))
        problems += found
        if record is not None:
            records[id] = record
    return records, problems


# How the YAML of each kind of file is decoded; a list holds records by id unless overridden here.
DECODERS: dict[Kind, Callable[[FileData], Decoded]] = {
    **{kind: _list if kind.is_list else _one for kind in Kind},
    Kind.GUIDE: _one,
    Kind.TABLE: _table,
    Kind.ENTRY: _entry,
}
