"""Regions and kinds of employer by the names that tables give them.

In: the guide's regions and tables, and words from a table. Out: ids, or what to add to regions.yaml.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from careerguide.editing.slugs import slug
from careerguide.editing.yaml_writer import scalar
from careerguide.importing.headings import folded
from careerguide.models import Region, SalaryTable
from careerguide.problems import Message

_MARKS = re.compile(r"[*†‡¹²³⁰-⁹]+$|\s\d\)$|\[\d+\]$")  # a footnote's mark behind a name
_TOWN = re.compile(r"^(?:г\.|гор\.|город)\s*")
_USUAL = {"агентства": "agencies", "компании": "companies", "бизнес": "business", "государственные": "public",
          "частные": "private"}  # fmt: skip


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", _TOWN.sub("", _MARKS.sub("", folded(name)))).strip(" .")


class Regions:
    """The guide's regions, found by name, other name, code or id."""

    def __init__(self, regions: Mapping[str, Region]) -> None:
        self.regions = regions
        self.by_name: dict[str, str] = {}
        for id, region in regions.items():
            for name in (id, region.name, *region.also, region.code or ""):
                self.by_name.setdefault(_key(name), id)

    def find(self, name: str) -> str | None:
        """Return the id of the region that goes by a name."""
        return self.by_name.get(_key(name)) if name else None

    def knows(self, name: str) -> bool:
        """Return whether a region goes by a name."""
        return self.find(name) is not None

    def hint(self, name: str, path: str) -> Message:
        """Return what to do about a name that no region goes by: the one that is meant, or the lines to add."""
        if same := self.regions.get(slug(name)):
            also = ", ".join(scalar(each) for each in (*same.also, name))
            return Message(
                "“{id}” is in {path} already; if this is the same place, write there:\n{lines}",
                id=same.id,
                path=path,
                lines=f"  also: [{also}]",
            )
        near = difflib.get_close_matches(_key(name), self.by_name, n=1, cutoff=0.75)
        lines = f"{slug(name) or 'id'}:\n  name: {scalar(name)}"
        if not near:
            return Message("add it to {path}:\n{lines}", path=path, lines=lines)
        meant = self.regions[self.by_name[near[0]]].name
        return Message(
            "did you mean “{name}”? If it is another place, add it to {path}:\n{lines}",
            name=meant,
            path=path,
            lines=lines,
        )


class Segments:
    """Kinds of employer: those of the guide's tables keep their ids, others get one made of their name."""

    def __init__(self, tables: Iterable[SalaryTable]) -> None:
        self.known = {_key(label): id for table in tables for id, label in table.segments.items()}
        self.seen: dict[str, str] = {}  # label by id, in the order of the table

    def knows(self, label: str) -> bool:
        """Return whether a kind of employer is known, from this table or another."""
        ids = {_key(seen) for seen in self.seen.values()}
        return _key(label) in ids or _key(label) in self.known or _key(label) in _USUAL

    def id(self, label: str) -> str:
        """Return the id of a kind of employer, and keep its label."""
        key = _key(label)
        for id, seen in self.seen.items():
            if _key(seen) == key:
                return id
        id = self.known.get(key) or _USUAL.get(key) or slug(label) or f"segment-{len(self.seen) + 1}"
        while id in self.seen:
            id += "-2"
        self.seen[id] = label
        return id
