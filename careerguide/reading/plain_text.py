"""Finds markup in YAML and front matter, whose texts are shown as they are typed.

In: the `Data` of files. Out: a warning for each text with Markdown, HTML tags or a figure in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from careerguide.core.problems import Message, Problem, Severity
from careerguide.reading.source import Data, Loc

_ACCEPTED = "accepted"  # quotes lines of texts
_FIGURE = re.compile(r"\{\{[^{}]*\}\}")
_MARKUP = re.compile(
    r"(?<![\w*])\*\*(?=\S)(?P<bold>[^*]+)(?<=\S)\*\*(?![\w*])"
    r"|(?<!\w)\[(?P<label>[^\[\]]+)\]\([^()\s]+\)"
    r"|`(?P<code>[^`\n]+)`"
    r"|</?(?:a|b|br|em|i|mark|p|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>"
)


def findings(documents: Iterable[Data]) -> Iterator[Problem]:
    """Yield a warning for each text of YAML that has markup in it."""
    for data in documents:
        for loc, text in _texts(data.value, ()):
            if _FIGURE.search(text):
                what = Message("a figure of a salary table can only stand in the text below the front matter")
                yield _slip(data, loc, what, Message("say it without the figure, or move it to the text"))
            elif _MARKUP.search(text):
                plain = _MARKUP.sub(lambda match: match["bold"] or match["label"] or match["code"] or "", text)
                what = Message("markup has no effect here: readers see it as it is typed")
                yield _slip(data, loc, what, Message("write: {example}", example=plain))


def _slip(data: Data, loc: Loc, what: Message, hint: Message) -> Problem:
    return data.problem(loc, what, hint, Severity.WARNING, "slip")


def _texts(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
    else:
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if step != _ACCEPTED or loc:
                yield from _texts(inner, (*loc, step))
