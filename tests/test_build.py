"""The command line end to end: what is built, reported and left unchanged."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run build.py as a user does, in a process of its own."""
    command = [sys.executable, str(ROOT / "build.py"), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_build_says_nothing_but_what_it_built(tmp_path: Path) -> None:
    """`build.py --strict` on a guide without a mistake prints one line."""
    ran = run("--strict", "--content", HERE / "guides/account-management", "--output", tmp_path / "site")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "site/roles/client-service-director/index.html").is_file()
    assert len(ran.stdout.splitlines()) == 1


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """The same guide built twice, in two processes with other hash seeds, is the same byte for byte."""
    for number in (1, 2):
        folders = ["--content", HERE / "guides/account-management", "--output", tmp_path / str(number)]
        command = [sys.executable, ROOT / "build.py", *folders, "--quiet"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": str(number)})
    one, two = files_of(tmp_path / "1"), files_of(tmp_path / "2")
    one.pop(".careerguide.json")
    two.pop(".careerguide.json")

    assert one == two


def test_an_error_leaves_the_old_site_untouched(tmp_path: Path) -> None:
    """A mistake in one file stops the build; the site of the last good build is unchanged."""
    content, site = tmp_path / "content", tmp_path / "site"
    shutil.copytree(HERE / "guides/minimal", content)
    assert run("--content", content, "--output", site).returncode == 0
    before = files_of(site)
    (content / "roles/designer.md").write_text("---\ntitel: x\n---\n", encoding="utf-8")

    ran = run("--content", content, "--output", site)

    assert ran.returncode == 1
    assert files_of(site) == before


def test_a_removed_role_takes_its_pages_along(tmp_path: Path) -> None:
    """What is gone from the content is gone from the site."""
    content, site = tmp_path / "content", tmp_path / "site"
    shutil.copytree(HERE / "guides/no-pay", content)
    (content / "roles/second.md").write_text("---\ntitle: Second\nsummary: S.\n---\n", encoding="utf-8")
    run("--content", content, "--output", site)
    assert (site / "roles/second/index.html").exists()
    (content / "roles/second.md").unlink()

    assert run("--content", content, "--output", site).returncode == 0
    assert not (site / "roles/second").exists()


def test_warnings_stop_only_a_strict_build(tmp_path: Path) -> None:
    """A doubtful figure is a warning; with --strict it stops the build."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides/minimal", content)
    shutil.copytree(HERE / "guides_invalid/data-bands-gap", content, dirs_exist_ok=True)
    (content / "expected.txt").unlink()
    (content / "expected.ru.txt").unlink()

    assert run("--content", content, "--output", tmp_path / "one").returncode == 0
    assert run("--strict", "--content", content, "--output", tmp_path / "two").returncode == 1
    assert (tmp_path / "one").exists()
    assert not (tmp_path / "two").exists()


@pytest.mark.parametrize("state", ["missing", "empty"])
def test_no_guide_is_a_problem_and_no_crash(state: str, tmp_path: Path) -> None:
    """An empty or missing content folder is reported in plain words."""
    content = tmp_path / "content"
    if state == "empty":
        content.mkdir()

    ran = run("--lang", "en", "--content", content, "--output", tmp_path / "site")

    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert ("there is no guide.yaml" if state == "empty" else "there is no folder") in ran.stderr


def test_check_writes_nothing(tmp_path: Path) -> None:
    """`check` reports what `build` would, and leaves no file behind."""
    shutil.copytree(HERE / "guides/minimal", tmp_path / "content")
    before = files_of(tmp_path)

    ran = run("check", "--content", tmp_path / "content", "--output", tmp_path / "site")

    assert ran.returncode == 0
    assert files_of(tmp_path) == before


def test_drafts_are_left_out(tmp_path: Path) -> None:
    """A draft has no page, except with --drafts."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides/no-pay", content)
    (content / "roles/secret.md").write_text("---\ntitle: Secret\nsummary: S.\ndraft: yes\n---\n", encoding="utf-8")

    public = run("--lang", "en", "--content", content, "--output", tmp_path / "public")
    run("--drafts", "--content", content, "--output", tmp_path / "preview")

    assert "left out as drafts: content/roles/secret.md" in public.stdout
    assert not (tmp_path / "public/roles/secret").exists()
    assert (tmp_path / "preview/roles/secret/index.html").exists()


