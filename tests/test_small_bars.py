"""Small range bars: one axis for all that are compared, which no single figure bends."""

from __future__ import annotations

import re
from pathlib import Path

from sites import built

from careerguide.pages.views.small import OUTLIERS, small_bars
from careerguide.pay.summary import PaySummary

UNIT = ("RUB", "month")
TABLE = """role: {id}
currency: RUB
period: month
basis: gross
collected: 2025
source: {{id: s, kind: survey, title: Survey, date: 2025}}
columns:
  low: {{kind: low, label: Lowest}}
  median: {{kind: median, label: Median}}
  high: {{kind: high, label: Highest}}
segments: {{all: All}}
pay:
  here: {{all: {{low: {low}, median: {median}, high: {high}}}}}
"""


def write(folder: Path, pay: dict[str, tuple[int, int, int]], related: str = "") -> Path:
    """Write a guide with a role for each id, with its lowest, median and highest pay in one town."""
    for name in ("roles", "salaries"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "guide.yaml").write_text("title: G\ntagline: T\nlanguage: en\n", "utf-8")
    (folder / "regions.yaml").write_text("here: {name: Here}\n", "utf-8")
    (folder / "skills.yaml").write_text("rowing: {name: Rowing, summary: S.}\n", "utf-8")
    for id, (low, median, high) in pay.items():
        front = f"title: {id.title()}\nsummary: S.\npay: {id}\nskills: [rowing]\n{related if id == 'first' else ''}"
        (folder / f"roles/{id}.md").write_text(f"---\n{front}---\n", "utf-8")
        (folder / f"salaries/{id}.yaml").write_text(TABLE.format(id=id, low=low, median=median, high=high), "utf-8")
    return folder


def summary(low: int, high: int) -> PaySummary:
    middle = (low + high) // 2
    return PaySummary(low, high, False, False, middle, middle, False, 3, (), 1)


def role_pages(content: Path, site: Path) -> dict[str, str]:
    """Build a guide, and return the pages of its roles by id."""
    built(content, site, "--cache", str(site.parent / "cache"))
    return {page.parent.name: page.read_text("utf-8") for page in site.glob("roles/*/index.html")}


def share(text: str) -> float:
    return float(text.removesuffix("%"))


def test_the_bars_of_a_comparison_stand_on_its_axis(tmp_path: Path) -> None:
    """A bar ends where the axis has its figure; so does what is in its middle begin."""
    pay = {"first": (50, 100, 200), "second": (100, 150, 210)}
    site = built(write(tmp_path / "content", pay, "compare: [second]\n"), tmp_path / "site")
    html = (site / "compare/first-second/index.html").read_text("utf-8")
    ticks = {int(value): share(at) for at, value in re.findall(r'<text[^>]* x="([\d.]+%)"[^>]*>\D*(\d+)</text>', html)}
    bars = re.findall(r'class="small-all" x="([\d.]+%)" width="([\d.]+%)".*?class="small-key" x="([\d.]+%)"', html)

    assert {50, 100, 150, 200} <= ticks.keys()
    for (low, median, high), (x, width, key) in zip(pay.values(), bars, strict=True):
        assert abs(share(x) - ticks[low]) < 0.1
        assert abs(share(key) - ticks[median]) < 0.1
        if high in ticks:
            assert abs(share(x) + share(width) - ticks[high]) < 0.1


def test_one_high_figure_of_many_does_not_bend_the_others() -> None:
    """Of fifty tables one may go beyond the axis and says so; of fewer, none does."""
    usual = {str(n): (UNIT, summary(40 + n, 90 + n)) for n in range(OUTLIERS)}
    before = small_bars(usual)
    outlier = {"high": (UNIT, summary(80, 9_000)), "higher": (UNIT, summary(8_000, 9_000))}

    after = small_bars(usual | {"high": outlier["high"]})
    assert {id: after[id] for id in usual} == before
    assert not any(bar.beyond for bar in before.values())
    assert after["high"].beyond
    for bar in small_bars(usual | outlier).values():
        assert 0 <= share(bar.x) < share(bar.x) + share(bar.width) <= 100
    few = small_bars({**dict([*usual.items()][: OUTLIERS - 2]), **outlier})
    assert not any(bar.beyond for bar in few.values())


def test_a_new_highest_figure_leaves_the_pages_of_other_roles(tmp_path: Path) -> None:
    """In a guide of many roles a median that becomes the highest changes its own role's page, which says so."""
    pay = {f"role-{n}": (40 + n, 60 + n, 90 + n) for n in range(OUTLIERS)}
    content = write(tmp_path / "content", pay)
    before = role_pages(content, tmp_path / "site")

    write(content, {"role-7": (47, 9_000, 9_000)})
    after = role_pages(content, tmp_path / "site")
    assert [name for name in after if after[name] != before[name]] == ["role-7"]
    assert "goes on beyond this scale" in after["role-7"]
    assert "goes on beyond this scale" not in after["role-8"]
