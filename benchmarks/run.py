#!/usr/bin/env python3
"""Measure our generator against others on the same guide: whole processes, in turns, medians of several runs.

`uv run benchmarks/run.py --roles 1000 --runs 5` measures everything that `benchmarks/install.sh` has installed, and
prints a table; `--write` puts it into benchmarks/README.md, with a picture.
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from floors import floors
from measure import SETTLED, Measured, peak, preview, run, until_shown
from projects import Change, Project, projects
from report import Results, table, write
from roles import SEED, Guide, guide_of

EDITS = ("text", "median", "highest", "template")
BUILDS = ("clean", "nothing", "warned", *EDITS)
PREVIEWS = EDITS
SCENARIOS = (*BUILDS, "preview", "memory", "floors")
WORK = Path(__file__).parent / ".work"


def main() -> None:
    """Measure what the command line asks for."""
    options = _options()
    guide = guide_of(options.roles, options.seed)
    known = projects(guide, options.before)
    wanted = [known[name] for name in options.only or known]
    folders = {project.name: options.work / str(options.roles) / project.name for project in wanted}
    for project in wanted:
        _write_anew(project, guide, folders[project.name])

    results: Results = defaultdict(lambda: defaultdict(list))
    for number in range(1, options.runs + 1):
        turn = wanted[number % len(wanted) :] + wanted[: number % len(wanted)]
        if set(BUILDS) & set(options.scenarios):
            _measure_builds(turn, folders, number, options.scenarios, results)
    for project in wanted:
        if "preview" in options.scenarios:
            _measure_preview(project, folders[project.name], options.runs, results)
        if "memory" in options.scenarios:
            clean(project, folders[project.name])
            results["memory"][project.name] = [Measured(peak(project.build, folders[project.name]), 0)]
    if "floors" in options.scenarios and "ours" in folders:
        parts = floors(guide, folders["ours"] / "site", options.work / "floor")
        results |= {f"floor: {part}": {"ours": [measured]} for part, measured in parts.items()}
    print(table(results, list(folders)))
    if options.write:
        write(results, wanted, options.roles, options.runs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--roles", type=int, default=1000, metavar="N", help="how many roles the guide has (1000)")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="of which medians are taken (5)")
    parser.add_argument("--before", type=Path, metavar="DIR", help="a checkout of an earlier version, to compare with")
    parser.add_argument("--seed", type=int, default=SEED, help=f"another guide for another seed ({SEED})")
    parser.add_argument("--only", type=_names, metavar="NAMES", help="some projects: ours,hugo")
    parser.add_argument("--scenarios", type=_names, default=SCENARIOS, metavar="NAMES", help=",".join(SCENARIOS))
    parser.add_argument("--work", type=Path, default=WORK, metavar="DIR", help="where the projects are written")
    parser.add_argument("--write", action="store_true", help="put table and picture into benchmarks/README.md")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    return text.split(",")


def _write_anew(project: Project, guide: Guide, folder: Path) -> None:
    """Write a project and build it once, so that every program and its own code are warm."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    project.write(guide, folder)
    run(project.build, folder)
    if not (folder / project.page).is_file():
        raise SystemExit(f"{project.name} made no {project.page}")


def _measure_builds(
    turn: list[Project], folders: dict[str, Path], number: int, scenarios: list[str], results: Results
) -> None:
    """Measure every build of every project once: from nothing, unchanged, then with one change after another."""
    for project in turn:
        folder = folders[project.name]
        clean(project, folder)
        results["clean"][project.name].append(run(project.build, folder))
    for project in turn:
        if "nothing" in scenarios:
            results["nothing"][project.name].append(run(project.build, folders[project.name]))
    if "warned" in scenarios:
        for project in turn:
            with changed(project.changes["warned"], folders[project.name], number):
                run(project.build, folders[project.name])
                results["warned"][project.name].append(run(project.build, folders[project.name]))
            run(project.build, folders[project.name])
    for scenario in EDITS:
        if scenario in scenarios:
            for project in turn:
                folder, change = folders[project.name], project.changes[scenario]
                with changed(change, folder, number):
                    results[scenario][project.name].append(run(project.build, folder))
                    if change.shown.format(number=number) not in (folder / project.page).read_text("utf-8"):
                        raise SystemExit(f"{project.name} does not show the change of a {scenario}")
                run(project.build, folder)


def _measure_preview(project: Project, folder: Path, runs: int, results: Results) -> None:
    """Measure how long each change takes from saving to the changed page."""
    with preview(project.serve, folder) as address:
        page = address + project.url
        if (started := until_shown(page, "<h1")) is None:
            raise SystemExit(f"{project.name} serves no {project.url}")
        results["preview: first page"][project.name].append(Measured(started, 0))
        time.sleep(SETTLED)
        for number in range(1, runs + 1):
            for scenario in PREVIEWS:
                change = project.changes[scenario]
                with changed(change, folder, number):
                    waited = until_shown(page, change.shown.format(number=number))
                if waited is not None:
                    until_shown(page, change.shown.format(number=number), gone=True)
                    results[f"preview {scenario}"][project.name].append(Measured(waited, 0))


@contextmanager
def changed(change: Change, folder: Path, number: int) -> Iterator[None]:
    """Save a change, and take it back at the end."""
    path = folder / change.path
    before = path.read_text("utf-8")
    after = before.replace(change.before, change.after.format(number=number), 1)
    if after == before:
        raise SystemExit(f"{path} has no {change.before!r}")
    path.write_text(after, "utf-8", newline="\n")
    try:
        yield
    finally:
        path.write_text(before, "utf-8", newline="\n")


def clean(project: Project, folder: Path) -> None:
    """Delete what a project has made, caches too."""
    for name in project.made:
        shutil.rmtree(folder / name, ignore_errors=True)


if __name__ == "__main__":
    main()
