"""Slips in YAML: each is reported at its place with a remedy, and the rest of the file is read all the same."""

import time

import pytest

from careerguide.commands.problem_formats import to_terminal
from careerguide.core.problems import Severity
from careerguide.reading.source import Source, from_bytes
from careerguide.reading.yaml_reader import parse_markdown, parse_yaml

# What is typed, what is read, and for each mistake its line, its column and what the remedy says.
SLIPS = {
    "a colon in a value": ("a: b: c\nz: 1\n", {"a": "b: c", "z": "1"}, [(1, 4, 'a: "b: c"')]),
    "a colon in a value of two lines": ("a: b: c\n  d\nz: 1\n", {"a": "b: c d", "z": "1"}, [(1, 4, 'a: "b: c d"')]),
    "a colon and quotes in a value": ('a: b: "c"\n', {"a": 'b: "c"'}, [(1, 4, "a: 'b: \"c\"'")]),
    "a colon in braces": ("a: {b: c: d, e: f}\n", {"a": {"b": "c: d", "e": "f"}}, [(1, 8, '"c: d"')]),
    "a colon in an item": ("a:\n  - B: c: d\n", {"a": ["B: c: d"]}, [(2, 5, '- "B: c: d"')]),
    "two in one line": (
        "a: {b: c: d, e: f: g}\n",
        {"a": {"b": "c: d", "e": "f: g"}},
        [(1, 8, '"c: d"'), (1, 17, '"f: g"')],
    ),
    **{
        f"a value that begins with {char}": (
            f"a: {char}b c\nz: 1\n",
            {"a": f"{char}b c", "z": "1"},
            [(1, 4, f'a: "{char}b c"')],
        )
        for char in ("@", "`", "%", "**", "& ", "*", "> ", ">", "| ", "? ", "]", ", ")
    },
    "only a star": ("a: *\n", {"a": "*"}, [(1, 4, 'a: "*"')]),
    "bold type": ("a: **b c**\nz: 1\n", {"a": "b c", "z": "1"}, [(1, 4, "a: b c")]),
    "no space before braces": ("a:{b: c, d: e}\n", {"a": {"b": "c", "d": "e"}}, [(1, 2, "a: {b: c, d: e}")]),
    "= in braces": ("a: {b: c, d = e}\n", {"a": {"b": "c", "d": "e"}}, [(1, 13, "d: e")]),
    "a wide colon in braces": ("a: {b: c, d： e}\n", {"a": {"b": "c", "d": "e"}}, [(1, 12, "d: e")]),
    "no comma after a number": ("a: {b: 1 c: 2}\n", {"a": {"b": "1", "c": "2"}}, [(1, 9, ", c:")]),
    "# for a value in braces": (
        "a: {b: 1, c: #N/A}\nd: 2\n",
        {"a": {"b": "1", "c": "#N/A"}, "d": "2"},
        [(1, 14, '"#N/A"')],
    ),
    "# for a value at the end": ("a: {b: 1, c: #N/A}\n", {"a": {"b": "1", "c": "#N/A"}}, [(1, 14, '"#N/A"')]),
    "a key without its colon": ("a:\n  b;\n    c: d\n", {"a": {"b": {"c": "d"}}}, [(2, 3, "b:")]),
    "text after a bracket": ("a: [b] c\n", {"a": "[b] c"}, [(1, 4, 'a: "[b] c"')]),
    "a tab": (
        "a:\n\tb: c\n\td: e\nz: 1\n",
        {"a": {"b": "c", "d": "e"}, "z": "1"},
        [(2, 1, "spaces"), (3, 1, "spaces")],
    ),
    "tabs of two levels": (
        "a:\n\tb:\n\t\tc: d\n\te: f\n",
        {"a": {"b": {"c": "d"}, "e": "f"}},
        [(2, 1, "spaces"), (3, 1, "spaces"), (4, 1, "spaces")],
    ),
    "no space after the colon": ("y: 2\na:Б\nz: 1\n", {"y": "2", "a": "Б", "z": "1"}, [(2, 2, "a: Б")]),
    "no space in the first line": ("a:Б\nz: 1\n", {"a": "Б", "z": "1"}, [(1, 2, "a: Б")]),
    "no space in braces": ("a: {m:70 000, n: 1}\n", {"a": {"m": "70 000", "n": "1"}}, [(1, 6, "m: 70 000")]),
    "a no-break space after the colon": ("y: 2\na:\u00a0b\n", {"y": "2", "a": "b"}, [(2, 3, "a: b")]),
    "a zero-width space after the colon": ("y: 2\na:\u200b b\n", {"y": "2", "a": "b"}, [(2, 3, "a: b")]),
    "a no-break space in braces": ("a: {m:\u00a070, n: 1}\n", {"a": {"m": "70", "n": "1"}}, [(1, 7, "m: 70")]),
    "a no-break space before the colon": ("a\u00a0: b\n", {"a": "b"}, [(1, 2, "a")]),
    "a zero-width space in a key": ("a\u200bb: c\n", {"ab": "c"}, [(1, 2, "ab")]),
    "no-break spaces in the indentation": ("a:\n\u00a0\u00a0b: c\n", {"a": {"b": "c"}}, [(2, 1, "space bar")]),
    "a zero-width space in the indentation": ("a: 1\n\u200bb: c\n", {"a": "1", "b": "c"}, [(2, 1, "delete")]),
    "a wide colon": ("y: 2\na：b\n", {"y": "2", "a": "b"}, [(2, 2, "a: b")]),
    "= for a colon": ("y: 2\na = b\n", {"y": "2", "a": "b"}, [(2, 3, "a: b")]),
    "a hyphen without space": ("a:\n  - b\n  -c\n  - d\n", {"a": ["b", "c", "d"]}, [(3, 3, "- c")]),
    "a hyphen with a no-break space": ("a:\n  - b\n  -\u00a0c\n", {"a": ["b", "c"]}, [(3, 3, "- c")]),
    "a hyphen without space before a brace": (
        "a:\n  - {b: c}\n  -{b: d}\n",
        {"a": [{"b": "c"}, {"b": "d"}]},
        [(3, 3, "- {b: d}")],
    ),
    "a dash for a hyphen": ("a:\n- b\n— c\n", {"a": ["b", "c"]}, [(3, 1, "- c")]),
    "a bullet for a hyphen": ("a:\n- b\n• c\n", {"a": ["b", "c"]}, [(3, 1, "- c")]),
    "text after quotes": ('a: "Б" в\nz: 1\n', {"a": '"Б" в', "z": "1"}, [(1, 4, "'\"Б\" в'")]),
    "text after quotes in a list": ('a:\n  - "Б" в\n  - c\n', {"a": ['"Б" в', "c"]}, [(2, 5, "'\"Б\" в'")]),
    "text after quotes in brackets": ('a: ["Б" в, c]\n', {"a": ['"Б" в', "c"]}, [(1, 5, "'\"Б\" в'")]),
    "quotes in quotes": ('a: "b "c" d"\n', {"a": 'b "c" d'}, [(1, 4, "'b \"c\" d'")]),
    "a quote too many": ('a: "b""\n', {"a": 'b"'}, [(1, 7, "'b\"'")]),
    "an apostrophe": ("a: 'D'Art'\nz: 1\n", {"a": "D'Art", "z": "1"}, [(1, 4, '"D\'Art"')]),
    "an apostrophe in braces": ("a: {b: 'D'Art', c: d}\n", {"a": {"b": "D'Art", "c": "d"}}, [(1, 8, '"D\'Art"')]),
    "a backslash": ('a: "C:\\dir\\я"\n', {"a": "C:\\dir\\я"}, [(1, 7, "'C:\\dir\\я'")]),
    "an open quote": ('a: "b\nc: d\n', {"a": "b", "c": "d"}, [(1, 4, '"b"')]),
    "an open quote above another": ('a: "b\nc: d\ne: "f"\n', {"a": "b", "c": "d", "e": "f"}, [(1, 4, '"b"')]),
    "two open quotes": ('a: "b\nc: d\ne: "f\n', {"a": "b", "c": "d", "e": "f"}, [(1, 4, '"b"'), (3, 4, '"f"')]),
    "an open quote and one at an end": ('a: "b\nc: d"\n', {"a": "b", "c": 'd"'}, [(1, 4, '"b"')]),
    "an open quote in braces": (
        'a:\n- {s: "31,5 %, w: x}\nb: "y"\n',
        {"a": [{"s": "31,5 %", "w": "x"}], "b": "y"},
        [(2, 7, '"31,5 %"')],
    ),
    "# in braces": ("a: {b: c #d, e: f}\n", {"a": {"b": "c #d", "e": "f"}}, [(1, 10, '"c #d"')]),
    "# in brackets": ("a: [b #1, c]\nz: 1\n", {"a": ["b #1", "c"], "z": "1"}, [(1, 7, '"b #1"')]),
    "; in braces": ("a: {b: c; d: e}\n", {"a": {"b": "c", "d": "e"}}, [(1, 9, ", instead of ;")]),
    "an open bracket": ("a: [b, c\nz: 1\n", {"a": ["b", "c"], "z": "1"}, [(1, 4, "[b, c]")]),
    "an open brace": ("a: {b: c\nz: 1\n", {"a": {"b": "c"}, "z": "1"}, [(1, 4, "{b: c}")]),
    "an open brace after a key alone": ("a: {b\nz: 1\n", {"a": {"b": ""}, "z": "1"}, [(1, 4, "{b}")]),
    "a brace too many": ("a: {b: c}}\nz: 1\n", {"a": {"b": "c"}, "z": "1"}, [(1, 10, "delete")]),
    "a key one column off": ("a:\n   b: c\n  d: e\n", {"a": {"b": "c", "d": "e"}}, [(3, 3, "same column")]),
    "a key too deep": ("a: b\n  c: d\n", {"a": "b", "c": "d"}, [(2, 4, "same column")]),
    "a comment of HTML": ("y: 2\n<!-- x -->\nz: 1\n", {"y": "2", "z": "1"}, [(2, 1, "# x")]),
    "an anchor": ("a: &b c\nz: 1\n", {"a": "c", "z": "1"}, [(1, 4, "&b")]),
    "a tag": ("a: !b c\nz: 1\n", {"a": "c", "z": "1"}, [(1, 4, "quotes")]),
    "a second document": ("a: b\n---\nc: d\n", {"a": "b"}, [(2, 1, "---")]),
    "a # that cuts a value": ("a: b #1 c\n", {"a": "b"}, [(1, 4, '"b #1 c"')]),
    "a # that cuts a whole value": ("a: #b\n", {"a": ""}, [(1, 4, '"#b"')]),
}


