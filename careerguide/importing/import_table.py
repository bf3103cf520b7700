"""`build.py import`: a spreadsheet or a pasted table → a salary file of the guide.

In: the options. Out: a new file in content/salaries/. The steps: readers (a file → rows of text) → arranging (skips
rows and columns, turns tables on their side) → wide (a row for each kind of employer) → layout (the columns, and what
breaks the figures down) → rows (regions, values, amounts) → facts (currency, period, role) → writer (YAML). The text is
checked as a build would check it. All Problems are reported together; if one is an error, no file is written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from careerguide.commands.report import Report
from careerguide.core.atomic_write import write_file
from careerguide.core.options import ImportOptions
from careerguide.core.problems import Message, Problem
from careerguide.guide.snapshot import GuideSnapshot, read_snapshot
from careerguide.importing.arranging import transposed, without_skipped
from careerguide.importing.decisions import decisions_of
from careerguide.importing.facts import Facts, decimals_in, facts_of
from careerguide.importing.layout import lay_out
from careerguide.importing.names import Regions, kinds_of_employer, values_of
from careerguide.importing.readers import read_sheet
from careerguide.importing.rows import Rows, in_other_currencies, read_rows
from careerguide.importing.units import table_cells, unclear, usual_amount
from careerguide.importing.wide import unfolded
from careerguide.importing.writer import write
from careerguide.pay.tables import decode, findings
from careerguide.reading.source import from_bytes
from careerguide.reading.yaml_reader import parse_yaml
from careerguide.schema.records import Kind


@dataclass(frozen=True)
class Imported:
    """A table that is ready to be written: its metadata, its text, and its numbers of rows and columns."""

    facts: Facts
    text: str
    rows: int
    columns: int


def import_table(options: ImportOptions) -> int:
    """Run the command and return the exit code: 0 written, 1 not written because of an error."""
    guide, problems = read_snapshot(options.content, *options.translations)
    imported, more = _read(options, guide)
    report = Report(options, guide.language, sorted([*problems, *more], key=lambda problem: problem.sort_key))
    if imported is None or report.failed:
        return report.close(Message("nothing was written"))
    path = options.content / "salaries" / f"{imported.facts.table}.yaml"
    report.add(_placed(path, guide, imported, options.force))
    if report.failed:
        return report.close(Message("nothing was written"))
    write_file(path, imported.text.encode())
    return report.close(_next(imported, guide))


def _read(options: ImportOptions, guide: GuideSnapshot) -> tuple[Imported | None, list[Problem]]:
    """Return the table of a file as it would be written, or None; and Problems."""
    decisions, problems = decisions_of(options, decimals_in(options, guide))
    sheet, more = read_sheet(options.file, options.sheet)
    if sheet is None:
        return None, [*problems, *more]
    language = guide.language.code
    regions, tables = Regions(guide.regions, language), list(guide.tables.values())
    sheet, unused = without_skipped(sheet, decisions)
    sheet, turned = transposed(sheet, regions.knows)
    sheet, guessed = unfolded(sheet, regions.knows, kinds_of_employer(tables, language).knows)
    layout, found = lay_out(sheet, regions.knows, options.by)
    problems += [*more, *unused, *turned, *guessed, *found]
    if layout is None:
        return None, problems
    dimensions = [values_of(h, tables, language) for h in layout.dimensions]
    rows = read_rows(
        sheet,
        layout,
        regions,
        dimensions,
        decisions,
        guide.display_path("regions.yaml"),
        decimals_in(options, guide, layout),
    )
    ids = dict.fromkeys(region for region, *_ in rows.figures)
    facts, found = facts_of(options, guide, layout, ids, [named for _, named in rows.currencies])
    problems += [*rows.problems, *found]
    if facts is None or not rows.figures:
        return None, problems
    problems += in_other_currencies(sheet, rows, facts.currency)
    problems += _unclear_unit(options, guide, rows, {c.id for c in layout.columns if c.is_count}, facts)
    origin = "stdin" if options.file == "-" else Path(options.file).name
    opening = Message("Imported. Lines that begin with # are notes for editors: delete each once it is settled.")
    title = Message("Table imported from {file}; its source is not named yet", file=origin)
    text = write(facts, layout.columns, dimensions, rows.figures, guide.language, (opening, title), rows.notes)
    return Imported(facts, text, len(rows.figures), len(layout.columns)), problems


def _unclear_unit(
    options: ImportOptions, guide: GuideSnapshot, rows: Rows, counts: set[str], facts: Facts
) -> list[Problem]:
    """Return the question whether the figures are thousands, where neither the table nor the editor states it."""
    if options.unit or rows.multiplied:
        return []
    cells = [cell for row in rows.figures.values() for id, cell in row.items() if id not in counts]
    alike = {t.id: t for t in guide.tables.values() if (t.currency, t.period) == (facts.currency, facts.period)}
    others = {id: amount for id, table in alike.items() if (amount := usual_amount(table_cells(table))) is not None}
    question = unclear(cells, others, facts.currency, facts.period)
    return [question] if question else []


def _placed(path: Path, guide: GuideSnapshot, imported: Imported, force: bool) -> list[Problem]:
    """Return the Problem of a file that exists already, or the Problems that a build would report about the new one."""
    shown = guide.display_path("salaries", path.name)
    if os.path.lexists(path) and not force:
        what = Message("{path} is there already", path=shown)
        hint = Message(
            "--force replaces it; --table gives the new one another name; an edition of its own: "
            "--series {series} --edition 2025",
            series=imported.facts.edition.series if imported.facts.edition else imported.facts.role,
        )
        return [Problem(shown, 0, 1, what, hint, check="exists")]
    source, problems = from_bytes(imported.text.encode(), shown)
    data, more = parse_yaml(source) if source else (None, [])
    if data is None:
        return [*problems, *more]
    table, found = decode(data, path.stem, guide.regions)
    return [*more, *found, *(findings(table, data, guide.regions) if table else [])]


def _next(imported: Imported, guide: GuideSnapshot) -> Message:
    """Return what was written, and what to do next."""
    facts = imported.facts
    check = Message("fill in what the notes in the file ask for, then run: {program} check")
    if facts.edition:
        check = Message("{check}\nimport other editions with --series {series} and an --edition of their own",
                        check=check, series=facts.edition.series)  # fmt: skip
    written = {
        "path": guide.display_path("salaries", f"{facts.table}.yaml"),
        "rows": imported.rows,
        "columns": imported.columns,
        "check": check,
    }
    if _is_shown(facts, guide):
        return Message("{path} is written (rows: {rows}, columns: {columns})\nnow {check}", **written)
    pay = facts.edition.series if facts.edition else facts.table
    show = guide.other_edition(facts.role, facts.table) or Message(
        "add “pay: {table}” to {path}", table=pay, path=guide.path_of(Kind.ROLE, facts.role)
    )
    return Message("{path} is written (rows: {rows}, columns: {columns})\nnow {show}, {check}", show=show, **written)


def _is_shown(facts: Facts, guide: GuideSnapshot) -> bool:
    """Return whether the role shows the new table: itself, or the series of which it is an edition."""
    shown = guide.pays.get(facts.role)
    series = facts.edition.series if facts.edition else None
    if shown is None or shown == facts.table:
        return shown is not None
    table = guide.tables.get(shown)
    return series is not None and series == (table.series if table else shown)
