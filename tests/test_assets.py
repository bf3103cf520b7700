"""The files that pages are shown with."""

import os
from pathlib import Path

import pytest

from careerguide.publishing.assets import Assets, load
from careerguide.reading import folder_files

STATIC = {
    "css/site.css": '@import "base.css";\n@font-face { src: url("../fonts/a.woff2?v=1#x") format("woff2"); }',
    "css/base.css": "body { background: url(../img/dot.png) } /* url(gone.png) */",
    "fonts/a.woff2": "font",
    "img/dot.png": "dot",
    "js/site.js": 'import { x } from "./chart.js";',
    "js/chart.js": "export const x = 1;",
    "icon.svg": "<svg/>",
    ".well-known/security.txt": "Contact: x",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


@pytest.fixture
def static(tmp_path: Path) -> Path:
    return write(tmp_path / "static", STATIC)


def told(assets: Assets) -> list[tuple[str, int, int, str]]:
    return [(problem.path, problem.line, problem.column, str(problem.message)) for problem in assets.problems]


def test_plain_names_stay(static: Path) -> None:
    """Without fingerprints every file is published as it is, under its own name."""
    assets = load([static], fingerprint=False)
    assert assets.files == {name: content.encode() for name, content in STATIC.items()}
    assert assets.published("css/site.css") == "css/site.css"


def test_scripts_that_pages_load_together_are_one_file(static: Path) -> None:
    """A bundle has its parts in order, those of a guide's own folder too; a file of its name takes its place."""
    own = static.parent / "own"
    for folder, text in ((static, "program"), (own, "guide")):
        (folder / "js").mkdir(parents=True, exist_ok=True)
        (folder / "js/site.js").write_text(f"let {text};\n", "utf-8")
    assert "js/page.js" not in load([own, static]).names
    (static / "js/find.js").write_text("let find;\n", "utf-8")
    assets = load([own, static])
    assert assets.files[assets.published("js/page.js")] == b"let guide;\nlet find;\n"
    (own / "js/page.js").write_text("let page;\n", "utf-8")
    assets = load([own, static])
    assert assets.files[assets.published("js/page.js")] == b"let page;\n"


def test_names_follow_the_content(static: Path) -> None:
    """A published name carries eight digits of the content, and references inside files follow it."""
    assets = load([static])
    assert assets.problems == ()
    font, base, site = (assets.published(name) for name in ("fonts/a.woff2", "css/base.css", "css/site.css"))
    assert font.startswith("fonts/a.")
    assert len(font) == len("fonts/a.12345678.woff2")
    assert assets.files[site].decode() == (
        f'@import "{base.removeprefix("css/")}";@font-face{{src:url("../{font}?v=1#x") format("woff2")}}'
    )
    assert assets.published("js/chart.js").removeprefix("js/").encode() in assets.files[assets.published("js/site.js")]
    assert assets.files.keys() == set(assets.names.values())


def test_a_changed_font_changes_the_name_of_the_stylesheet(static: Path) -> None:
    """What a file refers to counts as its content, so no browser keeps a stylesheet that names an old font."""
    before = load([static])
    (static / "fonts/a.woff2").write_text("another font")
    after = load([static])
    for name in STATIC:
        changed = before.published(name) != after.published(name)
        assert changed == (name in {"fonts/a.woff2", "css/site.css"})


def test_files_that_are_asked_for_by_name_keep_it(static: Path) -> None:
    """Files at the top of static/ and in .well-known/ are published under their own names."""
    assets = load([static])
    assert assets.published("icon.svg") == "icon.svg"
    assert assets.published(".well-known/security.txt") == ".well-known/security.txt"


def test_an_unknown_asset_is_a_mistake_of_the_template(static: Path) -> None:
    """Asking for an asset that is not there raises an error that names the nearest one."""
    with pytest.raises(KeyError, match=r"css/sit\.css: did you mean “css/site\.css”"):
        load([static]).published("css/sit.css")


def test_leftovers_are_not_published(static: Path) -> None:
    """Hidden files and what editor programs and file browsers leave are passed over."""
    write(
        static, dict.fromkeys([".DS_Store", "css/.site.css.swp", "css/site.css~", "#x#", "Thumbs.db", ".git/HEAD"], "")
    )
    assert load([static], fingerprint=False).files.keys() == STATIC.keys()


@pytest.mark.parametrize(
    ("css", "column", "message"),
    [
        ("a { src: url(gone.png) }", 14, "there is no file static/css/gone.png"),
        ("a { src: url('../../x.png') }", 15, "there is no file static/../x.png"),
        ("a { src: url(https://x.org/a.png) }", 14, "this asks another site for a file"),
        ('@import "//x.org/a.css";', 10, "this asks another site for a file"),
        ("a { src: url(/css/site.css) }", 14, "this begins at the host's root, where the site may not stand"),
        ("@import 'bad.css';", 10, "files refer to each other in a circle: css/bad.css → css/bad.css"),
    ],
)
def test_references_that_lead_nowhere_are_told(static: Path, css: str, column: int, message: str) -> None:
    """What a stylesheet asks for must be there, and on the same site; the problem has its line and column."""
    write(static, {"css/bad.css": "\n" + css})
    for fingerprint in (True, False):
        assert told(load([static], fingerprint=fingerprint)) == [("static/css/bad.css", 2, column, message)]


def test_what_is_no_reference_is_left_alone(static: Path) -> None:
    """Comments, strings, data addresses and parts of the same document in a stylesheet are no references."""
    css = "a::after{content:\"url(x) @import 'x'\"}b{fill:url(#p);src:url(data:,x)}"
    write(static, {"css/odd.css": f"/* url(x) @import 'x' */ {css}"})
    assets = load([static])
    assert assets.problems == ()
    assert assets.files[assets.published("css/odd.css")].decode() == css


def test_links_and_pipes_are_refused(static: Path, tmp_path: Path) -> None:
    """Symbolic links, to files and folders, and pipes are problems, and nothing of them is published."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key").write_text("key")
    (static / "link").symlink_to(tmp_path / "secret/key")
    (static / "css/folder").symlink_to(tmp_path / "secret")
    os.mkfifo(static / "pipe")
    assets = load([static])
    assert told(assets) == [
        (f"static/{name}", 0, 1, "this is not an ordinary file") for name in ("css/folder", "link", "pipe")
    ]
    assert b"key" not in assets.files.values()


def test_pictures_of_the_content(static: Path) -> None:
    """Pictures of the content are published as they are given."""
    assets = load([static], {"images/a.png": b"a"})
    assert assets.files["images/a.png"] == b"a"
    assert assets.published("images/a.png") == "images/a.png"


def test_a_picture_at_the_address_of_a_static_file_is_told(static: Path) -> None:
    """Neither silently hides the other."""
    write(static, {"images/a.png": "ours"})

    assert told(load([static], {"images/a.png": b"theirs"})) == [
        ("static/images/a.png", 0, 1, "a picture of the content has the same address")
    ]


def test_a_file_that_is_too_large_is_told(static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A video among the pictures is not read into memory."""
    monkeypatch.setattr(folder_files, "MAX_BYTES", 200)
    write(static, {"video.mp4": "x" * 201})

    loaded = load([static])

    assert told(loaded) == [("static/video.mp4", 0, 1, "the file is larger than 0 MB")]
    assert "video.mp4" not in loaded.files


def test_folders_may_be_missing(tmp_path: Path) -> None:
    """A guide without assets is a guide."""
    assert load([tmp_path / "static"]) == Assets({}, {})
