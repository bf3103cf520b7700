"""A guide with thousands of unknown ids is checked in time that grows as they do."""

import gc
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from loading import loaded
from small_guides import write

FEW = 400  # unknown ids in the smaller of two guides
MOST_GROWTH = 3.0  # of processor time from n to 2 n: 2 where it is linear, 4 where it is quadratic
TABLE = """\
role: role
currency: USD
period: year
basis: gross
collected: 2025
source: {id: s, kind: survey, title: S, date: 2025}
columns: {median: {kind: median, label: Median}}
pay:
"""


def word(number: int) -> str:
    """Return a word that is unlike the words of other numbers."""
    letters = Random(number)
    return "".join(letters.choice("bcdfghklmnprst") + letters.choice("aeiou") for _ in range(5))


def known(count: int) -> list[str]:
    return [word(number) for number in range(count)]


def unknown(count: int) -> list[str]:
    return [word(number) for number in range(10**6, 10**6 + count)]


def entries(ids: list[str], fields: str) -> str:
    return "".join(f"{id}: {fields.format(id.title())}\n" for id in ids)


def skills(folder: Path, count: int) -> Path:
    """Return a guide whose roles each ask for a skill that is not in a long list."""
    facts = {f"role-{number}": f"skills: [{id}]\n" for number, id in enumerate(unknown(count))}
    return write(folder, facts, skills=entries(known(count), "{{name: {}, summary: S.}}"))


def roles(folder: Path, count: int) -> Path:
    """Return a guide whose roles each refer to one that is not there."""
    return write(folder, {id: f"related: [{other}]\n" for id, other in zip(known(count), unknown(count), strict=True)})


def tables(folder: Path, count: int) -> Path:
    """Return a guide whose roles each name a table that is not there."""
    content = write(
        folder,
        {id: f"pay: {other}\n" for id, other in zip(known(count), unknown(count), strict=True)},
        regions="here: {name: Here, in: here}\n",
    )
    (content / "salaries").mkdir()
    for id in known(count):
        table = TABLE.replace("role: role", f"role: {id}") + "  here: {median: 50000}\n"
        (content / f"salaries/{id}.yaml").write_text(table, "utf-8")
    return content


def regions(folder: Path, count: int) -> Path:
    """Return a guide with a table whose regions are none of a long list."""
    content = write(folder, {"role": "pay: role\n"}, regions=entries(known(count), "{{name: {0}, in: in {0}}}"))
    (content / "salaries").mkdir()
    table = TABLE + "".join(f"  {id}: {{median: 50000}}\n" for id in unknown(count))
    (content / "salaries/role.yaml").write_text(table, "utf-8")
    return content


def terms(folder: Path, count: int) -> Path:
    """Return a guide whose texts each link to a term that the glossary does not have."""
    content = write(
        folder, dict.fromkeys(known(count), ""), glossary=entries(known(count), "{{term: {}, meaning: M.}}")
    )
    for id, other in zip(known(count), unknown(count), strict=True):
        path = content / f"roles/{id}.md"
        path.write_text(path.read_text("utf-8") + f"\n[a](../glossary.yaml#{other})\n", "utf-8")
    return content


@pytest.mark.parametrize("made", [skills, roles, tables, regions, terms], ids=lambda made: made.__name__)
def test_unknown_ids_take_linear_time(made: Callable[[Path, int], Path], tmp_path: Path) -> None:
    """Twice as many of them, in lists twice as long, take about twice as long to be told, and each is told."""
    guides = [(made(tmp_path / str(count), count), count) for count in (FEW, 2 * FEW)]
    least = [float("inf")] * 2
    for _ in range(5):  # others use the machine too: the best of several tries counts
        for index, (content, count) in enumerate(guides):
            gc.disable()
            try:
                started = time.process_time()
                problems = loaded(content).problems
                least[index] = min(least[index], time.process_time() - started)
            finally:
                gc.enable()
            assert len({problem.say(str) for problem in problems}) == count
        if least[1] < MOST_GROWTH * least[0]:
            return
    raise AssertionError(f"{least[0]:.3f} s become {least[1]:.3f} s")
