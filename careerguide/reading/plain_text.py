"""Finds markup in YAML and front matter, whose texts are shown as they are typed.

In: the `Data` of files. Out: a warning for each text with Markdown, HTML tags or a figure in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from careerguide.core.problems import Message, Problem, Severity
from careerguide.reading.source import Data, Loc
from careerguide.reading.yaml_writer import scalar

_ACCEPTED = "accepted"  # quotes lines of texts
_FIGURE = re.compile(r"\{\{[^{}]*\}\}")
_MARKUP = re.compile(
    r"(?<![\w*])\*\*(?=\S)(?P<bold>[^*]+)(?<=\S)\*\*(?![\w*])"
    r"|(?<!\w)\[(?P<label>[^\[\]]+)\]\((?P<target>[^()\s]+)\)"
    r"|`(?P<code>[^`\n]+)`"
    r"|<(?P<tag>a|b|em|i|mark|p|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>(?P<inner>[^<>]+)</(?P=tag)>"
    r"|(?P<br>\s*<br ?/?>\s*)"
)


def findings(documents: Iterable[Data]) -> Iterator[Problem]:
    """Yield a warning for each text of YAML that has markup in it."""
    for data in documents:
        for loc, text in _texts(data.value, ()):
            if _FIGURE.search(text):
                what = Message("a figure of a salary table can only stand in the text below the front matter")
                yield _slip(data, loc, what, Message("say it without the figure, or move it to the text"))
            elif _MARKUP.search(text):
                what = Message("markup has no effect here: readers see it as it is typed")
                yield _slip(data, loc, what, Message("write: {example}", example=_written(text)))


def _written(text: str) -> str:
    """Return a text without its markup as it is written; of several lines those that change, as in a block (|)."""
    lines = text.rstrip("\n").split("\n")
    if len(lines) == 1:
        return scalar(_without_markup(text))
    return "\n".join(plain for line in lines if (plain := _without_markup(line)) != line) or _without_markup(text)


def _without_markup(text: str) -> str:
    """Return a text as it is to be typed: without its marks, and with the addresses of other sites in words."""
    while (plain := _MARKUP.sub(_words, text)) != text:
        text = plain
    return text


def _words(match: re.Match[str]) -> str:
    if match["label"] and "://" in match["target"]:
        return f"{match['label']} ({match['target']})"
    return match["bold"] or match["label"] or match["code"] or match["inner"] or " "


def _slip(data: Data, loc: Loc, what: Message, hint: Message) -> Problem:
    return data.problem(loc, what, hint, Severity.WARNING, "slip")


def _texts(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
    else:
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if step != _ACCEPTED or loc:
                yield from _texts(inner, (*loc, step))
