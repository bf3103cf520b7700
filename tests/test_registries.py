"""Every kind of column, gap, period and tax basis has all that pages, messages, exports and editors need of it."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import built, served

from careerguide.commands.arguments import PERIODS
from careerguide.importing.headings import stated_once, statistic
from careerguide.outputs.export_schema import FIELDS, TABLE_SCHEMA
from careerguide.pages.charts.axes import Scale
from careerguide.pages.charts.bars import bar, form_of
from careerguide.pay.money import format_cell, parse_cell
from careerguide.schema import Column, ColumnKind, SalaryTable
from careerguide.schema.cells import Amount, Cell, Gap, Range
from careerguide.schema.currencies import Basis
from careerguide.schema.descriptions import described
from careerguide.schema.gaps import UNBOUNDED_GAPS, WRITE_GAP, GapKind, example
from careerguide.schema.periods import Period

if TYPE_CHECKING:
    from playwright.sync_api import Page

HEADINGS = {  # as editors and publishers write them
    ColumnKind.BAND: ("Диапазон I", "Band I"),
    ColumnKind.PERCENTILE: ("10-й перцентиль", "10th percentile"),
    ColumnKind.MEDIAN: ("Медиана", "Median"),
    ColumnKind.MEAN: ("Среднее", "Mean"),
    ColumnKind.LOW: ("От", "From"),
    ColumnKind.HIGH: ("До", "To"),
    ColumnKind.ENTRY: ("Стартовая", "Entry"),
}
PAID = [kind for kind in ColumnKind if kind.statistic.is_pay]
PER = {"hour": "per hour", "day": "per day", "week": "per week", "month": "в месяц", "year": "годовой доход"}


def column(kind: ColumnKind) -> Column:
    return Column(kind=kind, label=f"My {kind}", p=10 if kind.statistic.takes_p else None)


def cell(kind: ColumnKind) -> Cell:
    return Range(20, 50) if kind.statistic.is_range else Amount(40)


# --- statistics ---


@pytest.mark.parametrize("kind", PAID)
def test_a_column_of_any_kind_is_drawn_even_alone(kind: ColumnKind) -> None:
    """A figure is seen as a part or a mark of a bar, and a gap in its place as hatching."""
    form = form_of({"it": column(kind)})
    drawn = bar(form, [cell(kind)], Scale(0, 100, ()))
    assert [part.kind for part in drawn.parts] + [mark.kind for mark in drawn.marks]
    assert "gap" not in [part.kind for part in drawn.parts]

    unknown = bar(form, [Gap(GapKind.SUPPRESSED)], Scale(0, 100, ()))
    assert [(part.kind, part.x, part.width) for part in unknown.parts] == [("gap", "0%", "100%")]
    assert unknown.marks == ()


@pytest.mark.parametrize("kind", ColumnKind)
def test_a_kind_is_named_to_editors_and_exported(kind: ColumnKind) -> None:
    """Its word and help are in the list that editors see, its word in the export's enums."""
    listed = str(described(Column.model_fields["kind"].description or ""))
    assert f"{kind} ({kind.statistic.help})" in listed
    assert kind in field("kind")["constraints"]["enum"]
    assert kind in TABLE_SCHEMA["properties"]["columns"]["items"]["properties"]["kind"]["enum"]


@pytest.mark.parametrize("kind", PAID)
def test_importing_knows_a_kind_by_its_heading(kind: ColumnKind) -> None:
    """The statistic of a column is recognised from its heading in either language."""
    assert {statistic(heading)[0] for heading in HEADINGS[kind]} == {kind}


