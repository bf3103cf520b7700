"""Finds regions and the values of breakdowns by the names that tables give them.

In: the guide's regions and tables, and words from a table. Out: ids, or what to add to regions.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from careerguide.core.problems import Message, nearest
from careerguide.importing.headings import SEGMENT_HEADING, Heading, Part, is_total, plain_words
from careerguide.languages.registry import merged, pattern_of
from careerguide.reading.yaml_writer import scalar
from careerguide.schema import Region, SalaryTable
from careerguide.schema.dimensions import RESERVED, SEGMENT
from careerguide.schema.slug import slug

_MARKS = re.compile(r"[*†‡¹²³⁰-⁹]+$|\s\d\)$|\[\d+\]$")  # a footnote's mark behind a name
_DASHES = re.compile("[‐‑‒–—−]")
_PREFIX = re.compile(f"^{pattern_of(lambda rules: rules.headings.place_prefix)}")
_USUAL = merged(lambda rules: rules.headings.segment_ids)
_SHORT = merged(lambda rules: rules.headings.place_names)


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", _PREFIX.sub("", _MARKS.sub("", plain_words(name)))).strip(" .")


def without_mark(name: str) -> str:
    """Return a name without the mark of a footnote behind it."""
    return _MARKS.sub("", name)


def _own_names(region: Region) -> Iterator[str]:
    yield from (region.id, *region.names, *([region.code] if region.code else []))


def _usual_names(region: Region) -> Iterator[str]:
    """Yield the short names of a region: its code without the country, and usual abbreviations."""
    if region.code:
        yield region.code.partition("-")[2]
    for name, short in _SHORT.items():
        if _key(name) == _key(region.name):
            yield from (name, *short)


class Regions:
    """The guide's regions, found by name, other or short name, code or id."""

    def __init__(self, regions: Mapping[str, Region], language: str) -> None:
        self.regions = regions
        self.language = language  # of the guide: ids are transliterated as in that language
        self.by_name: dict[str, str] = {}
        for names in (_own_names, _usual_names):  # another region's own name goes before a usual short one
            for id, region in regions.items():
                for name in names(region):
                    self.by_name.setdefault(_key(name), id)

    def find(self, name: str) -> str | None:
        """Return the id of the region with a name; None where there is none."""
        return self.by_name.get(_key(name)) if name else None

    def knows(self, name: str) -> bool:
        """Return whether there is a region with a name."""
        return self.find(name) is not None

    def hint(self, name: str, path: str) -> Message:
        """Return a hint for an unknown name: the region that is probably meant, or the lines to add."""
        if is_total(name):
            return Message('if this row sums up others, leave it out: --skip "{name}"', name=name)
        short, name = name, next((full for full, names in _SHORT.items() if _key(name) in map(_key, names)), name)
        if same := self.regions.get(id := slug(name, self.language)):
            also = ", ".join(scalar(each) for each in (*same.also, name))
            return Message(
                "“{id}” is in {path} already; if this is the same place, write there:\n{lines}",
                id=same.id,
                path=path,
                lines=f"  also: [{also}]",
            )
        near = None if name in _SHORT else nearest(_key(name), self.by_name)
        lines = f"{id or 'id'}:\n  name: {scalar(name)}"
        if not near:
            return Message(
                'add it to {path}, or leave it out: --skip "{name}"\n{lines}', path=path, name=short, lines=lines
            )
        meant = self.regions[self.by_name[near]]
        return Message(
            "did you mean “{name}”? Then add the name to it in {path}: “also: [{typed}]”; "
            "if it is another place, add that:\n{lines}",
            typed=", ".join(scalar(each) for each in (*meant.also, name)),
            name=meant.name,
            path=path,
            lines=lines,
        )


@dataclass
class Values:
    """The values of a breakdown: those known from the guide's tables keep their ids, others get one from their name."""

    id: str
    label: str | None  # None for kinds of employer under no heading of their own
    is_segment: bool
    language: str
    known: dict[str, str] = field(default_factory=dict)  # id by name
    seen: dict[str, str] = field(default_factory=dict)  # label by id, in the order of the table
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by id: the only ones that the source has

    def knows(self, label: str) -> bool:
        """Return whether a value is known, from this table or another."""
        ids = {_key(seen) for seen in self.seen.values()}
        return _key(label) in ids or _key(label) in self.known or _key(label) in _USUAL

    def of(self, label: str) -> str:
        """Return the id of a value, and keep its label."""
        key = _key(label)
        for id, seen in self.seen.items():
            if _key(seen) == key:
                return id
        id = self.known.get(key) or _USUAL.get(key) or slug(_DASHES.sub("-", label), self.language)
        id = id or f"{self.id}-{len(self.seen) + 1}"
        while id in self.seen:
            id += "-2"
        self.seen[id] = label
        return id


def kinds_of_employer(tables: Iterable[SalaryTable], language: str, label: str | None = None) -> Values:
    """Return the kinds of employer that tables have, none of them seen yet."""
    known = {_key(value.label): id for table in tables for id, value in table.segments.items()}
    return Values(SEGMENT, label, True, language, known)


def values_of(h: Heading, tables: Iterable[SalaryTable], language: str) -> Values:
    """Return the breakdown under a heading, with the id and the values that the guide's tables have for it."""
    if h.part is Part.SEGMENT:
        return kinds_of_employer(tables, language, None if h.label == SEGMENT_HEADING else h.label)
    alike = [
        (id, dimension)
        for table in tables
        for id, dimension in table.dimensions.items()
        if dimension.label and _key(dimension.label) == _key(h.label)
    ]
    id = alike[0][0] if alike else h.id or f"dimension-{h.index + 1}"
    known = {_key(value.label): value_id for _, dimension in alike for value_id, value in dimension.values.items()}
    return Values(f"by-{id}" if id in RESERVED else id, h.label, False, language, known)
