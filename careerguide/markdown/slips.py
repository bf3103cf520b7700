"""Finds mistyped markup: text that an editor meant as Markdown and readers would see as typed.

In: a parsed document. Out: warnings of the check `slip`, each with the text to write instead. The lines are searched as
typed, but only what the parser treats as plain text is reported, so never code or HTML.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from careerguide.core.lookalikes import SPACES, UNSEEN, as_drawn
from careerguide.core.problems import Message
from careerguide.markdown.block_slips import block_slips
from careerguide.markdown.draft import Draft, Title
from careerguide.markdown.figures import SMART_QUOTES
from careerguide.markdown.marks import WikiLink
from careerguide.markdown.places import Places
from careerguide.markdown.text_runs import TextRuns
from careerguide.reading.source import Position
from careerguide.schema.sections import SECTIONS
from careerguide.schema.slug import is_slug, slug

_LOCAL = r"(?:\.\.?/|/|#)[^()\[\]<>\n]*|[^()\[\]<>\n]*\.(?:md|yaml|png|jpe?g|gif|webp|avif)(?: *#[^()\[\]<>\s]*)?"
_WEB = r"(?:https?://|mailto:|www\.)[^()\[\]<>\n]*"
_ADDRESS = rf"(?:{_WEB}|{_LOCAL})"
_LABEL = r"(?<!\\)(?P<label>!?\[[^\[\]\n]*+)"
_ENTITY = "nbsp|mdash|ndash|laquo|raquo|hellip|thinsp|shy|quot|copy|amp|lt|gt"
_WIKI = re.compile(r"(?<!\\)\[\[(?P<target>[^\[\]|()\n]++)(?:\|(?P<label>[^\[\]\n]++))?\]\]")


class Rule(NamedTuple):
    """A pattern whose group `at` must be plain text, what is wrong, and a function that returns the correction."""

    pattern: re.Pattern[str]
    what: Message
    correct: Callable[[re.Match[str]], str | None]


def _figure(match: re.Match[str]) -> str | None:
    if match.group().startswith("{{"):  # never closed, which is an error
        return None
    return "{{ " + match["call"].translate(SMART_QUOTES) + " }}"


def _without_spaces(match: re.Match[str]) -> str | None:
    """Return a link or picture without spaces in its address: names of files have hyphens instead."""
    address = match["address"].strip()
    if " " not in address or '"' in address:
        return None
    if re.match(_WEB, address):
        return f"{match['label']}]({re.sub(' +', '%20', address)})"
    file, mark, anchor = address.partition("#")
    stem, ending = posixpath.splitext(file.strip())
    parts = (part if is_slug(part) or not part.strip(".") else slug(part) for part in stem.split("/"))
    return f"{match['label']}]({'/'.join(parts)}{ending.lower()}{mark}{anchor.replace(' ', '-')})"


def _emphasis(match: re.Match[str]) -> str:
    mark, words = match["at"], match["words"]
    if words != words.strip():
        return f"{mark}{words.strip()}{mark}"
    return f"<b>{words}</b>"  # next to a quote or a bracket, the marks are none


_RULES = (
    Rule(
        re.compile(rf"{_LABEL}(?P<at>\])[ \t]++\((?P<address>{_ADDRESS})\)"),
        Message("with a space between ] and ( this is no link"),
        lambda match: f"{match['label']}]({match['address'].strip()})",
    ),
    Rule(
        re.compile(rf"{_LABEL}(?P<at>\])\((?P<address>{_ADDRESS})\)"),
        Message("an address cannot have spaces in it"),
        _without_spaces,
    ),
    Rule(
        re.compile(rf"{_LABEL}(?P<at>\])\((?P<address>https?://[^()\[\]<>\s]+)(?=\s|$)(?![^()\n]*\))"),
        Message("the ) that ends the address is missing"),
        lambda match: f"{match['label']}]({match['address'].rstrip('.,;:!?')})",
    ),
    Rule(
        re.compile(rf"{_LABEL}(?P<at>\])[: ]*(?P<address>[^()\[\]<>\s]+\.(?:png|jpe?g|gif|webp|avif))(?![\w.])"),
        Message("the address of a picture stands in ( and )"),
        lambda match: f"{match['label']}]({match['address']})" if match["label"].startswith("!") else None,
    ),
    Rule(
        re.compile(r"(?<![\w\\\]!])(?P<label>\[(?!\d+\])[^\[\]\n]++)(?P<at>\])\[[^\[\]\n]*\]"),
        Message("no line of this text says where the link leads"),
        lambda match: f"{match['label']}](…)",
    ),
    Rule(
        re.compile(r"(?<!\\)(?P<label>\[[^\[\]\n]++)(?P<at>\])\((?P<number>\+?\d[\d -]{6,}\d)\)"),
        Message("a link cannot lead to a telephone number"),
        lambda match: f"{match['label'][1:]}: {match['number']}",
    ),
    Rule(
        re.compile(r"(?<!\\)(?P<at>\[)(?: +\^ *|\^ +)(?P<id>[\w-]+) *\](?!\()"),
        Message("a footnote is referred to without spaces"),
        lambda match: f"[^{match['id']}]",
    ),
    Rule(
        re.compile(rf"(?<!\\)\((?P<label>[^()\[\]\n]++)(?P<at>\))\[(?P<address>{_ADDRESS})\]"),
        Message("in a link, the text is between [ and ], and the address between ( and )"),
        lambda match: f"[{match['label']}]({match['address'].strip()})",
    ),
    Rule(
        re.compile(
            r"(?:\{+ *|\[\[ *)?(?P<at>\b)(?P<call>pay(?:_min|_max)?\((?=[^(){}\n\"'“”«»]*+[\"'“”«»])[^(){}\n]*+\))"
            r"(?: *(?:\}+|\]\]))?"
        ),
        Message("a figure needs two braces on each side"),
        _figure,
    ),
    Rule(
        re.compile(r"(?<![\w*\\])(?P<at>\*\*)(?!\*)(?P<words>[^*\n]++)(?<!\\)\*\*(?!\*)"),
        Message("these asterisks do not make bold text here"),
        _emphasis,
    ),
    Rule(
        re.compile(r"(?<![\w_~\\])(?P<at>__|~~)[ \t]++(?P<words>(?:(?!__|~~)[^\n])+?)(?<=\S)[ \t]++(?P=at)(?![\w_~])"),
        Message("with spaces inside, __ and ~~ mark nothing"),
        lambda match: f"{match['at']}{match['words'].strip()}{match['at']}",
    ),
    Rule(
        re.compile(r"(?<![\w*\\])(?P<at>\*)\*(?P<words>[\w«“\"][^*\n]*+)(?<![\s(])\*(?![*\w])"),
        Message("bold text needs two asterisks on each side"),
        lambda match: f"**{match['words'].strip()}**",
    ),
    Rule(
        re.compile(r"(?<![\w*\\])\*(?P<words>[\w«“\"][^*\n]*+)(?<![\s(])\*(?P<at>\*)(?![*\w])"),
        Message("bold text needs two asterisks on each side"),
        lambda match: f"**{match['words'].strip()}**",
    ),
    Rule(
        re.compile(r"(?<![=\w\\])(?P<at>==)(?=[^\s=])(?P<words>[^=\n]++)(?<=\S)==(?![=\w])"),
        Message("== marks nothing on GitHub and here"),
        lambda match: f"<mark>{match['words']}</mark>",
    ),
    Rule(
        re.compile(rf"(?P<at>&)(?P<name>{_ENTITY})(?![a-zA-Z;=])"),
        Message("a semicolon is missing after this name of a character"),
        lambda match: f"&{match['name']};",
    ),
    Rule(
        re.compile(
            r"(?<![:\\\w\"'“‘«])(?P<at>\\n)(?![a-z])|(?<=[^\W\d_a-zA-Z])(?P<at2>\\n)(?![a-z])|(?<=[.,;!?»)])\\n(?![a-z])"
        ),
        Message("\\n is shown as it is typed"),
        lambda match: "<br>",
    ),
)
_BOLD = re.compile(r"\*\*\w[^*\n]*+(?:(?<=\w)\*\*(?!\*)|(?<=\S)\*\*(?![*\w]))")  # as it should be
_SUSPECT = re.compile(
    r"\][ \t]+\(|\]\([^)\s]*(?:\s|$)|\)\[|(?<!\{\{)(?<!\{\{ )pay(?:_min|_max)?\(|\*\*|(?:__|~~)[ \t]|=="
    rf"|&(?:{_ENTITY})(?!;)|\\n|!\[[^\]\n]*\](?!\()|\]\[|\[ +\^|\[\^ |\]\(\+?\d"
)

_HASHES = re.compile(
    rf"^(?P<before>[ \t>]*+)(?P<hashes>#{{2,6}}+(?=[{SPACES}{UNSEEN}]*+\w)|#(?=[{SPACES}{UNSEEN}]++\w)"
    rf"|#(?=[^\W\d_a-z\u0430-\u044f\u0451])(?=[^#]*+$))[{SPACES}{UNSEEN}]*+(?P<word>[^\s]++)"
)
_TASK = re.compile(r"^(?P<before>[ \t>]*+[-*+][ \t]++)\[(?P<tick>[\u0425\u0445vV+]?)\](?=[ \t])")
_ID = re.compile(
    r"(?:\{[ \t]*+#?[ \t]*+(?P<id>[^\W\d_][\w-]*+)[ \t]*+\}"
    r"|[(\[]#(?P<id2>[^\W\d_][\w-]*+)[)\]]"
    r"|(?<=[ \t])#(?P<id3>[a-z][a-z-]*+))[ \t]*+#*+[ \t]*+[.,:;]?$"
)
_FIRST_ID = re.compile(r"^(?P<hashes>#{1,6}[ \t]++)\{#(?P<id>[\w-]++)\}[ \t]++(?P<title>\S.*+)$")


def find_slips(draft: Draft) -> None:
    """Add a warning for each slip to a document, and its wiki links to the suspects."""
    places = draft.tree.places
    runs = TextRuns(draft)
    for title in draft.titles:
        if found := _heading(title, places):
            at = found[0].line  # its id is no template's tag, as which it has been reported
            draft.findings[:] = [f for f in draft.findings if f.check != "figure" or f.place.line != at]
            _warn(draft, *found)
    for number, line in enumerate(places.lines, 1):
        for match in _WIKI.finditer(line) if "[[" in line else ():
            if runs.hold(number, match.start() + 1):
                place = Position(number, match.start() + 1, len(match.group()))
                draft.suspects.append(WikiLink(match["target"].strip(), match["label"], place))
        for found in _line_slips(line, number, runs):
            _warn(draft, *found)
    for place, what, remedy in block_slips(draft, runs):
        hint = remedy if isinstance(remedy, Message) else Message("write instead:\n{text}", text=remedy)
        draft.warn(place, what, hint, "slip")


Slip = tuple[Position, Message, str]


def _warn(draft: Draft, place: Position, what: Message, remedy: str) -> None:
    draft.warn(place, what, Message("write {text}", text=remedy), "slip")


def _line_slips(line: str, number: int, runs: TextRuns) -> Iterator[Slip]:
    """Yield the slips of one line."""
    if "#" in line and (match := _HASHES.match(line)) and runs.hold(number, match.start("hashes") + 1):
        what = Message("without a space after the # this is no heading")
        if not line.startswith(match["word"], match.end("hashes")):
            what = Message("a no-break space stands after the #, so that this is no heading")
        marks = max("##", match["hashes"], key=len)
        start, end = match.start("hashes"), match.end()
        yield Position(number, start + 1, end - start), what, f"{marks} {match['word']}"
    if "[" in line and (match := _TASK.match(line)) and runs.hold(number, len(match["before"]) + 1):
        what = Message("a tick box has an x (of the Latin alphabet) or a space in it")
        box = "[x]" if match["tick"] else "[ ]"
        yield Position(number, len(match["before"]) + 1, len(match.group()) - len(match["before"])), what, box
    if not _SUSPECT.search(_BOLD.sub("", line) if "**" in line else line):
        return
    taken = 0
    for start, end, what, correction in sorted(_matches(line, number, runs), key=lambda found: found[:2]):
        if start >= taken:
            yield Position(number, start + 1, end - start), what, correction
            taken = end


def _matches(line: str, number: int, runs: TextRuns) -> Iterator[tuple[int, int, Message, str]]:
    for rule in _RULES:
        for match in rule.pattern.finditer(line):
            at = match.start("at") if match["at"] is not None else match.start()
            correction = rule.correct(match)
            if correction is not None and correction != match.group() and runs.hold(number, at + 1):
                yield match.start(), match.end(), rule.what, correction


def _heading(title: Title, places: Places) -> Slip | None:
    """Return the slip in a heading's id, or None."""
    number, line = title.place.line, places.line(title.place.line)
    if title.explicit is not None:
        drawn = as_drawn(title.explicit)
        if drawn == title.explicit.strip() or not (drawn in SECTIONS or re.search("[a-z]", title.explicit)):
            return None
        what = Message("letters of two alphabets are mixed in the id “{id}”", id=title.explicit)
        at = line.rfind("{#")
        return Position(number, at + 1, len(title.explicit) + 3), what, f"{{#{drawn}}}"
    start = title.place.column - 1
    if not line[:start].rstrip().endswith("#"):  # underlined
        return None
    what = Message("a heading's id is written between {open} and {close}, at the end", open="{#", close="}")
    if match := _FIRST_ID.match(line[: start + len(line)].lstrip(" >")):
        begin = len(line) - len(match.string)
        remedy = f"{match['hashes']}{match['title']} {{#{match['id']}}}"
        return Position(number, begin + 1, len(match.string)), what, remedy
    match = _ID.search(line, start)
    if match is None or "`" in line[start:]:
        return None
    id = match["id"] or match["id2"] or match["id3"]
    drawn = as_drawn(id)
    end = len(line.rstrip())
    return Position(number, match.start() + 1, end - match.start()), what, f"{{#{drawn if drawn.isascii() else id}}}"
