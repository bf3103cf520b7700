"""One figure, many forms: whatever shows or hands on a cell says what the YAML says."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from loading import loaded

import build
from careerguide.exporting.exports import facts_of
from careerguide.library import Library
from careerguide.models import ColumnKind

ROOT = Path(__file__).parent.parent
GUIDES = {"real": ROOT / "content", "percentiles": ROOT / "tests/guides/us-percentiles"}
Facts = dict[str, tuple[float | None, float | None]]


@pytest.fixture(scope="module", params=sorted(GUIDES))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Path]:
    content, site = GUIDES[request.param], tmp_path_factory.mktemp(request.param) / "site"
    assert build.main(["--content", str(content), "--output", str(site), "--cache", str(site.parent / "cache")]) == 0
    library = loaded(content).library
    assert library
    return library, site


def yaml_facts(library: Library) -> Facts:
    """Return every cell's low and high by its address, as the records have them."""
    (table,) = library.tables.values()
    return {
        row.anchor(cell.column): (number(facts_of(cell.value)[0]), number(facts_of(cell.value)[1]))
        for row in table.pay
        for cell in row.cells
    }


def number(text: object) -> float | None:
    return None if text in (None, "", "-") else float(str(text))


def test_the_page_says_what_the_yaml_says(built: tuple[Library, Path]) -> None:
    """Every cell of the table's page has the cell's figures, and no figure stands where there is a gap."""
    library, site = built
    (id,) = library.tables
    page = (site / f"salaries/{id}/index.html").read_text(encoding="utf-8")
    shown = dict(re.findall(r'<td id="([^"]+)"[^>]* data-pay="([^"]+)"', page))

    assert {anchor: tuple(map(number, pay.split())) for anchor, pay in shown.items()} == yaml_facts(library)


def test_the_csv_says_what_the_yaml_says(built: tuple[Library, Path]) -> None:
    """The file for spreadsheets has every cell, in order, with the same figures."""
    library, site = built
    (id,) = library.tables
    lines = csv.DictReader(io.StringIO((site / f"data/{id}.csv").read_text(encoding="utf-8-sig")))

    assert [(number(line["low"]), number(line["high"])) for line in lines] == list(yaml_facts(library).values())


def test_the_json_says_what_the_yaml_says(built: tuple[Library, Path]) -> None:
    """The file for programs has every cell with the same figures."""
    library, site = built
    (id,) = library.tables
    cells = json.loads((site / f"data/{id}.json").read_bytes())["cells"]

    assert [(number(cell["low"]), number(cell["high"])) for cell in cells] == list(yaml_facts(library).values())


def test_structured_data_says_what_the_yaml_says(built: tuple[Library, Path]) -> None:
    """The regions' pages tell search engines their medians, bands and percentiles, each as what it is."""
    library, site = built
    (table,) = library.tables.values()
    facts = yaml_facts(library)
    for region in {row.region for row in table.pay}:
        page = (site / f"regions/{region}/index.html").read_text(encoding="utf-8")
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        assert block
        told = re.findall(r'"(median|minValue|maxValue|percentile\d+)":(\d+(?:\.\d+)?)', block[1])
        wanted = [
            value
            for row in table.pay
            if row.region == region
            for cell in row.cells
            if table.columns[cell.column].kind in {ColumnKind.MEDIAN, ColumnKind.BAND, ColumnKind.PERCENTILE}
            for value in dict.fromkeys(facts[row.anchor(cell.column)])
            if value is not None and facts_of(cell.value)[2] is None
        ]
        assert sorted(float(value) for _, value in told) == sorted(wanted)
