"""Markup in front matter and YAML, whose texts are shown as typed: what is told, and what is to be written instead."""

import pytest

from careerguide.core.problems import Problem
from careerguide.reading import plain_text
from careerguide.reading.source import Source
from careerguide.reading.yaml_reader import parse_yaml


def found(line: str) -> list[Problem]:
    """Return the Problems of a YAML file of one line."""
    data, problems = parse_yaml(Source("content/skills.yaml", line + "\n"))
    assert data
    assert problems == []
    return [*plain_text.findings([data])]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("'**Важно:** вести проекты'", '"Важно: вести проекты"'),
        ("смотрит <b>внимательно</b>", "смотрит внимательно"),
        ("первая строка<br>вторая", "первая строка вторая"),
        ("'из [отчёта](https://example.org/a) о рынке'", '"из отчёта (https://example.org/a) о рынке"'),
        ("работает **<i>быстро</i>**", "работает быстро"),
    ],
)
def test_a_text_is_written_without_its_marks(typed: str, written: str) -> None:
    """The remedy is valid YAML, and no word or address is lost in it."""
    (problem,) = found(f"summary: {typed}")
    assert problem.hint is not None
    assert str(problem.hint) == f"write: {written}"
    assert found(f"summary: {written}") == []


@pytest.mark.parametrize("text", ["Вёрстка: <div>, <span>", "тег <p> и тег <b>", "5 ** 2", "a [b] (c)"])
def test_a_text_about_markup_is_left_alone(text: str) -> None:
    """A tag that encloses nothing is a word."""
    assert found(f'summary: "{text}"') == []
