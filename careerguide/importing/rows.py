"""The rows of a table, read: regions, kinds of employer, amounts.

In: a `Sheet` with its `Layout`, and what the editor has settled. Out: `Rows`, and a Problem for whatever is not
understood.

What can be read in two ways is refused, not guessed: a single amount in a column of ranges (has it slipped out of the
column of medians, or has a range lost its other end?), and an empty cell (lost, never collected, or withheld?).
Writing the file with a gap and a warning would be quicker, but a gap states why a figure is missing, a warning is
forgotten once the file is there, and a careful editor looks into the source before the figure is published. So
nothing is written until each is settled: by `--cell` and `--gap`, which the Problems spell out, or in the file
itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from careerguide.importing.headings import Heading
from careerguide.importing.layout import Layout, read
from careerguide.importing.names import Regions, Segments
from careerguide.importing.settled import Settled, is_empty, unused
from careerguide.importing.sheet import Line, Piece, Sheet
from careerguide.pay.money import Amount, Cell, MoneyError, Range, currencies_named, format_cell, parse_cell
from careerguide.problems import Message, Problem, Severity

Key = tuple[str, str | None]


@dataclass
class Rows:
    """The figures by region and segment (None in a table without segments), each row by column."""

    figures: dict[Key, dict[str, Cell]] = field(default_factory=dict)
    currencies: list[tuple[Piece, frozenset[str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_rows(
    sheet: Sheet, layout: Layout, regions: Regions, segments: Segments, settled: Settled, regions_path: str
) -> Rows:
    """Return the rows of a table, and every Problem in them."""
    reader = _Reader(sheet, layout, regions, segments, settled, regions_path)
    for line in layout.body:
        reader.line(line)
    reader.end()
    return reader.rows


def foreign(sheet: Sheet, rows: Rows, currency: str) -> Iterator[Problem]:
    """Yield the cells that name another currency than the table's."""
    for piece, named in rows.currencies:
        if currency not in named:
            what = Message(
                "“{text}” is in another currency than the table ({currency})", text=piece.text, currency=currency
            )
            hint = Message("a table has one currency: give these figures a table of their own")
            yield sheet.problem(piece, what, hint, check="cell")


