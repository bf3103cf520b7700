"""A guide whose salary tables have what is rare: ties, open and empty ranges, top-coded figures, many steps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from small_guides import write

PLACES = {"utah": (39.3, -111.7), "ohio": (40.4, -82.8), "iowa": (42.0, -93.5), "maine": (45.4, -69.2)}
REGIONS = "west: {name: West}\n" + "".join(
    f"{id}: {{name: {id.title()}, at: [{north}, {east}], part_of: west}}\n" for id, (north, east) in PLACES.items()
)
HEAD = """role: {id}
basis: gross
collected: unknown
source: {{id: test, kind: statistics, title: Figures made up for a test, date: unknown}}
"""
GRADES = "\n".join(f"  g{n}: {{kind: band, label: Grade number {n}, open: {str(n == 7).lower()}}}" for n in range(1, 8))
PERCENTILES = "\n".join(f"  p{p}: {{kind: percentile, p: {p}, label: P{p}}}" for p in (10, 25, 50, 75, 90))
AGES = ", ".join(f"a{age}: {{label: {age}–{age + 4}}}" for age in range(15, 85, 5))


def _edition(year: int, utah: str, ohio: str) -> str:
    """Return an edition of a series of ranges."""
    return f"""series: shifts
edition: {year}
currency: VND
period: year
columns: {{I: {{kind: band, label: Junior}}, II: {{kind: band, label: Senior}}}}
pay:
  utah: {{{utah}}}
  ohio: {{{ohio}}}
"""


def _medians(by_segment: Mapping[str, object]) -> str:
    """Return the medians of segments in the flow style of YAML."""
    return ", ".join(f"{id}: {{median: {cell}}}" for id, cell in by_segment.items())


def _ages(pay: int, last: str) -> str:
    """Return the medians of women and men at each age; `last` is that of the oldest men."""
    steps = {age: {"f": pay + 10 * age, "m": last if age == 80 else pay + 13 * age} for age in range(15, 85, 5)}
    return ", ".join(f"a{age}: {{{_medians(step)}}}" for age, step in steps.items())


TABLES = {
    "grades": f"""currency: USD
period: year
columns:
{GRADES}
  median: {{kind: median, label: Median}}
pay:
  utah: {{g1: 10 000 – 20 000, g2: 20 000 – 30 000, g3: 30 000 – 40 000, g4: 40 000 – 50 000, g5: 50 000 – 60 000,
         g6: 60 000 – 70 000, g7: 70 000 – 80 000, median: 50 000}}
  ohio: {{g1: 10 000 – 20 000, g2: suppressed, g3: 30 000 – 40 000, g4: 40 000 – 50 000, g5: 50 000 – 60 000,
         g6: 60 000 – 70 000, g7: suppressed, median: 80 000}}
  iowa: {{g1: from 10 000, g2: up to 30 000, g3: 40 000 – 40 000, g4: 40 000 – 50 000, g5: 50 000 – 60 000,
         g6: 62 000 – 70 000, g7: top_coded 70 000, median: 80 000}}
""",
    "open": """currency: USD
period: year
columns:
  I: {kind: band, label: Band I}
  II: {kind: band, label: Band II}
  III: {kind: band, label: Band III}
pay:
  utah: {I: up to 20 000, II: 20 000 – 40 000, III: from 40 000}
  iowa: {I: 15 000 – 25 000, II: 10 000 – 20 000, III: 5 000 – 30 000}
""",
    "ties": """currency: USD
period: year
columns: {median: {kind: median, label: Median}}
segments: {a: Alpha, b: Beta, c: Gamma}
pay:
  utah: {a: {median: 80 000}, b: {median: 80 000}, c: {median: 50 000}}
  ohio: {a: {median: 80 000}, b: {median: 71 000}, c: {median: 50 000}}
  iowa: {a: {median: 40 000}, b: {median: 60 000}, c: {median: top_coded 90 000}}
  maine: {a: {median: 50 000}, b: {median: 50 000}, c: {median: 50 000}}
""",
    "hourly": f"""currency: USD
period: hour
columns:
{PERCENTILES}
  mean: {{kind: mean, label: Mean}}
pay:
  utah: {{p10: 7.25, p25: 8.5, p50: 10, p75: 12.75, p90: 20.05, mean: 11.11}}
  ohio: {{p10: 7.30, p25: suppressed, p50: 9.99, p75: suppressed, p90: top_coded 115.00, mean: 11.11}}
  maine: {{p10: 8, p25: 9, p50: top_coded 115, p75: top_coded 115, p90: top_coded 115, mean: suppressed}}
""",
    "ends": """currency: USD
period: hour
columns:
  low: {kind: low, label: Lowest}
  high: {kind: high, label: Highest}
  asked: {kind: count, label: People asked}
small_below: 10
pay:
  utah: {low: 8.5, high: 10, asked: 70}
  ohio: {low: 9.5, high: 9.5, asked: 4}
""",
    "ages": f"""currency: USD
period: month
columns: {{median: {{kind: median, label: Median}}}}
dimensions:
  age: {{label: Age, ordered: yes, values: {{{AGES}}}}}
  sex: {{label: Sex, values: {{f: {{label: Women}}, m: {{label: Men}}}}}}
pay:
  utah: {{{_ages(1000, "suppressed")}}}
  ohio: {{{_ages(1200, "top_coded 5000")}}}
""",
    "dong": """currency: VND
period: year
columns:
  low: {kind: low, label: Lowest}
  median: {kind: median, label: Median}
  high: {kind: high, label: Highest}
segments: {a: Private companies, b: State}
pay:
  utah:
    a: {low: 115 000 000, median: 250 000 000, high: 310 000 000}
    b: {low: 115 000 000, median: 251 000 000, high: 310 000 000}
  ohio:
    a: {low: 115 000 000, median: 190 000 000, high: 300 000 000}
    b: {low: 115 000 000, median: 150 000 000, high: 310 000 000}
""",
    "shifts-2014": _edition(
        2014, "I: 115 000 000 – 200 000 000, II: 200 000 000 – 300 000 000", "I: not_collected, II: not_collected"
    ),
    "shifts-2015": _edition(
        2015,
        "I: 112 500 000 – 200 000 000, II: 200 000 000 – 300 000 000",
        "I: 100 000 000 – 150 000 000, II: 150 000 000 – 180 000 000",
    ),
    "shifts-2024": _edition(
        2024,
        "I: 125 000 000 – 200 000 000, II: 200 000 000 – 290 000 000",
        "I: 100 000 000 – 150 000 000, II: from 150 000 000",
    ),
    "withheld": """currency: EUR
period: day
columns: {mean: {kind: mean, label: Mean}}
pay: {utah: suppressed}
""",
}


def odd_figures(folder: Path) -> Path:
    """Write the guide: a role for each table, and one without pay; some of them are compared."""
    roles = {id.partition("-")[0]: f"pay: {id}\n" for id in TABLES} | {"unpaid": "compare: [withheld, ends]\n"}
    roles["ends"] += "compare: [withheld, dong]\n"
    write(folder, roles, regions=REGIONS)
    (folder / "salaries").mkdir()
    for id, text in TABLES.items():
        (folder / f"salaries/{id}.yaml").write_text(HEAD.format(id=id.partition("-")[0]) + text, "utf-8")
    return folder
