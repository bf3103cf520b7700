"""The `pay` map of a salary table → its rows.

In: a table's `Data` and the guide's regions. Out: `Row`s in the order of the file (regions), of `segments` and of
`columns`, and a located Problem for everything in the map that is not understood.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from careerguide.models import PayCell, Region, Row
from careerguide.pay.money import Amount, Gap, GapKind, MoneyError, Range, as_typed, parse_cell, read_cell
from careerguide.pay.numerals import WRITE_GAP
from careerguide.problems import Message, Problem, did_you_mean, known_or_list
from careerguide.reading.source import Data, Loc


def read_grid(data: Data, regions: Mapping[str, Region]) -> tuple[tuple[Row, ...], list[Problem]]:
    """Return the rows of a table's `pay`, and what is wrong with it."""
    if not isinstance(data.value.get("segments", {}), dict):
        return (), []  # which is told of the record: every row would be called wrong for it
    grid = _Grid(data, regions, _ids(data.value.get("columns")), _ids(data.value.get("segments")))
    pay = data.value.get("pay")
    if not isinstance(pay, dict) or not pay:
        what = Message("there are no figures here")
        grid.wrong(("pay",), what, Message("write a line for each region: moskva: {median: 50 000}"), "table")
    else:
        for region, figures in pay.items():
            grid.region(region, figures)
    return tuple(grid.rows), grid.problems


def _ids(raw: Any) -> dict[str, Any]:
    """Return the ids of a map that may be malformed (which is said elsewhere), each with what stands under it."""
    if isinstance(raw, dict):
        return raw
    return {id: id for id in raw if isinstance(id, str)} if isinstance(raw, list) else {}


@dataclass
class _Grid:
    data: Data
    regions: Mapping[str, Region]
    columns: dict[str, Any]
    segments: dict[str, Any]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.currency = self.data.value.get("currency")
        kinds = {id: column.get("kind") if isinstance(column, dict) else None for id, column in self.columns.items()}
        self.medians = [id for id, kind in kinds.items() if kind == "median"]
        self.wants_range = {id: kind == "band" for id, kind in kinds.items() if kind is not None}

    def wrong(self, loc: Loc, what: Message, hint: Message, check: str, of_key: bool = False) -> None:
        self.problems.append(self.data.problem(loc, what, hint, check=check, of_key=of_key))

    def region(self, region: str, figures: Any) -> None:
        """Read what stands under one region: its segments, or in a table without segments its columns."""
        loc: Loc = ("pay", region)
        if region not in self.regions:
            what = Message("“{id}” is no region of regions.yaml", id=region)
            hint = _mend(region, self.regions, {id: (r.name, *r.also) for id, r in self.regions.items()})
            self.wrong(loc, what, hint, "unknown-region", of_key=True)
        if not self.segments:
            self.row(region, None, figures, loc)
        elif isinstance(figures, str):
            for segment in self.segments:
                self.row(region, segment, figures, loc)
        elif not isinstance(figures, dict):
            hint = Message("write under it {segment}: {{column: amount, …}}", segment=next(iter(self.segments)))
            self.wrong(loc, Message("a list stands where the segments of a region should be"), hint, "table")
        else:
            self.segments_of(region, figures, loc)

    def segments_of(self, region: str, figures: dict[str, Any], loc: Loc) -> None:
        direct = [key for key in figures if key in self.columns and key not in self.segments]
        if direct:
            what = Message("“{column}” stands here without a segment", column=direct[0])
            hint = Message("this table has segments: put the figures under {names}", names=" / ".join(self.segments))
            self.wrong((*loc, direct[0]), what, hint, "table", of_key=True)
            return
        meant = set(figures)
        for segment in figures:
            if segment not in self.segments:
                meant |= self.unknown(
                    (*loc, segment), self.segments, Message("“{id}” is no segment of this table", id=segment)
                )
        for segment in self.segments:
            if segment in figures:
                self.row(region, segment, figures[segment], (*loc, segment))
            elif segment not in meant:
                hint = Message("give its figures, or why all of them are missing: “{id}: not_collected”", id=segment)
                self.wrong(
                    loc, Message("the segment “{id}” is missing here", id=segment), hint, "missing-cell", of_key=True
                )

    def row(self, region: str, segment: str | None, figures: Any, loc: Loc) -> None:
        """Read the columns of one row, or the one gap that stands for all of them."""
        if isinstance(figures, str):
            gap = self.row_gap(figures, loc)
            line = self.data.position(loc).line
            cells = [PayCell(column, gap, line) for column in self.columns] if gap else []
        elif isinstance(figures, dict):
            cells = self.cells(figures, loc)
        else:
            hint = Message("write {{column: amount, …}} with the columns {names}", names=", ".join(self.columns))
            self.wrong(loc, Message("a list stands where the figures of a row should be"), hint, "table")
            return
        self.rows.append(Row(region, segment, tuple(cells)))

    def row_gap(self, text: str, loc: Loc) -> Gap | None:
        try:
            cell = parse_cell(text)
        except MoneyError as error:
            self.wrong(loc, error.message, error.hint or WRITE_GAP, "cell")
            return None
        if isinstance(cell, Gap):
            return cell
        fitting = (id for id in self.columns if self.wants_range.get(id) is isinstance(cell, Range))
        column = self.medians[0] if self.medians and isinstance(cell, Amount) else next(fitting, "median")
        what = Message("“{text}” stands here without a column", text=text)
        self.wrong(loc, what, Message("write {{{column}: {text}, …}}", column=column, text=text), "table")
        return None

    def cells(self, figures: dict[str, Any], loc: Loc) -> list[PayCell]:
        strange = [] if figures.keys() <= self.columns.keys() else [key for key in figures if key not in self.columns]
        missing = [] if figures.keys() >= self.columns.keys() else [key for key in self.columns if key not in figures]
        if strange and self.columns:
            if self.misread(figures, strange, loc):
                return []
            for key in strange:
                what = Message("“{id}” is no column of this table", id=key)
                meant = self.unknown((*loc, key), self.columns, what)
                missing = [column for column in missing if column not in meant]
        if missing:
            what = Message("missing in this row: {columns}", columns=", ".join(missing))
            self.wrong(loc, what, WRITE_GAP, "missing-cell", of_key=True)
        lines = self.data.lines(loc)
        cells = (self.cell(key, figures[key], (*loc, key), lines[key]) for key in self.columns if key in figures)
        return [cell for cell in cells if cell is not None]

    def misread(self, figures: dict[str, Any], strange: list[str], loc: Loc) -> bool:
        """Report keys that show that the whole row is not what it seems: segments, or amounts cut at their commas."""
        first = strange[0]
        if isinstance(figures[first], dict) and not self.segments:
            what = Message("“{id}” stands here as if it were a segment", id=first)
            hint = Message("name the segments once, above: “segments: {{{id}: …}}”; or take this level out", id=first)
            self.wrong((*loc, first), what, hint, "table", of_key=True)
            return True
        if cut := [key for key in strange if key[:1].isdigit()]:
            what = Message("a comma inside {{ }} ends the figure before “{key}”", key=cut[0])
            hint = Message('write amounts with spaces (50 000), or put them in quotes ("50,000")')
            self.wrong((*loc, cut[0]), what, hint, "unknown-column", of_key=True)
        return bool(cut)

    def unknown(self, loc: Loc, known: Mapping[str, Any], what: Message) -> set[str]:
        """Report a key that is not known, and return the known one that it seems to mean, if any."""
        key, kind = str(loc[-1]), "unknown-column" if known is self.columns else "unknown-segment"
        labels = {id: (_label(value),) for id, value in known.items()}
        hint = _mend(key, known, labels)
        self.wrong(loc, what, hint, kind, of_key=True)
        return {str(hint.values["name"])} if "name" in hint.values else set()

    def cell(self, column: str, text: Any, loc: Loc, line: int) -> PayCell | None:
        """Read one cell: an amount, a range or a gap, of the form that its column takes and in the table's currency."""
        if not isinstance(text, str):
            self.wrong(loc, Message("a list or a map stands where an amount should be"), _as_text(text), "cell")
            return None
        try:
            cell, named = read_cell(text)
        except MoneyError as error:
            self.wrong(loc, error.message, error.hint or WRITE_GAP, "cell")
            return None
        if named and self.currency not in named and isinstance(self.currency, str):
            what = Message(
                "“{text}” is in another currency than the table ({currency})", text=text, currency=self.currency
            )
            self.wrong(loc, what, Message("a table has one currency: give these figures a table of their own"), "cell")
        wants_range = self.wants_range.get(column)
        if wants_range is not None and not isinstance(cell, Gap) and isinstance(cell, Range) is not wants_range:
            self.wrong(loc, *_other_form(column, cell), "cell")
        return PayCell(column, cell, line)


