"""Finds the figures of a tree and replaces them by marks; figures.py parses their expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from xml.etree.ElementTree import Element

from careerguide.core.problems import Message
from careerguide.markdown.draft import Draft
from careerguide.markdown.marks import Figure
from careerguide.markdown.places import Leaf, Places, is_run, text_element
from careerguide.reading.source import Position

MOST_FIGURES = 1_000  # of one document

# What the parser reads as plain text: figures, and the ids of headings.
FIGURE = re.compile(r"\{\{(?:[^`\n{}]|\{(?!\{)|\}(?!\}))*+\}\}|\{#[^`\n{}]*+\}")
_OPENING = re.compile(r"\{[{%#]")

Placing = Callable[[int, int], Position]
Found = tuple[int, int, str]  # start, end, mark


def mark_figures(draft: Draft) -> None:
    """Replace each figure of the tree's text by a mark."""
    for leaf in draft.tree.leaves:
        for parent in list(leaf.iter()):
            if any(is_run(child) and "{" in (child.text or "") for child in parent):
                children = list(parent)
                parent[:] = [each for _, run in groupby(children, _is_text) for each in _marked(list(run), draft)]


def _is_text(element: Element) -> bool:
    return element.tag is None and (is_run(element) or element.text == "\n")


def _marked(children: list[Element], draft: Draft) -> Iterator[Element]:
    """Yield consecutive elements with marks for the figures in their text."""
    if not _is_text(children[0]):
        yield from children
        return
    holder = Element("span")
    holder.extend(children)
    leaf = Leaf(holder, draft.tree.places)
    at = 0
    for start, end, mark in figures_in(leaf.text, leaf.position, draft, leaf.as_typed):
        yield from _between(children, at, start, draft.tree.places)
        yield text_element(mark)
        at = end
    yield from _between(children, at, len(leaf.text), draft.tree.places)


def _between(children: list[Element], start: int, end: int, places: Places) -> Iterator[Element]:
    """Yield the elements, or parts of them, between two offsets of the children's text."""
    at = 0
    for child in children:
        length = len(child.text or "")
        first, last = max(start - at, 0), min(end - at, length)
        if first < last:
            yield child if last - first == length else places.part(child, first, last)
        at += length


def figures_in(
    text: str, position: Placing, draft: Draft, typed: Callable[[int, str], bool] = lambda at, mark: True
) -> Iterator[Found]:
    """Yield each figure of a text as a mark; what is never closed, and a template's own tags, are findings."""
    at = 0
    while match := _OPENING.search(text, at):
        here, opening = match.start(), match.group()
        at = here + 2
        if not typed(here, opening):
            continue
        if opening != "{{":
            what = Message("{mark} begins a template's tag, which text cannot have", mark=opening)
            hint = Message("take it out, or put it in `backticks` if it is meant as text")
            draft.find(position(here, 2), what, hint, "figure")
            continue
        end = text.find("}}", at)
        if end < 0:
            hint = Message("close it with }}, or put it in `backticks` if it is meant as text")
            draft.find(position(here, 2), Message("{{ is never closed"), hint, "figure")
            break
        at = end + 2
        yield here, at, _mark(text[here + 2 : end], position(here, at - here), draft)


def _mark(expression: str, place: Position, draft: Draft) -> str:
    draft.figures += 1
    if draft.figures == MOST_FIGURES:
        what = Message("there are more than {limit} figures in this text", limit=MOST_FIGURES)
        draft.find(place, what, Message("show them as a salary table"), "size")
    return draft.mark(Figure(expression, place))
