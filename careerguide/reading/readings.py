"""What one content file holds, in a form that is kept between runs and sent between processes; how it is known again.

What makes it (files.py) is imported only when a file has to be read anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from careerguide.cache import digest_of
from careerguide.inputs import Input
from careerguide.memo import Packed
from careerguide.models import Record, SalaryTable
from careerguide.pay.reach import PaySummary
from careerguide.problems import Problem
from careerguide.prose import Markup
from careerguide.reading.folder import ContentFile, Kind

MARKDOWN = frozenset({Kind.ROLE, Kind.PAGE})


class Pay(NamedTuple):
    """The pay of a salary table: how far it reaches; of each region, the digest of what is said; the whole table."""

    summary: PaySummary
    rows: Mapping[str, bytes]
    whole: Packed[SalaryTable]


class Reading(NamedTuple):
    """What one file holds: a list's records by id, any other's one record under the file's; none where it is broken.

    `digest` is that of what the records were read from, the text below them left out; empty where that is no YAML.
    `anchors` are the ids in a text that a link may lead to. The record of a salary table is the table without its pay,
    whose digest `head` is.
    """

    records: Mapping[str, Record]
    problems: tuple[Problem, ...]
    digest: bytes = b""
    markup: Packed[Markup] | None = None
    anchors: frozenset[str] = frozenset()
    head: bytes = b""
    pay: Pay | None = None


def key_of(file: ContentFile, found: Input, language: str, regions: str) -> bytes:
    """Return the key under which a file's Reading is kept: the digest of all that it is made from."""
    given = language if file.kind in MARKDOWN else regions if file.kind is Kind.TABLE else ""
    return digest_of("reading", file.kind, file.id, file.shown, given, found.digest.hex())
