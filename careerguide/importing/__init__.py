"""`build.py import`: a spreadsheet or a pasted table → a salary file of the guide.

In: the options. Out: a new file in content/salaries/, or nothing at all. The way: readers (a file → rows of text) →
wide (a row for each kind of employer) → layout (what the columns are) → rows (regions, employers, amounts) → facts
(currency, period, role) → writer (YAML), which is then read back as a build would read it, before anything is written.
Every Problem is told at once; any error, and there is no file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from careerguide.commands import ImportOptions
from careerguide.editing.known import Known, look
from careerguide.editing.placing import put
from careerguide.importing import facts as table_facts
from careerguide.importing.facts import Facts
from careerguide.importing.layout import lay_out
from careerguide.importing.names import Regions, Segments
from careerguide.importing.readers import read_sheet
from careerguide.importing.rows import foreign, read_rows
from careerguide.importing.settled import settle
from careerguide.importing.wide import unfolded
from careerguide.importing.writer import write
from careerguide.pay.salaries import decode, findings
from careerguide.problems import Message, Problem
from careerguide.reading.source import from_bytes
from careerguide.reading.yaml_reader import parse_yaml
from careerguide.report import Report


@dataclass(frozen=True)
class Imported:
    """A table that is ready to be written: its text, and how many rows and columns were read."""

    facts: Facts
    text: str
    rows: int
    columns: int


def import_table(options: ImportOptions) -> int:
    """Run the command and return the exit code: 0 written, 1 something is not understood and nothing is written."""
    known, problems = look(options.content, options.translations)
    imported, more = _read(options, known)
    report = Report(options, known.language, sorted([*problems, *more], key=lambda problem: problem.sort_key))
    if imported is None or report.failed:
        return report.close(Message("nothing was written"))
    path = options.content / "salaries" / f"{imported.facts.table}.yaml"
    report.add(_placed(path, known, imported, options.force))
    if report.failed:
        return report.close(Message("nothing was written"))
    put(path, imported.text.encode())
    return report.close(_next(imported, known))


def _read(options: ImportOptions, known: Known) -> tuple[Imported | None, list[Problem]]:
    """Return the table of a file as it would be written, or None; and everything that is not understood in it."""
    settled, problems = settle(options.cells, options.gaps)
    sheet, more = read_sheet(options.file, options.sheet)
    if sheet is None:
        return None, [*problems, *more]
    regions, segments = Regions(known.regions), Segments(known.tables.values())
    sheet, guessed = unfolded(sheet, regions.knows, segments.knows)
    layout, found = lay_out(sheet, regions.knows)
    problems += [*more, *guessed, *found]
    if layout is None:
        return None, problems
    rows = read_rows(sheet, layout, regions, segments, settled, known.shown("regions.yaml"))
    ids = dict.fromkeys(region for region, _ in rows.figures)
    head, found = table_facts.facts(options, known, layout, ids, [named for _, named in rows.currencies])
    problems += [*rows.problems, *found]
    if head is None or not rows.figures:
        return None, problems
    problems += foreign(sheet, rows, head.currency)
    origin = "stdin" if options.file == "-" else Path(options.file).name
    opening = Message("Imported. Lines that begin with # are notes for editors: delete each once it is settled.")
    title = Message("Table imported from {file}; its source is not named yet", file=origin)
    text = write(head, layout.columns, segments.seen, rows.figures, known.language, (opening, title))
    return Imported(head, text, len(rows.figures), len(layout.columns)), problems


def _placed(path: Path, known: Known, imported: Imported, force: bool) -> list[Problem]:
    """Return what keeps the file from its place, and what a build will say of it."""
    shown = known.shown("salaries", path.name)
    if os.path.lexists(path) and not force:
        what = Message("{path} is there already", path=shown)
        hint = Message("--force replaces it; --table gives the new one another name")
        return [Problem(shown, 0, 1, what, hint, check="exists")]
    source, problems = from_bytes(imported.text.encode(), shown)
    data, more = parse_yaml(source) if source else (None, [])
    if data is None:
        return [*problems, *more]
    table, found = decode(data, path.stem, known.regions)
    return [*more, *found, *(findings(table, data, known.regions) if table else [])]


def _next(imported: Imported, known: Known) -> Message:
    """Return what was written, and what is to be done now."""
    facts = imported.facts
    written = {
        "path": known.shown("salaries", f"{facts.table}.yaml"),
        "rows": imported.rows,
        "columns": imported.columns,
        "check": Message("fill in what the notes in the file ask for, then run: uv run build.py check"),
    }
    if known.pays.get(facts.role) == facts.table:
        return Message("{path} is written (rows: {rows}, columns: {columns})\nnow {check}", **written)
    show = Message("add “pay: {table}” to {path}", table=facts.table, path=known.shown("roles", f"{facts.role}.md"))
    return Message("{path} is written (rows: {rows}, columns: {columns})\nnow {show}, {check}", show=show, **written)
