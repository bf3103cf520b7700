"""Figures in prose, `{{ pay("moskva", "agencies", "median") }}`, parsed with Jinja's own parser.

In: the expression between the braces, and its position. Out: a `Call`, or else a `Finding`. An expression is a call of
one of three functions with constants; it is never evaluated as code. figure_lookup.py finds the cell of a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from careerguide.core.problems import Message, known_or_list
from careerguide.markdown.marks import Finding
from careerguide.reading.source import Position

if TYPE_CHECKING:
    import jinja2
    from jinja2 import nodes

FUNCTIONS = ("pay", "pay_min", "pay_max")
MAX_EXPRESSION = 300  # characters

SMART_QUOTES = str.maketrans("“”„«»‘’", '"' * 5 + "''")  # as word processors set them: straight ones
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'")


class Argument(NamedTuple):
    """One argument, and its position."""

    value: str
    place: Position


@dataclass(frozen=True)
class Call:
    """A figure that an editor asks for."""

    function: str
    arguments: tuple[Argument, ...]
    table: Argument | None
    place: Position


def parse(expression: str, place: Position) -> Call | Finding:
    """Return the expression between {{ and }} as a Call, or what is wrong with it."""
    try:
        function, values, table = _read(expression.strip())
    except ValueError as refusal:
        message, hint = refusal.args
        return Finding(place, message, hint, check="figure")
    places = iter(_places(expression, place))
    arguments, at = [], place
    for value in values:
        at = next(places, at)
        arguments.append(Argument(value, at))
    return Call(function, tuple(arguments), Argument(table, next(places, at)) if table is not None else None, place)


def _places(expression: str, place: Position) -> Iterator[Position]:
    """Yield the positions of the expression's string constants, quotes included."""
    for match in _STRING.finditer(expression):
        newline = expression.rfind("\n", 0, match.start())
        line = place.line + expression.count("\n", 0, match.start())
        column = match.start() - newline if newline >= 0 else place.column + 2 + match.start()
        yield Position(line, column, match.end() - match.start())


@lru_cache(maxsize=4096)
def _read(expression: str) -> tuple[str, tuple[str, ...], str | None]:
    """Return a call's function, arguments and table; ValueError carries a message and a hint."""
    from jinja2 import TemplateSyntaxError, nodes

    example = '{{ pay("moskva", "agencies", "median") }}'
    only = Message("only figures can stand between {open} and {close}", open="{{", close="}}")
    hint = Message("write a figure such as {example}, or put it in `backticks` if it is meant as text", example=example)
    if len(expression) > MAX_EXPRESSION:
        raise ValueError(only, hint)
    try:
        body = _environment().parse("{{ " + expression + " }}").body
    except (TemplateSyntaxError, RecursionError):
        straight = expression.translate(SMART_QUOTES)
        if straight != expression:
            _read(straight)
            what = Message("the words of a figure are in straight quotes")
            raise ValueError(what, Message("write {text}", text="{{ " + straight + " }}")) from None
        raise ValueError(Message("this figure cannot be read"), hint) from None
    output = body[0] if len(body) == 1 else None
    call = output.nodes[0] if isinstance(output, nodes.Output) and len(output.nodes) == 1 else None
    if not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name):
        raise ValueError(only, hint)
    if call.node.name not in FUNCTIONS:
        what = Message("there is no figure {name}(…)", name=call.node.name)
        raise ValueError(what, known_or_list(call.node.name, FUNCTIONS))
    constants = [*call.args, *(keyword.value for keyword in call.kwargs)]
    plain = all(isinstance(node, nodes.Const) and isinstance(node.value, str) for node in constants)
    if not plain or call.dyn_args or call.dyn_kwargs:
        raise ValueError(Message("a figure takes only words in quotes"), hint)
    return call.node.name, tuple(node.value for node in call.args), _table(call)  # type: ignore[attr-defined]


def _table(call: nodes.Call) -> str | None:
    """Return the table that a call names, which is all that can be given by name."""
    for keyword in call.kwargs:
        if keyword.key != "table":
            what = Message("{name}(…) takes no {argument}=", name=call.node.name, argument=keyword.key)  # type: ignore[attr-defined]
            raise ValueError(what, Message('only table="…" is given by name'))
    if len(call.kwargs) > 1:
        raise ValueError(Message("the table is named twice"), Message("keep one of the two"))
    return call.kwargs[0].value.value if call.kwargs else None  # type: ignore[attr-defined]


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(autoescape=True)
