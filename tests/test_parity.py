"""Every representation of a figure agrees with the YAML."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from loading import loaded

import build
from careerguide.guide.guide import Guide
from careerguide.outputs.exports import facts_of
from careerguide.schema import ColumnKind, SalaryTable
from careerguide.schema.cells import Absent, Amount, Range

Facts = dict[str, tuple[float | None, float | None]]


@pytest.fixture(scope="module")
def built(any_guide: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Guide, Path]:
    site = tmp_path_factory.mktemp("parity") / "site"
    assert build.main(["--content", str(any_guide), "--output", str(site), "--cache", str(site.parent / "cache")]) == 0
    guide = loaded(any_guide).guide
    assert guide
    return guide, site


def yaml_facts(table: SalaryTable) -> Facts:
    """Return every cell's low and high by its address, as the records have them."""
    return {
        row.anchor(cell.column): (number(facts_of(cell.value)[0]), number(facts_of(cell.value)[1]))
        for row in table.pay
        for cell in row.cells
        if not isinstance(cell.value, Absent)
    }


def number(text: object) -> float | None:
    return None if text in (None, "", "-") else float(str(text))


def test_the_page_says_what_the_yaml_says(built: tuple[Guide, Path]) -> None:
    """Every cell of the table's page has the figures of the YAML, and gaps have none."""
    guide, site = built
    for id, table in guide.tables.items():
        page = (site / f"salaries/{id}/index.html").read_text(encoding="utf-8")
        shown = dict(re.findall(r'<td id="([^"]+)"[^>]* data-pay="([^"]+)"', page))
        assert {anchor: tuple(map(number, pay.split())) for anchor, pay in shown.items()} == yaml_facts(table)


def test_the_csv_says_what_the_yaml_says(built: tuple[Guide, Path]) -> None:
    """The file for spreadsheets has every cell, in order, with the same figures."""
    guide, site = built
    for id, table in guide.tables.items():
        lines = csv.DictReader(io.StringIO((site / f"data/{id}.csv").read_text(encoding="utf-8-sig")))
        assert [(number(line["low"]), number(line["high"])) for line in lines] == list(yaml_facts(table).values())


def test_the_json_says_what_the_yaml_says(built: tuple[Guide, Path]) -> None:
    """The file for programs has every cell with the same figures."""
    guide, site = built
    for id, table in guide.tables.items():
        cells = json.loads((site / f"data/{id}.json").read_bytes())["cells"]
        assert [(number(cell["low"]), number(cell["high"])) for cell in cells] == list(yaml_facts(table).values())


def test_notes_stand_wherever_their_figures_do(built: tuple[Guide, Path]) -> None:
    """A noted cell has a mark that leads to the text and back, on the table's page, the region's and in each export."""
    guide, site = built
    for id, table in guide.tables.items():
        wanted = {note.cell.replace("/", "-"): note.text for note in table.notes}
        shown = table.notes if guide.newest(id) == id else ()  # no other page shows an older edition
        regions = {note.cell.partition("/")[0] for note in shown}
        for page in (f"salaries/{id}", *(f"regions/{region}" for region in regions)):
            html = (site / page / "index.html").read_text(encoding="utf-8")
            for anchor in wanted:
                if page.startswith("salaries") or page == f"regions/{anchor.partition('-')[0]}":
                    assert html.count(f'href="#note-{id}-{anchor}"') >= 2  # in the chart and in the table
                    assert html.count(f'href="#note-{id}-{anchor}-mark"') == 1
                    assert f'id="note-{id}-{anchor}"' in html
        lines = csv.DictReader(io.StringIO((site / f"data/{id}.csv").read_text(encoding="utf-8-sig")))
        cells = json.loads((site / f"data/{id}.json").read_bytes())["cells"]
        expected = [wanted.get(anchor, "") for anchor in yaml_facts(table)]
        assert [line["note"] for line in lines] == [cell["note"] or "" for cell in cells] == expected


def test_structured_data_says_what_the_yaml_says(built: tuple[Guide, Path]) -> None:
    """The regions' pages tell search engines their medians, bands and percentiles, each as what it is."""
    guide, site = built
    for region in {row.region for table in guide.tables.values() for row in table.pay}:
        page = (site / f"regions/{region}/index.html").read_text(encoding="utf-8")
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        told = re.findall(r'"(median|minValue|maxValue|percentile\d+)":(\d+(?:\.\d+)?)', block[1] if block else "")
        shown = [guide.tables[table.id] for table in guide.current_tables]
        wanted = [value for table in shown for value in _for_machines(table, region)]
        assert sorted(float(value) for _, value in told) == sorted(wanted)


def _for_machines(table: SalaryTable, region: str) -> Iterator[float]:
    """Yield the figures of a region that structured data has a name for."""
    facts = yaml_facts(table)
    for row in table.pay:
        for cell in row.cells if row.region == region else ():
            named = table.columns[cell.column].kind in {ColumnKind.MEDIAN, ColumnKind.BAND, ColumnKind.PERCENTILE}
            if named and isinstance(cell.value, Amount | Range):
                yield from (value for value in dict.fromkeys(facts[row.anchor(cell.column)]) if value is not None)