@dataclass
class _Reader:
    sheet: Sheet
    layout: Layout
    regions: Regions
    segments: Segments
    settled: Settled
    regions_path: str
    rows: Rows = field(default_factory=Rows)
    region: str | None = None  # of the row above
    named: str = ""  # how the table calls it
    first: dict[Key, int] = field(default_factory=dict)
    strange: set[str] = field(default_factory=set)

    def wrong(self, at: Piece | Line, what: Message, hint: Message | None, check: str = "import") -> None:
        self.rows.problems.append(self.sheet.problem(at, what, hint, check=check))

    def line(self, line: Line) -> None:
        """Read one row: whose it is, then its figures."""
        if self._is_note(line):
            what = Message("this line holds no figures and is not read")
            self.rows.problems.append(self.sheet.problem(line, what, None, Severity.WARNING, "unread-line"))
            self.region, self.named = None, ""
            return
        shift = self._shift(line)
        if not self._whose(line, shift):
            return
        segment = None
        if self.layout.segment is not None:
            label = line.piece(self.layout.segment - shift)
            if not label.text and not self._figures(line, shift):
                return  # a region alone, whose rows stand below it
            if not label.text or _misplaced(label.text):
                hint = Message("write it behind the region, as in the other rows")
                self.wrong(line, Message("this row does not say which kind of employer it is of"), hint)
                return
            segment = self.segments.id(label.text)
        if extra := [piece for piece in line.pieces[self.layout.width - shift :] if piece.text]:
            self.wrong(
                extra[0], Message("more stands here than there are headings"), Message("take it out, or head it")
            )
        if self.region is not None:
            self.row((self.region, segment), line, shift)

    def _whose(self, line: Line, shift: int) -> bool:
        """Take the row's region, or that of the row above; return whether there is one (known to the guide or not)."""
        name = line.piece(self.layout.region)
        if name.text and not shift:
            self.named, self.region = name.text, self.regions.find(name.text)
            if self.region is None:
                self._unknown_region(name)
        elif not self.named or self.layout.segment is None:
            self.wrong(line, Message("this row names no region"), Message("write the region at its beginning"))
            return False
        return True

    def _shift(self, line: Line) -> int:
        """Return 1 where a row has lost its first piece, the region that it shares with the row above."""
        if not self.sheet.shifts or (self.layout.region, self.layout.segment) != (0, 1):
            return 0
        first, second = line.piece(0).text, line.piece(1).text
        if not first or self.regions.find(first):
            return 0
        return int(not self.segments.knows(second) and (self.segments.knows(first) or read(second) is not None))

    def _figures(self, line: Line, shift: int) -> list[Piece]:
        pieces = [line.piece(column.index - shift) for column in self.layout.columns]
        return [piece for piece in pieces if piece.text]

    def _is_note(self, line: Line) -> bool:
        return (
            len(line.filled) == 1 and not self.regions.find(line.filled[0].text) and read(line.filled[0].text) is None
        )

    def _unknown_region(self, name: Piece) -> None:
        if name.text not in self.strange:
            what = Message("no region of the guide goes by the name “{name}”", name=name.text)
            self.wrong(name, what, self.regions.hint(name.text, self.regions_path), "unknown-region")
        self.strange.add(name.text)

    def row(self, key: Key, line: Line, shift: int) -> None:
        """Read the figures of one row."""
        if key in self.first:
            what = Message("this row stands here twice (first on line {line})", line=self.first[key])
            self.wrong(line, what, Message("keep one of the two"), "duplicate-row")
            return
        self.first[key] = line.number
        prefix = f"{key[0]}/{key[1]}/" if key[1] else f"{key[0]}/"
        pieces = {column.id: line.piece(column.index - shift) for column in self.layout.columns}
        misfits = {column.id for column in self.layout.columns if _misfit(column, read(pieces[column.id].text))}
        own = {id: self.settled.cells[prefix + id] for id in pieces if prefix + id in self.settled.cells}
        moved = {id for id in misfits if read(pieces[id].text) in own.values()}
        empty = [id for id, piece in pieces.items() if id not in own and (id in moved or self._says_nothing(piece))]
        cells = dict(own)
        for column in self.layout.columns:
            if column.id in own or column.id in empty:
                continue
            cell = self.cell(column, pieces[column.id], prefix, empty)
            cells |= {} if cell is None else {column.id: cell}
        self._gaps(line, prefix, empty, pieces, cells)
        self.rows.figures[key] = {column.id: cells[column.id] for column in self.layout.columns if column.id in cells}

    def _says_nothing(self, piece: Piece) -> bool:
        return is_empty(piece.text) or self.settled.gap(piece.text) is not None

    def _gaps(
        self, line: Line, prefix: str, empty: list[str], pieces: dict[str, Piece], cells: dict[str, Cell]
    ) -> None:
        """Fill the empty places of a row with the gap that the editor says they are; or ask."""
        asked = []
        for id in empty:
            text = pieces[id].text
            gap = self.settled.gap(text) or (None if is_empty(text) else self.settled.gap(""))
            if gap:
                cells[id] = gap
            else:
                asked.append(id)
        if asked:
            what = Message("nothing stands here for {columns}", columns=", ".join(asked))
            hint = Message(
                "say why: --gap lost_in_source, not_collected, suppressed or not_applicable for every empty cell, or "
                "for one: --cell {cell}=lost_in_source",
                cell=prefix + asked[0],
            )
            self.wrong(line, what, hint, "missing-cell")

    def cell(self, column: Heading, piece: Piece, prefix: str, empty: list[str]) -> Cell | None:
        """Read one cell, or say what is not clear about it."""
        try:
            cell = parse_cell(piece.text)
            if named := currencies_named(piece.text):
                self.rows.currencies.append((piece, named))
        except MoneyError as error:
            self.wrong(piece, error.message, error.hint, "cell")
            return None
        if not _misfit(column, cell):
            return cell
        fitting = [c.id for c in self.layout.columns if c.wants_range is isinstance(cell, Range)]
        places = [id for id in fitting if id in empty] or fitting
        what = Message(
            "“{text}” is one amount in “{label}”, a column of ranges: which column does it belong to?"
            if isinstance(cell, Amount)
            else "“{text}” is a range in “{label}”, a column of single amounts: which column does it belong to?",
            text=piece.text,
            label=column.label,
        )
        self.wrong(piece, what, _settle_hint(prefix, places, column.id, cell), "ambiguous-cell")
        return None

    def end(self) -> None:
        """Report the settled cells that the table does not have."""
        known = [
            f"{region}/{segment}/{column.id}" if segment else f"{region}/{column.id}"
            for region, segment in self.first
            for column in self.layout.columns
        ]
        self.rows.problems += self._unused(known)

    def _unused(self, known: list[str]) -> Iterator[Problem]:
        for address in self.settled.cells:
            if address not in known:
                yield unused(address, known)


def _misplaced(label: str) -> bool:
    """Return whether an amount stands where the kind of employer should."""
    return isinstance(read(label), Amount | Range)


def _misfit(column: Heading, cell: Cell | None) -> bool:
    """Return whether a cell is an amount in a column of ranges, or a range in one of amounts."""
    return isinstance(cell, Amount | Range) and isinstance(cell, Range) is not column.wants_range


def _settle_hint(prefix: str, places: list[str], own: str, cell: Cell) -> Message:
    """Return how to settle a cell: the columns that it could belong to, or that its own is a gap."""
    options = [f"--cell {prefix}{id}={_without_spaces(cell)}" for id in places[:4]]
    if not options:
        return Message("correct it in the file; if the figure is lost: --cell {cell}=lost_in_source", cell=prefix + own)
    return Message("look into the source, then say it: {options}; or correct the file", options=" / ".join(options))


def _without_spaces(cell: Cell) -> str:
    """Return a cell as it can be typed on a command line, in any shell, without quotation marks."""
    text = format_cell(cell).replace(" ", "").replace("–", "-")
    return f"{text.removeprefix('from')}+" if text.startswith("from") else text.replace("upto", "до")
