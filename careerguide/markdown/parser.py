"""The boundary to the Markdown parser: text in, tree of HTML elements with source positions out.

comrak reads the text as GitHub does (CommonMark with tables, strikes, task lists, bare links and footnotes) and gives
its tree as XML; adapter.py converts its nodes to HTML elements. Nothing else imports the parser, so that another one
could take its place.
"""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

import comrak

from careerguide.core.problems import Message
from careerguide.markdown.adapter import Tree, Unreadable, tree_of
from careerguide.markdown.marks import Finding
from careerguide.markdown.places import Places
from careerguide.reading.source import Position

MAX_CELLS = 20_000  # of one table, with those that short rows leave out

_EXTENSIONS = comrak.ExtensionOptions(table=True, strikethrough=True, tasklist=True, autolink=True, footnotes=True)
_PARSING = comrak.ParseOptions(leave_footnote_definitions=True)
_RENDERING = comrak.RenderOptions(unsafe_=True, sourcepos=True)

_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_|~"  # all that Markdown may read as a mark, but for braces and backticks
_SHIELD = {ord(char): 0xE100 + ord(char) for char in _PUNCTUATION}
_UNSHIELD = {chr(code): html.escape(chr(char)) for char, code in _SHIELD.items()}
_SHIELDED = re.compile("[\ue100-\ue17f]")

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMESPACE = ' xmlns="http://commonmark.org/xml/1.0"'
# comrak 0.2 writes the words after a fence's mark as they are, which may be no XML.
_INFO = re.compile(r'(<code_block [^>]*?) info=".*?"( xml:space="preserve">[^<>"]*</code_block>)', re.DOTALL)
_TITLE = re.compile(r' title="[^"\n]*\n[^"]*"')  # over several lines, which XML would make one
# comrak 0.2 leaves links by label out once their addresses are longer than the text; on GitHub, than 100,000 too.
_PADDING = 100_000
_PADDED = re.compile(r" {90000,}\n?")  # in the last block, where that is never closed
_TABLE = re.compile(r'<table sourcepos="(\d+):(\d+)')


def parse(text: str, opaque: re.Pattern[str] | None = None) -> Tree:
    """Return the tree of a text; what `opaque` matches within a line is read as plain text.

    Raises Unreadable where the text nests too deep, holds too large a table, or makes the parser fail.
    """
    shielded = opaque.sub(lambda match: match.group().translate(_SHIELD), text) if opaque else text
    xml = _xml(shielded)
    _check_tables(xml)
    if opaque:
        xml = _SHIELDED.sub(lambda match: _UNSHIELD[match.group()], xml)
    try:
        document = ElementTree.fromstring(xml)
    except ElementTree.ParseError:
        raise _failed() from None
    return tree_of(document, Places(text.split("\n"), shielded.split("\n")))


def _xml(text: str) -> str:
    padding = ("" if text.endswith("\n") else "\n") + " " * _PADDING if "]:" in text else ""
    try:
        xml = comrak.markdown_to_xml(text + padding, _EXTENSIONS, _PARSING, _RENDERING)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic in Rust is no Exception
        raise _failed() from None
    if padding:
        xml = _PADDED.sub("", xml)
    xml = _INFO.sub(r"\1\2", _NO_XML.sub("\ufffd", xml)).replace(_NAMESPACE, "", 1)
    return _TITLE.sub(lambda match: match.group().replace("\n", "&#10;"), xml)


def _check_tables(xml: str) -> None:
    if xml.count("<table_cell") <= MAX_CELLS:
        return
    for match in _TABLE.finditer(xml):
        if xml.count("<table_cell", match.end(), xml.find("</table>", match.end())) > MAX_CELLS:
            what = Message("the table has more than {limit} cells", limit=MAX_CELLS)
            place = Position(int(match[1]), int(match[2]))
            raise Unreadable(Finding(place, what, Message("split it, or make it a salary table"), check="size"))


def _failed() -> Unreadable:
    what = Message("the Markdown parser fails on this text")
    hint = Message("take out what was added last, and please report the text to the developers")
    return Unreadable(Finding(Position(1, 1), what, hint, check="size"))
