"""Pictures of a guide, from the editor's file to what a browser shows, and what is said of those that do not work."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from picture_files import drawn, picture, saved
from PIL import Image, ImageCms
from playwright.sync_api import Browser
from sites import ROOT, served

import build
from careerguide.commands.arguments import parse

ROLE = "content/roles/designer.md"
GUIDE = ("--content=content", "--cache=cache", "--output=site")
NO_PICTURE = "this is no PNG, JPEG, GIF, WebP or AVIF, whatever the file's name says"
ROTATED = 6  # Exif's orientation: the top of the scene is at the right of the file
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const it of list.getEntries()) sum += it.value; })
    .observe({type: "layout-shift", buffered: true});
  const last = [...document.querySelectorAll("main img")].map(it => it.decode());
  Promise.all(last).then(() => requestAnimationFrame(() => setTimeout(() => done(sum), 0)));
})"""


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small guide, in the current folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "tests/guides/minimal", "content")
    Path("content/images").mkdir()
    return tmp_path


def put(name: str, content: bytes, text: str = "![Вид]({})") -> None:
    """Put a picture into the guide, and show it in a role's text."""
    Path("content/images", name).write_bytes(content)
    show(text.format(f"../images/{name}"))


def show(text: str) -> None:
    with Path(ROLE).open("a", encoding="utf-8") as role:
        role.write(f"\n{text}\n")


def told() -> list[tuple[str, int, str, str]]:
    """Return the place, the check and the words of everything that `check` finds."""
    _, report = build.make(parse(["check", *GUIDE[:2]]))
    return [
        (it.path, it.line, str(it.message), str(it.hint)) for it in report.problems if it.check != "missing-section"
    ]


def shown() -> list[str]:
    """Build the site, and return the elements of its pictures."""
    assert build.main(["build", "--quiet", "--strict", "--pages-only", *GUIDE]) == 0
    return re.findall(r"<img [^>]*>", Path("site/roles/designer/index.html").read_text(encoding="utf-8"))


def published() -> dict[str, Image.Image]:
    return {path.name: Image.open(path) for path in sorted(Path("site/images").iterdir())}


def camera(**options: Any) -> bytes:
    """Return a photo of 3000 × 2000 pixels, taken with the camera on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x8825] = ROTATED, {1: "N", 2: (55.0, 45.0, 0.0)}
    return picture(3000, 2000, "JPEG", exif=exif, **options)


def test_a_small_picture_is_published_as_it_is(guide: Path) -> None:
    """Its element has the size, so that the text below keeps its place."""
    put("office.png", picture(640, 480))

    (element,) = shown()

    assert Path("site/images/office.png").read_bytes() == picture(640, 480)
    assert 'src="../../images/office.png" width="640" height="480" loading="lazy"' in element
    assert "srcset" not in element


def test_a_photo_is_offered_in_two_widths(guide: Path) -> None:
    """Upright, smaller, in its colours, without what the camera noted; the large original is not published."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    put("photo.jpg", camera(icc_profile=profile))

    (element,) = shown()

    files = published()
    assert [re.sub(r"\.\w{8}\.", ".", name) for name in files] == ["photo-1600.webp", "photo-800.webp"]
    large, small = files
    assert f'srcset="../../images/{small} 800w, ../../images/{large} 1600w" sizes="' in element
    assert 'width="1600" height="2400"' in element
    for file in files.values():
        assert not {"exif", "xmp"} & file.info.keys()
        assert file.info["icc_profile"] == profile
    assert files[small].size == (800, 1200)
    meant = drawn(3000, 2000).transpose(Image.Transpose.ROTATE_270)
    for corner in ((0.05, 0.05), (0.95, 0.05), (0.05, 0.95)):
        colours = [at(image, corner) for image in (files[small].convert("RGB"), meant)]
        assert max(abs(one - other) for one, other in zip(*colours, strict=True)) < 12


def at(image: Image.Image, place: tuple[float, float]) -> Any:
    return image.getpixel((int(image.width * place[0]), int(image.height * place[1])))


