#!/usr/bin/env python3
"""How our own time and memory grow with the guide: `uv run benchmarks/growth.py`, `--large` for 10,000 roles too.

Linear growth keeps the last columns level from row to row.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from floors import markdown_alone
from measure import peak, run
from projects import Project, projects
from roles import Guide, guide_of
from run import WORK, changed, clean


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="10,000 roles, too")
    parser.add_argument("--work", type=Path, default=WORK, metavar="DIR", help="where the projects are written")
    options = parser.parse_args()
    measured = "clean | processors | one text edited | nothing changed | memory | clean per role | memory per role"
    print(f"| roles | | {measured} |")
    print("|---:|---|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    for count in (100, 1_000, *([10_000] if options.large else [])):
        guide = guide_of(count)
        for name in ("ours", "pages only"):
            print(_row(guide, projects(guide)[name], options.work / "growth"), flush=True)
        alone = markdown_alone(guide)
        print(f"| {count:,} | Python-Markdown alone | {alone.wall:.2f} s | {alone.cpu:.2f} s |{' |' * 5}", flush=True)


def _row(guide: Guide, ours: Project, folder: Path) -> str:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ours.write(guide, folder)
    held = peak(ours.build, folder) / 1_000_000
    clean(ours, folder)
    first = run(ours.build, folder)
    nothing = run(ours.build, folder)
    with changed(ours.changes["text"], folder, 1):
        edited = run(ours.build, folder)
    cells = (
        f"{first.wall:.2f} s",
        f"{first.cpu:.2f} s",
        f"{edited.wall:.2f} s",
        f"{nothing.wall:.2f} s",
        f"{held:.0f} MB",
    )
    count = len(guide.roles)
    per_role = f"{first.wall / count * 1000:.1f} ms | {held / count * 1000:.0f} kB"
    return f"| {count:,} | {ours.name} | {' | '.join(cells)} | {per_role} |"


if __name__ == "__main__":
    main()
