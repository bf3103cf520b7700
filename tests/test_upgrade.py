"""`check --upgrade` tells what a new version asks of a guide; blocks that are gone are told by each build."""

import shutil
from pathlib import Path

import pytest

import build
from careerguide import __version__

ROOT = Path(__file__).parent.parent
SOURCE = f"git+https://example.org/careerguide@v{__version__}"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A guide as `init` writes it, with empty folders for what is its own."""
    said = ["--lang=en", "--title=Our guide", "--currency=EUR", f"--source={SOURCE}"]
    assert build.main(["init", str(tmp_path), *said]) == 0
    for name in ("templates", "static"):
        (tmp_path / name).mkdir()
    return tmp_path


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def run(guide: Path, *command: str, code: int = 0) -> None:
    names = ("content", "templates", "static", "output", "cache")
    folders = [f"--{name}={guide / name}" for name in names]
    assert build.main([*command, "--quiet", *folders]) == code


def upgrade(guide: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what `check --upgrade` says; it never fails on account of an upgrade."""
    capsys.readouterr()
    run(guide, "check", "--upgrade", "--strict")
    return capsys.readouterr().err


def test_a_guide_of_this_version_has_nothing_to_do(guide: Path, capsys) -> None:
    """Nor has one without a folder of templates, settings or a workflow."""
    assert upgrade(guide, capsys) == ""
    for name in (".vscode", ".github", ".devcontainer"):
        shutil.rmtree(guide / name)
    (guide / "requirements.txt").unlink()
    assert upgrade(guide, capsys) == ""


def test_it_tells_a_template_that_replaces_the_whole(guide: Path, capsys) -> None:
    """With the blocks that it lacks; one that extends the original is no concern."""
    write(guide / "templates/role.html", '{% extends "careerguide/role.html" %}{% block after_facts %}a{% endblock %}')
    write(guide / "templates/parts/colophon.html", "<footer>Ours</footer>\n")
    base = (ROOT / "templates/base.html").read_text(encoding="utf-8")
    write(guide / "templates/base.html", base.replace("{% block end_of_page %}{% endblock %}", ""))

    said = upgrade(guide, capsys)
    assert (
        "templates/base.html: advice: this template replaces the program's, and lacks its blocks: end_of_page" in said
    )
    assert '{% extends "careerguide/base.html" %}' in said
    assert "templates/parts/colophon.html: advice: this template replaces the program's, so that" in said
    assert "templates/role.html" not in said


def test_an_old_template_that_fails_leads_to_the_upgrade(guide: Path, capsys) -> None:
    """Where it covers one of the program, which may have changed; a template of a new name cannot be old."""
    for name, hint in (("role.html", True), ("employer.html", False)):
        write(guide / "templates" / name, "{{ page.title.gone_in_this_version() }}")
        if not hint:
            write(guide / "templates/role.html", '{% extends "employer.html" %}')
        capsys.readouterr()
        run(guide, "build", "--pages-only", code=1)
        said = capsys.readouterr().err
        assert f"templates/{name}:1:1: error: this template uses what it is not given" in said
        assert ("check --content" in said and " --upgrade tells what to compare it with" in said) == hint


def test_it_tells_a_word_that_nothing_says(guide: Path, capsys) -> None:
    """At its line; a word of a template of the guide's own is said."""
    write(guide / "templates/parts/colophon.html", '<footer>{{ _("Ours alone") }}</footer>')
    words = 'msgid "Search"\nmsgstr "Find"\n\nmsgid "Ours alone"\nmsgstr "Ours"\n\nmsgid "Long gone"\nmsgstr "Gone"\n'
    write(guide / "templates/translations/en.po", words)

    said = upgrade(guide, capsys)
    assert "templates/translations/en.po:7:1: advice: nothing says “Long gone” in this version" in said
    assert "Ours alone" not in said
    assert "“Search”" not in said


def test_it_tells_another_version_in_requirements(guide: Path, capsys) -> None:
    for stated in ("careerguide[excel] @ git+https://example.org/careerguide@v0.0.9", "careerguide==0.0.9"):
        write(guide / "requirements.txt", f"# what builds it\n{stated}\n")
        assert f"requirements.txt: advice: version 0.0.9 is stated here, and {__version__} is" in upgrade(guide, capsys)
    write(guide / "requirements.txt", "careerguide @ git+https://example.org/careerguide@c0ffee\n")
    assert upgrade(guide, capsys) == ""


