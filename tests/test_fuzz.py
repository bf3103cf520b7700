"""Any bytes at all: what must hold of reading them (fuzz/targets.py), tried briefly with pieces that matter.

`EXAMPLES=20000 pytest tests/test_fuzz.py` tries more; fuzz/run.py goes on for hours, guided by coverage.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz import targets

ROOT = Path(__file__).parent.parent
EXAMPLES = int(os.environ.get("EXAMPLES", "80"))
brief = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

YAML = [
    "a: ",
    "- ",
    "? ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    ": ",
    "'",
    '"',
    "\\x1b",
    "\\ud800",
    "&a ",
    "*a",
    "!!x ",
    "!",
    "|\n",
    ">-\n",
]
YAML += [
    "#",
    " #",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "\t",
    "  ",
    "\n",
    "\r",
    "\ufeff",
    "role: x\n",
    "columns:\n",
    "pay:\n",
]
YAML += ["  I: {kind: band, label: x}\n", "  moskva: {I: 5}\n", "null", "~", "<<: ", "=", "50 000 – 60 000"]
PROSE = [
    "# ",
    "## ",
    "### ",
    "{#pay}",
    "> ",
    "> — @movie",
    "- ",
    "* ",
    "1. ",
    "```\n",
    "~~~\n",
    "    ",
    "\t",
    "|",
    "|-|-|\n",
]
PROSE += [
    "[",
    "](",
    ")",
    "![",
    "[^1]",
    "[^1]: ",
    "<",
    ">",
    "</",
    "<b",
    "<a href=",
    "<img src=",
    "<!--",
    "-->",
    "<script>",
]
PROSE += [
    "javascript:",
    "https://e.org/",
    "mailto:a@b",
    "x.md",
    "../glossary.yaml#tender",
    "&#x202e;",
    "&lt;",
    "&#0;",
    "\\",
]
PROSE += [
    '{{ pay("moskva") }}',
    "{{",
    "}}",
    "{%",
    "`",
    "``",
    "*",
    "**",
    "_",
    "~~",
    "тендер",
    "50 000 руб.",
    "\n",
    "\n\n",
]
CELLS = [
    "50",
    " ",
    "\u00a0",
    "000",
    "–",
    "-",
    "от ",
    "до ",
    "тыс.",
    "млн",
    "₽",
    "$",
    "руб.",
    ",",
    ".",
    "1.234,5",
    "lost_in_source",
]
CELLS += ["suppressed", "NaN", "∞", "-1", "½", "²", "٥", "k", "USD", "/мес", "0", "9" * 30, "(", ")", "*"]


def pieces(of: list[str], most: int) -> st.SearchStrategy[bytes]:
    """Return bytes made of pieces that matter to a reader, and of anything."""
    text = st.one_of(st.sampled_from(of), st.text(max_size=3)).map(lambda piece: piece.encode("utf-8", "replace"))
    return st.lists(st.one_of(text, text, text, st.binary(max_size=2)), max_size=most).map(b"".join)


@brief
@given(pieces(YAML, 25))
def test_yaml_is_read_or_told(data: bytes) -> None:
    """Any bytes are plain values with places in the file, or located Problems."""
    targets.yaml(data)


@brief
@given(pieces(PROSE, 20))
def test_prose_is_harmless_or_told(data: bytes) -> None:
    """Any text is harmless HTML, or located Problems."""
    targets.prose(data)


@brief
@given(pieces(["---\n", "title: x\n", "summary: y\n", "skills: [a]\n", "draft: да\n", *YAML, *PROSE], 20))
def test_a_role_is_read_or_told(data: bytes) -> None:
    """Any front matter, whole or not, with any text below it, is a role or located Problems."""
    targets.role(data)


@brief
@given(pieces(CELLS, 6))
def test_a_cell_means_one_thing(data: bytes) -> None:
    """Any cell is refused, or means what it means when it is written anew."""
    targets.cell(data)


@pytest.mark.parametrize("name", targets.TARGETS)
def test_the_targets_hold_for_real_files(name: str) -> None:
    """What the fuzzer takes for granted holds for every file of the guides."""
    for path in [*(ROOT / "tests/guides").rglob("*.*"), *(ROOT / "tests/guides_invalid").rglob("*.*")]:
        targets.TARGETS[name](path.read_bytes())


@pytest.mark.parametrize("date", ["2024.99999999999999999999", f"2024.{'1' * 5000}"], ids=["too large", "too long"])
def test_a_date_of_many_digits_is_told(date: str) -> None:
    """A date whose numbers no calendar and no integer holds is a Problem like any other."""
    targets.role(f"---\ntitle: x\nsummary: y\nreviewed: {date}\n---\n".encode())
