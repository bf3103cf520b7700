"""Texts made to break a reader: each is read in linear time or refused with a Problem, and nothing in it runs."""

import gc
import re
import time
from collections.abc import Callable

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prose_guide import CONTEXT, markup, prose

from careerguide.markdown.document import resolve
from careerguide.markdown.limits import MAX_CHARACTERS

SIZE = 15_000  # characters of the smaller of two texts that are compared
MOST_GROWTH = 3.0  # of processor time from n to 2 n: 2 where it is linear, 4 where it is quadratic
LEAST_SECONDS = 0.01  # below that, growth is not measured: no text that readers wait for


def times(unit: str, size: int) -> str:
    """Return the unit as often as fits, on lines that source.py would accept."""
    text = unit * (size // len(unit))
    return text if "\n" in unit else "\n".join(text[at : at + 7_000] for at in range(0, len(text), 7_000))


UNITS = [
    *(
        "> ",
        "[",
        "[]",
        "![",
        "![[]()",
        "<!--\n\n",
        "<title> ",
        "<name> ",
        "</name> ",
        "<?x ",
        "<title></title>",
        "[a](",
        "[[a](b)",
        '[a](b "',
        "[a](b '",
        "[a](<b",
        "]",
        "[^a",
        "[a][",
        "[a]: <\n",
        "[ ",
    ),
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
DEEP: dict[str, Callable[[int], str]] = {
    "quotes": lambda n: "> " * 4_500 * n + "a",
    "lists on one line": lambda n: "- " * 4_500 * n + "a",
    "lists below each other": lambda n: "\n".join("  " * level + "- a" for level in range(150 * n)),
    "numbers below each other": lambda n: "\n".join("   " * level + "1. a" for level in range(100 * n)),
    "brackets": lambda n: "[" * 450 * n + "a" + "](b)" * 450 * n,
    "brackets in addresses": lambda n: "[a](" + "(" * 450 * n + ")" * 450 * n + ")",
    "emphasis": lambda n: "*a **b " * 1_000 * n + "b** a* " * 1_000 * n,
    "tags": lambda n: "".join(f"<b x{number}>" for number in range(1_500 * n)),
    "tags in each paragraph": lambda n: "".join(f"<i x{number}>\n\na\n\n" for number in range(1_000 * n)),
    "addresses in tags": lambda n: "".join(f"<a href=x{number}.md>a</a>\n" for number in range(500 * n)),
    "a table's columns": lambda n: "|" + "a|" * 2_000 * n + "\n|" + "-|" * 2_000 * n + "\n" + "a\n" * 2_000 * n,
    "ticks of all lengths": lambda n: "\n\n".join([" ".join("`" * length for length in range(1, 140))] * n),
    "addresses by label": lambda n: "[a]: /" + "x" * 1_500 + "\n\n" + "[a] " * 4_500 * n,
    "footnotes": lambda n: (
        "".join(f"[^{k}] " for k in range(1_000 * n)) + "".join(f"\n\n[^{k}]: a" for k in range(1_000 * n))
    ),
    "footnotes in sections": lambda n: "".join(f"## a\n\nb[^{k}]\n\n[^{k}]: c\n\n" for k in range(500 * n)),
    "footnotes without a text": lambda n: "".join(f"[^{k}]\n" for k in range(2_000 * n)),
    "ids": lambda n: "".join(f"## a {{#b{number}}}\n" for number in range(1_000 * n)),
    "blanks": lambda n: "a" + " " * 9_500 * n + "b\n# " + " " * 9_500 * n + "x\n",
    "a delimiter row": lambda n: "a|b\n-" + " " * 9_500 * n + "x\n",
}
TEXTS = {repr(unit): lambda n, unit=unit: times(unit, SIZE * n) for unit in UNITS} | DEEP


def processor_time(text: str) -> float:
    """Return how long it takes to show or refuse a text, once it is known to be told within bounds.

    Without the collector of cycles, as in a build: it looks at all that the other tests have left in memory.
    """
    gc.disable()
    try:
        started = time.process_time()
        made, problems = markup(text)
        _, more = resolve(made, CONTEXT)
        taken = time.process_time() - started
    finally:
        gc.enable()
    assert len(problems) <= 200
    assert len(more) <= 400
    assert all(problem.line >= 1 and problem.column >= 1 for problem in [*problems, *more])
    return taken


@pytest.mark.parametrize("name", TEXTS)
def test_twice_the_text_takes_twice_the_time(name: str) -> None:
    """Whatever a text repeats or nests, it is shown or refused without a traceback, in time that grows as it does."""
    small, large = TEXTS[name](1), TEXTS[name](2)
    least = [float("inf"), float("inf")]
    for _ in range(8):  # others use the machine too: the best of several tries counts
        least = [min(least[0], processor_time(small)), min(least[1], processor_time(large))]
        if least[1] < max(LEAST_SECONDS, MOST_GROWTH * least[0]):
            return
    raise AssertionError(f"{least[0]:.4f} s become {least[1]:.4f} s")


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("а" * (MAX_CHARACTERS + 1), "size"),
        ("*" * 1_000, "nesting"),
        ("раз\n\n" + "[" * 5_000, "nesting"),
        (DEEP["quotes"](2), "nesting"),
        (DEEP["lists below each other"](2), "nesting"),
        (DEEP["tags"](2), "nesting"),
        (DEEP["a table's columns"](2), "size"),
        (DEEP["addresses by label"](2), "size"),
        (DEEP["emphasis"](2), "nesting"),
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
