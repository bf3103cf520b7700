"""The `pay` map of a salary table → its rows.

In: a table's `Data` and the guide's regions. Out: `Row`s in the order of the file (regions), of the dimensions'
values and of `columns`, and a located Problem for everything in the map that is not understood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from careerguide.core.problems import Known, Message, Problem, known_by_name
from careerguide.languages.number_forms import decimals_of
from careerguide.pay.cents import has_cents, in_cents
from careerguide.pay.grid_remedies import (
    hint_for_cut_figure,
    hint_for_list,
    pasted_row,
    row_of,
    row_without_braces,
    wrong_form,
)
from careerguide.pay.money import MoneyError, parse_cell, read_cell, read_count
from careerguide.reading.source import Data, Loc
from careerguide.schema import ColumnKind, PayCell, Region, Row
from careerguide.schema.additions import known_or_add
from careerguide.schema.cells import Absent, Amount, Gap, Range
from careerguide.schema.dimensions import MOST_DIMENSIONS, Segment
from careerguide.schema.gaps import WRITE_GAP
from careerguide.schema.records import Kind
from careerguide.schema.statistics import RANGES


def read_grid(data: Data, regions: Mapping[str, Region]) -> tuple[tuple[Row, ...], list[Problem]]:
    """Return the rows of a table's `pay`, and what is wrong with it."""
    dimensions = _dimensions(data.value)
    if dimensions is None:
        return (), []  # reported with the record; every row would be wrong because of it
    grid = _Grid(data, regions, _ids(data.value.get("columns")), dimensions)
    pay = data.value.get("pay")
    if not isinstance(pay, dict) or not pay:
        what = Message("there are no figures here")
        grid.wrong(("pay",), what, Message("write a line for each region: moskva: {median: 50 000}"), "table")
    else:
        for region, figures in pay.items():
            grid.region(region, figures)
    return tuple(_evened(grid.rows, grid.counts, str(grid.currency))), grid.found


def _ids(raw: Any) -> dict[str, Any]:
    """Return the ids of a map that may be malformed (which is reported elsewhere), each with its value."""
    if isinstance(raw, dict):
        return raw
    return {id: id for id in raw if isinstance(id, str)} if isinstance(raw, list) else {}


def _dimensions(table: Mapping[str, Any]) -> dict[str, dict[str, Any]] | None:
    """Return the values of a table's dimensions by the keys that editors write; None where they are malformed."""
    segments, named = table.get("segments") or {}, table.get("dimensions") or {}
    if not isinstance(segments, dict) or not isinstance(named, dict) or (segments and named):
        return None
    values = {"segments": segments} if segments else {}
    values |= {id: each.get("values") if isinstance(each, dict) else None for id, each in named.items()}
    is_sound = len(values) <= MOST_DIMENSIONS and all(isinstance(each, dict) and each for each in values.values())
    return values if is_sound else None


