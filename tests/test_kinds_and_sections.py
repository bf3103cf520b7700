"""The registries of kinds, sections and slugs: each entry has all that the packages above need of it."""

import re
from pathlib import Path
from typing import Any

import pytest

import build
from careerguide.commands.arguments import parse
from careerguide.editing.blanks import BLANKS
from careerguide.editing.schemas import schemas
from careerguide.guide.files import DECODERS
from careerguide.guide.snapshot import read_snapshot
from careerguide.pages.plan import PLANS
from careerguide.schema import codes
from careerguide.schema.records import TAKEN, Kind
from careerguide.schema.sections import DRAWN, SECTIONS
from careerguide.schema.slug import LIMIT, WHOLE, is_slug, slug

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "templates/translations"
MINIMAL = ROOT / "tests/guides/minimal"


# --- kinds of records -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.word)
def test_each_kind_is_described_whole(kind: Kind) -> None:
    """It has a decoder, a plan for its pages (which may be none), and a schema; collections have a schema each."""
    assert kind in DECODERS
    assert kind in PLANS
    assert kind is Kind.ENTRY or schemas(read_snapshot(MINIMAL, TRANSLATIONS)[0])[kind.schema]["title"]


def test_no_two_kinds_share_a_name() -> None:
    """A command, a schema and a path each mean one kind."""
    for names in ([kind.word for kind in Kind], [kind.schema for kind in Kind], [kind.model for kind in Kind]):
        assert len(set(names)) == len(Kind)


def test_new_is_offered_for_the_kinds_that_have_a_blank() -> None:
    """The command line lists them by hand, because it imports no record."""
    for kind, blank in BLANKS.items():
        if blank:
            assert parse(["new", kind.word, "x", "--content", str(MINIMAL)]).command == "new"
        else:
            with pytest.raises(SystemExit):
                parse(["new", kind.word, "x", "--content", str(MINIMAL)])


def test_every_folder_of_a_site_is_taken(tmp_path: Path) -> None:
    """What the generator fills is no address for a page of the guide, whatever output is added to it."""
    site = tmp_path / "site"
    folders = ["--output", str(site), "--cache", str(tmp_path / "cache"), "--base-url", "https://example.org/"]
    assert build.main(["--content", str(MINIMAL), *folders]) == 0

    pages = {path.stem for path in (MINIMAL / "pages").glob("*.md")}
    found = {path.name for path in site.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert found - pages - TAKEN == set()
    assert {"roles", "salaries", "data", "pagefind", "cards", "css"} <= found


# --- sections of a role -----------------------------------------------------------------------------------------------


def test_each_section_that_a_record_fills_has_a_template() -> None:
    """And each template draws a section that a record can fill."""
    templates = {path.stem for path in (ROOT / "templates/sections").glob("*.html")}

    assert templates == set(DRAWN)
    role: Any = Kind.ROLE.model(title="x", summary="x", path={"to": ["x"]}, fit={"for": ["x"]})
    assert [id for id in DRAWN if SECTIONS[id].filled(role)] == ["pay", "way-in", "fit"]


def test_each_section_has_a_title_of_its_own() -> None:
    """By which a page shows it where no text gives it one."""
    titles = [section.title.id for section in SECTIONS.values()]

    assert all(titles)
    assert len(set(titles)) == len(titles)


# --- slugs and codes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "right"),
    [("art-director", True), ("2024", True), ("a--b", False), ("-a", False), ("A", False), ("арт", False), ("", False)],
)
def test_one_rule_says_what_an_id_is(text: str, right: bool) -> None:
    """In Python and in the JSON Schemas alike."""
    assert is_slug(text) is right
    assert bool(re.search(WHOLE, text)) is right


@pytest.mark.parametrize("title", ["Арт-директор", "Head of R&D", "C++ / C#", "x" * 200, "ЗАО «Ёж» " * 20])
def test_what_is_made_of_a_title_is_a_slug(title: str) -> None:
    """The example in a hint can be taken as it is."""
    assert is_slug(slug(title))
    assert not is_slug("x" * (LIMIT + 1))


def test_every_pattern_of_a_record_has_a_hint() -> None:
    """A text of the wrong form is answered with the right one."""
    patterns = {WHOLE}
    for kind in Kind:
        patterns |= set(re.findall(r"'pattern': '([^']+)'", str(kind.model.model_json_schema())))
    assert patterns - {WHOLE} - set(codes.HINTS) == set()
