"""Places labels beside the marks of a map: which fit, and on which side, at each width of the map.

In: marks, with their positions as shares of the map, and the lengths of their labels. Out: for each mark the labels
that have room. There is one map for all screens: the wider it is, the farther apart are its marks, while the text stays
as large as it is. So each class of widths has its own labels. Lengths are in rem, since readers may have larger text.
The same marks always have the same labels, and the first of them has the first choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

# Where classes of widths begin: from a phone of 320 px to the greatest map (the same in static/css/map.css).
WIDTHS = (17, 20, 22, 24, 28, 34, 40, 48)
FIGURES_FROM = 28  # on narrower maps labels are names only
LABELLED = 60  # marks; others go without
SIZE, HEIGHT, DESCENT = 0.8125, 1.0, 0.25  # of the text, of its line, of that below the base line
GAP = 0.22  # between a mark and its label
ADVANCES = {  # the widths of characters in the site's typeface, in ems, rounded up
    0.21: " \xa0\u202f",
    0.35: "ijl'’.,:;()|-",
    0.42: "ftI/",
    0.49: "crszгзс",
    0.56: "aegxJавехьэё",
    0.63: "bdkopquvyEFLPSбдклортучяГЕЗРЁ0123456789",
    0.7: "hnBCXZийнпцъБВСУХЬЭЯ",
    0.77: "ADGKOQRTVYмАДКЛОТЧЪ",
    0.84: "HNUфыИЙНПФ&",
    0.91: "wжюЦ",
    0.98: "mшщЫ",
    1.05: "MЖМ",
    1.19: "WЮШЩ",
}
EMS = {letter: em for em, letters in ADVANCES.items() for letter in letters}
OTHERS = 0.84  # em: of any other character
FULL = ("\u2e80", 1.05)  # of the scripts from here on


class Mark(NamedTuple):
    """A mark: its position, and the lengths of its name and of the figure behind it."""

    x: float
    y: float
    name: float
    figure: float


class Side(NamedTuple):
    """Where a label is: `across` and `down` lead from the middle of its mark to where it begins, in radii."""

    across: int
    down: int
    anchor: str  # of SVG

    def offset(self, radius: float) -> tuple[float, float]:
        """Return the way from the middle of a mark to where the base line of its label begins, ends or is halved."""
        if not self.down:
            return self.across * (radius + GAP), DESCENT
        down = radius + GAP / 2 + (HEIGHT - DESCENT if self.down > 0 else DESCENT)
        return self.across * radius, self.down * down


class Label(NamedTuple):
    """A label: its side, whether a figure follows its name, and the classes of widths in which it is shown."""

    side: Side
    with_figure: bool
    widths: tuple[int, ...]


SIDES = (  # the best first: beside a mark, above and below it, and there to one side
    Side(1, 0, "start"),
    Side(-1, 0, "end"),
    *(Side(0, down, "middle") for down in (-1, 1)),
    *(side for down in (-1, 1) for side in (Side(-1, down, "start"), Side(1, down, "end"))),
)


def length(text: str) -> float:
    """Return the length of a text in a label, rounded up."""
    return SIZE * sum(EMS.get(letter, FULL[1] if letter >= FULL[0] else OTHERS) for letter in text)


@cache
def labels_of(marks: tuple[Mark, ...], ratio: float, radius: float) -> list[tuple[Label, ...]]:
    """Return the labels of each mark; at each width it has one or none.

    `ratio` is the height of the map by its width, `radius` that of the greatest mark: labels are nearer to others.
    """
    found: list[list[tuple[_Form, int]]] = [[] for _ in marks]
    for least, next_width in pairwise((*WIDTHS, WIDTHS[-1])):
        room = _Room(marks, [_Scale(width, width * ratio, radius) for width in (least, next_width)])
        for index, form in _placed(room, least >= FIGURES_FROM).items():
            found[index].append((form, least))
    return [tuple(_merged(labels)) for labels in found]


def _merged(labels: Iterable[tuple[_Form, int]]) -> Iterator[Label]:
    """Yield labels, with equal ones of neighbouring widths merged."""
    for form, same in groupby(labels, key=lambda label: label[0]):
        yield Label(form.side, form.with_figure, tuple(width for _, width in same))


class _Form(NamedTuple):
    side: Side
    with_figure: bool


class _Scale(NamedTuple):
    """The width and the height of a map, and the radius of its greatest mark."""

    width: float
    height: float
    radius: float


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def _placed(room: _Room, with_figures: bool) -> dict[int, _Form]:
    """Return the labels of marks: as many names as fit, then as many figures behind them."""
    for with_figure in (False, True)[: 1 + with_figures]:
        for index in range(min(len(room.marks), LABELLED)):
            if (index in room.forms) == with_figure:
                _place(room, index, [_Form(side, with_figure) for side in SIDES])
    return room.forms


def _place(room: _Room, index: int, forms: Sequence[_Form]) -> None:
    """Give a mark the first label that fits, or else one that fits once another label has moved aside."""
    found = [(form, others) for form in forms if (others := room.in_the_way(index, form)) is not None]
    found.sort(key=lambda option: len(option[1]))
    for form, others in found:
        if not others or (len(others) == 1 and _moved(room, others.pop(), index, form)):
            room.put(index, form)
            return


def _moved(room: _Room, index: int, newcomer: int, form: _Form) -> bool:
    """Move a label to another side so that a new one fits; return whether that was possible."""
    replaced = room.forms.get(newcomer)
    room.put(newcomer, form)
    for side in SIDES:
        moved = room.forms[index]._replace(side=side)
        if room.in_the_way(index, moved) == set():
            room.put(index, moved)
            return True
    room.put(newcomer, replaced)
    return False


class _Room:
    """The marks of a map, at the ends of a class of widths, and the labels that are placed so far."""

    def __init__(self, marks: Sequence[Mark], scales: Sequence[_Scale]) -> None:
        self.marks, self._scales = marks, scales
        self.forms: dict[int, _Form] = {}
        self._near = [_near(marks[:LABELLED], [_disc(mark, scale) for mark in marks], scale) for scale in scales]
        self._texts: list[dict[int, _Box]] = [{} for _ in scales]

    def put(self, index: int, form: _Form | None) -> None:
        """Give a mark a label, or take its label away."""
        if form is None:
            del self.forms[index]
        else:
            self.forms[index] = form
        for scale, texts in zip(self._scales, self._texts, strict=True):
            if form is None:
                del texts[index]
            else:
                texts[index] = _box(self.marks[index], form, scale)

    def in_the_way(self, index: int, form: _Form) -> set[int] | None:
        """Return the marks with whose labels a label would overlap; None where a mark or the edge is in its way."""
        others: set[int] = set()
        for scale, near, texts in zip(self._scales, self._near, self._texts, strict=True):
            box = _box(self.marks[index], form, scale)
            if box.left < 0 or box.top < 0 or box.right > scale.width or box.bottom > scale.height:
                return None
            if any(map(box.overlaps, near[index])):
                return None
            others |= {other for other, text in texts.items() if other != index and box.overlaps(text)}
        return others


def _near(marks: Sequence[Mark], discs: Sequence[_Box], scale: _Scale) -> list[list[_Box]]:
    """Return for each mark the discs that its label could touch."""
    found = []
    for mark, disc in zip(marks, discs, strict=False):
        across, down = mark.name + mark.figure + GAP, HEIGHT + GAP
        reach = _Box(disc.left - across, disc.top - down, disc.right + across, disc.bottom + down)
        found.append([each for each in discs if each.overlaps(reach)])
    return found


def _disc(mark: Mark, scale: _Scale) -> _Box:
    x, y, radius = mark.x * scale.width, mark.y * scale.height, scale.radius
    return _Box(x - radius, y - radius, x + radius, y + radius)


def _box(mark: Mark, form: _Form, scale: _Scale) -> _Box:
    dx, dy = form.side.offset(scale.radius)
    length = mark.name + (mark.figure if form.with_figure else 0)
    left = mark.x * scale.width + dx - {"start": 0.0, "middle": length / 2, "end": length}[form.side.anchor]
    bottom = mark.y * scale.height + dy + DESCENT
    return _Box(left, bottom - HEIGHT, left + length, bottom)
