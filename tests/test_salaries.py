"""Salary tables are decoded with every mistake located, and odd figures are found."""

import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerguide.models import Region, SalaryTable
from careerguide.pay import ladder
from careerguide.pay.money import Amount, Gap, GapKind, Range, format_cell
from careerguide.pay.salaries import decode, findings
from careerguide.problems import Problem, Severity
from careerguide.reading.decoding import decode_record
from careerguide.reading.source import Data, from_bytes, read
from careerguide.reading.yaml_reader import parse_yaml

ROOT = Path(__file__).parent.parent
REGIONS = {
    "moskva": Region(id="moskva", name="Москва"),
    "spb": Region(id="spb", name="Санкт-Петербург", also=("Питер",)),
}
HEAD = """\
role: designer
currency: RUB
period: month
basis: unknown
collected: unknown
source: {id: review, kind: pay-review, title: Обзор, date: unknown}
"""
COLUMNS = """\
columns:
  I: {kind: band, label: Первый}
  II: {kind: band, label: Второй}
  median: {kind: median, label: Медиана}
"""
SEGMENTS = "segments: {agencies: Агентства, companies: Компании}\n"


def data_of(text: str) -> Data:
    source, problems = from_bytes(text.encode(), "salaries/designer.yaml")
    assert source is not None, problems
    data, problems = parse_yaml(source)
    assert data is not None
    assert not problems
    return data


def said_of(text: str, regions: dict[str, Region] = REGIONS) -> list[Problem]:
    """Return all that decoding and the data checks say of a table."""
    data = data_of(text)
    table, problems = decode(data, "designer", regions)
    assert (table is None) == bool(problems)
    return problems or (findings(table, data, regions) if table else [])


def pay(rows: str, segments: str = SEGMENTS, columns: str = COLUMNS) -> str:
    return HEAD + columns + segments + "pay:\n" + textwrap.indent(textwrap.dedent(rows).strip("\n"), "  ") + "\n"


ROW = "{I: 50 000 – 60 000, II: 60 000 – 90 000, median: 70 000}"


def test_rows_stand_in_the_order_of_segments_and_columns() -> None:
    """A row holds its cells in the order of the columns, each with its line, whatever the order in the file."""
    text = pay(f"""
        spb:
          companies: {ROW}
          agencies:
            median: 70 000
            II: from 60 000
            I: lost_in_source
    """)
    table, problems = decode(data_of(text), "designer", REGIONS)
    assert table is not None, problems
    assert [(row.region, row.segment) for row in table.pay] == [("spb", "agencies"), ("spb", "companies")]
    assert [tuple(cell)[:2] for cell in table.pay[0].cells] == [
        ("I", Gap(GapKind.LOST_IN_SOURCE)),
        ("II", Range(60_000, None)),
        ("median", Amount(70_000)),
    ]
    lines = text.splitlines()
    assert [lines[cell.line - 1].strip() for cell in table.pay[0].cells] == [
        "I: lost_in_source",
        "II: from 60 000",
        "median: 70 000",
    ]


def test_one_gap_can_stand_for_a_row_or_a_region() -> None:
    """A gap in place of a row, or of a region, stands for each of its cells."""
    table, problems = decode(
        data_of(pay(f"moskva: not_collected\nspb: {{agencies: suppressed, companies: {ROW}}}")), "designer", REGIONS
    )
    assert table is not None, problems
    values = [[cell.value for cell in row.cells] for row in table.pay]
    assert values[0] == values[1] == [Gap(GapKind.NOT_COLLECTED)] * 3
    assert values[2] == [Gap(GapKind.SUPPRESSED)] * 3


WRITE = "write the amount, or why it is missing: lost_in_source"
BAND_I = "{{I: {}, II: 60 000 – 90 000, median: 70 000}}".format
P_COLUMNS = "columns:\n  p10: {kind: percentile, p: 10, label: Нижние}\n  median: {kind: median, label: Медиана}\n"

