"""The program's catalogues say all there is to say in their languages: its words for readers, and its messages.

In Python an id is a literal: see careerguide/translating/extraction.py. `build.py translate` adds what is missing.
"""

import ast
import gettext
import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.plurals import get_plural

import build
from careerguide.languages import catalogue
from careerguide.languages.language import Language
from careerguide.translating import extraction

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "templates/translations"
GUIDE = ROOT / "tests/guides/minimal"
FILES = sorted(path.name for path in FOLDER.glob("*.po"))
LANGUAGES = sorted({name.partition(".")[0] for name in FILES})
TEXTS = extraction.texts([ROOT / "templates"])

# Messages whose id is not a literal where they are made, because it stands elsewhere as one.
ELSEWHERE = {
    "careerguide/schema/descriptions.py: Message(description)",
    "careerguide/schema/examples.py: Message(example)",
    "careerguide/schema/examples.py: Message(entry)",
    "careerguide/pay/outliers.py: Message(sentence)",
}


def test_every_id_in_the_code_is_a_literal() -> None:
    """A Message whose id is put together while the program runs could not be found here, nor translated."""
    unseen = {
        f"{extraction.shown(path)}: {extraction.called(call)}({ast.unparse(call.args[0])})"
        for path in extraction.python_files()
        for call in extraction.calls(path)
        if extraction.called(call) in {"Message", *extraction.FOR_READERS}
        and call.args
        and not extraction.literals(call.args[0])
    }
    assert unseen == ELSEWHERE


def test_no_message_names_a_module() -> None:
    """Editors know build.py; the other files of the program are not theirs."""
    ids = {**TEXTS.readers, **TEXTS.editors}
    assert [id for id in ids if re.search(r"\w\.py\b", str(id).replace("build.py", ""))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_complete_and_current(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No reader sees an English word, and no file holds what nothing says."""
    assert build.main(["translate", language, "--check", "--lang=en", f"--content={GUIDE}"]) == 0, (
        capsys.readouterr().err
    )


def test_every_message_is_russian_too() -> None:
    """The messages for editors are in the language of the project's own guide; in others they may remain English."""
    russian = catalogue.parse((FOLDER / "ru.editors.po").read_bytes())
    assert TEXTS.editors.keys() - catalogue.translated(russian) == set()


@pytest.fixture(params=FILES)
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return catalogue.parse((FOLDER / request.param).read_bytes())


def test_no_translation_is_laid_aside(catalog: Catalog) -> None:
    assert list(catalog.obsolete) == []


def test_placeholders_are_those_of_the_english_text(catalog: Catalog) -> None:
    """In each form of the plural too, which in other guides' catalogues may leave the number out."""
    wrong = [str(mistake.message) for mistake in catalogue.mistakes(catalog)]
    for entry in catalog:
        found = [set(catalogue.PLACEHOLDER.findall(text)) for text in catalogue.strings(entry) if text]
        wanted = set(catalogue.PLACEHOLDER.findall(entry.id[-1] if entry.pluralizable else entry.id))
        wrong += [str(entry.id)] * any(each != wanted for each in found if entry.id)
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_the_plural_is_that_of_the_language(name: str) -> None:
    catalog = catalogue.parse((FOLDER / name).read_bytes())
    assert '"Plural-Forms: ' in (FOLDER / name).read_text(encoding="utf-8")
    right = get_plural(name.partition(".")[0])
    ours, theirs = gettext.c2py(catalog.plural_expr), gettext.c2py(right.plural_expr)
    assert [ours(n) for n in range(1_002)] == [theirs(n) for n in range(1_002)]
    for entry in catalog:
        assert len(catalogue.strings(entry)) == (right.num_plurals if entry.pluralizable else 1), entry.id


def test_what_a_site_says_is_marked_as_for_readers(
    any_guide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every text that is translated while a site is built is among those with which translators begin."""
    said: set[str] = set()

    def translate(self: Language, text: str) -> str:
        said.add(text)
        return text

    monkeypatch.setattr(Language, "translate", translate)
    monkeypatch.setattr(Language, "ntranslate", lambda self, one, many, n: translate(self, one if n == 1 else many))
    folders = [f"--content={any_guide}", f"--output={tmp_path / 'site'}", f"--cache={tmp_path / 'cache'}"]
    assert build.main([*folders, "--quiet"]) == 0
    readers = {each for id in TEXTS.readers for each in ([id] if isinstance(id, str) else id)}
    assert said
    assert said - readers - {""} == set()
