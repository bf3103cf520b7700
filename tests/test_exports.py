"""The figures to take away are the figures of the guide, in forms that other programs read."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from careerguide.guide.guide import Guide
from careerguide.incremental.dependencies import Traced
from careerguide.languages.language import Language
from careerguide.outputs import exports
from careerguide.pay.money import parse_cell
from careerguide.pay.tables import decode
from careerguide.reading.source import Data, from_bytes, read
from careerguide.reading.yaml_reader import parse_yaml
from careerguide.rendering.output_task import Output
from careerguide.schema import Region, Role, SalaryTable, Settings
from careerguide.schema.decoding import decode_record
from careerguide.schema.records import Kind

HERE = Path(__file__).parent
TABLES = {
    "account-management": HERE / "guides/account-management/salaries/client-department-head.yaml",
    "us-percentiles": HERE / "guides/us-percentiles/salaries/keeper.yaml",
    "many-regions": HERE / "guides/many-regions/salaries/surveyor.yaml",
}


def data_of(path: Path) -> Data:
    source, _ = read(path, path.name)
    assert source is not None
    data, _ = parse_yaml(source)
    assert data is not None
    return data


def guide_of(table: SalaryTable, regions: dict[str, Region], role: str = "Роль") -> Guide:
    """Return a guide with one table."""
    general = {"language": Language.load("en", HERE), "folder": "content"}
    return Guide(
        general=Traced("guide", {**general, "settings": Settings(title="Guide", tagline="For a test", language="en")}),
        records={kind: {} for kind in Kind}
        | {
            Kind.REGIONS: regions,
            Kind.ROLE: {table.role: Role(id=table.role, title=role, summary="?")},
            Kind.TABLE: {table.id: table},
        },
        table_metadata={table.id: table},
        summaries={},
        rows={},
        editions=Traced("editions", {}),
        paths=Traced("paths", {}),
        documents={},
        prose={},
        pictures=Traced("pictures", {}),
        drafts=(),
    )


@pytest.fixture(params=TABLES)
def guide(request: pytest.FixtureRequest) -> Guide:
    path = TABLES[request.param]
    places = data_of(path.parent.parent / "regions.yaml")
    regions = {id: decode_record(Region, places, id=id, loc=(id,))[0] for id in places.value}
    known = {id: region for id, region in regions.items() if region is not None}
    table, problems = decode(data_of(path), path.stem, known)
    assert table is not None, problems
    return guide_of(table, known)


def exported(guide: Guide) -> dict[str, bytes]:
    made = {task.file: task.make() for task in exports.tasks(guide)}
    return {file: output.content for file, output in made.items() if isinstance(output, Output)}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_cell_is_in_both_files_as_in_the_yaml(guide: Guide) -> None:
    """CSV and JSON hold each cell of the YAML once, in its order, with the same figures or the same gap."""
    (table,) = guide.tables.values()
    made = exported(guide)
    lines = rows_of(made[f"data/{table.id}.csv"])
    objects = json.loads(made[f"data/{table.id}.json"])["cells"]
    cells = [(row, cell) for row in table.pay for cell in row.cells]
    assert len(lines) == len(objects) == len(cells)
    for (row, cell), line, item in zip(cells, lines, objects, strict=True):
        low, high, gap = exports.facts_of(cell.value)
        assert (item["region"], tuple(item["values"].values())) == (row.region, row.segment)
        assert (item["segment"] or "", item["column"]) == ("".join(row.segment), cell.column)
        assert (item["low"], item["high"], item["gap"]) == (low, high, gap)
        assert line["region"] == guide.regions[row.region].name
        assert line["segment"] == "".join(table.labels(row.segment))
        assert line["column"] == table.columns[cell.column].label
        assert line["kind"] == table.columns[cell.column].kind
        assert [line["low"], line["high"], line["gap"]] == [
            "" if fact is None else str(fact) for fact in (low, high, gap)
        ]


FACTS = {
    "50 000": (50_000, 50_000, None),
    "50 000 – 60 000": (50_000, 60_000, None),
    "from 50 000": (50_000, None, None),
    "up to 60 000": (None, 60_000, None),
    "lost_in_source": (None, None, "lost_in_source"),
    "top_coded 239 200": (239_200, None, "top_coded"),
}


@pytest.mark.parametrize("text", FACTS)
def test_how_a_cell_becomes_low_high_and_gap(text: str) -> None:
    """One amount is both ends, an open end is empty, a bound is the low end of a gap that is named."""
    assert exports.facts_of(parse_cell(text)) == FACTS[text]


def test_the_csv_is_rfc_4180_with_a_byte_order_mark(guide: Guide) -> None:
    """Lines end in CR LF, each has thirteen fields, and the file begins with a byte order mark."""
    (table,) = guide.tables.values()
    content = exports.csv_of(guide, table.id)
    assert content.startswith(
        b"\xef\xbb\xbftable,role,region,region_code,segment,column,kind,low,high,gap,currency,period,reservations,note\r\n"
    )
    assert content.count(b"\n") == content.count(b"\r\n")
    assert {len(line) for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))} == {14}


HOSTILE = """\
role: r
currency: RUB
period: month
basis: unknown
collected: unknown
source: {id: s, kind: other, title: t, date: unknown}
columns: {m: {kind: median, label: "+SUM(1)"}}
segments: {s: "@cmd"}
pay: {r: {s: {m: 1 234.50}}}
"""


def test_no_text_is_a_formula() -> None:
    """Text that a spreadsheet program would run as a formula gets an apostrophe; quotes and commas are escaped."""
    source, _ = from_bytes(HOSTILE.encode(), "t.yaml")
    assert source is not None
    data, _ = parse_yaml(source)
    assert data is not None
    regions = {"r": Region(id="r", name='=HYPERLINK("http://x","y")')}
    table, problems = decode(data, "t", regions)
    assert table is not None, problems
    (line,) = rows_of(exports.csv_of(guide_of(table, regions, role="-1"), table.id))
    assert (line["role"], line["column"], line["segment"]) == ("'-1", "'+SUM(1)", "'@cmd")
    assert line["region"] == '\'=HYPERLINK("http://x","y")'
    assert (line["low"], line["high"]) == ("1234.50", "1234.50")


def test_the_json_keeps_to_its_schema(guide: Guide) -> None:
    """A table's JSON file is valid by the JSON Schema beside it."""
    jsonschema = pytest.importorskip("jsonschema")
    made = exported(guide)
    (table,) = guide.tables
    facts: dict[str, Any] = json.loads(made[f"data/{table}.json"])
    schema = json.loads(made[f"data/{facts['$schema']}"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(facts, schema, jsonschema.Draft202012Validator)


def test_the_data_package_is_valid(guide: Guide, tmp_path: Path) -> None:
    """The `frictionless` tool finds the package and every cell of its files valid."""
    frictionless = pytest.importorskip("frictionless")
    for name, content in exported(guide).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    report = frictionless.validate(str(tmp_path / "data/datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_a_guide_without_tables_has_nothing_to_take_away(guide: Guide) -> None:
    """A guide without salary tables gets no data folder, rather than a package without resources."""
    empty = replace(guide, records={**guide.records, Kind.TABLE: {}})
    assert exported(empty) == {}


def test_the_same_guide_gives_the_same_bytes(guide: Guide) -> None:
    """The files do not depend on the time or place of the build."""
    assert exported(guide) == exported(guide)
