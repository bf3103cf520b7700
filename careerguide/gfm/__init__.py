"""GitHub's Markdown: the extension that lets Python-Markdown show what GitHub's preview shows.

Python-Markdown differs from the preview in its blocks and in its inline text alike (lists straight after a paragraph,
sub-lists moved in by two, emphasis next to punctuation …), so this extension gives it other parsers for both
(gfm_blocks.py, gfm_inline.py); the pipeline, the tree and its serializer stay Python-Markdown's. Texts come out with
marks (marks.py) for addresses, ids and figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from careerguide.gfm.blocks import Blocks
from careerguide.gfm.headings import name_headings
from careerguide.gfm.inline import Inline
from careerguide.gfm.spans import raw_html
from careerguide.prose.marks import (
    LEAF_MARK,
    SECTION,
    Draft,
    Fixed,
    Link,
    Note,
    Word,
    number,
)
from careerguide.reading.source import Position


class GitHubFlavour(Extension):
    """Reads Markdown as GitHub does; `draft` holds what the last text meant."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.draft = Draft()

    def extendMarkdown(self, md: Markdown) -> None:
        """Put GitHub's rules in the place of Python-Markdown's own."""
        md.registerExtension(self)
        md.preprocessors = Registry()
        md.treeprocessors = Registry()
        md.postprocessors = Registry()
        md.parser = _Blocks(md, self)
        md.treeprocessors.register(_Texts(self), "texts", 20)
        md.postprocessors.register(_PutIn(self), "put-in", 20)

    def reset(self) -> None:
        """Forget the last text."""
        self.draft = Draft()


class _Blocks(BlockParser):
    def __init__(self, md: Markdown, flavour: GitHubFlavour) -> None:
        super().__init__(md)
        self.flavour = flavour

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        expanded = [line.expandtabs(4) if "\t" in line else line for line in lines]
        if expanded and not expanded[-1]:
            del expanded[-1]  # what comes after the text's last line end
        self.root = Blocks(self.flavour.draft).read(expanded)
        return ElementTree(self.root)


class _Texts(Treeprocessor):
    def __init__(self, flavour: GitHubFlavour) -> None:
        super().__init__()
        self.flavour = flavour

    def run(self, root: Element) -> None:
        draft = self.flavour.draft
        for leaf in draft.leaves:
            leaf.html = raw_html(draft, leaf) if leaf.raw else Inline(draft, leaf).html()
        _add_notes(draft, root)
        name_headings(draft)


class _PutIn(Postprocessor):
    def __init__(self, flavour: GitHubFlavour) -> None:
        super().__init__()
        self.flavour = flavour

    def run(self, text: str) -> str:
        leaves = self.flavour.draft.leaves
        return LEAF_MARK.sub(lambda match: leaves[number(match)].html, text)


def markdown() -> tuple[Markdown, GitHubFlavour]:
    """Return a Markdown instance that reads as GitHub does, and the extension that makes it do so."""
    flavour = GitHubFlavour()
    return Markdown(extensions=[flavour], output_format="html"), flavour


def _add_notes(draft: Draft, root: Element) -> None:
    """Put the footnotes at the end of the section in which each is first referred to."""
    used = sorted((note for note in draft.notes.values() if note.uses), key=lambda note: note.number)
    if not used:
        return
    ends = [index for index, child in enumerate(root) if child.text and child.text.startswith(SECTION)] + [len(root)]
    lists: dict[int, Element] = {}
    for note in used:
        if note.section not in lists:
            lists[note.section] = Element("ol", {"start": str(note.number)})
        lists[note.section].append(_note_item(draft, note))
    for section in sorted(lists, reverse=True):
        box = Element("div", {"class": draft.mark(Fixed("footnotes"))})
        box.append(lists[section])
        box.tail = "\n"
        root.insert(ends[section], box)


def _note_item(draft: Draft, note: Note) -> Element:
    item = note.element
    item.set("id", draft.mark(Fixed(note.id)))
    item.tail = "\n"
    last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
    place = Position(0, 1)
    back = draft.mark(Link("#" + note.use_id(1), place))
    link = SubElement(last, "a", {"href": back, "aria-label": draft.mark(Word("Back to the text"))})
    link.text = "↩"
    last.text = f"{last.text or ''} "
    return item