def test_a_small_photo_loses_what_the_camera_noted(guide: Path) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N"}
    put("photo.jpg", picture(300, 200, "JPEG", exif=exif))

    shown()

    (file,) = published().values()
    assert (file.size, "exif" in file.info) == ((300, 200), False)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_stays_so(guide: Path, mode: str) -> None:
    image = drawn(2000, 1000).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 1000, 1000))
    put("logo.png", saved(image.quantize(64) if mode == "P" else image.convert(mode), "PNG"))

    shown()

    for file in published().values():
        clear, solid = (at(file.convert("RGBA"), (x, 0.5))[3] for x in (0.2, 0.8))
        assert (clear, solid) == (0, 255)


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "I;16"])
def test_pictures_of_printers_and_scanners_are_shown(guide: Path, mode: str) -> None:
    """Four inks, greys of 8 and 16 bits, black and white become colours that a browser shows, as light as before."""
    image = Image.new("I;16", (1700, 900), 0xC000) if mode == "I;16" else Image.new("RGB", (1700, 900), (192,) * 3)
    image = image if mode == "I;16" else image.convert(mode)
    put("scan.jpg", saved(image, "JPEG")) if mode == "CMYK" else put("scan.png", saved(image, "PNG"))

    shown()

    for file in published().values():
        small = file.convert("L").resize((1, 1), Image.Resampling.BOX)
        assert abs(small.getpixel((0, 0)) - 192) < 12


def test_what_moves_is_left_alone(guide: Path) -> None:
    """A GIF of several frames keeps them; `check` advises when it is heavy for readers."""
    frames = [Image.effect_noise((900, 600), 90 + frame) for frame in range(3)]
    film = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    put("film.gif", film)

    assert [problem[2:] for problem in told()] == [
        (
            f"the picture content/images/film.gif has {len(film) // 1000} kB",
            "moving pictures are not made smaller here: take frames out, or link to a video",
        )
    ]
    assert 'width="900" height="600"' in shown()[0]
    assert Path("site/images/film.gif").read_bytes() == film


def test_a_file_far_larger_than_it_is_shown_is_told(guide: Path) -> None:
    """Readers are served well, but the guide's repository grows."""
    put("photo.jpg", picture(3600, 2400, "JPEG") + bytes(5_000_000))

    ((path, line, message, hint),) = told()

    assert (path, line > 0) == (ROLE, True)
    assert "3600 × 2400 pixels" in message
    assert "1600 pixels wide" in hint


FLAWS = {
    "empty.png": (b"", "the file is empty"),
    "letter.png": (b"PK\3\4" + b"word" * 99, NO_PICTURE),
    "cut.jpg": (picture(900, 600, "JPEG")[:3_000], "the picture is damaged or not complete"),
    "cut.png": (picture(900, 600)[:900], "the picture is damaged or not complete"),
    "cut.webp": (picture(900, 600, "WEBP")[:900], "the picture is damaged or not complete"),
    "cut.avif": (picture(900, 600, "AVIF")[:900], "the picture is damaged or not complete"),
    "drawing.png": (
        saved(drawn(9, 9), "BMP"),
        "this is no PNG, JPEG, GIF, WebP or AVIF, whatever the file's name says",
    ),
    "bomb.png": (saved(Image.new("1", (30_000, 30_000)), "PNG"), "the picture has more pixels than can be shown"),
    "wide.png": (
        saved(Image.new("1", (20_000, 10)), "PNG"),
        "the picture has 20000 × 10 pixels, more than can be shown",
    ),
}


@pytest.mark.parametrize("name", FLAWS)
def test_what_no_browser_could_show_is_told_once(guide: Path, name: str) -> None:
    """At the file, with what to do; the text that shows it is not called wrong as well."""
    content, message = FLAWS[name]
    put(name, content)

    ((path, line, found, hint),) = told()

    assert (path, line, found) == (f"content/images/{name}", 0, message)
    assert hint


def test_a_bomb_takes_little_memory(guide: Path) -> None:
    """900 megapixels in a file of 100 kB are refused before they are decoded."""
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    from careerguide.guide.picture_content import examine

    examine(FLAWS["bomb.png"][0])

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