@pytest.mark.parametrize(("typed", "read", "told"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_reported_and_what_is_meant_is_read(
    typed: str, read: dict[str, object], told: list[tuple[int, int, str]]
) -> None:
    """Each slip is one Problem at its place in the file as typed, with what to write; nothing else is reported."""
    data, problems = parse_yaml(Source("x.yaml", typed))

    assert data is not None
    assert data.value == read
    assert [(problem.line, problem.column) for problem in problems] == [place[:2] for place in told]
    for problem, (_, _, remedy) in zip(problems, told, strict=True):
        assert remedy in str(problem.hint)


@pytest.mark.parametrize("name", [name for name, (_, _, told) in SLIPS.items() if len(told) == 1])
def test_a_slip_costs_no_other(name: str) -> None:
    """The same slip in eight places of a file is reported eight times in one run, each at its own line."""
    typed, _, told = SLIPS[name]
    lines = typed.count("\n") + 1
    if name in {"a second document", "a no-break space in braces"} or typed.startswith("a: #"):
        pytest.skip("is reported once for a file")
    entries = [f"k{n}:\n" + "".join(f"  {line}\n" for line in typed.splitlines()) for n in range(8)]

    _, problems = parse_yaml(Source("x.yaml", "".join(entries)))

    assert {problem.line for problem in problems} == {n * lines + 1 + told[0][0] for n in range(8)}


SOUND = {
    "comments": "a: b # c\nd: e  # f: g\nh: 'i' #j\n",
    "folded text": "a: >-\n  b: c\n  - d\n  'e\nf: |\n  <<<<<<< g\n  #h\n",
    "a plain text over lines": "a: b\n  c d\n  - e\nf: g\n",
    "a quoted text over lines": 'a: "b\n  c: d\n  - e"\nf: [\n  "g",\n]\n',
    "addresses": "a: https://example.org:80/#b\nc: {d: https://example.org/e#f, g: 'h: i'}\n",
    "dashes": "a: — b\nc: -5\nd: [–, —]\n",
    "no-break spaces in values": "a: b\u00a0c\nd: {e: 50\u00a0000\u00a0–\u00a060\u00a0000}\n",
    "words of other letters as keys": "а: b\nключ: c\n",
}


@pytest.mark.parametrize("typed", SOUND.values(), ids=SOUND)
def test_what_yaml_allows_is_no_slip(typed: str) -> None:
    """Nothing is reported of YAML that is unusual and right."""
    data, problems = parse_yaml(Source("x.yaml", typed))

    assert data is not None
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "line", "body"),
    [
        ("\n\n---\nt: x\n---\nтекст\n", 3, "текст\n"),
        ("----\nt: x\n---\nтекст\n", 1, "текст\n"),
        ("—-\nt: x\n---\nтекст\n", 1, "текст\n"),
        ("t: x\n---\nтекст\n", 1, "текст\n"),
        ("---\nt: x\n----\nтекст\n---\n", 3, "текст\n---\n"),
        ("---\nt: x\n—\nтекст\n", 3, "текст\n"),
        ("---\nt: x\n---\u00a0\nтекст\n", 3, "текст\n"),
        ("---\nt: x\n ---\nтекст\n", 3, "текст\n"),
        ("---\nt: x ---\nтекст\n", 2, "текст\n"),
    ],
)
def test_a_fence_that_is_not_quite_one(typed: str, line: int, body: str) -> None:
    """What is nearly --- is reported at its own line, and front matter and text are read as they are meant."""
    data, text, problems = parse_markdown(Source("x.md", typed))

    assert [problem.line for problem in problems] == [line]
    assert data is not None
    assert data.value == {"t": "x"}
    assert text is not None
    assert text.text == body
    assert typed.split("\n")[text.first_line - 1 :] == body.split("\n")


