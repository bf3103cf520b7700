"""Texts made to break a reader: each is read in linear time or refused with a Problem, and nothing in it runs."""

import re
import time

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prose_guide import CONTEXT, markup, prose

from careerguide.prose import resolve
from careerguide.prose.limits import MAX_CHARACTERS

SIZE = 40_000  # characters
MOST_SECONDS = 2.5  # a slow machine takes a tenth of that; quadratic time would take minutes


def times(unit: str) -> str:
    """Return the unit as often as fits, on lines that source.py would accept."""
    text = unit * (SIZE // len(unit))
    return text if "\n" in unit else "\n".join(text[at : at + 19_000] for at in range(0, len(text), 19_000))


UNITS = [
    *("> ", "[", "[]", "![", "[a](", "[[a](b)", '[a](b "', "[a](b '", "[a](<b", "]", "[^a", "[a][", "[a]: <\n", "[ "),
    *("*a ", "_a ", "**a ", "*a _b ", "***a** ", "~a ", "~~a ", "a* ", "_*", "*a_b*c_", "` ", "`a``b", "\\", "\\*"),
    *("< ", "<a ", "<!-- ", "<? ", "<![CDATA[", "<!X ", '<a b="', "<a b='", "<b>", "</b>", "<div>\n\n", "<p>\n\n"),
    *("<li>\n", "<table><tr><td>\n", "<details>\n\n", "<svg><a>", "<select><option>", "&amp;", "&#120;", "&#"),
    *("{{ ", "{{}} ", '{{pay("a")}} ', "{% ", "{# ", "a@", "a@a.b ", "http://a.b) ", "www.", "http://", "50 000 руб. "),
    *("# a\n", "## a\n", "#### a\n", "a\n===\n", "a\n---\n", "- a\n", "- a\n\n", "- a\n* b\n", "1. a\n", "- [ ] a\n"),
    *("> a\n> — @movie\n\n", "> [!NOTE]\n> b\n\n", "```\na\n", "    a\n\n", "a|b\n-|-\n", "|a|b|c\n", "* * ", "- - "),
    *(
        "«а ",
        '"а ',
        "а - б ",
        "100 ",
        "1-1 ",
        "тендер ",
        "`a` 5 руб. ",
        "[x](b.md) ",
        "![a](b.png) ",
        "\t- a\n",
        "[^1] ",
    ),
]
DEEP = {
    "quotes": "> " * 9_000 + "a",
    "lists on one line": "- " * 9_000 + "a",
    "lists below each other": "\n".join("  " * level + "- a" for level in range(300)),
    "numbers below each other": "\n".join("   " * level + "1. a" for level in range(200)),
    "brackets": "[" * 900 + "a" + "](b)" * 900,
    "brackets in addresses": "[a](" + "(" * 900 + ")" * 900 + ")",
    "emphasis": "*a **b " * 2_000 + "b** a* " * 2_000,
    "tags": "".join(f"<b x{number}>" for number in range(3_000)),
    "tags in each paragraph": "".join(f"<i x{number}>\n\na\n\n" for number in range(2_000)),
    "a table's columns": "|" + "a|" * 4_000 + "\n|" + "-|" * 4_000 + "\n" + "a\n" * 4_000,
    "ticks of all lengths": " ".join("`" * length for length in range(1, 280)),
    "addresses by label": "[a]: /" + "x" * 1_500 + "\n\n" + "[a] " * 9_000,
    "footnotes": "".join(f"[^{n}] " for n in range(2_500)) + "\n\n" + "".join(f"[^{n}]: a\n\n" for n in range(2_500)),
    "ids": "".join(f"## a {{#b{number}}}\n" for number in range(2_500)),
    "blanks": "a" + " " * 19_000 + "b\n# " + " " * 19_000 + "x\n",
    "a delimiter row": "a|b\n-" + " " * 19_000 + "x\n",
}


@pytest.mark.parametrize("text", [*map(times, UNITS), *DEEP.values()], ids=[*map(repr, UNITS), *DEEP])
def test_no_text_takes_long(text: str) -> None:
    """Whatever a text repeats or nests, it is shown or refused within the bound, without a traceback."""
    started = time.process_time()
    made, problems = markup(text)
    _, more = resolve(made, CONTEXT)

    assert time.process_time() - started < MOST_SECONDS
    assert len(problems) <= 200
    assert len(more) <= 400
    assert all(problem.line >= 1 and problem.column >= 1 for problem in [*problems, *more])


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("а" * (MAX_CHARACTERS + 1), "size"),
        ("*" * 1_000, "nesting"),
        ("раз\n\n" + "[" * 5_000, "nesting"),
        (DEEP["quotes"], "nesting"),
        (DEEP["lists below each other"], "nesting"),
        (DEEP["tags"], "nesting"),
        (DEEP["a table's columns"], "size"),
        (DEEP["addresses by label"], "size"),
        ("{{ x }} " * 1_001, "size"),
        ("&#xE000;", "characters"),
        ("&#57344;", "characters"),
        ("&#XF8FF раз", "characters"),
        ("&#x202e;zyx", "characters"),
        ("&#8238 zyx", "characters"),
        ("&#27;[2J", "characters"),
    ],
)
def test_what_is_too_much_is_refused(text: str, check: str) -> None:
    """The Problem says which limit was reached, and nothing is shown."""
    made, problems = markup(text)

    assert {problem.check for problem in problems} == {check}
    assert (made.intro, made.sections) == ("", ())


