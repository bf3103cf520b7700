"""The result of parsing one content file, in a form that is cached between runs and sent between processes.

The parser (files.py) is imported only when a file has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from careerguide.core.problems import Problem
from careerguide.incremental.memo import LazyPickle
from careerguide.markdown.document import Markup
from careerguide.pay.summary import PaySummary
from careerguide.schema import Record, Row


class RegionRows(NamedTuple):
    """The rows of a salary table for one region, and their digest."""

    rows: LazyPickle[tuple[Row, ...]]
    digest: bytes


class ParsedPay(NamedTuple):
    """The pay of a salary table: its summary, the rows of each region, and the digest of the whole table."""

    summary: PaySummary
    regions: Mapping[str, RegionRows]
    digest: bytes

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows of the table."""
        return tuple([row for region in self.regions.values() for row in region.rows.value])


class ParsedFile(NamedTuple):
    """The records of one file by id: all of a list, or the only one; none where the file is broken.

    `is_text` is whether the file could be read as YAML or Markdown at all. `digests` are those of the records. The
    record of a salary table is the table without its pay. `anchors` are the ids in a text that links can point to.
    """

    records: Mapping[str, Record]
    problems: tuple[Problem, ...]
    is_text: bool = False
    digests: Mapping[str, bytes] = {}
    markup: LazyPickle[Markup] | None = None
    anchors: frozenset[str] = frozenset()
    pay: ParsedPay | None = None
