"""The package: what it holds, and that its commands serve a guide that lies somewhere else."""

import os
import re
import shutil
import signal
import site
import subprocess
import sys
import tarfile
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from careerguide import __version__
from careerguide.languages import catalogue
from careerguide.translating import extraction

ROOT = Path(__file__).parent.parent
PARTS = ("build.py", "templates/base.html", "templates/translations/ru.po", "static/css/site.css")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist: those to be published, if PACKAGES names it, or else new ones."""
    if given := os.environ.get("PACKAGES"):
        return ROOT / given
    folder = tmp_path_factory.mktemp("packages")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--target", "sdist"]
    subprocess.run([*command, "--directory", folder], cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def programs(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that has the wheel, and borrows the libraries of this one."""
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not installed")
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, symlinks=sys.platform != "win32")
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    wheel = next(packages.glob("*.whl"))
    install = [uv, "pip", "install", "--offline", "--no-deps", "--quiet", "--python", programs / "python", wheel]
    subprocess.run(install, check=True)
    own = subprocess.check_output([programs / "python", "-c", "import site; print(site.getsitepackages()[-1])"])
    (Path(own.decode().strip()) / "libraries.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return programs


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A folder with the content of a guide, and nothing else."""
    shutil.copytree(ROOT / "tests/guides/minimal", tmp_path / "content")
    return tmp_path


def run(guide: Path, *command: str | Path, code: int = 0, env: dict[str, str] | None = None) -> str:
    """Return what a command prints when it is run in a guide's folder; it has to end with the code."""
    environment = os.environ | (env or {})
    ran = subprocess.run(command, cwd=guide, capture_output=True, text=True, encoding="utf-8", env=environment)
    assert ran.returncode == code, ran.stderr
    return ran.stdout + ran.stderr


def test_the_sdist_holds_what_the_wheel_is_made_from(packages: Path) -> None:
    with tarfile.open(next(packages.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {*PARTS, "pyproject.toml", "careerguide/__main__.py"}


def test_the_wheel_holds_the_program_and_nothing_else(packages: Path) -> None:
    """With the licences of all that is in it, and metadata of a version that PyPI's tools have long known."""
    with zipfile.ZipFile(next(packages.glob("*.whl"))) as wheel:
        names = wheel.namelist()
        about = wheel.read(next(name for name in names if name.endswith(".dist-info/METADATA"))).decode()

    tops = {name.partition("/")[0] for name in names}
    assert "careerguide" in tops and len(tops) == 2
    assert [name for name in names if "__pycache__" in name] == []
    assert "\nLicense-Expression: MIT AND OFL-1.1 AND ISC\n" in about
    licences = {name.rpartition("/")[2] for name in names if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "literata-LICENSE.txt", "outlines-LICENSE.txt"}
    assert about.startswith("Metadata-Version: 2.4\n")


def test_the_command_builds_and_checks_the_guide_in_the_current_folder(programs: Path, guide: Path) -> None:
    """Templates, styles, words and the search come from the package."""
    command = programs / "careerguide"

    run(guide, command, "build", "--strict")
    run(guide, command, "check", "--strict")

    page = (guide / "site/roles/designer/index.html").read_text(encoding="utf-8")
    assert '<html lang="ru"' in page
    assert "Обязанности" in page
    assert (guide / "site/pagefind").is_dir()
    assert {path.name for path in guide.iterdir()} == {"content", "site", ".cache", ".site.careerguide"}


def test_the_command_writes_content(programs: Path, guide: Path) -> None:
    """`new`, `import` and `schema` write into the current folder, and name the command itself as the next step."""
    command = programs / "careerguide"
    (guide / "pay.csv").write_text("Город;Медиана\nМосква;90 000\nСанкт-Петербург;80 000\n", encoding="utf-8")

    assert "careerguide serve" in run(guide, command, "new", "role", "--title=Editor", "--lang=en")
    imported = run(guide, command, "import", "pay.csv", "--role=art-director", "--currency=RUB", "--period=month")
    assert "careerguide check" in imported
    run(guide, command, "schema")

    assert "careerguide check" in (guide / ".vscode/tasks.json").read_text(encoding="utf-8")
    assert "build.py" not in imported + (guide / "content/roles/editor.md").read_text(encoding="utf-8")
    run(guide, command, "schema", "--check")


def test_the_command_begins_a_catalogue(programs: Path, guide: Path) -> None:
    """It has the same words as one that is begun in the repository."""
    said = run(guide, programs / "careerguide", "translate", "fr", "--editors", "--lang=en")
    assert "careerguide translate" not in said
    for name, texts in zip(("fr.po", "fr.editors.po"), extraction.texts([ROOT / "templates"]), strict=True):
        begun = catalogue.parse((guide / "templates/translations" / name).read_bytes())
        assert {entry.id: [file for file, _ in entry.locations] for entry in begun if entry.id} == {
            id: sorted(files) for id, files in texts.items()
        }


def test_the_command_shows_a_preview(programs: Path, guide: Path) -> None:
    """`serve` shows the guide, with the styles of the package."""
    command = [programs / "careerguide", "serve", "--port=0", "--no-open", "--lang=en"]
    with subprocess.Popen(command, cwd=guide, stdout=subprocess.PIPE, text=True, encoding="utf-8") as preview:
        assert preview.stdout
        address = re.findall(r"http://\S+", preview.stdout.readline())[0]
        assert "Дизайнер" in urllib.request.urlopen(f"{address}roles/designer/").read().decode()
        assert urllib.request.urlopen(f"{address}css/site.css").status == 200
        preview.send_signal(signal.SIGTERM)


def test_help_and_mistakes_name_the_command_as_it_was_started(programs: Path, guide: Path) -> None:
    assert "usage: careerguide" in run(guide, programs / "careerguide", "--help", "--lang=en")
    module = (programs / "python", "-m", "careerguide")
    assert "usage: python -m careerguide" in run(guide, *module, "build", "--bad", "--lang=en", code=2)


def test_the_repository_runs_as_a_module_too(guide: Path) -> None:
    """`python -m careerguide` in a checkout is build.py, for the guide in the current folder."""
    usage = run(ROOT, sys.executable, "-m", "careerguide", "new", "--help", "--content", guide / "content")
    assert "python -m careerguide new" in usage


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_guide_begins_in_an_empty_folder(programs: Path, tmp_path: Path, lang: str) -> None:
    """`init`, then all that a new owner does."""
    command = programs / "careerguide"
    said = ["--title=Our guide", "--currency=EUR", "--source=git+https://example.org/careerguide@v0.2.0"]
    run(tmp_path, command, "init", "guide", "--lang", lang, *said)
    guide = tmp_path / "guide"

    run(guide, command, "build", "--strict")
    run(guide, command, "check", "--strict")
    run(guide, command, "schema", "--check")
    assert (guide / "site/roles/gardener/index.html").is_file()


EXAMPLE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)  # a file of docs/own-guide.md
NEXT = "99.0.0"


@pytest.fixture
def next_version(programs: Path, tmp_path: Path) -> dict[str, str]:
    """The environment in which the command is that of a later version, in which a field has another name."""
    where = "import careerguide; print(careerguide.__path__[0])"
    installed = Path(subprocess.check_output([programs / "python", "-c", where], cwd=tmp_path).decode().strip())
    package = shutil.copytree(installed, tmp_path / "next/careerguide")
    replace(package / "__init__.py", f'__version__ = "{__version__}"', f'__version__ = "{NEXT}"')
    renamed = f'RENAMED: tuple[Renamed, ...] = (Renamed(Kind.GUIDE, "slogan", "tagline", "{NEXT}"),)  #'
    replace(package / "schema/renamed.py", "RENAMED: tuple[Renamed, ...] = ()", renamed)
    return {"PYTHONPATH": str(package.parent)}


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text that has to be in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_guide_of_ones_own_from_an_empty_folder_to_another_language(
    programs: Path, next_version: dict[str, str], tmp_path: Path
) -> None:
    """All that docs/own-guide.md says, in turn: begin, colours, pages of one's own kind, a version, a language."""
    command, guide = programs / "careerguide", tmp_path / "guide"
    source = f"git+https://example.org/careerguide@v{__version__}"
    said = ["--lang=en", "--title=Our guide", "--currency=EUR", f"--source={source}"]
    run(tmp_path, command, "init", "guide", *said)
    for name, text in EXAMPLE.findall((ROOT / "docs/own-guide.md").read_text(encoding="utf-8")):
        (guide / name).parent.mkdir(parents=True, exist_ok=True)
        (guide / name).write_text(text, encoding="utf-8")
    run(guide, command, "build", "--strict")
    assert (guide / "site/employers/acme/index.html").is_file()
    assert "all is well" in run(guide, command, "check", "--strict")

    replace(guide / "requirements.txt", f"@v{__version__}", f"@v{NEXT}")
    replace(guide / "content/guide.yaml", "tagline:", "slogan:")  # as the version before has it
    run(guide, command, "build", code=1)
    run(guide, command, "build", "--strict", env=next_version)
    told = run(guide, command, "check", "--upgrade", "--strict", env=next_version)
    assert f"“slogan” is called “tagline” since version {NEXT}" in told
    line = re.findall(r"it is still read; write: (.+)", told)[0]
    replace(guide / "content/guide.yaml", line.replace("tagline:", "slogan:"), line)
    run(guide, command, "schema", env=next_version)
    assert "all is well" in run(guide, command, "check", "--upgrade", "--strict", env=next_version)

    assert "readers' words: all" in run(guide, command, "translate", "de", env=next_version)  # of the program's own
    replace(guide / "templates/role.html", "Talk to an adviser about this role", '{{ _("Talk to an adviser") }}')
    assert "readers' words: 1 of 1" in run(guide, command, "translate", "de", env=next_version)
    words = guide / "templates/translations/de.po"
    replace(words, 'msgid "Talk to an adviser"\nmsgstr ""', 'msgid "Talk to an adviser"\nmsgstr "Lass dich beraten"')
    replace(guide / "content/guide.yaml", "language: en", "language: de")
    run(guide, command, "build", "--strict", env=next_version)
    role = (guide / "site/roles/gardener/index.html").read_text(encoding="utf-8")
    assert '<html lang="de"' in role
    assert "Lass dich beraten" in role
    assert ">Suche<" in role