def test_entities_of_ordinary_characters_are_fine() -> None:
    """Only the private use area is refused."""
    assert markup("&#8212; &#x2014; &#57343; &#63744; &mdash;")[1] == []


HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<script>",
                "</script>",
                "<svg/onload=a()>",
                '<img src=x onerror="a()">',
                "<iframe srcdoc='<b>'>",
                "<a href='",
            ]
            + [
                "javascript:a()",
                "'>",
                '"',
                "](",
                "[a",
                "<style>",
                "</style>",
                "<math>",
                "<mtext>",
                "<table>",
                "<mglyph>",
            ]
            + [
                "<form>",
                "<input autofocus onfocus=a()>",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "data:text/html,",
                "<b",
                ">",
            ]
            + [
                "&#106;avascript:",
                "&Tab;",
                "{{",
                "}}",
                "{%",
                "`",
                "\n",
                "\n\n",
                "> ",
                "- ",
                "## ",
                "|-|",
                "<p id=main>",
            ]
            + [
                '{{ pay_min("moskva") }}',
                "<a title='",
                "/",
                "=",
                "style=",
                " onclick=a() ",
                "\\",
                "<xmp>",
                "<noscript>",
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=14,
).map(lambda parts: re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ue000-\uf8ff\ud800-\udfff]", "", "".join(parts)))
HARMLESS = {
    "href",
    "title",
    "src",
    "alt",
    "class",
    "id",
    "role",
    "start",
    "rel",
    "loading",
    "value",
    "type",
    "disabled",
} | {*("checked", "aria-label", "open", "colspan", "rowspan", "scope", "width", "height")}
FORBIDDEN = {"script", "style", "iframe", "form", "svg", "math", "object", "embed", "link", "meta", "base", "template"}


@settings(max_examples=250, deadline=None)
@given(HOSTILE)
def test_nothing_that_runs_survives(text: str) -> None:
    """A browser's parser finds no script, handler, style, frame or form, and no address of another scheme."""
    shown, problems = prose(text)

    for piece in (shown.intro, *(part for section in shown.sections for part in (section.html, section.title_html))):
        for element in html5lib.parseFragment(piece, namespaceHTMLElements=False).iter():
            if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
                continue
            assert element.tag not in FORBIDDEN
            assert set(element.attrib) <= HARMLESS
            for name in ("href", "src"):
                assert re.match(r"site:|https?://|mailto:|$", element.attrib.get(name, ""))
        assert not re.search("[\ue000-\uf8ff]", piece)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)
