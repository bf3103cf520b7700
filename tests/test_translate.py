"""`translate`: the catalogues of a language, begun, kept and checked; and what a build says where one is lacking."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import write_po

import build
from careerguide.languages import catalogue
from careerguide.translating.extraction import texts

ROOT = Path(__file__).parent.parent
READERS = texts([ROOT / "templates"]).readers


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A guide in French, a language that the program has no words of, with a word in a template of its own."""
    shutil.copytree(ROOT / "tests/guides/us-percentiles", tmp_path / "content")
    settings = tmp_path / "content/guide.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("language: en-US", "language: fr"), "utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "static").mkdir()
    text = '{% extends "careerguide/role.html" %}{% block after_facts %}<p>{{ _("Ask us") }}</p>{% endblock %}'
    (tmp_path / "templates/role.html").write_text(text, encoding="utf-8")
    return tmp_path


def run(guide: Path, *command: str, code: int = 0) -> None:
    names = ("content", "templates", "static", "output", "cache")
    arguments = [*command, "--lang=en", *(f"--{name}={guide / name}" for name in names)]
    assert build.main(arguments) == code


def path(guide: Path, name: str = "fr.po") -> Path:
    return guide / "templates/translations" / name


def replaced(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def entry(english: str, own: str) -> tuple[str, str]:
    return f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{own}"'


def test_a_catalogue_is_begun_with_readers_words(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It has the plural of the language, the words of the guide's own templates, and no message for editors."""
    run(guide, "translate", "fr")

    said = capsys.readouterr().err
    text = path(guide).read_text(encoding="utf-8")
    count = len(READERS) + 1
    assert f"readers' words: {count} of {count} are left, from templates/translations/fr.po:" in said
    assert "--editors begins their catalogue" in said
    assert '"Plural-Forms: nplurals=3; plural=(n == 0 || n == 1) ? 0 : ' in text
    assert 'msgid "Ask us"' in text
    assert catalogue.parse(text.encode()).get("nobody is paid zero") is None
    assert not path(guide, "fr.editors.po").exists()


def test_what_is_translated_is_kept(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So are comments; a text that has changed is marked, and one that is gone is laid aside."""
    run(guide, "translate", "fr")
    replaced(path(guide), entry("Ask us", "Demandez-nous"), entry("No such page", "Introuvable"))
    replaced(path(guide), ('#: careerguide/pages/plan.py\nmsgid "No such page"', '# short\nmsgid "No such page"'))
    replaced(guide / "templates/role.html", ("Ask us", "Ask us now"))
    run(guide, "translate", "fr")

    text = path(guide).read_text(encoding="utf-8")
    assert '#, fuzzy\n#| msgid "Ask us"\nmsgid "Ask us now"\nmsgstr "Demandez-nous"' in text
    assert '# short\n#: careerguide/pages/plan.py\nmsgid "No such page"\nmsgstr "Introuvable"' in text

    replaced(path(guide), ('#, fuzzy\n#| msgid "Ask us"\n', ""))
    (guide / "templates/role.html").unlink()
    run(guide, "translate", "fr")
    assert path(guide).read_text(encoding="utf-8").endswith('#~ msgid "Ask us now"\n#~ msgstr "Demandez-nous"\n')

    capsys.readouterr()
    run(guide, "translate", "fr")
    assert "nothing was written" in capsys.readouterr().err


def test_a_catalogue_over_the_programs_has_what_that_lacks(guide: Path) -> None:
    """A guide's own Russian catalogue holds its own words, and those that it wants otherwise."""
    path(guide).parent.mkdir()
    path(guide, "ru.po").write_text('msgid "Search"\nmsgstr "Найти"\n', encoding="utf-8")
    run(guide, "translate", "ru")
    catalog = catalogue.parse(path(guide, "ru.po").read_bytes())
    assert {each.id: each.string for each in catalog if each.id} == {"Search": "Найти", "Ask us": ""}


def test_a_country_takes_the_words_of_its_language(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a catalogue for Austria only what German lacks is asked for; pt_BR.po is the catalogue of pt-BR."""
    run(guide, "translate", "de-AT")
    assert [each.id for each in catalogue.parse(path(guide, "de-AT.po").read_bytes()) if each.id] == ["Ask us"]
    path(guide, "pt_BR.po").write_text('msgid "Search"\nmsgstr "Buscar"\n', encoding="utf-8")
    run(guide, "translate", "pt-BR")
    assert 'msgid "Search"\nmsgstr "Buscar"' in path(guide, "pt_BR.po").read_text(encoding="utf-8")
    assert not path(guide, "pt-BR.po").exists()


def test_messages_for_editors_are_begun_when_asked_for(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(guide, "translate", "fr", "--editors")
    assert "editors' messages: " in capsys.readouterr().err
    assert 'msgid "nobody is paid zero"' in path(guide, "fr.editors.po").read_text(encoding="utf-8")


def test_check_writes_nothing(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It fails where a file is not current, and where readers' words are left."""
    run(guide, "translate", "fr", "--check", code=1)
    assert "templates/translations/fr.po: error: this file is not current" in capsys.readouterr().err
    assert not path(guide).exists()
    run(guide, "translate", "fr")
    run(guide, "translate", "fr", "--check", code=1)
    assert "error: readers' words that are not translated" in capsys.readouterr().err


def test_english_words_need_no_translation(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No catalogue is begun; one that says some of them otherwise has no others added."""
    run(guide, "translate", "en")
    said = capsys.readouterr().err
    assert "nothing was written\nreaders' words: all are in the program already\neditors' messages: all are" in said
    path(guide, "en.po").parent.mkdir()
    path(guide, "en.po").write_text('msgid "Search"\nmsgstr "Find"\n', encoding="utf-8")
    run(guide, "translate", "en")
    assert "readers' words: all 1 are translated" in capsys.readouterr().err


def test_a_code_is_written_as_usual(guide: Path) -> None:
    """A guide in pt-BR finds no words under another spelling of its code."""
    run(guide, "translate", "pt_br")
    assert path(guide, "pt-BR.po").is_file()


@pytest.mark.parametrize("code", ["sr-Latn", "es-419", "zh-Hant-TW"])
def test_a_language_may_have_a_script_or_a_part_of_the_world(
    guide: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    """Its catalogue is named so too."""
    replaced(guide / "content/guide.yaml", ("language: fr", f"language: {code}"))
    run(guide, "build", "--pages-only")
    assert f"content {code} begins one" in capsys.readouterr().err
    assert f'<html lang="{code}"' in (guide / "output/index.html").read_text(encoding="utf-8")
    run(guide, "translate", code.lower())
    assert path(guide, f"{code}.po").is_file()


def test_where_no_guide_is_no_catalogue_is_begun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["translate", "fr", "--lang=en", f"--content={tmp_path / 'content'}"]) == 1
    assert "error: there is no folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_language_that_nobody_knows_is_told(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Such as a country's code: its words could not be translated, for “translate” refuses it."""
    replaced(guide / "content/guide.yaml", ("language: fr", "language: cz"))
    run(guide, "build", "--pages-only")
    assert "“cz” is no language that Babel knows [untranslated]" in capsys.readouterr().err


@pytest.mark.parametrize("code", ["xq", "tlh"])
def test_an_unknown_language_is_refused(guide: Path, capsys: pytest.CaptureFixture[str], code: str) -> None:
    run(guide, "translate", code, code=1)
    assert f"“{code}” is no language that Babel knows" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("english", "own", "said"),
    [
        ("up to {amount}", "jusqu’à {montant}", "has {montant} of its own"),
        ("up to {amount}", "jusqu’à ce montant", "lacks {amount}"),
        ("Collected: %(date)s.", "Le %(date)s, à 100 % sûr.", "cannot be filled in"),
    ],
)
def test_a_wrong_placeholder_is_named_with_its_line(
    guide: Path, capsys: pytest.CaptureFixture[str], english: str, own: str, said: str
) -> None:
    """A build says so before a page is rendered, and translate too."""
    run(guide, "translate", "fr")
    replaced(path(guide), entry(english, own))
    line = path(guide).read_text(encoding="utf-8").splitlines().index(f'msgid "{english}"') + 1
    for command in (["build"], ["translate", "fr"]):
        capsys.readouterr()
        run(guide, *command, code=1)
        err = capsys.readouterr().err
        assert re.search(rf"translations/fr\.po:{line}:1: error: .*{re.escape(said)}", err), err
        assert "\n   " in err or "= " in err


def test_a_build_tells_what_readers_see_in_english(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By number, with the remedy; the site is built all the same, in the numbers of the language."""
    run(guide, "build", "--pages-only")
    said = capsys.readouterr().err
    assert "guide.yaml: warning: the language fr has no catalogue: readers see English words [untranslated]" in said
    assert f"translate --content {guide / 'content'} fr begins one" in said
    page = (guide / "output/salaries/keeper/index.html").read_text(encoding="utf-8")
    assert '<html lang="fr" dir="ltr">' in page

    run(guide, "translate", "fr")
    for lacking, english in ((len(READERS) + 1, "Home"), (len(READERS), "Search")):
        capsys.readouterr()
        run(guide, "build", "--pages-only")
        assert f"lacks {lacking} of {len(READERS) + 1} readers' words" in capsys.readouterr().err
        replaced(path(guide), entry(english, "x"))


def test_the_remedy_of_words_in_english_leads_on(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the command that adds them, if there are any to add, to the line where they wait to be filled in."""

    def remedy() -> str:
        capsys.readouterr()
        run(guide, "build", "--pages-only")
        return capsys.readouterr().err.partition(" = ")[2].strip()

    path(guide).parent.mkdir(parents=True)
    path(guide).write_text('msgid "Search"\nmsgstr "Rechercher"\n', encoding="utf-8")
    assert remedy().endswith("fr adds them, to be filled in")
    run(guide, "translate", "fr")
    left = capsys.readouterr().err.partition("from templates/translations/")[2].partition(" on")[0]
    assert remedy() == f"fill them in, from templates/translations/{left} on; what is marked fuzzy has changed"

    replaced(guide / "content/guide.yaml", ("language: fr", "language: fr-CA"))  # it takes the words of fr
    assert remedy() == f"fill them in, from templates/translations/{left} on; what is marked fuzzy has changed"
    path(guide).write_text('msgid "Search"\nmsgstr "Rechercher"\n', encoding="utf-8")
    assert remedy().endswith("content fr adds them, to be filled in")


def test_a_whole_catalogue_is_no_matter(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said of editors' messages, which remain English."""
    run(guide, "translate", "fr")
    whole = catalogue.parse(path(guide).read_bytes())
    for each in whole:
        if each.id:
            each.string = (*each.id, each.id[1]) if each.pluralizable else each.id
    with path(guide).open("wb") as file:
        write_po(file, whole)
    capsys.readouterr()
    run(guide, "build", "--strict", "--pages-only")
    assert capsys.readouterr().err == ""


def test_a_language_is_written_from_right_to_left(guide: Path) -> None:
    replaced(guide / "content/guide.yaml", ("language: fr", "language: he"))
    run(guide, "build", "--pages-only")
    assert '<html lang="he" dir="rtl">' in (guide / "output/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", ["docs/translating.md", "docs/translating.ru.md"])
def test_the_example_of_the_document_is_a_catalogue(guide: Path, document: str) -> None:
    """It is read, and kept as it is where `translate` adds the rest."""
    name, text = re.findall(
        r"^```po (\S+)\n(.*?)^```$", (ROOT / document).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )[0]
    path(guide).parent.mkdir()
    (guide / name).write_text(text, encoding="utf-8")
    run(guide, "build", "--pages-only", "--quiet")
    assert "métiers" in (guide / "output/skills/index.html").read_text(encoding="utf-8")
    run(guide, "translate", "fr")
    after = path(guide).read_text(encoding="utf-8")
    assert [entry for entry in text.strip().split("\n\n") if entry.partition("\nmsgid")[2] not in after] == []
