"""What must hold for any bytes at all: the same for a fuzzer (fuzz/run.py) and for the tests (tests/test_fuzz.py).

Each target takes bytes and raises where something does not hold. A mistake in what is read is no such thing: it has to
be a Problem with a place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from careerguide.commands.problem_formats import to_github, to_terminal
from careerguide.core.problems import Problem
from careerguide.languages.language import Language
from careerguide.markdown.document import Context, render, resolve
from careerguide.pay.money import MoneyError, format_cell, parse_cell
from careerguide.pay.tables import decode as decode_table
from careerguide.reading.source import Source, from_bytes
from careerguide.reading.yaml_reader import parse_markdown, parse_yaml
from careerguide.schema import Expert, Region, Role, SalaryTable, Term
from careerguide.schema.cells import Amount, Range
from careerguide.schema.decoding import decode_record
from careerguide.schema.records import Kind

PATH = "content/roles/x.md"
_RUNS = re.compile(r"<(?:script|style|iframe|svg|math|form|object|embed|link|meta|base|template)\b", re.IGNORECASE)
_HANDLER = re.compile(r"<[a-z][^<>]*\s(?:on\w+|style|srcdoc|formaction)=", re.IGNORECASE)
_ADDRESS = re.compile(
    r"""<[a-z](?:[^"<>]|"[^"]*")*?\s(?:href|src)="(?!site:|#|https?:|ftp:|mailto:|")""", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LANGUAGE = Language.load("ru", Path(__file__).parent.parent / "templates/translations")
_REGIONS = {"moskva": Region(id="moskva", name="Москва")}
_CONTEXT = Context(
    language=_LANGUAGE,
    table=None,
    experts={"movie": Expert(position="директор")},
    records={
        Kind.ROLE: {"x": Role(id="x", title="x", summary="x")},
        Kind.GLOSSARY: {"tender": Term(id="tender", term="тендер", meaning="<конкурс>")},
        Kind.REGIONS: _REGIONS,
    },
)


def _placed(problems: Iterable[Problem], source: Source) -> None:
    """Check that each Problem has a place in the file and can be told."""
    for problem in problems:
        assert 0 <= problem.line <= len(source.lines) + 1, problem
        assert problem.column >= 1, problem
        for said in (to_terminal(problem, _LANGUAGE.translate), to_github(problem, _LANGUAGE.translate)):
            assert not _CONTROLS.search(said), problem


def _plain(value: Any) -> None:
    """Check that a value is made of maps, lists and text."""
    stack = [value]
    while stack:
        it = stack.pop()
        assert isinstance(it, str | list | dict), type(it)
        stack += it if isinstance(it, list) else it.values() if isinstance(it, dict) else []


def yaml(data: bytes) -> None:
    """Read a salary table: plain values with positions in the file, or Problems; never both nothing."""
    source, problems = from_bytes(data, "content/salaries/x.yaml")
    if source is None:
        assert problems
        return
    read, problems = parse_yaml(source)
    _placed(problems, source)
    if read is None:
        assert problems
        return
    _plain(read.value)
    below = [read.places]
    while below:
        for key, value, places in below.pop().values():
            assert 1 <= source.at(key).line <= source.at(value).line <= len(source.lines)
            below.append(places)
    table, problems = decode_table(read, "x", _REGIONS)
    assert isinstance(table, SalaryTable) or problems
    _placed(problems, source)


def role(data: bytes) -> None:
    """Read a role: its front matter as a record, its text as harmless HTML; or Problems."""
    source, problems = from_bytes(data, PATH)
    if source is None:
        assert problems
        return
    read, body, problems = parse_markdown(source)
    _placed(problems, source)
    assert body is not None or problems
    if read is not None:
        record, found = decode_record(Role, read, id="x")
        assert record is not None or found
        _placed(found, source)
    if body is not None:
        markup, found = render(source, body, "ru")
        prose, more = resolve(markup, _CONTEXT)
        _placed([*found, *more], source)
        for html in (prose.intro, *(part for it in prose.sections for part in (it.html, it.title_html))):
            assert not _RUNS.search(html), html
            assert not _HANDLER.search(html), html
            assert not _ADDRESS.search(html), html
            assert not re.search("[\ue000-\uf8ff]", html), html


def prose(data: bytes) -> None:
    """Read a text without front matter of its own, so that no byte is spent on it."""
    role(b"---\ntitle: x\nsummary: y\n---\n" + data)


def cell(data: bytes) -> None:
    """Read one cell: what was understood is written and read again as the same."""
    text = data.decode("utf-8", "replace")
    try:
        value = parse_cell(text)
    except MoneyError:
        return
    assert parse_cell(format_cell(value)) == value
    if isinstance(value, Amount):
        assert value.value > 0
    if isinstance(value, Range):
        assert all(end is None or end > 0 for end in value)


TARGETS: dict[str, Callable[[bytes], None]] = {"yaml": yaml, "role": role, "prose": prose, "cell": cell}
