"""The figures to take away are the figures of the guide, in forms that other programs read."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from careerguide.assembling import Output
from careerguide.exporting import exports
from careerguide.language import Language
from careerguide.library import Library
from careerguide.models import Region, Role, SalaryTable, Settings
from careerguide.pay.money import parse_cell
from careerguide.pay.salaries import decode
from careerguide.reading.decoding import decode_record
from careerguide.reading.source import Data, from_bytes, read
from careerguide.reading.yaml_reader import parse_yaml

HERE = Path(__file__).parent
TABLES = {
    "content": HERE.parent / "content/salaries/client-department-head.yaml",
    "us-percentiles": HERE / "guides/us-percentiles/salaries/keeper.yaml",
    "many-regions": HERE / "guides/many-regions/salaries/surveyor.yaml",
}


def data_of(path: Path) -> Data:
    source, _ = read(path, path.name)
    assert source is not None
    data, _ = parse_yaml(source)
    assert data is not None
    return data


def library_of(table: SalaryTable, regions: dict[str, Region], role: str = "Роль") -> Library:
    """Return a library with one table."""
    return Library(
        settings=Settings(title="Guide", tagline="For a test", language="en"),
        regions=regions,
        skills={},
        terms={},
        roles={table.role: Role(id=table.role, title=role, summary="?")},
        tables={table.id: table},
        heads={table.id: table},
        pages={},
        documents={},
        prose={},
        drafts=(),
        language=Language.load("en", HERE),
        folder="content",
    )


@pytest.fixture(params=TABLES)
def library(request: pytest.FixtureRequest) -> Library:
    path = TABLES[request.param]
    places = data_of(path.parent.parent / "regions.yaml")
    regions = {id: decode_record(Region, places, id=id, loc=(id,))[0] for id in places.value}
    known = {id: region for id, region in regions.items() if region is not None}
    table, problems = decode(data_of(path), path.stem, known)
    assert table is not None, problems
    return library_of(table, known)


def exported(library: Library) -> dict[str, bytes]:
    made = {product.file: product.make() for product in exports.products(library)}
    return {file: output.content for file, output in made.items() if isinstance(output, Output)}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_cell_is_in_both_files_as_in_the_yaml(library: Library) -> None:
    """CSV and JSON hold each cell of the YAML once, in its order, with the same figures or the same gap."""
    (table,) = library.tables.values()
    made = exported(library)
    lines = rows_of(made[f"data/{table.id}.csv"])
    objects = json.loads(made[f"data/{table.id}.json"])["cells"]
    cells = [(row, cell) for row in table.pay for cell in row.cells]
    assert len(lines) == len(objects) == len(cells)
    for (row, cell), line, item in zip(cells, lines, objects, strict=True):
        low, high, gap = exports.facts_of(cell.value)
        assert (item["region"], item["segment"], item["column"]) == (row.region, row.segment, cell.column)
        assert (item["low"], item["high"], item["gap"]) == (low, high, gap)
        assert line["region"] == library.regions[row.region].name
        assert line["segment"] == (table.segments[row.segment] if row.segment else "")
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


def test_the_csv_is_rfc_4180_with_a_byte_order_mark(library: Library) -> None:
    """Lines end in CR LF, each has twelve fields, and the file begins with a byte order mark."""
    (table,) = library.tables.values()
    content = exports.csv_of(library, table.id)
    assert content.startswith(
        b"\xef\xbb\xbftable,role,region,region_code,segment,column,kind,low,high,gap,currency,period\r\n"
    )
    assert content.count(b"\n") == content.count(b"\r\n")
    assert {len(line) for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))} == {12}


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
    (line,) = rows_of(exports.csv_of(library_of(table, regions, role="-1"), table.id))
    assert (line["role"], line["column"], line["segment"]) == ("'-1", "'+SUM(1)", "'@cmd")
    assert line["region"] == '\'=HYPERLINK("http://x","y")'
    assert (line["low"], line["high"]) == ("1234.50", "1234.50")


def test_the_json_keeps_to_its_schema(library: Library) -> None:
    """A table's JSON file is valid by the JSON Schema beside it."""
    jsonschema = pytest.importorskip("jsonschema")
    made = exported(library)
    (table,) = library.tables
    facts: dict[str, Any] = json.loads(made[f"data/{table}.json"])
    schema = json.loads(made[f"data/{facts['$schema']}"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(facts, schema, jsonschema.Draft202012Validator)


def test_the_data_package_is_valid(library: Library, tmp_path: Path) -> None:
    """The `frictionless` tool finds the package and every cell of its files valid."""
    frictionless = pytest.importorskip("frictionless")
    for name, content in exported(library).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    report = frictionless.validate(str(tmp_path / "data/datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_a_guide_without_tables_has_nothing_to_take_away(library: Library) -> None:
    """A guide without salary tables gets no data folder, rather than a package without resources."""
    empty = Library(**{**vars(library), "tables": {}})
    assert exported(empty) == {}


def test_the_same_library_gives_the_same_bytes(library: Library) -> None:
    """Nothing in the files depends on when or where they are made."""
    assert exported(library) == exported(library)
