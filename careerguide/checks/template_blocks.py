"""Which blocks the guide's own templates fill, and whether the templates that they extend have them.

In: the layers of templates. Out: a Problem for each block that is filled in vain, because a mistyped block, or one that
a new version no longer has, is silently not shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError, nodes

from careerguide.core.problems import Message, Problem, Severity, known_or_list
from careerguide.rendering import template_sources
from careerguide.rendering.template_sources import ORIGINAL


class Outline(NamedTuple):
    """The template that one extends, its blocks by name with their lines, and those that are within no other."""

    extends: str | None
    blocks: Mapping[str, int]
    outermost: frozenset[str]


def findings(layers: Sequence[Path]) -> Iterator[Problem]:
    """Yield each block of an own template that no template above it has."""
    sources, _ = template_sources.read(layers)
    for name in own_names(sources):
        outline = outline_of(sources[name])
        if outline.extends in sources:
            known = _blocks_above(outline, sources)
            for block in sorted(outline.outermost - known.keys()):
                yield _filled_in_vain(f"{layers[0].resolve().name}/{name}", sources[name], block, outline, known)


def own_names(sources: Mapping[str, str]) -> list[str]:
    """Return the names of the guide's own templates."""
    originals = {name.removeprefix(f"{ORIGINAL}/") for name in sources if name.startswith(f"{ORIGINAL}/")}
    return [
        name
        for name, text in sources.items()
        if not name.startswith(f"{ORIGINAL}/") and not (name in originals and sources[f"{ORIGINAL}/{name}"] == text)
    ]


def outline_of(text: str) -> Outline:
    """Return the outline of a template; an empty one where it cannot be read, which rendering reports."""
    try:
        tree = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError:
        return Outline(None, {}, frozenset())
    parents = [each.template.value for each in tree.find_all(nodes.Extends) if isinstance(each.template, nodes.Const)]
    blocks = {block.name: block for block in tree.find_all(nodes.Block)}
    inner = {each.name for block in blocks.values() for each in block.find_all(nodes.Block)}
    lines = {name: block.lineno for name, block in blocks.items()}
    return Outline(parents[0] if parents else None, lines, frozenset(blocks.keys() - inner))


def _blocks_above(outline: Outline, sources: Mapping[str, str]) -> dict[str, int]:
    """Return the blocks of all templates that one extends, directly or by way of others."""
    blocks: dict[str, int] = {}
    seen: set[str] = set()
    while (name := outline.extends) in sources and name is not None and name not in seen:
        seen.add(name)
        outline = outline_of(sources[name])
        blocks |= outline.blocks
    return blocks


def _filled_in_vain(path: str, text: str, block: str, outline: Outline, known: Mapping[str, int]) -> Problem:
    number = outline.blocks[block]
    line = text.split("\n")[number - 1]
    column = line.find(block) + 1 or 1
    what = Message("{parent} has no block “{name}”, so that nothing of it is shown", parent=outline.extends, name=block)
    hint = known_or_list(block, sorted(known))
    return Problem(path, number, column, what, hint, Severity.WARNING, "unused-block", line, len(block))
