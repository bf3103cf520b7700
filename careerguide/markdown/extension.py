"""Python-Markdown extensions: GitHub's dialect of Markdown, and the guide's own syntax.

`GitHubFlavour` puts another parser in the place of Python-Markdown's own, which reads lists, tables and emphasis
otherwise than GitHub and knows no places (parser.py); its tree processors, serializer and postprocessors do the rest.
`GuideSyntax` registers the guide's own tree processors, in the order in which they run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from careerguide.markdown.callouts import show_callouts
from careerguide.markdown.draft import Draft
from careerguide.markdown.figure_marks import FIGURE, mark_figures
from careerguide.markdown.footnotes import place_footnotes
from careerguide.markdown.headings import mark_sections, name_headings, plain_text, read_headings
from careerguide.markdown.marks import MARK, Fixed
from careerguide.markdown.opinions import show_opinions
from careerguide.markdown.parser import parse
from careerguide.markdown.places import Leaf, make_text
from careerguide.markdown.raw_html import tidy_html
from careerguide.markdown.slips import find_slips
from careerguide.markdown.targets import mark_targets


class GitHubFlavour(Extension):
    """Parses Markdown as GitHub does; `draft` is the document parsed last."""

    draft: Draft

    def extendMarkdown(self, md: Markdown) -> None:
        """Replace Python-Markdown's parser by one for GitHub's dialect."""
        md.registerExtension(self)
        md.preprocessors = Registry()
        md.treeprocessors = Registry()
        md.parser = _Parser(md, self)
        md.treeprocessors.register(_Finish(md), "finish", 0)
        self.reset()

    def reset(self) -> None:
        """Drop the last document."""
        self.draft = Draft()


class GuideSyntax(Extension):
    """What the guide adds: figures, opinions, callouts, ids, sections, footnotes by section, checked addresses."""

    def __init__(self, flavour: GitHubFlavour) -> None:
        super().__init__()
        self.flavour = flavour

    def extendMarkdown(self, md: Markdown) -> None:
        """Register a tree processor for each step."""
        for number, step in enumerate(_STEPS):
            md.treeprocessors.register(_Step(self.flavour, step), step.__name__, 100 - number)


class _Parser(BlockParser):
    def __init__(self, md: Markdown, flavour: GitHubFlavour) -> None:
        super().__init__(md)
        self.flavour = flavour

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        tree = parse("\n".join(lines), FIGURE)
        self.flavour.draft = Draft(tree)
        self.root = tree.root
        return ElementTree(tree.root)


class _Step(Treeprocessor):
    def __init__(self, flavour: GitHubFlavour, step: Callable[[Draft], None]) -> None:
        super().__init__()
        self.flavour = flavour
        self.step = step

    def run(self, root: Element) -> None:
        self.step(self.flavour.draft)


class _Finish(Treeprocessor):
    """Sets the alternative texts of pictures, stashes raw HTML, and removes source positions."""

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            element.attrib.pop("sourcepos", None)
            if element.tag == "img":
                element.set("alt", MARK.sub("", plain_text(element)))
                element[:] = []
            if element.tag in {"html-block", "html-inline"}:
                make_text(element, self.md.htmlStash.store(element.text or ""))
            elif element.text and "&" in element.text:
                element.text = element.text.replace("&", "&amp;")  # the serializer leaves what looks like an entity
            for name, value in element.items():
                if "&" in value:
                    element.set(name, value.replace("&", "&amp;"))


def _mark_own(draft: Draft) -> None:
    """Mark tick boxes and alignments as generated, so that sanitising keeps them."""
    for element in draft.tree.root.iter():
        if element.tag == "input":
            checked = " checked" if "checked" in element.attrib else ""
            text = draft.mark(Fixed(f'<input type="checkbox" disabled{checked}>'))
            element.clear()
            make_text(element, text)
        elif element.tag == "li" and _is_task(element):
            element.set("class", draft.mark(Fixed("task")))
        elif align := element.attrib.pop("align", None):
            element.set("class", draft.mark(Fixed(align)))


def _is_task(item: Element) -> bool:
    first = item[0] if len(item) else item
    return "input" in {first.tag, *(child.tag for child in first[:1])}


def _read_leaves(draft: Draft) -> None:
    draft.leaves = [Leaf(leaf, draft.tree.places) for leaf in draft.tree.leaves]


_STEPS: tuple[Callable[[Draft], None], ...] = (
    tidy_html,
    read_headings,
    mark_figures,
    show_callouts,
    show_opinions,
    _read_leaves,
    find_slips,
    place_footnotes,
    mark_targets,
    _mark_own,
    name_headings,
    mark_sections,
)


def markdown() -> tuple[Markdown, GitHubFlavour]:
    """Return a Markdown instance for texts of the guide, and the extension that holds the last document."""
    flavour = GitHubFlavour()
    return Markdown(extensions=[flavour, GuideSyntax(flavour)], output_format="html"), flavour
