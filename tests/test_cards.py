"""Social cards: their text, reuse of drawn ones, and characters that the font lacks."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from loading import loaded
from PIL import Image, ImageChops, ImageDraw, ImageFilter

import build
from careerguide.incremental.cache import Cache
from careerguide.languages.language import Language
from careerguide.outputs import drawing, lettering
from careerguide.outputs.cards import CardRenderer, Lines
from careerguide.pages.plan import plan
from careerguide.pages.planned_page import PlannedPage
from careerguide.publishing.output import Files
from careerguide.schema.theme import FONT as FONT_FILE

ROOT = Path(__file__).parent.parent
FONT = (ROOT / "static/fonts/literata.woff2").read_bytes()
LINES = Lines("Guide", "Field", "A role with a name", "", "$1 – $2", "per month", "and more", "1 figure of 2")


@pytest.fixture(scope="module")
def pages() -> dict[str, PlannedPage]:
    guide = loaded(ROOT / "tests/guides/account-management", "--base-url", "https://example.org/x/").guide
    assert guide
    return {page.url: page for page in plan(guide)}


def deck(static: Path = ROOT / "static", cache: Path | None = None) -> CardRenderer:
    return CardRenderer(Language.load("ru", ROOT / "templates/translations"), static / FONT_FILE, Cache(cache))


def said(page: PlannedPage) -> Lines:
    card = deck().card(page, page.create_view())
    assert card
    return Lines(*card.words)


def test_a_card_says_what_a_role_pays_and_what_is_not_known(pages: dict[str, PlannedPage]) -> None:
    """The card shows the span of the medians with its unit, and the number of missing figures."""
    lines = said(pages["roles/client-department-head/"])
    assert lines.figure.replace("\xa0", " ") == "56 000 – 115 000 ₽"
    assert lines.unit == "в месяц · медианы"
    assert lines.gap.startswith("4 ")


def test_a_card_says_that_pay_is_not_known(pages: dict[str, PlannedPage]) -> None:
    """A role without a table has no figure on its card, and words for the gap."""
    lines = said(pages["roles/commercial-director/"])
    assert (lines.figure, lines.unit) == ("", "")
    assert lines.gap


def test_a_card_is_as_large_as_other_sites_want_it() -> None:
    """1200 × 630 pixels, light enough to be fetched at once, and the same bytes every time."""
    drawn = drawing.draw(FONT, LINES)
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.size == (1200, 630)
    assert len(drawn) < 60_000
    assert drawing.draw(FONT, LINES) == drawn


@pytest.mark.parametrize(
    "text", ["Руководитель отдела «Газ» — ёж", "The chief affiliate’s offices, AVATAR", "27 000 ₽"]
)
@pytest.mark.parametrize(("size", "weight"), [(112, 600), (27, 400)])
def test_letters_put_together_are_what_the_font_draws(text: str, size: int, weight: int) -> None:
    """Kerning and ligatures are where the font's own engine has them, give or take a pixel."""
    face = lettering.sized(FONT, size, weight)
    picture, left, top = lettering.text_image(face, text)
    whole = Image.new("L", picture.size)
    ImageDraw.Draw(whole).text((-left, -top), text, 255, face, anchor="ls")

    assert lettering.length(face, text) == pytest.approx(face.getlength(text))
    assert picture.getbbox() == whole.getbbox()
    for one, other in ((picture, whole), (whole, picture)):
        assert max(ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3))).getextrema()) < 64


@pytest.mark.parametrize("words", [1, 12, 60])
def test_a_title_of_any_length_stays_above_the_pay(words: int) -> None:
    """A long title gets smaller and at last an ellipsis; the rule over the pay stays free."""
    title = " ".join(["Руководитель"] * words)
    with Image.open(io.BytesIO(drawing.draw(FONT, LINES._replace(title=title)))) as image:
        strip = image.convert("RGB").crop((0, drawing.PAY_RULE - 8, drawing.WIDTH, drawing.PAY_RULE - 1))
    assert strip.getcolors() == [(strip.width * strip.height, (253, 253, 251))]


def test_letters_that_the_font_has_not_are_not_drawn_as_boxes(pages: dict[str, PlannedPage], tmp_path: Path) -> None:
    """A page in a script that the font lacks, or a guide without the font, has no card rather than a wrong one."""
    page = pages["about/"]
    assert drawing.missing(FONT, "Да 日本 no") == {"日", "本"}
    assert deck(static=tmp_path).card(page, page.create_view()) is None


def test_a_card_is_drawn_once(pages: dict[str, PlannedPage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier run has drawn is not drawn again."""
    made: list[Files] = []
    for _ in range(2):
        cards = deck(cache=tmp_path)
        with cards.cache:
            card = cards.card(pages["about/"], pages["about/"].create_view())
            assert card
            made.append(cards.files({card.file: card}, {}))
        monkeypatch.setattr(drawing, "draw", lambda *_: pytest.fail("drawn again"))
    assert made[0] == made[1]


def test_cards_are_made_only_where_they_can_be_linked(tmp_path: Path) -> None:
    """Other sites need a whole address: a guide that does not know its own has no card and no tag for one."""
    for address in ([], ["--base-url", "https://example.org/x/"]):
        content = ROOT / "tests/guides/minimal"
        assert build.main(["--quiet", "--content", str(content), "--output", str(tmp_path / "site"), *address]) == 0
        home = (tmp_path / "site/index.html").read_text("utf-8")
        drawn = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site/cards").glob("*.png")}
        assert bool(drawn) == ("og:image" in home) == bool(address)
        assert not drawn or any(f'content="https://example.org/x/{name}"' in home for name in drawn)
        shutil.rmtree(tmp_path / "site")