def test_remedies_are_whole() -> None:
    """A long value is given whole, so that the remedy can be pasted."""
    value = "очень " * 40 + "длинное: значение"

    _, problems = parse_yaml(Source("x.yaml", f"a: {value}\n"))

    assert f'a: "{value}"' in str(problems[0].hint)


def test_positions_behind_a_corrected_slip_are_those_typed() -> None:
    """What stands behind a slip on its line keeps its line, column and width."""
    data, _ = parse_yaml(Source("x.yaml", 'a: {b: c: d, e: f: g, h: "i", j:k, l: m}\n'))

    assert data is not None
    typed = data.source.lines[0]
    for key, shown in {"b": "c: d", "e": "f: g", "h": '"i"', "j": "k", "l": "m"}.items():
        place = data.position(("a", key))
        assert typed[place.column - 1 : place.column - 1 + place.width] == shown


DROPPED = {"\u2028": " ", "\u2029": " ", "\u0085": " ", "\u0097": "—", "\u0093": "“", "\x0b": " ", "\x02": " "}


@pytest.mark.parametrize(("char", "meant"), DROPPED.items(), ids=map(ascii, DROPPED))
def test_what_a_text_processor_left_is_dropped(char: str, meant: str) -> None:
    """Line separators and controls are read as what they mean, with advice at their place; the file is no less read."""
    source, problems = from_bytes(f"первая\nа{char}б {char}\n".encode(), "x.md")

    assert source is not None
    assert source.text == f"первая\nа{meant}б {meant}\n"
    assert [(problem.line, problem.column) for problem in problems] == [(2, 2), (2, 5)]
    assert {(problem.severity, problem.check) for problem in problems} == {(Severity.ADVICE, "dropped-character")}
    assert char not in to_terminal(problems[0])


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\u202e", "\u2066", "\ue000", "\ufffe"])
def test_what_can_deceive_is_refused(char: str) -> None:
    """Bidirectional overrides, NUL, escape sequences and private symbols keep a file from being read."""
    source, problems = from_bytes(f"а{char}б\n".encode(), "x.md")

    assert source is None
    assert [problem.severity for problem in problems] == [Severity.ERROR]


def seconds(text: str) -> float:
    started = time.process_time()
    _, problems = parse_yaml(Source("x.yaml", text))
    assert problems
    return time.process_time() - started


@pytest.mark.parametrize(
    "line",
    ["k{n}: a: b\n", 'k{n}: "a\n', "k{n}:a\n", "k{n}:\n\ta: b\n", "k{n}: [a\n", "<<<<<<< a\n", "\u00a0k{n}: a\n"],
)
def test_time_grows_no_faster_than_the_file(line: str) -> None:
    """A file of nothing but slips takes time in proportion to its length: of very many the first are reported."""

    def text(lines: int) -> str:
        return "".join(line.format(n=n) for n in range(lines))

    short = min(seconds(text(5_000)) for _ in range(3))
    assert min(seconds(text(20_000)) for _ in range(2)) < 12 * short + 0.2
