"""Whether the guide's own templates have an effect: what is mistyped in them is silently not shown.

In: the layers of templates. Out: a Problem for each template that no page is made from, for each block that the
extended template does not have (any more), and for code within a page, which browsers refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from careerguide.core.problems import Message, Problem, Severity, did_you_mean, known_or_list
from careerguide.rendering import template_sources
from careerguide.rendering.template_sources import ORIGINAL
from careerguide.schema import Settings

BASE = "base.html"  # has the content security policy of all pages
_REFUSED = re.compile(
    r"<style\b|<script\b(?![^>]*(?:\ssrc\s*=|ld\+json))|<[a-z][^<>]*?\s(?:style|on[a-z]+)\s*=", re.IGNORECASE
)
_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)


class Outline(NamedTuple):
    """The template that one extends, all that it names, its blocks with their lines, and those within no other."""

    extends: str | None
    names: frozenset[str]
    blocks: Mapping[str, int]
    outermost: frozenset[str]


def findings(layers: Sequence[Path], settings: Settings) -> Iterator[Problem]:
    """Yield what is in vain in the guide's own templates."""
    sources, _ = template_sources.read(layers)
    own = {name: outline_of(sources[name]) for name in own_names(sources)}
    named = {collection.template for collection in settings.collections.values()}
    named = named.union(*(outline.names for outline in own.values()))
    for name, outline in own.items():
        path, text = f"{layers[0].resolve().name}/{name}", sources[name]
        if f"{ORIGINAL}/{name}" not in sources and name not in named:
            yield _unused(path, name, sources)
        if BASE not in own or own[BASE].extends:
            yield from _refused(path, text)
        if outline.extends in sources:
            known = _blocks_above(outline, sources)
            for block in sorted(outline.outermost - known.keys()):
                yield _filled_in_vain(path, text, block, outline, known)


def _unused(path: str, name: str, sources: Mapping[str, str]) -> Problem:
    what = Message("no page is made from this template, and no other template names it")
    originals = sorted(each.removeprefix(f"{ORIGINAL}/") for each in sources if each.startswith(f"{ORIGINAL}/"))
    hint = did_you_mean(name, originals) or Message("delete it, or include it in another template")
    return Problem(path, 0, 1, what, hint, Severity.WARNING, "unused-template")


def _refused(path: str, text: str) -> Iterator[Problem]:
    """Yield a Problem for each script, style or handler that the content security policy of all pages forbids."""
    text = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment.group()), text)
    for found in _REFUSED.finditer(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        what = Message("browsers refuse styles and scripts within a page of this site")
        hint = Message("put it into a file of static/, and load that in the block site_head of base.html")
        excerpt = text.split("\n")[line - 1]
        width = len(found.group().partition("\n")[0])
        yield Problem(path, line, column, what, hint, Severity.WARNING, "refused-code", excerpt, width)


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
        return Outline(None, frozenset(), {}, frozenset())
    parents = [each.template.value for each in tree.find_all(nodes.Extends) if isinstance(each.template, nodes.Const)]
    blocks = {block.name: block for block in tree.find_all(nodes.Block)}
    inner = {each.name for block in blocks.values() for each in block.find_all(nodes.Block)}
    lines = {name: block.lineno for name, block in blocks.items()}
    names = frozenset(name for name in meta.find_referenced_templates(tree) if name)
    return Outline(parents[0] if parents else None, names, lines, frozenset(blocks.keys() - inner))


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
