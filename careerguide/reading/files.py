"""One content file → its records, its text as HTML with marks, and what is wrong with it.

In: a file's bytes, and of the guide only its language and regions. Out: a `Reading`, a pure function of what comes in.
"""

from __future__ import annotations

from collections.abc import Mapping

from careerguide.cache import digest_of
from careerguide.checking import addresses
from careerguide.gfm.headings import RESERVED_IDS
from careerguide.memo import Packed
from careerguide.models import MAX_SLUG, SLUG, Page, Record, Region, Role, Row, SalaryTable, Settings, Skill, Term
from careerguide.pay.reach import summary_of
from careerguide.pay.salaries import decode as decode_table
from careerguide.pay.salaries import findings
from careerguide.problems import Message, Problem
from careerguide.prose import render
from careerguide.reading.decoding import MOST, decode_record
from careerguide.reading.folder import RESERVED, ContentFile, Kind
from careerguide.reading.readings import MARKDOWN, Pay, Reading
from careerguide.reading.source import Data, Source, from_bytes
from careerguide.reading.yaml_reader import parse_markdown, parse_yaml
from careerguide.tracing import stamp

RECORDS: dict[Kind, type[Record]] = {
    Kind.GUIDE: Settings,
    Kind.REGIONS: Region,
    Kind.SKILLS: Skill,
    Kind.GLOSSARY: Term,
    Kind.ROLE: Role,
    Kind.PAGE: Page,
    Kind.TABLE: SalaryTable,
}


def read_file(file: ContentFile, raw: bytes, language: str, regions: Mapping[str, Region]) -> Reading:
    """Return what a file of these bytes holds."""
    source, problems = from_bytes(raw, file.shown)
    if source is None:
        return Reading({}, tuple(problems))
    if file.kind in MARKDOWN:
        return _markdown(file, source, language)
    data, problems = parse_yaml(source)
    if data is None:
        return Reading({}, tuple(problems))
    records: Mapping[str, Record]
    if file.kind is Kind.TABLE:
        records, more = _table(file, data, regions)
    elif file.kind is Kind.GUIDE:
        records, more = _one(Settings, file, data, with_id=False)
    else:
        records, more = _records(RECORDS[file.kind], data)
    problems += [*more, *addresses.findings([data])]
    if isinstance(table := records.get(file.id), SalaryTable):
        return _reading(table, tuple(problems), digest_of(source.text))
    return Reading(records, tuple(problems), digest_of(source.text))


def _reading(table: SalaryTable, problems: tuple[Problem, ...], digest: bytes) -> Reading:
    """Return the Reading of a salary table."""
    bare = table.model_copy(update={"pay": ()})
    head = stamp(bare)
    rows: dict[str, list[Row]] = {}
    for row in table.pay:
        rows.setdefault(row.region, []).append(row)
    told = {region: stamp((head, of_region)) for region, of_region in rows.items()}
    return Reading({table.id: bare}, problems, digest, head=head, pay=Pay(summary_of(table), told, Packed(table)))


def _markdown(file: ContentFile, source: Source, language: str) -> Reading:
    data, body, problems = parse_markdown(source)
    if body is None:
        return Reading({}, tuple(problems))
    markup, more = render(source, body, language)
    problems += more
    if data is None:
        return Reading({}, tuple(problems))
    records, more = _one(RECORDS[file.kind], file, data)
    digest = digest_of(*source.lines[: body.first_line - 1])
    found = (*problems, *more, *addresses.findings([data]))
    return Reading(records, found, digest, Packed(markup), markup.anchors)


def _one(
    model: type[Record], file: ContentFile, data: Data, *, with_id: bool = True
) -> tuple[dict[str, Record], list[Problem]]:
    record, problems = decode_record(model, data, id=file.id if with_id else None)
    return ({} if record is None else {file.id: record}), problems


def _table(
    file: ContentFile, data: Data, regions: Mapping[str, Region]
) -> tuple[dict[str, SalaryTable], list[Problem]]:
    table, problems = decode_table(data, file.id, regions)
    if table is None:
        return {}, problems
    return {file.id: table}, [*problems, *findings(table, data, regions)]


def _bad_id(model: type[Record], id: str) -> tuple[Message, Message] | None:
    """Return why a key cannot be the id of a record, and what to do; None where it can."""
    if not SLUG.fullmatch(id) or len(id) > MAX_SLUG:
        hint = Message("an id has a to z, 0 to 9 and hyphens: client-director")
        return Message("“{key}” cannot be an id", key=id), hint
    if model is Term and id in RESERVED_IDS:  # it becomes an anchor
        return Message("the id “{id}” belongs to the page around the text", id=id), Message("choose another one")
    if model is not Term and RESERVED.fullmatch(id):  # it becomes a folder
        return Message("Windows keeps the name “{id}” for a device", id=id), Message("give it another name")
    return None


def _records(model: type[Record], data: Data) -> tuple[dict[str, Record], list[Problem]]:
    """Return an ordered map of records by id, and what is wrong with them."""
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for id in data.value:
        if len(problems) >= MOST:
            break
        if refused := _bad_id(model, id):
            problems.append(data.problem((id,), *refused, check="record", of_key=True))
            continue
        record, found = decode_record(model, data, id=id, loc=(id,))
        problems += found
        if record is not None:
            records[id] = record
    return records, problems
