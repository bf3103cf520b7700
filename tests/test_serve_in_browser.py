"""The preview in a real browser: what an editor sees after having saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from previewing import Preview, eventually

expect = pytest.importorskip("playwright.sync_api").expect
if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

DESIGNER = "content/roles/designer.md"
Start = Callable[..., Preview]


@pytest.fixture
def role(preview: Preview, page: Page) -> Page:
    """The browser on a role's page, connected to the preview, whose other pages are made, too."""
    preview.wait_for("built in")
    page.goto(f"{preview.address}roles/designer/")
    connected(page)
    return page


def connected(page: Page) -> None:
    """Wait until the page would be told of changes."""
    expect(page.locator("preview-overlay")).to_be_attached()


def overlay(page: Page) -> Locator:
    return page.get_by_role("dialog")


def mark(page: Page) -> None:
    """Leave something in the page that a reload would lose."""
    page.evaluate("window.kept = true")


def kept(page: Page) -> bool:
    return bool(page.evaluate("window.kept === true"))


# --- what changes ---


def test_a_saved_file_is_seen_at_once(preview: Preview, role: Page) -> None:
    """The page reloads by itself, and stays where the reader had scrolled to."""
    role.set_viewport_size({"width": 500, "height": 300})
    role.evaluate("scrollTo(0, 400)")

    preview.change(DESIGNER, "Коротко о роли", "Очень коротко о роли")

    expect(role.get_by_text("Очень коротко о роли")).to_be_attached()
    eventually(lambda: role.evaluate("scrollY") == 400, "the page is where it was")


def test_a_file_that_is_replaced_is_seen(preview: Preview, role: Page, tmp_path: Path) -> None:
    """Many editor programs write a new file and rename it over the old one."""
    new = tmp_path / "content/roles/.designer.md.tmp"
    text = preview.path(DESIGNER).read_text(encoding="utf-8")
    new.write_text(text.replace("Коротко о роли", "Заново о роли"), encoding="utf-8")

    new.replace(preview.path(DESIGNER))

    expect(role.get_by_text("Заново о роли")).to_be_attached()


def test_quick_saves_end_with_the_last_one(preview: Preview, role: Page) -> None:
    """However fast one save follows the other, what is seen in the end is the last."""
    for number in range(100):
        preview.change(DESIGNER, "Коротко о роли" if not number else f"Раз {number - 1}:", f"Раз {number}:")

    expect(role.get_by_text("Раз 99:")).to_be_attached()


def test_ten_files_at_once_are_seen_together(preview: Preview, role: Page) -> None:
    """A search-and-replace through the whole guide is one change."""
    text = preview.path(DESIGNER).read_text(encoding="utf-8")
    for number in range(9):
        other = text.replace("title: Дизайнер", f"title: Роль {number}").replace("pay: designer\n", "")
        preview.path(f"content/roles/role-{number}.md").write_text(other.partition("## Деньги")[0], encoding="utf-8")
    preview.change(DESIGNER, "Коротко о роли", "Вместе о роли")

    expect(role.get_by_text("Вместе о роли")).to_be_attached()
    role.goto(f"{preview.address}roles/")
    expect(role.get_by_role("link", name=re.compile(r"^Роль \d$"))).to_have_count(9)


def test_style_is_swapped_without_a_reload(preview: Preview, role: Page) -> None:
    """A changed colour shows in the page as it stands: nothing that was opened or typed is lost."""
    mark(role)
    body = role.locator("body")

    for number in (1, 2):
        style = preview.path("static/css/site.css")
        style.write_text(f"{style.read_text(encoding='utf-8')}\nbody {{ outline: {number}px solid }}", encoding="utf-8")
        expect(body).to_have_css("outline-width", f"{number}px")

    assert kept(role)


def test_a_changed_template_is_seen(preview: Preview, role: Page) -> None:
    """Templates count like content."""
    preview.change("templates/role.html", "{% block main %}", "{% block main %}<p>Из шаблона</p>")

    expect(role.get_by_text("Из шаблона")).to_be_attached()


def test_a_page_that_is_removed_and_comes_back(preview: Preview, page: Page) -> None:
    """Whoever looks at a page whose file is deleted sees the guide's 404 page, and the page again when it is back."""
    page.goto(f"{preview.address}about/")
    connected(page)
    about = preview.path("content/pages/about.md")
    title = page.title()

    about.rename(preview.path("about.md"))
    eventually(lambda: page.title() != title, "the page is gone")
    assert page.url.endswith("/about/")

    preview.path("about.md").rename(about)
    eventually(lambda: page.title() == title, "the page is back")


def test_a_page_that_was_opened_before_a_change_is_never_stale(preview: Preview, page: Page) -> None:
    """A browser that could not yet be told of a change, because it was still connecting, catches up by itself."""
    held: list[Route] = []
    page.route("**/livereload.js*", lambda route: held.append(route))
    page.goto(f"{preview.address}roles/designer/", wait_until="commit")
    eventually(lambda: page.evaluate("1") and held, "the page is about to connect")
    preview.wait_for("built in")
    preview.change(DESIGNER, "Коротко о роли", "Тем временем о роли")
    preview.wait_for("built in")
    expect(page.get_by_text("Коротко о роли")).to_be_attached()

    held[0].continue_()

    expect(page.get_by_text("Тем временем о роли")).to_be_attached()


def test_a_page_of_an_earlier_preview_catches_up(preview: Preview, role: Page, start: Start) -> None:
    """A page that was left open while the preview was ended and started again shows the newest state."""
    preview.end()
    preview.change(DESIGNER, "Коротко о роли", "Наутро о роли")

    start(f"--port={preview.port}")

    expect(role.get_by_text("Наутро о роли")).to_be_attached()


# --- what is wrong ---