# case: (table, the text under the caret, message, hint)
MISTAKES = {
    "a region by its name": (pay(f"Москва: {ROW}", ""), "Москва", "“Москва” is no region", "write its id: moskva"),
    "a region by another name": (pay(f"Питер: {ROW}", ""), "Питер", "“Питер” is no region", "write its id: spb"),
    "a region misspelt": (pay(f"moskwa: {ROW}", ""), "moskwa", "“moskwa” is no region", "did you mean “moskva”?"),
    "a name misspelt": (pay(f"Масква: {ROW}", ""), "Масква", "“Масква” is no region", "did you mean “moskva”?"),
    "an unknown region": (pay(f"berlin: {ROW}", ""), "berlin", "“berlin” is no region", "known are: moskva, spb"),
    "a segment by its label": (
        pay(f"spb: {{agencies: {ROW}, компании: {ROW}}}"),
        "компании",
        "“компании” is no segment of this table",
        "write its id: companies",
    ),
    "a missing segment": (
        pay(f"spb: {{agencies: {ROW}}}"),
        "spb",
        "the segment “companies” is missing here",
        "“companies: not_collected”",
    ),
    "a column misspelt": (
        pay("spb: {I: 50 000 – 60 000, II: 60 000 – 90 000, medain: 70 000}", ""),
        "medain",
        "“medain” is no column of this table",
        "did you mean “median”?",
    ),
    "a column by its label": (
        pay("spb: {Первый: 50 000 – 60 000, II: 60 000 – 90 000, median: 70 000}", ""),
        "Первый",
        "“Первый” is no column of this table",
        "write its id: I",
    ),
    "missing columns": (pay("spb: {II: 60 000 – 90 000}", ""), "spb", "missing in this row: I, median", WRITE),
    "a comma in braces": (
        pay("spb: {I: 50,000 – 60 000, II: 60 000 – 90 000, median: 70 000}", ""),
        "000 – 60 000",
        "a comma inside { } ends the figure before “000 – 60 000”",
        "put them in quotes",
    ),
    "columns without a segment": (
        pay(f"spb: {ROW}"),
        "I",
        "“I” stands here without a segment",
        "put the figures under agencies / companies",
    ),
    "segments without a declaration": (
        pay(f"spb: {{agencies: {ROW}}}", ""),
        "agencies",
        "“agencies” stands here as if it were a segment",
        "above: “segments: {agencies: …}”",
    ),
    "an amount in place of a row": (
        pay("spb: 50 000", ""),
        "50 000",
        "“50 000” stands here without a column",
        "write {median: 50 000, …}",
    ),
    "a word in place of a row": (pay("spb: нет", ""), "нет", "“нет” is neither an amount", WRITE),
    "a list in place of a row": (pay("spb: [50 000]", ""), "[", "a list stands where the figures", "I, II, median"),
    "a list in place of segments": (pay("spb: [50 000]"), "[", "a list stands where the segments", "{column: amount"),
    "a list in a cell": (
        pay(f"spb: {BAND_I('[50 000, 60 000]')}", ""),
        "[",
        "a list or a map stands where an amount should be",
        "write: 50 000 – 60 000",
    ),
    "a map in a cell": (
        pay(f"spb: {BAND_I('{from: 5}')}", ""),
        "{",
        "a list or a map stands where an amount should be",
        "write it as text: 50 000 – 60 000",
    ),
    "an amount in a band": (
        pay(f"spb: {BAND_I('50 000')}", ""),
        "50 000",
        "“I” is a band: a range should stand here, not one amount",
        "write 50 000 – …, or from 50 000",
    ),
    "a range in a median": (
        pay("spb: {p10: 50 000, median: 60 000 – 70 000}", "", P_COLUMNS),
        "60 000 – 70 000",
        "“median” is no band: one amount should stand here, not a range",
        "write the one amount that the source gives",
    ),
    "an open range in a percentile": (
        pay("spb: {p10: 239 200+, median: 70 000}", "", P_COLUMNS),
        "239 200+",
        "“p10” is no band",
        "write: top_coded 239 200",
    ),
    "an empty cell": (pay(f"spb: {BAND_I('')}", ""), ",", "nothing stands here", WRITE),
    "a cell in words": (
        pay(f"spb: {BAND_I('50 000 - 60000 руб в месяц')}", ""),
        "50 000 - 60000 руб в месяц",
        "“в месяц” cannot be read here",
        "write: 50 000 – 60 000",
    ),
    "another currency": (
        pay(f"spb: {BAND_I('$50 000 – 60 000')}", ""),
        "$50 000 – 60 000",
        "“$50 000 – 60 000” is in another currency than the table (RUB)",
        "give these figures a table of their own",
    ),
    "no rows": (pay("{}", ""), "{", "there are no figures here", "write a line for each region"),
    "a percentile without p": (
        pay("spb: {p10: 5, median: 7}", "", P_COLUMNS.replace(", p: 10", "")),
        "p10",
        "“p10” does not say which percentile it is",
        "add “p: 10”",
    ),
    "p on a median": (
        pay("spb: {p10: 5, median: 7}", "", P_COLUMNS.replace("median,", "median, p: 50,")),
        "p",
        "only a percentile has a “p”",
        "take “p” out",
    ),
    "open on a median": (
        pay("spb: {p10: 5, median: 7}", "", P_COLUMNS.replace("median,", "median, open: yes,")),
        "open",
        "only a band can be open",
        "take “open” out",
    ),
    "one statistic twice": (
        pay("spb: {p10: 5, p: 6, median: 7}", "", P_COLUMNS + "  p: {kind: percentile, p: 10, label: Он же}\n"),
        "p",
        "“p” and “p10” are the same statistic (10)",
        "keep one of the two",
    ),
    "an acceptance of no cell": (
        pay(f"spb: {ROW}", "accepted: [{cell: spb/medain, why: так}]\n"),
        "spb/medain",
        "“spb/medain” is no cell of this table",
        "did you mean “spb/median”?",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_located_and_mended(case: str) -> None:
    """A mistake in the figures is one error, at the very characters that are wrong, with what to write."""
    text, at, message, hint = MISTAKES[case]
    (problem,) = said_of(text)
    assert problem.severity is Severity.ERROR
    assert message in str(problem.message)
    assert hint in str(problem.hint)
    assert problem.excerpt[problem.column - 1 :][: max(problem.width, len(at))] == at


def test_all_mistakes_are_told_at_once() -> None:
    """Mistakes in the figures and in the other fields come together."""
    text = pay("Москва: {I: 5, II: x, median: 7}\nspb: [1]", "").replace("month", "fortnight")
    assert [problem.check for problem in said_of(text)] == ["unknown-region", "cell", "cell", "table", "record"]


def test_missing_pay_is_told_once() -> None:
    """A table without `pay` is told so, and nothing else."""
    (problem,) = said_of(HEAD + COLUMNS)
    assert "“pay” is missing" in str(problem.message)


# check: (row, the cell to accept, words of the message)
ODD = {
    "low-above-high": (BAND_I("60 000 – 50 000"), "spb/I", "I begins at 60 000 and ends below it, at 50 000"),
    "wide-range": (BAND_I("50 – 60 000"), "spb/I", "I reaches from 50 to 60 000"),
    "bands-overlap": (BAND_I("50 000 – 65 000"), "spb/II", "I (50 000 – 65 000) and II (60 000 – 90 000) overlap"),
    "bands-gap": (BAND_I("50 000 – 55 000"), "spb/II", "between I (50 000 – 55 000) and II (60 000 – 90 000) nothing"),
    "median-outside-bands": (
        "{I: 50 000 – 60 000, II: 60 000 – 90 000, median: 700 000}",
        "spb/median",
        "median is 700 000, in none of the bands (50 000 – 60 000, 60 000 – 90 000)",
    ),
}


@pytest.mark.parametrize("check", ODD)
def test_odd_figures_are_warnings_until_accepted(check: str) -> None:
    """An odd figure is a warning that gives the text with which to accept it; with that text it is silent."""
    row, cell, message = ODD[check]
    (problem,) = said_of(pay(f"spb: {row}", ""))
    assert (problem.severity, problem.check) == (Severity.WARNING, check)
    assert f"Санкт-Петербург: {message}" in str(problem.message)
    entry = str(problem.hint).partition("\n")[2]
    assert entry == f"  - cell: {cell}\n    why: …"
    assert said_of(pay(f"spb: {row}", f"accepted:\n{entry}\n")) == []


@pytest.mark.parametrize("field", ["basis", "collected", "segments"])
def test_nothing_is_inferred_where_nothing_is_said(field: str) -> None:
    """A field that is called inferred and says nothing is a warning at its name; a stated one is none."""
    (problem,) = said_of(pay(f"spb: {ROW}", f"inferred: [currency, {field}]\n"))
    assert (problem.severity, problem.check) == (Severity.WARNING, "inferred-unknown")
    assert problem.excerpt[problem.column - 1 :][: problem.width] == field
    assert f"“{field}” is called inferred" in str(problem.message)


def test_percentiles_ascend() -> None:
    """A higher percentile, or a top-coded bound, below a lower one is a warning."""
    (problem,) = said_of(pay("spb: {p10: 80 000, median: 70 000}", "", P_COLUMNS))
    assert (problem.check, "median is 70 000, below p10 with 80 000" in str(problem.message)) == (
        "percentiles-not-ascending",
        True,
    )
    (problem,) = said_of(pay("spb: {p10: 80 000, median: top_coded 70 000}", "", P_COLUMNS))
    assert problem.check == "percentiles-not-ascending"


SOUND = [
    BAND_I("50 000 – 59 999"),  # the next one begins one above
    BAND_I("lost_in_source"),
    "{I: lost_in_source, II: 60 000 – 90 000, median: 55 000}",  # the median may lie in the lost band
    "{I: up to 60 000, II: from 60 000, median: 95 000}",
]


@pytest.mark.parametrize("row", SOUND)
def test_what_is_not_odd(row: str) -> None:
    """Bands that adjoin, open ends and gaps break no rule."""
    assert said_of(pay(f"spb: {row}", "")) == []


def test_an_acceptance_that_is_not_needed_is_a_warning() -> None:
    """An accepted cell in which nothing is found any more is told."""
    (problem,) = said_of(pay(f"spb: {ROW}", "accepted: [{cell: spb/I, why: так}]\n"))
    assert (problem.severity, problem.check) == (Severity.WARNING, "accepted-unneeded")
    assert problem.excerpt[problem.column - 1 :].startswith("spb/I")


# --- the guide's own table ---


def own(change: Callable[[str], str] = str) -> tuple[SalaryTable, Data, dict[str, Region]]:
    """Return the guide's own table, its text changed, with the guide's regions."""
    source, _ = read(ROOT / "content/regions.yaml", "regions.yaml")
    assert source is not None
    places, _ = parse_yaml(source)
    assert places is not None
    regions = {id: decode_record(Region, places, id=id, loc=(id,))[0] for id in places.value}
    known = {id: region for id, region in regions.items() if region is not None}
    text = (ROOT / "content/salaries/client-department-head.yaml").read_text(encoding="utf-8")
    data = data_of(change(text).partition("\naccepted:")[0])
    table, problems = decode(data, "client-department-head", known)
    assert table is not None, problems
    return table, data, known


def test_the_guides_own_table_has_one_odd_figure() -> None:
    """Of the 116 figures of the source one is out of line, Chelyabinsk's second band; all rows are contiguous."""
    table, data, regions = own()
    (problem,) = findings(table, data, regions)
    assert problem.check == "outlier"
    assert str(problem.message) == (
        "Челябинск, Компании: II ends at 45 000, 73 % of its row's median; in other rows it is 65 to 69 %"
    )
    assert problem.excerpt[problem.column - 1 :][: problem.width] == "35 000 – 45 000"
    assert "- cell: chelyabinsk/companies/II\n    why: …" in str(problem.hint)


def test_the_guides_own_table_is_whole() -> None:
    """All 92 ranges and 24 medians are there, and Moscow's agencies have a median and four named gaps."""
    table, _, _ = own()
    values = [cell.value for row in table.pay for cell in row.cells]
    assert sum(isinstance(value, Range) for value in values) == 92
    assert sum(isinstance(value, Amount) for value in values) == 24
    assert [(row.region, row.segment, cell.column, cell.value) for row, cell in ladder.gaps(table)] == [
        ("moskva", "agencies", column, Gap(GapKind.LOST_IN_SOURCE)) for column in ("I", "II", "III", "IV")
    ]


SLIPS = {
    "a figure that lost a zero": ("88 000 – 135 000, median: 78 000", "88 000 – 35 000, median: 78 000", "IV"),
    "a median of another row": ("85 000 – 130 000, median: 75 000", "85 000 – 130 000, median: 52 500", "median"),
    "a median in thousands": ("80 000 – 125 000, median: 70 000", "80 000 – 125 000, median: 70", "median"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_the_pen_is_found(slip: str) -> None:
    """A figure that is mistyped is found in its own cell; a wrong median is told once, not in all cells of its row."""
    right, wrong, column = SLIPS[slip]
    table, data, regions = own(lambda text: text.replace(right, wrong, 1))
    places = {problem.excerpt[problem.column - 1 :][: problem.width] for problem in findings(table, data, regions)}
    expected = wrong.split(", median: ")[1 if column == "median" else 0]
    assert places == {"35 000 – 45 000", expected}


def test_a_thousand_tables_are_checked_in_seconds() -> None:
    """1,000 tables of 24 rows are decoded and checked in well under two seconds on an idle machine."""
    text = (ROOT / "content/salaries/client-department-head.yaml").read_text(encoding="utf-8")
    _, _, regions = own()
    every = [data_of(text.replace("60 000", f"60 {number:03}")) for number in range(50)]
    began = time.process_time()
    for data in every:
        table, problems = decode(data, "x", regions)
        assert table is not None, problems
        findings(table, data, regions)
    assert (time.process_time() - began) * 20 < 4


amounts = st.integers(1, 10**6).map(Amount)
ranges = st.tuples(st.integers(1, 10**6), st.none() | st.integers(1, 10**6)).map(lambda ends: Range(*ends))
gap_cells = st.sampled_from(GapKind).map(Gap)


@given(st.lists(st.tuples(ranges | gap_cells, ranges | gap_cells, amounts | gap_cells), min_size=1, max_size=14))
def test_any_figures_are_decoded_and_checked(rows: list[tuple[Range | Gap, Range | Gap, Amount | Gap]]) -> None:
    """Whatever figures a table holds, each comes back as it was written, and every finding can be accepted."""
    regions = {f"r{place}": Region(id=f"r{place}", name=f"R{place}") for place in range(len(rows))}
    lines = [
        f"r{place}: {{I: {format_cell(one)}, II: {format_cell(two)}, median: {format_cell(three)}}}"
        for place, (one, two, three) in enumerate(rows)
    ]
    data = data_of(pay("\n".join(lines), ""))
    table, problems = decode(data, "t", regions)
    assert table is not None, problems
    assert [tuple(cell.value for cell in row.cells) for row in table.pay] == rows
    entries = sorted({str(problem.hint).partition("\n")[2] for problem in findings(table, data, regions)})
    accepted = "accepted:\n" + "\n".join(entries) + "\n" if entries else ""
    assert said_of(pay("\n".join(lines), accepted), regions) == []


# --- facts that follow from the figures ---


def test_bounds_come_from_bands_alone() -> None:
    """Moscow's agencies, whose bands are lost, have no bounds: their median is no maximum."""
    table, _, _ = own()
    rows = {(row.region, row.segment): row for row in table.pay}
    assert ladder.bounds(table, rows["moskva", "agencies"]) == ladder.Bounds(None, None, partial=True)
    assert ladder.bounds(table, rows["moskva", "companies"]) == ladder.Bounds(50_000, 200_000, open_high=True)
    assert ladder.region_range(table, "moskva") == ladder.Bounds(50_000, 200_000, open_high=True, partial=True)
    assert ladder.table_range(table)[:2] == (27_000, 200_000)
    assert list(ladder.band_columns(table)) == ["I", "II", "III", "IV"]
    assert ladder.median(table, rows["moskva", "agencies"]) == 115_000


def test_bounds_of_percentiles() -> None:
    """A table of percentiles reaches over all of them but the mean, and a top-coded figure leaves it open."""
    columns = P_COLUMNS + "  p90: {kind: percentile, p: 90, label: Верхние}\n  mean: {kind: mean, label: Среднее}\n"
    table, problems = decode(
        data_of(pay("spb: {p10: 5, median: 7, p90: top_coded 9, mean: 99}", "", columns)), "t", REGIONS
    )
    assert table is not None, problems
    assert ladder.bounds(table, table.pay[0]) == ladder.Bounds(5, 9, open_high=True)


def test_standings() -> None:
    """Regions are ranked by median within a segment; equal medians share a rank."""
    table, _, _ = own()
    standings = ladder.standings(table, "agencies")
    assert list(standings)[:3] == ["moskva", "spb", "ekaterinburg"]
    assert standings["moskva"] == ladder.Standing(115_000, 1, 12, 1.0, 115_000 / 69_000)
    assert standings["omsk"].rank == standings["samara"].rank == 5
    assert standings["nizhny-novgorod"].rank == 7
    assert standings["volgograd"].to_highest == 60_000 / 115_000
    assert ladder.standings(table, None) == {}