@dataclass
class _Grid:
    data: Data
    regions: Mapping[str, Region]
    columns: dict[str, Any]
    dimensions: dict[str, dict[str, Any]]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    known_keys: dict[int, Known] = field(default_factory=dict)  # by the identity of the maps of this table
    unknown_keys: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # where each is in `problems`

    def __post_init__(self) -> None:
        self.currency = self.data.value.get("currency")
        self.places = decimals_of(str(self.currency))
        kinds = {id: column.get("kind") if isinstance(column, dict) else None for id, column in self.columns.items()}
        self.names = list(self.dimensions)
        self.medians = [id for id, column in self.columns.items() if _is_median(column)]
        self.wants_range = {id: kind in RANGES for id, kind in kinds.items() if kind is not None}
        self.counts = {id for id, kind in kinds.items() if kind == ColumnKind.COUNT}
        self.renamed: dict[str, str] = {}
        figures = [self.data.value.get("pay")]
        for known in (*self.dimensions.values(), self.columns):
            figures = [value for each in figures if isinstance(each, dict) for value in each.values()]
            self.renamed |= _renamed([each for each in figures if isinstance(each, dict)], known)

    @property
    def found(self) -> list[Problem]:
        """The Problems; of a key that is not known in several rows, one at the first."""
        first = {places[0]: len(places) for places in self.unknown_keys.values()}
        others = {place for places in self.unknown_keys.values() for place in places[1:]}
        return [
            _in_places(problem, first[place]) if first.get(place, 1) > 1 else problem
            for place, problem in enumerate(self.problems)
            if place not in others
        ]

    def wrong(self, loc: Loc, what: Message, hint: Message, check: str, of_key: bool = False) -> None:
        self.problems.append(self.data.problem(loc, what, hint, check=check, of_key=of_key))

    def region(self, region: str, figures: Any) -> None:
        """Read the value of one region."""
        loc: Loc = ("pay", region)
        if region not in self.regions:
            what = Message("“{id}” is no region of regions.yaml", id=region)
            hint = known_or_add(region, Kind.REGIONS, self.known_regions)
            self.wrong(loc, what, hint, "unknown-region", of_key=True)
        self.below(region, (), figures, loc)

    @cached_property
    def known_regions(self) -> Known:
        return Known(self.regions, {name: id for id, region in self.regions.items() for name in region.names})

    def known(self, keys: Mapping[str, Any]) -> Known:
        """Return the columns or the values of a dimension, made once for all unknown keys."""
        if id(keys) not in self.known_keys:
            self.known_keys[id(keys)] = Known(keys, {_label(value): key for key, value in keys.items()})
        return self.known_keys[id(keys)]

    def below(self, region: str, segment: Segment, figures: Any, loc: Loc) -> None:
        """Read what stands below some values: those of the next dimension, or the columns where there is none."""
        if len(segment) == len(self.names):
            self.row(region, segment, figures, loc)
            return
        values = self.dimensions[self.names[len(segment)]]
        if isinstance(figures, str):
            for id in values:
                self.below(region, (*segment, id), figures, loc)
        elif not isinstance(figures, dict):
            what = Message(
                "a list stands where the values of “{dimension}” should be", dimension=self.names[len(segment)]
            )
            self.wrong(loc, what, Message("write under it {value}: {{…}}", value=next(iter(values))), "table")
        else:
            self.values_below(region, segment, figures, loc)

    def values_below(self, region: str, segment: Segment, figures: dict[str, Any], loc: Loc) -> None:
        dimension = self.names[len(segment)]
        values = self.dimensions[dimension]
        direct = [key for key in figures if key in self.columns and key not in values]
        if direct:
            what = Message(
                "“{column}” stands here without a value of “{dimension}”", column=direct[0], dimension=dimension
            )
            hint = Message("put the figures under {names}", names=" / ".join(values))
            self.wrong((*loc, direct[0]), what, hint, "table", of_key=True)
            return
        meant = set(figures)
        for id in figures:
            if id not in values:
                what = Message("“{id}” is no value of “{dimension}” in this table", id=id, dimension=dimension)
                meant |= self.unknown((*loc, id), values, what)
        for id in values:
            if id in figures:
                self.below(region, (*segment, id), figures[id], (*loc, id))
            elif id not in meant:
                what = Message("“{id}” of “{dimension}” is missing here", id=id, dimension=dimension)
                hint = Message("give its figures, or why all of them are missing: “{id}: not_collected”", id=id)
                self.wrong(loc, what, hint, "missing-cell", of_key=True)

    def columns_of(self, segment: Segment) -> list[str]:
        """Return the columns that the source has for a segment: all, unless one of its values names fewer."""
        values = (self.dimensions[name][id] for name, id in zip(self.names, segment, strict=True))
        named = [_ids(value["columns"]) for value in values if isinstance(value, dict) and value.get("columns")]
        return [id for id in self.columns if all(id in columns for columns in named)]

    def row(self, region: str, segment: Segment, figures: Any, loc: Loc) -> None:
        """Read the columns of one row, or the one gap that fills all of them."""
        line = self.data.position(loc).line
        if isinstance(figures, str):
            gap, columns = self.row_gap(figures, loc), self.columns_of(segment)
            cells = {id: PayCell(id, gap, line) for id in columns} if gap else {}
        elif isinstance(figures, dict):
            columns = self.columns_of(segment)
            cells = {cell.column: cell for cell in self.cells(figures, columns, loc)}
        else:
            hint = Message("write {{column: amount, …}} with the columns {names}", names=", ".join(self.columns))
            if all(isinstance(cell, str) for cell in figures) and (typed := row_of(figures, self.columns)):
                hint = Message("write: {cell}", cell=typed)
            self.wrong(loc, Message("a list stands where the figures of a row should be"), hint, "table")
            return
        absent = {id: PayCell(id, Absent(), line) for id in self.columns if id not in columns}
        found = cells | absent
        self.rows.append(Row(region, segment, tuple(found[id] for id in self.columns if id in found)))

    def row_gap(self, text: str, loc: Loc) -> Gap | None:
        try:
            cell = parse_cell(text, self.places)
        except MoneyError as error:
            if typed := pasted_row(text, self.columns):
                what = Message("cells between tabs, wide spaces, ; or | are no row")
                self.wrong(loc, what, Message("write: {cell}", cell=typed), "table")
            elif typed := row_without_braces(text, self.columns):
                what = Message("the figures of a row stand in {braces}", braces="{ }")
                self.wrong(loc, what, Message("write: {cell}", cell=typed), "table")
            else:
                self.wrong(loc, error.message, error.hint or WRITE_GAP, "cell")
            return None
        if isinstance(cell, Gap):
            return cell
        fitting = (id for id in self.columns if self.wants_range.get(id) is isinstance(cell, Range))
        column = self.medians[0] if self.medians and isinstance(cell, Amount) else next(fitting, "median")
        what = Message("“{text}” stands here without a column", text=text)
        self.wrong(loc, what, Message("write {{{column}: {text}, …}}", column=column, text=text), "table")
        return None

    def cells(self, figures: dict[str, Any], columns: list[str], loc: Loc) -> list[PayCell]:
        strange = [key for key in figures if key not in columns]
        missing = [key for key in columns if key not in figures]
        if strange and self.columns:
            if self.misread(figures, strange, loc):
                return []
            for key in strange:
                meant = self.strange((*loc, key))
                missing = [column for column in missing if column not in meant]
        if missing:
            what = Message("missing in this row: {columns}", columns=", ".join(missing))
            self.wrong(loc, what, WRITE_GAP, "missing-cell", of_key=True)
        lines = self.data.lines(loc)
        cells = (self.cell(key, figures[key], (*loc, key), lines[key]) for key in columns if key in figures)
        return [cell for cell in cells if cell is not None]

    def strange(self, loc: Loc) -> set[str]:
        """Report a column that the table does not have, or not in this row; return the one that it seems to mean."""
        key = str(loc[-1])
        if key not in self.columns:
            return self.unknown(loc, self.columns, Message("“{id}” is no column of this table", id=key))
        what = Message("the row has no column “{id}”: its value names the only “columns” that it has", id=key)
        self.wrong(loc, what, Message("take it out, or add it to these “columns”"), "unknown-column", of_key=True)
        return set()

    def misread(self, figures: dict[str, Any], strange: list[str], loc: Loc) -> bool:
        """Report keys that show that the whole row is not what it seems: segments, or amounts cut at their commas."""
        first = strange[0]
        if isinstance(figures[first], dict) and not self.names:
            what = Message("“{id}” stands here as if it were a segment", id=first)
            hint = Message("name the segments once, above: “segments: {{{id}: …}}”; or take this level out", id=first)
            self.wrong((*loc, first), what, hint, "table", of_key=True)
            return True
        if cut := [key for key in strange if key[:1].isdigit() or not re.search(r"\w", key)]:
            what = Message("a comma inside {{ }} ends the figure before “{key}”", key=cut[0])
            self.wrong(
                (*loc, cut[0]), what, hint_for_cut_figure(figures, cut[0], self.places), "unknown-column", of_key=True
            )
        return bool(cut)

    def unknown(self, loc: Loc, known: Mapping[str, Any], what: Message) -> set[str]:
        """Report a key that is not known, and return the known one that it seems to mean, if any."""
        key, kind = str(loc[-1]), "unknown-column" if known is self.columns else "unknown-segment"
        hint = known_by_name(key, self.known(known))
        if (renamed := self.renamed.get(key)) in known and renamed not in hint.values.values():
            hint = Message("did you mean “{name}”?", name=renamed)
        self.unknown_keys.setdefault((kind, key), []).append(len(self.problems))
        self.wrong(loc, what, hint, kind, of_key=True)
        return {str(meant) for name in ("id", "name") if (meant := hint.values.get(name)) in known}

    def cell(self, column: str, text: Any, loc: Loc, line: int) -> PayCell | None:
        """Read one cell: an amount, a range or a gap, of the form that its column takes and in the table's currency."""
        if not isinstance(text, str):
            what = Message("a list or a map stands where an amount should be")
            self.wrong(loc, what, hint_for_list(text, self.places), "cell")
            return None
        try:
            cell, named = (read_count(text), None) if column in self.counts else read_cell(text, places=self.places)
        except MoneyError as error:
            hint = error.hint or WRITE_GAP
            if error.meant and self.wants_range.get(column) is False:
                _, hint = wrong_form(column, error.meant)
            self.wrong(loc, error.message, hint, "cell")
            return None
        if named and self.currency not in named and isinstance(self.currency, str):
            what = Message(
                "“{text}” is in another currency than the table ({currency})", text=text, currency=self.currency
            )
            self.wrong(loc, what, Message("a table has one currency: give these figures a table of their own"), "cell")
        wants_range = self.wants_range.get(column)
        if wants_range is not None and not isinstance(cell, Gap) and isinstance(cell, Range) is not wants_range:
            self.wrong(loc, *wrong_form(column, cell), "cell")
        return PayCell(column, cell, line)