def test_a_mistake_is_shown_over_the_page_until_it_is_mended(preview: Preview, role: Page) -> None:
    """What is wrong, where, the line itself, what to do, and a link to the editor; the last good page stays beneath."""
    mark(role)
    preview.change(DESIGNER, "skills: [layout]", "skills: [layuot]")

    expect(overlay(role)).to_be_visible()
    for text in ("1 error", "there is no skill “layuot”", "8 | skills: [layuot]", "^^^^^^", "layout"):
        expect(overlay(role)).to_contain_text(text)
    link = overlay(role).get_by_role("link", name="content/roles/designer.md:8:10")
    assert link.get_attribute("href") == f"vscode://file{preview.path(DESIGNER)}:8:10"
    assert kept(role)
    expect(role.get_by_text("Коротко о роли")).to_be_attached()

    preview.change(DESIGNER, "skills: [layuot]", "skills: [layout]")
    expect(overlay(role)).to_be_hidden()
    expect(role.locator(".note:not(.reservations)")).to_be_hidden()
    assert kept(role)


def test_another_mistake_takes_the_place_of_the_first(preview: Preview, role: Page) -> None:
    """The overlay always shows the newest state."""
    preview.change(DESIGNER, "skills: [layout]", "skills: [layuot]")
    expect(overlay(role)).to_contain_text("layuot")

    preview.change(DESIGNER, "skills: [layuot]", "skills: [laoyut]")

    expect(overlay(role)).to_contain_text("laoyut")
    expect(overlay(role)).not_to_contain_text("layuot")


def test_a_mistake_can_be_put_aside(preview: Preview, role: Page) -> None:
    """Whoever wants to read on closes the overlay; a note in the corner brings it back."""
    preview.change(DESIGNER, "skills: [layout]", "skills: [layuot]")
    overlay(role).get_by_role("button", name="Close").click()
    expect(overlay(role)).to_be_hidden()

    role.get_by_role("button", name="1 error").click()

    expect(overlay(role)).to_be_visible()


def test_a_warning_covers_nothing(preview: Preview, role: Page) -> None:
    """The page is shown as it is, with a small note in the corner that says more when asked."""
    preview.change(DESIGNER, "Коротко о роли", "Зарплата 100 000 рублей. Коротко о роли")

    note = role.get_by_role("button", name="warning")
    expect(note).to_be_visible()
    expect(overlay(role)).to_be_hidden()
    note.click()
    expect(overlay(role)).to_contain_text("content/roles/designer.md")


def test_a_template_that_is_broken_is_shown_with_its_line(preview: Preview, role: Page) -> None:
    """A mistake in a template looks like any other, at its line, and goes away like any other."""
    preview.change("templates/role.html", "{% block main %}", "{% block main %}\n{% if %}")
    expect(overlay(role)).to_contain_text("templates/role.html")
    expect(overlay(role)).to_contain_text("{% if %}")

    preview.change("templates/role.html", "{% if %}", "{{ nothing.at.all }}")
    expect(overlay(role)).to_contain_text("'nothing' is undefined")

    preview.change("templates/role.html", "{{ nothing.at.all }}", "")
    expect(overlay(role)).to_be_hidden()


def test_a_file_that_is_removed_or_renamed_is_a_mistake_where_it_is_needed(preview: Preview, role: Page) -> None:
    """A role that others lead to cannot vanish unnoticed."""
    director = preview.path("content/roles/art-director.md")
    director.rename(director.with_name("chief.md"))
    expect(overlay(role)).to_contain_text("art-director")

    director.with_name("chief.md").rename(director)
    expect(overlay(role)).to_be_hidden()


def test_a_guide_that_cannot_be_built_at_first(start: Start, page: Page, tmp_path: Path) -> None:
    """The first page an editor sees may be one that says what is wrong; it gives way to the guide once mended."""
    guide = tmp_path / "content/guide.yaml"
    sound = guide.read_text(encoding="utf-8")
    guide.write_text(sound.replace("title:", "titel:"), encoding="utf-8")
    preview = start()

    page.goto(f"{preview.address}roles/designer/")
    expect(overlay(page)).to_contain_text("content/guide.yaml:1:1")
    assert "titel" in page.locator("pre").first.inner_text()

    guide.write_text(sound, encoding="utf-8")
    expect(page.get_by_text("Коротко о роли")).to_be_attached()
    expect(overlay(page)).to_be_hidden()


def test_what_the_guide_says_is_only_shown(preview: Preview, role: Page) -> None:
    """Markup in content, in names or in a quoted line runs nowhere: the overlay shows it as it is written."""
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    title = role.title()
    preview.change(DESIGNER, "skills: [layout]", f"skills: ['{evil}']")

    expect(overlay(role)).to_contain_text(evil)
    assert overlay(role).locator("img, script").count() == 0
    assert role.title() == title


def test_the_guides_own_security_policy_is_enough(preview: Preview, page: Page) -> None:
    """Under default-src 'self' the page connects, reloads and shows mistakes, with no complaint in the console."""
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
    preview.change("templates/base.html", '<meta charset="utf-8">', f'<meta charset="utf-8">{policy}')
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    preview.wait_for("built in")
    page.goto(f"{preview.address}roles/designer/")
    connected(page)

    preview.change(DESIGNER, "skills: [layout]", "skills: [layuot]")

    expect(overlay(page)).to_be_visible()
    expect(overlay(page)).to_have_css("border-top-width", "6px")
    assert [text for text in complaints if "livereload" in text or "Security Policy" in text] == []


def test_the_end_of_the_preview_is_seen(preview: Preview, role: Page) -> None:
    """A page that will not reload any more says so."""
    preview.end()

    expect(role.get_by_role("button", name="The preview has stopped")).to_be_visible()
