"""Each .po file says all there is to say: the words of the code and of the templates, and no others.

In Python an id is a literal: the first argument of Message, Word, translate or say, both forms of ntranslate, and the
description of a field in models/. What is missing is told as it should stand in the .po file.
"""

import ast
import gettext
import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "templates/translations"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.po"))

# What takes an id, and how many: a plural takes two. A call with something else than literals is no use of an id.
CALLS = {"Message": 1, "Word": 1, "translate": 1, "say": 1, "ntranslate": 2, "plural": 2}
# Messages whose id is not a literal where they are made, because it stands elsewhere as one.
ELSEWHERE = {"careerguide/reading/decoding.py: Message(meaning)", "careerguide/pay/outliers.py: Message(SAID[side])"}

Id = str | tuple[str, str]


@cache
def ids() -> dict[Id, list[str]]:
    """Return every id with the files that use it."""
    found: dict[Id, list[str]] = {}
    for id, file in chain(_in_python(), _in_templates()):
        files = found.setdefault(id, [])
        if file not in files:
            files.append(file)
    return found


def python_files() -> list[Path]:
    return [*sorted((ROOT / "careerguide").rglob("*.py")), ROOT / "build.py"]


def _in_python() -> Iterator[tuple[Id, str]]:
    for path in python_files():
        file = path.relative_to(ROOT).as_posix()
        for call in _calls(path):
            literals = [_literals(argument) for argument in call.args[: CALLS.get(_name(call), 0)]]
            if len(literals) == 2 and all(literals):
                yield (literals[0][0], literals[1][0]), file
            elif len(literals) == 1:
                yield from ((id, file) for id in literals[0])
            if path.parent.name == "models":
                described = (keyword.value for keyword in call.keywords if keyword.arg == "description")
                yield from ((id, file) for value in described for id in _literals(value))


def _calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _literals(node: ast.expr) -> list[str]:
    """Return the literal that an expression is, or the two of "one" if … else "other"."""
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _in_templates() -> Iterator[tuple[Id, str]]:
    with (FOLDER / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")
    methods = [(pattern, method) for pattern, method in methods if pattern.startswith("templates/")]
    found = extract_from_dir(
        ROOT / "templates",
        [(p.removeprefix("templates/"), m) for p, m in methods],
        {p.removeprefix("templates/"): o for p, o in options.items()},
    )
    return ((id, f"templates/{Path(file).as_posix()}") for file, _, id, _, _ in found)


def test_every_id_in_the_code_is_a_literal() -> None:
    """A Message whose id is put together while the program runs could not be found here, nor translated."""
    unseen = {
        f"{path.relative_to(ROOT).as_posix()}: {_name(call)}({ast.unparse(call.args[0])})"
        for path in python_files()
        for call in _calls(path)
        if _name(call) in {"Message", "Word"} and call.args and not _literals(call.args[0])
    }
    assert unseen == ELSEWHERE


@pytest.fixture(scope="module", params=LANGUAGES)
def catalog(request: pytest.FixtureRequest) -> Catalog:
    with (FOLDER / f"{request.param}.po").open("rb") as file:
        return read_po(file, locale=request.param, abort_invalid=True)


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def as_entries(wanted: dict[Id, list[str]]) -> str:
    """Return ids as they stand in a .po file."""
    lacking, text = Catalog(), io.BytesIO()
    for id, files in wanted.items():
        lacking.add(id, locations=[(file, 0) for file in files])
    write_po(text, lacking, width=120, omit_header=True, include_lineno=False, sort_by_file=True)
    return text.getvalue().decode()


def test_every_word_is_translated(catalog: Catalog) -> None:
    translated = {message.id for message in entries(catalog) if all(forms(message))}
    missing = {id: files for id, files in ids().items() if id not in translated}
    if missing:
        pytest.fail(f"not in {catalog.locale}.po:\n\n{as_entries(missing)}", pytrace=False)


def test_no_word_is_translated_that_nothing_says(catalog: Catalog) -> None:
    unused = [message.id for message in entries(catalog) if message.id not in ids()]
    assert unused == [], f"take out of {catalog.locale}.po"


def test_no_translation_is_in_doubt_or_laid_aside(catalog: Catalog) -> None:
    assert [message.id for message in entries(catalog) if message.fuzzy] == []
    assert list(catalog.obsolete) == []


PLACEHOLDER = re.compile(r"\{(\w+)\}|%\((\w+)\)[sr]")


def placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text)}


def test_a_translation_has_the_placeholders_of_its_id(catalog: Catalog) -> None:
    wrong = []
    for message in entries(catalog):
        wanted = placeholders(message.id[-1] if message.pluralizable else message.id)
        wrong += [text for text in forms(message) if text and placeholders(text) != wanted]
    assert wrong == []


def test_a_translation_can_be_filled_in(catalog: Catalog) -> None:
    """Other braces and per cent signs than a placeholder's are doubled where there are placeholders, and only there."""
    for message in entries(catalog):
        id = message.id[-1] if message.pluralizable else message.id
        named = {name: "×" for pair in PLACEHOLDER.findall(id) for name in pair if name}
        for text in forms(message) if named else ():
            filled = text % named if "%(" in id else text.format_map(named)
            assert not placeholders(filled), text
            assert filled.count("{") == (id % named if "%(" in id else id.format_map(named)).count("{"), text


def test_the_plural_is_that_of_the_language(catalog: Catalog) -> None:
    text = (FOLDER / f"{catalog.locale}.po").read_text(encoding="utf-8")
    assert '"Plural-Forms: ' in text
    right = get_plural(catalog.locale)
    assert catalog.num_plurals == right.num_plurals
    ours, theirs = gettext.c2py(catalog.plural_expr), gettext.c2py(right.plural_expr)
    assert [ours(n) for n in range(1_002)] == [theirs(n) for n in range(1_002)]
    for message in entries(catalog):
        assert len(forms(message)) == (right.num_plurals if message.pluralizable else 1), message.id