@pytest.fixture(scope="module")
def tables_of_one_kind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a table of each kind of column and of no other."""
    content = tmp_path_factory.mktemp("kinds")
    for folder in ("roles", "salaries"):
        (content / folder).mkdir()
    (content / "guide.yaml").write_text("title: Kinds\ntagline: A table of each\nlanguage: en\n")
    (content / "regions.yaml").write_text("maine: {name: Maine}\noregon: {name: Oregon}\nutah: {name: Utah}\n")
    for kind in PAID:
        (content / f"roles/{kind}.md").write_text(
            f"---\ntitle: Role {kind}\nsummary: Paid by {kind}.\npay: {kind}\n---\n## Duties {{#duties}}\n\nWork.\n"
        )
        (content / f"salaries/{kind}.yaml").write_text(table_of(kind))
    return built(content, tmp_path_factory.mktemp("site"))


def table_of(kind: ColumnKind) -> str:
    p = "p: 10, " if kind.statistic.takes_p else ""
    first, second = ("20 – 50", "30 – 60") if kind.statistic.is_range else ("40", "50")
    return (
        f"role: {kind}\ncurrency: USD\nperiod: year\nbasis: gross\ncollected: unknown\n"
        "source: {id: test, kind: other, title: Made up, date: unknown}\n"
        f"columns: {{it: {{kind: {kind}, {p}label: My {kind}}}}}\n"
        f"pay: {{maine: {{it: {first}}}, oregon: {{it: {second}}}, utah: {{it: suppressed}}}}\n"
    )


@pytest.mark.parametrize("kind", PAID)
def test_pages_of_any_kind_say_what_it_is(tables_of_one_kind: Path, kind: ColumnKind) -> None:
    """The table's page explains the figures; the role's page lists them by region, with gaps in words."""
    table = (tables_of_one_kind / f"salaries/{kind}/index.html").read_text(encoding="utf-8")
    meaning = str(kind.statistic.meaning).format(share="10%")
    assert f"<p>{meaning}</p>" in table

    role = (tables_of_one_kind / f"roles/{kind}/index.html").read_text(encoding="utf-8")
    by_region = re.search(r'<details class="by-region">.*?</details>', role, re.DOTALL)
    assert by_region
    assert "withheld by the publisher" in by_region[0]
    assert "—" not in by_region[0]
    assert ("Median by region" in by_region[0]) is (kind is ColumnKind.MEDIAN)
    assert (f"My {kind}" in by_region[0]) is (kind is not ColumnKind.MEDIAN)


def test_the_explorer_knows_every_kind(page: Page, tables_of_one_kind: Path) -> None:
    """For each table and region it shows a figure or the reason for a gap, and no script fails."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with served(tables_of_one_kind) as address:
        for kind, region in itertools.product(PAID, ("maine", "utah")):
            page.goto(f"{address}/salaries/{kind}/#region={region}")
            page.reload()
            answer = page.locator("#explorer .answer").inner_text()
            assert ("withheld" in answer) is (region == "utah")
            assert ("Median" in answer) is (kind is ColumnKind.MEDIAN)
            assert errors == []


def field(name: str) -> dict[str, dict[str, list[str]]]:
    return next(field for field in FIELDS if field["name"] == name)


# --- gaps, periods, tax ---


@pytest.mark.parametrize("kind", GapKind)
def test_a_gap_is_read_written_named_and_exported(kind: GapKind) -> None:
    """Its word is parsed in a cell, listed in hints with its help, and included in the export's enums."""
    assert isinstance(parsed := parse_cell(example(kind)), Gap)
    assert (parsed.kind, parsed.bound is not None) == (kind, kind.bounded)
    assert format_cell(parsed) == example(kind)
    assert f"{example(kind)} ({kind.help})" in str(WRITE_GAP)
    assert (kind in UNBOUNDED_GAPS) is not kind.bounded
    assert kind in field("gap")["constraints"]["enum"]
    assert kind in TABLE_SCHEMA["properties"]["cells"]["items"]["properties"]["gap"]["enum"]


def test_what_completion_offers_is_what_the_registries_hold() -> None:
    """The JSON Schema of a salary table has the very words."""
    definitions = SalaryTable.model_json_schema()["$defs"]
    for registry in (ColumnKind, Period, Basis):
        assert definitions[registry.__name__]["enum"] == [entry.value for entry in registry]
    assert "suppressed" in json.dumps(SalaryTable.model_json_schema())


def test_periods_are_known_everywhere() -> None:
    """The command line, the export, the description for editors and importing know the same periods."""
    assert tuple(Period) == PERIODS
    assert field("period")["constraints"]["enum"] == list(Period)
    described_as = SalaryTable.model_fields["period"].description or ""
    for period in Period:
        assert period in described_as
        assert re.fullmatch(r"P(1[DWMY]|T1H)", period.duration)
        assert stated_once([PER[period]], "period") == period


def test_tax_bases_are_described_and_exported() -> None:
    """The description for editors names each, and so does the export."""
    described_as = SalaryTable.model_fields["basis"].description or ""
    assert [basis for basis in Basis if basis not in described_as] == []
    assert TABLE_SCHEMA["properties"]["basis"]["enum"] == list(Basis)


def all_words() -> Iterator[str]:
    yield from (str(kind.statistic.meaning) for kind in ColumnKind)
    yield from (str(kind.words) for kind in (*GapKind, *Period, *Basis))


def test_no_two_entries_say_the_same() -> None:
    """A reader can tell every statistic, gap, period and basis from the others by its words."""
    words = list(all_words())
    assert len(set(words)) == len(words)
