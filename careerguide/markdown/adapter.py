"""Converts the nodes of the Markdown parser to HTML elements with source positions.

A run of text is an element without a tag, which Python-Markdown's serializer writes as its content alone. An editor's
own HTML is the text of an `html-block` or `html-inline`; a footnote is a `footnote`, its number in the text a
`footnote-reference`, both with the footnote's label.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from careerguide.core.problems import Message
from careerguide.markdown.marks import Finding
from careerguide.markdown.places import Places, text_element
from careerguide.reading.source import Position

MAX_DEPTH = 30  # of lists and quotes in each other
MAX_INLINE_DEPTH = 50  # of emphasis in emphasis

_BOXES = {"block_quote": "blockquote", "item": "li", "taskitem": "li", "footnote_definition": "footnote"}
_TEXTS = {"text": None, "code": "code", "html_inline": "html-inline"}
_INLINES = {"emph": "em", "strong": "strong", "strikethrough": "del"}


class Unreadable(Exception):
    """A text that cannot be parsed; `finding` is the reason."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding.message))
        self.finding = finding


@dataclass
class Tree:
    """A text as HTML: its elements, those that hold text and no blocks (`leaves`, in order), and their places."""

    root: Element
    places: Places
    leaves: list[Element] = field(default_factory=list)


def tree_of(document: Element, places: Places) -> Tree:
    """Return the tree of a parsed document."""
    tree = Tree(Element("div"), places)
    _blocks(tree, document, tree.root, tight=False, depth=0)
    return tree


def _element(parent: Element, tag: str | None, node: Element, text: str | None = None) -> Element:
    """Add an element for a node to its parent."""
    element = SubElement(parent, tag, sourcepos=node.get("sourcepos", ""))  # type: ignore[arg-type]
    element.text = text
    return element


def _blocks(tree: Tree, node: Element, parent: Element, *, tight: bool, depth: int) -> None:
    """Add the block children of a node to its element."""
    for child in node:
        kind = child.tag
        if kind == "paragraph":
            _leaf(tree, child, _element(parent, None if tight else "p", child))
        elif kind == "heading":
            _leaf(tree, child, _element(parent, f"h{child.get('level')}", child))
        elif kind == "list":
            _list(tree, child, parent, depth)
        elif kind in _BOXES:
            _box(tree, child, parent, tight=False, depth=depth)
        elif kind == "table":
            _table(tree, child, parent)
        elif kind == "code_block":
            _element(_element(parent, "pre", child), "code", child, child.text)
        elif kind == "html_block":
            _element(parent, "html-block", child, (child.text or "").removesuffix("\n"))
        else:
            _element(parent, "hr", child)
        parent[-1].tail = "\n"


def _box(tree: Tree, node: Element, parent: Element, *, tight: bool, depth: int) -> None:
    """Add a quote, a list item or a footnote."""
    if depth >= MAX_DEPTH:
        what = Message("lists or quotes are nested more than {limit} deep", limit=MAX_DEPTH)
        raise Unreadable(Finding(_start(tree, node), what, Message("take some levels out"), check="nesting"))
    element = _element(parent, _BOXES[node.tag], node)
    if label := node.get("label"):
        element.set("label", label)
    _blocks(tree, node, element, tight=tight, depth=depth + 1)
    if completed := node.get("completed"):
        _tick_box(element, completed == "true")


def _tick_box(item: Element, checked: bool) -> None:
    """Begin the text of a task with its tick box."""
    words = item[0] if len(item) and item[0].tag in {"p", None} else item
    box = Element("input", {"type": "checkbox", "disabled": "disabled"} | ({"checked": "checked"} if checked else {}))
    words[:0] = [box, text_element(" ")]


def _list(tree: Tree, node: Element, parent: Element, depth: int) -> None:
    ordered = node.get("type") == "ordered"
    element = _element(parent, "ol" if ordered else "ul", node, "\n")
    if ordered and node.get("start", "1") != "1":
        element.set("start", node.get("start", ""))
    for item in node:
        _box(tree, item, element, tight=node.get("tight") == "true", depth=depth)
        element[-1].tail = "\n"


def _table(tree: Tree, node: Element, parent: Element) -> None:
    """Add a table: its first row has the headings, and the alignments of all."""
    table = _element(parent, "table", node, "\n")
    aligned = [cell.get("align") for cell in node[0]]
    for name, tag, rows in (("thead", "th", node[:1]), ("tbody", "td", node[1:])):
        if not rows:
            continue
        part = SubElement(table, name)
        part.text = part.tail = "\n"
        for row in rows:
            cells = _element(part, "tr", row)
            cells.tail = "\n"
            for cell, align in zip(row, aligned, strict=False):
                element = _element(cells, tag, cell)
                if align:
                    element.set("align", align)
                _leaf(tree, cell, element)


def _leaf(tree: Tree, node: Element, element: Element) -> None:
    tree.leaves.append(element)
    _inlines(tree, node, element, 0)


def _inlines(tree: Tree, node: Element, parent: Element, depth: int) -> None:
    """Add the inline children of a node to its element."""
    if depth > MAX_INLINE_DEPTH:
        what = Message("emphasis is nested more than {limit} deep", limit=MAX_INLINE_DEPTH)
        raise Unreadable(Finding(_start(tree, node), what, Message("take some levels out"), check="nesting"))
    for child in node:
        kind = child.tag
        if kind in _TEXTS:
            _element(parent, _TEXTS[kind], child, child.text)
        elif kind == "softbreak":
            parent.append(text_element("\n"))
        elif kind == "linebreak":
            _element(parent, "br", child).tail = "\n"
        elif kind == "footnote_reference":
            _element(parent, "footnote-reference", child).set("label", child.get("label", ""))
        elif kind in _INLINES:
            _inlines(tree, child, _element(parent, _INLINES[kind], child), depth + 1)
        else:
            _target(tree, child, parent, depth)


def _target(tree: Tree, node: Element, parent: Element, depth: int) -> None:
    """Add a link or a picture, with its address and title."""
    link = node.tag == "link"
    element = _element(parent, "a" if link else "img", node)
    element.set("href" if link else "src", node.get("destination", ""))
    _inlines(tree, node, element, depth + 1)
    if node.get("title"):
        element.set("title", node.get("title", ""))


def _start(tree: Tree, node: Element) -> Position:
    return tree.places.position(node)._replace(width=1)