NAMES = {
    "KAM Год.PNG": ("PNG", "kam-god.png"),
    "IMG_1234.JPG": ("JPEG", "img-1234.jpg"),
    "Снимок экрана 2026-11-29.png": ("PNG", "snimok-ekrana-2026-11-29.png"),
    "图.webp": ("WEBP", "picture.webp"),
    "con.png": ("PNG", "con-picture.png"),
    "photo.png": ("JPEG", "photo.jpg"),
    "Фото.PNG": ("JPEG", "foto.jpg"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_cannot_be_an_address_is_told_with_one_that_can(guide: Path, name: str) -> None:
    """At the file and where it is shown; whoever does what both say has no mistake left."""
    format, right = NAMES[name]
    put(name, picture(30, 20, format), "![Вид](<{}>)")

    (_, _, message, hint), (path, line, _, other) = told()

    assert hint == f"rename the file to {right}"
    assert name in message or message == "the file is JPEG, although its name ends in .png"
    assert (path, line > 0) == (ROLE, True)
    assert other == f"rename the file “{name}” to {right}, and write ../images/{right} here"
    Path("content/images", name).rename(Path("content/images", right))
    role = Path(ROLE)
    role.write_text(role.read_text(encoding="utf-8").replace(f"<../images/{name}>", f"../images/{right}"), "utf-8")
    assert told() == []


def test_no_suggestion_leads_into_the_next_mistake(guide: Path) -> None:
    """A name that is nearly that of a misnamed file is answered with the renaming; no two get the same name."""
    Path("content/images/KAM Год.PNG").write_bytes(picture())
    Path("content/images/kam_god.png").write_bytes(picture())
    Path("content/images/desk.png").write_bytes(picture())
    show(
        "![Вид](../images/kam-year.png)\n\n![Вид](../images/kam-gad.png)\n\n![Стол](../images/desc.png)\n\n"
        "![Вид](../images/kam-god.png)"
    )

    hints = {(Path(path).name, line): hint for path, line, _, hint in told()}

    assert hints["KAM Год.PNG", 0] == "rename the file to kam-god.png"
    assert hints["kam_god.png", 0] == "rename the file to kam-god-2.png"
    assert [hint for (name, line), hint in hints.items() if line] == [
        "available: desk.png, kam-god-2.png, kam-god.png",
        "rename the file “KAM Год.PNG” to kam-god.png, and write ../images/kam-god.png here",
        "did you mean “../images/desk.png”?",
    ]


def test_a_copy_that_is_missing_is_told(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The links of a finished page are checked down to the files that it offers for other widths."""
    put("photo.jpg", camera())
    files, _ = build.make(parse(["build", *GUIDE]))
    assert files is not None
    from careerguide.checks import links

    pages = {path: content for path, content in files.items() if isinstance(content, bytes)}
    (narrow,) = [path for path in pages if path.startswith("images/photo-800")]
    assert links.check(pages) == []
    del pages[narrow]
    assert [str(problem.message) for problem in links.check(pages)] == [f"there is no file {narrow} in the site"]


def test_a_picture_is_decoded_once(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build after another edit takes the copies from the cache; another picture changes the pages that show it."""
    put("photo.jpg", camera())
    (before,) = shown()
    from careerguide.guide import picture_content

    with monkeypatch.context() as patch:
        patch.setattr(picture_content, "examine", lambda raw: pytest.fail("decoded again"))
        show("Ещё строка.")
        assert shown() == [before]
    Path("content/images/photo.jpg").write_bytes(camera(quality=40))
    (after,) = shown()
    assert after != before
    assert len(published()) == 2


def test_the_same_picture_gives_the_same_bytes(guide: Path) -> None:
    from careerguide.guide.picture_content import examine

    assert examine(camera()) == examine(camera())


@pytest.mark.parametrize(("width", "density", "file"), [(1280, 2, "1600"), (1280, 1, "800"), (390, 2, "800")])
def test_nothing_moves_when_a_picture_arrives(
    guide: Path, browser: Browser, width: int, density: int, file: str
) -> None:
    """The browser takes the file that fits the screen, shows it in its proportions, and moves no text."""
    put("photo.jpg", camera())
    put("office.png", picture(300, 200))
    shown()

    screen = {"width": width, "height": 800}
    with served(Path("site")) as host, browser.new_context(viewport=screen, device_scale_factor=density) as context:
        page = context.new_page()
        page.goto(f"{host}/roles/designer/index.html")
        photo, office = page.locator("main img").all()
        before = page.evaluate("document.documentElement.scrollHeight")
        for each in (photo, office):
            each.scroll_into_view_if_needed()
        assert page.evaluate(SHIFTS) < 0.01
        assert page.evaluate("document.documentElement.scrollHeight") == before
        assert f"photo-{file}." in photo.evaluate("it => it.currentSrc")
        box = photo.bounding_box()
        assert box is not None
        assert abs(box["height"] / box["width"] - 1.5) < 0.01
        assert office.evaluate("it => [it.clientWidth, it.clientHeight]") == [300, 200]


def test_the_preview_shows_the_same(guide: Path) -> None:
    """Width, height and both widths are in the preview too."""
    put("photo.jpg", camera())
    (element,) = shown()

    files, _ = build.make(parse(["serve", *GUIDE[:2]]))

    assert files is not None
    page = files["roles/designer/index.html"]
    assert isinstance(page, bytes)
    assert element.encode() in page
    assert len([path for path in files if path.startswith("images/")]) == 2
