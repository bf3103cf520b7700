"""Words whose letters another encoding spoilt."""

import pytest

from careerguide.reading.garbled import garbled
from careerguide.reading.source import Source


def hints(text: str) -> list[str]:
    """Return what is to be written instead of the garbled words of a text."""
    return [str(problem.hint) for problem in garbled(Source("content/pages/x.md", text))]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "обязанности"),
        ("cp1251", "title: «а» — это, одно, другое"),
        ("cp1251", "a – b"),
        ("cp1252", "знает «вёл» — вот"),
        ("cp1252", "Für Käufer"),
    ],
)
def test_utf_8_that_was_read_as_another_encoding(encoding: str, words: str) -> None:
    """The words that were meant are told."""
    assert hints(words.encode().decode(encoding)) == [f"write: {words}"]
    assert hints(f"Вот {words.encode().decode(encoding)}") == [f"write: {words}"]


@pytest.mark.parametrize("text", ["Коротк\ufffd о роли", "?????? ? ????", "title: ????????", "Так ??? ????, да"])
def test_letters_that_are_lost(text: str) -> None:
    """They have to be typed anew."""
    assert hints(text) == ["type the words anew, or copy them from an earlier version of the file"]


@pytest.mark.parametrize(
    "text",
    [
        "Что?? Правда?! Ну??? Как так???",
        "Код `???? ????`\n\n```\n???? ????\n```",
        "А. С. Пушкин, РСФСР, РС… С… Р…С…Р…, «РС», С№1 и №\u00a05",
        "Ñandú, Ãngelo, IRMÃ\u00a0e NÃO, São Paulo, naïve café, Müller",
        "Вітаю, їжак, Ґанок, Қазақстан, Ђорђе",
    ],
)
def test_right_words(text: str) -> None:
    """Unusual letters, signs and questions are left alone."""
    assert hints(text) == []
