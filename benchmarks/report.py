"""What was measured, as a Markdown table and as a picture, put between the marks of benchmarks/README.md.

In: runs by scenario and project. Out: medians; ratios to Hugo's clean build of the same pages in the same run.
"""

from __future__ import annotations

import os
import platform
import subprocess
from html import escape
from pathlib import Path
from statistics import median

from measure import Measured
from projects import Project

README = Path(__file__).parent / "README.md"
PICTURE = Path(__file__).parent / "picture.svg"
MARKS = ("<!-- measured: begin -->", "<!-- measured: end -->")
DRAWN = {
    "clean": "Clean build",
    "nothing": "Nothing changed",
    "warned": "Nothing changed, a warning standing",
    "text": "One text edited",
    "median": "One median edited",
    "highest": "One median edited, now the highest",
    "template": "One template edited",
}

ALL_PAGES = ("ours", "pages only", "hugo all pages")  # the projects that make more than roles, regions and lists

Results = dict[str, dict[str, list[Measured]]]  # by scenario and project

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328; } .head { font-weight: 600; } .bar { fill: #8b949e; }
.ours { fill: #0a6fb8; } @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .ours { fill: #58a6ff; } }
"""


def table(results: Results, names: list[str]) -> str:
    """Return the medians: seconds of the clock, of the processors in brackets, and the ratio to Hugo's clean build.

    Each is compared with the Hugo project that makes the same pages; where an earlier version was measured, with that.
    """
    clean = results.get("clean", {})
    hugo = {name: clean.get("hugo all pages" if name in ALL_PAGES else "hugo") for name in names}
    lines = [f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for scenario, measured in results.items():
        cells = [_cell(scenario, measured.get(name), measured.get("before", hugo[name])) for name in names]
        lines.append(f"| {DRAWN.get(scenario, scenario)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(scenario: str, runs: list[Measured] | None, base: list[Measured] | None) -> str:
    if not runs:
        return "—"
    wall, cpu = _medians(runs)
    ratio = f"<br>× {wall / _medians(base)[0]:.2f}" if base else ""
    if scenario == "memory":
        return f"{wall / 1_000_000:.0f} MB"
    if scenario.startswith("preview"):
        return f"{wall * 1000:.0f} ms"
    return f"{wall:.2f} s ({cpu:.2f} s){ratio}"


def _medians(runs: list[Measured]) -> Measured:
    return Measured(*(median(values) for values in zip(*runs, strict=True)))


def picture(results: Results, names: list[str]) -> str:
    """Return bars of seconds, scenario by scenario, as SVG that suits light and dark pages."""
    groups = {title: results[scenario] for scenario, title in DRAWN.items() if scenario in results}
    most = max(_medians(runs).wall for measured in groups.values() for runs in measured.values())
    parts, top = [], 0
    for title, measured in groups.items():
        top += 26
        parts.append(f'<text class="head" x="0" y="{top}">{escape(title)}</text>')
        for name in names:
            top += 20
            wall = _medians(measured[name]).wall
            width, kind = wall / most * 480, "ours" if name in {"ours", "pages only"} else "bar"
            parts.append(
                f'<text x="90" y="{top}" text-anchor="end">{escape(name)}</text>'
                f'<rect class="{kind}" x="98" y="{top - 11}" width="{width:.1f}" height="13"/>'
                f'<text x="{104 + width:.1f}" y="{top}">{wall:.2f} s</text>'
            )
        top += 8
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 {top + 8}" role="img">'
        f"<title>Seconds of each build: shorter is better</title><style>{STYLE}</style>\n"
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def machine(projects: list[Project], roles: int, runs: int) -> str:
    """Return on what was measured: cores, load, and the version of every program."""
    versions = [f"{project.name} {_version(project)}" for project in projects]
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    return (
        f"{roles} roles, medians of {runs} runs, {os.cpu_count()} cores, {platform.system()}, Python "
        f"{platform.python_version()}; load averages at the end: {load} (more than the cores means that other work ran "
        f"beside, and the clock says less than the processor time). {'; '.join(versions)}."
    )


def _version(project: Project) -> str:
    told = subprocess.run(project.version, capture_output=True, text=True, check=True).stdout.split()
    numbers = (word for word in told if any(char.isdigit() for char in word))
    return next(numbers, "").strip(",").partition("+")[0].partition("-e")[0]


def write(results: Results, projects: list[Project], roles: int, runs: int) -> None:
    """Put table and picture into the README."""
    names = [project.name for project in projects]
    PICTURE.write_text(picture(results, names), "utf-8")
    shown = "![Seconds of each build, generator by generator](picture.svg)"
    text = README.read_text("utf-8")
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    parts = [MARKS[0], machine(projects, roles, runs), shown, table(results, names), MARKS[1]]
    README.write_text(before + "\n\n".join(parts) + after, "utf-8")