def _label(value: Any) -> str:
    return str(value.get("label", "")) if isinstance(value, dict) else str(value)


def _mend(word: str, known: Iterable[str], names: Mapping[str, tuple[str, ...]]) -> Message:
    """Return the hint for an unknown id: the id whose name was written, the nearest id, or the list of them."""
    by_name = {name.casefold(): id for id, all_names in names.items() for name in all_names if name}
    if id := by_name.get(word.casefold()):
        return Message("write its id: {name}", name=id)
    if near := did_you_mean(word, known):
        return near
    if close := difflib.get_close_matches(word.casefold(), by_name, n=1, cutoff=0.7):
        return Message("did you mean “{name}”?", name=by_name[close[0]])
    return known_or_list(word, known)


def _as_text(value: Any) -> Message:
    """Return what to write for a list of amounts: [70 000] is 70 000, [50 000, 60 000] is a range."""
    texts = value if isinstance(value, list) and all(isinstance(item, str) for item in value) else []
    try:
        return Message("write: {cell}", cell=as_typed(parse_cell(" – ".join(texts))))
    except MoneyError:
        return Message("write it as text: 50 000 – 60 000")


def _other_form(column: str, cell: Amount | Range) -> tuple[Message, Message]:
    if isinstance(cell, Amount):
        what = Message("“{column}” is a band: a range should stand here, not one amount", column=column)
        shown = as_typed(cell)
        hint = Message(
            "write {amount} – …, or from {amount} where its top is open; or move it to the column that it belongs to",
            amount=shown,
        )
        return what, hint
    what = Message("“{column}” is no band: one amount should stand here, not a range", column=column)
    if cell.high is None:
        return what, Message("write: {cell}", cell=as_typed(Gap(GapKind.TOP_CODED, cell.low)))
    return what, Message("write the one amount that the source gives; a column of ranges has “kind: band”")