def _evened(rows: list[Row], counts: set[str], currency: str) -> Iterator[Row]:
    """Yield rows in which all amounts of a column have cents if one of them has."""
    cells = [cell for row in rows for cell in row.cells if cell.column not in counts]
    with_cents = {cell.column for cell in cells if has_cents(cell.value)}
    for row in rows:
        if with_cents.isdisjoint(cell.column for cell in row.cells):
            yield row
        else:
            yield row._replace(
                cells=tuple(
                    cell._replace(value=in_cents(cell.value, currency)) if cell.column in with_cents else cell
                    for cell in row.cells
                )
            )


def _in_places(problem: Problem, count: int) -> Problem:
    message = Message("{problem} (in {count} places)", problem=problem.message, count=count)
    return replace(problem, message=message)


def _renamed(figures: Sequence[Mapping[str, Any]], known: Mapping[str, Any]) -> dict[str, str]:
    """Return the known key that a strange one means where it stands everywhere instead of it: only one was edited."""
    used = Counter(key for each in figures for key in each)
    strange, unused = [key for key in used if key not in known], [key for key in known if key not in used]
    return {strange[0]: unused[0]} if len(strange) == len(unused) == 1 and used[strange[0]] == len(figures) else {}


def _is_median(column: Any) -> bool:
    """Return whether a column that may be malformed holds medians."""
    if not isinstance(column, dict):
        return False
    kind, p = column.get("kind"), str(column.get("p", "")).strip()
    return kind == ColumnKind.MEDIAN or (kind == ColumnKind.PERCENTILE and p in {"50", "50.0"})


def _label(value: Any) -> str:
    return str(value.get("label", "")) if isinstance(value, dict) else str(value)