def test_it_shows_what_init_writes_otherwise(guide: Path, capsys) -> None:
    """As lines to take over; what the owner has added, and newer versions of actions, are no difference."""
    workflow = guide / ".github/workflows/guide.yml"
    text = workflow.read_text(encoding="utf-8")
    newer = text.replace("@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", f"@{'0' * 40} # v7.0.0")
    assert newer != text
    write(workflow, newer + "\n# ours\n")
    assert upgrade(guide, capsys) == ""

    write(workflow, text.replace("careerguide build --strict", "careerguide build"))
    said = upgrade(guide, capsys)
    assert ".github/workflows/guide.yml: advice: this version of init writes this file otherwise" in said
    assert "+        run: careerguide build --strict" in said


def test_it_tells_settings_that_are_not_current(guide: Path, capsys) -> None:
    write(guide / ".vscode/schemas/role.json", "{}")
    assert ".vscode: advice: the settings for VS Code are not current" in upgrade(guide, capsys)


def test_the_programs_own_repository_is_no_guide_to_upgrade(tmp_path: Path, capsys) -> None:
    """Its templates are the originals, its workflows its own."""
    folders = [f"--content={ROOT / 'tests/guides/minimal'}", f"--cache={tmp_path}", f"--output={tmp_path / 'site'}"]
    assert build.main(["check", "--upgrade", "--strict", "--quiet", *folders]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("template", "text", "told"),
    [
        ("role.html", '{% extends "careerguide/role.html" %}\n{% block after_fact %}x{% endblock %}', "after_fact"),
        (
            "role.html",
            '{% extends "base.html" %}\n{% block nowhere %}{% block main %}x{% endblock %}{% endblock %}',
            "nowhere",
        ),
    ],
)
def test_a_block_that_is_filled_in_vain_is_a_warning(guide: Path, template: str, text: str, told: str, capsys) -> None:
    write(guide / "templates" / template, text)
    capsys.readouterr()
    run(guide, "build", "--strict", "--lang=en", code=1)
    said = capsys.readouterr().err
    assert f"templates/{template}:2:10: warning: " in said
    assert f"has no block “{told}”" in said


@pytest.mark.parametrize(
    ("template", "text", "told"),
    [
        ("rolle.html", "<p>x</p>", ": warning: no page is made"),
        (
            "role.html",
            '{% block after_facts %}\n<p style="color: red">{% endblock %}',
            ":2:1: warning: browsers",
        ),
        ("role.html", "{% block after_facts %}\n<script>x()</script>{% endblock %}", ":2:1: warning: browsers"),
        ("base.html", '{% block footer %}\n<a\n onclick="x()">y</a>{% endblock %}', ":2:1: warning: browsers"),
    ],
)
def test_a_template_without_effect_is_a_warning(guide: Path, template: str, text: str, told: str, capsys) -> None:
    """One that no page is made from; code that the policy of all pages forbids."""
    write(guide / "templates" / template, f'{{% extends "careerguide/{template.replace("ll", "l")}" %}}{text}')
    capsys.readouterr()
    run(guide, "build", "--strict", "--lang=en", code=1)
    assert f"templates/{template}{told}" in capsys.readouterr().err


def test_templates_with_an_effect_are_no_warning(guide: Path) -> None:
    """A part that another template includes, files that are loaded, data; a policy of the guide's own."""
    write(guide / "templates/parts/own.html", '{# <style> #}<!-- <p style="x"> --><p title="style=">x</p>')
    write(
        guide / "templates/role.html",
        '{% extends "careerguide/role.html" %}{% block after_facts %}{% include "parts/own.html" %}'
        '<script type="application/ld+json">{}</script>{% endblock %}',
    )
    run(guide, "build", "--strict", "--lang=en")


def test_a_block_within_a_block_that_is_there_is_shown(guide: Path) -> None:
    """Also one that a template between the two has."""
    write(
        guide / "templates/base.html",
        '{% extends "careerguide/base.html" %}{% block footer %}{% block own %}1{% endblock %}{% endblock %}',
    )
    write(guide / "templates/role.html", '{% extends "careerguide/role.html" %}{% block own %}Mine{% endblock %}')
    run(guide, "build", "--strict")
    assert "Mine" in (guide / "output/roles/gardener/index.html").read_text(encoding="utf-8")