def test_github_annotations(tmp_path: Path) -> None:
    """In a workflow each problem is a command that GitHub shows on the changed line."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides/no-pay", content)
    (content / "roles/gardener.md").write_text("---\ntitle: Gardener\nsumary: S.\n---\n", encoding="utf-8")

    ran = run("--format", "github", "--content", content, "--output", tmp_path / "site")

    assert re.search(r"^::error file=content/roles/gardener\.md,line=3,col=1::", ran.stderr, re.MULTILINE)


def test_an_unknown_command_is_told_what_there_is() -> None:
    """A misspelt option ends with exit code 2 and the usage, not with a build."""
    ran = run("--contnet", "x", "--lang=en")

    assert ran.returncode == 2
    assert "usage: build.py" in ran.stderr


@pytest.mark.parametrize("address", ["example.org", "https://exam ple.org", "https://example.org/?a=b", "https://[::1"])
def test_what_is_no_address_of_a_site_is_refused(address: str) -> None:
    """An invalid --base-url ends with exit code 2 and a message; no page is rendered."""
    ran = run("--base-url", address)

    assert (ran.returncode, "--base-url" in ran.stderr, "Traceback" in ran.stderr) == (2, True, False)


def test_a_template_that_does_not_work_is_told_at_its_line(tmp_path: Path) -> None:
    """An error in a template is reported at its line, and the published site is unchanged."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    folders = ("--lang", "en", "--content", HERE / "guides/minimal", "--output", tmp_path / "site")
    folders += ("--templates", tmp_path / "templates")
    assert run(*folders).returncode == 0
    before = files_of(tmp_path / "site")
    page = tmp_path / "templates/404.html"
    old = page.read_text(encoding="utf-8")
    lines = old.count("\n")

    for broken in ("{% if %}", "{{ nothing }}", "{% include 'nothing.html' %}", "{{ 1 // 0 }}", "{% block content %}"):
        page.write_text(old.replace("{% endblock %}", f"\n\n{broken}\n{{% endblock %}}", 1), encoding="utf-8")
        ran = run(*folders)
        assert (ran.returncode, "Traceback" in ran.stderr) == (1, False), ran.stderr
        line = int(re.match(r"templates/404\.html:(\d+):", ran.stderr)[1])
        assert 1 < line <= lines + 3, ran.stderr
        assert files_of(tmp_path / "site") == before


def test_a_folder_that_somebody_else_filled_meanwhile_is_not_called_built(tmp_path: Path) -> None:
    """Nothing changed in the guide, but the output holds what no build put there: it is refused, not passed over."""
    folders = ("--lang", "en", "--content", HERE / "guides/minimal", "--output", tmp_path / "site")
    assert run(*folders).returncode == 0
    shutil.rmtree(tmp_path / "site")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/letter.txt").write_text("mine")

    ran = run(*folders)

    assert (ran.returncode, "no build of ours made it" in ran.stderr) == (1, True)
    assert files_of(tmp_path / "site") == {"letter.txt": b"mine"}


def test_the_table_of_a_draft_is_no_mistake(tmp_path: Path) -> None:
    """While a role is a draft its table waits with it."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides/minimal", content)
    role = content / "roles/designer.md"
    role.write_text(role.read_text(encoding="utf-8").replace("reviewed:", "draft: yes\nreviewed:"), encoding="utf-8")
    master = content / "roles/art-director.md"
    master.write_text("---\ntitle: Арт-директор\nsummary: Отвечает за вид.\n---\n", encoding="utf-8")
    (content / "pages/about.md").unlink()

    assert run("--strict", "--content", content, "--output", tmp_path / "site").stderr == ""


def test_a_thousand_roles_build(tmp_path: Path) -> None:
    """A guide of 1,000 roles and 1,000 tables builds, and each role has its page with its own figure."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides/minimal", content)
    role = (content / "roles/designer.md").read_text(encoding="utf-8")
    table = (content / "salaries/designer.yaml").read_text(encoding="utf-8")
    for number in range(1000):
        id, median = f"designer-{number}", f"{61 + number % 20} 000"
        (content / f"roles/{id}.md").write_text(role.replace("pay: designer", f"pay: {id}"), encoding="utf-8")
        own = table.replace("role: designer", f"role: {id}").replace("median: 70 000", f"median: {median}")
        (content / f"salaries/{id}.yaml").write_text(own, encoding="utf-8")

    ran = run("--content", content, "--output", tmp_path / "site")

    assert ran.returncode == 0, ran.stderr[:2000]
    page = (tmp_path / "site/roles/designer-999/index.html").read_text(encoding="utf-8")
    assert "80\u00a0000\u00a0₽" in page


def test_a_guide_whose_settings_are_broken_is_told_in_its_language(tmp_path: Path) -> None:
    """An editor who breaks guide.yaml itself still reads what is wrong in the guide's language."""
    content = tmp_path / "content"
    shutil.copytree(HERE / "guides/minimal", content)
    guide = content / "guide.yaml"
    guide.write_text(guide.read_text(encoding="utf-8").replace("title: ", 'title: "'), encoding="utf-8")

    assert "кавычка" in run("--content", content, "--output", tmp_path / "site").stderr
